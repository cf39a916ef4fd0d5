"""A closed round changes through no command, and every command says so with the way back."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from cli.shell import call, good
from cli.test_docs import ALL
from cli.test_round_tables import filled
from parself import demo
from parself.files import journal
from parself.province.ledger import LEDGER
from province.states import state

UNIT, WHY = "cao-loc", ("--why", "Công văn 12")
OFFICER: Final = "minh"
READING: Final = frozenset(
    (
        *(
            "appeal list",
            "differing",
            "officer list",
            "reference show",
            "reminders",
            "season",
            "second list",
        ),
        *(
            "published",
            "replay",
            "replies",
            "second show",
            "sheet",
            "standings",
            "status",
            "survey show",
            "survey template",
            "tables",
        ),
    )
)
"""What changes nothing of the round."""
ELSEWHERE: Final = frozenset(("new", "open", "send"))
"""What makes another folder, or is done at an officer's desk."""
AFTERWARDS: Final = frozenset(
    (
        *(
            "appeal receive",
            "appeal correct",
            "appeal decide",
            "appeal note",
            "appeal setting",
            "appeal take-back",
            "appeal withdraw",
        ),
        *("publish", "reopen", "return", "withdraw"),
    )
)
"""What may be done with a closed round: its results go out, are published, appealed, reopened."""

Words = tuple[str | Path, ...]


