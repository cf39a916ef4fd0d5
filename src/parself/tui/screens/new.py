"""Beginning an assessment: which rubric, which unit, real or practice, which folder."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from textual.app import ComposeResult
from textual.widgets import Input, Static

from parself.assessment import beginning
from parself.assessment.model import Purpose
from parself.desk import recent
from parself.files import show_path, typed_path
from parself.i18n import _
from parself.rubric import catalogue
from parself.tui.dialogs.finder import FinderWindow, matching
from parself.tui.sitting import SittingApp
from parself.tui.widgets.box import Box
from parself.tui.widgets.plain import plain
from parself.tui.widgets.rows import Choices, ListLine
from parself.tui.widgets.typing import VnInput
from parself.words import caution

_LISTS: Final = 3
"""So many things are chosen from lists; then the folder is typed."""


class NewScreen(FinderWindow[bool]):
    """Three lists and a path, one after the other; Esc goes one step back."""

    def __init__(self, app: SittingApp) -> None:
        super().__init__()
        self._parself = app
        self._chosen: list[str] = []

    def compose(self) -> ComposeResult:
        """Make the window."""
        with Box(_("New assessment"), ""):
            yield VnInput(id="line")
            yield Choices()
            yield Static(id="outcome")

    def on_mount(self) -> None:
        """Ask the first question."""
        self._ask()

    @property
    def _is_path(self) -> bool:
        """Whether the folder is asked for."""
        return len(self._chosen) == _LISTS

    def _ask(self) -> None:
        """Show the question that comes next."""
        questions = (
            _("Rubric"),
            _("Unit (type to search, diacritics not needed)"),
            _("Real figures or practice"),
            _("Folder for this assessment"),
        )
        keys = (_("Enter: go on   Esc: back"), "dim")
        words = plain(questions[len(self._chosen)], "   ", keys)
        self.query_one("#words", Static).update(words)
        self.show_outcome("")
        line = self.query_one(VnInput)
        with line.prevent(Input.Changed):
            line.value = show_path(self._default_folder()) if self._is_path else ""
            line.cursor_position = len(line.value)
        line.focus()
        self.query_one(Choices).display = not self._is_path
        self.list_found("")

    def _default_folder(self) -> Path:
        rubric, _data = catalogue.find_rubric(self._chosen[0])
        practice = "-thuc-hanh" if self._chosen[2] == Purpose.PRACTICE else ""
        return recent.home_folder() / f"{self._chosen[1]}-{rubric.year}{practice}"

    def found(self, typed: str) -> Sequence[ListLine[str]]:
        """Return the choices that hold the words typed; none while the folder is asked for."""
        return matching(self._choices(), typed)

    def _choices(self) -> list[tuple[str, str]]:
        match len(self._chosen):
            case 0:
                rubrics, _unread = catalogue.readable_rubrics()
                return [(rubric.id, caution.rubric_label(rubric)) for rubric in rubrics]
            case 1:
                rubric, _data = catalogue.find_rubric(self._chosen[0])
                roster, _bytes = catalogue.find_roster(rubric.roster)
                return [(unit.code, unit.full) for unit in roster.units]
            case 2:
                return [
                    (Purpose.REAL, _("Real: for handing in")),
                    (Purpose.PRACTICE, _("Practice: never taken into a real round")),
                ]
            case _:
                return []

    def take(self, one: str) -> None:
        """Take a choice, and ask what comes next."""
        self._chosen.append(one)
        self._ask()

    def take_typed(self, typed: str) -> None:
        """Begin the assessment in the folder that was typed."""
        if self._is_path:
            path, (rubric, unit, purpose) = typed_path(typed), self._chosen
            with self.complaining():
                beginning.begin(path, rubric, unit, purpose=Purpose(purpose))
                self._parself.open_folder(path)
                self.dismiss(True)

    def action_close(self) -> None:
        """Go one question back, or leave."""
        if self._chosen:
            before = self._chosen.pop()
            self._ask()
            self.query_one(Choices).fill(self.found(""), key=before)
        else:
            super().action_close()
