"""How a round is founded: of what a person says, or of what all first good files agree on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from parself import files
from parself.assessment.model import Purpose
from parself.errors import Message, Problem, RefusedError, UsageError, say
from parself.province.calendar import NO_DATES, Dates
from parself.province.following import last_year as read_last_year
from parself.province.record import Round, Settings
from parself.province.round import create_round
from parself.province.snapshot import Snapshot
from parself.province.terms import require_order
from parself.rubric.catalogue import ROSTERS, find_roster, find_rubric, standings_of
from parself.rubric.identity import RubricIdentity, identity_of, scoring_hash
from parself.rubric.model import Rubric
from parself.rubric.peers import Roster
from parself.submission.archive import BundleError
from parself.submission.intake import Bundle
from parself.text import cleaned, one_line
from parself.values import Frozen


class Told(Frozen):
    """What was said of a round; None: to be seen from the files."""

    rubric: tuple[Rubric, bytes] | None = None
    year: int | None = None
    purpose: Purpose | None = None
    roster: tuple[Roster, bytes] | None = None


NOTHING_TOLD: Final = Told()


def new_round(
    path: Path,
    *,
    rubric: str,
    roster: str = "",
    standings: str = "",
    year: int | None = None,
    title: str = "",
    practice: bool = False,
    dates: Dates = NO_DATES,
    survey_held: bool = True,
    last_year: Path | None = None,
) -> Round:
    """Make a round of what a person says; rubric, roster and standings by their ids or files.

    The roster is the one that the rubric names, and the year the rubric's, where nobody says
    another; `last_year` is the file of what was published last year, or the folder of its round.
    Raises what the catalogue and `following.last_year` raise, and `UsageError` for dates in the
    wrong order and a folder that is taken.
    """
    known = find_rubric(cleaned(rubric))
    units = find_roster(cleaned(roster) or known[0].roster)
    require_order(dates)
    year, purpose = year or known[0].year, Purpose.PRACTICE if practice else Purpose.REAL
    return create_round(
        path,
        rubric=known,
        roster=units,
        standings=standings_of(units[0], cleaned(standings)) if standings else None,
        year=year,
        purpose=purpose,
        title=title,
        dates=dates,
        settings=Settings(survey_held=survey_held),
        last_year=_last_year(last_year, year, purpose, units[0]) if last_year else None,
    )


def _last_year(path: Path, year: int, purpose: Purpose, roster: Roster) -> Snapshot:
    """Return last year's points. Raises `UsageError` where none of the units is in it."""
    found = read_last_year(path, year, purpose)
    if not {one.code for one in found.units} & {one.code for one in roster.units}:
        what = say(
            "This is of roster {theirs} and tells of no unit of {ours}.",
            theirs=found.roster,
            ours=roster.id,
        )
        raise UsageError(Problem(what, files.show_path(path), say("Name last year's of these.")))
    return found


class _Head(Frozen):
    """What a good file says of itself, without its answers: hundreds of them fit in memory."""

    path: Path
    year: int
    purpose: Purpose
    identity: RubricIdentity
    rubric: Rubric
    rubric_data: bytes
    roster: Roster
    roster_data: bytes


class Founding(Frozen):
    """What round is to be made."""

    path: Path
    rubric: tuple[Rubric, bytes]
    roster: tuple[Roster, bytes]
    year: int
    purpose: Purpose

    @property
    def round(self) -> Round:
        """The round as it would begin; nothing of it is written."""
        rubric, roster = self.rubric[0], self.roster[0]
        return Round(self.path, rubric, identity_of(rubric), roster, self.year, self.purpose)

    def make(self) -> None:
        """Make the round's folder. Raises what `create_round` raises."""
        create_round(
            self.path,
            rubric=self.rubric,
            roster=self.roster,
            year=self.year,
            purpose=self.purpose,
        )


