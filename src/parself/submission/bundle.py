"""The one file that goes to the province, written: same content, same bytes.

The payload is an allow-list: the assessment, the rubric, roster and standings it was
filled in against, and the registered evidence. What the desk keeps for itself (where the
clerk stopped, how often was saved, what was handed in before) does not travel and does
not count as a change, so that recording a hand-in does not itself make a new one. An
export is done only when it has been read back as the province will read it.
"""

import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from stat import S_IFREG
from typing import BinaryIO, Final

from attrs import evolve, frozen

from parself import files
from parself.assessment import store
from parself.assessment.model import Assessment, Document, HandIn
from parself.errors import Problem, RefusedError, say
from parself.files import Fingerprint
from parself.limits import BUNDLE_PAYLOAD_BYTES, BUNDLE_RATIO_FROM, MIB
from parself.scoring.score import score_assessment
from parself.submission import layout
from parself.submission.archive import BundleError, DamagedBundleError
from parself.submission.code import code_for
from parself.submission.intake import Bundle, read_bundle

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_MODE: Final = (S_IFREG | 0o644) << 16
_PACKED: Final = (
    *(".7z", ".docx", ".heic", ".jpeg", ".jpg", ".mp4", ".ods", ".odt"),
    *(".pdf", ".png", ".pptx", ".rar", ".webp", ".xlsx", ".zip"),
)
"""Endings of files that are packed already."""


class ExportError(RefusedError):
    """The folder cannot be handed in as it is; nothing was written."""


@frozen
class Payload:
    """All that a hand-in consists of, but for its number."""

    assessment: Assessment
    """As handed in: without the desk's own bookkeeping."""
    toml: Mapping[str, bytes]
    """Content by name in the bag."""
    evidence: Mapping[str, Path]
    """Where the registered files lie, by name in the bag."""
    prints: Mapping[str, Fingerprint]
    """Size and hash of every file of the payload."""
    missing: tuple[Document, ...]
    """Registered documents whose file is not in the folder."""

    @property
    def manifest(self) -> bytes:
        """The list of all files with their hashes."""
        return layout.manifest({name: found.sha256 for name, found in self.prints.items()})

    @property
    def hash(self) -> str:
        """What decides whether there is anything new to hand in."""
        return hashlib.sha256(self.manifest).hexdigest()

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(found.size for found in self.prints.values())


@frozen
class Exported:
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


@frozen
class Proof:
    """What a paper says of the hand-in that it goes with."""

    sequence: int
    """Number of the hand-in (lần gửi)."""
    code: str
    """The verification code, as it is printed."""
    digest: str
    """SHA-256 (hex) of the tag manifest, for auditors."""
    handed_in: datetime
    documents: int
    """Files of evidence in it."""


def proof(folder: store.Folder) -> Proof | None:
    """Return what proves the last hand-in; None where there is none, or changes since.

    The same content gives the same bytes, so that the code is that of the file handed in.
    Takes about 60 ms. Raises as `gather` does.
    """
    last = folder.assessment.hand_in
    if last is None:
        return None
    payload = gather(folder)
    if payload.hash != last.payload_hash:
        return None
    tagmanifest = _tag_files(payload, last.sequence)[layout.TAG_MANIFEST]
    return Proof(
        last.sequence,
        code_for(
            tagmanifest,
            unit=folder.assessment.unit,
            year=folder.assessment.year,
            sequence=last.sequence,
        ),
        hashlib.sha256(tagmanifest).hexdigest(),
        last.when,
        len(payload.evidence),
    )


def as_handed_in(assessment: Assessment) -> Assessment:
    """Return what of an assessment travels: all but the desk's own bookkeeping."""
    return evolve(assessment, revision=0, position="", hand_in=None, edited=None, locked=False)


def gather(folder: store.Folder) -> Payload:
    """Collect what would be handed in, reading every file once.

    Raises `ExportError` where an evidence file is not the one that was registered, and
    `FileError` where a file cannot be read.
    """
    assessment = as_handed_in(folder.assessment)
    toml = {
        layout.ASSESSMENT: store.dump(assessment),
        layout.RUBRIC: folder.enclosed[store.RUBRIC],
        layout.ROSTER: folder.enclosed[store.ROSTER],
    }
    if store.STANDINGS in folder.enclosed:
        toml[layout.STANDINGS] = folder.enclosed[store.STANDINGS]
    found, missing = _evidence(folder)
    prints = {name: Fingerprint.of([data]) for name, data in toml.items()}
    prints |= {name: registered for name, (_, registered) in found.items()}
    payload = Payload(
        assessment, toml, {name: path for name, (path, _) in found.items()}, prints, missing
    )
    _refuse_too_large(payload)
    return payload


def payload_hash(folder: store.Folder) -> str:
    """Return the hash that tells whether the folder holds anything not yet handed in."""
    return gather(folder).hash


def build(folder: store.Folder, *, sequence: int) -> bytes:
    """Return a hand-in as bytes. For large evidence use `export`, which streams."""
    stream = io.BytesIO()
    _write(stream, gather(folder), sequence)
    return stream.getvalue()


