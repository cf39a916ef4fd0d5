"""A portable copy, made, carried away and started where nothing is installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from parself import __version__
from parself.errors import RefusedError
from parself.files import OccupiedError
from parself.portable import launching, making

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def carried(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy on the stick; where it was made nothing is left."""
    here = tmp_path_factory.mktemp("made")
    made = making.make(here / "parself")
    stick = tmp_path_factory.mktemp("USB của lớp")
    return Path(shutil.move(made.path, stick / "parself"))


def start(
    carried: Path, cwd: Path, *words: str, path: str = ""
) -> "subprocess.CompletedProcess[str]":
    """Start the copy with a bare Python of the same version and an empty environment."""
    bare = Path(sys.base_prefix) / "bin"
    home = cwd / "home"
    home.mkdir(exist_ok=True)
    return subprocess.run(
        ["/bin/sh", str(carried / "parself.sh"), *words],
        cwd=cwd,
        env={"PATH": path or f"{bare}:/usr/bin:/bin", "HOME": str(home)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


on_posix = pytest.mark.skipif(os.name == "nt", reason="started by sh")


@on_posix
def test_a_copy_starts_where_nothing_is_installed(carried: Path, tmp_path: Path) -> None:
    told = start(carried, tmp_path, "--version")
    assert (told.returncode, told.stdout) == (0, f"parself {__version__}\n"), told.stderr


@on_posix
def test_a_group_works_from_the_stick_and_leaves_nothing_on_the_machine(
    carried: Path, tmp_path: Path
) -> None:
    calls = (
        ("workshop", "new", "lop", "--pack", "suoi-may-30-phut"),
        ("workshop", "start", "lop/de-bai-suoi-may-30-phut.zip", "nhom-1", "--group", "Nhóm 1"),
        ("answer", "nhom-1", "1.3.2", "part=8", "whole=29"),
        ("workshop", "print", "lop", "--format", "docx"),
        ("workshop", "print", "lop", "--format", "xlsx"),
        ("workshop", "export", "nhom-1", "-o", "bai-lam"),
        ("workshop", "collect", "lop", "bai-lam", "--once"),
    )
    (tmp_path / "bai-lam").mkdir()
    for words in calls:
        told = start(carried, tmp_path, *words)
        assert told.returncode == 0, (words, told.stderr)
    assert "Nhóm 1" in start(carried, tmp_path, "workshop", "board", "lop").stdout
    assert not list((tmp_path / "home").rglob("*"))


@on_posix
def test_its_modules_are_its_own(carried: Path, tmp_path: Path) -> None:
    text = (
        "import runpy, sys; runpy.run_path(sys.argv[1]); import click, lxml, parself, textual;"
        "print(*(one.__file__ for one in (click, lxml, parself, textual)), sep='\\n')"
    )
    python = Path(sys.base_prefix) / "bin" / "python3"
    call = [str(python), "-I", "-c", text, str(carried / launching.START)]
    told = subprocess.run(call, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert all(Path(one).is_relative_to(carried / "lib") for one in told.stdout.split("\n") if one)


@on_posix
def test_without_a_python_of_the_version_it_says_which_one_is_needed(
    carried: Path, tmp_path: Path
) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("dirname", "cat"):
        (tools / name).symlink_to(str(shutil.which(name)))
    (tools / "python3").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (tools / "python3").chmod(0o755)
    told = start(carried, tmp_path, "--version", path=str(tools))
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert told.returncode == 2
    assert f"Python {version}" in told.stderr


@on_posix
def test_what_is_kept_lies_beside_the_program(carried: Path, tmp_path: Path) -> None:
    told = start(carried, tmp_path, "demo")
    assert told.returncode == 0, told.stderr
    assert (carried / launching.DATA / "parself-demo").is_dir()


def test_no_file_of_a_copy_names_where_it_was_made(carried: Path) -> None:
    made_at = os.fsencode(str(Path(making.__file__).parents[3]))
    for path in carried.rglob("*"):
        if path.is_file() and path.suffix in {".py", ".sh", ".cmd", ".txt", ".pth", ".json"}:
            assert made_at not in path.read_bytes(), path


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thu.txt").write_text("x", encoding="utf-8")
    with pytest.raises(OccupiedError):
        making.make(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thu.txt"]


def test_a_copy_that_does_not_start_is_not_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = {"parself/__init__.py": Path(making.__file__)}
    monkeypatch.setattr(making, "program_files", lambda: few)
    with pytest.raises(RefusedError):
        making.make(tmp_path / "parself")
    assert not (tmp_path / "parself").exists()
