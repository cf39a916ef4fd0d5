"""Figures of a row that others score, in short, for every face."""

from parself.rubric import model as m
from parself.rules.amounts import Values
from parself.rules.kinds import row_fields
from parself.rules.survey import OF, PERCENT, POINTS
from parself.words.wording import told_value


def shown(row: m.Row, values: Values) -> str:
    """Return entered values in short: 85%, 16,4/22, or the counts in the order of the options."""
    texts = {
        one.key: told_value(one, values[one.key]) for one in row_fields(row) if one.key in values
    }
    if PERCENT in texts:
        return texts[PERCENT].replace(" ", "")
    if POINTS in texts:
        return "/".join(texts[key] for key in (POINTS, OF) if key in texts)
    return " · ".join(texts.values())
