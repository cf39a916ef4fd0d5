"""Faults of how a row earns points: does the scale fit, can the maximum be reached?

What a single measure or scale may hold, each checks itself. Whether the maximum can be reached is
asked only of a rule without other faults, so that one mistake gives one message.
"""

from parself.errors import Problem, say
from parself.rubric import model as m
from parself.rules.checks import Faults
from parself.rules.kinds import Stated


def rule_faults(at: str, row: m.Row, stated: Stated) -> Faults:
    """Find every fault of a row's measure, scale and points; `at` is the row's key path."""
    measure = [*row.measure.problems(f"{at}.measure", stated)]
    yield from measure
    if not _is_fit(row):
        yield _unfit(at, row)
        return
    worth = [*row.measure.points_problems(f"{at}.measure", row.points)]
    if row.scale is not None:
        worth += row.scale.problems(f"{at}.scale", row)
    yield from worth
    if row.points > 0 and not measure and not worth and not _can_reach_maximum(row):
        yield Problem(
            say(
                "No possible answer reaches the {points:points} points of the row.",
                points=row.points,
            ),
            f"{at}.points",
            say("Correct the points of the row, or of its rule."),
        )


def _is_fit(row: m.Row) -> bool:
    """Say whether the format pairs the row's measure with its scale."""
    span = row.measure.span()
    if row.scale is None:
        return span.gives == "points"
    return row.scale.fits(span) and not (row.scale.adjustments_only and isinstance(row, m.Item))


def _unfit(at: str, row: m.Row) -> Problem:
    span = row.measure.span()
    fitting = {
        "points": say("Take the scale out: this measure has points itself."),
        "share": say(
            "Use shares (proportional), steps (bands) or all or nothing (all_or_nothing)."
        ),
        "quantity": say(
            "Use steps (bands) or all or nothing (all_or_nothing); for counts also (deduct)."
        ),
    }
    if row.scale is None:
        what = say("The measure gives no points by itself, and the row has no scale.")
    elif row.scale.fits(span):
        what = say("Points per case (per_case) are for adjustments only.")
    else:
        what = say("This scale does not fit the row's measure.")
    return Problem(what, f"{at}.scale", fitting[span.gives])


def _can_reach_maximum(row: m.Row) -> bool:
    """Say whether some answer is worth all of the row's points, the rule being sound otherwise."""
    if not row.measure.can_reach(row.points):
        return False
    return row.scale is None or row.scale.can_reach(row.points, row.measure.span())
