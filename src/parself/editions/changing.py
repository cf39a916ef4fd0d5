"""A change of edition, looked at before it is done: what would stand, and what it would mean.

The one way for every face: `prepare` reads the folder and the new rubric and changes nothing,
`carry_out` does what was shown.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path

from parself.assessment import beside, edition, store
from parself.assessment.edition import Present
from parself.assessment.migrate import Migration, Moves, migrate
from parself.errors import Problem, UsageError, say
from parself.files import show_path
from parself.rubric import catalogue
from parself.rubric import model as m
from parself.rubric.diff import Diff, diff
from parself.rubric.load import roster_from_bytes
from parself.rubric.peers import Roster, Unit
from parself.values import Frozen
from parself.view.view import View


class Plan(Frozen, dict=True):
    """A change of edition that could be done now."""

    present: Present
    migration: Migration
    changed: Mapping[str, bytes]
    """Files beside the assessment that change, by name."""
    before: View | None
    """None where no copy of the rubric that was answered is left."""
    after: View
    """As it would be, with the rows open that are asked again."""
    confirmed: View
    """As it would be with these rows taken as they were: what the new rules make of it."""

    @cached_property
    def diff(self) -> Diff | None:
        """What changed between the editions; None where the old one is not known."""
        answered = self.present.answered
        return None if answered is None else diff(answered, self.after.rubric)


def prepare(
    path: Path,
    rubric_id: str,
    *,
    now: datetime,
    moves: Moves | None = None,
    roster_id: str | None = None,
    standings_id: str | None = None,
) -> Plan:
    """Return a plan for taking an assessment over into another rubric. Writes nothing.

    `rubric_id`, `roster_id` and `standings_id` are ids or paths; the last two are those of
    the folder unless the new rubric names another roster. Raises `UsageError` where the
    change makes no sense, and what opening the folder and its parts raises.
    """
    present = edition.present(path)
    new, new_bytes = catalogue.find_rubric(rubric_id)
    _refuse_senseless(present, new)
    changed = {beside.RUBRIC: new_bytes, **_peers(present, new, roster_id, standings_id)}
    roster = _roster(changed.get(beside.ROSTER) or present.enclosed[beside.ROSTER], path)
    unit = roster.unit(present.assessment.unit)
    if unit is None:
        code, codes = present.assessment.unit, ", ".join(u.code for u in roster.units[:20])
        what = say("The roster {roster} has no unit “{unit}”.", roster=roster.id, unit=code)
        raise UsageError(Problem(what, code, say("Its units are: {units}.", units=codes)))
    return _planned(present, new, changed, unit, moves or {}, now)


def replanned(plan: Plan, moves: Moves, *, now: datetime) -> Plan:
    """Return the plan with other rows said to go on under a new id. Writes nothing."""
    return _planned(plan.present, plan.after.rubric, plan.changed, plan.after.unit, moves, now)


def _planned(
    present: Present,
    new: m.Rubric,
    changed: Mapping[str, bytes],
    unit: Unit,
    moves: Moves,
    now: datetime,
) -> Plan:
    _refuse_moves(present.answered, new, moves)
    done = migrate(present.assessment, present.answered, new, unit, moves=moves)
    folder, _ = edition.assembled(present, done.assessment, changed, now)
    views = View(folder, folder.assessment), View(folder, done.confirmed)
    old = edition.as_answered(present)
    before = None if old is None else View(old, old.assessment)
    return Plan(present, done, changed, before, *views)


def carry_out(plan: Plan, *, now: datetime) -> store.Folder:
    """Do what was shown. The caller holds the lock. Errors are those of `edition.replace`."""
    return edition.replace(plan.present, plan.migration.assessment, plan.changed, now=now)


def _refuse_senseless(present: Present, new: m.Rubric) -> None:
    answered = present.answered
    if present.folder is not None and answered == new:
        what = say("This is the rubric that the assessment has already; nothing was changed.")
        raise UsageError(Problem(what, new.id, say("Name the rubric of the new edition.")))
    years = {present.assessment.year, answered.year if answered else present.assessment.year}
    if new.year not in years:
        what = say(
            "The rubric is for {year:none}, the assessment is of {assessed:none}.",
            year=new.year,
            assessed=present.assessment.year,
        )
        todo = say("Begin a new assessment for another year: {command}", command="parself new")
        raise UsageError(Problem(what, new.id, todo))


def _refuse_moves(old: m.Rubric | None, new: m.Rubric, moves: Moves) -> None:
    """Raise `UsageError` for moves that name wrong rows or one row twice."""
    known = old.rows if old is not None else {}
    for before, after in moves.items():
        wrong = [before] if before not in known or before in new.rows else []
        wrong += [after] if after not in new.rows or after in known else []
        if wrong or list(moves.values()).count(after) > 1:
            what = say("{before} cannot go on as {after}.", before=before, after=after)
            todo = say("Name a row that is gone, and one that is new: --move OLD=NEW.")
            raise UsageError(Problem(what, ", ".join(wrong) or after, todo))


def _peers(
    present: Present, new: m.Rubric, roster_id: str | None, standings_id: str | None
) -> dict[str, bytes]:
    """Return roster and standings where they change: named, or of the new rubric's own units."""
    changed: dict[str, bytes] = {}
    # A unit may have begun with a roster of its own: what counts is that the rubric's changes.
    answered = present.answered
    present_roster = _roster(present.enclosed[beside.ROSTER], present.path).id
    is_other = new.roster not in {answered.roster if answered else "", present_roster}
    if roster_id or is_other:
        named = roster_id or new.roster
        changed[beside.ROSTER] = catalogue.find_roster(named, option="--roster")[1]
    if standings_id:
        changed[beside.STANDINGS] = catalogue.find_standings(standings_id, option="--standings")[1]
    elif is_other and not roster_id:
        known = bool(new.standings)
        changed[beside.STANDINGS] = catalogue.find_standings(new.standings)[1] if known else b""
    return {n: data for n, data in changed.items() if data != present.enclosed.get(n, b"")}


def _roster(data: bytes, path: Path) -> Roster:
    return roster_from_bytes(data, where=show_path(path / beside.ROSTER))
