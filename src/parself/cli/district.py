"""Commands of the unit's own desk: new, answer, status, explain, export, repair."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

import click
from attrs import frozen

from parself import files
from parself.assessment import entries, repair, store
from parself.assessment.model import Assessment, Purpose, RubricIdentity, State, Value
from parself.cli import console, district_text, shapes
from parself.cli.console import narrate, out, out_json
from parself.cli.speech import command, exact, existing, folder_argument, json_option, option
from parself.desk import Desk, View, unknown_row
from parself.errors import (
    DamagedError,
    ExitCode,
    Problem,
    UsageError,
    say,
)
from parself.files import FolderLock
from parself.i18n import render
from parself.numerals import exact_count, exact_decimal
from parself.rubric.catalogue import find_roster, find_rubric, find_standings
from parself.rubric.fields import Field
from parself.rubric.identity import scoring_hash
from parself.submission import bundle
from parself.text import cleaned


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
    callback=exact(exact_count),
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
    rubric, rubric_bytes = find_rubric(rubric_id)
    roster, roster_bytes = find_roster(roster_id or rubric.roster)
    wanted = standings_id or rubric.standings
    standings_bytes = find_standings(wanted)[1] if wanted else None
    if roster.unit(code) is None:
        raise UsageError(
            Problem(
                say("The roster {roster} has no unit “{code}”.", roster=roster.id, code=code[:60]),
                "--unit",
                say("Its units are: {codes}.", codes=", ".join(u.code for u in roster.units[:40])),
            )
        )
    made = store.create(
        folder,
        Assessment(
            unit=code,
            year=rubric.year if year is None else year,
            rubric=RubricIdentity(rubric.id, rubric.edition, scoring_hash(rubric)),
            purpose=Purpose.PRACTICE if practice else Purpose.REAL,
        ),
        rubric_bytes=rubric_bytes,
        roster_bytes=roster_bytes,
        standings_bytes=standings_bytes,
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


@frozen
class _Request:
    """What one call of ``answer`` asks for; None leaves a thing as it is."""

    entries: tuple[str, ...]
    state: str | None
    estimate: Decimal | None
    note: str | None
    explanation: str | None
    flag: bool | None
    provisional: bool | None

    def refuse_contradictions(self) -> None:
        """Raise `UsageError` where two things are asked for that exclude each other."""
        ways = [bool(self.entries), self.state is not None, self.estimate is not None]
        if sum(ways) > 1:
            raise UsageError(
                Problem(
                    say("Give figures, or one state, or an estimate: only one of them at a time."),
                    todo=say("See: {command}", command="parself answer --help"),
                )
            )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        rest = (self.state, self.estimate, self.note, self.explanation, self.flag, self.provisional)
        return not self.entries and all(value is None for value in rest)


_CLEAR: Final = "clear"


@command(
    "answer",
    say(
        "Answer one row. All entries are taken or none. Numbers have a dot as decimal mark and "
        "nothing between thousands, dates are written year-month-day; “KEY=” with nothing behind "
        "it clears one entry. Without entries, the keys of the row are listed."
    ),
    summary=say("Answer one row."),
    examples=(
        "parself answer van-quan-2023 3.4.1 part=12301 whole=12450",
        "parself answer van-quan-2023 1.1.1 date=2022-12-28",
        "parself answer van-quan-2023 2.3 --no-incidence",
        "parself answer van-quan-2023 1.7 --estimate 1.6",
    ),
)
@folder_argument()
@click.argument("item", metavar="ITEM", type=cleaned)
@click.argument("pairs", metavar="[KEY=VALUE]...", nargs=-1, type=cleaned)
@option(
    "--no-incidence",
    "state",
    flag_value=State.NO_INCIDENCE.value,
    about=say("Nothing of the kind occurred."),
)
@option(
    "--not-applicable",
    "state",
    flag_value=State.NOT_APPLICABLE.value,
    about=say("The row does not concern the unit."),
)
@option("--clear", "state", flag_value=_CLEAR, about=say("Take back figures, state and estimate."))
@option(
    "--estimate",
    metavar="POINTS",
    callback=exact(exact_decimal),
    about=say("Points expected, for rows that others score."),
)
@option("--note", metavar="TEXT", type=cleaned, about=say("The unit's own note."))
@option(
    "--explanation", metavar="TEXT", type=cleaned, about=say("Explanation that the province reads.")
)
@option("--flag/--no-flag", default=None, about=say("Flag the row to come back to."))
@option("--provisional/--final", default=None, about=say("Whether the figure is not final yet."))
def answer(
    folder: Path,
    item: str,
    pairs: tuple[str, ...],
    state: str | None,
    estimate: Decimal | None,
    note: str | None,
    explanation: str | None,
    flag: bool | None,
    provisional: bool | None,
) -> None:
    """Answer one row."""
    request = _Request(pairs, state, estimate, note, explanation, flag, provisional)
    request.refuse_contradictions()
    with _opened(folder) as desk:
        if item not in desk.view.rubric.rows:
            raise unknown_row(desk.view.rubric, item)
        if request.is_empty:
            raise _nothing_entered(desk.view, item)
        _apply(desk, item, request)
        saved = desk.save()
        out(*district_text.row_result(desk.view, item, today=date.today()))
        narrate(say("Saved at {time}.", time=saved))


def _apply(desk: Desk, item: str, request: _Request) -> None:
    """Carry out a request on the desk, where it is not saved yet."""
    if request.entries:
        _enter(desk, item, request.entries)
    if request.estimate is not None:
        _refuse_faults(desk.set_estimate(item, request.estimate), item)
    if request.state == _CLEAR:
        desk.clear(item)
    elif request.state is not None:
        desk.set_state(item, State(request.state))
    if request.note is not None:
        desk.set_note(item, request.note)
    if request.explanation is not None:
        desk.set_explanation(item, request.explanation)
    before = desk.assessment.answer(item)
    if request.flag not in {None, before.flagged}:
        desk.toggle_flag(item)
    if request.provisional not in {None, before.provisional}:
        desk.toggle_provisional(item)
    desk.go_to(item)


def _enter(desk: Desk, item: str, pairs: Sequence[str]) -> None:
    """Take over all entries or none. Raises `UsageError` with every one that is not possible."""
    fields = {field.key: field for field in desk.view.fields(item)}
    changes: dict[str, Value | None] = {}
    found: list[Problem] = []
    for pair in pairs:
        key, equals, text = pair.partition("=")
        try:
            if not equals or key not in fields:
                raise _no_such_entry(key, fields)
            changes[key] = entries.read_exact(fields[key], text) if text.strip() else None
        except UsageError as error:
            found += [Problem(p.what, f"{item}, {key}", p.todo) for p in error.problems]
    if found:
        raise UsageError(*found)
    _refuse_faults(desk.enter(item, changes), item)


def _no_such_entry(key: str, fields: Mapping[str, Field]) -> UsageError:
    return UsageError(
        Problem(
            say("The row has no entry “{key}”.", key=key[:60]),
            todo=say("Its entries are: {known}.", known=", ".join(fields)),
        )
    )


def _refuse_faults(found: Sequence[entries.Fault], item: str) -> None:
    if found:
        raise UsageError(*(Problem(f.what, f"{item}, {f.key}", f.todo) for f in found))


def _nothing_entered(view: View, item: str) -> UsageError:
    known = "--estimate 1.5"
    if not view.scores.rows[item].awaiting:
        fields = view.fields(item)
        known = " ".join(f"{field.key}={district_text.sample(field)}" for field in fields)
    return UsageError(
        Problem(say("Nothing was entered."), item, say("The row asks for: {known}", known=known))
    )


@command(
    "status",
    say("Show how far an assessment is, its points, and what place they would mean."),
    summary=say("Show progress, points and place."),
    examples=("parself status van-quan-2023", "parself status van-quan-2023 --json"),
)
@folder_argument()
@json_option()
def status(folder: Path, as_json: bool) -> None:
    """Show how far an assessment is."""
    view = _view(folder)
    if as_json:
        out_json(shapes.status(view))
    else:
        out(*district_text.status(view))


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
@json_option()
def export(folder: Path, output: Path | None, as_json: bool) -> None:
    """Write the file for the province."""
    with _locked(folder) as opened:
        target = output or opened.path.resolve().parent
        done = bundle.export(opened, target, now=datetime.now())
    if as_json:
        out_json(shapes.exported(done))
    else:
        out(*district_text.exported(done))
    for document in done.missing:
        narrate(say("The file of document {id} is missing and was left out.", id=document.id))


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
def repair_(folder: Path, way: str | None) -> ExitCode:
    """Put a damaged assessment right."""
    _require_folder(folder)
    now = datetime.now()
    with FolderLock(folder, now):
        damage = _damage(folder)
        if damage is None:
            out(render(say("The assessment is in order; there is nothing to repair.")))
            return ExitCode.DONE
        if way is None:
            console.complain(damage.problems)
            out(*district_text.differences(damage))
            return damage.exit_code
        mended = (
            repair.accept(folder, now=now) if way == "accept" else _restored(folder, damage, now)
        )
    out(
        render(
            say(
                "Repaired. The assessment now has {answers:count} answered rows; what was "
                "replaced is kept in {folder}.",
                answers=View(mended, mended.assessment).progress().answered,
                folder=files.show_path(mended.path),
            )
        )
    )
    return ExitCode.DONE


Damage = store.DamagedAssessmentError | store.HandEditedError


def _damage(folder: Path) -> Damage | None:
    try:
        store.load(folder)
    except (store.DamagedAssessmentError, store.HandEditedError) as error:
        return error
    return None


def _restored(folder: Path, damage: Damage, now: datetime) -> store.Folder:
    if damage.backup is None:
        raise damage
    return repair.restore(folder, damage.backup, now=now)


def _view(folder: Path) -> View:
    opened = _load(folder)
    return View(opened, opened.assessment)


@contextmanager
def _locked(folder: Path) -> Iterator[store.Folder]:
    """Open a folder to write in it, alone."""
    _require_folder(folder)
    with FolderLock(folder, datetime.now()):
        yield _load(folder)


@contextmanager
def _opened(folder: Path) -> Iterator[Desk]:
    with _locked(folder) as opened:
        yield Desk(opened)


def _require_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise UsageError(
            Problem(
                say("There is no such folder."),
                files.show_path(folder),
                say("Check the name, or begin an assessment: {command}", command="parself new"),
            )
        )


def _load(folder: Path) -> store.Folder:
    """Open a folder; where its file is damaged, say which command puts it right."""
    _require_folder(folder)
    try:
        return store.load(folder)
    except (store.DamagedAssessmentError, store.HandEditedError) as error:
        command = f"parself repair {files.show_path(folder)}"
        hint = Problem(say("To look at it and put it right: {command}", command=command))
        raise DamagedError(*error.problems, hint) from error


COMMANDS: Final[Mapping[str, click.Command]] = {
    "new": new,
    "answer": answer,
    "status": status,
    "explain": explain,
    "export": export,
    "repair": repair_,
}
