"""An officer's own desk: a share opened as a round's folder, and what was decided there sent back.

The folder is written from the bag piece by piece, round.toml last, so that it is a round only when
everything is there; doing it again completes what was interrupted.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from parself import files
from parself.assessment import kept
from parself.assessment.beside import ROSTER, RUBRIC
from parself.errors import DamagedError, Problem, RefusedError, UsageError, say
from parself.files import Fingerprint, FolderLock, journal
from parself.limits import LEDGER_BYTES
from parself.province import ledger
from parself.province.appraisal import LEDGER, dump_step, parse_appraisal, write_step
from parself.province.last_year import LAST_YEAR
from parself.province.ledger import event
from parself.province.officers import Officer
from parself.province.overview import Overview, open_overview
from parself.province.parts import GIVEN, labels, numbered, refuse_whole
from parself.province.record import Received
from parself.province.reference import REFERENCE
from parself.province.round import is_round, open_round
from parself.province.round_file import ROUND_FILE, RoundFile, parse
from parself.province.versions import Version, unknown
from parself.submission import layout
from parself.submission.archive import DamagedBundleError, judged_apart
from parself.submission.bag import Bag, open_bag, read_payload
from parself.submission.intake import read_bundle
from parself.submission.packing import pack
from parself.text import one_line
from parself.values import Frozen, evolve

SENT: Final = "sent"
OPENED: Final = "opened"


class Sent(Frozen):
    """What was decided at an officer's desk, written to a file."""

    path: Path
    officer: Officer
    part: int
    """Number of the share that is open here; 0 where nobody knows."""
    number: int
    is_new: bool
    """Whether anything is in it that the last file did not hold."""
    decisions: int
    """Own decisions in it that hold."""
    remarks: int
    """Own remarks and agreed ways that hold."""


def open_share(file: Path, folder: Path, *, now: datetime) -> Overview:
    """Open a share at an officer's desk: a new folder, or the one of the same share again.

    Raises a `BundleError` for what is no share or is damaged, `UsageError` where the folder holds
    something else, and `FileError`.
    """
    bag = open_bag(file, layout.SHARE)
    with judged_apart(file):
        head = _head(bag, file)
        if is_round(folder):
            _refuse_other(folder, head, bag)
            _refuse_older(folder, head, bag)
            with FolderLock(folder, now):
                _lay_out(file, folder, bag, head, now)
        else:
            _refuse_occupied(folder)
            with files.filled_folder(folder):
                _lay_out(file, folder, bag, head, now)
                view = open_overview(folder)
                _require_whole(view)
    return open_overview(folder)


def _head(bag: Bag, file: Path) -> RoundFile:
    """Return the round that a share holds; what it names must be in the bag."""
    head = parse(bag.toml[layout.ROUND], where=f"{bag.name}, {layout.ROUND}")
    ids = [one.id for one in head.officer]
    is_sound = head.desk is not None and ids == [head.desk.officer]
    named = [name for one in _hand_ins(head) for name in _names_of(*one)]
    listed = [one for one in bag.manifest if one.startswith(("data/facts/", "data/received/"))]
    if not is_sound or sorted(named) != sorted(listed):
        raise _disagreement(file)
    return head


def _hand_ins(head: RoundFile) -> Iterator[tuple[str, Received]]:
    return ((unit.code, one) for unit in head.unit for one in unit.received)


def _names_of(code: str, one: Received) -> tuple[str, str]:
    """Return where facts and file of a hand-in must stand in the bag."""
    name = one.file.rpartition("/")[2]
    is_place = one.file == f"received/{code}/{name}"
    return f"data/facts/{one.digest}.json", f"data/received/{code}/{name}" if is_place else ""


def _disagreement(file: Path) -> DamagedBundleError:
    what = say("The file does not hold what it says of itself.")
    todo = say("Ask the lead for the share: {command}", command="parself round part")
    return DamagedBundleError(Problem(what, one_line(file.name), todo))


def _refuse_occupied(folder: Path) -> None:
    if any(not one.name.startswith(".") for one in files.entries(folder)):
        what = say("The folder holds other files; the share was not opened.")
        raise UsageError(Problem(what, files.show_path(folder), say("Name another folder.")))


def _refuse_other(folder: Path, head: RoundFile, bag: Bag) -> None:
    """Refuse a folder that holds another share, or another set of units."""
    there = open_round(folder)
    assert head.desk is not None, "checked when the share was read"
    todo = say("Send back what is decided there, then open the new share in another folder.")
    if there.id != head.id:
        what = say("The folder holds a share of another round.")
        raise UsageError(Problem(what, files.show_path(folder), todo))
    if refuse_whole(there) != head.desk.officer or dict(there.beside) != dict(head.beside):
        what = say("The folder holds another share, or one of other units.")
        raise UsageError(Problem(what, files.show_path(folder), todo))


def _refuse_older(folder: Path, head: RoundFile, bag: Bag) -> None:
    """Refuse a share that is older than the one that is open: rows of the newer one would go."""
    open_now = _opened(folder)
    if bag.sequence >= open_now:
        return
    view = open_overview(folder)
    here = {cell for code in view.facts for cell in view.cells(code).values()}
    there = evolve(view, round=evolve(view.round, officers=head.officer))
    units = {one.code for one in head.unit}
    lost = [one for one in here if one.unit not in units or not there.is_ours(one.unit, one.row)]
    what = say(
        "Share {open:none} is open in this folder; this is the older share {n:none}. Opened over"
        " it, {lost:count} of {rows:count} rows would go.",
        open=open_now,
        n=bag.sequence,
        lost=len(lost),
        rows=len(here),
    )
    todo = say("Open the older one in another folder, if it is needed at all.")
    raise UsageError(Problem(what, files.show_path(folder), todo))


