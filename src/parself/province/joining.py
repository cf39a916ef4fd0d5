"""What officers decided at their own desks, joined in the round at the lead's.

Whatever comes is judged by the rules of every other door, version by version, so that one that
lies outside the officer's share is named and all others are taken. What an earlier file brought
changes nothing, and the order of files decides nothing: versions are only added.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Any, Final

from parself.errors import Message, ParselfError, Problem, say
from parself.files import FolderLock, journal
from parself.limits import KIB, TEXT_LENGTH
from parself.province import appraising
from parself.province.appraisal import write_step
from parself.province.board import Mark, appraised_rows
from parself.province.decisions import Back, Cell, Decision
from parself.province.ledger import LEDGER, TAKEN_BACK, event
from parself.province.officers import is_lead
from parself.province.overview import Overview, open_overview
from parself.province.part_desk import versions_in
from parself.province.parts import labels
from parself.province.plausible import impossible_decision, within
from parself.province.progress import no_progress
from parself.province.record import Round
from parself.province.remarks import Remark, Way
from parself.province.round import require_open, require_whole, tell
from parself.province.versions import Version, unknown
from parself.submission import coming, layout
from parself.submission.archive import BundleError, judged_apart
from parself.submission.bag import Bag, open_bag
from parself.submission.landing import Expected, Incoming, Known, Outcome, land
from parself.text import is_digits, one_line
from parself.values import Frozen, evolve, to_bytes

JOINED: Final = "joined"
_LARGEST: Final = 64 * KIB
"""Most bytes of one version: a reason of the greatest length, and its facts."""
_WAYS: Final = 9_999
_LOOKS: Final = (1, 2)
_MOST_DIGITS: Final = 6
"""Of the number of a file, or of a share."""


class Left(Frozen):
    """A version that was left out, and why."""

    version: Version
    why: Message


class Joined(Frozen):
    """What became of one file."""

    path: Path
    outcome: Outcome
    reasons: tuple[Problem, ...]
    officer: str = ""
    sequence: int | None = None
    digest: str = ""
    part: int = 0
    """Number of the share from which it comes; 0 where it does not say."""
    taken: tuple[Version, ...] = ()
    decisions: int = 0
    """How many decisions it brought that hold."""
    remarks: int = 0
    """How many remarks and agreed ways it brought that hold."""
    left: tuple[Left, ...] = ()
    differing: tuple[Cell, ...] = ()
    """Cells on which different decisions stand since, for the lead to choose."""

    @property
    def is_settled(self) -> bool:
        """Whether all of it was taken, or it is harmless."""
        if self.outcome is Outcome.PASSED_OVER:
            return coming.is_harmless(self.path, coming.HAND_INS)
        return self.outcome.is_received and not self.left


class JoinResult(Frozen):
    """What became of every file, in the order given, and the round as it is then."""

    view: Overview
    joined: tuple[Joined, ...]
    unnoted: tuple[Problem, ...] = ()


def join(
    path: Path,
    paths: Sequence[Path],
    who: str,
    now: datetime,
    *,
    keep: bool,
    others: Sequence[Path] = (),
    progress: Callable[[int, int], None] = no_progress,
) -> JoinResult:
    """Join officers' files in a round; without `keep` only tell what would become of them.

    Each file is judged apart and written as one step; `others` lie beside them and are passed
    over, each with a line. Raises `RefusedError` where the folder is an officer's share or the
    round is closed, and what `open_overview` raises.
    """
    with FolderLock(path, now):
        view, found, unnoted = open_overview(path), list[Joined](), list[Problem]()
        require_open(require_whole(view.round))
        known = _known(path)
        for done, file in enumerate(paths, start=1):
            one = _judged(view, file, known)
            if one.taken and keep:
                write_step(path, one.taken)
            before = view.marks_of(_cells(one.taken))
            view = evolve(view, appraisal=view.appraisal.added(one.taken))
            decisions, remarks = view.appraisal.counted(one.taken)
            apart = tuple(_differing(view, before))
            one = evolve(one, decisions=decisions, remarks=remarks, differing=apart)
            found.append(one)
            if one.outcome.is_received:
                known = _with(known, one)
            if keep:
                unnoted += tell(view.round, [_event(view.round, one, who, now)])
            progress(done, len(paths))
    found += (_passed_over(other) for other in others)
    return JoinResult(view, tuple(found), tuple(unnoted)[:1] or view.trouble)


def _passed_over(path: Path) -> Joined:
    return Joined(path, Outcome.PASSED_OVER, (coming.passed_over(path, coming.HAND_INS),))


def _cells(versions: Sequence[Version]) -> tuple[Cell, ...]:
    return tuple(dict.fromkeys(one.cell for one in versions if isinstance(one, Decision)))


def _differing(view: Overview, before: Mapping[Cell, Mark]) -> Iterator[Cell]:
    for cell, mark in before.items():
        if view.mark(cell) is Mark.DIFFERING and mark is not Mark.DIFFERING:
            yield cell


def _known(path: Path) -> Mapping[str, Known]:
    """Return the files joined so far, by officer, as the ledger tells them."""
    found: dict[str, Known] = {}
    for line in _joined(journal.read(path / LEDGER).lines.values()):
        number = _rank(int(line.get("part", 0)), int(line["sequence"]))
        digest = str(line["digest"])
        found = {**found, **_added(found, str(line["officer"]), number, digest)}
    return found


def _joined(lines: Iterable[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """Return the lines of files that were joined; one that was taken back may come anew."""
    found: list[Mapping[str, Any]] = []
    for line in lines:
        if line.get("what") == JOINED and line.get("officer"):
            found.append(line)
        elif line.get("what") == TAKEN_BACK:
            gone = {one["digest"] for one in found if one.get("act") == line.get("act")}
            found = [one for one in found if one["digest"] not in gone]
    return found


def _rank(part: int, number: int) -> int:
    """Return where a file stands among all of its officer: a new share counts from 1 again."""
    return part * 10**_MOST_DIGITS + number


def _part_of(bag: Bag) -> int:
    text = bag.info.get(layout.PART_LABEL, "")
    return int(text) if is_digits(text) and len(text) <= _MOST_DIGITS else 0


def _added(
    known: Mapping[str, Known], officer: str, number: int, digest: str
) -> Mapping[str, Known]:
    before = known.get(officer, Known(0, ()))
    if number < before.sequence:
        return {}
    same = before.digests if number == before.sequence else ()
    # Whatever officers send is put together, so that two files of one number need no choice.
    return {officer: Known(number, (*same, digest), digest)}


def _with(known: Mapping[str, Known], one: Joined) -> Mapping[str, Known]:
    number = _rank(one.part, one.sequence or 0)
    return {**known, **_added(known, one.officer, number, one.digest)}


def _event(round_: Round, one: Joined, who: str, now: datetime) -> Mapping[str, object]:
    is_joined = one.outcome.is_received
    return event(
        JOINED if is_joined else "refused",
        who,
        now,
        file=one_line(one.path.name),
        officer=one.officer or None,
        part=one.part,
        sequence=one.sequence,
        digest=one.digest or None,
        outcome=one.outcome.value,
        act=token_hex(4),
        decisions=one.decisions,
        remarks=one.remarks,
        versions=[each.id for each in one.taken],
        left=[
            f"{appraising.place_of(round_, each.version)} {each.version.id}" for each in one.left
        ],
    )


def _judged(view: Overview, file: Path, known: Mapping[str, Known]) -> Joined:
    """Judge one file; whatever stops it is its own outcome."""
    try:
        bag = open_bag(file, layout.APPRAISAL)
        with judged_apart(file):
            return _read(view, file, bag, known)
    except BundleError as error:
        return Joined(file, error.outcome, _for_officers(error))
    except ParselfError as error:
        return Joined(file, Outcome.FAILED, error.problems)


def _for_officers(error: BundleError) -> tuple[Problem, ...]:
    """Return what is wrong with a file; whom to ask is the officer, not a unit."""
    if error.outcome not in {Outcome.DAMAGED, Outcome.UNSAFE}:
        return error.problems
    todo = say("Copy the file again; if that does not help, ask the officer to send it anew.")
    return tuple(evolve(one, todo=todo) for one in error.problems)


def _read(view: Overview, file: Path, bag: Bag, known: Mapping[str, Known]) -> Joined:
    officer = one_line(bag.info.get(layout.OFFICER_LABEL, ""))
    digest = bag.manifest[layout.VERSIONS]
    landing = land(_expected(view), known.get(officer), _incoming(view, bag, officer, digest))
    outcome = landing.outcome
    name = bag.name
    head = Joined(file, outcome, (), officer, bag.sequence, digest, _part_of(bag))
    if not outcome.is_received:
        return evolve(head, reasons=(Problem(_misfit(outcome, officer), name),))
    if bag.info.get(layout.ROUND_LABEL, "") != view.round.id:
        what = say("The file is not from a part of this round.")
        return evolve(head, outcome=Outcome.WRONG_UNIT, reasons=(Problem(what, name),))
    theirs = versions_in(file, bag)
    held = {one.id: one for one in theirs}
    taken, left = list[Version](), list[Left]()
    for one in unknown(view.appraisal.versions, held.values()):
        why = _why_not(view, officer, one, held)
        if why is None:
            taken.append(one)
        else:
            left.append(Left(one, why))
    reason = Problem(_REASONS[outcome], name)
    return evolve(head, reasons=(reason,), taken=tuple(taken), left=tuple(left))


def _expected(view: Overview) -> Expected:
    return evolve(view.round.expected, units=frozenset(one.id for one in view.round.officers))


def _incoming(view: Overview, bag: Bag, officer: str, digest: str) -> Incoming:
    """Return what a file says it is; of another roster it is nobody's of this round."""
    ours, theirs = labels(view.round), bag.info
    is_ours = theirs.get(layout.ROSTER_LABEL) == ours[layout.ROSTER_LABEL]
    year = theirs.get(layout.YEAR_LABEL, "")
    purposes = {one.value: one for one in type(view.round.purpose)}
    return Incoming(
        officer if is_ours else "",
        view.round.year if year == str(view.round.year) else 0,
        purposes.get(theirs.get(layout.PURPOSE_LABEL, ""), view.round.purpose),
        theirs.get(layout.RUBRIC_LABEL, "").rpartition(" ")[2],
        _rank(_part_of(bag), bag.sequence),
        digest,
    )


