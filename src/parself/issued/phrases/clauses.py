"""A rule's text as clauses, each with what it is worth where that stands beside it."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from parself.issued.figures import without_marks
from parself.issued.outline import Level
from parself.issued.spelling import spelled
from parself.values import Frozen

_BULLET: Final = re.compile(
    r"^\s*(?:[-–—+•*·●○▪]+\s*|(?:[a-zđ]|[0-9]{1,2}|[ivx]+)\)\s+|[0-9]{1,2}\.\s+(?=\D))"
)
_SENTENCE: Final = re.compile(r"(?<=[\wà-ỹ%)])\.\s+(?=[A-ZÀ-ỸĐ])")
_COMMA: Final = re.compile(
    r"(?:(?<=điểm)|(?<=[0-9])),\s+(?=(?:từ|dưới|trên|đạt|nếu|còn lại|các trường hợp|không)\b)",
    re.IGNORECASE,
)
_DEFINITION: Final = re.compile(
    r",?\s*(?=trong đó\b)|(?<=trong đó)[: ]|,\s+(?=[a-z]\s*(?:là|=|:)\s)", re.IGNORECASE
)
_ENDS: Final = re.compile(r";|\s+(?=[b-hđ]\)\s)|(?<=điểm),\s+(?=[^,;:0-9]{2,60}:\s*[0-9])")
_HEADER: Final = re.compile(
    r"(?:(?:cách|phương pháp)\s+)?(?:tính|chấm|đánh giá|thang|mức|xác định)?\s*điểm"
    r"(?:\s+(?:được\s+)?(?:tính|chấm|đánh giá|xác định))?"
    r"(?:\s+(?:như sau|theo các mức(?:\s+độ)?(?:\s+sau)?|cụ thể(?:\s+như sau)?))?"
    r"|trong đó|cụ thể(?: như sau)?|các mức(?: điểm)?|cách tính|cách chấm",
    re.IGNORECASE,
)


class Clause(Frozen):
    """One statement of a rule."""

    text: str
    """As issued, without the signs of enumeration."""
    points: Decimal | None = None
    """Points that stand beside it in a column of their own."""

    @property
    def lower(self) -> str:
        """The text in small letters and in one spelling, as patterns look for it."""
        return spelled(self.text)


class About(Frozen):
    """What a piece knows of the row."""

    title: str
    maximum: Decimal
    year: int
    text: str = ""
    """The rule as issued."""


def clauses_of(levels: Iterable[Level]) -> tuple[Clause, ...]:
    """Return the clauses of a rule: its lines, parted where a sentence or a level ends."""
    return tuple(clause for level in levels for clause in _of_line(level))


def _of_line(level: Level) -> Iterator[Clause]:
    text = without_marks(level.text)[0]
    pieces = [one for part in _ENDS.split(text) for one in _SENTENCE.split(part)]
    pieces = [one for part in pieces for one in _COMMA.split(part)]
    pieces = [bare(one) for part in pieces for one in _DEFINITION.split(part)]
    found = [one for one in pieces if one and not _HEADER.fullmatch(one.rstrip(": "))]
    for number, one in enumerate(found, start=1):
        yield Clause(one, level.points if number == len(found) else None)


def bare(text: str) -> str:
    """Return a clause without the sign of enumeration before it and the stop behind it."""
    return _BULLET.sub("", text.strip(), count=1).strip(" .;,")


class Words(Frozen):
    """The words of clauses, found again as the annex wrote them."""

    clauses: tuple[Clause, ...]

    def of(self, words: str) -> str:
        """Return words in small letters as they were issued; as they are where that is unclear."""
        for clause in self.clauses:
            at = clause.lower.find(words) if words else -1
            if at >= 0 and len(clause.lower) == len(clause.text):
                return bare(clause.text[at : at + len(words)])
        return words


_TELLING: Final = re.compile(
    r"\b(?:không|chưa|và|hoặc|hay|nếu|trừ|mỗi|nhưng|ngoài|tối đa|tối thiểu|ít nhất|đồng thời|kèm"
    r"|riêng|tăng|giảm|tính|chấm|điểm|so với|kể từ|trước(?! (?:thời )?hạn)"
    r"|sau|bình quân|từ|dưới|trên|đến|thiếu|mức"
    r"|công thức|lần lượt|khi)\b"
    r"|[0-9%<>≤≥=*/:+()\[\]]"
)


def is_plain(subject: str) -> bool:
    """Say whether words only name what is counted, and state no condition of their own."""
    return not _TELLING.search(subject)
