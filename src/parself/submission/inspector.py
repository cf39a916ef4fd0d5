"""What a careful reader would ask about before the file goes: findings, each to mend or to explain.

Findings never block a hand-in: they travel with it, and so do the reasons for which some were
left as they are (`Assessment.waivers`). Pure: what became of the evidence's files is given.
The province asks the same of what it receives.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from parself.assessment import possible, unlikely
from parself.assessment.evidence import FileState, citing_rows, file_state, is_outside
from parself.assessment.model import Assessment, Document, Past, State
from parself.assessment.unlikely import Doubt
from parself.errors import Message, listed, say
from parself.files import Fingerprint
from parself.rubric import model as m
from parself.rubric import peers
from parself.scoring.score import Claims, Scores
from parself.submission.contradictions import contradictions
from parself.text import search_key
from parself.values import Frozen

MANY_ROWS: Final = 10
"""A document on more rows must name its section and page for each."""
COPIES: Final = 3
"""From so many rows on, one and the same explanation is noticed."""
_COPY_LENGTH: Final = 20
"""Shorter texts may well be the same."""

Prints = Mapping[str, Fingerprint | None]
"""Of each registered file by its stored name; None where there is no such file."""


class FindingKind(StrEnum):
    """What is noticed."""

    IMPOSSIBLE = "impossible"
    CONTRADICTION = "contradiction"
    MISSING_FILE = "missing-file"
    CHANGED_FILE = "changed-file"
    UNBACKED = "unbacked"
    OUTSIDE_PERIOD = "outside-period"
    UNLIKELY = "unlikely"
    ORPHAN = "orphan"
    OVERUSED = "overused"
    COPIED = "copied"
    UNREASONED = "unreasoned"
    """A group of a workshop gives no reason for an answer."""
    UNREPLIED = "unreplied"
    """Rows of the appraisal result are not replied to; told by who knows that result."""

    @property
    def is_error(self) -> bool:
        """Whether it must be mended (lỗi); else it may be as it is (cảnh báo)."""
        return self.value in {"impossible", "contradiction", "missing-file", "changed-file"}

    @property
    def may_stay(self) -> bool:
        """Whether one reason can stand for several of them; others are mended one by one."""
        return self.value not in {"impossible", "missing-file", "changed-file", "unreplied"}

    @property
    def is_told_at_once(self) -> bool:
        """Whether it is told wherever the assessment is shown, and not on request only."""
        return self in {FindingKind.CONTRADICTION, FindingKind.UNLIKELY}


class Finding(Frozen):
    """One thing that was noticed."""

    kind: FindingKind
    subject: str
    """What it is about: a row, a document, the number of a check."""
    message: Message
    todo: Message
    rows: tuple[str, ...] = ()
    """Rows to look at."""

    @property
    def key(self) -> str:
        """Stable key under which a waiver is kept."""
        return f"{self.kind.value}:{self.subject}"


def inspect(
    rubric: m.Rubric,
    unit: peers.Unit,
    assessment: Assessment,
    scores: Scores,
    prints: Prints,
    past: Past | None = None,
) -> tuple[Finding, ...]:
    """Return all findings: errors first, then warnings, each in the order of the rows."""
    found = [
        *_impossible(rubric, unit, assessment),
        *at_once(rubric, unit, assessment, scores, past),
        *(_proof if assessment.group is None else _reasons)(rubric, assessment, scores, prints),
        *_copied(assessment),
    ]
    return tuple(sorted(found, key=lambda finding: not finding.kind.is_error))


def at_once(
    rubric: m.Rubric,
    unit: peers.Unit,
    assessment: Assessment,
    scores: Claims,
    past: Past | None = None,
    rows: unlikely.RowDoubts | None = None,
) -> tuple[Finding, ...]:
    """Return contradictions and doubts: the findings shown after every keystroke.

    No file has to be read for them. `rows` are the doubts about rows, where they are known.
    """
    odd = (
        _found(FindingKind.CONTRADICTION, str(one.number), one.message, one.rows)
        for one in contradictions(rubric, unit, assessment, scores)
    )
    doubts = unlikely.of_assessment(rubric, unit, assessment, past, rows)
    return (*odd, *map(_unlikely, doubts))


def of_papers(rubric: m.Rubric, assessment: Assessment, row_id: str) -> tuple[Finding, ...]:
    """Return what is noticed about the documents that a row cites; no file is read for it.

    To a group of a workshop nothing is told of them: to find it is the exercise.
    """
    named = {citation.document for citation in assessment.answer(row_id).citations}
    if not named or assessment.group is not None:
        return ()
    rows, year = citing_rows(assessment), assessment.year
    return tuple(
        finding
        for document in assessment.documents
        if document.id in named
        for found in (
            _of_date(document, year, rubric, rows[document.id]),
            _of_use(document, assessment, rows[document.id]),
        )
        for finding in found
    )


def standing(findings: tuple[Finding, ...], assessment: Assessment) -> tuple[Finding, ...]:
    """Return the findings that nobody has given a reason for."""
    return tuple(finding for finding in findings if finding.key not in assessment.waivers)


def counted(findings: tuple[Finding, ...], assessment: Assessment) -> Message:
    """Say how many findings stand, and how many were left as they are with a reason."""
    left = standing(findings, assessment)
    errors = sum(finding.kind.is_error for finding in left)
    kinds = (
        (errors, say("{count} errors")),
        (len(left) - errors, say("{count} warnings")),
        (len(findings) - len(left), say("{count} left with a reason")),
    )
    said = [Message(words.id, {"count": count}) for count, words in kinds if count]
    return listed(said) if said else say("no errors, no warnings")


def _found(
    kind: FindingKind, subject: str, message: Message, rows: tuple[str, ...] = ()
) -> Finding:
    """Return a finding with what is to be done about its kind."""
    return Finding(kind, subject, message, _TODO[kind], rows)


_TODO: Final[Mapping[FindingKind, Message]] = {
    FindingKind.CONTRADICTION: say("Check the figures of these rows, or say why they differ."),
    FindingKind.MISSING_FILE: say("Add the very file again: it is put back under evidence."),
    FindingKind.CHANGED_FILE: say(
        "Add the earlier file again: it is put back. A new version is a new document."
    ),
    FindingKind.UNBACKED: say(
        "Add evidence, write an explanation, or keep it as it is and say why."
    ),
    FindingKind.OUTSIDE_PERIOD: say("Check the date of issue, or say why it is used."),
    FindingKind.ORPHAN: say("Cite it in a row, or take it out of the register."),
    FindingKind.OVERUSED: say("Name section and page for each of them."),
    FindingKind.COPIED: say("Write for each row what it is about."),
    FindingKind.UNREASONED: say("Write in a sentence what the answer rests on."),
}


def _impossible(rubric: m.Rubric, unit: peers.Unit, assessment: Assessment) -> Iterator[Finding]:
    titles = {f"{possible.FIGURES}{figure.id}": figure.title for figure in rubric.figures}
    found = dict(possible.problems(rubric, unit, assessment))
    found |= possible.at_odds(rubric, unit, assessment)
    for number, problem in enumerate(one for of_key in found.values() for one in of_key):
        where, what = problem.where, problem.what
        message = say("Row {row}: {what}", row=where, what=what)
        if where in titles:
            message = say("Shared figure “{title}”: {what}", title=titles[where], what=what)
        todo = problem.todo or say("Enter the figures again.")
        rows = (where,) if where in rubric.rows else ()
        yield Finding(FindingKind.IMPOSSIBLE, f"{where}-{number}", message, todo, rows)


def doubt_key(doubt: Doubt) -> str:
    """Return the key under which a doubt is waived."""
    return _unlikely(doubt).key


def _unlikely(doubt: Doubt) -> Finding:
    about = doubt.about or say("Row {row}", row=", ".join(doubt.rows))
    message = say("{about}: {what}", about=about, what=doubt.what)
    return Finding(FindingKind.UNLIKELY, doubt.subject, message, doubt.todo, doubt.rows)


def _proof(
    rubric: m.Rubric, assessment: Assessment, scores: Scores, prints: Prints
) -> Iterator[Finding]:
    yield from _unbacked(scores)
    yield from _left_out(rubric, assessment)
    yield from _documents(rubric, assessment, prints)


def _reasons(
    rubric: m.Rubric, assessment: Assessment, _scores: Scores, prints: Prints
) -> Iterator[Finding]:
    """Yield answers of a group without a reason, and files that are gone.

    What is wrong with the documents is not told: they are the trainer's, and to find it is the
    exercise.
    """
    for row in rubric.items():
        answer = assessment.answer(row.id)
        if answer.state is not State.UNANSWERED and not answer.explanation.strip():
            words = say("Row {row} has an answer without a reason.", row=row.id)
            yield _found(FindingKind.UNREASONED, row.id, words, (row.id,))
    rows = citing_rows(assessment)
    for document in assessment.documents:
        yield from _of_file(document, prints, rows.get(document.id, ()))


def _unbacked(scores: Scores) -> Iterator[Finding]:
    for row in scores.rows.values():
        if not row.points or row.backed or row.row.is_penalty:
            continue
        said = say("Row {row} claims {points:points} points without evidence or explanation.")
        if row.points == row.maximum:
            said = say(
                "Row {row} claims the maximum ({points:points} points) without evidence or"
                " explanation."
            )
        words = Message(said.id, {"row": row.row.id, "points": row.points})
        yield _found(FindingKind.UNBACKED, row.row.id, words, (row.row.id,))


def _left_out(rubric: m.Rubric, assessment: Assessment) -> Iterator[Finding]:
    """Yield rows marked as not applicable without a reason: that lifts the index."""
    for row in rubric.rows.values():
        answer = assessment.answer(row.id)
        if answer.state is State.NOT_APPLICABLE and not (answer.explanation or answer.citations):
            words = say("Row {row} does not apply here, and nothing says why.", row=row.id)
            yield _found(FindingKind.UNBACKED, row.id, words, (row.id,))


def _documents(rubric: m.Rubric, assessment: Assessment, prints: Prints) -> Iterator[Finding]:
    rows = citing_rows(assessment)
    for document in assessment.documents:
        citing = rows.get(document.id, ())
        yield from _of_file(document, prints, citing)
        yield from _of_date(document, assessment.year, rubric, citing)
        yield from _of_use(document, assessment, citing)


def _of_file(document: Document, prints: Prints, citing: tuple[str, ...]) -> Iterator[Finding]:
    match file_state(document, prints):
        case FileState.MISSING:
            said = say("The file of {document} is missing.", document=document.called)
            yield _found(FindingKind.MISSING_FILE, document.id, said, citing)
        case FileState.CHANGED:
            said = say(
                "The file of {document} was changed after registering.", document=document.called
            )
            yield _found(FindingKind.CHANGED_FILE, document.id, said, citing)


def _of_date(
    document: Document, year: int, rubric: m.Rubric, citing: tuple[str, ...]
) -> Iterator[Finding]:
    is_told = any(doubt.key == "issued" for doubt in unlikely.of_document(document, year))
    if document.issued and is_outside(document, year, rubric, citing) and not is_told:
        said = say(
            "{document} is dated {day}, outside the period ({first}–{last}).",
            document=document.called,
            day=document.issued,
            first=date(year, 1, 1),
            last=date(year, 12, 31),
        )
        yield _found(FindingKind.OUTSIDE_PERIOD, document.id, said, citing)


def _of_use(
    document: Document, assessment: Assessment, citing: tuple[str, ...]
) -> Iterator[Finding]:
    if not citing:
        said = say("{document} is not cited by any row.", document=document.called)
        yield _found(FindingKind.ORPHAN, document.id, said)
    is_vague = any(
        citation.document == document.id and not (citation.section or citation.page)
        for row_id in citing
        for citation in assessment.answer(row_id).citations
    )
    if len(citing) > MANY_ROWS and is_vague:
        said = say("{document} serves {count} rows.", document=document.called, count=len(citing))
        yield _found(FindingKind.OVERUSED, document.id, said, citing)


def _copied(assessment: Assessment) -> Iterator[Finding]:
    same: dict[str, list[str]] = {}
    for row_id, answer in assessment.answers.items():
        key = search_key(answer.explanation)
        if len(key) >= _COPY_LENGTH:
            same.setdefault(key, []).append(row_id)
    for rows in same.values():
        if len(rows) >= COPIES:
            said = say("The same explanation stands in {count} rows.", count=len(rows))
            yield _found(FindingKind.COPIED, rows[0], said, tuple(rows))
