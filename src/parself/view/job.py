"""How far the whole job is: each area with its points, and what is wrong or without proof. Pure."""

from collections.abc import Iterable

from parself.rubric import model as m
from parself.scoring.score import Subtotal
from parself.submission.inspector import Finding
from parself.values import Frozen
from parself.view.view import Filter, Progress, View


class AreaJob(Frozen):
    """How the rows of one area stand."""

    area: m.Area
    progress: Progress
    points: Subtotal
    unproved: int
    """Rows that the unit scored without evidence or explanation."""
    wrong: int
    """Rows that contradict others."""
    errors: int
    """Contradictions that these rows are part of."""

    @property
    def sound(self) -> int:
        """Answered rows that lack nothing."""
        return max(0, self.progress.answered - self.unproved - self.wrong)


class Job(Frozen):
    """How all areas stand, and what there is in all."""

    areas: tuple[AreaJob, ...]
    done: int
    total: int
    errors: int
    doubts: int
    """Values that are unlikely."""
    unproved: int
    """Rows with points that nothing backs, bonus and penalty too."""


def job(view: View) -> Job:
    """Return how far the job is; in a department's part, of its own rows only."""
    errors = [one for one in view.asked if one.kind.is_error]
    areas = tuple(
        _area_job(view, area, items, errors)
        for area in view.rubric.areas
        if (items := [item for item in area.items if view.is_ours(item.id)])
    )
    return Job(
        areas,
        done=sum(one.progress.answered for one in areas),
        total=sum(one.progress.total for one in areas),
        errors=len(errors),
        doubts=len(view.asked) - len(errors),
        unproved=len(view.filtered(Filter.UNBACKED)),
    )


def _area_job(view: View, area: m.Area, items: list[m.Item], errors: Iterable[Finding]) -> AreaJob:
    ours = {item.id for item in items if item.source is m.Source.SELF}
    found = [ours.intersection(one.rows) for one in errors]
    wrong = frozenset[str]().union(*found)
    return AreaJob(
        area,
        view.tally(items),
        view.scores.subtotal(items),
        unproved=sum(view.shows(row_id, Filter.UNBACKED) for row_id in ours - wrong),
        wrong=len(wrong),
        errors=sum(map(bool, found)),
    )
