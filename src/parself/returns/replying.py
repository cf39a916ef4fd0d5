"""What a unit replies to its appraisal: which rows, what a reply needs, and what is still open.

Every row that was adjusted or asked about is to be answered while the first appraisal stands. A
reply belongs to what was said of its row: where a later return says otherwise of the row, the
reply is kept to be given again. Pure.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from parself.assessment.model import Answer, Reply, Returned
from parself.errors import Problem, say
from parself.returns.model import Phase, Return, Ruling
from parself.rubric import model as m
from parself.rubric.peers import Unit
from parself.rules.fields import known_of
from parself.rules.kinds import row_fields
from parself.scoring.recognised import Recognised, summed
from parself.submission.inspector import Finding, FindingKind
from parself.values import evolve

Replies = Mapping[str, Reply]
_ASKED_FOR: Final = say("Explain it, or cite evidence in the row that was not handed in before.")


def open_rows(value: Return, replies: Replies) -> tuple[str, ...]:
    """Return the rows that are still to be answered."""
    return tuple(row for row in value.to_answer if row not in replies or replies[row].again)


def may_change(rubric: m.Rubric, unit: Unit, asked: Collection[str]) -> frozenset[str]:
    """Return the rows that may change when some were asked about or adjusted.

    These are the rows themselves, and those that share a figure with them.
    """
    shared = {row: _figures(rubric.rows[row], unit) for row in rubric.rows}
    named = frozenset[str]().union(*(shared[row] for row in asked if row in shared))
    return frozenset(asked) | {row for row, figures in shared.items() if figures & named}


def _figures(row: m.Row, unit: Unit) -> frozenset[str]:
    return frozenset(figure for _key, figure in known_of(row_fields(row, unit.sub_units)).shared)


def outside(value: Return, row: str) -> Problem | None:
    """Return why a row is none that can be answered; None where it can."""
    if row in value.to_answer or may_appeal(value, row):
        return None
    if not value.to_answer:
        what = say("Result no. {number:none} asks for no reply.", number=value.number)
        return Problem(what)
    what = say("Row {row} was neither adjusted nor asked about: there is no reply.", row=row)
    return Problem(what, todo=say("Rows to reply to: {rows}.", rows=", ".join(value.to_answer)))


def may_appeal(value: Return, row: str) -> bool:
    """Say whether a unit may appeal what a result says of a row: once it is published."""
    return value.phase is Phase.PUBLISHED and row in value.rows


def appeals(value: Return, replies: Replies) -> tuple[str, ...]:
    """Return the rows that the unit appeals against what a result publishes of them."""
    return tuple(
        row for row, one in replies.items() if one.appeals and not one.again and row in value.rows
    )


def fault(value: Return, row: str, reply: Reply, *, is_proven: bool) -> Problem | None:
    """Return what is wrong with a reply; None where nothing is.

    `is_proven` says whether the row cites evidence that was not handed in before.
    """
    if problem := outside(value, row):
        return problem
    if may_appeal(value, row):
        return _appeal_fault(row, reply)
    if reply.explanation.strip() or is_proven:
        return None
    if value.rows[row].ruling is Ruling.ASKED:
        return Problem(say("The province asks for an explanation of this row."), row, _ASKED_FOR)
    if not reply.agrees:
        return Problem(say("Nothing says why the unit disagrees."), row, _ASKED_FOR)
    return None


def _appeal_fault(row: str, reply: Reply) -> Problem | None:
    if reply.agrees:
        what = say("This is published: a row is appealed, or nothing is said of it.")
        return Problem(what, row)
    if not reply.explanation.strip():
        return Problem(say("Nothing says what the unit argues."), row)
    return None


def is_proven(before: Answer, now: Answer) -> bool:
    """Say whether an answer cites what it did not when it was handed in."""
    return bool(set(now.citations) - set(before.citations))


def carried(before: Return | None, after: Return, replies: Replies) -> Replies:
    """Return the replies as they stand once another return has been received.

    Of the first appraisal, those to rows of which it says the same go on; the others are to be
    given again. What follows tells how the replies were judged, and leaves them as they are; an
    appeal was against what was published before, and is not handed in with what comes after.
    """
    if after.phase is not Phase.FIRST:
        return {row: evolve(one, again=one.again or one.appeals) for row, one in replies.items()}
    same = {row for row in after.to_answer if before and before.rows.get(row) == after.rows[row]}
    return {row: evolve(one, again=one.again or row not in same) for row, one in replies.items()}


def recognised_by(rubric: m.Rubric, value: Return) -> Recognised:
    """Return how much of what the unit claimed the result recognises."""
    rows = (value.rows[item.id] for item in rubric.items() if item.id in value.rows)
    return summed(((one.claimed, one.appraised) for one in rows), this_year=True)


def findings(named: Returned | None, value: Return | None, replies: Replies) -> Iterator[Finding]:
    """Yield what a careful reader would ask about the result that an assessment names.

    `value` is the result; None where its file is not there.
    """
    if named is None:
        return
    if value is None:
        number = named.number
        what = say("The file of appraisal result no. {n:none} is gone or damaged.", n=number)
        todo = say("Receive it again; what was replied is kept.")
        yield Finding(FindingKind.MISSING_FILE, "returned", what, todo)
    elif rows := open_rows(value, replies):
        what = say("{count} criteria of the appraisal result are not replied to.", count=len(rows))
        todo = say("Reply to each; handed in as it is, the province takes them as not explained.")
        yield Finding(FindingKind.UNREPLIED, str(value.number), what, todo, rows)
