"""What becomes of a bundle."""

from decimal import Decimal

import pytest

from parself.assessment.model import Purpose
from parself.province.record import Received, UnitRecord
from parself.submission.landing import Expected, Incoming, Known, Outcome, land
from parself.values import evolve

UNITS = ("a", "b")
EXPECTED = Expected("hash", 2023, Purpose.REAL, frozenset(UNITS))


def coming(unit: str = "a", sequence: int = 1, digest: str = "x") -> Incoming:
    return Incoming(unit, 2023, Purpose.REAL, "hash", sequence, digest)


def landed(*them: Incoming) -> list[Outcome]:
    """Return what became of each, landed one after the other."""
    records: dict[str, UnitRecord] = {}
    outcomes = []
    for one in them:
        record = records.get(one.unit)
        outcomes.append(land(EXPECTED, record.known if record else None, one).outcome)
        new = Received(one.sequence, one.digest, "", "", Decimal(0), Decimal(0))
        records[one.unit] = (record or UnitRecord(one.unit, ())).with_received(new)
    return outcomes


def test_each_outcome_has_its_name() -> None:
    assert [outcome.value for outcome in Outcome] == [
        "new",
        "same",
        "newer",
        "older",
        "diverging",
        "wrong-rubric",
        "wrong-unit",
        "wrong-year",
        "wrong-kind",
        "wrong-purpose",
        "damaged",
        "unsafe",
        "format-unsupported",
        "failed",
        "wrong-code",
        "passed-over",
    ]


@pytest.mark.parametrize(
    ("them", "outcomes"),
    [
        ([(1, "x")], ["new"]),
        ([(1, "x"), (1, "x")], ["new", "same"]),
        ([(1, "x"), (2, "y")], ["new", "newer"]),
        ([(2, "y"), (1, "x")], ["new", "older"]),
        ([(1, "x"), (1, "y")], ["new", "diverging"]),
        ([(1, "x"), (1, "y"), (1, "x")], ["new", "diverging", "diverging"]),
        ([(1, "x"), (1, "y"), (2, "x")], ["new", "diverging", "newer"]),
        ([(2, "x"), (1, "y"), (1, "z")], ["new", "older", "older"]),
        ([(1, "x"), (2, "y"), (1, "x")], ["new", "newer", "same"]),
    ],
)
def test_outcomes_in_the_order_of_coming(them: list[tuple[int, str]], outcomes: list[str]) -> None:
    found = landed(*(coming(sequence=number, digest=digest) for number, digest in them))
    assert [outcome.value for outcome in found] == outcomes


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"purpose": Purpose.PRACTICE}, Outcome.WRONG_PURPOSE),
        ({"year": 2022}, Outcome.WRONG_YEAR),
        ({"scoring_hash": "other"}, Outcome.WRONG_RUBRIC),
        ({"unit": "z"}, Outcome.WRONG_UNIT),
    ],
)
def test_what_does_not_belong_here_changes_nothing(
    change: dict[str, object], outcome: Outcome
) -> None:
    known = Known(1, ("x",))
    landing = land(EXPECTED, known, evolve(coming(sequence=2), **change))  # type: ignore[arg-type]
    assert landing.outcome == outcome
    assert not landing.outcome.is_received


def test_a_choice_settles_what_diverges_until_another_content_comes() -> None:
    chosen = Known(1, ("x", "y"), chosen="y")
    assert not chosen.is_diverging
    for digest in "xy":
        assert land(EXPECTED, chosen, coming(digest=digest)).outcome is Outcome.SAME
    assert land(EXPECTED, chosen, coming(digest="z")).outcome is Outcome.DIVERGING
