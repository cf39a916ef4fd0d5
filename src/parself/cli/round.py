"""Commands of a round at the province: made, looked at, its dates, and its landings taken back."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import click

from parself.cli import (
    console,
    round_appeals,
    round_appraisal,
    round_officer,
    round_parts,
    round_publishing,
    round_reference,
    round_replay,
    round_replies,
    round_returns,
    round_second,
    round_sheet,
    round_stages,
    round_survey,
    round_tables,
    round_text,
)
from parself.cli.speech import (
    SpokenGroup,
    assessed_year,
    command,
    exact,
    existing,
    folder_argument,
    json_option,
    option,
)
from parself.cli.unit_files import answered
from parself.cli.who import officer_option, who_option
from parself.errors import ExitCode, say
from parself.files import show_path
from parself.i18n import render
from parself.numerals import exact_date
from parself.province import codes, founding, receiving, terms, undoing
from parself.province.calendar import Dates, Extension
from parself.province.ledger import behind
from parself.province.overview import open_overview
from parself.province.round import open_round
from parself.province.season import open_season
from parself.province.terms import Change
from parself.province.work import logged_in
from parself.submission.code import Match
from parself.text import cleaned, one_line
from parself.values import asdict, evolve
from parself.words.landing_words import code_problem


@click.group(
    "round",
    cls=SpokenGroup,
    about=say(
        "Work on a round at the province: make it, see who is in, appraise, take a landing back."
        " Hand-ins are landed with merge."
    ),
    subcommand_metavar="COMMAND …",
)
def group() -> None:
    """Work on a round at the province."""


_DATES: Final = {
    "opening": say("First day of hand-ins."),
    "hand-in": say("Last day of hand-ins."),
    "appraisal-1": say("Last day of the first appraisal."),
    "replies": say("Last day of the units' replies."),
    "appraisal-2": say("Last day of the second appraisal."),
    "appeals": say("Last day of appeals against what was published."),
}


def dates_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add an option for each date of a round."""
    for name, about in reversed(_DATES.items()):
        add = option(f"--{name}", metavar="DATE", callback=exact(exact_date), about=about)
        function = add(function)
    return function


