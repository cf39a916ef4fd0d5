"""Going back to an earlier save, also where it answers another edition of the rubric.

The folder then goes back to that edition with the files that stood beside the assessment;
so a change of edition can be taken back. Going back makes a new save and destroys none.
"""

from datetime import datetime
from pathlib import Path

from parself import files
from parself.assessment import beside, edition, kept, possible
from parself.assessment.group import as_now
from parself.assessment.history import earlier_saves
from parself.assessment.model import Assessment
from parself.assessment.saves import EarlierSave, Occasion
from parself.assessment.store import Folder
from parself.errors import Problem, RefusedError, UsageError, say
from parself.rubric.load import roster_from_bytes
from parself.rubric.model import Rubric
from parself.rubric.peers import Unit
from parself.values import Frozen, evolve


class Return(Frozen):
    """What is needed to go back to an earlier save, which held `assessment`."""

    assessment: Assessment
    rubric: Rubric
    rubric_bytes: bytes
    is_other_edition: bool

    def after(self, now: Assessment) -> Assessment:
        """Return the assessment after going back from `now`; results received since stay."""
        is_same = now.rubric.scoring_hash == self.assessment.rubric.scoring_hash
        return self.assessment.receiving_as(now) if is_same else self.assessment


def way_back(folder: Folder, save: EarlierSave) -> Return:
    """Return the way back to a save. Raises `RefusedError` or `UsageError` where there is none,
    and where the save holds what is not possible.

    To be asked before going back is offered to a person.
    """
    if folder.assessment.locked:
        raise RefusedError(possible.LOCKED)
    held = save.assessment
    if held is None:
        what = say("This earlier save is damaged.")
        todo = say("Choose another one: {command}", command="parself history")
        raise RefusedError(Problem(what, files.show_path(save.path), todo))
    if held.rubric == folder.assessment.rubric:
        possible.refuse(folder.rubric, folder.unit, held, RefusedError)
        return Return(held, folder.rubric, folder.enclosed[beside.RUBRIC], False)
    found = kept.find(folder.path, held.rubric)
    if found is None:
        what = say(
            "This save answers edition {edition} of rubric {id}, of which no copy is left here.",
            edition=held.rubric.edition,
            id=held.rubric.id,
        )
        todo = say("Copy rubric.toml of that edition out of a hand-in, and change to it first.")
        raise UsageError(Problem(what, files.show_path(folder.path), todo))
    possible.refuse(found[0], _unit_then(folder, held), held, RefusedError)
    return Return(held, *found, True)


def _unit_then(folder: Folder, held: Assessment) -> Unit:
    """Return the unit as the roster had it that stood beside a save."""
    digest = held.beside.get(beside.ROSTER, "")
    data = kept.copy_of(folder.path, beside.ROSTER, digest) if digest else None
    roster = folder.roster if data is None else roster_from_bytes(data, where=beside.ROSTER)
    return roster.unit(folder.assessment.unit) or folder.unit


def last_change(folder: Folder) -> EarlierSave | None:
    """Return the save before the last change of edition; None where there was none."""
    saves = earlier_saves(folder)
    return next((save for save in saves if save.occasion is Occasion.MIGRATION), None)


def change_back(way: Return, path: Path, *, now: datetime) -> Folder:
    """Go back to a save of another edition, with the rubric and the units of that time.

    The present state is kept for good. The caller holds the lock. Errors are those of
    `edition.replace`.
    """
    before = edition.present(path)
    now_group = as_now(way.assessment.group, before.assessment.group)
    hand_in = before.assessment.hand_in
    held = way.after(before.assessment)
    state = evolve(held, locked=False, hand_in=hand_in, group=now_group)
    changed = kept.belonging(path, way.assessment, before.enclosed)
    if before.enclosed.get(beside.RUBRIC) != way.rubric_bytes:
        changed[beside.RUBRIC] = way.rubric_bytes
    return edition.replace(before, state, changed, now=now)
