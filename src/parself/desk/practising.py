"""A group's sitting in a workshop: its exercise, beginning again."""

from parself import files
from parself.assessment.model import Document
from parself.desk.desk import Desk
from parself.limits import MIB
from parself.workshop import group_folder
from parself.workshop.exercise import Exercise


def exercise_of(desk: Desk) -> Exercise | None:
    """Return the exercise of the open folder; None where it is gone, or no group works here.

    Raises `DamagedError` where it is not as it was handed out, and `FileError`.
    """
    return None if desk.assessment.group is None else group_folder.exercise_of(desk.folder)


def text_of(desk: Desk, document: Document) -> str:
    """Return the text of a document of the dossier. Raises `FileError` where its file is gone."""
    path = desk.folder.evidence / document.stored_name
    return files.read_file(path, most=MIB).decode("utf-8", "replace").strip()


def begin_again(desk: Desk) -> None:
    """Begin the present round again as the same group: one step for undo.

    Raises what saving raises.
    """
    desk.save()
    desk.land(group_folder.reset(desk.folder, now=desk.now()))


def begin_second(desk: Desk) -> None:
    """Begin the second round, after the discussion.

    Raises `RefusedError` where the first was not handed in as it stands, and what saving raises.
    """
    desk.save()
    desk.replace_folder(group_folder.begin_second(desk.folder, now=desk.now()))
