"""Days on which something is issued: "trước 31/12 năm trước: 2; từ 01/01 đến 15/01: 1; …"."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from parself.errors import Message, say
from parself.issued.meaning import Days, Doubt, Meaning, Step, Steps
from parself.issued.phrases import worth
from parself.issued.phrases.best import judged
from parself.issued.phrases.clauses import About, Clause
from parself.numerals import show_date
from parself.text import sentence_case
from parself.values import Frozen, Open, field

_DAY: Final = (
    r"(?:ngày\s+)?{0}([0-9]{{1,2}})\s*/\s*([0-9]{{1,2}})(?:\s*/\s*([0-9]{{4}}))?(?P<{1}>\s+"
    r"(?:của\s+)?năm (?:trước(?: liền kề)?|liền trước|đánh giá|sau|kế hoạch|chấm điểm"
    r"|hiện tại))?"
)
_A: Final = _DAY.format("", "a")
_B: Final = _DAY.format("", "b")
_VERB: Final = (
    r"(?P<verb>(?:(?:đã\s+)?(?:được\s+)?(?:ban hành|ký|gửi|nộp|hoàn thành|báo cáo|có"
    r"|thực hiện|phê duyệt|công bố|xây dựng)(?:\s+(?:kế hoạch|văn bản|báo cáo|quyết định"
    r"|cchc|cải cách hành chính|công tác|năm|và|gửi))*\s+)?)"
)
_NEVER: Final = (
    r"(?:\s*(?:,|hoặc|hay)?\s*(?P<never>(?:không|chưa)\s+(?:ban hành|có|gửi|nộp"
    r"|thực hiện|xây dựng|báo cáo|hoàn thành|phê duyệt|công bố|ký)(?:\s+(?:kế hoạch"
    r"|văn bản|báo cáo|quyết định))?))?"
)
_UNTIL: Final = re.compile(
    rf"{_VERB}(?P<how>trước(?: hoặc trong)?|đến hết|đến|chậm nhất(?: là| đến)?"
    rf"|trong|không muộn hơn|muộn nhất)\s+{_A}(?:\s+trở về trước)?"
)
_BETWEEN: Final = re.compile(
    rf"{_VERB}(?P<how>từ|sau)\s+{_A}\s*(?:đến|tới|-)\s*(?P<end>trước|hết|hết ngày)?\s*{_B}"
)
_SINCE: Final = re.compile(rf"{_VERB}(?P<how>từ|sau)\s+{_A}(?:\s+(?:trở đi|trở về sau))?{_NEVER}")
_NOT_AT_ALL: Final = re.compile(
    r"(?P<never>(?:không|chưa)\s+(?:ban hành|có|gửi|nộp|thực hiện|xây dựng|báo cáo"
    r"|hoàn thành|phê duyệt|công bố|ký)(?:\s+(?:kế hoạch|văn bản|báo cáo|quyết định))?)"
)
_REST: Final = re.compile(r"(?:các\s+)?(?:trường hợp\s+)?còn lại")


class _Day(Frozen):
    month: int
    day: int
    year: int | None
    """Relative to the year assessed, where it is said."""


class _Span(Frozen):
    """Days of one level."""

    first: _Day | None = None
    is_after: bool = False
    """Whether it begins only after its first day."""
    last: _Day | None = None
    is_before: bool = False
    """Whether its last day is said as one before which it was."""
    is_short: bool = False
    """Whether its last day does not belong to it for certain."""
    never: str = ""
    is_rest: bool = False
    """Whether it stands for all other days."""


class _Levels(Open):
    spans: list[tuple[_Span, Decimal]] = field(default_factory=list)
    never: str = ""
    never_worth: Decimal | None = None


def read(clauses: Sequence[Clause], about: About) -> Meaning | Doubt | None:
    """Return the meaning of a rule about the day of a document."""
    levels = _Levels()
    for clause in clauses:
        if not _take(levels, clause, about):
            return None
    if not levels.spans or levels.spans[0][0].last is None or levels.spans[0][0].first is not None:
        return None
    values = [value for _, value in levels.spans]
    if values != sorted(values, reverse=True):
        return Doubt(say("A later day is worth more than an earlier one."))
    found = _dated(levels, about)
    return judged(found, values, about) if isinstance(found, Meaning) else found


def _take(levels: _Levels, clause: Clause, about: About) -> bool:
    """Take a clause as a level; say whether it is one."""
    for condition, value in worth.said(clause, about.maximum):
        if not isinstance(value, Decimal):
            continue
        never = _NOT_AT_ALL.fullmatch(condition)
        if never is not None:
            levels.never, levels.never_worth = _never(never["never"], clause), value
            return True
        if _REST.fullmatch(condition) and levels.spans:
            last = levels.spans[-1][0].last
            levels.spans.append((_Span(last, is_after=True, is_rest=True), value))
            return True
        span = _span(condition, about, clause)
        if span is not None:
            levels.spans.append((span, value))
            return True
    return False


def _never(words: str, clause: Clause) -> str:
    at = clause.lower.find(words)
    same = len(clause.lower) == len(clause.text)
    return sentence_case(clause.text[at : at + len(words)] if same else words)


def _span(text: str, about: About, clause: Clause) -> _Span | None:
    if found := _BETWEEN.fullmatch(text):
        days = _days(found, about)
        is_after, is_short = found["how"] == "sau", found["end"] == "trước"
        return _Span(days[0], is_after, days[1], is_short=is_short) if len(days) == 2 else None
    if found := _UNTIL.fullmatch(text):
        days = _days(found, about)
        is_before = found["how"] == "trước"
        return _Span(None, False, days[0], is_before) if days else None
    if found := _SINCE.fullmatch(text):
        days = _days(found, about)
        never = _never(found["never"], clause) if found["never"] else ""
        return _Span(days[0], found["how"] == "sau", never=never) if days else None
    return None


_DATE: Final = re.compile(
    r"([0-9]{1,2})\s*/\s*([0-9]{1,2})(?:\s*/\s*([0-9]{4}))?(?:\s+(?:của\s+)?(năm (?:trước"
    r"|liền trước|đánh giá|sau|kế hoạch|chấm điểm|hiện tại)))?"
)
_RELATIVE: Final = {"năm trước": -1, "năm liền trước": -1, "năm sau": 1}


def _days(found: re.Match[str], about: About) -> list[_Day]:
    days = []
    for day, month, year, said in _DATE.findall(found[0]):
        relative = _RELATIVE.get(said, 0) if said else None
        if year:
            relative = int(year) - about.year
        days.append(_Day(int(month), int(day), relative))
    return days


def _dated(levels: _Levels, about: About) -> Meaning | Doubt | None:
    """Return the rule with days counted from the first one."""
    try:
        ends = list(_ends(levels, about.year))
    except ValueError:
        return Doubt(say("A day does not exist."))
    if isinstance(ends[0], Doubt):
        return ends[0]
    lasts = [one for one in ends if not isinstance(one, Doubt)]
    if len(lasts) != len(ends):
        return next(one for one in ends if isinstance(one, Doubt))
    due = lasts[0]
    if due is None:
        return None
    values = [value for _, value in levels.spans]
    steps = [Step(values[0])]
    for value, last in zip(values[1:], lasts, strict=False):
        if last is not None:
            steps.append(Step(value, above=Decimal((last - due).days)))
    never = levels.never or next((span.never for span, _ in levels.spans if span.never), "")
    if lasts[-1] is not None:
        steps.append(Step(levels.never_worth or Decimal(0), above=Decimal((lasts[-1] - due).days)))
        meaning = Meaning(_entered(due, never, about), Steps(tuple(steps)))
        return Doubt(say("It does not say what a later day is worth."), (meaning,))
    if levels.never_worth is not None and levels.never_worth != values[-1]:
        return Doubt(say("A late day and none at all are worth different points."))
    if not _is_of_the_year(levels, about):
        meaning = Meaning(_entered(due, never, about), Steps(tuple(steps)))
        return Doubt(
            say("It does not say of which year {date} is.", date=show_date(due)[:5]), (meaning,)
        )
    return Meaning(_entered(due, never, about), Steps(tuple(steps)))


_PLAN: Final = re.compile(r"\bkế hoạch\b")
_OTHER_YEAR: Final = re.compile(r"\bbáo cáo\b|\bnăm (?:sau|tiếp theo|kế tiếp)\b")
_BEGINNING: Final = 3


def _is_of_the_year(levels: _Levels, about: About) -> bool:
    """Say whether it is certain of which year the first day is.

    It says so itself, or it is a day of the first months by which the year's plan is issued.
    """
    last = levels.spans[0][0].last
    if last is None or last.year is not None:
        return True
    told = f"{about.title} {about.text}".lower()
    is_plan = _PLAN.search(told) is not None and not _OTHER_YEAR.search(told)
    return is_plan and last.month <= _BEGINNING


def _entered(due: date, never: str, about: About) -> Days:
    return Days(due.day, due.month, due.year - about.year, never)


def _ends(levels: _Levels, year: int) -> Iterator[date | Doubt | None]:
    """Yield the last day of each level, None for the last one without an end.

    A level that is said to lie "before" a day has that day too where the next begins after it.
    """
    before: date | None = None
    for number, (span, _) in enumerate(levels.spans):
        following = levels.spans[number + 1][0] if number + 1 < len(levels.spans) else None
        first = _in(span.first, before, year) if span.first else None
        if first is not None and before is not None:
            begins = first + timedelta(days=1) if span.is_after else first
            if begins != before + timedelta(days=1):
                yield Doubt(_seam(begins, before))
                return
        if span.last is None:
            before = None
            yield None
            continue
        last = _in(span.last, first or before, year)
        if span.is_before and (following is None or following.is_rest):
            yield Doubt(
                say("It does not say whether {date} itself is in time.", date=show_date(last))
            )
            return
        if (span.is_before or span.is_short) and following is not None and following.first:
            begins = _in(following.first, last, year)
            if begins == last and not following.is_after:
                last -= timedelta(days=1)
        before = last
        yield last


def _seam(begins: date, before: date) -> Message:
    if begins <= before:
        return say("{amount} stands in two levels.", amount=show_date(begins))
    low, high = show_date(before), show_date(begins)
    return say(
        "It does not say what {range} is worth.",
        range=say("what lies between {low} and {high}", low=low, high=high),
    )


def _in(day: _Day, before: date | None, year: int) -> date:
    """Return a day in its year: the one that is said, or the first that is not before another."""
    if day.year is not None:
        return date(year + day.year, day.month, day.day)
    if before is None:
        return date(year, day.month, day.day)
    made = date(before.year, day.month, day.day)
    return made if made >= before else date(before.year + 1, day.month, day.day)
