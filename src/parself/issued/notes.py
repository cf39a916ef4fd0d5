"""Texts below the table: what is a rule changes rows or the whole, the rest is kept as text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Final

from parself.annex.assembly import ID_LENGTH
from parself.issued.figures import decimal_of
from parself.issued.outline import Row
from parself.issued.spelling import spelled
from parself.issued.spoken import speaks
from parself.issued.tables import Text
from parself.text import search_key, sentence_case, slug
from parself.toml import Table
from parself.values import Frozen, field

_IDS: Final = re.compile(
    r"(?:tiêu chí|mục|chỉ số|nội dung)(?: số)?\s+(?P<ids>[A-Za-zĐđ0-9]+"
    r"(?:\.[A-Za-zđ0-9]+)*\)?(?:\s*(?:,|và)\s*[IVXA-Z0-9]+(?:\.[a-z0-9]+)+\)?)*)"
)
_NONE_OF_IT: Final = re.compile(r"\b(?:không có|không phát sinh)\b")
_FULL: Final = re.compile(
    r"\b(?:chấm|được|tính|đạt|cho|hưởng)\s+(?:số\s+)?điểm tối đa\b|\btối đa số điểm\b"
)
_ZERO: Final = re.compile(r"\b(?:chấm|được|tính)\s+0 điểm\b|\bkhông (?:được )?(?:chấm|tính) điểm\b")
_CLASSES: Final = re.compile(r"xếp loại\s*:\s*(?P<classes>.+)", re.DOTALL | re.IGNORECASE)
_CLASS: Final = re.compile(
    r"(?:loại\s+)?(?P<label>[^0-9:,;]+?)\s*:?\s*(?:từ|đạt từ|≥)\s+(?P<from>[0-9]+"
    r"(?:[.,][0-9]+)?)\s*(?:điểm|%)?(?:\s+trở lên)?"
    r"(?:\s+đến\s+dưới\s+[0-9]+(?:[.,][0-9]+)?\s*(?:điểm|%)?)?"
    r"(?P<zero>\s+và\s+không có\s+(?:nội dung|tiêu chí)\s+nào\s+(?:bị\s+)?(?:0 điểm"
    r"|đạt 0 điểm))?"
)
_LAST_CLASS: Final = re.compile(
    r"(?:còn lại|dưới\s+[0-9]+(?:[.,][0-9]+)?(?: điểm|%)?)\s*:?\s*(?:loại\s+)?"
    r"(?P<label>[^0-9:;,]+)|(?P<other>[^0-9:,;]+?)\s*:?\s*(?:dưới\s+[0-9]+(?:[.,][0-9]+)?\s*"
    r"(?:điểm|%)?|còn lại)"
)


class NoteState(StrEnum):
    """What was made of a text below the table."""

    APPLIED = "applied"
    """It was understood and is part of the rubric."""
    TO_DECIDE = "to-decide"
    """It may be a rule and was not taken."""
    TEXT = "text"
    """It says nothing about points."""


class Note(Frozen):
    """A text below the table."""

    where: str
    text: str
    state: NoteState


class Notes(Frozen):
    """All texts below a table, and what they say of rows and of the whole."""

    all: tuple[Note, ...]
    no_incidence: Mapping[str, str]
    """By row, what nothing of the kind is worth."""
    sections: Mapping[str, str] = field(default_factory=dict)
    """By area or criterion, what becomes of the points of its rows that do not apply."""
    head: Table = field(default_factory=dict)
    """What they add to the head of the rubric."""
    reprimands: tuple[str, ...] = ()
    """What keeps a unit out of a class, and costs no points; `head` names them by their ids."""


def notes_of(texts: Sequence[Text], rows: Sequence[Row]) -> Notes:
    """Return what the texts below a table say."""
    known = {row.id: row for top in rows for row in top.walk()}
    none: dict[str, str] = {}
    sections: dict[str, str] = {}
    head: Table = {}
    reprimands: list[str] = []
    found: list[Note] = []
    takes_off = any(row.adjusts == "penalty" for row in known.values())
    for text in [*texts, *_of_groups(rows)]:
        state = NoteState.TEXT
        for sentence in _sentences(text.text):
            told = _take(sentence, known, none, head)
            # Beside penalties that take points off, the language cannot say one that does not.
            if not takes_off and (what := _reprimand(sentence, head)):
                told = NoteState.APPLIED
                reprimands.append(what)
            if (section := _section(sentence, known)) is not None:
                told = NoteState.APPLIED
                sections |= section
            state = max(state, told, key=_WEIGHT.index)
        found.append(Note(text.where, text.text, state))
    return Notes(tuple(found), none, sections, head, tuple(reprimands))


def _of_groups(rows: Sequence[Row]) -> Iterator[Text]:
    """Yield what stands beside rows that hold others and speaks of points: no row has it."""
    for row in (one for top in rows for one in top.walk() if one.rows):
        yield from (Text(level.where, level.text) for level in row.levels)
        yield from (Text(row.where, line) for line in row.notes.split("\n") if speaks(line))


_WEIGHT: Final = (NoteState.TEXT, NoteState.APPLIED, NoteState.TO_DECIDE)
_RULED: Final = re.compile(r"\bđiểm\b|[0-9]\s*%|\bxếp\b|\bloại\b|\bquy đổi\b")


_ROUNDED: Final = re.compile(
    r"\blàm tròn (?:đến|tới|lấy|số)?\s*0?(?P<places>[12])\s+(?:chữ số|số)"
    r"(?:\s+(?:thập phân|sau dấu phẩy|lẻ))+"
)


def _sentences(text: str) -> Iterator[str]:
    bare = re.sub(r"^(?:ghi chú|lưu ý|chú thích)\s*:\s*", "", text.strip(), flags=re.IGNORECASE)
    for line in bare.split("\n"):
        yield from (one for one in re.split(r"(?<=[\wà-ỹ])\.\s+(?=[A-ZÀ-ỸĐ])", line) if one.strip())


def _take(sentence: str, known: Mapping[str, Row], none: dict[str, str], head: Table) -> NoteState:
    lower = spelled(sentence).strip(" .-+")
    found = _no_incidence(lower, sentence, known)
    if found:
        none |= found
        return NoteState.APPLIED
    classes = _CLASSES.fullmatch(sentence.strip(" .-+⁰¹²³⁴⁵⁶⁷⁸⁹"))
    if classes is not None and (bands := _bands(classes["classes"])):
        head["bands"] = bands
        return NoteState.APPLIED
    rounded = _ROUNDED.search(lower)
    if rounded is not None:
        step = Decimal(1).scaleb(-int(rounded["places"]))
        head["rounding"] = {"item": step, "total": Decimal("0.01")}
        return NoteState.APPLIED
    if _STANDS_ALONE.fullmatch(lower) or _EXAMPLE.match(lower):
        return NoteState.TEXT
    return NoteState.TO_DECIDE if _RULED.search(lower) else NoteState.TEXT


_EXAMPLE: Final = re.compile(r"ví dụ\b")
_REPRIMAND: Final = re.compile(
    r"(?:(?:nếu|trường hợp|các|những)\s+)*(?:đơn vị|cơ quan|xã|phường|địa phương)\s+(?:nào\s+)?"
    r"(?P<what>bị\s+[^0-9:;,%]{3,80}?)\s*[:,]?\s*(?:thì\s+)?(?:chỉ\s+xếp\s+tối đa"
    r"|không (?:được )?xếp (?:loại )?(?:quá|vượt quá|cao hơn|trên))\s+(?:mức\s+)?(?:loại\s+)?"
    r"(?P<label>[^0-9:;,]+)"
)


def _reprimand(sentence: str, head: Table) -> str:
    """Return what keeps a unit out of the classes above one, and note it in them."""
    found = _REPRIMAND.fullmatch(spelled(sentence).strip(" .-+"))
    bands = head.get("bands", [])
    at = next(
        (
            number
            for number, band in enumerate(bands)
            if found is not None and search_key(band["label"]) == search_key(found["label"])
        ),
        0,
    )
    if found is None or not at:
        return ""
    what = found["what"]
    for band in bands[:at]:
        band["not_with"] = [*band.get("not_with", []), slug(what, longest=ID_LENGTH)]
    return sentence_case(what)


_SECTION: Final = re.compile(
    r"không (?:được giao|có|thực hiện) .{0,60}?(?:mục|phần|nhóm|tiêu chí|lĩnh vực)\s+"
    r"(?P<id>[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*).{0,80}?"
    r"(?:quy đổi (?:về|thành|ra)\s+(?P<to>[0-9]+(?:[.,][0-9]+)?)\s*điểm"
    r"|(?P<even>chia đều) cho các (?:tiêu chí|nội dung|mục)(?: còn lại| khác))"
)


def _section(sentence: str, known: Mapping[str, Row]) -> dict[str, str] | None:
    """Return what a sentence says of a section whose rows are not all a unit's."""
    found = _SECTION.search(" ".join(sentence.split()))
    row = None if found is None else known.get(found["id"])
    if found is None or row is None or not row.rows:
        return None
    if found["even"]:
        return {row.id: "share"}
    return {row.id: "rescale"} if decimal_of(found["to"]) == row.points else None


