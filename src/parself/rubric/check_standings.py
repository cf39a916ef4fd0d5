"""Faults of a table of standings: figures out of range, places that other figures contradict.

A table need not name every unit, and a unit that is not named is unknown, not absent. So a
published place is a fact, judged only against figures that are at least as well founded: so
many of them above it, so many below among as many units as the roster has.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from parself import limits
from parself.errors import Message, Problem, say
from parself.rubric import peers
from parself.rules import checks
from parself.values import Frozen

GREATEST_INDEX = 100
_RELIABLE = (
    peers.FigureStatus.OFFICIAL,
    peers.FigureStatus.DECLARED,
    peers.FigureStatus.ILLUSTRATIVE,
)


class _Figures(Frozen):
    """One year's figures of a unit."""

    at: str
    """Key path of the place."""
    status: peers.FigureStatus
    index: Decimal | None
    rank: int | None


def standings_faults(standings: peers.Standings, roster: peers.Roster | None) -> checks.Faults:
    """Find every fault of a table; with its `roster` also units and places that it lacks."""
    yield from checks.slug_faults("standings.id", standings.id)
    yield from checks.slug_faults("standings.roster", standings.roster)
    yield from checks.year_faults("standings.year", standings.year)
    if standings.spread is not None and standings.spread < 0:
        yield checks.below_zero("standings.spread")
    units, total = standings.units, None if roster is None else len(roster.units)
    yield from checks.empty_list("unit", units)
    yield from checks.too_many("unit", len(units), limits.ROSTER_UNITS)
    yield from checks.repeated((f"unit[{unit.code}].code", unit.code) for unit in units)
    for unit in units:
        yield from checks.slug_faults(f"unit[{unit.code}].code", unit.code)
    for prefix, year in _years(units):
        for figures in year:
            yield from _figure_faults(figures, prefix)
        yield from _rank_faults(year, total)
    for unit in units:
        yield from _part_faults(unit, total)
    if roster is not None:
        yield from _strangers(units, roster)


def _years(units: Iterable[peers.Standing]) -> Iterator[tuple[str, list[_Figures]]]:
    """Yield the figures of this year and of the year before, each with the prefix of its keys."""
    yield "", [_Figures(f"unit[{u.code}].rank", u.status, u.index, u.rank) for u in units]
    before = [
        _Figures(
            f"unit[{u.code}].previous_rank",
            u.status if u.previous_status is None else u.previous_status,
            u.previous_index,
            u.previous_rank,
        )
        for u in units
    ]
    yield "previous_", before


def _figure_faults(figures: _Figures, prefix: str) -> checks.Faults:
    """Find faults of one year's figures by themselves; `prefix` tells the year's keys."""
    unit = figures.at.rpartition(".")[0]
    if figures.index is not None and not 0 <= figures.index <= GREATEST_INDEX:
        what = say("The index is {index:points}; possible are 0 to 100.", index=figures.index)
        todo = say("Write the percentage that was published.")
        yield Problem(what, f"{unit}.{prefix}index", todo)
    if figures.status is peers.FigureStatus.UNKNOWN and (figures.index, figures.rank) != (
        None,
        None,
    ):
        what = say("A figure is given, but its status is unknown.")
        todo = say("Write official, declared or illustrative, or take the figure out.")
        yield Problem(what, f"{unit}.{prefix}status", todo)


def _part_faults(unit: peers.Standing, total: int | None) -> checks.Faults:
    for number, part in enumerate(unit.part, start=1):
        at = f"unit[{unit.code}].part[#{number}]"
        yield from checks.word_faults(f"{at}.title", part.title)
        if part.of <= 0:
            yield checks.not_above_zero(f"{at}.of")
        elif not 0 <= part.points <= part.of:
            what = say(
                "The points are {points:points}; possible are 0 to {most:points}.",
                points=part.points,
                most=part.of,
            )
            yield Problem(what, f"{at}.points", say("Compare with the published table."))
        if part.rank is not None:
            yield from _wrong_rank(f"{at}.rank", part.rank, 1, total)


def _strangers(units: Iterable[peers.Standing], roster: peers.Roster) -> checks.Faults:
    known = {unit.code for unit in roster.units}
    for unit in units:
        if unit.code not in known:
            what = say(
                "The roster {roster} has no unit “{unit}”.", roster=roster.id, unit=unit.code
            )
            todo = say("Its units are: {units}.", units=checks.names(u.code for u in roster.units))
            yield Problem(what, f"unit[{unit.code}].code", todo)


def _rank_faults(figures: Sequence[_Figures], total: int | None) -> checks.Faults:
    """Find places that the figures contradict, each judged by those at least as reliable."""
    for number, status in enumerate(_RELIABLE, start=1):
        trusted = [one for one in figures if one.status in _RELIABLE[:number]]
        for one, best, worst in _possible(trusted, total):
            if one.status is status and one.rank is not None:
                yield from _wrong_rank(one.at, one.rank, best, worst)


def _possible(
    figures: Sequence[_Figures], total: int | None
) -> Iterator[tuple[_Figures, int, int | None]]:
    """Yield the best and the worst place that each unit can have; None: no last place is known.

    Units whose printed indexes are equal may share a place or be ranked one after the other:
    decisions rank on more decimals than they print.
    """
    for one in figures:
        if one.index is None:
            yield one, 1, total
    indexed = sorted(
        ((one.index, one) for one in figures if one.index is not None),
        key=lambda pair: -pair[0],
    )
    above, lead = 0, 1
    for _index, pairs in groupby(indexed, key=lambda pair: pair[0]):
        tied = [one for _index, one in pairs]
        below = len(indexed) - above - len(tied)
        for one in tied:
            yield one, above + lead, None if total is None else total - below
        # Whoever follows comes after the last of these, however many unknown units there are.
        ranks = [one.rank - above for one in tied if one.rank is not None]
        lead = max([lead, *(rank + 1 - len(tied) for rank in ranks)])
        above += len(tied)


def _wrong_rank(at: str, rank: int, best: int, worst: int | None) -> checks.Faults:
    if best <= rank and (worst is None or rank <= worst):
        return
    values = {"rank": rank, "best": best, "worst": worst}
    if worst is None:
        said = say("The rank is {rank}, but by the figures given it is {best} at best.")
    elif best == worst:
        said = say("The rank is {rank}, but the figures make it {best}.")
    else:
        said = say("The rank is {rank}; possible are {best} to {worst}.")
    what = Message(said.id, values)
    yield Problem(what, at, say("Compare rank and index with the published table."))
