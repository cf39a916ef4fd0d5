"""What entered values amount to, what that is worth, and the steps that say why.

A score explains itself by a list of steps: what kind of step, and the exact figures in it. A
kind of step has its sentence with it, as data, so that the screen, the reports and other
languages each say it their way.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from parself.errors import Message, say
from parself.values import Frozen, field

Value = int | Decimal | bool | date | str
"""An entered value: a count, a number, yes or no, a day, or the id of a level."""
Values = Mapping[str, Value]
StepValue = Fraction | Decimal | int | str | date | None
StepValues = Mapping[str, StepValue]

ZERO = Fraction(0)
ONE = Fraction(1)


class StepKind(Frozen):
    """A kind of step in a derivation, with the sentence that tells it."""

    name: str
    told: Message | Callable[[StepValues], Message]
    """The sentence; a function where the figures choose between several."""
    is_condition: bool = False
    """Whether it continues the line that it applies to."""
    is_tick: bool = False
    """Whether a screen shows the same as a ticked box."""


class Step(Frozen):
    """One step of a derivation: its kind and the exact figures in it."""

    kind: StepKind
    values: StepValues = field(default_factory=dict)

    def sentence(self) -> Message:
        """Return the sentence that tells the step."""
        told = self.kind.told
        return Message(told.id, self.values) if isinstance(told, Message) else told(self.values)


def step(kind: StepKind, **values: StepValue) -> Step:
    """Return a step of this kind with its figures."""
    return Step(kind, values)


def exact(values: StepValues, name: str) -> Fraction:
    """Return a figure of a step; 0 for what is no figure."""
    value = values[name]
    return Fraction(value) if isinstance(value, int | Decimal | Fraction) else ZERO


def as_rate(value: object) -> Message:
    """Return how a share reads inside a sentence: 80%."""
    return say("{value:rate}", value=value)


def as_count(value: object) -> Message:
    """Return how a count or a difference reads inside a sentence."""
    return say("{value:count}", value=value)


class Points(Frozen):
    """Points that a measure gives directly, without a scale."""

    value: Fraction
    steps: tuple[Step, ...]


class Share(Frozen):
    """A part of a whole; 1 is all. May be above 1 or below 0 where the rule allows it."""

    value: Fraction
    steps: tuple[Step, ...] = ()


class Quantity(Frozen):
    """A count, a number of days, a difference."""

    value: Fraction | None
    """None: never happened, worse than any number (a document that was not issued)."""
    steps: tuple[Step, ...] = ()
    counters: Mapping[str, Fraction] = field(default_factory=dict)
    """The named counters that add up to `value`."""
    is_days: bool = False


Amount = Points | Share | Quantity
Worth = tuple[Fraction, tuple[Step, ...]]
"""Exact points, and the steps that lead from the amount to them."""


class Context(Frozen):
    """What a measure depends on besides the entered values."""

    year: int
    """The year assessed: due dates are relative to it."""
    sub_units: Sequence[str] = ()
    """The unit's communes: the lines of tables."""


def fraction(value: Value) -> Fraction:
    """Return an entered figure exactly. Raises TypeError for what is no figure."""
    if isinstance(value, int | Decimal):
        return Fraction(value)
    raise TypeError(value)


def day(value: Value) -> date:
    """Return an entered day. Raises TypeError for what is no day."""
    if isinstance(value, date):
        return value
    raise TypeError(value)
