"""Every law that a measure or a scale has to keep, on every kind that is registered.

A new kind is exercised by its examples in `examples`.
"""

import shutil
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from parself import i18n
from parself.annex.lay import lay_out
from parself.annex.read import read_annex
from parself.annex.write import workbook
from parself.assessment import entries
from parself.rubric import model as m
from parself.rubric.check import rule_faults
from parself.rubric.dump import rubric_to_bytes
from parself.rubric.load import rubric_from_bytes
from parself.rules import MEASURES, SCALES
from parself.rules.amounts import Points, Quantity, Share, Values
from parself.rules.kinds import (
    Measure,
    Scale,
    Stated,
    amount_of,
    invented,
    row_fields,
    worth,
)
from parself.rules.ladder import inverse, rungs, ways
from parself.rules.luck import Result
from parself.rules.per_case import PerCase
from parself.values import Frozen, evolve
from parself.words.rule_words import rule_words
from parself.words.wording import derivation
from report.test_formulas import Example, different, example
from rules import examples
from rules.examples import CONTEXT, POINTS

STATED = Stated(CONTEXT.year, ())


class Case(Frozen):
    """A row that the checker accepts, and one possible answer."""

    row: m.Row
    values: Values


def rows_of(measure: Measure, scale: Scale | None) -> Iterator[m.Row]:
    yield m.Item("1.1", "Tên", POINTS, measure, scale)
    if isinstance(scale, PerCase):
        yield m.Adjustment("1.1", "Tên", "bonus", POINTS, measure, scale)


def accepted() -> Iterator[tuple[m.Row, tuple[Values, ...]]]:
    """Pair every example of a measure with every example of a scale that the checker lets pass."""
    for measure, answers in examples.MEASURES:
        for scale in (None, *examples.SCALES):
            for row in rows_of(measure, scale):
                if not [*rule_faults("row", row, STATED)]:
                    yield row, tuple(answers)


ROWS = tuple(accepted())
CASES = tuple(Case(row, values) for row, answers in ROWS for values in answers)
IDS = [
    f"{case.row.measure.kind}-{case.row.scale.kind if case.row.scale else 'points'}-{number}"
    for number, case in enumerate(CASES)
]
every_case = pytest.mark.parametrize("case", CASES, ids=IDS)


def test_every_kind_has_examples() -> None:
    assert {type(measure) for measure, _ in examples.MEASURES} == set(MEASURES.values())
    assert {type(scale) for scale in examples.SCALES} == set(SCALES.values())


@pytest.mark.parametrize("kind", MEASURES)
def test_the_checker_accepts_an_example_of_every_measure(kind: str) -> None:
    assert kind in {row.measure.kind for row, _ in ROWS}


@pytest.mark.parametrize("kind", SCALES)
def test_the_checker_accepts_an_example_of_every_scale(kind: str) -> None:
    assert kind in {row.scale.kind for row, _ in ROWS if row.scale is not None}


@every_case
def test_values_answer_the_fields_and_are_possible_and_complete(case: Case) -> None:
    fields = row_fields(case.row, CONTEXT.sub_units)
    assert set(case.values) <= {field.key for field in fields}
    assert entries.faults(case.row, fields, case.values) == ()
    assert entries.is_complete(case.row, fields, case.values)
    assert not entries.is_complete(case.row, fields, {})


@every_case
def test_a_value_that_is_no_value_of_its_field_is_refused(case: Case) -> None:
    fields = row_fields(case.row, CONTEXT.sub_units)
    for key in case.values:
        assert entries.faults(case.row, fields, {**case.values, key: "–"})


@every_case
def test_the_amount_lies_within_the_span(case: Case) -> None:
    amount, span = amount_of(case.row, case.values, CONTEXT), case.row.measure.span()
    gives = {Points: "points", Share: "share", Quantity: "quantity"}
    assert gives[type(amount)] == span.gives
    if amount.value is not None and not isinstance(amount, Points):
        assert span.least is None or amount.value >= span.least
        assert span.greatest is None or amount.value <= span.greatest


