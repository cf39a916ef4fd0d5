"""Commands of the unit's own desk: new, status, explain, export; lock and unlock to sign."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import click

from parself.assessment import store
from parself.assessment.beginning import begin, tables_for
from parself.assessment.history import handed_in
from parself.assessment.model import Purpose, SignOff
from parself.cli import console, row_text, shapes, status_text
from parself.cli.console import answer, narrate, out
from parself.cli.opening import at_desk, locked, open_view, tell_begun
from parself.cli.speech import (
    assessed_year,
    command,
    existing,
    folder_argument,
    json_option,
    option,
)
from parself.errors import Problem, UsageError, say
from parself.i18n import _, render
from parself.numerals import exact_date
from parself.returns.kept import received_by
from parself.submission import bundle
from parself.submission.changes import since
from parself.tables.data import record
from parself.tables.model import Column
from parself.tables.terminal import labelled
from parself.text import cleaned, one_line
from parself.view.progress import still_open
from parself.view.view import View, unknown_row
from parself.words.citing import left_out
from parself.words.result_words import outside_words
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
@option("--rubric", "rubric_id", metavar="ID", required=True, about=say("The rubric to answer."))
@option(
    "--unit", "code", metavar="CODE", required=True, about=say("Code of the unit in the roster.")
)
@option("--year", read=assessed_year, about=say("The year assessed; else the rubric's."))
@option("--practice", is_flag=True, about=say("Figures for practice only, never mixed with real."))
@option("--roster", "roster_id", metavar="ID", about=say("The units compared; else the rubric's."))
@option(
    "--standings",
    "standings_id",
    metavar="ID",
    about=say(
        "The table that places are projected against; else the rubric's, or where it names none"
        " the roster's latest. Empty quotes: none."
    ),
)
def new(folder: Path, rubric_id: str, code: str, practice: bool, **given: Any) -> None:
    """Begin an assessment."""
    purpose = Purpose.PRACTICE if practice else Purpose.REAL
    made = begin(folder, rubric_id, code, purpose=purpose, **given)
    tell_begun(made)
    if given["standings_id"] is None:
        _narrate_tables(made)
    console.narrate_text(*status_text.warnings(View(made, made.assessment)))


def _narrate_tables(made: store.Folder) -> None:
    """Say which table was taken where the rubric names none, and which others there are."""
    taken = made.standings
    found = tables_for(made.rubric, made.roster.id, made.assessment.year)
    if taken is None or not found:
        return
    narrate(
        say(
            "The rubric names no comparison table; the roster's latest was taken: {id}.",
            id=taken.id,
        )
    )
    if others := [one.id for one in found if one.id != taken.id]:
        narrate(say("Others, for --standings: {ids}.", ids=", ".join(others)))


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
    among=("area", "department"),
    about=say("Count rows and points by area (so without this option) or by department."),
)
@json_option()
def status(folder: Path, by: str | None, as_json: bool) -> None:
    """Show how far an assessment is."""
    view = open_view(folder)
    answer(
        as_json,
        lambda: status_text.status_json(view),
        status_text.status(view, by_departments=by == "department"),
    )


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
    view = open_view(folder)
    if item not in view.rubric.rows:
        raise unknown_row(view.rubric, item)
    answer(
        as_json,
        lambda: row_text.explained_json(view, item),
        row_text.explain(view, item, today=date.today()),
    )


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
    with locked(folder) as opened:
        target = output or opened.path.resolve().parent
        _narrate_correction(opened)
        done = bundle.export(opened, target, now=datetime.now(), light=light)
    answer(as_json, lambda: record(_export_columns(), done), _exported(done))
    _narrate_open(View(done.folder, done.folder.assessment))
    for document in done.missing:
        narrate(left_out(document.id))


def _narrate_open(view: View) -> None:
    """Print the open rows, contradictions and doubts to stderr."""
    for sentence in still_open(view):
        narrate(sentence)
    console.narrate_text(*status_text.asked_lines(view))


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
        rows = (one.row.id for one in found.rows)
        told = outside_words(received_by(opened), opened.rubric, opened.unit, rows)
        console.narrate_text(*told)


def _exported(done: bundle.Exported) -> Iterator[str]:
    yield from labelled(_export_columns(), done)
    if done.volume is not None:
        yield render(say("Second volume with the evidence: {path}", path=str(done.volume)))
    if not done.is_new:
        yield render(say("Nothing has changed since this hand-in; it is the same file again."))
    yield render(say("Read back and checked: the file holds what the assessment holds."))


def _export_columns() -> tuple[Column[bundle.Exported], ...]:
    return (
        Column("file", _("File"), lambda done: str(done.path)),
        Column(
            "unit",
            _("Unit"),
            lambda done: done.bundle.unit.full,
            data=lambda done: done.bundle.unit.code,
        ),
        Column("year", data=lambda done: done.bundle.assessment.year),
        Column(
            "sequence",
            _("Hand-in"),
            lambda done: str(done.bundle.sequence),
            data=lambda done: done.bundle.sequence,
        ),
        Column("new", data=lambda done: done.is_new),
        Column("code", _("Verification code"), lambda done: done.bundle.code()),
        Column("missing", data=lambda done: [document.id for document in done.missing]),
        Column("volume", data=lambda done: str(done.volume) if done.volume is not None else None),
        Column(
            "asked", data=lambda done: shapes.asked(View(done.folder, done.folder.assessment).asked)
        ),
    )


@command(
    "lock",
    say(
        "Lock an assessment for signature by its leader: nothing can be changed until it is"
        " unlocked, and after a change the papers no longer carry the signer's name."
    ),
    summary=say("Lock an assessment for signature."),
    examples=(
        'parself lock van-quan-2023 --name "Nguyễn Văn A" --title "Chủ tịch" --place "Văn Quan"',
    ),
)
@folder_argument()
@option("--name", required=True, type=one_line, about=say("Who signs."))
@option("--title", required=True, type=one_line, about=say("Office of the signer."))
@option("--place", required=True, type=one_line, about=say("Where it is signed."))
@option(
    "--date",
    "signed",
    read=exact_date,
    about=say("Day of the signature, year-month-day; else today."),
)
def lock(folder: Path, name: str, title: str, place: str, signed: date | None) -> None:
    """Lock an assessment for signature."""
    for option_name, text in (("--name", name), ("--title", title), ("--place", place)):
        if not text.strip():
            what = say("This is empty.")
            raise UsageError(Problem(what, option_name, say("Say who signs, as what, where.")))
    with at_desk(folder) as desk:
        desk.lock(SignOff(name, title, place, signed or date.today()))
        desk.save()
        _narrate_open(desk.view)
    out(render(say("Locked for signature by {name}, {title}.", name=name, title=title)))


@command(
    "unlock",
    say("Unlock an assessment to change it; after a change it has to be signed anew."),
    examples=("parself unlock van-quan-2023",),
)
@folder_argument()
def unlock(folder: Path) -> None:
    """Unlock an assessment."""
    with at_desk(folder) as desk:
        if not desk.assessment.locked:
            raise UsageError(Problem(say("The assessment is not locked.")))
        desk.unlock()
        desk.save()
    out(render(say("Unlocked. After any change it has to be signed anew.")))


COMMANDS: Final = (new, status, explain, export, lock, unlock)
