"""What the list of assessments tells of a folder before it is opened; nothing in it is written.

Each card is read when the list stands already: a folder may lie on a slow drive, be damaged, or
be gone with the stick that it was on, and then its card says so.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Final

from parself import files
from parself.assessment import store
from parself.assessment.damage import NoAssessmentError
from parself.assessment.model import HandIn, Purpose
from parself.errors import Message, ParselfError, say
from parself.numerals import show_date
from parself.province.calendar import Stage
from parself.province.record import Round
from parself.returns import replying
from parself.rubric.peers import FigureStatus
from parself.submission import parts_ledger
from parself.submission.parts_ledger import Event
from parself.values import Frozen
from parself.view.view import Filter, View


class Kind(StrEnum):
    """What a folder holds."""

    UNIT = "unit"
    PART = "part"
    GROUP = "group"
    ROUND = "round"
    SEASON = "season"
    CLASS = "class"
    LOST = "lost"
    """Nothing of this program: gone, moved or emptied."""


class Weight(IntEnum):
    """How pressing a thing to do is."""

    CALM = 0
    SOON = 1
    PRESSING = 2


class Todo(Frozen):
    """A thing to do next."""

    words: Message
    weight: Weight = Weight.CALM


class Place(Frozen):
    """Where a unit stands by its index: published, else as far as it is projected."""

    of: int
    index: Decimal | None = None
    rank: int | None = None
    """None while several places are possible, or the unit is not ranked."""
    won: int = 0
    """Places won since last year, lost below 0."""
    is_foreseen: bool = False
    """Whether it is projected, and not published."""
    is_illustrative: bool = False
    """Whether figures that it is compared with were never published."""


class Card(Frozen):
    """What is told of one folder."""

    kind: Kind
    done: int = 0
    of: int = 0
    """How many rows, units or groups there are; 0 where nothing is counted."""
    facts: tuple[Message, ...] = ()
    """What has happened, what matters most first."""
    next: tuple[Todo, ...] = ()
    """What to do, the most pressing first."""
    place: Place | None = None
    is_practice: bool = False


_SOON: Final = 7
"""Days before a last day from which on it presses."""
_NOT_PUBLISHED: Final = {FigureStatus.DECLARED, FigureStatus.ILLUSTRATIVE}
_SHOWN: Final[Mapping[str, Message]] = {
    "progress": say("groups are working"),
    "answers": say("the answers are shown"),
    "key": say("the key is shown"),
}
"""What a class sees, by its stage."""
DAMAGED: Final = Card(Kind.UNIT, next=(Todo(say("files damaged or changed"), Weight.PRESSING),))
GONE: Final = Card(
    Kind.LOST, next=(Todo(say("the folder is not there: moved, or on a stick"), Weight.SOON),)
)


def read_card(path: Path, today: date) -> Card:
    """Return what is to be told of a folder on a day; whatever is wrong with it stands there."""
    from parself.province.round import is_round
    from parself.province.season import is_season
    from parself.workshop.material import is_session

    if not path.is_dir():
        return GONE
    try:
        if is_round(path):
            return _of_round(path, today)
        if is_session(path):
            return _of_class(path)
        return _of_unit(path, today)
    except NoAssessmentError:
        # A season has no file of its own.
        return _of_season(path) if is_season(path) else DAMAGED
    except ParselfError:
        return DAMAGED


def _of_unit(path: Path, today: date) -> Card:
    folder = store.look(path)
    if not store.is_sound(path):
        return DAMAGED
    ours = folder.assessment
    view, kind = View(folder, ours), Kind.UNIT
    if ours.group is not None:
        kind = Kind.GROUP
    elif ours.part is not None:
        kind = Kind.PART
    progress = view.progress()
    return Card(
        kind,
        progress.answered,
        progress.total,
        tuple(_facts(ours.hand_in, folder.saved if ours.revision else None, today)),
        tuple(_left(view)),
        _place(view) if kind is Kind.UNIT else None,
        ours.purpose is Purpose.PRACTICE,
    )


def _facts(sent: HandIn | None, saved: datetime | None, today: date) -> Iterator[Message]:
    if sent is not None:
        yield say(
            "exported, no. {n:none} ({day})", n=sent.sequence, day=show_date(sent.when.date())
        )
    if saved is not None and saved.date() == today:
        yield say("saved today at {time}", time=f"{saved:%H:%M}")
    elif saved is not None:
        yield say("saved on {day}", day=show_date(saved.date()))


def _left(view: View) -> Iterator[Todo]:
    """Yield what is left to do with an assessment."""
    errors = sum(one.kind.is_error for one in view.asked)
    waiting = (
        len(replying.open_rows(view.received, view.assessment.replies)) if view.received else 0
    )
    progress, parts = view.progress(), _parts_out(view)
    if errors:
        yield Todo(say("{count} errors to mend", count=errors), Weight.PRESSING)
    if waiting:
        yield Todo(say("{count} criteria to reply to", count=waiting), Weight.SOON)
    if parts:
        yield Todo(say("{count} parts not joined", count=parts), Weight.SOON)
    if progress.open:
        yield Todo(say("{count} rows to answer", count=progress.open))
    unbacked = len(view.filtered(Filter.UNBACKED))
    if unbacked and view.assessment.group is None:
        yield Todo(say("{count} without proof", count=unbacked))


def _parts_out(view: View) -> int:
    """Return how many departments were given their part and have not had it joined since."""
    if view.assessment.part is not None:
        return 0
    ledger = parts_ledger.read(view.folder)
    departments = {one.department for one in ledger.entries}
    return sum(
        bool(given := ledger.of(one, Event.GIVEN))
        and not any(came.number > given[-1].number for came in ledger.of(one, Event.JOINED))
        for one in departments
    )


def _place(view: View) -> Place | None:
    """Return where the unit stands; None where there is nothing to compare with, or no answer."""
    told, foreseen, table = view.published, view.projection, view.folder.standings
    if told is not None:
        return Place(told.of, told.index, told.place, _won(view, told.place))
    if foreseen is None or table is None or not view.progress().answered:
        return None
    return Place(
        foreseen.of,
        view.scores.projected.index,
        foreseen.projected,
        _won(view, foreseen.projected),
        is_foreseen=True,
        is_illustrative=any(one.status in _NOT_PUBLISHED for one in table.units),
    )


def _won(view: View, rank: int | None) -> int:
    """Return how many places a place is above last year's; 0 where either is not known."""
    table = view.folder.standings
    last = table.of(view.unit.code) if table is not None else None
    return 0 if last is None or last.rank is None or rank is None else last.rank - rank