_REASONS: Final[Mapping[Outcome, Message]] = {
    Outcome.NEW: say("First file of this officer."),
    Outcome.NEWER: say("A newer file of this officer."),
    Outcome.OLDER: say("An older file of this officer; what is new in it was put together."),
    Outcome.SAME: say("The file had been joined before."),
    Outcome.DIVERGING: say("Another file under the same number; both were put together."),
}


def _misfit(outcome: Outcome, officer: str) -> Message:
    match outcome:
        case Outcome.WRONG_PURPOSE:
            return say("One of file and round is real, the other for practice.")
        case Outcome.WRONG_YEAR:
            return say("The file is of another year.")
        case Outcome.WRONG_RUBRIC:
            return say("The file is of a round with another rubric.")
        case _:
            return say(
                "“{officer}” is no officer of this round, or the file is of another round.",
                officer=officer[:60],
            )


def _why_not(
    view: Overview, officer: str, version: Version, held: Mapping[str, Version]
) -> Message | None:
    """Return why a version of a file is not taken; None where it is.

    It rests on the round's list and on the file alone, so that the order of files is no matter.
    """
    if version.who != officer:
        return say("It is {who}'s, not {officer}'s.", who=version.who[:60], officer=officer)
    if len(to_bytes(version)) > _LARGEST or any(len(one) > TEXT_LENGTH for one in _texts(version)):
        return say("Its text is too long.")
    return (
        _unknown_place(view, version)
        or appraising.refused(view, version)
        or _impossible(view, version)
        or _for_the_lead(view, version, held)
    )


