"""Receiving a result is killed with SIGKILL at moments drawn at random: before or after, whole."""

import random
import shutil
import sys
from pathlib import Path

import pytest

from faults.processes import receive_forever
from faults.test_kills import KILLS, kill_while_saving
from parself.assessment import store
from parself.returns.kept import received_by
from parself.returns.taking import look, take
from parself.submission.bundle import export
from returns.samples import return_file
from submission.samples import NOW, make_folder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a matter of POSIX")


def test_killed_receiving_leaves_a_result_that_is_named_and_whole_or_none(tmp_path: Path) -> None:
    folder = export(make_folder(tmp_path / "don-vi"), tmp_path / "1.zip", now=NOW).folder
    last, draw = folder.assessment.hand_in, random.Random(12)
    assert last is not None
    file = return_file(tmp_path / "kq.zip", hand_in_digest=last.digest)
    for number in range(max(KILLS // 4, 2)):
        copy = Path(shutil.copytree(folder.path, tmp_path / f"ban-{number}"))
        kill_while_saving(copy, draw.random() * 0.05, receive_forever)
        opened = store.load(copy)
        assert opened.assessment.answers == folder.assessment.answers
        assert (received_by(opened) is None) == (opened.assessment.returned is None)
        done = take(opened, look(opened, file), now=NOW)
        assert received_by(store.load(copy)) == received_by(done) == look(done, file).value
