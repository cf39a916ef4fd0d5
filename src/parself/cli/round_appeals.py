"""Commands of appeals against published results: noted, listed, and decided."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

import click

from parself import files
from parself.cli import console, shapes
from parself.cli.opening import new_file, require_files
from parself.cli.report import form_of, paper_options
from parself.cli.round_correcting import correct, put_in, setting
from parself.cli.round_returns import units_option
from parself.cli.speech import command, group_of, json_option, option
from parself.cli.unit_files import answered, file_argument, noted, round_argument
from parself.cli.who import who_option
from parself.errors import ExitCode, Problem, UsageError, say
from parself.i18n import render
from parself.numerals import exact_count, exact_date, exact_decimal
from parself.province import appeal_files, appealing, naming
from parself.province.appealing import Argued, Done, Meant
from parself.province.appeals import Appealed
from parself.province.overview import Overview, open_overview
from parself.province.returning import require_known
from parself.province.terms import Change
from parself.report import appeals as papers_of
from parself.report import making
from parself.report.case import RoundCase
from parself.tables.data import Json, record, records
from parself.tables.terminal import WIDTH, printed, wrapped
from parself.text import cleaned, one_line
from parself.words.appeal_words import (
    decided_words,
    odd_words,
    state_words,
    who_words,
)
from parself.words.result_words import lowering_words

_unit: Final = click.argument("unit", metavar="UNIT", type=cleaned)
_row: Final = click.argument("row", metavar="ROW", type=cleaned)
_why: Final = option("--why", required=True, about=say("The reason; kept in the ledger."))


@command(
    "note",
    say(
        "Note an appeal of a unit against the published points of a row: what it argues, and the"
        " letter. Only while results are published; of one publication a row is appealed once. An"
        " appeal that comes late is kept, and marked."
    ),
    summary=say("Note an appeal of a unit."),
    examples=(
        'parself round appeal note ky-2023 van-quan 1.2.2 --why "Báo cáo gửi ngày 12/12"'
        ' --letter "45/UBND-NV" --date 2024-03-05',
    ),
)
@round_argument
@_unit
@_row
@option("--why", required=True, about=say("What the unit argues."))
@option("--letter", type=one_line, metavar="NUMBER", about=say("Number of the unit's letter."))
@option("--date", "day", read=exact_date, about=say("Day of the letter; else it came today."))
@option("--number", read=exact_count, about=say("Of this publication; else of the last."))
@who_option
@json_option()
def note(
    folder: Path,
    unit: str,
    row: str,
    why: str,
    letter: str | None,
    day: date | None,
    number: int | None,
    who: str,
    as_json: bool,
) -> ExitCode:
    """Note an appeal of a unit."""
    argued = Argued(unit, row, why, letter or "", day, number)
    done = appealing.note(folder, argued, Change(who, datetime.now(), ""))
    return _told(
        as_json,
        done,
        (*_noted(done), lowering_words(may_lower=done.view.round.settings.appeals_may_lower)),
    )


def _noted(done: Done) -> Iterator[str]:
    unit, appeal = done.view.round.called(done.one.appeal.unit), done.one.appeal
    said = say(
        "Noted: {unit} appeals row {row}, {points:points} points published.",
        unit=unit,
        row=appeal.row,
        points=appeal.points,
    )
    yield render(said)
    if done.one.is_late:
        last = done.view.round.dates.appeals
        yield render(say("It came after the last day of appeals, {day}.", day=last))
    yield from odd_words(done.view, done.one)
    words = who_words(done.view, done.one)
    if words:
        yield words


def _told(as_json: bool, done: Done, said: tuple[str, ...]) -> ExitCode:
    lines = [line for words in said for line in wrapped(words)]
    columns = papers_of.columns(done.view)
    return answered(as_json, lambda: record(columns, done.one), lines, done.view.round.trouble)


@command(
    "receive",
    say(
        "Note the appeals of a unit's file that answers the published result: the unit receives it,"
        " appeals with `parself reply ROW disagree`, and exports. Nothing else of the file counts."
    ),
    summary=say("Note the appeals of a unit's file."),
    examples=("parself round appeal receive ky-2023 van-quan-2023-lan-3.zip --letter 46/UBND-NV",),
)
@round_argument
@file_argument
@option("--letter", type=one_line, metavar="NUMBER", about=say("Number of the unit's letter."))
@option("--date", "day", read=exact_date, about=say("Day of the letter; else it came today."))
@who_option
@json_option()
def receive(
    folder: Path, file: Path, letter: str | None, day: date | None, who: str, as_json: bool
) -> ExitCode:
    """Note the appeals of a unit's file."""
    change = Change(who, datetime.now(), "")
    require_files([file])
    found = appeal_files.receive(folder, file, change, letter=letter or "", day=day)
    told = (words for one in found.noted for words in _noted(Done(found.view, one)))
    said = [line for words in told for line in wrapped(words)]
    columns = papers_of.columns(found.view)
    return answered(
        as_json,
        lambda: {
            "appeals": records(columns, found.noted),
            "problems": shapes.problems(found.left),
        },
        said,
        (*found.left, *found.view.round.trouble),
    )


