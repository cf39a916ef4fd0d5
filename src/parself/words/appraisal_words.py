"""How a row stands in an appraisal, and why many at once leave it out, in words for every face."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from parself.assessment.model import State
from parself.errors import Message, say
from parself.i18n import render
from parself.numerals import show_decimal
from parself.province.appraising import Plan, Skip
from parself.province.board import Mark
from parself.province.decisions import Cell, Verdict
from parself.province.facts import RowFacts
from parself.province.last_year import Before
from parself.words.wording import run_on

MARKS: Final[Mapping[Mark, Message]] = {
    Mark.OPEN: say("not looked at"),
    Mark.ACCEPTED: say("accepted"),
    Mark.ADJUSTED: say("adjusted"),
    Mark.ASKED: say("asked to explain"),
    Mark.TO_REVIEW: say("to look at again"),
    Mark.DIFFERING: say("appraisers differ"),
}
VERDICTS: Final[Mapping[Verdict, Message]] = {
    Verdict.ACCEPT: say("accepted"),
    Verdict.ADJUST: say("adjusted"),
    Verdict.ASK: say("asked to explain"),
    Verdict.OPEN: say("not looked at"),
}
SKIPS: Final[Mapping[Skip, Message]] = {
    Skip.NOT_YOURS: say("not in your share, or nothing received"),
    Skip.DECIDED: say("decided already"),
    Skip.CHANGED: say("changed since it was decided"),
    Skip.DIFFERING: say("appraisers differ"),
    Skip.NO_POINTS: say("no points claimed"),
    Skip.UNPROVED: say("points without evidence or explanation"),
    Skip.REFERENCE: say("different from the reference figure"),
    Skip.UNEQUAL: say("same case as a unit with other points"),
    Skip.DOUBTED: say("figures that contradict others or are unlikely"),
    Skip.REMARK: say("a remark stands on it"),
}


def claimed_words(said: RowFacts) -> str:
    """Return what a unit claims in a row: points, nothing, or that it does not apply."""
    if said.state is State.NOT_APPLICABLE:
        return render(say("not applicable"))
    if said.points is None:
        return render(say("nothing claimed"))
    return render(say("claimed {claimed:points}", claimed=said.points))


def before_words(known: Before) -> str:
    """Return what a row was given last year, and whether that can be compared."""
    if known.is_comparable:
        return render(say("{points:points} (maximum as before)", points=known.points))
    words = say(
        "{points:points} of {most:points}; not comparable: the row is another one now",
        points=known.points,
        most=known.maximum,
    )
    return render(words)


def standing_words(said: RowFacts, mark: Mark, points: Decimal | None) -> str:
    """Return what a row claims, how it stands, and its appraised points, if it can have any."""
    counts = said.state is not State.NOT_APPLICABLE or mark is Mark.ADJUSTED
    decided = f": {show_decimal(points)}" if points is not None and counts else ""
    return f"{claimed_words(said)}, {render(MARKS[mark])}{decided}"


_NAMED: Final = 3
"""Rows of one reason that are named in a few words."""


def excepted_words(plan: Plan, name: Callable[[Cell], str], most: int = _NAMED) -> Iterator[str]:
    """Yield a line for each reason: how many rows are left out, and which, up to `most`."""
    for why, words in SKIPS.items():
        cells = [name(cell) for cell, one in plan.skipped.items() if one is why]
        if cells:
            yield f"{render(words)} ({len(cells)}): {run_on(cells, '; ', most)}"
