"""Rows found by words: which hold them, where in each they stand, and what stands around them.

Case and diacritics do not matter, nor do the two spellings of a word (tỷ lệ, tỉ lệ). Pure.
"""

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from re import Pattern
from typing import Final

from parself.rubric import model as m
from parself.text import nfc, search_key, word_pattern
from parself.values import Frozen
from parself.view.view import View

BEFORE: Final = 18
"""Characters shown before a match, at most; the text begins at a word."""
LENGTH: Final = 120
"""Characters shown in all."""


class Place(StrEnum):
    """Where in a row words may be found, the nearest first."""

    TITLE = "title"
    """Number and title."""
    DEPARTMENT = "department"
    NOTE = "note"
    EXPLANATION = "explanation"
    EVIDENCE = "evidence"
    """Documents that the row cites."""
    EXPECTED = "expected"
    """Documents that the rubric expects."""
    GUIDANCE = "guidance"


_HEAD: Final = (Place.TITLE, Place.DEPARTMENT)


class Hit(Frozen):
    """A row that holds the words, with the text in which they stand."""

    row_id: str
    place: Place
    before: str
    match: str
    """The first of the words as it is written there."""
    after: str


_Asked = Sequence[Pattern[str]]
"""What is looked for: all words as they were typed, one after another, then each of them."""


def search(view: View, words: str) -> tuple[Hit, ...]:
    """Return the rows that hold all words, the nearest first, each with where they stand.

    They stand in its number, title and department together, or in one of its other texts.
    """
    key = search_key(words)
    asked = [word_pattern(one) for one in (key, *key.split())]
    found = [
        (_nearness(row, asked, texts), _hit(row.id, asked, texts))
        for row in view.rubric.rows.values()
        if view.is_ours(row.id) and _holds(asked, texts := _texts(view, row))
    ]
    return tuple(hit for _near, hit in sorted(found, key=lambda one: one[0]))


_Texts = tuple[tuple[Place, str], ...]


def _texts(view: View, row: m.Row) -> _Texts:
    """Return the texts of a row that are searched, the nearest first."""
    answer = view.assessment.answer(row.id)
    department = view.rubric.department(row.department)
    cited = (view.assessment.document(citation.document) for citation in answer.citations)
    documents = (f"{found.number} {found.title}".strip() for found in cited if found)
    texts = (
        (Place.TITLE, f"{row.id} {row.title}"),
        (Place.DEPARTMENT, department.title if department else ""),
        (Place.NOTE, answer.note),
        (Place.EXPLANATION, answer.explanation),
        (Place.EVIDENCE, "; ".join(documents)),
        (Place.EXPECTED, "; ".join(row.evidence)),
        (Place.GUIDANCE, row.guidance),
    )
    return tuple((place, text) for place, text in texts if text)


# Every key typed into the search looks through the same texts again.
_key = lru_cache(maxsize=4096)(search_key)


def _holds(asked: _Asked, texts: _Texts) -> bool:
    keys = [_key(text) for _place, text in texts]
    head = " ".join(_key(text) for place, text in texts if place in _HEAD)
    return any(all(one.search(key) for one in asked[1:]) for key in (head, *keys))


def _nearness(row: m.Row, asked: _Asked, texts: _Texts) -> int:
    """Return a row's sort key: number first, then title, the phrase anywhere, its words."""
    number, title, (phrase, *words) = row.id.casefold(), _key(row.title), asked
    nearer = (
        bool(phrase.fullmatch(number)),
        bool(phrase.match(number)),
        bool(phrase.search(title)),
        all(one.search(title) for one in words),
        any(phrase.search(_key(text)) for _place, text in texts),
    )
    return nearer.index(True) if any(nearer) else len(nearer)


def _hit(row_id: str, asked: _Asked, texts: _Texts) -> Hit:
    """Return a hit in the nearest text with the phrase, else in the one with most of its words."""
    held = [sum(bool(one.search(_key(text))) for one in asked) for _place, text in texts]
    place, text = texts[held.index(max(held))]
    return Hit(row_id, place, *_around(text, asked))


def _around(text: str, asked: _Asked) -> tuple[str, str, str]:
    """Return the match and what stands on both sides of it, on one line."""
    line = " ".join(nfc(text).split())
    # Folding keeps the length of a line of single blanks, so places in the key are its places.
    key = search_key(line)
    found = next((match for one in asked if (match := one.search(key))), None)
    if found is None or not found[0] or len(key) != len(line):
        return line[:LENGTH], "", ""
    at, end = found.span()
    begin = _word_begin(line, at)
    head = ("…" if begin else "") + line[begin:at]
    return head, line[at:end], line[end : begin + LENGTH]


def _word_begin(line: str, at: int) -> int:
    """Return where a word begins, at most `BEFORE` characters before `at`."""
    if at <= BEFORE:
        return 0
    blank = line.find(" ", at - BEFORE, at)
    return blank + 1 if blank >= 0 else at - BEFORE
