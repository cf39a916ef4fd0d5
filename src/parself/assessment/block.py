"""A block of cells pasted from a spreadsheet, read into the fields of one row.

A per-commune table is matched by the names in the block, folded and without the word for
the kind of commune, else in order. Everything is read before anything is taken over: a
block with a fault changes nothing. This module alone knows how such blocks look.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Final

from parself.assessment import entries
from parself.errors import Message, UsageError, say
from parself.limits import BLOCK_CHARACTERS
from parself.numerals import UnreadableError, read_decimal
from parself.rubric import model as m
from parself.rules.amounts import Value, Values
from parself.rules.fields import Field, Fields
from parself.text import cleaned, looks_like_tcvn3, one_line, search_key
from parself.values import Frozen, evolve

_TOTALS: Final = ("tong", "cong", "toan huyen", "toan xa", "tong cong", "tong so")
_TICKED: Final = frozenset({"x", "v", "✓", "√", "dat", "co"})
_UNTICKED: Final = frozenset({"-", "–", "chua", "chua dat", "khong dat"})
# Words for kinds of communes, which lists leave out or shorten.
_KINDS: Final = re.compile(r"^(?:ubnd\s+)?(?:(?:xa|thi tran|phuong|tt|x|p)(?:\.\s*|\s+))?")

Grid = tuple[tuple[str, ...], ...]


class Cell(Frozen):
    """One cell and the field that it goes into."""

    field: Field
    typed: str
    value: Value | None = None
    """As read; None where the cell is blank or cannot be read."""
    fault: Message | None = None


class Line(Frozen):
    """One line of the block and the line of the table that it goes into."""

    name: str
    """Of the table's line."""
    typed_name: str
    """As it stands in the block; empty where the line was matched in order."""
    cells: tuple[Cell, ...]


class Block(Frozen):
    """What a block would enter, and why it cannot, if so."""

    lines: tuple[Line, ...] = ()
    faults: tuple[Message, ...] = ()
    """With any, nothing of the block may be taken over."""
    warnings: tuple[Message, ...] = ()
    strangers: tuple[str, ...] = ()
    """Names of the block that are none of the table's, with figures."""
    is_of_strangers: bool = False
    """Whether names stand in it that are none of the table's: someone has to look first."""

    @property
    def changes(self) -> dict[str, Value]:
        """Everything that was read, by key; nothing while there are faults."""
        if self.faults:
            return {}
        cells = [cell for line in self.lines for cell in line.cells]
        return {cell.field.key: cell.value for cell in cells if cell.value is not None}


class _Target(Frozen):
    """A line of the row's table: a commune and its fields."""

    name: str
    fields: tuple[Field, ...]


def is_block(text: str) -> bool:
    """Say whether pasted text is more than one cell."""
    return bool(re.search(r"[\t\r\n]", text.strip(" \r\n")))


def grid_of(text: str) -> Grid:
    """Return the cells of pasted text: columns by tabs, rows by line ends, blank rows left out."""
    lines = cleaned(text.replace("\x00", "")).split("\n")
    # A cell with a line end in it is quoted by spreadsheets; any other quote is text.
    rows = [line.split("\t") for line in lines]
    if '"' in text and "\t" in text:
        with suppress(csv.Error):
            rows = list(csv.reader((f"{line}\n" for line in lines), delimiter="\t"))
    cells = (tuple(one_line(cell) for cell in row) for row in rows)
    return tuple(row for row in cells if any(row))


def read_cells(row: m.Row, fields: Fields, values: Values, text: str, start: str) -> Block:
    """Read cells into the row's figures and days one after another, from the field `start` on."""
    keys = [field.key for field in fields]
    begin = keys.index(start) if start in keys else 0
    open_fields = [field for field in fields[begin:] if field.kind not in {"yes", "choice"}]
    cells = [cell for line in grid_of(text) for cell in line if cell]
    if len(cells) > len(open_fields):
        what = say("{cells} cells were pasted; from this field on there are {room}.")
        told = {"cells": len(cells), "room": len(open_fields)}
        return Block(faults=(Message(what.id, told),))
    read = [_cell(field, typed) for field, typed in zip(open_fields, cells, strict=False)]
    return _checked(row, fields, values, Block((Line("", "", tuple(read)),)))


