"""What the evidence register shows and lacks: files, periods, rows served, proof to add.

Pure functions of a view; what became of the files is given. Lists on screen, commands and
papers about evidence are all made from here.
"""

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

from parself.assessment.evidence import FileState, Use, file_state, is_outside, uses
from parself.assessment.model import Document
from parself.rubric import model as m
from parself.scoring.score import RowScore
from parself.submission.inspector import MANY_ROWS, Prints
from parself.values import Frozen
from parself.view.view import Filter, View

R = TypeVar("R", bound=m.Row)

NO_DEPARTMENT: Final = m.Department("", "")
"""Stands for the rows for which the rubric names nobody."""


class Entry(Frozen):
    """One document of the register as it now stands."""

    document: Document
    state: FileState
    is_outside: bool
    """Whether it is dated outside the year that is assessed."""
    uses: tuple[Use, ...]
    """Where it is cited."""

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows that cite it, each once."""
        return tuple(dict.fromkeys(use.row_id for use in self.uses))

    @property
    def is_orphan(self) -> bool:
        """Whether no row cites it."""
        return not self.uses

    @property
    def is_heavy(self) -> bool:
        """Whether it carries so many rows that each must name section and page."""
        return len(self.rows) > MANY_ROWS


def entries(view: View, prints: Prints) -> tuple[Entry, ...]:
    """Return the documents of the register in its order."""
    cited, year = uses(view.assessment), view.assessment.year
    found = ((one, cited.get(one.id, ())) for one in view.assessment.documents)
    return tuple(
        Entry(
            one,
            file_state(one, prints),
            is_outside(one, year, view.rubric, [use.row_id for use in places]),
            places,
        )
        for one, places in found
    )


def to_back(view: View) -> tuple[RowScore, ...]:
    """Return the rows that claim points without evidence or explanation, most points first."""
    found = [view.scores.rows[row_id] for row_id in view.filtered(Filter.UNBACKED)]
    return tuple(sorted(found, key=lambda one: -(one.points or 0)))


class Needed(Frozen):
    """What one row expects as proof, and what is cited there already."""

    row: m.Row
    expected: tuple[str, ...]
    cited: tuple[Document, ...]


class Collection(Frozen):
    """What to collect from one department."""

    department: m.Department
    rows: tuple[Needed, ...]


def to_collect(view: View) -> tuple[Collection, ...]:
    """Return the proof expected for the unit's own rows, by the department that answers for them.

    Departments stand in the rubric's order, rows without one at the end.
    """
    rows = [
        row
        for row in view.rubric.rows.values()
        if row.source is m.Source.SELF and row.evidence and not row.is_penalty
    ]
    return tuple(
        Collection(department, tuple(_needed(view, row) for row in inside))
        for department, inside in by_department(view.rubric, rows)
        if inside
    )


def by_department(rubric: m.Rubric, rows: Sequence[R]) -> Iterator[tuple[m.Department, list[R]]]:
    """Yield departments and those of the rows they answer for; rows without one at the end."""
    known = {department.id for department in rubric.departments}
    for department in rubric.departments:
        yield department, [row for row in rows if row.department == department.id]
    yield NO_DEPARTMENT, [row for row in rows if row.department not in known]


def _needed(view: View, row: m.Row) -> Needed:
    ids = dict.fromkeys(citation.document for citation in view.assessment.answer(row.id).citations)
    found = (view.assessment.document(document_id) for document_id in ids)
    return Needed(row, row.evidence, tuple(document for document in found if document is not None))
