"""Results sent back to units, each with its letter: what the shell and the screens do alike."""

from collections.abc import Callable, Collection
from pathlib import Path

from parself import files
from parself.errors import ParselfError, Problem
from parself.province.progress import no_progress
from parself.province.record import Round
from parself.province.returning import Sending, Written, send
from parself.province.terms import Change
from parself.report import making, return_letter
from parself.report.return_letter import LetterCase
from parself.values import Frozen


class Sent(Frozen):
    """What was written."""

    sending: Sending
    letters: tuple[Path, ...]
    failed: tuple[Problem, ...]
    """Results and letters that could not be written."""


def send_back(
    folder: Path,
    codes: Collection[str],
    place: Path,
    change: Change,
    *,
    anyway: bool = False,
    form: str = "",
    progress: Callable[[int, int], None] = no_progress,
) -> Sent:
    """Write results into a folder and, in a `form` of papers, a letter beside each.

    A letter that is there is left: it may have been worked on. Raises what `returning.send` does.
    """
    found = send(folder, codes, place, change, anyway=anyway, progress=progress)
    letters: list[Path] = []
    failed: list[Problem] = []
    for done, one in enumerate(found.written if form else (), start=1):
        try:
            letters.append(_letter(found.view.round, one, form, change))
        except ParselfError as error:
            failed += error.problems
        progress(done, len(found.written))
    return Sent(found, tuple(letters), (*found.failed, *failed))


def _letter(round_: Round, one: Written, form: str, change: Change) -> Path:
    value = one.outgoing.value
    path = one.path.with_name(return_letter.letter_name(value, form))
    if not files.is_there(path):
        unit, today = one.outgoing.unit, change.when.date()
        case = LetterCase(value, unit, round_.rubric, round_.roster, today)
        files.write_atomic(path, making.drawn(return_letter.papers(case), form))
    return path
