"""Numbers of things: "4 cuộc trở lên: 20; 3 cuộc: 15; … không có: 0"."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from parself.issued.meaning import Doubt, Meaning, Number, Steps
from parself.issued.phrases import worth
from parself.issued.phrases.best import judged
from parself.issued.phrases.clauses import About, Clause, is_plain
from parself.issued.phrases.ranges import Range, Unit, is_one_subject, nothing, range_of, tiled
from parself.issued.phrases.shares import NOT_BELOW, steps_of
from parself.values import evolve

Named = tuple[Range, Decimal]
_TIMES: Final = re.compile(r"[0-9]{1,2}/[0-9]{1,2}|\b(?:ngày|tháng|năm|quý|giờ|%)\b|%")
_UNIT_WORDS: Final = 3


def read(clauses: Sequence[Clause], about: About) -> Meaning | Doubt | None:
    """Return the meaning of a rule about how many of something there are."""
    found = [_level(clause, about) for clause in clauses]
    levels = [one for one in found if one is not None]
    spans = [span for span, _ in levels]
    if len(levels) != len(found) or len(levels) < 2 or not any(span.subject for span in spans):
        return None
    if not is_one_subject(spans):
        return None
    unit = max((span.subject for span in spans), key=len)
    order = tiled(spans, Unit.COUNT)
    if order.fault is not None:
        return Doubt(order.fault)
    values = [levels[at][1] for at in order.order]
    inside = list(order.ranges)
    if order.is_open_below:
        inside.insert(0, Range())
        values.insert(0, Decimal(0))
    short = unit if len(unit.split()) <= _UNIT_WORDS else ""
    meaning = Meaning(Number(short), Steps(steps_of(inside, values)))
    told = judged(meaning, values, about)
    if order.is_open_below and isinstance(told, Meaning):
        return Doubt(NOT_BELOW, (meaning,))
    return told


def _level(clause: Clause, about: About) -> Named | None:
    for condition, value in worth.said(clause, about.maximum):
        if not isinstance(value, Decimal) or _TIMES.search(condition):
            continue
        none = nothing(condition)
        span = evolve(none, subject="") if none else range_of(condition, Unit.COUNT)
        if span is not None and is_plain(span.subject):
            return span, value
    return None
