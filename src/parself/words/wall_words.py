"""What a projector shows of a workshop: one thing at a time, few lines, a figure read from afar.

Groups bear their letters here and never their names.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from parself.errors import say
from parself.i18n import _, render
from parself.numerals import show_decimal, show_percent
from parself.values import Frozen
from parself.words import workshop_words as words
from parself.words.signs import WGL4, Signs
from parself.workshop.agreement import GroupResult, RowResult
from parself.workshop.board import Board, Results
from parself.workshop.collected import Stage

LINES: Final = 5
"""Lines of a slide besides its title and its figure."""
LETTERS: Final = 12
"""Groups up to which their letters are shown; above, how many gave each answer."""
_BAR: Final = 16


class Slide(Frozen):
    """One thing to look at: at most seven lines, its title and its figure among them."""

    title: str
    figure: str
    """Shown large: digits, "/", ",", "%"."""
    about: str
    """What the figure counts."""
    lines: tuple[str, ...] = ()
    row: str = ""
    """The row that is shown; empty for what is shown of the room."""


def slides(board: Board, *, ladder: bool, signs: Signs = WGL4) -> tuple[Slide, ...]:
    """Return all that may be shown now; with `ladder` the groups by distance to the key too."""
    latest = board.latest
    playing = latest is None or board.round > latest.round
    shown = [_progress(board)] if playing else []
    if latest is not None:
        shown += [_row(board, latest, one, signs) for one in latest.agreement.dividing]
        shown += _room(board, latest)
        shown += _ladder(latest, signs) if ladder else ()
    return tuple(shown)


def _progress(board: Board) -> Slide:
    found = [(one.code, one.rounds[board.round]) for one in board.groups]
    done = [code for code, one in found if one.counts is not None]
    waiting = [code for code, one in found if one.counts is None]
    told = [] if not waiting else [f"{_('Waited for:')} {' '.join(waiting)}"]
    title = render(say("Round {round:none}", round=board.round))
    return Slide(title, f"{len(done)}/{len(found)}", _("groups have handed in"), tuple(told))


def _row(board: Board, results: Results, row: RowResult, signs: Signs) -> Slide:
    is_key = results.stage is Stage.KEY
    given = len(row.points)
    most = max((len(groups) for _points, groups in row.strip), default=0)
    told = [*_answers(row, is_key=is_key, signs=signs)]
    return Slide(
        f"{row.key.row} {board.titles.get(row.key.row, '')}".rstrip(),
        f"{len(row.right) if is_key else most}/{given}",
        _("as the key") if is_key else _("groups alike"),
        tuple(told[:LINES]),
        row.key.row,
    )


def _answers(row: RowResult, *, is_key: bool, signs: Signs) -> Iterator[str]:
    """Yield a line an answer, the rarest together; then the key, or how far they lie apart."""
    room = LINES - 1 - (1 if row.unknown else 0)
    told = sorted(row.strip, key=lambda one: -len(one[1]))
    shown, rest = (told, []) if len(told) <= room else (told[: room - 1], told[room - 1 :])
    for points, groups in sorted(shown, reverse=True):
        yield f"{show_decimal(points):>6}  {_who(row, groups, signs)}"
    if rest:
        others = tuple(code for _points, groups in rest for code in groups)
        yield f"{_('others'):>6}  {_who(row, others, signs)}"
    if row.unknown:
        yield f"{'?':>6}  {_who(row, row.unknown, signs)}"
    if not is_key:
        yield from words.wall_lines(row, Stage.ANSWERS)
    else:
        yield f"{_('Key')} {words.key_words(row)}. {words.trap_words(row)}".rstrip()


def _who(row: RowResult, groups: tuple[str, ...], signs: Signs) -> str:
    """Return the groups' letters; of a large room a bar and their number."""
    of = len(row.points) + len(row.unknown)
    if of <= LETTERS:
        return " ".join(groups)
    return f"{_bar(Fraction(len(groups), of), signs)} {len(groups)}"


def _bar(share: Fraction, signs: Signs) -> str:
    """Return a bar that is seen from afar; a cell at least."""
    return signs.block * max(1, round(_BAR * share))


def _room(board: Board, results: Results) -> Iterator[Slide]:
    room = results.agreement.room
    told = [words.alpha_words(room)]
    if room.gap is not None:
        told.append(f"{_('Mean gap between groups')}: {show_percent(room.gap)}")
    if results.stage is Stage.KEY and room.distance is not None:
        told.append(f"{_('Mean distance to the key')}: {show_percent(room.distance)}")
    title = _("The whole room")
    yield Slide(title, f"{room.alike}/{room.rows}", _("criteria answered alike"), tuple(told))
    if board.moved is not None and board.moved.to_each_other is not None:
        shift = board.moved.to_each_other
        about = _("mean gap between groups, after the discussion")
        lines = tuple(words.moved_words(board.moved))[:LINES]
        yield Slide(
            _("Before and after the discussion"), show_percent(shift.after, 0), about, lines
        )


def _ladder(results: Results, signs: Signs) -> Iterator[Slide]:
    """Yield the groups by their distance to the key, the nearest first."""
    if results.stage is not Stage.KEY:
        return
    known = [one for one in results.agreement.groups if one.distance_share is not None]
    known.sort(key=_distance)
    most = max(map(_distance, known), default=Fraction(0)) or Fraction(1)
    for start in range(0, len(known), LINES):
        part = known[start : start + LINES]
        told = tuple(
            f"{one.group:>3}  {show_percent(_distance(one)):>6}"
            f"  {_bar(_distance(one) / most, signs)}"
            for one in part
        )
        title = _("Groups by distance to the key")
        yield Slide(title, f"{start + 1}-{start + len(part)}", _("nearest first"), told)


def _distance(one: GroupResult) -> Fraction:
    return one.distance_share or Fraction(0)
