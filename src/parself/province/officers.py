"""Who appraises what: officers, their shares of the work, and the units from which they are barred.

A share is some units times some rows. Whoever comes from a unit, or is close to it, does not
appraise it. Where no officer is listed, one desk does all. Every door asks `refusal`. Pure.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import count
from typing import Final

from parself.errors import Message, say
from parself.province.decisions import Cell
from parself.rubric import model as m
from parself.text import cleaned, one_line, slug
from parself.values import Frozen, evolve, settle

_LONGEST_ID: Final = 24


class Share(Frozen):
    """Some rows of some units."""

    units: tuple[str, ...] = ()
    """Codes of the units; empty means all."""
    rows: tuple[str, ...] = ()
    """Ids of areas, criteria and rows; empty means all."""

    def has(self, rubric: m.Rubric, unit: str, row: str) -> bool:
        """Say whether a row of a unit is in the share."""
        return (not self.units or unit in self.units) and self.has_row(rubric, row)

    def has_row(self, rubric: m.Rubric, row: str) -> bool:
        """Say whether a row of some unit is in the share."""
        return not self.rows or not rubric.places[row].isdisjoint(self.rows)


class Bar(Frozen):
    """A unit that an officer may not appraise."""

    unit: str
    reason: str
    waived: str = ""
    """Why it may be done all the same at a desk of one person; empty: it may not."""

    def __post_init__(self) -> None:
        settle(self, cleaned, "reason", "waived")


class Officer(Frozen):
    """One appraiser: a person, or a sectoral office (Sở Tư pháp, Sở Tài chính)."""

    id: str
    name: str
    office: str = ""
    login: str = ""
    """Name under which they log in at this desk, where that is another than the id."""
    is_lead: bool = False
    """Whether the officer decides where others differ, and anywhere else."""
    shares: tuple[Share, ...] = ()
    bars: tuple[Bar, ...] = ()
    seconds: tuple[Share, ...] = ()
    """Of what is drawn for the second look, the officer's to look at."""

    def __post_init__(self) -> None:
        settle(self, one_line, "name", "office", "login")

    def has(self, rubric: m.Rubric, unit: str, row: str) -> bool:
        """Say whether a row of a unit is the officer's to appraise; a lead has them all."""
        return self.is_lead or any(one.has(rubric, unit, row) for one in self.shares)

    def has_second(self, rubric: m.Rubric, unit: str, row: str) -> bool:
        """Say whether the second look at a row of a unit is the officer's, were it drawn.

        Nobody looks a second time at what is theirs to look at first.
        """
        is_first = any(one.has(rubric, unit, row) for one in self.shares)
        is_theirs = self.is_lead or any(one.has(rubric, unit, row) for one in self.seconds)
        return is_theirs and not is_first

    def bar(self, unit: str) -> Bar | None:
        """Return what keeps the officer from a unit; None where nothing does."""
        return next((one for one in self.bars if one.unit == unit), None)


def proposed_id(officers: Iterable[Officer], name: str) -> str:
    """Return an id made from a name that nobody on the list has; empty where none can be made."""
    known, base = {one.id for one in officers}, slug(name, longest=_LONGEST_ID)
    numbered = (f"{base}-{n}" for n in count(2))
    return base if base not in known else next(one for one in numbered if one not in known)


def found(officers: Iterable[Officer], who: str) -> Officer | None:
    """Return the officer of an id, else of a login; None where there is none."""
    known = {one.login: one for one in officers if one.login} | {one.id: one for one in officers}
    return known.get(who)


def id_of(officers: Iterable[Officer], who: str) -> str:
    """Return the id of an officer who was named by id or login; other names as they are."""
    officer = found(officers, who)
    return who if officer is None else officer.id


def called(officers: Iterable[Officer], who: str) -> str:
    """Return the name of an officer who was named by id or login; other names as they are."""
    officer = found(officers, who)
    return who if officer is None else officer.name or who


