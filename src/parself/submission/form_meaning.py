"""What a filled-in Excel form says, by the rubric that it was given out with.

Formulas are not figures, whatever they would give; numbers typed as text are read as typed
numbers are; what is not possible is refused row by row, with the cell named, and those rows
stay as they were given out.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from parself import numerals
from parself.assessment import entries, possible
from parself.assessment.cells import read_cell, refuse_untyped
from parself.assessment.evidence import next_id
from parself.assessment.model import Answer, Assessment, Citation, State
from parself.errors import ParselfError, Problem, say
from parself.limits import NAME_LENGTH, TEXT_LENGTH
from parself.rubric import model as m
from parself.rubric import peers
from parself.rules.amounts import Value
from parself.rules.fields import Fields
from parself.submission import part_form
from parself.submission.archive import DamagedBundleError
from parself.submission.document_line import read_line
from parself.submission.form_reading import ASK_AGAIN, Entered, Sheet
from parself.submission.parting import identity
from parself.text import cleaned, nfc, one_line
from parself.values import Open, evolve, field
from parself.workbook import Cell
from parself.workbook.figures import a_truth, exact

_STATE_WORDS: Final[Mapping[str, State]] = {
    "không phát sinh": State.NO_INCIDENCE,
    "no incidence": State.NO_INCIDENCE,
    "không áp dụng": State.NOT_APPLICABLE,
    "not applicable": State.NOT_APPLICABLE,
}
_BLANKS: Final = 1_000
"""Blanks around a text, or combining marks in it, that are borne."""
_PROVISIONAL_WORDS: Final = frozenset({"chưa chốt", "not final yet"})


def understand(
    sheet: Sheet, rubric: m.Rubric, unit: peers.Unit, *, prefix: str
) -> tuple[Assessment, tuple[Problem, ...]]:
    """Return the part as the form fills it in, and what of the form could not be used.

    `rubric` is the one it was given out with. `prefix` begins the ids of documents that the
    department names. Raises a `BundleError` where lines are missing or stand twice.
    """
    wanted = list(part_form.entries(rubric, sheet.part, unit.sub_units))
    lost = [entry.key for entry in wanted if entry.key not in sheet.cells]
    if lost or sheet.doubled:
        key = (lost or list(sheet.doubled))[0]
        what = say(
            "Lines of the form were removed or stand twice (“{key}”).", key=one_line(key)[:80]
        )
        raise DamagedBundleError(Problem(what, sheet.name, ASK_AGAIN))
    return _Understanding(sheet, rubric, prefix, sheet.part).result(wanted)


class _Understanding(Open):
    sheet: Sheet
    rubric: m.Rubric
    prefix: str
    part: Assessment
    """As far as it is filled in."""

    def result(self, wanted: Sequence[part_form.Entry]) -> tuple[Assessment, tuple[Problem, ...]]:
        entered, faults = self.sheet.cells[part_form.WHO], list[Problem]()
        try:
            who = _text(entered.cell, NAME_LENGTH)
        except ParselfError as error:
            raise ParselfError(*_placed(error, part_form.WHO, entered)) from None
        for row in dict.fromkeys(entry.row for entry in wanted if entry.row):
            try:
                self._take(row, [entry for entry in wanted if entry.row == row], who)
            except ParselfError as error:
                faults += [evolve(p, where=p.where or row) for p in error.problems]
        return self.part, tuple(faults)

    def _take(self, row_id: str, wanted: Sequence[part_form.Entry], who: str) -> None:
        """Take over a row. Raises `ParselfError`, after which it stays as it was given out."""
        row, given = self.rubric.rows[row_id], self.sheet.part.answer(row_id)
        figures = self.sheet.part.figures
        said = self._row(wanted, given)
        fields = tuple(entry.field for entry in wanted if entry.field is not None)
        values = {k: v for k, v in {**given.values, **said.values}.items() if v is not None}
        # What only shows a shared figure is left out: the row still takes that over.
        shared = {f.key: figures[f.figure] for f in fields if f.figure in figures and f.figure}
        own = {k: v for k, v in values.items() if k in given.values or shared.get(k) != v}
        answer = evolve(
            given,
            values=own,
            state=said.state or self._state(row, fields, own, given),
            provisional=said.is_provisional,
            explanation=said.explanation,
        )
        found = possible.answer_faults(row, fields, answer, figures)
        if found and (answer.values, answer.state) != (given.values, given.state):
            raise ParselfError(
                *(Problem(f.what, self._place(row_id, f.key), f.todo) for f in found)
            )
        cited = {citation.document for citation in given.citations}
        added = [one for one in self._entered(said.documents) if one.document not in cited]
        answer = evolve(answer, citations=(*given.citations, *added))
        if answer != given:
            self.part = self.part.with_answer(row_id, evolve(answer, who=who, when=None))

    def _row(self, wanted: Sequence[part_form.Entry], given: Answer) -> "_Row":
        """Return what a row's cells say. Raises `ParselfError`, naming each unreadable one."""
        said, faults = _Row(given.provisional), list[Problem]()
        for entry in wanted:
            entered = self.sheet.cells[entry.key]
            try:
                _read_into(said, entry, entered.cell)
            except ParselfError as error:
                faults += _placed(error, entry.row, entered)
        if faults:
            raise ParselfError(*faults)
        return said

    def _state(
        self, row: m.Row, fields: Fields, values: Mapping[str, Value], given: Answer
    ) -> State:
        """Return the given state of unchanged figures, or what the figures make."""
        if values == given.values and given.state in {State.ANSWERED, State.UNANSWERED}:
            return given.state
        shown = entries.with_figures(fields, values, self.sheet.part.figures)
        complete = bool(values) and entries.is_complete(row, fields, shown)
        return State.ANSWERED if complete else State.UNANSWERED

    def _place(self, row_id: str, key: str) -> str:
        """Return the row and the cell that a fault lies in."""
        name = part_form.STATE if key == possible.STATE else f"{part_form.VALUE}{key}"
        cell = self.sheet.cells.get(f"{row_id}|{name}")
        return f"{row_id}, {cell.place}" if cell else row_id

    def _entered(self, lines: Sequence[str]) -> tuple[Citation, ...]:
        """Enter documents that the department names, and return where the row cites them."""
        citations = []
        for line in lines:
            named = read_line(line)
            told, register = identity(named.document), self.part.documents
            known = {identity(one): one.id for one in register}
            if told not in known:
                known[told] = next_id(register, self.prefix)
                new = evolve(named.document, id=known[told])
                self.part = evolve(self.part, documents=(*register, new))
            citations.append(Citation(known[told], named.section, named.page))
        return tuple(citations)


