"""What the commands of survey points say: values as lines of text and as JSON."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import product

from parself.cli.shapes import entered
from parself.cli.unit_files import names_json
from parself.errors import Message, say
from parself.i18n import _, render
from parself.province.overview import Overview
from parself.province.record import Round
from parself.province.survey import entered_rows, summed
from parself.province.surveying import Entering
from parself.province.unit_figures import Taken
from parself.rubric import model as m
from parself.rubric.peers import Unit
from parself.rules.amounts import Values
from parself.scoring.score import capped
from parself.tables.data import Json, records
from parself.tables.model import Column, Kind
from parself.tables.terminal import listed, wrapped
from parself.words.survey_words import shown


def _columns() -> tuple[Column[Entering], ...]:

    def told(row: m.Row, values: Values) -> str:
        return shown(row, values) or _("not known yet")

    return (
        Column(
            "unit",
            _("Unit"),
            lambda one: one.unit.short,
            Kind.NAME,
            data=lambda one: one.unit.code,
        ),
        Column("row", _("Row"), lambda one: one.row.id),
        Column(
            "before",
            _("Old figures"),
            lambda one: told(one.row, one.before),
            data=lambda one: _pairs(one.before),
        ),
        Column(
            "after",
            _("New figures"),
            lambda one: told(one.row, one.after),
            data=lambda one: _pairs(one.after),
        ),
        Column("points_before", _("Points, old"), lambda one: one.points_before, Kind.POINTS),
        Column("points_after", _("Points, new"), lambda one: one.points_after, Kind.POINTS),
    )


def _pairs(values: Values) -> list[Json]:
    return [{"key": key, "value": entered(value)} for key, value in values.items()]


def changes(found: Sequence[Entering], *, written: bool) -> Iterator[str]:
    """Yield what changes, row by row."""
    if not found:
        yield _("Nothing changes.")
        return
    yield from listed(_columns(), found)
    yield ""
    said = say("{count} rows would change; nothing is written yet. To write: --yes.")
    if written:
        said = say("Written: {count} rows.")
    yield from wrapped(render(Message(said.id, {"count": len(found)})))


def entered_json(found: Sequence[Entering]) -> Json:
    """Return what was entered as an object."""
    return {"changes": records(_columns(), found)}


def changes_json(found: Sequence[Entering], taken: Taken, *, written: bool) -> Json:
    """Return what changes as an object."""
    return {
        "file": taken.file,
        "written": written,
        **entered_json(found),
        "notes": [render(note) for note in taken.notes],
        "names": names_json(taken),
    }


def survey(view: Overview) -> Iterator[str]:
    """Yield how many rows of each unit are known, and which units lack a row."""
    if not view.round.settings.survey_held:
        yield from setting(view.round)
    rubric, rows = view.round.rubric, entered_rows(view.round)
    items = [row for row in rows if isinstance(row, m.Item)]

    def known(unit: Unit) -> str:
        return f"{sum(row.id in view.survey_points(unit.code) for row in items)}/{len(items)}"

    def points(source: m.Source) -> Callable[[Unit], Decimal]:
        return lambda unit: summed(
            rubric, view.survey_points(unit.code), source, view.weights(unit.code)
        )

    def added(kind: str) -> Callable[[Unit], Decimal]:
        return lambda unit: _added(view, unit, kind)

    columns: tuple[Column[Unit], ...] = (
        Column("unit", _("Unit"), lambda unit: unit.short, Kind.NAME),
        Column("known", _("Rows known"), known),
        Column("points", _("survey"), points(m.Source.SURVEY), Kind.POINTS),
        Column("graded", _("scored above"), points(m.Source.APPRAISER), Kind.POINTS),
        Column("bonus", _("plus"), added("bonus"), Kind.POINTS),
        Column("penalty", _("minus"), added("penalty"), Kind.POINTS),
    )
    shown_ = columns if len(items) < len(rows) else columns[:-2]
    yield from listed(shown_, view.round.roster.units)
    yield from _lacking(view, items)


def _added(view: Overview, unit: Unit, kind: str) -> Decimal:
    """Return what the bonus or penalty rows come to that the province entered."""
    known = view.survey_points(unit.code)
    return capped(view.round.rubric, kind, lambda row: known.get(row, Decimal(0)))


def _lacking(view: Overview, rows: Sequence[m.Item]) -> Iterator[str]:
    """Yield of which units rows are not known yet."""
    known = {one.short: view.survey_points(one.code) for one in view.round.roster.units}
    lacking = {row.id: [unit for unit in known if row.id not in known[unit]] for row in rows}
    for row, units in lacking.items():
        if 0 < len(units) < len(known):
            said = say("{row}: not known yet for {units}.", row=row, units=", ".join(units))
            yield from wrapped(render(said))
    nowhere = ", ".join(row for row, units in lacking.items() if len(units) == len(known))
    if nowhere:
        yield from wrapped(render(say("Not known yet for any unit: {rows}.", rows=nowhere)))


def survey_json(view: Overview) -> Json:
    """Return what is entered for each unit and row; points that are not known are null."""

    def told(unit: Unit, row: m.Row) -> list[Json]:
        return _pairs(view.survey.get(unit.code, {}).get(row.id, {}))

    columns: tuple[Column[tuple[Unit, m.Row]], ...] = (
        Column("unit", data=lambda one: one[0].code),
        Column("row", data=lambda one: one[1].id),
        Column("entered", data=lambda one: told(*one)),
        Column("points", data=lambda one: points[one[0].code].get(one[1].id), kind=Kind.POINTS),
    )
    units = view.round.roster.units
    points = {unit.code: view.survey_points(unit.code) for unit in units}
    cells = product(units, entered_rows(view.round))
    return {"survey_held": view.round.settings.survey_held, "rows": records(columns, cells)}


def setting(round_: Round) -> Iterator[str]:
    """Yield whether a survey is held."""
    if round_.settings.survey_held:
        yield _("A survey is held; points of its rows count.")
    else:
        yield from wrapped(_("No survey is held: its rows are left out of the maximum."))
