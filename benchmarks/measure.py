"""Measure what a user waits for, each against what bounds it: ``python benchmarks/measure.py``.

With ``--write`` the figures also go into the page on the first question.

Machines differ and are noisy: runs alternate within one call, medians are compared, and
the ratio is what to quote. Nothing here is asserted by a test.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

from parself import demo
from parself.assessment import beginning, store
from parself.assessment.evidence import cited, registered, take_in
from parself.assessment.model import Citation
from parself.desk.desk import Desk
from parself.lift.way_up import Target, lift
from parself.province import receiving
from parself.rubric.model import Source
from parself.rules.amounts import Value
from parself.rules.fields import Field
from parself.standing.path import Option, cheapest
from parself.values import evolve
from parself.view.view import View
from screen import Terminal

RUNS = 11
DOCUMENTS = 300
READY = "trở lên khoảng"
"""Words of the score, which is painted last."""
SCORE_LINE = 19
"""Line of the screen that holds place and index; on the bare screen, what was typed."""
BARE = Path(__file__).parent / "bare.py"
PAGE = Path(__file__).parents[1] / "docs" / "decisions" / "first-question.md"
BEGIN, END = (
    "<!-- figures: written by benchmarks/measure.py --write -->\n",
    "<!-- end of figures -->",
)
LINES: list[str] = []
"""The reported figures as lines of a table."""


def first_screen(folder: Path, home: Path) -> None:
    """Time to the first question, against a bare Textual screen with the same widgets."""
    # An installed program is compiled; so is this one, after its first run.
    environment = {"HOME": str(home), "PARSELF_LANG": "vi", "PYTHONDONTWRITEBYTECODE": ""}

    def run(command: list[str], mark: str) -> float:
        terminal = Terminal(command, environment)
        try:
            return terminal.wait_for(mark)
        finally:
            terminal.close()

    def run_both() -> tuple[float, float]:
        return (
            run([sys.executable, "-m", "parself", str(folder)], READY),
            run([sys.executable, str(BARE)], "BARE SCREEN READY"),
        )

    compare("first question on screen", run_both, "a bare screen", "≤ 1.4 ×")


def scoring(folder: store.Folder) -> None:
    """Score, place and probabilities of a whole assessment, as after every keystroke."""

    def once() -> None:
        view = View(folder, folder.assessment)
        assert view.projection is not None

    rows = sum(1 for _item in folder.rubric.items())
    once()
    report(f"score + place + chances, {rows} rows, 11 units", timed(once, 50), "", "median ≤ 3 ms")


def planning(folder: store.Folder) -> None:
    """The cheapest way to an index, exactly, over all rows of an assessment."""
    view = View(folder, folder.assessment)
    index = view.scores.projected.index
    assert index is not None
    rows = sum(1 for _item in folder.rubric.items())

    def once() -> None:
        lift(view, Target(index + 3), date(2023, 6, 1))

    report(f"cheapest way, {rows} rows", timed(once, 20), "", "≤ 0.1 s")


def provincial(work: Path) -> store.Folder:
    """The province's own rubric of 92 rows, every row answered or estimated."""
    begun = beginning.begin(
        work / "tinh",
        "par-index-tinh-2022",
        "van-quan",
        roster_id="lang-son-11-huyen",
        standings_id="lang-son-2022",
    )
    desk = Desk(begun)
    for row in begun.rubric.items():
        if row.source is Source.SELF:
            faults = desk.enter(row.id, {f.key: plausible(f) for f in desk.view.fields(row.id)})
        else:
            faults = desk.set_estimate(row.id, row.points / 2)
        assert not faults, faults
    assert desk.view.progress().open == 0
    return evolve(begun, assessment=desk.assessment)


def plausible(field: Field) -> Value | None:
    """A figure that is possible in the field, whatever the row."""
    if field.optional:
        return None
    match field.kind:
        case "yes":
            return True
        case "choice":
            return field.options[0][0]
        case "date":
            return date(2021, 12, 15)
        case _ if field.key.endswith(("whole", "base")):
            return 100
        case _ if field.key.endswith(("part", "value")):
            return 93
    return min(1, field.most or 1)


def keystroke(whole: store.Folder, work: Path) -> None:
    """From a key in the terminal to the repainted score and place, in turn with a bare screen.

    Each key changes the score, and how many lines its derivation takes.
    """
    there = evolve(whole.assessment, position="1.3.1")
    store.save(whole, there, now=datetime(2023, 12, 12, 10, 40))
    environment = {"HOME": str(work), "PARSELF_LANG": "vi"}
    keys = (b"\x7f", b"3")
    ours = Terminal([sys.executable, "-m", "parself", str(whole.path)], environment)
    bare = Terminal([sys.executable, str(BARE)], environment)
    try:
        ours.wait_for(READY)
        bare.wait_for("BARE SCREEN READY")
        bare.send(b"93", rest=0.5)
        ours.send(b"\x1b[F", rest=0.5)
        expected = [[told(one, key) for key in keys] for one in (ours, bare)]
        waits: list[list[float]] = [[], []]
        for _round in range(50):
            for at, one in enumerate((ours, bare)):
                for key, line in zip(keys, expected[at], strict=True):
                    waits[at].append(one.press(key, SCORE_LINE, line))
                    one.send(b"", rest=0.05)
    finally:
        ours.close()
        bare.close()
    median = statistics.median(waits[0]) / statistics.median(waits[1])
    for what, found, ratio, bound in (
        ("key to repainted score, 92 rows", waits[0], f"{median:.2f} × bare", "p95 ≤ 50 ms"),
        ("the same key on the bare screen", waits[1], "", ""),
    ):
        p95 = sorted(found)[int(len(found) * 0.95)]
        report(what, found, f"p95 {p95 * 1000:.0f} ms  {ratio}".strip(), bound)


