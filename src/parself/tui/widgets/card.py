"""The card of an assessment, a part, a round, a season or a workshop, as the home screen lists it.

Three lines: what it is and where it stands; how far it is and what has happened; what to do next.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from textual.content import Content

from parself.desk.card import Card, Kind, Place, Weight
from parself.errors import Message, say
from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.tui.widgets.bars import thin_bar
from parself.tui.widgets.colours import DONE, LEADS, MUTED, OURS, UNPROVED, WRONG
from parself.tui.widgets.plain import Piece, lines, plain, spread
from parself.words.signs import Signs

KINDS: Final[Mapping[Kind, Message]] = {
    Kind.UNIT: say("self-assessment"),
    Kind.PART: say("a department's part"),
    Kind.GROUP: say("workshop group"),
    Kind.ROUND: say("round"),
    Kind.SEASON: say("season"),
    Kind.CLASS: say("class"),
    Kind.LOST: say("not found"),
}
_EITHER: Final = {Kind.UNIT, Kind.PART, Kind.ROUND}
"""Kinds that are real or for practice; the others are always either."""
_WEIGHTS: Final = {Weight.CALM: MUTED, Weight.SOON: UNPROVED, Weight.PRESSING: WRONG}
_BAR: Final = 16
_NARROW_BAR: Final = 10
_WIDE_BAR: Final = 40
_NARROW: Final = 60
"""Cells of a line below which the bar is shorter."""
_WIDE: Final = 100
"""Cells of a line from which on the bar is longer."""
_BETWEEN: Final = " · "


def card_lines(title: str, card: Card | None, width: int, *, signs: Signs) -> Content:
    """Return the card of what is called so, in lines of a width; None while it is being read."""
    head = plain((title, "bold"))
    if card is None:
        return lines(head, plain((f"  {signs.more}", MUTED)), plain(""))
    standing, bar = _standing(card, signs=signs), _bar(card, width, signs)
    facts, todo = [plain((render(fact), MUTED)) for fact in card.facts], _todo(card)
    if head.cell_length + standing.cell_length < width:
        shown = spread(head, standing, width), _after(bar, facts)
    else:
        # The name leads: where it stands gives way to the line below.
        shown, todo = (head, spread(bar, standing, width)), [*todo, *facts]
    is_told = card.is_practice and card.kind in _EITHER
    practice = plain((_("for practice") if is_told else "", MUTED))
    below = spread(plain("  ") + _joined(*todo), practice, width)
    return lines(*(one.truncate(width, ellipsis=True) for one in (*shown, below)))


def _after(bar: Content, facts: Sequence[Content]) -> Content:
    return _joined(bar, *facts) if bar.plain.strip() else bar + _joined(*facts)


def _standing(card: Card, *, signs: Signs) -> Content:
    """Return where it stands, or else what it is."""
    if card.place is None:
        return plain((render(KINDS[card.kind]), MUTED))
    return place_words(card.place, signs=signs)


def place_words(place: Place, *, signs: Signs) -> Content:
    """Return place and index, and the places won or lost since last year."""
    pieces: list[Piece] = []
    if place.is_foreseen:
        said = _("projected, illustrative") if place.is_illustrative else _("projected")
        pieces.append((f"{said}  ", MUTED))
    if place.rank is not None:
        pieces.append((render(say("place {place}", place=place.rank)), LEADS))
        pieces.append((f"/{place.of}  ", MUTED))
    if place.index is not None:
        pieces.append((f"{show_decimal(place.index)}%", "bold"))
    if place.won:
        sign, style = (signs.up, DONE) if place.won > 0 else (signs.down, WRONG)
        pieces.append((f" {sign}{abs(place.won)}", style))
    return plain(*pieces)


def _bar(card: Card, width: int, signs: Signs) -> Content:
    """Return how far it is, as a bar with its figures; only the margin where nothing is counted."""
    if not card.of:
        return plain("  ")
    room = _NARROW_BAR if width < _NARROW else _BAR if width < _WIDE else _WIDE_BAR
    style = DONE if card.done == card.of else OURS
    drawn = thin_bar(card.done / card.of, room, style, signs=signs)
    return plain("  ") + drawn + plain((f" {card.done}/{card.of}", MUTED))


def _todo(card: Card) -> list[Content]:
    """Return what to do next, or that nothing is left."""
    said = [plain((render(one.words), _WEIGHTS[one.weight])) for one in card.next]
    return said or [plain((_done(card), DONE))]


def _joined(*pieces: Content) -> Content:
    return plain((_BETWEEN, MUTED)).join(one for one in pieces if one.plain.strip())


def told_of_card(card: Card | None, path: str, *, signs: Signs) -> Content:
    """Return all that is known of a card, a line each; None while it is being read."""
    told = [plain((path, MUTED))]
    if card is None:
        return told[0]
    kind = render(KINDS[card.kind])
    practice = card.is_practice and card.kind in _EITHER
    told += [plain(_BETWEEN.join(filter(None, (kind, _("for practice") if practice else ""))))]
    if card.place is not None:
        told += [plain(""), place_words(card.place, signs=signs)]
    told += [plain(""), *(plain((render(fact), MUTED)) for fact in card.facts)]
    told += [plain(""), *(plain((render(one.words), _WEIGHTS[one.weight])) for one in card.next)]
    return lines(*told) if card.next else lines(*told, plain((_done(card), DONE)))


def _done(card: Card) -> str:
    """Return what is said where nothing is left to do; only of an assessment it is known."""
    return _("all answered and proved") if card.kind in {Kind.UNIT, Kind.PART, Kind.GROUP} else ""
