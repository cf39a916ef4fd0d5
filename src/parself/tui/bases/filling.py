"""What is put into a row from elsewhere: pasted blocks, and phrases for its texts."""

from textual import on
from textual.widgets.text_area import Selection

from parself.desk.snippets import BLANK
from parself.i18n import _, render
from parself.rubric import model as m
from parself.rules.amounts import Value
from parself.tui.bases.desk_screen import DeskScreen
from parself.tui.widgets.fields import FigureInput
from parself.tui.widgets.typing import VnTextArea


class FillingScreen(DeskScreen):
    """The part of the question screen that fills a row."""

    @property
    def row(self) -> m.Row:
        """The row that is shown."""
        rows = self.desk.view.rubric.rows
        position, mine = self.desk.assessment.position, self.desk.view.rows
        return rows[position if position in mine else mine[0]]

    def show_kept(self) -> None:
        """Show the row as it is kept now."""
        raise NotImplementedError

    @on(FigureInput.BlockPasted)
    async def _block_pasted(self, event: FigureInput.BlockPasted) -> None:
        """Fill the fields from the cursor on; a block for a table is shown first."""
        from parself.assessment.block import grid_of, read_cells

        view, row = self.desk.view, self.row
        fields, values = view.fields(row.id), view.values(row.id)
        if row.measure.by_sub_unit and len(grid_of(event.text)) > 1:
            self._open_paste(event.text, event.key)
            return
        if row.source is not m.Source.SELF:
            return
        block = read_cells(row, fields, values, event.text, event.key)
        if block.faults:
            words = f"{_('Nothing was taken over.')} {render(block.faults[0])}"
            self.notify(words, severity="warning", timeout=8)
        else:
            await self._take_block(block.changes)

    def action_paste_block(self) -> None:
        """Fill the row from cells that are pasted into a window of their own."""
        if self.row.measure.by_sub_unit:
            self._open_paste("", "")
        else:
            words = _("Only rows with a table are filled so; elsewhere paste into the field.")
            self.notify(words, timeout=8)

    def _open_paste(self, text: str, start: str) -> None:
        given = self.desk.view, self.row, text, start
        self.parself.show("paste:PasteScreen", *given, then=self._take_block)

    async def _take_block(self, changes: dict[str, Value] | None) -> None:
        if not changes:
            return
        with self.telling():
            self.desk.take_over(self.row.id, changes)
        self.show_kept()

    def action_snippets(self) -> None:
        """Choose a phrase for the explanation, or for the note if the cursor stands there."""
        text = self.query_one("#explanation", VnTextArea)
        note = self.query_one("#note", VnTextArea)
        target = note if self.focused is note else text

        def chosen(phrase: str | None) -> None:
            # Not before the window is gone: what lies behind it cannot scroll.
            self.call_later(_insert, target, phrase)

        self.parself.show("snippets:SnippetsScreen", target.text, then=chosen)


def _insert(target: VnTextArea, phrase: str | None) -> None:
    """Put a phrase where the cursor stands, and select its first blank to be filled in."""
    if not phrase:
        return
    target.focus()
    target.call_after_refresh(target.scroll_visible, animate=False)
    (row, column), _end = sorted(target.selection)
    put_in = _apart(target.document[row][:column]) + phrase
    target.put(put_in)
    head, found, _rest = put_in.partition(BLANK)
    if found and BLANK in target.text:
        _above, is_below, line = head.rpartition("\n")
        row, column = row + head.count("\n"), len(line) + (0 if is_below else column)
        target.selection = Selection((row, column), (row, column + len(BLANK)))


def _apart(before: str) -> str:
    """Return the blank to put after the words before the cursor; empty where one stands there."""
    return " " if before and not before[-1].isspace() else ""
