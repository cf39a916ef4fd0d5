"""A block from a spreadsheet: what is shown is what is kept, and a fault keeps all of it out."""

from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parself.assessment import entries, store
from parself.assessment.beginning import begin
from parself.assessment.block import Block, grid_of, is_block, read_cells, read_table
from parself.desk.desk import Desk
from parself.rubric import model as m
from parself.rubric.catalogue import find_rubric
from parself.rules.fields import Field
from parself.rules.kinds import row_fields


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> store.Folder:
    """An assessment that no test saves."""
    return begin(tmp_path_factory.mktemp("block") / "van-quan", RUBRIC.id, "van-quan")


NAMES: Final = ("Thị trấn Văn Quan", "Xã Hòa Bình", "Xã An Sơn", "Xã Tri Lễ")
RUBRIC: Final = find_rubric("lang-son-huyen-2023")[0]
TABLE: Final = RUBRIC.rows["3.4.2"]
TICKS: Final = RUBRIC.rows["3.3.3"]
RATIO: Final = RUBRIC.rows["3.4.1"]


def fields(row: m.Row = TABLE) -> tuple[Field, ...]:
    return row_fields(row, NAMES)


def read(
    text: str,
    *,
    start: str = "",
    swapped: bool = False,
    row: m.Row = TABLE,
    leaving: frozenset[str] = frozenset(),
) -> Block:
    return read_table(row, fields(row), {}, text, start=start, swapped=swapped, leaving=leaving)


def figures(found: Block) -> dict[str, tuple[object, ...]]:
    """What each line would hold."""
    return {line.name: tuple(cell.value for cell in line.cells) for line in found.lines}


def ids(found: Block) -> list[str]:
    return [fault.id for fault in found.faults]


WHOLE: Final = {NAMES[0]: (1, 5), NAMES[1]: (2, 6), NAMES[2]: (3, 7), NAMES[3]: (4, 8)}


def test_lines_are_matched_by_name_whatever_their_order() -> None:
    found = read("Xã Tri Lễ\t4\t8\nXã An Sơn\t3\t7\nThị trấn Văn Quan\t1\t5\nXã Hòa Bình\t2\t6")
    assert figures(found) == WHOLE
    assert (found.faults, found.warnings) == ((), ())
    assert len(found.changes) == 8


@pytest.mark.parametrize(
    "names",
    [
        ("Văn Quan", "Hoà Bình", "An Sơn", "Tri Lễ"),
        ("TT. Văn Quan", "xã hòa bình", "X. An Sơn", "UBND xã Tri Lễ"),
        ("van quan", "hoa binh", "an son", "tri le"),
        ("TT VĂN QUAN", "XÃ HOÀ BÌNH", "XÃ AN SƠN", "XÃ TRI LỄ"),
    ],
)
def test_names_match_without_diacritics_case_and_kind(names: tuple[str, ...]) -> None:
    text = "\n".join(f"{name}\t{n}\t{n + 4}" for n, name in enumerate(names, 1))
    assert figures(read(text)) == WHOLE


def test_a_commune_that_shares_its_name_with_a_town_is_not_guessed() -> None:
    names = ("Thị trấn Na Sầm", "Xã Na Sầm")
    both = row_fields(TABLE, names)
    found = read_table(TABLE, both, {}, "Na Sầm\t1\t2\nXã Na Sầm\t3\t4")
    assert ids(found) == ["“{name}” is not in the list of this unit."]
    found = read_table(TABLE, both, {}, "Thị trấn Na Sầm\t1\t2\nXã Na Sầm\t3\t4")
    assert figures(found) == {names[0]: (1, 2), names[1]: (3, 4)}


def test_numbering_headings_totals_notes_and_signatures_are_left_out() -> None:
    text = (
        "BÁO CÁO\n\nSTT\tXã, thị trấn\tCột 1\tCột 2\n"
        "1\tVăn Quan\t1\t5\n2\tHòa Bình\t2\t6\n3\tAn Sơn\t3\t7\n4\tTri Lễ\t4\t8\n"
        "\tTổng cộng\t10\t26\n\n\tNgười lập biểu\n"
    )
    found = read(text)
    assert figures(found) == WHOLE
    assert (found.faults, found.warnings) == ((), ())


def test_headings_decide_which_column_is_which() -> None:
    text = "Xã\tTổng số hồ sơ\tĐúng hạn\nAn Sơn\t7\t3"
    assert figures(read(text)) == {"Xã An Sơn": (3, 7)}


