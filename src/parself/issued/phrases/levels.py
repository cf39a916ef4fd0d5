"""Levels to choose from, parts that add up, and conditions that must all be met."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from parself.errors import say
from parself.issued.figures import decimal_of
from parself.issued.meaning import AllOrNothing, Choice, Doubt, Meaning, Parts
from parself.issued.phrases import worth
from parself.issued.phrases.best import judged
from parself.issued.phrases.clauses import About, Clause, Words
from parself.issued.spelling import spelled
from parself.limits import NAME_LENGTH
from parself.text import sentence_case

_RULED: Final = re.compile(
    r"\b(?:mỗi|cứ|trừ|công thức|tính theo|tỷ lệ|bình quân|so với(?! (?:thời )?hạn)|tối đa|cộng"
    r"|tương ứng|tùy)\b|[%<>≤≥=*]|[0-9]+\s*/\s*[0-9]+\s*\*"
)
_INNER: Final = re.compile(r":\s*[0-9]")
"""Points inside a text: two statements that were not told apart."""
_ALL: Final = re.compile(
    r"(?:có\s+|thực hiện\s+|đạt\s+)?(?:đầy đủ|đủ|đồng thời|cả)\s+(?:(?:0?[0-9]|hai|ba"
    r"|bốn)\s+(?:nội dung|điều kiện|yêu cầu)\s*:?\s*)?(?P<parts>.+)"
)
_BOTH: Final = re.compile(r"(?P<parts>có\s+(?:(?! và ).)+ và (?:(?! và ).)+)")
_ONE_LACKS: Final = re.compile(
    r"(?:nếu\s+)?(?:thiếu|không đạt|không có|chưa đạt)\s+(?:một|1|01)\s+trong\s+"
    r"(?:(?P<of>hai|ba|bốn|2|3|4|02|03|04)|các)"
    r"(?:\s+(?:nội dung|điều kiện|yêu cầu|tiêu chí))?(?:\s+(?:trên|nêu trên|này))?|thiếu một"
)
_HOW_MANY: Final = {"hai": 2, "ba": 3, "bốn": 4, "2": 2, "3": 3, "4": 4, "02": 2, "03": 3, "04": 4}
_NEGATED: Final = re.compile(r"\b(?:không|chưa)\b")
Said = tuple[str, Decimal]


def all_or_nothing(clauses: Sequence[Clause], about: About) -> Meaning | Doubt | None:
    """Return the meaning of "all of these: so much; one missing: nothing"."""
    if len(clauses) != 2:
        return None
    said = [_said(clause, about) for clause in clauses]
    if said[0] is None or said[1] is None or said[1][1] != 0:
        return None
    lacks = _ONE_LACKS.fullmatch(said[1][0].lower())
    every = _ALL.fullmatch(spelled(said[0][0])) or _BOTH.fullmatch(spelled(said[0][0]))
    if lacks is None or every is None:
        return None
    parts = _parts(said[0][0][-len(every["parts"]) :])
    if lacks["of"] and len(parts) != _HOW_MANY[lacks["of"]]:
        return Doubt(say("It is not clear which are the conditions that must all be met."))
    if len(parts) < 2 or (not lacks["of"] and len(parts) > 2):
        return Doubt(say("It is not clear which are the conditions that must all be met."))
    return judged(Meaning(AllOrNothing(tuple(parts))), [said[0][1]], about)


def _parts(text: str) -> list[str]:
    pieces = re.split(r"\s*,\s+(?:và\s+)?|\s+và\s+", text.strip(" :."))
    return [sentence_case(piece) for piece in pieces if piece]


_NOT_SO: Final = re.compile(
    r"(?:không|chưa)(?: (?:đạt|đầy đủ|thực hiện|có|đảm bảo|bảo đảm|đúng|yêu cầu|quy định))*"
)
_CASES: Final = re.compile(r"\b(?:mỗi|cứ|trừ|công thức|bình quân|so với|tối đa|tương ứng|tùy)\b")


def yes_or_no(clauses: Sequence[Clause], about: About) -> Meaning | None:
    """Return the meaning of "so: the maximum; not so: nothing"."""
    said = [_said(clause, about) for clause in clauses]
    match said:
        case [(text, yes), (other, no)] if yes == about.maximum and not no:
            is_met = not _CASES.search(spelled(text)) and len(text) <= NAME_LENGTH
            if is_met and _NOT_SO.fullmatch(spelled(other)):
                return Meaning(Choice(((text, yes), (other, no))))
    return None


def listed(clauses: Sequence[Clause], about: About) -> Meaning | Doubt | None:
    """Return the meaning of lines that each name something and its points."""
    found = [_said(clause, about) for clause in clauses]
    said = [one for one in found if one is not None]
    if len(said) != len(found) or not said:
        return None
    told = [_whole_of(spelled(text), len(said)) for text, _ in said]
    if any(map(_RULED.search, told)) or any(_INNER.search(text) for text, _ in said):
        return None
    texts = [text.lower() for text, _ in said]
    if len(set(texts)) != len(texts) or any(not one or len(one) > NAME_LENGTH for one in texts):
        return None
    values = [value for _, value in said]
    is_sum = sum(values) == about.maximum and min(values) > 0
    if is_sum and (len(values) > 1 or not _NEGATED.search(texts[0])):
        return _parts_or_levels(said, about)
    return _choice(said, values, about)


def _whole_of(text: str, many: int) -> str:
    """Return words without "100% of": among several levels it says all of them, and no rate."""
    return re.sub(r"\b(?:và|tại|ở|cho)\s+100% (?=số|các)", "", text) if many > 2 else text


def _parts_or_levels(said: Sequence[Said], about: About) -> Meaning | Doubt:
    """Return parts that add up; grades, and what holds another, may be levels instead."""
    parts = Meaning(Parts(tuple(said)))
    texts = [text.lower() for text, _ in said]
    is_held = any(one != other and one in other for one in texts for other in texts)
    if len(said) > 1 and (is_held or any(_GRADED.search(one) for one in texts)):
        levels = Meaning(Choice((*said, (_NONE_OF_THEM, Decimal(0)))), issued_so=True)
        return Doubt(_PARTS_OR_LEVELS, (parts, levels))
    return parts


_GRADED: Final = re.compile(
    r"\b(?:tốt|khá|trung bình|yếu|kém|chậm|muộn|trễ|một phần|chưa|không|cao|thấp|cấp|loại|hạng)\b"
)
_NONE_OF_THEM: Final = "Không đạt các mức trên"
_PARTS_OR_LEVELS: Final = say("The points may be levels or parts that add up.")


def _choice(said: Sequence[Said], values: Sequence[Decimal], about: About) -> Meaning | Doubt:
    if sum(values) == about.maximum and max(values) < about.maximum:
        return Doubt(_PARTS_OR_LEVELS, (Meaning(Parts(tuple(said))),))
    chosen = judged(Meaning(Choice(tuple(said))), values, about)
    if isinstance(chosen, Meaning) and min(values) > 0:
        lowest = (_NONE_OF_THEM, Decimal(0))
        why = say("It does not say what is worth nothing.")
        return Doubt(why, (Meaning(Choice((*said, lowest))), chosen))
    return chosen


_BEST: Final = re.compile(
    r"(?P<what>.*:\s*)?mức cao nhất(?: là)?\s+(?P<points>[0-9]+(?:[.,][0-9]+)?)\s*(?:điểm|đ)"
)


def best_only(clauses: Sequence[Clause], about: About) -> Doubt | None:
    """Return the doubt about a rule that names its best level and no other."""
    found = _BEST.fullmatch(clauses[0].lower) if len(clauses) == 1 else None
    if found is None:
        return None
    points = decimal_of(found["points"])
    named = _as_issued(found["what"].strip(" :"), clauses[0]) or about.title
    best = judged(Meaning(Parts(((named, points),))), [points], about)
    return best if isinstance(best, Doubt) else Doubt(_ONLY_BEST, (best,))


_ONLY_BEST: Final = say("It names the best level and no other.")


def _said(clause: Clause, about: About) -> Said | None:
    """Return what a clause names, as issued, and its points."""
    for condition, value in worth.said(clause, about.maximum):
        if isinstance(value, Decimal):
            return _as_issued(condition, clause), value
    return None


def _as_issued(condition: str, clause: Clause) -> str:
    return sentence_case(Words((clause,)).of(condition)).strip(" :,")
