"""So much for each: "mỗi sáng kiến: 1,5 điểm, tối đa 3 điểm"; "mỗi phản ánh chậm trừ 0,5 điểm"."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from parself.issued.figures import decimal_of
from parself.issued.meaning import Doubt, EachOff, EachUp, Meaning, Number
from parself.issued.phrases.best import judged
from parself.issued.phrases.clauses import About, Clause, is_plain

_N: Final = r"(?P<each>[0-9]+(?:[.,][0-9]+)?)\s*(?:điểm|đ)?"
_EACH_UP: Final = re.compile(
    rf"(?:cứ\s+)?mỗi\s+(?:một\s+)?(?P<what>[^0-9:;%]+?)\s*(?:[:,]|\s)\s*(?:thì\s+)?"
    rf"(?:được\s+)?(?:tính|cộng|chấm|đạt|cho|thưởng)?\s*(?:thêm\s+)?{_N}"
)
_EACH_OFF: Final = re.compile(
    rf"(?:cứ\s+)?mỗi\s+(?:một\s+)?(?P<what>[^0-9:;%]+?)\s*[:,]?\s+(?:thì\s+|sẽ\s+"
    rf"|bị\s+)*trừ\s+(?:đi\s+)?{_N}"
)
_OFF_EACH: Final = re.compile(
    rf"(?:bị\s+)?trừ\s+{_N}\s*(?:/|cho mỗi|đối với mỗi|với mỗi|trên mỗi|mỗi)\s*"
    rf"(?:một\s+)?(?P<what>[^0-9:;%]+?)"
)
_MOST: Final = re.compile(
    r"\s*[,(]?\s*(?:nhưng\s+|và\s+|tổng\s+(?:điểm\s+)?)*(?:điểm\s+)?(?:tối đa"
    r"|không (?:vượt )?quá|cao nhất)(?: là| không quá)?\s+"
    r"(?P<most>[0-9]+(?:[.,][0-9]+)?)\s*(?:điểm|đ)?\)?$"
)
_AT_MOST_ALL: Final = re.compile(
    r"\s*[,(]?\s*(?:(?:nhưng\s+)?(?:tối đa |không quá |không vượt quá )"
    r"(?:điểm tối đa|số điểm tối đa|điểm chuẩn)"
    r"|(?:cho )?(?:đến|tới) (?:khi )?hết (?:số )?điểm(?: của tiêu chí)?|"
    r"(?:tối đa )?trừ hết điểm(?: của tiêu chí)?)\)?$"
)


def read(clauses: Sequence[Clause], about: About) -> Meaning | Doubt | None:
    """Return the meaning of a rule that gives or takes so much for each case."""
    text = ", ".join(clause.lower for clause in clauses)
    if len(clauses) > 2 or any(clause.points is not None for clause in clauses):
        return None
    stated, most = _without_most(text)
    for form, cls in ((_EACH_OFF, EachOff), (_OFF_EACH, EachOff), (_EACH_UP, EachUp)):
        found = form.fullmatch(stated)
        if found is None or not is_plain(found["what"]):
            continue
        each = decimal_of(found["each"])
        if not each:
            return None
        if most is not None and cls is EachOff and most != about.maximum:
            return None
        best = [about.maximum] if cls is EachOff else [each, most or about.maximum]
        meaning = Meaning(Number(title=f"Số {found['what'].strip(' ,')}"), cls(each))
        told = judged(meaning, best, about)
        # So much each cannot stop below the maximum of its row: that is offered to nobody.
        return Doubt(told.why) if isinstance(told, Doubt) else told
    return None


def _without_most(text: str) -> tuple[str, Decimal | None]:
    """Return the text without the bound at its end, and the bound in points."""
    found = _AT_MOST_ALL.search(text)
    if found is not None:
        return text[: found.start()].strip(" ,"), None
    found = _MOST.search(text)
    if found is not None:
        return text[: found.start()].strip(" ,"), decimal_of(found["most"])
    return text, None
