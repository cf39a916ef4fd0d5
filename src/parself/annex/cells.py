"""One cell as a value of the rubric's file, by the kind of its column."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from parself.annex.columns import NO, OF_MAXIMUM, YES, Column, Kind
from parself.errors import Message, Problem, UsageError, say
from parself.limits import TEXT_LENGTH
from parself.numerals import read_decimal, show_date
from parself.text import clean, looks_like_tcvn3, one_line, search_key
from parself.workbook import Cell, Raw
from parself.workbook.figures import MADE_A_DATE, a_truth, exact

_GREATEST: Final = Decimal(1_000)
"""Numbers above it are not expected: ``1.250`` is 1,25 and not 1250."""
_DAY: Final = re.compile(r"([0-9]{1,2})\s*[/.\-]\s*([0-9]{1,2})")
_OF_MAXIMUM: Final = re.compile(
    r"(?:(?P<part>[0-9]+ ?/ ?[0-9]+)|(?P<percent>[0-9.,]+) ?%) ?[*x×]? ?"
    + re.escape(search_key(OF_MAXIMUM))
)
_FOR_TRUTHS: Final = frozenset((Kind.FLAG, Kind.CHOICE))
_TRUE: Final = frozenset((search_key(YES), "x", "1", "true"))
_FALSE: Final = frozenset((search_key(NO), "0", "false"))


def value_of(column: Column, cell: Cell) -> object:
    """Return a cell's value; None for one that is empty. Raises `UsageError`."""
    raw = "" if cell.value is None else cell.value
    if cell.is_error:
        what = say("The formula here fails: {error}.", error=one_line(str(raw))[:40])
        raise _refusal(what, say("Mend the formula, or type its result."))
    if isinstance(raw, bool) and column.kind not in _FOR_TRUTHS:
        raise UsageError(a_truth(raw))
    return _READERS[column.kind](column, raw)


def _refusal(what: Message, todo: Message) -> UsageError:
    return UsageError(Problem(what, todo=todo))


def _text(raw: Raw) -> str:
    """Return what a cell shows as text, cleaned; numbers as a rubric's file writes them."""
    match raw:
        case bool():
            return YES if raw else NO
        case int() | float():
            return f"{exact(raw):f}"
        case datetime() | date():
            return show_date(raw)
        case _:
            return _bearable(str(raw))


def _bearable(typed: str) -> str:
    # Measured first: what is too long is not worth cleaning.
    text = typed if len(typed) > TEXT_LENGTH else clean(typed).text
    if len(text) > TEXT_LENGTH:
        what = say(
            "The text is too long ({length}; at most {most}).", length=len(text), most=TEXT_LENGTH
        )
        raise _refusal(what, say("Shorten it."))
    if looks_like_tcvn3(text):
        what = say("The text is in the old TCVN3 encoding.")
        raise _refusal(what, say("Convert it to Unicode with UniKey, and put it in again."))
    return text


def _read_text(_column: Column, raw: Raw) -> object:
    text = _text(raw)
    return text if text.strip() else None


def _read_word(_column: Column, raw: Raw) -> object:
    return one_line(_text(raw)) or None


def _read_code(_column: Column, raw: Raw) -> object:
    """Read an id; ``1.1.`` is 1.1, and a day is what Excel made of a code."""
    if isinstance(raw, datetime | date):
        what = say("Excel has turned the code into a date.")
        raise _refusal(what, say("Format the column as text, and type the code again."))
    return one_line(_text(raw)).rstrip(".") or None


def _choice(column: Column, raw: Raw) -> object:
    """Return what the chosen word stands for; None for a word that is no choice."""
    key = search_key(_text(raw))
    known = (*column.choices.items(), *column.also.items())
    return next((value for word, value in known if search_key(word) == key), None)


def _read_choice(column: Column, raw: Raw) -> object:
    if not _text(raw).strip():
        return None
    chosen = _choice(column, raw)
    if chosen is None:
        raise _no_choice(raw, column.choices)
    return chosen


def _no_choice(raw: Raw, allowed: Iterable[str]) -> UsageError:
    what = say("“{value}” is not possible here.", value=one_line(_text(raw))[:40])
    return _refusal(what, say("Choose one of: {allowed}.", allowed=", ".join(allowed)))


def _read_number(column: Column, raw: Raw) -> object:
    match raw:
        case datetime() | date() | time():
            raise UsageError(MADE_A_DATE)
        case int() | float():
            return exact(raw)
        case str() if not raw.strip():
            return None
        case _:
            return _chosen_or_typed(column, str(raw))


def _chosen_or_typed(column: Column, typed: str) -> object:
    chosen = _choice(column, typed) if column.choices else None
    if chosen is not None:
        return chosen
    number = read_decimal(one_line(typed), most=_GREATEST)
    return exact(float(number) / 100) if typed.strip().endswith("%") else number


def _read_points(column: Column, raw: Raw) -> object:
    """Read points, or a part of the maximum: “1/2 điểm tối đa”, “50% điểm tối đa”."""
    found = _OF_MAXIMUM.fullmatch(search_key(_text(raw))) if isinstance(raw, str) else None
    if found is None:
        return _read_number(column, raw)
    if found["percent"]:
        return {"of_maximum": read_decimal(found["percent"], most=_GREATEST) / 100}
    return {"of_maximum": found["part"].replace(" ", "")}


def _read_whole(column: Column, raw: Raw) -> object:
    number = _read_number(column, raw)
    if not isinstance(number, Decimal):
        return number
    if number != number.to_integral_value():
        what = say("“{typed}” has decimals, but this is a count.", typed=one_line(_text(raw)))
        raise _refusal(what, say("Type a whole number."))
    return int(number)


def _read_flag(_column: Column, raw: Raw) -> object:
    key = search_key(_text(raw))
    if key in _TRUE:
        return True
    if key in _FALSE or not key:
        return None
    raise _no_choice(raw, (YES, NO))


def _read_lines(_column: Column, raw: Raw) -> object:
    return [line.strip() for line in _text(raw).split("\n") if line.strip()] or None


def _read_names(_column: Column, raw: Raw) -> object:
    return [one_line(name) for name in re.split(r"[\n;]", _text(raw)) if name.strip()] or None


def _read_terms(_column: Column, raw: Raw) -> object:
    return [term for term in re.split(r"[\s;]+", _text(raw)) if term] or None


def _read_day(_column: Column, raw: Raw) -> object:
    """Read day and month; Excel makes a day of this year out of ``31/12``."""
    if isinstance(raw, datetime | date):
        return {"month": raw.month, "day": raw.day}
    text = _text(raw).strip()
    if not text:
        return None
    found = _DAY.fullmatch(text)
    if found is None:
        what = say("“{typed}” is not a day and a month.", typed=text[:40])
        raise _refusal(what, say("Type day/month, for example 31/12."))
    return {"month": int(found[2]), "day": int(found[1])}


_READERS: Final[Mapping[Kind, Callable[[Column, Raw], object]]] = {
    Kind.TEXT: _read_text,
    Kind.WORD: _read_word,
    Kind.CODE: _read_code,
    Kind.NUMBER: _read_number,
    Kind.POINTS: _read_points,
    Kind.WHOLE: _read_whole,
    Kind.FLAG: _read_flag,
    Kind.CHOICE: _read_choice,
    Kind.LINES: _read_lines,
    Kind.NAMES: _read_names,
    Kind.TERMS: _read_terms,
    Kind.DAY: _read_day,
}
