"""A group's folder: a practice assessment of the invented unit, with the dossier as evidence.

Beside the assessment lies the exercise as it was handed out. A group is known by an id that is
drawn at the start. What is done here never touches real data: the folder is for practice, and
what it hands in is of a kind of its own.
"""

import secrets
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from parself import files
from parself.assessment import store
from parself.assessment.beside import ROSTER, RUBRIC
from parself.assessment.group import LAST_ROUND, Group
from parself.assessment.model import Answer, Assessment, Purpose, State
from parself.assessment.possible import LOCKED
from parself.assessment.saves import Occasion
from parself.errors import Problem, RefusedError, UsageError, say
from parself.files import MissingFileError
from parself.limits import TOML_BYTES
from parself.rubric.identity import identity_of
from parself.submission.coming import last_hand_in
from parself.submission.payload import gather
from parself.text import one_line
from parself.values import evolve
from parself.workshop.exercise import Exercise, dump, parse, read_exercise

EXERCISE: Final = "exercise.toml"
"""The exercise as it was handed out, beside the assessment."""
_NAME_LENGTH: Final = 60
_ID_BYTES: Final = 4


def start(file: Path, path: Path, name: str, *, now: datetime) -> store.Folder:
    """Make the folder of a new group from the file that the trainer handed out.

    Raises `BundleError` for a file that is none, `UsageError` for a name that is none,
    `OccupiedError` where there is something already, and `FileError`; then nothing is left behind.
    """
    given, name = read_exercise(file), one_line(name).strip()
    if not 0 < len(name) <= _NAME_LENGTH:
        what = say("A group's name has 1 to {most:none} characters.", most=_NAME_LENGTH)
        raise UsageError(Problem(what, "--group", say("For example: {example}", example="Nhóm 1")))
    told = given.exercise
    id_ = secrets.token_hex(_ID_BYTES)
    group = Group(told.session, told.pack, told.edition, id_, name, started=now)
    begun = Assessment(
        told.unit,
        given.rubric.year,
        identity_of(given.rubric),
        Purpose.PRACTICE,
        data_date=date(given.rubric.year, 12, 31),
        documents=told.documents,
        group=group,
    )
    with files.filled_folder(path):
        made = store.create(path, begun, {RUBRIC: given.rubric_data, ROSTER: given.roster_data})
        for stored, content in given.evidence.items():
            files.write_atomic(made.evidence / stored, content)
        files.write_atomic(path / EXERCISE, dump(told))
    return made


def exercise_of(folder: store.Folder) -> Exercise | None:
    """Return the exercise of a group's folder; None where it is gone.

    Raises `DamagedError` where it is not as it was handed out, and `FileError`.
    """
    path = folder.path / EXERCISE
    try:
        data = files.read_file(path, most=TOML_BYTES)
    except MissingFileError:
        return None
    return parse(data, where=files.show_path(path))


def group_of(folder: store.Folder) -> Group:
    """Return the group whose folder it is. Raises `UsageError` for any other folder."""
    group = folder.assessment.group
    if group is None:
        what = say("The folder is no group's folder of a workshop.")
        todo = say("A group begins with {command}.", command="parself workshop start")
        raise UsageError(Problem(what, files.show_path(folder.path), todo))
    return group


def _refuse_locked(folder: store.Folder) -> None:
    if folder.assessment.locked:
        raise RefusedError(LOCKED)


def reset(folder: store.Folder, *, now: datetime) -> store.Folder:
    """Begin the present round again, as the same group; what was done is kept among the saves.

    Hand-ins stay, and the next one has a higher number. Raises what saving raises.
    """
    group, exercise = group_of(folder), exercise_of(folder)
    _refuse_locked(folder)
    store.keep(folder, Occasion.RESET)
    held = folder.assessment
    empty = evolve(
        held,
        answers={},
        figures={},
        waivers={},
        position="",
        documents=held.documents if exercise is None else exercise.documents,
        group=evolve(group, unknown=(), started=now),
    )
    return store.save(folder, empty, now=now)


def begin_second(folder: store.Folder, *, now: datetime) -> store.Folder:
    """Begin the second round with the answers of the first, which was handed in and stays so.

    Raises `RefusedError` where the first round was not handed in as it stands, or the second one
    has begun; and what saving raises.
    """
    group, last = group_of(folder), last_hand_in(folder)
    _refuse_locked(folder)
    where = files.show_path(folder.path)
    if group.round >= LAST_ROUND:
        what = say("The second round has begun already.")
        todo = say("Go on, and hand in: {command}", command="parself workshop export")
        raise RefusedError(Problem(what, where, todo))
    if last is None or gather(folder).identity != last.payload_hash:
        what = say("The first round was not handed in as it stands now.")
        todo = say("Hand it in first: {command}", command="parself workshop export")
        raise RefusedError(Problem(what, where, todo))
    second = evolve(folder.assessment, group=evolve(group, round=group.round + 1, started=now))
    return store.save(folder, second, now=now)


def answering_unknown(assessment: Assessment, row: str, *, is_unknown: bool = True) -> Assessment:
    """Return the assessment with the group saying that it does not know a row, or taking it back.

    What was entered for the row goes; its reason stays. Pure. Raises `UsageError` where there is
    no group.
    """
    if assessment.locked:
        raise UsageError(LOCKED)
    if assessment.group is None:
        what = say("Only a group of a workshop can answer that it does not know.")
        raise UsageError(Problem(what, row))
    group = assessment.group.saying_unknown(row, is_unknown=is_unknown)
    marked = evolve(assessment, group=group)
    if not is_unknown:
        return marked
    said = assessment.answer(row)
    kept = Answer(explanation=said.explanation, note=said.note, citations=said.citations)
    return marked.with_answer(row, kept)


def time_left(exercise: Exercise, group: Group, now: datetime) -> timedelta | None:
    """Return the time that is left, below zero once it is over; it never blocks anything.

    A clock that was put back leaves the whole time. None where the exercise suggests none, nobody
    noted the beginning, or in the second round, for which the trainer sets the time. Pure.
    """
    if group.started is None or not exercise.minutes or group.round > 1:
        return None
    whole = timedelta(minutes=exercise.minutes)
    return min(whole, whole - (now - group.started))


def hints_of(exercise: Exercise, row: str) -> tuple[str, ...]:
    """Return the hints of a row in their order; none where the trainer does not allow them."""
    return exercise.hints.get(row, ())


def why_of(exercise: Exercise, assessment: Assessment, row: str) -> str:
    """Return why a row is worth what it is, once it is answered and if that is allowed; else ""."""
    is_answered = assessment.answer(row).state is not State.UNANSWERED
    return exercise.reasons.get(row, "") if is_answered or assessment.says_unknown(row) else ""
