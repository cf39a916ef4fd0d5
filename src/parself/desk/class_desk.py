"""A sitting with a trainer's session: what it shows now, and what the trainer decides in it.

Shell and screens share it, so that each step is refused and noted in one place.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from parself.workshop.board import (
    Board,
    board,
    choosable,
    last_step,
    next_step,
    noted_row,
    required_note,
)
from parself.workshop.collected import Entry, Stage, Step, What
from parself.workshop.session import Session, record, state


class ClassDesk:
    """One session that is open."""

    def __init__(self, session: Session) -> None:
        """Read the session. Raises `FileError`."""
        self.session = session
        self.board: Board = board(session, state(session))
        """The session as it was last read."""

    def reread(self) -> None:
        """Read the session anew. Raises `FileError`."""
        self.board = board(self.session, state(self.session))

    @property
    def spoils_second(self) -> bool:
        """Whether the next step tells the key before anybody handed in for the second round."""
        stages = self.board.stages
        return self.board.round == 1 and stages[1] is Stage.ANSWERS

    @property
    def upcoming(self) -> Step:
        """What would be revealed next. Raises as `next_step`."""
        return next_step(state(self.session), None, None)

    def reveal(self, stage: Stage | None, round_: int | None, now: datetime) -> Step:
        """Reveal a stage of a round, by default what comes next. Raises as `next_step`."""
        step = next_step(state(self.session), stage, round_)
        self._record(now, What.REVEALED, {"round": step.round, "stage": step.stage.value})
        return step

    def undo(self, now: datetime) -> Step:
        """Take the last revealed step back. Raises as `last_step`."""
        step = last_step(state(self.session))
        self._record(now, What.UNDONE, {})
        return step

    def choose(self, code: str, mark: str, now: datetime) -> Entry:
        """Let one work of a group count. Raises as `choosable`."""
        entry = choosable(state(self.session), code, mark)
        facts = {"group": entry.group, "round": entry.round, "digest": entry.digest}
        self._record(now, What.CHOSEN, facts)
        return entry

    def note(self, row: str, text: str, now: datetime) -> None:
        """Note what is unclear in a row. Raises `UsageError` for no row and for no words."""
        facts = {"row": noted_row(self.session, row), "text": required_note(text)}
        self._record(now, What.NOTED, facts)

    def _record(self, now: datetime, what: What, facts: Mapping[str, object]) -> None:
        """Write down what was decided and read the session anew. Raises `FileError`."""
        record(self.session, {"what": what.value, **facts}, now)
        self.reread()


def opened(folder: Path) -> ClassDesk:
    """Open the session in a folder. Raises what `open_session` raises."""
    from parself.workshop.opening import open_session

    return ClassDesk(open_session(folder))
