"""Which reports go into one file: those named, else the usual ones, and what they start from."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from parself import i18n
from parself.errors import Message, Problem, UsageError, say
from parself.i18n import render
from parself.tables.paper import Papers, Report
from parself.values import Frozen

Case = TypeVar("Case")


class Definition(Frozen, Generic[Case]):
    """One paper: a function from what it is drawn from to a report, under a name."""

    id: str
    """Its name on the command line."""
    title: Message
    build: Callable[[Case], Report]
    sources: tuple[str, ...] = ()
    """Ids of the reports whose cells its formulas refer to."""
    by_default: bool = True
    """Whether it belongs to the set that is made when none is named."""
    reader: Message | None = None
    """Who reads it; None where it need not be told."""


def put_together(
    reports: Sequence[Definition[Case]],
    case: Case,
    ids: Sequence[str],
    title: Message,
    warning: str,
    *,
    live: bool,
) -> Papers:
    """Return the reports named, or the usual set, as one file; `live` as `chosen` has it.

    Raises `UsageError` for an unknown id.
    """
    made = tuple(one.build(case) for one in chosen(reports, ids, live=live))
    return Papers(render(title), made, warning, i18n.language())


def chosen(
    reports: Sequence[Definition[Case]], ids: Sequence[str], *, live: bool
) -> tuple[Definition[Case], ...]:
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
