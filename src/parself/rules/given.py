"""Points decided elsewhere, or entered directly with an explanation."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from parself.errors import Message, say
from parself.rules.amounts import ZERO, Amount, Context, Points, Values, fraction
from parself.rules.annex import AnnexRule
from parself.rules.checks import Faults, not_above_zero
from parself.rules.entered import Asked, Fault, number
from parself.rules.expressions import AmountText, Refer, Sheet
from parself.rules.fields import Field
from parself.rules.kinds import Measure, Rule, Stated
from parself.rules.luck import Luck, Result, picked
from parself.rules.rungs import Move, Rung
from parself.rules.steps import StepKind, step

GIVEN: Final = StepKind("given", say("{points:points} points entered"))


class Given(Measure):
    """Points decided elsewhere, or entered directly with an explanation."""

    step: Decimal | None = None
    """Points come in multiples of this, when given."""

    kind = "given"
    annex = (AnnexRule("given", "Nhập điểm trực tiếp", {"step": "step"}),)

    def fields(self, maximum: Decimal, _sub_units: Sequence[str]) -> Iterator[Field]:
        """Yield the field for the points."""
        yield Field("points", "", "decimal", most=maximum)

    def faults(self, _asked: Asked, values: Values) -> Iterator[Fault]:
        """Find points that are no multiple of the step."""
        if self.step is not None and number(values.get("points", 0)) % self.step:
            what = say("Points of this row come in steps of {step}.", step=self.step)
            yield Fault("points", what, say("Check the figure and type it again."))

    def amount(self, _maximum: Decimal, values: Values, _context: Context) -> Points:
        """Return the points themselves."""
        given = fraction(values["points"])
        return Points(given, (step(GIVEN, points=given),))

    def rungs(self, rule: Rule, values: Values, _now: Amount, _context: Context) -> Iterator[Rung]:
        """Yield the most that can be entered: all points, or the last whole step below."""
        most = Fraction(rule.points)
        if rule.is_penalty:
            most = ZERO
        elif self.step is not None:
            most = most // Fraction(self.step) * Fraction(self.step)
        yield Rung(Move.POINTS, "", abs(most - fraction(values["points"])), "", most)

    def text(self, sheet: Sheet, _values: Values, _year: int) -> AmountText:
        """Return the cell itself."""
        return AmountText(sheet.cell("points"))

    def conditions(
        self, _maximum: Decimal, _entered: Sequence[Field], _values: Values, cell: Refer
    ) -> Iterator[str]:
        """Yield the condition that the points are whole steps."""
        if self.step is not None:
            steps = f"ROUND({cell('points')}/{self.step:f},9)"
            yield f"{steps}=INT({steps})"

    def problems(self, at: str, _stated: Stated) -> Faults:
        """Find a step of 0 or less."""
        if self.step is not None and self.step <= 0:
            yield not_above_zero(f"{at}.step")

    def can_reach(self, maximum: Decimal) -> bool:
        """Say whether the maximum is a whole number of steps."""
        return self.step is None or Fraction(maximum) % Fraction(self.step) == 0

    def words(self) -> Iterator[Message]:
        """Yield a sentence: points are entered, and in which steps."""
        yield say("points entered directly")
        if self.step is not None:
            yield say("in steps of {step:points}", step=self.step)

    def invented(self, rule: Rule, result: Result, luck: Luck, _context: Context) -> Values:
        """Enter all points, half of them, or none, in steps."""
        smallest = self.step if self.step is not None else Decimal("0.05")
        half = rule.points / 2 // smallest * smallest
        return {"points": picked(result, (rule.points, half, Decimal(0)))}
