"""What a command works on: a folder opened to read or alone to write, a new file's place."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from parself import files
from parself.assessment import beside, damage, edition, store
from parself.assessment.beside import BesideError
from parself.assessment.damage import ASSESSMENT
from parself.cli import console
from parself.errors import DamagedError, ParselfError, Problem, UsageError, say
from parself.files import FolderLock, MissingFileError, OccupiedError, fingerprint, show_path
from parself.rubric.load import RubricError
from parself.values import evolve

if TYPE_CHECKING:
    from parself.desk.desk import Desk
    from parself.view.view import View


def require_folder(folder: Path) -> None:
    """Raise `UsageError` where there is no such folder."""
    if not folder.is_dir():
        what = say("There is no such folder.")
        todo = say("Check the name, or begin an assessment: {command}", command="parself new")
        raise UsageError(Problem(what, show_path(folder), todo))


def open_folder(folder: Path) -> store.Folder:
    """Open a folder; where its file is damaged, say which command puts it right."""
    require_folder(folder)
    try:
        return store.load(folder)
    except (damage.DamagedAssessmentError, damage.HandEditedError, BesideError) as error:
        command = f"parself repair {show_path(folder)}"
        hint = Problem(say("To look at it and put it right: {command}", command=command))
        raise DamagedError(*error.problems, hint) from error
    except (RubricError, DamagedError, MissingFileError) as error:
        if not edition.concerns_rubric(folder, error):
            raise
        raise DamagedError(*error.problems, *_ways_out(folder, error)) from error


def open_view(folder: Path) -> "View":
    """Open a folder to look at what it holds."""
    from parself.view.view import View

    opened = open_folder(folder)
    return View(opened, opened.assessment)


def _ways_out(folder: Path, error: ParselfError) -> Iterator[Problem]:
    """Yield how a folder opens again whose rubric somebody edited or replaced."""
    back = f"parself rubric restore {show_path(folder)}"
    yield Problem(say("To put the rubric back as it was: {command}", command=back))
    if isinstance(error, store.RubricChangedError):
        over = f"parself rubric migrate {show_path(folder)} {show_path(folder / beside.RUBRIC)}"
        command = f"{over} --preview"
        yield Problem(say("To take the answers over into it: {command}", command=command))


@contextmanager
def locked(folder: Path) -> Iterator[store.Folder]:
    """Open a folder to write in it. Raises `BusyError` where another window has it open."""
    # First opened, then locked: a folder that is no assessment is left without a trace.
    opened = open_folder(folder)
    with FolderLock(folder, datetime.now()):
        is_same = fingerprint(folder / ASSESSMENT) == opened.fingerprint
        yield opened if is_same else open_folder(folder)


def tell_begun(made: store.Folder) -> None:
    """Say where a new assessment lies and how it is opened."""
    path = show_path(made.path)
    console.out(path)
    words = say(
        "New assessment: {unit}, {year:none}. Open it: {command}",
        unit=made.unit.full,
        year=made.assessment.year,
        command=f"parself {path}",
    )
    console.narrate(words)


@contextmanager
def at_desk(folder: Path) -> "Iterator[Desk]":
    """Open a folder, as `locked` does, on a desk where it is changed and saved."""
    from parself.desk.desk import Desk

    with locked(folder) as opened:
        yield Desk(opened)


def new_file(name: str, target: Path | None, *, replace: bool) -> Path:
    """Return where to write, as `files.new_file` does; a file that is there can be replaced."""
    try:
        return files.new_file(name, target, replace=replace)
    except OccupiedError as error:
        todo = say("Choose another name, or add --replace.")
        raise OccupiedError(*(evolve(one, todo=todo) for one in error.problems)) from None


def require_files(paths: Sequence[Path]) -> None:
    """Raise `UsageError` naming every path where there is no file at all."""
    missing = [path for path in paths if not path.exists()]
    if missing:
        what, todo = say("There is no such file."), say("Check the name and the folder.")
        raise UsageError(*(Problem(what, show_path(path), todo) for path in missing))
