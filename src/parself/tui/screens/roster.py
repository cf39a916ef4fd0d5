"""One roster: a line for each unit with what was published of it; each change is kept at once."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList

from parself import files
from parself.annex.columns import Column
from parself.desk import recent
from parself.errors import say
from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.rosters import changing, keeping
from parself.rosters import columns as c
from parself.rosters.model import UnitList
from parself.rosters.read import Told, read_pasted
from parself.rosters.typing import head_line, read, shown, unit_line
from parself.rubric.offices import unit_office
from parself.rubric.peers import FigureStatus, Standing, Unit
from parself.tui.bases.sitting_screen import SittingScreen
from parself.tui.commands import BACK, PROGRAM, Command, bindings, letter
from parself.tui.dialogs.paste_text import PasteText
from parself.tui.dialogs.prompt import PathPrompt
from parself.tui.dialogs.sheet import Checks, SheetLine, SheetScreen, Typed
from parself.tui.widgets.body import Banner, Greeting
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.footer import Footer
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.row_table import RowTable
from parself.tui.widgets.rows import ListLine
from parself.words.caution import figure_status
from parself.words.roster_words import KIND_WORDS

EDIT: Final = Command("edit", say("Change"), say("Change the unit"), "", "Enter")
ADD: Final = letter("add", say("Add"), say("Add a unit"), "t")
REMOVE: Final = letter("take_out", say("Take out"), say("Take the unit out"), "x,delete")
WORDS: Final = letter("words", say("Words"), say("Kind, letterhead, who signs, the year"), "s")
APPRAISER: Final = letter("appraiser", say("Appraiser"), say("The office that appraises"), "q")
PASTE: Final = letter("paste", say("Paste"), say("Paste units or figures from Excel"), "d")
WRITE: Final = letter("write", say("To Excel"), say("Write the roster as a workbook"), "k")
_NEW: Final = ("short", "code", "head", "number", "index", "rank", "status")
"""What is asked of a new unit; the rest follows from its name."""


class RosterScreen(SittingScreen):
    """The units of a roster."""

    OFFERS = (EDIT, ADD, REMOVE, WORDS, APPRAISER, PASTE, WRITE, BACK, *PROGRAM)
    BINDINGS = bindings(OFFERS)

    def __init__(self, found: UnitList) -> None:
        super().__init__()
        self.found = found
        """The roster as it was kept last."""

    def compose(self) -> ComposeResult:
        """Make heading, table and footer."""
        yield Greeting(id="greeting")
        yield Banner(id="problem")
        yield RowTable()
        yield Footer(id="footer")

    def on_mount(self) -> None:
        """Show the units."""
        self.refresh_view()

    def on_resize(self) -> None:
        """Fit the units to the new width."""
        self.refresh_view()

    def refresh_view(self) -> None:
        """Show the units; the highlight stays on its unit."""
        self.query_one(Greeting).update(lines(*self._heading()))
        columns = Columns(
            (
                Col(_("Unit"), 22, grows=3),
                Col(_("Code"), 14, grows=1, from_room=76),
                Col(_("Index"), 7, right=True),
                Col(_("Place"), 5, right=True),
                Col(_("before"), 7, right=True, from_room=100),
                Col(_("Place"), 5, right=True, from_room=100),
                Col(_("source"), 12, from_room=92),
                Col(_("Number"), 12, grows=1),
                Col(_("Head"), 14, grows=1, from_room=60),
                Col(_("Below"), 6, right=True, from_room=110),
            ),
            max(40, self.app.size.width - 4),
        )
        shown_lines = [
            ListLine(self._line(columns, *one), one[0].code) for one in self.found.lines()
        ]
        self.query_one(RowTable).fill(columns.head, shown_lines)
        self.query_one(Footer).show(self.OFFERS)

    def _heading(self) -> list[Content]:
        roster, standings = self.found.roster, self.found.standings
        kind = render(KIND_WORDS[roster.kind]) if roster.kind else roster.unit_word
        units = render(say("{count:count} units", count=len(roster.units)))
        year = "–" if standings is None else str(standings.year)
        told = f"{roster.parent} · {kind} · {units} · {_('Figures of')} {year}"
        return [plain((f"{_('Rosters of units')} › {roster.id}", "bold")), plain(told)]

    def _line(self, columns: Columns, unit: Unit, standing: Standing) -> Content:
        office = unit_office(self.found.roster, unit)
        status = "" if standing.status is FigureStatus.UNKNOWN else figure_status(standing.status)
        return columns.line(
            (
                unit.short,
                unit.code,
                "–" if standing.index is None else show_decimal(standing.index),
                "–" if standing.rank is None else str(standing.rank),
                "–" if standing.previous_index is None else show_decimal(standing.previous_index),
                "–" if standing.previous_rank is None else str(standing.previous_rank),
                status,
                f"/{office.numbered('BC')}",
                office.head,
                str(len(unit.sub_units) or "–"),
            )
        )

    @property
    def _here(self) -> str | None:
        here: str | None = self.query_one(RowTable).rows.here
        return here

    def _keep(self, found: UnitList) -> None:
        """Keep a changed roster on the disk, then show it."""
        keeping.keep(found)
        self.found = found
        self.refresh_view()

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        code = self._here
        unit = self.found.roster.unit(code) if code is not None else None
        if unit is None:
            return
        line = unit_line(unit, self.found.standing(unit.code))
        keys = tuple(one.key for one in c.UNITS.columns)

        def take(typed: Typed) -> None:
            self._keep(changing.with_unit(self.found, unit.code, typed))

        self._ask(unit.short, keys, line, take)

    def action_add(self) -> None:
        """Ask for a unit more."""

        def take(typed: Typed) -> None:
            self._keep(changing.with_new(self.found, typed))

        self._ask(_("New unit"), _NEW, {}, take)

    def _ask(
        self,
        title: str,
        keys: tuple[str, ...],
        line: Mapping[str, object],
        take: Callable[[Typed], None],
    ) -> None:
        columns = [c.UNITS.column(key) for key in keys]
        words = _("Empty lines follow from the name or from what is said of all units.")
        fields = [SheetLine(one.key, one.heading, shown(one, line), _hint(one)) for one in columns]
        window = SheetScreen(title, words, fields, take, checks=_checks(columns))
        self.ask(window, lambda _done: None)

    def action_take_out(self) -> None:
        """Ask whether the unit goes."""
        code = self._here
        unit = self.found.roster.unit(code) if code is not None else None
        if unit is not None:

            def go() -> None:
                self._keep(changing.without(self.found, [unit.code]))

            words = _("The unit and its figures leave this roster; assessments keep their own.")
            self.confirm(unit.short, words, _("Take out"), go)

    def action_words(self) -> None:
        """Ask for what is said of all units."""
        self._ask_words([one for one in c.HEAD.columns if not one.key.startswith("appraiser")])

    def action_appraiser(self) -> None:
        """Ask for the office that appraises the units."""
        self._ask_words([one for one in c.HEAD.columns if one.key.startswith("appraiser")])

    def _ask_words(self, asked: Sequence[Column]) -> None:
        told = head_line(self.found)
        columns = [one for one in asked if one.key != "id"]
        fields = [SheetLine(one.key, one.heading, shown(one, told), _hint(one)) for one in columns]

        def take(typed: Typed) -> None:
            self._keep(changing.with_head(self.found, typed))

        words = _("Empty lines follow from the kind of unit.")
        window = SheetScreen(self.found.roster.id, words, fields, take, checks=_checks(columns))
        self.ask(window, lambda _done: None)

    def action_paste(self) -> None:
        """Ask for cells from Excel: known units get figures, others are added."""
        words = _(
            "Copy the cells in Excel with their headings (Tên đơn vị, Chỉ số (%), Hạng), or"
            " only names, and paste them here."
        )

        def after_paste(text: str) -> tuple[Told, UnitList]:
            told = read_pasted(text, self.found)
            return told, changing.with_lines(self.found, told.lines, told.year)

        def look(text: str) -> str:
            told, after = after_paste(text)
            more = len(after.roster.units) - len(self.found.roster.units)
            said = say(
                "{lines:count} lines read: {known:count} units known, {more:count} new.",
                lines=len(told.lines),
                known=len(told.lines) - more,
                more=more,
            )
            return render(said)

        def take(text: str) -> None:
            self._keep(after_paste(text)[1])

        self.ask(PasteText(_("Paste from Excel"), words, look), take)

    def action_write(self) -> None:
        """Ask where the workbook goes."""
        from parself.rosters.book import workbook

        def write(path: Path) -> Path:
            target = files.new_file(f"{self.found.roster.id}.xlsx", path)
            files.write_atomic(target, workbook(self.found))
            return target

        words = _("File or folder to write; Enter writes, Esc goes back.")
        start = files.show_path(recent.home_folder())
        prompt = PathPrompt(_("To Excel"), words, start, write)
        self.ask(prompt, lambda path: self.notify(files.show_path(path)))

    def action_back(self) -> None:
        """Go back to the screen before."""
        self.dismiss(None)


def _hint(column: Column) -> str:
    return "; ".join(column.choices) if column.choices else column.note


def _checks(columns: list[Column]) -> Checks:
    def check(column: Column) -> Callable[[str], object]:
        return lambda typed: read(column, typed)

    return {one.key: check(one) for one in columns}
