"""What-if copies beside the truth: make one, go in, compare, rename, delete."""

from typing import Any, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList

from parself.assessment import scenarios
from parself.assessment.model import Scenario
from parself.assessment.scenarios import Kept
from parself.desk.what_if import compared
from parself.errors import say
from parself.i18n import _, render
from parself.tui.bases.list_screen import Listing, ListScreen
from parself.tui.commands import BACK, COMMON, Command, letter
from parself.tui.dialogs.page import PageScreen
from parself.tui.dialogs.prompt import PromptScreen
from parself.tui.widgets.board import percent
from parself.tui.widgets.ladder import Ladder
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.rows import ListLine
from parself.tui.widgets.two_columns import Two, TwoColumns, both_on_one_ladder, two_columns
from parself.view.view import View
from parself.words.retelling import changes_sentence

ENTER: Final = Command("open", say("Go in"), say("Go into it, or back to the truth"), "", "Enter")
NEW: Final = letter("new", say("New"), say("Make one from the present value"), "t")
SHOW: Final = letter("show", say("Differences"), say("Rows that are not as in the truth"), "k")
RENAME: Final = letter("rename", say("Rename"), say("Give it another name"), "d")
DROP: Final = letter("drop", say("Delete"), say("Delete the scenario"), "x,delete")
_TRUTH: Final = "truth"
_PAGE: Final = 66
"""Cells of a line of the page."""


class ScenariosScreen(ListScreen[Kept | str]):
    """The truth above all scenarios, each with its points, index and place."""

    OFFERS = (ENTER, NEW, SHOW, RENAME, DROP, BACK, *COMMON)
    DEFAULT_CSS = """
    ScenariosScreen {
        Rows { min-height: 5; }
        #compared { height: auto; max-height: 60%; }
        #compared TwoColumns { width: 1fr; height: auto; max-height: 100%; }
        #compared Ladder { width: 1fr; height: auto; display: none; }
        &.-wide, &.-widest { #compared Ladder { display: block; } }
    }
    """

    def compose_body(self) -> ComposeResult:
        """Make the list, and below it the highlighted scenario beside the truth."""
        yield from super().compose_body()
        with Horizontal(id="compared"):
            yield TwoColumns()
            yield Ladder()

    @property
    def _truth(self) -> View:
        return self.parself.truth.view

    def listing(self) -> Listing:
        """Return the truth and the scenarios; what is typed is saved first."""
        self.parself.autosave()
        kept = scenarios.kept_scenarios(self.desk.folder)
        words = _("Scenarios try something out; they are never handed in.")
        now = plain(f"    {_outlook(self._truth)}")
        shown = [
            ListLine[Any](lines(plain((_("As it is"), "bold")), now), _TRUTH),
            *(ListLine(self._words(one), one, one.path.name) for one in kept),
        ]
        if not kept:
            shown.append(ListLine(plain(_("No scenario yet; T begins one."))))
        return Listing(plain((words, "bold")), shown)

    def first_key(self) -> str | None:
        """Return the key of what is open: a scenario, else the truth."""
        name = self.parself.scenario_name
        kept = scenarios.kept_scenarios(self.desk.folder) if name else ()
        names = {one.scenario.name: one.path.name for one in kept if one.scenario}
        return names.get(name, _TRUTH)

    def _words(self, kept: Kept) -> Content:
        scenario = kept.scenario
        if scenario is None:
            words = render(say("{file}: damaged, left as it is", file=kept.path.name))
            return plain((words, "bold"))
        found = compared(self._truth, scenario)
        here = f" ({_('you are here')})" if scenario.name == self.parself.scenario_name else ""
        count = len(found.changes.rows)
        told = render(say("{count} rows differ", count=count) if count else say("no row differs"))
        rows = ", ".join(sorted(found.moved_on))
        moved = render(say("; the truth has moved on in {rows}", rows=rows)) if rows else ""
        return lines(
            plain((f"{scenario.name}{here}", "bold")),
            plain(f"    {_outlook(found.view)} · {told}", (moved, "bold")),
        )

    def take(self, one: Kept | str) -> None:
        """Go into a scenario that is not damaged, or back to the truth."""
        if isinstance(one, str):
            self.parself.leave_scenario()
        elif one.scenario is not None:
            self.parself.enter_scenario(one, one.scenario)
        else:
            return
        self.show_row(self.desk.assessment.position or next(iter(self._truth.rubric.rows)))

    def _chosen(self) -> tuple[Kept, Scenario] | None:
        """Return the highlighted scenario; where it is none that can be read, say so."""
        kept = self.here
        if kept is None or isinstance(kept, str) or kept.scenario is None:
            self.notify(_("Choose a scenario first."), timeout=4)
            return None
        return kept, kept.scenario

    def action_new(self) -> None:
        """Ask for a name, make a scenario from the present value, and go into it."""
        words = _("A name, for example: more files handed in online")
        self.ask(PromptScreen(_("New scenario"), words), self._make)

    def _make(self, name: str) -> None:
        desk, truth = self.desk, self._truth.assessment
        made = scenarios.begin(desk.folder, truth, name, desk.now(), start=desk.assessment)
        # Whoever begins one wants to try something out now, and not in the truth.
        self.take(made)

    def action_rename(self) -> None:
        """Ask for another name."""
        chosen = self._changeable()
        if chosen is not None:
            kept, old = chosen
            prompt = PromptScreen(_("Rename"), old.name, old.name)
            self.ask(prompt, lambda name: scenarios.renamed(self.desk.folder, kept, old, name))

    def action_drop(self) -> None:
        """Ask, then delete the highlighted scenario."""
        chosen = self._changeable()
        if chosen is not None:
            kept, scenario = chosen
            title = render(say("Delete the scenario “{name}”?", name=scenario.name))
            words = _("The truth stays as it is.")
            self.confirm(title, words, _("Delete"), lambda: scenarios.drop(kept))

    def _changeable(self) -> tuple[Kept, Scenario] | None:
        """Return the highlighted scenario unless it is the open one; say why there is none."""
        chosen = self._chosen()
        if chosen is not None and chosen[1].name == self.parself.scenario_name:
            self.notify(_("Leave the scenario first."), severity="warning")
            return None
        return chosen

    @on(OptionList.OptionHighlighted)
    def _show_beside(self) -> None:
        """Show the highlighted scenario beside the truth."""
        two, beside = self._two(), self.query_one("#compared")
        beside.display = two is not None
        if two is not None:
            self.query_one(TwoColumns).show_of(two)
            self.query_one(Ladder).show_ladder(two.ladder)

    def _two(self) -> Two | None:
        """Return the highlighted scenario with the truth; None for the truth itself."""
        kept = self.here
        if kept is None or isinstance(kept, str) or kept.scenario is None:
            return None
        found = compared(self._truth, kept.scenario)
        return Two(kept.scenario.name, self._truth, found, self.parself.signs)

    def action_show(self) -> None:
        """Show all that differs from the truth, and both places on one ladder."""
        two = self._two()
        if two is None:
            self.notify(_("Choose a scenario first."), timeout=4)
            return
        told = render(changes_sentence(two.found.changes))
        page = lines(
            plain((told, "bold")),
            *two_columns(two, _PAGE),
            plain(""),
            *both_on_one_ladder(two, _PAGE),
        )
        self.app.push_screen(PageScreen(two.name, page))


def _outlook(view: View) -> str:
    place = None if view.projection is None else view.projection.projected
    return render(
        say(
            "{points:points} points · projected index {index} · place {place}",
            points=view.scores.claimed.points,
            index=percent(view.scores.projected.index),
            place="–" if place is None else str(place),
        )
    )
