"""Colours of tables on paper, the same in a workbook and in a Word file; steps for the page.

All bear black text at a contrast of at least 4.5.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from parself.tables.model import Level

SHADES: Final = ("F4C7A8", "FAE3C8", "FDF6DC", "DDEBF5", "B5D3EA")
"""From nothing to all of what was possible."""
HEADING: Final = "DBE4EE"
LEVELS: Final[Mapping[Level, str]] = {
    Level.AREA: "D9E2EC",
    Level.OURS: "FFF2CC",
    Level.TOTAL: "EDEDED",
}
BOLD: Final = frozenset({Level.AREA, Level.CRITERION, Level.OURS, Level.TOTAL})


def shade_step(share: Decimal) -> int:
    """Return the step of colour for a share of what was possible, from 0."""
    return min(len(SHADES) - 1, int(max(Decimal(0), min(Decimal(1), share)) * len(SHADES)))


OURS_MARK: Final = "► "
"""Before the line of our own unit, where a colour may not be seen."""
TALL: Final = 1_200
"""Characters in a cell from which its line may be broken over pages."""
STAMP_LINES: Final = 4
"""Lines left for signature and stamp."""