def _texts(version: Version) -> tuple[str, ...]:
    match version:
        case Decision():
            return (version.reason,)
        case Remark():
            return (version.text,)
        case Way():
            return version.case, version.reason
        case Back():
            return ()
    raise TypeError(version)


def _unknown_place(view: Overview, version: Version) -> Message | None:
    rows = {one.id for one in appraised_rows(view.round.rubric)}
    match version:
        case Decision() | Back():
            place: tuple[str, str | None] = (version.cell.row, version.cell.unit)
        case Remark():
            place = (version.row, version.unit)
        case Way():
            place = (version.row, None)
        case _:
            raise TypeError(version)
    row, unit = place
    if isinstance(version, Decision | Back) and version.cell.look not in _LOOKS:
        return say("There is no such look.")
    if row not in rows:
        return say("“{row}” is no row that is appraised.", row=row[:60])
    if unit is not None and view.round.roster.unit(unit) is None:
        return say("The unit “{unit}” is not in this round's roster.", unit=unit[:60])
    return None


def _impossible(view: Overview, version: Version) -> Message | None:
    match version:
        case Decision():
            return impossible_decision(view, version)
        case Remark():
            is_empty = not version.text.strip() and not version.withdrawn
            return say("This is empty.") if is_empty else None
        case Way():
            most = view.round.rubric.rows[version.row].points
            is_sound = (
                version.case.strip()
                and 0 < version.number <= _WAYS
                and within(version.points, most)
            )
            return (
                None if is_sound else say("Points must lie between 0 and {most:points}.", most=most)
            )
        case Back():
            return None
    raise TypeError(version)


def _for_the_lead(view: Overview, version: Version, held: Mapping[str, Version]) -> Message | None:
    """Return why a version may not settle what others decided differently."""
    if not isinstance(version, Decision) or is_lead(view.round.officers, version.who):
        return None
    before = [held.get(one) for one in version.after]
    said = {one.said if isinstance(one, Decision) else None for one in before}
    if len(before) > 1 and (len(said) > 1 or None in said):
        return say("Different decisions stand here; the lead chooses.")
    return None
