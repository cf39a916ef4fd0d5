"""Which signs the screens are drawn with: one set, chosen once, when the program starts.

This module alone names the signs; whoever draws takes them from the set that it is given.
"""

from collections.abc import Mapping
from typing import Final

from parself.values import Frozen
from parself.words.wording import ASCII_MARKS, STATE_MARKS


class Signs(Frozen):
    """The signs of one kind of terminal."""

    name: str
    """As ``--marks`` names it."""
    states: Mapping[str, str]
    """The mark of a row's state, by the key of the state."""
    pointer: str = "►"
    """Before the line that is ours or chosen."""
    back: str = "◄"
    """After a line that something points at."""
    bar: str = "▬"
    """A cell of a thin bar, filled or faint."""
    rest: str = "▬"
    """A cell of a thin bar that is not filled; only its colour tells, where it is the same."""
    block: str = "█"
    """A filled cell of a thick bar."""
    shade: str = "░"
    """An empty cell of a thick bar."""
    dot: str = "●"
    """Where we stand on a bar."""
    ring: str = "○"
    """Where we stood on a bar."""
    done: str = "●"
    unproved: str = "◘"
    wrong: str = "■"
    open: str = "○"
    up: str = "▲"
    """Places won."""
    down: str = "▼"
    """Places lost."""
    rise: str = "↑"
    """Better than last year."""
    fall: str = "↓"
    """Worse than last year."""
    line: str = "─"
    """A cell of a thin rule."""
    upright: str = "│"
    """A cell of an upright rule, and the middle of a bar with two sides."""
    corners: str = "┌┐└┘"
    unequal: str = "≠"
    late: str = "†"
    dash: str = "–"
    more: str = "…"
    """At the end of what was cut."""
    folded: str = "►"
    """Before a head whose lines are folded away."""
    unfolded: str = "▼"
    """Before a head whose lines stand below it."""
    levels: str = "▁▂▃▄▅▆▇█"
    """Heights of a curve, the lowest first."""

    @property
    def is_plain(self) -> bool:
        """Whether only letters and what stands on every keyboard can be drawn."""
        return self.name == "ascii"


WGL4: Final = Signs("wgl4", STATE_MARKS, levels="_▄█")
"""Signs that the fonts of old Windows consoles have."""
FULL: Final = Signs(
    "full",
    {**STATE_MARKS, "answered": "✓"},
    done="✓",
    wrong="✗",
    bar="━",
    rest="━",
    corners="╭╮╰╯",
)
"""More signs, for terminals that are known to have them."""
ASCII: Final = Signs(
    "ascii",
    ASCII_MARKS,
    pointer=">",
    back="<",
    bar="=",
    rest=".",
    block="#",
    shade=".",
    dot="o",
    ring="-",
    done="*",
    unproved="o",
    wrong="!",
    open=".",
    up="^",
    down="v",
    rise="^",
    fall="v",
    line="-",
    upright="|",
    corners="++++",
    unequal="#",
    late="~",
    dash="-",
    more="...",
    folded="+",
    unfolded="-",
    levels="_.-=#",
)
"""Signs that every font has."""
SIGNS: Final[Mapping[str, Signs]] = {one.name: one for one in (WGL4, FULL, ASCII)}
