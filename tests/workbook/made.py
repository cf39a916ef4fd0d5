"""Workbooks written part by part, so that they can hold what no office program writes."""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Final

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT: Final = {
    _MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    _OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
"""Namespaces of the strict kind, by those of the ordinary one."""


def cell(content: str, kind: str = "n", *, place: str = "", style: int = 0) -> str:
    """Return a cell's XML: ``<v>`` around the content, unless it is markup."""
    at = f' r="{place}"' if place else ""
    inner = content if content.startswith("<") else f"<v>{content}</v>"
    return f'<c{at} s="{style}" t="{kind}">{inner}</c>'


def row(*cells: str, attributes: str = "") -> str:
    return f"<row {attributes}>{''.join(cells)}</row>"


def sheet(rows: str, after: str = "") -> str:
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def parts(
    rows: str = "",
    *,
    texts: str = "",
    formats: str = "",
    after: str = "",
    book: str = "",
    sheets: int = 1,
) -> dict[str, str]:
    """Return a small workbook's parts by their names; every sheet has the same rows."""
    listed = "".join(
        f'<sheet name="S{n}" sheetId="{n}" r:id="s{n}"/>' for n in range(1, sheets + 1)
    )
    links = "".join(
        f'<Relationship Id="s{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, sheets + 1)
    )
    plain = '<xf numFmtId="0"/>'
    styles = f"<cellXfs>{formats or plain}</cellXfs>"
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="a"'
        f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{book}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{links}'
        f'<Relationship Id="t" Type="{_OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        f'<Relationship Id="y" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{texts}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>',
        **{f"xl/worksheets/sheet{n}.xml": sheet(rows, after) for n in range(1, sheets + 1)},
    }


def packed(content: Mapping[str, str | bytes]) -> bytes:
    """Return the zip of some parts."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return stream.getvalue()
