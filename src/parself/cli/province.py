"""Commands of the province's desk, verify and merge, and the practice province, demo."""

from datetime import date, datetime
from pathlib import Path
from typing import Final

import click

from parself.assessment.model import Purpose
from parself.cli import console, open_screens, province_text
from parself.cli.console import answer, out, out_json
from parself.cli.opening import require_files
from parself.cli.speech import (
    assessed_year,
    command,
    existing,
    expanded,
    json_option,
    option,
)
from parself.errors import ExitCode, Problem, say
from parself.files import show_path
from parself.i18n import render
from parself.numerals import exact_date
from parself.province.filing import Arrival
from parself.province.founding import Told
from parself.province.moving import seen, since
from parself.province.receiving import MergeResult, preview
from parself.province.receiving import merge as land
from parself.province.work import logged_in
from parself.rubric.catalogue import find_roster, find_rubric
from parself.submission import coming
from parself.submission.archive import BundleError
from parself.submission.intake import Bundle, check_volume, read_bundle
from parself.text import one_line
from parself.words.compared_words import moved_words
from parself.words.landing_words import code_problem


@command(
    "verify",
    say(
        "Check a hand-in down to its last byte and show its verification code. With --code, "
        "compare the code on the signed paper: type it as it is printed."
    ),
    summary=say("Check a hand-in and its code."),
    examples=("parself verify van-quan-2023-lan-1.zip",),
)
@click.argument("file", metavar="FILE", type=existing)
@option("--code", "typed", metavar="TYPED", about=say("The code on the signed paper."))
@option(
    "--volume",
    type=existing,
    metavar="FILE",
    about=say("The second volume of a light hand-in, checked against its register."),
)
@json_option()
def verify(file: Path, typed: str | None, volume: Path | None, as_json: bool) -> ExitCode:
    """Check a hand-in and its code."""
    require_files([file, *([volume] if volume is not None else [])])
    try:
        bundle = read_bundle(file)
    except BundleError as error:
        if as_json:
            out_json(province_text.verified_json(None, error.problems, None))
        else:
            console.complain(error.problems)
        return error.exit_code
    found = [] if typed is None else _code_problems(bundle, typed, file)
    matches = None if typed is None else not found
    loose = [] if volume is None else _volume_problems(bundle, volume)
    found += loose
    if as_json:
        out_json(province_text.verified_json(bundle, found, matches))
    else:
        out(*province_text.verified(bundle))
        if matches:
            out(render(say("The code on the paper is this file's.")))
        if volume is not None and not loose:
            out(render(say("The second volume holds what the register says.")))
        console.complain(found)
    return ExitCode.FINDINGS if found else ExitCode.DONE


def _volume_problems(bundle: Bundle, volume: Path) -> list[Problem]:
    try:
        return list(check_volume(bundle, volume))
    except BundleError as error:
        return list(error.problems)


def _code_problems(bundle: Bundle, typed: str, file: Path) -> list[Problem]:
    match = bundle.check_code(typed)
    problem = code_problem(match, show_path(Path(file.name)))
    return [] if problem is None else [problem]


