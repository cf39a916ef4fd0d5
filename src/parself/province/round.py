"""A round's folder at the province: the hand-ins of many units landed, kept as they came.

Every bundle that belongs to the round is kept under ``received/``, older ones too;
``ledger.jsonl`` tells what came when. A bundle is first kept, then entered in round.toml,
then told: after a crash in between, merging the same files again completes what was
begun. One bad file never affects the others, and the order of files decides nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

from parself import files
from parself.assessment import beside, kept
from parself.assessment.beside import ROSTER, RUBRIC, BesideError
from parself.assessment.model import Purpose, RubricIdentity
from parself.assessment.possible import problems
from parself.errors import Message, ParselfError, Problem, RefusedError, UsageError, say
from parself.files import journal
from parself.limits import BUNDLE_BYTES, TOML_BYTES
from parself.province.record import Received, Round, RoundFile, UnitRecord, damaged, dump, parse
from parself.province.results import Claim, Results
from parself.rubric.catalogue import find_roster, roster_ids
from parself.rubric.identity import scoring_hash
from parself.rubric.load import roster_from_bytes, rubric_from_bytes
from parself.rubric.model import Rubric
from parself.rubric.peers import Roster
from parself.scoring.score import Total, score_assessment
from parself.submission.apart import judged_apart
from parself.submission.archive import BundleError, DamagedBundleError
from parself.submission.bag import open_bag
from parself.submission.inspector import Finding, at_once, standing
from parself.submission.intake import Bundle, read_bundle
from parself.submission.landing import Known, Outcome, choose, land
from parself.text import one_line
from parself.values import Frozen, evolve

ROUND: Final = "round.toml"
RECEIVED: Final = "received"
LEDGER: Final = "ledger.jsonl"
_SHORT_DIGEST: Final = 8


class Filed(Frozen):
    """What became of one file."""

    path: Path
    outcome: Outcome
    reasons: tuple[Problem, ...]
    unit: str = ""
    """Code of the unit; empty where the file could not be read."""
    sequence: int | None = None
    notes: tuple[Message, ...] = ()
    asked: tuple[Finding, ...] = ()
    """Contradictions and unlikely input in a hand-in that counts now."""
    """What was left out or replaced on reading."""


class MergeResult(Frozen):
    """What became of every file, in the order given, and the round as it now is."""

    round: Round
    filed: tuple[Filed, ...]
    unnoted: tuple[Problem, ...] = ()
    """Why the ledger does not say so; what was done stands."""

    @property
    def results(self) -> Results:
        """The ranking by claimed index, and who is missing."""
        return self.round.results


class _Told(Frozen):
    """What a merge was told about its round; None: to be seen from the files."""

    rubric: tuple[Rubric, bytes] | None
    year: int | None
    purpose: Purpose | None
    roster: tuple[Roster, bytes] | None


def create_round(
    path: Path,
    *,
    rubric: tuple[Rubric, bytes],
    roster: tuple[Roster, bytes],
    year: int,
    purpose: Purpose,
) -> Round:
    """Make a round's folder. Raises `UsageError` where there is a round or an assessment."""
    for name in (ROUND, "assessment.toml"):
        if (path / name).exists():
            what = say("The folder already holds {name}; no round was made.", name=name)
            raise UsageError(Problem(what, files.show_path(path), say("Name another folder.")))
    enclosed = {RUBRIC: rubric[1], ROSTER: roster[1]}
    round_ = Round(
        path,
        rubric[0],
        _identity(rubric[0]),
        roster[0],
        year,
        purpose,
        beside=beside.hashes(enclosed),
    )
    files.make_folder(path)
    for name, data in enclosed.items():
        files.write_atomic(path / name, data)
    kept.keep(path, enclosed)
    # Last: its presence makes the folder a round.
    files.write_atomic(path / ROUND, dump(round_))
    return round_


def is_round(path: Path) -> bool:
    """Say whether a folder holds a round; what the system refuses to look at holds none."""
    try:
        return (path / ROUND).exists()
    except OSError:
        return False


def open_round(path: Path) -> Round:
    """Open a round's folder.

    Raises `MissingFileError` where there is none, `DamagedError` where round.toml is not what
    was last written, `BesideError` where rubric or roster are not the round's, and `FileError`.
    """
    file = _file_of(path)
    enclosed = beside.read(path, (RUBRIC, ROSTER))
    beside.refuse_strangers(
        path, file.beside, enclosed, lambda name, sha: kept.copy_of(path, name, sha)
    )
    return _assembled(path, file, enclosed)


