"""What became of a file that came, and whether the code on its paper is its own, in words."""

from collections.abc import Iterator, Mapping
from typing import Final

from parself.errors import Message, Problem, say
from parself.i18n import render
from parself.rubric.model import Rubric
from parself.rubric.peers import Unit
from parself.submission.changes import Changes
from parself.submission.code import Match
from parself.submission.landing import Outcome
from parself.words import part_words
from parself.words.retelling import difference_words, points_words

OUTCOMES: Final[Mapping[Outcome, Message]] = {
    **part_words.OUTCOMES,
    Outcome.SAME: say("received before"),
    Outcome.NEWER: say("replaces the earlier hand-in"),
    Outcome.DIVERGING: say("two different hand-ins under one number"),
    Outcome.WRONG_UNIT: say("not in the roster"),
    Outcome.WRONG_KIND: say("not a hand-in"),
}
_MISMATCHES: Final[Mapping[Match, tuple[Message, Message]]] = {
    Match.TYPING_ERROR: (
        say("The code was not typed correctly."),
        say("Compare it with the paper, group by group."),
    ),
    Match.OTHER_FILE: (
        say(
            "The code is well formed but not this file's: the file was changed after signing, or "
            "the paper belongs to another hand-in."
        ),
        say("Ask the unit for the right file; nothing was received."),
    ),
}


def code_problem(match: Match, where: str) -> Problem | None:
    """Return what is wrong with a code that was typed; None where it is the file's."""
    if match is Match.MATCH:
        return None
    what, todo = _MISMATCHES[match]
    return Problem(what, where, todo)


def correction_words(rubric: Rubric, found: Changes, unit: Unit) -> Iterator[str]:
    """Yield a line for each row that differs: points, then each entry before and after."""
    for one in found.rows:
        points = f"{points_words(one.before)} → {points_words(one.after)}"
        told = (difference_words(rubric, unit.sub_units, each) for each in one.entries)
        entries = "; ".join(f"{name} {before} → {after}" for name, before, after in told)
        yield f"{one.row.id} {points}: {entries}"
    if found.others:
        names = ", ".join(difference_words(rubric, (), one)[0] for one in found.others)
        yield render(say("Besides: {names}", names=names))
