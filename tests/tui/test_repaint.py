"""What a keystroke has laid out and painted anew: counted, never timed."""

from collections.abc import Iterator

import pytest
from textual.screen import Screen
from textual.widgets import Input, Static

from parself.assessment import store
from parself.tui.screens.question import QuestionScreen
from tui.sitting import sitting, standing_at, words_of


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """The first figure and the derivation of the row, each time that the screen was painted."""
    found: list[tuple[str, str]] = []
    paint = Screen._compositor_refresh

    def noted(screen: Screen[object]) -> None:
        if isinstance(screen, QuestionScreen):
            steps = words_of(screen.query_one("#steps", Static))
            found.append((screen.query(Input).first().value, steps))
        paint(screen)

    monkeypatch.setattr(Screen, "_compositor_refresh", noted)
    yield found


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


async def test_a_text_that_takes_another_line_makes_room_once(
    folder: store.Folder, layouts: list[Screen[object]]
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("900\r100")
        layouts.clear()
        before = person.words("#steps")
        await person.types("0")
        assert person.words("#steps").count("\n") != before.count("\n")
        assert len(layouts) == 1


async def test_a_key_is_painted_with_all_that_it_changed(
    folder: store.Folder, painted: list[tuple[str, str]]
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("900\r1000\x1b[A")
        painted.clear()
        for key in "990":
            await person.types(key)
        assert {figure for figure, _steps in painted} == {"9", "99", "990"}
        assert all(steps.startswith(f"{figure}/") for figure, steps in painted)
