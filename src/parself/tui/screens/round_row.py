"""One row of all units side by side, so that the same case gets the same points."""

from collections.abc import Iterator, Sequence
from typing import Final

from textual.content import Content

from parself.desk.round_desk import RoundDesk
from parself.errors import say
from parself.i18n import _, render
from parself.numerals import show_decimal, show_trimmed
from parself.province.board import WAITING, appraised_rows
from parself.province.decisions import Cell
from parself.province.equal import unequal
from parself.rubric import model as m
from parself.tui.bases.cell_lines import told_lines
from parself.tui.bases.judging import ACCEPT_ALL, JUDGING, REOPEN, WAITING_BEFORE, JudgingFrame
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.meeting_frame import MEET, MeetingFrame
from parself.tui.bases.round_screen import TAKE_BACK, Heading, RoundScreen
from parself.tui.commands import BACK, FIND_LINE, PROGRAM, Command, bindings
from parself.tui.widgets import marks
from parself.tui.widgets.board import points
from parself.tui.widgets.colours import DONE, MUTED, UNPROVED, WRONG
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import Piece, lines, plain, spread
from parself.tui.widgets.rows import ListLine
from parself.words.cell_words import cell_lines, unequal_words
from parself.words.claim_words import claim_words
from parself.words.compared_words import peers_words
from parself.words.rule_words import rule_words

READ: Final = Command("open", say("Read"), say("All that is known of the row"), "", "Enter")
NEXT: Final = Command(
    "next_row", say("Next row"), say("To the next row"), "right", "→", priority=False
)
BEFORE: Final = Command(
    "row_before", say("Row before"), say("To the row before"), "left", "←", priority=False
)


