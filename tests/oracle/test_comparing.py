"""The engine and the hand-written scoring give all units the same points in rows that compare."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from oracle.comparing import at_the_mean, up_to_the_leader
from parself.assessment.model import Answer, State
from parself.rubric import model as m
from parself.rules.all_or_nothing import AllOrNothing
from parself.rules.amounts import Context
from parself.rules.fields import Input
from parself.rules.peer_leader import PeerLeader
from parself.rules.peer_mean import PeerMean
from parself.rules.peers import Origin, Peers
from parself.rules.proportional import Proportional
from parself.scoring.score import score_row

OWN = Input("Số liệu")
AT_LEAST = m.Item(
    "1", "Bình quân", Decimal(2), PeerMean(OWN, decimals=True), AllOrNothing(Decimal(0))
)
BETWEEN = m.Item(
    "2",
    "Dẫn đầu",
    Decimal(10),
    PeerLeader(value=OWN, decimals=True, target=Decimal(100), at_target=Decimal("0.5")),
    Proportional(),
)
UNITS = st.lists(st.decimals(0, 200, places=2), min_size=1, max_size=15).map(
    lambda figures: {f"u{number}": one for number, one in enumerate(figures)}
)


def engine(row: m.Row, units: Mapping[str, Decimal]) -> Mapping[str, Decimal | None]:
    against = row.measure.compared([*map(Fraction, units.values())])
    context = Context(2023, peers=Peers(against, Origin.CLOSED, len(units), len(units)))
    answers = {unit: Answer(State.ANSWERED, {"value": own}) for unit, own in units.items()}
    return {
        unit: score_row(row, one, one.values, context, Decimal("0.01")).points
        for unit, one in answers.items()
    }


@given(units=UNITS)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_all_units_get_the_points_that_were_worked_out_by_hand(units: dict[str, Decimal]) -> None:
    assert engine(AT_LEAST, units) == at_the_mean(units)
    assert engine(BETWEEN, units) == up_to_the_leader(units)


def test_the_cases_of_the_contest_come_out() -> None:
    units = {unit: Decimal(unit) for unit in ("80", "100", "110", "120")}
    expected = {"80": 4, "100": 5, "110": Decimal("7.5"), "120": 10}
    assert up_to_the_leader(units) == engine(BETWEEN, units) == expected
