"""What is wrong with an assessment that does not open, and which earlier save is good.

Damage and honest repair by hand look alike to a checksum. This module alone tells them
apart, and finds the backup that is offered with either.
"""

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

from parself import files, toml
from parself.assessment import beside, form, kept, possible, swap
from parself.assessment.difference import Difference, differences
from parself.assessment.model import Assessment
from parself.assessment.saves import EarlierSave, good_saves
from parself.errors import DamagedError, Message, ParselfError, Problem, UsageError, say
from parself.rubric.identity import identity_of
from parself.rubric.load import roster_from_bytes, rubric_from_bytes

ASSESSMENT: Final = "assessment.toml"
UNPACKED: Final = "data"
"""Folder of a hand-in that holds what was handed in."""


class NoAssessmentError(UsageError):
    """The folder holds no assessment, and no earlier save of one."""


class UnopenedError(DamagedError):
    """The assessment's file cannot be opened as it is; carries what `newest` offers instead."""

    def __init__(self, offered: tuple[EarlierSave, ...], *problems: Problem) -> None:
        super().__init__(*problems)
        self.offered = offered

    @property
    def backup(self) -> EarlierSave | None:
        """The newest good save by number."""
        return next(iter(self.offered), None)


class DamagedAssessmentError(UnopenedError):
    """The assessment's file is damaged or gone."""


class HandEditedError(UnopenedError):
    """The file reads well but its checksum is wrong: somebody may have repaired it by hand.

    Carries what the file says and how that differs from the newest good save; without one,
    from an empty assessment.
    """

    def __init__(
        self,
        assessment: Assessment,
        changed: tuple[Difference, ...],
        offered: tuple[EarlierSave, ...],
        *problems: Problem,
    ) -> None:
        super().__init__(offered, *problems)
        self.assessment = assessment
        self.differences = changed


def newest(path: Path) -> tuple[EarlierSave, ...]:
    """Return the good save of the highest number, and the latest one where that is another.

    They disagree where a folder was copied back over one in which work had gone on: numbers
    of both lines are mixed then, and only a person can tell which work is wanted. A save that
    would be refused is not offered.
    """
    found = good_saves(path)
    by_time = sorted(found, key=lambda b: (b.saved, b.revision), reverse=True)
    offered = [
        next(filter(partial(_can_be_restored, path), line), None) for line in (found, by_time)
    ]
    first, latest = offered
    if first is None or latest is None:
        return ()
    return (first,) if latest.saved == first.saved else (first, latest)


def _can_be_restored(path: Path, save: EarlierSave) -> bool:
    """Say whether a save is possible by its rubric, and that rubric is still to be had."""
    held = save.assessment
    if held is None:
        return False
    with suppress(ParselfError, KeyError):
        present = beside.read(path)
        enclosed = swap.applied(present, kept.belonging(path, held, present))
        rubric = rubric_from_bytes(enclosed[beside.RUBRIC], where=beside.RUBRIC)
        if identity_of(rubric) != held.rubric:
            found = kept.find(path, held.rubric)
            if found is None:
                return False
            rubric = found[0]
        roster = roster_from_bytes(enclosed[beside.ROSTER], where=beside.ROSTER)
        unit = roster.unit(held.unit)
        return unit is not None and not possible.problems(rubric, unit, held)
    return False


def absent(path: Path) -> NoAssessmentError | DamagedAssessmentError:
    """Return the error for a folder without the file: never begun, or gone."""
    offered = newest(path)
    if not offered:
        what = say("There is no assessment in this folder.")
        todo = say("Open another folder, or begin a new assessment.")
        if (path / UNPACKED / ASSESSMENT).exists():
            todo = say("A hand-in was unpacked here: open the folder “data” in it.")
        return NoAssessmentError(Problem(what, files.show_path(path), todo))
    what = say("The file {name} is gone.", name=ASSESSMENT)
    return DamagedAssessmentError(offered, Problem(what, files.show_path(path), _offer(offered)))


def judge(path: Path, data: bytes, error: DamagedError) -> DamagedError:
    """Return the error for a file without the right checksum: repaired by hand, or damaged.

    A missing checksum is damage: that is what a file cut short looks like.
    """
    offered = newest(path)
    where = files.show_path(path / ASSESSMENT)
    why = error.problems
    if toml.has_seal(data):
        try:
            found = form.parse_unsealed(data, where=where)
        except DamagedError as unreadable:
            why += tuple(p for p in unreadable.problems if p not in why)
        else:
            blank = Assessment(found.unit, found.year, found.rubric, found.purpose)
            changed = differences((offered and offered[0].assessment) or blank, found)
            what = say(
                "The file was changed outside parself; {count:count} entries differ from the last"
                " backup.",
                count=len(changed),
            )
            todo = say("Look at the differences, then accept the file or restore the backup.")
            return HandEditedError(found, changed, offered, Problem(what, where, todo))
    what = say("The file is damaged and was not opened. It is kept and not overwritten.")
    return DamagedAssessmentError(offered, Problem(what, where, _offer(offered)), *why)


def _offer(offered: tuple[EarlierSave, ...]) -> Message:
    if not offered:
        return say("There is no earlier good copy in this folder; look for one elsewhere.")
    by_number, by_time = offered[0], offered[-1]
    if by_number == by_time:
        return say(
            "The newest good copy is of {saved}, with {answers:count} rows answered. Restore it?",
            saved=by_number.saved,
            answers=by_number.answers,
        )
    return say(
        "Two good copies may be the newest: number {number:none} of {saved} with {answers:count}"
        " rows answered, and the later number {other:none} of {later} with {others:count}."
        " Choose one.",
        number=by_number.revision,
        saved=by_number.saved,
        answers=by_number.answers,
        other=by_time.revision,
        later=by_time.saved,
        others=by_time.answers,
    )
