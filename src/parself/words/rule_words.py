"""A row's rule in sentences: what is entered, and what it is worth.

For comparing two editions and for reading a rule without its TOML.
"""

from parself.i18n import render
from parself.rubric import model as m


def rule_words(row: m.Row) -> tuple[str, ...]:
    """Return the rule as short sentences: the measure first, then the scale."""
    said = [*row.measure.words()]
    if row.scale is not None:
        said += row.scale.words(row.measure.span())
    return tuple(render(one) for one in said)
