"""A typed path is read alike at every door, and nothing is written under a folder's name."""

import re
from pathlib import Path

import pytest

from parself import files
from parself.files import FileError, OccupiedError, in_folder, new_file, places, typed_path


@pytest.mark.parametrize(
    "written",
    [
        "{path}",
        "  {path}  ",
        '"{path}"',
        "'{path}'",
        "“{path}”",
        ' "{path}" \n',
        '{path}"',
        "\u202a{path}",
        "file://{path}",
        "file:{path}",
        "FILE://localhost{path}",
        '"file://{url}"',
        "file://{url}",
        "{escaped}",
        "{escaped} ",
    ],
)
def test_a_path_is_read_as_people_paste_it(written: str, tmp_path: Path) -> None:
    path = tmp_path / "Phụ lục 1 (bản sao) 100%.xlsx"
    path.touch()
    url = path.as_uri().removeprefix("file://")
    escaped = re.sub(r"([ ()%])", r"\\\1", str(path))
    assert typed_path(written.format(path=path, url=url, escaped=escaped)) == path


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("file:///C:/Users/Lan/phu%20luc.xlsx", "C:/Users/Lan/phu luc.xlsx"),
        ("file://C:/Users/Lan/a.zip", "C:/Users/Lan/a.zip"),
        ("file://may-chu/chung/a.zip", "//may-chu/chung/a.zip"),
        ('E:"', "E:"),
        ("ho-so", "ho-so"),
        ("", "."),
    ],
)
def test_addresses_of_files_on_windows_are_paths(written: str, meant: str) -> None:
    assert typed_path(written) == Path(meant)


@pytest.mark.parametrize("written", [r".\a\b.zip", r"a\b.zip", r'"a\b.zip"', r"a\..\a\b.zip"])
def test_a_path_that_was_written_on_windows_leads_to_the_file(
    written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.zip").touch()
    monkeypatch.chdir(tmp_path)
    assert typed_path(written).samefile("a/b.zip")


def test_the_own_folder_may_be_written_as_a_tilde(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert typed_path(' "~/ho so" ') == tmp_path / "ho so"
    assert typed_path("~khong-ai/a") == Path("~khong-ai/a")


def test_a_file_that_bears_such_a_name_is_what_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("'a'").touch()
    assert typed_path("'a'") == Path("'a'")


@pytest.mark.parametrize("typed", ["a" * 5000, "a\0b", '"' * 9, "file:", "file://"])
def test_no_typed_path_breaks_the_reader(typed: str) -> None:
    assert not files.can_be_seen(typed_path(typed)) or typed_path(typed) == Path()


@pytest.mark.parametrize(
    "target", ["E:/", "E:", "usb", "usb/con", "usb/a.zip", "a.pdf", "E:/a.zip"]
)
def test_a_folder_that_is_not_there_never_becomes_a_file_of_its_name(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileError):
        in_folder("van-quan.zip", Path(target))
    assert not list(tmp_path.iterdir())


def test_a_file_goes_into_the_folder_named_or_bears_the_name_given(tmp_path: Path) -> None:
    assert in_folder("a.zip", tmp_path) == tmp_path / "a.zip"
    assert in_folder("a.zip", tmp_path / "gui.ZIP") == tmp_path / "gui.ZIP"
    assert in_folder("a", tmp_path / "phan.2023") == tmp_path / "phan.2023"
    assert in_folder("a.zip", None) == Path("a.zip")


def test_a_name_that_a_person_gave_is_kept_and_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.touch()
    with pytest.raises(OccupiedError):
        new_file("x.html", path)
    assert new_file("x.html", path, replace=True) == path
    assert new_file("a.html", tmp_path) == tmp_path / "a-2.html"


def test_a_copy_that_is_carried_along_keeps_everything_in_the_folder_named_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(places.HOME, str(tmp_path))
    kept = places.own_place("recent.toml"), places.own_documents(), places.own_logs()
    assert kept == (tmp_path / "recent.toml", tmp_path, tmp_path / "log")
    monkeypatch.delenv(places.HOME)
    assert places.own_place("recent.toml").parent != tmp_path
