"""Where a command writes to: no folder that is missing ever becomes a file of its name.

The walk goes over every command that has `-o`; a new one has to be told how it is called.
"""

import shutil
from pathlib import Path
from typing import Final

import click
import pytest

from cli.shell import call, good
from cli.test_gate import COMMANDS, found
from parself import demo
from parself.province import sharing
from parself.province.officers import Officer, Share
from province.desks import WHY, desk

CALLS: Final[dict[str, tuple[str, ...]]] = {
    "export": ("DIR",),
    "report": ("DIR", "--format", "html"),
    "part split": ("DIR", "--department", "noi-vu", "--xlsx"),
    "roster template": ("moi", "--kind", "commune"),
    "roster export": ("lang-son-11-huyen",),
    "rubric template": (),
    "rubric import": ("ANNEX",),
    "rubric export": ("mau-ngan",),
    "rubric migrate": ("DIR", "mau-ngan", "--preview", "--format", "html"),
    "round survey template": ("ROUND",),
    "round part": ("PROVINCE", "--for", "an"),
    "round send": ("DESK",),
    "round sheet": ("PROVINCE", "1.1.1"),
    "round appeal list": ("PROVINCE", "--format", "html"),
    "round replay": ("PROVINCE", "--row", "1.1.1", "--format", "html"),
    "round standings": ("PUBLISHED",),
    "round reminders": ("PROVINCE", "--format", "html"),
    "rubric diff": ("mau-ngan", "lang-son-huyen-2023", "--format", "html"),
    "workshop template": (),
    "workshop print": ("SESSION", "--format", "html"),
    "workshop export": ("GROUP",),
    "workshop board": ("SESSION", "--format", "html"),
}
"""Each command that writes a new file, with what it is called with."""
FOLDERS: Final = frozenset({"round return", "round tables", "roster import"})
"""Commands that write several files into a folder, which they make where it is missing."""


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice round with an officer; beside it their share, with a decision, as `desk`.

    `published` is the round once its results were.
    """
    place = tmp_path_factory.mktemp("tinh")
    ky = demo.prepare(place / "d").round.path
    sharing.add(ky, Officer("an", "An"), WHY)
    sharing.share(ky, "an", Share((), ("2",)), WHY)
    desk(ky, "an", place).rename(ky.parent / "desk")
    good("round", "accept", ky.parent / "desk", "--unit", "bac-son")
    published = shutil.copytree(ky, ky.parent / "published")
    good("round", "close", published, "--despite", "--why", "Thông báo 15", "--who", "an")
    good("round", "publish", published, "--who", "an")
    return ky


def writes(command: click.Command) -> bool:
    return any("-o" in param.opts for param in command.params)


def test_every_command_that_writes_where_it_is_told_is_tried() -> None:
    assert {" ".join(words) for words in COMMANDS if writes(found(words))} == CALLS.keys() | FOLDERS


def test_results_for_units_go_into_a_folder_never_into_a_file_of_its_name(
    province: Path, tmp_path: Path
) -> None:
    place = tmp_path / "ket-qua"
    good("round", "return", province, "--unit", "bac-son", "--anyway", "-o", place)
    (written,) = place.iterdir()
    assert written.suffix == ".zip"


def test_open_tables_go_into_a_new_folder_and_never_over_what_is_there(
    province: Path, tmp_path: Path
) -> None:
    place = tmp_path / "bang"
    good("round", "tables", province, "-o", place)
    before = {path.name: path.read_bytes() for path in place.iterdir()}
    assert call("round", "tables", province, "-o", place).code
    assert {path.name: path.read_bytes() for path in place.iterdir()} == before


@pytest.mark.parametrize("command", CALLS)
def test_a_folder_that_is_missing_never_becomes_a_file_of_its_name(
    command: str,
    begun: Path,
    province: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    annex = tmp_path / "phu-luc.xlsx"
    if "ANNEX" in CALLS[command]:
        good("rubric", "export", "mau-ngan", "-o", annex)
    here = tmp_path / "day"
    here.mkdir()
    monkeypatch.chdir(here)
    round_ = tmp_path / "ky"
    if "ROUND" in CALLS[command]:
        good("round", "new", round_, "--rubric", "lang-son-huyen-2023")
    named = {"DIR": begun, "ANNEX": annex, "ROUND": round_}
    named |= {one.upper(): province.parent / one for one in ("desk", "published")}
    named |= {"PROVINCE": province, "SESSION": tmp_path / "lop", "GROUP": tmp_path / "nhom"}
    if command.startswith("workshop"):
        good("workshop", "new", named["SESSION"], "--pack", "suoi-may-30-phut")
        (file,) = named["SESSION"].glob("*.zip")
        good("workshop", "start", file, named["GROUP"], "--group", "Nhóm 1")
    words = [named.get(word, word) for word in CALLS[command]]
    for target in ("E:/", "E:", "usb", "usb/", "usb/a"):
        result = call(*command.split(), *words, "-o", target)
        assert result.code != 0, result.out
        assert "no such folder" in result.err
        assert list(here.iterdir()) == []
