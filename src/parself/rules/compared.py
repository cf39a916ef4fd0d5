"""What rules have in common that set a unit's figure against those of all units.

The figure of the others is no entry of the row, though a unit may enter its estimate of it. What
the round has computed counts first, then that estimate, then what was published last year; with
none of them a row has its figure and no points.
"""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Final

from parself.rules.amounts import Context, Values, fraction
from parself.rules.checks import Faults, input_faults
from parself.rules.expressions import Sheet, literal
from parself.rules.fields import Field, Input, figure_field
from parself.rules.kinds import Measure, Stated
from parself.rules.peers import Origin, Peers
from parself.rules.steps import Step, StepKind, step

OWN: Final = "value"
"""Key of the unit's own figure."""
INPUTS: Final = {
    "input1": "value.title",
    "figure1": "value.figure",
    "unit": "unit",
    "decimals": "decimals",
}


class Compared(Measure):
    """A unit's figure against those of all units."""

    value: Input
    unit: str = ""
    decimals: bool = False

    own_key = OWN
    told: ClassVar[Mapping[Origin, StepKind]]
    """The sentence that says what the figure is set against, by where that comes from."""

    def fields(self, _maximum: Decimal, _sub_units: Sequence[str]) -> Iterator[Field]:
        """Ask for the unit's figure; its estimate of the others may be entered."""
        yield figure_field(OWN, self.value, self.unit, decimals=self.decimals)
        yield Field(self.peers_key, "", "decimal", self.unit, optional=True)

    def relation_keys(self) -> tuple[str, ...]:
        """Return the key of the unit's figure: an estimate contradicts nothing."""
        return (OWN,)

    def peers_of(self, values: Values, context: Context) -> Peers | None:
        """Return what the figure is set against; None where nothing is known or assumed."""
        known = context.peers
        if known is not None and not known.is_assumed:
            return known
        if self.peers_key in values:
            return Peers(fraction(values[self.peers_key]), Origin.ENTERED)
        return known

    def set_against(self, values: Values, context: Context) -> tuple[Fraction, Fraction, Step]:
        """Return the unit's figure, what it is set against, and the step that says so.

        Raises TypeError where nothing is known.
        """
        peers = self.peers_of(values, context)
        if peers is None:
            raise TypeError(values)
        shown = self.peers_step(peers, context.year)
        return fraction(values[OWN]), peers.figure, shown

    def peers_step(self, peers: Peers, year: int) -> Step:
        """Return the step that says what figures of a year are set against."""
        return step(
            self.told[peers.origin],
            figure=peers.figure,
            units=peers.units,
            of=peers.of,
            year=year - 1,
        )

    def cells(self, sheet: Sheet, values: Values) -> tuple[str, str]:
        """Return how a formula refers to the unit's figure and to what it is set against."""
        known, key = sheet.peers, self.peers_key
        is_entered = key in values and (known is None or known.is_assumed)
        if known is None and not is_entered:
            raise TypeError(values)
        against = sheet.cell(key) if known is None or is_entered else literal(known.figure)
        return sheet.cell(OWN), against

    @abstractmethod
    def compared(self, figures: Sequence[Fraction]) -> Fraction:
        """Return what so many units' figures come to; there is at least one."""

    def problems(self, at: str, stated: Stated) -> Faults:
        """Check the input."""
        yield from input_faults(f"{at}.value", self.value, stated.figures)
