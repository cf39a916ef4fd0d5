"""Sheets, names and addresses follow Excel's rules whatever the titles are."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parself.tables.model import Cell, Column, Line, Table
from parself.tables.paper import Papers, Report
from parself.tables.spots import lay_out, sheet_names

TITLES = st.lists(st.text(max_size=60), min_size=1, max_size=12)


@given(TITLES)
def test_sheet_names_are_what_excel_takes(titles: list[str]) -> None:
    names = sheet_names(titles)
    assert len({name.casefold() for name in names}) == len(titles)
    for name in names:
        assert 1 <= len(name) <= 31
        assert not re.search(r"[\[\]:*?/\\]", name)
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name.casefold() != "history"


def test_two_reports_of_one_title_get_two_sheets() -> None:
    assert sheet_names(["Bảng", "bảng", "History"]) == ["Bảng", "bảng 2", "History 2"]


def named(name: str) -> Report:
    table = Table((Column[Any]("", "Cột"),), (Line((Cell(1, name=name),)),))
    return Report("r", f"Tờ {name}'", (table,))


def test_an_address_names_the_sheet_only_from_elsewhere() -> None:
    spots = lay_out(Papers("", (named("a"), named("b"))))
    assert spots.address("a", None, "Tờ a") == "$A$2"
    assert spots.address("a", None, "Tờ b") == "'Tờ a'!$A$2"
    assert spots.address("a", "a", "Tờ b") == "'Tờ a'!$A$2:$A$2"


def test_two_cells_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="a"):
        lay_out(Papers("", (named("a"), named("a"))))


def test_columns_beyond_z_have_two_letters() -> None:
    cells = tuple(Cell(number, name=f"c{number}") for number in range(704))
    table = Table(tuple(Column[Any]("", "x") for _cell in cells), (Line(cells),))
    spots = lay_out(Papers("", (Report("r", "S", (table,)),)))
    shown = [spots.address(f"c{number}", None, "S") for number in (25, 26, 701, 702)]
    assert shown == ["$Z$2", "$AA$2", "$ZZ$2", "$AAA$2"]
