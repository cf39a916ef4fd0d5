"""Who appraises what: officers, their shares of the work, and the units from which they are barred.

A share is some units and some rows. Whoever comes from a unit, or is close to it, does not appraise
it. Where no officer is listed, one desk does all. Every door asks `refusal`. Pure.
"""

from collections.abc import Iterable

from parself.errors import Message, say
from parself.province.decisions import Cell
from parself.rubric import model as m
from parself.text import one_line
from parself.values import Frozen, settle


class Officer(Frozen):
    """One appraiser: a person, or a sectoral office (Sở Tư pháp, Sở Tài chính)."""

    id: str
    name: str
    office: str = ""
    units: tuple[str, ...] = ()
    """Codes of the units of the share; empty means all."""
    rows: tuple[str, ...] = ()
    """Ids of the areas and rows of the share; empty means all."""
    barred: tuple[str, ...] = ()
    """Codes of units that the officer may not appraise."""
    is_lead: bool = False
    """Whether the officer decides where others differ, and anywhere else."""

    def __post_init__(self) -> None:
        settle(self, one_line, "name", "office")


def refusal(
    rubric: m.Rubric, officers: Iterable[Officer], who: str, cell: Cell, *, one_desk: bool
) -> Message | None:
    """Return why an officer may not decide on a cell; None where they may."""
    listed = {one.id: one for one in officers}
    if not listed:
        return None
    officer = listed.get(who)
    if officer is None:
        return say("“{who}” is not on the list of officers.", who=who)
    if cell.unit in officer.barred and not one_desk:
        return say("{name} may not appraise this unit.", name=officer.name)
    return None if officer.is_lead or _has(rubric, officer, cell) else _not_in_share(officer)


def _not_in_share(officer: Officer) -> Message:
    return say("The row is not in the share of {name}.", name=officer.name)


def _has(rubric: m.Rubric, officer: Officer, cell: Cell) -> bool:
    area = rubric.area_of(cell.row)
    names = {cell.row, area.id if area is not None else ""}
    return (not officer.units or cell.unit in officer.units) and (
        not officer.rows or not names.isdisjoint(officer.rows)
    )
