"""The second look: which rows are drawn, whether two looks agree, and how often they do, by row.

A row of a unit is drawn by its own hash under the round's seed, so that the sample is the same in
every copy and at every time, whatever has come by then. Whoever takes the second look does not see
the first decision; where both differ by more than the tolerance, the lead decides. Pure.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from hashlib import sha256

from parself.province.decisions import Decision, Stand, Verdict
from parself.province.record import Settings
from parself.values import Frozen, evolve

_DIGITS = 8
EVERY = 100


class Agreement(Frozen):
    """How far two looks agree in one row of the rubric."""

    row: str
    drawn: int
    """Units of which the row is to be looked at a second time."""
    looked: int
    """Units of which both decisions stand."""
    agreeing: int
    """Of these, how many differ by no more than the tolerance."""
    distance: Decimal | None
    """How far apart they are on average, in points; None where none have points."""

    @property
    def share(self) -> Decimal | None:
        """Share of those looked at that agree, 0 to 1; None where none were."""
        return Decimal(self.agreeing) / self.looked if self.looked else None


def is_drawn(settings: Settings, unit: str, row: str) -> bool:
    """Say whether a row of a unit is in the sample of the second look."""
    if settings.second_look >= EVERY:
        return True
    text = f"{settings.seed}\n{unit}\n{row}"
    number = int(sha256(text.encode()).hexdigest()[:_DIGITS], 16)
    return number % EVERY < settings.second_look


def both(first: Stand, second: Stand) -> tuple[Decision, Decision] | None:
    """Return the two decisions to be compared; None where one is missing or rests on another."""
    one, two = first.decision, second.decision
    if one is None or two is None or Verdict.OPEN in {one.verdict, two.verdict}:
        return None
    is_same = not two.basis.changed(evolve(one.basis, way=two.basis.way))
    return (one, two) if is_same else None


def agree(one: Decision, two: Decision, tolerance: Decimal) -> bool:
    """Say whether two looks come to the same, but for the tolerance; figures have none."""
    if one.figure is not None or two.figure is not None:
        return one.figure == two.figure
    if one.points is None or two.points is None:
        return one.points is two.points
    return abs(one.points - two.points) <= tolerance


def is_disputed(first: Stand, second: Stand, tolerance: Decimal) -> bool:
    """Say whether the lead has to decide: the looks differ, and nobody went on from both."""
    found = both(first, second)
    if found is None or agree(*found, tolerance):
        return False
    return not {one.id for one in second.latest} <= set(found[0].after)


def blind(first: Stand, second: Stand, known: Mapping[str, Decision]) -> tuple[Stand, Stand]:
    """Return two looks as they were before somebody, who saw both, decided on them.

    `known` holds all decisions by id.
    """
    now, seen = first.decision, {one.id for one in second.latest}
    if now is None or seen.isdisjoint(now.after):
        return first, second
    earlier = (known[one] for one in now.after if one in known and one not in seen)
    return Stand(tuple(earlier)), second


def agreement(row: str, pairs: Sequence[tuple[Stand, Stand]], tolerance: Decimal) -> Agreement:
    """Return how far the looks at one row agree; `pairs` are those of all units drawn."""
    looked = [one for one in (both(*pair) for pair in pairs) if one is not None]
    apart = [
        abs(one.points - two.points)
        for one, two in looked
        if one.points is not None and two.points is not None
    ]
    return Agreement(
        row,
        len(pairs),
        len(looked),
        sum(agree(one, two, tolerance) for one, two in looked),
        sum(apart, Decimal(0)) / len(apart) if apart else None,
    )
