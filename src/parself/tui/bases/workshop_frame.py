"""How a workshop begins on the home screen: a trainer makes a class, a group opens its exercise."""

from datetime import datetime
from pathlib import Path

from parself.desk import recent
from parself.files import show_path, typed_path
from parself.i18n import _
from parself.tui.bases.sitting_screen import SittingScreen
from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.picker import FilePicker
from parself.tui.dialogs.sheet import SheetLine, SheetScreen, Typed, example


class WorkshopFrame(SittingScreen):
    """The home screen as trainers and groups see it."""

    def open_path(self, path: Path) -> None:
        """Open a folder."""
        raise NotImplementedError

    def ask_workshop(self) -> None:
        """Ask who sits here."""
        choices = (
            ("group", _("Begin as a group, with the file that the trainer handed out")),
            ("class", _("Make a class (for trainers)")),
            ("back", _("Back")),
        )
        self.ask(AskScreen(_("Training workshop"), "", choices), self._go)

    def _go(self, chosen: str) -> None:
        if chosen == "class":
            self.parself.show("class_new:NewClassScreen", then=self._made)
        elif chosen == "group":
            from parself.tui.opening import require_exercise

            words = _("The exercise of the workshop (.zip)")
            picker = FilePicker(_("Begin as a group"), Path.home(), require_exercise, words)
            self.ask(picker, self.begin_group)

    def _made(self, path: Path | None) -> None:
        if path is not None:
            self.open_path(path)

    def begin_group(self, file: Path) -> None:
        """Ask for the group's name and folder, and open its work."""
        from parself.workshop import group_folder

        def begin(typed: Typed) -> None:
            folder = typed_path(typed["folder"])
            group_folder.start(file, folder, typed["name"], now=datetime.now())
            begun.append(folder)

        begun: list[Path] = []
        lines = (
            SheetLine("name", _("Group's name"), hint=example("Nhóm 1")),
            SheetLine("folder", _("Folder"), show_path(_free_folder())),
        )
        words = _("All that is entered here is for practice.")
        sheet = SheetScreen(_("Begin as a group"), words, lines, begin)

        def enter(done: bool) -> None:
            if done:
                self.open_path(begun[0])

        self.ask(sheet, enter)


def _free_folder() -> Path:
    """Return a folder for the group's work that is not there yet."""
    home = recent.home_folder()
    names = (f"nhom-{number}" for number in range(1, 1000))
    return next(home / name for name in names if not (home / name).exists())