def why_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the reason that the ledger keeps."""
    about = say("The reason, for the round's ledger.")
    reasoned = option("--why", required=True, type=cleaned, metavar="TEXT", about=about)
    added: Callable[..., Any] = reasoned(function)
    return added


@command(
    "new",
    say("Make a round for a group of units: their rubric, their roster, and its dates."),
    examples=(
        "parself round new ky-huyen-2023 --rubric lang-son-huyen-2023 --roster lang-son-11-huyen"
        " --hand-in 2024-01-15",
    ),
)
@folder_argument()
@option("--rubric", "rubric_id", required=True, metavar="ID", about=say("Its id or file."))
@option("--roster", "roster_id", metavar="ID", about=say("The units; else the rubric's roster."))
@option("--standings", "standings_id", metavar="ID", about=say("Last year's standings."))
@option(
    "--last-year",
    type=existing,
    metavar="PATH",
    about=say(
        "What was published last year (published/lan-N.toml), or the folder of its round: its"
        " points stand beside the claims, and criteria are compared with them."
    ),
)
@option("--year", callback=exact(assessed_year), metavar="YEAR", about=say("Else the rubric's."))
@option("--title", type=one_line, metavar="TEXT", about=say("What the group is called."))
@option("--practice", is_flag=True, about=say("Practice hand-ins instead of real ones."))
@option("--no-survey", is_flag=True, about=say("No survey is held."))
@dates_options
@json_option()
def new(
    folder: Path,
    rubric_id: str,
    roster_id: str | None,
    standings_id: str | None,
    last_year: Path | None,
    year: int | None,
    title: str | None,
    practice: bool,
    no_survey: bool,
    as_json: bool,
    **days: date | None,
) -> ExitCode:
    """Make a round for a group of units."""
    round_ = founding.new_round(
        folder,
        rubric=rubric_id,
        roster=roster_id or "",
        standings=standings_id or "",
        year=year,
        title=title or "",
        practice=practice,
        dates=Dates(**days),
        survey_held=not no_survey,
        last_year=last_year,
    )
    if round_.year != round_.rubric.year:
        told = {"year": str(round_.year), "rubric": str(round_.rubric.year)}
        console.narrate(
            say("The round is of {year}, its rubric of {rubric}: is that meant?", **told)
        )
    count = len(round_.roster.units)
    words = say("Round of {count} units made in {folder}.", count=count, folder=show_path(folder))
    return answered(
        as_json,
        lambda: {"folder": str(folder), "round": round_text.head_json(round_, date.today())},
        [render(words)],
        round_.trouble,
    )


@command(
    "status",
    say(
        "Show who is in, missing or late, how far the appraisal is, and what it comes to: claimed,"
        " appraised and survey points, index, place and class. A draft until it is published."
    ),
    summary=say("Show who is in and how far the appraisal is."),
    examples=("parself round status ky-2023", "parself round status ky-2023 --json"),
)
@folder_argument()
@json_option()
def status(folder: Path, as_json: bool) -> ExitCode:
    """Show who is in and how far the appraisal is."""
    view = open_overview(folder)
    today = date.today()
    return answered(
        as_json,
        lambda: round_text.status_json(view, today),
        round_text.status(view, today),
        (*view.trouble, *behind(folder, datetime.now())),
    )


@command(
    "dates",
    say(
        "Change dates of a round; those that are not named stay as they are. Once the scores are"
        " closed, only the last day of appeals can still be set."
    ),
    summary=say("Change dates of a round."),
    examples=('parself round dates ky-2023 --hand-in 2024-01-20 --why "Công văn 12/SNV"',),
)
@folder_argument()
@dates_options
@why_option
@who_option
@json_option()
def dates(folder: Path, why: str, who: str, as_json: bool, **days: date | None) -> ExitCode:
    """Change dates of a round."""
    before = open_round(folder).dates
    named = {name: day for name, day in days.items() if day is not None}
    round_ = terms.set_dates(folder, evolve(before, **named), Change(who, datetime.now(), why))
    return answered(
        as_json,
        lambda: round_text.dates_json(round_.dates),
        round_text.dates(round_.dates),
        round_.trouble,
    )


@command(
    "extend",
    say("Grant one unit a later last day of hand-ins, with the reason and the document's number."),
    summary=say("Grant a unit a later last day."),
    examples=(
        'parself round extend ky-2023 van-quan 2024-01-25 --why "Mưa lũ" --document 12/UBND-NC',
    ),
)
@folder_argument()
@click.argument("unit", metavar="UNIT", type=cleaned)
@click.argument("until", metavar="DATE", callback=exact(exact_date))
@option("--document", type=one_line, metavar="NUMBER", about=say("What grants it."))
@why_option
@json_option()
def extend(
    folder: Path, unit: str, until: date, document: str | None, why: str, as_json: bool
) -> ExitCode:
    """Grant a unit a later last day of hand-ins."""
    extension = Extension(unit, until, why, document or "")
    round_ = terms.extend(folder, extension, _change(why))
    words = say("{unit} may hand in until {day}.", unit=round_.called(unit), day=until)
    return answered(
        as_json,
        lambda: {**asdict(extension), "until": until.isoformat()},
        [render(words)],
        round_.trouble,
    )


@command(
    "choose",
    say(
        "Let one of a unit's hand-ins count: an earlier one, by its number, or one of two different"
        " ones under one number, by its day of arrival or the beginning of its digest, as status"
        " shows them."
    ),
    summary=say("Let one of a unit's hand-ins count."),
    examples=('parself round choose ky-2023 van-quan 1 --why "Bản đã ký"',),
)
@folder_argument()
@click.argument("unit", metavar="UNIT", type=cleaned)
@click.argument("name", metavar="HAND-IN", type=cleaned)
@why_option
@json_option()
def choose(folder: Path, unit: str, name: str, why: str, as_json: bool) -> ExitCode:
    """Let one of a unit's hand-ins count."""
    round_ = receiving.choose(folder, unit, name, reason=why, who=logged_in(), now=datetime.now())
    return answered(
        as_json,
        lambda: round_text.received_json(round_, unit),
        round_text.received(round_, unit),
        round_.trouble,
    )


