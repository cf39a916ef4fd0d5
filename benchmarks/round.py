"""Measure a round of many units: ``python benchmarks/round.py [--units N …] [--work DIR]``.

Each step is a process of its own, as at an office: its processor time, its time on the clock and
its greatest memory are taken when it ends. What is compared runs in turn within the one call, on
the same files. Nothing here is asserted by a test.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

from parself.assessment import beside, store
from parself.demo.casts import DISTRICTS
from parself.demo.figures import filled_in
from parself.rubric.catalogue import find_rubric, find_standings
from parself.rubric.load import roster_from_bytes
from parself.submission import bundle
from parself.submission.intake import read_bundle
from parself.values import evolve

UNITS = (11, 65, 705, 10_600)
BLOCK = 705
"""Units in the roster that a hand-in carries; the round's own names all."""
RUNS = {11: 7, 65: 5, 705: 3, 10_600: 1}
SUB_UNITS = 12
FIGURES = 47
"""Different sets of figures in a block of hand-ins: to invent one takes longer than to write it."""
WORKBOOKS = 11


class Cost(NamedTuple):
    """What a process took."""

    processor: float
    """Seconds, of the process and of those that it started."""
    clock: float
    memory: float
    """MiB at most, of its largest process."""


ENVIRONMENT = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
"""Modules compiled, as those of an installed program are."""


def run(*command: str | Path) -> Cost:
    """Run a command of this Python to its end, its output thrown away."""
    started = time.perf_counter()
    null = os.open(os.devnull, os.O_WRONLY)
    actions = [(os.POSIX_SPAWN_DUP2, null, 1)]
    # What it says on stderr is of no interest here, and a failure must be seen.
    argv = [sys.executable, *map(str, command)]
    pid = os.posix_spawn(sys.executable, argv, ENVIRONMENT, file_actions=actions)
    _pid, status, usage = os.wait4(pid, 0)
    os.close(null)
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"failed: {argv}")
    seconds = usage.ru_utime + usage.ru_stime
    return Cost(seconds, time.perf_counter() - started, usage.ru_maxrss / 1024)


def parself(*words: str | Path) -> Cost:
    """Run a command of the program."""
    return run("-m", "parself", *words)


def roster_text(first: int, count: int) -> str:
    """Return a roster of generated units as TOML; its id is the one that the rubric names."""
    head = (
        f'format = 1\n[roster]\nid = "{DISTRICTS.roster}"\nparent = "tỉnh"\n'
        'unit_word = "đơn vị"\nsub_unit_word = "xã"\n'
    )
    sub_units = ", ".join(f'"Xã {number}"' for number in range(SUB_UNITS))
    units = (
        f'[[unit]]\ncode = "{code(n)}"\nshort = "Đơn vị {n}"\nfull = "UBND đơn vị {n}"\n'
        f'locative = "đơn vị {n}"\nsub_units = [{sub_units}]\n'
        for n in range(first, first + count)
    )
    return head + "".join(units)


def code(number: int) -> str:
    """Return the code of a generated unit."""
    return f"don-vi-{number:05}"


def hand_ins(folder: Path, roster: bytes) -> None:
    """Write the hand-ins of a roster's units; several are answered by the same figures."""
    rubric, rubric_bytes = find_rubric(DISTRICTS.rubric)
    standings, _bytes = find_standings(DISTRICTS.standings)
    enclosed = {beside.RUBRIC: rubric_bytes, beside.ROSTER: roster}
    units = roster_from_bytes(roster, where="roster.toml").units
    with tempfile.TemporaryDirectory() as name:
        first = filled_in(rubric, units[0], standings)
        begun = store.create(Path(name) / "begun", first, enclosed)
        sets = [filled_in(rubric, unit, standings) for unit in units[:FIGURES]]
        for number, unit in enumerate(units):
            assessment = evolve(sets[number % FIGURES], unit=unit.code)
            path = folder / f"{unit.code}.zip"
            bundle.write(evolve(begun, unit=unit, assessment=assessment), path, sequence=1)


def generate(work: Path, count: int) -> Path:
    """Make a folder with the hand-ins of `count` units and the roster of a round; once."""
    folder = work / f"ho-so-{count}"
    whole = work / f"roster-{count}.toml"
    if whole.exists():
        return folder
    folder.mkdir()
    blocks = [
        roster_text(first, min(BLOCK, count - first)).encode() for first in range(0, count, BLOCK)
    ]
    with ProcessPoolExecutor() as pool:
        for _done in pool.map(hand_ins, [folder] * len(blocks), blocks):
            pass
    whole.write_text(roster_text(0, count), encoding="utf-8")
    return folder


BAGIT = """
import sys, shutil, tempfile, zipfile, logging
from pathlib import Path
import bagit
logging.disable()
for path in sorted(Path(sys.argv[1]).glob("*.zip")):
    with tempfile.TemporaryDirectory() as name:
        zipfile.ZipFile(path).extractall(name)
        (found,) = Path(name).iterdir()
        bagit.Bag(str(found)).validate()
"""
"""Unpacks and validates every hand-in with the bagit library."""

