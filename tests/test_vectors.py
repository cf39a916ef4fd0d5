"""Every hand-worked example in `tests/vectors` comes out as it was worked out by hand.

The examples are for people who know the rules and not the program: `vectors/README.md`
says how they are written. Each rule is read by the rubric's own loader and checker, each
input goes through the same refusals as a clerk's.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from parself import i18n
from parself.assessment.entries import faults
from parself.assessment.model import Answer, State
from parself.assessment.possible import refuse_fault, state_fault
from parself.errors import UsageError
from parself.rubric import model as m
from parself.rubric.load import rubric_from_bytes
from parself.rules import MEASURES, SCALES
from parself.rules.amounts import Context
from parself.rules.entered import Fault
from parself.rules.kinds import row_fields
from parself.rules.peers import Origin, Peers
from parself.scoring.score import RowScore, score_row
from parself.text import fold
from parself.values import Frozen
from parself.words.wording import derivation

FILES = sorted((Path(__file__).parent / "vectors").glob("*.toml"))
CENT = Decimal("0.01")


class Case(Frozen):
    """One example: a row, what is entered, and what must come of it."""

    name: str
    row: m.Row
    communes: Sequence[str]
    table: Mapping[str, Any]

    @property
    def values(self) -> Mapping[str, Any]:
        """The entered values, with the dotted keys that a row has."""
        return dict(_flat(self.table.get("entered", {})))

    @property
    def state(self) -> State:
        return State(self.table.get("state", "answered"))

    @property
    def faults(self) -> tuple[Fault, ...]:
        return faults(self.row, row_fields(self.row, self.communes), self.values)

    @property
    def peers(self) -> Peers | None:
        """What all units come to, where the example says their figures."""
        units = tuple(map(Fraction, self.table.get("units", ())))
        if not units:
            return None
        figure = self.row.measure.compared(units)
        return Peers(figure, Origin.CLOSED, len(units), len(units))

    def score(self) -> RowScore:
        context = Context(self.table.get("year", 2023), self.communes, self.peers)
        answer = Answer(self.state, self.values)
        return score_row(self.row, answer, answer.values, context, CENT)


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _cases() -> Iterator[Case]:
    for path in FILES:
        rules = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)["rule"]
        for rule in rules:
            cases, communes = rule.pop("case"), rule.pop("communes", ())
            row = _row(rule)
            for case in cases:
                name = fold(f"{path.stem}: {row.title}: {case['title']}")
                yield Case(name, row, communes, case)


def _row(rule: dict[str, Any]) -> m.Row:
    """Read one rule by wrapping it into the smallest rubric that the checker accepts."""
    adjustment = rule.pop("adjustment", None)
    row = {"id": "1.1", "department": "noi-vu", "evidence": ["Văn bản"], **rule}
    plain = {**row, "id": "1.2", "points": 1, "measure": {"kind": "given"}}
    plain.pop("scale", None)
    criterion = row if adjustment is None else plain
    rubric: dict[str, Any] = {
        "format": 1,
        "rubric": {
            "id": "vi-du", "edition": "1", "status": "draft", "year": 2023, "title": "Ví dụ",
            "points": criterion["points"], "roster": "vi-du",
        },
        "department": [{"id": "noi-vu", "title": "Phòng Nội vụ"}],
        "area": [
            {"id": "1", "title": "A", "points": criterion["points"], "criterion": [criterion]}
        ],
    }  # fmt: skip
    if adjustment is not None:
        rubric["adjustment"] = [{**row, "kind": adjustment}]
        rubric["rubric"][f"{adjustment}_cap"] = row["points"]
    read = rubric_from_bytes(tomli_w.dumps(rubric).encode(), where=rule["title"])
    return read.rows["1.1"]


CASES = list(_cases())


def _with(*keys: str) -> pytest.MarkDecorator:
    """Run a test for every example that says something of all these keys."""
    cases = [case for case in CASES if set(keys) <= set(case.table)]
    return pytest.mark.parametrize("case", cases, ids=lambda case: case.name)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared as the source has them, whatever state the catalogue is in."""
    i18n.use("en")
    yield
    i18n.use("vi")


@_with()
def test_an_example_shows_its_hand_calculation_and_one_outcome(case: Case) -> None:
    outcomes = {"expect", "refused", "open", "excluded", "state_refused", "estimated"}
    assert case.table["why"].strip()
    assert len(outcomes & set(case.table)) == 1


@_with("expect")
def test_the_points_are_those_worked_out_by_hand(case: Case) -> None:
    assert case.faults == ()
    assert f"{case.score().points:.2f}" == case.table["expect"]


@_with("refused")
def test_an_impossible_input_is_refused_at_its_field_and_has_no_points(case: Case) -> None:
    assert case.table["refused"] in [fault.key for fault in case.faults]
    assert case.score().points is None


@_with("refused", "says")
def test_a_refusal_reads_as_written(case: Case) -> None:
    assert case.table["says"] in [i18n.render(fault.what) for fault in case.faults]


@_with("refused", "todo")
def test_a_refusal_names_the_way_out(case: Case) -> None:
    assert case.table["todo"] in [i18n.render(fault.todo) for fault in case.faults]


@_with("open")
def test_an_unfinished_row_has_no_points_and_not_zero(case: Case) -> None:
    assert case.faults == ()
    assert case.score().points is None
    assert case.score().maximum == case.row.points


@_with("estimated")
def test_an_assumption_about_other_units_gives_no_points_but_an_estimate(case: Case) -> None:
    assert case.faults == ()
    assert case.score().points is None
    assert f"{case.score().estimated:.2f}" == case.table["estimated"]


@_with("excluded")
def test_a_row_that_does_not_apply_leaves_the_maximum(case: Case) -> None:
    refuse_fault(case.row.id, state_fault(case.row, case.state))
    assert case.score().points is None
    assert case.score().maximum == 0


@_with("state_refused")
def test_a_state_that_the_row_does_not_offer_is_refused_and_worth_nothing(case: Case) -> None:
    with pytest.raises(UsageError):
        refuse_fault(case.row.id, state_fault(case.row, case.state))
    assert case.score().points is None


@_with("shows")
def test_the_derivation_reads_as_written(case: Case) -> None:
    assert list(derivation(case.score().steps)) == case.table["shows"]


def test_the_examples_cover_every_pair_of_measure_and_scale_that_the_format_allows() -> None:
    shares = {"proportional", "bands", "all_or_nothing"}
    allowed = {
        "choice": {None},
        "checklist": {None, "bands", "all_or_nothing"},
        "given": {None},
        "ratio": shares,
        "table": shares,
        "mean": shares,
        "survey": shares,
        "count": {"bands", "all_or_nothing", "deduct", "per_case"},
        "date": {"bands", "all_or_nothing"},
        "change": shares,
        "peer_mean": {"bands", "all_or_nothing"},
        "peer_leader": shares,
    }
    shown: dict[str, set[str | None]] = {kind: set() for kind in MEASURES}
    for case in CASES:
        scale = None if case.row.scale is None else _kind(case.row.scale, SCALES)
        shown[_kind(case.row.measure, MEASURES)].add(scale)
    assert shown == allowed


def _kind(value: object, kinds: Mapping[str, type]) -> str:
    return next(kind for kind, cls in kinds.items() if isinstance(value, cls))
