"""Making a new assessment: rubric, unit, purpose, table from lists, then the folder; no codes."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from parself.assessment import beginning
from parself.assessment.model import Purpose
from parself.desk import recent
from parself.errors import Message, say
from parself.files import show_path, typed_path
from parself.i18n import _, render
from parself.rubric import catalogue
from parself.rubric import model as m
from parself.rubric.peers import Standings, Unit
from parself.tui.dialogs.annex_picker import annex_picker
from parself.tui.dialogs.steps import Fact, StepsWindow
from parself.tui.sitting import SittingApp
from parself.tui.widgets.rows import Choices
from parself.words import caution

if TYPE_CHECKING:
    from parself.issued.reading import OpenAnnex

_MAKE: Final = "@make"
"""Chosen where the rubric's roster is missing; no unit has such a code."""
_ANNEX: Final = "@annex"
"""Chosen where the rubric is still an annex; no rubric has such an id."""
_NONE: Final = "@none"
"""Chosen for no table of last year; no table has such an id."""
_LISTS: Final = 3
"""So many things are always chosen from lists."""


class NewScreen(StepsWindow[bool]):
    """Lists and a path, one after the other, under the summary of what will be made."""

    def __init__(self, app: SittingApp) -> None:
        super().__init__(_("New assessment"))
        self._parself = app

    @property
    def _is_path(self) -> bool:
        """Whether the folder is asked for."""
        return len(self.chosen) == self._lists

    @property
    def _lists(self) -> int:
        """How many things are chosen from lists; then the folder is typed.

        The table of last year is, where the rubric names none and there are several.
        """
        return _LISTS + (len(self._tables) > 1)

    @property
    def _tables(self) -> tuple[Standings, ...]:
        rubric = self._rubric
        return () if rubric is None else beginning.tables_for(rubric, rubric.roster)

    def question(self) -> str:
        """Return what is asked now."""
        if self._is_path:
            return _("Folder for this assessment")
        questions = (
            _("Choose a rubric; typing narrows the list"),
            _("Choose the unit; typing narrows the list, diacritics not needed"),
            _("Are the figures real?"),
            _("Which results are yours compared with?"),
        )
        return questions[len(self.chosen)]

    def summary(self) -> Sequence[Fact]:
        """Return what the assessment will be: rubric, unit, purpose, table, folder, year."""
        rubric, unit = self._rubric, self._unit
        purposes, table = dict(_purposes()), self._told_table()
        # A table that was not asked for stands below what was: the pointer goes by the steps.
        is_asked = self._lists > _LISTS
        return (
            Fact(_("Rubric"), "" if rubric is None else rubric.title),
            Fact(_("Unit"), "" if unit is None else unit.full),
            Fact(_("Purpose"), purposes[self.chosen[2]] if len(self.chosen) >= _LISTS else ""),
            *(table if is_asked else ()),
            Fact(_("Folder"), show_path(self._default_folder()) if self._is_path else ""),
            *(() if is_asked else table),
            Fact(_("Year"), "" if rubric is None else str(rubric.year)),
        )

    def _told_table(self) -> Sequence[Fact]:
        """Return which table is taken, where it is not the rubric that says it."""
        tables = self._tables
        if not tables:
            return ()
        labels = {**dict(_labelled(tables)), "": _("No comparison")}
        is_open = len(tables) > 1 and not self._is_path
        return (Fact(_("Last standings"), "" if is_open else labels[self._table or ""]),)

    @property
    def _table(self) -> str | None:
        """The table that was chosen, empty for none; None where nobody was asked."""
        if len(self.chosen) <= _LISTS:
            tables = self._tables
            return tables[0].id if tables else None
        return "" if self.chosen[_LISTS] == _NONE else self.chosen[_LISTS]

    @property
    def _rubric(self) -> m.Rubric | None:
        return catalogue.find_rubric(self.chosen[0])[0] if self.chosen else None

    @property
    def _unit(self) -> Unit | None:
        rubric = self._rubric
        if rubric is None or len(self.chosen) == 1:
            return None
        return catalogue.find_roster(rubric.roster)[0].unit(self.chosen[1])

    def enter_does(self) -> Message | None:
        """Return what Enter does now; at last it makes the assessment."""
        return say("Make the assessment") if self._is_path else super().enter_does()

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
                listed = [(rubric.id, caution.rubric_label(rubric)) for rubric in rubrics]
                return [*listed, (_ANNEX, _("Make a rubric of an annex"))]
            case 1:
                rubric, _data = catalogue.find_rubric(self.chosen[0])
                if rubric.roster not in catalogue.ROSTERS.ids():
                    words = say("Make the roster “{id}” of this rubric", id=rubric.roster)
                    return [(_MAKE, render(words))]
                roster, _bytes = catalogue.find_roster(rubric.roster)
                return [(unit.code, unit.full) for unit in roster.units]
            case 2:
                return _purposes()
            case 3 if not self._is_path:
                return [*_labelled(self._tables), (_NONE, _("No comparison"))]
            case _:
                return []

    def take(self, one: str) -> None:
        """Take a choice; where the rubric's roster is missing, have it made first."""
        if one == _MAKE:
            roster = catalogue.find_rubric(self.chosen[0])[0].roster
            self._parself.show("rosters:RostersScreen", roster, then=lambda _done: self.ask_next())
        elif one == _ANNEX:
            self._parself.push_screen(annex_picker(), self._read)
        else:
            super().take(one)

    def _read(self, annex: "OpenAnnex | None") -> None:
        """Have the rows of an annex decided; then its rubric is among those to choose from."""
        if annex is not None:
            self._parself.show("annex:AnnexScreen", annex, then=lambda _done: self.ask_next())

    def take_typed(self, typed: str) -> None:
        """Begin the assessment in the folder that was typed."""
        if self._is_path:
            path, (rubric, unit, purpose) = typed_path(typed), self.chosen[:_LISTS]
            with self.complaining():
                beginning.begin(
                    path, rubric, unit, purpose=Purpose(purpose), standings_id=self._table
                )
                self._parself.open_folder(path)
                self.dismiss(True)


def _labelled(tables: Sequence[Standings]) -> list[tuple[str, str]]:
    """Return tables of last year by their ids, with year and source."""
    return [(one.id, f"{one.year} · {one.source or one.id}") for one in tables]


def _purposes() -> list[tuple[str, str]]:
    """Return what the figures can be for, with its label."""
    return [
        (Purpose.REAL, _("Real: for handing in")),
        (Purpose.PRACTICE, _("Practice: never taken into a real round")),
    ]
