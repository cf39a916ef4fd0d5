"""A row's rule understood: every piece of the wording is asked, and one must take all of it."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Final

from parself.errors import Message, say
from parself.issued.meaning import Choice, Doubt, Meaning, Parts, is_falling
from parself.issued.outline import Level, Row
from parself.issued.phrases import cases, comparing, counts, days, levels, nothing, shares, worth
from parself.issued.phrases.clauses import About, Clause, clauses_of
from parself.issued.spoken import labels, rules, speaks
from parself.text import shortened
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


def understood(row: Row, year: int, no_incidence: str = "") -> Understood:
    """Return what a row's rule means; `no_incidence` is what a note below the table says of it."""
    aside = _aside(row)
    text = "\n".join((*map(_written, row.levels), *(f"Ghi chú: {one.text}" for one in aside)))
    about = About(row.title, row.points, year, text)
    found = _whole(row, aside, about)
    if found is None:
        return Understood(State.PLAIN, text)
    text = text or row.title
    if isinstance(found, Doubt):
        offered = tuple(_with(one, no_incidence) for one in found.offered)
        return Understood(State.TO_DECIDE, text, None, found.why, offered)
    return Understood(State.EXACT, text, _with(found, no_incidence))


def _aside(row: Row) -> list[Level]:
    """Return what the columns beside the rule say of points."""
    texts = (row.notes, row.evidence, row.unread)
    lines = (line for text in texts for line in text.split("\n"))
    return [Level(line, row.where) for line in lines if speaks(line)]


def _whole(row: Row, aside: Sequence[Level], about: About) -> Meaning | Doubt | None:
    """Return what all of a row's words mean; None where none of them speaks of points."""
    if not row.levels and rules(row.title):
        found, clauses = _of_title(row, about), clauses_of([Level(row.title, row.where)])
    else:
        lines, aside = (row.levels, aside) if row.levels else (aside, ())
        clauses = clauses_of(lines)
        if not clauses:
            return None
        found = _read(clauses, about)
    if row.adjusts and len(clauses) == 1:
        found = cases.flat(clauses[0], about) or found
    if found is None:
        return Doubt(_missing(clauses, about))
    if row.levels and rules(row.title):
        return _unheard(row.title, found)
    for clause in clauses_of(aside):
        found = _beside(found, clause, about)
    return _heard(found)


def _beside(found: Meaning | Doubt, clause: Clause, about: About) -> Meaning | Doubt:
    """Return a rule with what a remark beside it adds: a year in which nothing occurred."""
    if isinstance(found, Meaning) and not is_falling(found):
        told = nothing.told(clause, about)
        if told and found.no_incidence in ("", told):
            return evolve(found, no_incidence=told)
    return _unheard(clause.text, found)


def _unheard(text: str, found: Meaning | Doubt) -> Doubt:
    """Return the doubt about a rule beside which other words speak of points."""
    if isinstance(found, Doubt):
        return Doubt(found.why)
    return Doubt(say("“{text}” is not understood.", text=shortened(text, _QUOTED)))


def _heard(found: Meaning | Doubt) -> Meaning | Doubt:
    """Return a meaning none of whose mere names speaks of points."""
    if isinstance(found, Meaning):
        name = next((one for one in labels(found) if rules(one)), "")
        return _unheard(name, found) if name else found
    kept = tuple(one for one in found.offered if not any(map(rules, labels(one))))
    return evolve(found, offered=kept)


def _missing(clauses: Sequence[Clause], about: About) -> Message:
    """Return which words of a rule were not understood: without them the rest is, or the first."""
    few = clauses if 1 < len(clauses) <= _MOST_TRIED else ()
    alone = (
        one for at, one in enumerate(few) if _read([*few[:at], *few[at + 1 :]], about) is not None
    )
    odd = (one for one in clauses if not any(worth.said(one, about.maximum)))
    named = next(alone, None) or next(odd, None) or clauses[0]
    return say("“{text}” is not understood.", text=shortened(named.text, _QUOTED))


_MOST_TRIED: Final = 8
_QUOTED: Final = 90


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
    found = _read(clauses, about)
    is_names = isinstance(found, Meaning) and isinstance(found.entered, Choice | Parts)
    return None if is_names else found


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
        if isinstance(found, Meaning) and is_falling(found):
            # None at all is the best of these levels, and no year in which nothing occurred.
            return Doubt(say("It is not clear whether none at all is a level of the rate."))
        if isinstance(found, Meaning):
            return evolve(found, no_incidence=none)
        if isinstance(found, Doubt) and not isinstance(whole, Meaning):
            ways = (one for one in found.offered if not is_falling(one))
            return Doubt(found.why, tuple(evolve(one, no_incidence=none) for one in ways))
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
