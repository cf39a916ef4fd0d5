"""The part of one department, cut out of the unit's assessment: pure.

A part holds the department's rows and what they stand on, and remembers of each answer,
cell by cell, a hash of what it said. This module alone decides which rows are whose, what
the cells of an answer are, and when two answers or two documents say the same.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Final

from parself.assessment.evidence import OWN_DESK
from parself.assessment.model import Answer, Assessment, Citation, Document, Part, State
from parself.numerals import is_number
from parself.rubric import model as m
from parself.rules.amounts import Value
from parself.rules.kinds import row_fields
from parself.values import evolve

FIGURES: Final = "figures"
EXPLANATION: Final = "explanation"
EVIDENCE: Final = "evidence"
FIELDS: Final = (FIGURES, EXPLANATION, EVIDENCE)
"""What of an answer is decided apart. Figures and state make one statement."""

Cells = Mapping[str, str]
"""Hashes of what an answer, or one field of it, says; a blank cell is not among them."""


def cells(answer: Answer, identities: Mapping[str, str]) -> Cells:
    """Return the cells of an answer; `identities` tells its documents apart, by their ids.

    Who entered it and when, notes, flags and efforts are left out: they say nothing.
    """
    said: dict[str, list[str]] = {
        f"{FIGURES}.{key}": _canonical(value) for key, value in answer.values.items()
    }
    if answer.state is not State.UNANSWERED:
        said["state"] = [answer.state.value]
    if answer.provisional:
        said["provisional"] = []
    if answer.estimate is not None:
        said["estimate"] = _canonical(answer.estimate)
    if answer.explanation.strip():
        said[EXPLANATION] = [answer.explanation.strip()]
    said |= {cell: [] for cell in citation_cells(answer, identities)}
    return {cell: _hash(content) for cell, content in sorted(said.items())}


def citation_cells(answer: Answer, identities: Mapping[str, str]) -> Mapping[str, Citation]:
    """Return the citations of an answer by their cells: each is there or is not."""
    places = {
        one: [identities.get(one.document, one.document), one.section, one.page]
        for one in answer.citations
    }
    return {f"{EVIDENCE}.{_hash(place)}": one for one, place in places.items()}


def of_field(said: Cells, field: str) -> Cells:
    """Return the cells of one field."""
    return {cell: content for cell, content in said.items() if _field(cell) == field}


def _field(cell: str) -> str:
    name = cell.partition(".")[0]
    return name if name in {EXPLANATION, EVIDENCE} else FIGURES


def digest(said: Cells) -> str:
    """Return one hash of cells, whatever their order."""
    return _hash([[cell, said[cell]] for cell in sorted(said)])


def key_of(row: str, name: str) -> str:
    """Return the key of a row's field: ``6.1.explanation``."""
    return f"{row}.{name}"


def digests(assessment: Assessment) -> Mapping[str, str]:
    """Return the hashes of all fields of a part's rows, by key."""
    known = identities(assessment.documents)
    rows = assessment.part.rows if assessment.part else ()
    said = {row: cells(assessment.answer(row), known) for row in rows}
    return {key_of(row, name): digest(of_field(said[row], name)) for row in said for name in FIELDS}


def going_on(part: Assessment, earlier: Iterable[Assessment]) -> Assessment:
    """Return a part with the hashes of its earlier states in `Part.sent`."""
    if part.part is None:
        return part
    now = digests(part)
    sent = {key: {*found} - {now.get(key)} for key, found in part.part.sent.items()}
    for said in map(digests, earlier):
        for key, found in said.items():
            if key in now and found != now[key]:
                sent.setdefault(key, set()).add(found)
    told = {key: tuple(sorted(found)) for key, found in sorted(sent.items()) if found}
    return evolve(part, part=evolve(part.part, sent=told))


def answer_hash(answer: Answer, documents: Iterable[Document]) -> str:
    """Return the hash of what an answer says, wherever its documents stand in a register."""
    return digest(cells(answer, identities(documents)))


def _hash(content: object) -> str:
    text = json.dumps(content, ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:32]


def value_cells(value: Value | None) -> Cells:
    """Return a shared figure as cells."""
    return {} if value is None else {FIGURES: _hash(_canonical(value))}


def _canonical(value: Value) -> list[str]:
    return ["number" if is_number(value) else type(value).__name__, str(value)]


def identity(document: Document) -> str:
    """Return by what a document is known in every register: its file's hash, else its data."""
    if document.sha256:
        return document.sha256
    data = (document.kind, document.title, document.number, document.issued, document.issuer)
    return _hash([*map(str, data), document.link])


def identities(documents: Iterable[Document]) -> Mapping[str, str]:
    """Return the identities of documents by their ids."""
    return {document.id: identity(document) for document in documents}


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
    known = identities(assessment.documents)
    said = {row: cells(assessment.answer(row), known) for row in rows}
    return Assessment(
        assessment.unit,
        assessment.year,
        assessment.rubric,
        assessment.purpose,
        data_date=assessment.data_date,
        answers={row: evolve(one, flagged=False, effort=None) for row, one in answers.items()},
        figures=figures,
        documents=tuple(one for one in assessment.documents if one.id in cited),
        part=Part(department, said, figures),
        position=rows[0] if rows else "",
    )


def origin(rubric: m.Rubric, department: str) -> str:
    """Return the prefix of a department's document ids: ``TC`` of ``TC-001``."""
    taken: dict[str, str] = {}
    for one in rubric.departments:
        words = one.id.upper().split("-")
        short = words[0] if len(words[0]) <= 2 else "".join(word[:1] for word in words)
        is_free = short != OWN_DESK and short not in taken.values()
        taken[one.id] = short if is_free else one.id.upper()
    return taken.get(department, department.upper())
