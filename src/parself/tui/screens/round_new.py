"""Founding a round of the province: rubric and roster from lists, the rest typed in one sheet."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from parself.desk import recent
from parself.errors import ParselfError, Problem, UsageError, say
from parself.files import show_path, typed_path
from parself.i18n import _, render
from parself.numerals import read_count
from parself.province import founding
from parself.province.calendar import Dates
from parself.rubric import catalogue
from parself.rubric import model as m
from parself.rubric.peers import Roster
from parself.rules.checks import possible_year
from parself.text import sentence_case
from parself.tui.dialogs.sheet import (
    Checks,
    SheetLine,
    SheetScreen,
    Typed,
    example,
    read_tick,
    typed_day,
)
from parself.tui.dialogs.steps import Fact, StepsWindow
from parself.tui.sitting import SittingApp
from parself.words import caution

_MAKE: Final = "@make"
"""Chosen where the rubric's roster is missing; no roster has such an id."""
_LISTS: Final = 2
"""So many things are chosen from lists; then the sheet is filled in."""
_DAYS: Final = ("opening", "hand_in", "appraisal_1", "replies", "appraisal_2", "appeals")


class NewRoundScreen(StepsWindow[Path]):
    """Two lists, then a sheet that keeps what was typed where it is refused. Returns the folder."""

    def __init__(self, app: SittingApp) -> None:
        super().__init__(_("New round"))
        self._parself = app

    def question(self) -> str:
        """Return what is asked now; what is not listed can be typed."""
        questions = (
            _("Rubric, or the path of its file"),
            _("Roster of the units, or the path of its file"),
        )
        return questions[min(len(self.chosen), _LISTS - 1)]

    def summary(self) -> Sequence[Fact]:
        """Return what the round will be founded on."""
        rubric = catalogue.find_rubric(self.chosen[0])[0] if self.chosen else None
        roster = catalogue.find_roster(self.chosen[1])[0] if self.chosen[1:] else None
        return (
            Fact(_("Rubric"), "" if rubric is None else rubric.title),
            Fact(_("Roster"), "" if roster is None else roster.parent),
            Fact(_("Year"), "" if rubric is None else str(rubric.year)),
        )

    def choices(self) -> list[tuple[str, str]]:
        """Return the rubrics, then the rosters, the rubric's own first."""
        if not self.chosen:
            rubrics, _unread = catalogue.readable_rubrics()
            return [(rubric.id, caution.rubric_label(rubric)) for rubric in rubrics]
        own = catalogue.find_rubric(self.chosen[0])[0].roster
        make = render(say("Make the roster “{id}” of this rubric", id=own))
        is_missing = own not in catalogue.ROSTERS.ids()
        return [*([(_MAKE, make)] if is_missing else []), *_rosters(own)]

    def take(self, one: str) -> None:
        """Take a choice; after both, open the sheet. A roster that is missing is made first."""
        if one == _MAKE:
            own = catalogue.find_rubric(self.chosen[0])[0].roster
            self._parself.show("rosters:RostersScreen", own, then=lambda _done: self.ask_next())
            return
        self.chosen.append(one)
        if len(self.chosen) < _LISTS:
            self.ask_next()
        else:
            self._fill_in()

    def take_typed(self, typed: str) -> None:
        """Take a file that is on no list."""
        find: Callable[[str], object] = (
            catalogue.find_roster if self.chosen else catalogue.find_rubric
        )
        with self.complaining():
            find(typed)
            self.take(typed)

    def _fill_in(self) -> None:
        rubric = catalogue.find_rubric(self.chosen[0])[0]
        roster = catalogue.find_roster(self.chosen[1])[0]
        words = say(
            "{rubric} · {count} units of {parent}",
            rubric=rubric.title,
            count=len(roster.units),
            parent=roster.parent,
        )
        lines = self._lines(rubric, roster)
        checks: Checks = {
            **dict.fromkeys(_DAYS, typed_day),
            **dict.fromkeys(("no_survey", "practice"), read_tick),
            "year": _year,
        }
        sheet = SheetScreen(_("New round"), render(words), lines, self._found, checks=checks)
        self.app.push_screen(sheet, self._filled)

    def _lines(self, rubric: m.Rubric, roster: Roster) -> tuple[SheetLine, ...]:
        year, past = rubric.year, rubric.standings or f"{roster.id}-{rubric.year - 1}"
        folder = recent.home_folder() / f"ky-{year}-{Path(self.chosen[1]).stem}"
        mark = _("x for yes, else empty")
        return (
            SheetLine("folder", _("Folder"), show_path(folder)),
            SheetLine("title", _("Title"), hint=example(sentence_case(roster.unit_word))),
            SheetLine("year", _("Year"), str(year)),
            SheetLine("last_year", _("Last year's round"), hint=_("its folder; may stay empty")),
            SheetLine(
                "standings",
                _("Last standings"),
                hint=example(past),
            ),
            SheetLine("opening", _("Opening"), hint=example(f"15/12/{year}")),
            SheetLine("hand_in", _("Hand-ins until"), hint=example(f"15/01/{year + 1}")),
            SheetLine("appraisal_1", _("First appraisal until")),
            SheetLine("replies", _("Replies until")),
            SheetLine("appraisal_2", _("Second appraisal until")),
            SheetLine("appeals", _("Appeals until")),
            SheetLine("no_survey", _("No survey"), hint=mark),
            SheetLine("practice", _("Practice"), hint=mark),
        )

    def _found(self, typed: Typed) -> None:
        if not typed["folder"].strip():
            raise UsageError(Problem(say("Name the folder of the round.")))
        rubric, roster = self.chosen
        founding.new_round(
            typed_path(typed["folder"]),
            rubric=rubric,
            roster=roster,
            standings=typed["standings"].strip(),
            year=_year(typed["year"]),
            last_year=typed_path(last) if (last := typed["last_year"].strip()) else None,
            title=typed["title"],
            practice=read_tick(typed["practice"]),
            dates=Dates(**{key: typed_day(typed[key]) for key in _DAYS}),
            survey_held=not read_tick(typed["no_survey"]),
        )
        self._folder = typed_path(typed["folder"])

    def _filled(self, is_done: bool | None) -> None:
        """Leave with the round that was made, else go back to the list of rosters."""
        if is_done:
            self.dismiss(self._folder)
        else:
            self.action_close()


def _year(typed: str) -> int:
    return possible_year(read_count(typed))


def _rosters(first: str) -> Iterator[tuple[str, str]]:
    """Yield ids and labels of the rosters that can be read, the one that is meant first."""
    for known in sorted(catalogue.ROSTERS.ids(), key=lambda one: one != first):
        with suppress(ParselfError):
            roster = catalogue.find_roster(known)[0]
            yield known, f"{roster.parent}: {len(roster.units)} {roster.unit_word} ({known})"
