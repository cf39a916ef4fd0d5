"""Figures that several rows share, entered once here; and the sub-units whose tables are filled."""

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from parself.assessment import entries
from parself.desk.shared import Shared, Use, figure_doubts, shared, tables
from parself.errors import UsageError, say
from parself.i18n import _, render
from parself.numerals import understood
from parself.text import sentence_case
from parself.tui.bases.desk_screen import DeskScreen
from parself.tui.commands import BACK, COMMON, Command, bindings
from parself.tui.dialogs.ask import PromptScreen
from parself.tui.widgets.body import Caption, Rows
from parself.tui.widgets.plain import lines, plain
from parself.words import asking
from parself.words.wording import show_value

ENTER = Command("open", say("Enter it"), say("Type the figure; on a row: go there"), "", "Enter")


class FiguresScreen(DeskScreen):
    """Each shared figure with the rows that use it."""

    OFFERS: ClassVar[tuple[Command, ...]] = (ENTER, BACK, *COMMON)
    BINDINGS: ClassVar[list[BindingType]] = bindings(OFFERS)

    def compose(self) -> ComposeResult:
        """Make the list."""
        yield from self.compose_head()
        yield Caption(id="filterline")
        yield Rows(id="list", compact=True, markup=False)
        yield from self.compose_foot()

    def refresh_view(self) -> None:
        """Show figures, their rows and the sub-units, the highlight staying where it was."""
        super().refresh_view()
        shown = self.query_one(OptionList)
        here = shown.highlighted
        figures = shared(self.desk.view)
        options = [option for one in figures for option in self._figure(one)]
        shown.set_options([*options, *self._sub_units()])
        places = [n for n, option in enumerate(shown.options) if not option.disabled]
        shown.highlighted = here if here in places else next(iter(places), None)
        shown.focus()
        nothing = _("The rubric has no shared figures; each row asks for its own.")
        words = _("Entered once here; a row that says otherwise keeps its own value.")
        self.query_one("#filterline", Static).update(plain(words if figures else nothing))

    def _figure(self, one: Shared) -> list[Option]:
        value = show_value(one.value) or "…"
        head = plain(f"{one.figure.title}: ", (value, "bold"), f" {one.figure.unit}")
        uses = [
            Option(self._use(use), id=f"row:{use.row.id}:{use.field.key}@{one.figure.id}")
            for use in one.uses
        ]
        return [Option(head, id=f"figure:{one.figure.id}"), *uses]

    @staticmethod
    def _use(use: Use) -> Content:
        said = f"    {use.row.id:<6} {use.row.title}"
        if use.own is None:
            return plain(said)
        own = render(say("its own value: {value}", value=show_value(use.own)))
        return plain(said, (f"  {own}", "bold"))

    def _sub_units(self) -> list[Option]:
        view = self.desk.view
        names = view.unit.sub_units
        if not names:
            return []
        head = render(
            say("{word} of the unit: {count}", word=view.folder.roster.sub_unit_word,
                count=len(names))
        )  # fmt: skip
        rows = [
            Option(plain(f"    {row.id:<6} {row.title}"), id=f"row:{row.id}:@table")
            for row in tables(view)
        ]
        listed = lines(plain(""), plain((sentence_case(head), "bold")), plain(", ".join(names)))
        return [Option(listed, disabled=True), *rows]

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        kind, _sep, name = (event.option.id or "").partition(":")
        if kind == "row":
            self.show_row(name.partition(":")[0])
        elif kind == "figure":
            self._ask(name)

    def _ask(self, figure_id: str) -> None:
        one = next(one for one in shared(self.desk.view) if one.figure.id == figure_id)
        words = _("Type the figure; empty: take it away.")
        self.app.push_screen(
            PromptScreen(
                one.figure.title,
                words,
                show_value(one.value),
                question=lambda typed: self._question(one, typed),
            ),
            lambda typed: self._take(one, typed),
        )

    def _question(self, one: Shared, typed: str) -> str:
        field = one.uses[0].field if one.uses else None
        value = understood(partial(entries.read_typed, field), typed) if field else None
        if value is None:
            return ""
        return asking.questions(figure_doubts(self.desk.view, one.figure.id, value))

    def _take(self, one: Shared, typed: str | None) -> None:
        if typed is None or not one.uses:
            return
        try:
            value = entries.read_typed(one.uses[0].field, typed)
            faults = self.desk.set_figure(one.figure.id, value)
        except UsageError as error:
            self.tell(error)
            return
        for fault in faults:
            self.notify(f"{render(fault.what)} {render(fault.todo)}", markup=False, timeout=8)
        self.refresh_view()

    def action_open(self) -> None:
        """Type the highlighted figure, or go to the highlighted row."""
        self.query_one(OptionList).action_select()
