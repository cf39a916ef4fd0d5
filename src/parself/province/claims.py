"""Every unit's claim row by row: the hand-ins that count, read and scored anew.

`record` keeps of each hand-in only what the ranking needs; whoever compares units row by row
needs all of it. The bundles lie beside the round and are read as distrustfully as at landing.
"""

from collections.abc import Callable, Mapping

from parself.province.record import Round
from parself.scoring.score import Scores, score_assessment
from parself.submission.intake import read_bundle


def no_progress(done: int, of: int) -> None:
    """Tell nobody how far the reading is."""


def claims_by_row(
    round_: Round, *, progress: Callable[[int, int], None] = no_progress
) -> Mapping[str, Scores]:
    """Return the scores of every unit of which one hand-in counts, by code, in roster order.

    `progress` is told how many of how many have been read. Raises a `BundleError` where a
    kept bundle is damaged, and `FileError`.
    """
    counting = [
        (unit, counts.file)
        for unit in round_.roster.units
        if (counts := round_.counting(unit.code)) is not None
    ]
    scores: dict[str, Scores] = {}
    for done, (unit, file) in enumerate(counting, start=1):
        bundle = read_bundle(round_.path / file)
        scores[unit.code] = score_assessment(round_.rubric, unit, bundle.assessment)
        progress(done, len(counting))
    return scores
