"""What a measure and a scale are: the two protocols that every kind of rule fulfils.

A measure says what is entered and what that amounts to; a scale says what the amount is worth.
Whatever the program wants to know of a rule it asks of these methods, so that no kind is named
outside its own module. A default means "nothing of the sort". Everything is pure.
"""

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Final, Literal, Protocol

from parself.errors import Message
from parself.rules.amounts import (
    Amount,
    Context,
    Points,
    Quantity,
    Share,
    Values,
    Worth,
    of_rubric,
)
from parself.rules.annex import AnnexRule
from parself.rules.checks import Faults
from parself.rules.entered import Asked, Fault, Pair, pair_faults
from parself.rules.expressions import AmountText, Refer, Sheet, pair_conditions
from parself.rules.fields import Field
from parself.rules.luck import Luck, Result
from parself.rules.peers import Peers
from parself.rules.rungs import Rung
from parself.rules.steps import Step, as_count, as_rate
from parself.values import Frozen, remembered


class Span(Frozen):
    """What a measure gives, and its least and greatest amount; None means no end."""

    gives: Literal["points", "share", "quantity"]
    least: Decimal | None = Decimal(0)
    greatest: Decimal | None = None
    counters: Mapping[str, str] | None = None
    """Titles of counters by their ids; None for what is not counted."""
    is_days: bool = False

    def shown(self, amount: Decimal) -> Message:
        """Return how an amount of it reads inside a sentence."""
        return as_rate(amount) if self.gives == "share" else as_count(amount)


class Stated(Frozen):
    """What a measure may refer to in the rest of its rubric."""

    year: int
    figures: tuple[str, ...]
    """Ids of shared figures."""


class Kind(Frozen):
    """What measures and scales have in common."""

    kind: ClassVar[str]
    """Word in a rubric's file."""
    annex: ClassVar[tuple[AnnexRule, ...]]
    """The ways in which it is written in a rubric's workbook."""
    short: ClassVar[type | None] = None
    """Class of the short spelling in a rubric's file; it has a method `long`."""
    offers: ClassVar[frozenset[str]] = frozenset()
    """Labels whose words do not matter for points, but whether there are any."""

    @classmethod
    def shape_of(cls, _table: Mapping[str, object]) -> type:
        """Return the class that a table of a rubric's file is read as."""
        return cls

    def written(self) -> Frozen:
        """Return what a rubric's file spells out: itself, or its short form."""
        return self


