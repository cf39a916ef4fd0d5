"""What a column of a table means: the row of the rubric and the field that its headings name.

A heading may be the key of a field (``3.4.1.part``), or name a row by its id or title and the field
by its label, a percent sign or "điểm". What names two rows, or no field for certain, is not read.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from parself.rubric import model as m
from parself.rules.fields import Field
from parself.rules.kinds import row_fields
from parself.text import search_key
from parself.values import Frozen

_SIGNS: Final[Mapping[str, re.Pattern[str]]] = {
    "of": re.compile(r"\btoi da\b|\bout of\b"),
    "percent": re.compile(r"%|\bti le\b|\bphan tram\b|\bper ?cent"),
    "points": re.compile(r"\bdiem\b|\bpoints\b"),
}
"""Words that tell how a figure was announced, in the order in which they are looked for."""


_NUMBER: Final = re.compile(r"[0-9]{1,4}\.[0-9]{1,4}")


class Meaning(Frozen):
    """What the headings of a column name."""

    row: m.Row
    field: Field | None
    """None where they name no field of the row for certain."""


class TwoRowsError(Exception):
    """The headings of a column name one row by its id and another by its title."""


def meaning(texts: Sequence[str], rows: Iterable[m.Row], key: str = "") -> Meaning | None:
    """Return what headings mean, read from below; None where they name no row.

    `key` names the field where the headings do not. Raises `TwoRowsError`.
    """
    known = tuple(rows)
    for number in reversed(range(len(texts))):
        exact = _exact(texts[number], known)
        if exact is not None:
            return exact
        row = _row(texts[number], known)
        if row is not None:
            return Meaning(row, _field(row, texts[number:], key))
    return None


def field_of(row: m.Row, key: str) -> Field | None:
    """Return a row's field by its key."""
    return next((one for one in row_fields(row) if one.key == key), None)


def _exact(text: str, rows: Sequence[m.Row]) -> Meaning | None:
    for row in rows:
        if text.startswith(f"{row.id}."):
            found = field_of(row, text.removeprefix(f"{row.id}."))
            if found is not None:
                return Meaning(row, found)
    return None


def _row(text: str, rows: Sequence[m.Row]) -> m.Row | None:
    by_id = [row for row in rows if _names(row.id, text) or _is_number_of(row.id, text)]
    words = _words(text)
    titled = [row for row in rows if f" {_words(row.title)} " in f" {words} "]
    longest = max((len(row.title) for row in titled), default=0)
    by_title = [row for row in titled if len(row.title) == longest]
    if not by_id:
        return by_title[0] if len(by_title) == 1 else None
    if len(by_id) > 1 or (by_title and by_id[0] not in by_title):
        raise TwoRowsError
    return by_id[0]


def _names(row: str, text: str) -> bool:
    """Say whether an id stands in a text by itself: 3.4 does not stand in 3.4.1."""
    return bool(re.search(rf"(?<![\w.]){re.escape(row)}(?!\w|\.\w)", text))


def _is_number_of(row: str, text: str) -> bool:
    """Say whether a text is an id as a spreadsheet keeps it: it makes 1.1 of 1.10."""
    return bool(_NUMBER.fullmatch(text) and _NUMBER.fullmatch(row)) and float(text) == float(row)


def _field(row: m.Row, texts: Sequence[str], key: str) -> Field | None:
    fields = row_fields(row)
    label = _labelled(fields, texts)
    if label is not None:
        return label
    # The title's own words say nothing of the field: "Điểm hài lòng" may be a percentage.
    said = " ".join(search_key(text) for text in texts).replace(search_key(row.title), " ")
    for name, sign in _SIGNS.items():
        found = next((one for one in fields if one.key == name), None)
        if found is not None and sign.search(said):
            return found
    needed = [one for one in fields if not one.optional]
    return field_of(row, key) or (needed[0] if len(needed) == 1 else None)


def _labelled(fields: Sequence[Field], texts: Sequence[str]) -> Field | None:
    """Return the field that a heading names by key or label, whole or as part of the lowest."""
    whole = {_words(text) for text in texts}
    exact = [one for one in fields if {_words(one.label), one.key} & whole]
    if len(exact) == 1:
        return exact[0]
    lowest = f" {_words(texts[-1])} "
    part = [one for one in fields if one.label and f" {_words(one.label)} " in lowest]
    longest = max((len(one.label) for one in part), default=0)
    best = [one for one in part if len(one.label) == longest]
    return best[0] if len(best) == 1 else None


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", search_key(text)))
