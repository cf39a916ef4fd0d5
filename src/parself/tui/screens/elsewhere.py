"""Saving a complete copy in another folder, when the present one cannot be written."""

from pathlib import Path

from parself.assessment import store
from parself.desk.desk import Desk
from parself.errors import say
from parself.files import show_path
from parself.i18n import _, render
from parself.tui.dialogs.prompt import PathPrompt


class ElsewhereScreen(PathPrompt[bool]):
    """Asks for a new folder, copies everything there and goes on there."""

    def __init__(self, desk: Desk) -> None:
        start = desk.folder.path.with_name(f"{desk.folder.path.name}-ban-sao")
        words = _("A new folder for a complete copy; work goes on there.")
        super().__init__(_("Save elsewhere"), words, show_path(start), self._copy)
        self._desk = desk

    def _copy(self, path: Path) -> bool:
        copy, missing = store.save_copy(self._desk.folder, self._desk.assessment, path)
        self._desk.replace_folder(copy)
        if missing:
            names = ", ".join(one.stored_name for one in missing)
            words = say("Could not be copied: {names}", names=names)
            self.notify(render(words), severity="warning", timeout=15)
        return True