def test_the_heading_that_is_left_belongs_to_the_field_that_is_left() -> None:
    assert figures(read("Xã\tCả năm\tĐúng hạn\nAn Sơn\t7\t3")) == {"Xã An Sơn": (3, 7)}
    assert figures(read("Xã\tĐúng hạn\tCả năm\nAn Sơn\t3\t7")) == {"Xã An Sơn": (3, 7)}
    percent = read("Xã\t%\tCả năm\tĐúng hạn\nAn Sơn\t43\t7\t3")
    assert figures(percent) == {"Xã An Sơn": (3, 7)}
    three = read("Xã\tCả năm\tQuý\tĐúng hạn\nAn Sơn\t3\t7\t1")
    assert figures(three) == {"Xã An Sơn": (3, 7)}
    assert three.warnings[-1].values["columns"] == 3


def test_without_headings_columns_are_taken_in_order_and_can_be_swapped() -> None:
    assert ids(read("An Sơn\t7\t3")) == ["{name}: {what}"]
    assert figures(read("An Sơn\t7\t3", swapped=True)) == {"Xã An Sơn": (3, 7)}


def test_lines_that_are_not_in_the_block_stay_and_are_named() -> None:
    found = read("An Sơn\t3\t7")
    assert found.faults == ()
    (warning,) = found.warnings
    assert (warning.values["count"], warning.values["of"]) == (3, 4)
    assert set(found.changes) == {"xa-an-son.part", "xa-an-son.whole"}


def test_an_unknown_or_doubled_name_keeps_everything_out() -> None:
    found = read("An Sơn\t3\t7\nNà Lang\t1\t2\nxã An Sơn\t3\t7")
    assert ids(found) == [
        "“{name}” is not in the list of this unit.",
        "{name} stands in the block twice.",
    ]
    assert found.changes == {}


def test_lines_of_unknown_names_may_be_passed_over() -> None:
    text = "An Sơn\t3\t7\nNà Lang\t1\t2"
    assert read(text).strangers == ("Nà Lang",)
    assert figures(read(text, leaving=frozenset({"Nà Lang"}))) == figures(read("An Sơn\t3\t7"))


def test_without_names_lines_are_taken_in_order_with_a_warning() -> None:
    found = read("1\t5\n2\t6\n3\t7\n4\t8\n")
    assert figures(found) == WHOLE
    assert [one.id for one in found.warnings] == [
        "No names of the table stand in the block: the lines are taken in order."
    ]


def test_names_that_nobody_knows_are_shown_beside_the_line_they_would_fill() -> None:
    found = read("Khu 1\t1\t5\nKhu 2\t2\t6\nKhu 3\t3\t7\nKhu 4\t4\t8")
    assert figures(found) == WHOLE
    assert [line.typed_name for line in found.lines] == ["Khu 1", "Khu 2", "Khu 3", "Khu 4"]


def test_a_block_without_names_begins_where_the_cursor_stands() -> None:
    found = read("3\t7\n4\t8", start="xa-an-son.part")
    assert figures(found) == {NAMES[2]: (3, 7), NAMES[3]: (4, 8)}
    assert ids(read("3\t7\n4\t8\n5\t9", start="xa-an-son.part")) == [
        "The block has {lines} lines; from here on the table has {room}."
    ]


@pytest.mark.parametrize(
    ("typed", "value"),
    [("12301", 12301), ("12.301", 12301), ("12 301", 12301), ("12,301", 12301), ("9 hồ sơ", 9)],
)
def test_cells_are_read_as_typed_figures_are(typed: str, value: int) -> None:
    assert figures(read(f"An Sơn\t{typed}\t99999"))["Xã An Sơn"] == (value, 99999)


def test_what_cannot_be_read_is_named_with_its_line() -> None:
    found = read("An Sơn\tchín\t7\nTri Lễ\t4\t8")
    (fault,) = found.faults
    assert fault.values["name"] == "Xã An Sơn"
    assert found.changes == {}
    assert [cell.fault is not None for cell in found.lines[0].cells] == [True, False]


def test_figures_that_contradict_what_is_kept_are_a_fault() -> None:
    kept = {"xa-an-son.whole": 5}
    found = read_table(TABLE, fields(), kept, "An Sơn\t9\t")
    assert ids(found) == ["{name}: {what}"]


