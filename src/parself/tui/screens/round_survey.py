"""Survey points of all units: entered by hand, typed twice, or taken over from a file."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
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
from parself.province.unit_figures import Figure, Taken, take_file
from parself.rubric import model as m
from parself.rubric.peers import Unit
from parself.rules.amounts import Value
from parself.rules.fields import Field
from parself.rules.kinds import row_fields
from parself.tui.bases.import_frame import NAMES, WRITE, ImportFrame, Matches, PreviewFrame
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.round_screen import Heading, RoundScreen
from parself.tui.bases.undo_frame import UNDO, UndoFrame
from parself.tui.commands import BACK, FIND_LINE, PROGRAM, bindings, changing, letter
from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.prompt import PathPrompt, PromptScreen
from parself.tui.dialogs.sheet import SheetLine, SheetScreen, Typed
from parself.tui.widgets.colours import MUTED, UNPROVED, WRONG
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.plain import Piece, lines, plain
from parself.tui.widgets.rows import ListLine
from parself.words.survey_words import shown
from parself.words.wording import field_label, show_value

ENTER: Final = changing("open", say("Enter"), say("Enter a row of the unit, typed twice"))
IMPORT: Final = changing(
    "import_file", say("From a file"), say("Take points over from a file"), "i"
)
TEMPLATE: Final = letter("template", say("Template"), say("Write the workbook to fill in"), "w")
HELD: Final = changing("held", say("Held or not"), say("Whether a survey is held"), "k")
_FIGURE: Final = 5
"""Cells of a column."""
_WIDE: Final = 90
"""Cells of a line from which on bonus and penalty have columns too."""
_TAKES_AWAY: Final = frozenset({"-", "–"})


class SurveyScreen(RoundScreen[Unit], ImportFrame, UndoFrame):
    """A line for each unit, a column for each row that others score."""

    OFFERS = (ENTER, IMPORT, TEMPLATE, UNDO, HELD, FIND_LINE, BACK, *PROGRAM)
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
            return plain((words, UNPROVED))
        return plain(
            (_("– not known yet, never zero: until all are known, totals are provisional."), MUTED)
        )

    def _line(self, columns: Columns, unit: Unit) -> Content:
        known = self.view.survey_points(unit.code)
        cells: list[Piece] = [
            show_decimal(known[row.id]) if row.id in known else _missing(row)
            for row in self._rows()
        ]
        asked = [row.id for row in self._rows() if row.source is m.Source.SURVEY]
        there = [row for row in asked if row in known]
        total = show_decimal(summed(self.view.round.rubric, known, m.Source.SURVEY))
        told = (total if there else "–", "bold" if len(there) == len(asked) else MUTED)
        return columns.line((unit.short, *cells, told))

    def take(self, one: Unit) -> None:
        """Ask which row is entered."""
        with self.telling():
            surveying.require_held(self.view.round)
            entered = self.view.survey.get(one.code, {})
            rows = {row.id: row for row in self._rows()}
            choices = [
                (id_, f"{id_} {row.title}: {shown(row, entered.get(id_, {})) or _('none yet')}")
                for id_, row in rows.items()
            ]
            window = AskScreen(one.short, _("Which row"), choices)
            self.ask(window, lambda chosen: self._first(one, rows[chosen], {}))

    def _first(self, unit: Unit, row: m.Row, before: Typed) -> None:
        """Ask for the figures; `before` is what was typed already."""

        def take(typed: Typed) -> None:
            surveying.changes(self.view.round, self.view.survey, _figures(unit, row, typed))
            given.append(typed)

        given: list[Typed] = []
        words = _("As announced: counts, or percent, or points of a maximum. “-” takes away.")
        window = self._sheet(unit, row, words, before, take)
        self.ask(window, lambda _done: self._second(unit, row, given[-1]))

    def _second(self, unit: Unit, row: m.Row, first: Typed) -> None:
        """Ask for the same figures once more; left with Esc, the first ones come again."""

        def same(typed: Typed) -> None:
            differing = "; ".join(_differing(row, first, typed))
            if differing:
                what = say(
                    "The second time something else was typed: {differing}.", differing=differing
                )
                todo = say(
                    "Compare with the paper. Where the first was wrong, Esc goes back to it."
                )
                raise UsageError(Problem(what, todo=todo))

        def back() -> None:
            self._first(unit, row, first)

        window = self._sheet(unit, row, _("Once more, from the paper."), {}, same)
        self.ask(window, lambda _same: self._enter(_figures(unit, row, first), back), back)

    def _sheet(
        self, unit: Unit, row: m.Row, words: str, typed: Typed, take: Callable[[Typed], object]
    ) -> SheetScreen:
        now = self.view.survey.get(unit.code, {}).get(row.id, {})
        fields = [
            SheetLine(one.key, field_label(one), typed.get(one.key, ""), _stands(now.get(one.key)))
            for one in row_fields(row)
        ]
        checks = {one.key: partial(_value, one) for one in row_fields(row)}
        title = f"{unit.short} · {row.id} {row.title}"
        return SheetScreen(title, words, fields, take, checks=checks)

    def _enter(self, figures: Sequence[Figure], back: Callable[[], object]) -> None:
        found = surveying.changes(self.view.round, self.view.survey, figures)
        if not any(one.replaces for one in found):
            self._write(figures, "")
            return
        words = _("A figure that stands changes; why?")
        prompt = PromptScreen(_("Reason"), words, act=lambda why: self._write(figures, why))
        self.ask(prompt, lambda _why: None, back)

    def _write(self, figures: Sequence[Figure], why: str) -> None:
        found, unnoted = surveying.enter(self.desk.folder, figures, self.change(why))
        self.changed(_told(found), unnoted)

    def action_import_file(self) -> None:
        """Choose a file; what it says is shown before anything is written."""

        def read(path: Path, matches: Matches) -> tuple[Taken, tuple[Entering, ...]]:
            view = self.view
            asked = surveying.asked_of_file(view.round, view.survey, matches=matches)
            said = take_file(view.round, path, asked)
            return said, surveying.changes(view.round, view.survey, said.figures)

        def preview(found: tuple[Taken, tuple[Entering, ...]]) -> None:
            self.parself.show("round_survey:SurveyImportScreen", self.desk, *found)

        with self.telling():
            surveying.require_held(self.view.round)
            words = _("The template filled in, or a table with a line a unit (.xlsx, .csv)")
            self.import_file(_("From a file"), words, read, preview)

    def action_template(self) -> None:
        """Write the workbook to be filled in."""

        def write(path: Path) -> Path:
            from parself.report.survey_form import render_form

            target = files.new_file(f"dieu-tra-{self.view.round.year}.xlsx", path)
            files.write_atomic(target, render_form(self.view.round, self.view.survey))
            return target

        def told(path: Path) -> None:
            self.say_done(render(say("Written: {path}", path=files.show_path(path))))

        with self.telling():
            surveying.require_held(self.view.round)
            words = _("File or folder to write; Enter writes, Esc goes back.")
            start = files.show_path(self.desk.folder.parent)
            self.ask(PathPrompt(_("Template"), words, start, write), told)

    def action_held(self) -> None:
        """Ask why, then turn the setting."""
        is_held = self.view.round.settings.survey_held
        title = _("No survey is held") if is_held else _("A survey is held")
        words = _("The reason; it is kept in the ledger.")

        def turn(why: str) -> None:
            round_ = surveying.set_held(self.desk.folder, self.change(why), is_held=not is_held)
            self.changed("", round_.trouble)

        self.ask(PromptScreen(title, words, act=turn), lambda _why: None)


def _missing(row: m.Row) -> Piece:
    """Return what stands where nothing was entered; a bonus or penalty just did not happen."""
    return ("–", UNPROVED) if isinstance(row, m.Item) else ""


class SurveyImportScreen(RoundScreen[Entering], PreviewFrame):
    """What a file would change, old and new, a line a row; nothing is written before T."""

    OFFERS = (WRITE, NAMES, FIND_LINE, BACK, *PROGRAM)
    BINDINGS = bindings(OFFERS)

    def __init__(self, desk: RoundDesk, said: Taken, found: tuple[Entering, ...]) -> None:
        super().__init__(desk)
        self.said, self._found, self._is_written = said, found, False

    def heading(self) -> Heading:
        """Return which file it is, and how much it changes."""
        total = render(say("{count} rows change", count=len(self._found)))
        return Heading((_("Survey points"), self.said.file), total)

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
        words = _("Written.") if self._is_written else _("Preview: nothing is written yet.")
        preview = plain((words, MUTED))
        found = [
            ListLine(
                self._line(columns, one), one, f"{one.unit.code} {one.row.id}".replace(" ", "-")
            )
            for one in self._found
        ]
        return Listing(
            lines(preview, *self.how_read(), columns.head), found, _("The file changes nothing.")
        )

    @staticmethod
    def _line(columns: Columns, one: Entering) -> Content:
        before, after = (
            _("none yet") if value is None else show_decimal(value)
            for value in (one.points_before, one.points_after)
        )
        style = WRONG if one.replaces else "bold"
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
            self.desk.folder, self.said.figures, self.change(why), self.said
        )
        self._found, self._is_written = (), True
        self.changed(_told(found), unnoted)


def _told(found: tuple[Entering, ...]) -> str:
    return render(say("Written: {count} rows.", count=len(found)))


def _value(one: Field, typed: str) -> Value | None:
    """Read a figure; “-” takes away, and is None as an empty line is. Raises `UnreadableError`."""
    return None if typed.strip() in _TAKES_AWAY else read_typed(one, typed)


def _figures(unit: Unit, row: m.Row, typed: Typed) -> list[Figure]:
    """Return the figures that were typed; an empty line keeps what stands. Raises `UsageError`."""
    said = {one.key: one for one in row_fields(row) if typed[one.key].strip()}
    if not said:
        raise UsageError(Problem(say("This is empty."), todo=say("Write what you mean.")))
    return [
        Figure(unit.code, row.id, key, _value(one, typed[key]), field_label(one))
        for key, one in said.items()
    ]


def _differing(row: m.Row, first: Typed, second: Typed) -> Iterator[str]:
    """Yield the figures that were typed otherwise the second time, with both."""
    for one in row_fields(row):
        both = [typed[one.key].strip() for typed in (first, second)]
        if bool(both[0]) != bool(both[1]) or _value(one, both[0]) != _value(one, both[1]):
            once, again = (each or _("left empty") for each in both)
            told = say(
                "{field}: {once}, then {again}", field=field_label(one), once=once, again=again
            )
            yield render(told)


def _stands(now: Value | None) -> str:
    """Return what an empty line shows: what is kept."""
    return "" if now is None else render(say("stands: {value}", value=show_value(now)))
