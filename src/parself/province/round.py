"""A round's folder at the province: round.toml, the files beside it, and its ledger.

``ledger.jsonl`` tells who did what, when and why. What is changed is first written to
round.toml, then told. What lands in the folder is the business of `receiving`.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Final

from parself import files
from parself.assessment import beside, kept
from parself.assessment.beside import ROSTER, RUBRIC, STANDINGS, BesideError
from parself.assessment.model import Purpose
from parself.errors import Problem, RefusedError, UsageError, say
from parself.files import journal
from parself.limits import OF_ALL_UNITS, TOML_BYTES
from parself.province import copies, frozen, ledger
from parself.province.calendar import NO_DATES, Dates
from parself.province.last_year import LAST_YEAR
from parself.province.record import USUAL, Round, Settings
from parself.province.round_file import ROUND_FILE, RoundFile, damaged, dump, parse
from parself.province.sealed import write_sealed
from parself.province.snapshot import Snapshot
from parself.rubric.identity import identity_of
from parself.rubric.load import roster_from_bytes, rubric_from_bytes, standings_from_bytes
from parself.rubric.model import Rubric
from parself.rubric.peers import Roster, Standings
from parself.values import evolve

_BESIDE: Final = (RUBRIC, ROSTER, STANDINGS)
_ID_BYTES: Final = 8


def create_round(
    path: Path,
    *,
    rubric: tuple[Rubric, bytes],
    roster: tuple[Roster, bytes],
    year: int,
    purpose: Purpose,
    standings: tuple[Standings, bytes] | None = None,
    title: str = "",
    dates: Dates = NO_DATES,
    settings: Settings = USUAL,
    last_year: Snapshot | None = None,
) -> Round:
    """Make a round's folder, with the id that it keeps for good, after `last_year`'s.

    Raises `UsageError` where there is a round or an assessment.
    """
    for name in (ROUND_FILE, "assessment.toml", "session.toml"):
        if (path / name).exists():
            what = say("The folder already holds {name}; no round was made.", name=name)
            raise UsageError(Problem(what, files.show_path(path), say("Name another folder.")))
    enclosed = {RUBRIC: rubric[1], ROSTER: roster[1]}
    if standings is not None:
        enclosed[STANDINGS] = standings[1]
    round_ = Round(
        path,
        rubric[0],
        identity_of(rubric[0]),
        roster[0],
        year,
        purpose,
        title,
        standings[0] if standings is not None else None,
        dates,
        settings,
        beside=beside.hashes(enclosed),
        id=token_hex(_ID_BYTES),
    )
    # Hand-ins may lie in the folder already.
    with files.filled_folder(path):
        for name, data in enclosed.items():
            files.write_atomic(path / name, data)
        kept.keep(path, enclosed)
        if last_year is not None:
            write_sealed(path / LAST_YEAR, last_year)
        # Last: its presence makes the folder a round.
        write_round(round_)
    return round_


def is_round(path: Path) -> bool:
    """Say whether a folder holds a round; what the system refuses to look at holds none."""
    try:
        return (path / ROUND_FILE).exists()
    except OSError:
        return False


def open_round(path: Path) -> Round:
    """Open a round's folder.

    Raises `MissingFileError` where there is none, `DamagedError` where round.toml is not what
    was last written, `BesideError` where rubric, roster or standings are not the round's, and
    `FileError`.
    """
    _require_there(path)
    file = _file_of(path)
    enclosed = beside.read(path, _BESIDE)
    beside.refuse_strangers(
        path, file.beside, enclosed, lambda name, sha: kept.copy_of(path, name, sha)
    )
    return _assembled(path, file, enclosed)


def _require_there(path: Path) -> None:
    """Say what a folder without a round is, where it can be looked at."""
    if is_round(path) or not path.is_dir():
        return
    rounds = ", ".join(sorted(one.name for one in files.entries(path) if is_round(one)))
    what = say("There is no round in this folder.")
    todo = say("Found a round: {command}", command="parself round new")
    if rounds:
        what = say("This folder is a season; its rounds are: {rounds}.", rounds=rounds)
        todo = say("Name one of them; all on one board: {command}", command="parself round season")
    raise files.MissingFileError(Problem(what, files.show_path(path), todo))


def open_whole(path: Path) -> Round:
    """Open a round's folder to change the round itself.

    Raises `RefusedError` where the folder is an officer's share or the round is closed, and as
    `open_round` does.
    """
    return require_open(require_whole(open_round(path)))


def require_whole(round_: Round) -> Round:
    """Return the round itself. Raises `RefusedError` where it is an officer's share."""
    if round_.desk is not None:
        what = say(
            "This folder is the share of {officer}: here rows are appraised, nothing else.",
            officer=round_.desk.officer,
        )
        todo = say("Do it in the round itself, at the lead's desk.")
        raise RefusedError(Problem(what, files.show_path(round_.path), todo))
    return round_


