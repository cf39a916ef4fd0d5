"""Hand-ins landed in a round's folder, looked at first, and chosen among.

Every bundle that belongs to the round is kept under ``received/`` as it came, with its facts
beside it. A bundle is first kept, then entered in round.toml, then told: after a crash in between,
landing the same files again completes what was begun. One bad file never affects the others, the
order of files decides nothing, and a file that is there already is only hashed.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Final

from parself import files
from parself.errors import Message, ParselfError, Problem, RefusedError, UsageError, say
from parself.numerals import show_date
from parself.province.filing import Arrival, Filed, Held, file_all, passed_over
from parself.province.founding import NOTHING_TOLD, Told, found, likely, require_same
from parself.province.ledger import event, untold
from parself.province.progress import no_progress
from parself.province.reading import Yardstick, reading_of
from parself.province.record import Received, Round, UnitRecord
from parself.province.results import Results
from parself.province.round import (
    is_round,
    noted,
    open_round,
    open_whole,
    require_movable,
    require_open,
    require_whole,
    tell,
    write_round,
)
from parself.province.terms import require_reason
from parself.submission.archive import judged_apart
from parself.submission.intake import Bundle, read_bundle
from parself.submission.landing import Outcome
from parself.text import one_line
from parself.values import Frozen, evolve

_HELD: Final = 512
"""Hand-ins that are remembered while a round is founded: more would fill the memory."""
_TRIED: Final = 8
"""Files of which a closed round asks whether they appeal something."""
_APPEALS: Final = "parself round appeal receive"
LANDED: Final = "landed"
CHOSEN: Final = "chosen"


TODAY: Final = Arrival()


class MergeResult(Frozen):
    """What became of every file, in the order given, and the round as it now is."""

    round: Round
    filed: tuple[Filed, ...]
    unnoted: tuple[Problem, ...] = ()
    """Why the ledger does not say so, or what it no longer says; what was done stands."""

    @property
    def results(self) -> Results:
        """The ranking by claimed index, and who is missing."""
        return self.round.results


def merge(
    round_path: Path,
    paths: Sequence[Path],
    *,
    others: Sequence[Path] = (),
    told: Told = NOTHING_TOLD,
    arrival: Arrival = TODAY,
    who: str = "",
    now: datetime,
    progress: Callable[[int, int], None] = no_progress,
) -> MergeResult:
    """Land files in a round, which is made when it is not there yet.

    Rubric, year and purpose of a new round are those told, else those that all good files agree
    on; its roster is the one told, else the one that the rubric names. Where none of the files can
    be landed no round is made, and what became of each is told all the same. `others` lie beside
    the files and are passed over, each with a line. Raises `RefusedError` where the files do not
    agree, `UsageError` where what is told is not what the round is, and `FileError` or
    `DamagedError` for the round's own folder.
    """
    held: dict[Path, Held] = {}
    arrival = evolve(arrival, arrived=arrival.arrived or now.date())
    if not is_round(round_path):
        founding = found(round_path, told, paths, lambda path: _remembered(path, told, held))
        tried = _tried(founding.round, paths, arrival, held)
        if tried is not None:
            return evolve(tried, filed=(*tried.filed, *passed_over(others)))
        founding.make()
    with files.FolderLock(round_path, now):
        before = _open_for(round_path, paths)
        require_same(told, before)
        round_, filed = file_all(before, paths, arrival, keep=True, held=held, progress=progress)
        write_round(round_)
        landing = token_hex(4)
        told_of = _to_tell(before, filed)
        unnoted = tell(round_, [_landed_event(before, one, who, now, landing) for one in told_of])
    return MergeResult(round_, (*filed, *passed_over(others)), unnoted or round_.trouble)


def _open_for(path: Path, paths: Sequence[Path]) -> Round:
    """Open a round to land files in it; a closed one refuses, and says where appeals go."""
    round_ = require_whole(open_round(path))
    if round_.closed is not None and any(map(_appeals, paths[:_TRIED])):
        what = say("The file appeals what is published: it is no hand-in to be landed.")
        todo = say("Note its appeals: {command}; on the screen: Y", command=_APPEALS)
        raise RefusedError(Problem(what, files.show_path(path), todo))
    return require_open(round_)


def _appeals(path: Path) -> bool:
    """Say whether a file is a unit's that appeals something."""
    try:
        replies = read_bundle(path).assessment.replies.values()
    except ParselfError:
        return False
    return any(one.appeals for one in replies)


def _tried(
    round_: Round, paths: Sequence[Path], arrival: Arrival, held: dict[Path, Held]
) -> MergeResult | None:
    """Return what becomes of files of which none can be landed; None as soon as one can."""
    refused: list[Filed] = []
    for path in paths:
        known = {path: held[path]} if path in held else {}
        found_ = file_all(round_, [path], arrival, keep=False, held=known, progress=no_progress)
        (one,) = found_[1]
        if one.outcome.is_received:
            return None
        refused.append(one)
    what = say("None of the files can be landed, so no round was made.")
    return MergeResult(round_, tuple(refused), (Problem(what, files.show_path(round_.path)),))


