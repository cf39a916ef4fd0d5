"""What is to be mended or explained before the file goes, by kind, errors first.

Enter goes to the row, and on the head of a kind folds it; one reason can stand for a whole kind.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from textual.content import Content

from parself.errors import Message, say
from parself.i18n import _, render
from parself.submission.inspector import Finding, FindingKind, counted, standing
from parself.tui.bases.list_screen import Listing, ListScreen
from parself.tui.commands import BACK, COMMON, FIND_LINE, OPEN_ROW, letter
from parself.tui.dialogs.prompt import PromptScreen, ReasonPrompt
from parself.tui.widgets.colours import MUTED, UNPROVED, WRONG
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import lines, plain, spread
from parself.tui.widgets.row_table import Head, Line
from parself.tui.widgets.rows import ListLine
from parself.words.finding_words import KINDS

EXPLAIN = letter(
    "explain",
    say("Leave, with a reason"),
    say("Leave the finding as it is, with a reason that travels"),
    "g,space",
)
EXPLAIN_KIND = letter(
    "explain_kind", say("Whole kind"), say("Leave all of a kind as they are, with one reason"), "c"
)
_MANY: Final = 8
"""A kind with more findings is folded at first, where it is not the only one."""
_MOST_ROWS: Final = 12
_ORDER: Final = list(FindingKind)


class FindingsScreen(ListScreen[Finding]):
    """The inspector's findings: errors, warnings, and those that have a reason."""

    OFFERS = (OPEN_ROW, EXPLAIN, EXPLAIN_KIND, FIND_LINE, BACK, *COMMON)
    HAS_PANEL = PANEL_BELOW = True

    def listing(self) -> Listing:
        """Return the findings under their kinds, those that nobody gave a reason for first."""
        found = sorted(self.found, key=self._place)
        tally = plain((render(counted(self.found, self.desk.assessment)), "bold"))
        return Listing(tally, list(self._lines(found)), _("Nothing to mend."))

    @property
    def found(self) -> tuple[Finding, ...]:
        """All findings."""
        return self.desk.view.findings(self.prints)

    def _place(self, one: Finding) -> tuple[bool, int, bool]:
        has_reason = one.key in self.desk.assessment.waivers
        return not one.kind.is_error, _ORDER.index(one.kind), has_reason

    def _lines(self, found: Sequence[Finding]) -> Iterator[Line]:
        kinds = [(kind, tuple(group)) for kind, group in groupby(found, lambda one: one.kind)]
        for kind, group in kinds:
            is_folded = len(group) > _MANY and len(kinds) > 1
            yield Head(self._kind_words(kind), kind.value, kind, self._tally(group), is_folded)
            yield from map(self._line, group)

    def _kind_words(self, kind: FindingKind) -> Content:
        word, style = (_("Error"), WRONG) if kind.is_error else (_("Warning"), UNPROVED)
        return plain((f"{word} · {render(KINDS[kind])}", f"bold {style}"))

    def _tally(self, group: Sequence[Finding]) -> str:
        left = len(group) - len(standing(tuple(group), self.desk.assessment))
        told = (say("{count} left with a reason", count=left),) if left else ()
        return " · ".join((f"{len(group)}", *map(render, told)))

    def _line(self, one: Finding) -> ListLine[Finding]:
        signs = self.parself.signs
        mark = (signs.wrong, WRONG) if one.kind.is_error else (signs.unproved, UNPROVED)
        is_left = one.key in self.desk.assessment.waivers
        if is_left:
            mark = (signs.done, MUTED)
        said = plain("  ", mark, " ", (render(one.message), MUTED if is_left else ""))
        return ListLine(spread(said, plain(""), self.rows.room), one, one.key)

    def take(self, one: Finding) -> None:
        """Go to the first row that is concerned."""
        if one.rows:
            self.show_row(one.rows[0])

    def tell_of(self, one: Finding, panel: Panel) -> None:
        """Show the finding in full, what to do about it, and the reason it was left for."""
        reason = self.desk.assessment.waivers.get(one.key)
        told = [plain(render(one.message), _rows_words(one)), plain((render(one.todo), MUTED))]
        if reason is not None:
            told.append(plain((f"{_('Left')}, {_('Reason')}: ", MUTED), reason))
        titles = self.desk.view.rubric.rows
        told += [plain((f"{row} {titles[row].title}", MUTED)) for row in one.rows if row in titles]
        panel.show(render(KINDS[one.kind]), lines(*told))

    def tell_of_group(self, group: FindingKind, panel: Panel) -> None:
        """Show what a kind asks for, and what one key does to all of it."""
        found = [one for one in self.found if one.kind is group]
        told = [plain(render(found[0].todo))] if found else []
        told.append(plain((_("Enter folds the kind away, and shows it again."), MUTED)))
        if group.may_stay:
            told.append(plain((_("C: one reason for the whole kind."), MUTED)))
        panel.show(render(KINDS[group]), lines(*told), str(len(found)))

    def action_explain(self) -> None:
        """Ask for the reason for which the highlighted finding is left as it is."""
        one = self.here
        if one is None:
            self.action_explain_kind()
            return
        words: Message = say("Why it is left as it is; empty: take the reason back")
        present = self.desk.assessment.waivers.get(one.key, "")
        prompt = PromptScreen(render(one.message), render(words), present)
        self.ask(prompt, lambda reason: self.desk.waive(one.key, reason))

    def action_explain_kind(self) -> None:
        """Ask for one reason for which all of a kind that have none are left as they are."""
        kind = self.group_here or (self.here.kind if self.here else None)
        if kind is None:
            return
        if not kind.may_stay:
            self.notify(_("These are to be mended one by one."), severity="warning")
            return
        found = [one for one in self.found if one.kind is kind]
        keys = [one.key for one in standing(tuple(found), self.desk.assessment)]
        title = say("{kind}: {count} are left as they are", kind=KINDS[kind], count=len(keys))
        words = _("One reason for all of them; those that have a reason keep it.")
        prompt = ReasonPrompt(render(title), words)
        self.ask(prompt, lambda reason: self.desk.waive_all(keys, reason))


def _rows_words(one: Finding) -> str:
    """Return the rows that a finding concerns together, where there are several."""
    if len(one.rows) <= 1:
        return ""
    more = "…" if len(one.rows) > _MOST_ROWS else ""
    return f" ({', '.join(one.rows[:_MOST_ROWS])}{more})"
