"""Last year beside this one: what was gained and lost, taking it in, carrying texts forward."""

from pathlib import Path
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from parself.assessment import store
from parself.errors import ParselfError, UsageError, say
from parself.files import show_path
from parself.i18n import _, render, render_problem
from parself.report.years import this_year
from parself.tui.bases.desk_screen import DeskScreen
from parself.tui.commands import BACK, COMMON, Command, bindings
from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.picker import AssessmentPicker
from parself.tui.dialogs.prompt import PathPrompt
from parself.tui.widgets.board import points
from parself.tui.widgets.body import Caption, Rows
from parself.tui.widgets.plain import plain, spread
from parself.years import last_year
from parself.years.last_year import LEFT_BEHIND, Carried, LastYear, Match, RowMove, moves
from parself.years.next_year import begin_next

OPEN_ROW: Final = Command("open", say("Open"), say("Go to the row"), "", "Enter")
TAKE: Final = Command(
    "take", say("Take in"), say("Last year's folder or hand-in"), "t", "T", priority=False
)
CARRY: Final = Command(
    "carry", say("Carry"), say("Last year's texts and evidence"), "k", "K", priority=False
)
NEXT_YEAR: Final = Command(
    "next_year", say("Next year"), say("Begin the next year's folder"), "n", "N", priority=False
)


class SourcePicker(AssessmentPicker):
    """Asks for last year's folder or hand-in until one can be read."""

    def __init__(self, folder: store.Folder) -> None:
        words = _("Folder of last year's assessment, or its hand-in (.zip)")
        super().__init__(_("Last year"), folder.path.resolve().parent, words)
        self._folder = folder
        self.found: tuple[LastYear, Match] | None = None

    def accept(self, path: Path) -> str | None:
        """Read the source and see which rows are the same."""
        try:
            last = last_year.read_last_year(path)
            last_year.refuse_misfit(self._folder, last)
        except ParselfError as error:
            return "\n".join(render_problem(problem) for problem in error.problems)
        self.found = last, last_year.match(self._folder.rubric, last.rubric)
        return None


class NextPrompt(PathPrompt):
    """Asks where the next year's folder is to be, and makes it."""

    def __init__(self, folder: store.Folder) -> None:
        year = folder.assessment.year + 1
        start = folder.path.with_name(f"{folder.unit.code}-{year}")
        words = _("A new folder; this year's points become last year's there.")
        super().__init__(_("Next year"), words, show_path(start))
        self._folder = folder
        self.made: Path | None = None

    def accept(self, path: Path) -> str | None:
        """Make the folder."""
        try:
            self.made = begin_next(self._folder, path, texts=True).path
        except ParselfError as error:
            return "\n".join(render_problem(problem) for problem in error.problems)
        return None


