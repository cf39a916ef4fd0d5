"""Figures that several rows share, entered once here; and the sub-units whose tables are filled."""

from collections.abc import Iterator
from functools import partial

from parself.assessment import entries
from parself.desk.figures import Shared, Use, figure_doubts, shared, tables
from parself.errors import say
from parself.i18n import _, render
from parself.numerals import understood
from parself.text import sentence_case
from parself.tui.bases.list_screen import Listing, ListScreen
from parself.tui.commands import BACK, COMMON, Command
from parself.tui.dialogs.prompt import PromptScreen
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.rows import ListLine
from parself.words import asking
from parself.words.wording import show_value

ENTER = Command("open", say("Enter it"), say("Type the figure; on a row: go there"), "", "Enter")


class FiguresScreen(ListScreen[Shared | str]):
    """Each shared figure over the rows that use it. A line is a figure, or the id of a row."""

    OFFERS = (ENTER, BACK, *COMMON)

    def listing(self) -> Listing:
        """Return figures with their rows, then the sub-units with theirs."""
        figures = shared(self.desk.view)
        nothing = _("The rubric has no shared figures; each row asks for its own.")
        words = _("Entered once here; a row that says otherwise keeps its own value.")
        found = [line for one in figures for line in self._figure(one)]
        return Listing(plain(words if figures else nothing), [*found, *self._sub_units()])

    def _figure(self, one: Shared) -> Iterator[ListLine[Shared | str]]:
        value = show_value(one.value) or "…"
        head = plain(f"{one.figure.title}: ", (value, "bold"), f" {one.figure.unit}")
        yield ListLine(head, one, f"figure:{one.figure.id}")
        yield from (self._use(use, one.figure.id) for use in one.uses)

    @staticmethod
    def _use(use: Use, figure: str) -> ListLine[Shared | str]:
        own = say("its own value: {value}", value=show_value(use.own))
        told = f"  {render(own)}" if use.own is not None else ""
        said = plain(f"    {use.row.id:<6} {use.row.title}", (told, "bold"))
        return ListLine(said, use.row.id, f"row:{use.row.id}:{use.field.key}@{figure}")

    def _sub_units(self) -> Iterator[ListLine[Shared | str]]:
        view = self.desk.view
        names, word = view.unit.sub_units, view.folder.roster.sub_unit_word
        if names:
            head = render(say("{word} of the unit: {count}", word=word, count=len(names)))
            head = sentence_case(head)
            yield ListLine(lines(plain(""), plain((head, "bold")), plain(", ".join(names))))
            for row in tables(view):
                yield ListLine(
                    plain(f"    {row.id:<6} {row.title}"), row.id, f"row:{row.id}:@table"
                )

    def take(self, one: Shared | str) -> None:
        """Ask for the figure, or go to the row."""
        if isinstance(one, str):
            self.show_row(one)
            return
        prompt = PromptScreen(
            one.figure.title,
            _("Type the figure; empty: take it away."),
            show_value(one.value),
            question=partial(self._question, one),
        )
        self.ask(prompt, partial(self._enter, one))

    def _question(self, one: Shared, typed: str) -> str:
        field = one.uses[0].field if one.uses else None
        value = understood(partial(entries.read_typed, field), typed) if field else None
        if value is None:
            return ""
        return asking.questions(figure_doubts(self.desk.view, one.figure.id, value))

    def _enter(self, one: Shared, typed: str) -> None:
        if one.uses:
            value = entries.read_typed(one.uses[0].field, typed)
            for fault in self.desk.set_figure(one.figure.id, value):
                self.notify(f"{render(fault.what)} {render(fault.todo)}", timeout=8)
