"""A round with rows that others score, and tables of its units as offices keep them."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import openpyxl

from parself.assessment.model import Purpose
from parself.province.record import Round
from parself.province.round import create_round
from parself.province.survey import entered_rows
from parself.province.unit_figures import Asked, Taken, take
from parself.rubric.load import roster_from_bytes, rubric_from_bytes
from parself.rubric.peers import Roster
from submission.samples import ROSTER, RUBRIC

SURVEYED: Final = (
    RUBRIC.replace("points = 10\nroster", "points = 20\nroster", 1)
    + """
[[area]]
id = "2"
title = "Tác động"
points = 10

[[area.criterion]]
id = "2.1"
title = "Chất lượng chỉ đạo"
points = 4
source = "survey"
department = "noi-vu"
measure = { kind = "survey", options = [
    { id = "a", title = "A – Tốt", weight = 1 },
    { id = "b", title = "B – Khá", weight = 0.6 },
] }
scale = { kind = "proportional" }
evidence = ["Quyết định"]

[[area.criterion]]
id = "2.2"
title = "Mức độ hài lòng của người dân"
points = 5
source = "survey"
department = "noi-vu"
measure = { kind = "survey" }
scale = { kind = "proportional" }
evidence = ["Quyết định"]

[[area.criterion]]
id = "2.3"
title = "Xếp loại"
points = 1
source = "appraiser"
department = "noi-vu"
evidence = ["Quyết định"]
[area.criterion.measure]
kind = "choice"
[[area.criterion.measure.levels]]
id = "tot"
title = "Tốt"
points = 1
[[area.criterion.measure.levels]]
id = "kem"
title = "Kém"
points = 0
"""
)
_NAMES: Final = (
    ("bac-son", "Huyện Bắc Sơn"),
    ("lang-son", "Thành phố Lạng Sơn"),
    ("van-quan", "Huyện Văn Quan"),
    ("van-lang", "Huyện Văn Lãng"),
)
NAMED: Final = ROSTER.split("\n[[unit]]")[0] + "".join(
    f'\n[[unit]]\ncode = "{code}"\nshort = "{name}"\nfull = "UBND {name}"\nlocative = "{name}"\n'
    'sub_units = ["Xã Một"]\n'
    for code, name in _NAMES
)
CODES: Final = tuple(code for code, _name in _NAMES)
Cells = Sequence[Sequence[object]]


@lru_cache(maxsize=1)
def roster() -> Roster:
    return roster_from_bytes(NAMED.encode(), where="roster.toml")


def new_round(path: Path) -> Round:
    rubric = rubric_from_bytes(SURVEYED.encode(), where="rubric.toml")
    return create_round(
        path,
        rubric=(rubric, SURVEYED.encode()),
        roster=(roster(), NAMED.encode()),
        year=2023,
        purpose=Purpose.REAL,
    )


def xlsx(lines: Cells, **also: Any) -> bytes:
    """Return a workbook of one sheet; `also`: merged ranges, formats by cell, hidden lines."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = also.get("title", "Sheet1")
    for line in lines:
        sheet.append(list(line))
    for cells in also.get("merged", ()):
        sheet.merge_cells(cells)
    for name, shown in also.get("formats", {}).items():
        sheet[name].number_format = shown
    for line in also.get("hidden", ()):
        sheet.row_dimensions[line].hidden = True
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(
    round_: Round,
    lines: Cells | bytes,
    *,
    file: str = "bang.xlsx",
    matches: Mapping[str, str] = {},
    remembered: Mapping[str, str] = {},
    key: str = "",
    **also: Any,
) -> Taken:
    """Read a table for the rows that others score."""
    data = lines if isinstance(lines, bytes) else xlsx(lines, **also)
    asked = Asked(entered_rows(round_), key=key, matches=matches)
    return take(data, file, round_, asked, remembered)


def said(taken: Taken) -> dict[tuple[str, str], object]:
    """Return what was read by unit and field."""
    return {(one.unit, f"{one.row}.{one.key}"): one.value for one in taken.figures}