def read_table(
    row: m.Row,
    fields: Fields,
    values: Values,
    text: str,
    *,
    start: str = "",
    swapped: bool = False,
    leaving: frozenset[str] = frozenset(),
) -> Block:
    """Read a block into a per-commune table: by names, else in order from the field `start` on.

    Lines of the names in `leaving` are passed over.

    `swapped` takes the first column of figures for the second field of a line, and so on.
    """
    if len(text) > BLOCK_CHARACTERS:
        return Block(faults=(say("The pasted text is too long."),))
    targets = _targets(fields)
    grid = tuple(r for r in grid_of(text) if not _is_total(r) and leaving.isdisjoint(r))
    if not grid or not targets:
        return Block(faults=(_NOTHING,))
    names = _name_column(grid, targets)
    if names is None:
        block = _in_order(grid, targets, start, swapped=swapped)
    else:
        block = _by_name(grid, targets, names, swapped=swapped)
    checked = _checked(row, fields, values, block)
    old = checked.faults and looks_like_tcvn3(text)
    return evolve(checked, faults=(_TCVN3, *checked.faults)) if old else checked


_NOTHING: Final = say("There is nothing in it that could be read.")
_TCVN3: Final = say(
    "The pasted text is in the old TCVN3 encoding."
    " Convert it to Unicode with UniKey and paste it again."
)


def _targets(fields: Fields) -> tuple[_Target, ...]:
    lines: dict[str, list[Field]] = {}
    for field in fields:
        line = field.key if field.kind == "yes" else field.key.rpartition(".")[0]
        lines.setdefault(line, []).append(field)
    return tuple(_Target(group[0].group, tuple(group)) for group in lines.values())


def _is_total(row: Sequence[str]) -> bool:
    return _has_figures(row) and any(search_key(cell) in _TOTALS for cell in row)


def _name(text: str) -> str:
    """Return a commune's name for comparison: without its kind, marks and blanks."""
    return re.sub(r"[^a-z0-9]+", "", _KINDS.sub("", search_key(text), count=1))


def _find(typed: str, targets: Sequence[_Target]) -> _Target | None:
    """Return the line of exactly this name, else the only one of this name apart from the kind."""
    whole = search_key(typed)
    exact = [target for target in targets if search_key(target.name) == whole]
    near = [target for target in targets if _name(typed) and _name(target.name) == _name(typed)]
    found = exact or near
    return found[0] if len(found) == 1 else None


def _name_column(grid: Grid, targets: Sequence[_Target]) -> int | None:
    """Return the column in which most names of communes stand; None where there is none."""
    width = max(len(row) for row in grid)
    found = [sum(_find(_at(row, n), targets) is not None for row in grid) for n in range(width)]
    best = max(found, default=0)
    return found.index(best) if best else None


