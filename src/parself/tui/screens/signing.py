"""Locking for signature: who signs, as what, where and when; and unlocking."""

from collections.abc import Callable
from functools import partial
from typing import Self

from textual import on
from textual.widgets import OptionList

from parself.assessment import unlikely
from parself.assessment.model import SignOff
from parself.desk.desk import Desk
from parself.errors import Problem, UsageError, say
from parself.i18n import _
from parself.numerals import read_date, show_date, understood
from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.sheet import SheetLine, SheetScreen, Typed
from parself.tui.sitting import SittingApp
from parself.tui.widgets.hand_in_texts import signed_checks
from parself.words import asking
from parself.words.signs import Signs


class LockScreen(SheetScreen):
    """Asks for the leader's name and office, then locks."""

    @classmethod
    def of(cls, sitting: SittingApp) -> Self | None:
        """Make the screen for the assessment that is open, unless it is locked already."""
        if sitting.open_desk.assessment.locked:
            sitting.notify(_("It is locked for signature already."))
            return None
        return cls(sitting.open_desk, sitting.signs)

    def __init__(self, desk: Desk, signs: Signs) -> None:
        words = "\n".join(
            (
                _("Nothing can be changed until it is unlocked; the papers carry the name."),
                *(f"{one.state.mark(signs)} {one.words}" for one in signed_checks(desk.view)),
                *asking.told(desk.view.asked, "Ctrl+R"),
            )
        )
        before = desk.assessment.sign_off or SignOff(
            "", desk.view.office.head, desk.view.office.place, desk.now().date()
        )
        fields = (
            SheetLine("name", _("Full name"), before.name),
            SheetLine("title", _("Office"), before.title),
            SheetLine("place", _("Signed at"), before.place),
            SheetLine("signed", _("Day"), show_date(before.signed)),
        )
        checks: dict[str, Callable[[str], object]] = {
            line.key: partial(_require, line.label) for line in fields
        }
        checks["signed"] = read_date
        super().__init__(
            _("Lock for signature"), words, fields, self._lock, self._question, checks=checks
        )
        self._desk = desk

    def _question(self, typed: Typed) -> str:
        day = understood(read_date, typed["signed"])
        return asking.questions(unlikely.of_signing(day, self._desk.assessment.year)) if day else ""

    def _lock(self, typed: Typed) -> None:
        signed = read_date(typed["signed"])
        self._desk.lock(SignOff(typed["name"], typed["title"], typed["place"], signed))


def _require(label: str, typed: str) -> None:
    """Refuse an empty line with a `UsageError`."""
    if not typed.strip():
        raise UsageError(Problem(say("“{label}” is empty.", label=label), todo=say("Fill it in.")))


class UnlockScreen(AskScreen):
    """Asks once more, then unlocks."""

    @classmethod
    def of(cls, sitting: SittingApp) -> Self | None:
        """Make the screen for the assessment that is open, unless it is not locked."""
        if not sitting.open_desk.assessment.locked:
            sitting.notify(_("The assessment is not locked."))
            return None
        return cls(sitting.open_desk)

    def __init__(self, desk: Desk) -> None:
        words = _("After that, any change means that it has to be signed anew.")
        choices = (("unlock", _("Unlock")), ("stay", _("Back")))
        super().__init__(_("Unlock to change"), words, choices)
        self._desk = desk

    @on(OptionList.OptionSelected)
    def _unlock_if(self, event: OptionList.OptionSelected) -> None:
        if event.option.id == "unlock":
            self._desk.unlock()
