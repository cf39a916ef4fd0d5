"""Documents of proof in words: how one is held and called, where it is cited, what became of it."""

from collections.abc import Iterable, Mapping
from typing import Final

from parself.assessment.evidence import FileState
from parself.assessment.model import Assessment, Citation, Document, DocumentKind
from parself.errors import Message, say
from parself.i18n import render
from parself.numerals import show_date
from parself.text import search_key

FILE_IS_BACK: Final = say("This file is in the register already; its lost copy is there again.")
_DOCUMENT_KINDS: Final[Mapping[DocumentKind, Message]] = {
    DocumentKind.FILE: say("file"),
    DocumentKind.LINK: say("link"),
    DocumentKind.EXTRACT: say("system extract"),
    DocumentKind.PHOTO: say("photo"),
    DocumentKind.ON_FILE: say("kept at the unit"),
}
_FILE_STATES: Final[Mapping[FileState, Message]] = {
    FileState.MISSING: say("file missing"),
    FileState.CHANGED: say("file changed"),
}


def document_kind(kind: DocumentKind) -> str:
    """Return how a document of proof is held, in a word."""
    return render(_DOCUMENT_KINDS[kind])


def file_state_words(state: FileState) -> str:
    """Return what is wrong with a document's file; empty where nothing is."""
    return render(_FILE_STATES[state]) if state in _FILE_STATES else ""


def document_words(document: Document) -> str:
    """Return what people call a document, with its date: ``45/BC-UBND ngày 05/12/2023``."""
    if document.issued is None:
        return document.called
    day = show_date(document.issued)
    return render(say("{document} of {day}", document=document.called, day=day))


def left_out(document_id: str) -> Message:
    """Say that the file of a document does not go with a hand-in or a part."""
    return say(
        "The file of document {id} is missing or was changed, and was left out.", id=document_id
    )


def place_words(citation: Citation) -> str:
    """Return where in a document the proof stands; empty where nobody said."""
    places = []
    if citation.section:
        named_so = search_key(citation.section).startswith(("muc ", "section "))
        words = say("section {section}", section=citation.section)
        places.append(citation.section if named_so else render(words))
    if citation.page:
        places.append(render(say("page {page}", page=citation.page)))
    return ", ".join(places)


def cited(assessment: Assessment, citations: Iterable[Citation]) -> str:
    """Return the documents that a row cites, each with its place: number, date, section, page."""
    return "; ".join(_citation(assessment, citation) for citation in citations)


def _citation(assessment: Assessment, citation: Citation) -> str:
    document = assessment.document(citation.document)
    words = citation.document if document is None else document_words(document)
    place = place_words(citation)
    return f"{words}, {place}" if place else words
