"""What is done about published results, killed with SIGKILL before each of its system calls.

After every kill the folder opens and tells no untruth, and the same act done again comes to the
end that it would have come to at once: nothing is published, noted or put in twice.
"""

import os
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any, Final

import pytest

from faults.processes import fork_server
from parself.errors import ParselfError
from parself.files import FolderLock, journal
from parself.province import appealing, publishing, putting_in, stages
from parself.province.appealing import Argued, Meant
from parself.province.ledger import LEDGER
from parself.province.overview import open_overview
from parself.province.publishing import publish, read
from parself.province.receiving import merge
from parself.province.returning import send
from parself.province.terms import Change
from parself.province.withdrawing import withdraw
from province.desks import judge
from submission.samples import NOW, UNITS, assessment, build, make_folder

OURS, ROW = UNITS[0], "1.2"
WHY = Change("lan", NOW, "Đính chính")
ARGUED = Argued(OURS, ROW, "Kế hoạch ban hành ngày 5/1", "45/UBND-NV", date(2024, 3, 5))
CALLS: Final = ("replace", "fsync", "write", "unlink", "rename", "link")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a matter of POSIX")


def send_moved(path: Path) -> None:
    """Send the units that the last correction moves their results."""
    codes = publishing.moved(open_overview(path).round)
    send(path, codes, path.parent / "gui", WHY, anyway=True)


def send_all(path: Path) -> None:
    send(path, (), path.parent / "truoc", WHY, anyway=True)


def granted(path: Path) -> None:
    appealing.decide(path, OURS, ROW, Meant(Decimal("1.5"), "Có văn bản."), WHY)


STEPS: Final[Mapping[str, Callable[[Path], Any]]] = {
    "publish": lambda path: publish(path, WHY, "12/QĐ-UBND"),
    "note": lambda path: appealing.note(path, ARGUED, WHY),
    "refuse": lambda path: appealing.decide(path, OURS, ROW, Meant(None, "Gửi muộn."), WHY),
    "take back": lambda path: appealing.take_back(path, OURS, ROW, WHY),
    "grant": granted,
    "correct": lambda path: putting_in.correct(path, WHY, "13/QĐ-UBND", despite=True),
    "send moved": send_moved,
    "withdraw": lambda path: withdraw(path, OURS, WHY),
}
"""The season from its close on, in the order in which it is done here."""
BY_HAND: Final[Mapping[str, Callable[[Path], Any]]] = {
    "reopen": lambda path: stages.reopen(path, WHY),
    "put in": lambda path: putting_in.put_in(path, WHY),
    "close": lambda path: stages.close(path, WHY, despite=True),
    "publish again": lambda path: publish(path, WHY, "13/QĐ-UBND"),
}
"""A correction by hand, once something is granted; only what is put in and published is killed."""


def act_and_die(name: str, path: Path, at: int) -> None:
    """Do a step, and die just before one of its system calls that write."""
    left, locking = at, False

    def dying(call: Callable[..., Any]) -> Callable[..., Any]:
        def done(*given: Any, **named: Any) -> Any:
            nonlocal left
            # The note beside the lock is for people, and no part of what is done.
            left -= not locking
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*given, **named)

        return done

    def aside(call: Callable[[FolderLock], Any]) -> Callable[[FolderLock], Any]:
        def done(lock: FolderLock) -> Any:
            nonlocal locking
            locking = True
            try:
                return call(lock)
            finally:
                locking = False

        return done

    for call in CALLS:
        setattr(os, call, dying(getattr(os, call)))
    for name_ in ("acquire", "release"):
        setattr(FolderLock, name_, aside(getattr(FolderLock, name_)))
    {**STEPS, **BY_HAND}[name](path)


def truth(path: Path) -> object:
    """What a round tells, without the ids that are drawn."""
    view = open_overview(path)
    assert view.trouble == ()
    told = Counter(
        (line["what"], line.get("number"), line.get("act"), line.get("sequence"))
        for line in journal.read(path / LEDGER).lines.values()
        # What closes and reopens stands in round.toml; a kill may keep it from the ledger.
        if line["what"] not in {"closed", "reopened"}
    )
    issued = tuple(read(view.round, one.number).units for one in view.round.publications)
    known = {one.name for one in (path / "published").glob("*")}
    assert known >= {f"lan-{one.number}.toml" for one in view.round.publications}
    return (
        issued,
        view.round.condition,
        told,
        [(one.appeal.row, one.state) for one in view.appealed],
        [(one.cell, one.points, one.reason) for one in view.appraisal.decisions],
        {
            code: [(one.number, one.withdrawn) for one in all_]
            for code, all_ in view.returns.items()
        },
    )


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round that is closed, with a row that was given less than our unit claims."""
    place = tmp_path_factory.mktemp("closed")
    paths = []
    for unit in UNITS[:2]:
        folder = make_folder(place / "don-vi" / unit, assessment(unit))
        paths.append(place / f"{unit}.zip")
        paths[-1].write_bytes(build(folder, sequence=1))
    merge(place / "vong", paths, now=NOW)
    judge(place / "vong", ROW, "0.5")
    stages.close(place / "vong", WHY, despite=True)
    return place / "vong"


def killed_everywhere(name: str, base: Path, place: Path) -> int:
    """Kill a step before each of its calls, do it again, and compare; return how often."""
    context = fork_server()
    whole = Path(shutil.copytree(base, place / "whole" / "vong"))
    {**STEPS, **BY_HAND}[name](whole)
    wanted = truth(whole)
    for at in count(1):
        path = Path(shutil.copytree(base, place / str(at) / "vong"))
        process = context.Process(target=act_and_die, args=(name, path, at), daemon=True)
        process.start()
        process.join()
        assert process.exitcode in {0, -signal.SIGKILL}
        if process.exitcode == 0:
            assert truth(path) == wanted
            return at - 1
        # What was done already may be refused when it is asked for once more.
        with suppress(*[ParselfError] * (truth(path) == wanted)):
            {**STEPS, **BY_HAND}[name](path)
        assert truth(path) == wanted, f"{name}, killed before call {at}"
        shutil.rmtree(place / str(at))
    raise AssertionError


@pytest.mark.parametrize("name", STEPS)
def test_killed_anywhere_the_same_act_comes_to_the_same_end(
    name: str, closed: Path, tmp_path: Path
) -> None:
    base = Path(shutil.copytree(closed, tmp_path / "base" / "vong"))
    for step, act in STEPS.items():
        if step == name:
            break
        act(base)
        if step == "publish":
            send_all(base)
    assert killed_everywhere(name, base, tmp_path) >= 2


@pytest.mark.parametrize("name", ["put in", "publish again"])
def test_killed_anywhere_a_correction_by_hand_comes_to_the_same_end(
    name: str, closed: Path, tmp_path: Path
) -> None:
    base = Path(shutil.copytree(closed, tmp_path / "base" / "vong"))
    for act in (STEPS["publish"], STEPS["note"], granted):
        act(base)
    for step, act in BY_HAND.items():
        if step == name:
            break
        act(base)
    assert killed_everywhere(name, base, tmp_path) >= 2
