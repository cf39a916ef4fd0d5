"""The one file that goes to the province, written: same content, same bytes.

An export is done only when it has been read back as the province will read it. What
goes in is decided in `submission.payload`.
"""

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from parself import files
from parself.assessment import possible, saves, store
from parself.assessment.model import Assessment, Document, HandIn
from parself.errors import Problem, RefusedError, say
from parself.files import FileError, UnconfirmedError
from parself.scoring.score import score_assessment
from parself.submission import layout
from parself.submission.archive import BundleError, DamagedBundleError
from parself.submission.bag import open_bag
from parself.submission.code import code_for
from parself.submission.coming import last_hand_in
from parself.submission.intake import Bundle, read_bundle
from parself.submission.packing import pack, tag_files
from parself.submission.payload import ExportError, Payload, gather
from parself.values import Frozen, evolve


class Exported(Frozen):
    """A hand-in that lies at its place and was read back from there."""

    path: Path
    folder: store.Folder
    """The folder with the hand-in recorded."""
    bundle: Bundle
    """What the province will read."""
    is_new: bool
    """Whether this hand-in has a new number; else it is the last one again."""
    missing: tuple[Document, ...]
    """Registered documents that could not be handed in, because their file is missing."""
    volume: Path | None = None
    """The second volume of a light hand-in."""


class Reference(Frozen):
    """The number, code and size by which a paper names the hand-in that it goes with."""

    sequence: int
    """Number of the hand-in (lần gửi)."""
    code: str
    """The verification code, as it is printed."""
    digest: str
    """SHA-256 (hex) of the tag manifest, for auditors."""
    documents: int
    """Files of evidence in it."""


def reference(folder: store.Folder) -> Reference | None:
    """Return the reference to the last hand-in; None without one, or after changes.

    The same content gives the same bytes, so that the code is that of the file handed in.
    Takes about 60 ms. Raises as `gather` does.
    """
    last = last_hand_in(folder)
    if last is None:
        return None
    payload = gather(folder, light=last.light)
    if payload.identity != last.payload_hash:
        return None
    tagmanifest = _tagmanifest(payload, last.sequence)
    unit, year = folder.assessment.unit, folder.assessment.year
    return Reference(
        last.sequence,
        code_for(tagmanifest, unit=unit, year=year, sequence=last.sequence),
        hashlib.sha256(tagmanifest).hexdigest(),
        len((payload.volume or payload).evidence),
    )


def _tagmanifest(payload: Payload, sequence: int) -> bytes:
    """Return the list of the files in which a bag describes itself: its hash names the hand-in."""
    return tag_files(_description(payload, sequence), payload.manifest)[layout.TAG_MANIFEST]


def write(folder: store.Folder, path: Path, *, sequence: int) -> Payload:
    """Write a bag of the folder under a number, and record nothing. Raises as `gather` does."""
    payload = gather(folder)
    _write(path, payload, sequence)
    return payload


def export(folder: store.Folder, path: Path, *, now: datetime, light: bool = False) -> Exported:
    """Write the hand-in to `path`, a file or a folder, and read it back.

    The number rises only when something has changed since the last hand-in. It is
    recorded in the assessment before the file is written, so that two different files
    never bear one number, whatever happens in between; it is taken back only where it is
    sure that no file bears it. A file at `path` is replaced only if it is a hand-in of the same
    unit and year. Raises `ExportError`, also for answers that are not possible, `FileError` and,
    where what was written reads back otherwise, `BundleError`: the file is then removed. A
    `light` one has its evidence in a second volume beside it.
    """
    possible.refuse(folder.rubric, folder.unit, folder.assessment, ExportError)
    payload = gather(folder, light=light)
    last = last_hand_in(folder)
    is_new = last is None or last.payload_hash != payload.identity
    sequence = (last.sequence if last else 0) + (1 if is_new else 0)
    path = files.in_folder(f"{layout.bag_name(payload.assessment, sequence)}.zip", path)
    _refuse_other_file(path, layout.kind_of(payload.assessment), payload.assessment)
    if is_new:
        _refuse_other_content(path, payload, sequence)
    if payload.volume:
        _refuse_other_file(_volume_path(path), layout.VOLUME, payload.assessment)
    recorded = _recorded(folder, payload, sequence, now) if is_new else folder
    is_placed = False
    try:
        _write(path, payload, sequence)
        is_placed = True
        bundle = _read_back(path, payload, recorded)
        volume = _write_volume(path, payload.volume, bundle) if payload.volume else None
    except (BundleError, FileError) as error:
        # Where not even the first write succeeded, an earlier file at its place is untouched.
        is_placed |= isinstance(error, UnconfirmedError)
        is_free = not is_placed or _is_gone(path)
        if is_free and is_new:
            with suppress(FileError, RefusedError):
                store.save(recorded, evolve(recorded.assessment, hand_in=last), now=now)
        raise
    return Exported(path, recorded, bundle, is_new, payload.missing, volume)


