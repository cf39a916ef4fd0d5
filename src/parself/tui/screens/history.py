"""Earlier saves: when each was made and what it held; look at what differs, and go back."""

from collections.abc import Iterator
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from parself.assessment.difference import Difference
from parself.assessment.going_back import Return
from parself.assessment.history import earlier_saves, rubric_then
from parself.assessment.model import Assessment
from parself.assessment.saves import EarlierSave
from parself.errors import ParselfError, UsageError, say
from parself.files import show_path
from parself.i18n import _, render, show_moment
from parself.rubric.model import Rubric
from parself.scoring.score import score_assessment
from parself.submission.changes import Changes, changes
from parself.tui.bases.desk_screen import DeskScreen
from parself.tui.commands import BACK, COMMON, Command, bindings
from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.page import PageScreen
from parself.tui.widgets.body import Caption, Rows
from parself.tui.widgets.plain import lines, plain
from parself.words.retelling import (
    OCCASIONS,
    answered_count,
    changes_sentence,
    difference_words,
    points_words,
)

SHOW: Final = Command("show", say("Differences"), say("What differs from now"), "", "Enter")
RESTORE: Final = Command(
    "restore", say("Restore"), say("Go back to it, as a new save"), "k", "K", priority=False
)


class HistoryScreen(DeskScreen):
    """The list of earlier saves, newest first."""

    OFFERS: ClassVar[tuple[Command, ...]] = (SHOW, RESTORE, BACK, *COMMON)
    BINDINGS: ClassVar[list[BindingType]] = bindings(OFFERS)

    def __init__(self) -> None:
        super().__init__()
        self._saves: tuple[EarlierSave, ...] = ()

    def compose(self) -> ComposeResult:
        """Make heading and list."""
        yield from self.compose_head()
        yield Caption(id="filterline")
        yield Rows(id="list", compact=True, markup=False)
        yield from self.compose_foot()

    def refresh_view(self) -> None:
        """Show the saves, the highlight staying where it was."""
        super().refresh_view()
        self.parself.autosave()
        self._saves = earlier_saves(self.desk.folder)
        words = _("Earlier saves; going back makes a new one and keeps the present one.")
        folder = f"{_('Folder')}: {show_path(self.desk.folder.path.absolute())}"
        self.query_one("#filterline", Static).update(lines(plain((words, "bold")), plain(folder)))
        shown = self.query_one(OptionList)
        here = shown.highlighted or 0
        options = [Option(self._line(save)) for save in self._saves]
        shown.set_options(options or [Option(plain(_("There are no earlier saves yet.")))])
        shown.highlighted = min(here, shown.option_count - 1)

    def _line(self, save: EarlierSave) -> Content:
        occasion = f"  {render(OCCASIONS[save.occasion])}" if save.occasion else ""
        head = f"{save.revision:>5}  {show_moment(save.saved)}"
        if save.assessment is None:
            return plain(head, (f"  {_('damaged')}", "bold"))
        held = say(
            "{answered} answered, {points:points} points",
            answered=answered_count(save.assessment),
            points=self._claimed(save.assessment),
        )
        return plain(head, f"  {render(held)}", (occasion, "$text-muted"))

    def _claimed(self, assessment: Assessment) -> object:
        folder = self.desk.folder
        rubric = rubric_then(folder, assessment)
        return score_assessment(rubric, folder.unit, assessment).claimed.points

    def _chosen(self) -> Return | None:
        """Return the way back to the highlighted save; None, with a word, where there is none."""
        here = self.query_one(OptionList).highlighted
        if here is None or here >= len(self._saves):
            return None
        try:
            return self.desk.way_back(self._saves[here])
        except ParselfError as error:
            self.tell(UsageError(*error.problems))
            return None

    def _changes(self, way: Return) -> Changes:
        view = self.desk.view
        return changes(way.rubric, view.unit, view.assessment, way.assessment, then=view.rubric)

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        way = self._chosen()
        if way is not None:
            time = show_moment(way.save.saved)
            title = render(say("If restored: save of {time}", time=time))
            self.app.push_screen(PageScreen(title, self._page(way, self._changes(way))))

    def _page(self, way: Return, found: Changes) -> Content:
        rubric, sub_units = way.rubric, self.desk.view.unit.sub_units
        rows = [plain((render(changes_sentence(found)), "bold"))]
        rows += [plain(words) for words in self._edition_words(way)]
        for row in found.rows:
            points = f"{points_words(row.before)} → {points_words(row.after)}"
            rows.append(plain(f"{row.row.id} {row.row.title}: {points}"))
            rows += [_told(rubric, sub_units, one, "   ") for one in row.entries]
        rows += [_told(rubric, sub_units, one, f"{one.row} ".lstrip()) for one in found.others]
        return lines(*rows)

    @staticmethod
    def _edition_words(way: Return) -> Iterator[str]:
        if way.is_other_edition:
            told = way.assessment.rubric
            yield render(
                say(
                    "This goes back to edition {edition} of rubric {id}; the present state is"
                    " kept among the earlier saves.",
                    edition=told.edition,
                    id=told.id,
                )
            )

    def action_show(self) -> None:
        """Show what differs in the highlighted save."""
        self.query_one(OptionList).action_select()

    def action_restore(self) -> None:
        """Ask, then go back to the highlighted save."""
        # Before the way back is looked for: what is typed has to be on disk.
        self.parself.autosave()
        way = self._chosen()
        if way is None:
            return
        title = render(say("Go back to the save of {time}?", time=show_moment(way.save.saved)))
        words = [render(changes_sentence(self._changes(way))), *self._edition_words(way)]
        choices = (("restore", _("Restore")), ("stay", _("Back")))

        def answered(choice: str | None) -> None:
            if choice == "restore":
                self._restore(way)

        self.app.push_screen(AskScreen(title, " ".join(words), choices), answered)

    def _restore(self, way: Return) -> None:
        try:
            self.parself.go_back(way)
        except ParselfError as error:
            self.tell(UsageError(*error.problems))
            return
        if way.is_other_edition:
            return
        self.notify(_("Restored as a new save; Ctrl+Z takes it back."), markup=False)
        self.refresh_view()


def _told(rubric: Rubric, sub_units: tuple[str, ...], one: Difference, start: str) -> Content:
    label, before, after = difference_words(rubric, sub_units, one)
    return plain((f"{start}{label}: ", "$text-muted"), f"{before} → {after}")
