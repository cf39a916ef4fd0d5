"""Nothing of the kind occurred; and rows that are told but worth nothing."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from parself.issued.meaning import Meaning, Worthless
from parself.issued.phrases import worth
from parself.issued.phrases.clauses import About, Clause

_LEAD: Final = (
    r"(?:(?:nếu|trường hợp|đối với|đơn vị nào|đơn vị|các đơn vị|xã, phường|xã"
    r"|trong năm|năm đánh giá|khi|,)\s+)*"
)
_OCCURRED: Final = re.compile(rf"{_LEAD}(?:không|chưa) (?:có )?phát sinh\b.*")
_NONE_OF_IT: Final = re.compile(
    rf"{_LEAD}(?:qua (?:tự )?(?:kiểm tra|thanh tra|giám sát|rà soát),?\s+)?"
    rf"không (?:có|phát hiện)\s+(?!kế hoạch|báo cáo|văn bản chỉ đạo|quyết định).{{2,80}}"
)
_WORTHLESS: Final = re.compile(
    r"(?:tiêu chí (?:này )?|chỉ số (?:này )?)?(?:không (?:tính|chấm|đánh giá|cho) điểm)"
    r"(?:[,;(]?\s*(?:chỉ|mà chỉ)?\s*(?:kê khai|theo dõi|thống kê|báo cáo"
    r"|cung cấp số liệu|tham khảo)\)?)?"
)


def worthless(clauses: Sequence[Clause], about: About) -> Meaning | None:
    """Return the meaning of "not scored, only told" of a row whose maximum is nothing."""
    if about.maximum or len(clauses) != 1 or clauses[0].points:
        return None
    return Meaning(Worthless()) if _WORTHLESS.fullmatch(clauses[0].lower) else None


def apart(clauses: Sequence[Clause], about: About) -> tuple[Sequence[Clause], str]:
    """Return a rule without what it says of a year in which nothing occurred, and that.

    Anything else than all or nothing of the points is left in the rule, where no piece takes it.
    """
    kept: list[Clause] = []
    found = ""
    for clause in clauses:
        said = told(clause, about)
        if said and not found:
            found = said
        else:
            kept.append(clause)
    return (kept, found) if kept else (clauses, "")


_DOES_NOT_APPLY: Final = re.compile(
    r"(?:(?:nếu|trường hợp|các|đối với)\s+)*(?:đơn vị|xã|phường|cơ quan)?[^:;%0-9]{0,40}"
    r"không có\s[^:;%0-9]{2,80}?\s*[:,]?\s+(?:thì\s+)?không (?:đánh giá|áp dụng|tính tiêu chí này)"
)


def where_it_applies(clauses: Sequence[Clause]) -> tuple[Sequence[Clause], bool]:
    """Return a rule without what it says of units that it is not for, and whether it says so."""
    kept = [one for one in clauses if _DOES_NOT_APPLY.fullmatch(one.lower) is None]
    return (kept, len(kept) < len(clauses)) if kept else (clauses, False)


def told(clause: Clause, about: About) -> str:
    """Return what a clause says that nothing of the kind is worth: ``full`` or ``zero``."""
    for condition, value in worth.said(clause, about.maximum):
        if not isinstance(value, Decimal):
            continue
        if _OCCURRED.fullmatch(condition) and value in (about.maximum, 0):
            return "full" if value else "zero"
        if _NONE_OF_IT.fullmatch(condition) and value == about.maximum:
            return "full"
    return ""
