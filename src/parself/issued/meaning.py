"""What a rule was understood as: small values, before they become rules of a rubric."""

from decimal import Decimal

from parself.errors import Message
from parself.values import Frozen


class Share(Frozen):
    """A part of a whole."""

    part: str = ""
    whole: str = ""


class Number(Frozen):
    """How many of something there are; without a title it is the row's."""

    unit: str = ""
    title: str = ""


class Days(Frozen):
    """Days after a due day; `year` is relative to the year assessed."""

    day: int
    month: int
    year: int
    never: str = ""
    """What the annex calls a document that was never issued; empty where it does not say."""


class Against(Frozen):
    """A figure against another one that is entered beside it: last year's, a published mean."""

    value: str
    base: str


class Peers(Frozen):
    """A figure against the mean of all units."""

    who: str


class Steps(Frozen):
    """Points by steps; the first has no lower end."""

    steps: tuple["Step", ...]


class Step(Frozen):
    """A step from its lower end on; without points it is worth the maximum times the share."""

    points: Decimal | None
    from_: Decimal | None = None
    above: Decimal | None = None


class Straight(Frozen):
    """The maximum times the share, with what stands at its ends."""

    zero_below: Decimal | None = None
    full_at: Decimal | None = None
    target: Decimal | None = None


class EachUp(Frozen):
    """So much for each, up to the maximum."""

    each: Decimal


class EachOff(Frozen):
    """So much off the maximum for each."""

    each: Decimal


class Choice(Frozen):
    """One of several levels."""

    levels: tuple[tuple[str, Decimal], ...]


class Parts(Frozen):
    """Parts that add up."""

    parts: tuple[tuple[str, Decimal], ...]


class AllOrNothing(Frozen):
    """The maximum where every part is there, else nothing."""

    parts: tuple[str, ...]


class Several(Frozen):
    """Several things counted apart, each case so much off the maximum."""

    counters: tuple[tuple[str, Decimal], ...]


class Worthless(Frozen):
    """A row that is told and worth nothing."""


Entered = Share | Number | Days | Against | Peers
Worth = Steps | Straight | EachUp | EachOff
Whole = Choice | Parts | AllOrNothing | Several | Worthless


class Meaning(Frozen):
    """What a rule asks and gives."""

    entered: Entered | Whole
    worth: Worth | None = None
    no_incidence: str = ""
    """Empty, or ``full`` or ``zero``: what it is worth when nothing of the kind occurred."""
    not_applicable: str = ""
    """Empty, or ``unit`` or ``appraiser``: who may say that the row does not apply."""
    issued_so: bool = False
    """Whether no answer reaches the maximum, and the annex was issued so."""


class Doubt(Frozen):
    """Why a rule is not taken as it reads, and what it could mean."""

    why: Message
    offered: tuple[Meaning, ...] = ()


def is_falling(meaning: Meaning) -> bool:
    """Say whether less earns more."""
    if not isinstance(meaning.worth, Steps):
        return False
    points = [one.points for one in meaning.worth.steps]
    first, last = points[0], points[-1]
    return first is not None and last is not None and first > last
