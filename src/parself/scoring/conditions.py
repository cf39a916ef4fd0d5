"""Whether entered figures are possible, as an Excel condition over their cells.

The rules are those of `parself.assessment.entries.faults`, so that a workbook in which somebody
tries other figures refuses what the program would refuse.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from parself.assessment.model import Value
from parself.rubric import model as m
from parself.rubric import rules
from parself.rubric.fields import (
    NOT_DONE,
    NOT_ISSUED,
    SURVEY_NO_OPINION,
    SURVEY_OF,
    SURVEY_POINTS,
    Field,
)

Values = Mapping[str, Value]
Refer = Callable[[str], str]

_MOST_TERMS = 200
"""Excel takes at most 255 conditions in one AND."""


def possible(
    row: m.Row, fields: Sequence[Field], values: Values, *, cell: Refer, block: Refer
) -> str:
    """Return the condition under which the cells of an answered row hold possible figures.

    `cell` and `block` are those of `parself.scoring.formula.row_formula`.
    """
    entered = [field for field in fields if field.key in values]
    if isinstance(row.measure, rules.Table):
        return _all(list(_table(row.measure, len(entered), block)))
    alone = [
        condition
        for field in entered
        for condition in _field(field, values[field.key], cell(field.key))
    ]
    return _all([*alone, *_together(row, values, cell, entered)])


def _all(conditions: Sequence[str]) -> str:
    groups = [conditions[at : at + _MOST_TERMS] for at in range(0, len(conditions), _MOST_TERMS)]
    joined = [f"AND({','.join(group)})" for group in groups]
    return joined[0] if len(joined) == 1 else f"AND({','.join(joined)})"


def _field(field: Field, value: Value, at: str) -> Iterator[str]:
    """Yield what holds of one cell: its kind, and its range."""
    if field.kind == "choice":
        yield "+".join(f"EXACT({at},{quoted(title)})" for _id, title in field.options) + "=1"
        return
    yield f"ISNUMBER({at})"
    if field.key in {NOT_DONE, NOT_ISSUED}:
        # The formula was made for this way of entering the row.
        yield f"{at}={int(value is True)}"
        return
    if field.kind == "yes":
        yield f"{at}*(1-{at})=0"
        return
    if field.kind in {"count", "date"}:
        yield f"{at}=INT({at})"
    if field.kind == "date":
        return
    if field.least is not None:
        yield f"{at}>={field.least:f}"
    if field.most is not None:
        yield f"{at}<={field.most:f}"


def quoted(text: str) -> str:
    """Return a text as a formula holds it."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _together(row: m.Row, values: Values, cell: Refer, entered: Sequence[Field]) -> Iterator[str]:
    """Yield what holds between the cells of a row."""
    match row.measure:
        case rules.Given(step) if step is not None:
            steps = f"ROUND({cell('points')}/{step:f},9)"
            yield f"{steps}=INT({steps})"
        case rules.Ratio(may_exceed=may_exceed) if "whole" in values:
            yield from _share("", cell, may_exceed=may_exceed)
        case rules.Mean(parts, may_exceed=may_exceed):
            for part in parts:
                yield from _share(f"{part.id}.", cell, may_exceed=may_exceed)
        case rules.Change(compare="ratio"):
            yield f"{cell('base')}>0"
        case rules.Survey():
            yield from _survey(row, values, cell, entered)
        case _:
            pass


def _share(prefix: str, cell: Refer, *, may_exceed: bool) -> Iterator[str]:
    part, whole = cell(f"{prefix}part"), cell(f"{prefix}whole")
    yield f"{whole}>0"
    if not may_exceed:
        yield f"{part}<={whole}"


def _table(table: rules.Table, cells: int, block: Refer) -> Iterator[str]:
    if table.passes is not None:
        ticks = block("passes")
        yield f"COUNT({ticks})={cells}"
        yield f"SUMPRODUCT(--({ticks}*(1-{ticks})<>0))=0"
        return
    part, whole = block("part"), block("whole")
    for column in (part, whole):
        yield f"COUNT({column})={cells // 2}"
        yield f"MIN({column})>=0"
        yield f"SUMPRODUCT(--({column}<>INT({column})))=0"
    yield f"SUMPRODUCT(--({part}>{whole}))=0"
    yield f"SUM({whole})>0"


def _survey(row: m.Row, values: Values, cell: Refer, entered: Sequence[Field]) -> Iterator[str]:
    if SURVEY_POINTS in values:
        most = cell(SURVEY_OF) if SURVEY_OF in values else f"{row.points:f}"
        yield f"{most}>0"
        yield f"{cell(SURVEY_POINTS)}<={most}"
    groups: dict[str, list[str]] = {}
    for field in entered:
        prefix, _dot, key = field.key.rpartition(".")
        if field.kind == "count" and key != SURVEY_NO_OPINION:
            groups.setdefault(prefix, []).append(cell(field.key))
    yield from (f"{'+'.join(counts)}>0" for counts in groups.values())
