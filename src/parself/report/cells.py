"""Names of cells, and the formulas over them that several reports share.

Formulas refer to cells by names that are made here alone: ``max:3.4.1`` (a row's maximum),
``self:3.4.1`` (its claimed points), ``in:3.4.1:part`` (an entered figure).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from parself.i18n import _
from parself.rubric import model as m
from parself.rules.expressions import quoted
from parself.rules.formula import rounded
from parself.scoring.weights import Weights
from parself.tables.model import Cell, Kind, Value

TOTAL: Final = "total"
APPLICABLE: Final = "applicable"
BONUS: Final = "bonus"
PENALTY: Final = "penalty"
INDEX: Final = "index"
CLAIMED: Final = "claimed"
APPRAISED: Final = "appraised"


def impossible() -> str:
    """Return the word that stands in a workbook where figures or sums cannot be."""
    return _("impossible figure")


def named(what: str, part_id: str) -> str:
    """Return the name of the cell that holds something of a row or of another part."""
    return f"{what}:{part_id}"


def copied(value: Value, name: str, kind: Kind | None = None) -> Cell:
    """Return a cell that shows what a named one holds."""
    return Cell(value, kind, formula=ref(name))


def max_name(row_id: str) -> str:
    """Return the name of the cell that holds a maximum."""
    return named("max", row_id)


def self_name(row_id: str) -> str:
    """Return the name of the cell that holds claimed points."""
    return named("self", row_id)


def input_name(row_id: str, key: str) -> str:
    """Return the name of the cell that holds an entered figure."""
    return f"in:{row_id}:{key}"


def ref(name: str) -> str:
    """Return how a formula refers to a named cell."""
    return "{" + name + "}"


def run(first: str, last: str) -> str:
    """Return how a formula refers to a run of cells, from one named to another."""
    return f"{ref(first)}:{ref(last)}"


def summed(names: Iterable[str]) -> str:
    """Return the sum of named cells; empty ones count as nothing, a text makes it impossible."""
    return guarded("+".join(map(ref, names)))


def summed_run(names: Sequence[str]) -> str:
    """Return the sum of named cells that stand next to each other, however many."""
    return guarded(f"SUMPRODUCT({run(names[0], names[-1])}+0)")


def weighed(names: Mapping[str, str], weights: Weights, *, is_rounded: bool = True) -> str:
    """Return the sum of named cells of rows, those of a section weighed and rounded together."""
    parts = [ref(name) for row, name in names.items() if weights.of(row) == 1]
    for section in weights.sections:
        terms = [
            f"{ref(names[row])}*{one.numerator}/{one.denominator}"
            for row, one in section.weights.items()
            if row in names and one != 1
        ]
        added = "+".join(terms)
        parts += [rounded(added, weights.step) if is_rounded else added] if terms else []
    return guarded("+".join(parts))


def guarded(formula: str) -> str:
    """Return the formula, giving the word "impossible figure" where it cannot be calculated."""
    return f"IFERROR({formula},{quoted(impossible())})"


def index_formula(rubric: m.Rubric, points: str, most: str, bonus: str, penalty: str) -> str:
    """Return the formula of an index: points ÷ applicable maximum × 100 + bonus − penalty."""
    raw = f"{ref(points)}*100/{ref(most)}"
    if rubric.adjustments:
        raw += f"+{ref(bonus)}-{ref(penalty)}"
    return guarded(rounded(f"MAX(0,MIN(100,{raw}))", rubric.rounding.total))


def place_formula(index: str, span: str, without: str = "") -> str:
    """Return the place of a named cell's index among a run of cells: 1 + those strictly above.

    Empty cells and texts are above nobody. `without` names a cell of the run that is not counted.
    """
    own, other = ref(index), ref(without)
    above = f"SUMPRODUCT(ISNUMBER({span})*({span}>{own}))"
    itself = f"-AND(ISNUMBER({other}),{other}>{own})" if without else ""
    return f"IF(ISNUMBER({own}),1+{above}{itself},{quoted(impossible())})"


def capped(kind: str, added: str) -> str:
    """Return the formula of what counts of the bonus or the penalty rows: up to its cap."""
    return guarded(f"MIN({ref(max_name(kind))},{added}+0)")
