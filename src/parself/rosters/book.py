"""A list of units as a workbook: one sheet of words, one with a line for each unit."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from parself.annex.columns import NAME_HEADING, NOTE_HEADING, VALUE_HEADING, Column, Kind
from parself.annex.write import shown_cell
from parself.rosters import columns as c
from parself.rosters.model import UnitList
from parself.rosters.names import WORDS
from parself.rosters.typing import Line, head_line, unit_line
from parself.rubric.peers import UnitKind
from parself.workbook.making import made

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_READY_LINES: Final = 300
"""Lines that have drop-downs."""
_TEXTS: Final = frozenset({Kind.CODE})


def workbook(found: UnitList) -> bytes:
    """Return the workbook of a list of units."""
    return _made(head_line(found), [unit_line(*one) for one in found.lines()])


def template(roster_id: str, kind: UnitKind) -> bytes:
    """Return a workbook to be filled in with units of a kind."""
    words = WORDS[kind]
    head: dict[str, object] = {"kind": kind.value, "unit_word": words.units}
    return _made({"id": roster_id, **head, "sub_unit_word": words.sub_units}, [])


def _made(head: Line, lines: list[dict[str, object]]) -> bytes:
    return made(lambda book: _Writer(book).write(head, lines), title=c.UNITS.title)


class _Writer:
    """Draws one workbook."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        look = {"text_wrap": True, "valign": "top"}
        self._plain = book.add_format(look)
        self._text = book.add_format({**look, "num_format": "@"})
        self._bold = book.add_format({**look, "bold": True})
        self._note = book.add_format({**look, "italic": True})
        heading = {"bold": True, "font_color": "white", "bg_color": "#1F4E79"}
        self._heading = book.add_format({**look, **heading, "valign": "vcenter"})

    def write(self, head: Line, lines: list[dict[str, object]]) -> None:
        """Draw both sheets."""
        self._head(head)
        page = self._book.add_worksheet(c.UNITS.title)
        for place, column in enumerate(c.UNITS.columns):
            page.write_string(0, place, column.heading, self._heading)
            page.set_column(place, place, column.width * 1.1, self._look(column))
            self._choices(page, (1, place, _READY_LINES, place), column)
            for number, line in enumerate(lines, start=1):
                self._cell(page, number, place, column, line)
        page.set_row(0, 36)
        page.freeze_panes(1, 1)
        page.repeat_rows(0)
        page.set_landscape()
        page.fit_to_pages(1, 0)

    def _head(self, head: Line) -> None:
        page = self._book.add_worksheet(c.HEAD.title)
        for place, width in enumerate((38, 44, 54)):
            page.set_column(place, place, width)
        for place, text in enumerate((NAME_HEADING, VALUE_HEADING, NOTE_HEADING)):
            page.write_string(0, place, text, self._heading)
        for number, column in enumerate(c.HEAD.columns, start=1):
            look = self._bold if column.key in c.HEAD.needed else self._plain
            page.write_string(number, 0, column.heading, look)
            self._cell(page, number, 1, column, head)
            page.write_string(number, 2, column.note, self._note)
            self._choices(page, (number, 1, number, 1), column)

    def _look(self, column: Column) -> Any:
        return self._text if column.kind in _TEXTS else self._plain

    def _cell(
        self, page: "Worksheet", line: int, place: int, column: Column, told: Mapping[str, object]
    ) -> None:
        value = told.get(column.key)
        if value is None:
            return
        shown = shown_cell(column, value)
        if isinstance(shown, Decimal):
            page.write_number(line, place, float(shown), self._plain)
        else:
            page.write_string(line, place, shown, self._look(column))

    def _choices(self, page: "Worksheet", area: tuple[int, int, int, int], column: Column) -> None:
        rule: dict[str, Any] = {"validate": "any"}
        if column.choices:
            rule = {"validate": "list", "source": list(column.choices)}
        if column.note:
            rule |= {"input_title": column.heading[:32], "input_message": column.note[:255]}
        if len(rule) > 1:
            page.data_validation(*area, {**rule, "ignore_blank": True})
