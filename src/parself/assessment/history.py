"""Earlier states of an opened assessment: its saves, what it was handed in as, its rubric then.

Going back is `Desk.restore`: it makes a new save and destroys none.
"""

from collections.abc import Iterator

from parself.assessment import kept
from parself.assessment.model import Assessment
from parself.assessment.saves import EarlierSave, Occasion, saves_in
from parself.assessment.store import Folder
from parself.rubric.model import Rubric


def earlier_saves(folder: Folder) -> tuple[EarlierSave, ...]:
    """Return the earlier saves of a folder, newest first, damaged ones among them.

    Of two copies of one save, only the one kept for an occasion is listed.
    """
    found = saves_in(folder.path)
    kept = {save.revision for save in found if save.occasion and save.assessment is not None}
    return tuple(save for save in found if save.occasion or save.revision not in kept)


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
    return next(_exports(folder), None)


def handed_in_as(folder: Folder, number: int) -> Assessment | None:
    """Return the assessment as it was handed in under a number; None where that is not kept."""
    # Kept before an export is what goes out, which still names the hand-in before.
    before = ((one, one.hand_in.sequence if one.hand_in else 0) for one in _exports(folder))
    return next((one for one, last in before if last == number - 1), None)


def _exports(folder: Folder) -> Iterator[Assessment]:
    """Yield the saves that were handed in, the newest first."""
    exports = (save for save in earlier_saves(folder) if save.occasion is Occasion.EXPORT)
    return (save.assessment for save in exports if save.assessment is not None)
