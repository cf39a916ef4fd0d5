"""Commands about the remedial plan: what is to be done about a row, by whom, until when."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import click

from parself.assessment import unlikely
from parself.assessment.form import in_order
from parself.assessment.model import Cause, Task
from parself.cli import shapes
from parself.cli.console import narrate_text, out, out_json, wrapped
from parself.cli.opening import locked, open_folder
from parself.cli.speech import (
    SpokenGroup,
    command,
    exact,
    folder_argument,
    json_option,
    one_of,
    option,
)
from parself.desk.desk import Desk
from parself.errors import Problem, UsageError, say
from parself.i18n import _
from parself.lift.wording import cause_words
from parself.numerals import exact_date, show_date
from parself.text import cleaned
from parself.values import evolve
from parself.view.view import View
from parself.words import asking


@click.group(
    "task",
    cls=SpokenGroup,
    about=say("Keep the remedial plan: what is to be done about a row, by whom, until when."),
    subcommand_metavar="COMMAND …",
)
def group() -> None:
    """Keep the remedial plan."""


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
@option(
    "--cause",
    callback=one_of(*(cause.value for cause in Cause)),
    metavar="objective|subjective",
    about=say("Whether the cause lies outside the unit or with it."),
)
@option("--reason", type=cleaned, metavar="TEXT", about=say("The cause in words."))
@option("--work", type=cleaned, metavar="TEXT", about=say("Solution or task."))
@option("--product", type=cleaned, metavar="TEXT", about=say("What will prove it."))
@option("--lead", type=cleaned, metavar="TEXT", about=say("Responsible office; else the rubric's."))
@option("--with", "contributors", type=cleaned, metavar="TEXT", about=say("Offices that help."))
@option(
    "--due",
    callback=exact(exact_date),
    metavar="DATE",
    about=say("Day until which it is done, year-month-day."),
)
def set_(folder: Path, item: str, cause: str | None, **described: Any) -> None:
    """Write the task of a row."""
    with locked(folder) as opened:
        desk = Desk(opened)
        before = desk.assessment.tasks.get(item, Task())
        given = {name: value for name, value in described.items() if value is not None}
        kind = before.cause if cause is None else Cause(cause)
        desk.set_task(item, evolve(before, cause=kind, **given))
        desk.save()
        task = desk.assessment.tasks.get(item, Task())
        out(*_lines(desk.view, item, task))
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
    opened = open_folder(folder)
    view = View(opened, opened.assessment)
    tasks = sorted(opened.assessment.tasks.items(), key=lambda pair: in_order(pair[0]))
    if as_json:
        out_json({"tasks": [_shape(item, task) for item, task in tasks]})
    elif not tasks:
        out(_("There are no tasks yet."))
    else:
        out(*(line for item, task in tasks for line in _lines(view, item, task)))


@command(
    "remove",
    say("Take the task of a row off the plan."),
    examples=("parself task remove van-quan-2023 3.4.1",),
)
@folder_argument()
@click.argument("item", metavar="ITEM", type=cleaned)
def remove(folder: Path, item: str) -> None:
    """Take a task off the plan."""
    with locked(folder) as opened:
        if item not in opened.assessment.tasks:
            what = say("There is no task for row {row}.", row=item[:60])
            todo = say("See: {command}", command="parself task list")
            raise UsageError(Problem(what, todo=todo))
        desk = Desk(opened)
        desk.set_task(item, Task())
        desk.save()


def _lines(view: View, item: str, task: Task) -> Iterator[str]:
    row = view.rubric.rows.get(item)
    yield from wrapped(f"{item} {row.title if row is not None else ''}")
    department = view.rubric.department(row.department) if row is not None else None
    lead = task.lead or (department.title if department is not None else "")
    told = (
        (_("Cause"), cause_words(task)),
        (_("Solution, task"), task.work),
        (_("Product"), task.product),
        (_("Lead department"), lead),
        (_("Contributing departments"), task.contributors),
        (_("Due"), show_date(task.due) if task.due is not None else ""),
    )
    for label, words in told:
        if words:
            yield from wrapped(f"{label}: {words}", indent="    ")


def _shape(item: str, task: Task) -> shapes.Json:
    return {
        "item": item,
        "cause": task.cause.value if task.cause is not None else None,
        "reason": task.reason or None,
        "work": task.work or None,
        "product": task.product or None,
        "lead": task.lead or None,
        "contributors": task.contributors or None,
        "due": task.due.isoformat() if task.due is not None else None,
    }


for _command in (set_, list_, remove):
    group.add_command(_command)

COMMANDS: Final[Mapping[str, click.Command]] = {"task": group}
