"""The province's own figures: which claims differ from them, and taking them over from a file."""

from pathlib import Path
from typing import ClassVar, Final

from textual.content import Content

from parself.desk.round_desk import RoundDesk
from parself.errors import Problem, UsageError, say
from parself.i18n import _, render
from parself.numerals import show_trimmed
from parself.province import referring
from parself.province.decisions import Cell
from parself.province.overview import Overview
from parself.province.reference import Difference, Reference
from parself.province.unit_figures import Asked, Taken, take_file
from parself.tui.bases.import_frame import NAMES, WRITE, ImportFrame, Matches, PreviewFrame
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.round_screen import Heading, RoundScreen
from parself.tui.bases.undo_frame import UNDO, UndoFrame
from parself.tui.commands import BACK, FIND_LINE, PROGRAM, Command, bindings, changing
from parself.tui.dialogs.sheet import SheetLine, SheetScreen, Typed, example
from parself.tui.widgets.colours import MUTED, WRONG
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.rows import ListLine
from parself.values import evolve

READ: Final = Command("open", say("Read"), say("All that is known of the row"), "", "Enter")
IMPORT: Final = changing(
    "import_file", say("From a file"), say("Take figures over from a file"), "i"
)
_EMPTY: Final[Typed] = {}
Differing = tuple[str, Difference]


class ReferenceScreen(RoundScreen[Differing], ImportFrame, UndoFrame):
    """A line for each claim that differs from a reference figure."""

    OFFERS: ClassVar[tuple[Command, ...]] = (READ, IMPORT, UNDO, FIND_LINE, BACK, *PROGRAM)
    BINDINGS = bindings(OFFERS)

    def shown(self) -> Overview:
        """Return the round with the figures that are compared."""
        return self.view

    def heading(self) -> Heading:
        """Return how many claims differ."""
        found = referring.compared(self.shown())
        total = say(
            "{differing} differ · {agreeing} agree · {waiting} without hand-in",
            differing=len(found.differing),
            agreeing=found.agreeing,
            waiting=found.waiting,
        )
        return Heading((_("Reference figures"),), render(total))

    def listing(self) -> Listing:
        """Return what differs, in the order of the roster."""
        columns = Columns(
            (
                Col(_("Unit"), 16, grows=1),
                Col(_("Row"), 6),
                Col(_("source"), 16, grows=1),
                Col(_("entered"), 12, right=True),
                Col(_("reference"), 12, right=True),
            ),
            self.room,
        )
        found = [
            ListLine(self._line(columns, one), one, f"{one[0]}-{at}")
            for at, one in enumerate(referring.compared(self.shown()).differing)
        ]
        return Listing(lines(*self.notes(), columns.head), found, self._nothing())

    def notes(self) -> list[Content]:
        """Return what is said above the lines."""
        words = _("Differences are internal remarks; whether one counts, an appraiser decides.")
        return [plain((words, MUTED))]

    def _nothing(self) -> str:
        if not self.shown().references:
            return _("No reference figures yet: I takes them over from a file.")
        return _("No claim differs.")

    def _line(self, columns: Columns, one: Differing) -> Content:
        code, found = one
        claimed = "–" if found.claimed is None else show_trimmed(found.claimed)
        return columns.line(
            (
                self.unit_name(code),
                found.reference.row,
                found.reference.source,
                claimed,
                (show_trimmed(found.expected), WRONG),
            )
        )

    def take(self, one: Differing) -> None:
        """Show all that is known of the row."""
        self.parself.show("round_cell:CellScreen", self.desk, Cell(one[0], one[1].reference.row))

    def action_import_file(self) -> None:
        """Ask where the figures come from and what the column is, then for the file."""
        self._ask_what(_EMPTY)

    def _ask_what(self, before: Typed) -> None:
        """Ask what the file holds; `before` is what was typed already."""

        def line(key: str, label: str, hint: str) -> SheetLine:
            return SheetLine(key, label, before.get(key, ""), example(hint))

        fields = (
            line("source", _("Source"), _("Public service portal")),
            line("row", _("Row"), "3.4.1"),
            line("key", _("Figure"), "part"),
            line("column", _("Words of the heading"), _("in time")),
        )
        words = _("Row, figure and heading only where the file does not name them itself.")
        given: list[Typed] = []

        def take(typed: Typed) -> None:
            if not typed["source"].strip():
                raise UsageError(Problem(say("Say where the figures come from.")))
            self._asked(typed, {})
            given.append(typed)

        window = SheetScreen(_("Reference figures"), words, fields, take)
        self.ask(window, lambda _done: self._pick(given[-1]))

    def _asked(self, typed: Typed, matches: Matches) -> Asked:
        row, key, column = (typed[one].strip() for one in ("row", "key", "column"))
        return referring.asked_of_file(self.view.round, row, key, column, matches)

    def _pick(self, typed: Typed) -> None:
        source = typed["source"].strip()

        def read(path: Path, matches: Matches) -> tuple[Taken, tuple[Reference, ...]]:
            said = take_file(self.view.round, path, self._asked(typed, matches))
            return said, referring.updated(self.view.references, said.figures, source)

        def preview(found: tuple[Taken, tuple[Reference, ...]]) -> None:
            name = "round_reference:ReferenceImportScreen"
            before, count = self.view.references, len(found[0].figures)

            def told(_left: object) -> None:
                if self.view.references != before:
                    self.say_done(render(say("Written: {count} figures.", count=count)))

            self.parself.show(name, self.desk, source, *found, then=told)

        title = _("From a file")
        self.import_file(title, "(.xlsx, .csv)", read, preview, lambda: self._ask_what(typed))


class ReferenceImportScreen(ReferenceScreen, PreviewFrame):
    """What would differ with the figures of a file; nothing is written before T."""

    OFFERS = (WRITE, NAMES, FIND_LINE, BACK, *PROGRAM)
    BINDINGS = bindings(OFFERS)

    def __init__(
        self, desk: RoundDesk, source: str, said: Taken, after: tuple[Reference, ...]
    ) -> None:
        super().__init__(desk)
        self._source, self.said, self._after = source, said, after

    def shown(self) -> Overview:
        """Return the round as it would be."""
        return evolve(self.view, references=self._after)

    def notes(self) -> list[Content]:
        """Return what was read, and that nothing is written."""
        count = len(self.said.figures)
        words = say("Preview of {file}: {count} figures.", file=self.said.file, count=count)
        return [plain((render(words), MUTED)), *self.how_read()]

    def action_write(self) -> None:
        """Write the figures, and go back."""
        with self.telling():
            unnoted = referring.import_references(
                self.desk.folder, self.said, self._source, self.change()
            )
            self.desk.reread()
            self.warn(unnoted)
            self.dismiss(None)
