"""The heads of an annex's columns: what each column holds, told by the words above it.

A head may take several lines, with cells merged over columns and lines, and may be repeated on
every page. Its words differ from province to province, what they name does not.
"""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Final

from parself.issued.figures import points_of
from parself.issued.page import Line
from parself.text import is_digits, search_key
from parself.values import Frozen


class Role(StrEnum):
    """What a column holds."""

    CODE = "code"
    TITLE = "title"
    POINTS = "points"
    RULE = "rule"
    WORTH = "worth"
    """Points of one level of a rule."""
    EVIDENCE = "evidence"
    OFFICE = "office"
    """Who appraises the row above the unit."""
    DEPARTMENT = "department"
    """Who answers for the row within the unit."""
    SOURCE = "source"
    """How the row is scored: by the unit, or by a survey."""
    NOTES = "notes"
    OWN = "own"
    """A column that is filled in while scoring, and empty as issued."""


_WORDS: Final[Mapping[Role, tuple[str, ...]]] = {
    # The first role whose words fit is the column's.
    Role.OWN: (
        r"(?:diem )?(?:do |don vi |xa |phuong |cac don vi )*(?:tu cham|tu danh gia|tham dinh"
        r"|cham lai|phuc tra|dat duoc|dat|thuc te)(?: diem)?",
        r"diem (?:tu|tham dinh|cham|danh gia cua)\b.*",
        r"ket qua\b.*",
        r"(?:don vi|xa|cac don vi) tu (?:cham|danh gia)\b.*",
        r"(?:hoi dong|so noi vu|bo|to) (?:tham dinh|danh gia|cham)(?: diem)?",
        r"nam [0-9]+",
    ),
    Role.CODE: (r"s?tt", r"so tt", r"so thu tu", r"ma(?: so)?", r"ky hieu", r"muc", r"ma tieu chi"),
    Role.WORTH: (
        r"(?:muc |thang |so )?diem(?: so)? (?:thanh phan|chi tiet|tung muc|tung noi dung|cua muc)",
        r"(?:muc diem|diem cac muc|diem muc|diem theo muc)",
    ),
    Role.POINTS: (
        r"(?:so |thang |khung |muc )?diem(?: so)?"
        r"(?: (?:toi da|chuan|quy dinh|cao nhat|chuan toi da))?",
        r"toi da",
        r"(?:thang diem|diem toi da|diem chuan)\b.*",
    ),
    Role.EVIDENCE: (
        r"(?:cac )?(?:tai lieu|tlkc|minh chung|ho so|van ban|can cu|bang chung)(?: .*)?",
        r".*(?:kiem chung|minh chung)\b.*",
    ),
    Role.SOURCE: (r"(?:hinh thuc|phuong thuc|nguon)(?: .*)?", r".*doi tuong cham.*"),
    Role.DEPARTMENT: (
        r"(?:co quan|don vi|bo phan|phong|phong ban) (?:chu tri|tham muu|phu trach|thuc hien)"
        r"(?: thuc hien| tham muu)?",
        r"phan cong.*",
        r"nguoi phu trach",
    ),
    Role.OFFICE: (
        r"(?:co quan|don vi|so, nganh|so, ban, nganh)(?: .*)?"
        r"(?:tham dinh|cham|danh gia|theo doi|kiem tra|cung cap|chu tri).*",
    ),
    Role.RULE: (
        r"(?:cach|phuong phap|cong thuc|huong dan|quy dinh|tieu chuan|co cau|nguyen tac)(?: .*)?",
        r"(?:cac )?(?:muc do|muc|yeu cau) (?:danh gia|dat|cham|xac dinh|can dat).*",
        r"(?:dien giai|giai thich|thang do|tieu chi cham diem|noi dung cham diem)(?: .*)?",
    ),
    Role.NOTES: (r"ghi chu(?: .*)?", r"luu y"),
    Role.TITLE: (
        r"(?:ten )?(?:cac )?(?:noi dung|tieu chi|linh vuc|chi so|chi tieu|danh muc|nhiem vu"
        r"|nhom|ten|hang muc|bo tieu chi)(?:\W.*)?",
    ),
}
_KNOWN: Final = tuple(
    (role, re.compile(words)) for role, several in _WORDS.items() for words in several
)
_LONGEST: Final = 90
_DEEPEST: Final = 4
_MARKS: Final = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹*]+|\(\s*(?:diem|%)\s*\)")


class Head(Frozen):
    """The head of a table: where it ends, and the column of each role."""

    first: int
    last: int
    """Places of its lines among all lines."""
    columns: Mapping[Role, int]
    unknown: Mapping[int, str] = {}
    """Words of the columns whose meaning is not known, and which are not read."""
    double: Mapping[int, str] = {}
    """Words of further columns with a role that another one has already."""

    def is_like(self, other: "Head") -> bool:
        """Say whether the other one is the same head on the next page."""
        return self.columns == other.columns