def _to_tell(before: Round, filed: Sequence[Filed]) -> list[Filed]:
    """Return what the ledger is to tell: not that a hand-in came which it tells of already."""
    # A ledger without trouble tells all, and need not be read once more.
    known = untold(before.path, before.units.values()) if before.trouble else []
    lacking = {one.digest for _, one in known}
    return [
        one for one in filed if one.is_new or not one.outcome.is_received or one.digest in lacking
    ]


def _remembered(path: Path, told: Told, held: dict[Path, Held]) -> Bundle:
    """Read a bundle that helps to found a round; the first ones need not be read again."""
    print_ = files.fingerprint(path) if len(held) < _HELD else None
    bundle = read_bundle(path)
    if print_ is not None:
        by = Yardstick.of(*likely(told, bundle))
        with judged_apart(path):
            held[path] = Held(print_, by, reading_of(bundle, by))
    return bundle


def preview(
    round_path: Path,
    paths: Sequence[Path],
    *,
    others: Sequence[Path] = (),
    told: Told = NOTHING_TOLD,
    arrival: Arrival = TODAY,
    now: datetime,
    progress: Callable[[int, int], None] = no_progress,
) -> MergeResult:
    """Return what `merge` would do in a round that is there; nothing is kept or changed.

    Raises what `merge` raises.
    """
    arrival = evolve(arrival, arrived=arrival.arrived or now.date())
    round_ = _open_for(round_path, paths)
    require_same(told, round_)
    round_, filed = file_all(round_, paths, arrival, keep=False, held={}, progress=progress)
    return MergeResult(round_, (*filed, *passed_over(others)), round_.trouble)


def choose(path: Path, code: str, name: str, *, reason: str, who: str = "", now: datetime) -> Round:
    """Let one of a unit's hand-ins count, by its number, its arrival or how its digest begins.

    Of its replies one counts beside it, chosen in the same way. Raises `UsageError` where no
    single one is meant, or nobody says why, and `RefusedError` for what is no reply once the
    second appraisal of the unit has begun.
    """
    require_reason(reason)
    with files.FolderLock(path, now):
        round_ = open_whole(path)
        record, meant = one_meant(round_, code, name)
        facts = {"unit": code, "digest": meant.digest, "reason": reason}
        # Taking the choice back puts the one before back.
        if record.is_reply(meant):
            chosen = record.choosing_reply(meant.digest, reason)
            before = {"before": record.reply, "before_reason": record.reply_reason}
        else:
            require_movable(round_, code)
            chosen = record.choosing(meant.digest, reason)
            before = {"before": record.chosen, "before_reason": record.reason}
        round_ = round_.with_unit(chosen)
        write_round(round_)
        sequence = meant.sequence
        told = event(CHOSEN, who, now, act=token_hex(4), **facts, sequence=sequence, **before)
        return noted(round_, told)


def one_meant(round_: Round, code: str, name: str) -> tuple[UnitRecord, Received]:
    """Return a unit's record and the hand-in that is named as for `choose`.

    Raises `UsageError` where no single one is meant.
    """
    record = round_.units.get(code)
    meant = _meant(record.received, name) if record else []
    if record is None or len(meant) != 1:
        what = say("No single hand-in of unit “{unit}” is meant.", unit=round_.called(code))
        raise UsageError(Problem(what, name, _choices(record) if record else None))
    return record, meant[0]


def _choices(record: UnitRecord) -> Message:
    """Return what may be chosen among: number, first digits of the digest, day of arrival."""
    known = "; ".join(
        f"{one.sequence}: {one.short_digest}"
        + (f" ({show_date(one.arrived)})" if one.arrived else "")
        for one in record.received
    )
    return say(
        "Give the number of a hand-in, its day of arrival (year-month-day), or the first digits of"
        " its digest. Received are: {known}.",
        known=known,
    )


def _meant(received: Sequence[Received], name: str) -> Sequence[Received]:
    numbered = [one for one in received if str(one.sequence) == name]
    arrived = [one for one in received if one.arrived and one.arrived.isoformat() == name]
    return numbered or arrived or [one for one in received if one.digest.startswith(name)]


def _landed_event(
    before: Round, filed: Filed, who: str, now: datetime, landing: str
) -> Mapping[str, object]:
    record = before.units.get(filed.unit)
    # Taking the landing back puts a choice back that it opened again.
    chosen = record.choices if record else {}
    # Only what was not there before is taken back with the landing.
    is_there = filed.outcome.is_received and not filed.is_new
    outcome = Outcome.SAME if is_there else filed.outcome
    return event(
        LANDED,
        who,
        now,
        landing=landing,
        file=one_line(filed.path.name),
        unit=filed.unit or None,
        sequence=filed.sequence,
        digest=filed.digest or None,
        outcome=outcome.value,
        **chosen,
    )
