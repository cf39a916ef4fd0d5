"""Survey points of all units: entered by hand, typed twice, or taken over from a file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from textual.content import Content

from parself import files
from parself.assessment.entries import read_typed
from parself.desk.round_desk import RoundDesk
from parself.errors import Problem, UsageError, say
from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.province import surveying
from parself.province.survey import entered_rows, summed
from parself.province.surveying import Entering
from parself.province.unit_figures import Asked, Figure, Taken, take_file
from parself.rubric import model as m
from parself.rubric.peers import Unit
from parself.rules.amounts import Value
from parself.rules.kinds import row_fields
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.round_screen import FIND_LINE, Heading, RoundScreen
from parself.tui.commands import BACK, PROGRAM, Command, bindings, letter
from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.picker import FilePicker
from parself.tui.dialogs.prompt import PathPrompt, PromptScreen
from parself.tui.dialogs.sheet import SheetLine, SheetScreen, Typed
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.plain import MUTED, Piece, lines, plain
from parself.tui.widgets.rows import ListLine
from parself.words.survey_words import shown
from parself.words.wording import field_label, show_value

ENTER: Final = Command(
    "open", say("Enter"), say("Enter a row of the unit, typed twice"), "", "Enter"
)
IMPORT: Final = letter("import_file", say("From a file"), say("Take points over from a file"), "i")
TEMPLATE: Final = letter("template", say("Template"), say("Write the workbook to fill in"), "w")
HELD: Final = letter("held", say("Held or not"), say("Whether a survey is held"), "k")
WRITE: Final = letter("write", say("Take over"), say("Write what is shown"), "t")
_FIGURE: Final = 5
"""Cells of a column."""
_WIDE: Final = 90
"""Cells of a line from which on bonus and penalty have columns too."""
Values = Mapping[str, Value | None]


class SurveyScreen(RoundScreen[Unit]):
    """A line for each unit, a column for each row that others score."""

    OFFERS = (ENTER, IMPORT, TEMPLATE, HELD, FIND_LINE, BACK, *PROGRAM)
    BINDINGS = bindings(OFFERS)

    def heading(self) -> Heading:
        """Return how many units are complete."""
        known = sum(not one.lacking for one in self.view.figures.values())
        total = render(say("{known} of {every} units", known=known, every=len(self.view.facts)))
        return Heading(
            (_("Survey points"), self.view.round.title or str(self.view.round.year)), total
        )

    def _rows(self) -> tuple[m.Row, ...]:
        return entered_rows(self.view.round)

    def listing(self) -> Listing:
        """Return the points by unit and row; what is missing is said, and never zero."""
        items = {item.id for item in self.view.round.rubric.items()}
        columns = Columns(
            (
                Col(_("Unit"), 13, grows=1),
                *(
                    Col(row.id, _FIGURE, right=True, from_room=0 if row.id in items else _WIDE)
                    for row in self._rows()
                ),
                Col(_("survey"), 6, right=True),
            ),
            self.room,
        )
        found = [
            ListLine(self._line(columns, one), one, one.code)
            for one in self.view.round.roster.units
        ]
        return Listing(lines(self._note(), columns.head), found)

    def _note(self) -> Content:
        if not self.view.round.settings.survey_held:
            words = _("No survey is held in this round; its rows leave the maximum.")
            return plain((words, "$text-warning"))
        return plain(
            (_("– not known yet, never zero: until all are known, totals are provisional."), MUTED)
        )

    def _line(self, columns: Columns, unit: Unit) -> Content:
        known = self.view.survey_points(unit.code)
        cells: list[Piece] = [
            show_decimal(known[row.id]) if row.id in known else ("–", "$text-warning")
            for row in self._rows()
        ]
        total = summed(self.view.round.rubric, known, m.Source.SURVEY)
        is_whole = all(row.id in known for row in self._rows() if isinstance(row, m.Item))
        told = (show_decimal(total) if known else "–", "bold" if is_whole else MUTED)
        return columns.line((unit.short, *cells, told))

    def take(self, one: Unit) -> None:
        """Ask which row is entered."""
        entered = self.view.survey.get(one.code, {})
        choices = [
            (
                row.id,
                f"{row.id} {row.title}: {shown(row, entered.get(row.id, {})) or _('none yet')}",
            )
            for row in self._rows()
        ]
        rows = {row.id: row for row in self._rows()}
        window = AskScreen(one.short, _("Which row"), choices)
        self.ask(window, lambda chosen: self._first(one, rows[chosen]))

    def _first(self, unit: Unit, row: m.Row) -> None:
        """Ask for the figures, then for the same figures once more."""
        typed: list[Values] = []
        now = self.view.survey.get(unit.code, {}).get(row.id, {})
        words = _("As announced: counts, or percent, or points of a maximum. “-” takes away.")
        title = f"{unit.short} · {row.id} {row.title}"
        fields = [
            SheetLine(one.key, field_label(one), hint=show_value(now.get(one.key)))
            for one in row_fields(row)
        ]

        def once(given: Typed) -> None:
            typed.append(_read(row, given))

        def again(given: Typed) -> None:
            if _read(row, given) != typed[-1]:
                what = say("The second time something else was typed. Compare with the paper.")
                raise UsageError(Problem(what))

        second = SheetScreen(title, _("Once more, from the paper."), fields, again)
        self.ask(
            SheetScreen(title, words, fields, once),
            lambda _done: self.ask(second, lambda _same: self._enter(unit, row, typed[-1])),
        )

    def _enter(self, unit: Unit, row: m.Row, values: Values) -> None:
        figures = [Figure(unit.code, row.id, key, value, row.id) for key, value in values.items()]
        found = surveying.changes(self.view.round, self.view.survey, figures)
        if not any(one.replaces for one in found):
            self._write(figures, "")
            return
        words = _("A figure that stands changes; why?")
        prompt = PromptScreen(_("Reason"), words, act=lambda why: self._write(figures, why))
        self.ask(prompt, lambda _why: None)

    def _write(self, figures: list[Figure], why: str) -> None:
        found, unnoted = surveying.enter(self.desk.folder, figures, self.change(why))
        self.changed(_told(found), unnoted)

    def action_import_file(self) -> None:
        """Choose a file; what it says is shown before anything is written."""

        def read(path: Path) -> tuple[Taken, tuple[Entering, ...]]:
            asked = Asked(entered_rows(self.view.round))
            said = take_file(self.view.round, path, asked)
            return said, surveying.changes(self.view.round, self.view.survey, said.figures)

        words = _("The template filled in, or a table with a line a unit (.xlsx, .csv)")
        picker = FilePicker(_("From a file"), self.parself.picked_from, read, words)
        self.ask(
            picker,
            lambda given: self.parself.show("round_survey:SurveyImportScreen", self.desk, *given),
        )

    def action_template(self) -> None:
        """Write the workbook to be filled in."""

        def write(path: Path) -> Path:
            from parself.report.survey_form import render_form

            target = files.new_file(f"dieu-tra-{self.view.round.year}.xlsx", path)
            files.write_atomic(target, render_form(self.view.round, self.view.survey))
            return target

        words = _("File or folder to write; Enter writes, Esc goes back.")
        start = files.show_path(self.desk.folder.parent)
        prompt = PathPrompt(_("Template"), words, start, write)
        self.ask(
            prompt,
            lambda path: self.say_done(render(say("Written: {path}", path=files.show_path(path)))),
        )

    def action_held(self) -> None:
        """Ask why, then turn the setting."""
        is_held = self.view.round.settings.survey_held
        title = _("No survey is held") if is_held else _("A survey is held")
        words = _("The reason; it is kept in the ledger.")

        def turn(why: str) -> None:
            round_ = surveying.set_held(self.desk.folder, self.change(why), is_held=not is_held)
            self.changed("", round_.trouble)

        self.ask(PromptScreen(title, words), turn)


class SurveyImportScreen(RoundScreen[Entering]):
    """What a file would change, old and new, a line a row; nothing is written before T."""

    OFFERS = (WRITE, FIND_LINE, BACK, *PROGRAM)
    BINDINGS = bindings(OFFERS)

    def __init__(self, desk: RoundDesk, said: Taken, found: tuple[Entering, ...]) -> None:
        super().__init__(desk)
        self._said, self._found = said, found

    def heading(self) -> Heading:
        """Return which file it is, and how much it changes."""
        total = render(say("{count} rows change", count=len(self._found)))
        return Heading((_("Survey points"), self._said.file), total)

    def listing(self) -> Listing:
        """Return what would change."""
        columns = Columns(
            (
                Col(_("Unit"), 16, grows=1),
                Col(_("Row"), 5),
                Col(_("Old figures"), 12, grows=1),
                Col(_("New figures"), 12, grows=1),
                Col(_("Points, old"), 10, right=True),
                Col(_("Points, new"), 10, right=True),
            ),
            self.room,
        )
        notes = [plain((render(note), "$text-warning")) for note in self._said.notes]
        preview = plain((_("Preview: nothing is written yet."), MUTED))
        found = [
            ListLine(
                self._line(columns, one), one, f"{one.unit.code} {one.row.id}".replace(" ", "-")
            )
            for one in self._found
        ]
        return Listing(lines(preview, *notes, columns.head), found, _("The file changes nothing."))

    @staticmethod
    def _line(columns: Columns, one: Entering) -> Content:
        before, after = (
            _("none yet") if value is None else show_decimal(value)
            for value in (one.points_before, one.points_after)
        )
        style = "$text-error" if one.replaces else "bold"
        return columns.line(
            (
                one.unit.short,
                one.row.id,
                shown(one.row, one.before) or _("none yet"),
                (shown(one.row, one.after) or _("none yet"), style),
                before,
                after,
            )
        )

    def take(self, one: Entering) -> None:
        """Say how it is written."""
        self.say_done(_("T takes all of it over."))

    def action_write(self) -> None:
        """Ask why where figures that stood change, then write."""
        if not any(one.replaces for one in self._found):
            with self.telling():
                self._write("")
                self.refresh_view()
            return
        words = _("Figures that stand change (red); why?")
        self.ask(PromptScreen(_("Reason"), words, act=self._write), lambda _why: None)

    def _write(self, why: str) -> None:
        found, unnoted = surveying.enter(
            self.desk.folder, self._said.figures, self.change(why), self._said
        )
        self._found = ()
        self.changed(_told(found), unnoted)


def _told(found: tuple[Entering, ...]) -> str:
    return render(say("Written: {count} rows.", count=len(found)))


def _read(row: m.Row, given: Typed) -> Values:
    """Return the figures that were typed; “-” takes away, an empty line keeps. Raises."""
    found: dict[str, Value | None] = {}
    for one in row_fields(row):
        typed = given[one.key].strip()
        if typed in {"-", "–"}:
            found[one.key] = None
        elif typed:
            found[one.key] = read_typed(one, typed)
    if not found:
        raise UsageError(Problem(say("This is empty."), todo=say("Write what you mean.")))
    return found
