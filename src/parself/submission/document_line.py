"""One line in which somebody names a document, taken apart: what it is, and where in it.

``120/BC-KBNN ngày 05/01/2024, mục II, trang 3`` is a number, a day, a section and a page.
What is not recognised stays as the title: nothing that was written is lost. Pure.
"""

import re

from parself.assessment.model import Document, DocumentKind
from parself.numerals import UnreadableError, read_date
from parself.values import Frozen

_LINK = re.compile(r"https?://\S+")
_PAGE = re.compile(r"[,;\s]+(?:trang|tr\.)\s*([\w–-]+)$", re.IGNORECASE)
_SECTION = re.compile(r"[,;\s]+(?:mục)\s+([\w.]+)$", re.IGNORECASE)
_DAY = re.compile(r"[,;\s]*\bngày\s+([0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4})\b", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:số\s+)?([0-9]+\w*/[\w/-]*[^\W\d][\w/-]*)(?=[,;\s]|$)", re.IGNORECASE)


class Named(Frozen):
    """A document as a line names it."""

    document: Document
    """Without an id: kept at the unit, or a link."""
    section: str
    page: str


def read_line(line: str) -> Named:
    """Parse a line into a document and a place in it."""
    if _LINK.fullmatch(line):
        return Named(Document("", DocumentKind.LINK, link=line), "", "")
    rest, page = _cut(_PAGE, line)
    rest, section = _cut(_SECTION, rest)
    left, day = _cut(_DAY, rest)
    try:
        issued = read_date(day) if day else None
    except UnreadableError:
        left, issued = rest, None
    left, number = _cut(_NUMBER, left)
    document = Document("", DocumentKind.ON_FILE, left.strip(" ,;"), number=number, issued=issued)
    return Named(document, section, page)


def _cut(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """Return the text without what the pattern finds, and what it found; empty for nothing."""
    found = pattern.search(text)
    if found is None:
        return text, ""
    return text[: found.start()] + text[found.end() :], found[1]
