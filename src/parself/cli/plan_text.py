"""What the command plan prints: the gaps, or the way to a target step by step."""

from collections.abc import Iterator, Sequence

from parself.cli.console import wrapped
from parself.errors import say
from parself.i18n import _, render
from parself.lift import Climb, Gap, Lift
from parself.lift_words import gap_words, lift_end, lift_outcome, rung_words


def gap_lines(gaps: Sequence[Gap], *, closed: bool) -> Iterator[str]:
    """Yield the rows whose points are not reached, most first."""
    if not gaps:
        yield _("No points are lost in what is answered.")
    for gap in gaps:
        yield from wrapped(f"{gap.row.id} {gap.row.title}")
        yield from wrapped(gap_words(gap, closed=closed), indent="    ")


def lines(found: Lift) -> Iterator[str]:
    """Yield the way as text."""
    yield from wrapped(lift_outcome(found.needed, found.target, reached=found.is_reached))
    if found.proof:
        yield _("1. Proof to add first")
        for row in found.proof:
            yield from wrapped(f"{row.id} {row.title}", indent="   ")
    groups = (
        (_("2. What can still be done in the period"), found.now),
        (_("3. Tasks for next year"), found.next_year),
    )
    for title, climbs in groups:
        if climbs:
            yield title
        for climb in climbs:
            yield from wrapped(_climb(climb), indent="   ")
    yield from wrapped(lift_end(found.index, found.place))


def _climb(climb: Climb) -> str:
    step = rung_words(climb.rung)
    gain = render(say("+{gain:points} points, effort {cost}", gain=climb.gain, cost=climb.cost))
    return f"{climb.row.id} {climb.row.title}: {render(step)} ({gain})"
