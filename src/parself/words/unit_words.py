"""Which units the lines of a file were taken for, in words."""

from collections.abc import Iterator
from typing import Final

from parself.errors import Message, say
from parself.province.record import Round
from parself.province.unit_figures import Taken

INEXACT: Final = say(
    "Names not written as the roster writes them, and whose lines they are taken for:"
)


def inexact_words(taken: Taken, round_: Round) -> Iterator[Message]:
    """Yield each name that is not the roster's, with the unit that it is taken for."""
    for one in taken.inexact:
        yield say("{name} → {unit}", name=one.name, unit=round_.called(one.unit))
