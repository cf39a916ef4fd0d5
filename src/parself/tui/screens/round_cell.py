"""All that is known of one row of a unit: rule, claim, derivation, proof, findings, remarks.

A document is opened only from the checked copy, and only if evidence may be of its kind. Remarks
are internal until somebody says that the unit is to read them.
"""

from collections.abc import Sequence
from typing import Final

from parself.assessment.model import Document
from parself.desk.round_desk import RoundDesk
from parself.errors import say
from parself.i18n import _, render
from parself.province.agreeing import readdressed, remark, withdrawn
from parself.province.automatic import Noticed
from parself.province.decisions import Cell
from parself.province.remarks import Audience, Remark
from parself.province.replay import season_of
from parself.tui.bases.cell_lines import told_line
from parself.tui.bases.documents import DOCUMENT, DocumentsFrame
from parself.tui.bases.judging import (
    ACCEPT,
    ADJUST,
    ASK,
    NEXT_WAITING,
    REOPEN,
    WAITING_BEFORE,
    WAY,
    JudgingFrame,
)
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.round_screen import TAKE_BACK, Heading, RoundScreen
from parself.tui.commands import BACK, FIND_LINE, PROGRAM, Command, bindings, changing, letter
from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.page import PageScreen
from parself.tui.dialogs.prompt import PromptScreen
from parself.tui.widgets.colours import MUTED
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.rows import ListLine
from parself.words.cell_words import Told, cell_lines
from parself.words.replay_words import moment_words
from parself.words.rule_words import rule_words

TAKE: Final = Command(
    "open", say("Open"), say("Open the document, change or adopt the remark"), "", "Enter"
)
REMARK: Final = changing("remark", say("Remark"), say("Write a remark on the row"), "g")
SEASON: Final = letter("season", say("Season"), say("All that happened to the row, in order"), "v")


class CellScreen(RoundScreen[Told], JudgingFrame, DocumentsFrame):
    """A line for each thing that is known."""

    OFFERS = (
        *(ACCEPT, ADJUST, ASK, REMARK, NEXT_WAITING, DOCUMENT, TAKE, WAY, TAKE_BACK),
        *(WAITING_BEFORE, REOPEN, SEASON, FIND_LINE, BACK, *PROGRAM),
    )
    BINDINGS = bindings(OFFERS)

    def __init__(self, desk: RoundDesk, cell: Cell, trip: Sequence[Cell] = ()) -> None:
        super().__init__(desk)
        self._cell, self._trip = cell, trip

    def heading(self) -> Heading:
        """Return which unit and row it is."""
        row = self.view.round.rubric.rows[self._cell.row]
        most = render(say("at most {most:points}", most=row.points))
        return Heading((self.unit_name(self._cell.unit), f"{row.id} {row.title}"), most)

    def listing(self) -> Listing:
        """Return everything, under the rule."""
        row = self.view.round.rubric.rows[self._cell.row]
        rule = [plain((words, MUTED)) for words in rule_words(row)]
        told = cell_lines(self.view, self._cell, self.hand_in(self._cell.unit))
        shown = [ListLine(told_line(one), one, str(at)) for at, one in enumerate(told)]
        return Listing(lines(*rule[:6]), shown)

    @property
    def cell(self) -> Cell | None:
        """The row of the unit."""
        return self._cell

    @property
    def scope(self) -> Sequence[Cell]:
        """Only this one."""
        return [self._cell]

    @property
    def round_trip(self) -> Sequence[Cell]:
        """The cells of the screen from which this one was opened, else of the unit."""
        return self._trip or [*self.view.cells(self._cell.unit).values()]

    def go_to(self, cell: Cell) -> None:
        """Show another cell."""
        self._cell = cell
        self.refresh_view()

    def take(self, one: Told) -> None:
        """Open a document; ask what to do with a remark."""
        match one.of:
            case Document():
                self.open_document(self._cell.unit, one.of)
            case Remark():
                self._change(one.of)
            case Noticed():
                self._adopt(one.of)
            case _:
                self.say_done(_("Enter opens a document, or changes or adopts a remark."))

    def documents(self) -> tuple[str, Sequence[Document]]:
        """Return the documents that stand on the screen, each once."""
        told = cell_lines(self.view, self._cell, self.hand_in(self._cell.unit))
        found = (one.of for one in told if isinstance(one.of, Document))
        return self._cell.unit, tuple(dict.fromkeys(found))

    def action_season(self) -> None:
        """Show what happened to the row, step by step."""
        unit = self.view.round.roster.unit(self._cell.unit)
        assert unit is not None, "only units of the roster are received"
        with self.telling():
            told = map(moment_words, season_of(self.view, unit, self._cell.row))
            page = PageScreen(f"{unit.short} · {self._cell.row}", lines(*map(plain, told)))
            self.app.push_screen(page)

    def action_remark(self) -> None:
        """Ask for a remark, then who reads it."""
        words = self.about(self._cell, _("What you notice; who reads it is asked next."))
        prompt = PromptScreen(_("Remark"), words)
        self.ask(prompt, lambda text: self._for_whom(text))

    def _adopt(self, one: Noticed) -> None:
        words = _("Adopt it in your own words; until then it stays internal and travels nowhere.")
        told = self.about(self._cell, words)
        prompt = PromptScreen(_("Adopt the remark"), told, render(one.text), replace=False)
        self.ask(prompt, lambda text: self._for_whom(text, one.key))

    def _for_whom(self, text: str, source: str = "") -> None:
        choices = (
            (Audience.INTERNAL.value, _("INTERNAL: only the appraisers read it")),
            (Audience.UNIT.value, _("FOR THE UNIT: the unit reads it in its appraisal")),
        )

        def write(chosen: str) -> None:
            self.decide(
                lambda _view, act: [remark(self._cell, text, Audience(chosen), act, source)]
            )
            self.say_done(_("Remark written."))

        self.ask(AskScreen(_("Who reads it"), text, choices), write)

    def _change(self, one: Remark) -> None:
        is_internal = one.audience is Audience.INTERNAL
        other = Audience.UNIT if is_internal else Audience.INTERNAL
        turn = _("Send it to the unit") if is_internal else _("Make it internal")
        choices = (("turn", turn), ("withdraw", _("Withdraw it")), ("back", _("Back")))

        def change(chosen: str) -> None:
            if chosen == "turn":
                self.decide(lambda _view, act: [readdressed(one, other, act)])
            elif chosen == "withdraw":
                self.decide(lambda _view, act: [withdrawn(one, act)])

        self.ask(AskScreen(_("Remark"), one.text, choices), change)
