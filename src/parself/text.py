"""Every rule about Unicode text, in one place.

Vietnamese text reaches the program composed or decomposed, typed by input
methods, pasted from web pages, read from file names and from files that
strangers sent. This module alone decides what a string becomes when it enters
(`clean`), how two strings are compared for search (`fold`), and how names of files
and keys are made (`slug`). No other module normalises text.
"""

import re
import unicodedata
from collections.abc import Sequence

from parself.values import Frozen

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_KEPT_CONTROLS = frozenset("\n\t")
# Controls, surrogates, line separators, and all that has no shape of its own: bidi marks,
# zero-width joiners, soft hyphens, tags.
_UNSAFE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_MARKS_KEPT = 4
# No character at all, and the only two of their kind that Word and Excel files cannot hold.
_NOT_IN_XML = "\ufffe\uffff"
_NEWLINES = re.compile(r"\r\n?|\x85")
# Composed letters, signs and rules of Vietnamese papers, which are safe as they stand. Nearly all
# text is of these, and every save cleans all of it.
_ORDINARY = re.compile(
    "[\n\t\x20-\x7e\u00a0-\u00ac\u00ae-\u024f\u1e00-\u1eff"
    "\u2010-\u2015\u2018-\u2022\u2026\u20ab\u2212\u2264\u2265\u2500-\u257f]*"
)

# Two spellings of one word that offices use side by side; search treats them as equal.
_SPELLINGS = ((re.compile(r"\bqui\b"), "quy"), (re.compile(r"\b(t|k|l|m|s|h)y\b"), r"\1i"))

# TCVN3 puts vowels on signs. Only their places inside words tell: "Word®", "«Một cửa»",
# "10 µm" and "a×b" are ordinary text.
_TCVN3 = re.compile(
    r"""
      [A-Za-z][µ¸¶¹¨»«¾¼½©ª¬][a-z]      # thµnh, c¸o, c¶i, H¹nh, V¨n, c«ng, tªn
    | [A-Za-z][µ¸¨¬](?!\w)             # hoµ, th¸, s¬
    | [a-z][ÆÇËÐÎÏÑÖØÜÞ]               # huyÖn, tØnh, nghÞ
    | [A-Za-z](?:×nh|ßng)              # t×nh, phßng
    | (?<!\w)®[a-zà-ÿ¬Æ·Þ¹¸]           # ®éc, ®¬n
    """,
    re.VERBOSE,
)


class Cleaned(Frozen):
    """A string made safe to keep and to show, and how many characters were replaced."""

    text: str
    replaced: int


def is_ordinary(text: str) -> bool:
    """Say whether `clean` leaves a text and all its parts as they are; quick, and may say no."""
    return _ORDINARY.fullmatch(text) is not None


def nfc(text: str) -> str:
    """Return `text` composed (NFC): the one form that this program keeps."""
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> Cleaned:
    """Make text from outside safe, once, where it enters.

    Line ends become ``\\n``; control, bidi and zero-width characters, lone
    surrogates, U+FFFE, U+FFFF and piled-up combining marks become U+FFFD, so that
    a reader sees that something stood there. A byte order mark at the start is dropped in
    silence: editors on Windows add it.
    """
    if is_ordinary(text):
        return Cleaned(text, 0)
    composed = nfc(_NEWLINES.sub("\n", text.removeprefix("\ufeff")))
    kept: list[str] = []
    marks = replaced = 0
    for char in composed:
        marks = marks + 1 if unicodedata.category(char).startswith("M") else 0
        if _is_unsafe(char) or marks > _MARKS_KEPT:
            replaced += 1
            char = _REPLACEMENT
        kept.append(char)
    return Cleaned("".join(kept), replaced)


def unsafe_in(text: str) -> frozenset[str]:
    """Return the characters of `text` that may not reach a terminal as they are."""
    if is_ordinary(text):
        return frozenset()
    return frozenset(filter(_is_unsafe, text))


def _is_unsafe(char: str) -> bool:
    if char in _NOT_IN_XML:
        return True
    return char not in _KEPT_CONTROLS and unicodedata.category(char) in _UNSAFE_CATEGORIES


def cleaned(text: str) -> str:
    """Return only the text of `clean`, for places that do not report."""
    return clean(text).text if text else text


def is_digits(text: str) -> bool:
    """Return whether text is digits that offices type: 0 to 9, and no other script's."""
    return text.isascii() and text.isdigit()


def one_line(text: str) -> str:
    """Clean `text` and join its lines and runs of blanks with single spaces."""
    return " ".join(cleaned(text).split()) if text else text


def sentence_case(text: str) -> str:
    """Return text that begins with a capital letter, as a sentence or a cell does."""
    return text[:1].upper() + text[1:]


def shortened(text: str, most: int) -> str:
    """Return at most `most` characters of a text; one that is cut ends in an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def fold(text: str) -> str:
    """Return a form for search: no case, no diacritics, ``đ`` as ``d``, one letter per letter.

    Composed text folds one to one, so that a match's place in the folded text is
    its place in the original.
    """
    return "".join(_fold_char(char) for char in nfc(text))


def _fold_char(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[0].casefold()
    return "d" if base == "đ" else base[:1]


def search_key(text: str) -> str:
    """Fold `text` and make the two common spellings equal (``tỷ``/``tỉ``, ``qui``/``quy``)."""
    key = " ".join(fold(text).split())
    for pattern, spelling in _SPELLINGS:
        key = pattern.sub(spelling, key)
    return key


def word_pattern(words: str) -> re.Pattern[str]:
    """Return a regex that finds folded `words` in a search key where a word begins.

    Vietnamese words are syllables: "so" is found in "ho so" and in "soan", not in "aso". Nor does
    one begin within a number of several parts: "4.3" is not found in "3.4.3".
    """
    return re.compile(rf"(?<!\w)(?<!\d\.){re.escape(words)}")


def nearness(typed: str, names: Sequence[str]) -> int | None:
    """Return how near something is to what was typed, 0 for the nearest; None for no fit.

    What has it as one of its `names` is nearest; then come what begins with the whole phrase, what
    holds it, what holds the beginning of it, and what only has each word somewhere. Words are
    looked for where a word begins.
    """
    phrase, known = search_key(typed), [search_key(one) for one in names]
    if not phrase:
        return 0
    held = " ".join(known)
    if not all(word_pattern(word).search(held) for word in phrase.split()):
        return None
    begins = word_pattern(phrase)
    whole = re.compile(rf"{begins.pattern}(?!\w|\.\d)")
    nearer = (phrase in known, whole.match(held), whole.search(held), begins.search(held))
    return next((at for at, found in enumerate(nearer) if found), len(nearer))


def slug(text: str, *, longest: int = 60) -> str:
    """Return an ASCII name ``[a-z0-9-]*`` of at most `longest` characters, possibly empty."""
    ascii_only = re.sub(r"[^a-z0-9]+", "-", fold(text))
    return ascii_only[:longest].strip("-")


def looks_like_tcvn3(text: str) -> bool:
    """Say whether `text` was probably typed in the old TCVN3 encoding (``huyÖn V¨n Quan``).

    Meant for pasted text of several words: a short word may have no telling sign.
    """
    return bool(_TCVN3.search(text))
