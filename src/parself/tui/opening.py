"""What a path names that a person wants to open, and how the program's files are opened."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from parself.assessment import store
from parself.assessment.damage import ASSESSMENT
from parself.errors import Message, ParselfError, Problem, UsageError, say
from parself.province.round_file import ROUND_FILE
from parself.submission import layout
from parself.submission.bag import kind_of
from parself.text import one_line

_OTHERS: Final[Mapping[str, tuple[Message, Message]]] = {
    layout.SUBMISSION: (
        say("The file is a hand-in of a unit."),
        say("Open the round in which it is to be received, then N."),
    ),
    layout.APPRAISAL: (
        say("The file is what an appraiser sends back."),
        say("Open the round in which it is to be joined, then T and N."),
    ),
    layout.VOLUME: (
        say("The file is the second volume of a hand-in: nothing but its evidence."),
        say("Keep it beside the hand-in; “parself verify --volume” checks it."),
    ),
    layout.WORKSHOP: (
        say("The file is the work of a group in a workshop."),
        say(
            "The trainer opens the class, then N and the folder of the works; or {command}.",
            command="parself workshop collect",
        ),
    ),
    layout.EXERCISE: (
        say("The file is the exercise of a workshop."),
        say("A group opens it with {command}.", command="parself workshop start"),
    ),
    layout.RETURN: (
        say("The file is an appraisal result that the province sends to a unit."),
        say("Open the assessment that it is for, then Ctrl+O and M."),
    ),
}


def folder_of(path: Path) -> Path:
    """Return the folder that is meant where the file that makes it one was named."""
    return path.parent if path.name in {ROUND_FILE, ASSESSMENT} and path.is_file() else path


def is_session(path: Path) -> bool:
    """Say whether a folder is a trainer's session."""
    # The home screen does not wait for what only trainers need.
    from parself.workshop.material import is_session

    return is_session(path)


def is_exercise(path: Path) -> bool:
    """Say whether a packed file is the exercise that a trainer hands out to the groups."""
    return is_packed(path) and kind_of(path) == layout.EXERCISE


def require_exercise(path: Path) -> Path:
    """Return the file of an exercise. Raises `UsageError` for any other, and a `BundleError`."""
    if not is_exercise(path):
        what = say("The file is no exercise of a workshop.")
        todo = say("Ask the trainer for the file that begins with “de-bai”.")
        raise UsageError(Problem(what, one_line(path.name), todo))
    return path


def is_result(path: Path) -> bool:
    """Say whether a packed file is a result that the province sent to a unit."""
    return is_packed(path) and kind_of(path) == layout.RETURN


def folder_for(result: Path, folders: Iterable[Path]) -> Path | None:
    """Return the first of the folders in which a result can be received; None where none is."""
    from parself.returns.taking import look

    for path in folders:
        with suppress(ParselfError):
            if not look(store.look(path), result).judgement.receipt.is_refused:
                return path
    return None


def is_packed(path: Path) -> bool:
    """Say whether a path names a packed file."""
    return path.suffix.casefold() == ".zip" and path.is_file()


def is_share(path: Path) -> bool:
    """Say whether a packed file is an appraiser's share, which a folder has to be named for.

    Raises `UsageError` with the way to go for a file that is not opened by itself, and a
    `BundleError` for one that this program did not write.
    """
    kind = kind_of(path)
    if kind in _OTHERS:
        what, todo = _OTHERS[kind]
        raise UsageError(Problem(what, one_line(path.name), todo))
    return kind == layout.SHARE
