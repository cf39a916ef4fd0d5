"""What a unit entered in a row, in a few words: for a line where all units stand side by side."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from parself.assessment.model import State
from parself.errors import Message, say
from parself.i18n import render
from parself.numerals import exact_date, round_half_up, show_date, show_decimal, show_trimmed
from parself.province.facts import RowFacts
from parself.rubric import model as m
from parself.rules.fields import Field
from parself.rules.kinds import row_fields

_STATES: Final[Mapping[State, Message]] = {
    State.UNANSWERED: say("not answered"),
    State.NO_INCIDENCE: say("no incidence"),
    State.NOT_APPLICABLE: say("not applicable"),
}
_TENTH: Final = Decimal("0.1")


def claim_words(row: m.Row, said: RowFacts, sub_units: Sequence[str] = ()) -> str:
    """Return what was entered: ``180/184 97,8%``, the option taken, how many parts are there."""
    if said.state in _STATES:
        return render(_STATES[said.state])
    if row.measure.own_key in said.figures:
        # What a unit assumes of the others is not what it claims.
        return show_trimmed(said.figures[row.measure.own_key])
    ratio = _ratio(said.figures)
    if ratio:
        return ratio
    ticks = [one for one in said.others.values() if one in {"yes", "no"}]
    if ticks and len(ticks) == len(said.others):
        return f"{ticks.count('yes')}/{len(ticks)}"
    fields = {one.key: one for one in row_fields(row, sub_units)}
    told = [*(_figure(value) for value in said.figures.values())]
    told += [_other(fields.get(key), value) for key, value in said.others.items()]
    return " · ".join(one for one in told if one) or "–"


def _ratio(figures: Mapping[str, Decimal]) -> str:
    """Return the ratio of all parts to all wholes, where a row asks for nothing else."""
    if not figures or {key.rpartition(".")[2] for key in figures} != {"part", "whole"}:
        return ""
    part, whole = (
        sum((value for key, value in figures.items() if key.rpartition(".")[2] == name), Decimal(0))
        for name in ("part", "whole")
    )
    said = f"{show_trimmed(part)}/{show_trimmed(whole)}"
    share = round_half_up(part / whole * 100, _TENTH) if whole else None
    return said if share is None else f"{said} {show_decimal(share, 1)}%"


def _figure(value: Decimal) -> str:
    return show_trimmed(value)


def _other(field: Field | None, value: str) -> str:
    if field is None or field.kind == "yes":
        return field.label if field and value == "yes" else ""
    if field.kind == "date":
        return show_date(exact_date(value))
    return dict(field.options).get(value, value)
