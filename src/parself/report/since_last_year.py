"""This year beside last year: index and place, and points where rows can be compared."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from parself.errors import say
from parself.i18n import _, render
from parself.numerals import round_half_up
from parself.province.comparing import (
    RowSince,
    UnitSince,
    mean_of_row,
    rows_since,
    units_since,
)
from parself.province.snapshot import PublishedUnit, Snapshot
from parself.report import published
from parself.report.case import RoundCase
from parself.report.parts import heading
from parself.tables.model import Column, Kind, filled
from parself.tables.paper import Block, Paragraph, Report, Tone

ID: Final = "last-year"
Before = tuple[Decimal | None, int | None]
"""Index and place of last year; None where not known."""


def report(case: RoundCase) -> Report:
    """Return indexes and places of both years, then the rows that can be compared."""
    found = case.snapshot
    title = render(say("PAR INDEX {year:none} against the year before", year=found.year))
    blocks: list[Block] = [
        *heading(title, case.round.roster.parent, case.round.rubric),
        *_indexes(case),
    ]
    if case.last_year is None:
        words = _(
            "What was published last year by criterion is not known: only index and place are told."
        )
        blocks.append(Paragraph(words, Tone.NOTE))
    else:
        blocks += _by_row(case, case.last_year)
    return Report(ID, _("Against last year"), tuple(blocks))


def _before(case: RoundCase, unit: PublishedUnit) -> Before:
    """Return what is known of a unit's last year."""
    if case.last_year is not None:
        then = case.last_year.unit(unit.code)
        return (None, None) if then is None or then.place is None else (then.index, then.place)
    standing = case.round.standings.of(unit.code) if case.round.standings is not None else None
    return (None, None) if standing is None else (standing.index, standing.rank)


def _indexes(case: RoundCase) -> Iterator[Block]:
    found = case.snapshot
    before = {one.code: _before(case, one) for one in found.units}
    if not any(one for pair in before.values() for one in pair):
        yield Paragraph(_("Nothing is known of last year."))
        return

    def index_moved(one: PublishedUnit) -> Decimal | None:
        then = before[one.code][0]
        return None if then is None or one.place is None or one.index is None else one.index - then

    columns: tuple[Column[PublishedUnit], ...] = (
        Column("unit", _("Unit"), lambda one: one.name, Kind.NAME, 26),
        Column("before", _("Index last year"), lambda one: before[one.code][0], Kind.PERCENT, 11),
        Column("index", _("Index"), lambda one: one.index, Kind.PERCENT, 11),
        Column("change", _("Up, down"), index_moved, Kind.CHANGE, 9),
        Column(
            "place_before", _("Place last year"), lambda one: before[one.code][1], Kind.COUNT, 9
        ),
        Column("place", _("Place"), lambda one: one.place, Kind.COUNT, 8),
        Column("moved", _("Places"), lambda one: _moved(before[one.code][1], one.place), width=12),
    )
    yield filled(columns, published.in_order(found))


def _moved(before: int | None, now: int | None) -> str:
    """Return by how many places a unit moved, as decisions write it."""
    if before is None or now is None:
        return ""
    if before == now:
        return _("unchanged")
    by = abs(before - now)
    return render(say("up {count}", count=by) if now < before else say("down {count}", count=by))


def _by_row(case: RoundCase, last: Snapshot) -> Iterator[Block]:
    found = case.snapshot
    rows = rows_since(found, last, case.round.rubric)
    alike = [one for one in rows if one.before]
    said = say(
        "Points are compared over {alike} of {rows} criteria: those of equal maximum and rule in"
        " both years.",
        alike=len(alike),
        rows=len(rows),
    )
    yield Paragraph(_("Over the criteria that can be compared"), Tone.HEADING)
    yield Paragraph(render(said))
    if alike:
        yield filled(_unit_columns(), units_since(found, last, rows))
    yield Paragraph(_("Criterion by criterion, means of the units with a place"), Tone.HEADING)
    yield filled(_row_columns(found, last), rows)


def _unit_columns() -> tuple[Column[UnitSince], ...]:
    return (
        Column("unit", _("Unit"), lambda one: one.unit.name, Kind.NAME, 26),
        Column("before", _("Last year"), lambda one: one.before, Kind.POINTS),
        Column("now", _("This year"), lambda one: one.points, Kind.POINTS),
        Column("change", _("Up, down"), lambda one: one.points - one.before, Kind.CHANGE),
        Column("place_before", _("Place last year"), lambda one: one.place_before, Kind.COUNT),
        Column("place", _("Place"), lambda one: one.place, Kind.COUNT),
    )


def _row_columns(found: Snapshot, last: Snapshot) -> tuple[Column[RowSince], ...]:
    def then(one: RowSince) -> Decimal | str | None:
        if not one.before:
            return _("cannot be compared")
        return _rounded(mean_of_row(last.ranked, one.before))

    def now(one: RowSince) -> Decimal | None:
        return _rounded(mean_of_row(found.ranked, one.row.id))

    def change(one: RowSince) -> Decimal | None:
        before, after = then(one), now(one)
        return after - before if isinstance(before, Decimal) and after is not None else None

    return (
        Column("id", _("Nº"), lambda one: one.row.id, width=7),
        Column("title", _("Criterion"), lambda one: one.row.title, Kind.NAME, 40),
        Column("max", _("Maximum"), lambda one: one.row.points, Kind.POINTS, 8),
        Column("before", _("Last year"), then, Kind.POINTS, 13),
        Column("now", _("This year"), now, Kind.POINTS, 9),
        Column("change", _("Up, down"), change, Kind.CHANGE, 9),
    )


def _rounded(figure: Fraction | None) -> Decimal | None:
    return None if figure is None else round_half_up(figure)
