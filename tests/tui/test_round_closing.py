"""The scores closed on the screen: seen first, and no key of any screen changes them then."""

import shutil
from pathlib import Path
from typing import Final

import pytest

from demo.rounds import fresh
from parself import demo
from parself.files import journal
from parself.province import stages
from parself.province.ledger import LEDGER
from parself.province.round import open_round
from parself.tui.bases.round_screen import RoundFrame
from parself.tui.commands import Command
from parself.tui.screens.round_board import BoardScreen
from parself.tui.widgets.message_line import MessageLine
from parself.words.signs import WGL4
from province.desks import WHY, with_officers
from province.states import state
from tui.sitting import WIDE, sitting
from tui.test_commands import MODULES

KEYS = {
    "accept all": ("a", "\r"),
    "dates": ("k", "15/01/2023\r\r\r\r\r\rLý do\r"),
    "accept": ("enter", "n"),
    "adjust": ("enter", "s0\rLý do\r"),
    "ask": ("enter", "hLý do\r"),
    "accept by row": ("r", "n"),
    "choose a hand-in": ("g", "\rLý do\r"),
    "enter survey points": ("d", "\r\r\r\r\r\r\r80\r\r\r\r\r\r\r\r80\r\r\r"),
    "add an officer": ("t", "tan\rAn\rSở\ran\r\r\r"),
}
"""What changes a round, as it is begun on the board and typed on."""


READING = frozenset(
    (
        *("agreement", "area", "back", "by_row", "differing", "every", "find_line", "hand_ins"),
        *("help", "ladder", "matrix", "next_row", "next_waiting", "officer", "officers", "open"),
        *("papers", "quit_safely", "reference", "row", "row_before", "state", "survey"),
        *("template", "theme", "waiting_before", "add_files", "", "close", "returns", "send_all"),
        *("again", "meet", "names", "replies", "publish", "correct", "hide", "season"),
        *("appeals", "note", "grant", "refuse", "withdraw", "undecide"),
        *("send_moved", "document"),
    )
)
"""What changes nothing, what is only shown, and what may be done with a closed round."""
SCREENS: Final = [
    kind
    for module in MODULES
    for kind in vars(module).values()
    if isinstance(kind, type)
    and issubclass(kind, RoundFrame)
    and kind.__module__ == module.__name__
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fresh(demo.prepare(tmp_path_factory.mktemp("tinh") / "d")).round.path


@pytest.fixture
def ky(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "ky"))


async def test_what_is_not_finished_is_seen_before_the_scores_are_closed(ky: Path) -> None:
    async with sitting(ky) as person:
        assert "DỰ THẢO" in person.words("Greeting")
        await person.press("c")
        asked = person.words("#words")
        assert "tiêu chí chưa xem" in asked
        assert "11 đơn vị không xếp hạng (chưa nhập điểm: 11)" in asked
        await person.types("\r")
        assert open_round(ky).closed is None
        await person.types("Thông báo 15\r")
        assert "chưa xong, vẫn chốt điểm?" in person.shown
        assert "tiêu chí chưa xem" in person.words("#words")
        assert open_round(ky).closed is None
        await person.press("down", "enter")
        assert any("Đã chốt điểm" in words for words in person.told())
        assert "ĐÃ CHỐT ĐIỂM" in person.words("Greeting")
        await person.press("c")
        assert "Thông báo 15" in person.words("#words")
        await person.types("Khiếu nại\r")
        assert "DỰ THẢO" in person.words("Greeting")
    assert open_round(ky).closed is None


async def test_keys_typed_ahead_do_not_close_what_is_not_finished(ky: Path) -> None:
    async with sitting(ky) as person:
        await person.types("cx\r\x1b[B\r\r")
        assert "chưa xong, vẫn chốt điểm?" in person.shown
        await person.types("\r")
        assert person.sees(BoardScreen)
    assert open_round(ky).closed is None


def test_of_every_command_it_is_known_whether_it_changes_the_round() -> None:
    of = {kind.__name__: {one.action for one in kind.OFFERS if one.changes} for kind in SCREENS}
    rest = {one.action for kind in SCREENS for one in kind.OFFERS if not one.changes}
    assert rest <= READING
    assert of["HandInsScreen"] == {"open", "code", "undo"}
    assert of["LadderScreen"] == set()


@pytest.mark.parametrize("where", ["", "enter", "r", "m", "g", "d", "o", "t", *"12345"])
async def test_in_a_closed_round_a_command_says_so_before_it_asks(where: str, ky: Path) -> None:
    stages.close(with_officers(ky), WHY, despite=True)
    async with sitting(ky, size=WIDE) as person:
        if where:
            await person.press(where)
        screen = person.screen
        offers: tuple[Command, ...] = screen.OFFERS  # type: ignore[attr-defined]
        for one in offers:
            if not one.changes:
                continue
            if one.action == "open":
                await person.press("enter")
            else:
                await person.runs(one.action)
            assert person.screen is screen, one.action
            assert "đã chốt điểm ngày" in person.words("#message"), (one.action, person.shown)
            screen.query_one(MessageLine).show("", signs=WGL4)


async def test_no_key_of_any_screen_changes_a_closed_round(ky: Path) -> None:
    stages.close(ky, WHY, despite=True)
    before = state(ky), journal.read(ky / LEDGER).lines
    async with sitting(ky, size=WIDE) as person:
        for first, then in KEYS.values():
            await person.press(first)
            await person.types(then)
            while not person.sees(BoardScreen):
                await person.press("escape")
    assert (state(ky), journal.read(ky / LEDGER).lines) == before


@pytest.mark.parametrize("name", KEYS)
async def test_those_keys_change_one_that_is_open(name: str, ky: Path) -> None:
    before = state(ky)
    first, then = KEYS[name]
    async with sitting(ky, size=WIDE) as person:
        await person.press(first)
        await person.types(then)
        shown = person.shown
    assert state(ky) != before, shown
