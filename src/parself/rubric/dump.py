"""A rubric as a TOML file: the way back from `parself.rubric.load`.

What the loader makes of the file is the rubric that went in. Defaults are left out, and
the short spellings that the loader knows are used, as a person would write the file.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from parself import toml
from parself.rubric import load
from parself.rubric import model as m
from parself.rules.fields import Input
from parself.rules.kinds import Kind
from parself.values import Frozen, fields, told

_LISTS: Final = {
    "department": "departments",
    "figure": "figures",
    "adjustment": "adjustments",
    "check": "checks",
}
"""Lists of a rubric: key of the file, and field of the value."""


def rubric_to_bytes(rubric: m.Rubric) -> bytes:
    """Return the rubric's file."""
    return toml.write(rubric_table(rubric))


def rubric_table(rubric: m.Rubric) -> toml.Table:
    """Return the rubric as the plain table that its file holds."""
    said = told(rubric)
    names = (field.name for field in fields(m.RubricHead))
    head = {name: _plain(said[name]) for name in names if name in said}
    lists = {key: _plain(getattr(rubric, name)) for key, name in _LISTS.items()}
    return {
        "format": load.FORMAT,
        "rubric": head,
        **{key: entries for key, entries in lists.items() if entries},
        "area": [_area(area) for area in rubric.areas],
    }


def _area(area: m.Area) -> toml.Table:
    criteria = [_criterion(criterion) for criterion in area.criteria]
    return {**_named(area), "criterion": criteria}


def _named(node: m.Area | m.Criterion) -> toml.Table:
    return {"id": node.id, "title": node.title, "points": _plain(node.points)}


def _criterion(criterion: m.Criterion) -> toml.Table:
    if criterion.is_item:
        return _row(criterion.items[0])
    return {**_named(criterion), "item": _plain(criterion.items)}


def _plain(value: Any) -> Any:
    match value:
        case StrEnum():
            return value.value
        case tuple():
            return [_plain(entry) for entry in value]
        case Mapping():
            return {key: _plain(entry) for key, entry in value.items()}
        case Decimal() if value == value.to_integral_value():
            return int(value)
        case Input(title, None):
            return title
        case m.Item() | m.Adjustment():
            return _row(value)
        case Frozen():
            return _fields(value)
        case _:
            return value


def _fields(value: Any) -> toml.Table:
    """Return what is not the default, under the names of the file (``from`` for ``from_``)."""
    kind = {}
    if isinstance(value, Kind):
        kind, value = {"kind": value.kind}, value.written()
    return kind | {name.rstrip("_"): _plain(one) for name, one in told(value).items()}


def _row(row: m.Row) -> toml.Table:
    """Return a row, its scale as short as a person would write it."""
    table = _fields(row)
    if row.scale is not None:
        table["scale"] = row.scale.abbreviated(table["scale"], row.measure)
    return table
