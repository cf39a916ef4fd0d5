"""How far first and second looks agree, row by row of the rubric. For the lead: it shows both."""

from typing import Final

from textual.content import Content

from parself.errors import say
from parself.i18n import _, render
from parself.numerals import read_count, read_decimal
from parself.province import sharing
from parself.province.looks import agreements
from parself.province.second import Agreement
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.round_screen import Heading, RoundScreen
from parself.tui.commands import BACK, FIND_LINE, PROGRAM, Command, bindings, changing, letter
from parself.tui.dialogs.sheet import Checks, SheetLine, SheetScreen, Typed, example
from parself.tui.widgets.board import points
from parself.tui.widgets.colours import MUTED, WRONG
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.rows import ListLine
from parself.words.officer_words import agreement_words

ROW: Final = Command("open", say("By row"), say("The row of all units side by side"), "", "Enter")
SETTING: Final = changing("setting", say("Setting"), say("How many rows are drawn, tolerance"), "s")
DIFFERING: Final = letter(
    "differing", say("Differing"), say("Decisions that differ, side by side"), "k"
)


class AgreementScreen(RoundScreen[Agreement]):
    """A line for each row of which something is drawn."""

    OFFERS = (ROW, SETTING, DIFFERING, FIND_LINE, BACK, *PROGRAM)
    BINDINGS = bindings(OFFERS)

    def heading(self) -> Heading:
        """Return how the second look is drawn."""
        settings = self.view.round.settings
        total = say(
            "{percent}% of the rows, tolerance {tolerance:points}",
            percent=settings.second_look,
            tolerance=settings.tolerance,
        )
        return Heading((_("Appraisers"), _("Second look")), render(total))

    def listing(self) -> Listing:
        """Return the rows, those that agree least first."""
        found = () if self.view.round.desk is not None else agreements(self.view)
        columns = Columns(
            (
                Col(_("Row"), 6),
                Col("", 20, grows=3),
                Col(_("drawn"), 6, right=True),
                Col(_("looked at twice"), 11, right=True),
                Col(_("agree"), 11, right=True),
                Col("%", 5, right=True),
                Col(_("apart"), 9, right=True),
            ),
            self.room,
        )
        ordered = sorted(found, key=lambda one: (one.share is None, one.share or 0))
        shown = [ListLine(self._line(columns, one), one, one.row) for one in ordered]
        told = plain((agreement_words(found), MUTED))
        nothing = _("No second look is set, or nothing has come yet.")
        return Listing(lines(told, columns.head), shown, nothing)

    def _line(self, columns: Columns, one: Agreement) -> Content:
        is_whole = one.agreeing == one.looked
        return columns.line(
            (
                one.row,
                self.view.round.rubric.rows[one.row].title,
                str(one.drawn),
                str(one.looked),
                (str(one.agreeing), "" if is_whole else WRONG),
                "–" if one.share is None else f"{one.share:.0%}",
                points(one.distance),
            )
        )

    def take(self, one: Agreement) -> None:
        """Show the row of all units."""
        self.parself.show("round_row:RowScreen", self.desk, one.row)

    def action_setting(self) -> None:
        """Ask how many rows are drawn, how far the second look may differ, and why."""
        now = self.view.round.settings
        fields = (
            SheetLine("percent", _("Percent of the rows"), str(now.second_look), example("10")),
            SheetLine("tolerance", _("Tolerance in points"), points(now.tolerance)),
            SheetLine("why", _("Reason"), hint=example(_("plan 12 of the office"))),
        )

        def take(typed: Typed) -> None:
            percent, tolerance = read_count(typed["percent"]), read_decimal(typed["tolerance"])
            change = self.change(typed["why"])
            round_ = sharing.set_second_look(self.desk.folder, percent, tolerance, "", change)
            self.changed(_("Noted."), round_.trouble)

        words = _("0 percent: no second look. Rows are drawn by chance, the same for everybody.")
        checks: Checks = {"percent": read_count, "tolerance": read_decimal}
        window = SheetScreen(_("Second look"), words, fields, take, checks=checks)
        self.ask(window, lambda _done: None)

    def action_differing(self) -> None:
        """Show where decisions differ."""
        self.parself.show("round_differing:DifferingScreen", self.desk)
