"""Where things stand in a rubric: its levels, and what is above a row, as every face says it."""

from typing import Final

from parself.errors import say
from parself.i18n import render
from parself.rubric import model as m

DEPTHS: Final = (say("area"), say("criterion"), say("sub-criterion"))
"""What levels are called where the rubric does not say."""
_PLAIN_DEPTH: Final = 2
"""Levels above a row of which the number of the row tells the second."""


def level_names(rubric: m.Rubric) -> tuple[str, ...]:
    """Return what the levels are called, the area's first: as the rubric says, else as usual."""
    if rubric.levels:
        return rubric.levels
    usual = [render(name) for name in DEPTHS[: rubric.depth]]
    deeper = range(len(DEPTHS) + 1, rubric.depth + 1)
    return (*usual, *(render(say("level {number}", number=number)) for number in deeper))


def place_words(rubric: m.Rubric, row_id: str) -> str:
    """Return the area of a row, and the numbers of what stands between where rows stand deeper.

    Empty for an adjustment.
    """
    above = rubric.above.get(row_id, ())
    if not above:
        return ""
    area = f"{m.numbered(above[0])}. {above[0].title}"
    between = above[1:] if len(above) > _PLAIN_DEPTH else ()
    return " › ".join((area, *map(m.numbered, between)))
