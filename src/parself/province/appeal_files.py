"""Appeals that come in a unit's file, read with distrust and noted row by row.

The file names the result that told what is published; that result has to be the last one sent to
the unit. Nothing of the file counts as a hand-in: the round is closed.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from parself import files
from parself.errors import ParselfError, Problem, UsageError, say
from parself.province.appealing import Argued, note
from parself.province.appeals import Appealed
from parself.province.overview import Overview, open_overview
from parself.province.terms import Change
from parself.submission.intake import Bundle, read_bundle
from parself.values import Frozen


class Read(Frozen):
    """What a file brought."""

    view: Overview
    noted: tuple[Appealed, ...]
    left: tuple[Problem, ...]
    """Why rows that it appeals were not noted."""


def receive(
    path: Path, file: Path, change: Change, *, letter: str = "", day: date | None = None
) -> Read:
    """Note the appeals of a unit's file; one that cannot be noted is told, the others are.

    Raises a `BundleError` for a file that is none, and `UsageError` where it answers another
    result than the last one sent, or appeals nothing.
    """
    view, bundle = open_overview(path), read_bundle(file)
    found = [*_argued(view, bundle, file)]
    done: list[Appealed] = []
    left: list[Problem] = []
    for row, text in found:
        try:
            made = note(path, Argued(bundle.unit.code, row, text, letter, day), change)
        except ParselfError as error:
            left += error.problems
        else:
            done.append(made.one)
            view = made.view
    return Read(view, tuple(done), tuple(left))


def _argued(view: Overview, bundle: Bundle, file: Path) -> Iterator[tuple[str, str]]:
    named, sent = bundle.assessment.returned, view.returned.get(bundle.unit.code)
    where = files.show_path(file)
    unit = bundle.unit.code
    if view.round.roster.unit(unit) is None:
        what = say("The unit “{unit}” is not in this round's roster.", unit=unit[:60])
        raise UsageError(Problem(what, where))
    if named is not None and named.round != view.round.id:
        what = say("The file answers a result of another round.")
        raise UsageError(Problem(what, where, say("Note it in the round that sent the result.")))
    if named is None or sent is None or named.digest != sent.digest:
        what = say("The file does not answer the last result that was sent to the unit.")
        todo = say("Ask the unit to receive that one and to appeal it.")
        raise UsageError(Problem(what, where, todo))
    replies = bundle.assessment.replies.items()
    found = [(row, one.explanation) for row, one in replies if one.appeals]
    if not found:
        raise UsageError(Problem(say("The file appeals nothing."), where))
    yield from found
