"""Commands about editions of a rubric: diff, migrate, restore, undo."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import click

from parself import files
from parself.assessment import edition
from parself.assessment.beside import DAMAGED
from parself.assessment.going_back import change_back, last_change, way_back
from parself.cli import console, edition_text
from parself.cli.console import answer, out, out_json
from parself.cli.opening import locked, new_file, require_folder
from parself.cli.report import form_of, paper_options
from parself.cli.speech import command, folder_argument, json_option, option
from parself.editions import changing
from parself.errors import ExitCode, Problem, RefusedError, UsageError, say
from parself.files import FolderLock, show_path
from parself.i18n import render
from parself.report import making
from parself.report.edition import papers_of_diff, papers_of_plan
from parself.rubric.catalogue import find_rubric
from parself.rubric.diff import diff as compared
from parself.tables.paper import Papers
from parself.text import cleaned

_memo_options: Final = paper_options(
    say("Make the memo as a file of this kind."),
    say("Where to write the memo; else a new file in the present folder."),
)


@command(
    "diff",
    say(
        "Compare two editions of a rubric: rows that are new, gone, reworded, of other points or"
        " under another rule. The exit code is 1 where points or rules differ, 0 where only"
        " words do."
    ),
    summary=say("Compare two editions."),
    examples=(
        "parself rubric diff lang-son-huyen-2023 ban-moi.toml",
        "parself rubric diff lang-son-huyen-2023 ban-moi.toml --format html -o ban-ghi-nho.html",
    ),
)
@click.argument("before", metavar="ID|FILE", type=cleaned)
@click.argument("after", metavar="ID|FILE", type=cleaned)
@_memo_options
@json_option()
def diff(before: str, after: str, as_json: bool, **asked: Any) -> ExitCode:
    """Compare two editions."""
    found = compared(find_rubric(before)[0], find_rubric(after)[0])
    memo = _memo(lambda: papers_of_diff(found), **asked)
    if as_json:
        out_json(edition_text.diff_json(found))
    elif memo is None:
        out(*edition_text.diff(found))
    _write(memo)
    return ExitCode.DONE if found.same_scoring else ExitCode.FINDINGS


@command(
    "migrate",
    say(
        "Take an assessment over into another edition of its rubric. Answers whose rows did not"
        " change stand; those of the others are asked again, with their texts and figures kept;"
        " what has no row any more is set aside. --preview shows it and changes nothing."
    ),
    summary=say("Take an assessment over into another edition."),
    examples=(
        "parself rubric migrate van-quan-2023 ban-moi.toml --preview",
        "parself rubric migrate van-quan-2023 ban-moi.toml",
    ),
)
@folder_argument()
@click.argument("rubric_id", metavar="ID|FILE", type=cleaned)
@option("--preview", is_flag=True, about=say("Only show what it would do."))
@option(
    "--move",
    "moves",
    multiple=True,
    metavar="OLD=NEW",
    about=say("This row goes on under another number; may be given several times."),
)
@option(
    "--roster",
    "roster_id",
    metavar="ID",
    about=say("The units compared; else those there, or the new rubric's."),
)
@option(
    "--standings",
    "standings_id",
    metavar="ID",
    about=say("The table compared with; else the one there, or the new rubric's."),
)
@_memo_options
@json_option()
def migrate(
    folder: Path,
    rubric_id: str,
    preview: bool,
    moves: tuple[str, ...],
    roster_id: str | None,
    standings_id: str | None,
    as_json: bool,
    **asked: Any,
) -> None:
    """Take an assessment over into another edition."""
    require_folder(folder)
    now = datetime.now()
    lock: AbstractContextManager[object] = nullcontext() if preview else FolderLock(folder, now)
    # Before the lock: a folder that is no assessment is left without a trace.
    edition.present(folder)
    with lock:
        plan = changing.prepare(
            folder,
            rubric_id,
            now=now,
            moves=dict(map(_move, moves)),
            roster_id=roster_id,
            standings_id=standings_id,
        )
        memo = _memo(lambda: papers_of_plan(plan), **asked)
        if not preview:
            changing.carry_out(plan, now=now)
    answer(as_json, lambda: edition_text.plan_json(plan, done=not preview), edition_text.plan(plan))
    _write(memo)
    console.narrate(say("Preview: nothing was changed.") if preview else say("Done."))


def _move(typed: str) -> tuple[str, str]:
    before, sign, after = typed.partition("=")
    if not (before.strip() and sign and after.strip()):
        what = say("“{typed}” names no two rows.", typed=typed[:40])
        raise UsageError(Problem(what, "--move", say("Write OLD=NEW, for example 3.4.1=3.4.2.")))
    return before.strip(), after.strip()


@command(
    "restore",
    say(
        "Put the rubric that was answered back beside an assessment, where somebody edited or"
        " replaced it. The copy comes from the backups or from the program; the edited file is"
        " kept."
    ),
    summary=say("Put an edited rubric back."),
    examples=("parself rubric restore van-quan-2023",),
)
@folder_argument()
def restore(folder: Path) -> None:
    """Put an edited rubric back."""
    require_folder(folder)
    now = datetime.now()
    edition.require_assessment(folder)
    with FolderLock(folder, now):
        mended = edition.restore_rubric(folder, now=now)
    said = say(
        "The rubric is {id}, edition {edition}, again. The edited file is kept in {folder}.",
        id=mended.rubric.id,
        edition=mended.rubric.edition,
        folder=show_path(mended.path / DAMAGED),
    )
    out(render(said))


@command(
    "undo",
    say(
        "Take the last change of edition back: rubric, units and answers are as they were before"
        " it. What was answered since stays among the earlier saves."
    ),
    summary=say("Take a change of edition back."),
    examples=("parself rubric undo van-quan-2023",),
)
@folder_argument()
def undo(folder: Path) -> None:
    """Take the last change of edition back."""
    with locked(folder) as opened:
        save = last_change(opened)
        if save is None:
            what = say("There was no change of edition here that could be taken back.")
            raise RefusedError(Problem(what, show_path(folder)))
        back = change_back(way_back(opened, save), folder, now=datetime.now())
    said = say(
        "The rubric is {id}, edition {edition}, again, with the answers of {time}.",
        id=back.rubric.id,
        edition=back.rubric.edition,
        time=save.saved,
    )
    out(render(said))
    what = say(
        "What was answered since is save {number:none}; {command} lists it.",
        number=back.assessment.revision - 1,
        command="parself history",
    )
    console.narrate(what)


def _memo(
    papers: Callable[[], Papers], form: str | None, target: Path | None, *, replace: bool
) -> tuple[Path, bytes] | None:
    """Return the memo and its place where one was asked for, never over another file unasked."""
    form = form_of(form, target)
    if form is None:
        return None
    made = papers()
    path = new_file(making.file_name(made, form), target, replace=replace)
    return path, making.drawn(made, form)


def _write(memo: tuple[Path, bytes] | None) -> None:
    if memo is not None:
        files.write_atomic(*memo)
        console.narrate(say("Written: {path}", path=show_path(memo[0])))


COMMANDS: Final = (diff, migrate, restore, undo)
