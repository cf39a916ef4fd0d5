"""A folder for what is only looked at: made when it is asked for, gone when the program ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from parself.files.faults import writes


@contextmanager
def passing_folder() -> Iterator[Path]:
    """Give a folder for the time of a block. Raises `FileError` where none can be made."""
    with _made() as name:
        yield Path(name)


def _made() -> TemporaryDirectory[str]:
    with writes(Path("parself-")):
        return TemporaryDirectory(prefix="parself-", ignore_cleanup_errors=True)


class PassingFolder:
    """A folder among the system's temporary ones, readable only by whoever works here."""

    def __init__(self) -> None:
        self._made: TemporaryDirectory[str] | None = None

    @property
    def path(self) -> Path:
        """Where it is. Raises `FileError` where none can be made."""
        if self._made is None:
            self._made = _made()
        return Path(self._made.name)
