"""What can go wrong, as values: what happened, where, and what to do next.

A `Message` is an English sentence with named values. It is data: the pure
rooms build it without knowing the reader's language, and `parself.i18n` turns it
into text where it is shown. This module alone defines the program's error and
the exit codes.
"""

from collections.abc import Iterable, Mapping
from enum import IntEnum
from functools import reduce
from typing import ClassVar

from parself.values import Frozen, field


class ExitCode(IntEnum):
    """What the shell learns when the program ends."""

    DONE = 0
    FINDINGS = 1
    """Something was found or refused; everything else was done."""
    USAGE = 2
    """The call itself cannot be carried out as given."""
    DAMAGED = 3
    """Input is damaged or unsafe and was not used."""


class Message(Frozen):
    """A sentence to be shown: an English gettext id with ``{name:format}`` places, and values."""

    id: str
    values: Mapping[str, object] = field(default_factory=dict)


def say(id: str, /, **values: object) -> Message:  # noqa: A002 - gettext's own word
    """Make a `Message`. The id must be a literal, so that the catalogue tool finds it."""
    return Message(id, values)


def listed(parts: Iterable[Message]) -> Message:
    """Return pieces of a sentence as one, with commas between them; there is at least one."""
    return reduce(lambda one, other: say("{one}, {other}", one=one, other=other), parts)


class Problem(Frozen):
    """One thing that is wrong: what, where (file, key path, row) and what to do next."""

    what: Message
    where: str = ""
    todo: Message | None = None


class ParselfError(Exception):
    """Base of all errors that a user may see; carries one or more problems."""

    exit_code: ClassVar[ExitCode] = ExitCode.USAGE

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        return "; ".join(
            f"{p.where + ': ' if p.where else ''}{p.what.id} {dict(p.what.values)}"
            for p in self.problems
        )


class UsageError(ParselfError):
    """The request does not fit what is there; nothing was changed."""


class RefusedError(ParselfError):
    """A whole request was understood and refused; nothing was changed."""

    exit_code = ExitCode.FINDINGS


class DamagedError(ParselfError):
    """A file is damaged, unsafe or of an unknown format, and was not used."""

    exit_code = ExitCode.DAMAGED
