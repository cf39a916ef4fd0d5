"""What the command plan prints: the gaps, or the way to a target step by step."""

from collections.abc import Iterator, Sequence

from parself.cli.console import wrapped
from parself.i18n import _
from parself.lift.way_up import Climb, Gap, Lift
from parself.lift.wording import (
    gap_words,
    lift_end,
    lift_notes,
    lift_outcome,
    open_title,
    parts,
    step_words,
)


def gap_lines(gaps: Sequence[Gap], still_open: Sequence[Climb], *, closed: bool) -> Iterator[str]:
    """Yield the rows whose points are not reached, then those that are still open, most first."""
    if not gaps:
        yield _("No points are lost in what is answered.")
    for gap in gaps:
        yield from wrapped(f"{gap.row.id} {gap.row.title}")
        yield from wrapped(gap_words(gap, closed=closed), indent="    ")
    if still_open:
        yield open_title()
        yield from _climbs(still_open)


def lines(found: Lift) -> Iterator[str]:
    """Yield the way as text."""
    yield from wrapped(lift_outcome(found))
    for note in lift_notes(found):
        yield from wrapped(note)
    for part in parts(found):
        yield part.title
        for row in part.proof:
            yield from wrapped(f"{row.id} {row.title}", indent="   ")
        yield from _climbs(part.climbs)
    yield from wrapped(lift_end(found))


def _climbs(climbs: Sequence[Climb]) -> Iterator[str]:
    for climb in climbs:
        words = f"{climb.row.id} {climb.row.title}: {step_words(climb)}"
        yield from wrapped(words, indent="   ")
