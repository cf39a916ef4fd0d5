"""The province's own figures: taken over from a file, and compared with claims."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from parself.cli import console
from parself.cli.speech import command, group_of, json_option, option
from parself.cli.unit_files import (
    file_argument,
    finished,
    importing,
    named,
    names_json,
    round_argument,
)
from parself.cli.who import who_option
from parself.errors import ExitCode, Problem, UsageError, say
from parself.i18n import _, render
from parself.province import referring
from parself.province.overview import Overview, open_overview
from parself.province.reference import Difference, Reference
from parself.province.referring import compared
from parself.province.terms import Change
from parself.province.unit_figures import Taken, take_file
from parself.rubric import model as m
from parself.rules.kinds import row_fields
from parself.tables.data import Json, records
from parself.tables.model import Column, Kind
from parself.tables.terminal import listed, wrapped
from parself.text import one_line
from parself.values import evolve
from parself.words.wording import field_label


@command(
    "import",
    say(
        "Take reference figures of all units over from an .xlsx or .csv file, and show where claims"
        " differ. One column is read where --row and --key say what it is; else every column whose"
        " heading names a row and its figure. Shown first; written with --yes."
    ),
    summary=say("Take reference figures over from a file."),
    examples=(
        "parself round reference import ky-2023 cong-dvc.xlsx --row 3.4.1 --key part"
        ' --column "đúng hạn" --source "Cổng DVC"',
        'parself round reference import ky-2023 doi-chieu.csv --source "Cổng DVC" --yes',
    ),
)
@round_argument
@file_argument
@option("--row", metavar="ROW", about=say("The row that the column is of."))
@option("--key", metavar="KEY", about=say("The row's figure: part, whole, count."))
@option("--column", type=one_line, about=say("Words of the column's heading."))
@option(
    "--source",
    required=True,
    type=one_line,
    about=say("Where the figures come from, as people read it."),
)
@importing
@who_option
@json_option()
def import_(
    folder: Path,
    file: Path,
    row: str | None,
    key: str | None,
    column: str | None,
    source: str,
    matches: tuple[str, ...],
    is_meant: bool,
    why: str | None,
    who: str,
    as_json: bool,
) -> ExitCode:
    """Take reference figures over from a file."""
    if not source:
        raise UsageError(Problem(say("Say where the figures come from."), "--source"))
    before = open_overview(folder)
    asked = referring.asked_of_file(
        before.round, row or "", key or "", column or "", named(matches)
    )
    said = take_file(before.round, file, asked)
    after = referring.updated(before.references, said.figures, source)
    view, unnoted = evolve(before, references=after), tuple[Problem, ...]()
    if is_meant:
        change = Change(who, datetime.now(), why or "")
        unnoted = referring.import_references(folder, said, source, change)
        view = open_overview(folder)
    console.answer(
        as_json,
        lambda: _imported_json(view, said, written=is_meant),
        _imported(view, said, written=is_meant),
    )
    return finished(said, view.round, unnoted)


@command(
    "show",
    say(
        "Show which reference figures there are, and every claim that differs, with both figures."
        " Differences are internal remarks; whether one counts, an appraiser decides."
    ),
    summary=say("Show the claims that differ."),
    examples=(
        "parself round reference show ky-2023",
        "parself round reference show ky-2023 --json",
    ),
)
@round_argument
@json_option()
def show(folder: Path, as_json: bool) -> None:
    """Show the claims that differ."""
    view: Overview = open_overview(folder)
    console.answer(as_json, lambda: _shown_json(view), _shown(view))


_Told = tuple[str, Difference]
"""Code of the unit, and a figure that differs."""


def _imported(view: Overview, taken: Taken, *, written: bool) -> Iterator[str]:
    count = sum(figure.value is not None for figure in taken.figures)
    rows = view.round.rubric.rows
    read = ", ".join(f"{row} {_label(rows[row], key)}" for row, key in taken.columns)
    said = say("{count} figures read: {columns}.", count=count, columns=read)
    yield from wrapped(render(said))
    yield from _differing(view)
    yield ""
    yield _("Written.") if written else _("Nothing is written yet. To write: --yes.")


def _differing(view: Overview) -> Iterator[str]:
    """Yield the claims that differ, and how many do not."""
    found = compared(view)
    if found.differing:
        yield ""
        yield from listed(_differing_columns(view), found.differing)
        yield ""
    counts = {"same": found.agreeing, "other": len(found.differing), "waiting": found.waiting}
    said = say(
        "{other} figures differ, {same} are the same, {waiting} wait for a hand-in.", **counts
    )
    yield from wrapped(render(said))


def _differing_columns(view: Overview) -> tuple[Column[_Told], ...]:
    def label(told: _Told) -> str:
        return _label(view.round.rubric.rows[told[1].reference.row], told[1].reference.key)

    return (
        Column(
            "unit",
            _("Unit"),
            lambda told: view.round.called(told[0]),
            Kind.NAME,
            data=lambda told: told[0],
        ),
        Column("row", _("Row"), lambda told: told[1].reference.row),
        Column(
            "key",
            _("Figure"),
            label,
            Kind.NAME,
            data=lambda told: told[1].reference.key,
        ),
        Column(
            "claimed",
            _("Unit's figure"),
            lambda told: _("left empty") if told[1].claimed is None else told[1].claimed,
            Kind.NUMBER,
            data=lambda told: told[1].claimed,
        ),
        Column("expected", _("Reference"), lambda told: told[1].expected, Kind.NUMBER),
        Column("source", _("Source"), lambda told: told[1].reference.source, Kind.NAME),
    )


def _label(row: m.Row, key: str) -> str:
    return next((field_label(field) for field in row_fields(row) if field.key == key), key)


def _imported_json(view: Overview, taken: Taken, *, written: bool) -> Json:
    columns = [{"row": row, "key": key} for row, key in taken.columns]
    notes = [render(note) for note in taken.notes]
    head: Json = {"file": taken.file, "written": written, "columns": columns, "notes": notes}
    return head | {"names": names_json(taken)} | _compared_json(view)


def _compared_json(view: Overview) -> Json:
    found = compared(view)
    return {
        "same": found.agreeing,
        "waiting": found.waiting,
        "differences": records(_differing_columns(view), found.differing),
    }


def _shown(view: Overview) -> Iterator[str]:
    if not view.references:
        yield _("There are no reference figures yet.")
        return
    yield from listed(_reference_columns(view), view.references)
    yield from _differing(view)


def _reference_columns(view: Overview) -> tuple[Column[Reference], ...]:
    def label(one: Reference) -> str:
        return _label(view.round.rubric.rows[one.row], one.key)

    return (
        Column("row", _("Row"), lambda one: one.row),
        Column("key", _("Figure"), label, Kind.NAME, data=lambda one: one.key),
        Column("source", _("Source"), lambda one: one.source, Kind.NAME),
        Column("units", _("Units"), lambda one: len(one.values), Kind.COUNT),
    )


def _shown_json(view: Overview) -> Json:
    return {"references": records(_reference_columns(view), view.references)} | _compared_json(view)


group = group_of(
    "reference",
    say("Compare claims with the province's own figures: of portals, of the treasury."),
    import_,
    show,
)
