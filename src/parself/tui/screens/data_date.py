"""The date at which the figures of an assessment stand."""

from parself.assessment import unlikely
from parself.desk.desk import Desk
from parself.i18n import _
from parself.numerals import read_date, understood
from parself.tui.dialogs.prompt import PromptScreen
from parself.tui.dialogs.sheet import shown_day, typed_day
from parself.words import asking


class DataDateScreen(PromptScreen):
    """Asks for the date; an empty line takes it away."""

    def __init__(self, desk: Desk) -> None:
        words = _("Figures stand at (day/month/year); empty: not said")
        text = shown_day(desk.assessment.data_date)
        super().__init__(_("Data date"), words, text, question=self._doubts)
        self._desk = desk

    def _doubts(self, typed: str) -> str:
        day, year = understood(read_date, typed), self._desk.assessment.year
        return asking.questions(unlikely.of_data_date(day, year)) if day else ""

    def accept(self, typed: str) -> None:
        """Set the date."""
        self._desk.set_data_date(typed_day(typed))
