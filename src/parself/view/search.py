"""Where in a row the words that were looked for stand, and what stands around them.

`View.find` says which rows hold the words; this module alone says where, so that a list can
show why a row is in it. Pure.
"""

from collections.abc import Sequence
from re import Pattern
from typing import Final

from parself.text import nfc, search_key, word_pattern
from parself.values import Frozen
from parself.view.view import Place, View

BEFORE: Final = 18
"""Characters shown before a match, at most; the text begins at a word."""
LENGTH: Final = 120
"""Characters shown in all."""


class Hit(Frozen):
    """A row that holds the words, with the text in which they stand."""

    row_id: str
    place: Place
    before: str
    match: str
    """The first of the words as it is written there."""
    after: str


def search(view: View, words: str) -> tuple[Hit, ...]:
    """Return the rows that hold all words, the nearest first, each with where they stand."""
    asked = search_key(words)
    phrase = word_pattern(asked)
    patterns = tuple(map(word_pattern, asked.split()))
    return tuple(_hit(view, row_id, phrase, patterns) for row_id in view.find(words))


def _hit(view: View, row_id: str, phrase: Pattern[str], patterns: Sequence[Pattern[str]]) -> Hit:
    """Return a hit in the nearest text with the phrase, else in the one with most of its words."""
    texts = view.texts(row_id)
    keys = [search_key(text) for _place, text in texts]
    held = [sum(bool(one.search(key)) for one in (phrase, *patterns)) for key in keys]
    place, text = texts[held.index(max(held))]
    return Hit(row_id, place, *_around(text, (phrase, *patterns)))


def _around(text: str, patterns: Sequence[Pattern[str]]) -> tuple[str, str, str]:
    """Return the match and what stands on both sides of it, on one line."""
    line = " ".join(nfc(text).split())
    # Folding keeps the length of a line of single blanks, so places in the key are its places.
    key = search_key(line)
    found = next((match for one in patterns if (match := one.search(key))), None)
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
