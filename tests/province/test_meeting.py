"""A meeting's workbook: what is filled in comes back cell by cell, and nothing else changes."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from parself.errors import DamagedError, RefusedError, UsageError
from parself.province import sharing
from parself.province.appraising import Act
from parself.province.board import Mark
from parself.province.decisions import Cell, Verdict
from parself.province.hand_in import read_hand_in
from parself.province.meeting import Met, Outcome, read_sheets
from parself.province.officers import Officer, Share
from parself.province.overview import open_overview
from parself.province.work import decided
from parself.report.meeting_sheet import render_sheets
from province.desks import WHY, judge
from submission.samples import NOW, UNITS

ACT = Act("lan", NOW, "mot")
FIRST, SECOND = Cell(UNITS[0], "1.1"), Cell(UNITS[1], "1.1")


def sheet(folder: Path, *rows: str) -> bytes:
    view = open_overview(folder)
    found = [view.round.rubric.rows[row] for row in rows or ("1.1",)]
    return render_sheets(view, found, lambda code: read_hand_in(view.round, code))


def filled(data: bytes, cells: Mapping[str, Any], title: str = "1.1") -> bytes:
    book = openpyxl.load_workbook(BytesIO(data))
    for name, value in cells.items():
        book[title][name] = value
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(folder: Path, data: bytes, act: Act = ACT) -> Met:
    return read_sheets(data, "hop.xlsx", open_overview(folder), act)


def taken(folder: Path, data: bytes) -> Met:
    met: list[Met] = []

    def make(view: Any, act: Act) -> Any:
        met.append(read_sheets(data, "hop.xlsx", view, act))
        return met[0].decisions

    decided(folder, "lan", NOW, make)
    return met[0]


def test_what_could_not_be_read_again_is_not_written(
    landed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parself.limits.WORKBOOK_SHEETS", 1)
    assert sheet(landed, "1.1")
    with pytest.raises(UsageError, match="too many"):
        sheet(landed, "1.1", "1.2")


def test_a_sheet_that_nobody_filled_in_changes_nothing(landed: Path) -> None:
    met = read(landed, sheet(landed, "1.1", "1.2"))
    assert (met.lines, met.notes) == ((), ())


def test_the_same_round_gives_the_same_bytes(landed: Path) -> None:
    assert sheet(landed) == sheet(landed)


@pytest.mark.parametrize(
    ("points", "reason", "verdict", "shown"),
    [
        (5.4, None, Verdict.ACCEPT, "5.40"),
        (0, "Không có", Verdict.ADJUST, "0.00"),
        (0.1, "Thiếu", Verdict.ADJUST, "0.10"),
        ("2,25", "Thiếu", Verdict.ADJUST, "2.25"),
        ("?", "Giải trình", Verdict.ASK, "None"),
    ],
)
def test_a_cell_decides_as_it_is_filled_in(
    points: Any, reason: Any, verdict: Verdict, shown: str, landed: Path
) -> None:
    data = filled(sheet(landed), {"I6": points, "J6": reason})
    (one,) = read(landed, data).decisions
    assert (one.cell, one.verdict, str(one.points)) == (FIRST, verdict, shown)


def test_taking_it_over_again_changes_nothing(landed: Path) -> None:
    data = filled(sheet(landed), {"I6": 2, "J6": "Thiếu", "I7": 4.8})
    assert len(taken(landed, data).decisions) == 2
    before = open_overview(landed).appraisal
    met = taken(landed, data)
    assert [one.outcome for one in met.lines] == [Outcome.UNCHANGED] * 2
    assert open_overview(landed).appraisal == before


def test_a_dash_clears_and_a_blank_keeps(landed: Path) -> None:
    judge(landed, "1.1", "1")
    judge(landed, "1.1", "2", UNITS[1])
    met = taken(landed, filled(sheet(landed), {"I6": "-"}))
    assert [one.verdict for one in met.decisions] == [Verdict.OPEN]
    assert str(open_overview(landed).stand(UNITS[1], "1.1").points) == "2.00"


def test_what_was_decided_since_stays_and_is_named(landed: Path) -> None:
    data = filled(sheet(landed), {"I6": 1, "J6": "Thiếu", "I7": 1, "J7": "Thiếu"})
    judge(landed, "1.1", "3")
    met = taken(landed, data)
    assert [one.entry.cell for one in met.having(Outcome.NEWER)] == [FIRST]
    assert [one.cell for one in met.decisions] == [SECOND]
    assert str(open_overview(landed).stand(UNITS[0], "1.1").points) == "3.00"


WRONG: dict[str, tuple[Mapping[str, Any], str]] = {
    "a formula": ({"I6": "=1+1", "J6": "x"}, "formula"),
    "a formula as reason": ({"I6": 1, "J6": '="x"'}, "formula"),
    "no number": ({"I6": "nhiều"}, "not a number"),
    "too much": ({"I6": 6.01, "J6": "x"}, "Points must lie"),
    "less than nothing": ({"I6": -1, "J6": "x"}, "Points must lie"),
    "no reason": ({"I6": 1}, "A reason is needed"),
    "a question without words": ({"I6": "?"}, "A reason is needed"),
    "a reason without points": ({"J6": "Thiếu"}, "without points"),
    "slipped to the right": ({"J6": 5.4}, "figure stands where a reason"),
    "far to the right": ({"L6": 5.4}, "column without a heading"),
    "a day": ({"I6": NOW}, "date"),
    "true": ({"I6": True}, "TRUE"),
    "a unit twice": ({"A7": "Huyện a", "I7": 1}, "stands twice"),
    "a unit of elsewhere": ({"A7": "Huyện Lạ", "I7": 1}, "no unit of this round"),
    "a lost key": ({"J5": None}, "lost the key"),
    "a key twice": ({"B5": "1.1|points"}, "same key"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_cannot_be_read_for_certain_stops_the_file_with_its_cell(
    what: str, landed: Path
) -> None:
    cells, words = WRONG[what]
    data = filled(sheet(landed), {"I8": None, **cells})
    with pytest.raises(RefusedError) as caught:
        read(landed, data)
    assert words in str(caught.value)
    assert all("hop.xlsx" in one.where for one in caught.value.problems)


def test_every_bad_cell_is_told_at_once(landed: Path) -> None:
    data = filled(sheet(landed, "1.1", "1.2"), {"I6": "a", "I7": "b"})
    with pytest.raises(RefusedError) as caught:
        read(landed, filled(data, {"I6": "c"}, "1.2"))
    cells = [one.where.rpartition("!")[2] for one in caught.value.problems]
    assert cells == ["I6", "I7", "I6"]


def test_a_cell_that_is_merged_over_several_units_is_refused(landed: Path) -> None:
    book = openpyxl.load_workbook(BytesIO(filled(sheet(landed), {"I6": 1, "J6": "Thiếu"})))
    book["1.1"].merge_cells("I6:I7")
    stream = BytesIO()
    book.save(stream)
    with pytest.raises(RefusedError) as caught:
        read(landed, stream.getvalue())
    assert [one.where.rpartition("!")[2] for one in caught.value.problems] == ["I6"]


def test_names_points_and_reasons_are_told_at_once(landed: Path) -> None:
    """A line whose unit nobody knows is read as well, and a wrong reason beside wrong points."""
    data = filled(sheet(landed), {"A6": "Huyện Lạ", "I6": "nhiều", "I7": "a", "J7": 5})
    with pytest.raises(RefusedError) as caught:
        read(landed, data)
    cells = {one.where.rpartition("!")[2] for one in caught.value.problems}
    assert cells == {"A6", "I6", "I7", "J7"}
    assert "--match" not in str(caught.value)


def test_each_line_tells_what_stands_and_what_would_stand(landed: Path) -> None:
    judge(landed, "1.1", "3")
    met = read(landed, filled(sheet(landed), {"I6": "-", "I7": 1, "J7": "Thiếu"}))
    told = [(one.mark, str(one.points), str(one.points_after)) for one in met.lines]
    assert told == [(Mark.ADJUSTED, "3.00", "None"), (Mark.OPEN, "None", "1.00")]


def test_units_that_a_sheet_leaves_out_itself_are_not_missed(landed: Path) -> None:
    """Of one unit of the roster nothing has come: it is on no sheet."""
    assert len(open_overview(landed).facts) < len(open_overview(landed).round.roster.units)
    assert read(landed, filled(sheet(landed), {"I6": 5.4})).notes == ()


def test_columns_that_moved_with_their_keys_are_found(landed: Path) -> None:
    book = openpyxl.load_workbook(BytesIO(sheet(landed)))
    book["1.1"].insert_cols(3)
    book["1.1"]["J6"], book["1.1"]["K6"] = 1, "Thiếu"
    stream = BytesIO()
    book.save(stream)
    (one,) = read(landed, stream.getvalue()).decisions
    assert (one.cell, str(one.points)) == (FIRST, "1.00")


def test_a_unit_that_is_missing_keeps_what_stands_and_is_told(landed: Path) -> None:
    book = openpyxl.load_workbook(BytesIO(sheet(landed)))
    book["1.1"].delete_rows(7)
    book["1.1"]["I6"] = 5.4
    stream = BytesIO()
    book.save(stream)
    met = read(landed, stream.getvalue())
    assert [one.cell for one in met.decisions] == [FIRST]
    assert any("Huyện b" in str(note) for note in met.notes)


def test_what_an_officer_may_not_decide_is_left_out_and_named(landed: Path) -> None:
    sharing.add(landed, Officer("an", "An"), WHY)
    sharing.share(landed, "an", Share((UNITS[0],)), WHY)
    data = filled(sheet(landed), {"I6": 5.4, "I7": 4.8})
    met = read(landed, data, Act("an", NOW, "mot"))
    assert [one.cell for one in met.decisions] == [FIRST]
    assert [one.entry.cell for one in met.having(Outcome.REFUSED)] == [SECOND]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"x" * 100])
def test_what_is_no_workbook_is_refused(data: bytes, landed: Path) -> None:
    with pytest.raises(DamagedError):
        read(landed, data)


def test_a_workbook_of_something_else_is_refused(landed: Path) -> None:
    stream = BytesIO()
    openpyxl.Workbook().save(stream)
    with pytest.raises(RefusedError, match="meeting's workbook"):
        read(landed, stream.getvalue())