_STANDS_ALONE: Final = re.compile(
    r"[⁰¹²³⁴⁵⁶⁷⁸⁹*()\s]*(?:điểm chuẩn|điểm tối đa|thang điểm) theo (?:quyết định"
    r"|công văn|hướng dẫn).*"
)


def _no_incidence(lower: str, sentence: str, known: Mapping[str, Row]) -> dict[str, str]:
    """Return the rows for which a sentence says what nothing of the kind is worth."""
    worth = "full" if _FULL.search(lower) else "zero" if _ZERO.search(lower) else ""
    named = _IDS.search(" ".join(sentence.split()))
    if not worth or not _NONE_OF_IT.search(lower) or named is None:
        return {}
    ids = [one.strip(" )") for one in re.split(r",|\svà\s", named["ids"])]
    is_known = all(one in known and not known[one].rows for one in ids)
    return dict.fromkeys(ids, worth) if is_known else {}


def _bands(text: str) -> list[Table]:
    """Return classes of the result; none where one of them is not understood."""
    pieces = [one.strip(" .") for one in text.split(";") if one.strip(" .")]
    bands: list[Table] = []
    for piece in pieces[:-1]:
        found = _CLASS.fullmatch(piece) or _CLASS.fullmatch(piece.lower())
        if found is None:
            return []
        band: Table = {"label": _label(piece, found["label"]), "from": decimal_of(found["from"])}
        bands.append({**band, "not_with_zero": True} if found["zero"] else band)
    last = _LAST_CLASS.fullmatch(pieces[-1]) if pieces else None
    figures = [band["from"] for band in bands]
    if last is None or not bands or figures != sorted(figures, reverse=True):
        return []
    label = (last["label"] or last["other"]).strip()
    return [*bands, {"label": label[:1].upper() + label[1:], "from": Decimal(0)}]


def _label(piece: str, label: str) -> str:
    at = piece.lower().find(label.lower())
    return piece[at : at + len(label)].strip()
