"""All units and rows on one screen: where the appraisal stands, by mark and colour."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from parself.desk.round_desk import RoundDesk
from parself.errors import Message, say
from parself.i18n import _, render
from parself.province.board import Mark
from parself.province.decisions import Cell
from parself.province.facts import RowFacts
from parself.province.officers import refusal
from parself.rubric import model as m
from parself.text import nearness
from parself.tui.bases.cell_lines import told_lines
from parself.tui.bases.judging import ACCEPT_ALL, JUDGING, REOPEN, WAITING_BEFORE, JudgingFrame
from parself.tui.bases.round_screen import TAKE_BACK, Heading
from parself.tui.commands import BACK, PROGRAM, Command, bindings, letter
from parself.tui.dialogs.ask import AskScreen
from parself.tui.widgets import marks
from parself.tui.widgets.colours import UNPROVED
from parself.tui.widgets.matrix import Matrix, Shown
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import plain
from parself.tui.widgets.row_table import FindLine
from parself.words.appraisal_words import MARKS
from parself.words.cell_words import cell_lines

READ: Final = Command("open", say("Open"), say("All that is known of the cell"), "", "Enter")
STATE: Final = letter("state", say("State"), say("Only rows in one state"), "t")
AREA: Final = letter("area", say("Area"), say("Only rows of one area"), "v")
OFFICER: Final = letter("officer", say("Officer"), say("Only the share of one officer"), "b")
EVERY: Final = letter("every", say("All cells"), say("Lift every filter"), "0")
FIND_CELL: Final = Command(
    "find_line",
    say("Find"),
    say("Go to a unit or a row by its words"),
    "slash",
    "/",
    priority=False,
)
BY_ROW: Final = letter("by_row", say("By row"), say("The row of all units side by side"), "r")
_LOOKS: Final[Mapping[Mark, str]] = {
    Mark.OPEN: "open",
    Mark.ACCEPTED: "accept",
    Mark.ADJUSTED: "adjust",
    Mark.ASKED: "ask",
    Mark.TO_REVIEW: "review",
    Mark.DIFFERING: "differs",
}
_EVERY: Final = ""
_UNPROVED: Final = "unproved"
_STATES: Final[Mapping[str, Message]] = {
    **{mark.value: words for mark, words in MARKS.items()},
    _UNPROVED: say("no proof"),
}


class MatrixScreen(JudgingFrame):
    """Units below each other, rows beside each other."""

    DEFAULT_CSS = """
    MatrixScreen {
        Panel { max-height: 6; }
        /* The grid takes the whole width: the panel stays below it. */
        &.-wide #body { layout: vertical; }
        &.-wide #body Panel { width: 1fr; height: auto; max-height: 14; }
    }
    """
    OFFERS = (
        *(READ, *JUDGING, STATE, AREA, OFFICER, BY_ROW, WAITING_BEFORE),
        *(EVERY, FIND_CELL, TAKE_BACK, ACCEPT_ALL, REOPEN, BACK, *PROGRAM),
    )
    BINDINGS = bindings(OFFERS)

    def __init__(self, desk: RoundDesk) -> None:
        super().__init__(desk)
        self._state = self._area = self._officer = _EVERY
        self._marks: Mapping[str, Mapping[str, Mark]] = {}
        self._units: Sequence[str] = ()
        self._rows: Sequence[m.Row] = ()

    def compose_body(self) -> ComposeResult:
        """Make grid and panel."""
        yield Matrix()
        yield FindLine(placeholder=_("words of a unit, or number or words of a row"), id="find")
        yield Panel(id="panel")

    def on_mount(self) -> None:
        """Let the arrows move in the grid."""
        super().on_mount()
        self.grid.focus()

    @property
    def grid(self) -> Matrix:
        """The grid."""
        return self.query_one(Matrix)

    def heading(self) -> Heading:
        """Return what is shown, and how much of it."""
        rubric = self.view.round.rubric
        area = next((one for one in rubric.areas if one.id == self._area), None)
        told = [f"{area.id} {area.title}"] if area is not None else []
        if self._state:
            told.append(render(_STATES[self._state]))
        told += [one.name for one in self.view.round.officers if one.id == self._officer]
        total = say("{units} units × {rows} rows", units=len(self._units), rows=len(self._rows))
        return Heading((_("Matrix"), *told), render(total))

    def refresh_view(self) -> None:
        """Show the present value."""
        self._marks = {code: self.view.marks(code) for code in self.view.facts}
        rows = [row for row in self.view.rows if self._is_in(row)]
        codes = [unit.code for unit in self.view.round.roster.units]
        self._rows = [row for row in rows if any(self._fits(code, row.id) for code in codes)]
        self._units = [code for code in codes if any(self._fits(code, row.id) for row in rows)]
        if not (self._state or self._officer):
            self._rows, self._units = rows, codes
        super().refresh_view()

    def _is_in(self, row: m.Row) -> bool:
        area = self.view.round.rubric.area_of(row.id)
        return not self._area or (area is not None and area.id == self._area)

    def _fits(self, code: str, row: str) -> bool:
        """Say whether a cell is among what is looked for."""
        mark = self._marks.get(code, {}).get(row)
        if mark is None:
            return False
        if self._state == _UNPROVED and not marks.lacks_proof(mark, self._said(code, row)):
            return False
        if self._state not in {_EVERY, _UNPROVED} and mark.value != self._state:
            return False
        return not self._officer or self._is_share(self.view.cell(code, row))

    def _is_share(self, cell: Cell) -> bool:
        round_ = self.view.round
        return refusal(round_.rubric, round_.officers, self._officer, cell) is None

    def _said(self, code: str, row: str) -> RowFacts:
        return self.view.facts[code].rows[row]

    def show_body(self) -> None:
        """Show the grid; the cursor stays on its cell."""
        heads = [tuple(row.id.split(".")) for row in self._rows]
        self.grid.show([self.unit_name(code) for code in self._units], heads, self._shown)
        self._tell()

    def _shown(self, line: int, column: int) -> Shown:
        code, row = self._units[line], self._rows[column].id
        mark = self._marks.get(code, {}).get(row)
        if mark is None:
            return Shown(self.signs.dash, "none")
        is_unproved = marks.lacks_proof(mark, self._said(code, row))
        sign = marks.sign(mark, self._said(code, row), signs=self.signs)
        return Shown(sign, "proof" if is_unproved else _LOOKS[mark], not self._fits(code, row))

    @on(Matrix.Moved)
    def _tell(self) -> None:
        """Tell of the cell below the cursor."""
        panel, cell = self.query_one(Panel), self.cell
        if not self._units or not self._rows:
            panel.show(_("Nothing here"), plain((self.why_none(), UNPROVED)))
            return
        row, code = self._rows[self.grid.column], self._units[self.grid.line]
        top, bottom, left, right = self.grid.reach
        where = say(
            "units {top}–{bottom} of {units}, rows {left}–{right} of {rows}",
            top=top,
            bottom=bottom,
            units=len(self._units),
            left=left,
            right=right,
            rows=len(self._rows),
        )
        found = () if cell is None else cell_lines(self.view, cell, self.hand_in(code))
        title = f"{self.unit_name(code)} · {row.id} {row.title}"
        panel.show(title, told_lines(found), render(where), _("Enter: read all"))

    @on(Matrix.Chosen)
    def _chosen(self) -> None:
        self.action_open()

    @property
    def cell(self) -> Cell | None:
        """The cell below the cursor; None where nothing counts, or it is not in the share."""
        if not self._units or not self._rows:
            return None
        code, row = self._units[self.grid.line], self._rows[self.grid.column].id
        if code not in self.view.facts or not self.view.is_ours(code, row):
            return None
        return self.view.cell(code, row)

    @property
    def scope(self) -> Sequence[Cell]:
        """What is shown."""
        return [
            self.view.cell(code, row.id)
            for code in self._units
            for row in self._rows
            if code in self.view.facts and self._fits(code, row.id)
        ]

    @property
    def order(self) -> Sequence[Cell]:
        """What is shown: down the present row of all units, then down the rows after it."""
        rows = [*self._rows[self.grid.column :], *self._rows[: self.grid.column]]
        return [
            self.view.cell(code, row.id)
            for row in rows
            for code in self._units
            if code in self.view.facts and self._fits(code, row.id)
        ]

    def go_to(self, cell: Cell) -> None:
        """Put the cursor on a cell that is shown."""
        rows = [row.id for row in self._rows]
        if cell.unit in self._units and cell.row in rows:
            self.grid.move_to(self._units.index(cell.unit), rows.index(cell.row))

    def why_none(self) -> str:
        """Return why there is no row of a unit below the cursor."""
        if not self._units or not self._rows:
            return _("No cell is like this. 0 lifts every filter; T, V and B choose another.")
        return _("No hand-in of this unit counts yet.")

    def action_by_row(self) -> None:
        """Show the row of all units side by side."""
        if not self._rows:
            self.say_why(self.why_none())
            return
        row, unit = self._rows[self.grid.column].id, self._units[self.grid.line]
        self.parself.show("round_row:RowScreen", self.desk, row, unit)

    def action_open(self) -> None:
        """Show all that is known of the cell."""
        if self.cell is None:
            self.say_why(self.why_none())
        else:
            self.parself.show("round_cell:CellScreen", self.desk, self.cell, self.order)

    def action_every(self) -> None:
        """Show every cell again."""
        self._state = self._area = self._officer = _EVERY
        self.say_done(_("Every cell is shown."))
        self.refresh_view()

    def action_find_line(self) -> None:
        """Open the line in which words of a unit or a row are typed."""
        line = self.query_one(FindLine)
        line.value = ""
        line.add_class("shown")
        line.focus()

    def action_found(self) -> None:
        """Close that line; the cursor stays."""
        self.query_one(FindLine).remove_class("shown")
        self.grid.focus()

    @on(Input.Submitted, "FindLine")
    def _submitted(self) -> None:
        self.action_found()

    @on(Input.Changed, "FindLine")
    def action_step(self, by: object = None) -> None:
        """Go to what fits the words, or from there to the next that fits."""
        typed = self.query_one(FindLine).value
        if not typed.strip():
            return
        near = [*self._near_units(typed), *self._near_rows(typed)]
        found = [place for _near, place in sorted(near, key=lambda one: one[0])]
        here = self.grid.line, self.grid.column
        at = (found.index(here) + by) % len(found) if isinstance(by, int) and here in found else 0
        if found:
            self.grid.move_to(*found[at])
        self.say_why("" if found else _("nothing found"))

    def _near_units(self, typed: str) -> Iterator[tuple[int, tuple[int, int]]]:
        """Yield how near each unit is that fits, and its place."""
        for at, code in enumerate(self._units):
            near = nearness(typed, (self.unit_name(code), code))
            if near is not None:
                yield near, (at, self.grid.column)

    def _near_rows(self, typed: str) -> Iterator[tuple[int, tuple[int, int]]]:
        """Yield how near each row is that fits, and its place."""
        for at, row in enumerate(self._rows):
            near = nearness(typed, (row.id, row.title))
            if near is not None:
                yield near, (self.grid.line, at)

    def action_state(self) -> None:
        """Ask which state is looked for."""
        self._narrow(
            _("Which rows"), {key: render(words) for key, words in _STATES.items()}, "_state"
        )

    def action_area(self) -> None:
        """Ask which area is looked for."""
        areas = {one.id: f"{one.id} {one.title}" for one in self.view.round.rubric.areas}
        self._narrow(_("Which area"), areas, "_area")

    def action_officer(self) -> None:
        """Ask whose share is looked for."""
        names = {one.id: one.name for one in self.view.round.officers}
        if names:
            self._narrow(_("Whose share"), names, "_officer")
        else:
            words = _("No officers are listed in this round; T on the board lists them.")
            self.say_why(words)

    def _narrow(self, title: str, choices: Mapping[str, str], name: str) -> None:
        every = (("every", _("all")), *choices.items())

        def chosen(key: str) -> None:
            setattr(self, name, _EVERY if key == "every" else key)
            self.refresh_view()

        self.ask(AskScreen(title, "", every), chosen)
