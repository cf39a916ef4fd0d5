"""What became of a file that came, and whether the code on its paper is its own, in words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from parself.errors import Message, Problem, say
from parself.i18n import _, render
from parself.numerals import show_date
from parself.province.filing import Filed
from parself.province.record import Received
from parself.province.timing import Timing
from parself.rubric.model import Rubric
from parself.rubric.peers import Unit
from parself.submission.changes import Changes
from parself.submission.code import Match
from parself.submission.landing import Outcome
from parself.words import part_words
from parself.words.retelling import difference_words, points_words
from parself.words.return_words import MISSED, astray_words

OUTCOMES: Final[Mapping[Outcome, Message]] = {
    **part_words.OUTCOMES,
    Outcome.SAME: say("there already"),
    Outcome.NEWER: say("replaces the earlier hand-in"),
    Outcome.OLDER: say("earlier hand-in"),
    Outcome.DIVERGING: say("two different hand-ins under one number"),
    Outcome.WRONG_UNIT: say("not in the roster"),
    Outcome.WRONG_KIND: say("not a hand-in"),
    Outcome.PASSED_OVER: say("passed over: not a hand-in file"),
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
        say("Ask the unit for the right file."),
    ),
}


def outcome_words(one: Filed) -> str:
    """Return what becomes of a file in a few words: whether it counts, and whether it is late."""
    if one.twin:
        return render(say("same as {name}", name=one.twin))
    base, told = render(OUTCOMES[one.outcome]), one.timing
    if told is None or not one.is_new or told.counting is None:
        return base
    if told.is_reply:
        reply = _("reply to the result") if one.astray is None else render(MISSED[one.astray.way])
        return f"{reply}, {_('late')}" if told.days_late else reply
    if told.counts:
        return f"{base}, {_('late')}" if told.days_late else base
    if told.days_late:
        return _("late, does not count")
    return render(say("kept; hand-in {number:none} counts", number=told.counting))


def notes_of(one: Filed) -> Iterator[Message]:
    """Yield what was left out or replaced on reading, and how it misses the result to reply to."""
    yield from one.notes
    if one.astray is not None:
        yield astray_words(one.astray)


def timing_words(told: Timing) -> str:
    """Return by how many days a hand-in came late, and what counts; empty where nothing is odd."""
    late = {"days": told.days_late, "last": show_date(told.last) if told.last else ""}
    if told.is_reply and not told.days_late:
        return "" if told.counts else _("It is a reply, and another one counts, or none yet.")
    if told.is_reply:
        said = say(
            "{days:count} days late (last day of replies {last}): it is kept, and does not count.",
            **late,
        )
    elif told.days_late and told.counts:
        said = say("{days:count} days late (last day {last}); it counts, as late.", **late)
    elif told.days_late and told.counting is not None:
        said = say(
            "{days:count} days late (last day {last}): it does not count; hand-in"
            " {number:none} still counts.",
            **late,
            number=told.counting,
        )
    elif told.days_late:
        said = say("{days:count} days late (last day {last}).", **late)
    elif told.counts or told.counting is None:
        return ""
    else:
        said = say("It does not count: hand-in {number:none} does.", number=told.counting)
    return render(said)


class Count(NamedTuple):
    """How many files are received, there already, and neither."""

    new: int
    late: int
    """Of the new ones."""
    there: int
    left: int

    @classmethod
    def of(cls, filed: Sequence[Filed]) -> "Count":
        """Count what became of files."""
        new = [one for one in filed if one.is_new]
        late = sum(one.timing is not None and one.timing.days_late > 0 for one in new)
        there = sum(one.outcome.is_received and not one.is_new for one in filed)
        return cls(len(new), late, there, len(filed) - len(new) - there)

    def words(self, *, done: bool) -> str:
        """Return the counts; before anything is done, as what is to come."""
        known = self._asdict()
        if done:
            return render(
                say(
                    "Received: {new}, late: {late}; there already: {there}; not received: {left}.",
                    **known,
                )
            )
        said = say(
            "To be received: {new}, late: {late}; there already: {there}; not received: {left}.",
            **known,
        )
        return render(said)


def code_problem(match: Match, where: str, owner: Received | None = None) -> Problem | None:
    """Return what is wrong with a code that was typed; None where it is the file's.

    `owner` is another hand-in of the unit that it belongs to.
    """
    if match is Match.MATCH:
        return None
    if owner is not None:
        named = {"number": owner.sequence, "digest": owner.short_digest}
        whose = say("This is the code of hand-in no. {number:none} ({digest}).", **named)
        return Problem(whose, where, say("Name that hand-in, or take the paper of this one."))
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
