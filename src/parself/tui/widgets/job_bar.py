"""How far the job is, in one line: the areas side by side, each as wide as it has rows.

    ▬▬▬▬▬▬▬▬ ▬▬▬▬ ▬▬▬▬▬▬▬▬▬▬▬▬ ▬▬▬▬▬

A part is green where rows are answered and backed, amber where proof is missing, red where
figures contradict each other, and faint where rows are open.
"""

from collections.abc import Iterator, Sequence

from textual.content import Content

from parself.tui.widgets.colours import DONE, FAINT, UNPROVED, WRONG
from parself.tui.widgets.plain import Pane, Piece, plain
from parself.view.job import AreaJob, Job
from parself.words.signs import Signs


class JobBar(Pane):
    """The bar of all areas."""

    DEFAULT_CSS = "JobBar { height: 1; padding: 0 1; }"

    def show(self, job: Job, *, signs: Signs) -> None:
        """Show how far each area is."""
        self.present(job_bar(job.areas, self.app.size.width - 2, signs=signs))


def job_bar(areas: Sequence[AreaJob], width: int, *, signs: Signs) -> Content:
    """Return a bar of so many cells; areas stand apart where there is room for that."""
    counted = [area for area in areas if area.progress.total]
    gaps = len(counted) - 1 if len(counted) * 2 <= width else 0
    shares = _shares([area.progress.total for area in counted], width - gaps)
    between = [" "] if gaps else []
    pieces: list[Piece] = []
    for area, cells in zip(counted, shares, strict=True):
        pieces += [*(between if pieces else []), *area_pieces(area, cells, signs=signs)]
    return plain(*pieces)


def area_pieces(area: AreaJob, width: int, *, signs: Signs) -> Iterator[Piece]:
    """Yield the bar of one area: what is sound, unproved, wrong and open."""
    rows = (area.sound, area.unproved, area.wrong, max(0, area.progress.open))
    cells = _shares(rows, width)
    for count, style in zip(cells, (DONE, UNPROVED, WRONG), strict=False):
        yield signs.bar * count, style
    yield signs.rest * cells[-1], FAINT


def _shares(counts: Sequence[int], width: int) -> list[int]:
    """Divide cells in proportion; whatever is there has a cell where there are enough."""
    total = sum(counts)
    if not total or width <= 0:
        return [0 for _count in counts]
    least = [min(1, count) for count in counts]
    spare = width - sum(least)
    if spare < 0:
        return [1 if place < width else 0 for place in range(len(counts))]
    ends = [round(sum(counts[: at + 1]) * spare / total) for at in range(len(counts))]
    return [low + end - start for low, end, start in zip(least, ends, [0, *ends], strict=False)]
