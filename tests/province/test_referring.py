"""Reference figures taken over from files, and compared with claims; decided by people alone."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from parself.errors import RefusedError
from parself.files import journal
from parself.province.appraising import Act, Skip, accept_all_but
from parself.province.board import Mark
from parself.province.decisions import Cell
from parself.province.overview import open_overview
from parself.province.record import Round
from parself.province.reference import Reference, read_references
from parself.province.referring import (
    asked_of_file,
    compared,
    import_references,
    rows_with_figures,
    updated,
)
from parself.province.round import open_round
from parself.province.terms import Change
from parself.province.unit_figures import Asked, FaultyFileError, Figure, Taken, take
from parself.values import evolve
from province.desks import judge
from province.unit_tables import xlsx
from submission.samples import UNITS

NOW = datetime(2024, 2, 1, 9, 0, 0)
CHANGE = Change("lan", NOW, "")
HEADS = ["Đơn vị", "1.1 Đúng hạn", "1.1.whole"]


def taken(round_: Round, *lines: list[object]) -> Taken:
    data = xlsx([list(HEADS), *lines])
    return take(data, "dvc.xlsx", round_, Asked(rows_with_figures(round_)), {})


def figure(value: object, *, unit: str = UNITS[0], key: str = "part") -> Figure:
    return Figure(unit, "1.1", key, value, "dvc.xlsx, B2")  # type: ignore[arg-type]


def test_each_claim_is_compared_and_both_figures_are_told(landed: Path) -> None:
    """One unit claims 90 of 100, the other 80 of 100; of the third nothing has come."""
    said = taken(open_round(landed), ["Huyện a", 90, 110], ["Huyện b", 80, 100], ["Huyện c", 5, 5])
    assert import_references(landed, said, "Cổng DVC", CHANGE) == ()
    found = compared(open_overview(landed))
    ((unit, one),) = found.differing
    assert (unit, one.reference.key) == (UNITS[0], "whole")
    assert (one.claimed, one.expected) == (Decimal(100), Decimal(110))
    assert (found.agreeing, found.waiting) == (3, 2)


def test_a_difference_stops_no_decision_and_changes_no_points(landed: Path) -> None:
    before = open_overview(landed)
    said = taken(open_round(landed), ["Huyện a", 70, 100])
    import_references(landed, said, "Cổng DVC", CHANGE)
    after = open_overview(landed)
    assert after.stands == before.stands
    assert after.figures == before.figures
    assert after.appraisal.remarks == before.appraisal.remarks
    cell = Cell(UNITS[0], "1.1")
    assert accept_all_but(after, [cell], Act("lan", NOW, "a")).skipped == {cell: Skip.REFERENCE}


def bring(landed: Path, figure: int | None) -> None:
    line: list[object] = ["Huyện a", "-" if figure is None else figure, 100]
    import_references(landed, taken(open_round(landed), line), "Cổng DVC", CHANGE)


FIGURES = {"agrees": 90, "contradicts": 80, "contradicts otherwise": 70, "absent": None}


@pytest.mark.parametrize("before", FIGURES)
@pytest.mark.parametrize("after", FIGURES)
def test_a_decision_is_to_look_at_again_where_another_figure_contradicts_the_claim(
    landed: Path, before: str, after: str
) -> None:
    """Ninety are claimed: what agrees says as much as what is not there."""
    bring(landed, FIGURES[before])
    judge(landed, "1.1", None)
    bring(landed, FIGURES[after])
    same = before == after or {before, after} == {"agrees", "absent"}
    view = open_overview(landed)
    assert view.mark(Cell(UNITS[0], "1.1")) is (Mark.ACCEPTED if same else Mark.TO_REVIEW)


def test_a_blank_cell_is_named_as_not_compared(landed: Path) -> None:
    round_ = open_round(landed)
    data = xlsx([list(HEADS), ["Huyện a", 90, None], ["Huyện b", 80, 100]])
    notes = take(data, "dvc.xlsx", round_, asked_of_file(round_), {}).notes
    (blank,) = (one for one in notes if "blank" in one.id)
    assert blank.values == {"column": "C 1.1.whole", "units": "Huyện a"}


def test_figures_are_replaced_cell_by_cell_within_their_source() -> None:
    first = updated((), [figure(90), figure(80, unit=UNITS[1])], "A")
    second = updated(first, [figure(91), figure(None, unit=UNITS[1])], "A")
    assert second == (Reference("1.1", "part", "A", {UNITS[0]: Decimal(91)}),)
    assert len(updated(second, [figure(5)], "B")) == 2
    assert updated(second, [figure(None)], "A") == ()


@pytest.mark.parametrize("value", [10**20, "tot", True])
def test_what_is_no_figure_is_not_compared(value: object) -> None:
    with pytest.raises(RefusedError):
        updated((), [figure(value)], "A")


@pytest.mark.parametrize("value", [12.5, -3, True, 10**20])
def test_a_figure_that_no_unit_could_have_entered_is_refused_with_its_cell(
    landed: Path, value: object
) -> None:
    round_ = open_round(landed)
    data = xlsx([list(HEADS), ["Huyện a", value, 100], ["Huyện b", 5, "x"]])
    with pytest.raises(FaultyFileError) as error:
        take(data, "dvc.xlsx", round_, asked_of_file(round_), {})
    places = [one.where.rpartition("!")[2] for one in error.value.problems]
    assert sorted(places) == ["B2", "C3"]


def test_what_is_shown_is_what_is_written(landed: Path) -> None:
    view = open_overview(landed)
    said = taken(view.round, ["Huyện a", 90, 110])
    shown = compared(evolve(view, references=updated((), said.figures, "A")))
    import_references(landed, said, "A", CHANGE)
    assert compared(open_overview(landed)) == shown


def test_the_ledger_tells_it_once(landed: Path) -> None:
    said = taken(open_round(landed), ["Huyện a", 90, 110])
    for _again in range(2):
        import_references(landed, said, "A", CHANGE)
    told = list(journal.read(landed / "ledger.jsonl").lines.values())
    (event,) = (one for one in told if one["what"] == "reference")
    assert event["columns"] == [{"row": "1.1", "key": "part"}, {"row": "1.1", "key": "whole"}]
    assert len(read_references(landed)) == 2
