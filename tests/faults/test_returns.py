"""Sending results killed with SIGKILL at moments drawn at random: numbers and files stay at one.

PARSELF_KILLS sets how many (a quarter of 40 unless told).
"""

import os
import random
import shutil
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from faults.processes import fork_server, running
from parself.province.overview import open_overview
from parself.province.receiving import merge
from parself.province.returned import RETURNED
from parself.province.returning import send
from parself.province.terms import Change
from parself.returns.file import read_return
from submission.samples import NOW, UNITS, assessment, build, make_folder

KILLS = int(os.environ.get("PARSELF_KILLS", "40")) // 4
WHY = Change("lan", NOW, "")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a matter of POSIX")


def send_all(vong: Path, place: Path, begun: Connection) -> None:
    """Send every unit its result, in a process of its own."""
    begun.send(True)
    send(vong, (), place, WHY, anyway=True)


def test_killed_sending_leaves_what_the_next_try_completes_under_the_same_numbers(
    tmp_path: Path,
) -> None:
    base = tmp_path / "base"
    paths = []
    for unit in UNITS:
        folder = make_folder(tmp_path / "don-vi" / unit, assessment(unit))
        paths.append(tmp_path / f"{unit}.zip")
        paths[-1].write_bytes(build(folder, sequence=1))
    merge(base, paths, now=NOW)
    whole = Path(shutil.copytree(base, tmp_path / "ganz"))
    started = time.monotonic()
    send(whole, (), tmp_path / "ganz-gui", WHY, anyway=True)
    longest = time.monotonic() - started
    expected = {one.name: one.read_bytes() for one in (tmp_path / "ganz-gui").iterdir()}
    draw, context = random.Random(12), fork_server()
    for _ in range(KILLS):
        for name in ("vong", "gui"):
            shutil.rmtree(tmp_path / name, ignore_errors=True)
        vong = Path(shutil.copytree(base, tmp_path / "vong"))
        begun, theirs = context.Pipe(duplex=False)
        process = context.Process(
            target=send_all, args=(vong, tmp_path / "gui", theirs), daemon=True
        )
        with running(process):
            begun.recv()
            time.sleep(draw.random() * longest)
            process.kill()
            process.join()
        begun.close()
        for code, sent in open_overview(vong).returned.items():
            kept = next((vong / RETURNED / code).glob(f"{sent.number}-*.zip"))
            assert read_return(kept).digest == sent.digest
        done = send(vong, (), tmp_path / "gui", WHY, anyway=True)
        assert not done.failed
        assert {one.outgoing.value.number for one in done.written} == {1}
        found = {one.name: one.read_bytes() for one in (tmp_path / "gui").glob("*.zip")}
        assert found == expected
