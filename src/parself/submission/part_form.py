"""What the Excel form of a part consists of: the names that its writer and its reader share.

Every cell to be filled in has its key beside it in a hidden column, so that a form whose
lines were moved is still understood and one that lost some is noticed. The part itself, as
it was given out, lies sealed in a hidden sheet: what unit, year and rubric it belongs to,
and how every answer stood, is never taken from what can be typed over.
"""

import base64
from collections.abc import Iterator, Sequence
from typing import Final

from parself.assessment import form, possible
from parself.assessment.model import Assessment
from parself.errors import DamagedError
from parself.rubric import model as m
from parself.rules.fields import Field
from parself.rules.kinds import row_fields
from parself.values import Frozen

MARK: Final = "parself-form-1"
"""Stands first in the hidden sheet; the number is that of the form's make-up."""
SHEET: Final = "Biểu nhập"
LISTS: Final = "parself-lists"
IDENTITY: Final = "parself"
KEY_COLUMN: Final = 1
ENTRY_COLUMN: Final = 3

STATE: Final = "state"
PROVISIONAL: Final = "provisional"
EXPLANATION: Final = "explanation"
EVIDENCE: Final = "evidence"
WHO: Final = "who"
VALUE: Final = "value."
_CHUNK: Final = 30_000
"""Characters in a cell; Excel keeps 32.767."""


class Entry(Frozen):
    """One cell to be filled in."""

    key: str
    row: str
    """Empty for who filled the form in."""
    name: str
    """`STATE`, `PROVISIONAL`, `EXPLANATION`, `EVIDENCE`, `WHO`, or `value.` and a field's key."""
    field: Field | None = None


def entries(rubric: m.Rubric, part: Assessment, sub_units: Sequence[str]) -> Iterator[Entry]:
    """Yield the cells of a part's form in order."""
    for row_id in part.part.rows if part.part else ():
        row = rubric.rows[row_id]
        fields = row_fields(row, sub_units)
        for field in fields:
            name = f"{VALUE}{field.key}"
            yield Entry(f"{row_id}|{name}", row_id, name, field)
        names = [STATE] * bool(possible.offered_states(row))
        names += [PROVISIONAL] * any(field.is_number for field in fields)
        names += [EXPLANATION, EVIDENCE]
        yield from (Entry(f"{row_id}|{name}", row_id, name) for name in names)
    yield Entry(WHO, "", WHO)


def sealed(part: Assessment) -> tuple[str, ...]:
    """Return the part as texts for the cells of the hidden sheet."""
    text = base64.b64encode(form.dump(part)).decode("ascii")
    return (MARK, *(text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK)))


def unsealed(cells: Sequence[str]) -> Assessment | None:
    """Read what `sealed` wrote; None where it is not there or was changed."""
    if not cells or cells[0] != MARK:
        return None
    try:
        data = base64.b64decode("".join(cells[1:]), validate=True)
        part = form.parse(data, where=IDENTITY)
    except (ValueError, DamagedError):
        return None
    return part if part.part is not None else None
