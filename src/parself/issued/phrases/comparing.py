"""Comparisons: with the year before, with a published mean, with the mean of all units."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from parself.issued.meaning import Against, Doubt, Meaning, Peers, Step, Steps
from parself.issued.phrases import worth
from parself.issued.phrases.best import judged
from parself.issued.phrases.clauses import About, Clause, Words, is_plain
from parself.text import sentence_case

_UNITS: Final = (
    r"(?:các\s+|toàn\s+bộ\s+các\s+|những\s+)(?:xã|phường|đơn vị|huyện|sở|cơ quan"
    r"|địa phương)(?:[,\s]+(?:xã|phường|đặc khu|huyện|thành phố|thị xã|sở|ban|ngành|đơn vị"
    r"|trong tỉnh|trên địa bàn tỉnh|và))*"
)
_PLACES: Final = r"(?:tỉnh|thành phố|cả nước|toàn quốc|toàn tỉnh|vùng)"
_MEAN: Final = (
    rf"(?:mức\s+)?(?:bình quân|trung bình)(?:\s+chung)?(?:\s+của)?\s+(?P<of>{_UNITS}|{_PLACES})"
)
_LAST: Final = (
    r"(?:(?:kết quả|số liệu|cùng kỳ)(?:\s+của)?\s+)?năm (?:trước(?: liền kề)?|liền trước|liền kề)"
)
_BASE: Final = rf"(?:{_MEAN}|(?P<last>{_LAST}))"
_WITH: Final = re.compile(rf"(?P<value>[^:]*?)\s*so với\s+{_BASE}\s*:\s*(?P<rest>.+)")
_SIGNS: Final[tuple[tuple[str, str], ...]] = (
    # "at" is equal, "up" above and "down" below; several stand for several of them.
    (r"(?:bằng hoặc (?:cao|lớn) hơn|(?:cao|lớn) hơn hoặc bằng|bằng hoặc tăng"
        r"|tăng hoặc bằng|từ bằng trở lên|không thấp hơn|không giảm|≥)", "at up"),
    (r"(?:bằng hoặc (?:thấp|nhỏ) hơn|(?:thấp|nhỏ) hơn hoặc bằng|bằng hoặc giảm"
        r"|giảm hoặc bằng|không cao hơn|không tăng|≤)", "at down"),
    (r"(?:cao hơn|lớn hơn|tăng|trên|>)", "up"),
    (r"(?:thấp hơn|nhỏ hơn|giảm|dưới|<)", "down"),
    (r"(?:bằng|giữ nguyên|không thay đổi|=)", "at"),
)  # fmt: skip
_KNOWN: Final = tuple((re.compile(form), sign) for form, sign in _SIGNS)
_BASE_ALONE: Final = re.compile(_BASE)
_LEVELS_LEFT: Final = ("down", "at", "up")


def read(clauses: Sequence[Clause], about: About) -> Meaning | Doubt | None:
    """Return the meaning of a rule that compares a figure with another one."""
    head, levels = _headed(clauses)
    bases, subjects = set(), set()
    if head is not None:
        bases.add(_base(head))
        subjects.add(head["value"].strip())
    worths: dict[str, Decimal] = {}
    for clause in levels:
        found = _level(clause, about)
        if found is None or (set(found[0].split()) & worths.keys()):
            return None
        signs, value, base, subject = found
        worths |= dict.fromkeys(signs.split(), value)
        bases |= {base} if base else set()
        subjects |= {subject} if subject else set()
    subjects.discard("")
    if len(bases) != 1 or len(subjects) > 1 or set(_LEVELS_LEFT) != worths.keys():
        return None
    values = [worths[sign] for sign in _LEVELS_LEFT]
    (kind, of), subject = next(iter(bases)), next(iter(subjects), "")
    entered = _entered(kind, of, sentence_case(Words(tuple(clauses)).of(subject)) or about.title)
    return judged(Meaning(entered, _steps(values)), values, about)


def _headed(clauses: Sequence[Clause]) -> tuple[re.Match[str] | None, list[Clause]]:
    """Return what stands before all levels, and the levels."""
    if not clauses:
        return None, []
    found = _WITH.fullmatch(clauses[0].lower)
    if found is None or not any(form.match(found["rest"]) for form, _ in _KNOWN):
        return None, list(clauses)
    first = Clause(found["rest"], clauses[0].points)
    return found, [first, *clauses[1:]]


def _base(found: re.Match[str]) -> tuple[str, str]:
    if found["last"]:
        return "last", "năm trước"
    is_units = re.fullmatch(_UNITS, found["of"]) is not None
    return ("units" if is_units else "mean"), found["of"]


def _level(clause: Clause, about: About) -> tuple[str, Decimal, tuple[str, str] | None, str] | None:
    for condition, value in worth.said(clause, about.maximum):
        if not isinstance(value, Decimal):
            continue
        for form, sign in _KNOWN:
            found = form.search(condition)
            if found is None:
                continue
            before, after = condition[: found.start()].strip(), condition[found.end() :].strip()
            after = re.sub(r"^(?:so )?với\s+", "", after)
            base = _BASE_ALONE.fullmatch(after) if after else None
            if (after and base is None) or not is_plain(before):
                return None
            return sign, value, _base(base) if base is not None else None, before
    return None


def _entered(kind: str, of: str, value: str) -> Against | Peers:
    if kind == "units":
        return Peers(of)
    base = "Kết quả năm trước" if kind == "last" else f"Bình quân chung của {of}"
    return Against(value, base)


def _steps(values: Sequence[Decimal]) -> Steps:
    down, at, up = values
    steps = [Step(down)]
    if at != down:
        steps.append(Step(at, from_=Decimal(0)))
    if up != at:
        steps.append(Step(up, above=Decimal(0)))
    return Steps(tuple(steps))
