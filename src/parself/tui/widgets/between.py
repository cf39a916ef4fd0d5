"""What lies between us and another unit, as a page to read."""

from collections.abc import Iterator

from textual.content import Content

from parself.errors import say
from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.tui.widgets.area_lines import area_line
from parself.tui.widgets.board import percent
from parself.tui.widgets.colours import DONE, MUTED, WRONG
from parself.tui.widgets.ladder import Given, signed
from parself.tui.widgets.plain import cut, lines, plain
from parself.view.area_points import area_points
from parself.view.between import PartGap, part_gaps
from parself.view.on_ladder import Stand
from parself.words import published
from parself.words.caution import figure_status
from parself.words.signs import Signs

_WIDTH = 66
_FIGURE = 8


def between_title(given: Given, one: Stand) -> str:
    """Return which units are compared."""
    unit, view = given.view.folder.roster.unit(one.code), given.view
    return f"{unit.short if unit else one.code} – {view.unit.short}"


def between_page(given: Given, one: Stand) -> Content:
    """Return what is known of another unit beside ours, and where we have points to win."""
    return lines(*_figures(given, one), plain(""), *_parts(given, one), plain(""), *_ours(given))


def _figures(given: Given, one: Stand) -> Iterator[Content]:
    standings, view = given.view.folder.standings, given.view
    if standings is None:
        return
    status = figure_status(one.rung.standing.status)
    theirs = say(
        "{year:none}: {index}, {status}", year=standings.year, index=percent(one.rung.index),
        status=status,
    )  # fmt: skip
    yield plain(render(theirs))
    ours = percent(view.scores.projected.index)
    if one.gap is not None:
        words = say("Ours is projected at {index}: a gap of", index=ours)
        style = WRONG if one.gap > 0 else DONE
        yield plain(f"{render(words)} ", (signed(one.gap), style))
    yield from (plain((words, MUTED)) for words in published.last_year(standings, one.code))


def _parts(given: Given, one: Stand) -> Iterator[Content]:
    standings = given.view.folder.standings
    found = part_gaps(standings, given.view.unit.code, one.code) if standings else ()
    if not found:
        yield plain(
            _("Its points by area were not published: what lies between is known in sum only.")
        )
        return
    head = f"{_('Ours'):>{_FIGURE}}{_('Theirs'):>{_FIGURE}}{_('Gap'):>{_FIGURE}}"
    yield plain((f"{_('Published parts'):<{_WIDTH - 3 * _FIGURE}}{head}", MUTED))
    yield from (_part(gap, given.signs) for gap in found)


def _part(one: PartGap, signs: Signs) -> Content:
    title = plain(f"{one.title} (/{show_decimal(one.of)})")
    name = cut(title, _WIDTH - 3 * _FIGURE, signs=signs)
    figures = plain(f"{show_decimal(one.ours):>{_FIGURE}}{show_decimal(one.theirs):>{_FIGURE}}")
    style = WRONG if one.gap > 0 else DONE
    return Content.assemble(name, figures, plain((f"{signed(one.gap):>{_FIGURE}}", style)))


def _ours(given: Given) -> Iterator[Content]:
    yield plain((_("Where our points are: won, lost, still open"), MUTED))
    for one in area_points(given.view):
        yield area_line(one, _WIDTH, signs=given.signs)