def refusal(rubric: m.Rubric, officers: Sequence[Officer], who: str, cell: Cell) -> Message | None:
    """Return why an officer may not decide on a cell, or remark on it; None where they may."""
    if not officers:
        return None
    officer = found(officers, who)
    if officer is None:
        return unlisted(officers, who)
    return barred(officers, officer, cell.unit) or (
        None if _is_theirs(rubric, officer, cell) else _not_in_share(officer)
    )


def is_waived(officers: Sequence[Officer], bar: Bar) -> bool:
    """Say whether a bar is waived now; that lapses once there is somebody else to do the work."""
    return bool(bar.waived) and len(officers) == 1


def bar_of(officers: Sequence[Officer], officer: Officer, unit: str) -> Bar | None:
    """Return what keeps an officer from a unit as things are; None where nothing does."""
    bar = officer.bar(unit)
    return None if bar is None or is_waived(officers, bar) else bar


def barred(officers: Sequence[Officer], officer: Officer, unit: str) -> Message | None:
    """Return why an officer may decide nothing of a unit; None where they may."""
    bar = bar_of(officers, officer, unit)
    if bar is not None:
        return say(
            "{name} may not appraise this unit: {reason}", name=officer.name, reason=bar.reason
        )
    return None


def _is_theirs(rubric: m.Rubric, officer: Officer, cell: Cell) -> bool:
    has = officer.has if cell.look == 1 else officer.has_second
    return has(rubric, cell.unit, cell.row)


def row_refusal(
    rubric: m.Rubric, officers: Sequence[Officer], who: str, row: str
) -> Message | None:
    """Return why an officer may not agree on a way of scoring a row; None where they may."""
    if not officers:
        return None
    officer = found(officers, who)
    if officer is None:
        return unlisted(officers, who)
    is_theirs = officer.is_lead or any(one.has_row(rubric, row) for one in officer.shares)
    return None if is_theirs else _not_in_share(officer)


def is_lead(officers: Sequence[Officer], who: str) -> bool:
    """Say whether somebody decides where others differ: a lead; where none is listed, anybody."""
    officer = found(officers, who)
    return (officer is not None and officer.is_lead) or not any(one.is_lead for one in officers)


def lead_refusal(officers: Sequence[Officer], who: str) -> Message | None:
    """Return why somebody may not close, publish or correct a round; None where they may.

    Where officers are listed, a lead does it, or anybody on the list while no lead is on it.
    """
    if not officers:
        return None
    if found(officers, who) is None:
        return unlisted(officers, who)
    if is_lead(officers, who):
        return None
    names = ", ".join(f"{one.name} ({one.id})" for one in officers if one.is_lead)
    return say("A lead does this: {names}.", names=names)


def unlisted(officers: Iterable[Officer], who: str) -> Message:
    """Return why somebody who is not on the list decides nothing."""
    listed = ", ".join(one.id for one in officers)
    return say(
        "“{who}” is not on the list of officers ({listed}); say who decides: --who.",
        who=who,
        listed=listed,
    )


def _not_in_share(officer: Officer) -> Message:
    return say("The row is not in the share of {name}.", name=officer.name)


def shares_of(cells: Collection[tuple[str, str]]) -> tuple[Share, ...]:
    """Return shares that hold exactly these rows of units, in as few as need no search."""
    rows: dict[str, list[str]] = {}
    for unit, row in cells:
        rows.setdefault(unit, []).append(row)
    units: dict[tuple[str, ...], list[str]] = {}
    for unit, theirs in rows.items():
        units.setdefault(tuple(theirs), []).append(unit)
    return tuple(Share(tuple(codes), theirs) for theirs, codes in units.items())


def with_officer(officers: Iterable[Officer], changed: Officer) -> tuple[Officer, ...]:
    """Return the list with an officer added, or in the place of the one of the same id."""
    listed: Mapping[str, Officer] = {one.id: one for one in officers}
    return tuple({**listed, changed.id: changed}.values())


def without_waivers(officer: Officer) -> Officer:
    """Return an officer whose bars all hold."""
    return evolve(officer, bars=tuple(evolve(one, waived="") for one in officer.bars))
