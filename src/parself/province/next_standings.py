"""What was published of a round as the standings that the next year is measured by. Pure."""

from collections.abc import Iterator

from parself.assessment.model import Purpose
from parself.i18n import _
from parself.province.board import ZERO
from parself.province.record import Round
from parself.province.snapshot import PublishedUnit, Snapshot
from parself.rubric import model as m
from parself.rubric.peers import FigureStatus, PublishedPart, Standing, Standings
from parself.scoring.weights import weights_of
from parself.standing.league import place
from parself.values import evolve


def standings(round_: Round, found: Snapshot, id_: str, source: str = "") -> Standings:
    """Return a publication as a table of standings; `source` is the deciding document."""
    units = tuple(_standing(round_, found, one) for one in found.units)
    return Standings(id_, found.roster, found.year, source or found.decision, None, units)


def _standing(round_: Round, found: Snapshot, unit: PublishedUnit) -> Standing:
    status = FigureStatus.UNKNOWN
    if unit.place is not None:
        is_real = found.purpose is Purpose.REAL
        status = FigureStatus.OFFICIAL if is_real else FigureStatus.ILLUSTRATIVE
    parts = tuple(_survey_part(round_, found, unit)) if unit.place is not None else ()
    now = Standing(unit.code, status, unit.index, unit.place, part=parts)
    return _with_previous(round_, found, now)


def _with_previous(round_: Round, found: Snapshot, now: Standing) -> Standing:
    """Return a standing with the year before it, where the round knows that."""
    known = round_.standings
    before = known.of(now.code) if known is not None and known.year == found.year - 1 else None
    if before is None or (before.index, before.rank) == (None, None):
        return now
    status = None if before.status is now.status else before.status
    return evolve(
        now, previous_index=before.index, previous_rank=before.rank, previous_status=status
    )


def _survey_part(round_: Round, found: Snapshot, unit: PublishedUnit) -> Iterator[PublishedPart]:
    """Yield the survey's points with their rank, where there was a survey."""
    asked = [one for one in round_.rubric.items() if one.source is m.Source.SURVEY]
    away = set(unit.not_applicable)
    most = weights_of(round_.rubric, away).added(
        {one.id: one.points for one in asked if one.id not in away}
    )
    if found.survey_held and most:
        known = [one.survey or ZERO for one in found.ranked]
        ours = unit.survey or ZERO
        yield PublishedPart(_("Survey"), ours, most, place(ours, known))
