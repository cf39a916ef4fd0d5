"""The table of what is published of the units: in the shell, in JSON and on paper."""

from collections.abc import Iterator
from decimal import Decimal

from parself.i18n import _
from parself.numerals import round_half_up
from parself.province.publishing import ties
from parself.province.snapshot import PublishedUnit, Snapshot
from parself.scoring.classes import Held
from parself.tables.data import Json, records
from parself.tables.model import Column, Kind

_EXACT = Decimal("0.00000001")
"""To what programs are told the index before it was rounded."""
U = PublishedUnit


def columns(found: Snapshot) -> tuple[Column[U], ...]:
    """Return what is published of a unit's points and place."""
    is_adjusted = any(one.bonus or one.penalty for one in found.units)
    return (
        Column("place", _("Place"), lambda one: one.place, Kind.COUNT, 8),
        Column("unit", _("Unit"), lambda one: one.name, Kind.NAME, 26, lambda one: one.code),
        Column("claimed", _("Self-assessed"), lambda one: one.claimed, Kind.POINTS, 11,
               screen=_("claimed")),
        Column("appraised", _("Appraised"), lambda one: one.appraised, Kind.POINTS, 11,
               screen=_("appraised")),
        Column("survey", _("Survey"), lambda one: one.survey, Kind.POINTS, 11, screen=_("survey")),
        *(_adjustments() if is_adjusted else ()),
        *(_maximum() if len({one.maximum for one in found.ranked}) > 1 else ()),
        Column("index", _("Index (%)"), lambda one: one.index, Kind.PERCENT, 11, screen=_("Index")),
        Column("band", _("Class"), lambda one: one.band or None, width=12),
    )  # fmt: skip


def _adjustments() -> Iterator[Column[U]]:
    def known(one: U, points: Decimal) -> Decimal | None:
        return None if one.maximum is None else points

    yield Column("", _("Bonus"), lambda one: known(one, one.bonus), Kind.POINTS, 11,
                 screen=_("plus"))  # fmt: skip
    yield Column("", _("Penalty"), lambda one: known(one, one.penalty), Kind.POINTS, 9,
                 screen=_("minus"))  # fmt: skip


def _maximum() -> Iterator[Column[U]]:
    yield Column("", _("Maximum"), lambda one: one.maximum, Kind.POINTS, 11, screen=_("most"))


def in_order(found: Snapshot) -> tuple[U, ...]:
    """Return the units as they are listed: by place, then those without one."""
    return (*found.ranked, *found.unranked)


def _exact(unit: U) -> Decimal | None:
    exact = unit.exact_index
    return None if exact is None else round_half_up(exact, _EXACT)


def _data_columns(found: Snapshot) -> tuple[Column[U], ...]:
    """Return what programs are told besides."""
    rows = {row.id: row for row in found.rows}
    return (
        Column("name", data=lambda one: one.name),
        Column("bonus", kind=Kind.POINTS, data=lambda one: one.bonus),
        Column("penalty", kind=Kind.POINTS, data=lambda one: one.penalty),
        Column("maximum", kind=Kind.POINTS, data=lambda one: one.maximum),
        Column("exact", data=_exact),
        Column("reason", data=lambda one: one.why.value if one.why else None),
        Column("held", data=lambda one: records(HELD, one.held)),
        Column("areas", data=lambda one: records(_AREA, one.areas.items())),
        Column("rows", data=lambda one: records(_row_columns(one), rows)),
    )


HELD: tuple[Column[Held], ...] = (
    Column("class", data=lambda one: one.label),
    Column("zero", data=lambda one: list(one.zero)),
    Column("penalties", data=lambda one: list(one.penalties)),
)
"""What programs are told of a class that a condition keeps a unit from."""
_AREA: tuple[Column[tuple[str, Decimal]], ...] = (
    Column("id", data=lambda one: one[0]),
    Column("points", kind=Kind.POINTS, data=lambda one: one[1]),
)


def _row_columns(unit: U) -> tuple[Column[str], ...]:
    """Return what programs are told of a row of a unit, by its id."""
    return (
        Column("row", data=lambda row: row),
        Column("claimed", kind=Kind.POINTS, data=unit.claims.get),
        Column("points", kind=Kind.POINTS, data=unit.points.get),
        Column("applies", data=lambda row: row not in unit.not_applicable),
        Column("decided", data=lambda row: row not in unit.open),
    )


def as_json(found: Snapshot) -> Json:
    """Return what is published as an object."""
    return {
        "number": found.number,
        "when": found.when.isoformat(),
        "who": found.who,
        "why": found.why,
        "decision": found.decision,
        "year": found.year,
        "purpose": found.purpose.value,
        "title": found.title,
        "survey_held": found.survey_held,
        "left": found.left,
        "ties": [
            {
                "place": one.place,
                "by_rounding": one.is_by_rounding,
                "units": [unit.code for unit in one.units],
            }
            for one in ties(found)
        ],
        "units": records((*columns(found), *_data_columns(found)), in_order(found)),
    }