def export(folder: store.Folder, path: Path, *, now: datetime) -> Exported:
    """Write the hand-in to `path`, a file or a folder, and read it back.

    The number rises only when something has changed since the last hand-in. It is
    recorded in the assessment before the file is written, so that two different files
    never bear one number, whatever happens in between. A file at `path` is replaced only if
    it is a hand-in itself. Raises `ExportError`, `FileError`
    and, where what was written reads back otherwise, `BundleError`: the file is then removed.
    """
    _refuse_other_file(path)
    payload = gather(folder)
    last = folder.assessment.hand_in
    is_new = last is None or last.payload_hash != payload.hash
    sequence = (last.sequence if last else 0) + (1 if is_new else 0)
    if is_new:
        record = evolve(folder.assessment, hand_in=HandIn(sequence, payload.hash, now))
        store.keep(folder, store.Occasion.EXPORT)
        folder = store.save(folder, record, now=now)
    if path.is_dir():
        name = layout.bag_name(payload.assessment.unit, payload.assessment.year, sequence)
        path = path / f"{name}.zip"
    with files.writing(path) as stream:
        _write(stream, payload, sequence)
    try:
        bundle = _read_back(path, payload, folder)
    except BundleError:
        files.remove(path)
        raise
    return Exported(path, folder, bundle, is_new, payload.missing)


def _refuse_other_file(path: Path) -> None:
    """Raise `ExportError` where `path` holds somebody's other work."""
    if not path.is_file():
        return
    try:
        read_bundle(path)
    except BundleError:
        what = say("There is a file of this name that is not a hand-in.")
        todo = say("Choose another name; the file there was left as it is.")
        raise ExportError(Problem(what, files.show_path(path), todo)) from None


def evidence_prints(
    folder: store.Folder, assessment: Assessment
) -> Mapping[str, Fingerprint | None]:
    """Return size and hash of every registered file as it now is; None where it is missing.

    `assessment` is the present value, which may be ahead of the folder's. Reads every file
    once. Raises `FileError`.
    """
    names = [document.stored_name for document in assessment.documents]
    return {
        name: files.fingerprint(folder.evidence / name)
        if layout.is_payload(f"{layout.EVIDENCE}{name}")
        else None
        for name in names
        if name
    }


def _evidence(
    folder: store.Folder,
) -> tuple[dict[str, tuple[Path, Fingerprint]], tuple[Document, ...]]:
    """Return the registered files, and the documents whose file is missing."""
    found: dict[str, tuple[Path, Fingerprint]] = {}
    missing: list[Document] = []
    changed: list[Problem] = []
    prints = evidence_prints(folder, folder.assessment)
    for document in folder.assessment.documents:
        if not document.stored_name:
            continue
        name = f"{layout.EVIDENCE}{document.stored_name}"
        path = folder.evidence / document.stored_name
        registered = Fingerprint(document.size, document.sha256)
        actual = prints[document.stored_name]
        if actual is None:
            missing.append(document)
        elif actual != registered:
            changed.append(_changed(document))
        else:
            found[name] = (path, registered)
    if changed:
        raise ExportError(*changed)
    return found, tuple(missing)


def _changed(document: Document) -> Problem:
    return Problem(
        say("The file of document {id} was changed after it was registered.", id=document.id),
        f"evidence/{document.stored_name}",
        say("Register the document anew, or put the earlier file back."),
    )


def _refuse_too_large(payload: Payload) -> None:
    if payload.size > BUNDLE_PAYLOAD_BYTES - MIB:
        what = say(
            "The hand-in is too large ({size} MB; at most {most} MB).",
            size=payload.size // MIB,
            most=BUNDLE_PAYLOAD_BYTES // MIB - 1,
        )
        raise ExportError(Problem(what, todo=say("Scan documents in grey, or cite them only.")))


def _write(stream: BinaryIO, payload: Payload, sequence: int) -> None:
    tags = _tag_files(payload, sequence)
    top = layout.bag_name(payload.assessment.unit, payload.assessment.year, sequence)
    sizes = {name: len(data) for name, data in tags.items()}
    sizes |= {name: found.size for name, found in payload.prints.items()}
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(sizes):
            with archive.open(_entry(f"{top}/{name}", sizes[name]), "w") as target:
                for chunk in _chunks(name, tags, payload):
                    target.write(chunk)


def _tag_files(payload: Payload, sequence: int) -> dict[str, bytes]:
    info = layout.describe(
        payload.assessment, sequence, size=payload.size, files=len(payload.prints)
    )
    tags = {
        layout.BAGIT: layout.BAGIT_TEXT,
        layout.BAG_INFO: layout.bag_info(info),
        layout.MANIFEST: payload.manifest,
    }
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in tags.items()}
    return {**tags, layout.TAG_MANIFEST: layout.manifest(digests)}


def _entry(name: str, size: int) -> zipfile.ZipInfo:
    """Return an entry's header, the same on every machine.

    Large files are stored: scans are packed already, and what packs to almost nothing
    would look like a bomb to the reader.
    """
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system = _UNIX
    entry.external_attr = _MODE
    entry.file_size = size
    packs = size <= BUNDLE_RATIO_FROM and not name.endswith(_PACKED)
    entry.compress_type = zipfile.ZIP_DEFLATED if packs else zipfile.ZIP_STORED
    return entry


def _chunks(name: str, tags: Mapping[str, bytes], payload: Payload) -> Iterator[bytes]:
    if name in payload.evidence:
        yield from files.read_chunks(payload.evidence[name])
    else:
        yield tags[name] if name in tags else payload.toml[name]


def _read_back(path: Path, payload: Payload, folder: store.Folder) -> Bundle:
    """Read the file as the province will, and compare content and claimed points."""
    files.forget_cached(path)
    bundle = read_bundle(path)
    ours = score_assessment(folder.rubric, folder.unit, folder.assessment)
    theirs = score_assessment(bundle.rubric, bundle.unit, bundle.assessment)
    same_content = (bundle.payload_digest, bundle.assessment) == (payload.hash, payload.assessment)
    same_points = (ours.claimed, ours.applicable_max) == (theirs.claimed, theirs.applicable_max)
    if not (same_content and same_points):
        raise DamagedBundleError(
            Problem(
                say("The file reads back otherwise than it was written."),
                files.show_path(path),
                say("Export again, to another disk."),
            )
        )
    return bundle
