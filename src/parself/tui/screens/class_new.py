"""A trainer's session made: the pack from a list, the rest typed in one sheet."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from parself.desk import recent
from parself.errors import Problem, UsageError, say
from parself.files import show_path, typed_path
from parself.i18n import _, render
from parself.numerals import read_count
from parself.tui.dialogs.sheet import Checks, SheetLine, SheetScreen, Typed, read_tick
from parself.tui.dialogs.steps import Fact, StepsWindow
from parself.workshop.loading import find_pack, known_packs
from parself.workshop.material import make_session
from parself.workshop.pack import Pack

_TICKS: Final = ("hints", "why")


class NewClassScreen(StepsWindow[Path]):
    """A list of packs, then a sheet that keeps what was typed where it is refused."""

    def __init__(self) -> None:
        super().__init__(_("New class"))

    def question(self) -> str:
        """Return what is asked; a pack that is not listed can be typed."""
        return _("Pack, or the path of its file")

    def summary(self) -> Sequence[Fact]:
        """Return what the class will be made of."""
        pack = find_pack(self.chosen[0])[0] if self.chosen else None
        return (Fact(_("Pack"), "" if pack is None else _label(pack)),)

    def choices(self) -> list[tuple[str, str]]:
        """Return the packs that there are."""
        return [(one, _label(find_pack(one)[0])) for one in known_packs()]

    def take(self, one: str) -> None:
        """Take the pack, and open the sheet."""
        self.chosen = [one]
        pack, _data = find_pack(one)
        folder = recent.home_folder() / f"lop-{pack.id}"
        mark = _("x for yes, else empty")
        lines = (
            SheetLine("folder", _("Folder"), show_path(folder)),
            SheetLine("minutes", _("Minutes"), str(pack.head.minutes)),
            SheetLine("hints", _("Hints allowed"), hint=mark),
            SheetLine("why", _("Reasons allowed"), hint=mark),
        )
        checks: Checks = {**dict.fromkeys(_TICKS, read_tick), "minutes": read_count}
        sheet = SheetScreen(_("New class"), _label(pack), lines, self._make, checks=checks)
        self.app.push_screen(sheet, self._filled)

    def take_typed(self, typed: str) -> None:
        """Take a file that is on no list."""
        with self.complaining():
            self.take(typed)

    def _make(self, typed: Typed) -> None:
        if not typed["folder"].strip():
            raise UsageError(Problem(say("Name the folder of the class.")))
        self._folder = typed_path(typed["folder"])
        make_session(
            self._folder,
            self.chosen[0],
            now=datetime.now(),
            hints=read_tick(typed["hints"]),
            why=read_tick(typed["why"]),
            minutes=read_count(typed["minutes"]),
        )

    def _filled(self, is_done: bool | None) -> None:
        """Leave with the session that was made, else go back to the list."""
        if is_done:
            self.dismiss(self._folder)
        else:
            self.chosen = []
            self.ask_next()


def _label(pack: Pack) -> str:
    words = say(
        "{title} ({minutes} minutes, {rows} criteria)",
        title=pack.head.title,
        minutes=pack.head.minutes,
        rows=len(pack.rubric.rows),
    )
    return render(words)
