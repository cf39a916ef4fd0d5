"""A group's work in a workshop in words: who works, how long still, what it was given."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from parself.assessment.group import Group
from parself.errors import say
from parself.i18n import _, render

if TYPE_CHECKING:
    from parself.assessment.model import Document
    from parself.workshop.exercise import Exercise

_MINUTE = timedelta(minutes=1)


def group_words(group: Group) -> str:
    """Return who works, and in which round."""
    return render(say("{group} · turn {round}", group=group.name, round=group.round))


def time_words(left: timedelta | None) -> str:
    """Return how many minutes are left, or since when the time is over; empty where none is set.

    The last minute that has begun still counts.
    """
    if left is None:
        return ""
    minutes = -(-left // _MINUTE)
    if minutes > 0:
        return render(say("{minutes} minutes left", minutes=minutes))
    return render(say("time over for {minutes} minutes", minutes=-left // _MINUTE))


def given_words(exercise: "Exercise") -> Iterator[str]:
    """Yield what a group was given to read: introduction, figures, documents."""
    yield from exercise.introduction.splitlines()
    if exercise.facts:
        yield ""
        yield from (f"{one.title}: {one.value}" for one in exercise.facts)
    if exercise.documents:
        yield ""
        yield _("Documents (F10 to read, F4 to cite):")
        yield from map(document_words, exercise.documents)


def document_words(one: "Document") -> str:
    """Return a document of the dossier by its id, number and title."""
    return " ".join(filter(None, (one.id, one.number, one.title)))
