"""A workbook calculated anew by LibreOffice: the outside reader of formulas."""

import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any, Final

import openpyxl

_CACHED: Final = re.compile(rb"(<f>[^<]*</f>)<v>[^<]*</v>")


def recalculated(xlsx: Path, work: Path) -> Any:
    """Return the workbook with the values that LibreOffice finds for its formulas.

    The values that the workbook came with are taken out first, so that none of them can be
    mistaken for a result.
    """
    bare = work / f"bare-{xlsx.name}"
    _without_results(xlsx, bare)
    out = work / "recalculated"
    subprocess.run(
        [
            "soffice", "--headless", f"-env:UserInstallation={(work / 'office').as_uri()}",
            "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(bare),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )  # fmt: skip
    return openpyxl.load_workbook(out / bare.name, data_only=True)


def _without_results(source: Path, target: Path) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename.startswith("xl/worksheets/sheet"):
                data = _CACHED.sub(rb"\1", data)
            new.writestr(entry, data)
