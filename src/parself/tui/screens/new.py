"""Beginning an assessment: which rubric, which unit, real or practice, which folder."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from parself.assessment import beginning
from parself.assessment.model import Purpose
from parself.desk import recent
from parself.errors import ParselfError
from parself.files import show_path, typed_path
from parself.i18n import _, render_problem
from parself.rubric import catalogue
from parself.text import search_key
from parself.tui.sitting import SittingApp
from parself.tui.widgets.box import Box
from parself.tui.widgets.plain import plain
from parself.tui.widgets.typing import VnInput
from parself.words import caution


class NewScreen(ModalScreen[bool]):
    """Three lists and a path, one after the other; Esc goes one step back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "back", "Back"),
        ("down", "step(1)", "Down"),
        ("up", "step(-1)", "Up"),
    ]

    def __init__(self, app: SittingApp) -> None:
        super().__init__()
        self._parself = app
        self._chosen: list[str] = []

    def compose(self) -> ComposeResult:
        """Make the dialogue."""
        with Box():
            yield Static(plain((_("New assessment"), "bold")))
            yield Static(id="words")
            yield VnInput(id="line")
            yield OptionList(id="choices", compact=True, markup=False)
            yield Static(id="outcome")

    def on_mount(self) -> None:
        """Ask the first question."""
        self._ask()

    def _ask(self) -> None:
        """Show the question that comes next."""
        questions = (
            _("Rubric"),
            _("Unit (type to search, diacritics not needed)"),
            _("Real figures or practice"),
            _("Folder for this assessment"),
        )
        step = len(self._chosen)
        keys = (_("Enter: go on   Esc: back"), "dim")
        self.query_one("#words", Static).update(plain(questions[step], "   ", keys))
        self.query_one("#outcome", Static).update("")
        line = self.query_one(VnInput)
        with line.prevent(Input.Changed):
            line.value = show_path(self._default_folder()) if step == 3 else ""
            line.cursor_position = len(line.value)
        line.focus()
        self.query_one(OptionList).display = step < 3
        self._show_choices("")

    def _default_folder(self) -> Path:
        rubric, _data = catalogue.find_rubric(self._chosen[0])
        practice = "-thuc-hanh" if self._chosen[2] == Purpose.PRACTICE else ""
        return recent.home_folder() / f"{self._chosen[1]}-{rubric.year}{practice}"

    def _show_choices(self, typed: str) -> None:
        wanted = search_key(typed).split()
        pairs = self._choices() if len(self._chosen) < 3 else []
        shown = [
            Option(plain(label), id=choice)
            for choice, label in pairs
            if all(word in search_key(f"{choice} {label}") for word in wanted)
        ]
        choices = self.query_one(OptionList)
        choices.set_options(shown or [Option(plain(_("nothing found")), disabled=True)])
        choices.highlighted = 0 if shown else None

    def _choices(self) -> list[tuple[str, str]]:
        match len(self._chosen):
            case 0:
                rubrics, _unread = catalogue.readable_rubrics()
                return [(rubric.id, caution.rubric_label(rubric)) for rubric in rubrics]
            case 1:
                rubric, _data = catalogue.find_rubric(self._chosen[0])
                roster, _bytes = catalogue.find_roster(rubric.roster)
                return [(unit.code, unit.full) for unit in roster.units]
            case _:
                return [
                    (Purpose.REAL, _("Real: for handing in")),
                    (Purpose.PRACTICE, _("Practice: never taken into a real round")),
                ]

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if len(self._chosen) < 3:
            self._show_choices(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        choices = self.query_one(OptionList)
        if len(self._chosen) == 3:
            self._begin(typed_path(event.value))
        elif choices.highlighted is not None:
            self._take(choices.get_option_at_index(choices.highlighted).id)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._take(event.option.id)

    def _take(self, choice: str | None) -> None:
        if choice is not None:
            self._chosen.append(choice)
            self._ask()

    def _begin(self, path: Path) -> None:
        rubric, unit, purpose = self._chosen
        try:
            beginning.begin(path, rubric, unit, purpose=Purpose(purpose))
            self._parself.open_folder(path)
        except ParselfError as error:
            words = "\n".join(render_problem(problem) for problem in error.problems)
            self.query_one("#outcome", Static).update(plain((words, "$text-error")))
        else:
            self.dismiss(True)

    def action_step(self, by: int) -> None:
        """Move the highlight while the cursor stays in the line."""
        choices = self.query_one(OptionList)
        if choices.option_count:
            here = choices.highlighted or 0
            choices.highlighted = max(0, min(choices.option_count - 1, here + by))

    def action_back(self) -> None:
        """Go one question back, or leave."""
        if self._chosen:
            before = self._chosen.pop()
            self._ask()
            choices = self.query_one(OptionList)
            ids = [option.id for option in choices.options]
            choices.highlighted = ids.index(before) if before in ids else 0
        else:
            self.dismiss(False)
