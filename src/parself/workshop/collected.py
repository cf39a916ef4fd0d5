"""What a trainer's desk holds of a session: works that came, what was revealed, what was noted.

It is a fold of the session's ledger, line by line, so that the same lines give the same state
whenever the program ended in between. Which of a group's works counts is decided here alone.
Pure: the ledger itself is the business of `parself.workshop.session`.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from string import ascii_uppercase
from typing import Any, Final

from parself.values import Frozen, evolve, field

ROUNDS: Final = (1, 2)


class Stage(StrEnum):
    """How much of a round may be shown; in this order."""

    PROGRESS = "progress"
    """Only who has handed in, and how many rows are answered."""
    ANSWERS = "answers"
    KEY = "key"


class What(StrEnum):
    """Kinds of lines in the ledger."""

    COLLECTED = "collected"
    REVEALED = "revealed"
    UNDONE = "undone"
    CHOSEN = "chosen"
    NOTED = "noted"


class Entry(Frozen):
    """A work that was collected."""

    group: str
    """Random id of the group."""
    name: str
    """What the group calls itself: for the trainer alone."""
    round: int
    sequence: int
    digest: str
    """Equal only for works of the same content."""
    file: str
    """SHA-256 (hex) of the file, under which it is kept."""
    answered: int
    """Rows with an answer."""
    unknown: int
    """Rows of which the group says that it does not know."""
    when: str
    """When it was collected, ISO 8601."""
    late: bool = False
    """Whether it came while the answers of its round were revealed: it does not count."""

    @property
    def mark(self) -> str:
        """By which the trainer names it among others of the same group."""
        return self.digest[:8]


class Step(Frozen):
    """One step of revealing."""

    round: int
    stage: Stage


class Note(Frozen):
    """What the rubric's author should look at in a row."""

    row: str
    text: str
    when: str


class State(Frozen):
    """All that the ledger tells."""

    entries: tuple[Entry, ...] = ()
    """In the order in which they came."""
    steps: tuple[Step, ...] = ()
    """What is revealed, the last step last."""
    choices: Mapping[tuple[str, int], tuple[str, int]] = field(default_factory=dict)
    """By group and round the digest that the trainer chose, and how many works had come."""
    notes: tuple[Note, ...] = ()
    unreadable: int = 0
    """Lines of the ledger that were changed or cut short, or say nothing that is known."""

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups' ids in the order in which they first came."""
        return tuple(dict.fromkeys(one.group for one in self.entries))

    @property
    def codes(self) -> Mapping[str, str]:
        """By the group's id the letter it has on the wall."""
        return {group: code_of(number) for number, group in enumerate(self.groups)}

    @property
    def round(self) -> int:
        """The round that is being played: the latest of which something came."""
        return max((one.round for one in self.entries), default=1)

    def stage(self, round_: int) -> Stage:
        """Return how much of a round may be shown.

        The key is the same for all rounds: once told, it is told of every revealed round.
        """
        own = {one.stage for one in self.steps if one.round == round_}
        if not own:
            return Stage.PROGRESS
        is_told = any(one.stage is Stage.KEY for one in self.steps)
        return Stage.KEY if is_told else Stage.ANSWERS


class Standing(Frozen):
    """What counts of one group in one round."""

    counts: Entry | None = None
    rivals: tuple[Entry, ...] = ()
    """Works between which the trainer has to choose, because two of them bear one number: the
    group's folder was copied and worked on twice. None counts until then."""
    late: tuple[Entry, ...] = ()
    """Works that came after the answers were revealed."""


def standing(state: State, group: str, round_: int) -> Standing:
    """Return which work of a group counts in a round."""
    of_group = [one for one in state.entries if (one.group, one.round) == (group, round_)]
    late = tuple(one for one in of_group if one.late)
    in_time = [one for one in of_group if not one.late]
    digest, known = state.choices.get((group, round_), ("", 0))
    chosen = next((one for one in of_group if one.digest == digest), None)
    if chosen is not None:
        since = {one.digest for one in state.entries[known:]}
        in_time = [
            one for one in in_time if one.digest in since and one.sequence > chosen.sequence
        ] or [chosen]
    numbers = [one.sequence for one in in_time]
    twice = [number for number in numbers if numbers.count(number) > 1]
    if twice:
        rivals = tuple(one for one in in_time if one.sequence >= min(twice))
        return Standing(None, rivals, late)
    return Standing(max(in_time, key=lambda one: one.sequence, default=None), (), late)


def code_of(number: int) -> str:
    """Return the letters of a group by its number from 0: A, B … Z, AA, AB …"""
    code = ""
    while number >= 0:
        number, letter = divmod(number, len(ascii_uppercase))
        code, number = ascii_uppercase[letter] + code, number - 1
    return code


def state_of(lines: Iterable[Mapping[str, Any]], unreadable: int = 0) -> State:
    """Return what the lines of a ledger tell; a line that makes no sense is counted."""
    state = State(unreadable=unreadable)
    for line in lines:
        try:
            state = _after(state, line)
        except (KeyError, TypeError, ValueError):
            state = evolve(state, unreadable=state.unreadable + 1)
    return state


def _after(state: State, line: Mapping[str, Any]) -> State:
    match What(line["what"]):
        case What.COLLECTED:
            return _with_entry(state, line)
        case What.REVEALED:
            step = Step(int(line["round"]), Stage(line["stage"]))
            return evolve(state, steps=(*state.steps, step))
        case What.UNDONE:
            return evolve(state, steps=state.steps[:-1])
        case What.CHOSEN:
            place = (str(line["group"]), int(line["round"]))
            chosen = (str(line["digest"]), len(state.entries))
            return evolve(state, choices={**state.choices, place: chosen})
        case What.NOTED:
            note = Note(str(line["row"]), str(line["text"]), str(line["time"]))
            return evolve(state, notes=(*state.notes, note))


_TEXTS: Final = ("group", "name", "digest", "file")
_COUNTS: Final = ("round", "sequence", "answered", "unknown")


def _with_entry(state: State, line: Mapping[str, Any]) -> State:
    if any(one.digest == line["digest"] for one in state.entries):
        # A crash between keeping a file and noting it has it noted twice.
        return state
    texts = {name: str(line[name]) for name in _TEXTS}
    counts = {name: int(line[name]) for name in _COUNTS}
    late = state.stage(counts["round"]) is not Stage.PROGRESS
    entry = Entry(**texts, **counts, when=str(line["time"]), late=late)  # type: ignore[arg-type]
    return evolve(state, entries=(*state.entries, entry))


def collected(entry: Entry) -> dict[str, object]:
    """Return what the ledger says of a work besides when it came."""
    facts = {name: getattr(entry, name) for name in (*_TEXTS, *_COUNTS)}
    return {"what": What.COLLECTED.value, **facts}
