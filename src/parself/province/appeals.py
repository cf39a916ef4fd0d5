"""Appeals against what was published (kiến nghị sau công bố): what is argued, and what was ruled.

``appeals.jsonl`` only grows; a line is one act. Nothing here moves a point: what is granted counts
once it is put into the appraisal, for the next publication.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeVar

from parself import files
from parself.errors import Problem, say
from parself.files import FileError, journal
from parself.province.calendar import is_late
from parself.province.ledger import told
from parself.province.versions import Version
from parself.returns.model import AppealAnswer
from parself.text import cleaned, one_line
from parself.values import UNSET, Frozen, Unset, from_plain, settle, to_plain

LEDGER: Final = "appeals.jsonl"
APPEAL: Final = "appeal"
"""Name of the event in the round's ledger; each tells the id of what was written here."""
V = TypeVar("V", bound=Version)


class State(StrEnum):
    """How far an appeal is."""

    OPEN = "open"
    GRANTED = "granted"
    """It waits for the next publication."""
    COUNTED = "counted"
    """Granted, and put into the appraisal."""
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Appeal(Version, kw_only=True):
    """What a unit argues against the points that were published of one row."""

    unit: str
    row: str
    number: int
    """Of the publication."""
    points: Decimal
    """The points that were published then."""
    text: str
    letter: str = ""
    """Number of the unit's letter (số công văn)."""
    day: date | None = None
    """Day of that letter."""

    def __post_init__(self) -> None:
        settle(self, cleaned, "text")
        settle(self, one_line, "letter")
        super().__post_init__()

    @property
    def sent(self) -> date:
        """The day that decides whether it came in time: the letter's, else when it was noted."""
        return self.day or self.when.date()


class Ruling(Version, kw_only=True):
    """How somebody decides on an appeal; the reason is what the unit reads."""

    appeal: str
    """Id of the appeal."""
    points: Decimal | None
    """The points that the row is given; None refuses the appeal."""
    reason: str
    is_same_person: bool = False
    """Whether whoever ruled had decided on the row before, because there was nobody else."""
    counts: Decimal | Unset = UNSET
    """The unit's figure that is granted, in a row that compares units; points are of that day."""

    @property
    def figure(self) -> Decimal | None:
        """The figure that is granted; None where points are, or nothing."""
        return None if isinstance(self.counts, Unset) else self.counts

    def __post_init__(self) -> None:
        settle(self, cleaned, "reason")
        super().__post_init__()


class Withdrawal(Version, kw_only=True):
    """That the unit does not uphold its appeal."""

    appeal: str
    reason: str = ""

    def __post_init__(self) -> None:
        settle(self, cleaned, "reason")
        super().__post_init__()


class RulingBack(Version, kw_only=True):
    """A ruling taken back: the appeal is open again."""

    ruling: str
    """Id of the ruling."""
    reason: str

    def __post_init__(self) -> None:
        settle(self, cleaned, "reason")
        super().__post_init__()


class _Line(Frozen):
    """The form of a line; it holds one act."""

    appeal: Appeal | None = None
    ruling: Ruling | None = None
    withdrawal: Withdrawal | None = None
    back: RulingBack | None = None


Act = Appeal | Ruling | Withdrawal | RulingBack


class Appealed(Frozen):
    """An appeal with what became of it."""

    appeal: Appeal
    ruling: Ruling | None = None
    withdrawal: Withdrawal | None = None
    is_counted: bool = False
    """Whether what was granted is in the appraisal."""
    is_late: bool = False
    """Whether it came after the last day of appeals."""

    @property
    def state(self) -> State:
        """How far it is."""
        if self.withdrawal is not None:
            return State.WITHDRAWN
        if self.ruling is None:
            return State.OPEN
        if self.ruling.points is None:
            return State.REFUSED
        return State.COUNTED if self.is_counted else State.GRANTED

    @property
    def waits(self) -> bool:
        """Whether somebody still has to decide on it."""
        return self.state is State.OPEN


