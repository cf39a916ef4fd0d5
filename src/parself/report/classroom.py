"""What a workshop shows on paper: progress, what divides the room, the wall, the wording list.

Groups bear their letters here; what they call themselves is told on the trainer's screen alone.
What is not revealed is not in the board that all this is drawn from.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from parself import i18n
from parself.errors import say
from parself.i18n import _, render
from parself.numerals import round_half_up
from parself.report.parts import filled_or, pairs
from parself.tables.data import figure
from parself.tables.model import Column, Kind, filled
from parself.tables.paper import Block, Papers, Paragraph, Report, Tone
from parself.values import Frozen
from parself.words import workshop_words as words
from parself.workshop.agreement import GroupResult, Room, RowResult
from parself.workshop.board import Board, GroupLine, Results
from parself.workshop.collected import ROUNDS, Note, Stage

_FINE: Final = Decimal("0.0001")


class Said(Frozen):
    """What one group gave on one row, and why."""

    row: RowResult
    code: str
    points: Decimal | None
    """None where the group does not know."""
    reason: str


def group_columns(rows: int, *, named: bool) -> tuple[Column[GroupLine], ...]:
    """Return how far each group is; `named` for the trainer's own screen alone."""

    def told(number: int) -> Column[GroupLine]:
        title = render(say("Round {round:none}", round=number))
        return Column(
            f"round_{number}",
            title,
            lambda one: words.standing_words(one.rounds[number], rows),
            width=30,
        )

    name: Column[GroupLine] = Column("name", _("Name"), lambda one: one.name, Kind.NAME, 20)
    return (
        Column("group", _("Group"), lambda one: one.code, width=6),
        *((name,) if named else ()),
        *map(told, ROUNDS),
    )


def row_columns(board: Board, stage: Stage) -> tuple[Column[RowResult], ...]:
    """Return the columns of a row: the answers, and the key once it is revealed."""
    columns: tuple[Column[RowResult], ...] = (
        Column("row", _("Criterion"), lambda one: one.key.row, width=8),
        Column("title", _("Title"), lambda one: board.titles.get(one.key.row, ""), Kind.NAME, 28),
        Column("maximum", _("Maximum"), lambda one: one.key.maximum, Kind.POINTS, 8),
        Column("answers", _("Answers"), words.strip_words, width=26, data=_strip),
        Column("answered", data=lambda one: len(one.points)),
        Column("unknown", data=lambda one: list(one.unknown)),
        Column("gap", _("Mean gap"), lambda one: _points(one.gap), Kind.POINTS, 8),
        Column("gap_share", _("of the maximum"), lambda one: _share(one.gap_share), Kind.SHARE, 8),
        Column(
            "together",
            _("Room"),
            words.together_words,
            width=16,
            data=lambda one: one.together and one.together.value,
        ),
    )
    return (*columns, *(_key_columns() if stage is Stage.KEY else ()))


def _strip(row: RowResult) -> list[dict[str, object]]:
    return [{"points": figure(points), "groups": list(codes)} for points, codes in row.strip]


def _key_columns() -> tuple[Column[RowResult], ...]:
    return (
        Column("key", _("Key"), words.key_words, width=12, data=_accepted),
        Column("right", _("Right"), words.right_words, width=8, data=lambda one: list(one.right)),
        Column("traps", _("Common mistakes"), words.trap_words, width=30, data=_trapped),
    )


def _accepted(row: RowResult) -> list[str | None]:
    return [figure(one) for one in row.key.accepted]


def _trapped(row: RowResult) -> list[dict[str, object]]:
    return [{"mistake": trap, "groups": list(codes)} for trap, codes in row.trapped.items()]


def lean_columns() -> tuple[Column[GroupResult], ...]:
    """Return how each group's answers lie to the key."""
    return (
        Column("group", _("Group"), lambda one: one.group, width=6),
        Column("answered", _("Answered"), lambda one: one.answered, Kind.COUNT, 9),
        Column("right", _("Right"), lambda one: one.right, Kind.COUNT, 7),
        Column("unknown", _("Don't know"), lambda one: one.unknown, Kind.COUNT, 10),
        Column("lean", _("Lean"), lambda one: _points(one.lean), Kind.CHANGE, 9),
        Column("way", _("Scores"), lambda one: words.lean_words(one.lean) or None, width=14),
        Column("distance", _("Distance"), lambda one: _points(one.distance), Kind.POINTS, 9),
        Column(
            "distance_share",
            _("of the maximum"),
            lambda one: _share(one.distance_share),
            Kind.SHARE,
            8,
        ),
    )


def said_columns() -> tuple[Column[Said], ...]:
    """Return the columns of the groups' answers and reasons, row by row."""
    return (
        Column("row", _("Criterion"), lambda one: one.row.key.row, width=8),
        Column("group", _("Group"), lambda one: one.code, width=6),
        Column("points", _("Points"), _said_points, Kind.POINTS, 10, data=lambda one: one.points),
        Column("reason", _("Reason"), lambda one: one.reason or None, width=60),
    )


def _said_points(one: Said) -> Decimal | str:
    return _("don't know") if one.points is None else one.points


