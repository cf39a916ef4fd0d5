"""The engine and the hand-written scorings give the same points, row by row and in total."""

from decimal import Decimal
from fractions import Fraction
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oracle import commune, district, office, province
from oracle.arithmetic import Entry, Totals, Values
from oracle.draws import answer_of, assessment_of, sheets, sweep, values_of
from oracle.shipped import shipped
from parself.assessment.model import Answer, State
from parself.rubric import model as m
from parself.rules.amounts import Context
from parself.rules.kinds import row_fields
from parself.rules.table import Table
from parself.scoring.score import Scores, Total, score_assessment, score_row
from parself.values import evolve

ORACLES: dict[str, ModuleType] = {
    "lang-son-huyen-2023": district,
    "par-index-tinh-2022": province,
    "hoa-lam-xa-2025": commune,
    "hoa-lam-so-2025": office,
}
ROWS = [(rubric, row.id) for rubric in ORACLES for row in shipped(rubric).self_rows]

modest = settings(max_examples=30, deadline=None, derandomize=True)
every_row = pytest.mark.parametrize(("rubric", "row_id"), ROWS)
each_rubric = pytest.mark.parametrize("rubric", ORACLES)


def engine_points(rubric: str, row: m.Row, answer: Answer) -> Decimal | None:
    found, unit = shipped(rubric)
    context = Context(found.year, unit.sub_units)
    return score_row(row, answer, answer.values, context, found.rounding.item).points


def assert_same_points(rubric: str, row_id: str, values: Values) -> None:
    found = shipped(rubric).rubric
    expected = ORACLES[rubric].row_points(row_id, values, found.year)
    answer = Answer(State.ANSWERED, values)
    assert engine_points(rubric, found.rows[row_id], answer) == _decimal(expected), dict(values)


def _decimal(points: Fraction) -> Decimal:
    return Decimal(points.numerator) / Decimal(points.denominator)


@each_rubric
def test_the_oracle_scores_every_row_that_the_unit_scores_and_no_other(rubric: str) -> None:
    self_rows = {row.id for row in shipped(rubric).self_rows}
    assert set(ORACLES[rubric].RULES) == self_rows


@each_rubric
def test_the_oracle_and_the_rubric_agree_on_maxima_caps_and_exemptions(rubric: str) -> None:
    found, book = shipped(rubric).rubric, ORACLES[rubric].BOOK
    items = list(found.items())
    assert {item.id: Fraction(item.points) for item in items} == book.maxima
    offered = {item.id for item in items if item.no_incidence == "full"}
    assert offered == book.no_incidence
    exempt = {item.id for item in items if item.not_applicable == "unit"}
    assert exempt == ORACLES[rubric].NOT_APPLICABLE
    for kind, rows in (("bonus", book.bonuses), ("penalty", book.penalties)):
        assert {r.id: Fraction(r.points) for r in found.adjustments if r.kind == kind} == rows
    assert Fraction(found.bonus_cap) == book.bonus_cap
    assert Fraction(found.penalty_cap) == book.penalty_cap


@every_row
def test_a_row_is_worth_the_same_at_below_and_above_every_threshold(
    rubric: str, row_id: str
) -> None:
    found = shipped(rubric).rubric
    for values in sweep(found.rows[row_id], found.year):
        assert_same_points(rubric, row_id, values)


@every_row
@modest
@given(data=st.data())
def test_a_row_is_worth_the_same_for_any_possible_figures(
    rubric: str, row_id: str, data: st.DataObject
) -> None:
    found, unit = shipped(rubric)
    values = data.draw(values_of(found.rows[row_id], found.year, unit.sub_units))
    assert_same_points(rubric, row_id, values)


@each_rubric
def test_no_incidence_is_worth_what_the_table_says(rubric: str) -> None:
    found = shipped(rubric).rubric
    for row_id in ORACLES[rubric].NO_INCIDENCE:
        answer = answer_of("no incidence")
        expected = _decimal(ORACLES[rubric].MAXIMA[row_id])
        assert engine_points(rubric, found.rows[row_id], answer) == expected


@each_rubric
@settings(modest, max_examples=80)
@given(data=st.data())
def test_a_whole_sheet_adds_up_to_the_same_totals(rubric: str, data: st.DataObject) -> None:
    found, unit = shipped(rubric)
    sheet = data.draw(sheets(found, unit.sub_units))
    scores = score_assessment(found, unit, assessment_of(found, unit, sheet))
    expected: Totals = ORACLES[rubric].total(sheet, found.year)
    assert _totals(scores) == expected


def _totals(scores: Scores) -> Totals:
    points = scores.claimed.points
    assert points is not None
    return Totals(
        Fraction(points),
        Fraction(scores.applicable_max),
        _index(scores.claimed),
        _index(scores.floor),
        _index(scores.ceiling),
    )


def _index(total: Total) -> Fraction | None:
    return None if total.index is None else Fraction(total.index)


WITHOUT_SURVEY = {"hoa-lam-xa-2025": commune, "hoa-lam-so-2025": office}
each_survey = pytest.mark.parametrize("rubric", WITHOUT_SURVEY)


@each_survey
def test_the_oracle_and_the_rubric_agree_on_the_survey_and_on_sections(rubric: str) -> None:
    found, by_hand = shipped(rubric).rubric, WITHOUT_SURVEY[rubric]
    surveyed = {row.id for row in found.items() if row.source is m.Source.SURVEY}
    assert surveyed == by_hand.SURVEYED
    assert sum(by_hand.MAXIMA[row] for row in surveyed) == 30
    ways = {part.id: how for part, how, _rows in found.sections}
    book = by_hand.BOOK
    assert ways == dict.fromkeys(book.rescaled, "rescale") | dict.fromkeys(book.shared, "share")


@each_survey
@settings(modest, max_examples=80)
@given(data=st.data())
def test_a_sheet_of_a_year_without_a_survey_adds_up_to_the_same_totals(
    rubric: str, data: st.DataObject
) -> None:
    found, unit = shipped(rubric)
    sheet = data.draw(sheets(found, unit.sub_units))
    answered = evolve(assessment_of(found, unit, sheet), survey_held=False)
    expected = WITHOUT_SURVEY[rubric].without_survey(sheet, found.year)
    assert _totals(score_assessment(found, unit, answered)) == expected


def worth(row_id: str, points: int | Fraction) -> Values:
    """Return figures of a row of the commune rubric that give so many points, by hand."""
    found, unit = shipped("hoa-lam-xa-2025")
    row = found.rows[row_id]
    passing = {field.key: points > 0 for field in row_fields(row, unit.sub_units)}
    tried = [passing] if isinstance(row.measure, Table) else sweep(row, found.year)
    return next(one for one in tried if commune.row_points(row_id, one, found.year) == points)


def test_63_of_the_70_points_of_a_commune_are_90_percent_without_a_survey() -> None:
    found, unit = shipped("hoa-lam-xa-2025")
    missed = {"1.5", "3.2.2", "5.3"}
    assert sum(commune.MAXIMA[row] for row in missed) == 7
    own = [row.id for row in found.items() if row.source is m.Source.SELF]
    sheet: dict[str, Entry] = {
        row: worth(row, 0 if row in missed else commune.MAXIMA[row]) for row in own
    }
    answered = evolve(assessment_of(found, unit, sheet), survey_held=False)
    scores = score_assessment(found, unit, answered)
    assert (scores.claimed.points, scores.applicable_max) == (Decimal(63), Decimal(70))
    assert scores.claimed.index == Decimal("90.00")
