"""A table for programs: what ``--json`` prints of rows, as docs/json.md describes it.

Counts, places, years and sequence numbers are whole numbers; points, percentages and
probabilities are strings with a dot, so that no reader rounds them; what is not known is null.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from parself.tables.model import Cell, Column, Kind, Row

Json = dict[str, object]
_TWO_DECIMALS: Final = frozenset({Kind.POINTS, Kind.CHANGE, Kind.PERCENT})


def records(columns: Iterable[Column[Row]], rows: Iterable[Row]) -> list[Json]:
    """Return an object a row, a field a column that has a key."""
    keyed = [column for column in columns if column.key]
    return [record(keyed, row) for row in rows]


def record(columns: Iterable[Column[Row]], row: Row) -> Json:
    """Return one row as an object."""
    return {column.key: _datum(column, row) for column in columns if column.key}


def _datum(column: Column[Row], row: Row) -> object:
    told = column.data or column.value
    value = told(row) if told is not None else None
    if isinstance(value, Cell):
        return _plain(value.value, value.kind or column.kind)
    return _plain(value, column.kind)


def _plain(value: object, kind: Kind) -> object:
    match value:
        case date():
            return value.isoformat()
        case int() if kind is Kind.YES:
            return bool(value)
        case Decimal() if kind in _TWO_DECIMALS:
            return figure(value)
        case Decimal():
            return f"{value:f}"
        case _:
            return value


def figure(value: Decimal | None) -> str | None:
    """Return points or a percentage: a dot and at least two decimals; None stays None."""
    if value is None:
        return None
    whole, _, decimals = f"{value:f}".partition(".")
    return f"{whole}.{decimals:0<2}"
