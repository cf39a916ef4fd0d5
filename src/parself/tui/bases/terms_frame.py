"""The dates of a round and the extensions of its units, changed with a reason."""

from datetime import date
from typing import Final

from parself.errors import say
from parself.i18n import _, render
from parself.numerals import read_date
from parself.province import terms
from parself.province.calendar import Dates, Extension
from parself.tui.bases.round_screen import RoundFrame
from parself.tui.commands import changing
from parself.tui.dialogs.sheet import SheetLine, SheetScreen, Typed, example, shown_day, typed_day

DATES: Final = changing("dates", say("Dates"), say("The dates of the round"), "k")
EXTEND: Final = changing("extend", say("Extend"), say("Give the unit a later last day"), "e")


class TermsFrame(RoundFrame):
    """A screen on which dates are changed."""

    def action_dates(self) -> None:
        """Ask for the dates of the round, and why they change."""
        now = self.view.round.dates
        days = (
            _day("opening", _("Opening"), now.opening),
            _day("hand_in", _("Hand-ins until"), now.hand_in),
            _day("appraisal_1", _("First appraisal until"), now.appraisal_1),
            _day("replies", _("Replies until"), now.replies),
            _day("appraisal_2", _("Second appraisal until"), now.appraisal_2),
            _day("appeals", _("Appeals until"), now.appeals),
        )

        def take(typed: Typed) -> None:
            dates = Dates(**{one.key: typed_day(typed[one.key]) for one in days})
            round_ = terms.set_dates(self.desk.folder, dates, self.change(typed["why"]))
            self.changed(_("Dates changed."), round_.trouble)

        words = _("Day, month, year; an empty line means no limit.")
        fields = (*days, SheetLine("why", _("Reason")))
        checks = dict.fromkeys((one.key for one in days), typed_day)
        window = SheetScreen(_("Dates of the round"), words, fields, take, checks=checks)
        self.ask(window, lambda _done: None)

    def extend_unit(self, code: str) -> None:
        """Ask for a later last day of a unit, the reason, and the document that grants it."""
        number = self.letter_of(code).sent(12)
        fields = (
            _day("until", _("Until"), self.view.round.last_day(code)),
            SheetLine("why", _("Reason")),
            SheetLine("document", _("Document number"), hint=example(number)),
        )

        def take(typed: Typed) -> None:
            until = read_date(typed["until"])
            extension = Extension(code, until, typed["why"], typed["document"])
            round_ = terms.extend(self.desk.folder, extension, self.change(typed["why"]))
            words = say("{unit} may hand in until {day}.", unit=self.unit_name(code), day=until)
            self.changed(render(words), round_.trouble)

        title = render(say("Extension for {unit}", unit=self.unit_name(code)))
        words = _("A later last day for this unit only; it is kept with the reason.")
        window = SheetScreen(title, words, fields, take, checks={"until": read_date})
        self.ask(window, lambda _done: None)


def _day(key: str, label: str, now: date | None) -> SheetLine:
    return SheetLine(key, label, shown_day(now), example("15/01/2024"))
