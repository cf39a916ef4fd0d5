"""What commands that take figures of all units from a file have in common."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import click

from parself import files
from parself.cli.speech import existing, option
from parself.errors import Problem, UsageError, say
from parself.limits import WORKBOOK_BYTES
from parself.province.record import Round
from parself.province.unit_figures import Asked, Taken, take
from parself.province.unit_names import read_names
from parself.text import one_line

_WHY: Final = say("The reason, for the round's ledger.")

round_argument = click.argument("folder", metavar="ROUND", type=existing)
file_argument = click.argument("file", metavar="FILE", type=existing)


def importing(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add what every import takes: names matched, the reason, and that it is to be written."""
    options = (
        option(
            "--match",
            "matches",
            multiple=True,
            type=one_line,
            metavar="NAME=UNIT",
            about=say("Which unit a name of the file means, by its code; “-” for none. Kept."),
        ),
        option("--yes", "is_meant", is_flag=True, about=say("Write it; else it is only shown.")),
        option("--why", about=say("The reason, for the round's ledger.")),
    )
    for add in reversed(options):
        function = add(function)
    return function


def named(matches: tuple[str, ...]) -> Mapping[str, str]:
    """Return codes by name. Raises `UsageError` for what is not NAME=UNIT."""
    found = {}
    for match in matches:
        name, equals, code = match.rpartition("=")
        if not (equals and name.strip() and code.strip()):
            what = say("“{match}” does not say which unit a name means.", match=match[:60])
            raise UsageError(Problem(what, "--match", say("Write NAME=UNIT.")))
        found[name.strip()] = code.strip()
    return found


def taken(round_: Round, file: Path, asked: Asked) -> Taken:
    """Return what a file says of a round's units. Raises what `take` raises, and `FileError`."""
    data = files.read_file(file, most=WORKBOOK_BYTES)
    return take(data, one_line(file.name), round_, asked, read_names(round_.path))