@every_case
def test_points_lie_between_nothing_and_the_maximum_and_say_why(case: Case) -> None:
    amount = amount_of(case.row, case.values, CONTEXT)
    points, steps = worth(case.row, amount)
    assert 0 <= points <= Fraction(case.row.points)
    for lang in ("vi", "en"):
        i18n.use(lang)
        lines = derivation([*amount.steps, *steps])
        assert lines
        assert all(line and "{" not in line for line in lines)
    i18n.use("vi")


@every_case
def test_rungs_are_better_and_within_the_maximum_the_nearest_first(case: Case) -> None:
    now, _ = worth(case.row, amount_of(case.row, case.values, CONTEXT))
    found = rungs(case.row, case.values, CONTEXT)
    assert all(now < rung.points <= case.row.points for rung in found)
    assert all(rung.gain == rung.points - now for rung in found)
    assert [rung.gain for rung in found] == sorted(rung.gain for rung in found)
    brought = [way.rung.points for way in ways(case.row, case.values, CONTEXT)]
    assert brought == sorted(brought)
    assert bool(found) == bool(brought)
    if now == case.row.points:
        assert inverse(case.row, case.values, CONTEXT).full is None


class Rolled(Frozen):
    """Luck that always rolls as high."""

    high: int

    def roll(self, _what: str, least: int, most: int) -> int:
        return least + (most - least) * self.high // 10

    def whole(self, _what: str) -> int:
        return 20 + self.high


@pytest.mark.parametrize("row", [row for row, _ in ROWS], ids=range(len(ROWS)))
def test_invented_values_are_possible_and_more_luck_earns_no_less(row: m.Row) -> None:
    fields = row_fields(row, CONTEXT.sub_units)
    for high in (0, 5, 10):
        earned = []
        for result in Result:
            values = invented(row, result, Rolled(high), CONTEXT)
            assert entries.faults(row, fields, values) == ()
            assert entries.is_complete(row, fields, values)
            points, _ = worth(row, amount_of(row, values, CONTEXT))
            earned.append(points)
        assert earned == sorted(earned)


@pytest.mark.parametrize("case", [Case(row, {}) for row, _ in ROWS], ids=range(len(ROWS)))
def test_a_rule_is_said_in_words(case: Case) -> None:
    words = rule_words(case.row)
    assert words
    assert all(word.strip() and "{" not in word for word in words)
    for id_, title in (case.row.measure.span().counters or {}).items():
        assert id_ == title or not any(f"“{id_}”" in word for word in words)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_every_formula_gives_the_points_of_the_engine(tmp_path: Path) -> None:
    found = [example(case.row, case.values, CONTEXT) for case in CASES]
    formulas = [one for one in found if isinstance(one, Example)]
    assert len(formulas) == len(CASES)
    assert different(formulas, tmp_path) == []


def whole() -> m.Rubric:
    """Return a rubric in which every accepted row stands once."""
    rows = [
        evolve(row, id=f"1.{number}", department="noi-vu", evidence=("Báo cáo",))
        for number, (row, _answers) in enumerate(ROWS, start=1)
    ]
    criteria = tuple(
        m.Criterion(item.id, item.title, item.points, (item,), is_item=True)
        for item in rows
        if isinstance(item, m.Item)
    )
    adjustments = tuple(row for row in rows if isinstance(row, m.Adjustment))
    points = POINTS * len(criteria)
    return m.Rubric(
        "moi-loai",
        "1",
        m.Status.DRAFT,
        CONTEXT.year,
        "Mọi cách tính",
        points,
        "lang-son-11-huyen",
        areas=(m.Area("1", "Lĩnh vực", points, criteria),),
        departments=(m.Department("noi-vu", "Phòng Nội vụ"),),
        adjustments=adjustments,
        bonus_cap=Decimal(len(adjustments)) * POINTS,
    )


def test_a_file_holds_every_kind() -> None:
    data = rubric_to_bytes(whole())
    again = rubric_from_bytes(data, where="again")
    assert again == whole()
    assert {type(row.measure) for row in again.rows.values()} == set(MEASURES.values())
    assert {type(row.scale) for row in again.rows.values() if row.scale} == set(SCALES.values())


def test_a_workbook_holds_every_kind() -> None:
    found = read_annex(workbook(lay_out(whole())), where="a.xlsx")
    assert found.rubric == whole()