def _of_round(path: Path, today: date) -> Card:
    from parself.province.round import open_round

    found = open_round(path)
    total, came = len(found.roster.units), len(found.units)
    return Card(
        Kind.ROUND,
        came,
        total,
        (say("{done} of {of} units received", done=came, of=total),),
        tuple(_of_stage(found, total - came, today)),
        is_practice=found.purpose is Purpose.PRACTICE,
    )


def _of_stage(found: Round, missing: int, today: date) -> Iterator[Todo]:
    """Yield what a round is at, as its own file tells it."""
    from parself.words.round_words import STAGES

    if found.publication is not None:
        yield Todo(say("results published, no. {n:none}", n=found.publication.number))
        return
    if found.closed is not None:
        yield Todo(say("scores closed: publish the results"), Weight.SOON)
        return
    stage, last = found.dates.stage(today), found.dates.hand_in
    if stage is Stage.HAND_IN and last is not None:
        days = (last - today).days
        words = say("{count} days to the last day of hand-ins", count=days)
        weight = Weight.SOON if days <= _SOON else Weight.CALM
        yield Todo(words if days else say("today is the last day of hand-ins"), weight)
    else:
        yield Todo(STAGES[stage])
    if missing:
        late = last is not None and today > last
        weight = Weight.PRESSING if late else Weight.CALM
        yield Todo(say("{count} units have not handed in", count=missing), weight)


def _of_class(path: Path) -> Card:
    from parself.desk.class_desk import opened

    board = opened(path).board
    came = sum(one.rounds[board.round].counts is not None for one in board.groups)
    facts = (
        say("round {n:none}", n=board.round),
        say("{done} of {of} groups handed in", done=came, of=len(board.groups)),
    )
    return Card(
        Kind.CLASS,
        came,
        len(board.groups),
        facts,
        (Todo(_SHOWN[board.stages[board.round].value]),),
        is_practice=True,
    )


def _of_season(path: Path) -> Card:
    from parself.province.round import is_round, open_round

    rounds = [open_round(one) for one in files.entries(path) if is_round(one)]
    came, total = (
        sum(len(one.units) for one in rounds),
        sum(len(one.roster.units) for one in rounds),
    )
    facts = (
        say("{count} rounds", count=len(rounds)),
        say("{done} of {of} units received", done=came, of=total),
    )
    return Card(Kind.SEASON, came, total, facts)
