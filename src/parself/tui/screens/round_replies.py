"""What units reply to their first appraisal, row by row; the second appraisal begins here."""

from collections.abc import Callable, Sequence
from typing import Final

from textual.content import Content

from parself.errors import say
from parself.i18n import _, render
from parself.province import starting_second
from parself.province.decisions import Cell
from parself.province.replied import Replied, replied
from parself.tui.bases.cell_lines import told_lines
from parself.tui.bases.judging import JUDGING, REOPEN, JudgingFrame
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.round_screen import TAKE_BACK, Heading, RoundScreen
from parself.tui.commands import BACK, FIND_LINE, PROGRAM, Command, bindings, changing
from parself.tui.dialogs.sheet import SheetLine, SheetScreen, Typed
from parself.tui.widgets.board import points
from parself.tui.widgets.colours import MUTED, UNPROVED
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.rows import ListLine
from parself.words.cell_words import cell_lines
from parself.words.reply_words import OUTCOMES, reply_words
from parself.words.second_words import begun_words, kept_out_words, start_words

ENTER: Final = Command("open", say("Go there"), say("To the row of the unit"), "", "Enter")
BEGIN: Final = changing(
    "begin", say("Second time"), say("Begin the second appraisal, or go back to the first"), "l"
)


class RepliesScreen(RoundScreen[Replied], JudgingFrame):
    """A line for each row that was sent back; those that wait come first."""

    OFFERS = (ENTER, *JUDGING, BEGIN, TAKE_BACK, REOPEN, FIND_LINE, BACK, *PROGRAM)
    BINDINGS = bindings(OFFERS)
    HAS_PANEL = True

    def replied(self) -> Sequence[Replied]:
        """Return the rows that were sent back."""
        return tuple(replied(self.view))

    def heading(self) -> Heading:
        """Return how many rows wait for a conclusion."""
        rows = self.replied()
        waiting = sum(one.waits for one in rows)
        total = render(say("waiting {waiting} of {count}", waiting=waiting, count=len(rows)))
        return Heading((_("Second appraisal"),), total if rows else "")

    def listing(self) -> Listing:
        """Return the rows under the titles of the columns."""
        columns = Columns(
            (
                Col(_("Unit"), 16, grows=1),
                Col(_("Criterion"), 9),
                Col(_("claimed"), 7, right=True),
                Col(_("first"), 7, right=True),
                Col(_("reply"), 16),
                Col(_("outcome"), 16, grows=2),
            ),
            self.room,
        )
        shown = [
            ListLine(self._line(columns, one), one, f"{one.unit.code}-{one.row}")
            for one in self.replied()
        ]
        none = _("Nothing was sent back to be answered.")
        if self.view.round.second is None:
            none = _("The second appraisal has not begun: L begins it.")
        out = (
            plain((words, MUTED)) for words in kept_out_words(self.view.round, self.view.kept_out)
        )
        return Listing(lines(*out, columns.head), shown, none)

    def _line(self, columns: Columns, one: Replied) -> Content:
        ended = (render(OUTCOMES[one.outcome]), MUTED) if one.outcome else (_("waits"), UNPROVED)
        return columns.line(
            (
                one.unit.short,
                one.row,
                points(one.claimed),
                points(one.first),
                reply_words(one.reply),
                ended,
            )
        )

    def tell_of(self, one: Replied, panel: Panel) -> None:
        """Show what is known of the row."""
        cell = Cell(one.unit.code, one.row)
        title = f"{one.row} {self.view.round.rubric.rows[one.row].title}"
        told = told_lines(cell_lines(self.view, cell, self.hand_in(one.unit.code)))
        panel.show(title, told, one.unit.short)

    @property
    def cell(self) -> Cell | None:
        """The highlighted row."""
        return Cell(self.here.unit.code, self.here.row) if self.here else None

    @property
    def scope(self) -> tuple[Cell, ...]:
        """The rows that wait."""
        return tuple(Cell(one.unit.code, one.row) for one in self.replied() if one.waits)

    def take(self, one: Replied) -> None:
        """Go to the row."""
        self.parself.show("round_cell:CellScreen", self.desk, Cell(one.unit.code, one.row))

    def action_begin(self) -> None:
        """Name what is not finished and ask for the reason, then begin; or else go back."""
        second = self.view.round.second
        if second is None:
            self._begin()
            return
        words = _("While nothing was decided since, the first appraisal goes on.")
        self._reason(
            _("Go back to the first appraisal?"), f"{begun_words(second)}\n{words}", self._back
        )

    def _begin(self) -> None:
        found = starting_second.look(self.view, self.today())
        said = [f"• {one}" for one in start_words(self.view.round, found)]
        said.append(_("From then on only replies count, in what was sent back."))
        self._reason(_("Begin the second appraisal?"), "\n".join(said), self._start)

    def _start(self, typed: Typed) -> None:
        # What is not finished stands above the reason: giving one means despite it.
        round_ = starting_second.start(self.desk.folder, self.change(typed["why"]), despite=True)
        self.changed(_("The second appraisal has begun."), round_.trouble)

    def _back(self, typed: Typed) -> None:
        round_ = starting_second.take_back(self.desk.folder, self.change(typed["why"]))
        self.changed(_("Taken back: the first appraisal goes on."), round_.trouble)

    def _reason(self, title: str, words: str, take: Callable[[Typed], None]) -> None:
        sheet = SheetScreen(title, words, (SheetLine("why", _("Reason")),), take)
        self.ask(sheet, lambda _done: None)
