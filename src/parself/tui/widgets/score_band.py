"""Where we stand, in three lines at the foot of a screen; they move with each answer.

    ─ 3.4.2 Hồ sơ cấp xã đúng hạn  1,97  +0,98 ──────────────────────────────────
    Hạng 7/11 (1–11) ▲1  83,54% +0,98   34,48 ▬▬▬▬▬▬▬▬▬▬●▬▬▬▬▬ 97,98
    hạng 6 Bắc Sơn 83,75  còn 0,21   hạng 8 Văn Lãng 82,50  cách 1,04
    tự chấm 37,48  có căn cứ 5,48   từ hạng 6 trở lên 44%   so với 2022, số minh họa

What an answer did stands beside index and place until the next one; the rule above the lines
echoes its row. Nothing that is not published is told without saying so in the same place.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from textual.content import Content

from parself.errors import say
from parself.i18n import _, render
from parself.rubric import peers
from parself.scoring.score import ZERO
from parself.standing.projection import Rung, ladder
from parself.tui.widgets.board import percent, points
from parself.tui.widgets.colours import DONE, LEADS, MUTED, UNPROVED, WRONG
from parself.tui.widgets.ladder import signed
from parself.tui.widgets.outlook import chance_words, reach_line
from parself.tui.widgets.plain import Pane, Piece, lines, plain
from parself.view.change import Change
from parself.view.view import View
from parself.words import published
from parself.words.result_words import standing_words
from parself.words.score_words import carried_words
from parself.words.signs import Signs

_GAP: Final = "   "
_LEAST_REACH: Final = 22
"""Cells that the range takes at least: where there are fewer, it stands in figures alone."""
_NOT_PUBLISHED: Final = {peers.FigureStatus.DECLARED, peers.FigureStatus.ILLUSTRATIVE}


class ScoreBand(Pane):
    """Points, index, place, neighbours and chance, and in the rule above them the last answer."""

    DEFAULT_CSS = """
    ScoreBand {
        height: 4;
        padding: 0 1;
        border-top: solid $foreground 30%;
        border-title-color: $foreground 87%;
    }
    """

    def show(self, view: View, change: Change, *, signs: Signs) -> None:
        """Show the scores of the present value, and what the last answer did to them."""
        width = max(40, self.app.size.width - 2)
        self.entitle(echo_line(view, change, width - 4))
        self.present(lines(*band_lines(view, change, width, signs=signs)))


def band_lines(view: View, change: Change, width: int, *, signs: Signs) -> list[Content]:
    """Return three lines, or as many as there is something to say."""
    if view.department:
        # A part alone has no index and no place.
        part = say("Part of {unit}; its own desk joins all parts.", unit=view.unit.full)
        done = _("When it is filled in, export it (F8) and send the file back.")
        return [_claimed(view), plain(render(part)), plain((done, MUTED))]
    if view.published is not None:
        return [_claimed(view), plain((" ".join(standing_words(view.published)), "bold"))]
    return [
        _leading_line(view, change, width, signs=signs),
        _neighbours_line(view, width),
        _fitting([*claimed_pieces(view), *conditions(view)], width),
    ]


def _claimed(view: View) -> Content:
    return Content("  ").join(claimed_pieces(view))


def claimed_pieces(view: View) -> list[Content]:
    """Return the points that are claimed and those that are backed."""
    claimed, backed = view.scores.claimed.points, view.scores.backed.points
    style = UNPROVED if (backed or 0) < (claimed or 0) else ""
    return [
        plain((f"{_('claimed')} ", MUTED), (points(claimed), "bold")),
        plain((f"{_('backed')} ", MUTED), (points(backed), style)),
    ]


def _fitting(pieces: Sequence[Content], width: int) -> Content:
    """Join pieces in one line; where they are too wide, closer together, then without the first.

    What the figures rest on stands last, so that it is told wherever a figure is.
    """
    for gap in (_GAP, "  "):
        line = Content(gap).join(pieces)
        if line.cell_length <= width:
            return line
    return _fitting(pieces[1:], width) if len(pieces) > 1 else line.truncate(width, ellipsis=True)


def _leading_line(view: View, change: Change, width: int, *, signs: Signs) -> Content:
    head = Content("  ").join(
        [place_content(view, change, signs=signs), index_content(view, change)]
    )
    room = width - head.cell_length - len(_GAP)
    if room >= _LEAST_REACH:
        return head + plain(_GAP) + reach_line(view, room, signs=signs)
    scores = view.scores
    reach = f"  ({points(scores.floor.index)}–{points(scores.ceiling.index)})"
    return (head + plain((reach, MUTED))).truncate(width, ellipsis=True)


def place_content(view: View, change: Change, *, signs: Signs) -> Content:
    """Return that it is projected, with the place where one is known."""
    return plain((f"{_('Projected')}  ", MUTED), *place_pieces(view, change, signs=signs))


def place_pieces(view: View, change: Change, *, signs: Signs) -> Iterator[Piece]:
    """Yield the projected place, between which it can lie, and the places that were won."""
    projection = view.projection
    if projection is None:
        return
    place = published.place_short(projection.expected)
    yield render(say("Place {place} of {of}", place=place, of=projection.of)), LEADS
    yield f" ({projection.best}–{projection.worst})", MUTED
    if change.places:
        sign, style = (signs.up, DONE) if change.places > 0 else (signs.down, WRONG)
        yield f" {sign}{abs(change.places)}", style


def index_content(view: View, change: Change) -> Content:
    """Return the projected index, and how far the last answer moved it."""
    index = plain((percent(view.scores.projected.index), LEADS))
    return index + plain(*won(change.index)) if change.index else index


def to_next(view: View) -> Content:
    """Return how far it is to the unit right above us; who is first is told so."""
    above = _around(view)[0]
    if above is None:
        return plain("")
    gap = abs((above.index or ZERO) - (view.scores.projected.index or ZERO))
    place = published.place_short(above.places)
    return plain((render(say("{gap:points} to place {place}", gap=gap, place=place)), MUTED))


def won(change: Decimal | None) -> Iterator[Piece]:
    """Yield a change with its sign, in the colour of good or bad; nothing where there is none."""
    if change:
        yield f" {signed(change)}", DONE if change > 0 else WRONG


def _neighbours_line(view: View, width: int) -> Content:
    """Return who stands just above and just below us, and by how much."""
    standings = view.folder.standings
    if view.projection is None or standings is None:
        return plain(_("No comparison table: the place is not known."))
    if carried := carried_words(view.scores, standings):
        # Our own figure may be the official one: what is illustrative is the others'.
        return plain((carried, "bold")).truncate(width, ellipsis=True)
    told = list(_neighbours(view, brief=False))
    if sum(one.cell_length for one in told) + 2 * len(told) > width:
        told = list(_neighbours(view, brief=True))
    while len(told) > 1 and sum(one.cell_length + 2 for one in told) - 2 > width:
        told.pop()
    return Content("  ").join(told).truncate(width, ellipsis=True)


def _neighbours(view: View, *, brief: bool) -> Iterator[Content]:
    above, below = _around(view)
    if above is not None:
        yield _neighbour(view, above, _("short of it by {gap}"), DONE, brief=brief)
    if below is not None:
        yield _neighbour(view, below, _("ahead by {gap}"), MUTED, brief=brief)
    standings = view.folder.standings
    if standings is not None:
        found = ladder(standings, view.unit.code, view.scores.projected.index)
        if unknown := published.unknown_words(found):
            yield plain((unknown, MUTED))


def _around(view: View) -> tuple[Rung | None, Rung | None]:
    """Return the units right above and right below us, as far as they are known."""
    standings, ours = view.folder.standings, view.scores.projected.index
    if standings is None or ours is None or view.projection is None:
        return None, None
    rungs = ladder(standings, view.unit.code, ours).rungs
    here = next(at for at, rung in enumerate(rungs) if rung.is_ours)
    return (
        rungs[here - 1] if here else None,
        rungs[here + 1] if here + 1 < len(rungs) else None,
    )


def _neighbour(view: View, rung: Rung, gap: str, style: str, *, brief: bool) -> Content:
    unit = view.folder.roster.unit(rung.standing.code)
    name = unit.short if unit is not None else rung.standing.code
    apart = abs((rung.index or ZERO) - (view.scores.projected.index or ZERO))
    place = published.place_short(rung.places)
    star = "*" if is_mixed(view) and not rung.is_published else ""
    return plain(
        (f"{place if brief else render(say('place {place}', place=place))} ", MUTED),
        f"{name} {points(rung.index)}{star} ",
        (gap.format(gap=points(apart)), style) if apart else (_("level"), style),
    )


def conditions(view: View) -> list[Content]:
    """Return the chance of the place that is aimed at, and what all this rests on."""
    projection, standings = view.projection, view.folder.standings
    if projection is None or standings is None:
        return []
    chance = projection.chance_of(view.goal)
    told = []
    if chance is not None:
        aimed = render(say("place {goal} or better:", goal=view.goal))
        told.append(plain((f"{aimed} ", MUTED), (chance_words(chance), "bold")))
    against = render(say("against {year:none}", year=standings.year))
    if _statuses(view) & _NOT_PUBLISHED:
        star = "* " if is_mixed(view) else ""
        against = f"{against}, {star}{_('illustrative figures')}"
    return [*told, plain((against, MUTED))]


def _statuses(view: View) -> set[peers.FigureStatus]:
    """Return where the figures of the other units come from."""
    standings = view.folder.standings
    units = standings.units if standings is not None else ()
    return {one.status for one in units if one.code != view.unit.code}


def is_mixed(view: View) -> bool:
    """Say whether some figures of others are published and some are not: those have a star."""
    found = _statuses(view)
    return peers.FigureStatus.OFFICIAL in found and bool(found & _NOT_PUBLISHED)


def echo_line(view: View, change: Change, width: int) -> Content:
    """Return the row of the last answer with its points and what it won; empty without one."""
    row = view.rubric.rows.get(change.row_id)
    if row is None or not change.is_seen:
        return plain("")
    end = plain(f"  {points(change.after)}", *won(change.points))
    title = plain(f"{row.id} {row.title}")
    return title.truncate(max(0, width - end.cell_length), ellipsis=True) + end
