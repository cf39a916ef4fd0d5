"""A screen with a table: its line to find in, and the panel that tells of the highlighted line."""

from typing import ClassVar

from parself.tui.bases.sitting_screen import SittingScreen
from parself.tui.widgets.row_table import RowTable
from parself.tui.widgets.rows import Rows


class TableFrame(SittingScreen):
    """What the keys of a table do."""

    HAS_PANEL: ClassVar[bool] = False
    """Whether a panel tells of the highlighted line."""

    @property
    def table(self) -> RowTable:
        """The table."""
        return self.query_one(RowTable)

    @property
    def rows(self) -> Rows:
        """Its lines."""
        return self.table.rows

    def action_open(self) -> None:
        """Take the highlighted line, as Enter does."""
        self.rows.action_select()

    def action_find_line(self) -> None:
        """Open the line in which words to find are typed."""
        self.table.begin_find()

    def action_found(self) -> None:
        """Close that line."""
        self.table.end_find()

    def action_step(self, by: int) -> None:
        """Move the highlight while the cursor stands in that line."""
        self.rows.step(by)