class Appeals(Frozen):
    """Everything in the ledger, in its order."""

    acts: tuple[Act, ...] = ()
    unreadable: int = 0
    """How many lines were changed or cut short."""

    def seen(self, counted: Collection[str], last: date | None) -> tuple[Appealed, ...]:
        """Return the appeals with what became of each, in the order in which they were noted.

        `counted` holds the ids of the rulings that are in the appraisal; `last` is the last day of
        appeals.
        """
        gone = {one.ruling for one in self._every(RulingBack)}
        # Of several rulings that stand, the first: a second one was never allowed.
        ruled = {one.appeal: one for one in reversed([*self._every(Ruling)]) if one.id not in gone}
        ended = {one.appeal: one for one in self._every(Withdrawal)}
        return tuple(
            Appealed(
                one,
                ruled.get(one.id),
                ended.get(one.id),
                one.id in ruled and ruled[one.id].id in counted,
                is_late(one.sent, last),
            )
            for one in self._every(Appeal)
        )

    def with_act(self, act: Act) -> "Appeals":
        """Return this with one more act."""
        return Appeals((*self.acts, act), self.unreadable)

    def _every(self, kind: type[V]) -> Iterator[V]:
        return (one for one in self.acts if isinstance(one, kind))


def read_appeals(folder: Path) -> Appeals:
    """Read the ledger of a round's folder; empty where there is none. Raises `FileError`.

    Lines that are no acts are counted, never removed.
    """
    found = journal.read(folder / LEDGER)
    acts = [_act(event) for event in found.lines.values()]
    # The same act twice, as a line copied by hand, is one act.
    good = {one.id: one for one in acts if one is not None}
    return Appeals(tuple(good.values()), found.unreadable + sum(one is None for one in acts))


def write_act(folder: Path, act: Act) -> None:
    """Add an act to the ledger of a round's folder. Raises `FileError`."""
    journal.append(folder / LEDGER, _plain(act))


def trouble(folder: Path, found: Appeals) -> Iterator[Problem]:
    """Yield the faults of the ledger: lines that cannot be read, acts that are gone."""
    where = files.show_path(folder / LEDGER)
    todo = say("Put the file back from a copy.")
    if found.unreadable:
        what = say(
            "{count} lines of the appeals were changed or cut short; they are left out.",
            count=found.unreadable,
        )
        yield Problem(what, where, todo)
    gone = len(_told(folder) - {one.id for one in found.acts})
    # A line that cannot be read is one that is told, too: it is named once.
    if gone > found.unreadable:
        what = say("{count} acts on appeals that the round's ledger tells are gone.", count=gone)
        yield Problem(what, where, todo)


def untold(folder: Path, found: Appeals) -> tuple[Act, ...]:
    """Return the acts of which the round's ledger does not tell: a crash came between.

    Where that ledger cannot be read, nothing is known of it, and none is returned.
    """
    try:
        known = {str(one.get("id")) for one in told(folder, APPEAL)}
    except FileError:
        return ()
    return tuple(one for one in found.acts if one.id not in known)


def _told(folder: Path) -> set[str]:
    """Return the ids that the round's ledger tells; none where it cannot be read."""
    try:
        return {str(one.get("id")) for one in told(folder, APPEAL)}
    except FileError:
        return set()


def latest_of(appealed: Iterable[Appealed], unit: str, row: str) -> Appealed | None:
    """Return the last appeal of a unit on a row that was not withdrawn; None without one."""
    found = [
        one
        for one in appealed
        if (one.appeal.unit, one.appeal.row) == (unit, row) and one.state is not State.WITHDRAWN
    ]
    return found[-1] if found else None


def answers(appealed: Iterable[Appealed], unit: str) -> Mapping[str, AppealAnswer]:
    """Return the answers to a unit's appeals, by row: of each row the last one decided."""
    return {
        one.appeal.row: AppealAnswer(
            one.appeal.number,
            one.appeal.sent,
            one.appeal.points,
            one.ruling.points,
            one.ruling.reason,
        )
        for one in appealed
        if one.appeal.unit == unit and one.ruling is not None and one.withdrawal is None
    }


def _plain(act: Act) -> Mapping[str, object]:
    match act:
        case Appeal():
            line = _Line(appeal=act)
        case Ruling():
            line = _Line(ruling=act)
        case Withdrawal():
            line = _Line(withdrawal=act)
        case RulingBack():
            line = _Line(back=act)
    return {name: held for name, held in to_plain(line).items() if held is not None}


def _act(event: Mapping[str, Any]) -> Act | None:
    try:
        line = from_plain(_Line, event)
    except ValueError:
        return None
    return line.appeal or line.ruling or line.withdrawal or line.back