def _lay_out(file: Path, folder: Path, bag: Bag, head: RoundFile, now: datetime) -> None:
    enclosed = {RUBRIC: bag.toml[layout.RUBRIC], ROSTER: bag.toml[layout.ROSTER]}
    for name, data in enclosed.items():
        files.write_atomic(folder / name, data)
    kept.keep(folder, enclosed)
    for name in sorted(bag.manifest):
        if name.startswith(("data/facts/", "data/received/")):
            _copy(file, bag, name, folder / name.removeprefix("data/"))
    for inside, name in ((layout.REFERENCE, REFERENCE), (layout.LAST_YEAR, LAST_YEAR)):
        if inside in bag.toml:
            files.write_atomic(folder / name, bag.toml[inside])
    _add_versions(file, folder, bag)
    _tell(folder, head, file, now)
    _tell_opened(folder, bag, now)
    files.write_atomic(folder / ROUND_FILE, bag.toml[layout.ROUND])


def _copy(file: Path, bag: Bag, name: str, target: Path) -> None:
    found = Fingerprint(bag.sizes[name], bag.manifest[name])
    if files.fingerprint(target) == found:
        return
    files.make_folder(target.parent)
    with files.writing(target) as stream:
        for chunk in read_payload(file, bag.folder, name):
            stream.write(chunk)
    if target.suffix == ".zip":
        read_bundle(target)


def versions_in(file: Path, bag: Bag) -> tuple[Version, ...]:
    """Return what officers wrote, as a bag holds it. Raises a `BundleError`."""
    if layout.VERSIONS not in bag.manifest:
        return ()
    if bag.sizes[layout.VERSIONS] > LEDGER_BYTES:
        raise _disagreement(file)
    found = parse_appraisal(b"".join(read_payload(file, bag.folder, layout.VERSIONS)))
    if found.unreadable:
        raise _disagreement(file)
    return found.versions


def _add_versions(file: Path, folder: Path, bag: Bag) -> None:
    ours = parse_appraisal(_bytes_of(folder / LEDGER)).versions
    new = unknown(ours, versions_in(file, bag))
    if new:
        write_step(folder, new)


def _bytes_of(path: Path) -> bytes:
    return files.read_file(path, most=LEDGER_BYTES) if files.is_there(path) else b"\n"


def _tell(folder: Path, head: RoundFile, file: Path, now: datetime) -> None:
    """Tell the folder's ledger of each hand-in that came with the share."""
    lines = journal.read(folder / ledger.LEDGER).lines.values()
    told = {line.get("digest") for line in lines}
    for code, one in _hand_ins(head):
        if one.digest not in told:
            facts = {"unit": code, "file": one.file, "sequence": one.sequence}
            officer = head.officer[0].id
            came = event(GIVEN, officer, now, **facts, digest=one.digest, share=one_line(file.name))
            journal.append(folder / ledger.LEDGER, came)


def _tell_opened(folder: Path, bag: Bag, now: datetime) -> None:
    """Tell the folder's ledger which of the officer's shares is open in it."""
    if _opened(folder) != bag.sequence:
        officer = one_line(bag.info.get(layout.OFFICER_LABEL, ""))
        told = event(OPENED, officer, now, officer=officer, sequence=bag.sequence)
        journal.append(folder / ledger.LEDGER, told)


def _opened(folder: Path) -> int:
    """Return the number of the share that was opened last; 0 where the ledger tells of none."""
    return int(([line["sequence"] for line in ledger.told(folder, OPENED)] or [0])[-1])


def _require_whole(view: Overview) -> None:
    """Refuse a share whose facts are not those of its hand-ins."""
    if view.trouble or set(view.facts) != set(view.round.units):
        raise DamagedError(*view.trouble)


def send(folder: Path, place: Callable[[str], Path], *, now: datetime) -> Sent:
    """Write what was decided at an officer's desk to a file, and read it back.

    `place` gives the path from the name that the file has by itself. The number rises only when
    something is new since the last one; it is noted before the file is written. Raises
    `RefusedError` where nothing was decided or the folder is no share, and `FileError`.
    """
    with FolderLock(folder, now):
        view = open_overview(folder)
        officer = refuse_whole(view.round)
        own = [one for one in view.appraisal.versions if one.who == officer]
        if not own:
            what = say("Nothing is decided or remarked here yet; nothing was written.")
            raise RefusedError(Problem(what, files.show_path(folder)))
        data = dump_step(view.appraisal.versions)
        prints = {layout.VERSIONS: Fingerprint.of([data])}
        digest = prints[layout.VERSIONS].sha256
        number, is_new = numbered(folder, SENT, officer, digest)
        part = _opened(folder)
        facts = {**labels(view.round), **({layout.PART_LABEL: str(part)} if part else {})}
        info = layout.describe_share(
            layout.APPRAISAL, officer, number, facts, size=len(data), files=1
        )
        path = place(f"{info[layout.NAME_LABEL]}.zip")
        if is_new:
            told = event(SENT, officer, now, officer=officer, sequence=number, digest=digest)
            journal.append(folder / ledger.LEDGER, told)
        with files.writing(path) as stream:
            pack(stream, info, prints, lambda _name: [data])
    files.forget_cached(path)
    if open_bag(path, layout.APPRAISAL).manifest[layout.VERSIONS] != digest:
        raise _disagreement(path)
    counted = view.appraisal.counted(own)
    return Sent(path, view.round.officers[0], part, number, is_new, *counted)
