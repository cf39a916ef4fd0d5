"""What a session shows at its present stage, for every face alike.

Before a round is revealed, the answers of its works are not read at all, and before the key is
revealed, the key is not handed on: what is not here cannot be shown. Pure but for the reader of
works that it is given.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeVar

from parself.errors import Message, Problem, RefusedError, UsageError, say
from parself.submission.archive import BundleError
from parself.values import Frozen, field
from parself.workshop.agreement import Agreement, RowKey, agreement
from parself.workshop.collected import (
    ROUNDS,
    Entry,
    Note,
    Stage,
    Standing,
    State,
    Step,
    standing,
)
from parself.workshop.judging import Work
from parself.workshop.moving import Movement, movement
from parself.workshop.session import Session

T = TypeVar("T")


class GroupLine(Frozen):
    """How far one group is."""

    code: str
    """Its letters on the wall."""
    name: str
    """What it calls itself: for the trainer alone."""
    rounds: Mapping[int, Standing]


class Results(Frozen):
    """A round that is revealed."""

    round: int
    stage: Stage
    agreement: Agreement
    """Groups are named by their codes."""
    reasons: Mapping[str, Mapping[str, str]]
    """By row and code what the group wrote as its reason."""


class Board(Frozen):
    """A session at its present stage."""

    title: str
    rows: int
    round: int
    """The round that is being played."""
    groups: tuple[GroupLine, ...]
    """In the order in which they first handed in."""
    stages: Mapping[int, Stage]
    results: Mapping[int, Results] = field(default_factory=dict)
    """By round, of those revealed."""
    moved: Movement | None = None
    """Between the two rounds, once both are revealed."""
    notes: tuple[Note, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    """By row what it asks."""
    unreadable: int = 0
    """Lines of the session's ledger that cannot be read."""
    damaged: tuple[Problem, ...] = ()
    """Why a work that was collected no longer reads; it is left out."""

    @property
    def latest(self) -> Results | None:
        """The last round that is revealed."""
        return self.results[max(self.results)] if self.results else None


def board(session: Session, state: State) -> Board:
    """Return what a session shows."""
    lines = tuple(_line(state, group, code) for group, code in state.codes.items())
    stages = {number: state.stage(number) for number in ROUNDS}
    revealed = [number for number, stage in stages.items() if stage is not Stage.PROGRESS]
    read = {number: _works(session, lines, number) for number in revealed}
    results = {
        number: _results(session, number, stages[number], works)
        for number, (works, _damaged) in read.items()
    }
    both = [one.agreement for one in results.values()]
    return Board(
        title=session.title,
        rows=len(session.keys),
        round=state.round,
        groups=lines,
        stages=stages,
        results=results,
        moved=movement(both[0], both[1]) if len(both) == len(ROUNDS) else None,
        notes=state.notes,
        titles=session.titles,
        unreadable=state.unreadable,
        damaged=tuple(one for _works_, damaged in read.values() for one in damaged),
    )


def _line(state: State, group: str, code: str) -> GroupLine:
    of_group = [one for one in state.entries if one.group == group]
    rounds = {number: standing(state, group, number) for number in ROUNDS}
    return GroupLine(code, of_group[-1].name, rounds)


def _works(
    session: Session, lines: Iterable[GroupLine], round_: int
) -> tuple[Mapping[str, Work], tuple[Problem, ...]]:
    """Read the works that count in a round, by code, and tell which no longer read."""
    works: dict[str, Work] = {}
    damaged: list[Problem] = []
    for line in lines:
        entry = line.rounds[round_].counts
        if entry is None:
            continue
        try:
            works[line.code] = session.work(entry)
        except BundleError as error:
            damaged += error.problems
    return works, tuple(damaged)


def _results(session: Session, round_: int, stage: Stage, works: Mapping[str, Work]) -> Results:
    keys = session.keys if stage is Stage.KEY else tuple(one.withheld for one in session.keys)
    given = _by_row(keys, works, lambda one: one.given)
    mistakes = _by_row(keys, works, lambda one: one.mistakes)
    reasons = _by_row(keys, works, lambda one: one.reasons)
    return Results(round_, stage, agreement(keys, tuple(works), given, mistakes), reasons)


def _by_row(
    keys: Iterable[RowKey], works: Mapping[str, Work], of: Callable[[Work], Mapping[str, T]]
) -> Mapping[str, Mapping[str, T]]:
    """Return by row and code what the works say of it."""
    said = {code: of(work) for code, work in works.items()}
    return {
        key.row: {code: found[key.row] for code, found in said.items() if key.row in found}
        for key in keys
    }


def next_step(state: State, stage: Stage | None, round_: int | None) -> Step:
    """Return the step that reveals a stage of a round; by default the next one.

    Raises `RefusedError` where it is done already, or another step comes before it.
    """
    number = state.round if round_ is None else round_
    now = state.stage(number)
    wanted = stage or (Stage.ANSWERS if now is Stage.PROGRESS else Stage.KEY)
    if not _has_work(state, number):
        what = say("Nobody has handed in for round {round:none} yet.", round=number)
        raise RefusedError(Problem(what, todo=_see("collect")))
    if number > 1 and _has_work(state, 1) and state.stage(1) is Stage.PROGRESS:
        what = say("The answers of round 1 are not revealed yet.")
        raise RefusedError(Problem(what, todo=_see("reveal … answers --round 1")))
    if wanted is Stage.KEY and now is Stage.PROGRESS:
        what = say("The answers of round {round:none} are not revealed yet.", round=number)
        raise RefusedError(Problem(what, todo=_see("reveal … answers")))
    if _ORDER.index(now) >= _ORDER.index(wanted):
        what = say("This is revealed already in round {round:none}.", round=number)
        raise RefusedError(Problem(what, todo=_see("reveal … undo")))
    return Step(number, wanted)


def last_step(state: State) -> Step:
    """Return the step that would be taken back. Raises `RefusedError` where none was made."""
    if not state.steps:
        what = say("Nothing is revealed, so that nothing can be taken back.")
        raise RefusedError(Problem(what))
    return state.steps[-1]


_ORDER: Final = tuple(Stage)


def _see(command: str) -> Message:
    return say("See: {command}", command=f"parself workshop {command}")


def _has_work(state: State, round_: int) -> bool:
    return any(one.round == round_ and not one.late for one in state.entries)


def choosable(state: State, code: str, mark: str) -> Entry:
    """Return the work of a group, by its letters, that a mark names.

    Raises `UsageError` where there is no such group or no such work.
    """
    group = next((one for one, its in state.codes.items() if its == code), None)
    found = [one for one in state.entries if one.group == group and one.mark == mark]
    if found:
        return found[0]
    what = say("There is no work “{mark}” of group {code}.", mark=mark[:16], code=code[:8])
    known = ", ".join(one.mark for one in state.entries if one.group == group)
    todo = say("Known are: {known}.", known=known) if known else _see("board")
    raise UsageError(Problem(what, todo=todo))


def required_note(text: str) -> str:
    """Return what is noted of a row. Raises `UsageError` where it says nothing."""
    if text.strip():
        return text.strip()
    raise UsageError(Problem(say("The note says nothing.")))


def noted_row(session: Session, row: str) -> str:
    """Return a row's id. Raises `UsageError` where the pack has no such row."""
    known = [one.row for one in session.keys]
    if row in known:
        return row
    what = say("The pack has no row “{row}”.", row=row[:40])
    raise UsageError(Problem(what, todo=say("Known are: {known}.", known=", ".join(known))))
