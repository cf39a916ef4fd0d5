"""The evidence register: documents with the copies behind them, and the rows that cite them.

This module alone gives documents their ids and their files names. What changes an
assessment is pure; `take_in` copies a file beside it and registers nothing. A file that is
already registered is never copied again: one document serves many rows.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final

from parself import files
from parself.assessment.model import Assessment, Citation, Document, DocumentKind
from parself.assessment.store import Folder
from parself.errors import Message, Problem, RefusedError, UsageError, say
from parself.files import Fingerprint
from parself.limits import MIB
from parself.rubric import model as m
from parself.text import slug
from parself.values import Frozen, evolve

OWN_DESK: Final = "E"
"""Origin of documents that were registered at the unit's own desk: ``E-001``."""
_NAME_LENGTH: Final = 48
"""Characters of a stored name without id and ending: short enough for any drive."""
_PICTURES: Final = frozenset({".heic", ".jpeg", ".jpg", ".png", ".webp"})
_ENDING: Final = re.compile(r"\.[A-Za-z0-9]{1,8}")


class FileState(StrEnum):
    """What became of the file behind a document."""

    NONE = "none"
    """No file belongs to it: a link, or a paper kept at the unit."""
    FOUND = "found"
    MISSING = "missing"
    CHANGED = "changed"
    """There is a file of that name, with another content than was registered."""


class Use(Frozen):
    """One place at which a row cites a document."""

    row_id: str
    citation: Citation


class TakenIn(Frozen):
    """A document whose file lies beside the assessment."""

    document: Document
    is_known: bool
    """Whether the same file was registered before; then `document` is that one."""
    is_back: bool = False
    """Whether its copy was lost or had become another file, and is there again."""


def file_state(document: Document, prints: Mapping[str, Fingerprint | None]) -> FileState:
    """Say what became of a document's file; `prints` holds the files by their stored names."""
    if not document.stored_name:
        return FileState.NONE
    found = prints.get(document.stored_name)
    if found is None:
        return FileState.MISSING
    return FileState.FOUND if found == document.fingerprint else FileState.CHANGED


def is_outside(document: Document, year: int, rubric: m.Rubric, rows: Iterable[str]) -> bool:
    """Say whether a document is dated outside the year that is assessed.

    One that is cited in a row that asks for its day is not: plans are due before the year.
    """
    if document.issued is None or document.issued.year == year:
        return False
    measures = (rubric.rows[row].measure for row in rows if row in rubric.rows)
    return not any(measure.span().is_days for measure in measures)


def uses(assessment: Assessment) -> Mapping[str, tuple[Use, ...]]:
    """Return where each document is cited, by its id, in the order of the answers.

    Documents that are cited without being registered are among them.
    """
    found: dict[str, list[Use]] = {}
    for row_id, answer in assessment.answers.items():
        for citation in answer.citations:
            found.setdefault(citation.document, []).append(Use(row_id, citation))
    return {document_id: tuple(places) for document_id, places in found.items()}


def citing_rows(assessment: Assessment) -> Mapping[str, tuple[str, ...]]:
    """Return the rows that cite each document, each once, by the document's id."""
    return {
        document_id: tuple(dict.fromkeys(use.row_id for use in places))
        for document_id, places in uses(assessment).items()
    }


def next_id(documents: Sequence[Document], origin: str = OWN_DESK) -> str:
    """Return the id of the next document of an origin: one above the highest."""
    of_origin = re.compile(rf"{re.escape(origin)}-([0-9]{{3,6}})")
    numbers = [int(match[1]) for one in documents if (match := of_origin.fullmatch(one.id))]
    return f"{origin}-{max(numbers, default=0) + 1:03d}"


def stored_name(document_id: str, original_name: str) -> str:
    """Return the ASCII name under which a copy is kept: ``E-001-bien-ban-kiem-tra.pdf``."""
    ending = Path(original_name).suffix
    ending = ending.lower() if _ENDING.fullmatch(ending) else ""
    words = slug(Path(original_name).stem, longest=_NAME_LENGTH)
    return f"{document_id}-{words}{ending}" if words else f"{document_id}{ending}"


def registered(assessment: Assessment, document: Document) -> Assessment:
    """Return the assessment with a document added, or the one of its id replaced."""
    if assessment.document(document.id) is None:
        return evolve(assessment, documents=(*assessment.documents, document))
    kept = tuple(document if old.id == document.id else old for old in assessment.documents)
    return evolve(assessment, documents=kept)


def cited(assessment: Assessment, row_id: str, citation: Citation) -> Assessment:
    """Return the assessment with a row citing a document, once at each place.

    A citation without a place gives way to one that names section or page.
    """
    answer = assessment.answer(row_id)
    vague = Citation(citation.document)
    kept = tuple(one for one in answer.citations if one not in {citation, vague})
    return assessment.with_answer(row_id, evolve(answer, citations=(*kept, citation)))


