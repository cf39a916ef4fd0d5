"""What a newer result says otherwise than the one that a unit holds. Pure."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from parself.returns.model import Return, Stood
from parself.values import Frozen


class MovedRow(Frozen):
    """One row of which the points are others now."""

    row: str
    before: Decimal | None
    """None while there were none."""
    after: Decimal | None


class Moved(Frozen):
    """What differs between two results."""

    rows: tuple[MovedRow, ...]
    before: Stood | None
    """Where the unit stood by the one before, where the later one does not tell it."""


def moved(before: Return | None, after: Return) -> Moved:
    """Return the differences of a result from the one before it, if that is known.

    Where the unit stood is not told again where the result tells it as what it corrects.
    """
    if before is None:
        return Moved((), None)
    rows = tuple(_rows(_points(before), _points(after)))
    then, now = before.published, after.published
    if now is None or then is None or _standing(then) == _standing(now):
        return Moved(rows, None)
    is_told = now.replaces is not None and now.replaces.number == then.number
    return Moved(rows, None if is_told else then)


def _standing(one: Stood) -> tuple[object, ...]:
    return one.index, one.place, one.of, one.band, one.reason


def _points(value: Return) -> Mapping[str, Decimal | None]:
    return {**{row: one.appraised for row, one in value.rows.items()}, **value.survey}


def _rows(
    then: Mapping[str, Decimal | None], now: Mapping[str, Decimal | None]
) -> Iterator[MovedRow]:
    for row in dict.fromkeys((*now, *then)):
        if then.get(row) != now.get(row):
            yield MovedRow(row, then.get(row), now.get(row))
