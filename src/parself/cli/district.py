"""Commands of the unit's own desk: new, answer, status, explain, export, repair."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Final

import click

from parself import files
from parself.assessment import repair, store
from parself.assessment.history import handed_in
from parself.assessment.model import Purpose
from parself.beginning import begin
from parself.cli import console, district_text, shapes
from parself.cli.console import narrate, out, out_json
from parself.cli.opening import locked, open_folder, require_folder
from parself.cli.speech import (
    assessed_year,
    command,
    exact,
    existing,
    folder_argument,
    json_option,
    one_of,
    option,
)
from parself.errors import ExitCode, Message, say
from parself.files import FolderLock
from parself.i18n import render
from parself.numerals import exact_count
from parself.submission.changes import since
from parself.text import cleaned
from parself.view.progress import still_open
from parself.view.view import View, unknown_row
from parself.words.retelling import changed_names, changes_sentence, replaces


@command(
    "new",
    say(
        "Begin an assessment in a new folder. --rubric, --roster and --standings take an id (see "
        "“parself rubric list”) or the path of a file."
    ),
    summary=say("Begin an assessment."),
    examples=("parself new van-quan-2023 --rubric lang-son-huyen-2023 --unit van-quan",),
)
@folder_argument()
@option(
    "--rubric",
    "rubric_id",
    metavar="ID",
    type=cleaned,
    required=True,
    about=say("The rubric to answer."),
)
@option(
    "--unit",
    "code",
    metavar="CODE",
    type=cleaned,
    required=True,
    about=say("Code of the unit in the roster."),
)
@option(
    "--year",
    metavar="YEAR",
    callback=exact(assessed_year),
    about=say("The year assessed; else the rubric's."),
)
@option("--practice", is_flag=True, about=say("Figures for practice only, never mixed with real."))
@option(
    "--roster",
    "roster_id",
    metavar="ID",
    type=cleaned,
    about=say("The units compared; else the rubric's."),
)
@option(
    "--standings",
    "standings_id",
    metavar="ID",
    type=cleaned,
    about=say("The table that places are projected against; else the rubric's."),
)
def new(
    folder: Path,
    rubric_id: str,
    code: str,
    year: int | None,
    practice: bool,
    roster_id: str | None,
    standings_id: str | None,
) -> None:
    """Begin an assessment."""
    made = begin(
        folder,
        rubric_id,
        code,
        year=year,
        purpose=Purpose.PRACTICE if practice else Purpose.REAL,
        roster_id=roster_id,
        standings_id=standings_id,
    )
    out(files.show_path(made.path))
    narrate(
        say(
            "New assessment: {unit}, {year}. Open it: {command}",
            unit=made.unit.full,
            year=made.assessment.year,
            command=f"parself {files.show_path(made.path)}",
        )
    )
    console.narrate_text(*district_text.warnings(View(made, made.assessment)))


@command(
    "status",
    say("Show how far an assessment is, its points, and what place they would mean."),
    summary=say("Show progress, points and place."),
    examples=(
        "parself status van-quan-2023",
        "parself status van-quan-2023 --by department",
        "parself status van-quan-2023 --json",
    ),
)
@folder_argument()
@option(
    "--by",
    "by",
    metavar="area|department",
    callback=one_of("area", "department"),
    about=say("Count rows and points by area (so without this option) or by department."),
)
@json_option()
def status(folder: Path, by: str | None, as_json: bool) -> None:
    """Show how far an assessment is."""
    view = _view(folder)
    if as_json:
        out_json(shapes.status(view))
    else:
        out(*district_text.status(view, by_departments=by == "department"))


@command(
    "explain",
    say("Show what one row is worth, step by step, and how far it is to the next level."),
    summary=say("Show why a row has its points."),
    examples=("parself explain van-quan-2023 3.4.1",),
)
@folder_argument()
@click.argument("item", metavar="ITEM", type=cleaned)
@json_option()
def explain(folder: Path, item: str, as_json: bool) -> None:
    """Show why a row has its points."""
    view = _view(folder)
    if item not in view.rubric.rows:
        raise unknown_row(view.rubric, item)
    if as_json:
        out_json(shapes.explain(view, item))
    else:
        out(*district_text.explain(view, item, today=date.today()))


@command(
    "export",
    say(
        "Write the file that goes to the province, read it back, and show its code. Without -o it "
        "is written beside the assessment's folder. The number rises only when something changed."
    ),
    summary=say("Write the file for the province."),
    examples=("parself export van-quan-2023", "parself export van-quan-2023 -o E:/"),
)
@folder_argument()
@option("-o", "--output", type=existing, metavar="FILE", about=say("File or folder to write to."))
@option(
    "--light",
    is_flag=True,
    about=say("Leave the files of evidence to a second volume beside it; the register stays."),
)
@json_option()
def export(folder: Path, output: Path | None, light: bool, as_json: bool) -> None:
    """Write the file for the province."""
    from parself.submission import bundle

    with locked(folder) as opened:
        target = output or opened.path.resolve().parent
        _narrate_correction(opened)
        done = bundle.export(opened, target, now=datetime.now(), light=light)
    if as_json:
        out_json(shapes.exported(done))
    else:
        out(*district_text.exported(done))
    view = View(done.folder, done.folder.assessment)
    for sentence in still_open(view):
        narrate(sentence)
    console.narrate_text(*district_text.asked(view))
    for document in done.missing:
        narrate(
            say(
                "The file of document {id} is missing or was changed, and was left out.",
                id=document.id,
            )
        )


def _narrate_correction(opened: store.Folder) -> None:
    """Say what this hand-in changes in the last one, if anything."""
    before, last = handed_in(opened), opened.assessment.hand_in
    if before is None or last is None:
        return
    found = since(opened, before, opened.assessment)
    if not found.is_empty:
        narrate(replaces(last))
        narrate(changes_sentence(found))
        narrate(changed_names(found, opened.rubric))


@command(
    "repair",
    say(
        "Put right an assessment whose file is damaged or was changed by hand. What is replaced "
        "is kept. Without an option, show what differs from the last good copy."
    ),
    summary=say("Put a damaged assessment right."),
    examples=("parself repair van-quan-2023 --restore",),
)
@folder_argument()
@option(
    "--accept",
    "way",
    flag_value="accept",
    about=say("Take the file as it was changed by hand."),
)
@option("--restore", "way", flag_value="restore", about=say("Go back to the newest good copy."))
@option(
    "--save",
    "number",
    metavar="N",
    callback=exact(exact_count),
    about=say("With --restore: the number of the copy, where two may be the newest."),
)
def repair_(folder: Path, way: str | None, number: int | None) -> ExitCode:
    """Put a damaged assessment right."""
    require_folder(folder)
    damage = _damage(folder)
    if damage is None:
        out(render(say("The assessment is in order; there is nothing to repair.")))
        return ExitCode.DONE
    if way is None:
        console.complain(damage.problems)
        out(*district_text.differences(damage))
        for sentence in _ways(damage, f"parself repair {files.show_path(folder)}"):
            narrate(sentence)
        return damage.exit_code
    now = datetime.now()
    with FolderLock(folder, now):
        mended = (
            _accepted(folder, damage, now)
            if way == "accept"
            else _restored(folder, damage, number, now)
        )
    view = View(mended, mended.assessment)
    out(
        render(
            say(
                "Repaired. The assessment now has {answers:count} answered rows; what was "
                "replaced is kept in {folder}.",
                answers=view.progress().answered,
                folder=files.show_path(mended.path),
            )
        )
    )
    console.narrate_text(*district_text.asked(view))
    return ExitCode.DONE


def _ways(damage: "Damage", command: str) -> Iterator[Message]:
    """Yield how a damaged assessment can be put right."""
    which = (
        [f" --save {one.revision}" for one in damage.offered] if len(damage.offered) > 1 else [""]
    )
    for number in which if damage.offered else ():
        restore = f"{command} --restore{number}"
        yield say("To go back to the newest good copy: {command}", command=restore)
    if isinstance(damage, store.HandEditedError):
        yield say(
            "To take the file as it was changed by hand: {command}", command=f"{command} --accept"
        )


Damage = store.DamagedAssessmentError | store.HandEditedError


def _damage(folder: Path) -> Damage | None:
    try:
        store.load(folder)
    except (store.DamagedAssessmentError, store.HandEditedError) as error:
        return error
    return None


def _accepted(folder: Path, damage: Damage, now: datetime) -> store.Folder:
    """Take a file edited by hand; one without a checksum is cut short, whatever it still says."""
    if not isinstance(damage, store.HandEditedError):
        raise damage
    return repair.accept(folder, now=now)


def _restored(folder: Path, damage: Damage, number: int | None, now: datetime) -> store.Folder:
    """Restore the newest good copy; of two that may be it, the one that was named."""
    wanted = [one for one in damage.offered if number in {None, one.revision}]
    if len(wanted) != 1:
        raise damage
    return repair.restore(folder, wanted[0], now=now)


def _view(folder: Path) -> View:
    opened = open_folder(folder)
    return View(opened, opened.assessment)


COMMANDS: Final[Mapping[str, click.Command]] = {
    "new": new,
    "status": status,
    "explain": explain,
    "export": export,
    "repair": repair_,
}
