"""The zip around a bag, and how what is wrong with a hand-in is told."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISREG
from typing import Final

from parself.errors import DamagedError, ExitCode, Message, Problem, say
from parself.files import packed, why
from parself.limits import BUNDLE_BYTES, BUNDLE_ENTRIES, BUNDLE_PAYLOAD_BYTES
from parself.submission.landing import Outcome
from parself.text import one_line

_CAPS: Final = packed.Caps(BUNDLE_BYTES, BUNDLE_ENTRIES, BUNDLE_PAYLOAD_BYTES)


class BundleError(DamagedError):
    """A file that was to be a hand-in was refused; names the file and the entry."""

    outcome: Outcome = Outcome.DAMAGED


class DamagedBundleError(BundleError):
    """The file is cut off, changed, or not what its own lists say."""


class UnsafeBundleError(BundleError):
    """The file is built in a way that no export of this program builds it."""

    outcome = Outcome.UNSAFE


class FormatUnsupportedError(BundleError):
    """The file is a hand-in of a format that this program does not read."""

    outcome = Outcome.FORMAT_UNSUPPORTED


class WrongKindError(BundleError):
    """The file is a sound bag, but not one that goes from a unit to the province."""

    outcome = Outcome.WRONG_KIND
    exit_code = ExitCode.FINDINGS


class FailedOnError(BundleError):
    """The program itself failed on the file."""

    outcome = Outcome.FAILED


_TODO: Final[Mapping[type[BundleError], Message]] = {
    DamagedBundleError: say("Copy the file again; if that does not help, ask the unit to export."),
    UnsafeBundleError: say("Do not open the file. Ask the unit to export again with parself."),
    FormatUnsupportedError: say("Install the newest version of parself."),
    WrongKindError: say("Ask the unit for its hand-in."),
}


class Archive(packed.Archive):
    """An open archive whose structure has been found sound."""

    def fault(self, kind: type[BundleError], what: Message, entry: str = "") -> BundleError:
        """Return an error that names the file and the entry and says what to do."""
        return kind(Problem(what, self.where(entry), _TODO[kind]))

    def damaged(self, what: Message, entry: str = "") -> BundleError:
        """Return the error for a hand-in that is not as it was written."""
        return self.fault(DamagedBundleError, what, entry)

    def unsafe(self, what: Message, entry: str = "") -> BundleError:
        """Return the error for a file whose structure is unsafe."""
        return self.fault(UnsafeBundleError, what, entry)


def unreadable(name: str, error: OSError) -> DamagedBundleError:
    """Return the error for a file that the system cannot read."""
    what = say("The file cannot be read: {why}.", why=why(error))
    return DamagedBundleError(Problem(what, name, say("Check the file and the stick, try again.")))


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open an archive and check its structure. Raises `BundleError`; writes nothing."""
    name = one_line(path.name)
    try:
        if not S_ISREG(path.stat().st_mode):
            what = say("This is not a file.")
            raise DamagedBundleError(Problem(what, name, say("Name the file of one hand-in.")))
        with path.open("rb") as stream:
            yield Archive(name, stream, _CAPS)
    except OSError as error:
        raise unreadable(name, error) from None
