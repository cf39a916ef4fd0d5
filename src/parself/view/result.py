"""The province's result beside what the unit claims and replies, row by row. Pure."""

from collections.abc import Iterator

from parself.assessment.model import Reply
from parself.returns.model import Return, ReturnedRow
from parself.returns.replying import may_appeal
from parself.rubric import model as m
from parself.values import Frozen
from parself.view.view import View


class ResultRow(Frozen):
    """One row of the result."""

    row: m.Row
    said: ReturnedRow
    is_asked: bool
    """Whether the unit is to agree or disagree."""
    reply: Reply | None = None
    may_appeal: bool = False
    """Whether the unit may appeal what is published of it."""

    @property
    def appeals(self) -> bool:
        """Whether the unit appeals it."""
        return self.reply is not None and self.reply.appeals

    @property
    def is_open(self) -> bool:
        """Whether a reply is still to be given, or to be given again."""
        return self.is_asked and (self.reply is None or self.reply.again)


def result_row(view: View, row_id: str) -> ResultRow | None:
    """Return what the result says of a row; None where it says nothing or there is none."""
    value = view.received
    return None if value is None or row_id not in value.rows else _row(view, value, row_id)


def result_rows(view: View) -> Iterator[ResultRow]:
    """Yield every row of the result in the rubric's order."""
    value = view.received
    if value is not None:
        yield from (_row(view, value, row) for row in view.rubric.rows if row in value.rows)


def told_rows(view: View) -> tuple[ResultRow, ...]:
    """Return the rows of which the unit has something to read or to answer.

    Those that were adjusted or asked about stay among them once nothing is to be answered.
    """
    return tuple(one for one in result_rows(view) if _is_told(one.said) or one.appeals)


def _is_told(said: ReturnedRow) -> bool:
    return said.may_be_answered or said.outcome is not None or bool(said.remarks or said.appeal)


def _row(view: View, value: Return, row_id: str) -> ResultRow:
    reply = view.assessment.replies.get(row_id)
    is_asked = row_id in value.to_answer
    may = may_appeal(value, row_id)
    return ResultRow(view.rubric.rows[row_id], value.rows[row_id], is_asked, reply, may)
