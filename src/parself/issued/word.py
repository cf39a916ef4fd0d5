"""A Word file as plain lines of cells, streamed with distrust.

What a person sees is read: text that was inserted counts and what was deleted does not, and both
are told by place, because a decision as issued has no open changes. Text boxes and pictures
cannot be read and are told as well.
"""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Final

from parself import limits
from parself.errors import DamagedError, Message, Problem, say
from parself.files import packed
from parself.issued.numbering import BULLET, Counter, Given, Lists, Named, value
from parself.issued.page import CROSSED_OUT, RAISED, TAKE_OUT, Box, Leaf, Line, tidy
from parself.text import is_digits
from parself.values import Open, evolve, field
from parself.workbook.xml import Part, Reader

_CAPS: Final = packed.Caps(limits.WORD_BYTES, limits.WORKBOOK_FILES, limits.WORD_UNPACKED_BYTES)
_BODY: Final = "word/document.xml"
_NUMBERING: Final = "word/numbering.xml"
_STYLES: Final = "word/styles.xml"
_FOOTNOTES: Final = "word/footnotes.xml"
_SAVE_ANEW: Final = say("Open it in Word or LibreOffice, save it anew as .docx, and try again.")
_BREAKS: Final = frozenset({"br", "cr"})
_PICTURES: Final = frozenset({"blip", "imagedata", "OLEObject"})
_GONE: Final = frozenset({"del", "moveFrom"})
_COME: Final = frozenset({"ins", "moveTo"})
_OFF: Final = frozenset({"0", "false", "none"})


class _Archive(packed.Archive):
    """The zip of a Word file."""

    def damaged(self, what: Message, entry: str = "") -> DamagedError:
        """Return the error for a Word file that is not as it was written."""
        told = say("The Word file is damaged and cannot be read.")
        return DamagedError(Problem(told, self.name, _SAVE_ANEW))

    def unsafe(self, what: Message, entry: str = "") -> DamagedError:
        """Return the error for what no office program writes."""
        todo = say("Copy its table into a new Word file, and use that.")
        return DamagedError(Problem(what, self.name, todo))


def is_word(data: bytes) -> bool:
    """Say whether a packed file looks like one of Word, by the names that stand in it."""
    return data.startswith(b"PK") and _BODY.encode() in data


def read_word(data: bytes, *, where: str) -> Leaf:
    """Return a Word file's paragraphs and tables. Raises `DamagedError`, naming `where`."""
    if len(data) > limits.WORD_BYTES:
        what = say("The Word file is larger than {most:size}.", most=limits.WORD_BYTES)
        raise DamagedError(Problem(what, where, say("Take out pictures that are not needed.")))
    archive = _Archive(where, BytesIO(data), _CAPS)
    if packed.holds_program(archive.entries.keys()):
        todo = say("Save it as .docx, without macros.")
        raise DamagedError(Problem(say("The Word file holds a program."), where, todo))
    reader = Reader(archive, limits.WORD_ELEMENTS)
    lists, named = Lists(), Named()
    for path, part in ((_NUMBERING, lists), (_STYLES, named)):
        if path in archive.entries:
            reader.read(path, part)
    body = _Body(reader, lists.counter(), named.found)
    reader.read(_BODY, body)
    footnotes = _Footnotes(reader)
    if _FOOTNOTES in archive.entries:
        reader.read(_FOOTNOTES, footnotes)
    lines = (*body.lines, *footnotes.lines(body.footnotes))
    return Leaf(where, lines, tuple(body.faults), tuple(body.notices))


def _number(attributes: Mapping[str, str], least: int = 1) -> int:
    text = value(attributes) or str(least)
    is_small = is_digits(text) and len(text) < 3
    return min(int(text), limits.WORKBOOK_COLUMNS) if is_small else 1


