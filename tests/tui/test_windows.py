"""Windows over a screen: what is asked stays in view, however much is told above it."""

from pathlib import Path

import pytest
from textual.containers import VerticalScroll
from textual.widgets import Input, OptionList

from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.sheet import SheetLine, SheetScreen
from tui.sitting import NARROW, sitting

LONG = "\n".join(f"• Đơn vị {number}: 87,31% → 87,64%" for number in range(60))


@pytest.mark.parametrize("kind", [Input, OptionList])
async def test_fields_and_answers_stay_in_view_below_long_words_that_scroll(
    kind: type[Input | OptionList], home: Path
) -> None:
    lines = (SheetLine("why", "Lý do"), SheetLine("day", "Ngày"))
    asks = SheetScreen("Công bố?", LONG, lines, lambda _typed: None)
    window = asks if kind is Input else AskScreen("Công bố?", LONG, [("a", "Có"), ("b", "Không")])
    async with sitting(None, size=NARROW) as person:
        await person.app.push_screen(window)
        await person.wait()
        asked = list(person.screen.query(kind))
        assert asked
        assert all(one.region and one.region.bottom < NARROW[1] for one in asked)
        told = person.screen.query_one("#told", VerticalScroll)
        before = told.scroll_y
        await person.press("pagedown")
        assert told.scroll_y > before
        await person.press("pageup")
        assert told.scroll_y == before