def found(
    path: Path, told: Told, files_: Iterable[Path], read: Callable[[Path], Bundle]
) -> Founding:
    """Return the round that is made from what is told and what all good files agree on.

    Raises `RefusedError` where the files do not agree or none of them can be read.
    """
    good: list[_Head] = []
    refused: list[Problem] = []
    for file in files_:
        try:
            good.append(_head(file, read(file)))
        except BundleError as error:
            refused += error.problems
    if not good and None in (told.rubric, told.year, told.purpose):
        what = say("No file could be read, so it is not known what this round is.")
        raise RefusedError(Problem(what, files.show_path(path)), *refused)
    differing = _differences(told, good)
    if differing:
        raise RefusedError(*differing)
    rubric = told.rubric or _rubric_of(good)
    return Founding(
        path,
        rubric,
        told.roster or _roster_of(rubric[0], good),
        good[0].year if told.year is None else told.year,
        told.purpose or good[0].purpose,
    )


def _head(path: Path, bundle: Bundle) -> _Head:
    return _Head(
        path,
        bundle.assessment.year,
        bundle.assessment.purpose,
        bundle.assessment.rubric,
        bundle.rubric,
        bundle.rubric_data,
        bundle.roster,
        bundle.roster_data,
    )


def likely(told: Told, bundle: Bundle) -> tuple[Rubric, Roster]:
    """Return rubric and roster of the round that is founded, if all files are like this one."""
    rubric = told.rubric[0] if told.rubric else bundle.rubric
    if told.roster is not None:
        return rubric, told.roster[0]
    is_own = rubric.roster in ROSTERS.ids()
    return rubric, ROSTERS.find(rubric.roster)[0] if is_own else bundle.roster


def _differences(told: Told, good: Sequence[_Head]) -> list[Problem]:
    """Return in what the files differ, of the things that nobody told."""
    facts = {
        "year": (told.year, {str(one.year): one.path for one in good}),
        "purpose": (told.purpose, {one.purpose.value: one.path for one in good}),
        "rubric": (
            told.rubric,
            {f"{one.identity.id} {one.identity.scoring_hash[:8]}": one.path for one in good},
        ),
    }
    return [
        _difference(name, seen)
        for name, (given, seen) in facts.items()
        if given is None and len(seen) > 1
    ]


def _difference(name: str, seen: Mapping[str, Path]) -> Problem:
    named = {value: one_line(seen[value].name) for value in sorted(seen)}
    if name == "purpose":
        what = say(
            "Real and practice files are mixed (real: {real}; practice: {practice}).", **named
        )
    else:
        listed = "; ".join(f"{value}: {file}" for value, file in named.items())
        what = Message(_MIXED[name].id, {"listed": listed})
    todo = say("Say which one this round is for: {option}.", option=f"--{name} …")
    return Problem(what, todo=todo)


_MIXED: Final = {
    "year": say("The files are of different years ({listed})."),
    "rubric": say("The files answer different rubrics ({listed})."),
}


def _rubric_of(good: Sequence[_Head]) -> tuple[Rubric, bytes]:
    """Return the rubric that all answer; of several wordings always the same one."""
    head = min(good, key=lambda one: (one.identity.id, one.identity.edition, one.rubric_data))
    return head.rubric, head.rubric_data


def _roster_of(rubric: Rubric, good: Sequence[_Head]) -> tuple[Roster, bytes]:
    """Return the program's own roster of that name, else the one that all files carry."""
    # Only an id is looked up: what a bundle names is never taken for a path.
    if rubric.roster in ROSTERS.ids():
        return ROSTERS.find(rubric.roster)
    carried = {one.roster_data: one.roster for one in good if one.roster.id == rubric.roster}
    if len(carried) == 1:
        ((data, roster),) = carried.items()
        return roster, data
    what = say(
        "The roster “{id}” is not known, or the files carry different ones.", id=rubric.roster
    )
    raise RefusedError(Problem(what, todo=say("Name the roster's file.")))


def require_same(told: Told, round_: Round) -> None:
    """Raise `UsageError` where the round in the folder is not the one meant."""
    rubric_hash = scoring_hash(told.rubric[0]) if told.rubric else round_.identity.scoring_hash
    differing = {
        "rubric": rubric_hash != round_.identity.scoring_hash,
        "year": told.year not in (None, round_.year),
        "purpose": told.purpose not in (None, round_.purpose),
        "roster": told.roster is not None and told.roster[0] != round_.roster,
    }
    for name in (name for name, differs in differing.items() if differs):
        what = say("The round was made with another {name}; nothing was landed.", name=name)
        todo = say("Leave it out, or name another folder.")
        raise UsageError(Problem(what, files.show_path(round_.path), todo))
