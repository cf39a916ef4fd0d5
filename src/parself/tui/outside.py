"""Showing a folder in the system's own file manager, where there is one."""

import os
import subprocess
import sys
from pathlib import Path
from shutil import which
from typing import Final

_PATIENCE: Final = 2.0
"""Seconds in which an opener says that it could not."""
_STILL_OPEN: Final[list[subprocess.Popen[bytes]]] = []


def open_folder(path: Path) -> bool:
    """Open a folder in the file manager; return whether there was one to ask."""
    start = getattr(os, "startfile", None)
    if start is not None:
        try:
            start(str(path))
        except OSError:
            return False
        return True
    opener = which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is None or not _has_desktop():
        return False
    quiet = subprocess.DEVNULL
    call = [opener, str(path)]
    asked = subprocess.Popen(call, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        return asked.wait(_PATIENCE) == 0
    except subprocess.TimeoutExpired:
        # Some openers stay as long as what they opened; the program goes on without them.
        _STILL_OPEN.append(asked)
        return True


def _has_desktop() -> bool:
    return sys.platform == "darwin" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
