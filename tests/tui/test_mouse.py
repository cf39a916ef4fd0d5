"""The mouse does what keys do: keys, lines and cards are clicked, the wheel turns lists."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from textual import events

from parself import demo
from parself.assessment import store
from parself.desk import recent
from parself.tui.commands import COMMON, shown_keys
from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.pick import Picked, PickScreen
from parself.tui.dialogs.prompt import PathPrompt
from parself.tui.dialogs.window import Window
from parself.tui.screens.find import FindScreen
from parself.tui.screens.home import HomeScreen
from parself.tui.screens.new import NewScreen
from parself.tui.screens.question import QuestionScreen
from parself.tui.screens.round_board import BoardScreen
from parself.tui.screens.standings import StandingsScreen
from parself.tui.widgets.footer import KeyLine
from parself.tui.widgets.rows import Rows
from tui.bursts import settle
from tui.sitting import NOW, WIDE, Sitting, sitting, standing_at
from tui.test_contrast import LOOKS, ROUND_LOOKS


def clickable(person: Sitting) -> Iterator[tuple[tuple[int, int], str]]:
    """Where something is drawn that can be clicked, and the action that stands behind it."""
    for y, strip in enumerate(person.screen._compositor.render_strips()):
        x = 0
        for segment in strip:
            action = segment.style.meta.get("@click") if segment.style else None
            if action is not None and segment.text.strip():
                yield (x, y), action
            x += segment.cell_length


def key_of(action: str) -> str:
    return action.removeprefix("app.press('").removesuffix("')")


async def click(person: Sitting, at: tuple[int, int]) -> None:
    await person.pilot.click(offset=at)
    await settle(person.pilot)


async def click_key(person: Sitting, key: str) -> None:
    """Click where a key stands on the screen."""
    await click(person, next(at for at, action in clickable(person) if key_of(action) == key))


async def assert_keys_are_clicked(
    person: Sitting, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every key that the screen shows is taken by somebody, and a click on it presses just it."""
    pressed: list[str] = []
    found = {action: at for at, action in clickable(person)}
    with monkeypatch.context() as patched:
        patched.setattr(person.app, "action_press", lambda key: pressed.append(key))
        for action, at in found.items():
            await click(person, at)
            assert pressed == [key_of(action)], where
            pressed.clear()
            assert key_of(action) in person.screen.active_bindings, (where, action)
    shown = {key_of(action) for action in found}
    for line in person.screen.query(KeyLine):
        named = {key for one in line.shown for _shown, key in shown_keys(one) if key}
        assert named <= shown, where


async def test_every_key_that_a_screen_shows_can_be_clicked(
    folder: store.Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sitting(folder, size=WIDE) as person:
        for row, keys in LOOKS:
            await person.go_to(row)
            await person.press(*keys.split())
            await assert_keys_are_clicked(person, keys, monkeypatch)


async def test_every_key_of_a_round_can_be_clicked(
    made_round: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sitting(made_round) as person:
        for keys in ROUND_LOOKS:
            await person.press(*keys.split())
            await assert_keys_are_clicked(person, keys, monkeypatch)
            while not person.sees(BoardScreen):
                await person.press("escape")


@pytest.fixture(scope="module")
def made_round(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the round of the demo."""
    return demo.prepare(tmp_path_factory.mktemp("tinh") / "d").round.path


async def test_a_click_on_a_key_leads_where_the_key_does(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await click_key(person, "pagedown")
        assert person.row == "2.2.2"
        await click_key(person, "f5")
        assert person.sees(StandingsScreen)
        await click_key(person, "escape")
        assert person.sees(QuestionScreen)


async def test_what_was_typed_is_entered_before_a_key_that_is_clicked(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("12301\r12450")
        await click_key(person, "pagedown")
        assert person.answer("2.2.1").values == {"part": 12301, "whole": 12450}


async def test_a_card_is_clicked_open_and_a_way_to_begin_is_clicked(folder: store.Folder) -> None:
    recent.remember(folder.path, "Văn Quan", NOW)
    async with sitting(None) as person:
        await person.wait()
        rows = person.screen.query_one(Rows)
        # The second line of the first card; the ways begin after its three lines and two more.
        await click(person, (10, rows.region.y + 1))
        assert person.sees(QuestionScreen)
        await person.runs("home")
        rows = person.screen.query_one(Rows)
        await click(person, (10, rows.region.y + 5))
        assert person.sees(NewScreen)
        await person.press("escape")
        assert person.sees(HomeScreen)
        await click_key(person, "n")
        assert person.sees(NewScreen)


async def test_a_click_picks_a_line_of_several_and_takes_nothing_yet(home: Path) -> None:
    taken: list[Picked | None] = []
    async with sitting(None) as person:
        person.app.push_screen(PickScreen("Chọn", "", {"a": "Một", "b": "Hai"}), taken.append)
        await settle(person.pilot)
        choices = person.screen.query_one("#choices").region
        await click(person, (choices.x + 3, choices.y + 1))
        assert person.options() == ["[ ] Một", "[x] Hai"]
        assert taken == []
        await click_key(person, "enter")
        assert taken == [("b",)]


def nothing_made(path: Path) -> Path:
    raise AssertionError(path)


WINDOWS: Final[Mapping[str, Callable[[], Window[Any]]]] = {
    "ask": lambda: AskScreen("Chọn", "", [("a", "Một"), ("b", "Hai")]),
    "path": lambda: PathPrompt("Ghi", "", "/tmp/x", nothing_made),
    "find": lambda: FindScreen((), COMMON),
}


@pytest.mark.parametrize("name", WINDOWS)
async def test_a_window_is_left_with_a_click(home: Path, name: str) -> None:
    taken: list[Any] = []
    async with sitting(None) as person:
        person.app.push_screen(WINDOWS[name](), taken.append)
        await settle(person.pilot)
        await click_key(person, "escape")
        assert taken == [None]
        assert person.sees(HomeScreen)


@pytest.mark.parametrize("keys", ["f6", "f1"])
async def test_the_wheel_turns_what_is_under_it(folder: store.Folder, keys: str) -> None:
    async with sitting(standing_at(folder, "1.1.1")) as person:
        await person.press(keys)
        before = person.shown
        await person.pilot._post_mouse_events([events.MouseScrollDown], offset=(20, 12), times=3)
        await settle(person.pilot)
        assert person.shown != before


async def test_text_that_is_dragged_over_is_copied(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        place = next(
            (line.index("Tỷ lệ hồ sơ"), y)
            for y, line in enumerate(person.shown.splitlines())
            if "Tỷ lệ hồ sơ" in line
        )
        await person.pilot.mouse_down(offset=place)
        await person.pilot.hover(offset=(place[0] + 11, place[1]))
        await person.pilot.mouse_up(offset=(place[0] + 11, place[1]))
        await person.press("ctrl+c")
        assert person.app.clipboard.startswith("Tỷ lệ hồ sơ")
