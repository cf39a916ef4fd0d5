"""The tables of an annex: below titles, above notes, their heads repeated or not."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from parself.issued.codes import is_bullet, leading_mark, mark_of
from parself.issued.figures import split_title
from parself.issued.heads import Head, Role, head_at
from parself.issued.page import Box, Leaf, Line
from parself.text import search_key
from parself.values import Frozen, Open, field

_SUM: Final = re.compile(r"(?:tong(?: cong| diem| so| so diem| diem toi da)*|cong)\b.{0,40}")
_NOT_SUM: Final = re.compile(
    r"tong (?:hop|ket|the|cuc|cong ty)\b|tong so (?!diem)"
    r"|cong (?!(?:muc|phan|nhom|linh vuc|tieu chi|diem|[ivx0-9]+\b|[a-z]\b))"
)
"""Words that begin as those of a sum do: công tác, công khai, tổng hợp."""


_OF_PART: Final = re.compile(
    r"(?:tong )?(?:cong )?(?:diem )?(?:muc|phan|nhom|linh vuc|tieu chi|[ivx]+|[a-z]|[0-9])\b.*"
)


class Entry(Frozen):
    """A line of a table by what its columns hold."""

    where: str
    boxes: Mapping[Role, Box]
    """What begins in this line."""
    over: Mapping[Role, Box]
    """What is merged down to it from above."""
    code: str = ""
    title: str = ""
    unread: tuple[str, ...] = ()
    """Texts of columns whose meaning is not known."""

    def text(self, role: Role) -> str:
        """Return the text that begins in this line."""
        box = self.boxes.get(role)
        return box.text if box is not None else ""

    def at(self, role: Role) -> str:
        """Return the place of a cell, or of the line where it is empty."""
        box = self.boxes.get(role)
        return box.where if box is not None else self.where

    @property
    def is_sum(self) -> bool:
        """Whether the line adds up others and is no row itself."""
        told = search_key(self.title or self.code)
        return not mark_of(self.code) and bool(_SUM.fullmatch(told)) and not _NOT_SUM.match(told)

    @property
    def is_end(self) -> bool:
        """Whether the line is the sum of the whole table."""
        return self.is_sum and not _OF_PART.fullmatch(search_key(self.title or self.code))


class Text(Frozen):
    """A text outside the table, with its place."""

    where: str
    text: str


class Table(Open):
    """A table that was found."""

    leaf: Leaf
    head: Head
    before: tuple[str, ...]
    """Texts above it, the uppermost first."""
    entries: list[Entry] = field(default_factory=list)
    after: list[Text] = field(default_factory=list)
    """Texts below it."""
    more: list[Leaf] = field(default_factory=list)
    """Further sheets on which it goes on."""

    @property
    def where(self) -> str:
        """The place of its head."""
        return self.leaf.lines[self.head.first].where


def tables_of(leaves: Sequence[Leaf]) -> list[Table]:
    """Return all tables of rows that the leaves hold."""
    found: list[Table] = []
    for leaf in leaves:
        for table in _tables(leaf):
            if not any(_rows(table)):
                continue
            if found and _is_of_adjustments(table):
                found[-1].entries += table.entries
                found[-1].after += table.after
            elif found and not table.before and _goes_on(found[-1], table.head, leaf):
                found[-1].entries += table.entries
                found[-1].after += table.after
                found[-1].more.append(leaf)
            else:
                found.append(table)
    return found


def _rows(table: Table) -> Iterator[Entry]:
    return (one for one in table.entries if mark_of(one.code) is not None)


def _tables(leaf: Leaf) -> list[Table]:
    found: list[Table] = []
    between: list[Text] = []
    number = 0
    while number < len(leaf.lines):
        line = leaf.lines[number]
        head = head_at(leaf.lines, number)
        if head is not None:
            heading = _heading(between[-1]) if between else None
            if not found or not _goes_on(found[-1], head, leaf):
                found.append(Table(leaf, head, tuple(one.text for one in between)))
            elif heading is not None and between[-1] in found[-1].after:
                found[-1].after.remove(between[-1])
            found[-1].entries += [heading] if heading is not None else []
            between = []
            number = head.last + 1
            continue
        if found:
            _take(found[-1], line, between)
        elif line.cells:
            between.append(Text(line.where, line.text))
        number += 1
    return found


_HEADING: Final = re.compile(r"(?:lĩnh vực|phần|mục|nhóm)\s+[0-9ivxla-z]+\s*[.:–-]|[IVX]+\.\s")


def _heading(text: Text) -> Entry | None:
    """Return a paragraph that names the area of the table below it; None where it does not."""
    code, title = leading_mark(text.text)
    is_one = _HEADING.match(text.text) or _HEADING.match(text.text.lower())
    if not code or not is_one or split_title(title)[1] is None:
        return None
    return Entry(text.where, {}, {}, code, title)


_ADJUSTS: Final = re.compile(r"\bdiem (?:cong|thuong|tru)\b|\b(?:cong|thuong|tru) diem\b")


def _is_of_adjustments(table: Table) -> bool:
    """Say whether a table holds nothing but what is added to the total or taken off it."""
    first = next(_rows(table), None)
    told = [*table.before[-1:], first.title if first is not None else ""]
    return first is not None and all(_ADJUSTS.search(search_key(one)) for one in told)


def _goes_on(table: Table, head: Head, leaf: Leaf) -> bool:
    """Say whether a head is that of the table above it, repeated on a new page."""
    if not table.head.is_like(head) or any(one.is_end for one in table.entries):
        return False
    first = next(_rows(table), None)
    below = leaf.lines[head.last + 1 : head.last + 2]
    if first is None or not below:
        return True
    return _entry(below[0], table.head).code != first.code


def _take(table: Table, line: Line, between: list[Text]) -> None:
    """Take a line below the head: one of the table, or a text below it."""
    if not line.cells:
        return
    if not line.is_table:
        table.after.append(Text(line.where, line.text))
        between.append(Text(line.where, line.text))
        return
    entry = _entry(line, table.head)
    if _is_note(entry, line, table):
        table.after.append(Text(entry.where, line.text))
        between.append(Text(entry.where, line.text))
    else:
        table.entries.append(entry)
        between.clear()


def _is_note(entry: Entry, line: Line, table: Table) -> bool:
    """Say whether a line below the table's rows is a text outside it."""
    if mark_of(entry.code) is not None or entry.is_sum or entry.text(Role.POINTS):
        return False
    first = min(line.cells)
    lone = len(line.cells) == 1
    in_code = first <= table.head.columns.get(Role.CODE, 0) and not is_bullet(entry.code)
    is_ended = any(one.is_end for one in table.entries) and not entry.over
    return lone and (in_code or is_ended or bool(_NOTE.match(search_key(line.text))))