def note_columns() -> tuple[Column[Note], ...]:
    """Return the columns of the notes for the rubric's author."""
    return (
        Column("row", _("Criterion"), lambda one: one.row, width=8),
        Column("text", _("What is unclear"), lambda one: one.text, width=70),
        Column("time", data=lambda one: one.when),
    )


def said_of(results: Results) -> tuple[Said, ...]:
    """Return the groups' answers and reasons, the most divided row first."""
    return tuple(
        Said(row, code, row.points.get(code), results.reasons.get(row.key.row, {}).get(code, ""))
        for row in results.agreement.dividing
        for code in (*row.points, *row.unknown)
    )


def room_lines(room: Room, stage: Stage) -> Iterator[tuple[str, str]]:
    """Yield the lines of the whole room: a label, and its figure."""
    alike = say("{alike:none} of {rows:none} criteria", alike=room.alike, rows=room.rows)
    yield _("Answered alike by all"), render(alike)
    if room.gap is not None:
        yield _("Mean gap between groups"), words.share_words(room.gap) or ""
    if stage is Stage.KEY:
        right = say(
            "{right:none} of {answers:none} answers", right=room.right, answers=room.answers
        )
        yield _("As the key"), render(right)
        if room.distance is not None:
            yield _("Mean distance to the key"), words.share_words(room.distance) or ""
    yield _("Agreement of the room"), words.alpha_words(room)
    if room.without is not None:
        yield _("Without the criterion that moves it most"), words.mover_words(room)


def papers(board: Board) -> Papers:
    """Return a session at its present stage as a file; without names of groups."""
    reports = [_progress(board)]
    for one in board.results.values():
        reports += [_agreement(board, one), _wall(board, one), _reasons(one)]
    reports += [_moved(board)] if board.moved is not None else []
    reports += [_notes(board)] if board.notes else []
    return Papers(
        board.title, tuple(reports), _("PRACTICE PAPER – NOT TO BE HANDED IN"), i18n.language()
    )


def _head(board: Board, title: str) -> list[Block]:
    return [Paragraph(title.upper(), Tone.TITLE), Paragraph(board.title, Tone.SUBTITLE)]


def _progress(board: Board) -> Report:
    title = _("Progress")
    columns = group_columns(board.rows, named=False)
    table = filled_or(columns, board.groups, _("Nobody has handed in yet."))
    counts = "; ".join(words.handed_in_words(board.groups, one) for one in ROUNDS)
    return Report("progress", title, (*_head(board, title), Paragraph(counts), table))


def _agreement(board: Board, one: Results) -> Report:
    title = render(say("Agreement, round {round:none}", round=one.round))
    blocks: list[Block] = _head(board, title)
    blocks += [pairs(room_lines(one.agreement.room, one.stage), 30, 60)]
    blocks += [Paragraph(render(words.WITHIN), Tone.NOTE)]
    blocks += [filled(row_columns(board, one.stage), one.agreement.dividing)]
    blocks += [Paragraph(render(words.OWN_MARKS), Tone.NOTE)]
    if one.stage is Stage.KEY:
        blocks += [Paragraph(_("Groups and the key"), Tone.HEADING)]
        blocks += [filled(lean_columns(), one.agreement.groups)]
    return Report(f"agreement-{one.round}", title, tuple(blocks), landscape=True)


def _wall(board: Board, one: Results) -> Report:
    """Return the pages of the presenter, row after row."""
    title = render(say("On the wall, round {round:none}", round=one.round))
    blocks: list[Block] = _head(board, title)
    for row in one.agreement.dividing:
        blocks += _wall_row(board, row, one.stage)
    return Report(f"wall-{one.round}", title, tuple(blocks))


def _wall_row(board: Board, row: RowResult, stage: Stage) -> Iterator[Block]:
    about = board.titles.get(row.key.row, "")
    yield Paragraph(f"{row.key.row} {about}", Tone.HEADING)
    columns: Sequence[Column[tuple[str, Sequence[str]]]] = (
        Column("points", _("Points"), lambda one: one[0], width=10),
        Column("count", _("Groups"), lambda one: len(one[1]), Kind.COUNT, 8),
        Column("groups", "", lambda one: " ".join(one[1]), width=40),
    )
    yield filled(columns, words.answer_lines(row))
    yield Paragraph("\n".join(words.wall_lines(row, stage)))


def _reasons(one: Results) -> Report:
    title = render(say("Reasons, round {round:none}", round=one.round))
    table = filled_or(said_columns(), said_of(one), _("No reason was written."))
    return Report(f"reasons-{one.round}", title, (Paragraph(title.upper(), Tone.TITLE), table))


def _moved(board: Board) -> Report:
    title = _("Before and after the discussion")
    assert board.moved is not None, "asked for above"
    lines = (Paragraph(line) for line in words.moved_words(board.moved))
    return Report("moved", title, (*_head(board, title), *lines))


def _notes(board: Board) -> Report:
    title = _("Criteria whose wording needs work")
    return Report("wording", title, (*_head(board, title), filled(note_columns(), board.notes)))


def _points(value: Fraction | None) -> Decimal | None:
    return None if value is None else round_half_up(value)


def _share(value: Fraction | None) -> Decimal | None:
    return None if value is None else round_half_up(value, _FINE)
