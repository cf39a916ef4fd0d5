"""One appeal in a screen of its own: what is argued, and every earlier decision beside it."""

from collections.abc import Iterator
from typing import Final

from parself.assessment.model import Document
from parself.desk.round_desk import RoundDesk
from parself.errors import say
from parself.i18n import _, render
from parself.province.appeals import Appealed
from parself.province.decisions import Cell
from parself.province.replay import season_of
from parself.tui.bases.appeal_frame import DECIDING, AppealFrame
from parself.tui.bases.cell_lines import told_line
from parself.tui.bases.documents import DocumentsFrame
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.round_screen import Heading, RoundScreen
from parself.tui.commands import BACK, FIND_LINE, PROGRAM, Command, bindings
from parself.tui.widgets.colours import MUTED
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.rows import ListLine
from parself.words.appeal_words import appeal_lines
from parself.words.cell_words import Told, cell_lines
from parself.words.replay_words import moment_words
from parself.words.result_words import lowering_words
from parself.words.rule_words import rule_words

TAKE: Final = Command("open", say("Open"), say("Open the document"), "", "Enter")


class AppealScreen(RoundScreen[Told], AppealFrame, DocumentsFrame):
    """The appeal, the season of the row, and all that is known of it, a line each."""

    OFFERS = (*DECIDING, TAKE, FIND_LINE, BACK, *PROGRAM)
    BINDINGS = bindings(OFFERS)

    def __init__(self, desk: RoundDesk, id_: str) -> None:
        super().__init__(desk)
        self._id = id_

    @property
    def appealed(self) -> Appealed:
        """The appeal as it now stands."""
        return next(one for one in self.view.appealed if one.appeal.id == self._id)

    @property
    def _where(self) -> Cell:
        return Cell(self.appealed.appeal.unit, self.appealed.appeal.row)

    def heading(self) -> Heading:
        """Return which unit and row it is, and what was published."""
        cell, appeal = self._where, self.appealed.appeal
        title = f"{cell.row} {self.view.round.rubric.rows[cell.row].title}"
        total = render(say("published {points:points}", points=appeal.points))
        return Heading((_("Appeal"), self.unit_name(cell.unit), title), total)

    def listing(self) -> Listing:
        """Return the appeal, the season of the row, and what is known of it, under the rule."""
        cell = self._where
        row = self.view.round.rubric.rows[cell.row]
        rule = [plain((words, MUTED)) for words in rule_words(row)]
        may = plain((lowering_words(may_lower=self.view.round.settings.appeals_may_lower), MUTED))
        told = [*appeal_lines(self.view, self.appealed), *self._season(cell)]
        if cell.unit in self.view.facts:
            told += cell_lines(self.view, cell, self.hand_in(cell.unit))
        shown = [ListLine(told_line(one), one, str(at)) for at, one in enumerate(told)]
        return Listing(lines(*rule[:4], may), shown)

    def _season(self, cell: Cell) -> Iterator[Told]:
        unit = self.view.round.roster.unit(cell.unit)
        assert unit is not None, "only units of the roster appeal"
        with self.telling():
            for one in season_of(self.view, unit, cell.row):
                yield Told(_("Season"), moment_words(one))

    def take(self, one: Told) -> None:
        """Open a document."""
        if isinstance(one.of, Document):
            self.open_document(self._where.unit, one.of)
        else:
            self.say_done(_("Enter opens a document."))
