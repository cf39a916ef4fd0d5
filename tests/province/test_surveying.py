"""Survey points entered: shown first, written as they were shown, told with who and why."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parself.errors import RefusedError, UsageError
from parself.files import journal
from parself.province.overview import open_overview
from parself.province.record import Round
from parself.province.round import open_round
from parself.province.survey import (
    Entries,
    entered_rows,
    read_survey,
    survey_faults,
    write_survey,
)
from parself.province.surveying import asked_of_file, changes, enter, set_held, with_changes
from parself.province.terms import Change
from parself.province.unit_figures import FaultyFileError, Figure, take
from parself.province.unit_names import read_names
from parself.report.survey_form import columns, render_form
from parself.rules.amounts import Value
from province.unit_tables import CODES, Cells, new_round, read, xlsx

NOW = datetime(2024, 2, 1, 9, 0, 0)
BECAUSE = Change("lan", NOW, "Quyết định số 5")
SILENT = Change("lan", NOW, "")


@pytest.fixture
def round_(tmp_path: Path) -> Round:
    return new_round(tmp_path / "ky")


def one(key: str, value: Value | None, *, row: str = "2.2", unit: str = "van-quan") -> Figure:
    return Figure(unit, row, key, value, f"{unit} {row}.{key}")


def entered(round_: Round) -> dict[str, Any]:
    return dict(read_survey(round_.path).get("van-quan", {}))


def test_what_is_entered_gives_points_by_the_rows_own_rule(round_: Round) -> None:
    figures = [one("percent", Decimal("84.3")), one("a", 20, row="2.1"), one("b", 30, row="2.1")]
    found, unnoted = enter(round_.path, figures, SILENT)
    assert not unnoted
    assert [each.points_after for each in found] == [Decimal("3.04"), Decimal("4.22")]
    points = open_overview(round_.path).survey_points("van-quan")
    assert points == {"2.1": Decimal("3.04"), "2.2": Decimal("4.22")}


def test_zero_is_zero_and_missing_is_not_known(round_: Round) -> None:
    enter(round_.path, [one("percent", 0)], SILENT)
    view = open_overview(round_.path)
    assert view.survey_points("van-quan") == {"2.2": Decimal(0)}
    assert view.survey_points("bac-son") == {}


def test_a_row_that_is_not_complete_has_no_points(round_: Round) -> None:
    (found,), _unnoted = enter(round_.path, [one("a", 20, row="2.1")], SILENT)
    assert found.points_after is None
    assert open_overview(round_.path).survey_points("van-quan") == {}


def test_none_clears_and_silence_keeps(round_: Round) -> None:
    enter(round_.path, [one("points", 3), one("of", 4)], SILENT)
    enter(round_.path, [one("of", None)], BECAUSE)
    assert entered(round_) == {"2.2": {"points": 3}}
    enter(round_.path, [one("points", None)], BECAUSE)
    assert entered(round_) == {}


def test_a_figure_announced_in_another_way_replaces_the_old_way(round_: Round) -> None:
    enter(round_.path, [one("percent", 85)], SILENT)
    enter(round_.path, [one("points", 4)], BECAUSE)
    assert entered(round_) == {"2.2": {"points": 4}}


def test_figures_that_stand_are_only_changed_with_a_reason(round_: Round) -> None:
    enter(round_.path, [one("percent", 85)], SILENT)
    for value in (86, None):
        with pytest.raises(UsageError):
            enter(round_.path, [one("percent", value)], SILENT)
    assert entered(round_) == {"2.2": {"percent": 85}}
    assert enter(round_.path, [one("percent", 85)], SILENT) == ((), ())


def test_one_impossible_figure_stops_all_with_its_cell(round_: Round) -> None:
    figures = [
        one("percent", 85), one("percent", 101, unit="bac-son"), one("choice", "gioi", row="2.3"),
        one("percent", True, unit="lang-son"),
    ]  # fmt: skip
    with pytest.raises(RefusedError) as error:
        enter(round_.path, figures, BECAUSE)
    places = {problem.where for problem in error.value.problems}
    assert places == {"bac-son 2.2.percent", "van-quan 2.3.choice", "lang-son 2.2.percent"}
    assert read_survey(round_.path) == {}
    assert not (round_.path / "ledger.jsonl").exists()


def test_every_fault_of_a_file_is_told_at_once_whatever_else_its_line_lacks(round_: Round) -> None:
    """What is out of range is told beside what cannot be read, in lines of no unit as well."""
    asked = asked_of_file(round_, {})
    lines: Cells = [
        ["Đơn vị", "2.1.a", "2.1.b", "2.2 percent"],
        ["Huyện Văn Quan", "x", -3, 101],
        ["Huyện Văn Quan", 1, 2, 102],
        ["Huyện Văn Quang", 1, "y", 103],
        ["Huyện Bắc Sơn", 1, 2, 104],
    ]
    with pytest.raises(FaultyFileError) as error:
        take(xlsx(lines), "a.xlsx", round_, asked, {})
    places = [problem.where.rpartition("!")[2] for problem in error.value.problems]
    assert sorted(places) == ["A3", "A4", "B2", "C2", "C4", "D2", "D3", "D4", "D5"]


def test_the_ledger_tells_who_changed_what_when_and_why(round_: Round) -> None:
    enter(round_.path, [one("percent", Decimal("85.5"))], SILENT)
    enter(round_.path, [one("percent", 84)], BECAUSE)
    told = list(journal.read(round_.path / "ledger.jsonl").lines.values())
    assert [event["what"] for event in told] == ["survey", "survey"]
    last = told[-1]
    assert (last["who"], last["why"]) == ("lan", "Quyết định số 5")
    assert last["changes"] == [
        {"unit": "van-quan", "row": "2.2", "before": {"percent": "85.5"}, "after": {"percent": 84}}
    ]


def test_a_survey_that_is_not_held_leaves_the_maximum(round_: Round) -> None:
    set_held(round_.path, BECAUSE, is_held=False)
    assert open_round(round_.path).settings.survey_held is False
    (told,) = journal.read(round_.path / "ledger.jsonl").lines.values()
    assert (told["what"], told["held"], told["why"]) == ("survey-held", False, "Quyết định số 5")
    set_held(round_.path, BECAUSE, is_held=True)
    assert open_round(round_.path).settings.survey_held is True


def test_nothing_is_entered_where_no_survey_is_held(round_: Round) -> None:
    enter(round_.path, [one("percent", 85)], SILENT)
    set_held(round_.path, BECAUSE, is_held=False)
    with pytest.raises(UsageError, match="No survey is held"):
        enter(round_.path, [one("percent", 90)], BECAUSE)
    without = open_round(round_.path)
    lines: Cells = [["Đơn vị", "2.2.percent"], ["Huyện Bắc Sơn", 85]]
    taken = take(xlsx(lines), "a.xlsx", without, asked_of_file(without, {}), {})
    with pytest.raises(UsageError, match="No survey is held"):
        changes(without, {}, taken.figures)
    # Row 2.3 is graded by the province, with a survey or without.
    (graded,) = changes(without, {}, [one("choice", "tot", row="2.3")])
    assert graded.row.id == "2.3"
    assert entered(round_) == {"2.2": {"percent": 85}}


def test_names_that_were_matched_are_kept_with_the_figures(round_: Round) -> None:
    lines: Cells = [["Đơn vị", "2.2 (%)"], ["Văn Quang", 85], ["Bắc Sơn", 80]]
    taken = read(round_, lines, matches={"Văn Quang": "van-quan"})
    enter(round_.path, taken.figures, SILENT, taken)
    again = read(round_, lines, remembered=read_names(round_.path))
    assert enter(round_.path, again.figures, SILENT, again) == ((), ())


NUMBERS = st.decimals(0, 100, places=2)
WAYS = {
    "2.1": st.one_of(
        st.fixed_dictionaries({"a": st.integers(1, 10**6)}, optional={"b": st.integers(0, 999)}),
        st.fixed_dictionaries({"percent": NUMBERS}),
    ),
    "2.2": st.one_of(
        st.fixed_dictionaries({"percent": NUMBERS}),
        st.fixed_dictionaries({"points": st.decimals(0, 5, places=3)}, optional={"of": st.just(5)}),
    ),
    "2.3": st.fixed_dictionaries({"choice": st.sampled_from(["tot", "kem"])}),
}
ENTRIES = st.dictionaries(
    st.sampled_from(CODES), st.fixed_dictionaries({}, optional=WAYS).filter(bool), max_size=4
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_round(tmp_path_factory.mktemp("tinh") / "ky").path


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ENTRIES)
def test_a_template_read_back_unchanged_changes_nothing(folder: Path, entries: Entries) -> None:
    round_ = open_round(folder)
    write_survey(folder, entries)
    stands = read_survey(folder)
    taken = read(round_, render_form(round_, stands))
    assert changes(round_, stands, taken.figures) == ()
    assert set(taken.columns) == {(r.id, f.key) for r, f in columns(round_)}
    # Into an empty round it brings all of it.
    assert with_changes({}, changes(round_, {}, taken.figures)) == stands


@settings(max_examples=25, deadline=None)
@given(ENTRIES, ENTRIES)
def test_what_is_shown_is_what_is_written(folder: Path, before: Entries, wanted: Entries) -> None:
    round_ = open_round(folder)
    write_survey(folder, before)
    figures = [
        Figure(unit, row, key, value, "")
        for unit, rows in wanted.items()
        for row, values in rows.items()
        for key, value in values.items()
    ]
    try:
        shown = changes(round_, read_survey(folder), figures)
    except RefusedError:
        with pytest.raises(RefusedError):
            enter(folder, figures, BECAUSE)
        assert read_survey(folder) == before
        return
    written, _unnoted = enter(folder, figures, BECAUSE)
    assert written == shown
    after = read_survey(folder)
    assert after == with_changes(before, shown)
    rows = {row.id: row for row in entered_rows(round_)}
    assert not any(
        survey_faults(rows[row], values) for each in after.values() for row, values in each.items()
    )


def test_long_figures_survive_the_template(round_: Round) -> None:
    long = Decimal("84.123456789012345")
    write_survey(round_.path, {"van-quan": {"2.2": {"percent": long}}})
    taken = read(round_, render_form(round_, read_survey(round_.path)))
    assert [figure.value for figure in taken.figures] == [long]