class _Words(Part):
    """Text as runs give it, with raised digits raised."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.pieces: list[str] = []
        self._is_open = self._is_raised = self._is_crossed = False
        self.is_struck = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take an element's beginning."""
        self._is_open = tag == "t"
        match tag:
            case "r":
                self._is_raised = self._is_crossed = False
            case "vertAlign":
                self._is_raised = value(attributes) == "superscript"
            case "strike" | "dstrike":
                self._is_crossed = value(attributes) not in _OFF
            case "tab" | "noBreakHyphen":
                self.pieces.append(" " if tag == "tab" else "-")
            case _ if tag in _BREAKS:
                self.pieces.append("\n")

    def end(self, tag: str) -> None:
        """Take an element's end."""
        self._is_open = False
        if tag == "p":
            self.pieces.append("\n")

    def text(self, text: str) -> None:
        """Take some of an element's text."""
        if self._is_open:
            self._reader.spend(len(text))
            self.pieces.append(text.translate(RAISED) if self._is_raised else text)
            self.is_struck |= self._is_crossed and bool(text.strip())

    def taken(self) -> str:
        """Return the text so far, and begin anew."""
        text = tidy("".join(self.pieces))
        self.pieces.clear()
        self.is_struck = False
        return text


class _Footnotes(_Words):
    """The texts of the footnotes, by id."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader)
        self.found: dict[str, str] = {}
        self._id = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take an element's beginning."""
        if tag == "footnote":
            self._id = value(attributes, "id") or ""
        super().start(tag, attributes)

    def end(self, tag: str) -> None:
        """Take an element's end."""
        super().end(tag)
        if tag == "footnote":
            self.found[self._id] = self.taken()

    def lines(self, used: list[str]) -> Iterator[Line]:
        """Yield the footnotes that the text refers to, each behind its mark."""
        for number, one in enumerate(used, start=1):
            where = f"Chú thích {number}"
            text = f"{str(number).translate(RAISED)} {self.found.get(one, '')}"
            yield Line(where, {1: Box(text, where)}, is_table=False)


class _Table(Open):
    """A table being read."""

    number: int
    line: int = 0
    column: int = 1
    columns: int = 1
    """How many columns the cell at hand takes."""
    is_continued: bool = False
    """Whether the cell at hand goes on from the line above."""
    cells: dict[int, Box] = field(default_factory=dict)
    over: dict[int, Box] = field(default_factory=dict)
    hanging: dict[int, tuple[int, int, Box]] = field(default_factory=dict)
    """By column the line in which its last cell began, its place among all lines, and the cell."""

    @property
    def where(self) -> str:
        """The place of the line at hand."""
        return f"Bảng {self.number}, dòng {self.line}"


