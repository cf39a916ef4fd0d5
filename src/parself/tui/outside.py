"""Showing a folder in the system's own file manager, where there is one."""

import os
import subprocess
import sys
from pathlib import Path
from shutil import which


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
    with subprocess.Popen([opener, str(path)], stdin=quiet, stdout=quiet, stderr=quiet) as asked:
        return asked.wait() == 0


def _has_desktop() -> bool:
    return sys.platform == "darwin" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