class YearsScreen(DeskScreen):
    """Areas, then rows by points lost since last year."""

    OFFERS: ClassVar[tuple[Command, ...]] = (
        OPEN_ROW, TAKE, CARRY, NEXT_YEAR, BACK, *COMMON,
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = bindings(OFFERS)

    def compose(self) -> ComposeResult:
        """Make sentence and list."""
        yield from self.compose_head()
        yield Caption(id="summary")
        yield Rows(id="list", compact=True, markup=False)
        yield from self.compose_foot()

    def refresh_view(self) -> None:
        """Show what moved, the highlight staying where it was."""
        super().refresh_view()
        view, shown = self.desk.view, self.query_one(OptionList)
        sentence = this_year(view)
        head = f"{view.unit.short} ({_('projected')}): {sentence}" if sentence else view.unit.full
        self.query_one("#summary", Static).update(plain((head, "bold")))
        here = shown.highlighted or 0
        options = self._options(moves(view))
        shown.set_options(options)
        shown.highlighted = min(here, len(options) - 1)

    def _options(self, found: tuple[RowMove, ...]) -> list[Option]:
        if not found:
            words = _("Last year's points are not known yet. T takes them in.")
            return [Option(plain(words))]
        areas = [one for one in found if one.is_area]
        rows = sorted((one for one in found if one.change), key=lambda one: one.change or 0)
        words = _("Areas, over the rows known in both years")
        options = [Option(plain((words, "bold")), disabled=True)]
        options += [Option(self._line(one, bold=True), id=self._first_row(one.id)) for one in areas]
        heading = _("Rows that moved, most lost first") if rows else _("No row has moved.")
        options.append(Option(plain((heading, "bold")), disabled=True))
        return [*options, *(Option(self._line(one), id=one.id) for one in rows)]

    def _first_row(self, area_id: str) -> str:
        area = next(area for area in self.desk.view.rubric.areas if area.id == area_id)
        return f"area:{area.items[0].id}"

    def _line(self, one: RowMove, *, bold: bool = False) -> Content:
        change = points(one.change)
        signed = f"+{change}" if one.change is not None and one.change > 0 else change
        rows = f"{one.compared}/{one.rows}" if one.is_area else ""
        right = f"{rows:>6} {points(one.before):>7} → {points(one.now):>6} {signed:>7}"
        left = plain((f"{one.id:<6} {one.title}", "bold" if bold else ""))
        return spread(left, plain(right), self.query_one(Rows).room)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option.id is not None:
            self.show_row(event.option.id.removeprefix("area:"))

    def action_open(self) -> None:
        """Go to the highlighted row."""
        self.query_one(OptionList).action_select()

    def action_take(self) -> None:
        """Ask for last year's source, show what matches, and take its points in."""
        picker = SourcePicker(self.desk.folder)

        def asked(_path: Path | None) -> None:
            if picker.found is not None:
                self._preview(*picker.found)

        self.app.push_screen(picker, asked)

    def _preview(self, last: LastYear, found: Match) -> None:
        words = [
            render(
                say(
                    "{same} rows are the same as in {year:none}.",
                    same=len(found.rows),
                    year=last.assessment.year,
                )
            )
        ]
        if found.new:
            words.append(f"{_('New or changed since')}: {', '.join(found.new)}")
        if found.gone:
            words.append(f"{_('Not taken from last year')}: {', '.join(found.gone)}")
        choices = (("take", _("Take in")), ("stay", _("Back")))

        def answered(choice: str | None) -> None:
            if choice == "take":
                self._take(last, found)

        self.app.push_screen(AskScreen(_("Last year"), "\n".join(words), choices), answered)

    def _take(self, last: LastYear, found: Match) -> None:
        self.parself.autosave()
        past = last_year.joined(self.desk.folder.past, last_year.past_of(last, found))
        try:
            self.desk.replace_folder(store.save_past(self.desk.folder, past))
        except ParselfError as error:
            self.tell(UsageError(*error.problems))
        self.refresh_view()

    def action_carry(self) -> None:
        """Ask for last year's source, then what to carry forward."""
        picker = SourcePicker(self.desk.folder)
        choices = (
            ("notes", _("Notes")),
            ("explanations", _("Explanations")),
            ("evidence", _("Documents and where they are cited")),
        )

        def asked(_path: Path | None) -> None:
            if picker.found is not None:
                last, found = picker.found
                words = _("Into rows that are the same; what is there stays. Check every one.")
                ask = AskScreen(_("Carry forward"), words, choices)
                self.app.push_screen(ask, lambda choice: self._carry(last, found, choice))

        self.app.push_screen(picker, asked)

    def _carry(self, last: LastYear, found: Match, choice: str | None) -> None:
        if choice is None:
            return
        try:
            left = self.desk.carry(last, found, frozenset({Carried(choice)}))
        except ParselfError as error:
            self.tell(UsageError(*error.problems))
            return
        words = [_("Carried forward into rows that are the same; check every one of them.")]
        if left:
            words += [render(LEFT_BEHIND), *map(render_problem, left)]
        self.notify("\n".join(words), markup=False, timeout=10)
        self.refresh_view()

    def action_next_year(self) -> None:
        """Ask where to, and make the next year's folder."""
        self.parself.autosave()
        prompt = NextPrompt(self.desk.folder)

        def made(done: bool | None) -> None:
            if done and prompt.made is not None:
                words = say(
                    "Made: {path}. Open it from the home screen.", path=show_path(prompt.made)
                )
                self.notify(render(words), markup=False, timeout=12)

        self.app.push_screen(prompt, made)
