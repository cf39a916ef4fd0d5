"""Landings killed with SIGKILL at moments drawn at random: a round is never half changed.

PARSELF_KILLS sets how many (a quarter of 40 unless told).
"""

import os
import random
import shutil
import sys
import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from faults.processes import fork_server, land, running
from parself.province.receiving import merge
from parself.province.round import is_round, open_round
from province import states
from submission.samples import NOW, UNITS, assessment, build, make_folder

KILLS = int(os.environ.get("PARSELF_KILLS", "40")) // 4

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a matter of POSIX")


def state(vong: Path) -> Mapping[str, bytes]:
    """Everything that a round holds but its ledger and what crashed writes left, by path."""
    held = states.state(vong).items()
    return {name: data for name, data in held if not name.rpartition("/")[2].startswith(".")}


def hand_ins(path: Path) -> list[Path]:
    """Write two hand-ins of each unit."""
    made = []
    for unit in UNITS:
        for sequence in (1, 2):
            answered = assessment(unit, part=70 + sequence)
            folder = make_folder(path / "don-vi" / f"{unit}-{sequence}", answered)
            made.append(path / f"{unit}-{sequence}.zip")
            made[-1].write_bytes(build(folder, sequence=sequence))
    return made


def require_whole(vong: Path) -> None:
    """Check that a round can be opened, and holds every file that it says it received."""
    for record in open_round(vong).units.values():
        for one in record.received:
            assert sha256((vong / one.file).read_bytes()).hexdigest() == one.sha256


def test_a_killed_landing_leaves_a_whole_round_and_is_completed_by_landing_again(
    tmp_path: Path,
) -> None:
    files = hand_ins(tmp_path)
    started = time.monotonic()
    merge(tmp_path / "ganz", files, now=NOW)
    longest = time.monotonic() - started
    draw, vong = random.Random(11), tmp_path / "vong"
    for _ in range(KILLS):
        shutil.rmtree(vong, ignore_errors=True)
        context = fork_server()
        begun, theirs = context.Pipe(duplex=False)
        process = context.Process(target=land, args=(files, vong, theirs), daemon=True)
        with running(process):
            begun.recv()
            time.sleep(draw.random() * longest)
            process.kill()
            process.join()
        begun.close()
        if is_round(vong):
            require_whole(vong)
        merge(vong, files, now=NOW)
        require_whole(vong)
        assert state(vong) == state(tmp_path / "ganz")
