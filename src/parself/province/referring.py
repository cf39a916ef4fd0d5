"""Reference figures taken over from a file, and what then differs from what units claim."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from secrets import token_hex
from typing import Final

from parself import files
from parself.assessment.entries import field_fault
from parself.errors import Problem, RefusedError, say
from parself.numerals import is_number, too_long
from parself.province.headings import field_of
from parself.province.ledger import event
from parself.province.overview import Overview
from parself.province.record import Round
from parself.province.reference import Difference, Reference, read_references, write_references
from parself.province.round import open_whole, tell
from parself.province.terms import Change
from parself.province.unit_figures import Asked, Figure, Taken, told
from parself.province.unit_names import remember_names
from parself.rubric import model as m
from parself.rules.amounts import Value
from parself.rules.kinds import row_fields
from parself.values import Frozen, evolve

REFERENCE: Final = "reference"


class Compared(Frozen):
    """What the reference figures say of the units' claims."""

    differing: tuple[tuple[str, Difference], ...]
    """With the code of the unit, in the order of the roster."""
    agreeing: int
    waiting: int
    """Figures of units of which nothing counts yet."""


def rows_with_figures(round_: Round) -> tuple[m.Row, ...]:
    """Return the rows that have figures to compare."""
    rows = round_.rubric.rows.values()
    return tuple(row for row in rows if any(one.is_number for one in row_fields(row)))


def asked_of_file(
    round_: Round,
    row: str = "",
    key: str = "",
    column: str = "",
    matches: Mapping[str, str] | None = None,
) -> Asked:
    """Return what is asked of a file of reference figures.

    Raises `UsageError` for a row or figure that is not there.
    """

    def possible(figures: Iterable[Figure]) -> Iterator[Problem]:
        for one in figures:
            if one.value is not None:
                yield from _faults(round_.rubric.rows[one.row], one, one.value)

    rows = rows_with_figures(round_)
    asked = Asked(rows, row, key, column, matches or {}, possible, every=True)
    if row:
        told(asked)
    return asked


def _faults(row: m.Row, figure: Figure, value: Value) -> Iterator[Problem]:
    """Yield why a figure is not one that a unit could have entered."""
    asked = field_of(row, figure.key)
    if asked is None or not asked.is_number:
        yield from _problems(figure)
    elif (fault := field_fault(asked, value)) is not None:
        yield Problem(fault.what, figure.place, fault.todo)


def updated(
    references: Sequence[Reference], figures: Iterable[Figure], source: str
) -> tuple[Reference, ...]:
    """Return the references with figures of one source: cell by cell, None takes one away.

    Raises `RefusedError` for figures that cannot be meant.
    """
    known = {(one.row, one.key, one.source): one for one in references}
    said = tuple(figures)
    problems = _impossible(said)
    if problems:
        raise RefusedError(*problems)
    for figure in said:
        place = (figure.row, figure.key, source)
        before = known.get(place, Reference(*place))
        values = {unit: value for unit, value in before.values.items() if unit != figure.unit}
        if figure.value is not None:
            values[figure.unit] = _number(figure)
        known[place] = evolve(before, values=values)
    return tuple(one for one in known.values() if one.values)


def _number(figure: Figure) -> Decimal:
    return Decimal(figure.value) if is_number(figure.value) else Decimal(0)


def _impossible(figures: Iterable[Figure]) -> tuple[Problem, ...]:
    """Return why figures cannot be meant."""
    return tuple(each for one in figures if one.value is not None for each in _problems(one))


def _problems(figure: Figure) -> Iterator[Problem]:
    if not is_number(figure.value):
        what = say(
            "Only figures can be compared; row {row} asks for no figure here.", row=figure.row
        )
        yield Problem(what, figure.place)
    elif (problem := too_long(figure.value)) is not None:
        yield evolve(problem, where=figure.place)


def import_references(path: Path, taken: Taken, source: str, change: Change) -> tuple[Problem, ...]:
    """Write the figures of a file to a round; return why its ledger does not say so, if so."""
    with files.FolderLock(path, change.when):
        round_, before = open_whole(path), read_references(path)
        after = updated(before, taken.figures, source)
        names, changes = remember_names(path, taken.names), _changes(before, after, source)
        if not changes and not names:
            return ()
        write_references(path, after)
        facts = {
            "why": change.why,
            "file": taken.file,
            "sha256": taken.sha256,
            "source": source,
            "columns": [{"row": row, "key": key} for row, key in taken.columns],
            "changes": changes,
            "names": names,
        }
        told = event(REFERENCE, change.who, change.when, act=token_hex(4), **facts)
        return tell(round_, [told])


def _changes(
    before: Iterable[Reference], after: Iterable[Reference], source: str
) -> list[Mapping[str, object]]:
    """Return which figures of a source change, each with what it was and is."""
    old, new = _of_source(before, source), _of_source(after, source)
    places = [place for place in {**old, **new} if old.get(place) != new.get(place)]
    return [
        {"unit": unit, "row": row, "key": key}
        | {"before": old.get((unit, row, key)), "after": new.get((unit, row, key))}
        for unit, row, key in places
    ]


def _of_source(references: Iterable[Reference], source: str) -> Mapping[tuple[str, str, str], str]:
    return {
        (unit, one.row, one.key): str(value)
        for one in references
        if one.source == source
        for unit, value in one.values.items()
    }


def compared(view: Overview) -> Compared:
    """Compare all claims with the reference figures of a round."""
    differing: list[tuple[str, Difference]] = []
    said = agreeing = 0
    for unit in view.round.roster.units:
        for one in view.references:
            said += unit.code in one.values
        if unit.code in view.facts:
            rows = dict.fromkeys(one.row for one in view.references)
            found = [each for row in rows for each in view.differences(unit.code, row)]
            differing += [(unit.code, each) for each in found]
            agreeing += sum(unit.code in one.values for one in view.references) - len(found)
    return Compared(tuple(differing), agreeing, said - agreeing - len(differing))