def _file_of(path: Path) -> RoundFile:
    data = files.read_file(path / ROUND, most=TOML_BYTES)
    return parse(data, where=files.show_path(path / ROUND))


def _assembled(path: Path, file: RoundFile, enclosed: Mapping[str, bytes]) -> Round:
    """Put a round together. Raises `DamagedError` where rubric or roster is another one."""
    rubric = rubric_from_bytes(enclosed[RUBRIC], where=files.show_path(path / RUBRIC))
    roster = roster_from_bytes(enclosed[ROSTER], where=files.show_path(path / ROSTER))
    if _identity(rubric) != file.rubric or roster.id != file.roster:
        what = say("The rubric or the roster beside it is not this round's.")
        raise damaged(what, files.show_path(path / ROUND))
    units = {unit.code: unit for unit in file.unit}
    return Round(
        path, rubric, file.rubric, roster, file.year, file.purpose, units, beside.hashes(enclosed)
    )


def restore_beside(path: Path, error: BesideError, *, now: datetime) -> Round:
    """Put the good copies of rubric and roster back, and open the round.

    Raises `error` where a copy is missing, and `FileError`.
    """
    if not error.can_be_restored:
        raise error
    beside.put_back(path, error, now=now)
    return open_round(path)


def accept_beside(path: Path, error: BesideError) -> Round:
    """Go on with rubric and roster as they were edited by hand.

    Raises `error` where one is lost, `DamagedError` where one is of another round, and
    `FileError`.
    """
    if not error.can_be_accepted:
        raise error
    enclosed = beside.read(path, (RUBRIC, ROSTER))
    round_ = _assembled(path, _file_of(path), enclosed)
    kept.keep(path, enclosed)
    files.write_atomic(path / ROUND, dump(round_))
    return round_


def choose_received(path: Path, code: str, digest: str, *, now: datetime) -> Round:
    """Let one of a unit's diverging hand-ins count, by its digest or how that begins.

    Raises `UsageError` where no single one is meant.
    """
    with files.FolderLock(path, now):
        round_ = open_round(path)
        record = round_.units.get(code)
        meant = [one for one in record.received if one.digest.startswith(digest)] if record else []
        if record is None or len(meant) != 1:
            what = say("No single hand-in of unit “{unit}” is meant.", unit=code)
            raise UsageError(Problem(what, digest, say("Give more digits of its file name.")))
        chosen = choose(record.known, meant[0].digest).chosen
        round_ = round_.with_unit(evolve(record, chosen=chosen))
        files.write_atomic(path / ROUND, dump(round_))
    return round_


def merge(
    round_path: Path,
    paths: Sequence[Path],
    *,
    rubric: tuple[Rubric, bytes] | None = None,
    year: int | None = None,
    purpose: Purpose | None = None,
    roster: tuple[Roster, bytes] | None = None,
    now: datetime,
) -> MergeResult:
    """Land files in a round, which is made when it is not there yet.

    Rubric, year and purpose of a new round are those given, else those that all good
    files agree on; its roster is the one given, else the one that the rubric names.
    Raises `RefusedError` where the files do not agree, `UsageError` where what is given
    is not what the round is, and `FileError` or `DamagedError` for the round's own folder.
    """
    told = _Told(rubric, year, purpose, roster)
    read = [(path, _read(path)) for path in paths]
    if not is_round(round_path):
        _settle(round_path, told, read)
    with files.FolderLock(round_path, now):
        round_ = open_round(round_path)
        _check_told(told, round_)
        filed = []
        for path, bundle in read:
            round_, one = _file(round_, path, bundle)
            filed.append(one)
        files.write_atomic(round_path / ROUND, dump(round_))
        unnoted = [
            problem
            for one in filed
            for problem in journal.note(round_path / LEDGER, _event(one, now))
        ]
    return MergeResult(round_, tuple(filed), tuple(unnoted[:1]))


def _identity(rubric: Rubric) -> RubricIdentity:
    return RubricIdentity(rubric.id, rubric.edition, scoring_hash(rubric))


