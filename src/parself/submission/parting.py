"""The part of one department, cut out of the unit's assessment: pure.

A part holds the department's rows and what they stand on, and remembers of each answer a
hash of what it said. This module alone decides which rows are whose, and when two answers
or two documents say the same.
"""

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from attrs import evolve

from parself.assessment.model import Answer, Assessment, Document, Part, Value
from parself.rubric import model as m
from parself.rubric.fields import row_fields

OWN: Final = "E"
"""Origin of documents that were entered at the unit's own desk: ``E-001``."""


def answer_hash(answer: Answer, documents: Iterable[Document]) -> str:
    """Return the hash of what an answer says, wherever its documents stand in a register.

    Who entered it and when, notes, flags and efforts are left out: they say nothing.
    """
    known = {document.id: identity(document) for document in documents}
    said = {
        "state": answer.state.value,
        "values": {key: _canonical(value) for key, value in answer.values.items()},
        "explanation": answer.explanation.strip(),
        "provisional": answer.provisional,
        "estimate": None if answer.estimate is None else _canonical(answer.estimate),
        "citations": [
            [known.get(c.document, c.document), c.section, c.page] for c in answer.citations
        ],
    }
    text = json.dumps(said, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _canonical(value: Value) -> list[str]:
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return ["number" if is_number else type(value).__name__, str(value)]


def identity(document: Document) -> str:
    """Return what makes two entries of registers one document: its file, else its data."""
    if document.sha256:
        return document.sha256
    data = (document.kind, document.title, document.number, document.issued, document.issuer)
    return json.dumps([*map(str, data), document.link])


def rows_of(rubric: m.Rubric, department: str) -> tuple[str, ...]:
    """Return the rows that a department fills in, in rubric order."""
    return tuple(
        row.id
        for row in rubric.rows.values()
        if row.department == department and row.source is m.Source.SELF
    )


def cut(assessment: Assessment, rubric: m.Rubric, department: str) -> Assessment:
    """Return the part of one department: its rows and what they stand on, nothing else."""
    rows = rows_of(rubric, department)
    answers = {row: assessment.answers[row] for row in rows if row in assessment.answers}
    cited = {citation.document for answer in answers.values() for citation in answer.citations}
    used = {f.figure for row in rows for f in row_fields(rubric.rows[row]) if f.figure}
    figures = {key: value for key, value in assessment.figures.items() if key in used}
    hashes = {row: answer_hash(assessment.answer(row), assessment.documents) for row in rows}
    return Assessment(
        assessment.unit,
        assessment.year,
        assessment.rubric,
        assessment.purpose,
        data_date=assessment.data_date,
        answers={
            row: evolve(answer, flagged=False, effort=None) for row, answer in answers.items()
        },
        figures=figures,
        documents=tuple(one for one in assessment.documents if one.id in cited),
        part=Part(department, hashes, figures),
        position=rows[0] if rows else "",
    )


def origin(rubric: m.Rubric, department: str) -> str:
    """Return what ids of a department's documents begin with: ``TC`` of ``TC-001``."""
    taken: dict[str, str] = {}
    for one in rubric.departments:
        short = _short(one.id)
        is_free = short != OWN and short not in taken.values()
        taken[one.id] = short if is_free else one.id.upper()
    return taken.get(department, department.upper())


def _short(department: str) -> str:
    words = department.upper().split("-")
    return words[0] if len(words[0]) <= 2 else "".join(word[:1] for word in words)
