"""The province's result received at a desk, and replied to row by row: what every face does."""

from typing import TYPE_CHECKING

from parself.assessment.model import Reply
from parself.desk.desk import Desk
from parself.errors import Problem, UsageError, say
from parself.returns.kept import reply_fault
from parself.returns.model import Return
from parself.returns.replying import may_appeal, outside
from parself.view.view import View

if TYPE_CHECKING:
    from parself.returns.taking import Looked


def receive(desk: Desk, seen: "Looked") -> None:
    """Receive a result that was looked at; what was entered is saved first.

    Raises what `taking.take` and saving raise.
    """
    # What reads files of others is loaded where one has come.
    from parself.returns.taking import take

    desk.save()
    desk.replace_folder(take(desk.folder, seen, now=desk.now()))


def result_of(view: View) -> Return:
    """Return the result that is replied to. Raises `UsageError` where there is none."""
    value = view.received
    if value is not None:
        return value
    what = say("No appraisal result was received.")
    if view.assessment.returned is not None:
        what = say("The file of the appraisal result that was received is not there any more.")
    todo = say("Receive it: {command}", command="parself receive")
    raise UsageError(Problem(what, todo=todo))


def reply(desk: Desk, row: str, agrees: bool, explanation: str) -> None:
    """Agree or disagree with the appraisal of a row, or appeal what was published of it.

    Raises `UsageError` for a row that is not to be replied to, and where an explanation is due.
    """
    value = result_of(desk.view)
    given = Reply(agrees, explanation.strip(), desk.now(), appeals=may_appeal(value, row))
    problem = reply_fault(desk.folder, desk.assessment, value, row, given)
    if problem is not None:
        raise UsageError(problem)
    desk.set_reply(row, given)


def take_back(desk: Desk, row: str) -> None:
    """Take the reply to a row back. Raises `UsageError` as `reply` does."""
    problem = outside(result_of(desk.view), row)
    if problem is not None:
        raise UsageError(problem)
    desk.set_reply(row, None)
