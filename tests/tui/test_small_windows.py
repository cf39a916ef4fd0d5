"""Windows too small to show anything: every screen lives through them and comes back."""

import pytest

from parself.assessment import store
from tui.bursts import settle
from tui.sitting import NARROW, Sitting, sitting, standing_at

SIZES = [(1, 1), (2, 1), (1, 40), (40, 1)]
KINDS_OF_ROW = ["1.1.1", "1.3", "2.1", "2.2.2"]
SCREENS = ["f1", "f2", "f3", "f4", "f5", "f6", "f8", "ctrl+r", "ctrl+g", "ctrl+t", "ctrl+l"]


async def squeeze(person: Sitting) -> None:
    """Make the window tiny in every way, and then large again."""
    for size in (*SIZES, NARROW):
        await person.pilot.resize_terminal(*size)
        await settle(person.pilot)


@pytest.mark.parametrize("row", KINDS_OF_ROW)
async def test_every_kind_of_row(folder: store.Folder, row: str) -> None:
    async with sitting(standing_at(folder, row), size=NARROW) as person:
        before = person.shown
        await squeeze(person)
        assert person.shown == before


@pytest.mark.parametrize("keys", SCREENS)
async def test_every_other_screen(folder: store.Folder, keys: str) -> None:
    async with sitting(standing_at(folder, "1.3"), size=NARROW) as person:
        await person.press(keys)
        before = person.screen
        await squeeze(person)
        assert person.screen is before


@pytest.mark.parametrize("size", SIZES)
async def test_the_program_begins_there(folder: store.Folder, size: tuple[int, int]) -> None:
    for start in (None, standing_at(folder, "1.3")):
        async with sitting(start, size=size) as person:
            await person.press("down", "f1", "escape")
