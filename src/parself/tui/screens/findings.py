"""What is to be mended or explained before the file goes; Enter goes to the row, Space explains."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from parself.errors import Message, ParselfError, UsageError, say
from parself.i18n import _, render
from parself.submission.inspector import Finding, Prints, counted
from parself.submission.payload import evidence_prints
from parself.tui.bases.desk_screen import DeskScreen
from parself.tui.commands import BACK, COMMON, Command, bindings
from parself.tui.dialogs.ask import PromptScreen
from parself.tui.widgets.body import Caption, Rows
from parself.tui.widgets.plain import lines, plain

OPEN_ROW = Command("open", say("Open"), say("Go to the row"), "", "Enter")
EXPLAIN = Command(
    "explain",
    say("Leave, with a reason"),
    say("Leave the finding as it is, with a reason that travels"),
    "g,space",
    "G",
    priority=False,
)

_SEVERAL, _MOST_ROWS = 2, 12


class FindingsScreen(DeskScreen):
    """The inspector's findings: errors, warnings, and those that have a reason."""

    OFFERS: ClassVar[tuple[Command, ...]] = (
        OPEN_ROW, EXPLAIN, BACK, *COMMON,
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = bindings(OFFERS)

    def __init__(self) -> None:
        super().__init__()
        self._prints: Prints | None = None

    def compose(self) -> ComposeResult:
        """Make summary and list."""
        yield from self.compose_head()
        yield Caption(id="filterline")
        yield Rows(id="list", markup=False)
        yield from self.compose_foot()

    @property
    def _findings(self) -> tuple[Finding, ...]:
        if self._prints is None:
            # Once a visit: large evidence takes a while to read.
            self._prints = self._read_prints()
        return self.desk.view.findings(self._prints)

    def _read_prints(self) -> Prints:
        try:
            return evidence_prints(self.desk.folder, self.desk.assessment)
        except ParselfError as error:
            self.tell(UsageError(*error.problems))
            return {}

    def refresh_view(self) -> None:
        """Show the findings, the highlight staying where it was."""
        super().refresh_view()
        shown, listed = self.query_one(OptionList), self._findings
        here = shown.highlighted or 0
        waivers = self.desk.assessment.waivers
        nothing = [Option(plain(_("Nothing to mend.")), disabled=True)]
        shown.set_options([self._option(one, waivers.get(one.key)) for one in listed] or nothing)
        shown.highlighted = min(here, len(listed) - 1) if listed else None
        shown.focus()
        self.query_one("#filterline", Static).update(
            plain(render(counted(listed, self.desk.assessment)))
        )

    def _option(self, one: Finding, reason: str | None) -> Option:
        word, style = _("Error") if one.kind.is_error else _("Warning"), "bold"
        if reason is not None:
            word, style = _("Left"), "$text-muted"
        said = f"  {_('Reason')}: {reason}" if reason is not None else f"  {render(one.todo)}"
        head = plain((f"{word}: ", style), render(one.message), _rows_words(one))
        return Option(lines(head, plain((said, "$text-muted"))), id=one.key)

    def _highlighted(self) -> Finding | None:
        here = self.query_one(OptionList).highlighted
        listed = self._findings
        return listed[here] if here is not None and here < len(listed) else None

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        one = self._highlighted()
        if one is not None and one.rows:
            self.show_row(one.rows[0])

    def action_open(self) -> None:
        """Go to the row of the highlighted finding."""
        self._chosen()

    def action_explain(self) -> None:
        """Ask for the reason for which the highlighted finding is left as it is."""
        one = self._highlighted()
        if one is None:
            return
        words: Message = say("Why it is left as it is; empty: take the reason back")
        present = self.desk.assessment.waivers.get(one.key, "")
        self.app.push_screen(
            PromptScreen(render(one.message), render(words), present),
            lambda reason: self._explained(one, reason),
        )

    def _explained(self, one: Finding, reason: str | None) -> None:
        if reason is None:
            return
        try:
            self.desk.waive(one.key, reason)
        except UsageError as error:
            self.tell(error)
        self.refresh_view()


def _rows_words(one: Finding) -> str:
    """Return the rows that a finding concerns together, where there are several."""
    if len(one.rows) < _SEVERAL:
        return ""
    more = "…" if len(one.rows) > _MOST_ROWS else ""
    return f" ({', '.join(one.rows[:_MOST_ROWS])}{more})"
