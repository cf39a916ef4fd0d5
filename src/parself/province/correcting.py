"""What a hand-in changes against another one of the same unit, row by row."""

from pathlib import Path

from parself.province.record import Received, Round
from parself.submission.changes import Changes, changes
from parself.submission.code import Match
from parself.submission.intake import Bundle, read_bundle


def correction(round_: Round, bundle: Bundle) -> Changes | None:
    """Return what a hand-in changes against the one that counts now; None where none does.

    Raises a `BundleError` where the kept one is damaged, and `FileError`.
    """
    counts = round_.counting(bundle.unit.code)
    if counts is None:
        return None
    return _changes(round_, read_bundle(round_.path / counts.file), bundle)


def between(round_: Round, before: Received, after: Received) -> Changes:
    """Return what differs between two kept hand-ins of a unit. Raises as `correction` does."""
    first, second = (read_bundle(round_.path / one.file) for one in (before, after))
    return _changes(round_, first, second)


def _changes(round_: Round, before: Bundle, after: Bundle) -> Changes:
    unit = round_.roster.unit(after.unit.code) or after.unit
    return changes(round_.rubric, unit, before.assessment, after.assessment)


def checked(path: Path, typed: str) -> Match:
    """Compare a code as it was typed from the paper with a file. Raises a `BundleError`."""
    return read_bundle(path).check_code(typed)
