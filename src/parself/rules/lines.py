"""The rungs of one figure that goes up and down while everything else stays as it is."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil, floor

from parself.rules.amounts import ONE, ZERO, Quantity, Share
from parself.rules.kinds import Rule, worth
from parself.rules.rungs import Move, Rung
from parself.values import Frozen

CENT = Fraction(1, 100)


class Line(Frozen, kw_only=True):
    """One entered figure that may go up and down while the rest stays."""

    label: str
    fewer: str
    """Label where it is to go down."""
    unit: str
    entered: Fraction
    step: Fraction = ONE
    """The least by which it can differ."""
    least: Fraction | None = ZERO
    most: Fraction | None = None
    times: Fraction = ONE
    plus: Fraction = ZERO
    """Entered ÷ `times` − `plus` is the amount."""
    is_share: bool = True

    def amount(self, entered: Fraction) -> Share | Quantity:
        """Return the amount of an entered figure."""
        value = entered / self.times - self.plus
        return Share(value) if self.is_share else Quantity(value)

    def at(self, end: Fraction, *, strict: bool) -> Fraction:
        """Return the least figure that reaches `end`, or passes it."""
        steps = (end + self.plus) * self.times / self.step
        return (floor(steps) + 1 if strict else ceil(steps)) * self.step

    def allows(self, entered: Fraction) -> bool:
        """Say whether the figure can be entered."""
        low = self.least is None or entered >= self.least
        return low and (self.most is None or entered <= self.most)

    def rungs(self, rule: Rule) -> Iterator[Rung]:
        """Yield the nearest figure in each step of the scale; and the best at its ends, if better.

        Of rungs that are worth the same only the nearest is told.
        """
        now = self.entered
        starts: dict[Fraction, Fraction | None] = {}
        ends: dict[Fraction, Fraction | None] = {}
        for threshold, strict in thresholds(rule):
            reached = self.at(threshold, strict=strict)
            below = reached - self.step
            up, down = reached > now, below < now
            (starts if up else ends)[reached] = threshold
            (starts if down and not up else ends)[below] = threshold
        for end in (self.least, self.most):
            if end is not None:
                ends.setdefault(end, None)
        found = [self._moved(rule, at, end) for at, end in starts.items() if self.allows(at)]
        yield from _nearest(found)
        sign = -1 if rule.is_penalty else 1
        present = sign * worth(rule, self.amount(now))[0]
        best = max([present, *(sign * one.points for one in found)])
        others = [self._moved(rule, at, end) for at, end in ends.items() if self.allows(at)]
        yield from _nearest([one for one in others if sign * one.points > best])

    def _moved(self, rule: Rule, entered: Fraction, threshold: Fraction | None) -> Rung:
        points, _ = worth(rule, self.amount(entered))
        more = entered > self.entered
        move, label = (Move.MORE, self.label) if more else (Move.FEWER, self.fewer)
        amount = abs(entered - self.entered)
        return Rung(move, label, amount, self.unit, points, threshold=threshold)


def thresholds(rule: Rule) -> Iterable[tuple[Fraction, bool]]:
    """Return the amounts at which the row's worth may jump or end (see `Scale.thresholds`)."""
    return () if rule.scale is None else rule.scale.thresholds(Fraction(rule.points))


def _nearest(found: Iterable[Rung]) -> Iterator[Rung]:
    nearest: dict[Fraction, Rung] = {}
    for rung in sorted(found, key=lambda one: one.amount or 0):
        nearest.setdefault(rung.points, rung)
    yield from nearest.values()


def reached(rule: Rule, label: str, most: Fraction | None) -> Iterator[Rung]:
    """Yield rungs of a share without figures: each threshold, nothing, everything."""
    ends = [end for end, _strict in thresholds(rule)]
    for share in dict.fromkeys((ZERO, *ends, most if most is not None else ONE)):
        if share >= 0 and (most is None or share <= most):
            points, _ = worth(rule, Share(share))
            yield Rung(Move.REACH, label, None, "", points, threshold=share)


def points_ends(rule: Rule) -> tuple[Fraction, Fraction]:
    """Return the amount under which there is little or nothing, and that of full marks.

    A scale with one end only gives little under three fifths of it.
    """
    ends = sorted(end for end, _strict in thresholds(rule)) or [ONE]
    return ends[0] if len(ends) > 1 else ends[0] * Fraction(3, 5), ends[-1]
