"""What is published of a round, and what the chief should know before signing it, in words."""

from collections.abc import Iterator
from typing import Final

from parself.errors import say
from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.province.publishing import Tie, ties
from parself.province.record import Publication
from parself.province.snapshot import PublishedUnit, Snapshot
from parself.province.unranked import WHY

_EXACT: Final = 6
"""Decimals with which indexes are told apart that are equal once they are rounded."""


def publication_words(issued: Publication) -> str:
    """Return under what number results were published, when, by whom and why."""
    said = say(
        "Published, no. {number:none}, on {day} by {who}.",
        number=issued.number,
        day=issued.when.date(),
        who=issued.who or _("nobody named"),
    )
    return " ".join(filter(None, (render(said), issued.why)))


def content_words(found: Snapshot) -> Iterator[str]:
    """Yield what is published: how many units have a place, which have none, and what is open."""
    said = say(
        "Publication no. {number:none}: {ranked} of {units} units have a place.",
        number=found.number,
        ranked=len(found.ranked),
        units=len(found.units),
    )
    yield render(said)
    if found.left:
        words = say("{count} things were not finished when closing.", count=found.left)
        yield render(words)
    for why, words in WHY.items():
        names = ", ".join(one.name for one in found.unranked if one.why is why)
        if names:
            yield render(say("Not ranked, {why}: {names}.", why=words, names=names))


def reason_words(unit: PublishedUnit) -> str:
    """Return why a unit has no place; empty where it has one."""
    return render(WHY[unit.why]) if unit.why is not None else ""


def tie_words(found: Snapshot) -> Iterator[str]:
    """Yield the places that units share, those first that only rounding made equal."""
    for one in sorted(ties(found), key=lambda tie: not tie.is_by_rounding):
        yield _tie(one)


def place_words(found: Snapshot) -> Iterator[str]:
    """Yield each unit that has a place, with its index and class."""
    for one in found.ranked:
        index = show_decimal(one.index or 0)
        said = say("{place}. {unit}: {index}%", place=one.place, unit=one.name, index=index)
        yield ", ".join(filter(None, (render(said), one.band)))


def _tie(tie: Tie) -> str:
    if not tie.is_by_rounding:
        names = ", ".join(one.name for one in tie.units)
        said = say(
            "Place {place} is shared: {names}, {index:points}% each.",
            place=tie.place,
            names=names,
            index=tie.index,
        )
        return render(said)
    exact = ", ".join(f"{one.name} {_exactly(one)}" for one in tie.units)
    said = say(
        "Place {place} is shared by rounding only ({index:points}%); before it: {exact}.",
        place=tie.place,
        index=tie.index,
        exact=exact,
    )
    return render(said)


def _exactly(unit: PublishedUnit) -> str:
    exact = unit.exact_index
    return "" if exact is None else f"{show_decimal(exact, _EXACT)}%"
