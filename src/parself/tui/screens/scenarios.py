"""What-if copies beside the truth: make one, go in, compare, rename, delete."""

from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from parself.assessment import scenarios
from parself.assessment.model import Scenario
from parself.desk.what_if import Outlook, compared, outlook
from parself.errors import ParselfError, UsageError, say
from parself.i18n import _, render
from parself.tui.bases.desk_screen import DeskScreen
from parself.tui.commands import BACK, COMMON, Command, bindings
from parself.tui.dialogs.ask import AskScreen, PromptScreen
from parself.tui.dialogs.page import PageScreen
from parself.tui.widgets.board import percent
from parself.tui.widgets.body import Caption, Rows
from parself.tui.widgets.plain import lines, plain
from parself.view.view import View
from parself.words.retelling import changes_sentence, points_words

ENTER: Final = Command(
    "enter_one", say("Go in"), say("Go into it, or back to the truth"), "", "Enter"
)
NEW: Final = Command(
    "new", say("New"), say("Make one from the present value"), "t", "T", priority=False
)
SHOW: Final = Command(
    "show", say("Differences"), say("Rows that are not as in the truth"), "k", "K", priority=False
)
RENAME: Final = Command(
    "rename", say("Rename"), say("Give it another name"), "d", "D", priority=False
)
DROP: Final = Command(
    "drop", say("Delete"), say("Delete the scenario"), "x,delete", "X", priority=False
)
_TRUTH: Final = "truth"