class Measure(Kind):
    """What is entered, and what that amounts to."""

    by_sub_unit: ClassVar[bool] = False
    """Whether it asks for a line for each of the unit's communes."""
    maximum_key: ClassVar[str] = ""
    """Field that holds a maximum announced elsewhere."""
    own_key: ClassVar[str] = ""
    """Field whose figure is set against that of all units; empty where nothing is."""
    peers_key: ClassVar[str] = ""
    """Field for the unit's estimate of what all units come to."""
    peers_title: ClassVar[Message] = Message("")
    """What people call that which all units come to."""

    def peers_of(self, _values: Values, _context: Context) -> Peers | None:
        """Return what the unit's figure is set against; None where nothing is known."""
        return None

    def peers_step(self, peers: Peers, _year: int) -> Step:
        """Return the step that says what figures are set against. Raises TypeError as below."""
        raise TypeError(peers)

    def compared(self, _figures: Sequence[Fraction]) -> Fraction:
        """Return what the figures of units come to. Raises TypeError where nothing is compared."""
        raise TypeError(self)

    @property
    def due_year(self) -> int:
        """The year, relative to the one assessed, in which a day is expected."""
        return 0

    @abstractmethod
    def fields(self, maximum: Decimal, sub_units: Sequence[str]) -> Iterable[Field]:
        """Yield what is asked for, in order."""

    def columns(self) -> Iterable[str]:
        """Yield the titles of what is asked of each commune."""
        return ()

    def relation_keys(self) -> tuple[str, ...] | None:
        """Return the keys that relations may name; None for those of its fields with figures."""
        return None

    def is_complete(self, fields: Sequence[Field], values: Values) -> bool:
        """Say whether all that is needed has been entered, or the mark that stands instead."""
        is_asked = False
        lacks = False
        for field in fields:
            if field.instead and values.get(field.key) is True:
                return True
            if not field.optional:
                is_asked = True
                lacks = lacks or field.key not in values
        return is_asked and not lacks

    def faults(self, asked: Asked, values: Values) -> Iterable[Fault]:
        """Yield why values that fit their fields are not possible together: its pairs, by rule."""
        for pair in pairs_of(self):
            yield from pair_faults(asked, pair, values)

    def pairs(self) -> Iterable[Pair]:
        """Yield pairs of figures whose ratio is possible or likely only within bounds."""
        return ()

    @abstractmethod
    def amount(self, maximum: Decimal, values: Values, context: Context) -> Amount:
        """Return the amount of complete, possible values."""

    def span(self) -> Span:
        """Return the range of its amounts, whatever is entered."""
        return Span("points")

    @abstractmethod
    def rungs(
        self, rule: "Rule", values: Values, amount: Amount, context: Context
    ) -> Iterable[Rung]:
        """Yield other places of a completely answered row; worse ones are left out later."""

    def selections(self, _rule: "Rule", _values: Values, _amount: Amount) -> Iterable[Rung] | None:
        """Yield the best one part, the best two, and so on; None where a row is one ladder."""
        return None

    @abstractmethod
    def text(self, sheet: Sheet, values: Values, year: int) -> AmountText:
        """Return the amount of the entered cells as a formula."""

    def conditions(
        self, _maximum: Decimal, _entered: Sequence[Field], values: Values, cell: Refer
    ) -> Iterable[str]:
        """Yield conditions between entered cells as formulas; they say the same as `faults`."""
        for pair in self.pairs():
            if pair.whole in values:
                yield from pair_conditions(pair, cell)

    def block_conditions(self, _cells: int, _block: Refer) -> Iterable[str]:
        """Yield conditions on the columns of a table with so many cells, as formulas."""
        return ()

    def is_exact(self, _values: Values, _digits: int) -> bool:
        """Say whether a spreadsheet that counts in so many digits gets the same amount."""
        return True

    @abstractmethod
    def problems(self, at: str, stated: Stated) -> Faults:
        """Yield every fault of the measure without regard to its row; `at` is its key path."""

    def points_problems(self, _at: str, _maximum: Decimal) -> Faults:
        """Yield faults of the measure's points against the row's maximum."""
        yield from ()

    def can_reach(self, _maximum: Decimal) -> bool:
        """Say whether the measure lets some answer earn the maximum."""
        return True

    @abstractmethod
    def words(self) -> Iterable[Message]:
        """Yield short sentences that tell what is entered."""

    @abstractmethod
    def invented(self, rule: "Rule", result: Result, luck: Luck, context: Context) -> Values:
        """Return possible, complete values that usually earn as much as `result` says."""


