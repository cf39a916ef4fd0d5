"""What the commands about last year print: as text and as JSON."""

from collections.abc import Iterator
from decimal import Decimal

from parself.cli import shapes
from parself.cli.console import shortened, table, wrapped
from parself.errors import say
from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.report.years import this_year
from parself.view.view import View
from parself.years.last_year import LastYear, Match, RowMove, moves

_TITLE_CELLS = 30


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
    rows = [["", _("Area / criterion"), _("Rows"), _("Last year"), _("This year"), _("Change")]]
    rows += [_cells(one) for one in found]
    yield from table(rows, right={2, 3, 4, 5})
    yield _("An area adds up the rows that are known in both years.")


def _cells(one: RowMove) -> list[str]:
    title = one.title.upper() if one.is_area else f"  {one.title}"
    rows = f"{one.compared}/{one.rows}" if one.is_area else ""
    figures = (_figure(one.before), _figure(one.now), _signed(one.change))
    return [one.id, shortened(title, _TITLE_CELLS), rows, *figures]


def _figure(points: Decimal | None) -> str:
    return "–" if points is None else show_decimal(points)


def _signed(change: Decimal | None) -> str:
    if change is None:
        return "–"
    return f"+{show_decimal(change)}" if change > 0 else show_decimal(change)


def moves_shape(view: View) -> shapes.Json:
    """Return what moved as JSON."""
    past = view.folder.past
    found = moves(view)
    return {
        "year": past.year if past is not None else None,
        "sentence": this_year(view) or None,
        "areas": [_move_shape(one) for one in found if one.is_area],
        "items": [_move_shape(one) for one in found if not one.is_area],
    }


def _move_shape(one: RowMove) -> shapes.Json:
    return {
        "id": one.id,
        "max": shapes.figure(one.maximum),
        "before": shapes.figure(one.before),
        "after": shapes.figure(one.now),
        "change": shapes.figure(one.change),
        **({"rows": one.rows, "compared": one.compared} if one.is_area else {}),
    }