class ScenariosScreen(DeskScreen):
    """The truth above all scenarios, each with its points, index and place."""

    OFFERS: ClassVar[tuple[Command, ...]] = (ENTER, NEW, SHOW, RENAME, DROP, BACK, *COMMON)
    BINDINGS: ClassVar[list[BindingType]] = bindings(OFFERS)

    def __init__(self) -> None:
        super().__init__()
        self._kept: tuple[scenarios.Kept, ...] = ()

    def compose(self) -> ComposeResult:
        """Make heading and list."""
        yield from self.compose_head()
        yield Caption(id="filterline")
        yield Rows(id="list", markup=False)
        yield from self.compose_foot()

    @property
    def _truth(self) -> View:
        return self.parself.truth.view

    def refresh_view(self) -> None:
        """Show the truth and the scenarios, the highlight staying where it was."""
        super().refresh_view()
        self.parself.autosave()
        self._kept = scenarios.kept_scenarios(self.desk.folder)
        words = _("Scenarios try something out; they are never handed in.")
        self.query_one("#filterline", Static).update(plain((words, "bold")))
        shown = self.query_one(OptionList)
        here = self._here() if shown.highlighted is None else shown.highlighted
        truth = Option(
            lines(plain((_("As it is"), "bold")), plain(f"    {_outlook(outlook(self._truth))}")),
            id=_TRUTH,
        )
        none = Option(plain(_("No scenario yet; T begins one.")), disabled=True)
        shown.set_options([truth, *(map(self._option, self._kept) if self._kept else [none])])
        shown.highlighted = min(here, shown.option_count - 1)

    def _here(self) -> int:
        """Return the line of what is open: a scenario, else the truth."""
        names = [kept.scenario.name if kept.scenario else "" for kept in self._kept]
        open_one = self.parself.scenario_name
        return 1 + names.index(open_one) if open_one in names and open_one else 0

    def _option(self, kept: scenarios.Kept) -> Option:
        scenario = kept.scenario
        if scenario is None:
            words = render(say("{file}: damaged, left as it is", file=kept.path.name))
            return Option(plain((words, "bold")))
        found = compared(self._truth, scenario)
        here = f" ({_('you are here')})" if scenario.name == self.parself.scenario_name else ""
        told = render(say("{count} rows differ", count=len(found.changes.rows)))
        moved = (
            render(
                say("; the truth has moved on in {rows}", rows=", ".join(sorted(found.moved_on)))
            )
            if found.moved_on
            else ""
        )
        return Option(
            lines(
                plain((f"{scenario.name}{here}", "bold")),
                plain(f"    {_outlook(found.outlook)} · {told}", (moved, "bold")),
            )
        )

    def _chosen(self) -> tuple[scenarios.Kept, Scenario] | None:
        here = self.query_one(OptionList).highlighted
        if not here or here > len(self._kept):
            return None
        kept = self._kept[here - 1]
        return None if kept.scenario is None else (kept, kept.scenario)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        chosen = self._chosen()
        if event.option.id == _TRUTH:
            self.parself.leave_scenario()
        elif chosen is not None:
            self.parself.enter_scenario(*chosen)
        else:
            return
        self.show_row(self.desk.assessment.position or next(iter(self._truth.rubric.rows)))

    def action_enter_one(self) -> None:
        """Go into the highlighted one."""
        self.query_one(OptionList).action_select()

    def action_new(self) -> None:
        """Ask for a name, make a scenario from the present value, and go into it."""
        words = _("A name, for example: more files handed in online")
        self.app.push_screen(PromptScreen(_("New scenario"), words), self._make)

    def _make(self, name: str | None) -> None:
        if name is None:
            return
        try:
            made = scenarios.begin(
                self.desk.folder,
                self._truth.assessment,
                name,
                self.desk.now(),
                start=self.desk.assessment,
            )
        except ParselfError as error:
            self.tell(UsageError(*error.problems))
            return
        self.refresh_view()
        # Whoever begins one wants to try something out now, and not in the truth.
        places = [kept.path for kept in self._kept]
        self.query_one(OptionList).highlighted = 1 + places.index(made.path)
        self.action_enter_one()

    def action_rename(self) -> None:
        """Ask for another name."""
        chosen = self._chosen()
        if chosen is None or self._is_open(chosen[1]):
            return
        kept, scenario = chosen

        def renamed(name: str | None) -> None:
            if name is not None:
                try:
                    scenarios.renamed(self.desk.folder, kept, scenario, name)
                except ParselfError as error:
                    self.tell(UsageError(*error.problems))
                self.refresh_view()

        prompt = PromptScreen(_("Rename"), scenario.name, scenario.name)
        self.app.push_screen(prompt, renamed)

    def action_drop(self) -> None:
        """Ask, then delete the highlighted scenario."""
        chosen = self._chosen()
        if chosen is None or self._is_open(chosen[1]):
            return
        kept, scenario = chosen

        def answered(choice: str | None) -> None:
            if choice == "drop":
                try:
                    scenarios.drop(kept)
                except ParselfError as error:
                    self.tell(UsageError(*error.problems))
                self.refresh_view()

        title = render(say("Delete the scenario “{name}”?", name=scenario.name))
        choices = (("drop", _("Delete")), ("stay", _("Back")))
        self.app.push_screen(AskScreen(title, _("The truth stays as it is."), choices), answered)

    def _is_open(self, scenario: Scenario) -> bool:
        is_open = scenario.name == self.parself.scenario_name
        if is_open:
            self.notify(_("Leave the scenario first."), markup=False, severity="warning")
        return is_open

    def action_show(self) -> None:
        """Show what the highlighted scenario changes, row by row."""
        chosen = self._chosen()
        if chosen is None:
            self.notify(_("Choose a scenario first."), markup=False, timeout=4)
            return
        found = compared(self._truth, chosen[1]).changes
        rows = [plain((render(changes_sentence(found)), "bold"))]
        rows += [
            plain(
                f"{row.row.id} {row.row.title}: ",
                (f"{points_words(row.before)} → {points_words(row.after)}", "bold"),
            )
            for row in found.rows
        ]
        self.app.push_screen(PageScreen(chosen[1].name, lines(*rows)))


def _outlook(found: Outlook) -> str:
    place = "–" if found.place is None else str(found.place)
    return render(
        say(
            "{points:points} points · projected index {index} · place {place}",
            points=found.claimed,
            index=percent(found.index),
            place=place,
        )
    )