def require_open(round_: Round) -> Round:
    """Return the round that may still change. Raises `RefusedError` where it is closed.

    Every door that changes anything of a round asks this.
    """
    if round_.closed is not None:
        what = say(
            "The scores of this round were closed on {day}: nothing is changed in it any more.",
            day=round_.closed.when.date(),
        )
        command = "parself round reopen"
        todo = say("Reopen it first, with the reason: {command}; on the board, C.", command=command)
        raise RefusedError(Problem(what, files.show_path(round_.path), todo))
    return round_


def require_movable(round_: Round, code: str, digest: str = "") -> None:
    """Raise `RefusedError` where the second appraisal goes on from what is to be changed.

    That is the hand-in of a unit that was appraised first; without a `digest`, which one counts.
    """
    begun = round_.begun(code)
    if begun is None or digest not in {"", begun.digest}:
        return
    what = say(
        "The second appraisal of {unit} goes on from the hand-in that was appraised first.",
        unit=round_.called(code),
    )
    command = "parself round start-second --take-back"
    todo = say("Go back to the first appraisal before: {command}", command=command)
    raise RefusedError(Problem(what, files.show_path(round_.path), todo))


def write_round(round_: Round) -> None:
    """Write round.toml. Raises `FileError`."""
    files.write_atomic(round_.path / ROUND_FILE, dump(round_))


def tell(round_: Round, events: Sequence[Mapping[str, object]]) -> tuple[Problem, ...]:
    """Add what has happened to the round's ledger; return why it could not be noted."""
    return journal.note(round_.path / ledger.LEDGER, *events) if events else ()


def noted(round_: Round, event: Mapping[str, object]) -> Round:
    """Add an event to the ledger; return the round with what is wrong with that, if anything."""
    return evolve(round_, trouble=tell(round_, [event]) or round_.trouble)


def _file_of(path: Path) -> RoundFile:
    data = files.read_file(path / ROUND_FILE, most=OF_ALL_UNITS * TOML_BYTES)
    return parse(data, where=files.show_path(path / ROUND_FILE))


def _assembled(path: Path, file: RoundFile, enclosed: Mapping[str, bytes]) -> Round:
    """Put a round together. Raises `DamagedError` where rubric or roster is another one."""
    rubric = rubric_from_bytes(enclosed[RUBRIC], where=files.show_path(path / RUBRIC))
    roster = roster_from_bytes(
        enclosed[ROSTER], where=files.show_path(path / ROSTER), times=OF_ALL_UNITS
    )
    if identity_of(rubric) != file.rubric or roster.id != file.roster:
        what = say("The rubric or the roster beside it is not this round's.")
        raise damaged(what, files.show_path(path / ROUND_FILE))
    data = enclosed.get(STANDINGS)
    where = files.show_path(path / STANDINGS)
    round_ = Round(
        path,
        rubric,
        file.rubric,
        roster,
        file.year,
        file.purpose,
        file.title,
        None if data is None else standings_from_bytes(data, where=where),
        file.dates,
        file.settings,
        file.extension,
        file.officer,
        {unit.code: unit for unit in file.unit},
        file.desk,
        beside.hashes(enclosed),
        file.id,
        file.closed,
        file.second,
        file.publication,
    )
    troubles = (*ledger.trouble(path, file.unit), *_copied(path, file), *frozen.trouble(round_))
    return evolve(round_, trouble=troubles, broken=frozen.broken(round_))


def _copied(path: Path, file: RoundFile) -> Iterator[Problem]:
    """Yield that a copy of the round went on; a share is no round that anything is copied of."""
    return copies.trouble(path, file.id) if file.desk is None else iter(())


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

    Raises `error` where one is lost, `DamagedError` where one is of another round, `RefusedError`
    where the round is closed, and `FileError`.
    """
    if not error.can_be_accepted:
        raise error
    enclosed = beside.read(path, _BESIDE)
    round_ = require_open(_assembled(path, _file_of(path), enclosed))
    kept.keep(path, enclosed)
    write_round(round_)
    return round_
