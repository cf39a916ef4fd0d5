"""A return withdrawn (thu hồi): it was sent by mistake, and counts as sent nowhere.

The file stays as it was kept, and its number is not given out again.
"""

from pathlib import Path

from parself import files
from parself.errors import Problem, RefusedError, UsageError, say
from parself.files import FolderLock, journal
from parself.province.ledger import LEDGER, event
from parself.province.overview import Overview, open_overview
from parself.province.returned import WITHDRAWN, Return, last_withdrawn, standing
from parself.province.returning import require_known
from parself.province.round import require_whole
from parself.province.terms import Change, require_reason


def withdraw(path: Path, code: str, change: Change, number: int | None = None) -> Return:
    """Withdraw the last return to a unit, and tell the round's ledger; return which one it was.

    `number` says which one is meant; it is needed where a later one was withdrawn already. Raises
    `UsageError` where there is none, it is another one or nobody says why, `RefusedError` where
    the second appraisal goes on from it or the folder is an officer's share, and `FileError`.
    """
    require_reason(change.why)
    with FolderLock(path, change.when):
        view = open_overview(path)
        require_whole(view.round)
        found = require_withdrawable(view, code)
        _require_meant(view, found, code, number)
        facts = {"unit": code, "sequence": found.number, "digest": found.digest}
        told = event(WITHDRAWN, change.who, change.when, why=change.why, **facts)
        journal.append(path / LEDGER, told)
    return found


def require_withdrawable(view: Overview, code: str) -> Return:
    """Return the last return to a unit. Raises as `withdraw` does."""
    require_known(view.round, (code,))
    where, unit = files.show_path(view.round.path), view.round.called(code)
    last, begun = standing(view.returns.get(code, ())), view.round.begun(code)
    if last is None:
        what = say("No result was sent to {unit} that could be withdrawn.", unit=unit)
        raise UsageError(Problem(what, where))
    if begun is not None and begun.returned == last.digest:
        what = say(
            "The second appraisal of {unit} goes on from result no. {number:none}: it is not"
            " withdrawn.",
            unit=unit,
            number=last.number,
        )
        command = "parself round start-second --take-back"
        todo = say("Go back to the first appraisal before: {command}", command=command)
        raise RefusedError(Problem(what, where, todo))
    return last


def _require_meant(view: Overview, found: Return, code: str, number: int | None) -> None:
    """Raise `UsageError` where another return may be meant: said twice, it is not done twice."""
    gone = last_withdrawn(view.returns[code])
    if number == found.number or (number is None and gone is None):
        return
    where = view.round.called(code)
    if number is None and gone is not None:
        what = say("Result no. {number:none} is withdrawn already.", number=gone.number)
    else:
        what = say("Result no. {number:none} is not the last one that stands.", number=number)
    todo = say(
        "No. {number:none} stands now; to withdraw it: {option}",
        number=found.number,
        option=f"--number {found.number}",
    )
    raise UsageError(Problem(what, where, todo))