@command(
    "merge",
    say(
        "Land hand-ins in a round's folder and show the ranking by claimed index. A new round is "
        "made on first use: its rubric, year and purpose are those given, else those that all "
        "good files agree on. A refused file does not affect the others."
    ),
    summary=say("Land hand-ins and rank the units."),
    examples=("parself merge ky-2023 *.zip", "parself merge ky-2023 van-quan.zip --json"),
)
@click.argument("round_folder", metavar="ROUND", type=existing)
@click.argument("paths", metavar="FILE...", nargs=-1, required=True, type=existing)
@option("--rubric", "rubric_id", metavar="ID", about=say("The rubric of the round: id or file."))
@option("--year", read=assessed_year, about=say("The year of the round."))
@option("--purpose", among=Purpose, about=say("Whether the round takes real or practice hand-ins."))
@option("--roster", "roster_id", metavar="ID", about=say("The units of the round: id or file."))
@option("--arrived", read=exact_date, about=say("Day on which the files arrived; else today."))
@option(
    "--letter",
    read=exact_date,
    about=say("Date of the letter that came with them; it decides whether they are in time."),
)
@option("--letter-number", type=one_line, metavar="NUMBER", about=say("Number of that letter."))
@option("--look", is_flag=True, about=say("Show what would become of each file; keep nothing."))
@json_option()
def merge(
    round_folder: Path,
    paths: tuple[Path, ...],
    rubric_id: str | None,
    year: int | None,
    purpose: Purpose | None,
    roster_id: str | None,
    arrived: date | None,
    letter: date | None,
    letter_number: str | None,
    look: bool,
    as_json: bool,
) -> ExitCode:
    """Land hand-ins and rank the units."""
    named = expanded(paths)
    require_files(named)
    came = [coming.sorted_out(path, coming.HAND_INS) for path in named]
    hand_ins = [file for one in came for file in one.files]
    others = [file for one in came for file in one.others]
    arrival = Arrival(arrived, letter, letter_number or "")
    told = Told(
        find_rubric(rubric_id, option="--rubric") if rubric_id else None,
        year,
        purpose,
        find_roster(roster_id, option="--roster") if roster_id else None,
    )
    before = None if look else seen(round_folder)
    if look:
        done = preview(
            round_folder,
            hand_ins,
            others=others,
            told=told,
            arrival=arrival,
            now=datetime.now(),
            progress=console.progress,
        )
    else:
        done = land(
            round_folder,
            hand_ins,
            others=others,
            told=told,
            arrival=arrival,
            who=logged_in(),
            now=datetime.now(),
            progress=console.progress,
        )
    answer(
        as_json,
        lambda: province_text.merged_json(done),
        province_text.merged(done, done=not look),
    )
    if before is not None:
        console.narrate_text(*moved_words(before, since(before)))
    doubt = arrival.doubt(date.today())
    if doubt is not None:
        console.narrate(doubt)
    console.complain(done.unnoted)
    return ExitCode.FINDINGS if done.unnoted else _exit_code(done)


def _exit_code(done: MergeResult) -> ExitCode:
    """Return whether every file was taken in and stands; diverging ones wait for a person."""
    good = all(one.is_settled for one in done.filed)
    return ExitCode.DONE if good else ExitCode.FINDINGS


@command(
    "demo",
    say(
        "Make a practice province of 11 districts, or of 65 communes or 20 departments: "
        "assessments filled in, handed in and half appraised, and one of them half-way. In a "
        "terminal, open that one. A demo that is there already is opened as it was left."
    ),
    summary=say("Look at everything at once, with practice data."),
    examples=("parself demo", "parself demo thu-nghiem", "parself demo --of departments"),
)
@click.argument("folder", metavar="[DIR]", required=False, type=existing)
@option(
    "--of",
    "whose",
    among=("districts", "communes", "departments"),
    about=say("Of which kind of units; else districts, or what the folder holds."),
)
@option("--reset", is_flag=True, about=say("Make the demo anew; what was typed in it is lost."))
def demo(folder: Path | None, whose: str | None, reset: bool) -> None:
    """Look at everything at once, with practice data."""
    from parself import demo as province

    cast = province.CASTS[whose] if whose else None
    place = folder or province.default_folder(cast or province.DISTRICTS)
    made = province.prepare(place, cast=cast, reset=reset)
    out(*province_text.ranking(made.round))
    words = say(
        "Practice province in {folder}. {unit} is open half-way: {command}; the province's"
        " round is half appraised: {round}",
        folder=show_path(made.path),
        unit=made.unit.short,
        command=f"parself {show_path(made.open_folder)}",
        round=f"parself {show_path(made.round.path)}",
    )
    console.narrate(words)
    if console.has_terminal():
        open_screens(made.open_folder)


COMMANDS: Final = (verify, merge, demo)
