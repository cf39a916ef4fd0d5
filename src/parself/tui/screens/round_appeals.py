"""The appeals of a round: those that wait first, each with its whole season beside it."""

from datetime import date
from typing import Final

from textual.content import Content

from parself.errors import say
from parself.i18n import _, render
from parself.numerals import read_date, show_decimal
from parself.province import appealing, putting_in
from parself.province.appealing import Argued
from parself.province.appeals import Appealed
from parself.tui.bases.appeal_frame import DECIDING, AppealFrame
from parself.tui.bases.cell_lines import told_lines
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.publishing_frame import CORRECT, PublishingFrame
from parself.tui.bases.round_screen import Heading, RoundScreen
from parself.tui.commands import BACK, FIND_LINE, PROGRAM, Command, bindings, changing, letter
from parself.tui.dialogs.sheet import SheetLine, SheetScreen, Typed, example, typed_day
from parself.tui.widgets.board import points
from parself.tui.widgets.colours import MUTED, UNPROVED
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.rows import ListLine
from parself.words.appeal_words import appeal_lines, state_words
from parself.words.result_words import lowering_words

ENTER: Final = Command("open", say("Open"), say("All that is known of the row"), "", "Enter")
NOTE: Final = letter("note", say("Note down"), say("Note an appeal of a unit"), "n")
PUT_IN: Final = changing(
    "put_in", say("Put in"), say("Put what was granted into the reopened round"), "d"
)


class AppealsScreen(RoundScreen[Appealed], AppealFrame, PublishingFrame):
    """A line for each appeal; the panel tells of the highlighted one."""

    OFFERS = (ENTER, NOTE, CORRECT, *DECIDING, PUT_IN, FIND_LINE, BACK, *PROGRAM)
    BINDINGS = bindings(OFFERS)
    HAS_PANEL = True

    def heading(self) -> Heading:
        """Return how many appeals wait."""
        found = self.view.appealed
        waiting = sum(one.waits for one in found)
        total = render(say("waiting {waiting} of {count}", waiting=waiting, count=len(found)))
        return Heading((_("Appeals"),), total if found else "")

    def listing(self) -> Listing:
        """Return the appeals under the titles of the columns."""
        columns = Columns(
            (
                Col(_("Unit"), 16, grows=1),
                Col(_("Criterion"), 9),
                Col(_("day"), 6),
                Col(_("published"), 8, right=True),
                Col(_("granted"), 9, right=True),
                Col(_("state"), 18, grows=2),
            ),
            self.room,
        )
        found = sorted(self.view.appealed, key=lambda one: not one.waits)
        shown = [ListLine(self._line(columns, one), one, one.appeal.id) for one in found]
        rule = plain((lowering_words(may_lower=self.view.round.settings.appeals_may_lower), MUTED))
        return Listing(lines(rule, columns.head), shown, _("No unit has appealed: N notes one."))

    def _line(self, columns: Columns, one: Appealed) -> Content:
        given = one.ruling.points if one.ruling is not None else None
        state = (state_words(one), UNPROVED if one.waits else MUTED)
        return columns.line(
            (
                self.unit_name(one.appeal.unit),
                one.appeal.row,
                f"{one.appeal.sent:%d/%m}",
                points(one.appeal.points),
                "" if given is None else points(given),
                state,
            )
        )

    def tell_of(self, one: Appealed, panel: Panel) -> None:
        """Show the appeal."""
        row = self.view.round.rubric.rows[one.appeal.row]
        told = told_lines(appeal_lines(self.view, one))
        panel.show(f"{row.id} {row.title}", told, self.unit_name(one.appeal.unit))

    @property
    def appealed(self) -> Appealed | None:
        """The highlighted appeal."""
        return self.here

    def take(self, one: Appealed) -> None:
        """Show all that is known of the row, in a screen of its own."""
        self.parself.show("round_appeal:AppealScreen", self.desk, one.appeal.id)

    def action_note(self) -> None:
        """Ask for unit, row, what is argued, and the letter."""
        any_unit = self.view.round.roster.units[0]
        fields = (
            SheetLine("unit", _("Unit, by its code"), hint=example(any_unit.code)),
            SheetLine("row", _("Criterion"), hint=example("1.2.2")),
            SheetLine("text", _("What it argues")),
            SheetLine("letter", _("Letter number"), hint=example(self.letter_of().sent(45))),
            SheetLine("day", _("Day of the letter"), hint=example("05/03/2024")),
        )
        words = _("The letter's day decides whether it came in time; without one, today.")
        window = SheetScreen(
            _("Note an appeal"), words, fields, self._note, checks={"day": typed_day}
        )
        self.ask(window, lambda _done: None)

    def _note(self, typed: Typed) -> None:
        day: date | None = read_date(typed["day"]) if typed["day"].strip() else None
        unit, row = typed["unit"].strip(), typed["row"].strip()
        argued = Argued(unit, row, typed["text"], typed["letter"], day)
        done = appealing.note(self.desk.folder, argued, self.change())
        said = say(
            "Noted: {unit} appeals row {row}, {points:points} points published.",
            unit=self.unit_name(unit),
            row=row,
            points=done.one.appeal.points,
        )
        self.changed(render(said), done.view.round.trouble)

    def action_put_in(self) -> None:
        """Make decisions of the appraisal of what was granted."""
        with self.telling():
            found = putting_in.put_in(self.desk.folder, self.change())
            said = ", ".join(
                f"{self.unit_name(one.appeal.unit)} {one.appeal.row}: {_granted(one)}"
                for one in found
            )
            self.changed(said or _("No granted appeal is left to be put in."))


def _granted(one: Appealed) -> str:
    given = one.ruling.points if one.ruling is not None else None
    return show_decimal(one.appeal.points if given is None else given)
