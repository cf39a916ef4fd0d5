"""How a row of a unit stands, as a mark in a colour: the same on every screen of a round."""

from collections.abc import Mapping
from typing import Final

from parself.i18n import _, render
from parself.province.board import Mark
from parself.province.facts import RowFacts
from parself.tui.widgets.colours import DONE, MUTED, OURS, UNPROVED, WRONG
from parself.tui.widgets.plain import Piece
from parself.words.appraisal_words import MARKS
from parself.words.signs import Signs

_SIGNS: Final[Mapping[Mark, tuple[str, str, str]]] = {
    Mark.OPEN: ("○", ".", MUTED),
    Mark.ACCEPTED: ("●", "*", DONE),
    Mark.ADJUSTED: ("±", "+", OURS),
    Mark.ASKED: ("?", "?", UNPROVED),
    Mark.TO_REVIEW: ("▲", "!", WRONG),
    Mark.DIFFERING: ("≠", "#", WRONG),
}
NO_PROOF: Final = UNPROVED


def legend(*, signs: Signs) -> list[tuple[Piece, str]]:
    """Return every mark with what it means."""
    judged = [((sign(mark, signs=signs), style(mark)), MARKS[mark]) for mark in Mark]
    unproved = signs.unproved, NO_PROOF
    return [
        *((piece, render(words)) for piece, words in judged),
        (unproved, _("not looked at; points without evidence or explanation")),
        (signs.dash, _("no hand-in counts")),
        ("=", _("the same: as the reference figure, or as last year's place")),
    ]


def sign(mark: Mark, said: RowFacts | None = None, *, signs: Signs) -> str:
    """Return the character of a mark; an open row without proof has its own."""
    if said is not None and lacks_proof(mark, said):
        return signs.unproved
    drawn, letter, _style = _SIGNS[mark]
    return letter if signs.is_plain else drawn


def lacks_proof(mark: Mark, said: RowFacts) -> bool:
    """Say whether points are claimed that nobody has judged and nothing backs."""
    return mark is Mark.OPEN and bool(said.points) and not said.is_backed


def style(mark: Mark, said: RowFacts | None = None) -> str:
    """Return the colour of a mark."""
    if said is not None and lacks_proof(mark, said):
        return NO_PROOF
    return _SIGNS[mark][2]


def words(mark: Mark, said: RowFacts) -> str:
    """Return how a row stands in a word or two."""
    return _("no proof") if lacks_proof(mark, said) else render(MARKS[mark])


def piece(mark: Mark, said: RowFacts, *, signs: Signs) -> Piece:
    """Return the mark in its colour."""
    return sign(mark, said, signs=signs), style(mark, said)
