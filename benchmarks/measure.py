"""Measure what a user waits for, each against what bounds it: ``python benchmarks/measure.py``.

With ``--write`` the figures also go into the page on the first question; ``--against FOLDER``
measures the first question of another checkout too, in turn with this one's; ``--keys`` measures
only what happens on a screen. Processor time is told beside the clock: it is what a loaded machine
still tells.

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
from parself.assessment.beside import ROSTER, RUBRIC, STANDINGS
from parself.assessment.evidence import cited, registered, take_in
from parself.assessment.model import Answer, Assessment, Citation, State
from parself.desk.desk import Desk
from parself.lift.way_up import Target, lift
from parself.province import receiving
from parself.rubric.catalogue import find_roster, find_rubric, standings_of
from parself.rubric.dump import rubric_to_bytes
from parself.rubric.identity import identity_of
from parself.rubric.model import Area, Criterion, Item, Source
from parself.rules.amounts import Value
from parself.rules.fields import Field
from parself.standing.path import Option, cheapest
from parself.values import evolve
from parself.view.view import View
from screen import Terminal

RUNS = 11
DOCUMENTS = 300
READY = "2022"
"""The year of the table against which the score is told: it is painted with the score."""
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

    def run_both() -> tuple[Start, Start]:
        return (
            started([sys.executable, "-m", "parself", str(folder)], environment, READY),
            started([sys.executable, str(BARE)], environment, "BARE SCREEN READY"),
        )

    compare_starts("first question on screen", run_both, "a bare screen", "≤ 1.4 ×")


Start = tuple[float, float]
"""Seconds until a screen stood there, and of the processor's time."""


def started(command: list[str], environment: dict[str, str], mark: str) -> Start:
    """Start a program and wait until it shows a mark."""
    terminal = Terminal(command, environment)
    try:
        return terminal.wait_for(mark), terminal.used
    finally:
        terminal.close()


def compare_starts(
    what: str, both: Callable[[], tuple[Start, Start]], against: str, bound: str
) -> None:
    """Start two programs in turn and report the first, as a ratio of the second."""
    both()
    ours, theirs = zip(*(both() for _run in range(RUNS)), strict=True)
    for at, name in enumerate((what, f"{what}, processor")):
        mine, other = [one[at] for one in ours], [one[at] for one in theirs]
        ratio = statistics.median(mine) / statistics.median(other)
        report(name, mine, f"{ratio:.2f} × {against}", "" if at else bound)


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
    ours = opened(whole, "1.3.1", work)
    bare = Terminal([sys.executable, str(BARE)], environment(work))
    try:
        bare.wait_for("BARE SCREEN READY")
        bare.send(b"93", rest=0.5)
        expected = [[told(one, key) for key in KEYS] for one in (ours, bare)]
        waits: list[list[float]] = [[], []]
        used: list[list[float]] = [[], []]
        sizes: list[int] = []
        for _round in range(50):
            for at, one in enumerate((ours, bare)):
                for key, line in zip(KEYS, expected[at], strict=True):
                    before, spent = one.written, one.used
                    waits[at].append(one.press(key, SCORE_LINE, line))
                    used[at].append(one.used - spent)
                    one.send(b"", rest=0.05)
                    sizes += [one.written - before] * (one is ours)
    finally:
        ours.close()
        bare.close()
    ratio = statistics.median(waits[0]) / statistics.median(waits[1])
    report_keys("key to repainted score, 92 rows", waits[0], f"{ratio:.2f} × bare", "p95 ≤ 50 ms")
    report_keys("the same key on the bare screen", waits[1], "", "")
    ratio = statistics.median(used[0]) / statistics.median(used[1])
    report_keys("the same key, processor", used[0], f"{ratio:.2f} × bare", "")
    report_bytes("written per key, 92 rows, 80×24", sizes)


KEYS = (b"\x7f", b"3")


def environment(home: Path) -> dict[str, str]:
    """The environment of a program whose modules are compiled, as an installed one's are."""
    return {"HOME": str(home), "PARSELF_LANG": "vi", "PYTHONDONTWRITEBYTECODE": ""}


def opened(whole: store.Folder, row: str, work: Path, **size: int) -> Terminal:
    """Open an assessment at a row, with the cursor at the end of its first field."""
    there = evolve(whole.assessment, position=row)
    store.save(whole, there, now=datetime(2023, 12, 12, 10, 40))
    command = [sys.executable, "-m", "parself", str(whole.path)]
    terminal = Terminal(command, environment(work), **size)
    terminal.wait_for(READY)
    terminal.send(b"\x1b[F", rest=1)
    return terminal


