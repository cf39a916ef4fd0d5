"""Results that the province sent back, as files beside an assessment: each under a name of its own.

None takes the place of another. Whoever knows what such a file says reads it
(`parself.returns.taking`); here it is bytes.
"""

import re
from pathlib import Path
from typing import Final

from parself import files, toml
from parself.assessment.model import Returned
from parself.files import FileError
from parself.limits import TOML_BYTES

RECEIVED: Final = "returned"
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_DIGITS: Final = 8


def path_of(folder: Path, returned: Returned) -> Path:
    """Return where a result is kept: ``returned/lan-1-0f1e2d3c.toml``."""
    return folder / RECEIVED / f"lan-{returned.number}-{returned.digest[:_DIGITS]}.toml"


def keep(folder: Path, returned: Returned, data: bytes) -> None:
    """Keep a result. Raises `FileError`."""
    path = path_of(folder, returned)
    files.make_folder(path.parent)
    files.write_atomic(path, data)


def read(folder: Path, returned: Returned | None) -> bytes | None:
    """Return the result that was received last; None where there is none, or none that is whole.

    The assessment opens without it: the result can be received again.
    """
    # A strange digest must not lead out of the folder.
    if returned is None or not _DIGEST.fullmatch(returned.digest):
        return None
    try:
        data = files.read_file(path_of(folder, returned), most=TOML_BYTES)
    except FileError:
        return None
    return data if toml.is_sealed(data) else None
