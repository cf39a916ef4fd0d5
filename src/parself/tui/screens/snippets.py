"""Phrases for explanations: Enter puts one into the text; they are added, changed, taken out."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList, Static

from parself.desk import snippets
from parself.errors import ParselfError, say
from parself.i18n import _
from parself.text import one_line
from parself.tui.commands import BACK, keys
from parself.tui.dialogs.prompt import PromptScreen
from parself.tui.dialogs.window import Window
from parself.tui.widgets.box import Finder
from parself.tui.widgets.colours import MUTED
from parself.tui.widgets.footer import KeyLine, in_window
from parself.tui.widgets.plain import plain
from parself.tui.widgets.rows import Choices, ListLine


class SnippetsScreen(Window[str]):
    """The list of phrases. Returns the chosen one, or None with Esc."""

    BINDINGS = keys({"t": "add", "s": "edit", "x,delete": "remove"})

    def __init__(self, present: str) -> None:
        """List the phrases; `present`, the text of the field, can be kept as one."""
        super().__init__()
        self._present = present.strip()
        self._phrases: tuple[str, ...] = ()
        self._readable = True

    def compose(self) -> ComposeResult:
        """Make the list."""
        with Finder(_("Set phrases")):
            words = _("“…” is filled in after the phrase was put in: the first one is selected.")
            yield Static(plain((words, MUTED)), id="words")
            yield Choices(compact=False)
            yield KeyLine(
                in_window("Enter", say("Insert")),
                in_window("T", say("Keep the text")),
                in_window("S", say("Change")),
                in_window("X", say("Drop it")),
                BACK,
            )
            yield Static(id="outcome")

    def on_mount(self) -> None:
        """Show the phrases; where their file cannot be read, say so and never write it."""
        try:
            self._phrases = snippets.snippets()
        except ParselfError as error:
            self._phrases, self._readable = snippets.START, False
            self.complain(error)
        self._show(0)

    def _show(self, here: int) -> None:
        phrases = [ListLine(plain(one), at) for at, one in enumerate(self._phrases)]
        self.query_one(Choices).fill(phrases, _("no phrases yet"), place=here)

    def _keep(self, phrases: Sequence[str], here: int) -> None:
        if self._readable:
            with self.complaining():
                snippets.keep(phrases)
                self._phrases = tuple(phrases)
                self._show(here)

    def _add(self, others: Sequence[str], text: str) -> None:
        with self.complaining():
            self._keep(snippets.added(others, text), 0)

    @property
    def _here(self) -> int | None:
        here: int | None = self.query_one(Choices).here
        return here

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._phrases[event.option_index])

    def action_add(self) -> None:
        """Keep the present text of the row as a phrase."""
        if self._present:
            self._add(self._phrases, self._present)
        else:
            self._ask(_("New phrase"), "", self._phrases)

    def action_edit(self) -> None:
        """Change the highlighted phrase."""
        here = self._here
        if here is not None:
            others = (*self._phrases[:here], *self._phrases[here + 1 :])
            self._ask(_("Change the phrase"), one_line(self._phrases[here]), others)

    def _ask(self, title: str, text: str, others: Sequence[str]) -> None:
        words = _("Write … where something is to be filled in; Enter keeps it.")

        def take(typed: str | None) -> None:
            if typed is not None and typed.strip():
                self._add(others, typed)

        self.app.push_screen(PromptScreen(title, words, text, replace=False), take)

    def action_remove(self) -> None:
        """Take the highlighted phrase out of the list."""
        here = self._here
        if here is not None:
            self._keep((*self._phrases[:here], *self._phrases[here + 1 :]), here)
