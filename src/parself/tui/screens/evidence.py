"""The evidence of a row, and the whole register: add, cite, describe, take out."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import ClassVar, Self

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from parself.assessment import evidence, unlikely
from parself.assessment.evidence import TakenIn
from parself.assessment.model import Citation, Document, DocumentKind
from parself.errors import ParselfError, UsageError, say
from parself.files import Fingerprint
from parself.i18n import _, render, render_problem
from parself.numerals import read_date, show_date, understood
from parself.submission.payload import evidence_prints
from parself.tui.bases.desk_screen import DeskScreen
from parself.tui.commands import BACK, COMMON, Command, bindings
from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.picker import FilePicker
from parself.tui.dialogs.sheet import SheetLine, SheetScreen, example
from parself.tui.sitting import SittingApp
from parself.tui.widgets.body import Caption, Rows
from parself.tui.widgets.plain import lines, plain
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

CITE = Command("cite", say("Cite"), say("Cite here, or change section and page"), "", "Enter")
ADD = Command(
    "add_file", say("Add file"), say("Copy a file here and cite it in this row"), "t", "T",
    priority=False,
)  # fmt: skip
ADD_OTHER = Command(
    "add_other", say("Without file"), say("A link, or a paper kept at the unit"), "k", "K",
    priority=False,
)  # fmt: skip
DESCRIBE = Command(
    "describe", say("Describe"), say("Number, date, issuer and title"), "s", "S", priority=False
)
TAKE_OUT = Command(
    "take_out", say("Take out"), say("Out of this row; an uncited one: out of the list"),
    "g,delete", "G", priority=False,
)  # fmt: skip


class EvidenceScreen(DeskScreen):
    """What one row cites, above all else that the register holds."""

    OFFERS: ClassVar[tuple[Command, ...]] = (
        CITE, ADD, ADD_OTHER, DESCRIBE, TAKE_OUT, BACK, *COMMON,
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = bindings(OFFERS)

    @classmethod
    def of(cls, sitting: SittingApp) -> Self:
        """Make the screen for the row at which the assessment stands."""
        desk = sitting.open_desk
        rows, here = desk.view.rubric.rows, desk.assessment.position
        return cls(here if here in rows else next(iter(rows)))

    def __init__(self, row_id: str) -> None:
        super().__init__()
        self.row_id = row_id
        self._prints: Mapping[str, Fingerprint | None] | None = None

    def compose(self) -> ComposeResult:
        """Make heading and list."""
        yield from self.compose_head()
        yield Caption(id="filterline")
        yield Rows(id="list", markup=False)
        yield from self.compose_foot()

    def refresh_view(self) -> None:
        """Show the citations and the register, the highlight staying where it was."""
        super().refresh_view()
        row = self.desk.view.rubric.rows[self.row_id]
        self.query_one("#filterline", Static).update(plain((f"{row.id} {row.title}", "bold")))
        shown = self.query_one(OptionList)
        before = shown.highlighted
        here = self._highlighted_id()
        options = self._options()
        shown.set_options(options)
        ids = [option.id for option in options]
        enabled = [at for at, option in enumerate(options) if not option.disabled]
        at = ids.index(here) if here in ids else before
        shown.highlighted = at if at in enabled else (enabled[0] if enabled else None)

    def _highlighted_id(self) -> str | None:
        shown = self.query_one(OptionList)
        if shown.highlighted is None or shown.highlighted >= shown.option_count:
            return None
        return shown.get_option_at_index(shown.highlighted).id

    def _options(self) -> list[Option]:
        citations = self._citations
        options = [Option(plain((_("Cited in this row"), "bold")), disabled=True)]
        options += [
            Option(self._citation_line(citation), id=f"cite:{number}")
            for number, citation in enumerate(citations)
        ]
        if not citations:
            options.append(Option(plain(("  ", ""), *self._expected()), disabled=True))
        cited = {citation.document for citation in citations}
        others = [entry for entry in self._entries() if entry.document.id not in cited]
        if others:
            heading = _("In the register; Enter cites here")
            options.append(Option(plain((heading, "bold")), disabled=True))
        options += [Option(_line(entry), id=f"doc:{entry.document.id}") for entry in others]
        return options

    def _expected(self) -> list[str | tuple[str, str]]:
        expected = "; ".join(self.desk.view.rubric.rows[self.row_id].evidence)
        return [(f"{_('Nothing yet. Expected')}: {expected or '–'}", "$text-muted")]

    def _citation_line(self, citation: Citation) -> Content:
        found = [one for one in self._entries() if one.document.id == citation.document]
        if not found:
            words = render(say("{id} is not in the register", id=citation.document))
            return plain((f"  {words}", "bold"))
        return _line(found[0], place_words(citation))

    @property
    def _citations(self) -> tuple[Citation, ...]:
        return self.desk.assessment.answer(self.row_id).citations

    def _entries(self) -> tuple[register.Entry, ...]:
        if self._prints is None:
            # Once a visit: large evidence takes a while to read.
            self._prints = self._read_prints()
        return register.entries(self.desk.view, self._prints)

    def _read_prints(self) -> Mapping[str, Fingerprint | None]:
        try:
            return evidence_prints(self.desk.folder, self.desk.assessment)
        except ParselfError as error:
            self.tell(UsageError(*error.problems))
            return {}

    def _chosen_document(self) -> Document | None:
        kind, _sep, name = (self._highlighted_id() or "").partition(":")
        if kind == "cite":
            name = self._citations[int(name)].document
        return self.desk.assessment.document(name)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        kind, _sep, name = (event.option.id or "").partition(":")
        if kind == "cite":
            self._ask_place(self._citations[int(name)], is_new=False)
        elif kind == "doc":
            self._ask_place(Citation(name), is_new=True)

    def _ask_place(self, citation: Citation, *, is_new: bool) -> None:
        """Ask where in the document the proof stands, and cite it there."""
        document = self.desk.assessment.document(citation.document)

        def accept(typed: Mapping[str, str]) -> str | None:
            def change() -> None:
                if not is_new:
                    self.desk.uncite(self.row_id, citation)
                placed = Citation(citation.document, typed["section"], typed["page"])
                self.desk.cite(self.row_id, placed)

            return self._tried(change)

        fields = (
            SheetLine("section", _("Section"), citation.section, example("II.2")),
            SheetLine("page", _("Page"), citation.page, example("3")),
        )
        words = document_words(document) if document is not None else citation.document
        self.app.push_screen(SheetScreen(_("Where in the document"), words, fields, accept))

    def _tried(self, change: Callable[[], None]) -> str | None:
        try:
            change()
        except ParselfError as error:
            return "\n".join(render_problem(problem) for problem in error.problems)
        return None

    def action_cite(self) -> None:
        """Cite the highlighted document."""
        self.query_one(OptionList).action_select()

    def action_add_file(self) -> None:
        """Choose a file; it is copied beside the assessment and cited in this row."""
        title = _("File of evidence")
        self.app.push_screen(FilePicker(title, self.parself.picked_from), self._picked)

    def _picked(self, path: Path | None) -> None:
        if path is not None:
            self.parself.picked_from = path.parent
            words = render(say("Copying {name}…", name=path.name))
            self.notify(words, markup=False, timeout=3)
            self._take_in(path)

    @work(thread=True, exit_on_error=False, group="evidence", exclusive=True)
    def _take_in(self, path: Path) -> None:
        """Copy in a thread: scans may be large. Only the outcome touches the desk."""
        worker = get_current_worker()
        try:
            taken = evidence.take_in(self.desk.folder, self.desk.assessment, path)
        except ParselfError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self.tell, UsageError(*error.problems))
            return
        self.app.call_from_thread(self._taken_in, taken)

    def _taken_in(self, taken: TakenIn) -> None:
        if taken.is_known:
            words = _("This file is in the register already; it was not copied again.")
            self.notify(render(FILE_IS_BACK) if taken.is_back else words, markup=False)
        if taken.is_back or not taken.is_known:
            self._prints = None
        self._add(taken.document)

    def action_add_other(self) -> None:
        """Register something without a file and cite it in this row."""
        kinds = (DocumentKind.LINK, DocumentKind.ON_FILE, DocumentKind.EXTRACT)
        choices = [(kind.value, document_kind(kind)) for kind in kinds]
        words = _(
            "No secret papers and no needless personal data in the file: keep them at the unit."
        )
        self.app.push_screen(AskScreen(_("Without file"), words, choices), self._chosen_kind)

    def _chosen_kind(self, kind: str | None) -> None:
        if kind is not None:
            document_id = evidence.next_id(self.desk.assessment.documents)
            self._describe(Document(document_id, DocumentKind(kind)), is_new=True)

    def _add(self, document: Document) -> None:
        """Register and cite a document as one step, then ask what it is."""

        def change() -> None:
            self.desk.register_cited(document, self.row_id)

        wrong = self._tried(change)
        if wrong is not None:
            self.notify(wrong, markup=False, severity="warning", timeout=8)
            return
        self.refresh_view()
        self._describe(document)

    def action_describe(self) -> None:
        """Change what the register says of the highlighted document."""
        document = self._chosen_document()
        if document is not None:
            self._describe(document)

    def _describe(self, document: Document, *, is_new: bool = False) -> None:
        """Ask what a document is; a new one is registered and cited with what was typed."""

        def enter(described: Document) -> None:
            if is_new:
                self.desk.register_cited(described, self.row_id)
            else:
                self.desk.register(described)

        def accept(typed: Mapping[str, str]) -> str | None:
            if is_new and not any(value.strip() for value in typed.values()):
                return _("Say at least what the document is.")
            return self._tried(lambda: enter(_described(document, typed)))

        title = f"{document.id} · {document_kind(document.kind)}"
        year = self.desk.assessment.year

        def question(typed: Mapping[str, str]) -> str:
            dated = evolve(
                document,
                issued=understood(read_date, typed["issued"]),
                captured=understood(read_date, typed.get("captured", "")),
            )
            return asking.questions(unlikely.of_document(dated, year))

        sheet = SheetScreen(title, document.original_name, _fields(document), accept, question)
        self.app.push_screen(sheet)

    def action_take_out(self) -> None:
        """Take the highlighted citation out of the row, or an uncited document out of the list."""
        kind, _sep, name = (self._highlighted_id() or "").partition(":")
        if not name:
            return
        if kind == "cite":
            citation = self._citations[int(name)]
            wrong = self._tried(lambda: self.desk.uncite(self.row_id, citation))
        else:
            wrong = self._tried(lambda: self.desk.remove_document(name))
        if wrong is not None:
            self.notify(wrong, markup=False, severity="warning", timeout=8)
        self.refresh_view()


def _line(entry: register.Entry, place: str = "") -> Content:
    """Return a document in two lines: what it is and where, then how it is held and used."""
    document = entry.document
    first = f"  {document.id}  {document_words(document)}"
    title = document.title if document.number else ""
    head = ", ".join(part for part in (first, place) if part)
    warnings = [file_state_words(entry.state)]
    if entry.is_outside:
        warnings.append(_("outside the period"))
    if entry.is_heavy:
        warnings.append(render(say("serves {count} rows", count=len(entry.rows))))
    known = [title, document_kind(document.kind), _rows_words(entry)]
    below = " · ".join(part for part in known if part)
    told = " · ".join(words for words in warnings if words)
    return lines(
        plain(head),
        plain((f"         {below}", "$text-muted"), (f"  {told}" if told else "", "$text-warning")),
    )


def _rows_words(entry: register.Entry) -> str:
    if entry.is_orphan:
        return _("not cited by any row")
    return f"{_('rows')}: {', '.join(entry.rows)}"


def _fields(document: Document) -> tuple[SheetLine, ...]:
    issued = show_date(document.issued) if document.issued else ""
    fields = [
        SheetLine("number", _("Number"), document.number, example("45/BC-UBND")),
        SheetLine("issued", _("Date of issue"), issued, example("05/12/2023")),
        SheetLine("issuer", _("Issued by"), document.issuer),
        SheetLine("title", _("Title of the document"), document.title),
    ]
    if document.kind is DocumentKind.LINK:
        captured = show_date(document.captured) if document.captured else ""
        fields[:0] = [
            SheetLine(
                "link", _("Address"), document.link, example("https://vanquan.langson.gov.vn")
            )
        ]
        fields.append(SheetLine("captured", _("Looked at on"), captured, example("05/12/2023")))
    return tuple(fields)


def _described(document: Document, typed: Mapping[str, str]) -> Document:
    """Return the document with what was typed. Raises `UsageError` for no day."""
    return evolve(
        document,
        number=typed["number"],
        issued=_day(typed["issued"]),
        issuer=typed["issuer"],
        title=typed["title"],
        link=typed.get("link", ""),
        captured=_day(typed.get("captured", "")),
    )


def _day(typed: str) -> date | None:
    return read_date(typed) if typed.strip() else None
