"""The class (xếp loại) of an index: the best band reached of which the conditions hold. Pure."""

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

from parself.rubric.model import ResultBand
from parself.values import Frozen


class Held(Frozen):
    """A class that an index reaches, and from which a condition keeps the unit."""

    label: str
    zero: tuple[str, ...] = ()
    """Rows at zero."""
    penalties: tuple[str, ...] = ()
    """Penalties that stand."""


class Classed(Frozen):
    """The class of a unit."""

    label: str = ""
    """Empty where there is none."""
    held: tuple[Held, ...] = ()
    """The better classes that it is kept from, the best first."""


def classed(
    bands: Iterable[ResultBand],
    index: Decimal | None,
    zero: Sequence[str],
    penalties: Collection[str],
) -> Classed:
    """Return the class of an index in percent; `zero` are rows at zero, `penalties` those standing.

    No class is given while the index is None.
    """
    held: list[Held] = []
    for one in sorted(bands, key=lambda band: -band.from_):
        if index is None or index < one.from_:
            continue
        at_zero = tuple(zero) if one.not_with_zero else ()
        standing = tuple(row for row in one.not_with if row in penalties)
        if not (at_zero or standing):
            return Classed(one.label, tuple(held))
        held.append(Held(one.label, at_zero, standing))
    return Classed(held=tuple(held))
