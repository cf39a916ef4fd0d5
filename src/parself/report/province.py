"""Every paper of a province's round; as `parself.report.district` for one unit."""

from collections.abc import Sequence
from typing import Final

from parself import i18n
from parself.errors import say
from parself.i18n import render
from parself.report import ranking
from parself.report.case import RoundCase
from parself.report.chosen import Definition, chosen
from parself.report.parts import round_warning
from parself.tables.paper import Papers

REPORTS: Final[tuple[Definition[RoundCase], ...]] = (
    Definition(ranking.ID, say("Ranking of the units"), ranking.report, (ranking.MATRIX,)),
    Definition(ranking.MATRIX, say("All units by criterion"), ranking.matrix),
)


def papers(case: RoundCase, ids: Sequence[str] = (), *, live: bool = False) -> Papers:
    """Return the reports named, or all, as one file. Raises `UsageError` for an unknown id."""
    picked = chosen(REPORTS, ids, live=live)
    title = say(
        "PAR INDEX {year:none}, {place}", year=case.round.year, place=case.round.roster.parent
    )
    return Papers(
        render(title),
        tuple(one.build(case) for one in picked),
        round_warning(case),
        i18n.language(),
    )
