"""What differs between two states of an assessment, as data.

Shown where a person must judge: a file edited by hand against the last good save.
"""

from collections.abc import Iterator

from parself.assessment.form import in_order
from parself.assessment.model import Answer, Assessment
from parself.values import Frozen, fields

_BLANK = Answer()
_APART = ("answers", "figures", "documents", "waivers", "tasks", "replies", "set_aside")
"""Compared entry by entry."""
_BOOKKEEPING = ("revision", "edited", "hand_in", "position", "beside")
"""Moves on by itself with saves and hand-ins."""


class Difference(Frozen):
    """One field that differs; None stands for nothing entered."""

    row: str
    """Row id; empty for what belongs to no row."""
    field: str
    """Name of the field: ``state``, ``values.part``, ``figures.so-xa``, ``documents.E-001``."""
    before: object
    after: object


def differences(old: Assessment, new: Assessment) -> tuple[Difference, ...]:
    """Return every field that differs but the desk's bookkeeping, what belongs to no row first."""
    before, after = dict(_facts(old)), dict(_facts(new))
    return tuple(
        Difference(*key, before.get(key), after.get(key))
        for key in sorted({**before, **after}, key=lambda fact: (in_order(fact[0]), fact[1]))
        if before.get(key) != after.get(key)
    )


def _facts(assessment: Assessment) -> Iterator[tuple[tuple[str, str], object]]:
    for name in (field.name for field in fields(Assessment)):
        if name not in {*_APART, *_BOOKKEEPING}:
            yield ("", name), getattr(assessment, name)
    for figure, value in assessment.figures.items():
        yield ("", f"figures.{figure}"), value
    for key, reason in assessment.waivers.items():
        yield ("", f"waivers.{key}"), reason
    for row, task in assessment.tasks.items():
        yield (row, "task"), task
    for row, reply in assessment.replies.items():
        yield (row, "reply"), reply
    for document in assessment.documents:
        yield ("", f"documents.{document.id}"), document
    for row, answer in assessment.answers.items():
        yield from _answer_facts(row, answer)
    for row, answer in assessment.set_aside.items():
        for (_row, name), held in _answer_facts(row, answer):
            yield ("", f"set_aside.{row}.{name}"), held


def _answer_facts(row: str, answer: Answer) -> Iterator[tuple[tuple[str, str], object]]:
    for name in (field.name for field in fields(Answer) if field.name != "values"):
        value = getattr(answer, name)
        if value != getattr(_BLANK, name):
            yield (row, name), value
    for key, entered in answer.values.items():
        yield (row, f"values.{key}"), entered
