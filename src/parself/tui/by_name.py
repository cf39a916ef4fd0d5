"""Screens by name: ``review:ReviewScreen`` is a class of `parself.tui.screens.review`.

No screen imports another, and the application imports none: the first question does not
wait for screens that nobody opened. This module alone reads such names.
"""

from importlib import import_module
from typing import Any, Final

from textual.screen import Screen

_ROOM: Final = f"{__package__}.screens."

HOME: Final = "home:HomeScreen"
QUESTION: Final = "question:QuestionScreen"


def screen_named(name: str) -> Any:
    """Return the class of a screen, and load its module where that was not done yet.

    No type checker sees what the class is made with, so a test opens every name.
    """
    module, _sep, kind = name.partition(":")
    return getattr(import_module(_ROOM + module), kind)


def is_named(screen: Screen[Any], name: str) -> bool:
    """Say whether a screen is the one of this name. Loads nothing."""
    return name == name_of(screen)


def name_of(screen: Screen[Any]) -> str:
    """Return the name of a screen."""
    kind = type(screen)
    return f"{kind.__module__.removeprefix(_ROOM)}:{kind.__qualname__}"
