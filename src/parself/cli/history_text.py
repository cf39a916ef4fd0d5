"""What the commands about earlier saves print: as text and as JSON."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from parself.assessment.difference import Difference
from parself.assessment.history import rubric_then
from parself.assessment.model import Assessment
from parself.assessment.saves import EarlierSave
from parself.assessment.store import Folder
from parself.cli import shapes
from parself.cli.console import shortened, table, wrapped
from parself.i18n import _, render, show_moment
from parself.numerals import show_decimal
from parself.rubric import model as m
from parself.scoring.score import score_assessment
from parself.submission.changes import Changes
from parself.words.retelling import (
    NOTHING,
    OCCASIONS,
    answered_count,
    changes_sentence,
    difference_words,
    points_words,
)

_SHOWN: Final = 60
"""Cells of a value."""


def saves_lines(folder: Folder, saves: Sequence[EarlierSave]) -> Iterator[str]:
    """Yield the earlier saves as text."""
    if not saves:
        yield _("There are no earlier saves yet.")
        return
    rows = [[_("Save"), _("Saved at"), _("Answered"), _("Points"), _("Occasion")]]
    rows += [_save_cells(folder, save) for save in saves]
    yield from table(rows, right={0, 2, 3})


def _save_cells(folder: Folder, save: EarlierSave) -> list[str]:
    occasion = render(OCCASIONS[save.occasion]) if save.occasion else ""
    head = [str(save.revision), show_moment(save.saved)]
    if save.assessment is None:
        return [*head, NOTHING, NOTHING, _("damaged")]
    points = show_decimal(claimed(folder, save.assessment))
    return [*head, str(answered_count(save.assessment)), points, occasion]


def claimed(folder: Folder, assessment: Assessment) -> Decimal:
    """Return the claimed points of a state of the folder's assessment."""
    rubric = rubric_then(folder, assessment)
    return score_assessment(rubric, folder.unit, assessment).claimed.points or Decimal(0)


def saves_shape(folder: Folder, saves: Sequence[EarlierSave]) -> shapes.Json:
    """Return the earlier saves as JSON."""
    return {"saves": [_save_shape(folder, save) for save in saves]}


def _save_shape(folder: Folder, save: EarlierSave) -> shapes.Json:
    held = save.assessment
    return {
        "save": save.revision,
        "saved": save.saved.isoformat(),
        "occasion": save.occasion.name.lower() if save.occasion else None,
        "damaged": held is None,
        "answered": None if held is None else answered_count(held),
        "claimed": None if held is None else shapes.figure(claimed(folder, held)),
        "file": save.path.name,
    }


def changes_lines(folder: Folder, found: Changes) -> Iterator[str]:
    """Yield what differs as text, row by row."""
    yield from wrapped(render(changes_sentence(found)))
    for row in found.rows:
        points = f"{points_words(row.before)} → {points_words(row.after)}"
        yield from wrapped(f"{row.row.id} {row.row.title}: {points}", indent="  ")
        yield from _entries(folder.rubric, folder.unit.sub_units, row.entries)
    yield from _entries(folder.rubric, folder.unit.sub_units, found.others)


def _entries(
    rubric: m.Rubric, sub_units: tuple[str, ...], entries: Iterable[Difference]
) -> Iterator[str]:
    for one in entries:
        label, *sides = difference_words(rubric, sub_units, one)
        before, after = (shortened(side, _SHOWN) for side in sides)
        words = f"{label}: {before} → {after}"
        yield from wrapped(words, indent="    ")


def changes_shape(found: Changes) -> shapes.Json:
    """Return what differs as JSON."""
    return {
        "claimed": {"before": shapes.figure(found.before), "after": shapes.figure(found.after)},
        "items": [
            {
                "item": row.row.id,
                "before": shapes.figure(row.before),
                "after": shapes.figure(row.after),
                "entries": [one.field for one in row.entries],
            }
            for row in found.rows
        ],
        "others": [one.field for one in found.others],
    }
