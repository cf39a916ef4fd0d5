"""Every command that a page shows works, from top to bottom, in a folder the page makes."""

import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

from cli.shell import call
from pages.page import CHECKOUT, GUIDES, Line, lines
from pages.setting import HELPERS
from parself import cli
from parself.cli.opening import open_folder
from parself.desk import class_desk
from parself.province.overview import open_overview
from parself.province.round import is_round
from parself.province.season import is_season, open_season
from parself.workshop.material import is_session

PAGES = ("README.md", "docs/shell.md", *GUIDES)


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder, with no rubrics or habits of anybody's."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setattr(cli, "open_screens", shown)


def shown(folder: Path | None, **_: bool) -> None:
    """Take the place of the screens: the folder they would open must open."""
    if folder is not None and is_round(folder):
        open_overview(folder)
    elif folder is not None and is_session(folder):
        class_desk.opened(folder)
    elif folder is not None and is_season(folder):
        assert not open_season(folder, date.today()).problems
    elif folder is not None:
        open_folder(folder)


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_a_page_works_as_printed(page: str) -> None:
    for line in lines(page):
        code, said = outcome(line)
        assert code == line.code, f"{page}: {line.text}\n{said}"


def outcome(line: Line) -> tuple[int, str]:
    """Run a line: parself in this process, what else sets the folder up as it comes."""
    program, *words = line.words
    if program == "parself":
        called = call(*words)
        return called.code, called.out + called.err
    assert line.is_set_up, f"not a command of parself: {line.text}"
    if program in HELPERS:
        HELPERS[program](*words)
        return 0, ""
    done = subprocess.run(line.text, shell=True, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def test_every_guide_is_among_the_pages_that_are_run() -> None:
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    linked = re.findall(r"\]\((docs/[a-z-]+\.md)\)", readme.split("## Bắt đầu nhanh")[1])
    assert sorted(linked) == sorted(GUIDES)
