"""So much for each: "mỗi sáng kiến: 1,5 điểm, tối đa 3 điểm"; "mỗi phản ánh chậm trừ 0,5 điểm"."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from parself.issued.figures import decimal_of
from parself.issued.meaning import Doubt, EachOff, EachUp, Meaning, Number, Several
from parself.issued.phrases import worth
from parself.issued.phrases.best import judged
from parself.issued.phrases.clauses import About, Clause, Words
from parself.values import Open, field

_N: Final = r"(?P<each>[0-9]+(?:[.,][0-9]+)?)\s*(?:điểm|đ)?"
_MANY: Final = r"(?:cứ\s+)?mỗi\s+(?:một\s+)?(?P<what>[^0-9:;%]+?)"
_UP: Final = re.compile(
    rf"{_MANY}\s*(?:[:,]|\s)\s*(?:thì\s+)?(?:được\s+)?(?:tính|cộng|chấm|đạt|cho|thưởng)?\s*"
    rf"(?:thêm\s+)?{_N}"
)
_UP_PER: Final = re.compile(
    rf"(?:được\s+)?(?:cộng|thưởng)\s+(?:thêm\s+)?{_N}\s*(?:/|cho mỗi|đối với mỗi|với mỗi|mỗi)\s*"
    r"(?:một\s+)?(?P<what>[^0-9:;%]+?)"
)
_OFF: Final = (
    re.compile(rf"{_MANY}\s*[:,]?\s+(?:thì\s+|sẽ\s+|bị\s+)*trừ\s+(?:đi\s+)?{_N}"),
    re.compile(
        rf"(?:bị\s+)?trừ\s+{_N}\s*(?:/|cho mỗi|đối với mỗi|với mỗi|trên mỗi|mỗi)\s*"
        r"(?:một\s+)?(?P<what>[^0-9:;%]+?)"
    ),
    re.compile(
        rf"(?P<lack>thiếu|chậm|muộn|không gửi|không nộp)\s+(?:0?1|một)\s+(?P<what>[^0-9:;%]+?)\s*"
        rf"[:,]?\s+(?:thì\s+|sẽ\s+|bị\s+)*trừ\s+(?:đi\s+)?{_N}"
    ),
    re.compile(
        r"(?P<what>(?P<per>[^0-9:;%/]+?)(?:\s[^0-9:;%/]+)?)\s*[:,]?\s+(?:thì\s+|sẽ\s+|bị\s+)*"
        rf"trừ\s+{_N}\s*/\s*(?:một\s+)?(?P=per)"
    ),
    re.compile(rf"(?:chậm|muộn|quá hạn)\s+mỗi\s+(?P<what>[^0-9:;%]+?)\s+(?:bị\s+)?trừ\s+{_N}"),
)
_MOST: Final = re.compile(
    r"(?:^|\s*[,(]?\s*)(?:nhưng\s+|và\s+|tổng\s+(?:điểm\s+)?)*(?:điểm\s+)?"
    r"(?:(?:trừ\s+)?tối đa(?: trừ)?|(?:trừ\s+)?không (?:vượt )?quá|cao nhất)(?: là| không quá)?\s+"
    r"(?P<most>[0-9]+(?:[.,][0-9]+)?)\s*(?:điểm|đ)?\)?$"
)
_AT_MOST_ALL: Final = re.compile(
    r"(?:^|\s*[,(]?\s*)(?:(?:nhưng\s+)?(?:trừ )?(?:tối đa |không quá |không vượt quá )"
    r"(?:bằng )?(?:điểm tối đa|số điểm tối đa|điểm chuẩn|(?:số )?điểm của tiêu chí)"
    r"|(?:cho )?(?:đến|tới) (?:khi )?hết (?:số )?điểm(?: của tiêu chí)?"
    r"|(?:tối đa )?trừ hết điểm(?: của tiêu chí)?)\)?$"
)
_NONE_OF_IT: Final = re.compile(r"(?:không có|không để xảy ra)\s.+")
_WELL: Final = re.compile(
    r"(?:[^0-9:;%]{1,20}\s)?(?:đầy đủ|đủ|đúng (?:hạn|thời hạn|quy định))\b"
    r"(?!.*(?:%|trở lên|từ|trên|dưới|ít nhất|tối thiểu))"
)
"""Everything was done as it should be: no case at all."""
_NO_NAME: Final = re.compile(r"\b(?:mỗi|trừ|cộng|nếu|tối đa|thì|hoặc|điểm)\b")


class _Found(Open):
    """What the clauses of a rule say of cases."""

    up: list[tuple[str, Decimal]] = field(default_factory=list)
    off: list[tuple[str, Decimal]] = field(default_factory=list)
    most: Decimal | None = None


def read(clauses: Sequence[Clause], about: About) -> Meaning | Doubt | None:
    """Return the meaning of a rule that gives or takes so much for each case."""
    found = _Found()
    for clause in clauses:
        is_said = clause.points is not None
        if not (_is_none_of_it(clause, about) if is_said else _take(found, clause, about)):
            return None
    match found.up, found.off:
        case [one], []:
            return _given(one, found.most, about)
        case [], [_, *_]:
            return _taken(found, about)
    return None


def _take(found: _Found, clause: Clause, about: About) -> bool:
    """Take what a clause says; say whether it is about cases."""
    text = clause.lower
    if (most := _MOST.search(text)) is not None:
        if found.most is not None:
            return False
        found.most, text = decimal_of(most["most"]), text[: most.start()].strip(" ,")
    elif (ends := _AT_MOST_ALL.search(text)) is not None:
        text = text[: ends.start()].strip(" ,")
    if not text:
        return True
    if _is_none_of_it(clause, about):
        return True
    for forms, several in ((_OFF, found.off), ((_UP, _UP_PER), found.up)):
        for form in forms:
            one = form.fullmatch(text)
            if one is not None and not _NO_NAME.search(one["what"]) and decimal_of(one["each"]):
                what = Words((clause,)).of(one["what"].strip(" ,"))
                lack = one.groupdict().get("lack")
                several.append((f"{what} {lack}" if lack else what, decimal_of(one["each"])))
                return True
    return False


def _is_none_of_it(clause: Clause, about: About) -> bool:
    """Say whether a clause only repeats that no case at all leaves the maximum."""
    return any(
        value == about.maximum and bool(_NONE_OF_IT.fullmatch(condition) or _WELL.match(condition))
        for condition, value in worth.said(clause, about.maximum)
    )


def _given(one: tuple[str, Decimal], most: Decimal | None, about: About) -> Meaning | Doubt:
    what, each = one
    meaning = Meaning(Number(title=_label(what)), EachUp(each))
    told = judged(meaning, [each, about.maximum if most is None else most], about)
    # So much each cannot stop below the maximum of its row: that is offered to nobody.
    return Doubt(told.why) if isinstance(told, Doubt) else told


def _taken(found: _Found, about: About) -> Meaning | None:
    if found.most not in (None, about.maximum):
        return None
    if len(found.off) == 1:
        ((what, each),) = found.off
        return Meaning(Number(title=_label(what)), EachOff(each))
    return Meaning(Several(tuple((_label(what), each) for what, each in found.off)))


def _label(what: str) -> str:
    return f"Số {what[:1].lower()}{what[1:]}"


_FLAT: Final = re.compile(
    rf"(?:(?:nếu\s+)?(?P<what>[^:;0-9]{{3,}}?)\s*[:,]\s*)?(?:được |bị )?"
    rf"(?:(?P<up>cộng|thưởng)|trừ)\s+{_N}"
)


def flat(clause: Clause, about: About) -> Meaning | None:
    """Return the meaning of a bonus or a penalty as a whole: "Trừ 02 điểm"."""
    found = _FLAT.fullmatch(clause.lower)
    if found is None or decimal_of(found["each"]) != about.maximum:
        return None
    title = Words((clause,)).of(found["what"] or "") or about.title
    each = EachUp(about.maximum) if found["up"] else EachOff(about.maximum)
    return Meaning(Number(title=title), each)
