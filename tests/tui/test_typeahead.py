"""Keys that were pressed while the program was busy act in the order in which they were pressed."""

import pytest
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from parself.tui.typeahead import TypeaheadApp
from tui.bursts import burst, pasted, settle


class Prompt(ModalScreen[str]):
    def compose(self) -> ComposeResult:
        yield Input(id="prompt")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value)


class Two(TypeaheadApp[None]):
    """Two stock fields; Enter goes from the first to the second, F3 asks something."""

    BINDINGS = [  # noqa: RUF012 - as Textual types it
        Binding("f3", "ask", "Ask", priority=True),
        Binding("f4", "rebuild", "Rebuild", priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.answered: list[str | None] = []

    def compose(self) -> ComposeResult:
        yield Input(id="first")
        yield Input(id="second")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.query_one("#second").focus()

    def action_ask(self) -> None:
        self.push_screen(Prompt(), self.answered.append)

    async def action_rebuild(self) -> None:
        await self.query(Input).remove()
        await self.mount(Input(id="third"))
        self.query_one("#third").focus()

    def held(self) -> list[str]:
        return [field.value for field in self.screen_stack[0].query(Input)]


@pytest.mark.parametrize(
    ("keys", "held", "answered"),
    [
        ("12301\r12450", ["12301", "12450"], []),
        ("a\tb", ["a", "b"], []),
        ("a\tb\x1b[Zc", ["c", "b"], []),
        ("a\x1bOR2.2.1\rb", ["ab", ""], ["2.2.1"]),
        ("a\x1bOR1\r\x1bOR2\r\rb", ["a", "b"], ["1", "2"]),
        ("a\x1bOSb", ["b"], []),
        ("tie\x7fê", ["tiê", ""], []),
    ],
    ids=["Enter", "Tab", "Tab and back", "a prompt", "two prompts", "new fields", "Backspace"],
)
async def test_each_key_acts_where_the_one_before_has_led(
    keys: str, held: list[str], answered: list[str]
) -> None:
    app = Two()
    async with app.run_test() as pilot:
        await pilot.pause()
        burst(app, keys)
        await settle(pilot)
        assert app.held() == held
        assert app.answered == answered


async def test_what_is_pasted_keeps_its_place_among_the_keys() -> None:
    app = Two()
    async with app.run_test() as pilot:
        await pilot.pause()
        burst(app, "\r")
        app.post_message(pasted("12450"))
        burst(app, "0")
        await settle(pilot)
        assert app.held() == ["", "124500"]


async def test_many_keys_are_neither_lost_nor_doubled() -> None:
    app = Two()
    async with app.run_test() as pilot:
        await pilot.pause()
        burst(app, "0123456789" * 20)
        await settle(pilot)
        assert app.held()[0] == "0123456789" * 20


async def test_a_key_that_takes_the_field_away_does_not_stop_the_next_one() -> None:
    class Vanishing(TypeaheadApp[None]):
        BINDINGS = [Binding("f4", "vanish", "", priority=True)]  # noqa: RUF012

        def __init__(self) -> None:
            super().__init__()
            self.pressed: list[str] = []

        def compose(self) -> ComposeResult:
            yield Input()
            yield Static()

        async def action_vanish(self) -> None:
            await self.query(Input).remove()

        def on_key(self, event: events.Key) -> None:
            self.pressed.append(event.key)

    app = Vanishing()
    async with app.run_test() as pilot:
        await pilot.pause()
        burst(app, "\x1bOSab")
        await settle(pilot)
        assert app.pressed == ["a", "b"]
