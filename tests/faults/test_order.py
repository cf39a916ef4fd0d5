"""The order in which a save reaches the disk, as the system sees it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assessment.folders import saved_folder

TESTS = Path(__file__).parents[1]
CALL = re.compile(r"^(?:\d+ +)?(?P<name>[a-z0-9]+)\((?P<rest>.*)\) += (?:0|\d+)\b")


def traced(path: Path, log: Path) -> list[tuple[str, str]]:
    """Save once under strace; return the calls of the save by name and arguments."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    calls = "trace=fsync,fdatasync,rename,renameat,renameat2,link,linkat,stat,newfstatat"
    code = "import sys, pathlib, faults.processes as p; p.save_once(pathlib.Path(sys.argv[1]))"
    done = subprocess.run(
        [strace, "-y", "-s", "300", "-e", calls, "-o", str(log), sys.executable, "-c", code, path],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path])},
        capture_output=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"strace cannot trace here: {done.stderr.decode()[-200:]}")
    lines = log.read_text("utf-8", errors="replace").splitlines()
    first = next(i for i, line in enumerate(lines) if "/parself-save-begins" in line)
    last = next(i for i, line in enumerate(lines) if "/parself-save-ends" in line)
    found = [CALL.match(line) for line in lines[first + 1 : last]]
    return [(call["name"], call["rest"]) for call in found if call and "stat" not in call["name"]]


def test_the_content_is_on_the_disk_before_it_takes_the_old_files_place(tmp_path: Path) -> None:
    folder = saved_folder(tmp_path / "a")
    calls = traced(folder.path, tmp_path / "log")
    names = [re.sub(r"at2?$", "", name) for name, _ in calls]
    assert names == ["fsync", "link", "rename", "fsync"]
    (_, content), (_, backup), (_, replaced), (_, names_list) = calls
    assert re.search(r"/a/\.assessment\.toml\.\d+-[0-9a-f]{8}\.tmp>", content)
    assert re.search(r"assessment\.toml.*backups/[^ ]*-r\d{6}\.toml", backup)
    assert re.search(r"\.tmp\".*/a/assessment\.toml\"", replaced)
    assert names_list.endswith("/a>")
