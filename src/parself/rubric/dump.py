"""A rubric as a TOML file: the way back from `parself.rubric.load`.

What the loader makes of the file is the rubric that went in. Defaults are left out, and
the short spellings that the loader knows are used, as a person would write the file.
"""

from decimal import Decimal
from typing import Any

from parself import toml
from parself.rubric import load
from parself.rubric import model as m
from parself.rubric.peers import Roster, Standings
from parself.rules.fields import Input
from parself.rules.kinds import Kind
from parself.rules.of_maximum import OfMaximum
from parself.structure import written
from parself.values import keyed


def rubric_to_bytes(rubric: m.Rubric) -> bytes:
    """Return the rubric's file."""
    return toml.write(rubric_table(rubric))


def standings_to_bytes(standings: Standings) -> bytes:
    """Return the file of a table of standings."""
    head = written(standings, _spelled)
    units = head.pop("units", [])
    return toml.write({"format": load.FORMAT, "standings": head, "unit": units})


def roster_to_bytes(roster: Roster) -> bytes:
    """Return a roster's file."""
    head = written(roster, _spelled)
    units = head.pop("units", [])
    return toml.write({"format": load.FORMAT, "roster": head, "unit": units})


def rubric_table(rubric: m.Rubric) -> toml.Table:
    """Return the rubric as the plain table that its file holds."""
    head = written(rubric, _spelled)
    lists = {key: head.pop(key) for key in m.LISTS.values() if key in head}
    return {"format": load.FORMAT, "rubric": head, **lists}


def _spelled(value: Any) -> Any:
    """Return what a person would write for a value: the shortest of what says the same."""
    match value:
        case Decimal() if value == value.to_integral_value():
            return int(value)
        case OfMaximum():
            return {"of_maximum": value.text}
        case Input(title, None):
            return title
        case m.Criterion(is_item=True):
            return _spelled(value.items[0])
        case m.Criterion():
            left_out = {"is_item", "item" if value.criteria else "criterion"}
            return {key: held for key, held in keyed(value).items() if key not in left_out}
        case m.Item(scale=scale) | m.Adjustment(scale=scale) if scale is not None:
            short = scale.abbreviated(_spelled(scale), value.measure)
            return {**keyed(value), "scale": short}
        case Kind():
            return {"kind": value.kind, **keyed(value.written())}
        case _:
            return value
