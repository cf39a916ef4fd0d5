"""Commands that bring an official annex in: the workbook to fill in, import, export."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from parself import files
from parself.cli import console, issued
from parself.cli.opening import new_file
from parself.cli.speech import (
    assessed_year,
    command,
    existing,
    json_option,
    option,
    output_option,
    replace_option,
)
from parself.errors import Message, Problem, RefusedError, UsageError, say
from parself.limits import WORD_BYTES, WORKBOOK_BYTES
from parself.numerals import exact_count
from parself.rubric import catalogue
from parself.rubric import model as m
from parself.text import cleaned
from parself.values import Frozen, evolve

if TYPE_CHECKING:
    from parself.issued.decisions import Decisions
    from parself.issued.reading import Asked, Issued

_TEMPLATE: Final = "bo-tieu-chi.xlsx"


@command(
    "template",
    say(
        "Write an Excel workbook to be filled in with an official annex, one line per row. Code, "
        "title, maximum and who scores are enough; “parself rubric import” takes it in."
    ),
    summary=say("Write an empty workbook for a rubric."),
    examples=("parself rubric template --roster lang-son-11-huyen -o phu-luc.xlsx",),
)
@option("--roster", metavar="ID", about=say("The units that it is for; else chosen in it."))
@output_option("FILE.xlsx")
@replace_option()
def template(roster: str | None, target: Path | None, replace: bool) -> None:
    """Write an empty workbook for a rubric."""
    from parself.annex import guide, write

    path = new_file(_TEMPLATE, target, replace=replace)
    named = catalogue.find_roster(roster, option="--roster")[0].id if roster else ""
    laid = guide.empty(date.today().year, named)
    files.write_atomic(path, write.workbook(laid, catalogue.ROSTERS.ids()))
    console.out(files.show_path(path))
    console.narrate(
        say("Fill it in, then: {command}", command=f"parself rubric import {files.show_path(path)}")
    )


@command(
    "import",
    say(
        "Turn an annex into a rubric: as it was issued, in Word or Excel, or laid into the "
        "workbook of “parself rubric template”. Every fault is told by its place, all at once; "
        "nothing is written until there is none. A row whose rule is not understood as a whole "
        "becomes points entered directly with an explanation, and is named as one to decide."
    ),
    summary=say("Turn an annex into a rubric."),
    examples=(
        "parself rubric import phu-luc.xlsx -o phu-luc.toml",
        "parself rubric import phu-luc.xlsx --add --replace",
        "parself rubric import phu-luc.xlsx --look",
    ),
)
@click.argument("source", metavar="FILE", type=existing)
@output_option("FILE.toml")
@option(
    "--add",
    is_flag=True,
    about=say("Put it among this computer's own rubrics, which the screens offer."),
)
@option("--look", is_flag=True, about=say("Only show how each row is read; write nothing."))
@option("--roster", metavar="ID", about=say("The units that it is for, of an annex as issued."))
@option(
    "--table",
    read=exact_count,
    about=say("Which table of a file that holds several, from 1."),
)
@option(
    "--year",
    read=assessed_year,
    about=say("The year assessed, of an annex whose title names none; else this year."),
)
@option(
    "--decided",
    type=existing,
    metavar="FILE",
    about=say("Decisions on rows, of an earlier edition or of the workbook of --readings."),
)
@option(
    "--decide",
    "decide",
    multiple=True,
    metavar="ROW=CHOICE",
    about=say("Decide on a row: as-read, points, or the number of an offered reading."),
)
@option(
    "--readings",
    type=existing,
    metavar="FILE.xlsx",
    about=say("Also write a workbook in which each row is decided."),
)
@json_option()
@replace_option()
def import_(
    source: Path,
    target: Path | None,
    add: bool,
    look: bool,
    roster: str | None,
    table: int | None,
    year: int | None,
    decided: Path | None,
    decide: tuple[str, ...],
    readings: Path | None,
    as_json: bool,
    replace: bool,
) -> None:
    """Turn an annex into a rubric."""
    from parself.issued.reading import Asked

    if add and target is not None:
        what = say("--add and -o name two places.")
        raise UsageError(Problem(what, todo=say("Keep one of the two.")))
    asked = Asked(year or date.today().year, roster or "", table)
    taken = _taken(source, evolve(asked, decisions=_decisions(decided, target)), decide, add=add)
    if readings is not None and taken.issued is not None:
        issued.write_readings(taken.issued, readings, replace=replace)
    shown: str | None = None
    if not look:
        shown = files.show_path(_written(taken, target, add=add, replace=replace))
    console.answer(
        as_json,
        lambda: {"file": shown, **issued.data(taken.rubric, taken.issued)},
        issued.lines(taken.rubric, taken.issued) if shown is None else [shown],
    )
    console.narrate(_size(taken.rubric))
    if taken.issued is not None:
        issued.narrate(taken.issued)
    for notice in (*taken.notices, *_unknown(taken.rubric)):
        console.narrate(notice)
    if shown is not None:
        begin = f"parself new DIR --rubric {taken.rubric.id if add else shown} --unit UNIT"
        console.narrate(say("To begin an assessment: {command}", command=begin))


class _Taken(Frozen):
    """A rubric that came out of an annex, however that was laid out."""

    rubric: m.Rubric
    data: bytes
    notices: Sequence[Message]
    issued: "Issued | None" = None


def _decisions(decided: Path | None, target: Path | None) -> "Decisions":
    """Return the decisions of a file, else those that are kept beside the rubric's file."""
    from parself.issued.decisions import file_beside, from_bytes

    if decided is None and target is not None and file_beside(target).is_file():
        decided = file_beside(target)
    if decided is None:
        return {}
    return from_bytes(files.read_file(decided, most=WORKBOOK_BYTES), where=decided.name)


def _taken(source: Path, asked: "Asked", decide: Sequence[str], *, add: bool) -> _Taken:
    from parself.annex.read import read_annex
    from parself.issued import again
    from parself.issued.reading import is_issued, read_issued

    data = files.read_file(source, most=max(WORKBOOK_BYTES, WORD_BYTES))
    if is_issued(data, where=source.name):
        found = read_issued(data, asked, where=source.name)
        before = again.kept(found.rubric.id) if add else None
        if before is not None and not asked.decisions:
            asked = evolve(asked, decisions=before.decisions)
            found = read_issued(data, asked, where=source.name)
        if decide:
            found = read_issued(data, issued.deciding(found, asked, decide), where=source.name)
        differs = again.told(before.rubric, found.rubric) if before is not None else None
        return _Taken(found.rubric, found.data, () if differs is None else (differs,), found)
    filled = read_annex(data, where=source.name)
    return _Taken(filled.rubric, filled.data, filled.notices)


def _written(taken: _Taken, target: Path | None, *, add: bool, replace: bool) -> Path:
    """Write a rubric's file, and return where."""
    name = f"{taken.rubric.id}.toml"
    if add:
        # Among the computer's own rubrics a file bears its id, so its name is no free choice.
        target = catalogue.own_folder() / name
        files.make_folder(target.parent)
    path = new_file(name, target, replace=replace)
    files.write_atomic(path, taken.data)
    if taken.issued is not None:
        issued.keep_decisions(taken.issued, path)
    return path


def _unknown(rubric: m.Rubric) -> Iterator[Message]:
    """Yield what the rubric names and this computer does not have."""
    if rubric.roster not in catalogue.ROSTERS.ids():
        yield say(
            "The roster “{id}” is not here: make it with “parself roster new” or “import”, or"
            " name a file with --roster.",
            id=rubric.roster,
        )
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
