"""Tables of units as people keep them: what is read, and what is refused with its cell."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parself.errors import ParselfError, RefusedError, UsageError
from parself.province import surveying
from parself.province.headings import Meaning, TwoRowsError, field_of, meaning
from parself.province.record import Round
from parself.province.referring import rows_with_figures
from parself.province.survey import entered_rows
from parself.province.unit_figures import Asked, FaultyFileError, take, told
from parself.province.unit_names import Names
from parself.province.unit_table import find_table, is_figure
from parself.values import evolve
from parself.workbook import Cell, Grid
from province.unit_tables import CODES, Cells, new_round, read, roster, said, xlsx

NAMES = ("Huyện Bắc Sơn", "TP Lạng Sơn", "Văn Quan", "H. Văn Lãng")
HEADS = ["STT", "Đơn vị", "2.2 Mức độ hài lòng của người dân (%)"]


@pytest.fixture
def round_(tmp_path: Path) -> Round:
    return new_round(tmp_path / "ky")


def table(values: tuple[object, ...], heads: list[str] = HEADS) -> list[list[object]]:
    body = zip(NAMES, values, strict=True)
    return [list(heads), *([n, name, value] for n, (name, value) in enumerate(body, start=1))]


def refused(round_: Round, lines: Cells | bytes, **also: Any) -> list[tuple[str, str]]:
    """Return the sentences and places for which a table is refused."""
    with pytest.raises(ParselfError) as error:
        read(round_, lines, **also)
    return [(problem.what.id, problem.where) for problem in error.value.problems]


def test_an_offices_own_table_is_read_by_names_and_headings(round_: Round) -> None:
    taken = read(round_, table((85, "84,5", "83,25%", None)))
    assert said(taken) == {
        ("bac-son", "2.2.percent"): 85,
        ("lang-son", "2.2.percent"): Decimal("84.5"),
        ("van-quan", "2.2.percent"): Decimal("83.25"),
    }
    assert taken.figures[0].place == "bang.xlsx, Sheet1!C2"
    assert taken.columns == (("2.2", "percent"),)


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        (0, 0), ("0", 0), ("0,0", 0), ("85 %", 85), ("85%", 85), (" 85 ", 85), (84.1, "84.1"),
        ("-", None), ("–", None),
    ],
)  # fmt: skip
def test_zero_is_zero_a_dash_clears_and_texts_are_numbers(
    round_: Round, value: object, meant: object
) -> None:
    taken = read(round_, table((value, None, None, None)))
    expected = None if meant is None else Decimal(str(meant))
    assert said(taken) == {("bac-son", "2.2.percent"): expected}


def test_a_share_shown_in_percent_is_the_percentage(round_: Round) -> None:
    lines = table((0.8435, None, None, None))
    taken = read(round_, lines, formats={"C2": "0.00%"})
    assert said(taken) == {("bac-son", "2.2.percent"): Decimal("84.35")}


def test_grouped_texts_are_read_as_offices_write_them(round_: Round) -> None:
    heads = ["STT", "Đơn vị", "1.1 Hồ sơ đúng hạn – Đúng hạn"]
    lines = table(("1.234", "12.301", 7, "1 500"), heads)
    asked = Asked(rows_with_figures(round_))
    taken = take(xlsx(lines), "a.xlsx", round_, asked, {})
    assert [one.value for one in taken.figures] == [1234, 12301, 7, 1500]


def test_headings_may_be_merged_over_the_columns_of_a_row(round_: Round) -> None:
    lines: Cells = [
        ["KẾT QUẢ ĐIỀU TRA NĂM 2023"],
        ["Đơn vị", "2.1. Chất lượng chỉ đạo", None, "2.2", None],
        [None, "A – Tốt", "B – Khá", "Điểm", "Điểm tối đa"],
        ["Văn Quan", 20, 30, "1,5", 3],
    ]
    taken = read(round_, lines, merged=["B2:C2", "D2:E2"])
    assert said(taken) == {
        ("van-quan", "2.1.a"): 20, ("van-quan", "2.1.b"): 30,
        ("van-quan", "2.2.points"): Decimal("1.5"), ("van-quan", "2.2.of"): 3,
    }  # fmt: skip


def test_rows_are_known_by_their_titles_too(round_: Round) -> None:
    heads = ["STT", "Đơn vị", "Chỉ số mức độ hài lòng của người dân, %"]
    assert len(read(round_, table((1, 2, 3, 4), heads)).figures) == 4


def test_a_heading_that_does_not_say_which_figure_is_asked_about(round_: Round) -> None:
    lines = table((1, 2, 3, 4), ["STT", "Đơn vị", "2.2"])
    assert refused(round_, lines) == [
        ("The heading names row {row}, but not which figure of it.", "bang.xlsx, Sheet1!C1")
    ]
    assert read(round_, lines, key="points").columns == (("2.2", "points"),)


def test_a_heading_of_two_rows_is_not_guessed(round_: Round) -> None:
    lines = table((1, 2, 3, 4), ["STT", "Đơn vị", "2.3 Mức độ hài lòng của người dân (%)"])
    assert refused(round_, lines)[0][1] == "bang.xlsx, Sheet1!C1"


def test_two_columns_of_one_figure_are_refused(round_: Round) -> None:
    lines: Cells = [["Đơn vị", "2.2 (%)", "2.2 tỷ lệ"], ["Văn Quan", 1, 2]]
    assert refused(round_, lines) == [
        ("Columns {first} and {second} mean the same figure.", "bang.xlsx, Sheet1!C1")
    ]


def test_a_unit_that_stands_twice_is_refused_with_both_cells(round_: Round) -> None:
    lines: Cells = [*table((1, 2, 3, 4)), [5, "Huyện Văn Quan", 9]]
    with pytest.raises(RefusedError) as error:
        read(round_, lines)
    (problem,) = error.value.problems
    assert problem.where == "bang.xlsx, Sheet1!B6"
    assert problem.what.values["first"] == "B4"


def test_an_unknown_name_is_shown_with_what_may_be_meant_and_never_guessed(round_: Round) -> None:
    lines = [*table((1, 2, None, 4)), [5, "Văn Quang", 9], [6, "Sở Y tế", 3]]
    with pytest.raises(RefusedError) as error:
        read(round_, lines)
    near, far = error.value.problems
    assert near.todo is not None and near.todo.values["code"] == "van-quan"
    assert far.where == "bang.xlsx, Sheet1!B7"
    with pytest.raises(RefusedError):
        read(round_, lines, matches={"Sở Y tế": "-", "Văn Quang": "van-quan"})
    lines.pop(3)
    taken = read(round_, lines, matches={"Sở Y tế": "-", "Văn Quang": "van-quan"})
    assert said(taken)["van-quan", "2.2.percent"] == 9
    again = read(round_, lines, remembered=taken.names)
    assert said(again) == said(taken)


def test_an_unknown_first_name_is_no_heading(round_: Round) -> None:
    lines = table((1, 2, 3, 4))
    lines[1][1] = "Huyện Đình Lập"
    assert [where for _what, where in refused(round_, lines)] == ["bang.xlsx, Sheet1!B2"]


def test_a_match_with_no_unit_is_refused(round_: Round) -> None:
    with pytest.raises(UsageError):
        read(round_, table((1, 2, 3, 4)), matches={"Văn Quang": "van-quang"})


def test_sums_and_signatures_are_left_out_and_told(round_: Round) -> None:
    lines: Cells = [
        *table((1, 2, 3, 4)),
        [None, "Tổng cộng", 10],
        ["Bình quân", None, 2.5],
        ["Người lập"],
    ]
    taken = read(round_, lines)
    assert len(taken.figures) == 4
    note = "Lines that are no unit's were left out: {lines}."
    assert [one.values["lines"] for one in taken.notes if one.id == note] == ["6, 7"]


def test_figures_beside_no_name_are_refused(round_: Round) -> None:
    lines: Cells = [*table((1, 2, 3, 4)), [5, None, 7]]
    assert refused(round_, lines) == [
        ("Figures stand in a line that names no unit.", "bang.xlsx, Sheet1!B6")
    ]


def test_units_that_are_missing_are_told_and_keep_what_they_have(round_: Round) -> None:
    taken = read(round_, table((1, 2, 3, 4))[:3])
    assert {one.unit for one in taken.figures} == {"bac-son", "lang-son"}
    missing = next(one for one in taken.notes if one.id == "Not in the table: {units}.")
    assert missing.values["units"] == "Huyện Văn Quan, Huyện Văn Lãng"


def test_figures_that_slipped_beside_their_heading_are_refused(round_: Round) -> None:
    lines: Cells = [HEADS, *([n, name, None, n] for n, name in enumerate(NAMES, start=1))]
    assert refused(round_, lines)[0][1] == "bang.xlsx, Sheet1!D2"


def test_figures_of_a_few_lines_that_slipped_are_refused_where_they_begin(round_: Round) -> None:
    slipped = [[3, NAMES[2], None, 70], [4, NAMES[3], None, 80]]
    lines: Cells = [HEADS, [1, NAMES[0], 85], [2, NAMES[1], 84], *slipped]
    ((_told, place),) = refused(round_, lines)
    assert place == "bang.xlsx, Sheet1!D4"


def test_figures_under_the_heading_of_the_names_have_slipped(round_: Round) -> None:
    lines: Cells = [HEADS, *([name, n, None] for n, name in enumerate(NAMES, start=1))]
    assert refused(round_, lines)[0][1] == "bang.xlsx, Sheet1!B2"


@pytest.mark.parametrize("key", ["a", "A – Tốt", "a tot"])
def test_one_column_is_described_by_the_key_of_its_figure_or_by_its_label(
    key: str, round_: Round
) -> None:
    asked = Asked(entered_rows(round_), "2.1", key)
    assert told(asked).field == field_of(round_.rubric.rows["2.1"], "a")


def test_a_cell_that_is_merged_over_several_units_is_refused(round_: Round) -> None:
    lines: Cells = [HEADS, *([n, name, 85] for n, name in enumerate(NAMES, start=1))]
    ((_told, place),) = refused(round_, lines, merged=["C3:C4"])
    assert place == "bang.xlsx, Sheet1!C3"
    assert read(round_, lines, merged=["A3:A4"]).figures


def test_a_column_that_nobody_asked_for_is_told(round_: Round) -> None:
    lines: Cells = [
        [*HEADS, "Ghi chú số"],
        *([n, name, 5, n] for n, name in enumerate(NAMES, start=1)),
    ]
    notes = read(round_, lines).notes
    assert notes[0].values["columns"] == "D Ghi chú số"


def test_hidden_lines_are_told(round_: Round) -> None:
    notes = read(round_, table((1, 2, 3, 4)), hidden=[3]).notes
    assert any("hidden lines" in note.id for note in notes)


def test_a_table_of_another_year_is_refused(round_: Round) -> None:
    lines: Cells = [["Kết quả điều tra năm 2022"], *table((1, 2, 3, 4))]
    assert refused(round_, lines)[0][0].startswith("The table says it is of")
    both: Cells = [["Năm 2023 so với năm 2022"], *table((1, 2, 3, 4))]
    assert len(read(round_, both).figures) == 4
    assert refused(round_, table((1, 2, 3, 4)), title="Năm 2022")


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ("chưa rõ", "“{typed}” is not a number."),
        ("=1/3", "The result of the formula is not saved in the file."),
        ("#N/A", "The cell shows a fault of Excel: {fault}."),
        (date(2023, 5, 1), "Excel has turned the number into a date."),
    ],
)
def test_a_cell_that_is_no_figure_is_named(round_: Round, value: object, what: str) -> None:
    assert refused(round_, table((1, value, 3, "x"))) == [
        (what, "bang.xlsx, Sheet1!C3"),
        ("“{typed}” is not a number.", "bang.xlsx, Sheet1!C5"),
    ]


def test_all_that_is_wrong_with_a_file_is_told_at_once(round_: Round) -> None:
    """A year, a stranger, a unit twice, a column, cells, and figures that are not possible."""
    lines: Cells = [
        ["Năm 2022"],
        ["Đơn vị", "2.2 (%)", "2.1"],
        ["Văn Quan", 101, 5],
        ["Văn Quang", "tốt", 7],
        ["Bắc Sơn", "x", None],
        ["Huyện Văn Quan", 3, None],
        [None, 4, None],
    ]
    with pytest.raises(FaultyFileError) as error:
        data = xlsx(lines)
        take(data, "a.xlsx", round_, surveying.asked_of_file(round_, {}), {})
    places = [one.where.removeprefix("a.xlsx, Sheet1!") for one in error.value.problems]
    assert sorted(places) == ["A4", "A6", "A7", "B3", "B4", "B5", "C2", "a.xlsx"]
    assert [one.name for one in error.value.strangers] == ["Văn Quang"]


def test_which_name_was_taken_for_which_unit_is_told(round_: Round) -> None:
    named = [(one.unit, one.name, one.is_own) for one in read(round_, table((1, 2, 3, 4))).named]
    assert named == [
        ("bac-son", "Huyện Bắc Sơn", True), ("lang-son", "TP Lạng Sơn", False),
        ("van-quan", "Văn Quan", False), ("van-lang", "H. Văn Lãng", False),
    ]  # fmt: skip


def test_a_percentage_is_no_count(round_: Round) -> None:
    lines = table((20, "85%", 3, 4), ["STT", "Đơn vị", "2.1 A – Tốt"])
    assert refused(round_, lines) == [
        ("A percentage stands where a count is asked for.", "bang.xlsx, Sheet1!C3")
    ]


@pytest.mark.parametrize("lines", [[["a"]], [["Đơn vị", "2.2 (%)"], ["Huyện Khác", 1]]])
def test_a_file_without_the_rounds_units_is_refused(round_: Round, lines: Cells) -> None:
    assert refused(round_, lines)[0][1] == "bang.xlsx"


def test_a_table_whose_headings_name_no_row_is_refused(round_: Round) -> None:
    assert refused(round_, table((1, 2, 3, 4), ["STT", "Đơn vị", "Điểm"]))[0][1] == "bang.xlsx"


def test_a_csv_of_codes_is_read_as_well(round_: Round) -> None:
    text = "ma;2.2.percent\n" + "".join(f"{code};8{n},5\n" for n, code in enumerate(CODES))
    taken = read(round_, text.encode(), file="a.csv")
    assert [one.value for one in taken.figures] == [Decimal(f"8{n}.5") for n in range(4)]
    assert taken.figures[0].place == "a.csv, B2"


def test_one_column_is_chosen_by_its_heading(round_: Round) -> None:
    heads = ["Đơn vị", "Tổng", "Trễ hạn", "Đúng hạn"]
    data = xlsx([heads, *([name, 10, 1, 9] for name in NAMES)])

    def column(words: str) -> list[object]:
        asked = Asked(rows_with_figures(round_), "1.1", "part", words)
        return [one.value for one in take(data, "a.xlsx", round_, asked, {}).figures]

    assert column("đúng hạn") == [9] * 4
    for words in ("", "hạn", "khác"):
        with pytest.raises(RefusedError):
            column(words)


@pytest.mark.parametrize(("row", "key"), [("9.9", "part"), ("1.1", "percent")])
def test_a_row_or_figure_that_is_not_there_is_refused(round_: Round, row: str, key: str) -> None:
    asked = Asked(rows_with_figures(round_), row, key)
    with pytest.raises(UsageError):
        take(xlsx(table((1, 2, 3, 4))), "a.xlsx", round_, asked, {})


def test_a_number_that_may_be_two_ids_is_no_heading(round_: Round) -> None:
    """A spreadsheet keeps 1.10 as 1.1."""
    rows = rows_with_figures(round_)
    tenth = evolve(rows[0], id="1.10")
    assert meaning(["1.1.part"], (*rows, tenth)) is not None
    for text in ("1.1", "1.10"):
        with pytest.raises(TwoRowsError):
            meaning([text, "Đúng hạn"], (*rows, tenth))
    assert meaning(["1.10 Đúng hạn"], (*rows, tenth)) == Meaning(tenth, field_of(tenth, "part"))


CELLS = st.one_of(
    st.none(), st.sampled_from([*NAMES, "Văn Quang", "Tổng", "2.2 (%)", "-", "85%", "1.234,5"]),
    st.integers(-5, 10**7), st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(), st.text(max_size=8),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=8))
def test_any_table_is_read_or_refused_with_sentences(lines: list[list[object]]) -> None:
    cells = {
        (line, at): Cell(value)  # type: ignore[arg-type]
        for line, row in enumerate(lines, start=1)
        for at, value in enumerate(row, start=1)
        if value is not None
    }
    grid = Grid("", cells, (), (), frozenset(), False, False)
    names = Names(roster(), {})
    try:
        table = find_table([grid], names, "a.csv")
    except RefusedError as error:
        assert all(problem.where and problem.todo for problem in error.problems)
        return
    problems = table.problems
    assert all(problem.where and problem.todo for problem in problems)
    # Every unit stands once, and no line with figures below the headings is passed by in silence.
    assert len(set(table.lines.values())) == len(table.lines)
    told = {*table.lines.values(), *table.passed_over, *table.loose}
    for (line, column), cell in cells.items():
        if line > table.top and column > table.names and is_figure(cell):
            assert line in told
    for column in table.columns():
        table.headings(column)
