"""Programs that are killed while they save, with SIGKILL, at moments drawn at random.

PARSELF_KILLS sets how many (40 unless told).
"""

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from assessment.folders import NOW, file_of, new_folder, temp_files
from faults.processes import fork_server, hold_lock, running, save_forever, try_out_forever
from parself.assessment import saves, scenarios, store
from parself.files import FolderLock, Owner

KILLS = int(os.environ.get("PARSELF_KILLS", "40"))

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a matter of POSIX")


def last_acknowledged(done: Connection, until: float) -> int:
    """Return the last revision that was told before the moment `until`."""
    revision = int(done.recv())
    while (left := until - time.monotonic()) > 0:
        if done.poll(left):
            revision = int(done.recv())
    return revision


def rest(done: Connection) -> list[int]:
    told = []
    try:
        while True:
            told.append(int(done.recv()))
    except EOFError:
        return told


def kill_while_saving(
    path: Path, moment: float, work: Callable[[Path, Connection], None] = save_forever
) -> int:
    """Let a program save, kill it after `moment` seconds, return the last save it told of."""
    context = fork_server()
    done, theirs = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(path, theirs), daemon=True)
    with running(process):
        theirs.close()
        told = [int(done.recv())]
        told.append(last_acknowledged(done, time.monotonic() + moment))
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        assert process.exitcode == -signal.SIGKILL
        told += rest(done)
    done.close()
    return told[-1]


def test_no_acknowledged_save_is_lost_and_no_state_is_torn(tmp_path: Path) -> None:
    folder, draw = new_folder(tmp_path / "a"), random.Random(500)
    for _ in range(KILLS):
        told = kill_while_saving(folder.path, draw.random() * 0.1)
        found = store.load(folder.path).assessment
        assert told <= found.revision <= told + 1
        assert found.answer(next(iter(found.answers))).explanation.startswith("lần ")
        assert {backup.revision for backup in saves.good_saves(folder.path)} >= {found.revision - 1}
    for left in temp_files(folder.path):
        os.utime(left, times=(0, 0))
    store.load(folder.path)
    assert temp_files(folder.path) == []
    assert file_of(folder).exists()


def test_a_scenario_keeps_what_it_was_told_and_the_truth_does_not_move(tmp_path: Path) -> None:
    folder, draw = new_folder(tmp_path / "a"), random.Random(501)
    truth = file_of(folder).read_bytes()
    scenarios.begin(folder, folder.assessment, "Thử", NOW)
    for _ in range(KILLS // 4):
        told = kill_while_saving(folder.path, draw.random() * 0.1, try_out_forever)
        (kept,) = scenarios.kept_scenarios(store.load(folder.path))
        assert kept.scenario is not None
        found = [answer.explanation for answer in kept.scenario.assessment.answers.values()]
        assert {f"lần {told}", f"lần {told + 1}"} & set(found)
        assert file_of(folder).read_bytes() == truth


def test_a_window_in_another_process_holds_the_lock_until_it_is_killed(tmp_path: Path) -> None:
    context = fork_server()
    ours, theirs = context.Pipe()
    process = context.Process(target=hold_lock, args=(tmp_path, theirs), daemon=True)
    mine = FolderLock(tmp_path, NOW.replace(hour=23))
    with running(process):
        assert ours.recv() is None, "the other window has the lock"
        owner = mine.acquire()
        assert isinstance(owner, Owner)
        assert owner.since == NOW
    assert (tmp_path / ".parself.owner").exists(), "the killed window left its note"
    assert mine.acquire() is None
    mine.release()
    ours.close()
    theirs.close()