class _Body(_Words):
    """The body of a Word file being read."""

    def __init__(self, reader: Reader, counter: Counter, named: Mapping[str, Given]) -> None:
        super().__init__(reader)
        self._counter, self._named = counter, named
        self._list: Given | None = None
        """The list of the paragraph at hand."""
        self._begun = 0
        """How many pieces stand before the paragraph at hand."""
        self.lines: list[Line] = []
        self.faults: list[Problem] = []
        self.notices: list[Message] = []
        self.footnotes: list[str] = []
        self._table: _Table | None = None
        self._tables = self._paragraphs = self._nested = 0
        self._aside = self._gone = self._come = 0
        self._is_numbered = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take an element's beginning."""
        if tag in {"txbxContent", "Fallback"}:
            if tag == "txbxContent" and not self._aside:
                self._tell(say("A text box stands here, and its text is not read."), _AS_TEXT)
            self._aside += 1
        if self._aside:
            return
        self._gone += tag in _GONE
        self._come += tag in _COME
        if tag in _PICTURES:
            self._tell(say("A picture stands here, and what it shows is not read."), _AS_TEXT)
        self._structure(tag, attributes)
        super().start(tag, attributes)

    def end(self, tag: str) -> None:
        """Take an element's end."""
        if self._aside:
            self._aside -= tag in {"txbxContent", "Fallback"}
            return
        self._gone -= tag in _GONE
        self._come -= tag in _COME
        if tag == "p":
            self._count()
        super().end(tag)
        match tag:
            case "p" if self._table is None:
                self._end_paragraph()
            case "tc" if not self._nested:
                self._end_cell()
            case "tr" if not self._nested:
                self._end_line()
            case "tbl" if self._nested:
                self._nested -= 1
            case "tbl":
                self._table = None

    def text(self, text: str) -> None:
        """Take some of an element's text."""
        if not self._aside and not self._gone:
            super().text(text)
            if self._come and self._is_open and text.strip():
                self._note_change()

    def _count(self) -> None:
        """Write before the paragraph at hand what Word writes there by itself."""
        given, self._list = self._list, None
        if given is None or given.number == "0":
            return
        shown = self._counter.next(given)
        if shown is None:
            self._is_numbered = True
        elif shown != BULLET or len(self.pieces) > self._begun:
            self.pieces.insert(self._begun, f"{shown} ")

    def _structure(self, tag: str, attributes: Mapping[str, str]) -> None:
        match tag:
            case "tbl" if self._table is None:
                self._tables += 1
                self._table = _Table(self._tables)
            case "tbl":
                self._nested += 1
                self._tell(say("A table stands inside a cell."), say("Write its lines as text."))
            case "delText" | "delInstrText":
                self._note_change()
            case "footnoteReference":
                self.footnotes.append(value(attributes, "id") or "")
                self.pieces.append(str(len(self.footnotes)).translate(RAISED))
            case "p":
                self._begun, self._list = len(self.pieces), None
            case "pStyle":
                self._list = self._named.get(value(attributes) or "")
            case "numPr":
                self._list = Given("")
            case "ilvl" if self._list is not None:
                self._list = evolve(self._list, level=_number(attributes, least=0))
            case "numId" if self._list is not None:
                self._list = evolve(self._list, number=value(attributes) or "")
        if self._table is not None and not self._nested:
            self._cell(self._table, tag, attributes)

    def _cell(self, table: _Table, tag: str, attributes: Mapping[str, str]) -> None:
        match tag:
            case "tr":
                table.line += 1
                table.column = 1
            case "gridBefore":
                table.column += _number(attributes)
            case "tc":
                table.columns, table.is_continued, self._is_numbered = 1, False, False
            case "gridSpan":
                table.columns = _number(attributes)
            case "vMerge":
                table.is_continued = value(attributes) != "restart"

    def _end_cell(self) -> None:
        table = self._table
        if table is None:
            return
        struck = self.is_struck
        text = self.taken()
        if struck:
            self.faults.append(Problem(CROSSED_OUT, table.where, TAKE_OUT))
        if table.is_continued and table.column in table.hanging:
            self._go_on(table, text)
        else:
            table.hanging.pop(table.column, None)
            fault = Problem(_NUMBERED, table.where, _TYPE_IT) if self._is_numbered else None
            if text or fault:
                table.cells[table.column] = Box(text, table.where, table.columns, fault=fault)
                table.hanging[table.column] = (
                    table.line, len(self.lines), table.cells[table.column]
                )  # fmt: skip
        table.column += table.columns

    def _go_on(self, table: _Table, text: str) -> None:
        """Take a cell that is merged with the one above it; a page break may have cut its text."""
        first, place, box = table.hanging[table.column]
        longer = evolve(
            box, lines=table.line - first + 1, text=f"{box.text}\n{text}" if text else box.text
        )
        line = self.lines[place]
        self.lines[place] = evolve(line, cells={**line.cells, table.column: longer})
        table.hanging[table.column] = (first, place, longer)
        table.over[table.column] = longer

    def _end_line(self) -> None:
        table = self._table
        if table is not None:
            # A line takes its place even if it is empty: cells that hang down know it by number.
            self.lines.append(Line(table.where, table.cells, table.over))
            table.cells, table.over = {}, {}
            if len(self.lines) > limits.WORKBOOK_LINES:
                what = say("The file holds more than a rubric or a form can.")
                raise self._reader.archive.unsafe(what)

    def _end_paragraph(self) -> None:
        text = self.taken()
        if text:
            self._paragraphs += 1
            where = f"Đoạn {self._paragraphs}"
            self.lines.append(Line(where, {1: Box(text, where)}, is_table=False))

    def _note_change(self) -> None:
        what = say("A change stands here that is neither accepted nor rejected.")
        self._tell(what, say("In Word: Review, accept or reject all changes, and save."))

    def _tell(self, what: Message, todo: Message) -> None:
        """Note what cannot be read: a fault in a table, a notice elsewhere."""
        if self._table is not None:
            problem = Problem(what, self._table.where, todo)
            if problem not in self.faults[-3:]:
                self.faults.append(problem)
        elif what not in self.notices:
            self.notices.append(what)


_AS_TEXT: Final = say("Write it as text in the cell.")
_NUMBERED: Final = say("Word writes the code of this line by itself; it is not part of the text.")
_TYPE_IT: Final = say("Type the codes as text.")
