"""The shell face: commands, what they print, and exit codes.

The rooms that a command needs are imported when it is called, so that each starts as fast
as it can and only the one that opens the screens loads them. This module alone turns an
error into text and an exit code.
"""

import gc
import importlib
import sys
import traceback
from collections.abc import Sequence
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NoReturn

import click

from parself import __version__
from parself.cli import console
from parself.cli.speech import (
    OPEN,
    SpokenCommand,
    SpokenGroup,
    SpokenOption,
    existing,
    problem_of,
    require_text,
    too_many,
)
from parself.errors import ExitCode, ParselfError, Problem, UsageError, say
from parself.text import one_line

_ROOMS: Final = {
    "new": "district",
    "answer": "answer",
    "figures": "figures",
    "status": "district",
    "explain": "district",
    "past": "past",
    "next": "past",
    "plan": "plan",
    "task": "task",
    "check": "check",
    "evidence": "evidence",
    "survey": "assumed",
    "lock": "district",
    "unlock": "district",
    "export": "district",
    "receive": "returned",
    "reply": "returned",
    "changes": "history",
    "part": "parts",
    "report": "report",
    "history": "history",
    "restore": "history",
    "repair": "repair",
    "verify": "province",
    "merge": "province",
    "round": "round",
    "demo": "province",
    "rubric": "rubric",
    "roster": "roster",
    "workshop": "workshop",
    "portable": "portable",
}
"""Commands in the order of the help, and the module that holds each."""


def main() -> None:
    """Run the program as the shell called it."""
    console.force_utf8()
    sys.excepthook = _report
    shell.main(prog_name="parself")


class Shell(SpokenGroup):
    """The program's commands; a first word that is none of them names a folder to open."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands in the order of the help."""
        return list(_ROOMS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, importing the module that holds it."""
        if cmd_name not in _ROOMS:
            return None
        room = importlib.import_module(f"parself.cli.{_ROOMS[cmd_name]}")
        commands: tuple[click.Command, ...] = room.COMMANDS
        return next(one for one in commands if one.name == cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take a first word that is no command for a folder."""
        # Here and not before: the language of the sentence is known now.
        require_text(args)
        if args[0] in _ROOMS:
            return super().resolve_command(ctx, args)
        return OPEN, _open, args

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = False,
        **extra: Any,
    ) -> NoReturn:
        """Run one command and end with its exit code."""
        try:
            # Click would expand every word on Windows, notes included.
            extra["windows_expand_args"] = False
            code = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
            console.finish()
        except ParselfError as error:
            console.complain(error.problems)
            code = error.exit_code
        except click.exceptions.NoArgsIsHelpError as error:
            console.narrate_text(error.format_message())
            code = ExitCode.USAGE
        except click.ClickException as error:
            console.complain([problem_of(error)])
            code = ExitCode.USAGE
        except click.Abort:
            code = _INTERRUPTED
        except console.ReaderGoneError:
            code = _READER_GONE
        sys.exit(code or ExitCode.DONE)


_INTERRUPTED: Final = 130
_READER_GONE: Final = 141
"""What a shell reports of a program that was interrupted, or whose reader has gone."""


@click.group(
    cls=Shell,
    invoke_without_command=True,
    about=say(
        "Self-assessment for the administrative reform index, offline. Without a command, "
        "parself opens the screens, with DIR on that assessment."
    ),
    examples=(
        "parself demo",
        "parself new van-quan-2023 --rubric lang-son-huyen-2023 --unit van-quan",
        "parself van-quan-2023",
    ),
    subcommand_metavar="[DIR | COMMAND …]",
)
@click.option(
    "--version",
    cls=SpokenOption,
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda ctx, _, asked: _show_version(ctx) if asked else None,
    about=say("Show the version."),
)
@click.option(
    "--marks",
    cls=SpokenOption,
    type=click.Choice(("wgl4", "full", "ascii")),
    default="wgl4",
    about=say("Signs that the screens are drawn with; ascii for fonts that lack others."),
)
@click.option(
    "--ascii",
    "marks",
    cls=SpokenOption,
    flag_value="ascii",
    about=say("As --marks ascii."),
)
@click.pass_context
def shell(ctx: click.Context, marks: str) -> None:
    """Open the screens when no command is named."""
    if ctx.invoked_subcommand is None:
        open_screens(None, marks=marks)


def _show_version(ctx: click.Context) -> None:
    console.out(f"parself {__version__}")
    ctx.exit()


@click.command(
    OPEN, cls=SpokenCommand, about=say("Open the screens on the assessment in a folder.")
)
@click.argument("words", nargs=-1, type=existing)
@click.pass_context
def _open(ctx: click.Context, words: tuple[Path, ...]) -> ExitCode | None:
    folder, *rest = words
    is_hand_in = not folder.is_dir() and _is_hand_in(folder)
    if rest:
        raise too_many(str(rest[0]), ctx)
    if is_hand_in:
        from parself.cli.province import verify

        checked: ExitCode = ctx.invoke(verify, file=folder)
        return checked
    open_screens(folder, marks=ctx.find_root().params["marks"])
    return None


def _is_hand_in(path: Path) -> bool:
    """Say whether a file is a hand-in, which is checked; the screens open other packed files.

    Raises `UsageError` for what is no packed file, and, with the command for it, for one of this
    program that goes into a folder.
    """
    from parself.submission import layout
    from parself.submission.bag import kind_of
    from parself.tui import opening

    if not opening.is_packed(path):
        raise _no_such_place(path)
    if kind_of(path) == layout.SUBMISSION:
        return True
    if not opening.is_exercise(path):
        opening.is_share(path)
    return False


def _no_such_place(folder: Path) -> UsageError:
    word = one_line(str(folder))
    near = get_close_matches(word, _ROOMS, n=1)
    todo = say("See: {command}", command="parself --help")
    if near:
        todo = say("Is “{near}” meant?", near=near[0])
    what = say("There is no command and no folder of this name.")
    return UsageError(Problem(what, word[:80], todo))


def open_screens(folder: Path | None, *, marks: str = "wgl4") -> None:
    """Open the Textual face on a folder, or on its home screen.

    Raises `UsageError` where nobody could see or use it.
    """
    if not console.has_terminal():
        shown = "DIR" if folder is None else one_line(str(folder))
        what = say("The screens need a terminal, and there is none here.")
        todo = say("For the figures as text: {command}", command=f"parself status {shown}")
        raise UsageError(Problem(what, todo=todo))
    # Looking for garbage while modules and screens are made costs a tenth of the start.
    gc.disable()
    from parself.tables.terminal import wrapped
    from parself.tui.app import run
    from parself.words.signs import SIGNS

    words, code = run(folder, signs=SIGNS[marks])
    console.narrate_text(*wrapped(words))
    sys.exit(code)


def _report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say that the program failed, and keep the details in a file for whoever mends it."""
    if issubclass(kind, KeyboardInterrupt):
        return
    details = "".join(traceback.format_exception(kind, error, trace))
    what = say(
        "The program failed unexpectedly. What was saved before is safe; the last step may not "
        "have been carried out."
    )
    try:
        report = _keep_report(details)
    except (OSError, ParselfError):
        todo = say("Please report this: {kind}.", kind=kind.__name__)
    else:
        todo = say("Please send this report: {report}", report=one_line(str(report)))
    console.complain([Problem(what, todo=todo)])


def _keep_report(details: str) -> Path:
    from parself import files

    folder = files.own_logs()
    files.make_folder(folder)
    report = folder / f"{datetime.now():%Y-%m-%dT%H-%M-%S}.txt"
    files.write_atomic(report, details.encode("utf-8", "replace"))
    return report
