"""Commands about what was before: earlier saves, going back, what changed since the hand-in."""

from pathlib import Path
from typing import Final

import click

from parself.assessment.history import earlier_saves, handed_in
from parself.assessment.saves import EarlierSave
from parself.assessment.store import Folder
from parself.cli import history_text
from parself.cli.console import answer, narrate, narrate_text, out
from parself.cli.opening import locked, open_folder
from parself.cli.speech import command, exact, folder_argument, json_option
from parself.cli.status_text import asked_lines
from parself.desk.desk import Desk
from parself.errors import ExitCode, Problem, RefusedError, UsageError, say
from parself.files import show_path
from parself.numerals import exact_count
from parself.submission.changes import changes as compared
from parself.submission.changes import since


@command(
    "history",
    say("List the earlier saves: when, on what occasion, how much was answered, which points."),
    summary=say("List earlier saves."),
    examples=("parself history van-quan-2023",),
)
@folder_argument()
@json_option()
def history(folder: Path, as_json: bool) -> None:
    """List earlier saves."""
    opened = open_folder(folder)
    saves = earlier_saves(opened)
    answer(
        as_json,
        lambda: history_text.saves_shape(opened, saves),
        history_text.saves_lines(opened, saves),
    )


@command(
    "restore",
    say(
        "Go back to an earlier save, by the number that history lists. That makes a new save; the"
        " present one stays among the earlier ones."
    ),
    summary=say("Go back to an earlier save."),
    examples=("parself restore van-quan-2023 2",),
)
@folder_argument()
@click.argument("number", metavar="N", callback=exact(exact_count))
def restore(folder: Path, number: int) -> None:
    """Go back to an earlier save."""
    with locked(folder) as opened:
        desk = Desk(opened)
        way = desk.way_back(_save_of(opened, number))
        found = compared(
            way.rubric, opened.unit, opened.assessment, way.assessment, then=opened.rubric
        )
        desk.restore(way)
        saved = desk.save()
        out(*history_text.changes_lines(desk.folder, found))
        narrate_text(*asked_lines(desk.view))
    narrate(say("Saved at {time}.", time=saved))


def _save_of(opened: Folder, number: int) -> EarlierSave:
    saves = earlier_saves(opened)
    found = [save for save in saves if save.revision == number]
    if not found:
        known = ", ".join(str(save.revision) for save in saves[:20]) or "–"
        what = say("There is no earlier save {number:none}.", number=number)
        raise UsageError(Problem(what, todo=say("Known are: {known}.", known=known)))
    # One kept for an occasion is the same content as the save of its number.
    return next((save for save in found if save.assessment is not None), found[0])


@command(
    "changes",
    say("List what has changed since the last hand-in: rows, their points, and all else."),
    summary=say("List changes since the hand-in."),
    examples=("parself changes van-quan-2023",),
)
@folder_argument()
@json_option()
def changes(folder: Path, as_json: bool) -> ExitCode:
    """List what has changed since the last hand-in."""
    opened = open_folder(folder)
    before = handed_in(opened)
    if before is None:
        what = say("Nothing has been handed in from this folder, or it is no longer kept.")
        todo = say("See: {command}", command="parself history")
        raise RefusedError(Problem(what, show_path(folder), todo))
    found = since(opened, before, opened.assessment)
    answer(
        as_json,
        lambda: history_text.changes_shape(found),
        history_text.changes_lines(opened, found),
    )
    return ExitCode.DONE


COMMANDS: Final = (
    history,
    restore,
    changes,
)
