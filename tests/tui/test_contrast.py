"""What is shown can be read, in every theme: at least 4.5 : 1 (WCAG 2, AA)."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from rich.color import ColorType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from parself import demo
from parself.assessment import store
from parself.assessment.model import Citation, Document, DocumentKind
from parself.desk import recent
from parself.tui import themes
from parself.tui.screens.round_board import BoardScreen
from tui.sitting import NARROW, NOW, WIDE, Sitting, sitting

LEAST: Final = 4.5
THEMES: Final = tuple(look.name for look in themes.THEMES)


def segments(person: Sitting) -> Iterator[Segment]:
    """What is drawn; of a question in front of a dimmed screen, only the question."""
    strips = person.screen._compositor.render_strips()
    for box in person.screen.query("Box"):
        region = box.region
        strips = [strip.crop(region.x, region.right) for strip in strips[region.y : region.bottom]]
    for strip in strips:
        yield from strip


def contrast(style: Style) -> float:
    """The contrast of text as it is drawn, dimming and reversal included."""
    assert style.color is not None
    assert style.bgcolor is not None
    assert ColorType.TRUECOLOR in {style.color.type, style.bgcolor.type}
    text = Color.from_rich_color(style.color)
    ground = Color.from_rich_color(style.bgcolor)
    if style.dim:
        text = ground.blend(text, 0.5)
    lighter, darker = sorted((luminance(text), luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: Color) -> float:
    """Relative luminance as WCAG 2 defines it."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in color.normalized
    ]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def unreadable(person: Sitting) -> dict[str, float]:
    """The words on the screen whose contrast is too low, and that contrast."""
    return {
        segment.text.strip(): round(contrast(segment.style), 1)
        for segment in segments(person)
        if segment.style is not None
        and any(char.isalnum() for char in segment.text)
        and contrast(segment.style) < LEAST
    }


LOOKS: Final = (
    ("1.3", "down"),
    ("2.2.1", ""),
    ("2.2.1", "a enter"),
    ("1.1.2", "space"),
    ("2.2.3", "down down"),
    ("3.1", "f2"),
    ("2.2.1", "f6"),
    ("2.2.1", "f5"),
    ("2.2.1", "f3"),
    ("2.2.1", "f8"),
    ("2.2.1", "f1"),
    ("2.2.1", "ctrl+y"),
    ("2.2.1", "f4"),
    ("2.2.1", "f4 down down"),
    ("2.2.1", "ctrl+r"),
    ("2.2.1", "ctrl+r down down"),
    ("2.2.1", "ctrl+l"),
    ("2.2.1", "ctrl+l down down down"),
    ("2.2.1", "ctrl+g"),
    ("2.2.1", "ctrl+g down down"),
    ("2.2.1", "ctrl+t"),
    ("2.2.1", "ctrl+t down"),
    ("2.2.1", "ctrl+b"),
    ("2.2.1", "ctrl+b down"),
    ("2.2.1", "f6 down down"),
    ("2.2.1", "f5 down down"),
    ("2.2.1", "ctrl+e"),
    ("2.2.1", "ctrl+k"),
    ("2.2.1", "ctrl+p"),
    ("2.2.1", "ctrl+p down"),
)
"""Rows, and the keys after which everything on the screen is looked at."""


@pytest.mark.parametrize("theme", THEMES)
async def test_every_word_can_be_read(folder: store.Folder, theme: str) -> None:
    async with sitting(folder, size=WIDE) as person:
        person.app.theme = theme
        for row, keys in LOOKS:
            await person.go_to(row)
            await person.press(*keys.split())
            assert (row, keys, unreadable(person)) == (row, keys, {})


@pytest.mark.parametrize("theme", THEMES)
async def test_what_is_asked_in_a_highlighted_line_can_be_read(
    folder: store.Folder, theme: str
) -> None:
    async with sitting(folder, size=WIDE) as person:
        person.app.theme = theme
        desk = person.desk
        desk.register(
            Document("E-009", DocumentKind.ON_FILE, title="Báo cáo", issued=date(1945, 9, 2))
        )
        desk.cite("2.2.1", Citation("E-009"))
        await person.go_to("2.2.1")
        await person.press("f4")
        assert "ngoài kỳ" in person.shown
        for _line in range(3):
            assert unreadable(person) == {}
            await person.press("down")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("is_damaged", [False, True])
async def test_the_home_screen_can_be_read(
    folder: store.Folder, theme: str, is_damaged: bool
) -> None:
    recent.remember(folder.path, "UBND huyện Văn Quan · 2023", NOW)
    if is_damaged:
        (folder.path / "rubric.toml").write_bytes(b"")
    async with sitting(None) as person:
        person.app.theme = theme
        await person.wait()
        for _line in range(2):
            assert unreadable(person) == {}
            await person.press("down")


ROUND_LOOKS: Final = (
    *("", "r n down", "m", "enter n", "m enter", "h", "h down enter", "d", "o", "g", "t", "t k"),
)
"""Keys after which a screen of a round is looked at."""


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_screens_of_a_round_can_be_read(
    made_round: Path, theme: str, size: tuple[int, int]
) -> None:
    async with sitting(made_round, size=size) as person:
        person.app.theme = theme
        for keys in ROUND_LOOKS:
            await person.press(*keys.split())
            assert (keys, unreadable(person)) == (keys, {})
            while not person.sees(BoardScreen):
                await person.press("escape")


@pytest.fixture(scope="module")
def made_round(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the round of the demo."""
    return demo.prepare(tmp_path_factory.mktemp("tinh") / "d").round.path
