"""A return to a unit of the sample rubric, for the tests of both sides."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from parself.assessment.model import Purpose
from parself.returns.file import write_return
from parself.returns.model import Phase, Return, ReturnedRow, Ruling
from submission.samples import UNITS, identity

ROWS = {
    "1.1": ReturnedRow(
        Ruling.ADJUSTED,
        Decimal("5.4"),
        Decimal("4.8"),
        "Số liệu khác\nCổng dịch vụ công",
        "Thiếu 01 báo cáo quý",
        ("Gửi bổ sung báo cáo quý IV.",),
    ),
    "1.2": ReturnedRow(Ruling.ASKED, Decimal(4), reason="Kế hoạch ban hành ngày nào?"),
}


def returned(**other: Any) -> Return:
    """Make a return of the first appraisal; whatever is given is other than usual."""
    usual: dict[str, Any] = {
        "unit": UNITS[0],
        "year": 2023,
        "purpose": Purpose.REAL,
        "rubric": identity(),
        "round": "0123456789abcdef",
        "number": 1,
        "phase": Phase.FIRST,
        "hand_in": 1,
        "hand_in_digest": "ab" * 32,
        "title": "Các huyện, thành phố",
        "replies_until": date(2024, 1, 10),
        "rows": ROWS,
    }
    return Return(**{**usual, **other})


def return_file(path: Path, **other: Any) -> Path:
    """Write such a return to a file."""
    return write_return(returned(**other), path).path
