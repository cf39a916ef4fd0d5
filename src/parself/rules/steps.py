"""The steps that say how points come about.

A score explains itself by a list of steps: what kind of step, and the exact figures in it. A
kind of step has its sentence with it, as data, so that the screen, the reports and other
languages each say it their way.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from parself.errors import Message, say
from parself.values import Frozen, field

StepValue = Fraction | Decimal | int | str | date | None
StepValues = Mapping[str, StepValue]


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
    return Fraction(value) if isinstance(value, int | Decimal | Fraction) else Fraction(0)


def as_rate(value: object) -> Message:
    """Return how a share reads inside a sentence: 80%."""
    return say("{value:rate}", value=value)


def as_count(value: object) -> Message:
    """Return how a count or a difference reads inside a sentence."""
    return say("{value:count}", value=value)
