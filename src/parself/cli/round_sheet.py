"""Commands of a meeting: rows of all units go to Excel, and the decisions come back."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import click

from parself import files
from parself.cli import console
from parself.cli.opening import new_file
from parself.cli.speech import command, json_option, option, output_option, replace_option
from parself.cli.unit_files import file_argument, round_argument
from parself.cli.who import officer_option
from parself.errors import ExitCode, Message, say
from parself.files import show_path
from parself.i18n import render
from parself.limits import WORKBOOK_BYTES
from parself.numerals import show_decimal
from parself.province import agreeing
from parself.province.appraising import Act
from parself.province.decisions import Cell
from parself.province.hand_in import read_hand_in
from parself.province.meeting import Entry, Met, read_sheets
from parself.province.officers import called
from parself.province.overview import Overview, open_overview
from parself.province.versions import Version
from parself.province.work import decided
from parself.tables.data import Json
from parself.tables.terminal import wrapped
from parself.text import cleaned, one_line
from parself.words.officer_words import unit_name


@command(
    "sheet",
    say(
        "Write all units' answers to some rows to an Excel workbook for a meeting, a sheet a row,"
        " with two columns to fill in: points and the reason. “parself round sheet-in” takes the"
        " decisions over."
    ),
    summary=say("Write rows of all units to Excel for a meeting."),
    examples=("parself round sheet ky-2023 1.1.1 1.1.2 -o hop.xlsx",),
)
@round_argument
@click.argument("rows", metavar="ROW...", nargs=-1, required=True, type=cleaned)
@output_option("FILE.xlsx")
@replace_option()
def sheet(folder: Path, rows: tuple[str, ...], target: Path | None, replace: bool) -> None:
    """Write rows of all units to Excel for a meeting."""
    from parself.report.meeting_sheet import render_sheets

    view = open_overview(folder)
    ids = dict.fromkeys(agreeing.appraised(view, row) for row in rows)
    found = [view.round.rubric.rows[row] for row in ids]
    path = new_file(f"hop-{'-'.join(ids)[:60]}.xlsx", target, replace=replace)
    data = render_sheets(view, found, lambda code: read_hand_in(view.round, code))
    files.write_atomic(path, data)
    console.out(show_path(path))
    back = f"parself round sheet-in {show_path(folder)} {show_path(path)}"
    console.narrate(say("Fill it in, then: {command}", command=back))


@command(
    "sheet-in",
    say(
        "Take the decisions of a meeting over from its workbook, cell by cell. Shown first; written"
        " with --yes, as one step. What was decided since the sheet was made stays and is named."
    ),
    summary=say("Take the decisions of a meeting over."),
    examples=(
        "parself round sheet-in ky-2023 hop.xlsx",
        "parself round sheet-in ky-2023 hop.xlsx --yes --who lan",
    ),
)
@round_argument
@file_argument
@option("--yes", "is_meant", is_flag=True, about=say("Write it; else it is only shown."))
@officer_option
@json_option()
def sheet_in(folder: Path, file: Path, is_meant: bool, who: str, as_json: bool) -> ExitCode:
    """Take the decisions of a meeting over."""
    data = files.read_file(file, most=WORKBOOK_BYTES)
    read: list[tuple[Overview, Met]] = []

    def decide(view: Overview, act: Act) -> Sequence[Version]:
        read.append((view, read_sheets(data, one_line(file.name), view, act)))
        return read[0][1].decisions if is_meant else ()

    decided(folder, who, datetime.now(), decide)
    view, met = read[0]
    console.answer(
        as_json, lambda: _met_json(met, written=is_meant), _met(view, met, written=is_meant)
    )
    for note in met.notes:
        console.narrate(note)
    return ExitCode.FINDINGS if met.newer or met.refused else ExitCode.DONE


def _met(view: Overview, met: Met, *, written: bool) -> Iterator[str]:
    count = len(met.decisions)
    done = say("Decided: {count:count} rows.", count=count)
    yield render(done if written else say("Would be decided: {count:count} rows.", count=count))
    for one in met.decisions:
        points = "" if one.points is None else f" {show_decimal(one.points)}"
        reason = f" – {one.reason}" if one.reason else ""
        yield from wrapped(f"{_named(view, one.cell)}:{points}{reason}", indent="  ")
    if met.unchanged:
        yield render(say("Unchanged: {count:count} rows.", count=len(met.unchanged)))
    for entry in met.newer:
        yield from wrapped(render(_newer(view, entry)))
    for entry, why in met.refused:
        words = say(
            "{place}: left out, {cell}: {why}",
            place=entry.place,
            cell=_named(view, entry.cell),
            why=why,
        )
        yield from wrapped(render(words))


def _newer(view: Overview, entry: Entry) -> Message:
    standing = view.standing(entry.cell)
    last = standing[-1] if standing else None
    return say(
        "{place}: left out, {cell} was decided since the sheet was made or its basis has changed"
        " ({who} {points}).",
        place=entry.place,
        cell=_named(view, entry.cell),
        who=called(view.round.officers, last.who) if last else "–",
        points="" if last is None or last.points is None else show_decimal(last.points),
    )


def _named(view: Overview, cell: Cell) -> str:
    return f"{unit_name(view.round, cell.unit)} {cell.row}"


def _met_json(met: Met, *, written: bool) -> Json:
    return {
        "written": written,
        "decided": [
            {
                **_place(one.cell),
                "verdict": one.verdict.value,
                "points": None if one.points is None else str(one.points),
                "reason": one.reason,
            }
            for one in met.decisions
        ],
        "unchanged": [_place(cell) for cell in met.unchanged],
        "newer": [{**_place(one.cell), "place": one.place} for one in met.newer],
        "refused": [
            {**_place(one.cell), "place": one.place, "why": render(why)} for one, why in met.refused
        ],
        "notes": [render(note) for note in met.notes],
    }


def _place(cell: Cell) -> dict[str, object]:
    return {"unit": cell.unit, "row": cell.row}


COMMANDS: Final = (sheet, sheet_in)