@command(
    "code",
    say(
        "Compare the verification code on a signed paper with a hand-in that was received, and keep"
        " it: type it as it is printed. The ledger keeps codes that are not the hand-in's, too."
    ),
    summary=say("Compare the code of a signed paper."),
    examples=("parself round code ky-2023 van-quan 0000-0000-0000-0000-0000-0000",),
)
@folder_argument()
@click.argument("unit", metavar="UNIT", type=cleaned)
@click.argument("typed", metavar="TYPED", type=one_line)
@option("--hand-in", "name", type=cleaned, metavar="NUMBER", about=say("Else the one that counts."))
@json_option()
def code(folder: Path, unit: str, typed: str, name: str | None, as_json: bool) -> ExitCode:
    """Compare the code of a signed paper."""
    counts = open_round(folder).counting(unit)
    meant = name or (counts.digest if counts else "")
    round_, match = codes.compare(folder, unit, meant, typed, who=logged_in(), now=datetime.now())
    owner = codes.owner(round_, unit, meant, typed) if match is Match.OTHER_FILE else None
    problem = code_problem(match, round_.called(unit), owner)
    said = [] if problem else [render(say("The code on the paper is this file's."))]
    trouble = (problem, *round_.trouble) if problem else round_.trouble
    return answered(as_json, lambda: {"unit": unit, "result": match.value}, said, trouble)


@command(
    "undo",
    say(
        "Take the last act of a round back: a landing, a choice among hand-ins, survey points or"
        " reference figures with the names matched for them, or a file of an officer that was"
        " joined, whose newer decisions stay. With --look, only name it. Files stay under"
        " “received” and all acts in the ledger."
    ),
    summary=say("Take the last landing, import or joining back."),
    examples=(
        "parself round undo ky-2023 --look --who lan",
        "parself round undo ky-2023 --who lan",
    ),
)
@folder_argument()
@option("--look", is_flag=True, about=say("Only name what would be taken back."))
@officer_option
@json_option()
def undo(folder: Path, look: bool, who: str, as_json: bool) -> ExitCode:
    """Take the last landing, import or joining back."""
    if look:
        round_, act = open_round(folder), undoing.last_act(folder)
        if act is not None:
            undoing.require_allowed(round_, act, who, datetime.now())
        said = round_text.would_be_taken_back(round_, act)
        return answered(as_json, lambda: round_text.look_json(round_, act), said, round_.trouble)
    done = undoing.take_back(folder, who=who or logged_in(), now=datetime.now())
    return answered(
        as_json,
        lambda: round_text.taken_back_json(done),
        round_text.taken_back(done),
        done.round.trouble,
    )


@command(
    "season",
    say(
        "Show all rounds that lie in one folder, a line each: communes, departments, districts,"
        " each with its own rubric, roster and dates."
    ),
    summary=say("Show all rounds of a year."),
    examples=("parself round season mua-2023", "parself round season mua-2023 --json"),
)
@folder_argument()
@json_option()
def season(folder: Path, as_json: bool) -> ExitCode:
    """Show all rounds of a year."""
    found = open_season(folder, date.today())
    return answered(
        as_json, lambda: round_text.season_json(found), round_text.season(found), found.problems
    )


def _change(why: str) -> Change:
    return Change(logged_in(), datetime.now(), why)


for _command in (
    new,
    status,
    season,
    dates,
    extend,
    choose,
    code,
    undo,
    *round_appraisal.COMMANDS,
    *round_parts.COMMANDS,
    *round_sheet.COMMANDS,
    *round_returns.COMMANDS,
    *round_replies.COMMANDS,
    *round_replay.COMMANDS,
    *round_stages.COMMANDS,
    *round_tables.COMMANDS,
    *round_publishing.COMMANDS,
):
    group.add_command(_command)
for _group in (
    round_officer.group,
    round_second.group,
    round_survey.group,
    round_reference.group,
    round_appeals.group,
):
    group.add_command(_group)

COMMANDS: Final = (group,)
