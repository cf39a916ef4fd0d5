"""A change of edition that is cut short: whole in one edition or in the other, never between."""

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from assessment.folders import saved_folder
from assessment.test_edition import OTHER, other_edition
from faults.processes import fork_server, later, running
from faults.test_sweep import KINDS, Kind, sweep
from parself.assessment import store, swap
from parself.editions import changing
from parself.files import FolderLock

KILLS = int(os.environ.get("PARSELF_KILLS", "40"))


def migrate_forever(path: Path, other: Path, done: Connection) -> None:
    """Change to the other edition and back, again and again, and tell each revision."""
    while True:
        found = store.load(path)
        target = "mau-ngan" if found.rubric.id == OTHER else str(other)
        now = later(found.assessment.revision)
        with FolderLock(path, now):
            plan = changing.prepare(path, target, now=now)
            folder = changing.carry_out(plan, now=now)
        done.send(folder.assessment.revision)


def wait_for(file: Path, *, within: float) -> None:
    """Wait until a file is there: then the change is decided and not finished."""
    until = time.monotonic() + within
    while not file.exists() and time.monotonic() < until:
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a matter of POSIX")
def test_killed_at_any_moment_rubric_and_assessment_agree(tmp_path: Path) -> None:
    folder, draw = saved_folder(tmp_path / "a"), random.Random(8)
    texts = {row: answer.explanation for row, answer in folder.assessment.answers.items()}
    other = other_edition(folder)
    for _ in range(max(10, KILLS // 4)):
        context = fork_server()
        done, theirs = context.Pipe(duplex=False)
        process = context.Process(
            target=migrate_forever, args=(folder.path, other, theirs), daemon=True
        )
        with running(process):
            theirs.close()
            told = int(done.recv())
            wait_for(folder.path / swap.PENDING, within=1)
            time.sleep(draw.random() * 0.01)
            assert process.pid is not None
            os.kill(process.pid, signal.SIGKILL)
            process.join()
        done.close()
        found = store.load(folder.path)
        assert found.assessment.revision >= told
        assert found.assessment.rubric.id == found.rubric.id
        assert not (folder.path / swap.PENDING).exists()
        for row, text in texts.items():
            assert found.assessment.answer(row).explanation == text


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_fails_the_folder_is_in_one_edition(tmp_path: Path, kind: Kind) -> None:
    origin = saved_folder(tmp_path / "origin")
    other = str(other_edition(origin))
    now = later(9)

    def on_a_copy(path: Path) -> Callable[[], object]:
        shutil.copytree(origin.path, path)
        plan = changing.prepare(path, other, now=now)
        return lambda: changing.carry_out(plan, now=now)

    seen = set()
    for path, outcome in sweep(kind, on_a_copy, tmp_path):
        found = store.load(path)
        is_old = found.assessment == origin.assessment
        assert is_old or found.assessment.revision == origin.assessment.revision + 1
        assert found.rubric.id == ("mau-ngan" if is_old else OTHER)
        assert outcome != "done" or not is_old
        seen.add(is_old)
    assert seen == {True, False}
