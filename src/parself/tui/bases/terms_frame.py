"""The dates of a round and the extensions of its units, changed with a reason."""

from typing import Final

from parself.errors import say
from parself.i18n import _, render
from parself.numerals import read_date
from parself.province import terms
from parself.province.calendar import Dates, Extension
from parself.tui.bases.round_screen import RoundFrame
from parself.tui.commands import letter
from parself.tui.dialogs.sheet import SheetLine, SheetScreen, Typed, shown_day, typed_day

DATES: Final = letter("dates", say("Dates"), say("The dates of the round"), "k")
EXTEND: Final = letter("extend", say("Extend"), say("Give the unit a later last day"), "e")


class TermsFrame(RoundFrame):
    """A screen on which dates are changed."""

    def action_dates(self) -> None:
        """Ask for the dates of the round, and why they change."""
        now = self.view.round.dates
        fields = (
            SheetLine("opening", _("Opening"), shown_day(now.opening)),
            SheetLine("hand_in", _("Hand-ins until"), shown_day(now.hand_in)),
            SheetLine("appraisal_1", _("First appraisal until"), shown_day(now.appraisal_1)),
            SheetLine("replies", _("Replies until"), shown_day(now.replies)),
            SheetLine("appraisal_2", _("Second appraisal until"), shown_day(now.appraisal_2)),
            SheetLine("why", _("Reason")),
        )

        def take(typed: Typed) -> None:
            days = {key: typed_day(typed[key]) for key in typed if key != "why"}
            round_ = terms.set_dates(self.desk.folder, Dates(**days), self.change(typed["why"]))
            self.changed(_("Dates changed."), round_.trouble)

        words = _("Day, month, year; an empty line means no limit.")
        self.ask(SheetScreen(_("Dates of the round"), words, fields, take), lambda _done: None)

    def extend_unit(self, code: str) -> None:
        """Ask for a later last day of a unit, the reason, and the document that grants it."""
        fields = (
            SheetLine("until", _("Until"), shown_day(self.view.round.last_day(code))),
            SheetLine("why", _("Reason")),
            SheetLine("document", _("Document number")),
        )

        def take(typed: Typed) -> None:
            until = read_date(typed["until"])
            extension = Extension(code, until, typed["why"], typed["document"])
            round_ = terms.extend(self.desk.folder, extension, self.change(typed["why"]))
            words = say("{unit} may hand in until {day}.", unit=self.unit_name(code), day=until)
            self.changed(render(words), round_.trouble)

        title = render(say("Extension for {unit}", unit=self.unit_name(code)))
        words = _("A later last day for this unit only; it is kept with the reason.")
        self.ask(SheetScreen(title, words, fields, take), lambda _done: None)
