"""A portable copy made: written, started once, and only then called done."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from parself import __version__, files
from parself.errors import Problem, RefusedError, say
from parself.limits import PROGRAM_FILE_BYTES
from parself.portable import launching
from parself.portable.installed import program_files
from parself.portable.python import Runs, own_files, running
from parself.values import Frozen

_PATIENCE: Final = 120


class Made(Frozen):
    """A portable copy."""

    path: Path
    runs: Runs
    has_python: bool
    """Whether Python comes along; else the machine's own is looked for."""
    files: int

    @property
    def starter(self) -> Path:
        """The file that starts it."""
        return self.path / launching.name_of(self.runs)


def make(path: Path) -> Made:
    """Make a portable copy of the running program in a new or empty folder.

    Raises `RefusedError` where the program cannot be copied or the copy does not start,
    `OccupiedError` and `FileError`; then nothing of it is left.
    """
    runs = running()
    python = own_files(Path(sys.base_prefix), runs)
    wanted = _placed(program_files(), python)
    with files.new_folder(path):
        with files.Many() as many:
            for name, source in wanted.items():
                many.copy(source, path / name, most=PROGRAM_FILE_BYTES)
            many.confirm()
        for name, text in _written(runs, has_python=python is not None).items():
            files.write_atomic(path / name, text.encode("utf-8"))
        files.make_folder(path / launching.DATA)
        _tried(path, runs, has_python=python is not None)
    return Made(path, runs, python is not None, len(wanted))


def _placed(program: Mapping[str, Path], python: Mapping[str, Path] | None) -> dict[str, Path]:
    placed = {f"{launching.LIBRARY}/{name}": source for name, source in program.items()}
    own = {} if python is None else python
    return placed | {f"{launching.PYTHON}/{name}": source for name, source in own.items()}


def _written(runs: Runs, *, has_python: bool) -> dict[str, str]:
    return {
        launching.START: launching.RUN,
        launching.name_of(runs): launching.text_of(runs, has_python=has_python),
        launching.READ_ME: launching.read_me(runs, has_python=has_python),
    }


def _tried(path: Path, runs: Runs, *, has_python: bool) -> None:
    """Start the copy; raise `RefusedError` where it does not tell the program's version."""
    python = path / launching.PYTHON / "python.exe" if has_python else Path(sys.executable)
    call = [str(python), "-I", "-B", str(path / launching.START), "--version"]
    try:
        done = subprocess.run(call, capture_output=True, timeout=_PATIENCE, check=False)
        said = done.stdout.decode("utf-8", "replace").split()
    except (OSError, subprocess.TimeoutExpired):
        said = []
    if said[-1:] != [__version__]:
        what = say("The copy was made but does not start; it was removed.")
        todo = say("Make it in a folder of this machine, then copy the folder to the stick.")
        raise RefusedError(Problem(what, files.show_path(path), todo))
