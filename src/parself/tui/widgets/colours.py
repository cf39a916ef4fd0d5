"""What a colour means, on every screen alike. A mark and a word always stand beside it.

The names are those of Textual's themes (`parself.tui.themes`), each readable on every ground.
"""

from collections.abc import Mapping
from typing import Final

DONE: Final = "$text-success"
"""Answered, good, won."""
UNPROVED: Final = "$text-warning"
"""No proof, not final, to be looked at."""
WRONG: Final = "$text-error"
"""An error, lost."""
OURS: Final = "$text-accent"
"""Ours, and what has the cursor."""
LEADS: Final = "bold $text-accent"
"""The one thing of a screen that is read first."""
MUTED: Final = "$foreground 87%"
"""What steps back and is still read: labels, heads, what is open."""
FAINT: Final = "$foreground 30%"
"""Rules and the empty part of bars: no words."""
BARS: Final = "$foreground 55%"
"""Bars of others, beside ours: no words."""
STATES: Final[Mapping[str, str]] = {
    "answered": DONE,
    "unbacked": UNPROVED,
    "provisional": UNPROVED,
    "unknown": UNPROVED,
    "open": MUTED,
    "flagged": OURS,
}
"""The colour of a row's mark and word, by the key of its state; other states are as the text."""