def role_of(*words: str) -> Role | None:
    """Return what a column holds by its own words and those above; the nearest are asked first."""
    near = [search_key(_MARKS.sub("", one)) for one in words if one]
    joined = [" ".join(near[at:]) for at in range(len(near))]
    for told in (*reversed(near), *joined):
        text = _MARKS.sub("", told).strip(" :./-")
        if len(text) <= _LONGEST:
            for role, pattern in _KNOWN:
                if pattern.fullmatch(text):
                    return role
    return None


def head_at(lines: Sequence[Line], first: int) -> Head | None:
    """Return the head that begins in a line; None where it is no head."""
    if not lines[first].is_table or len(lines[first].cells) < 2:
        return None
    last = _last_of(lines, first)
    words = _column_words(lines[first : last + 1])
    columns: dict[Role, int] = {}
    unknown, double = {}, {}
    for column, told in sorted(words.items()):
        role = role_of(*told)
        if role is Role.TITLE and role in columns and Role.RULE not in columns:
            # Of two columns of contents the second tells how the first is scored.
            role = Role.RULE
        held = _held(lines, last, column)
        if role in (Role.OWN, Role.POINTS) and _is_worth(role, held, columns):
            role = Role.WORTH
        elif role is Role.OWN and held and not all(map(points_of, held)):
            # What is filled in as issued is no column to fill in.
            fits = Role.OFFICE not in columns and _is_office(told)
            role = Role.OFFICE if fits else None
        if role is None:
            unknown[column] = " ".join(told)
        elif role in columns and role is not Role.OWN:
            double[column] = " ".join(told)
        else:
            columns[role] = column
    if not {Role.TITLE, Role.POINTS} <= columns.keys():
        return None
    if last + 1 < len(lines) and _is_numbering(lines[last + 1]):
        last += 1
    columns.pop(Role.OWN, None)
    return Head(first, last, columns, unknown, double)


_LOOKED_AT: Final = 30


def _held(lines: Sequence[Line], last: int, column: int) -> list[str]:
    """Return what stands in a column below its head."""
    below = lines[last + 1 : last + 1 + _LOOKED_AT]
    boxes = (line.cells.get(column) for line in below if not _is_numbering(line))
    texts = [box.text for box in boxes if box is not None and box.columns == 1]
    return [text for text in texts if role_of(text) is None]


def _is_office(words: Sequence[str]) -> bool:
    """Say whether the nearest words above a column name who appraises."""
    told = search_key(_MARKS.sub("", words[-1])).strip(" :./-")
    return any(re.fullmatch(one, told) for one in _WORDS[Role.OFFICE])


def _is_worth(role: Role, held: Sequence[str], columns: Mapping[Role, int]) -> bool:
    """Say whether a further column of points holds those of the levels."""
    if not {Role.POINTS, Role.RULE} <= columns.keys() or Role.WORTH in columns:
        return False
    return role is Role.POINTS or sum(1 for one in held if points_of(one)) > 1


def _last_of(lines: Sequence[Line], first: int) -> int:
    """Return the last line of a head: the one to which its merged cells reach."""
    deepest = max(box.lines for box in lines[first].cells.values())
    last = min(first + min(deepest, _DEEPEST) - 1, len(lines) - 1)
    is_wide = any(box.columns > 1 for box in lines[first].cells.values())
    if deepest == 1 and is_wide and first + 1 < len(lines):
        # Cells that are merged over columns have their own heads below, merged downwards or not.
        below = lines[first + 1]
        if all(role_of(box.text) for box in below.cells.values()):
            return first + 1
    return last


def _column_words(lines: Sequence[Line]) -> dict[int, list[str]]:
    """Return the words above each column, the uppermost first."""
    words: dict[int, list[str]] = {}
    for line in lines:
        for column, box in line.cells.items():
            for one in range(column, column + box.columns):
                words.setdefault(one, []).append(box.text)
    return words


def _is_numbering(line: Line) -> bool:
    """Say whether a line only numbers the columns: (1) (2) (3), or A B 1 2."""
    texts = [box.text.strip("() ") for _, box in sorted(line.cells.items())]
    letters = [text for text in texts if text.isalpha() and len(text) == 1]
    numbers = [int(text) for text in texts if is_digits(text)]
    in_order = all(after == before + 1 for before, after in pairwise(numbers))
    return (
        len(texts) > 2
        and len(letters) + len(numbers) == len(texts)
        and in_order
        and numbers[:1] in ([], [1])
        and letters == sorted(letters)
    )
