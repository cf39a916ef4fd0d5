"""Who works at this desk: named with --who, else the name under which they are logged in."""

from collections.abc import Callable
from typing import Any

import click

from parself.cli.speech import option
from parself.errors import say
from parself.province.work import logged_in
from parself.text import one_line


def who_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--who``; the command gets the id of an officer, or a name."""
    about = say("Who decides: the id of an officer; else the name you are logged in with.")
    added: Callable[..., Any] = option("--who", metavar="ID", callback=_named, about=about)(
        function
    )
    return added


def _named(_ctx: click.Context, _param: click.Parameter, given: str | None) -> str:
    return one_line(given) if given else logged_in()
