"""Files that came, chosen and looked at before anything is taken: landing and joining have this."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from textual import work
from textual.worker import get_current_worker

from parself.desk.round_desk import RoundDesk
from parself.errors import ParselfError
from parself.i18n import _
from parself.submission.coming import Come
from parself.tui.bases.round_screen import RoundScreen
from parself.tui.dialogs.picker import ZipPicker
from parself.tui.widgets.message_line import MessageLine

T = TypeVar("T")
R = TypeVar("R")
Progress = Callable[[int, int], None]


class FilesScreen(RoundScreen[T], Generic[T, R]):
    """A line for each file: what would become of it, then what became of it.

    A subclass says how the files are read, and what is shown of the result.
    """

    HAS_PANEL = True

    def __init__(self, desk: RoundDesk) -> None:
        super().__init__(desk)
        self.came = Come(())
        """What was chosen and is not taken yet."""
        self.is_done = False
        """Whether what is shown has been taken."""
        self._is_busy = False

    def on_mount(self) -> None:
        """Ask for files at once."""
        super().on_mount()
        self.action_add_files()

    def read(self, files: Sequence[Path], progress: Progress, *, keep: bool) -> R:
        """Look at files; with `keep` take them. Runs in a thread."""
        raise NotImplementedError

    def show_look(self, found: R) -> None:
        """Show what would become of the files."""
        raise NotImplementedError

    def show_done(self, found: R) -> None:
        """Show what became of the files."""
        raise NotImplementedError

    def action_add_files(self) -> None:
        """Choose a file, or a folder in which files lie."""
        self.ask(ZipPicker(self.parself.picked_from), self._chosen)

    def _chosen(self, found: Come) -> None:
        self.parself.picked_from = found.files[0].parent
        if self.is_done:
            self.forget()
        before = self.came
        self.came = Come(
            tuple(dict.fromkeys((*before.files, *found.files))),
            tuple(dict.fromkeys((*before.others, *found.others))),
        )
        self.look()

    def forget(self) -> None:
        """Begin anew without files: those before are done with, or taken back."""
        self.came, self.is_done = Come(()), False

    @property
    def can_take(self) -> bool:
        """Whether files were chosen that are not taken yet, and none are being read."""
        return bool(self.came.files) and not self.is_done and not self._is_busy

    def require_files(self) -> bool:
        """Say where there is nothing to take, and return whether there is something."""
        if not self.can_take and not self._is_busy:
            self.say_why(_("No file is waiting: N chooses a file or a folder."))
        return self.can_take

    def look(self) -> None:
        """Look at all that was chosen, where something is; nothing is kept."""
        if self.can_take:
            self._is_busy = True
            self._work(self.came.files, self.show_look, keep=False)

    def keep(self, files: Sequence[Path]) -> None:
        """Take files."""
        if not self._is_busy:
            self._is_busy = True
            self._work(files, self._kept, keep=True)

    def _kept(self, found: R) -> None:
        self.came, self.is_done = Come(()), True
        self.show_done(found)

    @work(thread=True, exit_on_error=False, group="files")
    def _work(self, files: Sequence[Path], then: Callable[[R], None], *, keep: bool) -> None:
        """Read in a thread: many files take a while."""
        worker = get_current_worker()

        def progress(done: int, of: int) -> None:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._progress, done, of)

        try:
            found = self.read(files, progress, keep=keep)
        except ParselfError as error:
            self.app.call_from_thread(self._failed, error)
            return
        self.app.call_from_thread(self._ended, found, then)

    def _progress(self, done: int, of: int) -> None:
        self.query_one(MessageLine).show_progress(done, of, signs=self.signs)

    def _failed(self, error: ParselfError) -> None:
        self._is_busy = False
        self.tell(error)

    def _ended(self, found: R, then: Callable[[R], None]) -> None:
        self._is_busy = False
        then(found)
        self.refresh_view()
