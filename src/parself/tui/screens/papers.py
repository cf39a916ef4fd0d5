"""Making papers: asks which, in what format and where to; then tells how far it is, and where."""

from pathlib import Path
from typing import Final, Self

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, OptionList, Static
from textual.worker import get_current_worker

from parself import files
from parself.errors import Message, ParselfError, RefusedError, say
from parself.i18n import _, render
from parself.report import making
from parself.report.making import Maker
from parself.tui.aside import aside
from parself.tui.commands import BACK
from parself.tui.dialogs.window import Window
from parself.tui.sitting import SittingApp
from parself.tui.widgets.box import ROOM, Box
from parself.tui.widgets.colours import MUTED
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.footer import KeyLine, in_window
from parself.tui.widgets.plain import plain
from parself.tui.widgets.rows import Choices, ListLine
from parself.tui.widgets.typing import VnInput

_READER: Final = 16
ALL: Final = ""
"""Stands for the usual set of reports."""

FORMATS: Final[dict[str, Message]] = {
    "xlsx": say("Excel (.xlsx): formulas that can be followed"),
    "docx": say("Word (.docx): to work on and to sign"),
    "html": say("Page (.html): to read, to print, to send"),
}


class PapersScreen(Window[None]):
    """Asks step by step; Esc goes a step back."""

    @classmethod
    def of(cls, sitting: SittingApp) -> Self | None:
        """Offer the papers of the present value; say why where there are none."""
        desk = sitting.open_desk
        try:
            maker = making.of_unit(desk.view, desk.now().date())
        except RefusedError as error:
            sitting.tell(error)
            return None
        return cls(maker, desk.folder.path.parent)

    def __init__(self, maker: Maker, folder: Path) -> None:
        super().__init__()
        self._maker, self._folder = maker, folder
        self._ids: tuple[str, ...] | None = None
        self._form = ""
        self._busy = self._done = False

    def compose(self) -> ComposeResult:
        """Make the dialogue."""
        with Box(plain((_("Papers"), "bold"), f"  {self._maker.heading}"), ""):
            yield Choices()
            yield VnInput(id="target", select_on_focus=False)
            yield Static(id="outcome")
            yield KeyLine(in_window("Enter", say("Take")), BACK)

    def on_mount(self) -> None:
        """Begin with what to make."""
        self._ask()

    def _ask(self) -> None:
        """Show the present step: what, in which format, or where to."""
        choices, target = self.query_one(Choices), self.query_one(VnInput)
        choices.display, target.display = not self._form, bool(self._form)
        self.show_outcome("")
        if self._form:
            words = _("File or folder to write; Enter writes, Esc goes back.")
            target.value = files.show_path(self._folder)
            target.cursor_position = len(target.value)
            target.focus()
        else:
            words = _("What to make") if self._ids is None else _("In which format")
            choices.fill(self._formats() if self._ids is not None else self._papers())
            choices.focus()
        self.query_one("#words", Static).update(plain(words))

    def _formats(self) -> list[ListLine[str]]:
        """Return the formats that can be made here."""
        known = ((form, title) for form, title in FORMATS.items() if making.can_make(form))
        return [ListLine(plain(render(title)), form) for form, title in known]

    def _papers(self) -> list[ListLine[str]]:
        """Return the papers, each with who reads it."""
        readers = self._maker.readers
        columns = Columns((Col("", 20, grows=1), Col("", _READER if readers else 0)), self._room)
        every = plain((_("The whole set in one file"), "bold"))
        found = [ListLine(every, ALL)]
        for key, title in self._maker.choices:
            reader = render(readers[key]) if key in readers else ""
            found.append(ListLine(columns.in_full((render(title), (reader, MUTED)), 0), key))
        return found

    @property
    def _room(self) -> int:
        """Cells of a line of the list."""
        return min(ROOM, self.app.size.width * 96 // 100 - 8)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        chosen = event.option.id or ALL
        if self._ids is None:
            self._ids = (chosen,) if chosen else ()
        else:
            self._form = chosen
        self._ask()

    def action_close(self) -> None:
        """Go back to the step before, or close."""
        if self._busy:
            return
        if self._done or self._ids is None:
            self.dismiss(None)
        elif self._form:
            self._form = ""
            self._ask()
        else:
            self._ids = None
            self._ask()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if self._done:
            self.dismiss(None)
        elif not self._busy:
            self._busy = True
            self.show_outcome(_("Making the papers…"))
            target = files.typed_path(event.value)
            # A round of many units takes a while.
            aside(self, lambda: self._make(target), self._written, self._failed)

    def _make(self, target: Path) -> Path:
        """Make the papers, write them, and return where they are. Runs in a thread."""

        def progress(done: int, of: int) -> None:
            if not get_current_worker().is_cancelled:
                self.app.call_from_thread(self._show_progress, done, of)

        papers = self._maker.papers(self._form, self._ids or (), progress)
        path = files.new_file(making.file_name(papers, self._form), target)
        files.write_atomic(path, making.drawn(papers, self._form))
        return path

    def _show_progress(self, done: int, of: int) -> None:
        self.show_outcome(render(say("Reading hand-ins: {done}/{of}", done=done, of=of)))

    def _failed(self, error: ParselfError) -> None:
        self._busy = False
        self.complain(error)

    def _written(self, path: Path) -> None:
        self._busy, self._done = False, True
        words = render(say("Written: {path}", path=files.show_path(path)))
        self.show_outcome(f"{words}\n{_('Enter: Close')}")
