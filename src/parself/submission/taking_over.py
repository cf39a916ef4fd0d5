"""A part taken over as it was decided, and taken back again: pure.

Only the fields that were decided for the department change; what it did not touch stays.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from parself.assessment.model import Answer, Assessment, Citation, Document
from parself.submission import parting
from parself.submission.merging import Choice, FieldMerge, Merge, RowMerge, is_taken
from parself.submission.parting import Cells, answer_hash, citation_cells, identities, identity
from parself.text import is_digits
from parself.values import Frozen, evolve, field


class Merged(Frozen):
    """An assessment with a part joined, and what has to be copied for it."""

    assessment: Assessment
    files: Mapping[str, str] = field(default_factory=dict)
    """Names of evidence in the part by the names that they get here."""
    landed: tuple[str, ...] = ()
    """The rows of which something was taken over."""
    taken: tuple[str, ...] = ()
    """The keys of what was taken over."""
    figures: tuple[str, ...] = ()
    """The shared figures that were taken over."""
    documents: Mapping[str, str] = field(default_factory=dict)
    """Ids of the documents that were entered, by the identities that they came with."""


def apply(
    ours: Assessment,
    found: Merge,
    choices: Mapping[str, Choice],
    *,
    prefix: str,
    who: str,
    now: datetime,
) -> Merged:
    """Return the assessment with a part joined as it was decided; what is undecided stays ours.

    `prefix` begins the ids of documents that are new here; `who` and `now` sign answers
    that nobody signed. A choice also overrides what would become of a field without one.
    """
    register = _Register(ours, found, prefix)
    joined = ours
    taken: list[FieldMerge] = []
    for row in found.rows:
        fields = [one for one in row.fields if is_taken(one, choices)]
        if fields:
            answer = _signed(row, _taken_over(row, fields, found, register), who, now)
            is_edited = Choice.EDIT in {one.chosen(choices) for one in fields}
            joined = joined.with_answer(row.row, evolve(answer, flagged=answer.flagged | is_edited))
            taken += fields
    figures = [one for one in found.figures if is_taken(one, choices)]
    for figure in figures:
        joined = joined.with_figure(figure.name, figure.theirs)
    return Merged(
        evolve(joined, documents=register.documents),
        register.files,
        tuple(dict.fromkeys(one.row for one in taken)),
        (*(one.key for one in taken), *(one.key for one in figures)),
        tuple(one.name for one in figures),
        register.entered,
    )


def _taken_over(
    row: RowMerge, fields: Iterable[FieldMerge], found: Merge, register: "_Register"
) -> Answer:
    answer, theirs = row.ours, row.theirs
    for one in fields:
        match one.name:
            case parting.FIGURES:
                answer = evolve(
                    answer,
                    state=theirs.state,
                    values=theirs.values,
                    provisional=theirs.provisional,
                    estimate=theirs.estimate,
                )
            case parting.EXPLANATION:
                answer = evolve(answer, explanation=theirs.explanation)
            case _:
                answer = evolve(answer, citations=_cited(row, one.base, found, register))
    return answer


def _cited(row: RowMerge, base: Cells, found: Merge, register: "_Register") -> tuple[Citation, ...]:
    """Return our citations without those that the part took out, and with those it added."""
    mine = citation_cells(row.ours, found.here)
    its = citation_cells(row.theirs, identities(found.theirs.documents))
    stay = [one for cell, one in mine.items() if cell in its or cell not in base]
    added = [one for cell, one in its.items() if cell not in mine and cell not in base]
    return (*stay, *(evolve(c, document=register.take(found.theirs, c.document)) for c in added))


def _signed(row: RowMerge, answer: Answer, who: str, now: datetime) -> Answer:
    notes = dict.fromkeys(note for note in (row.ours.note, row.theirs.note) if note.strip())
    return evolve(
        answer,
        note="\n".join(notes),
        who=row.theirs.who or who,
        when=row.theirs.when or now,
    )


class _Register:
    """The evidence register while documents of a part are entered in it."""

    def __init__(self, ours: Assessment, found: Merge, prefix: str) -> None:
        self.documents = ours.documents
        self.files: dict[str, str] = {}
        self.entered: dict[str, str] = {}
        self._ids = {told: document_id for document_id, told in found.here.items()}
        self._prefix = prefix

    def take(self, theirs: Assessment, document_id: str) -> str:
        """Return the id of a document here, entering it where it is new."""
        document = theirs.document(document_id)
        if document is None:
            return document_id
        told = identity(document)
        if told not in self._ids:
            self._ids[told] = self.entered[told] = self._enter(document)
        return self._ids[told]

    def _enter(self, document: Document) -> str:
        new, stored = self._free_id(document.id), ""
        if document.stored_name:
            rest = document.stored_name.removeprefix(document.id).lstrip("-")
            stored = f"{new}-{rest}" if rest else new
            self.files[stored] = document.stored_name
        self.documents = (*self.documents, evolve(document, id=new, stored_name=stored))
        return new

    def _free_id(self, document_id: str) -> str:
        taken = {one.id for one in self.documents}
        tail = document_id.rpartition("-")[2]
        number = int(tail) if is_digits(tail) and len(tail) <= 6 else 1
        while (found := f"{self._prefix}-{number:03}") in taken:
            number += 1
        return found


def take_back(
    present: Assessment,
    before: Assessment,
    landed: Mapping[str, str],
    figures: Mapping[str, str],
) -> tuple[Assessment, tuple[str, ...]]:
    """Take a landing back, row by row, and return the rows that stay because they were changed.

    `landed` are the hashes that the landing left, by row, `figures` the shared figures as it
    left them. Documents that it brought and that nothing cites any more go.
    """
    now = {row: answer_hash(present.answer(row), present.documents) for row in landed}
    kept = [row for row, digest in landed.items() if now[row] != digest]
    after = present
    for row in landed.keys() - set(kept):
        after = after.with_answer(row, before.answer(row))
    for key, value in figures.items():
        if str(present.figures.get(key)) == value:
            after = after.with_figure(key, before.figures.get(key))
    had = {one.id for one in before.documents}
    cited = {c.document for answer in after.answers.values() for c in answer.citations}
    documents = tuple(one for one in after.documents if one.id in had | cited)
    lost = [one for one in before.documents if one.id in cited and one not in documents]
    return evolve(after, documents=(*documents, *lost)), tuple(sorted(kept))
