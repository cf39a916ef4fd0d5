"""Writing the file for the province: what it will hold, where to, and proof that it is good."""

from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from parself.assessment import store
from parself.desk import Desk
from parself.errors import ParselfError, say
from parself.files import is_removable, removable_drives, show_path
from parself.i18n import _, render, render_problem
from parself.submission import bundle, code
from parself.tui.screens.prompt import typed_path
from parself.tui.widgets.hand_in_texts import summary
from parself.tui.widgets.plain import plain
from parself.tui.widgets.typing import VnInput


class ExportScreen(ModalScreen[bool]):
    """Asks where to, writes, reads back, and shows the verification code."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "close", "Back"),
        ("c", "copy_code", "Copy the code"),
        ("enter", "close", "Close"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._done = False
        self._busy = False
        self._places: list[Path] = []
        self._code = ""

    def compose(self) -> ComposeResult:
        """Make the dialogue."""
        with Vertical(classes="box"):
            yield Static(plain((_("Export"), "bold")))
            yield Static(plain(summary(self._desk)), id="words")
            yield VnInput(show_path(self._desk.folder.path.parent), id="target")
            yield OptionList(*self._targets(), id="choices", compact=True, markup=False)
            yield Static(id="outcome")

    def _targets(self) -> list[Option]:
        """Return where it may go: beside the assessment, or to a stick that is plugged in."""
        beside = self._desk.folder.path.parent
        options = [Option(plain(f"{_('Beside the folder')}: {show_path(beside)}"))]
        self._places = [beside, *removable_drives()]
        options += [Option(plain(f"USB: {show_path(drive)}")) for drive in self._places[1:]]
        return options if len(options) > 1 else []

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if self.query_one(OptionList).has_focus:
            self.query_one(VnInput).value = show_path(self._places[event.option_index])

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._go_on(show_path(self._places[event.option_index]))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self._go_on(event.value)

    def _go_on(self, target: str) -> None:
        """Write to a place; once that is done, close."""
        if self._busy:
            return
        if self._done:
            self.dismiss(True)
            return
        self._busy = True
        self.query_one("#outcome", Static).update(plain(_("Writing and reading back…")))
        self._write(typed_path(target))

    @work(thread=True, exit_on_error=False, group="export")
    def _write(self, target: Path) -> None:
        """Write in a thread: evidence may be large. Only the outcome touches the screen."""
        worker = get_current_worker()
        try:
            exported = bundle.export(self._desk.folder, target, now=self._desk.now())
        except ParselfError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._failed, error)
            return
        proof = code.code_for(
            exported.bundle.tagmanifest,
            unit=exported.bundle.unit.code,
            year=exported.bundle.year,
            sequence=exported.bundle.sequence,
        )
        self.app.call_from_thread(self._written, exported, proof)

    def _failed(self, error: ParselfError) -> None:
        self._busy = False
        # The number was given, and saved, before the file could not be written.
        with suppress(ParselfError):
            self._desk.replace_folder(store.load(self._desk.folder.path))
        words = "\n".join(render_problem(problem) for problem in error.problems)
        self.query_one("#outcome", Static).update(plain((words, "$text-error")))

    def _written(self, exported: bundle.Exported, proof: str) -> None:
        self._busy, self._done = False, True
        self._desk.replace_folder(exported.folder)
        size = exported.path.stat().st_size
        words = render(
            say(
                "Written and checked by reading back: {path} ({size:count} bytes)."
                " Hand-in number {n}. Verification code:",
                path=show_path(exported.path),
                size=size,
                n=exported.bundle.sequence,
            )
        )
        same = "" if exported.is_new else f"\n{_('Nothing has changed since the last hand-in.')}"
        missing = "".join(
            "\n" + render(say("Evidence file missing: {name}", name=d.original_name or d.id))
            for d in exported.missing
        )
        safe = f"\n{_('The stick can be taken out safely.')}" if is_removable(exported.path) else ""
        keys = _("C: copy the code   Enter: Close")
        outcome = plain(words, "\n\n  ", (proof, "bold"), f"\n{safe}{same}{missing}\n{keys}")
        self.query_one("#outcome", Static).update(outcome)
        # What is left to press are letters, which a line would swallow.
        self.query_one(VnInput).display = self.query_one(OptionList).display = False
        self._code = proof

    def action_copy_code(self) -> None:
        """Put the code into the clipboard, for the letter that goes with the file."""
        if self._code:
            self.app.copy_to_clipboard(self._code)
            self.notify(_("The code was copied, where the terminal allows it."), markup=False)

    def action_close(self) -> None:
        """Go back."""
        if not self._busy:
            self.dismiss(self._done)