def _read(path: Path) -> Bundle | BundleError:
    try:
        return read_bundle(path)
    except BundleError as error:
        return error


def _settle(path: Path, told: _Told, read: Sequence[tuple[Path, Bundle | BundleError]]) -> None:
    """Make a round from what is told and what all good files agree on."""
    good = [(file, one) for file, one in read if isinstance(one, Bundle)]
    if not good and None in (told.rubric, told.year, told.purpose):
        refused = [p for _, one in read if isinstance(one, BundleError) for p in one.problems]
        what = say("No file could be read, so it is not known what this round is.")
        raise RefusedError(Problem(what, files.show_path(path)), *refused)
    differing = _differences(told, good)
    if differing:
        raise RefusedError(*differing)
    rubric = told.rubric or _rubric_of([bundle for _, bundle in good])
    create_round(
        path,
        rubric=rubric,
        roster=told.roster or _roster_of(rubric[0], [bundle for _, bundle in good]),
        year=good[0][1].year if told.year is None else told.year,
        purpose=told.purpose or good[0][1].purpose,
    )


def _differences(told: _Told, good: Sequence[tuple[Path, Bundle]]) -> list[Problem]:
    """Return in what the files differ, of the things that nobody told."""
    facts = {
        "year": (told.year, {str(b.year): path for path, b in good}),
        "purpose": (told.purpose, {b.purpose.value: path for path, b in good}),
        "rubric": (
            told.rubric,
            {f"{b.identity.id} {b.identity.scoring_hash[:8]}": path for path, b in good},
        ),
    }
    return [
        _difference(name, found)
        for name, (given, found) in facts.items()
        if given is None and len(found) > 1
    ]


def _difference(name: str, found: Mapping[str, Path]) -> Problem:
    listed = "; ".join(f"{value}: {one_line(found[value].name)}" for value in sorted(found))
    sentences = {
        "year": say("The files are of different years ({listed}).", listed=listed),
        "purpose": say("Real and practice files are mixed ({listed}).", listed=listed),
        "rubric": say("The files answer different rubrics ({listed}).", listed=listed),
    }
    todo = say("Say which one this round is for: {option}.", option=f"--{name} …")
    return Problem(sentences[name], todo=todo)


def _rubric_of(bundles: Sequence[Bundle]) -> tuple[Rubric, bytes]:
    """Return the rubric that all answer; of several wordings always the same one."""
    bundle = min(bundles, key=lambda one: (one.identity.id, one.identity.edition, one.rubric_data))
    return bundle.rubric, bundle.rubric_data


def _roster_of(rubric: Rubric, bundles: Sequence[Bundle]) -> tuple[Roster, bytes]:
    """Return the program's own roster of that name, else the one that all files carry."""
    # Only an id is looked up: what a bundle names is never taken for a path.
    if rubric.roster in roster_ids():
        return find_roster(rubric.roster)
    carried = {b.roster_data: b.roster for b in bundles if b.roster.id == rubric.roster}
    if len(carried) == 1:
        ((data, roster),) = carried.items()
        return roster, data
    what = say(
        "The roster “{id}” is not known, or the files carry different ones.", id=rubric.roster
    )
    raise RefusedError(Problem(what, todo=say("Name the roster's file.")))


def _check_told(told: _Told, round_: Round) -> None:
    """Refuse to land in a round that is not the one meant."""
    rubric_hash = scoring_hash(told.rubric[0]) if told.rubric else round_.identity.scoring_hash
    differing = {
        "rubric": rubric_hash != round_.identity.scoring_hash,
        "year": told.year not in (None, round_.year),
        "purpose": told.purpose not in (None, round_.purpose),
        "roster": told.roster is not None and told.roster[0] != round_.roster,
    }
    for name in (name for name, differs in differing.items() if differs):
        what = say("The round was made with another {name}; nothing was landed.", name=name)
        todo = say("Leave it out, or name another folder.")
        raise UsageError(Problem(what, files.show_path(round_.path), todo))


def _file(round_: Round, path: Path, bundle: Bundle | BundleError) -> tuple[Round, Filed]:
    """Land one file; whatever stops it is its own outcome, and the round stays as it was."""
    if isinstance(bundle, BundleError):
        return round_, Filed(path, bundle.outcome, bundle.problems)
    try:
        with judged_apart(path):
            return _landed(round_, path, bundle)
    except BundleError as error:
        outcome, why = error.outcome, error.problems
    except ParselfError as error:
        outcome, why = Outcome.FAILED, error.problems
    return round_, Filed(path, outcome, why, bundle.unit.code, bundle.sequence)


