"""Who works at this desk: named with --who, else the name under which they are logged in."""

from collections.abc import Callable
from typing import Any, Final

import click

from parself.cli.speech import option
from parself.errors import say
from parself.province.work import logged_in
from parself.text import one_line

_ABOUT: Final = say("Who decides: the id of an officer; else the name you are logged in with.")


def who_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--who``; the command gets the id of an officer, or a name."""
    return _added(function, lambda given: one_line(given) if given else logged_in())


def officer_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--who``; the command gets an empty text where the desk itself says who decides."""
    return _added(function, lambda given: one_line(given or ""))


def _added(function: Callable[..., Any], read: Callable[[str | None], str]) -> Callable[..., Any]:
    def named(_ctx: click.Context, _param: click.Parameter, given: str | None) -> str:
        return read(given)

    added: Callable[..., Any] = option("--who", metavar="ID", callback=named, about=_ABOUT)(
        function
    )
    return added
