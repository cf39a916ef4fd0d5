"""What the commands of reference figures say: values as lines of text and as JSON."""

from collections.abc import Iterator

from parself.errors import say
from parself.i18n import _, render
from parself.province.overview import Overview
from parself.province.reference import Difference, Reference
from parself.province.referring import compared
from parself.province.unit_figures import Taken
from parself.rules.kinds import row_fields
from parself.tables.data import Json, records
from parself.tables.model import Column, Kind
from parself.tables.terminal import listed, wrapped
from parself.words.wording import field_label

_Told = tuple[str, Difference]
"""Code of the unit, and a figure that differs."""


def imported(view: Overview, taken: Taken, *, written: bool) -> Iterator[str]:
    """Yield the columns that were read, then the claims that differ from them."""
    count = sum(figure.value is not None for figure in taken.figures)
    read = ", ".join(f"{row} {key}" for row, key in taken.columns)
    said = say("{count} figures read: {columns}.", count=count, columns=read)
    yield from wrapped(render(said))
    yield from differing(view)
    yield ""
    yield _("Written.") if written else _("Nothing is written yet. To write: --yes.")


def differing(view: Overview) -> Iterator[str]:
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
    def unit(told: _Told) -> str:
        found = view.round.roster.unit(told[0])
        return found.short if found else told[0]

    def claimed(told: _Told) -> object:
        return told[1].claimed

    return (
        Column("unit", _("Unit"), unit, Kind.NAME, data=lambda told: told[0]),
        Column("row", _("Row"), lambda told: told[1].reference.row),
        Column(
            "key",
            _("Figure"),
            lambda told: _label(view, told[1].reference),
            Kind.NAME,
            data=lambda told: told[1].reference.key,
        ),
        Column(
            "claimed",
            _("Unit's figure"),
            lambda told: _("nothing") if told[1].claimed is None else told[1].claimed,
            Kind.NUMBER,
            data=claimed,
        ),
        Column("expected", _("Reference"), lambda told: told[1].expected, Kind.NUMBER),
        Column("source", _("Source"), lambda told: told[1].reference.source, Kind.NAME),
    )


def _label(view: Overview, one: Reference) -> str:
    fields = row_fields(view.round.rubric.rows[one.row])
    return next((field_label(field) for field in fields if field.key == one.key), one.key)


def imported_json(view: Overview, taken: Taken, *, written: bool) -> Json:
    """Return the JSON of an import: the columns that were read, and the claims that differ."""
    columns = [{"row": row, "key": key} for row, key in taken.columns]
    notes = [render(note) for note in taken.notes]
    head: Json = {"file": taken.file, "written": written, "columns": columns, "notes": notes}
    return head | _compared_json(view)


def _compared_json(view: Overview) -> Json:
    found = compared(view)
    return {
        "same": found.agreeing,
        "waiting": found.waiting,
        "differences": records(_differing_columns(view), found.differing),
    }


def shown(view: Overview) -> Iterator[str]:
    """Yield which reference figures there are, and which claims differ."""
    if not view.references:
        yield _("There are no reference figures yet.")
        return
    yield from listed(_reference_columns(view), view.references)
    yield from differing(view)


def _reference_columns(view: Overview) -> tuple[Column[Reference], ...]:
    return (
        Column("row", _("Row"), lambda one: one.row),
        Column("key", _("Figure"), lambda one: _label(view, one), Kind.NAME, data=_key),
        Column("source", _("Source"), lambda one: one.source, Kind.NAME),
        Column("units", _("Units"), lambda one: len(one.values), Kind.COUNT),
    )


def _key(one: Reference) -> str:
    return one.key


def shown_json(view: Overview) -> Json:
    """Return which reference figures there are, and which claims differ, as an object."""
    return {"references": records(_reference_columns(view), view.references)} | _compared_json(view)
