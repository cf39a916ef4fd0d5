"""The zip around a bag, and how what is wrong with a hand-in is told.

Hand-ins and parts come from other people's machines. Whatever is in one of them, the others are
landed: what the program fails on is that file's outcome (`judged_apart`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISREG
from traceback import extract_tb
from typing import Final

from parself.errors import DamagedError, ExitCode, Message, ParselfError, Problem, say
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


class Archive(packed.Archive):
    """An open archive whose structure has been found sound."""

    def damaged(self, what: Message, entry: str = "") -> BundleError:
        """Return the error for a hand-in that is not as it was written."""
        todo = say("Copy the file again; if that does not help, ask the unit to export.")
        return DamagedBundleError(Problem(what, self.where(entry), todo))

    def unsafe(self, what: Message, entry: str = "") -> BundleError:
        """Return the error for a file whose structure is unsafe."""
        todo = say("Do not open the file. Ask the unit to export again with parself.")
        return UnsafeBundleError(Problem(what, self.where(entry), todo))


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
        what = say("The file cannot be read: {why}.", why=why(error))
        todo = say("Check the file and the stick, try again.")
        raise DamagedBundleError(Problem(what, name, todo)) from None


@contextmanager
def judged_apart(path: Path) -> Iterator[None]:
    """Raise `FailedOnError`, naming the file, where the work on it fails without being refused."""
    try:
        yield
    except ParselfError:
        raise
    except Exception as error:
        frames = extract_tb(error.__traceback__)
        place = f", {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
        what = say(
            "The program failed on this file ({detail}); nothing of it was used.",
            detail=f"{type(error).__name__}{place}",
        )
        todo = say("Send the file to whoever looks after parself; go on with the others.")
        raise FailedOnError(Problem(what, one_line(path.name), todo)) from error
