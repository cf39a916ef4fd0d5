"""What a row that is set against all other units is worth at the unit's desk: nothing certain."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from parself.assessment.model import Answer, Assessment, Past, PastPoints, State
from parself.lift.way_up import Target, lift
from parself.rubric import model as m
from parself.rubric.identity import RubricIdentity
from parself.rubric.peers import Unit
from parself.rules.all_or_nothing import AllOrNothing
from parself.rules.amounts import Context, Value
from parself.rules.fields import Input
from parself.rules.kinds import worth
from parself.rules.peer_leader import PeerLeader
from parself.rules.peer_mean import PeerMean
from parself.rules.peers import Origin, Peers
from parself.rules.proportional import Proportional
from parself.scoring.score import Basis, Scores, score_assessment, score_row
from parself.view.view import View
from province.comparing_round import COMPARING, answered, comparing_identity
from scoring.test_score import rubric_of
from submission.samples import UNITS, assessment, make_folder

MEAN = PeerMean(Input("Chỉ số đã công bố"), "%", decimals=True)
LEADER = PeerLeader(value=Input("Số đã làm"), target=Decimal(100), at_target=Decimal("0.5"))
AT_LEAST = m.Item("1.1", "So với bình quân", Decimal(2), MEAN, AllOrNothing(Decimal(0)))
BETWEEN = m.Item("1.2", "So với dẫn đầu", Decimal(10), LEADER, Proportional())
LAST = Past(2022, {"1.1": PastPoints(Decimal(2), Decimal(0), peers=Decimal("88.2"))})


def desk(past: Past | None = None, **values: Value) -> Scores:
    """Score a unit that has entered these values in the first of two rows."""
    answers = {"1.1": Answer(State.ANSWERED, values)}
    assessment = Assessment("u", 2023, RubricIdentity("r", "1", ""), answers=answers)
    unit = Unit("u", "U", "Huyện U", "ở U")
    return score_assessment(rubric_of(AT_LEAST, BETWEEN), unit, assessment, past=past)


def test_a_figure_without_anything_to_set_it_against_is_answered_and_has_no_points() -> None:
    row = desk(value=Decimal("88.2")).rows["1.1"]
    assert (row.state, row.points, row.estimated) == (State.ANSWERED, None, None)


def test_an_estimate_counts_in_the_projection_and_in_no_other_total() -> None:
    scores = desk(value=Decimal("88.2"), mean=Decimal("88.2"))
    assert scores.rows["1.1"].estimated == 2
    assert scores.expected["1.1"].points == 2
    assert scores.expected["1.1"].basis is Basis.ESTIMATE
    assert scores.claimed.points == scores.backed.points == scores.floor.points == 0
    assert scores.ceiling.points == 12


def test_an_estimate_of_no_points_leaves_the_ceiling_open() -> None:
    scores = desk(value=Decimal("80"), mean=Decimal("88.2"))
    assert scores.rows["1.1"].estimated == 0
    assert scores.ceiling.points == 12


def test_what_was_published_last_year_is_taken_for_want_of_an_estimate() -> None:
    assert desk(LAST, value=Decimal("88.2")).rows["1.1"].estimated == 2
    assert desk(LAST, value=Decimal("88.1")).rows["1.1"].estimated == 0
    assert desk(LAST, value=Decimal("88.1"), mean=Decimal(88)).rows["1.1"].estimated == 2


def test_no_step_of_a_way_rests_on_an_estimate_and_it_is_said_which_rows_do(tmp_path: Path) -> None:
    held = assessment(UNITS[0], identified=comparing_identity())
    for row in ("1.2", "1.3"):
        key = "mean" if row == "1.2" else "leader"
        held = held.with_answer(row, answered("60", **{key: Decimal(200)}))
    folder = make_folder(tmp_path / "a", held, rubric_text=COMPARING)
    found = lift(View(folder, held), Target(Decimal(100)), date(2023, 6, 1))
    assert found.assumed == ("1.2", "1.3")
    steps = (*found.open, *found.now, *found.next_year)
    assert {one.row.id for one in steps} <= {"1.1"}


figures = st.decimals(0, 200, places=2)


@given(own=figures, estimate=figures, known=figures)
def test_what_the_round_has_computed_counts_before_every_assumption(
    own: Decimal, estimate: Decimal, known: Decimal
) -> None:
    peers = Peers(Fraction(known), Origin.ROUND, 3, 11)
    context = Context(2023, peers=peers)
    answer = Answer(State.ANSWERED, {"value": own, "mean": estimate})
    scored = score_row(AT_LEAST, answer, answer.values, context, Decimal("0.01"))
    assert scored.points == (2 if own >= known else 0)
    assert scored.estimated is None


@given(units=st.lists(figures, min_size=1, max_size=12), data=st.data())
def test_a_greater_figure_among_the_same_units_never_earns_less(
    units: list[Decimal], data: st.DataObject
) -> None:
    one, two = sorted(data.draw(st.tuples(st.sampled_from(units), st.sampled_from(units))))
    for row in (AT_LEAST, BETWEEN):
        against = row.measure.compared([*map(Fraction, units)])
        context = Context(2023, peers=Peers(against, Origin.CLOSED, len(units), len(units)))
        less, more = (
            worth(row, row.measure.amount(row.points, {"value": own}, context))[0]
            for own in (one, two)
        )
        assert 0 <= less <= more <= row.points


@given(units=st.lists(figures, min_size=1, max_size=12), data=st.data())
def test_what_units_come_to_does_not_depend_on_their_order(
    units: list[Decimal], data: st.DataObject
) -> None:
    other = data.draw(st.permutations(units))
    for row in (AT_LEAST, BETWEEN):
        one, two = (row.measure.compared([*map(Fraction, each)]) for each in (units, other))
        assert one == two
