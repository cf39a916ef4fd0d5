"""A meeting: rows of all units go to Excel, and what was decided comes back, shown first."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from parself import files
from parself.errors import Problem, UsageError, say
from parself.i18n import _, render
from parself.limits import WORKBOOK_BYTES
from parself.province.meeting import read_sheets
from parself.province.round import require_open
from parself.rubric import model as m
from parself.text import one_line
from parself.tui.bases.import_frame import ImportFrame, Matches
from parself.tui.commands import letter
from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.pick import Picked, PickScreen
from parself.tui.dialogs.prompt import PathPrompt

MEET: Final = letter("meet", say("Meeting"), say("Rows to Excel, decisions back"), "p")


class MeetingFrame(ImportFrame):
    """A screen on which a row of all units is shown. A subclass says which."""

    @property
    def row(self) -> m.Row:
        """The row that is shown."""
        raise NotImplementedError

    def action_meet(self) -> None:
        """Ask which way: rows out, or decisions back."""
        acts = {"out": self._pick_rows, "in": self._take_back_sheet}
        choices = (
            ("out", _("Write rows of all units to Excel")),
            ("in", _("Take the decisions of its workbook over")),
        )
        self.ask(AskScreen(_("Meeting"), "", choices), lambda chosen: acts[chosen]())

    def _pick_rows(self) -> None:
        choices = {row.id: f"{row.id} {row.title}" for row in self.view.rows}
        words = _("A sheet a row, with two columns to fill in: points and the reason.")
        window = PickScreen(
            _("Rows of the meeting"), words, choices, _require_some, picked=[self.row.id]
        )
        self.ask(window, self._where)

    def _where(self, rows: Picked) -> None:
        def told(path: Path) -> None:
            self.say_done(render(say("Written: {path}", path=files.show_path(path))))

        words = _("File or folder to write; Enter writes, Esc goes back.")
        start = files.show_path(self.desk.folder.parent)
        title = _("Rows of the meeting")
        self.ask(PathPrompt(title, words, start, partial(self._write_sheets, rows)), told)

    def _write_sheets(self, rows: Sequence[str], path: Path) -> Path:
        from parself.report.meeting_sheet import render_sheets, sheet_name

        target = files.new_file(sheet_name(rows), path)
        found = [self.view.round.rubric.rows[row] for row in rows]
        files.write_atomic(target, render_sheets(self.view, found, self.desk.hand_in))
        return target

    def _take_back_sheet(self) -> None:
        require_open(self.view.round)

        def read(path: Path, _matches: Matches) -> tuple[str, bytes]:
            data = files.read_file(path, most=WORKBOOK_BYTES)
            name = one_line(path.name)
            read_sheets(data, name, self.view, self.act())
            return name, data

        def preview(found: tuple[str, bytes]) -> None:
            self.parself.show("round_meeting:MeetingScreen", self.desk, *found)

        words = _("The workbook of the meeting, filled in (.xlsx)")
        self.import_file(_("Decisions of a meeting"), words, read, preview)


def _require_some(rows: Picked) -> None:
    if not rows:
        raise UsageError(Problem(say("No row is picked."), todo=say("Space picks one.")))
