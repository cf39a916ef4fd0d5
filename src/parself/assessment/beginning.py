"""Beginning an assessment: the one way from a rubric and a unit to a new folder."""

from pathlib import Path

from parself.assessment import store
from parself.assessment.beside import ROSTER, RUBRIC, STANDINGS
from parself.assessment.model import Assessment, Purpose
from parself.errors import Problem, UsageError, say
from parself.rubric import catalogue
from parself.rubric.identity import identity_of
from parself.rubric.model import Rubric
from parself.rubric.peers import Standings


def begin(
    path: Path,
    rubric_id: str,
    unit: str,
    *,
    year: int | None = None,
    purpose: Purpose = Purpose.REAL,
    roster_id: str | None = None,
    standings_id: str | None = None,
) -> store.Folder:
    """Make a folder for a new assessment, with the rubric, roster and standings in it.

    Year, roster and standings are the rubric's own unless given; where it names no standings,
    the latest of `tables_for`; an empty `standings_id` asks for none. Raises `UsageError` for an
    unknown rubric, roster, standings or unit, and what `store.create` raises.
    """
    rubric, rubric_bytes = catalogue.find_rubric(rubric_id, option="--rubric")
    roster, roster_bytes = catalogue.find_roster(roster_id or rubric.roster, option="--roster")
    enclosed = {RUBRIC: rubric_bytes, ROSTER: roster_bytes}
    if standings_id is None:
        latest = next(iter(tables_for(rubric, roster.id, year)), None)
        standings_id = rubric.standings or ("" if latest is None else latest.id)
    if standings_id:
        enclosed[STANDINGS] = catalogue.standings_of(roster, standings_id, option="--standings")[1]
    if roster.unit(unit) is None:
        what = say("The roster {roster} has no unit “{unit}”.", roster=roster.id, unit=unit)
        todo = say("Its units are: {units}.", units=", ".join(u.code for u in roster.units))
        raise UsageError(Problem(what, "--unit", todo))
    begun = Assessment(unit, year or rubric.year, identity_of(rubric), purpose)
    return store.create(path, begun, enclosed)


def tables_for(rubric: Rubric, roster_id: str, year: int | None = None) -> tuple[Standings, ...]:
    """Return the roster's standings of years before the one assessed, the latest first.

    Empty where the rubric names its own.
    """
    if rubric.standings:
        return ()
    return catalogue.tables_of(roster_id, before=year or rubric.year)
