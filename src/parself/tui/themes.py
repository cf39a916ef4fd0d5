"""The looks: dark, light, and of high contrast.

Every word on the first two can be read at 4.5 : 1 or more, on the third at 7 : 1 or more.
"""

from dataclasses import replace
from typing import Final

from textual.theme import BUILTIN_THEMES, Theme

DARK: Final = BUILTIN_THEMES["catppuccin-mocha"]
# Textual's own accent, warning and success on a light ground stay at 3.3 : 1.
LIGHT: Final = replace(
    BUILTIN_THEMES["textual-light"],
    name="parself-light",
    accent="#8a4b00",
    warning="#8a4b00",
    success="#1b6b30",
)
HIGH_CONTRAST: Final = Theme(
    name="parself-high-contrast",
    dark=True,
    primary="#ffffff",
    secondary="#ffffff",
    accent="#ffff00",
    warning="#ffc040",
    error="#ff9a9a",
    success="#80ff80",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#202020",
    boost="#303030",
)
THEMES: Final = (DARK, LIGHT, HIGH_CONTRAST)
"""In the order in which F12 goes through them."""
