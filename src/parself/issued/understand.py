"""A row's rule understood: every piece of the wording is asked, and one must take all of it."""

import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Final

from parself.errors import Message, say
from parself.issued.meaning import Choice, Doubt, Meaning, Parts
from parself.issued.outline import Level, Row
from parself.issued.phrases import cases, comparing, counts, days, levels, nothing, shares
from parself.issued.phrases.clauses import About, Clause, clauses_of
from parself.values import Frozen, evolve


class State(StrEnum):
    """How far a row was understood."""

    EXACT = "exact"
    """Its rule was understood as a whole."""
    PLAIN = "plain"
    """It states no rule: points are entered with an explanation."""
    TO_DECIDE = "to-decide"
    """Its rule was not understood as a whole: a person decides."""
    DECIDED = "decided"
    """A person has decided what it is taken as."""


class Understood(Frozen):
    """What was made of a row's rule."""

    state: State
    text: str
    """The rule as issued."""
    meaning: Meaning | None = None
    why: Message | None = None
    """Why a person has to decide."""
    offered: tuple[Meaning, ...] = ()
    """What the rule could mean."""


Piece = Callable[[Sequence[Clause], About], Meaning | Doubt | None]
PIECES: Final[tuple[Piece, ...]] = (
    nothing.worthless,
    levels.best_only,
    comparing.read,
    cases.read,
    days.read,
    shares.read,
    counts.read,
    levels.all_or_nothing,
    levels.yes_or_no,
    levels.listed,
)
NOT_UNDERSTOOD: Final = say("The rule was not understood as a whole.")


def understood(row: Row, year: int, no_incidence: str = "") -> Understood:
    """Return what a row's rule means; `no_incidence` is what a note below the table says of it."""
    text = "\n".join(_written(level) for level in row.levels)
    about = About(row.title, row.points, year, text)
    found = _read(clauses_of(row.levels), about) if row.levels else _of_title(row, about)
    if found is None:
        is_said = bool(text)
        state = State.TO_DECIDE if is_said else State.PLAIN
        return Understood(state, text, why=NOT_UNDERSTOOD if is_said else None)
    text = text or row.title
    if isinstance(found, Doubt):
        offered = tuple(_with(one, no_incidence) for one in found.offered)
        return Understood(State.TO_DECIDE, text, None, found.why, offered)
    return Understood(State.EXACT, text, _with(found, no_incidence))


def _with(meaning: Meaning, no_incidence: str) -> Meaning:
    return evolve(meaning, no_incidence=meaning.no_incidence or no_incidence)


def _written(level: Level) -> str:
    if level.points is None:
        return level.text
    points = f"{level.points:f}".replace(".", ",")
    return f"{level.text}: {points}"


def _of_title(row: Row, about: About) -> Meaning | Doubt | None:
    """Return the rule that stands in the title itself; one level there is only a name."""
    clauses = clauses_of([Level(row.title, row.where)])
    if not _POINTS_IN_TITLE.search(row.title):
        return None
    found = _read(clauses, about)
    is_names = isinstance(found, Meaning) and isinstance(found.entered, Choice | Parts)
    return Doubt(NOT_UNDERSTOOD) if found is None or is_names else found


_POINTS_IN_TITLE: Final = re.compile(r"[0-9]\s*(?:điểm|đ\b)|:\s*[0-9]+(?:[.,][0-9]+)?\s*(?:$|;)")


def _read(clauses: Sequence[Clause], about: About) -> Meaning | Doubt | None:
    kept, is_apart = nothing.where_it_applies(clauses)
    if is_apart:
        return _applying(_read(kept, about))
    whole = _by_pieces(clauses, about)
    if isinstance(whole, Meaning) and not isinstance(whole.entered, Choice):
        return whole
    rest, none = nothing.apart(clauses, about)
    if none:
        found = _by_pieces(rest, about)
        if isinstance(found, Meaning):
            return evolve(found, no_incidence=none)
        if isinstance(found, Doubt) and not isinstance(whole, Meaning):
            offered = tuple(evolve(one, no_incidence=none) for one in found.offered)
            return Doubt(found.why, offered)
    return whole


_WHO: Final = ("unit", "appraiser")


def _applying(found: Meaning | Doubt | None) -> Doubt | None:
    """Return the doubt about who says that a row does not apply to a unit."""
    if found is None:
        return None
    ways = (found,) if isinstance(found, Meaning) else found.offered
    offered = tuple(evolve(one, not_applicable=who) for one in ways for who in _WHO)
    why = say("It does not say who decides that the row does not apply to a unit.")
    return Doubt(why if isinstance(found, Meaning) else found.why, offered)


def _by_pieces(clauses: Sequence[Clause], about: About) -> Meaning | Doubt | None:
    doubt: Doubt | None = None
    for piece in PIECES:
        found = piece(clauses, about)
        if isinstance(found, Meaning):
            return found
        doubt = doubt or found
        if doubt is not None:
            # A piece whose words these are knows them to be unclear; no other may be sure.
            return doubt
    return doubt
