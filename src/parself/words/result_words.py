"""Where a published result puts the unit, and what a newer result moves, in words."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from parself.errors import say
from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.returns.model import Published, Return, Stood
from parself.returns.moving import Moved
from parself.returns.replying import may_change
from parself.rubric.model import Rubric
from parself.rubric.peers import Unit

_UNKNOWN: Final = "–"


def published_words(value: Return) -> Iterator[str]:
    """Yield where the unit stands, and where it stood before a correction; once it is published."""
    one = value.published
    if one is None:
        return
    yield from standing_words(one)
    if one.replaces is not None:
        words = say(
            "This corrects publication no. {number:none}: {before}.",
            number=one.replaces.number,
            before=stood_words(one.replaces),
        )
        yield render(words)
    yield from _appeals(value)


def _appeals(value: Return) -> Iterator[str]:
    """Yield until when the unit may appeal, where that is set, and whether points may fall."""
    if value.appeals_until is not None:
        yield render(say("Appeals are taken until {day}.", day=value.appeals_until))
    yield lowering_words(may_lower=value.appeals_may_lower)


def lowering_words(*, may_lower: bool) -> str:
    """Return whether points may fall on an appeal: said before anything is decided."""
    if may_lower:
        return _("On an appeal points may rise and fall.")
    return _("On an appeal points may rise; they do not fall.")


def not_counted_words(value: Return) -> Iterator[str]:
    """Yield the rows that were changed with the reply and were not open to change, if any."""
    if listed := ", ".join(value.not_counted):
        words = say("Changed with the reply, but not sent back: not counted: {rows}.", rows=listed)
        yield render(words)


def outside_words(
    value: Return | None, rubric: Rubric, unit: Unit, changed: Iterable[str]
) -> Iterator[str]:
    """Yield the changed rows that the result did not send back: the province will not count them.

    Nothing while there is no result that asks for replies.
    """
    if value is None or not value.to_answer:
        return
    open_to = may_change(rubric, unit, value.to_answer)
    rows = ", ".join(row for row in changed if row not in open_to)
    if rows:
        words = say(
            "Changed, but not sent back: the second appraisal does not count this: {rows}.",
            rows=rows,
        )
        yield render(words)


def unforetold_words(one: Published | None) -> Iterator[str]:
    """Yield what stands where no place is foretold: what is published, else why none is."""
    if one is None:
        yield _("No comparison table: the place is not known.")
    else:
        yield from standing_words(one)


def standing_words(one: Stood) -> Iterator[str]:
    """Yield index, place and class of a unit in one publication, or why it has none."""
    if one.place is None or one.index is None:
        yield render(say("The unit is not ranked: {why}.", why=one.reason))
        return
    words = say(
        "Published result: index {index:points}%, place {place} of {of}.",
        index=one.index,
        place=one.place,
        of=one.of,
    )
    yield render(words)
    if one.band:
        yield render(say("Class: {band}.", band=one.band))
    if one.reason:
        yield one.reason


def stood_words(one: Stood) -> str:
    """Return where a unit stood: index, place and class."""
    if one.place is None or one.index is None:
        return render(say("not ranked: {why}", why=one.reason))
    words = say(
        "{index:points}%, place {place} of {of}", index=one.index, place=one.place, of=one.of
    )
    return ", ".join(filter(None, (render(words), one.band)))


def moved_words(value: Return, found: Moved) -> Iterator[str]:
    """Yield what a result says otherwise than the one before it: standing, then rows."""
    if found.before is not None and value.published is not None:
        words = say(
            "Published: {before} → {after}.",
            before=stood_words(found.before),
            after=stood_words(value.published),
        )
        yield render(words)
    if found.rows:
        rows = "; ".join(
            f"{one.row} {_points(one.before)} → {_points(one.after)}" for one in found.rows
        )
        yield render(say("Points that moved: {rows}.", rows=rows))


def _points(value: Decimal | None) -> str:
    return _UNKNOWN if value is None else show_decimal(value)
