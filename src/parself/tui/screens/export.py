"""Writing the file for the province: what it will hold, where to, and proof that it is good."""

from contextlib import suppress

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, OptionList, Static

from parself.assessment import store
from parself.desk.desk import Desk
from parself.errors import ParselfError
from parself.files import removable_drives, show_path, typed_path
from parself.i18n import _
from parself.submission import bundle
from parself.submission.coming import last_hand_in
from parself.tui.aside import aside
from parself.tui.commands import keys
from parself.tui.dialogs.window import Window
from parself.tui.widgets.box import Box
from parself.tui.widgets.fields import Confirmed, Tick
from parself.tui.widgets.hand_in_texts import second_file, summary, what_to_know, written
from parself.tui.widgets.plain import plain
from parself.tui.widgets.rows import Choices, ListLine, of
from parself.tui.widgets.typing import VnInput


class ExportScreen(Window[bool]):
    """Asks where to, writes, reads back, and shows the verification code."""

    # What is told may be long; the places, the tick and what came of it stay in view below.
    DEFAULT_CSS = """
    ExportScreen {
        #told { max-height: 35vh; }
        #target { border: none; height: 1; padding: 0; background: $boost; }
        Box #choices { max-height: 4; margin-top: 0; }
    }
    """

    BINDINGS = keys(
        {
            "c": "copy_code",
            "enter": "close",
            "down": "app.focus_next",
            "up": "app.focus_previous",
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._done = False
        self._busy = False
        self._code = ""

    def compose(self) -> ComposeResult:
        """Make the dialogue."""
        title = _("Hand in") if self._desk.assessment.group else _("Export")
        with Box(title, summary(self._desk)):
            yield Static(
                plain((_("Folder or file to write; Enter writes, Esc goes back."), "dim")), id="how"
            )
            yield VnInput(show_path(self._desk.folder.path.parent), id="target")
            yield Choices(*self._places())
            yield Tick("light")
            yield Static(id="outcome")

    def on_mount(self) -> None:
        """Offer a second file where there is evidence, ticked as at the last hand-in."""
        choices = self.query_one(Choices)
        choices.display = choices.option_count > 0
        last = last_hand_in(self._desk.folder)
        tick = self.query_one(Tick)
        tick.show(second_file(self._desk.assessment), bool(last and last.light))
        held = self._desk.assessment
        tick.display = held.group is None and any(one.stored_name for one in held.documents)

    def _places(self) -> list[ListLine[str]]:
        """Return where it may go: beside the assessment, or to a stick that is plugged in."""
        beside = show_path(self._desk.folder.path.parent)
        sticks = [show_path(drive) for drive in removable_drives()]
        found = [ListLine(plain(f"USB: {stick}"), stick) for stick in sticks]
        here = ListLine(plain(f"{_('Beside the folder')}: {beside}"), beside)
        return [here, *found] if found else []

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if self.query_one(Choices).has_focus:
            self.query_one(VnInput).value = of(event.option)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._go_on(of(event.option))

    @on(Confirmed)
    def _confirmed(self) -> None:
        self._go_on(self.query_one(VnInput).value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self._go_on(event.value)

    def _go_on(self, target: str) -> None:
        """Write to a place; close where that was done before."""
        if self._busy:
            return
        if self._done:
            self.dismiss(True)
            return
        self._busy = True
        self.show_outcome(_("Writing and reading back…"))
        folder, now, light = self._desk.folder, self._desk.now(), bool(self.query_one(Tick).value)

        def write() -> bundle.Exported:
            return bundle.export(folder, typed_path(target), now=now, light=light)

        # Evidence may be large.
        aside(self, write, self._written, self._failed)

    def _failed(self, error: ParselfError) -> None:
        self._busy = False
        # The number was given, and saved, before the file could not be written.
        with suppress(ParselfError):
            self._desk.replace_folder(store.load(self._desk.folder.path))
        self.complain(error)

    def _written(self, exported: bundle.Exported) -> None:
        self._busy, self._done = False, True
        self._desk.replace_folder(exported.folder)
        self._code = exported.bundle.code()
        after = "\n".join(("", *what_to_know(exported), _("C: copy the code   Enter: Close")))
        outcome = plain(written(exported), "\n\n  ", (self._code, "bold"), "\n", after)
        self.query_one("#outcome", Static).update(outcome)
        # What was open is told no more; what is left to press are letters, which a line swallows.
        self.query_one("#told").display = self.query_one("#how").display = False
        for widget in (VnInput, OptionList, Tick):
            self.query_one(widget).display = False

    def action_copy_code(self) -> None:
        """Put the code into the clipboard, for the letter that goes with the file."""
        if self._code:
            self.app.copy_to_clipboard(self._code)
            self.notify(_("The code was copied, where the terminal allows it."))

    def action_close(self) -> None:
        """Go back."""
        if not self._busy:
            self.dismiss(self._done)
