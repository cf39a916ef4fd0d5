"""How deep a line stands in a table of the rubric's tree."""

from parself.rubric import model as m
from parself.tables.model import Level


def level_of(node: m.Node) -> Level:
    """Return how the line of an area, a criterion or a row is set."""
    if not node.above:
        return Level.AREA
    is_row = isinstance(node.part, m.Item) and node.depth > 1
    return Level.ROW if is_row else Level.CRITERION
