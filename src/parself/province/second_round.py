"""The second appraisal (thẩm định lần 2): what units may still change, and what became of it. Pure.

A reply changes only rows that were asked about or adjusted, and rows that share a figure with
them. What else it says otherwise is kept out and named. Each row that was sent back ends in an
outcome.
"""

from collections.abc import Collection, Iterator, Mapping

from parself.assessment.model import Reply
from parself.province.board import Mark
from parself.province.decisions import Decision, Stand, Verdict
from parself.province.facts import Facts, RowFacts
from parself.returns.model import Outcome
from parself.returns.replying import may_change
from parself.rubric import model as m
from parself.rubric.peers import Unit
from parself.values import evolve


def related(rubric: m.Rubric, unit: Unit, row: str) -> tuple[str, ...]:
    """Return the other rows that may change where one is replied to: they share a figure."""
    found = may_change(rubric, unit, (row,)) - {row}
    return tuple(one for one in rubric.rows if one in found)


def with_reply(base: Facts, reply: Facts, open_to: Collection[str]) -> Facts:
    """Return the facts of the hand-in that was appraised, with what a reply may change of it."""
    rows = {row: reply.rows[row] for row in open_to if row in reply.rows}
    said = {row: one for row, one in reply.replies.items() if row in open_to}
    return evolve(base, rows={**base.rows, **rows}, returned=reply.returned, replies=said)


def kept_out(base: Facts, reply: Facts, open_to: Collection[str]) -> tuple[str, ...]:
    """Return the rows that a reply says otherwise, and may not."""
    rows = (row for row in base.rows if row not in open_to and row in reply.rows)
    return tuple(row for row in rows if _said(base.rows[row]) != _said(reply.rows[row]))


def _said(one: RowFacts) -> tuple[str, str, str]:
    return one.answer, one.proof, one.explanation


def outcomes(
    replies: Mapping[str, Reply],
    first: Mapping[str, Stand],
    now: Mapping[str, tuple[Decision | None, Mark]],
    claimed: Mapping[str, RowFacts],
) -> Iterator[tuple[str, Outcome]]:
    """Yield what became of each row that was sent back, as far as it is settled.

    `first` is how rows stood in the first appraisal; `now` are the rows that were sent back, each
    with its decision and how it stands.
    """
    for row, (decision, mark) in now.items():
        if decision is not None and mark in {Mark.ACCEPTED, Mark.ADJUSTED}:
            before = first[row].decision if row in first else None
            is_same = before is not None and before.gives == decision.gives
            is_given = decision.points == claimed[row].points
            if decision.figure is not None:
                is_given = decision.verdict is Verdict.ACCEPT
            yield row, _outcome(replies.get(row), is_same=is_same, is_given=is_given)


def _outcome(reply: Reply | None, *, is_same: bool, is_given: bool) -> Outcome:
    if not is_same:
        return Outcome.WITHDRAWN if is_given else Outcome.CHANGED
    if reply is None:
        return Outcome.SILENT
    return Outcome.AGREED if reply.agrees else Outcome.KEPT