class _Row(Open):
    """What the cells of one row say."""

    is_provisional: bool
    values: dict[str, Value | None] = field(default_factory=dict)
    state: State | None = None
    explanation: str = ""
    documents: tuple[str, ...] = ()


def _read_into(row: _Row, entry: part_form.Entry, cell: Cell) -> None:
    """Read one cell of a row. Raises `ParselfError`."""
    match entry.name:
        case part_form.STATE:
            row.state = _STATE_WORDS.get(_word(cell, _STATE_WORDS.keys()))
        case part_form.PROVISIONAL:
            row.is_provisional = bool(_word(cell, _PROVISIONAL_WORDS))
        case part_form.EXPLANATION:
            row.explanation = _text(cell, TEXT_LENGTH)
        case part_form.EVIDENCE:
            row.documents = _documents(cell)
        case _ if entry.field is not None:
            row.values[entry.field.key] = read_cell(cell, entry.field)


def _placed(error: ParselfError, row: str, entered: Entered) -> list[Problem]:
    return [evolve(problem, where=f"{row}, {entered.place}") for problem in error.problems]


def _text(cell: Cell, most: int) -> str:
    """Return the text of a cell. Raises `ParselfError` where it is none or too long."""
    refuse_untyped(cell, say("Type the text itself."))
    if isinstance(cell.value, bool):
        raise ParselfError(a_truth(cell.value))
    typed = _plain(cell.value)
    # Measured first: what is too long is not worth cleaning.
    text = typed if len(typed) > most + _BLANKS else cleaned(typed).strip()
    _refuse_long(text, most)
    return text


def _word(cell: Cell, known: Collection[str]) -> str:
    """Return the word that was chosen, empty for none."""
    typed = one_line(_text(cell, NAME_LENGTH))
    if typed and typed.casefold() not in known:
        what = say("“{typed}” is not one of the answers of this row.", typed=typed[:40])
        raise ParselfError(Problem(what, todo=say("Choose an answer from the list.")))
    return typed.casefold()


def _documents(cell: Cell) -> tuple[str, ...]:
    lines = [one_line(line) for line in _text(cell, TEXT_LENGTH).split("\n")]
    for line in lines:
        _refuse_long(line, NAME_LENGTH)
    return tuple(dict.fromkeys(line for line in lines if line))


def _refuse_long(text: str, most: int) -> None:
    if len(text) > most:
        what = say(
            "The text is too long: {length:count} characters, at most {most:count}.",
            length=len(text),
            most=most,
        )
        raise ParselfError(Problem(what, todo=say("Shorten it.")))


def _plain(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime() | date():
            return numerals.show_date(value)
        case float():
            return f"{exact(value):f}"
        case _:
            return nfc(str(value))
