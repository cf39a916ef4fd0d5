"""What is asked about: every measure of the shipped rubrics, and what is left alone."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.folders import blank
from parself.assessment import unlikely
from parself.assessment.model import (
    Answer,
    Assessment,
    Document,
    DocumentKind,
    Past,
    PastPoints,
    SignOff,
)
from parself.rubric import model as m
from parself.rubric.catalogue import find_rubric
from parself.rules.amounts import Value
from parself.rules.change import Change
from parself.rules.date import DateDue
from parself.rules.fields import Field
from parself.rules.kinds import row_fields
from parself.rules.mean import Mean
from parself.rules.ratio import Ratio
from parself.rules.survey import Survey
from parself.values import evolve

COMMUNES = ("Xã Một", "Xã Hai")
RUBRICS = [find_rubric(name)[0] for name in ("lang-son-huyen-2023", "par-index-tinh-2022")]
ROWS = [pytest.param(row, id=f"{r.year}-{row.id}") for r in RUBRICS for row in r.rows.values()]
YEAR = 2023


def ordinary(field: Field) -> Value:
    """A value that nobody would ask about, whatever the row."""
    match field.kind:
        case "yes":
            return True
        case "choice":
            return field.options[0][0]
        case "date":
            return date(YEAR, 1, 15)
        case _:
            return 20


class Yardstick(NamedTuple):
    """What values are compared with."""

    year: int
    figures: Mapping[str, Value] = MappingProxyType({})
    past: Past | None = None


def asked(row: m.Row, values: Mapping[str, Value], against: Yardstick) -> list[str]:
    beside = evolve(blank(), year=against.year, figures=against.figures)
    found = unlikely.of_row(row, row_fields(row, COMMUNES), values, beside, against.past)
    return [one.key for one in found]


def beside(row: m.Row, **before: Value) -> Yardstick:
    return Yardstick(YEAR, past=Past(YEAR - 1, {row.id: PastPoints(values=before)}))


def numbers(row: m.Row) -> Iterator[Field]:
    # Of what a survey's points are out of, the row's own maximum says enough.
    return (one for one in row_fields(row, COMMUNES) if one.is_number and one.key != "of")


@pytest.mark.parametrize("row", ROWS)
def test_ordinary_values_are_left_alone(row: m.Row) -> None:
    values = {one.key: ordinary(one) for one in row_fields(row, COMMUNES)}
    same = {one.key: values[one.key] for one in numbers(row)}
    assert asked(row, values, beside(row, **same)) == []


@pytest.mark.parametrize("row", ROWS)
def test_every_figure_is_held_against_last_years(row: m.Row) -> None:
    for one in numbers(row):
        for before in (20_000, Decimal("0.02")):
            assert asked(row, {one.key: 20}, beside(row, **{one.key: before})) == [one.key]
        assert asked(row, {one.key: 20}, beside(row, **{one.key: 1_999})) == []


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("year", [1922, 2012, 2032])
def test_every_day_is_held_against_the_year(row: m.Row, year: int) -> None:
    days = [one.key for one in row_fields(row, COMMUNES) if one.kind == "date"]
    assert asked(row, {key: date(year, 12, 20) for key in days}, Yardstick(YEAR)) == days


@pytest.mark.parametrize("row", ROWS)
def test_every_own_figure_is_held_against_the_shared_one(row: m.Row) -> None:
    for one in numbers(row):
        if one.figure is not None:
            shared = Yardstick(YEAR, {one.figure: 31_000})
            assert asked(row, {one.key: 31}, shared) == [one.key]
            assert asked(row, {one.key: 3_100}, shared) == []


@pytest.mark.parametrize("row", ROWS)
def test_a_share_far_above_all_is_asked_about_wherever_it_is_possible(row: m.Row) -> None:
    match row.measure:
        case Ratio():
            assert asked(row, {"part": 900, "whole": 1}, Yardstick(YEAR)) == ["part"]
            assert asked(row, {"part": 130, "whole": 100}, Yardstick(YEAR)) == []
        case Mean(parts=parts):
            for part in parts:
                values = {f"{part.id}.part": 900, f"{part.id}.whole": 1}
                assert asked(row, values, Yardstick(YEAR)) == [f"{part.id}.part"]
        case Change():
            assert asked(row, {"value": 900, "base": 1}, Yardstick(YEAR)) == ["value"]


@settings(deadline=None, max_examples=30)
@given(
    values=st.dictionaries(
        st.sampled_from(["part", "whole", "date", "reference", "percent", "of", "count", "value"]),
        st.one_of(
            st.integers(-(10**20), 10**20),
            st.decimals(allow_nan=False, allow_infinity=False),
            st.booleans(),
            st.dates(),
            st.text(),
        ),
    )
)
def test_nothing_that_stands_in_a_row_is_too_strange_to_be_asked_about(
    values: dict[str, Value],
) -> None:
    for rubric in RUBRICS:
        for row in rubric.rows.values():
            asked(row, values, beside(row, **values))


@pytest.mark.parametrize(
    ("row", "last"),
    [
        ("1.5", 2),
        ("3.3.2", 5),
        ("7.3.6", 10),
        ("4.1.2", 1),
        ("5.2.1", 1),
        ("B1", 1),
        ("T1", 6),
    ],
)
def test_a_count_far_above_the_last_one_that_changes_points_is_asked_about(
    row: str, last: int
) -> None:
    found = RUBRICS[0].rows[row]
    assert asked(found, {"count": 100 * last - 1}, Yardstick(YEAR)) == []
    for count in (100 * last, 99_999_999):
        assert asked(found, {"count": count}, Yardstick(YEAR)) == ["count"]


@pytest.mark.parametrize("row", ROWS)
def test_every_counter_without_an_end_asks_about_what_nobody_counts(row: m.Row) -> None:
    if row.measure.span().counters is not None:
        for one in row_fields(row, COMMUNES):
            assert asked(row, {one.key: 10**8}, Yardstick(YEAR)) == [one.key]


def test_a_percentage_entered_as_a_share_is_asked_about() -> None:
    row = next(r for r in RUBRICS[0].rows.values() if isinstance(r.measure, Survey))
    assert asked(row, {"percent": Decimal("0.935")}, Yardstick(YEAR)) == ["percent"]
    assert asked(row, {"percent": Decimal("93.5")}, Yardstick(YEAR)) == []


def test_announced_points_out_of_a_hundred_times_the_rows_own_are_asked_about() -> None:
    """16,4 of 22 is another scale than the row's; 16,4 of 2200 is a slip."""
    row = next(r for r in RUBRICS[1].rows.values() if isinstance(r.measure, Survey))
    points = Decimal("16.4")
    assert asked(row, {"points": points, "of": 22}, Yardstick(YEAR)) == []
    assert asked(row, {"points": points, "of": row.points * 100}, Yardstick(YEAR)) == ["of"]


