"""What a row may ask for: fields, the same for every face; which ones, each measure says."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from parself.text import slug
from parself.values import Frozen, remembered

FieldKind = Literal["count", "decimal", "percent", "yes", "choice", "date"]


class Input(Frozen):
    """One number that a rule asks for."""

    title: str
    """The label of the field, as users read it."""
    figure: str | None = None
    """Id of the shared figure that this input takes over, if any."""


class Field(Frozen):
    """One thing that a row asks for."""

    key: str
    """Name on the command line and in files: ``part``, ``xa-an-son.whole``."""
    label: str
    kind: FieldKind
    unit: str = ""
    """Word after the figure."""
    group: str = ""
    """Heading that several fields stand under: a commune, one ratio of a mean."""
    least: Decimal | None = Decimal(0)
    """Smallest possible figure; None: any."""
    most: Decimal | None = None
    """Greatest possible figure; None: any."""
    options: tuple[tuple[str, str], ...] = ()
    """For a choice: ids and titles."""
    figure: str | None = None
    """Id of the shared figure that fills this field when the row has no value of its own."""
    optional: bool = False
    """Whether the row is complete without it."""
    instead: bool = False
    """Whether a yes stands for the figures of the row: not done, never issued."""

    @property
    def is_number(self) -> bool:
        """Whether the field holds a figure."""
        return self.kind in {"count", "decimal", "percent"}


Fields = tuple[Field, ...]
"""What a row asks for, in order."""


class Known(Frozen):
    """What is asked of a row's fields again and again."""

    by_key: Mapping[str, Field]
    shared: tuple[tuple[str, str], ...]
    """Fields that take over a shared figure: their key, and its id."""
    percentages: tuple[Field, ...]


@remembered
def known_of(fields: Fields) -> Known:
    """Return what is asked of fields again and again."""
    return Known(
        {one.key: one for one in fields},
        tuple((one.key, one.figure) for one in fields if one.figure is not None),
        tuple(one for one in fields if one.kind == "percent"),
    )


def line_ids(sub_units: Sequence[str]) -> tuple[str, ...]:
    """Return the keys of a table's lines: slugs of the sub-units, numbered where two agree."""
    return _line_ids(tuple(sub_units))


@lru_cache(maxsize=256)
def _line_ids(sub_units: tuple[str, ...]) -> tuple[str, ...]:
    ids: list[str] = []
    for name in sub_units:
        base = slug(name) or "dong"
        clashes = sum(known == base or known.startswith(f"{base}--") for known in ids)
        ids.append(f"{base}--{clashes + 1}" if clashes else base)
    return tuple(ids)


def figure_field(
    key: str, entry: Input, unit: str, *, decimals: bool = False, group: str = ""
) -> Field:
    """Return the field of an input."""
    kind: FieldKind = "decimal" if decimals else "count"
    return Field(key, entry.title, kind, unit, group, figure=entry.figure)
