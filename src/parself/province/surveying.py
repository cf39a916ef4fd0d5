"""Survey points entered: what figures would change, looked at first, then written and told.

The preview and the writing are one computation, so that what was shown is what is done. Nothing
is written while a single figure is not possible.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from secrets import token_hex
from typing import Final

from parself import files
from parself.assessment.entries import is_complete
from parself.errors import Problem, RefusedError, UsageError, say
from parself.province import terms
from parself.province.ledger import event
from parself.province.record import Round
from parself.province.round import open_whole, tell
from parself.province.survey import (
    Entries,
    entered_rows,
    read_survey,
    survey_faults,
    survey_points,
    write_survey,
)
from parself.province.terms import Change
from parself.province.unit_figures import Asked, Figure, Taken
from parself.province.unit_names import remember_names
from parself.rubric import model as m
from parself.rubric.peers import Unit
from parself.rules.amounts import Value, Values
from parself.rules.kinds import row_fields
from parself.values import Frozen, evolve

SURVEY: Final = "survey"
SURVEY_HELD: Final = "survey-held"


class Entering(Frozen):
    """One row of one unit: what stands, and what would stand instead."""

    unit: Unit
    row: m.Row
    before: Values
    after: Values
    points_before: Decimal | None
    points_after: Decimal | None
    """None while the row is not complete: not known, never zero."""

    @property
    def replaces(self) -> bool:
        """Say whether a figure that stood is another one or gone."""
        return any(self.after.get(key) != value for key, value in self.before.items())


def asked_of_file(
    round_: Round, entries: Entries, key: str = "", matches: Mapping[str, str] | None = None
) -> Asked:
    """Return what is asked of a file of survey points. Raises what `require_held` raises.

    A file may name rows of a survey that is not held: `changes` says so of them.
    """
    require_held(round_)

    def possible(figures: Sequence[Figure]) -> Iterator[Problem]:
        yield from _looked_at(round_, entries, figures)[1]
        for one in figures:
            if not one.unit and one.value is not None:
                row = round_.rubric.rows[one.row]
                yield from _problems(row, {one.key: one.value}, {one.key: one})

    rows = tuple(one for one in round_.rubric.rows.values() if one.source is not m.Source.SELF)
    return Asked(rows, key=key, matches=matches or {}, possible=possible)


def require_held(round_: Round, rows: Iterable[str] = ()) -> None:
    """Raise `UsageError` where no survey is held and nothing else, or one of its rows, is meant."""
    known = round_.rubric.rows
    is_surveys = any(row in known and known[row].source is m.Source.SURVEY for row in rows)
    if not round_.settings.survey_held and (is_surveys or not entered_rows(round_)):
        what = say("No survey is held in this round; its rows leave the maximum.")
        todo = say("Say first that one is held, and why; then enter its points.")
        raise UsageError(Problem(what, todo=todo))


def changes(round_: Round, entries: Entries, figures: Iterable[Figure]) -> tuple[Entering, ...]:
    """Return what figures would change, in the order of roster and rubric.

    Raises `RefusedError` with every row that would not be possible, and what `require_held` raises.
    """
    figures = tuple(figures)
    require_held(round_, (one.row for one in figures))
    found, problems = _looked_at(round_, entries, figures)
    if problems:
        raise RefusedError(*problems)
    return found


def _looked_at(
    round_: Round, entries: Entries, figures: Iterable[Figure]
) -> tuple[tuple[Entering, ...], tuple[Problem, ...]]:
    """Return what figures would change, and why that is not possible."""
    by_row: dict[tuple[str, str], dict[str, Figure]] = {}
    for one in figures:
        by_row.setdefault((one.unit, one.row), {})[one.key] = one
    found, problems = list[Entering](), list[Problem]()
    for unit in round_.roster.units:
        for row in entered_rows(round_):
            said = by_row.get((unit.code, row.id), {})
            before = entries.get(unit.code, {}).get(row.id, {})
            after = _after(row, before, {key: one.value for key, one in said.items()})
            if after != before:
                problems += _problems(row, after, said)
                found.append(_entering(round_, unit, row, before, after))
    return tuple(found), tuple(problems)


def _after(row: m.Row, before: Values, said: Mapping[str, Value | None]) -> Values:
    """Return what would stand: what is said replaces field by field, None clears.

    A row that is said whole in another way (points instead of a percentage) replaces the old way.
    """
    fresh = {key: value for key, value in said.items() if value is not None}
    kept = {key: value for key, value in before.items() if key not in said}
    merged = {**kept, **fresh}
    if survey_faults(row, merged) and _is_whole(row, fresh):
        return fresh
    return merged


def _is_whole(row: m.Row, values: Values) -> bool:
    if not values or survey_faults(row, values):
        return False
    return is_complete(row, row_fields(row), values)


def _problems(row: m.Row, values: Values, said: Mapping[str, Figure]) -> list[Problem]:
    """Return why a row is not possible, each with the cell that says so."""
    somewhere = next(iter(said.values())).place
    return [
        Problem(fault.what, said[fault.key].place if fault.key in said else somewhere, fault.todo)
        for fault in survey_faults(row, values)
    ]


def _entering(round_: Round, unit: Unit, row: m.Row, before: Values, after: Values) -> Entering:
    points = [
        survey_points(round_.rubric, unit, {row.id: values}, round_.year).get(row.id)
        for values in (before, after)
    ]
    return Entering(unit, row, before, after, *points)


def with_changes(entries: Entries, changed: Iterable[Entering]) -> Entries:
    """Return the entries as they would stand."""
    after = {unit: dict(rows) for unit, rows in entries.items()}
    for one in changed:
        after.setdefault(one.unit.code, {})[one.row.id] = one.after
    return after


def enter(
    path: Path, figures: Iterable[Figure], change: Change, taken: Taken | None = None
) -> tuple[tuple[Entering, ...], tuple[Problem, ...]]:
    """Write figures to a round; return what changed, and why the ledger does not say so, if so.

    `taken` is the file that they come from. Raises `UsageError` where a figure that stood would
    be changed without a reason, and what `changes` raises; nothing is changed then.
    """
    with files.FolderLock(path, change.when):
        round_, entries = open_whole(path), read_survey(path)
        found = changes(round_, entries, figures)
        require_reason(found, change.why)
        names = remember_names(path, taken.names) if taken else ()
        if not found and not names:
            return (), ()
        write_survey(path, with_changes(entries, found))
        source = {"file": taken.file, "sha256": taken.sha256, "names": names} if taken else {}
        facts = {"why": change.why, **source, "changes": [_told(one) for one in found]}
        told = event(SURVEY, change.who, change.when, act=token_hex(4), **facts)
        return found, tell(round_, [told])


def require_reason(found: Iterable[Entering], why: str) -> None:
    """Raise `UsageError` where figures that stood would change and nobody says why."""
    if not why.strip() and any(one.replaces for one in found):
        what = say("Figures that stand already would change; that needs a reason.")
        raise UsageError(Problem(what, todo=say("Say why: --why.")))


def _told(one: Entering) -> Mapping[str, object]:
    values = {"before": _plain(one.before), "after": _plain(one.after)}
    return {"unit": one.unit.code, "row": one.row.id, **values}


def _plain(values: Values) -> Mapping[str, object]:
    return {
        key: str(value) if isinstance(value, Decimal | date) else value
        for key, value in values.items()
    }


def set_held(path: Path, change: Change, *, is_held: bool) -> Round:
    """Say whether a survey is held in a round, and tell its ledger.

    Raises `UsageError` where nobody says why.
    """
    terms.require_reason(change.why)

    def held(round_: Round) -> Round:
        return evolve(round_, settings=evolve(round_.settings, survey_held=is_held))

    return terms.changed(path, SURVEY_HELD, change, held, held=is_held)
