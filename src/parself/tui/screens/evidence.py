"""The evidence of a row, and the whole register: add, cite, describe, take out."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

from textual.content import Content

from parself.assessment import evidence, unlikely
from parself.assessment.evidence import TakenIn
from parself.assessment.model import Citation, Document, DocumentKind
from parself.errors import Problem, UsageError, say
from parself.i18n import _, render
from parself.numerals import read_date, understood
from parself.rubric.offices import Office
from parself.tui.aside import aside
from parself.tui.bases.list_screen import Listing, ListScreen
from parself.tui.commands import BACK, COMMON, FIND_LINE, Command, letter
from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.picker import FilePicker
from parself.tui.dialogs.sheet import SheetLine, SheetScreen, Typed, example, shown_day, typed_day
from parself.tui.sitting import SittingApp
from parself.tui.widgets.colours import DONE, MUTED, UNPROVED, WRONG
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.row_table import Head, Line
from parself.tui.widgets.rows import ListLine
from parself.values import evolve
from parself.view import register
from parself.words import asking
from parself.words.citing import (
    FILE_IS_BACK,
    document_kind,
    document_words,
    file_state_words,
    place_words,
)

CITE = Command("open", say("Cite"), say("Cite here, or change section and page"), "", "Enter")
ADD = letter("add_file", say("Add file"), say("Copy a file here and cite it in this row"), "t")
ADD_OTHER = letter(
    "add_other", say("Without file"), say("A link, or a paper kept at the unit"), "k"
)
DESCRIBE = letter("describe", say("Describe"), say("Number, date, issuer and title"), "s")
TAKE_OUT = letter(
    "take_out",
    say("Take out"),
    say("Out of this row; an uncited one: out of the list"),
    "g,delete",
)


class EvidenceScreen(ListScreen[Citation | Document]):
    """The documents that one row cites, then all others of the register."""

    OFFERS = (CITE, ADD, ADD_OTHER, DESCRIBE, TAKE_OUT, FIND_LINE, BACK, *COMMON)
    HAS_PANEL = PANEL_BELOW = True

    @classmethod
    def of(cls, sitting: SittingApp) -> Self:
        """Make the screen for the row at which the assessment stands."""
        desk = sitting.open_desk
        rows, here = desk.view.rubric.rows, desk.assessment.position
        return cls(here if here in rows else next(iter(rows)))

    def __init__(self, row_id: str) -> None:
        super().__init__()
        self.row_id = row_id

    def listing(self) -> Listing:
        """Return what the row cites, then what else there is to cite."""
        row = self.desk.view.rubric.rows[self.row_id]
        return Listing(plain((f"{row.id} {row.title}", "bold")), list(self._lines()))

    def _lines(self) -> Iterator[Line]:
        entries = {entry.document.id: entry for entry in self._entries()}
        citations, columns = self._citations, self._columns(entries.values())
        yield Head(plain((_("Cited in this row"), "bold")), "cited", total=f"{len(citations)}")
        for number, citation in enumerate(citations):
            entry = entries.get(citation.document)
            key = f"cite:{number}"
            yield ListLine(self._line(columns, entry, citation), citation, key)
        if not citations:
            expected = "; ".join(self.desk.view.rubric.rows[self.row_id].evidence) or "–"
            missing = f"  {_('Nothing yet. Expected')}: {expected}"
            yield ListLine(plain((missing, MUTED)))
        cited = {citation.document for citation in citations}
        others = [entry for key, entry in entries.items() if key not in cited]
        if others:
            title = plain((_("In the register; Enter cites here"), "bold"))
            yield Head(title, "register", total=f"{len(others)}")
        for entry in others:
            key = f"doc:{entry.document.id}"
            yield ListLine(self._line(columns, entry), entry.document, key)

    def _columns(self, entries: Iterable[register.Entry]) -> Columns:
        ids = max((len(entry.document.id) for entry in entries), default=5)
        return Columns(
            (
                Col("", 3),
                Col(_("Number"), ids),
                Col(_("Document"), 20, grows=3),
                Col(_("Title of the document"), 1, grows=2, from_room=90),
                Col(_("rows"), 12, right=True),
            ),
            self.rows.room,
        )

    def _line(
        self, columns: Columns, entry: register.Entry | None, citation: Citation | None = None
    ) -> Content:
        """Return a document in one line; what is wrong with it has its mark."""
        signs = self.parself.signs
        if entry is None:
            told = citation.document if citation else ""
            words = render(say("{id} is not in the register", id=told))
            return columns.line((plain("  ", (signs.wrong, WRONG)), told, (words, WRONG), "", ""))
        document = entry.document
        mark = (signs.unproved, UNPROVED) if _warnings(entry) else (signs.done, DONE)
        mark = (signs.open, MUTED) if entry.is_orphan else mark
        place = place_words(citation) if citation is not None else ""
        head = ", ".join(part for part in (document_words(document), place) if part)
        count = render(say("{count} rows", count=len(entry.rows)))
        title = document.title if document.number else ""
        return columns.line((plain("  ", mark), document.id, head, (title, MUTED), (count, MUTED)))

    def tell_of(self, one: Citation | Document, panel: Panel) -> None:
        """Show all that the register knows of a document, and where it stands."""
        key = one.document if isinstance(one, Citation) else one.id
        entry = next((each for each in self._entries() if each.document.id == key), None)
        if entry is None:
            panel.empty()
            return
        document = entry.document
        place = place_words(one) if isinstance(one, Citation) else ""
        told = [plain((", ".join(filter(None, (document_words(document), place))), "bold"))]
        known = (document.title if document.number else "", document.issuer, document.link)
        told += [plain(words) for words in known if words]
        told += [plain((words, UNPROVED)) for words in _warnings(entry)]
        rows = ", ".join(entry.rows) if entry.rows else _("not cited by any row")
        told.append(plain((f"{document_kind(document.kind)} · {_('rows')}: {rows}", MUTED)))
        panel.show(document.id, lines(*told))

    @property
    def _citations(self) -> tuple[Citation, ...]:
        return self.desk.assessment.answer(self.row_id).citations

    def _entries(self) -> tuple[register.Entry, ...]:
        return register.entries(self.desk.view, self.prints)

    def take(self, one: Citation | Document) -> None:
        """Ask where in the document the proof stands, and cite it there."""
        is_new = isinstance(one, Document)
        citation = Citation(one.id) if isinstance(one, Document) else one
        document = self.desk.assessment.document(citation.document)

        def accept(typed: Typed) -> None:
            if not is_new:
                self.desk.uncite(self.row_id, citation)
            placed = Citation(citation.document, typed["section"], typed["page"])
            self.desk.cite(self.row_id, placed)

        fields = (
            SheetLine("section", _("Section"), citation.section, example("II.2")),
            SheetLine("page", _("Page"), citation.page, example("3")),
        )
        words = document_words(document) if document is not None else citation.document
        self.app.push_screen(SheetScreen(_("Where in the document"), words, fields, accept))

    def action_add_file(self) -> None:
        """Choose a file; it is copied beside the assessment and cited in this row."""
        start = self.parself.picked_from
        self.ask(FilePicker(_("File of evidence"), start, lambda path: path), self._picked)

    def _picked(self, path: Path) -> None:
        self.parself.picked_from = path.parent
        self.notify(render(say("Copying {name}…", name=path.name)), timeout=3)
        folder, assessment = self.desk.folder, self.desk.assessment
        # Scans may be large.
        aside(self, lambda: evidence.take_in(folder, assessment, path), self._taken_in, self.tell)

    def _taken_in(self, taken: TakenIn) -> None:
        if taken.is_known:
            words = _("This file is in the register already; it was not copied again.")
            self.notify(render(FILE_IS_BACK) if taken.is_back else words)
        if taken.is_back or not taken.is_known:
            vars(self).pop("prints", None)
        with self.telling():
            # Registered and cited in one step; then it is asked what it is.
            self.desk.register_cited(taken.document, self.row_id)
            self.refresh_view()
            self._describe(taken.document)

    def action_add_other(self) -> None:
        """Register something without a file and cite it in this row."""
        kinds = (DocumentKind.LINK, DocumentKind.ON_FILE, DocumentKind.EXTRACT)
        choices = [(kind.value, document_kind(kind)) for kind in kinds]
        words = _(
            "No secret papers and no needless personal data in the file: keep them at the unit."
        )
        self.ask(AskScreen(_("Without file"), words, choices), self._register)

    def _register(self, kind: str) -> None:
        document_id = evidence.next_id(self.desk.assessment.documents)
        self._describe(Document(document_id, DocumentKind(kind)), is_new=True)

    def action_describe(self) -> None:
        """Change what the register says of the highlighted document."""
        one = self.here
        document = self.desk.assessment.document(one.document) if isinstance(one, Citation) else one
        if document is not None:
            self._describe(document)

    def _describe(self, document: Document, *, is_new: bool = False) -> None:
        """Ask what a document is; a new one is registered and cited with what was typed."""

        def accept(typed: Typed) -> None:
            described = _described(document, typed)
            if not is_new:
                self.desk.register(described)
            elif any(value.strip() for value in typed.values()):
                self.desk.register_cited(described, self.row_id)
            else:
                raise UsageError(Problem(say("Say at least what the document is.")))

        title = f"{document.id} · {document_kind(document.kind)}"
        year = self.desk.assessment.year

        def question(typed: Typed) -> str:
            dated = evolve(
                document,
                issued=understood(read_date, typed["issued"]),
                captured=understood(read_date, typed.get("captured", "")),
            )
            return asking.questions(unlikely.of_document(dated, year))

        days = {"issued": typed_day, "captured": typed_day}
        name, fields = document.original_name, _fields(document, self.desk.view.office)
        sheet = SheetScreen(title, name, fields, accept, question, checks=days)
        self.app.push_screen(sheet)

    def action_take_out(self) -> None:
        """Take the highlighted citation out of the row, or an uncited document out of the list."""
        with self.telling():
            match self.here:
                case Citation() as citation:
                    self.desk.uncite(self.row_id, citation)
                case Document() as document:
                    self.desk.remove_document(document.id)
        self.refresh_view()


def _warnings(entry: register.Entry) -> list[str]:
    """Return what is to be looked at about a document."""
    told = [file_state_words(entry.state)]
    if entry.is_outside:
        told.append(_("outside the period"))
    if entry.is_heavy:
        told.append(render(say("serves {count} rows", count=len(entry.rows))))
    return [words for words in told if words]


def _fields(document: Document, office: Office) -> tuple[SheetLine, ...]:
    day = example("05/12/2023")
    fields = [
        SheetLine("number", _("Number"), document.number, example(f"45/{office.numbered('BC')}")),
        SheetLine("issued", _("Date of issue"), shown_day(document.issued), day),
        SheetLine("issuer", _("Issued by"), document.issuer),
        SheetLine("title", _("Title of the document"), document.title),
    ]
    if document.kind is DocumentKind.LINK:
        address = example("https://congbao.chinhphu.vn")
        fields.insert(0, SheetLine("link", _("Address"), document.link, address))
        fields.append(SheetLine("captured", _("Looked at on"), shown_day(document.captured), day))
    return tuple(fields)


def _described(document: Document, typed: Typed) -> Document:
    """Return the document with what was typed. Raises `UsageError` where a day cannot be read."""
    return evolve(
        document,
        number=typed["number"],
        issued=typed_day(typed["issued"]),
        issuer=typed["issuer"],
        title=typed["title"],
        link=typed.get("link", ""),
        captured=typed_day(typed.get("captured", "")),
    )
