"""Commands of a group in a workshop: it begins, says what it does not know, hands in, goes on."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import click

from parself.assessment import store
from parself.cli import status_text
from parself.cli.console import answer, narrate, narrate_text, out
from parself.cli.opening import locked, open_folder, require_files
from parself.cli.speech import command, existing, folder_argument, json_option, option
from parself.errors import Problem, RefusedError, UsageError, say
from parself.files import show_path
from parself.i18n import _, render
from parself.submission import bundle
from parself.submission.inspector import FindingKind
from parself.tables.data import record
from parself.tables.model import Column
from parself.tables.terminal import labelled, wrapped
from parself.text import cleaned
from parself.view.view import View, unknown_row
from parself.workshop import group_folder as work
from parself.workshop.exercise import Exercise


@command(
    "start",
    say(
        "Begin as a group of a workshop: a practice folder with the dossier, made from the file "
        "that the trainer handed out."
    ),
    summary=say("Begin as a group of a workshop."),
    examples=(
        'parself workshop start lop-sang/de-bai-suoi-may-30-phut.zip nhom-1 --group "Nhóm 1"',
    ),
)
@click.argument("file", metavar="FILE", type=existing)
@folder_argument()
@option("--group", "name", required=True, about=say("Name of the group."))
def start(file: Path, folder: Path, name: str) -> None:
    """Begin as a group of a workshop."""
    require_files([file])
    made = work.start(file, folder, name, now=datetime.now())
    exercise = work.exercise_of(made)
    assert exercise is not None, "it was written just now"
    out(show_path(made.path))
    narrate_text(*wrapped(exercise.introduction))
    words = say(
        "{title}: {rows} rows, {minutes} minutes. Open it: {command}",
        title=exercise.title,
        rows=sum(1 for _item in made.rubric.items()),
        minutes=exercise.minutes,
        command=f"parself {show_path(made.path)}",
    )
    narrate(words)
    narrate_text(*status_text.warnings(View(made, made.assessment)))


@command(
    "unknown",
    say("Answer of a row that the group does not know; what was entered for it goes."),
    summary=say("Answer that the group does not know."),
    examples=("parself workshop unknown nhom-1 3.4.1",),
)
@folder_argument()
@click.argument("item", metavar="ITEM", type=cleaned)
@option("--clear", is_flag=True, about=say("Take it back."))
def unknown(folder: Path, item: str, clear: bool) -> None:
    """Answer that the group does not know."""
    with locked(folder) as opened:
        work.group_of(opened)
        if item not in opened.rubric.rows:
            raise unknown_row(opened.rubric, item)
        said = work.answering_unknown(opened.assessment, item, is_unknown=not clear)
        store.save(opened, said, now=datetime.now())
    words = say("Row {row}: open again.", row=item)
    out(render(words if clear else say("Row {row}: the group does not know.", row=item)))


def _exercise(folder: Path, item: str) -> tuple[store.Folder, Exercise]:
    opened = open_folder(folder)
    work.group_of(opened)
    if item not in opened.rubric.rows:
        raise unknown_row(opened.rubric, item)
    exercise = work.exercise_of(opened)
    if exercise is None:
        what = say("The exercise of this folder is gone.")
        todo = say("Begin anew from the file that the trainer handed out.")
        raise UsageError(Problem(what, show_path(folder), todo))
    return opened, exercise


@command(
    "hint",
    say("Show the hints of a row, where the trainer allows them."),
    examples=("parself workshop hint nhom-1 3.4.1",),
)
@folder_argument()
@click.argument("item", metavar="ITEM", type=cleaned)
@json_option()
def hint(folder: Path, item: str, as_json: bool) -> None:
    """Show the hints of a row."""
    _opened, exercise = _exercise(folder, item)
    hints = work.hints_of(exercise, item)
    if not hints and not as_json:
        raise RefusedError(Problem(say("There is no hint to this row here."), item))
    answer(as_json, lambda: {"row": item, "hints": list(hints)}, hints)


@command(
    "why",
    say("Show why a row is worth what it is, once it is answered and if the trainer allows it."),
    summary=say("Show the reason of a row after answering."),
    examples=("parself workshop why nhom-1 3.4.1",),
)
@folder_argument()
@click.argument("item", metavar="ITEM", type=cleaned)
@json_option()
def why(folder: Path, item: str, as_json: bool) -> None:
    """Show the reason of a row after answering."""
    opened, exercise = _exercise(folder, item)
    told = work.why_of(exercise, opened.assessment, item)
    if not told and not as_json:
        todo = say("Answer the row first.") if exercise.reasons else None
        raise RefusedError(Problem(say("The reason is not shown now."), item, todo))
    answer(as_json, lambda: {"row": item, "why": told or None}, wrapped(told))


@command(
    "export",
    say(
        "Write the group's work as one file for the trainer and read it back. Without -o it is "
        "written beside the folder; the number rises only when something changed."
    ),
    summary=say("Write the group's work for the trainer."),
    examples=("parself workshop export nhom-1", "parself workshop export nhom-1 -o E:/"),
)
@folder_argument()
@option("-o", "--output", type=existing, metavar="FILE", about=say("File or folder to write to."))
@json_option()
def export(folder: Path, output: Path | None, as_json: bool) -> None:
    """Write the group's work for the trainer."""
    with locked(folder) as opened:
        work.group_of(opened)
        target = output or opened.path.resolve().parent
        done = bundle.export(opened, target, now=datetime.now())
    answer(as_json, lambda: record(_columns(), done), _exported(done))
    for finding in done.bundle.findings:
        if finding.kind is FindingKind.UNREASONED:
            narrate(finding.message)


