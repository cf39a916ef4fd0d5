"""The frame of a screen that lists something: a caption over lines, one of them highlighted."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList

from parself.errors import ParselfError
from parself.submission.inspector import Prints
from parself.tui.bases.desk_screen import DeskScreen
from parself.tui.widgets.body import Caption
from parself.tui.widgets.rows import ListLine, Rows, of
from parself.tui.widgets.score_band import ScoreBand

T = TypeVar("T")


class Listing(NamedTuple):
    """What a list screen shows of the present value."""

    caption: Content
    lines: Sequence[ListLine[Any]]
    nothing: str = ""
    """What is said where there are no lines."""


class ListScreen(DeskScreen, Generic[T]):
    """Lines that stand for something. A subclass says which, and what Enter does with one."""

    COMPACT: ClassVar[bool] = False
    """Whether its lines stand at the very edge."""
    HAS_BOARD: ClassVar[bool] = False
    """Whether the scoreboard stands below the list."""

    def compose_body(self) -> ComposeResult:
        """Make caption and list."""
        yield Caption()
        yield Rows(compact=self.COMPACT)
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

    @property
    def rows(self) -> Rows:
        """The list."""
        return self.query_one(Rows)

    @property
    def here(self) -> T | None:
        """What the highlighted line stands for."""
        found: T | None = self.rows.here
        return found

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
        self._list(self.rows.key or self.first_key(), self.rows.highlighted or 0)

    def list_others(self) -> None:
        """Show other lines; the highlight goes to the first, unless its own is among them."""
        self._list(self.rows.key, 0)

    def _list(self, key: str | None, place: int) -> None:
        shown = self.listing()
        self.query_one(Caption).show(shown.caption)
        self.rows.fill(shown.lines, shown.nothing, key, place)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.take(of(event.option))

    def action_open(self) -> None:
        """Take the highlighted line, as Enter does."""
        self.rows.action_select()
