"""Earlier saves: when each was made and what it held; look at what differs, and go back."""

from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from parself.assessment.difference import Difference
from parself.assessment.history import EarlierSave, earlier_saves, rubric_then
from parself.assessment.model import Assessment
from parself.errors import UsageError, say
from parself.files import show_path
from parself.i18n import _, render
from parself.numerals import show_moment
from parself.scoring.score import score_assessment
from parself.submission.changes import Changes, changes
from parself.tui.commands import BACK, HISTORY, Command, bindings
from parself.tui.screens.ask import AskScreen
from parself.tui.screens.doors import COMMON, DeskScreen
from parself.tui.screens.page import PageScreen
from parself.tui.widgets.plain import lines, plain
from parself.words.retelling import (
    OCCASIONS,
    answered_count,
    changes_sentence,
    entry_words,
    points_words,
    value_words,
)

SHOW: Final = Command("show", say("Differences"), say("What differs from now"), "", "Enter")
RESTORE: Final = Command(
    "restore", say("Restore"), say("Go back to it, as a new save"), "k", "K", priority=False
)


class HistoryScreen(DeskScreen):
    """The list of earlier saves, newest first."""

    OFFERS: ClassVar[tuple[Command, ...]] = (SHOW, RESTORE, BACK, *COMMON)
    HERE = HISTORY
    BINDINGS: ClassVar[list[BindingType]] = bindings(OFFERS)

    def __init__(self) -> None:
        super().__init__()
        self._saves: tuple[EarlierSave, ...] = ()

    def compose(self) -> ComposeResult:
        """Make heading and list."""
        yield from self.compose_head()
        yield Static(id="filterline")
        yield OptionList(id="list", compact=True, markup=False)
        yield from self.compose_foot()

    def refresh_view(self) -> None:
        """Show the saves, the highlight staying where it was."""
        super().refresh_view()
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

    def _chosen(self) -> tuple[EarlierSave, Assessment] | None:
        """Return the highlighted save and what it held; None, with a word, where it is damaged."""
        here = self.query_one(OptionList).highlighted
        if here is None or here >= len(self._saves):
            return None
        save = self._saves[here]
        if save.assessment is None:
            self.notify(_("This earlier save is damaged."), markup=False, severity="warning")
            return None
        return save, save.assessment

    def _changes(self, earlier: Assessment) -> Changes:
        view = self.desk.view
        return changes(view.rubric, view.unit, view.assessment, earlier)

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            save, earlier = chosen
            title = render(say("If restored: save of {time}", time=show_moment(save.saved)))
            self.app.push_screen(PageScreen(title, self._page(self._changes(earlier))))

    def _page(self, found: Changes) -> Content:
        rubric, sub_units = self.desk.view.rubric, self.desk.view.unit.sub_units
        rows = [plain((render(changes_sentence(found)), "bold"))]
        for row in found.rows:
            points = f"{points_words(row.before)} → {points_words(row.after)}"
            rows.append(plain(f"{row.row.id} {row.row.title}: {points}"))
            rows += [
                plain((f"   {entry_words(rubric, sub_units, one)}: ", "$text-muted"), _arrow(one))
                for one in row.entries
            ]
        rows += [
            plain(f"{entry_words(rubric, sub_units, one)}: ", _arrow(one)) for one in found.others
        ]
        return lines(*rows)

    def action_show(self) -> None:
        """Show what differs in the highlighted save."""
        self.query_one(OptionList).action_select()

    def action_restore(self) -> None:
        """Ask, then go back to the highlighted save."""
        chosen = self._chosen()
        if chosen is None:
            return
        save, earlier = chosen
        title = render(say("Go back to the save of {time}?", time=show_moment(save.saved)))
        words = render(changes_sentence(self._changes(earlier)))
        choices = (("restore", _("Restore")), ("stay", _("Back")))

        def answered(choice: str | None) -> None:
            if choice == "restore":
                self._restore(earlier)

        self.app.push_screen(AskScreen(title, words, choices), answered)

    def _restore(self, earlier: Assessment) -> None:
        try:
            self.desk.restore(earlier)
        except UsageError as error:
            self.tell(error)
            return
        self.parself.autosave()
        self.notify(_("Restored as a new save; Ctrl+Z takes it back."), markup=False)
        self.refresh_view()


def _arrow(one: Difference) -> str:
    return f"{value_words(one.before)} → {value_words(one.after)}"