def _exported(done: bundle.Exported) -> Iterator[str]:
    yield from labelled(_columns(), done)
    if not done.is_new:
        yield render(say("Nothing has changed since this hand-in; it is the same file again."))
    yield render(say("Read back and checked: the file holds what the assessment holds."))


def _columns() -> tuple[Column[bundle.Exported], ...]:
    def answered(done: bundle.Exported) -> int:
        told = done.bundle.assessment
        scores = View(done.folder, told).scores.rows
        return sum(
            row.points is not None or told.says_unknown(name) for name, row in scores.items()
        )

    return (
        Column("file", _("File"), lambda done: str(done.path)),
        Column("group", _("Group"), lambda done: work.group_of(done.folder).name),
        Column("group_id", data=lambda done: work.group_of(done.folder).id),
        Column("session", data=lambda done: work.group_of(done.folder).session),
        Column(
            "round",
            _("Turn"),
            lambda done: str(work.group_of(done.folder).round),
            data=lambda done: work.group_of(done.folder).round,
        ),
        Column(
            "sequence",
            _("Hand-in"),
            lambda done: str(done.bundle.sequence),
            data=lambda done: done.bundle.sequence,
        ),
        Column("new", data=lambda done: done.is_new),
        Column("answered", _("Rows answered"), lambda done: str(answered(done)), data=answered),
    )


@command(
    "second",
    say(
        "Begin the second round, after the discussion, with the answers of the first. What was "
        "handed in of the first round stays as it is."
    ),
    summary=say("Begin the second round."),
    examples=("parself workshop second nhom-1",),
)
@folder_argument()
def second(folder: Path) -> None:
    """Begin the second round."""
    with locked(folder) as opened:
        work.begin_second(opened, now=datetime.now())
    out(render(say("Round 2 has begun; round 1 stays as it was handed in.")))


@command(
    "reset",
    say(
        "Begin the present round again as the same group. What was entered is kept among the "
        "earlier saves."
    ),
    summary=say("Begin again as the same group."),
    examples=("parself workshop reset nhom-1",),
)
@folder_argument()
def reset(folder: Path) -> None:
    """Begin again as the same group."""
    with locked(folder) as opened:
        done = work.reset(opened, now=datetime.now())
    out(render(say("All rows are open again: {group}.", group=work.group_of(done).name)))
    narrate(
        say("To look at what was there: {command}", command=f"parself history {show_path(folder)}")
    )


COMMANDS: Final = (start, unknown, hint, why, export, second, reset)
