"""Every paper of a province's round; as `parself.report.district` for one unit."""

from collections.abc import Sequence
from typing import Final

from parself.errors import Message, say
from parself.province.record import Round
from parself.report import (
    claims,
    correction,
    losses,
    matrix,
    ranking,
    results_annex,
    since_last_year,
)
from parself.report.case import RoundCase
from parself.report.chosen import Definition, put_together
from parself.report.parts import round_warning
from parself.tables.paper import Papers
from parself.values import evolve

PUBLISHED: Final[tuple[Definition[RoundCase], ...]] = (
    Definition(results_annex.ANNEX, say("Annex to the decision: results"), results_annex.annex),
    Definition(results_annex.AREAS, say("Points by area"), results_annex.areas),
    Definition(since_last_year.ID, say("Against last year"), since_last_year.report),
    Definition(losses.LOST, say("Criteria that lost most points"), losses.lost),
    Definition(
        losses.REMEDIES,
        say("What each unit has to remedy"),
        losses.remedies,
        by_default=False,
    ),
    Definition(
        correction.CORRECTION, say("Notice of correction"), correction.report, by_default=False
    ),
)
"""What is drawn from a publication alone; until the scores are closed made only where named."""
REPORTS: Final[tuple[Definition[RoundCase], ...]] = (
    Definition(ranking.ID, say("Ranking of the units"), ranking.report, (matrix.ID,)),
    Definition(matrix.ID, say("All units by criterion"), matrix.report),
    *PUBLISHED,
    Definition(
        claims.ID,
        say("Self-assessed against appraised, for the lead alone"),
        claims.report,
        by_default=False,
    ),
)


def reports(round_: Round) -> tuple[Definition[RoundCase], ...]:
    """Return the papers of a round; an officer's share has no ranking: it is not the whole."""
    if round_.desk is not None:
        return tuple(one for one in REPORTS if one.id == matrix.ID)
    if round_.closed is not None:
        return REPORTS
    return tuple(evolve(one, by_default=False) if one in PUBLISHED else one for one in REPORTS)


def heading(round_: Round) -> Message:
    """Return what the papers are of: year and province, and the group of units that it names."""
    place = ", ".join(filter(None, (round_.roster.parent, round_.title)))
    return say("PAR INDEX {year:none}, {place}", year=round_.year, place=place)


def papers(case: RoundCase, ids: Sequence[str] = (), *, live: bool = False) -> Papers:
    """Return the reports named, or all, as one file. Raises `UsageError` for an unknown id.

    Of a publication that is asked for by its number, only what is drawn from it alone.
    """
    title = heading(case.round)
    known = reports(case.round) if case.number is None else PUBLISHED
    return put_together(known, case, ids, title, round_warning(case), live=live)