def large(work: Path) -> store.Folder:
    """An assessment of 1,000 rows, all of them answered."""
    known, _bytes = find_rubric("lang-son-huyen-2023", option="")
    row = known.rows["7.5.3"]
    assert isinstance(row, Item)
    row = evolve(row, evidence=row.evidence[:1], contributors=(), guidance="", provenance="")
    areas = tuple(_large_area(str(number), row) for number in range(1, 21))
    rubric = evolve(known, areas=areas, figures=(), checks=(), adjustments=())
    roster, roster_bytes = find_roster(rubric.roster, option="")
    standings = standings_of(roster, rubric.standings, option="")[1]
    enclosed = {
        RUBRIC: rubric_to_bytes(rubric),
        ROSTER: roster_bytes,
        STANDINGS: standings,
    }
    given = Answer(State.ANSWERED, {"part": 93, "whole": 100})
    answers = dict.fromkeys(rubric.rows, given)
    begun = Assessment("van-quan", rubric.year, identity_of(rubric), answers=answers)
    return store.create(work / "nghin-tieu-chi", begun, enclosed)


def _large_area(number: str, row: Item) -> Area:
    criteria = []
    for at in range(1, 11):
        ids = [f"{number}.{at}.{one}" for one in range(1, 6)]
        items = tuple(evolve(row, id=one, points=Decimal("0.10")) for one in ids)
        criteria.append(Criterion(f"{number}.{at}", row.title, Decimal("0.50"), items, False))
    return Area(number, row.title, Decimal(5), tuple(criteria))


def large_keystroke(whole: store.Folder, work: Path) -> None:
    """A key at 1,000 rows with all panels open, until all that it changes is painted."""
    ours = opened(whole, "10.5.3", work, columns=160, lines=50)
    try:
        seen = []
        for key in KEYS:
            ours.send(key, rest=1.5)
            seen.append(list(ours.screen.display))
        differing = [at for at, both in enumerate(zip(*seen, strict=True)) if both[0] != both[1]]
        waits, used, sizes = [], [], []
        for _round in range(50):
            for key, shown in zip(KEYS, seen, strict=True):
                before, spent = ours.written, ours.used
                waits.append(ours.press(key, differing[-1], shown[differing[-1]]))
                used.append(ours.used - spent)
                ours.send(b"", rest=0.1)
                sizes.append(ours.written - before)
    finally:
        ours.close()
    report_keys("key at 1,000 rows, all panels, 160×50", waits, "", "p95 ≤ 80 ms")
    report_keys("the same key, processor", used, "", "")
    report_bytes("written per key, 1,000 rows, 160×50", sizes)


def resizing(whole: store.Folder, work: Path) -> None:
    """Another size of the window at 1,000 rows with all panels, until all is painted."""
    ours = opened(whole, "10.5.3", work, columns=160, lines=50)
    try:
        shown = {}
        for columns in (150, 160):
            ours.resize(columns, 50)
            ours.send(b"", rest=1.5)
            shown[columns] = list(ours.screen.display)
        waits = []
        for _round in range(20):
            for columns, expected in shown.items():
                ours.resize(columns, 50)
                waits.append(ours.wait_until_shown(expected))
                ours.send(b"", rest=0.2)
    finally:
        ours.close()
    report_keys("another size, 1,000 rows, all panels", waits, "", "p95 ≤ 100 ms")


def earlier(folder: Path, home: Path, checkout: Path) -> None:
    """Time to the first question, against another checkout of the program."""

    def run(source: Path) -> Start:
        command = [sys.executable, "-m", "parself", str(folder)]
        return started(command, {**environment(home), "PYTHONPATH": str(source / "src")}, READY)

    def run_both() -> tuple[Start, Start]:
        return run(Path(__file__).parents[1]), run(checkout)

    compare_starts("first question, beside another", run_both, checkout.name, "≤ 1.0 ×")


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


def report_keys(what: str, waits: Sequence[float], ratio: str, bound: str) -> None:
    """Report how long keys took, with the 95th percentile that is held to the bound."""
    p95 = sorted(waits)[int(len(waits) * 0.95)]
    report(what, waits, f"p95 {p95 * 1000:.0f} ms  {ratio}".strip(), bound)


def report_bytes(what: str, sizes: Sequence[int]) -> None:
    """Print and note how many bytes a key has written to the terminal."""
    median, worst = statistics.median(sizes), max(sizes)
    LINES.append(f"| {what} | {median:.0f} B | {worst} B | | ≤ 4,096 B |\n")
    print(
        f"{what:<46} median {median:6.0f} B   worst {worst:6} B                          ≤ 4,096 B"
    )


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


def away_from_the_screen(
    whole: store.Folder, complete: store.Folder, hand_ins: list[Path], work: Path
) -> None:
    """Measure scoring, planning, reading, saving and merging."""
    for folder in (whole, complete):
        scoring(folder)
        planning(folder)
    opening(whole, work)
    ways()
    saving(complete)
    merging(hand_ins, work)


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
        if "--keys" not in sys.argv:
            away_from_the_screen(whole, complete, hand_ins, work)
        first_screen(made.open_folder, work)
        keystroke(provincial(work / "phim"), work)
        many = large(work)
        large_keystroke(many, work)
        resizing(store.load(many.path), work)
        if "--against" in sys.argv:
            checkout = Path(sys.argv[sys.argv.index("--against") + 1])
            earlier(made.open_folder, work, checkout)
    if "--write" in sys.argv:
        write_page()


if __name__ == "__main__":
    main()
