"""What the commands about rosters print."""

from collections.abc import Iterator, Sequence

from parself.errors import Problem, say
from parself.i18n import _, render, render_problem
from parself.rosters import columns as c
from parself.rosters.model import UnitList
from parself.rosters.typing import head_line, unit_line
from parself.rosters.typing import shown as shown_cell
from parself.rubric.offices import appraising_office, unit_office
from parself.rubric.peers import Standing, Unit
from parself.tables.data import Json, figure
from parself.tables.model import Column, Kind
from parself.tables.terminal import listed, wrapped
from parself.words.roster_words import KIND_WORDS

_Line = tuple[Unit, Standing]


def lists() -> tuple[Column[UnitList], ...]:
    """Return the columns of a list of rosters."""
    return (
        Column("id", _("Id"), lambda one: one.roster.id),
        Column(
            "kind", _("Kind"), _kind, data=lambda one: one.roster.kind and one.roster.kind.value
        ),
        Column("parent", _("Above"), lambda one: one.roster.parent, Kind.NAME),
        Column("size", _("Units"), lambda one: len(one.roster.units), Kind.COUNT),
        Column(
            "year",
            _("Figures of"),
            lambda one: str(one.standings.year) if one.standings else "–",
            data=lambda one: one.standings.year if one.standings else None,
        ),
        Column("standings", data=lambda one: one.standings.id if one.standings else None),
        Column("unit_word", data=lambda one: one.roster.unit_word),
        Column("sub_unit_word", data=lambda one: one.roster.sub_unit_word),
    )


def _kind(one: UnitList) -> str:
    return render(KIND_WORDS[one.roster.kind]) if one.roster.kind else "–"


def units(found: UnitList) -> tuple[Column[_Line], ...]:
    """Return the columns of a list of units."""
    roster = found.roster
    return (
        Column("code", _("Code"), lambda one: one[0].code),
        Column("short", _("Unit"), lambda one: one[0].short, Kind.NAME),
        Column("full", data=lambda one: one[0].full),
        Column("letterhead", data=lambda one: list(unit_office(roster, one[0]).letterhead)),
        Column("paper", _("Number"), lambda one: f"/{unit_office(roster, one[0]).numbered('BC')}"),
        Column("signer", _("Head"), lambda one: unit_office(roster, one[0]).head),
        Column("sub_units", _("Below"), lambda one: len(one[0].sub_units), Kind.COUNT),
        Column("index", _("Index"), lambda one: one[1].index, Kind.PERCENT),
        Column("rank", _("Place"), lambda one: one[1].rank, Kind.COUNT),
        Column("previous_index", data=lambda one: figure(one[1].previous_index)),
        Column("previous_rank", data=lambda one: one[1].previous_rank),
        Column("status", data=lambda one: one[1].status.value),
    )


def words_json(found: UnitList) -> Json:
    """Return whose papers are headed and signed how, where a unit says nothing else."""
    office = appraising_office(found.roster)
    return {
        "above": found.roster.above or None,
        "number": found.roster.number or None,
        "on_behalf": found.roster.on_behalf or None,
        "head": found.roster.head or None,
        "place": found.roster.place or None,
        "appraiser": office.name,
    }


def shown(found: UnitList) -> Iterator[str]:
    """Yield a roster with its units."""
    roster = found.roster
    yield f"{roster.id} · {roster.parent} · {_kind(found)}"
    told = head_line(found)
    for one in c.HEAD.columns[3:]:
        if one.key in told:
            yield f"{one.heading}: {shown_cell(one, told)}"
    yield ""
    yield from listed(units(found), found.lines())


def settable(found: UnitList, code: str) -> Iterator[str]:
    """Yield the keys that can be set, with what stands there now."""
    sheet = c.UNITS if code else c.HEAD
    told = head_line(found)
    if code:
        unit = found.roster.unit(code)
        told = unit_line(unit, found.standing(code)) if unit else {}
    for one in sheet.columns:
        choices = f" [{', '.join(one.choices)}]" if one.choices else ""
        yield f"{one.key}={shown_cell(one, told)}  ({one.heading}{choices})"


def findings(name: str, problems: Sequence[Problem]) -> Iterator[str]:
    """Yield the faults of a roster, or a line that it has none."""
    if not problems:
        yield render(say("{file}: in order.", file=name))
        return
    yield render(say("{file}: faults found: {count}.", file=name, count=len(problems)))
    for problem in problems:
        yield from wrapped(render_problem(problem), indent="  ")
