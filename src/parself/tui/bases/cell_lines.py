"""What is known of a row of a unit, as lines for a panel or a list."""

from collections.abc import Iterable, Mapping
from typing import Final

from textual.content import Content

from parself.tui.widgets.colours import MUTED, UNPROVED, WRONG
from parself.tui.widgets.plain import lines, plain
from parself.words.cell_words import Told, Tone

STYLES: Final[Mapping[Tone, str]] = {
    Tone.PLAIN: "",
    Tone.MUTED: MUTED,
    Tone.WARNING: UNPROVED,
    Tone.ERROR: WRONG,
}


def told_line(one: Told) -> Content:
    """Return a line: its label dim, its text in the colour of its weight."""
    return plain((f"{one.label}: ", MUTED), (one.text, STYLES[one.tone]))


def told_lines(found: Iterable[Told]) -> Content:
    """Return all lines as one text."""
    return lines(*map(told_line, found))
