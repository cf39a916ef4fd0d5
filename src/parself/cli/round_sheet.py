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
from parself.errors import ExitCode, say
from parself.files import show_path
from parself.i18n import _, render
from parself.limits import WORKBOOK_BYTES
from parself.province import agreeing
from parself.province.appraising import Act
from parself.province.hand_in import read_hand_in
from parself.province.meeting import Met, read_sheets
from parself.province.overview import Overview, open_overview
from parself.province.versions import Version
from parself.province.work import decided
from parself.report import meeting_lines
from parself.tables.data import Json, records
from parself.tables.terminal import listed, wrapped
from parself.text import cleaned, one_line


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
@json_option()
def sheet(
    folder: Path, rows: tuple[str, ...], target: Path | None, replace: bool, as_json: bool
) -> None:
    """Write rows of all units to Excel for a meeting."""
    from parself.report.meeting_sheet import render_sheets, sheet_name

    view = open_overview(folder)
    ids = dict.fromkeys(agreeing.appraised(view, row) for row in rows)
    found = [view.round.rubric.rows[row] for row in ids]
    path = new_file(sheet_name(ids), target, replace=replace)
    data = render_sheets(view, found, lambda code: read_hand_in(view.round, code))
    files.write_atomic(path, data)
    console.answer(as_json, lambda: {"file": str(path), "rows": list(ids)}, [show_path(path)])
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
        as_json, lambda: _met_json(view, met, written=is_meant), _met(view, met, written=is_meant)
    )
    for note in met.notes:
        console.narrate(note)
    return ExitCode.FINDINGS if met.leaves_out else ExitCode.DONE


def _met(view: Overview, met: Met, *, written: bool) -> Iterator[str]:
    if met.lines:
        shown = [one for one in meeting_lines.columns(view) if one.title]
        yield from listed(shown, met.lines)
        yield ""
    for words in meeting_lines.left_out(view, met):
        yield from wrapped(words)
    yield from wrapped(meeting_lines.counted(met, written=written))
    if met.decisions and not written:
        yield from wrapped(_("Nothing is written yet. To write: --yes."))


def _met_json(view: Overview, met: Met, *, written: bool) -> Json:
    return {
        "written": written,
        "blank": met.blank,
        "rows": records(meeting_lines.columns(view), met.lines),
        "notes": [render(note) for note in met.notes],
    }


COMMANDS: Final = (sheet, sheet_in)