def _at(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _by_name(grid: Grid, targets: Sequence[_Target], names: int, *, swapped: bool) -> Block:
    found = [(row, _find(_at(row, names), targets)) for row in grid]
    # A line that names no commune and holds no figures is a heading or a signature.
    matched = [(row, target) for row, target in found if target or _means_something(row, names)]
    headings = [row for row in grid if not _has_figures(row)]
    columns = _by_heading(headings, names, targets[0])
    order = columns or range(names + 1, names + 1 + len(targets[0].fields))
    lines: list[Line] = []
    faults: list[Message] = []
    strangers: list[str] = []
    for row, target in matched:
        if target is None:
            strangers.append(_at(row, names))
            name = strangers[-1][:40]
            faults.append(say("“{name}” is not in the list of this unit.", name=name))
        elif any(line.cells[0].field == target.fields[0] for line in lines):
            faults.append(say("{name} stands in the block twice.", name=target.name))
        else:
            cells = _cells(target, [_at(row, n) for n in order], swapped=swapped)
            lines.append(Line(target.name, _at(row, names), cells))
    width = max(len(_figures(row[names + 1 :])) for row, _target in matched)
    warnings = () if faults else tuple(_left_out(lines, targets, 0 if columns else width))
    return Block(tuple(lines), tuple(faults), warnings, tuple(strangers))


def _by_heading(headings: Sequence[Sequence[str]], names: int, target: _Target) -> tuple[int, ...]:
    """Return the columns whose headings are words of the fields' labels; empty if not all are.

    Reports put the total first as often as last, so a heading counts for more than order.
    """
    labels = [_words(field.label) for field in target.fields]
    for row in headings:
        columns = [n for n, cell in enumerate(row) if n > names and _words(cell)]
        found = [[n for n in columns if _words(row[n]) <= label] for label in labels]
        sure = [each[0] for each in found if len(each) == 1]
        rest = [n for n in columns if n not in sure]
        if len(sure) == len(labels) - 1 and len(rest) == 1:
            # One column is left and one field: they belong together.
            found = [each if len(each) == 1 else rest for each in found]
        chosen = tuple(each[0] for each in found if len(each) == 1)
        if sure and len(set(chosen)) == len(labels):
            return chosen
    return ()


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", search_key(text)))


def _left_out(lines: Sequence[Line], targets: Sequence[_Target], columns: int) -> Iterator[Message]:
    taken = {line.cells[0].field.key for line in lines}
    missing = [target.name for target in targets if target.fields[0].key not in taken]
    if missing:
        shown = ", ".join(missing[:5]) + ("…" if len(missing) > 5 else "")
        yield say(
            "{count} of {of} lines are not in the block and stay as they are: {names}",
            count=len(missing), of=len(targets), names=shown,
        )  # fmt: skip
    asked = len(targets[0].fields)
    if columns > asked:
        yield say(
            "Only the first {asked} of {columns} columns are taken.", asked=asked, columns=columns
        )


def _in_order(grid: Grid, targets: Sequence[_Target], start: str, *, swapped: bool) -> Block:
    body = [row for row in grid if _has_figures(row)]
    begin = next(
        (n for n, target in enumerate(targets) if any(f.key == start for f in target.fields)), 0
    )
    room = targets[begin:]
    if not body:
        return Block(faults=(_NOTHING,))
    if len(body) > len(room):
        what = say("The block has {lines} lines; from here on the table has {room}.")
        told = {"lines": len(body), "room": len(room)}
        return Block(faults=(Message(what.id, told),))
    # Before the first column that holds figures stand names that nobody knows.
    names = min(next(n for n, cell in enumerate(row) if _is_figure(cell)) for row in body)
    lines = tuple(
        Line(target.name, " ".join(row[:names]), _cells(target, row[names:], swapped=swapped))
        for row, target in zip(body, room, strict=False)
    )
    warning = say("No names of the table stand in the block: the lines are taken in order.")
    columns = max(len(_figures(row[names:])) for row in body)
    warnings = (warning, *_left_out(lines, targets, columns))
    return Block(lines, (), warnings, is_of_strangers=names > 0)


def _means_something(row: Sequence[str], names: int) -> bool:
    name = _at(row, names)
    return len(name) > 1 and not _is_figure(name) and _has_figures(row[names + 1 :])


def _has_figures(row: Sequence[str]) -> bool:
    return any(_is_figure(cell) for cell in row)


def _is_figure(cell: str) -> bool:
    if search_key(cell) in _TICKED | _UNTICKED | entries.YES_WORDS | entries.NO_WORDS:
        return True
    with suppress(UnreadableError):
        read_decimal(cell)
        return True
    return False


def _figures(row: Sequence[str]) -> tuple[str, ...]:
    """Return the cells of a line, without the empty ones at its end."""
    filled = [n for n, cell in enumerate(row) if cell]
    return tuple(row[: filled[-1] + 1]) if filled else ()


def _cells(target: _Target, row: Sequence[str], *, swapped: bool) -> tuple[Cell, ...]:
    typed = [_at(row, n) for n in range(len(target.fields))]
    if swapped:
        typed.reverse()
    return tuple(_cell(field, cell) for field, cell in zip(target.fields, typed, strict=True))


def _cell(field: Field, typed: str) -> Cell:
    """Read one cell as it would be read if it was typed; lists tick with an x or leave blank."""
    shown = typed[:40]
    if field.kind == "yes":
        word = search_key(typed)
        if word in _TICKED:
            return Cell(field, shown, True)
        if not word or word in _UNTICKED:
            return Cell(field, shown, False)
    try:
        return Cell(field, shown, entries.read_typed(field, typed))
    except UsageError as error:
        return Cell(field, shown, fault=error.problems[0].what)


def _checked(row: m.Row, fields: Fields, values: Values, block: Block) -> Block:
    """Add the row's own faults to the cells that they concern."""
    cells = [cell for line in block.lines for cell in line.cells]
    read = {cell.field.key: cell.value for cell in cells if cell.value is not None}
    wrong = {}
    if not any(cell.fault for cell in cells):
        found = entries.faults(row, fields, {**values, **read})
        wrong = {fault.key: fault.what for fault in found}
    lines, of_cells = [], []
    for line in block.lines:
        marked = [evolve(c, fault=wrong.pop(c.field.key, c.fault)) for c in line.cells]
        lines.append(evolve(line, cells=tuple(marked)))
        for what in (cell.fault for cell in marked if cell.fault is not None):
            told = say("{name}: {what}", name=line.name, what=what) if line.name else what
            of_cells.append(told)
    faults = (*block.faults, *wrong.values(), *of_cells)
    return evolve(block, lines=tuple(lines), faults=faults)
