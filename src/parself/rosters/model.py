"""A roster with what was last published of its units, as one value; what is wrong with it."""

from parself.rubric.check import roster_faults
from parself.rubric.check_standings import standings_faults
from parself.rubric.peers import Roster, Standing, Standings, Unit
from parself.rules.checks import Faults
from parself.values import Frozen


class UnitList(Frozen):
    """A roster, and the table that tells where its units stood last year, where there is one."""

    roster: Roster
    standings: Standings | None = None

    def standing(self, code: str) -> Standing:
        """Return what was published of a unit; unknown where nothing was."""
        found = None if self.standings is None else self.standings.of(code)
        return found or Standing(code)

    def lines(self) -> tuple[tuple[Unit, Standing], ...]:
        """Return the units in their order, each with what was published of it."""
        return tuple((unit, self.standing(unit.code)) for unit in self.roster.units)


def faults(found: UnitList) -> Faults:
    """Find every fault of roster and standings."""
    yield from roster_faults(found.roster)
    if found.standings is not None:
        yield from standings_faults(found.standings, found.roster)


def standings_id(roster_id: str, year: int) -> str:
    """Return the usual id of a year's standings of a roster."""
    return f"{roster_id}-{year}"
