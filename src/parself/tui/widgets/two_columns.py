"""Two values of an assessment beside each other: the truth and a what-if, what differs marked."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from textual.content import Content

from parself.desk.what_if import Comparison
from parself.i18n import _
from parself.tui.widgets.board import percent, points
from parself.tui.widgets.colours import DONE, MUTED, WRONG
from parself.tui.widgets.drawn_panel import Drawn, DrawnPanel
from parself.tui.widgets.ladder import ROOM, Given, ladder_lines, signed, unforetold
from parself.tui.widgets.plain import cut, plain
from parself.values import Frozen
from parself.view.on_ladder import on_ladder
from parself.view.view import View
from parself.words import published
from parself.words.signs import Signs

_CELL: Final = 11


class Two(Frozen):
    """A scenario beside the truth."""

    name: str
    truth: View
    found: Comparison
    signs: Signs

    @property
    def ladder(self) -> Given:
        """The ladder of the what-if, with a ring where the truth stands."""
        return Given(self.found.view, self.signs, self.truth, is_what_if=True)


class _Line(Frozen):
    """A figure of both, and how it differs."""

    title: str
    before: str
    after: str
    told: str = ""
    """The difference; empty where there is none."""
    is_better: bool = False


def _lines(two: Two) -> Iterator[_Line]:
    was, then = (one.scores.projected.index for one in (two.truth, two.found.view))
    told, is_better = _moved(was, then)
    yield _Line(_("Projected index"), percent(was), percent(then), told, is_better)
    yield from _places(two)
    for row in two.found.changes.rows:
        told, is_better = _moved(row.before or Decimal(0), row.after or Decimal(0))
        title = f"{row.row.id} {row.row.title}"
        yield _Line(title, points(row.before), points(row.after), told, is_better)


def _moved(before: Decimal | None, after: Decimal | None) -> tuple[str, bool]:
    if before is None or after is None or before == after:
        return "", False
    return signed(after - before), after > before


def _places(two: Two) -> Iterator[_Line]:
    was, then = (one.projection for one in (two.truth, two.found.view))
    if was is None or then is None:
        return
    told, climbed = "", (was.projected or 0) - (then.projected or 0)
    if was.projected is not None and then.projected is not None and climbed:
        told = f"{two.signs.up if climbed > 0 else two.signs.down}{abs(climbed)}"
    places = published.place_short(was.expected), published.place_short(then.expected)
    yield _Line(_("Place"), *places, told, climbed > 0)


def two_columns(two: Two, width: int) -> list[Content]:
    """Return a line for index, place and each row that differs."""
    room = max(1, width - 3 * _CELL)
    head = f"{'':<{room}}{_('Truth'):>{_CELL}}{_('What-if'):>{_CELL}}"
    return [plain((head, MUTED)), *(_drawn(one, room, two.signs) for one in _lines(two))]


def _drawn(one: _Line, room: int, signs: Signs) -> Content:
    name = cut(plain(one.title), room, signs=signs)
    style = "" if not one.told else DONE if one.is_better else WRONG
    after = f"{one.after:>{_CELL}}{one.told:>{_CELL}}"
    return Content.assemble(name, plain(f"{one.before:>{_CELL}}", (after, style)))


def both_on_one_ladder(two: Two, width: int) -> list[Content]:
    """Return the ladder of the what-if, with a ring where the truth stands."""
    given = two.ladder
    found = on_ladder(given.view, given.began)
    if found is None:
        return unforetold(given.view)
    return [one.shown for one in ladder_lines(given, found, found.within(ROOM), width)]


class TwoColumns(DrawnPanel[Two]):
    """The truth and a scenario side by side."""

    def drawn(self, of: Two, width: int) -> Drawn:
        """Return what differs."""
        return Drawn(of.name, two_columns(of, width))
