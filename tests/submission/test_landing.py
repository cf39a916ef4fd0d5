"""What a bundle changes: idempotent, and the same in every order."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parself.assessment.model import Purpose
from parself.submission.landing import Expected, Incoming, Known, Outcome, land
from parself.values import evolve

modest = settings(max_examples=150, deadline=None)
UNITS = ("a", "b")
EXPECTED = Expected("hash", 2023, Purpose.REAL, frozenset(UNITS))


def coming(unit: str = "a", sequence: int = 1, digest: str = "x") -> Incoming:
    return Incoming(unit, 2023, Purpose.REAL, "hash", sequence, digest)


def landed(*them: Incoming) -> tuple[list[Outcome], Mapping[str, Known]]:
    known: Mapping[str, Known] = {}
    outcomes = []
    for one in them:
        landing = land(EXPECTED, known, one)
        outcomes.append(landing.outcome)
        known = landing.known
    return outcomes, known


bundles = st.builds(coming, st.sampled_from(UNITS), st.integers(1, 3), st.sampled_from("xyz"))


@modest
@given(st.lists(bundles, max_size=8).flatmap(lambda b: st.tuples(st.just(b), st.permutations(b))))
def test_the_order_of_bundles_decides_nothing(
    orders: tuple[Sequence[Incoming], Sequence[Incoming]],
) -> None:
    """Law: what is known after landing is the same for every permutation."""
    given_order, other_order = orders
    assert landed(*given_order)[1] == landed(*other_order)[1]


@modest
@given(st.lists(bundles, max_size=6), bundles)
def test_landing_the_same_bundle_twice_changes_nothing(
    before: list[Incoming], one: Incoming
) -> None:
    """Law: land(land(k, b), b) knows what land(k, b) knows."""
    once = landed(*before, one)[1]
    assert landed(*before, one, one)[1] == once
    assert land(EXPECTED, once, one).outcome in {
        Outcome.SAME,
        Outcome.OLDER,
        Outcome.DIVERGING,
    }


@modest
@given(st.lists(bundles, min_size=1, max_size=8))
def test_the_highest_number_stands_unless_its_contents_differ(them: list[Incoming]) -> None:
    for code, known in landed(*them)[1].items():
        own = [one for one in them if one.unit == code]
        highest = max(one.sequence for one in own)
        contents = {one.digest for one in own if one.sequence == highest}
        assert known.sequence == highest
        assert known.is_diverging == (len(contents) > 1)
        assert known.counts == (contents.pop() if len(contents) == 1 else None)


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
    ],
)
def test_outcomes_in_the_order_of_coming(them: list[tuple[int, str]], outcomes: list[str]) -> None:
    found, _ = landed(*(coming(sequence=number, digest=digest) for number, digest in them))
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
    known = {"a": Known(1, ("x",))}
    landing = land(EXPECTED, known, evolve(coming(sequence=2), **change))  # type: ignore[arg-type]
    assert (landing.outcome, landing.known) == (outcome, known)
    assert not landing.outcome.is_received


def test_a_choice_settles_what_diverges_until_another_content_comes() -> None:
    _, known = landed(coming(digest="x"), coming(digest="y"))
    chosen = {"a": evolve(known["a"], chosen="y")}
    assert chosen["a"].counts == "y"
    for digest in "xy":
        again = land(EXPECTED, chosen, coming(digest=digest))
        assert (again.outcome, again.known) == (Outcome.SAME, chosen)
    third = land(EXPECTED, chosen, coming(digest="z"))
    assert third.outcome is Outcome.DIVERGING
    assert third.known["a"].is_diverging
