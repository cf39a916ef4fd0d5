"""The list of assessments opened here: a convenience that may be lost, never a trap."""

from datetime import datetime
from pathlib import Path

import pytest

from parself.desk import recent

NOW = datetime(2023, 12, 12, 10, 42, 7, 999)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    return tmp_path


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """The file that holds the list."""
    return tmp_path / "data" / "parself" / "recent.toml"


def folder(home: Path, name: str) -> Path:
    path = home / name
    path.mkdir()
    return path


def test_the_list_begins_empty() -> None:
    assert recent.recent() == ()


def test_what_was_opened_last_comes_first(home: Path) -> None:
    first, second = folder(home, "a"), folder(home, "b")
    recent.remember(first, "UBND huyện Chi Lăng · 2023", NOW)
    recent.remember(second, "UBND huyện Văn Quan · 2023", NOW)
    assert [entry.path for entry in recent.recent()] == [second, first]
    recent.remember(first, "UBND huyện Chi Lăng · 2023", NOW)
    assert [entry.path for entry in recent.recent()] == [first, second]
    assert recent.recent()[0].title == "UBND huyện Chi Lăng · 2023"
    assert recent.recent()[0].opened == NOW.replace(microsecond=0)


def test_a_folder_that_is_gone_stays_listed_until_it_is_taken_off(home: Path) -> None:
    path, other = folder(home, "a"), folder(home, "b")
    recent.remember(path, "a", NOW)
    recent.remember(other, "b", NOW)
    path.rmdir()
    assert [entry.path for entry in recent.recent()] == [other, path]
    recent.forget(path)
    assert [entry.path for entry in recent.recent()] == [other]
    assert other.is_dir()


def test_the_list_stays_short(home: Path) -> None:
    for number in range(recent.MOST + 3):
        recent.remember(folder(home, f"f{number}"), str(number), NOW)
    kept = [entry.title for entry in recent.recent()]
    assert kept == [str(number) for number in range(recent.MOST + 2, 2, -1)]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\xff",
        b"opened = 3",
        b'opened = ["a", {}]',
        b'[[opened]]\npath = 3\ntitle = "a"\nwhen = 2023-12-12T10:00:00',
        b"[[opened]",
    ],
)
def test_a_list_that_cannot_be_read_is_an_empty_one(home: Path, listed: Path, data: bytes) -> None:
    listed.parent.mkdir(parents=True)
    listed.write_bytes(data)
    assert recent.recent() == ()
    recent.remember(folder(home, "a"), "a", NOW)
    assert [entry.title for entry in recent.recent()] == ["a"]


def test_a_list_that_cannot_be_written_is_let_go(home: Path, listed: Path) -> None:
    listed.parent.mkdir(parents=True)
    listed.mkdir()
    recent.remember(folder(home, "a"), "a", NOW)
    assert recent.recent() == ()


def test_new_assessments_are_offered_among_the_users_documents(home: Path) -> None:
    assert recent.home_folder().is_relative_to(home)
    assert recent.home_folder().name == "parself"
