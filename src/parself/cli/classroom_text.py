"""A session of a workshop as the shell shows it: lines for the trainer, JSON for programs."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from parself.i18n import _
from parself.numerals import round_half_up
from parself.report import classroom
from parself.tables.data import Json, records
from parself.tables.terminal import listed
from parself.words import workshop_words as words
from parself.workshop.board import Board, GroupLine, Results
from parself.workshop.collected import ROUNDS, Stage, Standing
from parself.workshop.moving import Movement, Shift

_FINE: Final = Decimal("0.0001")


def board_lines(shown: Board) -> Iterator[str]:
    """Yield a session at its present stage as lines, with the groups' names."""
    yield shown.title
    yield from (words.handed_in_words(shown.groups, number) for number in ROUNDS)
    yield from listed(classroom.group_columns(shown.rows, named=True), shown.groups)
    for one in shown.results.values():
        yield from ["", words.results_title(one)]
        yield from _results_lines(shown, one)
    if shown.moved is not None:
        yield from ["", *words.moved_words(shown.moved)]
    if shown.notes:
        yield from ["", _("Criteria whose wording needs work")]
        yield from (f"{one.row}: {one.text}" for one in shown.notes)


def _results_lines(shown: Board, one: Results) -> Iterator[str]:
    for label, told in classroom.room_lines(one.agreement.room, one.stage):
        yield f"{label}: {told}"
    for row in one.agreement.dividing:
        yield f"{row.key.row}  {shown.titles.get(row.key.row, '')}"
        yield f"    {words.strip_words(row)}"
        yield from (f"    {line}" for line in words.wall_lines(row, one.stage))
    if one.stage is Stage.KEY:
        yield from listed(classroom.lean_columns(), one.agreement.groups)


def board_json(shown: Board) -> Json:
    """Return a session at its present stage for programs, as docs/json.md has it."""
    return {
        "title": shown.title,
        "rows": shown.rows,
        "round": shown.round,
        "groups": [_group_json(one) for one in shown.groups],
        "stages": {str(number): stage.value for number, stage in shown.stages.items()},
        "results": [_results_json(shown, one) for one in shown.results.values()],
        "moved": _moved_json(shown.moved),
        "notes": records(classroom.note_columns(), shown.notes),
    }


def _group_json(line: GroupLine) -> Json:
    rounds = [{"round": number, **_standing_json(one)} for number, one in line.rounds.items()]
    return {"group": line.code, "name": line.name, "rounds": rounds}


def _standing_json(one: Standing) -> Json:
    counts = one.counts
    return {
        "sequence": counts.sequence if counts else None,
        "answered": counts.answered if counts else None,
        "unknown": counts.unknown if counts else None,
        "rivals": [entry.mark for entry in one.rivals],
        "late": [entry.mark for entry in one.late],
    }


def _results_json(shown: Board, one: Results) -> Json:
    room = one.agreement.room
    is_key = one.stage is Stage.KEY
    return {
        "round": one.round,
        "stage": one.stage.value,
        "alike": room.alike,
        "paired": room.rows,
        "answers": room.answers,
        "right": room.right if is_key else None,
        "gap": ratio(room.gap),
        "distance": ratio(room.distance),
        "alpha": ratio(room.alpha),
        "alpha_told": room.told.value,
        "mover": room.mover or None,
        "alpha_without": ratio(room.without),
        "rows": records(classroom.row_columns(shown, one.stage), one.agreement.dividing),
        "leans": records(classroom.lean_columns(), one.agreement.groups) if is_key else [],
        "reasons": records(classroom.said_columns(), classroom.said_of(one)),
    }


def _moved_json(moved: Movement | None) -> Json | None:
    if moved is None:
        return None
    return {
        "groups": moved.groups,
        "rows": moved.rows,
        "to_key": _shift_json(moved.to_key),
        "to_each_other": _shift_json(moved.to_each_other),
        "to_wrong": list(moved.to_wrong),
        "moved": moved.moved.value if moved.moved else None,
    }


def _shift_json(shift: Shift | None) -> Json | None:
    if shift is None:
        return None
    return {"before": ratio(shift.before), "after": ratio(shift.after)}


def ratio(value: Fraction | None) -> str | None:
    """Return a share for programs: four decimals and a dot; None stays None."""
    return None if value is None else f"{round_half_up(value, _FINE):f}"
