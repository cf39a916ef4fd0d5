"""What the commands about earlier saves print: as text and as JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from parself.assessment.difference import Difference
from parself.assessment.history import EarlierSave
from parself.assessment.model import Assessment, State
from parself.assessment.store import Folder, Occasion
from parself.cli import shapes
from parself.cli.console import shortened, table, wrapped
from parself.errors import Message, say
from parself.i18n import _, render
from parself.numerals import show_decimal, show_time
from parself.retelling import NOTHING, changes_sentence, entry_words, value_words
from parself.rubric import model as m
from parself.scoring.score import score_assessment
from parself.submission.changes import Changes

_SHOWN: Final = 60
"""Cells of a value."""

OCCASIONS: Final[Mapping[Occasion, Message]] = {
    Occasion.EXPORT: say("before an export"),
    Occasion.LANDING: say("before taking in"),
    Occasion.MIGRATION: say("before a change of edition"),
}


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
    head = [str(save.revision), show_time(save.saved)]
    if save.assessment is None:
        return [*head, NOTHING, NOTHING, _("damaged")]
    points = show_decimal(claimed(folder, save.assessment))
    return [*head, str(answered(save.assessment)), points, occasion]


def answered(assessment: Assessment) -> int:
    """Return how many rows were answered, or said to be without incidence or not applicable."""
    answers = assessment.answers.values()
    return sum(answer.state is not State.UNANSWERED for answer in answers)


def claimed(folder: Folder, assessment: Assessment) -> Decimal:
    """Return the claimed points of a state of the folder's assessment."""
    return score_assessment(folder.rubric, folder.unit, assessment).claimed.points or Decimal(0)


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
        "answered": None if held is None else answered(held),
        "claimed": None if held is None else shapes.figure(claimed(folder, held)),
        "file": save.path.name,
    }


def changes_lines(folder: Folder, found: Changes) -> Iterator[str]:
    """Yield what differs as text, row by row."""
    yield from wrapped(render(changes_sentence(found)))
    for row in found.rows:
        points = f"{_points(row.before)} → {_points(row.after)}"
        yield from wrapped(f"{row.row.id} {row.row.title}: {points}", indent="  ")
        yield from _entries(folder.rubric, folder.unit.sub_units, row.entries)
    yield from _entries(folder.rubric, folder.unit.sub_units, found.others)


def _entries(
    rubric: m.Rubric, sub_units: tuple[str, ...], entries: Iterable[Difference]
) -> Iterator[str]:
    for one in entries:
        before, after = (shortened(value_words(v), _SHOWN) for v in (one.before, one.after))
        words = f"{entry_words(rubric, sub_units, one)}: {before} → {after}"
        yield from wrapped(words, indent="    ")


def _points(points: Decimal | None) -> str:
    return NOTHING if points is None else show_decimal(points)


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
