"""Joining what officers sent back is killed, with SIGKILL, at moments drawn at random."""

import random
import sys
from pathlib import Path

import pytest

from faults.processes import join_forever
from faults.test_kills import KILLS, kill_while_saving
from parself.files import journal
from parself.province.appraisal import LEDGER
from parself.province.joining import join
from parself.province.officers import Share
from parself.province.overview import open_overview
from parself.province.receiving import merge
from parself.submission.bundle import write
from province.desks import desk, judge, sent, with_officers
from submission.samples import NOW, UNITS, assessment, make_folder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a matter of POSIX")


def test_a_joining_that_is_killed_leaves_a_whole_round_and_is_completed_by_doing_it_again(
    tmp_path: Path,
) -> None:
    vong = tmp_path / "vong"
    file = tmp_path / "nop.zip"
    write(make_folder(tmp_path / "don-vi", assessment(UNITS[0])), file, sequence=1)
    merge(vong, [file], now=NOW)
    with_officers(vong, an=Share(), binh=Share())
    for number, who in enumerate(("an", "binh")):
        folder = desk(vong, who, tmp_path)
        judge(folder, "1.1", f"{number + 1}")
        sent(folder, tmp_path, f"{who}-ve.zip")
    came = sorted(tmp_path.glob("*-ve.zip"))
    whole, draw = join(vong, came, "lan", NOW, keep=False).view.stands, random.Random(502)
    for _ in range(max(KILLS // 4, 2)):
        kill_while_saving(vong, draw.random() * 0.2, join_forever)
        left = journal.read(vong / LEDGER).lines.values()
        assert all(line["decisions"] for line in left)
        assert set(open_overview(vong).stands) <= set(whole)
        assert join(vong, came, "lan", NOW, keep=True).view.stands == whole
        assert open_overview(vong).stands == whole