def _recorded(folder: store.Folder, payload: Payload, sequence: int, now: datetime) -> store.Folder:
    """Save the number of the hand-in with what it holds."""
    digest = hashlib.sha256(_tagmanifest(payload, sequence)).hexdigest()
    hand_in = HandIn(sequence, payload.identity, now, payload.volume is not None, digest)
    store.keep(folder, saves.Occasion.EXPORT)
    return store.save(folder, evolve(folder.assessment, hand_in=hand_in), now=now)


def _is_gone(path: Path) -> bool:
    """Remove the written file; return whether it is certainly gone."""
    with suppress(FileError):
        files.remove(path)
        return path.parent.is_dir()
    return False


def _write_volume(path: Path, volume: Payload, bundle: Bundle) -> Path:
    """Write the evidence of a light hand-in beside it, and read it back."""
    target = _volume_path(path)
    _write(target, volume, bundle.sequence)
    files.forget_cached(target)
    try:
        if open_bag(target, layout.VOLUME).payload_digest != volume.hash:
            raise _otherwise(target)
    except BundleError:
        files.remove(target)
        raise
    return target


def _volume_path(path: Path) -> Path:
    return path.with_name(f"{path.stem}{layout.VOLUME_ENDING}{path.suffix}")


def _refuse_other_file(path: Path, kind: str, assessment: Assessment) -> None:
    """Raise `ExportError` where `path` holds other work, before a number is used up."""
    if not os.path.lexists(path):
        return
    try:
        info = open_bag(path, kind).info
    except BundleError:
        what = say("There is a file of this name that is not a hand-in.")
    else:
        group = assessment.group.id if assessment.group else None
        ours = (assessment.unit, str(assessment.year), assessment.purpose.value, group)
        labels = (
            *(layout.UNIT_LABEL, layout.YEAR_LABEL, layout.PURPOSE_LABEL),
            layout.GROUP_LABEL,
        )
        if ours == tuple(info.get(label) for label in labels):
            return
        what = say("There is a hand-in of another unit, year or purpose under this name.")
    todo = say("Choose another name; the file there was left as it is.")
    raise ExportError(Problem(what, files.show_path(path), todo))


def _refuse_other_content(path: Path, payload: Payload, sequence: int) -> None:
    """Raise `ExportError` where a copy of the folder has handed in under this number already."""
    if not os.path.lexists(path):
        return
    there = open_bag(path, layout.kind_of(payload.assessment))
    if there.sequence == sequence and there.tagmanifest != _tagmanifest(payload, sequence):
        what = say("Hand-in {n} lies there already, from another copy of this folder.", n=sequence)
        todo = say("It was left as it is. Find out which copy counts; else choose another name.")
        raise ExportError(Problem(what, files.show_path(path), todo))


def _write(path: Path, payload: Payload, sequence: int) -> None:
    def read(name: str) -> Iterable[bytes]:
        if name in payload.evidence:
            return files.read_chunks(payload.evidence[name])
        return [payload.toml[name]]

    with files.writing(path) as stream:
        pack(stream, _description(payload, sequence), payload.prints, read)


def _description(payload: Payload, sequence: int) -> dict[str, str]:
    info = layout.describe(
        payload.assessment,
        sequence,
        size=payload.size,
        files=len(payload.prints),
        light=payload.volume is not None,
        missing=[one.id for one in payload.missing],
    )
    if payload.is_volume:
        name = info[layout.NAME_LABEL] + layout.VOLUME_ENDING
        info |= {layout.KIND_LABEL: layout.VOLUME, layout.NAME_LABEL: name}
    return info


def _read_back(path: Path, payload: Payload, folder: store.Folder) -> Bundle:
    """Read the file as the province will, and compare content and claimed points."""
    files.forget_cached(path)
    bundle = read_bundle(path, layout.kind_of(payload.assessment))
    ours = score_assessment(folder.rubric, folder.unit, folder.assessment)
    theirs = score_assessment(bundle.rubric, bundle.unit, bundle.assessment)
    same_content = (bundle.payload_digest, bundle.assessment) == (payload.hash, payload.assessment)
    same_points = (ours.claimed, ours.applicable_max) == (theirs.claimed, theirs.applicable_max)
    if not (same_content and same_points):
        raise _otherwise(path)
    return bundle


def _otherwise(path: Path) -> BundleError:
    what = say("The file reads back otherwise than it was written.")
    todo = say("Export again, to another disk.")
    return DamagedBundleError(Problem(what, files.show_path(path), todo))
