"""What the commands about last year print: as text and as JSON."""

from collections.abc import Iterator

from parself.errors import say
from parself.i18n import _, render
from parself.report.years import columns, level_of, this_year
from parself.tables.data import Json, records
from parself.tables.model import filled
from parself.tables.terminal import aligned, wrapped
from parself.view.view import View
from parself.years.last_year import LastYear, Match, moves


def match_lines(last: LastYear, found: Match) -> Iterator[str]:
    """Yield which rows of last year were taken, and which were not."""
    yield render(
        say(
            "{same} rows are the same as in {year:none}.",
            same=len(found.rows),
            year=last.assessment.year,
        )
    )
    if found.new:
        yield from wrapped(f"{_('New or changed since')}: {', '.join(found.new)}", indent="  ")
    if found.gone:
        yield from wrapped(f"{_('Not taken from last year')}: {', '.join(found.gone)}", indent="  ")


def moves_lines(view: View) -> Iterator[str]:
    """Yield what moved as text."""
    sentence = this_year(view)
    if sentence:
        yield from wrapped(f"{view.unit.short} ({_('projected')}): {sentence}")
    found = moves(view)
    if not found:
        yield _("Last year's points by row are not known.")
        return
    yield from aligned(filled(columns(found), found, level=level_of))
    yield _("An area adds up the rows that are known in both years.")


def moves_shape(view: View) -> Json:
    """Return what moved as JSON."""
    past = view.folder.past
    found = moves(view)
    return {
        "year": past.year if past is not None else None,
        "sentence": this_year(view) or None,
        "areas": records(columns(found), (one for one in found if one.is_area)),
        "items": records(columns(found), (one for one in found if not one.is_area)),
    }
