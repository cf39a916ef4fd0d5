"""Beginning an assessment: which rubric, which unit, real or practice, which folder."""

from pathlib import Path
from typing import Final

from parself.assessment import beginning
from parself.assessment.model import Purpose
from parself.desk import recent
from parself.errors import say
from parself.files import show_path, typed_path
from parself.i18n import _, render
from parself.rubric import catalogue
from parself.tui.dialogs.steps import StepsWindow
from parself.tui.sitting import SittingApp
from parself.tui.widgets.rows import Choices
from parself.words import caution

_MAKE: Final = "@make"
"""Chosen where the rubric's roster is missing; no unit has such a code."""
_LISTS: Final = 3
"""So many things are chosen from lists; then the folder is typed."""


class NewScreen(StepsWindow[bool]):
    """Three lists and a path, one after the other."""

    def __init__(self, app: SittingApp) -> None:
        super().__init__(_("New assessment"))
        self._parself = app

    @property
    def _is_path(self) -> bool:
        """Whether the folder is asked for."""
        return len(self.chosen) == _LISTS

    def question(self) -> str:
        """Return what is asked now."""
        questions = (
            _("Rubric"),
            _("Unit (type to search, diacritics not needed)"),
            _("Real figures or practice"),
            _("Folder for this assessment"),
        )
        return questions[len(self.chosen)]

    def begun(self) -> str:
        """Return the folder that is proposed."""
        return show_path(self._default_folder()) if self._is_path else ""

    def ask_next(self) -> None:
        """Show the question that comes next; the folder has no list."""
        self.query_one(Choices).display = not self._is_path
        super().ask_next()

    def _default_folder(self) -> Path:
        rubric, _data = catalogue.find_rubric(self.chosen[0])
        practice = "-thuc-hanh" if self.chosen[2] == Purpose.PRACTICE else ""
        return recent.home_folder() / f"{self.chosen[1]}-{rubric.year}{practice}"

    def choices(self) -> list[tuple[str, str]]:
        """Return what can be chosen now; nothing while the folder is asked for."""
        match len(self.chosen):
            case 0:
                rubrics, _unread = catalogue.readable_rubrics()
                return [(rubric.id, caution.rubric_label(rubric)) for rubric in rubrics]
            case 1:
                rubric, _data = catalogue.find_rubric(self.chosen[0])
                if rubric.roster not in catalogue.ROSTERS.ids():
                    words = say("Make the roster “{id}” of this rubric", id=rubric.roster)
                    return [(_MAKE, render(words))]
                roster, _bytes = catalogue.find_roster(rubric.roster)
                return [(unit.code, unit.full) for unit in roster.units]
            case 2:
                return [
                    (Purpose.REAL, _("Real: for handing in")),
                    (Purpose.PRACTICE, _("Practice: never taken into a real round")),
                ]
            case _:
                return []

    def take(self, one: str) -> None:
        """Take a choice; where the rubric's roster is missing, have it made first."""
        if one == _MAKE:
            roster = catalogue.find_rubric(self.chosen[0])[0].roster
            self._parself.show("rosters:RostersScreen", roster, then=lambda _done: self.ask_next())
        else:
            super().take(one)

    def take_typed(self, typed: str) -> None:
        """Begin the assessment in the folder that was typed."""
        if self._is_path:
            path, (rubric, unit, purpose) = typed_path(typed), self.chosen
            with self.complaining():
                beginning.begin(path, rubric, unit, purpose=Purpose(purpose))
                self._parself.open_folder(path)
                self.dismiss(True)
