"""A table for programs: fields by key, figures as text with a dot, days as ISO writes them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from parself.tables.data import record, records
from parself.tables.model import Cell, Column, Kind, filled


def told(value: object, kind: Kind) -> object:
    column: Column[Any] = Column("key", "Cột", lambda row: row, kind)
    return record([column], value)["key"]


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (Kind.COUNT, 12301, 12301),
        (Kind.POINTS, Decimal("2.5"), "2.50"),
        (Kind.POINTS, Decimal("0.125"), "0.125"),
        (Kind.CHANGE, Decimal("-1"), "-1.00"),
        (Kind.PERCENT, Decimal(80), "80.00"),
        (Kind.NUMBER, Decimal("12.5"), "12.5"),
        (Kind.DATE, date(2023, 12, 5), "2023-12-05"),
        (Kind.YES, 1, True),
        (Kind.TEXT, "Văn Quan", "Văn Quan"),
        (Kind.POINTS, None, None),
    ],
)
def test_a_value_is_told_by_its_kind(kind: Kind, value: object, expected: object) -> None:
    assert told(value, kind) == expected
    assert told(Cell(value, formula="A1"), kind) == expected  # type: ignore[arg-type]


def test_a_cells_own_kind_wins() -> None:
    assert told(Cell(Decimal(80), Kind.PERCENT), Kind.COUNT) == "80.00"


def test_people_and_programs_may_be_told_differently() -> None:
    title: Callable[[Any], str] = str.title
    columns: list[Column[str]] = [
        Column("code", "Đơn vị", title, data=lambda row: row),
        Column("length", data=len),
        Column("", "Ký tên", lambda _row: None),
    ]
    assert records(columns, ["van-quan"]) == [{"code": "van-quan", "length": 8}]
    table = filled(columns, ["van-quan"])
    assert [column.title for column in table.columns] == ["Đơn vị", "Ký tên"]
    assert [cell.value for cell in table.lines[0].cells] == ["Van-Quan", None]
