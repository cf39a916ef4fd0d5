"""Commands about the remedial plan: what is to be done about a row, by whom, until when."""

from pathlib import Path
from typing import Any, Final

import click

from parself.assessment import unlikely
from parself.assessment.form import in_order
from parself.assessment.model import Cause, Task
from parself.cli.console import answer, narrate_text, out
from parself.cli.opening import at_desk, open_view
from parself.cli.speech import (
    changed,
    command,
    folder_argument,
    group_of,
    json_option,
    option,
)
from parself.errors import Problem, UsageError, say
from parself.i18n import _
from parself.lift.wording import cause_words
from parself.numerals import exact_date
from parself.tables.data import records
from parself.tables.model import Column, Kind, filled
from parself.tables.terminal import paragraphs
from parself.text import cleaned
from parself.values import evolve
from parself.view.view import View
from parself.words import asking


@command(
    "set",
    say("Write the task of a row; what is not named stays. The plan is never handed in."),
    examples=(
        'parself task set van-quan-2023 3.4.1 --cause subjective --work "Nhắc hạn hằng tuần"',
        "parself task set van-quan-2023 3.4.1 --due 2024-06-30",
    ),
)
@folder_argument()
@click.argument("item", metavar="ITEM", type=cleaned)
@option("--cause", among=Cause, about=say("Whether the cause lies outside the unit or with it."))
@option("--reason", about=say("The cause in words."))
@option("--work", about=say("Solution or task."))
@option("--product", about=say("What will prove it."))
@option("--lead", about=say("Responsible office; else the rubric's."))
@option("--with", "contributors", about=say("Offices that help."))
@option("--due", read=exact_date, about=say("Day until which it is done, year-month-day."))
def set_(folder: Path, item: str, **told: Any) -> None:
    """Write the task of a row."""
    with at_desk(folder) as desk:
        before = desk.assessment.tasks.get(item, Task())
        desk.set_task(item, evolve(before, **changed(told)))
        desk.save()
        task = desk.assessment.tasks.get(item, Task())
        out(*paragraphs(filled(_columns(desk.view), [(item, task)])))
        asked = unlikely.of_due(item, task.due, desk.assessment.year)
        narrate_text(*(f"? {asking.asked_words(doubt)}" for doubt in asked))


@command(
    "list",
    say("List the tasks of the remedial plan."),
    examples=("parself task list van-quan-2023",),
)
@folder_argument()
@json_option()
def list_(folder: Path, as_json: bool) -> None:
    """List the tasks."""
    view = open_view(folder)
    tasks = sorted(view.assessment.tasks.items(), key=lambda pair: in_order(pair[0]))
    lines = paragraphs(filled(_columns(view), tasks)) if tasks else [_("There are no tasks yet.")]
    answer(as_json, lambda: {"tasks": records(_columns(view), tasks)}, lines)


@command(
    "remove",
    say("Take the task of a row off the plan."),
    examples=("parself task remove van-quan-2023 3.4.1",),
)
@folder_argument()
@click.argument("item", metavar="ITEM", type=cleaned)
def remove(folder: Path, item: str) -> None:
    """Take a task off the plan."""
    with at_desk(folder) as desk:
        if item not in desk.assessment.tasks:
            what = say("There is no task for row {row}.", row=item[:60])
            todo = say("See: {command}", command="parself task list")
            raise UsageError(Problem(what, todo=todo))
        desk.set_task(item, Task())
        desk.save()


Entry = tuple[str, Task]
"""Id of a row, and its task."""


def _columns(view: View) -> tuple[Column[Entry], ...]:
    def title(entry: Entry) -> str:
        row = view.rubric.rows.get(entry[0])
        return row.title if row is not None else ""

    def lead(entry: Entry) -> str:
        row = view.rubric.rows.get(entry[0])
        department = view.rubric.department(row.department) if row is not None else None
        return entry[1].lead or (department.title if department is not None else "")

    def cause(entry: Entry) -> str | None:
        found = entry[1].cause
        return found.value if found is not None else None

    return (
        Column("item", "", lambda one: one[0]),
        Column("", "", title),
        Column("cause", _("Cause"), lambda one: cause_words(one[1]), data=cause),
        Column("reason", data=lambda one: one[1].reason or None),
        Column("work", _("Solution, task"), lambda one: one[1].work or None),
        Column("product", _("Product"), lambda one: one[1].product or None),
        Column("lead", _("Lead department"), lead, data=lambda one: one[1].lead or None),
        Column(
            "contributors", _("Contributing departments"), lambda one: one[1].contributors or None
        ),
        Column("due", _("Due"), lambda one: one[1].due, Kind.DATE),
    )


COMMANDS: Final = (
    group_of(
        "task",
        say("Keep the remedial plan: what is to be done about a row, by whom, until when."),
        set_,
        list_,
        remove,
    ),
)
