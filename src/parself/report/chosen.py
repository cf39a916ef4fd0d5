"""Which reports go into one file: those named, else the usual ones, and what they start from."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from parself.errors import Problem, UsageError, say


class Definition(Protocol):
    """What is asked of a report's definition here."""

    @property
    def id(self) -> str:
        """Its name on the command line."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the reports whose cells its formulas refer to."""

    @property
    def by_default(self) -> bool:
        """Whether it belongs to the set that is made when none is named."""


D = TypeVar("D", bound=Definition)


def chosen(reports: Sequence[D], ids: Sequence[str], *, live: bool) -> tuple[D, ...]:
    """Return the reports to make, in their usual order; with `live` their sources too.

    Raises `UsageError` for an unknown id.
    """
    known = [report.id for report in reports]
    for asked in ids:
        if asked not in known:
            what = say("There is no report “{id}” here.", id=asked[:40])
            raise UsageError(Problem(what, todo=say("Known are: {known}.", known=", ".join(known))))
    wanted = {r.id for r in reports if (r.id in ids if ids else r.by_default)}
    if live:
        wanted |= {source for r in reports if r.id in wanted for source in r.sources}
    return tuple(report for report in reports if report.id in wanted)
