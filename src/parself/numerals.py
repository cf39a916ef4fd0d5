"""Numbers and dates as Vietnamese offices write them: reading what is typed, showing what is kept.

Clerks type and paste numbers in two conventions (``12.301`` from the one-stop
system, ``12,301`` from an English Excel). The kind of field decides what a mark
means; this module alone knows the rules. Inside the program numbers are exact
(`Decimal` in values, `Fraction` inside rules) and never float. Files and the
command line use a dot and ISO dates: see `exact_decimal` and `exact_date`.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from fractions import Fraction
from typing import Final, TypeGuard, TypeVar

from parself.errors import Message, Problem, UsageError, say
from parself.limits import FIRST_YEAR, KIB, LAST_YEAR, MIB, NUMBER_DIGITS
from parself.text import is_digits

T = TypeVar("T")

HUNDREDTH = Decimal("0.01")

_EXACTLY = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
# Blanks group thousands only: two cells pasted into one field are not one number.
_SPACED = re.compile(r"^([+\-−]?\s*[1-9][0-9]{0,2}(?:[ \u00a0\u202f][0-9]{3})+)(?![0-9])")
_UNIT_WORDS = re.compile(r"^([+\-−]?)\s*([0-9.,]+)\s*(?:%|[^\W\d_]\D*)?$")
_GROUPED = {
    ".": re.compile(r"^[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+$"),
    ",": re.compile(r"^[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+$"),
}
_MIXED = (
    (re.compile(r"^[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]+$"), ".", ","),
    (re.compile(r"^[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+$"), ",", "."),
)
_PLAIN = re.compile(r"^[+-]?[0-9]+(?:[.,][0-9]+)?$")
_EXACT = re.compile(r"^[+-]?[0-9]+(?:\.[0-9]+)?$")
_DATE_FORMS = (
    re.compile(
        r"^(?P<d>[0-9]{1,2})\s*[/.\-]\s*(?P<m>[0-9]{1,2})\s*[/.\-]\s*(?P<y>[0-9]{4}|[0-9]{2})$"
    ),
    re.compile(r"^(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})$"),
    re.compile(r"^(?P<d>[0-9]{2})(?P<m>[0-9]{2})(?P<y>[0-9]{4})$"),
    re.compile(r"^(?:ngày )?(?P<d>[0-9]{1,2}) tháng (?P<m>[0-9]{1,2}) năm (?P<y>[0-9]{4})$"),
)


class UnreadableError(UsageError):
    """Typed text is not a number or a date in any accepted form."""


def _refuse(what: Message, todo: Message) -> UnreadableError:
    return UnreadableError(Problem(what, todo=todo))


def round_half_up(value: Fraction | Decimal, step: Decimal = HUNDREDTH) -> Decimal:
    """Round to a multiple of `step`, halves away from zero, exactly."""
    # In whole numbers: every keystroke rounds every row, and fractions cost ten times as much.
    over, under = value.as_integer_ratio()
    of_step, per_step = step.as_integer_ratio()
    over, under = over * per_step, under * of_step
    units = (2 * abs(over) + under) // (2 * under)
    return _EXACTLY.multiply(step, units if over >= 0 else -units)


_FIGURES: Final = frozenset({int, Decimal})
"""What counts by its very type: asked of every figure of every row, so that it must be quick."""


def is_number(value: object) -> TypeGuard[int | Decimal]:
    """Say whether an entered value is a figure; yes and no are none, though Python counts them."""
    return type(value) in _FIGURES


def as_decimal(value: object) -> Decimal:
    """Return an entered figure as a Decimal. Raises TypeError for anything else."""
    if is_number(value):
        return Decimal(value)
    raise TypeError(value)


def read_count(typed: str) -> int:
    """Read a whole number in any form that offices type: ``12301``, ``12 301``, ``12.301 hồ sơ``.

    Raises `UnreadableError` for decimals and for marks that group no thousands.
    """
    text = _bare(typed)
    for mark, pattern in _GROUPED.items():
        if pattern.match(text):
            return int(text.replace(mark, ""))
    if re.fullmatch(r"[+-]?[0-9]+", text):
        return int(text)
    if _PLAIN.match(text) or any(pattern.match(text) for pattern, _, _ in _MIXED):
        raise UnreadableError(has_decimals(read_decimal(typed)))
    raise _unreadable_number(typed)


def read_decimal(typed: str, *, most: Decimal | None = None) -> Decimal:
    """Read a number with decimals in any form that offices type.

    ``12.301`` is twelve thousand unless the field's greatest value `most` is below
    that (a percentage): then it is 12,301. Raises `UnreadableError`.
    """
    text = _bare(typed)
    for pattern, group, mark in _MIXED:
        if pattern.match(text):
            return Decimal(text.replace(group, "").replace(mark, "."))
    if _GROUPED["."].match(text):
        thousands = Decimal(text.replace(".", ""))
        if most is None or thousands <= most:
            return thousands
        if text.count(".") == 1:
            return Decimal(text)
    elif text.count(",") > 1 and _GROUPED[","].match(text):
        return Decimal(text.replace(",", ""))
    elif _PLAIN.match(text):
        return Decimal(text.replace(",", "."))
    raise _unreadable_number(typed)


def _bare(typed: str) -> str:
    """Drop blanks that group and a trailing unit word or percent sign."""
    text = _SPACED.sub(lambda number: "".join(number[1].split()), typed.strip())
    return _of_bearable_length(_UNIT_WORDS.sub(r"\1\2", text).replace("−", "-"))


def _of_bearable_length(text: str) -> str:
    """Return the text, or raise `UnreadableError` for more digits than anyone enters."""
    if _digits(text) > NUMBER_DIGITS:
        raise UnreadableError(_TOO_LONG)
    return text


def _digits(text: str) -> int:
    return sum(is_digits(char) for char in text)


_SHORT = 10**NUMBER_DIGITS
_TOO_LONG = Problem(
    say("The number has more than {most:count} digits.", most=NUMBER_DIGITS),
    todo=say("Check the figure and type it again."),
)


def too_long(value: int | Decimal) -> Problem | None:
    """Return the problem of a number with more digits than anyone enters; else None."""
    if isinstance(value, int) and -_SHORT < value < _SHORT:
        return None
    text = str(abs(value)) if isinstance(value, int) else f"{value:f}"
    return _TOO_LONG if len(text) > NUMBER_DIGITS and _digits(text) > NUMBER_DIGITS else None


def has_decimals(value: Decimal) -> Problem:
    """Return why a number is no count."""
    what = say(
        "“{typed}” has decimals, but this is a count.", typed=show_trimmed(value, NUMBER_DIGITS)
    )
    return Problem(what, todo=say("Type a whole number."))


def _unreadable_number(typed: str) -> UnreadableError:
    return _refuse(_no_number(typed), say("Type digits, for example 12.301 or 98,8."))


def _no_number(typed: str) -> Message:
    return say("“{typed}” is not a number.", typed=typed.strip()[:40])


def read_date(typed: str) -> date:
    """Read a day as people type it: ``5/12/2023``, ``05-12-2023``, ``2023-12-05``, ``05122023``.

    A year of two digits means 20yy. Raises `UnreadableError` for a day that does not exist.
    """
    text = " ".join(typed.split())
    match = next((found for form in _DATE_FORMS if (found := form.match(text))), None)
    if match is None:
        raise _refuse(_no_date(text), say("Type day/month/year, for example 05/12/2023."))
    year = int(match["y"]) + (2000 if len(match["y"]) == 2 else 0)
    try:
        day = date(year, int(match["m"]), int(match["d"]))
    except ValueError:
        raise _refuse(
            say("The day {typed} does not exist.", typed=text),
            say("Check day and month."),
        ) from None
    return _of_our_time(day)


def _of_our_time(day: date) -> date:
    fault = out_of_time(day)
    if fault is not None:
        raise UnreadableError(fault)
    return day


def out_of_time(day: date) -> Problem | None:
    """Return the problem of a day whose year is outside the range of real documents."""
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    what = say(
        "The year {year:none} is not possible: it must lie between {first:none} and {last:none}.",
        year=day.year,
        first=FIRST_YEAR,
        last=LAST_YEAR,
    )
    return Problem(what, todo=say("Check the year and type the day again."))


def understood(read: Callable[[str], T], typed: str) -> T | None:
    """Return what `read` makes of typed text; None where it is blank or cannot be read."""
    try:
        return read(typed) if typed.strip() else None
    except UnreadableError:
        return None


def exact_decimal(text: str) -> Decimal:
    """Read a number as files and the command line hold it: a dot, no grouping."""
    bare = _of_bearable_length(text.strip())
    if _EXACT.match(bare):
        return Decimal(bare)
    what = say("“{typed}” is not a number in this place.", typed=bare[:40])
    todo = say("On the command line the decimal mark is a dot: 98.8. No marks between thousands.")
    raise _refuse(what if _digits(bare) else _no_number(bare), todo)


def exact_count(text: str) -> int:
    """Read a whole number from the command line; ``157.027`` is refused, naming both readings."""
    bare = _of_bearable_length(text.strip())
    if re.fullmatch(r"[+-]?[0-9]+", bare):
        return int(bare)
    if _EXACT.match(bare) and not _GROUPED["."].match(bare):
        raise UnreadableError(has_decimals(Decimal(bare)))
    if _EXACT.match(bare):
        what = say(
            "“{typed}” is a count but has a dot: it could mean {whole} or {decimal}.",
            typed=bare,
            whole=bare.replace(".", ""),
            decimal=bare.replace(".", ","),
        )
        todo = say("Type whole numbers without marks: {whole}.", whole=bare.replace(".", ""))
        raise _refuse(what, todo)
    what = say("“{typed}” is not a whole number.", typed=bare[:40])
    todo = say("Type whole numbers without marks: {whole}.", whole="12301")
    raise _refuse(what if _digits(bare) else _no_number(bare), todo)


def exact_date(text: str) -> date:
    """Read an ISO date from the command line."""
    bare = text.strip()
    try:
        day = date.fromisoformat(bare)
    except ValueError:
        what = say("“{typed}” is not a date in this place.", typed=bare[:40])
        todo = say("On the command line write year-month-day: 2023-12-05.")
        raise _refuse(what if _digits(bare) else _no_date(bare), todo) from None
    return _of_our_time(day)


def _no_date(typed: str) -> Message:
    return say("“{typed}” is not a date.", typed=typed[:40])


def show_decimal(value: Decimal | Fraction | int, places: int = 2) -> str:
    """Show with dotted thousands and a decimal comma, rounded half up: ``1.234,56``."""
    rounded = round_half_up(Fraction(value), Decimal(1).scaleb(-places))
    return f"{rounded:,.{places}f}".translate(str.maketrans(",.", ".,")).replace("-", "−")


def show_trimmed(value: Decimal | Fraction | int, places: int = 6) -> str:
    """Show as `show_decimal` does, without trailing zeros: ``0,5``, ``15``."""
    shown = show_decimal(value, places)
    return shown.rstrip("0").rstrip(",") if "," in shown else shown


def show_size(size: int) -> str:
    """Show bytes as KB or MB, never less than they are: ``2,1 MB`` is above a limit of 2 MB.

    Limits are whole numbers of either, so that a size and the limit it exceeds always differ.
    """
    unit, name = (MIB, "MB") if size >= MIB else (KIB, "KB")
    tenths = -(-10 * size // unit)
    return f"{show_trimmed(Fraction(tenths, 10))} {name}"


def show_room(size: int) -> str:
    """Show the bytes of a drive as MB or GB, never more than there are."""
    if size >= 1024 * MIB:
        return f"{show_decimal(Decimal(size * 10 // (1024 * MIB)) / 10, 1)} GB"
    return f"{show_decimal(size // MIB, 0)} MB"


def show_percent(share: Decimal | Fraction | int, places: int = 2) -> str:
    """Show a share (1 is all) as a percentage: ``93,58%``.

    A share beside a whole percent is never rounded onto it, because thresholds stand there:
    799.999 of 1.000.000 is ``79,9999%``, not the 80% that it misses.
    """
    percent = Fraction(share) * 100
    while percent.denominator > 1 and round_half_up(percent, Decimal(1).scaleb(-places)) % 1 == 0:
        places += 1
    return show_decimal(percent, places) + "%"


def show_date(day: date) -> str:
    """Show as dd/mm/yyyy."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def show_time(moment: datetime) -> str:
    """Show the time of day as hh:mm:ss."""
    return f"{moment:%H:%M:%S}"
