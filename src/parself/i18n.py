"""The language of what people read: gettext, with Vietnamese first.

English sentences are the ids; `locale/vi` holds the complete Vietnamese
catalogue. This module alone turns a `Message` into text and fills in its values,
so that numbers and dates look the same wherever a sentence appears.
"""

import gettext
import os
import string
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Final

from parself import numerals
from parself.errors import Message, ParselfError, Problem

Figure = int | Decimal | Fraction

LANGUAGES: Final = ("vi", "en")
_LOCALE = Path(__file__).parent / "locale"
_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = LANGUAGES[0]


def use(language: str | None = None) -> str:
    """Choose the language of all text from now on and return it.

    `language` wins; else ``PARSELF_LANG``; else Vietnamese. A machine's own locale is
    not asked: the PCs of the offices that parself is for are set to English as often as
    not, and what their clerks read is Vietnamese.
    """
    global _catalogue, _language
    asked = (language or os.environ.get("PARSELF_LANG") or "vi")[:2].lower()
    chosen = asked if asked in LANGUAGES else "vi"
    _catalogue = gettext.translation(
        "parself", _LOCALE, languages=[chosen], fallback=chosen == "en"
    )
    _language = chosen
    return chosen


def language() -> str:
    """Return the language of text now: vi or en."""
    return _language


def _(text: str) -> str:
    """Translate a label that has no values."""
    return _catalogue.gettext(text)


def render(message: Message) -> str:
    """Return the sentence in the chosen language with its values filled in."""
    return _Sentence().vformat(_catalogue.gettext(message.id), (), message.values)


def render_problem(problem: Problem) -> str:
    """Return one paragraph: where, what, what to do next."""
    where = f"{problem.where}: " if problem.where else ""
    todo = f" {render(problem.todo)}" if problem.todo else ""
    return f"{where}{render(problem.what)}{todo}"


def render_error(error: ParselfError) -> str:
    """Return everything that an error tells, a paragraph for each problem."""
    return "\n".join(map(render_problem, error.problems))


def show_moment(moment: datetime) -> str:
    """Return a moment as people write it: the time of day, then the date."""
    return _("{time} on {day}").format(
        time=f"{moment:%H:%M}", day=numerals.show_date(moment.date())
    )


class _Sentence(string.Formatter):
    """Fills ``{name:spec}`` places; the specs name kinds of figures, not widths."""

    def get_field(
        self, field_name: str, args: Sequence[object], kwargs: Mapping[str, object]
    ) -> tuple[object, str]:
        """Look the name up as it stands: values are never traversed by attribute or index."""
        return kwargs[field_name], field_name

    def format_field(self, value: object, format_spec: str) -> str:
        """Show a value as the kind of figure that the sentence says it is."""
        match value:
            case Message():
                return render(value)
            case bool() | None:
                return str(value)
            case datetime():
                return show_moment(value)
            case date():
                return numerals.show_date(value)
            case int() | Decimal() | Fraction():
                return _show_number(value, format_spec)
            case _:
                return str(value)


_KINDS: Final[Mapping[str, Callable[[Figure], str]]] = {
    "percent": numerals.show_percent,
    "rate": lambda value: numerals.show_trimmed(Fraction(value) * 100) + "%",
    "longpercent": lambda value: numerals.show_percent(value, 6),
    "points": numerals.show_decimal,
    "size": lambda value: numerals.show_size(int(value)),
    "count": numerals.show_trimmed,
}
"""How the kinds of figures that sentences name are shown."""


def _show_number(value: Figure, kind: str) -> str:
    usual = str if isinstance(value, int) else numerals.show_trimmed
    return _KINDS.get(kind, usual)(value)


use(None)
