"""What a hand-in consists of, collected from the folder.

The payload is an allow-list: the assessment, the rubric, roster and standings it was
filled in against, and the registered evidence. What the desk keeps for itself (where the
clerk stopped, how often was saved, what was handed in before) does not travel and does
not count as a change, so that recording a hand-in does not itself make a new one.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from parself import files
from parself.assessment import beside, evidence, form, store
from parself.assessment.beside import hashes
from parself.assessment.evidence import FileState, file_state
from parself.assessment.history import earlier_saves
from parself.assessment.model import Assessment, Document
from parself.assessment.saves import Occasion
from parself.errors import Message, Problem, RefusedError, say
from parself.files import Fingerprint
from parself.limits import BUNDLE_PAYLOAD_BYTES, MIB
from parself.submission import layout
from parself.submission.parting import going_on
from parself.values import Frozen, evolve

_PLACES: Final = {
    beside.RUBRIC: layout.RUBRIC,
    beside.ROSTER: layout.ROSTER,
    beside.STANDINGS: layout.STANDINGS,
}
"""Where the files beside an assessment stand in a hand-in."""


class ExportError(RefusedError):
    """The folder cannot be handed in as it is; nothing was written."""


class Payload(Frozen):
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
    """Registered documents whose file is not in the folder, or is not the one registered."""
    volume: "Payload | None" = None
    """What goes in a second volume of its own: the evidence of a light hand-in."""
    is_volume: bool = False

    @property
    def manifest(self) -> bytes:
        """The list of all files with their hashes."""
        return layout.manifest({name: found.sha256 for name, found in self.prints.items()})

    @property
    def hash(self) -> str:
        """The hash of what is in it."""
        return hashlib.sha256(self.manifest).hexdigest()

    @property
    def identity(self) -> str:
        """Hash that changes whenever there is anything new to hand in, second volume included."""
        if self.volume is None:
            return self.hash
        return hashlib.sha256(self.manifest + self.volume.manifest).hexdigest()

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(found.size for found in self.prints.values())


def as_handed_in(assessment: Assessment) -> Assessment:
    """Return what of an assessment travels: all but the desk's own bookkeeping.

    A reply that has to be given again answers nothing that the province still says.
    """
    return evolve(
        assessment,
        revision=0,
        position="",
        hand_in=None,
        edited=None,
        locked=False,
        tasks={},
        replies={row: one for row, one in assessment.replies.items() if not one.again},
    )


def gather(folder: store.Folder, *, light: bool = False) -> Payload:
    """Collect what would be handed in, reading every file once.

    A `light` one leaves the files of evidence to a second volume, where there are any. Raises
    `RefusedError` where it is too large or a file may be no evidence, and `FileError` where a
    file cannot be read.
    """
    sent = {name: folder.enclosed[name] for name in _PLACES if name in folder.enclosed}
    assessment = evolve(as_handed_in(folder.assessment), beside=hashes(sent))
    if assessment.part is not None:
        exports = (one for one in earlier_saves(folder) if one.occasion is Occasion.EXPORT)
        assessment = going_on(assessment, (one.assessment for one in exports if one.assessment))
    toml = {layout.ASSESSMENT: form.dump(assessment)}
    toml |= {_PLACES[name]: data for name, data in sent.items()}
    evidence.refuse_unfit_kinds(folder.evidence, assessment)
    prints = evidence_prints(folder, folder.assessment)
    states = [(one, file_state(one, prints)) for one in folder.assessment.documents]
    found = {
        f"{layout.EVIDENCE}{one.stored_name}": one
        for one, state in states
        if state is FileState.FOUND
    }
    lost = {FileState.MISSING, FileState.CHANGED}
    missing = tuple(one for one, state in states if state in lost)
    size = sum(map(len, toml.values())) + sum(one.size for one in found.values())
    if size > (most := BUNDLE_PAYLOAD_BYTES - MIB):
        what = say("The hand-in is too large ({size:size}; at most {most:size}).")
        told = Message(what.id, {"size": size, "most": most})
        raise ExportError(Problem(told, todo=say("Scan documents in grey, or cite them only.")))
    paths = {name: folder.evidence / one.stored_name for name, one in found.items()}
    proofs = {name: one.fingerprint for name, one in found.items()}
    rest = {name: Fingerprint.of([data]) for name, data in toml.items()}
    if light and found:
        volume = Payload(assessment, {}, paths, proofs, (), is_volume=True)
        return Payload(assessment, toml, {}, rest, missing, volume)
    return Payload(assessment, toml, paths, {**rest, **proofs}, missing)


def evidence_prints(
    folder: store.Folder, assessment: Assessment
) -> Mapping[str, Fingerprint | None]:
    """Return size and hash of every registered file as it now is; None where it is missing.

    `assessment` is the present value, which may be ahead of the folder's. Reads every file
    once. Raises `FileError`.
    """
    names = [document.stored_name for document in assessment.documents if document.stored_name]
    safe = {name for name in names if layout.is_payload(f"{layout.EVIDENCE}{name}")}
    return {n: files.fingerprint(folder.evidence / n) if n in safe else None for n in names}
