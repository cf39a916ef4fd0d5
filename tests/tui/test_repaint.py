"""What a keystroke has laid out and painted anew: counted, never timed."""

from collections.abc import Iterator

import pytest
from textual.screen import Screen

from parself.assessment import store
from tui.sitting import sitting, standing_at


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Screen[object]]]:
    """The screens that were laid out, once for each time."""
    found: list[Screen[object]] = []
    lay_out = Screen._refresh_layout

    def counted(screen: Screen[object], *given: object, **more: object) -> None:
        found.append(screen)
        lay_out(screen, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Screen, "_refresh_layout", counted)
    yield found


async def test_a_digit_that_changes_the_figures_lays_nothing_out(
    folder: store.Folder, layouts: list[Screen[object]]
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("900\r1000\x1b[A")
        await person.types("990")
        before = person.words("#steps")
        layouts.clear()
        await person.types("\x7f5")
        assert person.words("#steps") != before
        assert not layouts


async def test_a_text_that_takes_another_line_makes_room(
    folder: store.Folder, layouts: list[Screen[object]]
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        layouts.clear()
        await person.types("900\r1000")
        assert layouts
