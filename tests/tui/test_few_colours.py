"""A terminal of 16 or 256 colours: what is chosen is still seen, and words stand off the ground."""

from typing import Final

import pytest
from rich.color import Color, ColorSystem

from parself.assessment import store
from parself.tui.screens.review import ReviewScreen
from parself.tui.themes import DARK, HIGH_CONTRAST
from tui.sitting import Sitting, sitting, standing_at
from tui.test_contrast import segments

FEW: Final = {"xterm": ColorSystem.STANDARD, "xterm-256color": ColorSystem.EIGHT_BIT}


def nearest(color: Color | None, system: ColorSystem) -> Color:
    """What the terminal shows in place of a colour."""
    assert color is not None
    return color.downgrade(system)


def pairs(person: Sitting, system: ColorSystem) -> set[tuple[Color, Color]]:
    """The colours of words and of their ground, as the terminal shows them."""
    return {
        (nearest(one.style.color, system), nearest(one.style.bgcolor, system))
        for one in segments(person)
        if one.style is not None and any(map(str.isalnum, one.text))
    }


@pytest.mark.parametrize("term", FEW)
async def test_words_and_the_chosen_line_stand_off_the_ground(
    folder: store.Folder, monkeypatch: pytest.MonkeyPatch, term: str
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("COLORTERM", "")
    async with sitting(standing_at(folder, "2.2.1")) as person:
        assert person.app.theme == HIGH_CONTRAST.name
        for key in ("", "f6", "f5", "f3"):
            if key:
                await person.press(key)
            found = pairs(person, FEW[term])
            assert all(words != ground for words, ground in found), key
            if person.sees(ReviewScreen):
                assert len({ground for _words, ground in found}) > 1


async def test_a_terminal_of_all_colours_has_the_soft_look(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        assert person.app.theme == DARK.name
        assert not person.app.has_class("-few-colours")
