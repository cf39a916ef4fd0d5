"""Measure what small hostile files cost at every door: ``python benchmarks/costs.py [DOOR]``.

Each file of `tests/hostile.py` is read by a fresh process, which tells its processor time and how
far its memory rose while it did so. Nothing here is asserted by a test: those assert that the
files are refused, or how much is kept of them.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import hostile
from submission.forge import files_of
from submission.samples import build, make_folder

SECONDS: Final = 1.0
MEBIBYTES: Final = 100


def doors() -> Mapping[str, Callable[[Path], object]]:
    """Return how each kind of file is read."""
    from parself.annex.read import read_annex
    from parself.assessment import form
    from parself.rubric import catalogue
    from parself.submission import form_reading
    from parself.submission.intake import read_bundle

    return {
        "annex": lambda path: read_annex(path.read_bytes(), where=path.name),
        "form": form_reading.read_sheet,
        "rubric": lambda path: catalogue.find_rubric(str(path)),
        "roster": lambda path: catalogue.find_roster(str(path)),
        "standings": lambda path: catalogue.find_standings(str(path)),
        "assessment": lambda path: form.parse_unsealed(path.read_bytes(), where=path.name),
        "bundle": read_bundle,
    }


def memory(line: str) -> int:
    """Return a figure of this process's memory in KiB, as Linux tells it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition(f"{line}:")[2].split()[0])


def read_one(door: str, path: Path) -> None:
    """Read one file and print processor time, rise of memory, and what came of it."""
    read = doors()[door]
    before = memory("VmRSS")
    started = time.process_time()
    try:
        read(path)
        told = "read"
    except Exception as error:  # noqa: BLE001 - whatever comes is what is to be told
        told = f"{type(error).__name__}: {str(error)[:70]!r}"
    used = time.process_time() - started
    rise = (memory("VmHWM") - before) // 1024
    print(f"{used:.2f} {rise} {told}")


def cases(door: str, good: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the files that a door is measured with."""
    if door == "bundle":
        yield from ((case, made(good)) for case, made in hostile.BUNDLES.items())
    else:
        family = hostile.WORKBOOKS if door in {"annex", "form"} else hostile.TOMLS
        yield from ((case, made()) for case, made in family.items())


def main(wanted: list[str]) -> None:
    """Measure every file at the doors that take its kind."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "tep.xlsx"
        good = files_of(build(make_folder(Path(name) / "huyen-a"), sequence=1))
        for door in wanted or doors():
            for case, data in cases(door, good):
                path.write_bytes(data)
                command = [sys.executable, __file__, "--one", door, str(path)]
                done = subprocess.run(command, capture_output=True, text=True, check=False)
                used, rise, told = (done.stdout or "9 9 no answer").strip().split(" ", 2)
                over = float(used) > SECONDS or int(rise) > MEBIBYTES
                size = len(data) // 1024
                print(
                    f"{'OVER' if over else '':4} {door:10} {case:32} {size:6} KiB"
                    f" {used:>6} s {rise:>5} MiB  {told}",
                    flush=True,
                )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        read_one(sys.argv[2], Path(sys.argv[3]))
    else:
        main(sys.argv[1:])
