"""What is to be mended or explained before the file goes; Enter goes to the row, Space explains."""

from parself.errors import Message, say
from parself.i18n import _, render
from parself.submission.inspector import Finding, counted
from parself.tui.bases.list_screen import Listing, ListScreen
from parself.tui.commands import BACK, COMMON, OPEN_ROW, letter
from parself.tui.dialogs.prompt import PromptScreen
from parself.tui.widgets.colours import MUTED
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.rows import ListLine

EXPLAIN = letter(
    "explain",
    say("Leave, with a reason"),
    say("Leave the finding as it is, with a reason that travels"),
    "g,space",
)

_SEVERAL, _MOST_ROWS = 2, 12


class FindingsScreen(ListScreen[Finding]):
    """The inspector's findings: errors, warnings, and those that have a reason."""

    OFFERS = (OPEN_ROW, EXPLAIN, BACK, *COMMON)

    def listing(self) -> Listing:
        """Return the findings under their count."""
        found = self.desk.view.findings(self.prints)
        tally = plain(render(counted(found, self.desk.assessment)))
        return Listing(tally, [self._line(one) for one in found], _("Nothing to mend."))

    def _line(self, one: Finding) -> ListLine[Finding]:
        reason = self.desk.assessment.waivers.get(one.key)
        word, style = _("Error") if one.kind.is_error else _("Warning"), "bold"
        if reason is not None:
            word, style = _("Left"), MUTED
        said = f"  {_('Reason')}: {reason}" if reason is not None else f"  {render(one.todo)}"
        head = plain((f"{word}: ", style), render(one.message), _rows_words(one))
        return ListLine(lines(head, plain((said, MUTED))), one, one.key)

    def take(self, one: Finding) -> None:
        """Go to the first row that is concerned."""
        if one.rows:
            self.show_row(one.rows[0])

    def action_explain(self) -> None:
        """Ask for the reason for which the highlighted finding is left as it is."""
        one = self.here
        if one is not None:
            words: Message = say("Why it is left as it is; empty: take the reason back")
            present = self.desk.assessment.waivers.get(one.key, "")
            prompt = PromptScreen(render(one.message), render(words), present)
            self.ask(prompt, lambda reason: self.desk.waive(one.key, reason))


def _rows_words(one: Finding) -> str:
    """Return the rows that a finding concerns together, where there are several."""
    if len(one.rows) < _SEVERAL:
        return ""
    more = "…" if len(one.rows) > _MOST_ROWS else ""
    return f" ({', '.join(one.rows[:_MOST_ROWS])}{more})"
