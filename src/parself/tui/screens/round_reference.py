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
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.round_screen import FIND_LINE, Heading, RoundScreen
from parself.tui.commands import BACK, PROGRAM, Command, bindings, letter
from parself.tui.dialogs.picker import FilePicker
from parself.tui.dialogs.sheet import SheetLine, SheetScreen, Typed
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.plain import MUTED, lines, plain
from parself.tui.widgets.rows import ListLine
from parself.values import evolve

READ: Final = Command("open", say("Read"), say("All that is known of the row"), "", "Enter")
IMPORT: Final = letter("import_file", say("From a file"), say("Take figures over from a file"), "i")
WRITE: Final = letter("write", say("Take over"), say("Write what is shown"), "t")
Differing = tuple[str, Difference]


class ReferenceScreen(RoundScreen[Differing]):
    """A line for each claim that differs from a reference figure."""

    OFFERS: ClassVar[tuple[Command, ...]] = (READ, IMPORT, FIND_LINE, BACK, *PROGRAM)
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
                (show_trimmed(found.expected), "$text-error"),
            )
        )

    def take(self, one: Differing) -> None:
        """Show all that is known of the row."""
        self.parself.show("round_cell:CellScreen", self.desk, Cell(one[0], one[1].reference.row))

    def action_import_file(self) -> None:
        """Ask where the figures come from and what the column is, then for the file."""
        fields = (
            SheetLine("source", _("Source"), hint=_("Public service portal")),
            SheetLine("row", _("Row"), hint="3.4.1"),
            SheetLine("key", _("Figure"), hint="part"),
            SheetLine("column", _("Words of the heading")),
        )
        words = _("Row, figure and heading only where the file does not name them itself.")
        given: list[Typed] = []

        def take(typed: Typed) -> None:
            if not typed["source"].strip():
                raise UsageError(Problem(say("Say where the figures come from.")))
            given.append(typed)

        window = SheetScreen(_("Reference figures"), words, fields, take)
        self.ask(window, lambda _done: self._pick(given[-1]))

    def _pick(self, typed: Typed) -> None:
        source = typed["source"].strip()

        def read(path: Path) -> tuple[Taken, tuple[Reference, ...]]:
            rows = referring.rows_with_figures(self.view.round)
            asked = Asked(rows, typed["row"].strip(), typed["key"].strip(), typed["column"].strip())
            said = take_file(self.view.round, path, asked)
            return said, referring.updated(self.view.references, said.figures, source)

        picker = FilePicker(_("From a file"), self.parself.picked_from, read, "(.xlsx, .csv)")
        name = "round_reference:ReferenceImportScreen"
        self.ask(picker, lambda found: self.parself.show(name, self.desk, source, *found))


class ReferenceImportScreen(ReferenceScreen):
    """What would differ with the figures of a file; nothing is written before T."""

    OFFERS = (WRITE, FIND_LINE, BACK, *PROGRAM)
    BINDINGS = bindings(OFFERS)

    def __init__(
        self, desk: RoundDesk, source: str, said: Taken, after: tuple[Reference, ...]
    ) -> None:
        super().__init__(desk)
        self._source, self._said, self._after = source, said, after

    def shown(self) -> Overview:
        """Return the round as it would be."""
        return evolve(self.view, references=self._after)

    def notes(self) -> list[Content]:
        """Return what was read, and that nothing is written."""
        count = len(self._said.figures)
        words = say("Preview of {file}: {count} figures.", file=self._said.file, count=count)
        notes = [plain((render(note), "$text-warning")) for note in self._said.notes]
        return [plain((render(words), MUTED)), *notes]

    def action_write(self) -> None:
        """Write the figures, and go back."""
        with self.telling():
            unnoted = referring.import_references(
                self.desk.folder, self._said, self._source, self.change()
            )
            self.desk.reread()
            self.warn(unnoted)
            self.dismiss(None)
