"""How far it is to the next level and to full marks, where a rule can be turned round.

The inverse runs on the unrounded rule with everything else held fixed: the whole of a
ratio, the base of a comparison, the other parts of a mean. `rungs` are the better places,
each by one figure, level or part; `ways` are those and what several parts together bring, the
most points for each number of rungs. Whether the distance can still be travelled (a closed year
cannot) is for `parself.words.wording` and `parself.lift.way_up` to say.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from parself.rules.amounts import Context, Values
from parself.rules.kinds import Rule, amount_of, worth
from parself.rules.rungs import Move, Rung
from parself.values import Frozen, evolve


class Inverse(Frozen):
    """The next better rung and the one with full marks; None where there is no such rung."""

    next: Rung | None
    full: Rung | None


class Way(Frozen):
    """The most that can be gained by so many rungs of one row."""

    rung: Rung
    rungs: int


def inverse(rule: Rule, values: Values, context: Context) -> Inverse:
    """Return the next better rung and the one with full marks; a penalty has neither."""
    if rule.is_penalty:
        return Inverse(None, None)
    # Points that are entered directly have no next level.
    better = [rung for rung in rungs(rule, values, context) if rung.move is not Move.POINTS]
    maximum = Fraction(rule.points)
    full = next((rung for rung in better if rung.points == maximum), None)
    return Inverse(better[0] if better else None, full)


def rungs(rule: Rule, values: Values, context: Context) -> tuple[Rung, ...]:
    """Return every better rung of a completely answered row, the nearest first."""
    amount = amount_of(rule, values, context)
    points, _ = worth(rule, amount)
    found = _gained(rule, points, rule.measure.rungs(rule, values, amount, context))
    return tuple(sorted((rung for rung in found if rung.gain > 0), key=lambda rung: rung.gain))


def ways(rule: Rule, values: Values, context: Context) -> tuple[Way, ...]:
    """Return the most points that one rung, two rungs and so on can bring.

    Parts that can be chosen freely are a rung each, in any selection: those that bring most
    come first. Of everything else a rung is one step on a single ladder.
    """
    amount = amount_of(rule, values, context)
    selections = rule.measure.selections(rule, values, amount)
    if selections is None:
        # Of rungs that are worth the same, the first.
        levels = {rung.points: rung for rung in reversed(rungs(rule, values, context))}
        found = enumerate(reversed(levels.values()), start=1)
        return tuple(Way(rung, count) for count, rung in found)
    points, _ = worth(rule, amount)
    counted = enumerate(_gained(rule, points, selections), start=1)
    return tuple(Way(rung, count) for count, rung in counted if rung.gain > 0)


def _gained(rule: Rule, points: Fraction, found: Iterable[Rung]) -> Iterator[Rung]:
    # Of a penalty, fewer points are a gain.
    sign = -1 if rule.is_penalty else 1
    return (evolve(rung, gain=(rung.points - points) * sign) for rung in found)
