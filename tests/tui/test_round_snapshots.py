"""The look of the screens of a round, in a small and in a large terminal."""

import getpass
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from demo.rounds import fresh
from parself import demo
from parself.province import sharing
from parself.province.officers import Share
from parself.tui.app import ParselfApp
from province.desks import WHY, with_officers
from tui.bursts import burst, settle
from tui.sitting import NARROW, WIDE

Compare = Callable[..., bool]


@pytest.fixture(scope="module")
def ky(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fresh(demo.prepare(tmp_path_factory.mktemp("tinh") / "d")).round.path


@pytest.fixture(autouse=True)
def _same_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "lan")


def pressing(keys: str) -> Callable[[Pilot[Any]], Awaitable[None]]:
    """Press keys before the picture is taken; nothing is decided."""

    async def press(pilot: Pilot[Any]) -> None:
        app = pilot.app
        assert isinstance(app, ParselfApp)
        await settle(pilot)
        for key in keys:
            burst(app, key)
            await settle(pilot)

    return press


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize(
    "keys",
    [
        pytest.param("", id="board"),
        pytest.param("r", id="row"),
        pytest.param("m", id="matrix"),
        pytest.param("\r", id="unit"),
        pytest.param("m\r", id="cell"),
        pytest.param("h", id="ladder"),
        pytest.param("d", id="survey"),
        pytest.param("o", id="reference"),
        pytest.param("h\x1b[B\r", id="gap"),
        pytest.param("t", id="officers"),
        pytest.param("v", id="returns"),
    ],
)
def test_a_screen_of_a_round_looks_as_recorded(
    ky: Path, snap_compare: Compare, keys: str, size: tuple[int, int]
) -> None:
    assert snap_compare(ParselfApp(ky), terminal_size=size, run_before=pressing(keys))


def test_three_appraisers_look_as_recorded(ky: Path, tmp_path: Path, snap_compare: Compare) -> None:
    ours = Path(shutil.copytree(ky, tmp_path / "ky"))
    few = Share(("cao-loc", "van-quan"), ("2",))
    with_officers(ours, minh=few, hoa=Share(rows=("3", "4")))
    sharing.bar(ours, "minh", "van-quan", WHY)
    assert snap_compare(ParselfApp(ours), terminal_size=NARROW, run_before=pressing("t\x1b[B"))
