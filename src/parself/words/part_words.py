"""How joining a part is told: verdicts, outcomes and answers in words, for every face."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from parself.assessment.model import Answer, Assessment, State
from parself.errors import Message, say
from parself.i18n import _, render
from parself.rubric.fields import Field
from parself.submission.landing import Outcome
from parself.submission.merging import Merge, Verdict
from parself.submission.parts_ledger import Event
from parself.words import wording

VERDICTS: Final[Mapping[Verdict, Message]] = {
    Verdict.SAME: say("the same on both sides"),
    Verdict.TAKEN: say("taken over"),
    Verdict.KEPT: say("nothing new"),
    Verdict.CONFLICT: say("two different versions"),
}
OUTCOMES: Final[Mapping[Outcome, Message]] = {
    Outcome.NEW: say("new"),
    Outcome.SAME: say("nothing new"),
    Outcome.NEWER: say("goes on from the earlier part"),
    Outcome.OLDER: say("older, not used"),
    Outcome.DIVERGING: say("two different versions"),
    Outcome.WRONG_RUBRIC: say("wrong rubric"),
    Outcome.WRONG_UNIT: say("of another unit"),
    Outcome.WRONG_YEAR: say("wrong year"),
    Outcome.WRONG_KIND: say("not a department's part"),
    Outcome.WRONG_PURPOSE: say("real and practice do not mix"),
    Outcome.DAMAGED: say("damaged"),
    Outcome.UNSAFE: say("unsafe"),
    Outcome.FORMAT_UNSUPPORTED: say("format not supported"),
}
EVENTS: Final[Mapping[Event, Message]] = {
    Event.GIVEN: say("given out"),
    Event.JOINED: say("joined"),
    Event.UNDONE: say("taken back"),
}
MAKES: Final[Mapping[str, Message]] = {
    "folder": say("a folder"),
    "bundle": say("one file"),
    "form": say("an Excel form"),
}


def outcome_word(outcome: str) -> str:
    """Return what a ledger says of a file, in a word; a make where one was given out."""
    if outcome in MAKES:
        return render(MAKES[outcome])
    known = {one.value: words for one, words in OUTCOMES.items()}
    return render(known[outcome]) if outcome in known else outcome


def tally(found: Merge, landed: Sequence[str] | None = None, left: Sequence[str] = ()) -> str:
    """Say how many rows a part changes, or changed, and how many wait for a person."""
    taken = found.taken if landed is None else landed
    waiting = found.conflicts if landed is None else left
    return render(
        say(
            "{taken} rows taken over · {conflicts} with two versions · {same} as they were",
            taken=len(taken),
            conflicts=len(waiting),
            same=len(found.rows) - len(taken) - len(waiting),
        )
    )


def answer_words(fields: Sequence[Field], answer: Answer, register: Assessment) -> str:
    """Return what an answer says, on one line; `register` holds the documents it cites."""
    return "; ".join(_pieces(fields, answer, register)) or _("left blank")


def _pieces(fields: Sequence[Field], answer: Answer, register: Assessment) -> Iterator[str]:
    if answer.state in {State.NO_INCIDENCE, State.NOT_APPLICABLE}:
        yield render(wording.STATE_WORDS[answer.state.value])
    for field in fields:
        if field.key in answer.values:
            group = f"{field.group}, " if field.group else ""
            shown = wording.told_value(field, answer.values[field.key])
            yield f"{group}{wording.field_label(field)}: {shown}"
    if answer.explanation:
        yield f"{_('Explanation')}: {' '.join(answer.explanation.split())}"
    cited = [register.document(citation.document) for citation in answer.citations]
    named = [one.number or one.title or one.original_name or one.id for one in cited if one]
    if named:
        yield f"{_('Evidence')}: {', '.join(named)}"
