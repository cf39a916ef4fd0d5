"""The Python that runs the program: what a copy asks of another, and whether it can come along."""

import platform
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from parself.values import Frozen

WINDOWS: Final = "win32"


class Runs(Frozen):
    """A Python, as far as compiled parts of the program depend on it."""

    system: str
    """As in `sys.platform`."""
    machine: str
    """Its processor, as in `platform.machine()`."""
    version: str
    """Of the language: 3.11."""
    tag: str
    """Implementation and version, as in the names of compiled files: cpython-311."""

    @property
    def is_windows(self) -> bool:
        """Whether it runs on Windows."""
        return self.system == WINDOWS


def running() -> Runs:
    """Return the Python that runs now."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return Runs(sys.platform, platform.machine(), version, sys.implementation.cache_tag or "")


_LEFT_OUT: Final = frozenset(
    {"doc", "include", "libs", "scripts", "share", "tcl", "tools", "__pycache__"}
)
_LIBRARY_LEFT_OUT: Final = frozenset(
    {"ensurepip", "idlelib", "lib2to3", "site-packages", "test", "tkinter", "turtledemo"}
)


def own_files(base: Path, runs: Runs) -> Mapping[str, Path] | None:
    """Return the files of a Python by their path in its folder; None where it cannot be copied.

    Only on Windows is it one folder that runs from anywhere: its program, its library beside it.
    One of the system's shop may be started but not copied.
    """
    dll = f"python{runs.version.replace('.', '')}.dll"
    needed = base / "python.exe", base / dll
    library = base / "Lib" / "os.py", base / dll.replace(".dll", ".zip")
    is_shop = "windowsapps" in (part.lower() for part in base.parts)
    is_whole = all(one.is_file() for one in needed) and any(one.is_file() for one in library)
    if not runs.is_windows or is_shop or not is_whole:
        return None
    return dict(_wanted(base))


def _wanted(base: Path) -> Iterator[tuple[str, Path]]:
    for path in base.rglob("*"):
        name = path.relative_to(base)
        parts = [part.lower() for part in name.parts]
        is_left_out = parts[0] in _LEFT_OUT or "__pycache__" in parts
        is_left_out |= len(parts) > 2 and parts[0] == "lib" and parts[1] in _LIBRARY_LEFT_OUT
        if path.is_file() and not is_left_out:
            yield name.as_posix(), path
