"""What a cell says beside a name or a figure: a rule below the name, words in place of points."""

import re
from typing import Final

from parself.issued.figures import Points, decimal_of
from parself.issued.spoken import rules

_RESTATED: Final = re.compile(
    r"(?:tối đa|không quá)\s+(?P<most>[0-9]+(?:[.,][0-9]+)?)(?:\s*điểm)?"
    r"|(?P<by>theo (?:tỷ lệ|công thức))"
)
_SAYS_HOW: Final = re.compile(r"\b(?:nhân|chia|x|bằng|công thức)\b|[*/=]")


def with_worth(text: str, worth: str, points: Points | None) -> str:
    """Return a level with the words beside it, where they say more than it and the maximum do."""
    said = _RESTATED.fullmatch(worth.strip().lower())
    if said is not None and said["by"] and _SAYS_HOW.search(text.lower()):
        return text
    if said is not None and said["most"] and points and decimal_of(said["most"]) == points.value:
        return text
    return f"{text}: {worth}"


_TELLS_HOW: Final = re.compile(
    r"(?:cách|công thức|phương pháp)\s+(?:tính|chấm)|tính\s+(?:tỷ lệ|điểm|theo|bằng)|gọi\s+\w\s+là",
    re.IGNORECASE,
)


def name_and_rule(title: str) -> tuple[str, list[str]]:
    """Return what a cell names a row, and its lines from the first on that tells of points."""
    lines = title.split("\n")
    tells = (at for at, one in enumerate(lines) if at and (rules(one) or _TELLS_HOW.match(one)))
    end = next(tells, len(lines))
    return "\n".join(lines[:end]), lines[end:]


_AMOUNT: Final = re.compile(r"(?P<n>[0-9]+(?:[.,][0-9]+)?)\s*điểm")
_AT_MOST: Final = re.compile(
    r"(?:không (?:vượt )?quá|tối đa)\s+(?P<n>[0-9]+(?:[.,][0-9]+)?)\s*điểm"
)


def most_of(text: str) -> Points | None:
    """Return the most that words give or take: their limit, or their only figure."""
    limits, amounts = (list(form.finditer(text.lower())) for form in (_AT_MOST, _AMOUNT))
    found = limits or (amounts if len(amounts) == 1 else [])
    return Points(decimal_of(found[0]["n"])) if len(found) == 1 else None
