"""Hand-ins landed in a round's folder, looked at first, chosen among, and taken back.

Every bundle that belongs to the round is kept under ``received/`` as it came, with its facts
beside it. A bundle is first kept, then entered in round.toml, then told: after a crash in between,
landing the same files again completes what was begun. One bad file never affects the others, the
order of files decides nothing, and a file that is there already is only hashed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from secrets import token_hex
from typing import Any, Final

from parself import files
from parself.assessment.possible import problems
from parself.errors import Message, ParselfError, Problem, UsageError, say
from parself.files import FileError, Fingerprint, journal
from parself.limits import BUNDLE_BYTES
from parself.province.claims import no_progress
from parself.province.facts import facts_of, read_facts, write_facts
from parself.province.founding import NOTHING_TOLD, Told, found, require_same
from parself.province.ledger import LEDGER, event
from parself.province.record import Received, Round, UnitRecord
from parself.province.results import Results
from parself.province.round import is_round, noted, open_round, tell, write_round
from parself.scoring.score import score_assessment
from parself.submission.archive import BundleError, DamagedBundleError, judged_apart
from parself.submission.inspector import Finding, at_once, standing
from parself.submission.intake import Bundle, read_bundle
from parself.submission.landing import Incoming, Known, Outcome, land
from parself.text import one_line
from parself.values import Frozen, evolve

RECEIVED: Final = "received"
_SHORT_DIGEST: Final = 8
LANDED: Final = "landed"
CHOSEN: Final = "chosen"
TAKEN_BACK: Final = "taken-back"


class Arrival(Frozen):
    """What the province notes of files that arrive together."""

    arrived: date | None = None
    """Day of arrival; None means today."""
    letter: date | None = None
    letter_number: str = ""


TODAY: Final = Arrival()


class Filed(Frozen):
    """What became of one file."""

    path: Path
    outcome: Outcome
    reasons: tuple[Problem, ...]
    unit: str = ""
    """Code of the unit; empty where the file could not be read."""
    sequence: int | None = None
    digest: str = ""
    notes: tuple[Message, ...] = ()
    """What was left out or replaced on reading."""
    asked: tuple[Finding, ...] = ()
    """Contradictions and unlikely input in a hand-in that counts now."""


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
    told: Told = NOTHING_TOLD,
    arrival: Arrival = TODAY,
    who: str = "",
    now: datetime,
    progress: Callable[[int, int], None] = no_progress,
) -> MergeResult:
    """Land files in a round, which is made when it is not there yet.

    Rubric, year and purpose of a new round are those told, else those that all good files agree
    on; its roster is the one told, else the one that the rubric names. Raises `RefusedError` where
    the files do not agree, `UsageError` where what is told is not what the round is, and
    `FileError` or `DamagedError` for the round's own folder.
    """
    if not is_round(round_path):
        found(round_path, told, paths, read_bundle)
    arrival = evolve(arrival, arrived=arrival.arrived or now.date())
    with files.FolderLock(round_path, now):
        round_ = before = open_round(round_path)
        require_same(told, round_)
        filed = []
        for done, path in enumerate(paths, start=1):
            round_, one = _file(round_, path, arrival, keep=True)
            filed.append(one)
            progress(done, len(paths))
        write_round(round_)
        landing = token_hex(4)
        unnoted = tell(round_, [_landed_event(before, one, who, now, landing) for one in filed])
    return MergeResult(round_, tuple(filed), unnoted or round_.trouble)


def preview(
    round_path: Path,
    paths: Sequence[Path],
    *,
    told: Told = NOTHING_TOLD,
    arrival: Arrival = TODAY,
    now: datetime,
    progress: Callable[[int, int], None] = no_progress,
) -> MergeResult:
    """Return what `merge` would do in a round that is there; nothing is kept or changed.

    Raises what `merge` raises.
    """
    arrival = evolve(arrival, arrived=arrival.arrived or now.date())
    round_ = open_round(round_path)
    require_same(told, round_)
    filed = []
    for done, path in enumerate(paths, start=1):
        round_, one = _file(round_, path, arrival, keep=False)
        filed.append(one)
        progress(done, len(paths))
    return MergeResult(round_, tuple(filed), round_.trouble)


def choose(path: Path, code: str, name: str, *, reason: str, who: str = "", now: datetime) -> Round:
    """Let one of a unit's hand-ins count, by its number, its digest, or how that begins.

    Raises `UsageError` where no single one is meant.
    """
    with files.FolderLock(path, now):
        round_ = open_round(path)
        record = round_.units.get(code)
        meant = _meant(record.received, name) if record else []
        if record is None or len(meant) != 1:
            what = say("No single hand-in of unit “{unit}” is meant.", unit=code)
            raise UsageError(Problem(what, name, say("Give more digits of its file name.")))
        round_ = round_.with_unit(evolve(record, chosen=meant[0].digest, reason=reason))
        write_round(round_)
        facts = {"unit": code, "digest": meant[0].digest, "reason": reason}
        return noted(round_, event(CHOSEN, who, now, **facts))


def _meant(received: Sequence[Received], name: str) -> Sequence[Received]:
    numbered = [one for one in received if str(one.sequence) == name]
    return numbered or [one for one in received if one.digest.startswith(name)]


def take_back(path: Path, *, who: str = "", now: datetime) -> tuple[Round, tuple[str, ...]]:
    """Take the last landing back; return the round and the units that it concerned.

    The files stay under ``received/`` and in the ledger. Raises `UsageError` where no landing is
    left to take back.
    """
    with files.FolderLock(path, now):
        round_ = open_round(path)
        landing = _last_landing(path)
        if not landing:
            what = say("There is no landing left to take back.")
            raise UsageError(Problem(what, files.show_path(path)))
        for added in landing:
            round_ = _without(round_, added)
        write_round(round_)
        round_ = noted(round_, event(TAKEN_BACK, who, now, landing=landing[0]["landing"]))
    return round_, tuple(dict.fromkeys(added["unit"] for added in landing))


def _without(round_: Round, added: Mapping[str, Any]) -> Round:
    """Return the round without the hand-in that a landing added."""
    code = added["unit"]
    record = round_.units.get(code)
    if record is None:
        return round_
    left = tuple(one for one in record.received if one.digest != added["digest"])
    if not left:
        return evolve(round_, units={key: one for key, one in round_.units.items() if key != code})
    chosen, reason = added.get("chosen", ""), added.get("reason", "")
    return round_.with_unit(evolve(record, received=left, chosen=chosen, reason=reason))


def _last_landing(path: Path) -> Sequence[Mapping[str, Any]]:
    """Return what the last landing that stands added, by the ledger; empty where there is none."""
    events = list(journal.read(path / LEDGER).lines.values())
    gone = {one.get("landing") for one in events if one.get("what") == TAKEN_BACK}
    landed = [
        one
        for one in events
        if one.get("what") == LANDED
        and one.get("landing") not in gone
        and one.get("outcome") in _ADDING
    ]
    return [one for one in landed if one["landing"] == landed[-1]["landing"]]


_ADDING = frozenset(
    one.value for one in (Outcome.NEW, Outcome.NEWER, Outcome.OLDER, Outcome.DIVERGING)
)


def _file(round_: Round, path: Path, arrival: Arrival, *, keep: bool) -> tuple[Round, Filed]:
    """Land one file; whatever stops it is its own outcome, and the round stays as it was."""
    bundle: Bundle | None = None
    try:
        print_ = _fingerprint(path)
        known = None if print_ is None else _known(round_, print_)
        if known is not None and (not keep or files.is_there(round_.path / known[1].file)):
            return _again(round_, path, *known)
        bundle = read_bundle(path)
        with judged_apart(path):
            return _landed(round_, path, bundle, print_, arrival, keep=keep)
    except BundleError as error:
        outcome, why = error.outcome, error.problems
    except ParselfError as error:
        outcome, why = Outcome.FAILED, error.problems
    if bundle is None:
        return round_, Filed(path, outcome, why)
    return round_, Filed(path, outcome, why, bundle.unit.code, bundle.sequence, bundle.digest)


def _fingerprint(path: Path) -> Fingerprint | None:
    """Return what a file holds; None for one that cannot be read, which `read_bundle` tells."""
    try:
        return files.fingerprint_of(path) if files.size(path) <= BUNDLE_BYTES else None
    except FileError:
        return None


def _known(round_: Round, print_: Fingerprint) -> tuple[str, Received] | None:
    """Return the unit and the hand-in that a file is, where it has been received before."""
    return next(
        (
            (record.code, one)
            for record in round_.units.values()
            for one in record.received
            if one.sha256 == print_.sha256
        ),
        None,
    )


def _again(round_: Round, path: Path, code: str, one: Received) -> tuple[Round, Filed]:
    """Tell of a file that is there already."""
    incoming = Incoming(
        code,
        round_.year,
        round_.purpose,
        round_.identity.scoring_hash,
        one.sequence,
        one.digest,
    )
    landing = land(round_.expected, _known_of(round_, code), incoming)
    reasons = (Problem(landing.reason, one_line(path.name)),)
    return round_, Filed(path, landing.outcome, reasons, code, one.sequence, one.digest)


def _known_of(round_: Round, code: str) -> Known | None:
    record = round_.units.get(code)
    return None if record is None else record.known


def _landed(
    round_: Round,
    path: Path,
    bundle: Bundle,
    print_: Fingerprint | None,
    arrival: Arrival,
    *,
    keep: bool,
) -> tuple[Round, Filed]:
    """Keep a hand-in if it belongs here, and enter it."""
    code = bundle.unit.code
    landing = land(round_.expected, _known_of(round_, code), bundle.incoming)
    filed = Filed(
        path,
        landing.outcome,
        (Problem(landing.reason, one_line(path.name)),),
        code,
        bundle.sequence,
        bundle.digest,
        (*bundle.notes, *_roster_notes(round_, bundle)),
    )
    if not landing.outcome.is_received:
        return round_, filed
    unit = round_.roster.unit(code) or bundle.unit
    scores = score_assessment(round_.rubric, unit, bundle.assessment)
    facts = facts_of(unit, bundle.assessment, scores, bundle.digest)
    file = _keep(round_, path, bundle, print_) if keep else ""
    if keep and read_facts(round_.path, bundle.digest) != facts:
        write_facts(round_.path, facts)
    new = Received(
        bundle.sequence,
        bundle.digest,
        file,
        "" if print_ is None else print_.sha256,
        facts.points or Decimal(0),
        facts.applicable_max,
        facts.index,
        arrival.arrived,
        arrival.letter,
        arrival.letter_number,
    )
    if landing.outcome is not Outcome.OLDER:
        found_ = at_once(round_.rubric, unit, bundle.assessment, scores)
        filed = evolve(filed, asked=standing(found_, bundle.assessment))
    record = round_.units.get(code, UnitRecord(code, ()))
    return round_.with_unit(record.with_received(new)), filed


def _roster_notes(round_: Round, bundle: Bundle) -> list[Message]:
    """Report rows filled in for other sub-units than the round's roster has: they get no points."""
    unit = round_.roster.unit(bundle.unit.code)
    if unit is None or set(unit.sub_units) == set(bundle.unit.sub_units):
        return []
    rows = ", ".join(problems(round_.rubric, unit, bundle.assessment))
    what = say(
        "The unit lists other {word} than this round's roster; these rows carry no points: {rows}.",
        word=round_.roster.sub_unit_word,
        rows=rows,
    )
    return [what] * bool(rows)


