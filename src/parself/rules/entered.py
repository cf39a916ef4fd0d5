"""Faults of entered values that several measures share, in the same words wherever they occur."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from parself.errors import Message, say
from parself.rules.amounts import Value, Values
from parself.rules.fields import Field
from parself.values import Frozen

FAR_ABOVE: Final = 3
"""How many times its whole a part may be before it is asked about, where it may exceed it."""
FAR_APART: Final = 100
"""How many times another figure a figure is asked about; a dot misread makes it a thousand."""


class Fault(Frozen):
    """Why an input is not possible: at which field, what, and what to do."""

    key: str
    what: Message
    todo: Message


class Asked(Frozen):
    """What a measure needs to know of its row to check values."""

    maximum: Decimal
    fields: Sequence[Field]
    if_none: Message
    """Advice for a whole or base of 0."""

    def label(self, key: str) -> str:
        """Return the label of a field."""
        return next(field.label for field in self.fields if field.key == key)


class Pair(Frozen):
    """Two figures that belong together, and the shares between which they are possible, likely."""

    part: str
    whole: str
    most: int = FAR_ABOVE
    """How many times the whole at most."""
    least: int = 0
    """How many hundredths of the whole at least."""
    may_exceed: bool = False
    """Whether the part may be greater than the whole."""
    divides: bool = True
    """Whether the whole divides the part, and so is above 0."""


def number(value: Value) -> Decimal:
    """Return a value as a number; 0 for a value of another type."""
    return Decimal(value) if isinstance(value, (int, Decimal)) else Decimal(0)


def out_of_range(key: str, least: Decimal | None, most: Decimal | None, value: Decimal) -> Fault:
    """Return the fault of a figure that lies outside what its field can hold."""
    if most is None:
        what = say("{value} is not possible here: the least is {least}.", value=value, least=least)
    elif least is None:
        what = say("{value} is not possible here: the most is {most}.", value=value, most=most)
    else:
        what = say(
            "{value} is not possible here: it must lie between {least} and {most}.",
            value=value,
            least=least,
            most=most,
        )
    return Fault(key, what, say("Check the figure and type it again."))


def pair_faults(asked: Asked, pair: Pair, values: Values) -> Iterator[Fault]:
    """Find a whole of 0 or less that divides, and a part greater than its whole."""
    if not pair.divides or pair.whole not in values:
        return
    whole = number(values[pair.whole])
    if whole < 0:
        yield out_of_range(pair.whole, Decimal(0), None, whole)
    elif whole == 0:
        yield nothing_to_divide_by(asked, pair.whole)
    elif pair.part in values and not pair.may_exceed and number(values[pair.part]) > whole:
        yield exceeds(asked, pair.part, pair.whole, values)


def exceeds(asked: Asked, part: str, whole: str, values: Values) -> Fault:
    """Say that a part is greater than its whole."""
    what = say(
        "{part_label} ({part:count}) is greater than {whole_label} ({whole:count}).",
        part_label=asked.label(part),
        part=values[part],
        whole_label=asked.label(whole),
        whole=values[whole],
    )
    return Fault(part, what, say("Check these two fields: what was just typed is not saved."))


def nothing_to_divide_by(asked: Asked, key: str) -> Fault:
    """Say that a whole or a base is 0."""
    label = asked.label(key)
    return Fault(key, say("{label} is 0, so no rate can be computed.", label=label), asked.if_none)
