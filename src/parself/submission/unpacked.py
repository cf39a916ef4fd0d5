"""The hand-in that a folder was unpacked from: its number is gone on from.

Somebody who lost the folder unpacks the last file and works on in its ``data``. What lies
beside that says which hand-in it was.
"""

import hashlib
from contextlib import suppress

from parself import files
from parself.assessment import damage
from parself.assessment.model import HandIn
from parself.assessment.store import Folder
from parself.files import FileError
from parself.limits import MANIFEST_BYTES
from parself.submission import layout


def last_hand_in(folder: Folder) -> HandIn | None:
    """Return the last hand-in of a folder: recorded in it, or the one it was unpacked from."""
    return folder.assessment.hand_in or _unpacked_from(folder)


def _unpacked_from(folder: Folder) -> HandIn | None:
    path = folder.path.absolute()
    if path.name != damage.UNPACKED:
        return None
    with suppress(FileError, ValueError):
        info = layout.read_bag_info(
            files.read_file(path.parent / layout.BAG_INFO, most=MANIFEST_BYTES)
        )
        manifest = files.read_file(path.parent / layout.MANIFEST, most=MANIFEST_BYTES)
        sequence = int(info.get(layout.SEQUENCE_LABEL, ""))
        is_ours = info.get(layout.NAME_LABEL) == layout.bag_name(folder.assessment, sequence)
        if is_ours and sequence > 0:
            when = files.modified(path.parent / layout.BAG_INFO)
            light = info.get(layout.EVIDENCE_LABEL) == layout.SEPARATE
            return HandIn(sequence, hashlib.sha256(manifest).hexdigest(), when, light)
    return None