@pytest.fixture(scope="module")
def made(province: demo.Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round with two officers, decisions and all files that commands take, then closed."""
    ky = Path(shutil.copytree(province.path / demo.ROUND, tmp_path_factory.mktemp("ky") / "ky"))
    good("round", "officer", "add", ky, "lan", "--name", "Lan", "--lead")
    good("round", "officer", "add", ky, OFFICER, "--name", "Minh")
    good("round", "officer", "share", ky, OFFICER, "--row", "2")
    good("round", "officer", "bar", ky, OFFICER, "bac-son", "--why", "Người nhà")
    good("round", "appraise", ky, UNIT, "2.1.1", "adjust", "--points", "0.5", *WHY, "--who", "lan")
    good("round", "part", ky, "--for", OFFICER, "-o", ky.parent / "phan.zip")
    good("round", "open", ky.parent / "phan.zip", ky.parent / "minh")
    good("round", "appraise", ky.parent / "minh", UNIT, "2.1.2", "accept")
    good("round", "send", ky.parent / "minh", "-o", ky.parent / "ve.zip")
    good("round", "sheet", ky, "1.1.2", "-o", ky.parent / "hop.xlsx")
    good("round", "survey", "template", ky, "-o", ky.parent / "dieu-tra.xlsx")
    filled(ky.parent / "dieu-tra.xlsx", {f"{UNIT} 8.1.percent": 80})
    table = "Đơn vị;3.4.1.part\nCao Lộc;9\n"
    (ky.parent / "cong.csv").write_text(table, encoding="utf-8")
    good("round", "dates", ky, "--hand-in", "2024-01-15", *WHY)
    good("round", "close", ky, "--despite", *WHY, "--who", "lan")
    return ky


@pytest.fixture
def ky(made: Path) -> Path:
    return made


def changing(ky: Path) -> Mapping[str, Words]:
    """Return a call of every command that changes something of a round, by its name."""
    there = ky.parent
    return {
        "accept": (ky, "--unit", UNIT, "--who", "lan"),
        "appeal put-in": (ky,),
        "appraise": (ky, UNIT, "1.1.1", "accept", "--who", "lan"),
        "choose": (ky, UNIT, "1", *WHY),
        "close": (ky, "--despite", *WHY, "--who", "lan"),
        "code": (ky, UNIT, "0000-0000-0000-0000-0000-0000"),
        "dates": (ky, "--hand-in", "2024-01-20", *WHY),
        "extend": (ky, UNIT, "2024-01-25", *WHY),
        "join": (ky, there / "ve.zip"),
        "officer add": (ky, "an", "--name", "An"),
        "officer bar": (ky, OFFICER, UNIT, *WHY),
        "officer hand-on": (ky, OFFICER, "lan", *WHY),
        "officer remove": (ky, OFFICER, *WHY),
        "officer share": (ky, OFFICER, "--row", "1"),
        "officer unbar": (ky, OFFICER, "bac-son", *WHY),
        "officer waive": (ky, OFFICER, "bac-son", *WHY),
        "part": (ky, "--for", OFFICER, "-o", there / "nua.zip"),
        "reference import": (ky, there / "cong.csv", "--source", "Cổng", "--yes", *WHY),
        "remark": (ky, UNIT, "1.1.1", "Hỏi lại", "--who", "lan"),
        "second setting": (ky, "--percent", "10", *WHY),
        "settle": (ky, UNIT, "2.1.1", "lan", *WHY, "--who", "lan"),
        "sheet-in": (ky, there / "hop.xlsx", "--yes", "--who", "lan"),
        "start-second": (ky, "--despite", *WHY, "--who", "lan"),
        "survey import": (ky, there / "dieu-tra.xlsx", "--yes", *WHY),
        "survey set": (ky, UNIT, "8.1", "percent=80", *WHY),
        "survey setting": (ky, "--not-held", *WHY),
        "take-back": (ky, "--who", "lan"),
        "undo": (ky, "--who", "lan"),
        "way": (ky, "1.1.2", "--case", "Thiếu", "--points", "0.25", *WHY, "--who", "lan"),
    }


CHANGING: Final = frozenset(changing(Path()))


def everything(ky: Path) -> tuple[Mapping[str, bytes], object]:
    return state(ky), journal.read(ky / LEDGER).lines


def test_every_command_of_a_round_is_known_to_change_it_or_not() -> None:
    paths = (path.removeprefix("parself round ") for path in ALL if path != "parself round")
    groups = {"appeal", "officer", "reference", "second", "survey"}
    assert {path for path in paths if not path.startswith("parself")} - groups == (
        CHANGING | READING | ELSEWHERE | AFTERWARDS
    )


@pytest.mark.parametrize("name", sorted(CHANGING))
def test_no_command_changes_a_closed_round(name: str, ky: Path) -> None:
    before = everything(ky)
    called = call("round", *name.split(), *changing(ky)[name])
    assert called.code == 1, called.err
    assert "were closed on" in called.err
    assert "parself round reopen" in called.err
    assert everything(ky) == before
    assert not (ky.parent / "nua.zip").exists()


def test_nothing_is_landed_in_a_closed_round(ky: Path, province: demo.Demo) -> None:
    before = everything(ky)
    file = next((province.path / demo.HAND_INS).glob("*.zip"))
    called = call("merge", ky, file)
    assert called.code == 1
    assert "were closed on" in called.err
    assert everything(ky) == before


@pytest.mark.parametrize("name", ["appraise", "dates", "join", "part", "survey set"])
def test_reopened_every_command_does_what_it_did(name: str, ky: Path, tmp_path: Path) -> None:
    shutil.copytree(ky.parent, tmp_path / "lai")
    again = tmp_path / "lai" / "ky"
    good("round", "reopen", again, "--why", "Khiếu nại", "--who", "lan")
    called = call("round", *name.split(), *changing(again)[name])
    assert called.code == 0, called.err
    assert everything(again) != everything(ky)


def test_results_still_go_out_of_a_closed_round(ky: Path, tmp_path: Path) -> None:
    shutil.copytree(ky, tmp_path / "ky")
    words = ("round", "return", tmp_path / "ky", "--unit", UNIT, "--anyway", "-o", tmp_path / "kq")
    assert len(good(*words, "--json").json["returns"]) == 1


def test_closing_lists_what_is_not_finished_and_status_says_that_it_is_closed(
    province: demo.Demo, tmp_path: Path
) -> None:
    ky = Path(shutil.copytree(province.path / demo.ROUND, tmp_path / "ky"))
    looked = call("round", "close", ky, "--look", "--json")
    assert looked.code == 1
    assert looked.json["closed"] is None
    assert {one["kind"] for one in looked.json["tasks"]} >= {"open", "survey"}
    assert {one["reason"] for one in looked.json["unranked"]} == {"survey"}
    refused = call("round", "close", ky, *WHY)
    assert (refused.code, "Not finished:" in refused.out) == (1, True)
    assert "--despite" in refused.err
    closed = good("round", "close", ky, "--despite", *WHY, "--json").json["closed"]
    assert (closed["why"], closed["left"]) == ("Công văn 12", looked.json["left"])
    told = good("round", "status", ky)
    assert "DRAFT, SCORES CLOSED, NOT PUBLISHED" in told.out
    assert not good("round", "status", ky, "--json").json["provisional"]