def _landed(round_: Round, path: Path, bundle: Bundle) -> tuple[Round, Filed]:
    """Keep a hand-in if it belongs here, and enter it."""
    code = bundle.unit.code
    known = {unit.code: unit.known for unit in round_.units.values()}
    landing = land(round_.expected, known, bundle.incoming)
    filed = Filed(
        path,
        landing.outcome,
        (Problem(landing.reason, one_line(path.name)),),
        code,
        bundle.sequence,
        (*bundle.notes, *_roster_notes(round_, bundle)),
    )
    if not landing.outcome.is_received:
        return round_, filed
    file = _keep(round_, path, bundle)
    if landing.outcome in (Outcome.SAME, Outcome.OLDER):
        return round_, filed
    unit = round_.roster.unit(code) or bundle.unit
    scores = score_assessment(round_.rubric, unit, bundle.assessment)
    found = at_once(round_.rubric, unit, bundle.assessment, scores)
    filed = evolve(filed, asked=standing(found, bundle.assessment))
    record = _entered(round_, bundle, file, landing.known[code], scores.claimed)
    return round_.with_unit(record), filed


def _entered(round_: Round, bundle: Bundle, file: str, after: Known, claimed: Total) -> UnitRecord:
    """Return the unit's record as `land` decided it, with the figures of each hand-in."""
    claim = Claim(claimed.points or Decimal(0), claimed.index)
    before = round_.units.get(bundle.unit.code)
    new = Received(bundle.digest, file, claim.points, claim.index)
    figures = {one.digest: one for one in (*(before.received if before else ()), new)}
    received = tuple(figures[digest] for digest in after.digests)
    return UnitRecord(bundle.unit.code, after.sequence, received, after.chosen)


def _roster_notes(round_: Round, bundle: Bundle) -> list[Message]:
    """Report rows filled in for other sub-units than the round's roster has: they get no points."""
    unit = round_.roster.unit(bundle.unit.code)
    if unit is None or set(unit.sub_units) == set(bundle.unit.sub_units):
        return []
    found = problems(round_.rubric, unit, bundle.assessment)
    rows = ", ".join(found)
    what = say(
        "The unit lists other {word} than this round's roster; these rows carry no points: {rows}.",
        word=round_.roster.sub_unit_word,
        rows=rows,
    )
    return [what] * bool(rows)


def _keep(round_: Round, path: Path, bundle: Bundle) -> str:
    """Keep a bundle as it came and return where. Raises `BundleError` if it changed meanwhile."""
    before = round_.units.get(bundle.unit.code)
    for one in before.received if before else ():
        if one.digest == bundle.digest and (round_.path / one.file).exists():
            return one.file
    name = _place(round_, bundle)
    kept = round_.path / name
    if _digest(kept) != bundle.digest:
        files.make_folder(kept.parent)
        files.copy_durable(path, kept, most=BUNDLE_BYTES)
        if _digest(kept) != bundle.digest:
            files.remove(kept)
            what = say("The file changed while it was being read.")
            raise DamagedBundleError(Problem(what, one_line(path.name), say("Merge it again.")))
    return name


def _place(round_: Round, bundle: Bundle) -> str:
    """Return where a bundle is kept; one that somebody made to look alike keeps its place."""
    stem = f"{RECEIVED}/{bundle.unit.code}/{bundle.sequence}-"
    short = f"{stem}{bundle.digest[:_SHORT_DIGEST]}.zip"
    is_free = _digest(round_.path / short) in (None, bundle.digest)
    return short if is_free else f"{stem}{bundle.digest}.zip"


def _digest(kept: Path) -> str | None:
    """Return the digest of a kept bundle; None where there is none, or a damaged one."""
    try:
        return open_bag(kept).digest if kept.exists() else None
    except BundleError:
        return None


def _event(filed: Filed, now: datetime) -> Mapping[str, object]:
    return {
        "time": now.isoformat(timespec="seconds"),
        "file": one_line(filed.path.name),
        "unit": filed.unit or None,
        "sequence": filed.sequence,
        "outcome": filed.outcome.value,
    }
