"""Figures of all units taken from a file: what each cell says of which unit, row and field.

All of it is read before anything is changed, and one cell that cannot be read stops the whole
file; all that is wrong with a file is told at once. A blank cell keeps what stands, "-" clears it,
and 0 is zero.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from parself import files
from parself.assessment.cells import read_cell
from parself.errors import Message, ParselfError, Problem, RefusedError, UsageError, say
from parself.limits import WORKBOOK_BYTES
from parself.province.headings import Meaning, TwoRowsError, field_of, meaning
from parself.province.record import Round
from parself.province.unit_names import NOBODY, Names, key_of, read_names
from parself.province.unit_table import Stranger, UnitTable, find_table, is_figure
from parself.rubric import model as m
from parself.rules.amounts import Value
from parself.rules.fields import Field
from parself.rules.kinds import row_fields
from parself.text import one_line
from parself.values import Frozen, evolve, field
from parself.workbook import Cell, read_tables
from parself.workbook.sheet import letters_of

_CLEARING: Final = frozenset({"-", "–", "—", "−"})
_HEADING: Final = 60


class Asked(Frozen):
    """What is asked of a file beside what its headings say."""

    rows: tuple[m.Row, ...]
    """Rows that its headings may name."""
    row: str = ""
    """The row that one column is of, whatever its heading names."""
    key: str = ""
    """The field where headings name none."""
    column: str = ""
    """Words of the heading of that one column; empty where there is only one."""
    matches: Mapping[str, str] = field(default_factory=dict)
    """Codes of units, or `NOBODY`, by names as they stand in the file."""
    possible: Callable[[Sequence["Figure"]], Iterable[Problem]] = lambda _figures: ()
    """Says why figures that could be read are not possible, those of no unit each by itself."""
    every: bool = False
    """Whether a blank cell in a column of figures is a figure that is missing."""


class Figure(Frozen):
    """What one cell says."""

    unit: str
    """Empty where the unit, or another figure of the row, could not be read."""
    row: str
    key: str
    value: Value | None
    """None clears what stands."""
    place: str


class Named(Frozen):
    """Which unit a line was taken for."""

    name: str
    """As the file writes it."""
    unit: str
    is_own: bool
    """Whether that is a name of the roster, letter by letter but for capitals."""


class FaultyFileError(RefusedError):
    """All that is wrong with a file: names that a person may match, and what else."""

    def __init__(self, strangers: Iterable[Stranger], others: Iterable[Problem]) -> None:
        self.strangers, self.others = tuple(strangers), tuple(others)
        super().__init__(*map(_stranger, self.strangers), *self.others)


class Taken(Frozen):
    """What a file says."""

    file: str
    sha256: str
    figures: tuple[Figure, ...]
    columns: tuple[tuple[str, str], ...]
    """Row and key of the columns that were read."""
    notes: tuple[Message, ...]
    names: Mapping[str, str]
    """What is remembered of the units' names from now on."""
    named: tuple[Named, ...] = ()
    """The lines that were read, in the order of the roster."""

    @property
    def inexact(self) -> tuple[Named, ...]:
        """The lines that name their unit otherwise than the roster does."""
        return tuple(one for one in self.named if not one.is_own)


def take(
    data: bytes, file: str, round_: Round, asked: Asked, remembered: Mapping[str, str]
) -> Taken:
    """Return what a file says of the units of a round.

    Raises `DamagedError` for what is no table, `UsageError` for a match with no unit, and
    `FaultyFileError` with everything that cannot be read for certain or is not possible.
    """
    names = {**remembered, **_matches(round_, asked.matches)}
    known = Names(round_.roster, names)
    table = find_table(read_tables(data, where=file), known, file)
    columns, faults = _columns(table, asked)
    figures, alone, unread = _figures(table, columns)
    others = [*_other_year(table, round_.year), *table.problems, *table.spanning(columns)]
    others += [*faults, *unread, *asked.possible((*figures, *alone))]
    if others or table.strangers:
        raise FaultyFileError(table.strangers, others)
    return Taken(
        file,
        sha256(data).hexdigest(),
        tuple(figures),
        tuple((one.row.id, one.field.key) for one in columns.values() if one.field),
        (
            *_notes(table, columns, round_),
            *(_blanks(table, columns, round_) if asked.every else ()),
        ),
        names,
        tuple(_named(table, known, round_)),
    )


def _named(table: UnitTable, known: Names, round_: Round) -> Iterator[Named]:
    for unit in round_.roster.units:
        if unit.code in table.lines:
            name = table.name(unit.code)
            yield Named(name, unit.code, known.is_own(name, unit.code))


