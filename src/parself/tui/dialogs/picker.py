"""Choosing what to read: a path that can be typed, pasted or dropped in, over a folder's list.

Where something is written to, `prompt.PathPrompt` asks for the path.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from parself import files
from parself.assessment.damage import ASSESSMENT
from parself.assessment.saves import BACKUPS
from parself.errors import Problem, UsageError, say
from parself.files import all_drives, show_path
from parself.i18n import _, render
from parself.submission import coming
from parself.submission.coming import Come
from parself.text import search_key
from parself.tui.commands import BACK
from parself.tui.dialogs.finder import FinderWindow
from parself.tui.widgets.box import Finder
from parself.tui.widgets.colours import MUTED, WRONG
from parself.tui.widgets.footer import KeyLine, in_window
from parself.tui.widgets.plain import plain
from parself.tui.widgets.rows import Choices, ListLine
from parself.tui.widgets.typing import VnInput

T = TypeVar("T")
MOST: Final = 200
"""Names listed at once; typing narrows them."""


def assessment_mark(folder: Path) -> str:
    """Return what a folder is: an assessment, also where only earlier saves are left."""
    is_one = files.can_be_seen(folder / ASSESSMENT) or files.can_be_seen(folder / BACKUPS)
    return _("assessment") if is_one else ""


class FilePicker(FinderWindow[T]):
    """Asks for a file or folder until one could be read. Returns what was read.

    Typing narrows the list, diacritics not needed; Enter opens the highlighted folder or takes
    the file. A path, whole or from this folder on, is taken as it stands, in quotes too.
    """

    def __init__(
        self,
        title: str,
        start: Path,
        read: Callable[[Path], T],
        words: str = "",
        mark: Callable[[Path], str] = lambda _folder: "",
    ) -> None:
        """Begin in the folder `start`; `read` reads a choice, or raises `ParselfError`.

        `mark` says what a folder is that is taken instead of opened; nothing for all others.
        """
        super().__init__()
        self._heading, self._explained = title, words
        self._read, self._mark = read, mark
        self.folder = start if start.is_dir() else Path.home()
        self._drives = all_drives()

    def compose(self) -> ComposeResult:
        """Make line and list."""
        with Finder(self._heading):
            if self._explained:
                yield Static(plain(self._explained))
            yield Static(id="words")
            yield VnInput(placeholder=_("words of the name, or a whole path"), id="line")
            yield Choices()
            yield Static(id="outcome")
            yield KeyLine(in_window("Enter", say("Open or take")), BACK)

    def list_found(self, typed: str) -> None:
        """List what is there, under the name of the folder."""
        self.show_outcome("")
        self.query_one("#words", Static).update(plain(show_path(self.folder)))
        super().list_found(typed)

    def found(self, typed: str) -> list[ListLine[Path]]:
        """Return what to choose from: this folder and the ways out of it, or what was typed."""
        return [ListLine(self._name_of(path), path) for path in self._paths(typed.strip())]

    def _paths(self, typed: str) -> Iterator[Path]:
        meant = files.typed_path(typed)
        if typed and (meant.is_absolute() or any(stroke in typed for stroke in "/\\")):
            whole = meant if meant.is_absolute() else (self.folder / meant).resolve()
            yield from [whole] if files.can_be_seen(whole) else []
            return
        if not typed:
            yield from self._ways_out
        yield from _matching(self.folder, typed)

    @property
    def _ways_out(self) -> list[Path]:
        above = [self.folder.parent] if self.folder.parent != self.folder else []
        return [*above, *(one for one in self._drives if not self.folder.is_relative_to(one))]

    def start(self, typed: str) -> int:
        """Begin at what lies in the folder, below the ways out of it."""
        return 0 if typed.strip() else len(self._ways_out)

    def _name_of(self, path: Path) -> Content:
        if path == self.folder.parent:
            return plain("../")
        name = show_path(Path(path.name) if path.parent == self.folder else path)
        if not path.is_dir():
            return plain(name)
        mark = self._mark(path)
        name = name if name.endswith(("/", "\\")) else f"{name}/"
        return plain(name, (f"  {mark}", MUTED)) if mark else plain(name)

    def take(self, one: Path) -> None:
        """Read the choice, or open a folder that is none."""
        if one.is_dir() and not self._mark(one):
            self._open(one)
        else:
            with self.complaining():
                self.dismiss(self._read(one))

    def take_typed(self, typed: str) -> None:
        """Say that nothing is there."""
        words = _("Nothing of that name is there. Check the name and the folder.")
        self.show_outcome(words, WRONG)

    def _open(self, folder: Path) -> None:
        self.folder = folder
        line = self.query_one(VnInput)
        with line.prevent(Input.Changed):
            line.value = ""
        self.list_found("")
        line.focus()


class ZipPicker(FilePicker[Come]):
    """Asks for a .zip file, or a folder in which some lie. Returns all that lies there."""

    def __init__(self, start: Path) -> None:
        words = _("A file (.zip), or a folder in which files lie")
        super().__init__(_("Choose files"), start, _zips, words, _zips_in)


def _zips(path: Path) -> Come:
    found = coming.sorted_out(path, coming.HAND_INS)
    if not found.files:
        raise UsageError(Problem(say("There is no .zip file in this folder.")))
    return found


def _zips_in(folder: Path) -> str:
    """Return how many such files lie in a folder; such a folder is taken, not opened."""
    found = coming.sorted_out(folder, coming.HAND_INS).files
    return "" if found in {(), (folder,)} else render(say("{count} files", count=len(found)))


def _matching(folder: Path, typed: str) -> list[Path]:
    """Return folders first, then files, whose names hold the words typed; no hidden ones."""
    wanted = search_key(typed).split()
    found = [
        path
        for path in files.entries(folder)
        if not path.name.startswith(".") and all(word in search_key(path.name) for word in wanted)
    ]
    return sorted(found, key=lambda path: not path.is_dir())[:MOST]
