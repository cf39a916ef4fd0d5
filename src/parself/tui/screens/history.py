"""Earlier saves: when each was made and what it held; look at what differs, and go back."""

from collections.abc import Iterator
from typing import Final

from textual.content import Content

from parself.assessment.difference import Difference
from parself.assessment.going_back import Return
from parself.assessment.history import earlier_saves, rubric_then
from parself.assessment.model import Assessment
from parself.assessment.saves import EarlierSave
from parself.errors import say
from parself.files import show_path
from parself.i18n import _, render, show_moment
from parself.rubric.model import Rubric
from parself.scoring.score import score_assessment
from parself.submission.changes import Changes, changes
from parself.tui.bases.list_screen import Listing, ListScreen
from parself.tui.commands import BACK, COMMON, Command, letter
from parself.tui.dialogs.page import PageScreen
from parself.tui.widgets.colours import MUTED
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.rows import ListLine
from parself.words.retelling import (
    OCCASIONS,
    answered_count,
    changes_sentence,
    difference_words,
    points_words,
)

SHOW: Final = Command("open", say("Differences"), say("What differs from now"), "", "Enter")
RESTORE: Final = letter("restore", say("Restore"), say("Go back to it, as a new save"), "k")


class HistoryScreen(ListScreen[EarlierSave]):
    """The list of earlier saves, newest first."""

    OFFERS = (SHOW, RESTORE, BACK, *COMMON)

    def listing(self) -> Listing:
        """Return the saves; what is typed is saved first."""
        self.parself.autosave()
        words = _("Earlier saves; going back makes a new one and keeps the present one.")
        folder = f"{_('Folder')}: {show_path(self.desk.folder.path.absolute())}"
        return Listing(
            lines(plain((words, "bold")), plain(folder)),
            [ListLine(self._words(save), save) for save in earlier_saves(self.desk.folder)],
            _("There are no earlier saves yet."),
        )

    def _words(self, save: EarlierSave) -> Content:
        occasion = f"  {render(OCCASIONS[save.occasion])}" if save.occasion else ""
        head = f"{save.revision:>5}  {show_moment(save.saved)}"
        if save.assessment is None:
            return plain(head, (f"  {_('damaged')}", "bold"))
        held = say(
            "{answered} answered, {points:points} points",
            answered=answered_count(save.assessment),
            points=self._claimed(save.assessment),
        )
        return plain(head, f"  {render(held)}", (occasion, MUTED))

    def _claimed(self, assessment: Assessment) -> object:
        folder = self.desk.folder
        rubric = rubric_then(folder, assessment)
        return score_assessment(rubric, folder.unit, assessment).claimed.points

    def _changes(self, way: Return) -> Changes:
        view = self.desk.view
        after = way.after(view.assessment)
        return changes(way.rubric, view.unit, view.assessment, after, then=view.rubric)

    def take(self, one: EarlierSave) -> None:
        """Show what differs in a save."""
        with self.telling():
            way = self.desk.way_back(one)
            title = render(say("If restored: save of {time}", time=show_moment(one.saved)))
            self.app.push_screen(PageScreen(title, self._page(way, self._changes(way))))

    def _page(self, way: Return, found: Changes) -> Content:
        rubric, sub_units = way.rubric, self.desk.view.unit.sub_units
        rows = [plain((render(changes_sentence(found)), "bold"))]
        rows += [plain(words) for words in _edition_words(way)]
        for row in found.rows:
            points = f"{points_words(row.before)} → {points_words(row.after)}"
            rows.append(plain(f"{row.row.id} {row.row.title}: {points}"))
            rows += [_told(rubric, sub_units, one, "   ") for one in row.entries]
        rows += [_told(rubric, sub_units, one, f"{one.row} ".lstrip()) for one in found.others]
        return lines(*rows)

    def action_restore(self) -> None:
        """Ask, then go back to the highlighted save."""
        # Before the way back is looked for: what is typed has to be on disk.
        self.parself.autosave()
        save = self.here
        if save is not None:
            with self.telling():
                way = self.desk.way_back(save)
                title = say("Go back to the save of {time}?", time=show_moment(save.saved))
                words = [render(changes_sentence(self._changes(way))), *_edition_words(way)]
                restore = _("Restore")
                self.confirm(render(title), " ".join(words), restore, lambda: self._restore(way))

    def _restore(self, way: Return) -> None:
        self.parself.go_back(way)
        if not way.is_other_edition:
            self.notify(_("Restored as a new save; Ctrl+Z takes it back."))


def _edition_words(way: Return) -> Iterator[str]:
    if way.is_other_edition:
        told = way.assessment.rubric
        words = say(
            "This goes back to edition {edition} of rubric {id}; the present state is"
            " kept among the earlier saves.",
            edition=told.edition,
            id=told.id,
        )
        yield render(words)


def _told(rubric: Rubric, sub_units: tuple[str, ...], one: Difference, start: str) -> Content:
    label, before, after = difference_words(rubric, sub_units, one)
    return plain((f"{start}{label}: ", MUTED), f"{before} → {after}")
