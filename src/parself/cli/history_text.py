"""What the commands about earlier saves print: as text and as JSON."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from parself.assessment.difference import Difference
from parself.assessment.history import rubric_then
from parself.assessment.model import Assessment
from parself.assessment.saves import EarlierSave
from parself.assessment.store import Folder
from parself.i18n import _, render, show_moment
from parself.rubric import model as m
from parself.scoring.score import score_assessment
from parself.submission.changes import Changes
from parself.tables.data import Json, figure, records
from parself.tables.model import Column, Kind
from parself.tables.terminal import listed, shortened, wrapped
from parself.words.retelling import (
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
    yield from listed(_columns(folder), saves)


def claimed(folder: Folder, assessment: Assessment) -> Decimal:
    """Return the claimed points of a state of the folder's assessment."""
    rubric = rubric_then(folder, assessment)
    return score_assessment(rubric, folder.unit, assessment).claimed.points or Decimal(0)


def saves_shape(folder: Folder, saves: Sequence[EarlierSave]) -> Json:
    """Return the earlier saves as JSON."""
    return {"saves": records(_columns(folder), saves)}


def _columns(folder: Folder) -> tuple[Column[EarlierSave], ...]:
    def answered(save: EarlierSave) -> int | None:
        return None if save.assessment is None else answered_count(save.assessment)

    def points(save: EarlierSave) -> Decimal | None:
        return None if save.assessment is None else claimed(folder, save.assessment)

    return (
        Column("save", _("Save"), lambda one: one.revision, Kind.COUNT),
        Column(
            "saved",
            _("Saved at"),
            lambda one: show_moment(one.saved),
            data=lambda one: one.saved.isoformat(),
        ),
        Column("answered", _("Answered"), answered, Kind.COUNT),
        Column("claimed", _("Points"), points, Kind.POINTS),
        Column("occasion", _("Occasion"), _occasion, data=_occasion_name),
        Column("damaged", data=lambda one: one.assessment is None),
        Column("file", data=lambda one: one.path.name),
    )


def _occasion(save: EarlierSave) -> str:
    if save.assessment is None:
        return _("damaged")
    return render(OCCASIONS[save.occasion]) if save.occasion else ""


def _occasion_name(save: EarlierSave) -> str | None:
    return save.occasion.name.lower() if save.occasion else None


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


def changes_shape(found: Changes) -> Json:
    """Return what differs as JSON."""
    return {
        "claimed": {"before": figure(found.before), "after": figure(found.after)},
        "items": [
            {
                "item": row.row.id,
                "before": figure(row.before),
                "after": figure(row.after),
                "entries": [one.field for one in row.entries],
            }
            for row in found.rows
        ],
        "others": [one.field for one in found.others],
    }
