"""Writing the file for the province: what it will hold, where to, and proof that it is good."""

from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from parself.assessment import store
from parself.desk import Desk
from parself.errors import ParselfError, say
from parself.files import show_path
from parself.i18n import _, render, render_problem
from parself.submission import bundle, code
from parself.submission.inspector import Finding, standing
from parself.tui.screens.prompt import typed_path
from parself.tui.widgets.plain import plain
from parself.tui.widgets.typing import VnInput
from parself.view import Filter


class ExportScreen(ModalScreen[bool]):
    """Asks where to, writes, reads back, and shows the verification code."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "close", "Back")]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._done = False
        self._busy = False

    def compose(self) -> ComposeResult:
        """Make the dialogue."""
        with Vertical(classes="box"):
            yield Static(plain((_("Export"), "bold")))
            yield Static(plain(self._summary()), id="words")
            yield VnInput(show_path(self._desk.folder.path.parent), id="target")
            yield Static(id="outcome")

    def _summary(self) -> str:
        view = self._desk.view
        progress = view.progress()
        unbacked = len(view.find("", Filter.UNBACKED))
        last = view.assessment.hand_in
        before = (
            render(say("Last hand-in: number {n}, {when}.", n=last.sequence, when=last.when))
            if last is not None
            else _("Nothing has been handed in yet.")
        )
        counts = render(
            say(
                "{open} rows are still open, {unbacked} have no evidence or explanation,"
                " {provisional} have figures that are not final.",
                open=progress.open,
                unbacked=unbacked,
                provisional=len(view.find("", Filter.PROVISIONAL)),
            )
        )
        left = standing(self._findings(), view.assessment)
        errors = sum(one.kind.is_error for one in left)
        found = render(
            say(
                "Findings that stand: {errors} errors, {warnings} warnings (Ctrl+R lists them).",
                errors=errors,
                warnings=len(left) - errors,
            )
        )
        counts = f"{counts}\n{found}" if left else counts
        return f"{before}\n{counts}\n{_('Folder or file to write; Enter writes, Esc goes back.')}"

    def _findings(self) -> tuple[Finding, ...]:
        try:
            return self._desk.view.findings(
                bundle.evidence_prints(self._desk.folder, self._desk.assessment)
            )
        except ParselfError:
            # What cannot be read is told when it is written.
            return ()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if self._busy:
            return
        if self._done:
            self.dismiss(True)
            return
        self._busy = True
        self.query_one("#outcome", Static).update(plain(_("Writing and reading back…")))
        self._write(typed_path(event.value))

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
        outcome = plain(words, "\n\n  ", (proof, "bold"), f"\n{same}{missing}\n{_('Enter: Close')}")
        self.query_one("#outcome", Static).update(outcome)

    def action_close(self) -> None:
        """Go back."""
        if not self._busy:
            self.dismiss(self._done)
