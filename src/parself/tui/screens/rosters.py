"""The rosters that the program knows: opened, made from names, taken from Excel."""

from pathlib import Path
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList

from parself import files
from parself.desk import recent
from parself.errors import ParselfError, Problem, UsageError, say
from parself.i18n import _, render, render_problem
from parself.limits import WORKBOOK_BYTES
from parself.rosters import changing, keeping
from parself.rosters import columns as c
from parself.rosters.model import UnitList
from parself.rosters.read import read_list
from parself.rosters.typing import merged
from parself.rubric import catalogue
from parself.rubric.peers import UnitKind
from parself.tui.bases.sitting_screen import SittingScreen
from parself.tui.commands import BACK, PROGRAM, Command, bindings, letter
from parself.tui.dialogs.picker import FilePicker
from parself.tui.dialogs.sheet import SheetLine, SheetScreen, Typed, example
from parself.tui.widgets.body import Banner, Greeting
from parself.tui.widgets.colours import WRONG
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.footer import Footer
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.row_table import RowTable
from parself.tui.widgets.rows import ListLine, of
from parself.words.roster_words import KIND_WORDS

ENTER: Final = Command("open", say("Open"), say("Open the roster"), "", "Enter")
MAKE: Final = letter("make", say("New"), say("Make a roster from the names of its units"), "t")
IMPORT: Final = letter("take_in", say("From Excel"), say("Take a roster from a workbook"), "n")
_HEAD: Final = ("id", "parent", "kind")
_KINDS: Final = "; ".join(c.KINDS)


class RostersScreen(SittingScreen):
    """A line for each roster."""

    OFFERS = (ENTER, MAKE, IMPORT, BACK, *PROGRAM)
    BINDINGS = bindings(OFFERS)

    def __init__(self, wanted: str = "", parent: str = "") -> None:
        """List the rosters; one that is `wanted` and not there is begun at once."""
        super().__init__()
        self._wanted, self._above = wanted, parent

    def compose(self) -> ComposeResult:
        """Make heading, table and footer."""
        yield Greeting(id="greeting")
        yield Banner(id="problem")
        yield RowTable()
        yield Footer(id="footer")

    def on_mount(self) -> None:
        """Show the rosters; where one is missing, ask for it."""
        self.refresh_view()
        if self._wanted and not keeping.is_known(self._wanted):
            self.action_make()

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        self.refresh_view()

    def refresh_view(self) -> None:
        """Read all rosters anew."""
        found, problems = list[UnitList](), list[Problem]()
        for one in catalogue.ROSTERS.ids():
            try:
                found.append(keeping.find(one))
            except ParselfError as error:
                problems += error.problems
        head = plain((_("Rosters of units"), "bold"))
        wrong = [plain((render_problem(one), WRONG)) for one in problems[:3]]
        self.query_one(Greeting).update(lines(head, *wrong))
        columns = Columns(
            (
                Col(_("Id"), 20, grows=1),
                Col(_("Kind"), 16),
                Col(_("Above"), 18, grows=1),
                Col(_("Units"), 6, right=True),
                Col(_("Figures of"), 10, right=True),
                Col("", 9),
            ),
            max(40, self.app.size.width - 4),
        )
        shown = [ListLine(_line(columns, one), one.roster.id) for one in found]
        self.query_one(RowTable).fill(columns.head, shown)
        self.query_one(Footer).show(self.OFFERS)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        roster: str | None = of(event.option)
        if roster is not None:
            self._open(roster)

    def _open(self, roster: str) -> None:
        with self.telling():
            self.parself.show("roster:RosterScreen", keeping.find(roster))

    def action_make(self) -> None:
        """Ask for id, kind and names of a new roster."""
        fields = (
            SheetLine("id", _("Id"), self._wanted, example("hoa-lam-65-xa")),
            SheetLine("parent", _("Above"), self._above, example("tỉnh Hòa Lâm")),
            SheetLine("kind", _("Kind"), hint=_KINDS),
            SheetLine("names", _("Units"), hint=example("Xã Na Hót; Phường Chi Lăng")),
        )
        words = _("Names of units are parted by semicolons; more can be pasted afterwards.")
        window = SheetScreen(_("New roster"), words, fields, self._make)
        self.ask(window, lambda _done: self._open(self._wanted))

    def _make(self, typed: Typed) -> None:
        head = merged(c.HEAD.columns, {}, {key: typed[key] for key in _HEAD})
        names = [name.strip() for name in typed["names"].split(";") if name.strip()]
        if "kind" not in head or not names:
            raise UsageError(Problem(say("Fill in all lines.")))
        roster = str(head.get("id", ""))
        _require_free(roster)
        kind = UnitKind(str(head["kind"]))
        keeping.keep(changing.begun(roster, str(head.get("parent", "")), kind, names))
        self._wanted = roster

    def action_take_in(self) -> None:
        """Ask for a workbook or a table, and for what it does not say."""
        words = _("A workbook (.xlsx) or a table saved as text (.csv)")
        start = recent.home_folder()
        picker = FilePicker(_("From Excel"), start, _readable, words)
        self.ask(picker, self._taken_in)

    def _taken_in(self, source: tuple[Path, bytes]) -> None:
        path, data = source
        try:
            self._keep(read_list(data, where=path.name).found)
        except ParselfError as error:
            self._ask_rest(path, data, error)

    def _ask_rest(self, path: Path, data: bytes, error: ParselfError) -> None:
        """Ask for what a table does not say, with what is wrong with it."""
        fields = (
            SheetLine("id", _("Id"), self._wanted or path.stem, example("hoa-lam-65-xa")),
            SheetLine("parent", _("Above"), self._above, example("tỉnh Hòa Lâm")),
            SheetLine("kind", _("Kind"), hint=_KINDS),
            SheetLine("year", _("Figures of"), hint=_("the year; empty where there are none")),
        )

        def take(typed: Typed) -> None:
            said = merged(c.HEAD.columns, {}, typed)
            self._keep(read_list(data, where=path.name, said=said).found)

        words = "\n".join(render_problem(one) for one in error.problems[:6])
        window = SheetScreen(f"{_('From Excel')}: {path.name}", words, fields, take)
        self.ask(window, lambda _done: self._open(self._wanted))

    def _keep(self, found: UnitList) -> None:
        _require_free(found.roster.id)
        keeping.keep(found)
        self._wanted = found.roster.id
        self.notify(
            render(
                say("{id}: {count:count} units.", id=self._wanted, count=len(found.roster.units))
            )
        )

    def action_back(self) -> None:
        """Go back to the screen before."""
        self.dismiss(None)


def _require_free(roster: str) -> None:
    if keeping.is_known(roster):
        what = say("There is a roster “{id}” already; nothing was written.", id=roster)
        raise UsageError(Problem(what, todo=say("Choose another id, or open that one.")))


def _readable(path: Path) -> tuple[Path, bytes]:
    return path, files.read_file(path, most=WORKBOOK_BYTES)


def _line(columns: Columns, one: UnitList) -> Content:
    roster = one.roster
    return columns.line(
        (
            roster.id,
            render(KIND_WORDS[roster.kind]) if roster.kind else "–",
            roster.parent,
            str(len(roster.units)),
            str(one.standings.year) if one.standings else "–",
            _("own") if keeping.is_own(roster.id) else "",
        )
    )
