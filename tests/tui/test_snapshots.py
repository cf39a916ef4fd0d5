"""The look of a few screens, letter by letter and colour by colour.

Recorded with ``pytest tests/tui/test_snapshots.py --snapshot-update``, on the Textual version
that `pyproject.toml` names; look at the pictures before they are kept.
"""

from collections.abc import Awaitable, Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from textual.pilot import Pilot

from parself.assessment import store
from parself.desk import recent
from parself.desk.card import GONE, Card, Kind, Place, Todo, Weight
from parself.desk.index_curve import Point
from parself.desk.recent import Recent
from parself.errors import say
from parself.tui.app import ParselfApp
from parself.tui.screens import export, home, standings
from parself.tui.themes import LIGHT
from tui.bursts import burst, settle
from tui.sitting import NARROW, NOW, WIDE, standing_at

Compare = Callable[..., bool]

F: Final = {"F1": "\x1bOP", "F2": "\x1bOQ", "F3": "\x1bOR", "F5": "\x1b[15~"}
RATIO: Final = "12301\r12450"


@pytest.fixture(autouse=True)
def _same_everywhere(home: Path, folder: store.Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Show no path of this machine."""
    monkeypatch.chdir(home)


def pressing(keys: str, *, theme: str | None = None) -> Callable[[Pilot[Any]], Awaitable[None]]:
    """Press keys before the picture is taken, and save."""

    async def press(pilot: Pilot[Any]) -> None:
        app = pilot.app
        assert isinstance(app, ParselfApp)
        await settle(pilot)
        if theme is not None:
            app.theme = theme
        burst(app, keys)
        await settle(pilot)
        await app.workers.wait_for_complete()
        await settle(pilot)
        app.autosave()
        await settle(pilot)

    return press


@pytest.mark.parametrize(
    ("row", "keys", "size"),
    [
        pytest.param("2.2.1", "", NARROW, id="unanswered"),
        pytest.param("2.2.1", RATIO, NARROW, id="answered"),
        pytest.param("2.2.1", "12501\r12450\r", NARROW, id="fault"),
        pytest.param("2.2.1", RATIO, WIDE, id="answered-wide"),
        pytest.param("2.2.2", "98\r100\r99\r", NARROW, id="table"),
        pytest.param("1.3", "\x1b[B\x1b[B", NARROW, id="choice"),
        pytest.param("2.2.1", RATIO + "\r\x1b[17~", NARROW, id="review"),
        pytest.param("2.2.1", RATIO + F["F5"], WIDE, id="standings-wide"),
        pytest.param("2.2.1", RATIO + F["F5"], NARROW, id="standings"),
        pytest.param("2.2.1", RATIO + F["F5"] + "\t", NARROW, id="areas"),
        pytest.param("2.2.1", RATIO + "\x0cm1\r", NARROW, id="lift"),
        pytest.param("2.2.1", RATIO + "\x14tA\r\x14", NARROW, id="scenario"),
        pytest.param("2.2.1", F["F3"] + "ho so", NARROW, id="find"),
        pytest.param("2.2.1", F["F1"], NARROW, id="help"),
    ],
)
def test_a_screen_looks_as_recorded(
    folder: store.Folder, snap_compare: Compare, row: str, keys: str, size: tuple[int, int]
) -> None:
    standing_at(folder, row)
    app = ParselfApp(Path(folder.path.name))
    assert snap_compare(app, terminal_size=size, run_before=pressing(keys))


DOORS: Final = {
    "guidance": F["F2"],
    "evidence": "\x1bOS",
    "ladder": F["F5"],
    "review": "\x1b[17~",
    "findings": "\x12",
    "papers": "\x10",
    "lift": "\x0c",
    "scenarios": "\x14",
    "parts": "\x07",
    "commands": "\x0b",
    "help": F["F1"],
    "phrases": "\x05",
    "progress": F["F3"] + "tien do\r",
    "figures": F["F3"] + "so lieu chung\r",
    "data-date": F["F3"] + "so lieu tinh\r",
    "proof": F["F3"] + "can bo sung\r",
    "lock": F["F3"] + "khoa de trinh\r",
}
"""What opens each screen of an assessment, as a terminal sends it."""
CURVE: Final = (Point(NOW, Decimal("78.50")), Point(NOW, Decimal("80.45")))
"""Saves of a day that stands still; those of the folder are of today."""


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80", "wide"])
@pytest.mark.parametrize("door", DOORS)
def test_every_screen_of_an_assessment_looks_as_recorded(
    folder: store.Folder,
    snap_compare: Compare,
    monkeypatch: pytest.MonkeyPatch,
    door: str,
    size: tuple[int, int],
) -> None:
    monkeypatch.setattr(standings, "index_curve", lambda _view: CURVE)
    standing_at(folder, "2.2.1")
    app = ParselfApp(Path(folder.path.name))
    keys = "12301\r12450\r" + DOORS[door]
    assert snap_compare(app, terminal_size=size, run_before=pressing(keys))


def test_the_light_theme_looks_as_recorded(folder: store.Folder, snap_compare: Compare) -> None:
    standing_at(folder, "2.2.1")
    app = ParselfApp(Path(folder.path.name))
    assert snap_compare(app, run_before=pressing(RATIO, theme=LIGHT.name))


def test_the_export_looks_as_recorded(
    folder: store.Folder, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "show_path", lambda _path: "USB")
    app = ParselfApp(Path(folder.path.name))
    assert snap_compare(app, run_before=pressing("\x1b[19~"))


def test_the_home_screen_looks_as_recorded(
    snap_compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(11, Decimal("83.54"), 7, 3, is_foreseen=True)
    cards = {
        "van-quan-2023": Card(
            Kind.UNIT,
            41,
            67,
            (say("saved today at {time}", time="15:00"),),
            (Todo(say("{count} errors to mend", count=1), Weight.PRESSING),),
            place,
        ),
        "ky-2023": Card(Kind.ROUND, 9, 11, next=(Todo(say("hand-ins")),), is_practice=True),
        "usb": GONE,
    }
    titles = ("UBND huyện Văn Quan · 2023", "Kỳ đánh giá 2023", "UBND huyện Chi Lăng · 2022")
    known = [
        Recent(Path("/home/lan") / name, title, NOW)
        for name, title in zip(cards, titles, strict=True)
    ]
    monkeypatch.setattr(recent, "recent", lambda: tuple(known))
    monkeypatch.setattr(home, "read_card", lambda path, _today: cards[path.name])
    monkeypatch.setattr(home, "show_path", lambda _path: "/home/lan/Documents/parself")

    async def read(pilot: Pilot[Any]) -> None:
        await pilot.app.workers.wait_for_complete()
        await settle(pilot)

    assert snap_compare(ParselfApp(None), run_before=read)
