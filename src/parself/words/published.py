"""Published years and places in words, as newspapers and decisions write them."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from parself.errors import Message, say
from parself.i18n import render
from parself.numerals import show_decimal, show_trimmed
from parself.rubric.peers import FigureStatus, PublishedPart, Standing, Standings
from parself.standing.league import Mark, PlaceRange
from parself.standing.projection import Ladder
from parself.values import evolve

SHORT: Final = "–"


def in_words(standing: Standing, standings: Standings, of: int | None = None) -> str:
    """Return a published year as news write it: đạt 81,45%, xếp hạng 54/63, giảm 5,66% …

    `of` is the number of units ranked, where that is not the number of the table's.
    """
    parts: list[Message] = []
    if standing.index is not None:
        parts.append(say("reached {index}%", index=show_decimal(standing.index)))
    if standing.rank is not None:
        parts.append(say("place {rank}/{of}", rank=standing.rank, of=of or len(standings.units)))
    if standing.index is not None and standing.previous_index is not None:
        parts.append(_moved(standing.index - standing.previous_index))
    if standing.rank is not None and standing.previous_rank is not None:
        parts.append(_climbed(standing.previous_rank - standing.rank))
    if len(parts) > 2:
        parts[-1] = say("{what} against {year:none}", what=parts[-1], year=standings.year - 1)
    return ", ".join(render(part) for part in parts) + ("." if parts else "")


def _moved(change: Decimal) -> Message:
    if change == 0:
        return say("unchanged")
    shown = show_decimal(abs(change))
    return say("up {change}%", change=shown) if change > 0 else say("down {change}%", change=shown)


def _climbed(places: int) -> Message:
    if places == 0:
        return say("the same place")
    if places > 0:
        return say("{places} place(s) up", places=places)
    return say("{places} place(s) down", places=-places)


def last_year(standings: Standings, unit: str) -> Iterator[str]:
    """Yield what was published of a unit: its year, then the parts of it that were told apart.

    Only what is official: a figure of another kind is no published one.
    """
    standing = standings.of(unit)
    if standing is None or standing.status is not FigureStatus.OFFICIAL:
        return
    if standing.previous_status not in {None, FigureStatus.OFFICIAL}:
        standing = evolve(standing, previous_index=None, previous_rank=None)
    words = in_words(standing, standings)
    if words:
        yield render(say("Published for {year:none}: {words}", year=standings.year, words=words))
    for part in standing.part:
        yield part_words(part, len(standings.units))


def part_words(part: PublishedPart, of: int) -> str:
    """Return a published part of an index: điểm khảo sát …: 16,4/22 điểm, xếp hạng 57/63."""
    points, most = show_trimmed(part.points), show_trimmed(part.of)
    reached = say("{title}: {points}/{most} points", title=part.title, points=points, most=most)
    if part.rank is None:
        return render(reached) + "."
    place = say("place {rank}/{of}", rank=part.rank, of=of)
    return f"{render(reached)}, {render(place)}."


def ahead(
    standing: Standing, standings: Standings, index: Decimal | None, place: int | None, of: int
) -> str:
    """Return the year after the table's, as it is known, against the table's own."""
    coming = evolve(
        standing,
        index=index,
        rank=place,
        previous_index=standing.index,
        previous_rank=standing.rank,
    )
    return in_words(coming, evolve(standings, year=standings.year + 1), of)


def place_short(places: PlaceRange | None) -> str:
    """Return a place as it stands in a narrow column: 6, 1–54, or a dash."""
    if places is None:
        return SHORT
    return str(places.best) if places.exact else f"{places.best}–{places.worst}"


def unknown_words(ladder: Ladder) -> str:
    """Say how many units' figures are not known; empty where all are."""
    if not ladder.unknown:
        return ""
    return render(say("{count} other units: figures not known", count=ladder.unknown))


def mark_words(ladder: Ladder, year: int) -> Iterator[str]:
    """Yield what published places say of the units that are not known."""
    for mark in ladder.marks:
        yield render(_mark(mark, ladder.unknown, year))


def _mark(mark: Mark, unknown: int, year: int) -> Message:
    values = {
        "index": mark.index,
        "year": year,
        "above": mark.most,
        "least": mark.least,
        "below": unknown - mark.most,
    }
    if mark.least == mark.most:
        said = say(
            "By the place published for {year:none}, {above} of them stood above"
            " {index:points}% and {below} below."
        )
    else:
        said = say(
            "By the place published for {year:none}, {least} to {above} of them stood above"
            " {index:points}%."
        )
    return Message(said.id, values)
