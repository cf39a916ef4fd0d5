"""The frame of a screen that lists something: a caption over lines, one of them highlighted.

Where the screen has a panel, it tells of the highlighted line: below the list, and beside it in
wide windows.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import OptionList

from parself.errors import ParselfError
from parself.submission.inspector import Prints
from parself.tui.bases.desk_screen import DeskScreen
from parself.tui.bases.table_frame import TableFrame
from parself.tui.widgets.breakpoints import WIDE
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.row_table import HeadLine, Line, RowTable
from parself.tui.widgets.rows import of
from parself.tui.widgets.score_band import ScoreBand

T = TypeVar("T")


class Listing(NamedTuple):
    """What a list screen shows of the present value."""

    caption: Content
    lines: Sequence[Line]
    nothing: str = ""
    """What is said where there are no lines."""


class ListScreen(DeskScreen, TableFrame, Generic[T]):
    """Lines that stand for something. A subclass says which, and what Enter does with one."""

    DEFAULT_CSS = """
    ListScreen {
        #body { height: 1fr; }
        #body Panel { display: none; height: 7; }
        #body Panel.-below, &.-tall #body Panel { display: block; }
        &.-wide #body, &.-widest #body { layout: horizontal; }
        &.-wide #body Panel, &.-widest #body Panel {
            display: block;
            width: 40%;
            height: 1fr;
            max-height: 100%;
        }
    }
    """
    PANEL_BELOW: ClassVar[bool] = False
    """Whether its panel stands below the list in windows that are narrow and low, too."""
    HAS_BOARD: ClassVar[bool] = False
    """Whether the scoreboard stands below the list."""

    def compose_body(self) -> ComposeResult:
        """Make caption, list and panel."""
        with Container(id="body"):
            yield RowTable()
            if self.HAS_PANEL:
                yield Panel(id="panel", classes="-below" if self.PANEL_BELOW else "")
        if self.HAS_BOARD:
            yield ScoreBand(id="board")

    def listing(self) -> Listing:
        """Return what is shown now."""
        raise NotImplementedError

    def first_key(self) -> str | None:
        """Return the key of the line to highlight at first; None for the topmost."""
        return None

    def take(self, one: T) -> None:
        """Do what Enter does with a line: here, go to the row whose id it stands for."""
        self.show_row(str(one))

    def tell_of(self, one: T, panel: Panel) -> None:
        """Show in the panel what belongs to the highlighted line."""

    def tell_of_group(self, group: Any, panel: Panel) -> None:
        """Show in the panel what belongs to the highlighted head."""
        panel.empty()

    @property
    def here(self) -> T | None:
        """What the highlighted line stands for; None on the head of a group."""
        line = self.rows.highlighted_option
        return None if isinstance(line, HeadLine) else of(line)

    @property
    def group_here(self) -> Any:
        """What the highlighted head stands for; None on a line."""
        line = self.rows.highlighted_option
        return of(line) if isinstance(line, HeadLine) else None

    @cached_property
    def prints(self) -> Prints:
        """What became of the evidence's files: read once a visit, large ones take a while."""
        from parself.submission.payload import evidence_prints

        try:
            return evidence_prints(self.desk.folder, self.desk.assessment)
        except ParselfError as error:
            self.tell(error)
            return {}

    def refresh_view(self) -> None:
        """Show the present value; the highlight stays on its line, else at its place."""
        super().refresh_view()
        key = self.first_key() if self.rows.highlighted is None else None
        self._list(key, self.rows.highlighted or 0)

    def list_others(self) -> None:
        """Show other lines; the highlight goes to the first, unless its own is among them."""
        self._list(None, 0)

    def _list(self, key: str | None, place: int) -> None:
        width = self.app.size.width
        self.rows.beside = width * 2 // 5 if self.HAS_PANEL and width >= WIDE else 0
        shown = self.listing()
        self.table.fill(shown.caption, shown.lines, shown.nothing, key, place)
        self._tell()

    def _tell(self) -> None:
        if not self.HAS_PANEL:
            return
        panel = self.query_one(Panel)
        if self.here is not None:
            self.tell_of(self.here, panel)
        elif self.group_here is not None:
            self.tell_of_group(self.group_here, panel)
        else:
            panel.empty()

    @on(OptionList.OptionHighlighted)
    def _highlighted(self) -> None:
        self._tell()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_list is self.rows:
            self.take(of(event.option))
