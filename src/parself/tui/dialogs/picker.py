"""Choosing what to read: a path that can be typed, pasted or dropped in, over a folder's list.

Where something is written to, `prompt.PathPrompt` asks for the path.
"""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from parself import files
from parself.assessment.damage import ASSESSMENT
from parself.assessment.saves import BACKUPS
from parself.files import all_drives, show_path
from parself.i18n import _
from parself.text import search_key
from parself.tui.widgets.box import Finder
from parself.tui.widgets.plain import plain
from parself.tui.widgets.typing import VnInput

MOST = 200
"""Names listed at once; typing narrows them."""


class FilePicker(ModalScreen[Path]):
    """Returns the file chosen, or None with Esc.

    Typing narrows the list, diacritics not needed; Enter opens the highlighted folder or takes
    the file. A path, whole or from this folder on, is taken as it stands, in quotes too. Subclasses
    may take folders of some kind too (`mark`), and say what is wrong with a choice (`accept`).
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "cancel", "Back"),
        ("down", "step(1)", "Down"),
        ("up", "step(-1)", "Up"),
        ("pagedown", "step(8)", "Down"),
        ("pageup", "step(-8)", "Up"),
    ]

    def __init__(self, title: str, start: Path, words: str = "") -> None:
        super().__init__()
        self._heading, self._explained = title, words
        self.folder = start if start.is_dir() else Path.home()
        self._drives = all_drives()
        self._shown: list[Path] = []

    def compose(self) -> ComposeResult:
        """Make line and list."""
        with Finder():
            yield Static(plain((self._heading, "bold")))
            if self._explained:
                yield Static(plain(self._explained))
            yield Static(id="words")
            yield VnInput(placeholder=_("words of the name, or a whole path"), id="line")
            yield OptionList(id="choices", compact=True, markup=False)
            yield Static(id="outcome")
            yield Static(plain((_("Enter: open or take   ../: folder above   Esc: back"), "dim")))

    def mark(self, folder: Path) -> str:
        """Return what a folder is that is taken instead of opened; nothing for all others."""
        return ""

    def accept(self, path: Path) -> str | None:
        """Do what was asked with the choice; return why it cannot be done, None when it is."""
        return None

    def on_mount(self) -> None:
        """List the first folder."""
        self._list("")
        self.query_one(VnInput).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._tell("")
        self._list(event.value)

    def _list(self, typed: str) -> None:
        self.query_one("#words", Static).update(plain(show_path(self.folder)))
        self._shown = self._found(typed.strip())
        options = [Option(self._name_of(path)) for path in self._shown]
        choices = self.query_one(OptionList)
        choices.set_options(options or [Option(plain(_("nothing found")), disabled=True)])
        choices.highlighted = 0 if options else None

    def _found(self, typed: str) -> list[Path]:
        """Return what to choose from: this folder and the ways out of it, or what was typed."""
        if not typed:
            above = [self.folder.parent] if self.folder.parent != self.folder else []
            elsewhere = [one for one in self._drives if not self.folder.is_relative_to(one)]
            return [*above, *elsewhere, *_matching(self.folder, "")]
        meant = files.typed_path(typed)
        if meant.is_absolute() or any(stroke in typed for stroke in "/\\"):
            whole = meant if meant.is_absolute() else (self.folder / meant).resolve()
            return [whole] if files.can_be_seen(whole) else []
        return _matching(self.folder, typed)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None:
            self._take(self._shown[highlighted])
        else:
            self._tell(_("Nothing of that name is there. Check the name and the folder."))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._take(self._shown[event.option_index])

    def _name_of(self, path: Path) -> Content:
        if path == self.folder.parent:
            return plain("../")
        name = show_path(Path(path.name) if path.parent == self.folder else path)
        if not path.is_dir():
            return plain(name)
        mark = self.mark(path)
        name = name if name.endswith(("/", "\\")) else f"{name}/"
        return plain(name, (f"  {mark}", "$text-muted")) if mark else plain(name)

    def _take(self, path: Path) -> None:
        if path.is_dir() and not self.mark(path):
            self._open(path)
        elif wrong := self.accept(path):
            self._tell(wrong)
        else:
            self.dismiss(path)

    def _tell(self, wrong: str) -> None:
        self.query_one("#outcome", Static).update(plain((wrong, "$text-error")))

    def _open(self, folder: Path) -> None:
        self.folder = folder
        line = self.query_one(VnInput)
        line.value = ""
        self._list("")
        line.focus()

    def action_step(self, by: int) -> None:
        """Move the highlight while the cursor stays in the line."""
        choices = self.query_one(OptionList)
        if self._shown:
            here = choices.highlighted or 0
            choices.highlighted = max(0, min(len(self._shown) - 1, here + by))

    def action_cancel(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


class AssessmentPicker(FilePicker):
    """Returns the folder of an assessment, or a file, that was found good."""

    def mark(self, folder: Path) -> str:
        """Return what the folder is: an assessment, also where only earlier saves are left."""
        is_one = files.can_be_seen(folder / ASSESSMENT) or files.can_be_seen(folder / BACKUPS)
        return _("assessment") if is_one else ""


def _matching(folder: Path, typed: str) -> list[Path]:
    """Return folders first, then files, whose names hold the words typed; no hidden ones."""
    wanted = search_key(typed).split()
    found = [
        path
        for path in files.entries(folder)
        if not path.name.startswith(".") and all(word in search_key(path.name) for word in wanted)
    ]
    return sorted(found, key=lambda path: not path.is_dir())[:MOST]
