"""Letter keys do what the screen prints beside them, whatever Caps Lock and input method do."""

import string
from typing import ClassVar

import pytest
from textual.binding import BindingType
from textual.widgets import Input

from parself.assessment import store
from parself.tui.screens.parts import PartsScreen
from parself.tui.screens.review import ReviewScreen
from parself.tui.typeahead import TypeaheadApp
from tui.sitting import sitting


class Letters(TypeaheadApp[None]):
    """An application in which every letter is a key."""

    BINDINGS: ClassVar[list[BindingType]] = [
        (letter, f"hear('{letter}')", letter) for letter in string.ascii_lowercase
    ]

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def action_hear(self, letter: str) -> None:
        self.heard.append(letter)


@pytest.mark.parametrize("letter", string.ascii_lowercase)
async def test_a_letter_is_its_key_with_caps_lock_and_shift(letter: str) -> None:
    app = Letters()
    async with app.run_test() as pilot:
        await pilot.press(letter, letter.upper())
        assert app.heard == [letter, letter]


@pytest.mark.parametrize(
    ("composed", "letter"),
    [("đ", "d"), ("Đ", "d"), ("ư", "u"), ("ă", "a"), ("Ấ", "a"), ("ơ", "o"), ("ế", "e")],
)
async def test_a_letter_that_an_input_method_composed_is_its_key(
    composed: str, letter: str
) -> None:
    app = Letters()
    async with app.run_test() as pilot:
        await pilot.press(composed)
        assert app.heard == [letter]


async def test_a_field_takes_the_letter_as_it_was_typed() -> None:
    app = Letters()
    async with app.run_test() as pilot:
        field = Input()
        await app.mount(field)
        field.focus()
        await pilot.press("Đ", "n", "N")
        assert (field.value, app.heard) == ("ĐnN", [])


async def test_the_screens_take_the_capital_that_they_print(folder: store.Folder) -> None:
    async with sitting(folder.path) as person:
        await person.press("f6")
        assert person.sees(ReviewScreen)
        before = person.options()
        await person.press("L")
        assert person.options() != before
        await person.press("escape", "ctrl+g")
        assert person.sees(PartsScreen)
        await person.press("K")
        assert not person.sees(PartsScreen)
