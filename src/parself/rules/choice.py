"""One of several levels, each with points."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from parself.errors import Message, say
from parself.rules.amounts import Amount, Context, Points, Values
from parself.rules.annex import ENTRY, AnnexPart, AnnexRule
from parself.rules.checks import Faults, entry_faults
from parself.rules.expressions import AmountText, Sheet, quoted
from parself.rules.fields import Field
from parself.rules.kinds import Measure, Rule, Stated
from parself.rules.luck import Luck, Result, picked
from parself.rules.of_maximum import (
    PointsStated,
    exact_points,
    points_text,
    points_told,
    points_values,
    stated_faults,
    worth_told,
)
from parself.rules.rungs import Move, Rung
from parself.rules.steps import StepKind, StepValues, step
from parself.values import Frozen


def _level_told(values: StepValues) -> Message:
    return say("{title}: {worth}", title=values["title"], worth=worth_told(values))


LEVEL: Final = StepKind("level", _level_told)
LEVEL_LINES: Final = AnnexPart(
    "Mức để chọn", "levels", {**ENTRY, "points": "points"}, ("title", "points")
)


class Level(Frozen):
    """One of several stated levels of a row."""

    id: str
    title: str
    points: PointsStated


class Choice(Measure):
    """One of several levels, each with points."""

    levels: tuple[Level, ...]

    kind = "choice"
    annex = (AnnexRule("choice", "Chọn mức", parts=(LEVEL_LINES,)),)

    def fields(self, _maximum: Decimal, _sub_units: Sequence[str]) -> Iterator[Field]:
        """Yield the field in which a level is chosen."""
        options = tuple((level.id, level.title) for level in self.levels)
        yield Field("choice", "", "choice", options=options)

    def amount(self, maximum: Decimal, values: Values, _context: Context) -> Points:
        """Return the points of the level."""
        level = next(level for level in self.levels if level.id == values["choice"])
        shown = step(LEVEL, title=level.title, **points_values(level.points, maximum))
        return Points(exact_points(level.points, maximum), (shown,))

    def rungs(self, rule: Rule, _values: Values, _now: Amount, _context: Context) -> Iterator[Rung]:
        """Yield every level as a rung."""
        for level in self.levels:
            points = exact_points(level.points, rule.points)
            yield Rung(Move.LEVEL, level.title, None, "", points)

    def text(self, sheet: Sheet, _values: Values, _year: int) -> AmountText:
        """Return a formula that compares the cell with each title, capitals included."""
        cell = sheet.cell("choice")
        terms = (
            f"EXACT({cell},{quoted(one.title)})*{points_text(one.points, sheet.maximum)}"
            for one in self.levels
        )
        return AmountText("+".join(terms))

    def problems(self, at: str, _stated: Stated) -> Faults:
        """Check the list of levels."""
        yield from entry_faults(f"{at}.levels", self.levels)

    def points_problems(self, at: str, maximum: Decimal) -> Faults:
        """Find levels with points below 0 or above the row's."""
        for level in self.levels:
            yield from stated_faults(f"{at}.levels[{level.id}].points", level.points, maximum)

    def can_reach(self, maximum: Decimal) -> bool:
        """Say whether some level earns the maximum."""
        return any(exact_points(level.points, maximum) == maximum for level in self.levels)

    def words(self) -> Iterator[Message]:
        """Yield a sentence for each level."""
        for one in self.levels:
            yield say("“{title}”: {worth}", title=one.title, worth=points_told(one.points))

    def invented(self, rule: Rule, result: Result, luck: Luck, _context: Context) -> Values:
        """Pick a level."""
        best_first = sorted(
            self.levels, key=lambda level: exact_points(level.points, rule.points), reverse=True
        )
        return {"choice": picked(result, best_first).id}
