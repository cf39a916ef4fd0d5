"""From which size on what stands beside what: said here alone.

A screen has one class for its width and one for its height; a style for all wide windows
names both `-wide` and `-widest`.
"""

from typing import Final

WIDE: Final = 100
"""Columns from which on areas and rows stand at the left of a question."""
WIDEST: Final = 130
"""Columns from which on index, ladder, range and chances stand at the right of it too."""
BESIDE: Final = 140
"""Columns from which on a list of a round has its panel beside it."""
TALL: Final = 40
"""Lines from which on the guidance of a row stands open."""
COLUMNS: Final = [(0, "-narrow"), (WIDE, "-wide"), (WIDEST, "-widest")]
LIST_COLUMNS: Final = [(0, "-narrow"), (BESIDE, "-wide")]
LINES: Final = [(0, "-low"), (TALL, "-tall")]