_NOTE: Final = re.compile(r"(?:ghi chu|luu y|chu thich|xep loai)\s*[:.]|[⁰¹²³⁴⁵⁶⁷⁸⁹]|\(\*+\)|\*+ ")


def _entry(line: Line, head: Head) -> Entry:
    """Return a line by roles; a code may stand in a cell of its own, or before the title."""
    boxes = {role: line.cells[at] for role, at in head.columns.items() if at in line.cells}
    over = {role: line.over[at] for role, at in head.columns.items() if at in line.over}
    code, title = boxes.get(Role.CODE), boxes.get(Role.TITLE)
    code_text, title_text = code.text if code else "", title.text if title else ""
    if code and not title and (_spans_title(code, head) or not mark_of(code_text)):
        # One cell over the whole line holds the code before the title.
        code_text, title_text = leading_mark(code_text)
    elif not code_text and Role.CODE not in head.columns:
        code_text, title_text = leading_mark(title_text)
    elif mark_of(code_text) and leading_mark(title_text)[0].strip(". ") == code_text.strip(". "):
        title_text = leading_mark(title_text)[1]
    aside = (line.at(at) for at in sorted({*head.unknown, *head.double}))
    unread = tuple(box.text for box in aside if box is not None)
    return Entry(line.where, boxes, over, code_text, title_text, unread)


def _spans_title(box: Box, head: Head) -> bool:
    return head.columns[Role.CODE] + box.columns > head.columns[Role.TITLE]
