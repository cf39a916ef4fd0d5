"""Whether a work belongs to a session, and what becomes of it there. Pure."""

from collections.abc import Mapping
from enum import StrEnum

from parself.values import Frozen, evolve, field
from parself.workshop.agreement import Given, Open
from parself.workshop.collected import Entry, Stage, Standing, State, standing


class Verdict(StrEnum):
    """What becomes of a work."""

    NEW = "new"
    REPLACES = "replaces"
    """A higher number of the same group; the earlier one is kept."""
    OLDER = "older"
    """A lower number than one that has come: kept, and does not count."""
    SAME = "same"
    LATE = "late"
    """The answers of its round are revealed: kept, and does not count."""
    CONFLICT = "conflict"
    """The group's id comes with other content under one number: from two machines."""
    OTHER_SESSION = "other-session"
    OTHER_PACK = "other-pack"
    REAL = "real"
    """Work of a real assessment: never taken into a class."""
    NO_ROUND = "no-round"

    @property
    def is_kept(self) -> bool:
        """Whether the work is noted in the session."""
        return self in _KEPT


_KEPT = {Verdict.NEW, Verdict.REPLACES, Verdict.OLDER, Verdict.LATE, Verdict.CONFLICT}


class Aim(Frozen):
    """What a session expects of a work."""

    session: str
    pack: str
    edition: str
    rubric: str = ""
    """Hash of what the rows ask and how they are scored."""

    @property
    def material(self) -> tuple[str, str, str]:
        """What was scored, whoever scored it."""
        return (self.pack, self.edition, self.rubric)


class Work(Frozen):
    """What a group's file says, checked down to its last byte."""

    aim: Aim
    group: str
    name: str
    round: int
    sequence: int
    digest: str
    given: Mapping[str, Given] = field(default_factory=dict)
    """By row what the group gives."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    """By row what it wrote as its reason."""
    mistakes: Mapping[str, str] = field(default_factory=dict)
    """By row the known mistake that it fell into."""
    practice: bool = True

    def entry(self, file: str, when: str) -> Entry:
        """Return the work as the ledger notes it: counts alone, no answer."""
        values = list(self.given.values())
        return Entry(
            group=self.group,
            name=self.name,
            round=self.round,
            sequence=self.sequence,
            digest=self.digest,
            file=file,
            answered=sum(not isinstance(one, Open) for one in values),
            unknown=values.count(Open.UNKNOWN),
            when=when,
        )


def judge(aim: Aim, rounds: tuple[int, ...], state: State, work: Work) -> Verdict:
    """Return what becomes of a work in a session that expects `aim`."""
    if not work.practice:
        return Verdict.REAL
    if work.aim.material != aim.material:
        return Verdict.OTHER_PACK
    if work.aim.session != aim.session:
        return Verdict.OTHER_SESSION
    if work.round not in rounds:
        return Verdict.NO_ROUND
    if any(one.digest == work.digest for one in state.entries):
        return Verdict.SAME
    if state.stage(work.round) is not Stage.PROGRESS:
        return Verdict.LATE
    return _among(state, work)


def _among(state: State, work: Work) -> Verdict:
    """Return what a work is beside the earlier ones of its group in its round."""
    before = standing(state, work.group, work.round)
    entry = work.entry("", "")
    after = standing(evolve(state, entries=(*state.entries, entry)), work.group, work.round)
    if after.rivals:
        return Verdict.CONFLICT
    if after.counts != entry:
        return Verdict.OLDER
    return Verdict.NEW if before == Standing() else Verdict.REPLACES
