"""What the commands of a round have in common, those above all that take figures from a file."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

import click

from parself.cli import console
from parself.cli.speech import existing, option, options
from parself.errors import ExitCode, Problem, UsageError, say
from parself.province.record import Round
from parself.province.unit_figures import Taken
from parself.tables.data import Json
from parself.text import one_line
from parself.words.unit_words import INEXACT, inexact_words

round_argument = click.argument("folder", metavar="ROUND", type=existing)
file_argument = click.argument("file", metavar="FILE", type=existing)


all_option: Final = option(
    "--all",
    "hint",
    is_flag=True,
    callback=lambda _ctx, _param, given: None if given else " (--all)",
    about=say("Name everything, however long the lists are."),
)
"""Gives the hint of `shortlist`: none where everything is asked for."""
why_option: Final = option("--why", about=say("The reason, for the round's ledger."))
importing: Final = options(
    option(
        "--match",
        "matches",
        multiple=True,
        type=one_line,
        metavar="NAME=UNIT",
        about=say("Which unit a name of the file means, by its code; “-” for none. Kept."),
    ),
    option("--yes", "is_meant", is_flag=True, about=say("Write it; else it is only shown.")),
    why_option,
)
"""What every import takes: names matched, that it is to be written, and the reason."""


def finished(said: Taken, round_: Round, unnoted: Iterable[Problem]) -> ExitCode:
    """Say what an import has to say besides, and return its exit code."""
    for note in said.notes:
        console.narrate(note)
    if said.inexact:
        console.narrate(INEXACT)
    for words in inexact_words(said, round_):
        console.narrate(words)
    return noted(unnoted)


def names_json(said: Taken) -> list[Json]:
    """Return the names of units that are not the roster's, with the units' codes."""
    return [{"name": one.name, "unit": one.unit} for one in said.inexact]


def answered(
    as_json: bool, told: Callable[[], object], lines: Iterable[str], trouble: Iterable[Problem]
) -> ExitCode:
    """Print what a command was asked for and what is wrong beside; return the exit code."""
    console.answer(as_json, told, lines)
    return noted(trouble)


def noted(trouble: Iterable[Problem]) -> ExitCode:
    """Say what a ledger could not note, or what else is wrong, and return the exit code."""
    problems = tuple(trouble)
    console.complain(problems)
    return ExitCode.FINDINGS if problems else ExitCode.DONE


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