def uncited(assessment: Assessment, row_id: str, citation: Citation) -> Assessment:
    """Return the assessment with one citation of a row taken out."""
    answer = assessment.answer(row_id)
    kept = tuple(one for one in answer.citations if one != citation)
    return assessment.with_answer(row_id, evolve(answer, citations=kept))


def removed(assessment: Assessment, document_id: str) -> Assessment:
    """Return the assessment without a document; its file stays where it is.

    Raises `UsageError`, naming the rows, while the document is cited.
    """
    rows = citing_rows(assessment).get(document_id)
    if rows:
        what = say("{id} is cited by rows {rows}.", id=document_id, rows=", ".join(rows))
        raise UsageError(Problem(what, todo=say("Take it out of these rows first.")))
    kept = tuple(document for document in assessment.documents if document.id != document_id)
    return evolve(assessment, documents=kept)


def take_in(folder: Folder, assessment: Assessment, source: Path) -> TakenIn:
    """Copy a file beside the assessment and return the document for it, not registered yet.

    `assessment` is the present value, which may be ahead of the folder's. A file that is
    registered already is put back where its copy was lost. Raises
    `RefusedError` for a file that is empty, too large, of a kind that is no evidence or was
    written to meanwhile, and `FileError`; after each, nothing is left behind.
    """
    _refuse_unfit(folder, assessment, source)
    content = files.fingerprint_of(source)
    for document in assessment.documents:
        if document.stored_name and document.sha256 == content.sha256:
            is_back = _put_back(folder, document, source)
            return TakenIn(document, is_known=True, is_back=is_back)
    document_id = next_id(assessment.documents)
    target = folder.evidence / stored_name(document_id, source.name)
    # One left by an attempt that was cut short needs no second copy.
    if files.fingerprint(target) != content:
        target = files.free_name(target)
        files.make_folder(folder.evidence)
        if files.copy_durable(source, target, most=content.size) != content:
            files.remove(target)
            what = say("The file was written to while it was copied.")
            todo = say("Close it and try again.")
            raise RefusedError(Problem(what, files.show_path(source), todo))
    is_picture = source.suffix.lower() in _PICTURES
    new = Document(
        id=document_id,
        kind=DocumentKind.PHOTO if is_picture else DocumentKind.FILE,
        title=source.stem,
        original_name=source.name,
        stored_name=target.name,
        size=content.size,
        sha256=content.sha256,
    )
    return TakenIn(new, is_known=False)


def _put_back(folder: Folder, document: Document, source: Path) -> bool:
    """Copy a registered file again where its copy is lost; one in its place goes aside."""
    target = folder.evidence / document.stored_name
    registered = document.fingerprint
    present = files.fingerprint(target)
    if present == registered:
        return False
    files.make_folder(folder.evidence)
    if present is not None:
        files.copy_durable(target, files.free_name(target))
    files.copy_durable(source, target, most=document.size)
    return True


def _refuse_unfit(folder: Folder, assessment: Assessment, source: Path) -> None:
    from parself.assessment.evidence_kinds import NOT_EVIDENCE, unfit_file

    size, each = files.size(source), folder.rubric.evidence_file_mb * MIB
    total = size + sum(document.size for document in assessment.documents)
    in_all = folder.rubric.evidence_total_mb * MIB
    what: Message | None
    todo = say("Scan it in grey, or register it as kept at the unit.")
    if size == 0:
        what = say("The file is empty: it proves nothing.")
        todo = say("Open it, or ask for it again, and add it when there is something in it.")
    elif size > each:
        what = say(
            "The file is too large: {size:size}, at most {most:size} each.", size=size, most=each
        )
    elif total > in_all:
        what = say(
            "With this file the evidence would be too large: {size:size}, at most"
            " {most:size} in all.",
            size=total,
            most=in_all,
        )
    else:
        what, todo = unfit_file(source), NOT_EVIDENCE
    if what is not None:
        raise RefusedError(Problem(what, files.show_path(source), todo))


def refuse_unfit_kinds(folder: Path, assessment: Assessment) -> None:
    """Raise `RefusedError` where registered files in an evidence folder may not be evidence.

    A file that was changed since it was registered is passed over: it is told as changed.
    """
    from parself.assessment.evidence_kinds import unfit_file

    faults = []
    todo = say("Move the file out of the folder, and enter the paper as kept at the unit.")
    for document in assessment.documents:
        path = folder / document.stored_name
        if document.stored_name and files.is_there(path):
            why = unfit_file(path)
            if why and files.fingerprint(path) == document.fingerprint:
                faults.append(Problem(why, files.show_path(path), todo))
    if faults:
        raise RefusedError(*faults)


def leftovers(folder: Folder, assessment: Assessment) -> Iterator[str]:
    """Yield the names of files that lie under ``evidence/`` without being registered."""
    known = {document.stored_name for document in assessment.documents}
    for path in files.entries(folder.evidence):
        if path.name not in known and path.is_file():
            yield path.name