class RowScreen(RoundScreen[str], JudgingFrame, MeetingFrame):
    """A line for each unit of which a hand-in counts."""

    OFFERS = (
        *(*JUDGING, NEXT, READ, WAITING_BEFORE, TAKE_BACK, ACCEPT_ALL),
        *(BEFORE, REOPEN, MEET, FIND_LINE, BACK, *PROGRAM),
    )
    BINDINGS = bindings(OFFERS)
    HAS_PANEL = True

    def __init__(self, desk: RoundDesk, row: str = "", unit: str = "") -> None:
        super().__init__(desk)
        self._unit = unit
        self._every = desk.view.rows or appraised_rows(desk.view.round.rubric)
        known = [at for at, one in enumerate(self._every) if one.id == row]
        self._at = known[0] if known else 0

    def on_mount(self) -> None:
        """Begin at the unit at which the screen before stood."""
        self.look_again()
        super().on_mount()
        self.rows.go_to(self._unit)

    @property
    def row(self) -> m.Row:
        """The row that is shown."""
        return self._every[self._at]

    @property
    def _units(self) -> Sequence[str]:
        """The units of which this desk appraises the row, in the roster's order."""
        codes = (unit.code for unit in self.view.round.roster.units)
        found = (code for code in codes if code in self.view.facts)
        return [code for code in found if self.view.is_ours(code, self.row.id)]

    def heading(self) -> Heading:
        """Return where in the rubric we are, and how many units are left."""
        area = self.view.round.rubric.area_of(self.row.id)
        where = (f"{area.id} {area.title}",) if area is not None else ()
        marks_ = self.view.marks_of(self.scope)
        left = sum(one in WAITING for one in marks_.values())
        total = say("{left} of {every} units left", left=left, every=len(marks_))
        return Heading((_("Appraisal"), *where), render(total))

    def listing(self) -> Listing:
        """Return the units under the row, its rule, and its agreed ways of scoring."""
        columns = Columns(
            (
                Col(_("Unit"), 15, grows=1),
                Col(_("entered"), 13, grows=2),
                Col(_("claimed"), 7, right=True),
                Col(_("proof"), 8),
                Col(_("reference"), 9),
                Col(_("appraised"), 16, grows=1),
            ),
            self.room,
        )
        apart = {code for one in unequal(self.view, self.row.id) for code in one.points}
        return Listing(
            lines(*self._head(), columns.head),
            [ListLine(self._line(columns, code, code in apart), code) for code in self._units],
        )

    def _head(self) -> Iterator[Content]:
        most = render(say("at most {most:points}", most=self.row.points))
        title = plain((f"{self.row.id} {self.row.title}", "bold"))
        yield spread(title, plain((most, "bold")), self.room)
        rule = plain(("; ".join(rule_words(self.row)), MUTED))
        yield rule.truncate(self.room, ellipsis=True)
        among = peers_words(self.view, self.row.id)
        if among:
            yield plain((among, "bold")).truncate(self.room, ellipsis=True)
        ways = self.view.ways.get(self.row.id, ())
        if ways:
            told = "; ".join(
                f"{one.number}. {one.case} = {show_decimal(one.points)}" for one in ways
            )
            yield plain((f"{_('Agreed')}: ", MUTED), told).truncate(self.room, ellipsis=True)
        for one in unequal(self.view, self.row.id)[:2]:
            apart = plain((unequal_words(self.view, one), WRONG))
            yield apart.truncate(self.room, ellipsis=True)

    def _line(self, columns: Columns, code: str, is_apart: bool) -> Content:
        cell, said = self.view.cell(code, self.row.id), self.view.facts[code].rows[self.row.id]
        unit = self.view.round.roster.unit(code)
        proof = (_("present"), "") if said.is_backed else (_("none"), UNPROVED)
        return columns.line(
            (
                self.unit_name(code),
                claim_words(self.row, said, unit.sub_units if unit else ()),
                points(said.points),
                proof,
                self._reference(code),
                self._judged(cell, is_apart),
            )
        )

    def _reference(self, code: str) -> Piece:
        differing = self.view.differences(code, self.row.id)
        if differing:
            sign = self.signs.unequal
            return f"{sign} {show_trimmed(differing[0].expected)}", WRONG
        known = any(one.row == self.row.id and code in one.values for one in self.view.references)
        return ("=", DONE) if known else ("", "")

    def _judged(self, cell: Cell, is_apart: bool) -> Content:
        mark, stand = self.view.mark(cell), self.view.stand(cell.unit, cell.row, cell.look)
        said = self.view.facts[cell.unit].rows[cell.row]
        decided = self.view.points(cell)
        told = points(decided) if decided is not None else marks.words(mark, said)
        way = stand.decision.way if stand.decision is not None else None
        cited = "" if way is None else f" [{way}]"
        sign = marks.sign(mark, said, signs=self.signs)
        apart: Piece = (" !", "bold $text-error") if is_apart else ""
        return plain((f"{sign} {told}", marks.style(mark, said)), cited, apart)

    def tell_of(self, one: str, panel: Panel) -> None:
        """Show claim, derivation, proof and findings of the unit."""
        told = cell_lines(self.view, self.view.cell(one, self.row.id), self.hand_in(one))
        panel.show(self.unit_name(one), told_lines(told), self.row.id, _("Enter: read all"))

    @property
    def cell(self) -> Cell | None:
        """The row of the highlighted unit."""
        return None if self.here is None else self.view.cell(self.here, self.row.id)

    @property
    def scope(self) -> Sequence[Cell]:
        """The row, of all units."""
        return [self.view.cell(code, self.row.id) for code in self._units]

    @property
    def round_trip(self) -> Iterator[Cell]:
        """The present row of all units, then the rows after it."""
        codes = [one.code for one in self.view.round.roster.units if one.code in self.view.facts]
        for row in (*self._every[self._at :], *self._every[: self._at]):
            yield from (self.view.cell(c, row.id) for c in codes if self.view.is_ours(c, row.id))

    def go_to(self, cell: Cell) -> None:
        """Show the row of a cell, its unit highlighted."""
        known = [at for at, one in enumerate(self._every) if one.id == cell.row]
        if known and known[0] != self._at:
            self._at = known[0]
            self.refresh_view()
        self.rows.go_to(cell.unit)

    def take(self, one: str) -> None:
        """Show all that is known of the row of the unit."""
        cell = self.view.cell(one, self.row.id)
        self.parself.show("round_cell:CellScreen", self.desk, cell, self.scope)

    def action_next_row(self) -> None:
        """Go to the next row; the highlight stays on its unit."""
        self._go(1)

    def action_row_before(self) -> None:
        """Go to the row before."""
        self._go(-1)

    def _go(self, by: int) -> None:
        at = self._at + by
        if not 0 <= at < len(self._every):
            self.say_why(_("There is no further row on this side."))
            return
        self._at = at
        self.look_again()
        self.say_done("")
        self.refresh_view()
