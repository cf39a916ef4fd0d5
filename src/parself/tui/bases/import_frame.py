"""A file of all units taken over on the screen: mended first, shown, and only then written."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, TypeVar

from textual.content import Content

from parself.errors import RefusedError, say
from parself.i18n import _, render
from parself.province.unit_figures import FaultyFileError, Taken
from parself.tui.bases.round_screen import RoundFrame
from parself.tui.commands import changing, letter
from parself.tui.dialogs.page import PageScreen
from parself.tui.dialogs.picker import FilePicker
from parself.tui.widgets.colours import UNPROVED
from parself.tui.widgets.plain import lines, plain
from parself.values import Frozen
from parself.words.unit_words import INEXACT, inexact_words

NAMES: Final = letter("names", say("Names"), say("Names, and whose lines they are taken for"), "n")
WRITE: Final = changing("write", say("Take over"), say("Write what is shown"), "t")
_NAMES: Final = 3
"""Names that are told above the lines of a preview."""
R = TypeVar("R")
Matches = Mapping[str, str]
"""Codes of units, or `NOBODY`, by names as they stand in a file."""
Read = Callable[[Path, Matches], R]
"""Reads a file; raises `RefusedError` with all that has to be mended."""


class Faulty(Frozen):
    """A file that cannot be taken over yet, and why."""

    path: Path
    error: RefusedError


class ImportFrame(RoundFrame):
    """A screen from which files of all units are taken over."""

    _picks: dict[str, str] | None = None
    """Which unit a name means, as it was chosen on this screen."""

    def import_file(
        self,
        title: str,
        words: str,
        read: Read[R],
        preview: Callable[[R], object],
        left: Callable[[], object] = lambda: None,
    ) -> None:
        """Choose a file, show what has to be mended in it, then the preview of what it says.

        `left` is done where no file is chosen.
        """

        def look(path: Path) -> R | Faulty:
            self.parself.picked_from = path.parent
            try:
                # A name that was matched on this screen need not be matched again.
                return read(path, self._picks or {})
            except RefusedError as error:
                if len(error.problems) == 1 and not _strangers(error):
                    raise
                return Faulty(path, error)

        def chosen(found: R | Faulty) -> None:
            if isinstance(found, Faulty):
                self._mend(found, read, preview)
            else:
                preview(found)

        self.ask(FilePicker(title, self.parself.picked_from, look, words), chosen, left)

    def _mend(self, faulty: Faulty, read: Read[R], preview: Callable[[R], object]) -> None:
        """Show what is wrong until the file can be read, then the preview."""
        self._picks = {} if self._picks is None else self._picks
        good: list[R] = []

        def again(matches: Matches) -> None:
            good.append(read(faulty.path, matches))

        def mended(_left: object) -> None:
            if good:
                preview(good[-1])

        name = "round_faults:FaultsScreen"
        self.parself.show(name, self.desk, faulty, self._picks, again, then=mended)


def _strangers(error: RefusedError) -> bool:
    return isinstance(error, FaultyFileError) and bool(error.strangers)


class PreviewFrame(RoundFrame):
    """A screen that shows what a file would change."""

    said: Taken

    def how_read(self) -> list[Content]:
        """Return what a person has to know of how the file was read."""
        notes = [plain((render(note), UNPROVED)) for note in self.said.notes]
        told = [render(one) for one in inexact_words(self.said, self.view.round)]
        if told:
            shown = "; ".join(told[:_NAMES])
            more = say("{names}; {more} more: N", names=shown, more=len(told) - _NAMES)
            words = render(more) if len(told) > _NAMES else shown
            notes.append(plain((f"{render(INEXACT)} {words}", UNPROVED)))
        return notes

    def action_names(self) -> None:
        """Show every name that is not the roster's, with the unit that it is taken for."""
        told = [plain(render(one)) for one in inexact_words(self.said, self.view.round)]
        if not told:
            self.say_done(_("All names are written as the roster writes them."))
            return
        self.app.push_screen(PageScreen(render(INEXACT), lines(*told)))
