"""The two looks, dark and light: every word on them can be read, at 4.5 : 1 or more."""

from dataclasses import replace
from typing import Final

from textual.theme import BUILTIN_THEMES

DARK: Final = BUILTIN_THEMES["catppuccin-mocha"]
# Textual's own accent, warning and success on a light ground stay at 3.3 : 1.
LIGHT: Final = replace(
    BUILTIN_THEMES["textual-light"],
    name="parself-light",
    accent="#8a4b00",
    warning="#8a4b00",
    success="#1b6b30",
)
