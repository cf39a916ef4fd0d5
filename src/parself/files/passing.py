"""A folder for what is only looked at: made when it is asked for, gone when the program ends."""

from pathlib import Path
from tempfile import TemporaryDirectory

from parself.files.faults import writes


class PassingFolder:
    """A folder among the system's temporary ones, readable only by whoever works here."""

    def __init__(self) -> None:
        self._made: TemporaryDirectory[str] | None = None

    @property
    def path(self) -> Path:
        """Where it is. Raises `FileError` where none can be made."""
        if self._made is None:
            with writes(Path("parself-")):
                self._made = TemporaryDirectory(prefix="parself-", ignore_cleanup_errors=True)
        return Path(self._made.name)