def _figures(
    table: UnitTable, columns: Mapping[int, Meaning]
) -> tuple[Sequence[Figure], Sequence[Figure], Sequence[Problem]]:
    """Return what the cells say, what they say by themselves, and those that cannot be read.

    A row of a unit with one such cell says nothing: its figures are possible only together.
    """
    found, problems = list[Figure](), list[Problem]()
    unread = set[tuple[str, str]]()
    lines = [*table.lines.items(), *(("", line) for line in table.loose)]
    for column, one in columns.items():
        for unit, line in lines:
            try:
                figure = _figure(table, unit, line, column, one)
            except ParselfError as error:
                where = table.place(line, column)
                problems += [evolve(problem, where=where) for problem in error.problems]
                unread.add((unit, one.row.id))
            else:
                found += [figure] if figure is not None else []
    whole, alone = list[Figure](), list[Figure]()
    for each in found:
        is_whole = each.unit and (each.unit, each.row) not in unread
        whole += [each] if is_whole else []
        alone += [] if is_whole else [evolve(each, unit="")]
    return whole, alone, problems


def _stranger(one: Stranger) -> Problem:
    what = say("“{name}” is no unit of this round.", name=one.name)
    if not one.near:
        todo = say("Say which is meant, or none: --match “{name}=-”.", name=one.name)
        return Problem(what, one.place, todo)
    todo = say(
        "Is one of these meant: {near}? Then say so: --match “{name}={code}”; “{name}=-” leaves"
        " the line out.",
        near=", ".join(f"{unit.short} ({unit.code})" for unit in one.near),
        name=one.name,
        code=one.near[0].code,
    )
    return Problem(what, one.place, todo)


def take_file(round_: Round, file: Path, asked: Asked) -> Taken:
    """Return what a file says, with the names that this round remembers.

    Raises what `take` raises, and `FileError`.
    """
    data = files.read_file(file, most=WORKBOOK_BYTES)
    return take(data, one_line(file.name), round_, asked, read_names(round_.path))


def _matches(round_: Round, matches: Mapping[str, str]) -> Mapping[str, str]:
    for name, code in matches.items():
        if code != NOBODY and round_.roster.unit(code) is None:
            what = say("There is no unit “{unit}” in this round.", unit=code)
            raise UsageError(Problem(what, one_line(name), _see_units(round_)))
    return {key_of(name): code for name, code in matches.items()}


def _see_units(round_: Round) -> Message:
    known = ", ".join(unit.code for unit in round_.roster.units[:_HEADING])
    return say("Known are: {known}.", known=known)


def _other_year(table: UnitTable, year: int) -> Iterator[Problem]:
    years = table.years()
    if years and year not in years:
        what = say(
            "The table says it is of {theirs:none}, the round is of {ours:none}.",
            theirs=max(years),
            ours=year,
        )
        todo = say("Take the file of the round's year; or mend its heading.")
        yield Problem(what, table.file, todo)


def _columns(table: UnitTable, asked: Asked) -> tuple[Mapping[int, Meaning], list[Problem]]:
    """Return what columns mean, and where that is not certain."""
    if asked.row:
        return _only(table, asked.column, told(asked))
    found: dict[int, Meaning] = {}
    problems: list[Problem] = []
    for column in table.columns():
        try:
            one = meaning(table.headings(column), asked.rows, asked.key)
        except TwoRowsError:
            what = say("The heading of this column names two rows of the rubric.")
            problems.append(Problem(what, _head(table, column), _MEND))
            continue
        if one is None:
            continue
        if one.field is None and table.has_figures(column):
            what = say("The heading names row {row}, but not which figure of it.", row=one.row.id)
            todo = say("Write “%” or “điểm” into it, or the figure's name; or say --key.")
            problems.append(Problem(what, _head(table, column), todo))
        elif one.field is not None:
            problems += _doubled(table, found, column, one)
            found[column] = one
    problems += _shifted(table, found)
    if not found and not problems:
        what = say("No heading of the table names a row that is asked for.")
        todo = say("Write the row's number over the column.")
        problems.append(Problem(what, table.file, todo))
    return found, problems


_MEND: Final = say("Let it name one.")


def told(asked: Asked) -> Meaning:
    """Return the row and field that `asked` names for one column.

    Raises `UsageError` where there is none.
    """
    row = next((one for one in asked.rows if one.id == asked.row), None)
    if row is None:
        what = say("There is no row “{row}” here.", row=asked.row)
        raise UsageError(Problem(what, todo=say("Known are: {known}.", known=_ids(asked.rows))))
    found = field_of(row, asked.key) or _labelled(row, asked.key)
    if found is None:
        what = say("The row has no entry “{key}”.", key=asked.key)
        known = "; ".join(
            f"{one.key} ({one.label})" if one.label else one.key for one in row_fields(row)
        )
        raise UsageError(Problem(what, row.id, say("Its entries are: {known}.", known=known)))
    return Meaning(row, found)


def _labelled(row: m.Row, words: str) -> Field | None:
    """Return a row's field by its label, however its marks and capitals are written."""
    meant = key_of(words)
    return next((one for one in row_fields(row) if meant and key_of(one.label) == meant), None)


def _ids(rows: Iterable[m.Row]) -> str:
    return ", ".join(row.id for row in rows)


