"""Locking for signature: who signs, as what, where and when."""

from collections.abc import Mapping

from parself.assessment import unlikely
from parself.assessment.model import SignOff
from parself.desk.desk import Desk
from parself.errors import ParselfError
from parself.i18n import _, render_problem
from parself.numerals import read_date, show_date, understood
from parself.tui.screens.sheet import SheetLine, SheetScreen
from parself.words import asking


class LockScreen(SheetScreen):
    """Asks for the leader's name and office, then locks."""

    def __init__(self, desk: Desk) -> None:
        words = "\n".join(
            (
                _("Nothing can be changed until it is unlocked; the papers carry the name."),
                *asking.told(desk.view.asked, "Ctrl+R"),
            )
        )
        before = desk.assessment.sign_off or SignOff(
            "", _("Chair of the committee"), desk.view.unit.locative, desk.now().date()
        )
        fields = (
            SheetLine("name", _("Full name"), before.name),
            SheetLine("title", _("Office"), before.title),
            SheetLine("place", _("Signed at"), before.place),
            SheetLine("signed", _("Day"), show_date(before.signed)),
        )
        super().__init__(_("Lock for signature"), words, fields, self._lock, self._question)
        self._desk = desk

    def _question(self, typed: Mapping[str, str]) -> str:
        day = understood(read_date, typed["signed"])
        return asking.questions(unlikely.of_signing(day, self._desk.assessment.year)) if day else ""

    def _lock(self, typed: Mapping[str, str]) -> str | None:
        if not all(text.strip() for text in typed.values()):
            return _("Fill in all lines.")
        try:
            signed = read_date(typed["signed"])
            self._desk.lock(SignOff(typed["name"], typed["title"], typed["place"], signed))
        except ParselfError as error:
            return "\n".join(render_problem(problem) for problem in error.problems)
        return None
