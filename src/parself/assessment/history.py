"""Earlier saves of an assessment: which there are, and what each held.

Going back is `Desk.restore`: it makes a new save and destroys none.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from parself import files
from parself.assessment import kept
from parself.assessment.damage import BACKUPS, read_backup
from parself.assessment.model import Assessment
from parself.assessment.store import Folder, Occasion
from parself.errors import DamagedError
from parself.files import BackupName, FileError
from parself.rubric.model import Rubric
from parself.values import Frozen


class EarlierSave(Frozen):
    """One earlier save as it lies in the backups."""

    path: Path
    saved: datetime
    """Local time."""
    revision: int
    """Number of the save."""
    occasion: Occasion | None
    """Why it is kept for good; None for one that gives way to newer ones."""
    assessment: Assessment | None
    """What it held; None where the file is damaged."""


def earlier_saves(folder: Folder) -> tuple[EarlierSave, ...]:
    """Return the earlier saves of a folder, newest first, damaged ones among them.

    One that is kept for an occasion stands for the other copy of the same save.
    """
    found = list(_saves(folder.path / BACKUPS))
    kept = {save.revision for save in found if save.occasion and save.assessment is not None}
    told = [save for save in found if save.occasion or save.revision not in kept]
    return tuple(sorted(told, key=lambda save: (save.revision, save.saved), reverse=True))


def _saves(backups: Path) -> Iterator[EarlierSave]:
    for path in files.entries(backups):
        name = BackupName.read(path.name)
        if name is not None:
            held = _held(path)
            yield EarlierSave(path, name.saved, name.revision, _occasion(name.tag), held)


def _held(path: Path) -> Assessment | None:
    with suppress(DamagedError, FileError):
        return read_backup(path)
    return None


def _occasion(tag: str) -> Occasion | None:
    return next((occasion for occasion in Occasion if occasion.value == tag), None)


def rubric_then(folder: Folder, earlier: Assessment) -> Rubric:
    """Return the rubric that an earlier save answers; the present one where it is not kept."""
    if earlier.rubric == folder.assessment.rubric:
        return folder.rubric
    found = kept.find(folder.path, earlier.rubric)
    return found[0] if found is not None else folder.rubric


def handed_in(folder: Folder) -> Assessment | None:
    """Return the assessment as it was handed in last; None where it was not, or is not kept."""
    if folder.assessment.hand_in is None:
        return None
    exports = [save for save in earlier_saves(folder) if save.occasion is Occasion.EXPORT]
    return next((save.assessment for save in exports if save.assessment is not None), None)
