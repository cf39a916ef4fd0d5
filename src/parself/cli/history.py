"""What was before: earlier saves, going back, what changed since the hand-in."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final

import click

from parself.assessment.difference import Difference
from parself.assessment.history import earlier_saves, handed_in, rubric_then
from parself.assessment.saves import EarlierSave
from parself.assessment.store import Folder
from parself.cli.console import answer, narrate, narrate_text, out
from parself.cli.opening import at_desk, open_folder
from parself.cli.speech import command, exact, folder_argument, json_option
from parself.cli.status_text import asked_lines
from parself.errors import ExitCode, Problem, RefusedError, UsageError, say
from parself.files import show_path
from parself.i18n import _, render, show_moment
from parself.numerals import exact_count
from parself.rubric import model as m
from parself.scoring.score import score_assessment
from parself.submission.changes import Changes, since
from parself.submission.changes import changes as compared
from parself.tables.data import Json, figure, records
from parself.tables.model import Column, Kind
from parself.tables.terminal import listed, shortened, wrapped
from parself.words.retelling import (
    OCCASIONS,
    answered_count,
    changes_sentence,
    difference_words,
    points_words,
)


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
    columns = _columns(opened)
    lines = listed(columns, saves) if saves else [_("There are no earlier saves yet.")]
    answer(as_json, lambda: {"saves": records(columns, saves)}, lines)


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
    with at_desk(folder) as desk:
        here = desk.folder
        way = desk.way_back(_save_of(here, number))
        found = compared(
            way.rubric, here.unit, here.assessment, way.after(here.assessment), then=here.rubric
        )
        desk.restore(way)
        saved = desk.save()
        out(*_changes_lines(desk.folder, found))
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
    answer(as_json, lambda: _changes_shape(found), _changes_lines(opened, found))
    return ExitCode.DONE


_SHOWN: Final = 60
"""Cells of a value."""


def _columns(folder: Folder) -> tuple[Column[EarlierSave], ...]:
    def answered(save: EarlierSave) -> int | None:
        return None if save.assessment is None else answered_count(save.assessment)

    def points(save: EarlierSave) -> Decimal | None:
        if save.assessment is None:
            return None
        rubric = rubric_then(folder, save.assessment)
        return score_assessment(rubric, folder.unit, save.assessment).claimed.points or Decimal(0)

    def occasion(save: EarlierSave) -> str:
        if save.assessment is None:
            return _("damaged")
        return render(OCCASIONS[save.occasion]) if save.occasion else ""

    return (
        Column("save", _("Save"), lambda one: one.revision, Kind.COUNT),
        Column(
            "saved",
            _("Saved at"),
            lambda one: show_moment(one.saved),
            data=lambda one: one.saved.isoformat(),
        ),
        Column("answered", _("Answered"), answered, Kind.COUNT),
        Column("claimed", _("Points"), points, Kind.POINTS),
        Column(
            "occasion",
            _("Occasion"),
            occasion,
            data=lambda one: one.occasion.name.lower() if one.occasion else None,
        ),
        Column("damaged", data=lambda one: one.assessment is None),
        Column("file", data=lambda one: one.path.name),
    )


def _changes_lines(folder: Folder, found: Changes) -> Iterator[str]:
    yield from wrapped(render(changes_sentence(found)))
    for row in found.rows:
        points = f"{points_words(row.before)} → {points_words(row.after)}"
        yield from wrapped(f"{row.row.id} {row.row.title}: {points}", indent="  ")
        yield from _entries(folder.rubric, folder.unit.sub_units, row.entries)
    yield from _entries(folder.rubric, folder.unit.sub_units, found.others)


def _entries(
    rubric: m.Rubric, sub_units: tuple[str, ...], entries: Iterable[Difference]
) -> Iterator[str]:
    for one in entries:
        label, *sides = difference_words(rubric, sub_units, one)
        before, after = (shortened(side, _SHOWN) for side in sides)
        yield from wrapped(f"{label}: {before} → {after}", indent="    ")


def _changes_shape(found: Changes) -> Json:
    return {
        "claimed": {"before": figure(found.before), "after": figure(found.after)},
        "items": [
            {
                "item": row.row.id,
                "before": figure(row.before),
                "after": figure(row.after),
                "entries": [one.field for one in row.entries],
            }
            for row in found.rows
        ],
        "others": [one.field for one in found.others],
    }


COMMANDS: Final = (history, restore, changes)
