"""A table on a terminal: aligned by cells, names cut before figures, long texts in paragraphs."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from parself.tables import terminal
from parself.tables.model import Column, Kind, Level, Table, filled, line_with

Row = Sequence[Any]


def columns(*kinds: Kind, titles: Sequence[str] = ("",) * 9) -> list[Column[Row]]:
    return [column(at, kind, titles[at]) for at, kind in enumerate(kinds)]


def column(at: int, kind: Kind, title: str) -> Column[Row]:
    return Column(f"c{at}", title, lambda row: row[at], kind)


def test_columns_are_aligned_by_cells_and_figures_stand_at_the_right() -> None:
    rows = [("Huyện Văn Quan", Decimal(1)), ("漢字", Decimal(10)), ("Va\N{COMBINING BREVE}n", None)]
    lines = terminal.listed(columns(Kind.TEXT, Kind.POINTS), rows)
    assert [terminal.cells(line) for line in lines] == [21, 21, 21]
    assert lines[1] == "漢字            10,00"
    assert lines[2].endswith("    –")


def test_a_heading_stands_above_only_where_there_is_one() -> None:
    named = columns(Kind.TEXT, Kind.COUNT, titles=("Đơn vị", "Hạng"))
    assert terminal.listed(named, [("A", 1)]) == ["Đơn vị  Hạng", "A          1"]
    assert terminal.listed(columns(Kind.TEXT, Kind.COUNT), [("A", 1)]) == ["A  1"]
    assert terminal.listed(columns(Kind.TEXT), []) == []


@given(st.text("ab ", min_size=1, max_size=200), st.text("xy", min_size=1, max_size=40))
def test_a_name_gives_way_and_nothing_else_is_cut(name: str, path: str) -> None:
    (line,) = terminal.listed(columns(Kind.NAME, Kind.TEXT), [(f"n{name}", path)])
    assert terminal.cells(line) <= terminal.WIDTH
    assert line.endswith(path)
    assert ("…" in line) == (terminal.cells(f"n{name}") + 2 + terminal.cells(path) > 80)


def test_a_path_is_never_cut() -> None:
    path = "x" * 200
    assert terminal.listed(columns(Kind.TEXT), [(path,)]) == [path]


def test_parts_stand_further_in_below_their_areas() -> None:
    levels = {"a": Level.AREA, "b": Level.CRITERION, "c": Level.ROW}
    table = filled(columns(Kind.NAME), [("a",), ("b",), ("c",)], level=lambda row: levels[row[0]])
    assert terminal.aligned(table) == ["a", "  b", "    c"]


def test_a_row_of_long_texts_is_a_paragraph_without_what_it_lacks() -> None:
    named = columns(*[Kind.TEXT] * 4, titles=("", "", "Việc", "Hạn"))
    table = filled(named, [("1.1", "Kế hoạch", "Nhắc hạn", ""), ("1.2", "B", "", "")])
    assert list(terminal.paragraphs(table)) == ["1.1 Kế hoạch", "    Việc: Nhắc hạn", "1.2 B"]


@given(
    st.lists(st.tuples(st.text("ab ", max_size=120), st.decimals(0, 99, places=2)), min_size=1),
    st.integers(40, 120),
)
def test_a_paper_breaks_texts_and_no_figure(rows: list[tuple[str, Decimal]], most: int) -> None:
    named = columns(Kind.TEXT, Kind.POINTS, titles=("Tiêu chí", "Điểm tối đa"))
    lines = list(terminal.ruled(filled(named, rows), most))
    assert all(terminal.cells(line) <= most for line in lines)
    words = " ".join(lines).split()
    for text, points in rows:
        assert set(text.split()) <= set(words) or max(map(len, text.split())) > most // 2
        assert f"{points:.2f}".replace(".", ",") in words


def test_a_paper_on_a_terminal_has_no_empty_columns_and_marks_our_own_line() -> None:
    named = columns(Kind.TEXT, Kind.TEXT, Kind.COUNT, titles=("Đơn vị", "Ghi chú", "Hạng"))
    levels = {"A": Level.OURS, "B": Level.TOTAL}
    table = filled(named, [("A", None, 1), ("B", None, 2)], level=lambda row: levels[row[0]])
    heads, rule, ours, total, end = terminal.ruled(table, 80)
    assert heads.split() == ["Đơn", "vị", "Hạng"]
    assert ours.startswith("► A")
    assert total.startswith("B")
    assert rule == end == "─" * len(heads)


def test_one_row_is_titles_and_values_side_by_side() -> None:
    named = columns(Kind.TEXT, Kind.POINTS, titles=("Đơn vị", "Điểm"))
    assert terminal.labelled(named, ("A", Decimal(2))) == ["Đơn vị  A", "Điểm    2,00"]


def test_running_text_breaks_into_lines_of_80_cells() -> None:
    text = "Số liệu trích xuất từ hệ thống. " * 12
    lines = terminal.wrapped(text, indent="  ")
    assert all(terminal.cells(line) <= terminal.WIDTH and line.startswith("  ") for line in lines)
    assert " ".join(line.strip() for line in lines) == text.strip()


def test_a_sum_is_named_by_key_and_leaves_the_other_cells_empty() -> None:
    named = columns(Kind.TEXT, Kind.TEXT, Kind.POINTS)
    line = line_with(named, {"c1": "Cộng", "c2": Decimal(3)}, Level.TOTAL)
    table = Table(tuple(named), ()).ending(line)
    assert [cell.value for cell in table.lines[0].cells] == [None, "Cộng", Decimal(3)]
