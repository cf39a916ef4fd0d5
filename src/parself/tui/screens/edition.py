"""Another edition of the rubric: which, what it would do, and then, if wanted, doing it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from parself.assessment.migrate import Fate, RowFate
from parself.desk.desk import Desk
from parself.editions import changing, wording
from parself.editions.changing import Plan
from parself.errors import ParselfError, say
from parself.files import typed_path
from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.report.edition import differences, maker_of_plan
from parself.rubric import catalogue
from parself.rubric.diff import Diff
from parself.tui.bases.sitting_screen import SittingScreen
from parself.tui.commands import BACK, Command
from parself.tui.dialogs.finder import FinderWindow, matching
from parself.tui.widgets.body import Banner, Greeting, Page
from parself.tui.widgets.box import Box
from parself.tui.widgets.checklist import State
from parself.tui.widgets.colours import LEADS, MUTED
from parself.tui.widgets.footer import Footer, KeyLine, in_window
from parself.tui.widgets.ladder import Given, Ladder
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.rows import Choices, ListLine
from parself.tui.widgets.typing import VnInput
from parself.words import caution
from parself.words.signs import Signs


class ChoiceScreen(FinderWindow[None]):
    """Asks for the new edition: one that the program knows, or a file; then shows the preview."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._path = desk.folder.path
        self._known = {
            rubric.id: caution.rubric_label(rubric) for rubric in catalogue.readable_rubrics()[0]
        }

    def compose(self) -> ComposeResult:
        """Make the window."""
        words = _("The new rubric: choose one, or type the path of its file (.toml)")
        with Box(_("Change edition"), words):
            yield VnInput(id="line")
            yield Choices()
            yield Static(id="outcome")
            yield KeyLine(in_window("Enter", say("Take")), BACK)

    def found(self, typed: str) -> Sequence[ListLine[str]]:
        """Return the known rubrics that hold the words typed."""
        return matching(self._known.items(), typed)

    def take(self, one: str) -> None:
        """Show what the change would do; `one` is the id of a rubric, or the path of its file."""
        with self.complaining():
            plan = changing.prepare(self._path, one, now=datetime.now())
            self.app.switch_screen(EditionScreen(plan))

    def take_typed(self, typed: str) -> None:
        """Take the path of a file."""
        if typed.strip():
            self.take(str(typed_path(typed).absolute()))


SCROLL_DOWN: Final = Command(
    "scroll(1)", say("Read on"), say("Read the preview further"), "pagedown", "PgDn"
)
SCROLL_UP: Final = Command("scroll(-1)", say("Read back"), say("Back in the preview"), "pageup")
ENTER: Final = Command("", say("Pick"), say("Take the highlighted line"), "", "Enter")
_VALUE_CELLS: Final = (9, 9, 13)
_STATES: Final = {
    Fate.CARRIED: State.DONE,
    Fate.ASKED: State.UNPROVED,
    Fate.RETURNED: State.UNPROVED,
    Fate.NEW: State.OPEN,
    Fate.OPEN: State.OPEN,
    Fate.GONE: State.WRONG,
}
"""The mark and colour of what becomes of a row."""


class EditionScreen(SittingScreen):
    """The preview of a change of edition, and what can be done with it."""

    DEFAULT_CSS = """
    EditionScreen #choices {
        height: auto;
        max-height: 6;
        padding: 0 1;
        border: none;
        border-top: solid $foreground 30%;
    }
    EditionScreen {
        #body { height: 1fr; }
        #ladder { display: none; }
        &.-tall #ladder { display: block; }
        &.-widest #body { layout: horizontal; }
        &.-widest #ladder { display: block; width: 45%; height: 1fr; max-height: 100%; }
    }
    """

    OFFERS = (ENTER, SCROLL_DOWN, SCROLL_UP, BACK)

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._plan = plan
        self._with_moves = False

    def compose(self) -> ComposeResult:
        """Make heading, preview, ladder and choices."""
        yield Greeting(id="greeting")
        with Container(id="body"):
            with Page(id="page"):
                yield Static(id="preview")
            yield Ladder(id="ladder")
        yield Banner(id="problem")
        yield Choices()
        yield Footer(id="footer")

    def on_mount(self) -> None:
        """Show the preview."""
        self._show()

    def _show(self) -> None:
        plan = self._plan
        new = plan.after.rubric
        title = render(
            say("Preview: {title}, edition {edition}", title=new.title, edition=new.edition)
        )
        heading = lines(plain((title, "bold")), plain(wording.outcome(plan)))
        self.query_one("#greeting", Static).update(heading)
        self.query_one("#preview", Static).update(lines(*_preview(plan, self.parself.signs)))
        self.query_one(Ladder).show_ladder(_ladder(plan, self.parself.signs))
        deeds = self.query_one(Choices)
        deeds.fill(list(self._deeds()))
        deeds.focus()
        self.query_one(Footer).show((ENTER, SCROLL_DOWN, BACK))

    def _deeds(self) -> Iterator[ListLine[str]]:
        yield ListLine(plain(_("Back, change nothing")), "back")
        yield ListLine(plain((_("Change to this edition"), "bold")), "do")
        found = self._plan.diff
        if found is not None and found.moves:
            taken = _("Take the renumbered rows as new ones again")
            offered = say(
                "Take {count} row(s) over under their new numbers: {moves}",
                count=len(found.moves),
                moves=", ".join(f"{move.before.id} → {move.after.id}" for move in found.moves[:6]),
            )
            yield ListLine(plain(taken if self._with_moves else render(offered)), "moves")
        yield ListLine(plain(_("Make the memo (Excel, Word, page)")), "memo")

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        match event.option.id:
            case "do":
                self._do()
            case "moves":
                self._toggle_moves()
            case "memo":
                maker = maker_of_plan(self._plan)
                self.parself.show("papers:PapersScreen", maker, self._plan.present.path.parent)
            case _:
                self.action_back()

    def tell(self, error: ParselfError) -> None:
        """Say why nothing was changed; it stays to be read."""
        self.query_one(Banner).show(error)

    def _do(self) -> None:
        with self.telling():
            self.parself.change_edition(self._plan)
            edition = self._plan.after.rubric.edition
            words = render(say("Changed to edition {edition}.", edition=edition))
            asked = _("F6 lists the rows that are open.")
            self.app.notify(f"{words} {asked}", timeout=10)

    def _toggle_moves(self) -> None:
        found, now = self._plan.diff, datetime.now()
        moves = {move.before.id: move.after.id for move in found.moves} if found else {}
        with self.telling():
            taken = {} if self._with_moves else moves
            self._plan = changing.replanned(self._plan, taken, now=now)
            self._with_moves = not self._with_moves
            self._show()

    def action_scroll(self, pages: int) -> None:
        """Read on, or back, while the choices keep the cursor."""
        page = self.query_one("#page", VerticalScroll)
        page.scroll_relative(y=pages * max(1, page.size.height - 1), animate=False)

    def action_back(self) -> None:
        """Change nothing."""
        self.app.pop_screen()


