"""Codes of rows as annexes write them: Roman, arabic, letters, "Tiêu chí 1", "2.a)".

Marks may be absolute (``I.1.2``) or tell only their place below the row in which they stand
(``a)``). `Opening` keeps the rows that are open, and finds below which of them a mark belongs.
"""

import re
from collections.abc import Sequence
from typing import Final

from parself.text import is_digits, nfc
from parself.values import Frozen

_PREFIX: Final = re.compile(
    r"^(?:tiêu\s+chí(?:\s+thành\s+phần)?|chỉ\s+số|chỉ\s+tiêu|lĩnh\s+vực|nội\s+dung|mục|phần|nhóm"
    r"|tc|tctp)\s*(?:số\s*)?(?=[0-9IVXLA-Za-zĐđ])",
    re.IGNORECASE,
)
_PIECE: Final = re.compile(r"[0-9]{1,3}|[IVXL]+|[A-ZĐ]|[a-zđ]{1,4}")
_MARK: Final = re.compile(
    r"(?:[0-9]{1,3}|[IVXL]+|[A-ZĐ](?:[0-9]{1,2})?|[a-zđ])(?:\s?[.\-/]\s?(?:[0-9]{1,3}|[IVXL]+|[A-ZĐ]"
    r"|[a-zđ])|(?<=[0-9])[a-zđ])*"
)
_SMALL_ROMAN: Final = re.compile(r"i{1,3}|iv|vi{0,3}|ix|x")
_ROMAN: Final = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})|X?L(?:IX|IV|V?I{0,3})")
_ENDS: Final = " .)(:\u00a0"
_BULLETS: Final = frozenset("-–—+•*·●○▪")


class Mark(Frozen):
    """A code as it stands, in pieces."""

    pieces: tuple[str, ...]
    shape: tuple[str, ...]
    """The kind of each piece: R(oman), N(umber), L(etter), s(mall letter), i (small Roman)."""


def is_bullet(text: str) -> bool:
    """Say whether a code is a mere sign of enumeration."""
    return bool(text) and set(text.strip()) <= _BULLETS


def mark_of(text: str) -> Mark | None:
    """Return the pieces of a code; None where the text is none."""
    bare = _PREFIX.sub("", nfc(text).strip()).strip(_ENDS)
    if _SMALL_ROMAN.fullmatch(bare) and bare not in {"i", "v", "x"}:
        return Mark((bare,), ("i",))
    if not _MARK.fullmatch(bare):
        return None
    pieces = tuple(_PIECE.findall(bare))
    return Mark(pieces, tuple(_kind(piece) for piece in pieces))


def _kind(piece: str) -> str:
    if is_digits(piece):
        return "N"
    if piece.islower():
        return "s"
    return "R" if _ROMAN.fullmatch(piece) else "L"


def leading_mark(text: str) -> tuple[str, str]:
    """Return the code with which a text begins, and the rest; an empty code where there is none.

    Only what nobody mistakes for text counts: ``I. …``, ``1.2. …``, ``a) …``, ``Tiêu chí 1: …``.
    """
    found = _LEADING.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


_LEADING: Final = re.compile(
    r"((?:(?:tiêu chí(?: thành phần)?|lĩnh vực|chỉ số|mục|phần)\s+)(?:[0-9]+"
    r"(?:\.[0-9]+)*|[IVXL]+|[A-Z])"
    r"(?=\s*[.:)\-–])|[IVXL]+(?=[.)])|[A-ZĐ](?=[.)])|[0-9]+"
    r"(?:\.[0-9]+)*\.?[a-zđ](?=\))|[0-9]+(?:\.[0-9]+)*(?=[.)])|[0-9]+"
    r"(?:\.[0-9]+)+|[a-zđ](?=\)))"
    r"\s*[.:)\-–]?\s+(?=\w)",
    re.IGNORECASE,
)


class Open(Frozen):
    """A row that is open: others may stand below it."""

    id: str
    mark: Mark


class Place(Frozen):
    """Where a row belongs."""

    id: str
    depth: int
    """How many open rows it stands below."""
    is_sure: bool = True
    """Whether the code fits where it stands."""


def place_of(mark: Mark, opened: Sequence[Open]) -> tuple[Place, Mark]:
    """Return where a row of this mark belongs, and the mark as its siblings show it."""
    mark = _as_sibling(mark, opened)
    for depth in range(len(opened), 0, -1):
        above = opened[depth - 1]
        known = len(above.mark.pieces)
        if len(mark.pieces) > known and mark.pieces[:known] == above.mark.pieces:
            rest = mark.pieces[known:]
            return Place(".".join((above.id, *map(_ascii, rest))), depth), mark
    for depth in range(len(opened) - 1, -1, -1):
        sibling = opened[depth]
        if sibling.mark.shape == mark.shape:
            above_id = opened[depth - 1].id if depth else ""
            is_sure = len(mark.pieces) == 1 or mark.pieces[:-1] == sibling.mark.pieces[:-1]
            own = mark.pieces if not is_sure else _own(mark, opened[:depth])
            return Place(_joined(above_id, own), depth, is_sure), mark
    above_id = opened[-1].id if opened else ""
    return Place(_joined(above_id, mark.pieces), len(opened)), mark


def _own(mark: Mark, above: Sequence[Open]) -> tuple[str, ...]:
    """Return the pieces of a mark that the row above it does not have."""
    if above:
        known = above[-1].mark.pieces
        if mark.pieces[: len(known)] == known:
            return mark.pieces[len(known) :]
    return mark.pieces


def _joined(above: str, pieces: Sequence[str]) -> str:
    own = ".".join(map(_ascii, pieces))
    return f"{above}.{own}" if above else own


def _ascii(piece: str) -> str:
    return piece.replace("đ", "dd").replace("Đ", "DD")


def _as_sibling(mark: Mark, opened: Sequence[Open]) -> Mark:
    """Return the mark with letters told from Roman numbers by the letter that came before."""
    last = mark.pieces[-1]
    if mark.shape == ("i",) and any(_is_small_roman(one.mark) for one in opened):
        return Mark(mark.pieces, ("s",))
    if len(last) != 1 or mark.shape[-1] != "R":
        return mark
    for one in reversed(opened):
        before = one.mark
        is_letter = before.shape[:-1] == mark.shape[:-1] and before.shape[-1] == "L"
        if is_letter and ord(last) == ord(before.pieces[-1]) + 1:
            return Mark(mark.pieces, (*mark.shape[:-1], "L"))
    return mark


def _is_small_roman(mark: Mark) -> bool:
    """Say whether a small letter may be a small Roman number: i, v or x."""
    return mark.shape == ("s",) and _SMALL_ROMAN.fullmatch(mark.pieces[0]) is not None