def _keep(round_: Round, path: Path, bundle: Bundle, print_: Fingerprint | None) -> str:
    """Keep a bundle as it came and return where. Raises `BundleError` if it changed meanwhile."""
    for name in _places(bundle):
        there = files.fingerprint(round_.path / name)
        if there is not None and there == print_:
            return name
        if there is None:
            break
    kept = round_.path / name
    files.make_folder(kept.parent)
    copied = files.copy_durable(path, kept, most=BUNDLE_BYTES)
    if copied != print_:
        files.remove(kept)
        what = say("The file changed while it was being read.")
        raise DamagedBundleError(Problem(what, one_line(path.name), say("Merge it again.")))
    return name


def _places(bundle: Bundle) -> Iterator[str]:
    """Yield where a bundle may be kept: one that somebody made to look alike keeps its place."""
    stem = f"{RECEIVED}/{bundle.unit.code}/{bundle.sequence}-"
    yield f"{stem}{bundle.digest[:_SHORT_DIGEST]}.zip"
    yield f"{stem}{bundle.digest}.zip"


def _landed_event(
    before: Round, filed: Filed, who: str, now: datetime, landing: str
) -> Mapping[str, object]:
    record = before.units.get(filed.unit)
    # Taking the landing back puts a choice back that it opened again.
    chosen = {"chosen": record.chosen, "reason": record.reason} if record else {}
    return event(
        LANDED,
        who,
        now,
        landing=landing,
        file=one_line(filed.path.name),
        unit=filed.unit or None,
        sequence=filed.sequence,
        digest=filed.digest or None,
        outcome=filed.outcome.value,
        **chosen,
    )