HASHED = """
import sys, hashlib
from pathlib import Path
for path in sorted(Path(sys.argv[1]).glob("*.zip")):
    hashlib.sha256(path.read_bytes()).hexdigest()
"""

OPENPYXL = """
import sys
from pathlib import Path
import openpyxl
for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    rows = {}
    for row, key, value, explanation, *cited in book.active.iter_rows(min_row=2, values_only=True):
        rows.setdefault(row, {})[key] = value, explanation, cited
    book.close()
"""
"""Reads the answers of workbooks, and does nothing with them."""

BOARD = """
import sys, time
from datetime import date
from pathlib import Path
from parself.province.overview import open_overview
started = time.perf_counter()
lines = open_overview(Path(sys.argv[1])).lines(date(2024, 1, 15))
print(len(lines), time.perf_counter() - started, file=sys.stderr)
"""


def workbooks(hand_ins: Path, folder: Path) -> Path:
    """Write the answers of hand-ins as workbooks: one line a figure, as an office keeps them."""
    folder.mkdir(exist_ok=True)
    for path in sorted(hand_ins.glob("*.zip"))[:WORKBOOKS]:
        answers = read_bundle(path).assessment.answers
        book = xlsxwriter.Workbook(folder / f"{path.stem}.xlsx", {"in_memory": True})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("row", "key", "value", "explanation", "document", "part", "page"))
        line = 0
        for row, answer in answers.items():
            cited = next(iter(answer.citations), None)
            proof = (cited.document, cited.section, cited.page) if cited else ("", "", "")
            for key, value in {"state": answer.state.value, **answer.values}.items():
                line += 1
                sheet.write_row(line, 0, (row, key, str(value), answer.explanation, *proof))
        book.close()
    return folder


class Measured(NamedTuple):
    """What is measured of a round, run by run."""

    landing: list[Cost]
    again: list[Cost]
    status: list[Cost]
    board: list[Cost]
    bagit: list[Cost]
    hashed: list[Cost]
    start: list[Cost]


def measure(work: Path, count: int) -> Measured:
    """Land the hand-ins of `count` units, land them again and look at the board."""
    folder = generate(work, count)
    took = Measured(*([] for _field in Measured._fields))
    for number in range(RUNS.get(count, 1)):
        round_ = work / f"ky-{count}-{os.getpid()}-{number}"
        roster = work / f"roster-{count}.toml"
        parself(
            *(
                "round",
                "new",
                round_,
                "--rubric",
                DISTRICTS.rubric,
                "--roster",
                roster,
                "--practice",
            )
        )
        took.start.append(parself("rubric", "list"))
        took.landing.append(parself("merge", round_, folder, "--json"))
        took.bagit.append(run("-c", BAGIT, folder))
        took.again.append(parself("merge", round_, folder, "--json"))
        took.hashed.append(run("-c", HASHED, folder))
        took.status.append(parself("round", "status", round_, "--json"))
        took.board.append(run("-c", BOARD, round_))
        shutil.rmtree(round_)
    return took


def told(count: int, took: Measured) -> None:
    """Print one line a step: medians, and the ratios of processor time."""
    print(f"\n{count} units, {len(took.landing)} runs")
    for name in Measured._fields:
        costs = getattr(took, name)
        median = Cost(*(statistics.median(figures) for figures in zip(*costs, strict=True)))
        print(
            f"  {name:<8} processor {median.processor:8.2f} s   clock {median.clock:8.2f} s"
            f"   memory {median.memory:6.0f} MiB"
        )
    print(f"  landing / bagit {ratio(took.landing, took.bagit):.2f}")


def ratio(ours: Sequence[Cost], theirs: Sequence[Cost]) -> float:
    """Return the median ratio of the processor time of runs in turn."""
    return statistics.median(
        one.processor / other.processor for one, other in zip(ours, theirs, strict=True)
    )


def beside_workbooks(work: Path) -> None:
    """A new round of 11, founded by its first files, against reading 11 workbooks."""
    folder = generate(work, WORKBOOKS)
    books = workbooks(folder, work / "so-lieu")
    ours, theirs = [], []
    for number in range(7):
        round_ = work / f"moi-{os.getpid()}-{number}"
        roster = ("--roster", work / f"roster-{WORKBOOKS}.toml")
        ours.append(parself("merge", round_, folder, *roster, "--json"))
        theirs.append(run("-c", OPENPYXL, books))
        shutil.rmtree(round_)
    clock, other = (statistics.median(one.clock for one in costs) for costs in (ours, theirs))
    print(
        f"\na new round of {WORKBOOKS} founded by its files: {clock:.2f} s"
        f" against {other:.2f} s of openpyxl reading the same answers;"
        f" {ratio(ours, theirs):.2f} × its processor time"
    )


def main() -> None:
    """Measure rounds of the sizes named."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--units", type=int, nargs="+", default=UNITS)
    wanted.add_argument("--work", type=Path, help="keeps the hand-ins made for the next call")
    given = wanted.parse_args()
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as name:
        work = given.work or Path(name)
        work.mkdir(exist_ok=True)
        beside_workbooks(work)
        for count in given.units:
            told(count, measure(work, count))


if __name__ == "__main__":
    main()