def told(terminal: Terminal, key: bytes) -> str:
    """Press a key and return the line that it changes, once all has come to rest."""
    terminal.send(key, rest=0.7)
    return terminal.screen.display[SCORE_LINE]


def merging(files: list[Path], work: Path) -> None:
    """Land 11 hand-ins in a new round."""
    count = iter(range(1000))

    def once() -> None:
        merged = receiving.merge(work / f"round-{next(count)}", files, now=datetime.now())
        assert len(merged.filed) == len(files)

    once()
    report(f"merge of {len(files)} hand-ins", timed(once, 7), "", "≤ 1 s")


def saving(folder: store.Folder) -> None:
    """Save a whole assessment, synced, with a backup."""
    current = folder
    count = iter(range(1000))

    def once() -> None:
        nonlocal current
        changed = evolve(current.assessment, position=f"{next(count)}")
        current = store.save(current, changed, now=datetime.now())

    report("a save", timed(once, 30), "", "")


def documented(bare: store.Folder, work: Path) -> store.Folder:
    """The same assessment with 300 documents, whose files are there, three rows citing each."""
    shutil.copytree(bare.path, work / "documented")
    folder = store.load(work / "documented")
    scan = work / "scan.pdf"
    now = folder.assessment
    rows = list(folder.rubric.rows)
    for number in range(DOCUMENTS):
        scan.write_bytes(b"%PDF-1.4 " + str(number).encode() * 1000)
        document = take_in(folder, now, scan).document
        now = registered(now, document)
        for row in rows[number % 30 :: 30]:
            now = cited(now, row, Citation(document.id))
    return store.save(folder, now, now=datetime(2023, 12, 12, 10, 40))


def opening(bare: store.Folder, work: Path) -> None:
    """Opening an assessment with many documents, against the same one without."""
    bare = store.save(bare, bare.assessment, now=datetime(2023, 12, 12, 10, 40))
    full = documented(bare, work)

    def read(path: Path) -> float:
        return timed(lambda: View(folder := store.load(path), folder.assessment), 1)[0]

    def both() -> tuple[float, float]:
        return read(full.path), read(bare.path)

    compare(f"opening {DOCUMENTS} documents: read and scored", both, "without", "")
    home = {"HOME": str(work), "PARSELF_LANG": "vi", "PYTHONDONTWRITEBYTECODE": ""}

    def shown(path: Path) -> float:
        terminal = Terminal([sys.executable, "-m", "parself", str(path)], home)
        try:
            return terminal.wait_for(READY)
        finally:
            terminal.close()

    def both_shown() -> tuple[float, float]:
        return shown(full.path), shown(bare.path)

    compare(f"opening {DOCUMENTS} documents: first question", both_shown, "without", "≤ 1.3 ×")


def ways() -> None:
    """The search itself over 1.000 rows worth 100 points, with four rungs each."""
    rows = [
        [
            Option(Decimal(gain) / 100, rung * (1 + row % 5), None)
            for rung, gain in enumerate((2 + row % 2, 5, 7 + row % 3, 10), start=1)
        ]
        for row in range(1000)
    ]
    for wanted in (5, 20, 50):
        took = timed(partial(cheapest, rows, Decimal(wanted)), 3)
        report(f"cheapest way, 1,000 rows, {wanted} points", took, "", "≤ 2 s")


def timed(once: Callable[[], object], runs: int) -> list[float]:
    """Return the seconds of each run."""
    seconds = []
    for _run in range(runs):
        started = time.perf_counter()
        once()
        seconds.append(time.perf_counter() - started)
    return seconds


def compare(what: str, both: Callable[[], tuple[float, float]], against: str, bound: str) -> None:
    """Run two things in turn and report the first, as a ratio of the second."""
    both()
    ours, theirs = zip(*(both() for _run in range(RUNS)), strict=True)
    ratio = statistics.median(ours) / statistics.median(theirs)
    report(what, ours, f"{ratio:.2f} × {against}", bound)


def report(what: str, seconds: Sequence[float], ratio: str, bound: str) -> None:
    """Print one line: median and worst, the ratio, and the bound it is held to."""
    median, worst = statistics.median(seconds) * 1000, max(seconds) * 1000
    LINES.append(f"| {what} | {median:.1f} ms | {worst:.1f} ms | {ratio} | {bound} |\n")
    print(f"{what:<46} median {median:8.1f} ms  worst {worst:8.1f} ms  {ratio:<24} {bound}")


def write_page() -> None:
    """Put the figures of this run between the marks of the page."""
    head, _begin, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    where = (
        f"CPython {sys.version.split()[0]}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    table = f"\n| {where} | median | worst | | goal |\n|---|---|---|---|---|\n{''.join(LINES)}\n"
    _old, end, foot = rest.partition(END)
    PAGE.write_text(f"{head}{BEGIN}{table}{end}{foot}", encoding="utf-8", newline="\n")


def main() -> None:
    """Make a practice province in a temporary folder and measure everything on it."""
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        made = demo.prepare(work / "demo")
        files = sorted((work / "demo").rglob("*lan-1.zip"))
        hand_ins = [file for file in files if "received" not in file.parts]
        complete = store.load(made.open_folder.parent / "cao-loc")
        whole = provincial(work)
        scoring(whole)
        scoring(complete)
        planning(whole)
        planning(complete)
        opening(whole, work)
        ways()
        saving(complete)
        merging(hand_ins, work)
        first_screen(made.open_folder, work)
        keystroke(provincial(work / "phim"), work)
    if "--write" in sys.argv:
        write_page()


if __name__ == "__main__":
    main()
