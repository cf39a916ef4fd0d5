"""Rows that do not apply, in sections that count all the same: worked by hand."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parself.assessment.model import Answer, Assessment, State
from parself.rubric import load
from parself.rubric import model as m
from parself.rubric.identity import identity_of, row_hash, scoring_hash
from parself.rubric.peers import Unit
from parself.scoring.score import Scores, claims_of, score_assessment
from parself.scoring.weights import weights_of
from parself.values import evolve

D = Decimal
PATH = Path(__file__).parents[1] / "rubric" / "data" / "sections.toml"
RUBRIC = load.rubric_from_bytes(PATH.read_bytes(), where="theo-muc.toml")
UNIT = Unit("a", "A", "UBND A", "A")
AWAY = Answer(State.NOT_APPLICABLE)


def points(of: str) -> Answer:
    return Answer(State.ANSWERED, {"points": D(of)})


def scored(answers: dict[str, Answer], rubric: m.Rubric = RUBRIC) -> Scores:
    assessment = Assessment(UNIT.code, rubric.year, identity_of(rubric), answers=answers)
    return score_assessment(rubric, UNIT, assessment)


def area(scores: Scores, area_id: str, rubric: m.Rubric = RUBRIC) -> tuple[D | None, D]:
    found = next(one for one in rubric.areas if one.id == area_id)
    subtotal = scores.subtotal(found.items)
    return subtotal.points, subtotal.maximum


def test_what_remains_counts_as_the_whole_section() -> None:
    """4 of the 6 that are left of 20: 4 × 20 ÷ 6 = 13,33."""
    scores = scored({"I.1": AWAY, "I.2": points("4")})
    assert area(scores, "I") == (D("13.33"), D(20))
    assert scores.rows["I.2"].points == D(4)
    assert scores.applicable_max == D(60)


def test_the_maxima_that_are_assigned_count_together() -> None:
    """Assigned 2 + 2 of 10, scored 3: 3 × 10 ÷ 4 = 7,5."""
    rows = [
        m.Item(f"5.{n}", "R", D(p), RUBRIC.rows["I.1"].measure) for n, p in enumerate((2, 2, 6))
    ]
    items = tuple(evolve(one, not_applicable="unit") for one in rows)
    group = m.Criterion("5", "Mục", D(10), items, is_item=False, when_not_applicable="rescale")
    rubric = evolve(RUBRIC, areas=(m.Area("A", "A", D(10), (group,)),), points=D(10))
    scores = scored({"5.0": points("2"), "5.1": points("1"), "5.2": AWAY}, rubric)
    assert area(scores, "A", rubric) == (D("7.50"), D(10))


def test_points_are_shared_equally_among_the_others() -> None:
    """Section 10 = 4 + 3 + 3; the 4 does not apply: 5 + 5. 3 of 3 is 5, 1,5 of 3 is 2,5."""
    scores = scored({
        "II.1": AWAY,
        "II.2": points("3"),
        "II.3": Answer(State.ANSWERED, {"part": 1, "whole": 2}),
    })  # fmt: skip
    assert [scores.weights.of(row) * 3 for row in ("II.2", "II.3")] == [5, 5]
    assert area(scores, "II") == (D("7.50"), D(10))


def test_a_section_that_shrinks_leaves_the_maximum() -> None:
    scores = scored({"III.1": AWAY, "III.2": points("3")})
    assert area(scores, "III") == (D(3), D(4))
    assert scores.applicable_max == D(54)


def test_full_points_of_all_that_applies_are_the_sections() -> None:
    """13 of 13 in thirds: 3 × (3 + 4/3)… come to 10, not to 9,99."""
    scores = scored({
        "II.3": AWAY,
        "II.1": points("4"),
        "II.2": points("3"),
    })  # fmt: skip
    assert area(scores, "II") == (D("10.00"), D(10))
    assert scores.weights.of("II.1") == Fraction(11, 8)


def test_a_section_of_which_nothing_applies_leaves_the_maximum() -> None:
    scores = scored({"I.1": AWAY, "I.2": AWAY})
    assert area(scores, "I") == (None, D(0))
    assert scores.applicable_max == D(40)


def test_floor_and_ceiling_and_what_is_proved_are_counted_alike() -> None:
    backed = Answer(State.ANSWERED, {"points": D(4)}, explanation="Theo báo cáo")
    scores = scored({"I.1": AWAY, "I.2": backed})
    assert scores.floor.points == scores.claimed.points == scores.backed.points == D("13.33")
    assert scores.ceiling.points == D("53.33")


def test_rows_outside_leave_the_maximum_whatever_the_section_says() -> None:
    """Of 20 without the 14 that nobody scores: 6, of which nothing is away."""
    assert weights_of(RUBRIC, (), ("I.1",)).sections == ()
    both = weights_of(RUBRIC, ("II.1",), ("II.3",))
    assert [(one.maximum, one.applying) for one in both.sections] == [(D(7), D(3))]


def test_the_way_of_a_section_is_part_of_the_identity_and_of_no_row() -> None:
    plain = evolve(RUBRIC, when_not_applicable="shrink")
    assert scoring_hash(plain) != scoring_hash(RUBRIC)
    other = evolve(RUBRIC, areas=tuple(evolve(a, when_not_applicable=None) for a in RUBRIC.areas))
    assert scoring_hash(other) != scoring_hash(RUBRIC)
    assert row_hash(plain.rows["I.1"]) == row_hash(RUBRIC.rows["I.1"])


ROWS = [item for item in RUBRIC.items() if item.source is m.Source.SELF and item.id != "II.3"]
MAY_BE_AWAY = [item.id for item in ROWS if item.not_applicable]


def by_hand(area_: m.Area, away: set[str], reached: dict[str, D], how: str) -> Fraction:
    """Add up one section from the words of the annex, without the engine."""
    rest = [item for item in area_.items if item.id not in away]
    lost = sum(item.points for item in area_.items if item.id in away)
    if not rest or not lost or how == "shrink":
        return sum((Fraction(reached.get(item.id, D(0))) for item in rest), Fraction(0))
    total = Fraction(0)
    for item in rest:
        part = Fraction(reached.get(item.id, D(0))) / Fraction(item.points)
        if how == "share":
            total += part * (Fraction(item.points) + Fraction(lost) / len(rest))
        else:
            total += (
                part
                * Fraction(item.points)
                * Fraction(area_.points)
                / Fraction(area_.points - lost)
            )
    return Fraction(int(total * 100 + Fraction(1, 2)), 100)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    away=st.sets(st.sampled_from(MAY_BE_AWAY)),
    cents=st.lists(st.integers(0, 300), min_size=len(ROWS), max_size=len(ROWS)),
)
def test_any_sheet_adds_up_as_the_annex_says(away: set[str], cents: list[int]) -> None:
    reached = {row.id: D(one) / 100 for row, one in zip(ROWS, cents, strict=True)}
    reached = {row: one for row, one in reached.items() if row not in away}
    answers = dict.fromkeys(away, AWAY) | {row: points(str(one)) for row, one in reached.items()}
    scores = scored(answers)
    for one, how in zip(RUBRIC.areas[:3], ("rescale", "share", "shrink"), strict=True):
        found, _most = area(scores, one.id)
        assert (found or D(0)) == by_hand(one, away, reached, how)
    assessment = Assessment(UNIT.code, RUBRIC.year, identity_of(RUBRIC), answers=answers)
    assert claims_of(RUBRIC, UNIT, assessment).claimed == scores.claimed


@pytest.mark.parametrize("row", ["I.1", "I.2"])
def test_a_row_says_that_its_points_stay(row: str) -> None:
    (shown,) = scored({row: AWAY}).rows[row].steps
    assert shown.kind.name == "not-applicable-kept"


def test_a_survey_that_is_not_held_leaves_the_maximum() -> None:
    """70 points of one's own and 30 of a survey: 63 of 70 is 90,00 %."""
    own = m.Item("1.1", "R", D(70), RUBRIC.rows["I.1"].measure, department="noi-vu")
    asked = evolve(next(RUBRIC.areas[3].items.__iter__()), points=D(30))
    criteria = tuple(m.Criterion(i.id, i.title, i.points, (i,), is_item=True) for i in (own, asked))
    rubric = evolve(RUBRIC, areas=(m.Area("1", "A", D(100), criteria),), points=D(100))
    answers = {"1.1": points("63")}
    assessment = Assessment(UNIT.code, rubric.year, identity_of(rubric), answers=answers)
    held = score_assessment(rubric, UNIT, assessment)
    assert (held.claimed.index, held.applicable_max) == (D("63.00"), D(100))
    without = score_assessment(rubric, UNIT, evolve(assessment, survey_held=False))
    assert (without.claimed.index, without.applicable_max) == (D("90.00"), D(70))
    assert without.ceiling.index == without.projected.index == D("90.00")
    assert without.weights.sections == ()
