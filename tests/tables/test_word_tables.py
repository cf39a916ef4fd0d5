"""Tables in Word: widths that break no figure, lines that stay together, text that comes back."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parself.tables import docx as word
from parself.tables.model import Cell, Column, Kind, Level, Line, Table
from parself.tables.paper import Papers, Report
from parself.text import cleaned


def drawn(table: Table) -> Any:
    """The table as another reader of Word files finds it."""
    papers = Papers("t", (Report("r", "t", (table,)),))
    (found,) = docx.Document(BytesIO(word.render(papers))).tables
    return found


def rows_below_the_heading(table: Table) -> list[Any]:
    return list(drawn(table)._tbl.tr_lst[1:])


def widths(table: Table) -> list[int]:
    """In twentieths of a point."""
    return [int(column.get(_q("w"))) for column in drawn(table)._tbl.tblGrid.gridCol_lst]


def _q(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


def test_columns_fill_the_page_and_keep_their_shares() -> None:
    narrow, wide = widths(
        Table(
            (Column[Any]("", "a", width=20), Column[Any]("", "b", width=60)),
            (Line((Cell("x"), Cell("y"))),),
        )
    )
    assert abs(3 * narrow - wide) <= 3
    assert abs((narrow + wide) / 1440 * 25.4 - 165) < 0.5


def test_heads_have_room_for_a_broader_font_where_others_can_give() -> None:
    columns = (Column[Any]("", "Hạng", width=1), Column[Any]("", "Đơn vị", width=90))
    word, _rest = widths(Table(columns, (Line((Cell("1"), Cell("x"))),)))
    em = 11 * 20
    assert word > 1.25 * em * (0.75 + 3 * 0.5) + 110


def test_no_column_is_too_narrow_for_its_figures_where_others_can_give() -> None:
    columns = (
        Column[Any]("", "STT", width=1),
        Column[Any]("", "Tiêu chí", width=90),
        Column[Any]("", "Điểm", width=1, kind=Kind.POINTS),
    )
    found = widths(Table(columns, (Line((Cell("1.1.1"), Cell("x"), Cell(Decimal(157027)))),)))
    half_an_em_a_digit = len("157.027,00") * 11 * 20 // 2
    assert found[2] > half_an_em_a_digit > found[0] > 500
    assert abs(sum(found) / 1440 * 25.4 - 165) < 0.5


def test_figures_are_flush_right_and_texts_left() -> None:
    columns = (Column[Any]("", "a"), Column[Any]("", "b", kind=Kind.POINTS))
    (row,) = rows_below_the_heading(Table(columns, (Line((Cell("x"), Cell(Decimal("1.5")))),)))
    first, second = (cell.find(f".//{_q('jc')}") for cell in row.tc_lst)
    assert first is None
    assert second.get(_q("val")) == "right"


@pytest.mark.parametrize("level", [Level.AREA, Level.CRITERION, Level.OURS, Level.TOTAL])
def test_lines_that_stand_out_are_bold(level: Level) -> None:
    (row,) = rows_below_the_heading(Table((Column[Any]("", "a"),), (Line((Cell("x"),), level),)))
    assert row.find(f".//{_q('b')}") is not None


def test_headings_and_sums_are_not_parted_from_their_lines() -> None:
    levels = (Level.AREA, Level.CRITERION, Level.ROW, Level.CRITERION, Level.CRITERION, Level.ROW)
    lines = tuple(Line((Cell("x"),), level) for level in (*levels, Level.TOTAL))
    rows = rows_below_the_heading(Table((Column[Any]("", "a"),), lines))
    kept = [row.find(f".//{_q('keepNext')}") is not None for row in rows]
    assert kept == [True, True, False, False, True, True, False]


def test_there_is_room_to_fill_in_by_hand() -> None:
    (row,) = rows_below_the_heading(
        Table((Column[Any]("", "a"),), (Line((Cell(),)),), has_blanks=True)
    )
    height = row.trPr.find(_q("trHeight"))
    assert (int(height.get(_q("val"))), height.get(_q("hRule"))) == (510, "atLeast")


@pytest.mark.parametrize(("columns", "size"), [(8, 11), (9, 10), (12, 10), (13, 8)])
def test_tables_of_many_columns_are_set_smaller_in_empty_cells_too(columns: int, size: int) -> None:
    line = Line((Cell("x"), *[Cell()] * (columns - 1)))
    (row,) = rows_below_the_heading(Table((Column[Any]("", "a"),) * columns, (line,)))
    assert {mark.get(_q("val")) for mark in row.iter(_q("sz"))} == {str(2 * size)}
    assert len(row.findall(f".//{_q('pPr')}/{_q('rPr')}/{_q('sz')}")) == columns


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_comes_back(text: str) -> None:
    (row,) = drawn(Table((Column[Any]("", "c"),), (Line((Cell(text),)),))).rows[1:]
    assert row.cells[0].text == cleaned(text)
