"""The workbook itself: sheets with headings, drop-downs and explanations, drawn from the columns.

Text from data is written as text whatever it looks like, never as a formula or a link, and a
number that Excel cannot hold exactly is written as text too.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from parself.annex import columns as c
from parself.annex.columns import Column, Kind, Sheet
from parself.annex.guide import EXAMPLE_DETAILS, EXAMPLES, STEPS
from parself.annex.lay import Laid, Lines, Share, Values
from parself.workbook.figures import is_kept
from parself.workbook.making import made

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_READY_LINES: Final = 1_000
"""Lines that have drop-downs."""
_GROUP_COLOURS: Final = ("#1F4E79", "#5B6B7B", "#2E6B3E", "#8A4B08", "#5B5B6E", "#1F5F66")
_NOTE_LENGTH: Final = 255
_TOP: Final = 1
"""Number, from 0, of the line of headings; above it stand the groups of columns."""
_ACROSS: Final = 1.1
_LINE: Final = 16.5
_TALLEST: Final = 400.0
"""Points that a line of text takes, and that Excel gives a row at most."""
_PRINTED: Final = 8
"""Last column that is printed: to the guidance; what lies beyond is for the screen."""
_BOLD_IF: Final = (
    ('=OR({level}="Lĩnh vực",AND({level}="",{code}<>"",ISERROR(FIND(".",{code}))))', "#DDE7F1"),
    (
        '=OR({level}="Tiêu chí",AND({level}="",{code}<>"",'
        'LEN({code})-LEN(SUBSTITUTE({code},".",""))=1))',
        "#F1F5F9",
    ),
)


def workbook(laid: Laid, rosters: Sequence[str] = ()) -> bytes:
    """Return the bytes of a workbook that holds these lines, and room for more."""
    title = str(laid.head.get("title", ""))
    return made(lambda book: _Writer(book, rosters).write(laid), title=title)


class _Writer:
    """Draws one workbook."""

    def __init__(self, book: "Workbook", rosters: Sequence[str]) -> None:
        self._book = book
        self._styles: dict[str, Format] = {}
        self._choices: list[list[str]] = []
        self._rosters = rosters

    def write(self, laid: Laid) -> None:
        self._guide()
        self._head(laid.head)
        for sheet in c.READ[1:]:
            self._table(sheet.title, sheet, laid.lines.get(sheet.title, ()))
        self._table(c.EXAMPLE_TITLE, c.ROWS, EXAMPLES)
        self._table(c.EXAMPLE_DETAILS_TITLE, c.DETAILS, EXAMPLE_DETAILS)
        self._write_choices()
        self._book.worksheets_objs[2 if laid.lines else 0].activate()

    def _style(self, **properties: Any) -> "Format":
        """Return a cell's look; texts wrap and stand at the top, unless said otherwise."""
        key = repr(sorted(properties.items()))
        if key not in self._styles:
            look = {"text_wrap": True, "valign": "top", **properties}
            self._styles[key] = self._book.add_format(look)
        return self._styles[key]

    def _guide(self) -> None:
        page = self._book.add_worksheet(c.GUIDE_TITLE)
        page.set_column(0, 0, 30)
        page.set_column(1, 1, 95)
        page.hide_gridlines(2)
        for number, (word, meaning) in enumerate(STEPS):
            bold = {"bold": True} if meaning else {"bold": True, "font_size": 14}
            page.write_string(number, 0, word, self._style(**bold, align="left"))
            page.write_string(number, 1, meaning, self._style())
            page.set_row(number, _height([(meaning, 95)], 18 if meaning else 26))
        _for_paper(page)

    def _head(self, head: Values) -> None:
        page = self._book.add_worksheet(c.HEAD.title)
        page.set_column(0, 0, 30)
        page.set_column(1, 1, 60, self._style(align="left"))
        page.set_column(2, 2, 45)
        heading = self._style(bold=True, font_color="white", bg_color=_GROUP_COLOURS[0])
        for place, text in enumerate((c.NAME_HEADING, c.VALUE_HEADING, c.NOTE_HEADING)):
            page.write_string(0, place, text, heading)
        for number, column in enumerate(c.HEAD.columns, start=1):
            is_needed = column.key in c.HEAD.needed
            page.write_string(number, 0, column.heading, self._style(bold=is_needed))
            self._cell(page, number, 1, column, head.get(column.key), align="left", border=1)
            page.write_string(number, 2, column.note, self._style(italic=True))
            page.set_row(number, _height([(str(head.get(column.key, "")), 60)], 18))
            words = self._rosters if column.key == "roster" else tuple(column.choices)
            self._drop_down(page, (number, 1, number, 1), column, words)
        _for_paper(page)

    def _table(self, title: str, sheet: Sheet, lines: Lines) -> None:
        page = self._book.add_worksheet(title)
        colour, colours = "", iter(_GROUP_COLOURS)
        for place, column in enumerate(sheet.columns):
            if column.group or not colour:
                colour = next(colours)
                page.write_string(0, place, column.group, self._style(bold=True, text_wrap=False))
            look = {"bold": True, "font_color": "white", "bg_color": colour, "valign": "vcenter"}
            page.write_string(_TOP, place, column.heading, self._style(**look))
            page.set_column(place, place, column.width * _ACROSS, self._style(**_format(column)))
            below = (_TOP + 1, place, _TOP + _READY_LINES, place)
            self._drop_down(page, below, column, tuple(column.choices))
        for number, line in enumerate(lines, start=_TOP + 1):
            for place, column in enumerate(sheet.columns):
                self._cell(page, number, place, column, line.get(column.key))
            page.set_row(number, _height(_texts(sheet, line)))
        page.set_row(_TOP, 64)
        page.freeze_panes(_TOP + 1, 2)
        if sheet is c.ROWS:
            self._mark_levels(page)
            page.print_area(0, 0, _TOP + max(len(lines), 1), _PRINTED)
        page.repeat_rows(_TOP)
        _for_paper(page)

    def _mark_levels(self, page: "Worksheet") -> None:
        """Let areas and criteria stand out, also those that are yet to be typed."""
        level = f"${_letter([one.key for one in c.ROWS.columns].index('level'))}{_TOP + 2}"
        whole = (_TOP + 1, 0, _TOP + _READY_LINES, len(c.FIXED) - 1)
        for formula, colour in _BOLD_IF:
            criteria = formula.format(level=level, code=f"$A{_TOP + 2}")
            look = self._book.add_format({"bold": True, "bg_color": colour})
            page.conditional_format(
                *whole, {"type": "formula", "criteria": criteria, "format": look}
            )

    def _cell(
        self, page: "Worksheet", line: int, place: int, column: Column, value: object, **look: Any
    ) -> None:
        is_framed, look = bool(look), {**_format(column), **look}
        shown = None if value is None else shown_cell(column, value)
        if isinstance(value, Share) and isinstance(shown, Decimal):
            look["num_format"] = _percent(shown)
        if isinstance(shown, str):
            page.write_string(line, place, shown, self._style(**look))
        elif shown is not None:
            page.write_number(line, place, float(shown), self._style(**look))
        elif is_framed:
            page.write_blank(line, place, None, self._style(**look))

    def _drop_down(
        self,
        page: "Worksheet",
        area: tuple[int, int, int, int],
        column: Column,
        words: Sequence[str],
    ) -> None:
        """Add a drop-down of a column's words; other texts are judged by the importer."""
        if column.kind is Kind.FLAG:
            words = (c.YES,)
        rule: dict[str, Any] = {"validate": "any"}
        if column.key == "department":
            first = f"'{c.DEPARTMENTS.title}'!$A${_TOP + 2}:$A${_TOP + 100}"
            rule = {"validate": "list", "source": f"={first}", "error_type": "information"}
        elif words:
            rule = {"validate": "list", "source": self._listed(words)}
            rule["error_type"] = "stop" if column.kind is Kind.CHOICE else "information"
        if column.note:
            rule |= {
                "input_title": column.heading[:32],
                "input_message": column.note[:_NOTE_LENGTH],
            }
        if len(rule) > 1:
            page.data_validation(*area, {**rule, "ignore_blank": True})

    def _listed(self, words: Sequence[str]) -> str:
        """Return where a list of words stands on the hidden sheet."""
        if list(words) not in self._choices:
            self._choices.append(list(words))
        letter = _letter(self._choices.index(list(words)))
        return f"='{c.CHOICES_TITLE}'!${letter}$1:${letter}${len(words)}"

    def _write_choices(self) -> None:
        page = self._book.add_worksheet(c.CHOICES_TITLE)
        for place, words in enumerate(self._choices):
            page.write_column(0, place, words)
        page.hide()


