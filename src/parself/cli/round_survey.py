"""Commands about survey points of a round: the template, import, by hand, held or not."""

from datetime import datetime
from pathlib import Path
from typing import Final

import click

from parself import files
from parself.cli import console, survey_text
from parself.cli.opening import new_file
from parself.cli.pairs import read_pairs
from parself.cli.speech import (
    command,
    group_of,
    json_option,
    option,
    output_option,
    replace_option,
)
from parself.cli.unit_files import (
    answered,
    file_argument,
    finished,
    importing,
    named,
    round_argument,
    why_option,
)
from parself.cli.who import who_option
from parself.errors import ExitCode, Problem, UsageError, say
from parself.files import show_path
from parself.province import surveying
from parself.province.overview import open_overview
from parself.province.record import Round
from parself.province.round import open_round
from parself.province.survey import entered_rows, read_survey
from parself.province.terms import Change
from parself.province.unit_figures import Figure, take_file
from parself.rubric import model as m
from parself.rubric.peers import Unit
from parself.rules.kinds import row_fields
from parself.text import cleaned

_NAME: Final = "dieu-tra"


@command(
    "template",
    say("Write a workbook to be filled in: a line a unit, a column a figure, with what is known."),
    summary=say("Write the workbook to be filled in."),
    examples=("parself round survey template ky-2023 -o dieu-tra-2023.xlsx",),
)
@round_argument
@output_option("FILE.xlsx")
@replace_option()
@json_option()
def template(folder: Path, target: Path | None, replace: bool, as_json: bool) -> None:
    """Write the workbook to be filled in."""
    from parself.report.survey_form import render_form

    round_ = open_round(folder)
    surveying.require_held(round_)
    path = new_file(f"{_NAME}-{round_.year}.xlsx", target, replace=replace)
    files.write_atomic(path, render_form(round_, read_survey(folder)))
    console.answer(as_json, lambda: {"file": str(path)}, [show_path(path)])
    back = f"parself round survey import {show_path(folder)} {show_path(path)}"
    words = say("Fill it in, then: {command} (with --yes it is written)", command=back)
    console.narrate(words)


@command(
    "import",
    say(
        "Take survey points over from an .xlsx or .csv file: the template filled in, or any table"
        " with a line a unit and columns that name the rows. Shown first, old and new; written with"
        " --yes. A blank cell keeps what stands, “-” takes it away, 0 is zero."
    ),
    summary=say("Take survey points over from a file."),
    examples=(
        "parself round survey import ky-2023 dieu-tra-2023.xlsx",
        "parself round survey import ky-2023 dieu-tra-2023.xlsx --yes",
    ),
)
@round_argument
@file_argument
@option(
    "--key",
    metavar="KEY",
    about=say("What the columns hold where their headings do not say: percent or points."),
)
@importing
@who_option
@json_option()
def import_(
    folder: Path,
    file: Path,
    key: str | None,
    matches: tuple[str, ...],
    is_meant: bool,
    why: str | None,
    who: str,
    as_json: bool,
) -> ExitCode:
    """Take survey points over from a file."""
    round_ = open_round(folder)
    entries = read_survey(folder)
    asked = surveying.asked_of_file(round_, entries, key or "", named(matches))
    said = take_file(round_, file, asked)
    found = surveying.changes(round_, entries, said.figures)
    unnoted: tuple[Problem, ...] = ()
    if is_meant:
        change = Change(who, datetime.now(), why or "")
        found, unnoted = surveying.enter(folder, said.figures, change, said)
    console.answer(
        as_json,
        lambda: survey_text.changes_json(found, said, written=is_meant),
        survey_text.changes(found, written=is_meant),
    )
    return finished(said, round_, unnoted)


@command(
    "set",
    say("Enter one row of one unit: counts, or percent, or points of a maximum. KEY=- clears."),
    summary=say("Enter one row of one unit."),
    examples=(
        "parself round survey set ky-2023 van-quan 8.1 percent=84.35",
        'parself round survey set ky-2023 van-quan 8.1 percent=83.35 --why "Gõ nhầm"',
    ),
)
@round_argument
@click.argument("unit", metavar="UNIT", type=cleaned)
@click.argument("row", metavar="ROW", type=cleaned)
@click.argument("pairs", metavar="KEY=VALUE...", nargs=-1, required=True, type=cleaned)
@why_option
@who_option
@json_option()
def set_(
    folder: Path,
    unit: str,
    row: str,
    pairs: tuple[str, ...],
    why: str | None,
    who: str,
    as_json: bool,
) -> ExitCode:
    """Enter one row of one unit."""
    round_ = open_round(folder)
    asked, item = _unit(round_, unit), _row(round_, row)
    values = read_pairs([_cleared(pair) for pair in pairs], row_fields(item), row)
    where = f"{asked.short}, {row}"
    figures = [Figure(unit, row, key, value, where) for key, value in values.items()]
    found, unnoted = surveying.enter(folder, figures, Change(who, datetime.now(), why or ""))
    return answered(
        as_json,
        lambda: survey_text.entered_json(found),
        survey_text.changes(found, written=True),
        unnoted,
    )


def _cleared(pair: str) -> str:
    """Return KEY= for KEY=-."""
    return pair[:-1] if pair.endswith("=-") else pair


def _unit(round_: Round, code: str) -> Unit:
    found = round_.roster.unit(code)
    if found is None:
        what = say("There is no unit “{unit}” in this round.", unit=code[:60])
        known = ", ".join(one.code for one in round_.roster.units)
        raise UsageError(Problem(what, todo=say("Known are: {known}.", known=known)))
    return found


def _row(round_: Round, row: str) -> m.Row:
    surveying.require_held(round_, [row])
    known = {one.id: one for one in entered_rows(round_)}
    if row not in known:
        what = say("Row “{row}” is not one that others score.", row=row[:60])
        raise UsageError(Problem(what, todo=say("Known are: {known}.", known=", ".join(known))))
    return known[row]


@command(
    "show",
    say("Show what is entered for each unit, and which units are still not known."),
    examples=("parself round survey show ky-2023", "parself round survey show ky-2023 --json"),
)
@round_argument
@json_option()
def show(folder: Path, as_json: bool) -> None:
    """Show the survey entries of each unit."""
    view = open_overview(folder)
    console.answer(as_json, lambda: survey_text.survey_json(view), survey_text.survey(view))


@command(
    "setting",
    say("Say whether a survey is held in this round. Without one its rows leave the maximum."),
    summary=say("Say whether a survey is held."),
    examples=('parself round survey setting ky-2023 --not-held --why "Tỉnh không tổ chức"',),
)
@round_argument
@option("--held", "is_held", is_flag=True, about=say("A survey is held."))
@option("--not-held", "is_not_held", is_flag=True, about=say("No survey is held."))
@option("--why", required=True, about=say("The reason."))
@who_option
@json_option()
def setting(
    folder: Path, is_held: bool, is_not_held: bool, why: str, who: str, as_json: bool
) -> ExitCode:
    """Say whether a survey is held."""
    if is_held is is_not_held:
        what = say("Say either --held or --not-held.")
        raise UsageError(Problem(what))
    change = Change(who, datetime.now(), why)
    round_ = surveying.set_held(folder, change, is_held=is_held)
    held = round_.settings.survey_held
    return answered(
        as_json, lambda: {"survey_held": held}, survey_text.setting(round_), round_.trouble
    )


group = group_of(
    "survey",
    say("Enter survey points, and points of other rows that units do not score."),
    template,
    import_,
    set_,
    show,
    setting,
)