@command(
    "list",
    say(
        "List the appeals of a round with what became of each: those that wait come first. As a"
        " file: the list; with --unit the letters that answer what was decided, so that the file"
        " names no other unit."
    ),
    summary=say("List appeals; write the letters of answer."),
    examples=(
        "parself round appeal list ky-2023",
        "parself round appeal list ky-2023 --unit van-quan --format docx -o tra-loi.docx",
    ),
)
@round_argument
@units_option
@paper_options(
    say("The kind of file; else the list is printed here."),
    say("Where to write; else a new file in the present folder."),
)
@option("--anyway", is_flag=True, about=say("Also letters whose reasons name others."))
@json_option()
def list_(
    folder: Path,
    codes: tuple[str, ...],
    form: str | None,
    target: Path | None,
    replace: bool,
    anyway: bool,
    as_json: bool,
) -> ExitCode:
    """List the appeals of a round."""
    view = open_overview(folder)
    require_known(view.round, codes)
    found = tuple(one for one in view.appealed if not codes or one.appeal.unit in codes)
    found = tuple(sorted(found, key=lambda one: not one.waits))
    case, form, path = RoundCase(view, date.today()), form_of(form, target), None
    if form is not None:
        if codes and not anyway:
            what = say("The reasons name others: no letter was written.")
            naming.require_unnamed(view.round, naming.in_rulings(view, found), what)
        papers = papers_of.letters(case, found) if codes else papers_of.papers(case, found)
        if papers.reports:
            path = new_file(making.file_name(papers, form), target, replace=replace)
            files.write_atomic(path, making.drawn(papers, form))
        else:
            console.narrate(say("No appeal of this unit was decided: there is no letter."))
    console.answer(as_json, lambda: _json(view, found, path), _listed(case, found, form, path))
    return noted(view.trouble)


def _listed(
    case: RoundCase, found: tuple[Appealed, ...], form: str | None, path: Path | None
) -> Iterator[str]:
    if form is None:
        width = max(WIDTH, shutil.get_terminal_size().columns)
        yield from printed(papers_of.papers(case, found), width)
    elif path is not None:
        yield files.show_path(path)


def _json(view: Overview, found: tuple[Appealed, ...], path: Path | None) -> Json:
    return {
        "may_lower": view.round.settings.appeals_may_lower,
        "last_day": view.round.dates.appeals and view.round.dates.appeals.isoformat(),
        "appeals": records(papers_of.columns(view), found),
        "file": None if path is None else files.show_path(path),
    }


@command(
    "decide",
    say(
        "Decide on the appeal of a unit on a row: refuse it, or give points. Whoever decided on the"
        " row before does not decide here, where another officer is listed. A refusal changes"
        " nothing; what is granted counts with the next publication."
    ),
    summary=say("Decide on an appeal."),
    examples=(
        'parself round appeal decide ky-2023 van-quan 1.2.2 --refuse --why "Gửi muộn" --who minh',
        'parself round appeal decide ky-2023 cao-loc 1.2.2 --points 0.75 --why "Đã đủ" --who lan',
    ),
)
@round_argument
@_unit
@_row
@option("--points", read=exact_decimal, about=say("The points that the row is given."))
@option(
    "--figure",
    read=exact_decimal,
    about=say("Of a row that compares units: the figure that counts, in place of points."),
)
@option("--refuse", "is_refused", is_flag=True, about=say("The published points stand."))
@option("--why", required=True, about=say("The reason; the unit will read it."))
@option("--despite", is_flag=True, about=say("Decide although the appeal came late."))
@who_option
@json_option()
def decide(
    folder: Path,
    unit: str,
    row: str,
    points: Decimal | None,
    figure: Decimal | None,
    is_refused: bool,
    why: str,
    despite: bool,
    who: str,
    as_json: bool,
) -> ExitCode:
    """Decide on an appeal."""
    if (points is not None) + (figure is not None) + is_refused != 1:
        raise UsageError(Problem(say("Say either --points, --figure or --refuse.")))
    change = Change(who, datetime.now(), "")
    done = appealing.decide(folder, unit, row, Meant(points, why, figure), change, despite=despite)
    return _told(as_json, done, tuple(decided_words(done.view, done.one)))


@command(
    "withdraw",
    say("Note that a unit withdraws its appeal, while it is not decided."),
    examples=('parself round appeal withdraw ky-2023 van-quan 1.2.2 --why "Công văn 50/UBND-NV"',),
)
@round_argument
@_unit
@_row
@_why
@who_option
@json_option()
def withdraw(folder: Path, unit: str, row: str, why: str, who: str, as_json: bool) -> ExitCode:
    """Note that a unit withdraws its appeal."""
    done = appealing.withdraw(folder, unit, row, Change(who, datetime.now(), why))
    return _told(as_json, done, (_state_line(done),))


def _state_line(done: Done) -> str:
    """Return which appeal it is and how far it is now."""
    unit, row = done.view.round.called(done.one.appeal.unit), done.one.appeal.row
    return render(
        say("{unit}, row {row}: {state}.", unit=unit, row=row, state=state_words(done.one))
    )


@command(
    "take-back",
    say("Take the decision on an appeal back, while it is not put into the appraisal."),
    examples=(
        'parself round appeal take-back ky-2023 van-quan 1.2.2 --why "Nhầm tiêu chí" --who minh',
    ),
)
@round_argument
@_unit
@_row
@_why
@who_option
@json_option()
def take_back(folder: Path, unit: str, row: str, why: str, who: str, as_json: bool) -> ExitCode:
    """Take the decision on an appeal back."""
    done = appealing.take_back(folder, unit, row, Change(who, datetime.now(), why))
    return _told(as_json, done, (_state_line(done),))


group: Final = group_of(
    "appeal",
    say("Appeals of units against published results: note, list, decide, put in."),
    note,
    receive,
    list_,
    decide,
    withdraw,
    take_back,
    put_in,
    correct,
    setting,
)