def _only(
    table: UnitTable, words: str, meant: Meaning
) -> tuple[Mapping[int, Meaning], list[Problem]]:
    """Return the one column that is meant, or why several may be."""
    columns = [one for one in table.columns() if table.has_figures(one)]
    if words:
        asked = key_of(words)
        columns = [one for one in columns if asked in key_of(" ".join(table.headings(one)))]
    if len(columns) == 1:
        return {columns[0]: meant}, []
    what = say("Several columns hold figures, and it is not said which is meant.")
    if not columns:
        what = say("No column of this heading holds figures.")
    shown = "; ".join(_shown(table, one) for one in table.columns())
    todo = say("Name words of its heading: --column. There are: {known}.", known=shown)
    return {}, [Problem(what, table.file, todo)]


def _shown(table: UnitTable, column: int) -> str:
    heading = " · ".join(table.headings(column))[:_HEADING]
    return f"{letters_of(column)} {heading}".strip()


def _head(table: UnitTable, column: int) -> str:
    return table.place(max(table.top, 1), column)


def _doubled(
    table: UnitTable, found: Mapping[int, Meaning], column: int, one: Meaning
) -> Iterator[Problem]:
    before = next((at for at, other in found.items() if other == one), None)
    if before is not None:
        what = say("Columns {first} and {second} mean the same figure.", **_two(before, column))
        yield Problem(what, _head(table, column), say("Leave one of them."))


def _two(first: int, second: int) -> dict[str, object]:
    return {"first": letters_of(first), "second": letters_of(second)}


def _shifted(table: UnitTable, found: Mapping[int, Meaning]) -> Iterator[Problem]:
    """Yield figures under no heading of figures beside what is empty: they may have slipped."""
    beside = [one for one in table.columns() if one not in found and table.is_headless(one)]
    slipped: dict[tuple[int, int], list[int]] = {}
    for line in sorted(table.lines.values()):
        full = [one for one in beside if is_figure(table.cell(line, one))]
        empty = [one for one in found if table.cell(line, one).value in {None, ""}]
        if full and empty:
            slipped.setdefault((empty[0], full[0]), []).append(line)
    for (first, second), lines in slipped.items():
        what = say(
            "Column {second} has no heading of figures, but figures stand in {count} lines of it in"
            " which column {first} is empty.",
            **_two(first, second),
            count=len(lines),
        )
        todo = say("Put the figures under their headings; they may have slipped.")
        yield Problem(what, table.place(lines[0], second), todo)


def _figure(table: UnitTable, unit: str, line: int, column: int, one: Meaning) -> Figure | None:
    """Return what a cell says; None where it says nothing. Raises `ParselfError`."""
    assert one.field is not None, "only columns with a field are read"
    cell, place = table.cell(line, column), table.place(line, column)
    if isinstance(cell.value, str) and cell.value.strip() in _CLEARING:
        return Figure(unit, one.row.id, one.field.key, None, place)
    value = _value(cell, one.field)
    return None if value is None else Figure(unit, one.row.id, one.field.key, value, place)


def _value(cell: Cell, asked: Field) -> Value | None:
    """Read a cell; a formula stands for its result. Raises `ParselfError`."""
    if cell.is_formula and cell.value is None:
        what = say("The result of the formula is not saved in the file.")
        raise ParselfError(Problem(what, todo=say("Open it in Excel, save it, and try again.")))
    is_share = cell.is_percent or (isinstance(cell.value, str) and "%" in cell.value)
    if is_share and asked.kind == "count":
        what = say("A percentage stands where a count is asked for.")
        raise ParselfError(Problem(what, todo=say("Check the column and its heading.")))
    return read_cell(evolve(cell, is_formula=False), asked)


def _notes(table: UnitTable, columns: Mapping[int, Meaning], round_: Round) -> Iterator[Message]:
    """Yield what a person has to know of how the table was read."""
    yield from table.grid.unseen(table.top, {table.names, *columns})
    if table.grid.is_cut:
        yield say("The sheet goes on below what is read.")
    unread = [one for one in table.columns() if one not in columns and table.has_figures(one)]
    if unread:
        shown = "; ".join(_shown(table, one) for one in unread)
        yield say("Columns that were not read: {columns}.", columns=shown)
    if table.passed_over:
        lines = ", ".join(map(str, table.passed_over))
        yield say("Lines that are no unit's were left out: {lines}.", lines=lines)
    computed = _formulas(table, columns)
    if computed:
        yield say("{count} cells hold formulas; their saved results were read.", count=computed)
    missing = [unit.short for unit in round_.roster.units if unit.code not in table.lines]
    if missing:
        yield say("Not in the table: {units}.", units=", ".join(missing))


def _blanks(table: UnitTable, columns: Mapping[int, Meaning], round_: Round) -> Iterator[Message]:
    """Yield of which units a column says nothing, so that nothing of theirs is compared by it."""
    for column in columns:
        blank = [
            unit.short
            for unit in round_.roster.units
            if unit.code in table.lines
            and table.cell(table.lines[unit.code], column).value in {None, ""}
        ]
        if blank:
            yield say(
                "Column {column} is blank, nothing to compare: {units}.",
                column=_shown(table, column),
                units=", ".join(blank),
            )


def _formulas(table: UnitTable, columns: Collection[int]) -> int:
    cells = (table.cell(line, at) for at in columns for line in table.lines.values())
    return sum(cell.is_formula for cell in cells)