def test_money_read_a_thousand_times_too_small_is_asked_about() -> None:
    money = RUBRICS[0].rows["6.1"]
    assert asked(money, {"part": Decimal("12.301"), "whole": 12_450}, Yardstick(YEAR)) == ["part"]
    cases = RUBRICS[0].rows["3.4.1"]
    assert asked(cases, {"part": 12, "whole": 12_450}, Yardstick(YEAR)) == []


def whole(assessment: Assessment) -> list[str]:
    from assessment.folders import RUBRIC
    from parself.rubric.catalogue import find_roster

    unit = find_roster("lang-son-11-huyen")[0].unit("van-quan")
    assert unit is not None
    return [one.subject for one in unlikely.of_assessment(RUBRIC, unit, assessment, None)]


@pytest.mark.parametrize(
    ("day", "is_far"),
    [
        (date(2022, 12, 31), True),
        (date(2023, 6, 30), False),
        (date(2024, 1, 15), False),
        (date(2032, 1, 15), True),
    ],
)
def test_the_head_s_own_days_are_those_of_the_year_or_the_next(day: date, is_far: bool) -> None:
    dated = evolve(blank(), data_date=day)
    signed = evolve(blank(), sign_off=SignOff("A", "Chủ tịch", "Văn Quan", day))
    assert (whole(dated), whole(signed)) == (["data-date"] * is_far, ["signed"] * is_far)


def test_regulations_stay_in_force_for_years_and_papers_of_another_century_do_not() -> None:
    def of(issued: date) -> list[str]:
        paper = Document("E-001", DocumentKind.ON_FILE, issued=issued)
        return whole(evolve(blank(), documents=(paper,)))

    def seen(captured: date) -> list[str]:
        paper = Document("E-001", DocumentKind.LINK, captured=captured)
        return whole(evolve(blank(), documents=(paper,)))

    assert seen(date(2023, 5, 5)) == []
    assert seen(date(1922, 12, 20)) == seen(date(2032, 1, 15)) == ["E-001.captured"]
    assert of(date(2015, 5, 5)) == []
    assert of(date(1922, 12, 20)) == of(date(2032, 1, 15)) == ["E-001.issued"]


def test_figures_that_do_not_count_are_left_alone() -> None:
    from assessment.folders import ROWS as IDS
    from assessment.folders import RUBRIC
    from parself.assessment.model import State

    number = next(n for n, row in enumerate(IDS) if isinstance(RUBRIC.rows[row].measure, DateDue))
    held = blank().with_answer(IDS[number], Answer(State.ANSWERED, {"date": date(1922, 12, 20)}))
    assert whole(held) == [f"{IDS[number]}.date"]
    answer = evolve(held.answer(IDS[number]), state=State.NOT_APPLICABLE)
    assert whole(held.with_answer(IDS[number], answer)) == []