def _letter(place: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(place))


def _height(texts: Iterable[tuple[str, int]], least: float = _LINE) -> float:
    """Return the height of a row that shows all of its texts, given the widths of their columns."""
    lines = [
        sum(1 + len(part) // (width + width // 5) for part in text.split("\n"))
        for text, width in texts
    ]
    return min(_TALLEST, max(least, *(_LINE * count for count in lines), least))


def _texts(sheet: Sheet, line: Values) -> Iterable[tuple[str, int]]:
    shown = (
        (shown_cell(one, line[one.key]), one.width) for one in sheet.columns if one.key in line
    )
    return ((text, width) for text, width in shown if isinstance(text, str))


def _for_paper(page: "Worksheet") -> None:
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _format(column: Column) -> Mapping[str, Any]:
    """Return how a column's empty cells take what is typed: codes and days stay as typed."""
    if column.kind in {Kind.NUMBER, Kind.POINTS, Kind.WHOLE, Kind.FLAG}:
        return {"align": "center"}
    return {"num_format": "@"} if column.kind in {Kind.CODE, Kind.DAY} else {}


def _percent(number: Decimal) -> str:
    exponent = (number * 100).normalize().as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return f"0.{'0' * places}%" if places else "0%"


def shown_cell(column: Column, value: object) -> str | Decimal:
    """Return a value of the rubric's file as its cell holds it: text, or an exact number."""
    if isinstance(value, Share):
        return _number(value.value)
    words = [word for word, one in column.choices.items() if one == value]
    match value:
        case _ if words and not isinstance(value, Decimal):
            return words[0]
        case True:
            return c.YES
        case int() | Decimal():
            return _number(Decimal(value))
        case {"of_maximum": part}:
            return f"{part} {c.OF_MAXIMUM}"
        case {"day": day, "month": month}:
            return f"{day:02}/{month:02}"
        case [*entries]:
            return (" " if column.kind is Kind.TERMS else "\n").join(map(str, entries))
        case _:
            return str(value)


def _number(number: Decimal) -> str | Decimal:
    """Return a number, or its digits as text where Excel would keep another one."""
    return number if is_kept(number) else f"{number:f}".replace(".", ",")
