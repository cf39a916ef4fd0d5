"""How a row of a unit stands, as a mark in a colour: the same on every screen of a round."""

from collections.abc import Mapping
from typing import Final

from parself.i18n import _, render
from parself.province.board import Mark
from parself.province.facts import RowFacts
from parself.tui.widgets.plain import MUTED, Piece
from parself.words.appraisal_words import MARKS

_SIGNS: Final[Mapping[Mark, tuple[str, str, str]]] = {
    Mark.OPEN: ("○", ".", MUTED),
    Mark.ACCEPTED: ("●", "*", "$text-success"),
    Mark.ADJUSTED: ("±", "+", "$text-accent"),
    Mark.ASKED: ("?", "?", "$text-warning"),
    Mark.TO_REVIEW: ("▲", "!", "$text-error"),
    Mark.DIFFERING: ("≠", "#", "$text-error"),
}
_UNPROVED: Final = ("◘", "o")
NO_PROOF: Final = "$text-warning"


def legend(*, ascii_only: bool) -> list[tuple[Piece, str]]:
    """Return every mark with what it means."""
    judged = [((sign(mark, ascii_only=ascii_only), style(mark)), MARKS[mark]) for mark in Mark]
    unproved = _UNPROVED[ascii_only], NO_PROOF
    return [
        *((piece, render(words)) for piece, words in judged),
        (unproved, _("not looked at; points without evidence or explanation")),
        ("-" if ascii_only else "–", _("no hand-in counts")),
        ("=", _("the same: as the reference figure, or as last year's place")),
    ]


def sign(mark: Mark, said: RowFacts | None = None, *, ascii_only: bool) -> str:
    """Return the character of a mark; an open row without proof has its own."""
    if said is not None and lacks_proof(mark, said):
        return _UNPROVED[ascii_only]
    drawn, letter, _style = _SIGNS[mark]
    return letter if ascii_only else drawn


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


def piece(mark: Mark, said: RowFacts, *, ascii_only: bool) -> Piece:
    """Return the mark in its colour."""
    return sign(mark, said, ascii_only=ascii_only), style(mark, said)