def test_ticks_are_read_from_an_x_and_from_words() -> None:
    found = read("Văn Quan\tx\nHòa Bình\t\nAn Sơn\tĐạt\nTri Lễ\tkhông", row=TICKS)
    values = {name: given[0] for name, given in figures(found).items()}
    assert values == dict(zip(NAMES, (True, False, True, False), strict=True))
    assert len(found.changes) == 4


def test_text_in_the_old_encoding_says_what_to_do() -> None:
    found = read("X· An S¬n huyÖn V¨n Quan\t3\t7x8\nhuyÖn\t1\t2")
    assert "TCVN3" in found.faults[0].id


def test_quoted_cells_with_line_ends_stay_one_cell() -> None:
    assert grid_of('"Xã\nAn Sơn"\t3\t7\n') == (("Xã An Sơn", "3", "7"),)
    assert grid_of('5"\t3') == (('5"', "3"),)


def test_an_endless_text_is_refused() -> None:
    assert ids(read("1\t2\n" * 60_000)) == ["The pasted text is too long."]


def test_two_cells_fill_two_fields_from_the_cursor_on() -> None:
    asked = row_fields(RATIO)
    assert read_cells(RATIO, asked, {}, "98\t100", "part").changes == {"part": 98, "whole": 100}
    assert read_cells(RATIO, asked, {}, "98\r\n100\r\n", "").changes == {"part": 98, "whole": 100}
    assert ids(read_cells(RATIO, asked, {}, "98\t100", "whole")) == [
        "{cells} cells were pasted; from this field on there are {room}."
    ]
    assert read_cells(RATIO, asked, {}, "101\t100", "part").changes == {}


def test_one_cell_with_a_line_end_is_no_block() -> None:
    assert not is_block("12.301\r\n")
    assert is_block("1\t2")
    assert is_block("1\n2\n")


CELLS: Final = st.sampled_from(
    ["", "1", "12.301", "98,8", "x", "Xã An Sơn", "Tổng cộng", "hòa bình", '"', "99999999999999999"]
) | st.text(max_size=8)
TEXTS: Final = st.text() | st.lists(st.lists(CELLS, max_size=5), max_size=8).map(
    lambda rows: "\n".join("\t".join(row) for row in rows)
)


@given(TEXTS, st.sampled_from(["", "xa-an-son.whole", "nothing"]), st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_text_gives_figures_that_are_possible_or_faults(
    text: str, start: str, swapped: bool
) -> None:
    for row in (TABLE, TICKS):
        found = read(text, start=start, swapped=swapped, row=row)
        assert not (found.changes and found.faults)
        assert entries.faults(row, fields(row), found.changes) == ()


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_any_text_pasted_into_a_field_is_read_or_refused(text: str) -> None:
    asked = row_fields(RATIO)
    found = read_cells(RATIO, asked, {}, text, "part")
    assert entries.faults(RATIO, asked, found.changes) == ()


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(1, 10**9)), min_size=4, max_size=4))
@settings(max_examples=60, deadline=None)
def test_what_the_preview_shows_is_what_is_kept_and_one_undo_takes_it_back(
    begun: store.Folder, pairs: list[tuple[int, int]]
) -> None:
    folder, desk = begun, Desk(begun)
    before = desk.assessment
    names = folder.unit.sub_units[:4]
    lines = [f"{name}\t{min(pair)}\t{max(pair)}" for name, pair in zip(names, pairs, strict=True)]
    view = desk.view
    row = view.rubric.rows["3.4.2"]
    found = read_table(row, view.fields("3.4.2"), view.values("3.4.2"), "\n".join(lines))
    assert desk.take_over("3.4.2", found.changes) == ()
    shown = {cell.field.key: cell.value for line in found.lines for cell in line.cells}
    assert desk.assessment.answer("3.4.2").values == shown
    desk.undo()
    assert desk.assessment.answers == before.answers


def test_two_blocks_into_the_same_fields_are_two_steps(begun: store.Folder) -> None:
    desk = Desk(begun)
    desk.take_over("3.4.1", {"part": 1, "whole": 2})
    desk.take_over("3.4.1", {"part": 3, "whole": 4})
    desk.undo()
    assert desk.assessment.answer("3.4.1").values == {"part": 1, "whole": 2}


def test_an_impossible_block_changes_nothing(begun: store.Folder) -> None:
    desk = Desk(begun)
    assert desk.take_over("3.4.1", {"part": 5, "whole": 4})
    assert not desk.can_undo