class Scale(Kind):
    """What an amount is worth."""

    takes: ClassVar[tuple[str, ...]]
    """Amounts that it fits: share, quantity, count."""

    def fits(self, span: Span) -> bool:
        """Say whether the format pairs it with a measure that gives this."""
        given = span.gives if span.counters is None else "count"
        return given in self.takes

    @abstractmethod
    def worth(self, amount: Share | Quantity, maximum: Fraction) -> Worth:
        """Return exact points within 0..maximum. Raises TypeError where the two do not fit."""

    def ends(self) -> Iterable[Fraction]:
        """Yield the amounts at which the worth may jump."""
        return ()

    def thresholds(self, _maximum: Fraction) -> Iterable[tuple[Fraction, bool]]:
        """Yield the amounts at which the worth may jump or end.

        Beside each stands whether it must be passed (True) or only reached.
        """
        return ()

    def settled_at(self, maximum: Fraction) -> Fraction | None:
        """Return the amount beyond which more of it changes nothing; None where there is none."""
        return max((end for end, _is_passed in self.thresholds(maximum)), default=None)

    def latest_days(self) -> Sequence[Fraction | None]:
        """Return the last day of each step, None of the last one; empty where there are none."""
        return ()

    def fewer(self, _rule: "Rule", _counted: Mapping[str, Fraction]) -> "Sequence[Fewer] | None":
        """Return how many fewer cases of single counters would be better.

        None where only their sum matters.
        """
        return None

    @abstractmethod
    def text(self, amount: AmountText, maximum: str) -> str:
        """Return the points as a formula."""

    @abstractmethod
    def problems(self, at: str, rule: "Rule") -> Faults:
        """Find every fault of the scale for this row; `at` is its key path."""

    def can_reach(self, _maximum: Decimal, _span: Span) -> bool:
        """Say whether some possible amount earns the maximum; asked of a faultless rule only."""
        return True

    @abstractmethod
    def words(self, span: Span) -> Iterable[Message]:
        """Yield short sentences that tell what an amount is worth."""

    @classmethod
    def spelled_out(cls, table: Mapping[str, Any], _measure: Mapping[str, Any]) -> Any:
        """Return a table of a rubric's file with its short spelling written out."""
        return table

    def abbreviated(self, table: Mapping[str, Any], _measure: Measure) -> Any:
        """Return a table in its short spelling, as a person would write it."""
        return table


class Fewer(Frozen):
    """A number of cases less of some counters, and the points that leaves."""

    counters: tuple[str, ...]
    count: Fraction
    points: Fraction


class Rule(Protocol):
    """The part of a rubric's row that says how it earns points."""

    @property
    def measure(self) -> Measure:
        """What is entered."""

    @property
    def scale(self) -> Scale | None:
        """What the amount is worth; None where the measure has points itself."""

    @property
    def points(self) -> Decimal:
        """The maximum."""

    @property
    def is_penalty(self) -> bool:
        """Whether its points are taken off."""


ROWS: Final = "rows"
"""Key by which relations name the number of a table's lines."""


def row_fields(rule: Rule, sub_units: Sequence[str] = ()) -> tuple[Field, ...]:
    """Return what a row asks for, in order. `sub_units` are the unit's communes, for tables."""
    known = _fields_known(rule)
    names = tuple(sub_units)
    found = known.get(names)
    if found is None:
        if len(known) >= _MOST_UNITS:
            known.clear()
        found = known[names] = tuple(rule.measure.fields(rule.points, names))
    return found


@remembered
def _fields_known(_rule: Rule) -> dict[tuple[str, ...], tuple[Field, ...]]:
    """Return the place for a row's fields: every keystroke scores every row."""
    return {}


_MOST_UNITS: Final = 64


@remembered
def pairs_of(measure: Measure) -> tuple[Pair, ...]:
    """Return the pairs of figures of a measure."""
    return tuple(measure.pairs())


def amount_of(rule: Rule, values: Values, context: Context) -> Amount:
    """Return the amount of complete, possible values of a row."""
    return rule.measure.amount(rule.points, values, context)


def invented(rule: Rule, result: Result, luck: Luck, context: Context) -> Values:
    """Return possible, complete values that earn as much as `result` says.

    Where a scale rewards less, the values invented for "little" may earn the most: the values
    for all three results are ranked by their points.
    """
    ways = [rule.measure.invented(rule, one, luck, context) for one in Result]
    ways.sort(key=lambda values: worth(rule, amount_of(rule, values, context))[0])
    return ways[result]


def worth(rule: Rule, amount: Amount) -> Worth:
    """Return exact points within 0..maximum, and the steps of their derivation."""
    maximum = of_rubric(rule.points)
    if isinstance(amount, Points):
        return min(amount.value, maximum), ()
    if rule.scale is None:
        raise TypeError(amount)
    return rule.scale.worth(amount, maximum)


def worth_text(rule: Rule, amount: AmountText, maximum: str) -> str:
    """Return the points of an amount as a formula."""
    if rule.scale is not None:
        return rule.scale.text(amount, maximum)
    return f"MIN({maximum},{amount.text})"