def _ladder(plan: Plan, signs: Signs) -> Given:
    """Return the ladder once confirmed, with a ring where the unit stands before the change."""
    return Given(plan.confirmed, signs, plan.before, is_what_if=True)


def _preview(plan: Plan, signs: Signs) -> Iterator[Content]:
    """Yield what the change does: score and place, what is safe, every row, every difference."""
    yield from _effects(plan)
    yield from _decisions(plan)
    yield plain("")
    yield from (plain(said) for said in wording.promises(plan))
    for fate in (Fate.ASKED, Fate.RETURNED, Fate.NEW, Fate.GONE):
        yield from _fates(plan, fate, signs)
    if plan.diff is not None:
        yield from _differences(plan.diff)
    yield from _fates(plan, Fate.CARRIED, signs)


def _decisions(plan: Plan) -> Iterator[Content]:
    """Yield the decisions by which both editions were issued, where they say so."""
    before, after = plan.present.answered, plan.after.rubric
    told = ((_("Issued by, before"), before), (_("Issued by, now"), after))
    for label, rubric in told:
        if rubric is not None and rubric.decision:
            yield plain((f"{label}: ", MUTED), rubric.decision)


def _fates(plan: Plan, fate: Fate, signs: Signs) -> Iterator[Content]:
    members = [row for row in plan.migration.rows if row.fate is fate]
    if members:
        title = render(wording.FATES[fate]).capitalize()
        yield plain("")
        state = _STATES[fate]
        yield plain((f"{state.mark(signs)} {title} ({len(members)})", f"bold {state.style}"))
    yield from (plain(_row_words(plan, row)) for row in members)


def _effects(plan: Plan) -> Iterator[Content]:
    head = (_("before"), _("after"), _("if confirmed"))
    yield plain((_effect_line(_("Score and place"), *head), "bold"))
    for effect in wording.effects(plan):
        values = (effect.before, effect.after, effect.confirmed)
        moved = effect.before != effect.confirmed
        line = _effect_line(effect.label, *map(effect.shown, values))
        yield plain((line, LEADS if moved and effect.key in {"projected", "rank"} else ""))


def _effect_line(label: str, *values: str) -> str:
    cells = zip(values, _VALUE_CELLS, strict=True)
    return f"{label:<25}" + "".join(f"{value:>{width}}" for value, width in cells)


def _row_words(plan: Plan, row: RowFate) -> str:
    before = plan.before.scores.rows.get(row.before_id) if plan.before is not None else None
    after = plan.confirmed.scores.rows.get(row.row_id)
    known = after or before
    moved = f" (← {row.before_id})" if row.before_id not in {"", row.row_id} else ""
    shown = [show_decimal(one.points) for one in (before, after) if one and one.points is not None]
    points = f": {' → '.join(dict.fromkeys(shown))} {_('points')}" if shown else ""
    return f"  {row.row_id}{moved} {known.row.title if known else ''}{points}"


def _differences(found: Diff) -> Iterator[Content]:
    yield plain("")
    yield plain((_("What changed between the editions"), "bold"))
    for heading, entries in differences(found):
        if entries:
            yield plain((heading, "bold"))
        for entry in entries:
            if entry.title:
                yield plain(f"  {entry.id} {entry.title}")
            label = f"      {entry.what}: " if entry.what else "      "
            yield plain((label, MUTED), entry.said)
