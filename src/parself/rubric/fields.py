"""What a row asks for: the fields behind its measure, the same for every face.

The screen, the command line, the reader of files and the checker of rubrics all ask
here which keys a row has, so that a measure's inputs are spelled out once.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from attrs import evolve, frozen

from parself.rubric import model as m
from parself.rubric import rules
from parself.text import slug

FieldKind = Literal["count", "decimal", "percent", "yes", "choice", "date"]

SURVEY_PERCENT = "percent"
SURVEY_POINTS = "points"
SURVEY_OF = "of"
SURVEY_NO_OPINION = "no_opinion"
NOT_ISSUED = "not_issued"
NOT_DONE = "not_done"


@frozen
class Field:
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

    @property
    def is_number(self) -> bool:
        """Whether the field holds a figure."""
        return self.kind in {"count", "decimal", "percent"}


def row_fields(row: m.Row, sub_units: Sequence[str] = ()) -> tuple[Field, ...]:
    """Return what a row asks for, in order. `sub_units` are the unit's communes, for tables."""
    return _all_fields(row.measure, row.points, tuple(sub_units))


# Every keystroke scores every row, and the same rows ask for the same fields each time.
@lru_cache(maxsize=4096)
def _all_fields(
    measure: rules.Measure, points: Decimal, sub_units: tuple[str, ...]
) -> tuple[Field, ...]:
    return tuple(_fields(measure, points, sub_units))


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


def _fields(measure: rules.Measure, points: Decimal, sub_units: Sequence[str]) -> Iterator[Field]:
    match measure:
        case rules.Choice(levels):
            options = tuple((level.id, level.title) for level in levels)
            yield Field("choice", "", "choice", options=options)
        case rules.Checklist(parts):
            yield from (Field(part.id, part.title, "yes") for part in parts)
        case rules.Given():
            yield Field("points", "", "decimal", most=points)
        case rules.Ratio():
            kind: FieldKind = "decimal" if measure.decimals else "count"
            yield _input("part", measure.part, kind, measure.unit)
            yield _input("whole", measure.whole, kind, measure.unit)
            if measure.not_done:
                yield Field(NOT_DONE, measure.not_done, "yes", optional=True)
        case rules.Table():
            yield from _table_fields(measure, sub_units)
        case rules.Mean():
            yield from _mean_fields(measure)
        case rules.Survey():
            yield from _survey_fields(measure, points)
        case rules.Count():
            yield from (_counter(measure, counter) for counter in measure.counters)
        case rules.DateDue():
            yield from _date_fields(measure)
        case rules.Change():
            yield from _change_fields(measure)


def _input(key: str, entry: rules.Input, kind: FieldKind, unit: str) -> Field:
    return Field(key, entry.title, kind, unit, figure=entry.figure)


def _table_fields(table: rules.Table, sub_units: Sequence[str]) -> Iterator[Field]:
    for line, name in zip(line_ids(sub_units), sub_units, strict=True):
        if table.passes is not None:
            yield Field(line, table.passes, "yes", group=name)
        else:
            yield Field(f"{line}.part", table.part or "", "count", table.unit, group=name)
            yield Field(f"{line}.whole", table.whole or "", "count", table.unit, group=name)


def _mean_fields(mean: rules.Mean) -> Iterator[Field]:
    for part in mean.parts:
        for key, entry in (("part", part.part), ("whole", part.whole)):
            field = _input(f"{part.id}.{key}", entry, "count", mean.unit)
            yield evolve(field, group=part.title)


def _survey_fields(survey: rules.Survey, points: Decimal) -> Iterator[Field]:
    groups = [(f"{part.id}.", part.title) for part in survey.parts] or [("", "")]
    if survey.options:
        for prefix, title in groups:
            for option in survey.options:
                yield Field(f"{prefix}{option.id}", option.title, "count", group=title)
            yield Field(f"{prefix}{SURVEY_NO_OPINION}", "", "count", group=title, optional=True)
    yield Field(SURVEY_PERCENT, "", "percent", "%", most=Decimal(100))
    yield Field(SURVEY_POINTS, "", "decimal")
    yield Field(SURVEY_OF, "", "decimal", optional=True)


def _counter(count: rules.Count, counter: rules.Counter) -> Field:
    most = None if counter.most is None else Decimal(counter.most)
    return Field(counter.id, counter.title, "count", count.unit, most=most)


def _date_fields(measure: rules.DateDue) -> Iterator[Field]:
    yield Field("date", measure.title, "date")
    if measure.reference is not None:
        optional = measure.due is not None
        yield Field("reference", measure.reference.title, "date", optional=optional)
    if measure.not_issued:
        yield Field(NOT_ISSUED, measure.not_issued, "yes", optional=True)


def _change_fields(change: rules.Change) -> Iterator[Field]:
    kind: FieldKind = "decimal" if change.decimals else "count"
    least = None if change.signed else Decimal(0)
    yield evolve(_input("value", change.value, kind, change.unit), least=least)
    yield evolve(_input("base", change.base, kind, change.unit), least=least)
