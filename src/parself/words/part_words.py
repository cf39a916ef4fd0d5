"""How joining a part is told: verdicts, outcomes and answers in words, for every face."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from parself.assessment.model import Answer, Assessment, Citation, State
from parself.errors import Message, say
from parself.i18n import _, render
from parself.rules.fields import Field
from parself.submission import parting
from parself.submission.landing import Outcome
from parself.submission.merging import FieldMerge, FigureMerge, Merge, RowMerge, Verdict
from parself.submission.parting import citation_cells, identities
from parself.submission.parts_ledger import Event
from parself.words import wording
from parself.words.citing import place_words
from parself.words.retelling import value_words

VERDICTS: Final[Mapping[Verdict, Message]] = {
    Verdict.SAME: say("the same on both sides"),
    Verdict.TAKEN: say("taken over"),
    Verdict.KEPT: say("nothing new"),
    Verdict.LACKING: say("only in the earlier part: stays"),
    Verdict.CONFLICT: say("two different versions"),
}
OUTCOMES: Final[Mapping[Outcome, Message]] = {
    Outcome.NEW: say("new"),
    Outcome.SAME: say("nothing new"),
    Outcome.NEWER: say("adds to the earlier part"),
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
    Outcome.FAILED: say("the program failed on it"),
    Outcome.WRONG_CODE: say("wrong code: left out"),
    Outcome.PASSED_OVER: say("passed over"),
}
_FIELDS: Final[Mapping[str, Message]] = {
    parting.FIGURES: say("Figures"),
    parting.EXPLANATION: say("Explanation"),
    parting.EVIDENCE: say("Evidence"),
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
    """Return the word for an entry of the ledger of parts."""
    if outcome in MAKES:
        return render(MAKES[outcome])
    known = {one.value: words for one, words in OUTCOMES.items()}
    return render(known[outcome]) if outcome in known else outcome


def tally(found: Merge, landed: Sequence[str] | None = None, left: Sequence[str] = ()) -> str:
    """Say how many rows a part changes, or changed, and how many wait for a person."""
    rows = {one.row for one in found.rows}
    waiting = {*(found.conflicts if landed is None else left)} & rows
    taken = {*(found.taken if landed is None else landed)} - waiting
    return render(
        say(
            "{taken} rows taken over · {conflicts} with two versions · {same} as they were",
            taken=len(taken),
            conflicts=len(waiting),
            same=len(rows - taken - waiting),
        )
    )


def field_label(one: FieldMerge) -> str:
    """Return the name of a field of a row."""
    return render(_FIELDS[one.name])


def cell_words(
    fields: Sequence[Field], row: RowMerge, one: FieldMerge, ours: Assessment, found: Merge
) -> Iterator[str]:
    """Yield a sentence for each differing cell of a field; `fields` are those of the row."""
    match one.name:
        case parting.FIGURES:
            cells = _figure_cells(fields, row.ours, row.theirs)
        case parting.EXPLANATION:
            told = (_("Explanation"), _text(row.ours), _text(row.theirs))
            cells = iter([told])
        case _:
            yield from _evidence_words(row, one, ours, found)
            return
    for label, here, came in cells:
        if here != came:
            yield _told(one.verdict, label, here, came)


def figure_words(one: FigureMerge, label: str) -> str:
    """Return a sentence for the difference in a shared figure."""
    here, came = (value_words(side) if side is not None else "" for side in (one.ours, one.theirs))
    return _told(one.verdict, label, here, came)


def _told(verdict: Verdict, label: str, here: str, came: str) -> str:
    if verdict is Verdict.TAKEN and not came:
        gone = say("{label}: {here} goes; the department left it blank", label=label, here=here)
        return render(gone)
    if not here:
        return f"{label}: {came}"
    told = say(
        "{label}: here {here}, came {came}", label=label, here=here, came=came or _("left blank")
    )
    return render(told)


def _text(answer: Answer) -> str:
    return " ".join(answer.explanation.split())


def _figure_cells(
    fields: Sequence[Field], ours: Answer, theirs: Answer
) -> Iterator[tuple[str, str, str]]:
    """Yield each differing figure: its name, its value here, its value there."""
    yield _("State"), _mark(ours), _mark(theirs)
    for field in fields:
        group = f"{field.group}, " if field.group else ""
        label = f"{group}{wording.field_label(field)}"
        yield label, _value(field, ours), _value(field, theirs)
    yes = _("yes")
    yield _("Figures not final"), yes * ours.provisional, yes * theirs.provisional


def _value(field: Field, answer: Answer) -> str:
    known = field.key in answer.values
    return wording.told_value(field, answer.values[field.key]) if known else ""


def _mark(answer: Answer) -> str:
    is_mark = answer.state in {State.NO_INCIDENCE, State.NOT_APPLICABLE}
    return render(wording.STATE_WORDS[answer.state.value]) if is_mark else ""


def _evidence_words(
    row: RowMerge, one: FieldMerge, ours: Assessment, found: Merge
) -> Iterator[str]:
    here = citation_cells(row.ours, found.here)
    came = citation_cells(row.theirs, identities(found.theirs.documents))
    known = {*here, *one.base}
    added = [_cited(paper, found.theirs) for cell, paper in came.items() if cell not in known]
    lost = one.base.keys() - came.keys()
    gone = [_cited(paper, ours) for cell, paper in here.items() if cell in lost]
    if added:
        yield f"{_('Evidence')}: {'; '.join(added)}"
    if gone:
        papers = "; ".join(gone)
        yield render(say("Evidence that the department took out goes: {papers}", papers=papers))


def _cited(citation: Citation, register: Assessment) -> str:
    one = register.document(citation.document)
    name = (one.number or one.title or one.original_name or one.link or one.id) if one else ""
    return " ".join(part for part in (name or citation.document, place_words(citation)) if part)
