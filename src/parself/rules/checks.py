"""Small faults that may occur anywhere in a rubric file: ids, labels, numbers, lists.

Each function says a fault in the same words wherever it occurs; `at` is the key path
of the place, without the file.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence, Sized
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Protocol

from parself.errors import Problem, UsageError, say
from parself.limits import NAME_LENGTH
from parself.rules.fields import Input
from parself.text import slug

Faults = Iterator[Problem]

YEARS = range(2000, 2101)
_ROW_ID = re.compile(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*", re.ASCII)
_ROW_ID_LENGTH = 40
_NAMED_MOST = 12


def names(known: Iterable[str]) -> str:
    """Return the first twelve names, joined for a sentence."""
    shown = list(islice(known, _NAMED_MOST + 1))
    return ", ".join(shown[:_NAMED_MOST]) + (", …" if len(shown) > _NAMED_MOST else "") or "–"


def slug_faults(at: str, name: str) -> Faults:
    """Find an id that is no ASCII slug: it becomes a file name, or a key on the command line."""
    better = slug(name)
    if not better:
        yield _no_id(at, name)
    elif name != better:
        what = say("“{id}” is not an id.", id=name[:_ROW_ID_LENGTH])
        yield Problem(what, at, say("Write {better}, for example.", better=better))


def row_id_faults(at: str, name: str) -> Faults:
    """Find an id of an area, a criterion or a row that could not stand in a relation."""
    if len(name) > _ROW_ID_LENGTH or not _ROW_ID.fullmatch(name):
        yield _no_id(at, name)


def _no_id(at: str, name: str) -> Problem:
    what = say("“{id}” is not an id.", id=name[:_ROW_ID_LENGTH])
    todo = say("Use letters a–z and digits, joined by hyphens or dots, as in 3.4.1.")
    return Problem(what, at, todo)


def word_faults(at: str, words: str) -> Faults:
    """Find a label that is empty or too long for a screen."""
    if not words.strip():
        yield Problem(say("The text is empty."), at, say("Write what people are to read here."))
    elif len(words) > NAME_LENGTH:
        what = say(
            "The text is too long ({length}; at most {most}).", length=len(words), most=NAME_LENGTH
        )
        yield Problem(what, at, say("Shorten it; details belong in the guidance."))


def repeated(placed: Iterable[tuple[str, str]]) -> Faults:
    """Find names that occur again among (key path, name); the later place is named."""
    seen: set[str] = set()
    for at, name in placed:
        if name in seen:
            what = say("“{id}” occurs more than once.", id=name[:NAME_LENGTH])
            yield Problem(what, at, say("Give each its own."))
        seen.add(name)


def empty_list(at: str, entries: Sized) -> Faults:
    """Find a list that must not be empty."""
    if not entries:
        yield Problem(say("The list is empty."), at, say("Add at least one entry."))


def too_many(at: str, count: int, most: int) -> Faults:
    """Find a list longer than the limit."""
    if count > most:
        what = say("There are {count:count} entries; at most {most:count}.", count=count, most=most)
        yield Problem(what, at, say("Split the file."))


def not_above_zero(at: str) -> Problem:
    """Say that a number must be greater than 0."""
    return Problem(say("The number is not above 0."), at, say("Write a number above 0."))


def below_zero(at: str) -> Problem:
    """Say that a number must not be negative."""
    return Problem(say("The number is below 0."), at, say("Write 0 or a number above it."))


def too_great(at: str, most: int) -> Problem:
    """Say that a number is beyond what anyone could mean."""
    what = say("The number is too great (at most {most:count}).", most=most)
    return Problem(what, at, say("Check the number."))


def never_reached(at: str, end: Decimal) -> Problem:
    """Say that a threshold lies beyond what the measure can give."""
    what = say("{end:count} is never reached.", end=end)
    return Problem(what, at, say("Shares are written as 0.95 for 95 %; a count stops at its most."))


def share_end_faults(at: str, end: Decimal, greatest: Decimal | None) -> Faults:
    """Find a threshold that is not above 0, or above the greatest share there can be."""
    if end <= 0:
        yield not_above_zero(at)
    elif greatest is not None and end > greatest:
        yield never_reached(at, end)


def wrong_sum(at: str, total: Fraction, stated: Decimal) -> Problem:
    """Say that the points of parts and whole differ."""
    what = say(
        "The parts add up to {sum:points} points, but {stated:points} are stated.",
        sum=total,
        stated=stated,
    )
    return Problem(what, at, say("Correct one of the two."))


def points_faults(at: str, points: Decimal, maximum: Decimal) -> Faults:
    """Find points below 0 or above the row's points."""
    if points < 0:
        yield below_zero(at)
    elif points > maximum >= 0:
        what = say(
            "{points:points} points are more than the row's {maximum:points}.",
            points=points,
            maximum=maximum,
        )
        yield Problem(what, at, say("Correct one of the two."))


class _Entry(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...


def entry_faults(at: str, entries: Sequence[_Entry]) -> Faults:
    """Find an empty list, and faulty ids and titles of its entries."""
    yield from empty_list(at, entries)
    yield from named_faults(at, entries)


def named_faults(at: str, entries: Sequence[_Entry]) -> Faults:
    """Find faulty ids and titles of a list's entries."""
    yield from repeated((f"{at}[{entry.id}].id", entry.id) for entry in entries)
    for entry in entries:
        yield from slug_faults(f"{at}[{entry.id}].id", entry.id)
        yield from word_faults(f"{at}[{entry.id}].title", entry.title)


def input_faults(at: str, entry: Input, figures: Collection[str]) -> Faults:
    """Find an input without a label, or with a shared figure that is not among those known."""
    yield from word_faults(at, entry.title)
    if entry.figure is not None and entry.figure not in figures:
        what = say("The shared figure {figure} is not known.", figure=entry.figure[:80])
        todo = say("Name one of {known}, or add it.", known=names(figures))
        yield Problem(what, f"{at}.figure", todo)


def year_faults(at: str, year: int) -> Faults:
    """Find a year outside the range that the program accepts."""
    if year not in YEARS:
        what = say(
            "The year is {year}; possible are {first} to {last}.",
            year=year,
            first=YEARS[0],
            last=YEARS[-1],
        )
        yield Problem(what, at, say("Write the year that is assessed."))


def possible_year(year: int) -> int:
    """Return a year that can be assessed. Raises `UsageError` for any other."""
    faults = tuple(year_faults("", year))
    if faults:
        raise UsageError(*faults)
    return year
