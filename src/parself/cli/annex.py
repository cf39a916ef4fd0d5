"""Commands that bring an official annex in: the workbook to fill in, import, export."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import click

from parself import files
from parself.cli import console
from parself.cli.opening import new_file
from parself.cli.speech import command, existing, option, output_option, replace_option
from parself.errors import Message, Problem, RefusedError, UsageError, say
from parself.limits import WORKBOOK_BYTES
from parself.rubric import catalogue
from parself.rubric import model as m
from parself.text import cleaned

_TEMPLATE: Final = "bo-tieu-chi.xlsx"


@command(
    "template",
    say(
        "Write an Excel workbook to be filled in with an official annex, one line per row. Code, "
        "title, maximum and who scores are enough; “parself rubric import” takes it in."
    ),
    summary=say("Write an empty workbook for a rubric."),
    examples=("parself rubric template -o phu-luc.xlsx",),
)
@output_option("FILE.xlsx")
@replace_option()
def template(target: Path | None, replace: bool) -> None:
    """Write an empty workbook for a rubric."""
    from parself.annex import guide, write

    path = new_file(_TEMPLATE, target, replace=replace)
    rosters = catalogue.ROSTERS.ids()
    laid = guide.empty(date.today().year, rosters[0] if rosters else "")
    files.write_atomic(path, write.workbook(laid, rosters))
    console.out(files.show_path(path))
    console.narrate(
        say("Fill it in, then: {command}", command=f"parself rubric import {files.show_path(path)}")
    )


@command(
    "import",
    say(
        "Turn a workbook into a rubric. Every fault is told by sheet and cell, all at once; "
        "nothing is written until there is none. A row without a rule becomes points entered "
        "directly with an explanation."
    ),
    summary=say("Turn a workbook into a rubric."),
    examples=(
        "parself rubric import phu-luc.xlsx -o phu-luc.toml",
        "parself rubric import phu-luc.xlsx --add --replace",
    ),
)
@click.argument("source", metavar="FILE.xlsx", type=existing)
@output_option("FILE.toml")
@option(
    "--add",
    is_flag=True,
    about=say("Put it among this computer's own rubrics, which the screens offer."),
)
@replace_option()
def import_(source: Path, target: Path | None, add: bool, replace: bool) -> None:
    """Turn a workbook into a rubric."""
    from parself.annex.read import read_annex

    if add and target is not None:
        what = say("--add and -o name two places.")
        raise UsageError(Problem(what, todo=say("Keep one of the two.")))
    found = read_annex(files.read_file(source, most=WORKBOOK_BYTES), where=source.name)
    name = f"{found.rubric.id}.toml"
    if add:
        # Among the computer's own rubrics a file bears its id, so its name is no free choice.
        target = catalogue.own_folder() / name
        files.make_folder(target.parent)
    path = new_file(name, target, replace=replace)
    files.write_atomic(path, found.data)
    console.out(files.show_path(path))
    console.narrate(_size(found.rubric))
    for notice in (*found.notices, *_unknown(found.rubric)):
        console.narrate(notice)
    rubric = found.rubric.id if add else files.show_path(path)
    begin = f"parself new DIR --rubric {rubric} --unit UNIT"
    console.narrate(say("To begin an assessment: {command}", command=begin))


def _unknown(rubric: m.Rubric) -> Iterator[Message]:
    """Yield what the rubric names and this computer does not have."""
    if rubric.roster not in catalogue.ROSTERS.ids():
        yield say("The roster “{id}” is not here: name a file with --roster.", id=rubric.roster)
    if rubric.standings and rubric.standings not in catalogue.STANDINGS.ids():
        yield say(
            "The standings “{id}” are not here: name a file with --standings.", id=rubric.standings
        )


def _size(rubric: m.Rubric) -> Message:
    return say(
        "{areas} areas, {items} scored rows, {points:points} points.",
        areas=len(rubric.areas),
        items=sum(1 for _item in rubric.items()),
        points=rubric.points,
    )


@command(
    "export",
    say(
        "Write a rubric as a workbook, as “parself rubric template” makes it; “parself rubric "
        "import” makes the same rubric of it again."
    ),
    summary=say("Write a rubric as a workbook."),
    examples=("parself rubric export lang-son-huyen-2023 -o phu-luc.xlsx",),
)
@click.argument("rubric_id", metavar="ID|FILE", type=cleaned)
@output_option("FILE.xlsx")
@replace_option()
def export(rubric_id: str, target: Path | None, replace: bool) -> None:
    """Write a rubric as a workbook."""
    from parself.annex.lay import lay_out
    from parself.annex.read import read_annex
    from parself.annex.write import workbook

    rubric, _bytes = catalogue.find_rubric(rubric_id)
    name = f"{rubric.id}.xlsx"
    path = new_file(name, target, replace=replace)
    data = workbook(lay_out(rubric), catalogue.ROSTERS.ids())
    if read_annex(data, where=name).rubric != rubric:
        what = say("The rubric holds what a workbook cannot keep; nothing was written.")
        todo = say("Take blank lines and blanks at the ends of texts out of its file.")
        raise RefusedError(Problem(what, rubric.id, todo))
    files.write_atomic(path, data)
    console.out(files.show_path(path))


COMMANDS: Final = (template, import_, export)
