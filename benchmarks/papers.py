"""Measure making papers: ``python benchmarks/papers.py``.

The workbook is compared with openpyxl writing the same cells, in turn within one run. Nothing
here is asserted by a test.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl

from measure import report, timed
from parself import demo
from parself.assessment import beside, store
from parself.province import receiving
from parself.province import round as rounds
from parself.province.founding import Told
from parself.report import making
from parself.rubric.load import roster_from_bytes
from parself.submission import bundle
from parself.tables.model import shown
from parself.tables.paper import Papers
from parself.values import evolve
from parself.view.view import View

TODAY = date(2024, 1, 15)
RUNS = 7
MANY = 705


def unit(folder: store.Folder) -> None:
    """A unit's whole set in each format, from an opened assessment to the file's bytes."""

    def once(form: str) -> Callable[[], None]:
        def make() -> None:
            maker = making.of_unit(View(folder, folder.assessment), TODAY)
            making.drawn(maker.papers(form, (), lambda done, of: None), form)

        return make

    for form in making.FORMATS:
        once(form)()
        bound = "≤ 1 s" if form == "xlsx" else ""
        report(f"a unit's whole set, {form}", timed(once(form), RUNS), "", bound)


def beside_openpyxl(folder: store.Folder) -> None:
    """The same cells written by XlsxWriter through our writer, and by openpyxl."""
    maker = making.of_unit(View(folder, folder.assessment), TODAY)
    papers = maker.papers("xlsx", (), lambda done, of: None)
    ours, theirs = [], []
    for _run in range(RUNS):
        ours += timed(lambda: making.drawn(papers, "xlsx"), 1)
        theirs += timed(lambda: with_openpyxl(papers), 1)
    ratio = sorted(ours)[RUNS // 2] / sorted(theirs)[RUNS // 2]
    report("drawing the workbook", ours, f"{ratio:.2f} × openpyxl, same cells", "")


def with_openpyxl(papers: Papers) -> bytes:
    """Write every cell's text and figure, without formats or formulas."""
    book = openpyxl.Workbook()
    for one in papers.reports:
        sheet = book.create_sheet()
        for table in one.tables:
            sheet.append([column.title for column in table.columns])
            for line in table.lines:
                sheet.append(
                    [
                        cell.value if isinstance(cell.value, int) else shown(cell, column)
                        for cell, column in zip(line.cells, table.columns, strict=True)
                    ]
                )
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def province(made: demo.Demo) -> None:
    """A round's set: every bundle read and scored again, then drawn, in all formats."""

    def once() -> None:
        case = making.of_round(made.round, date.today())
        for form in making.FORMATS:
            making.drawn(case.papers(form, (), lambda done, of: None), form)

    once()
    report("a round of 11 units, all formats", timed(once, RUNS), "", "≤ 5 s")


def many(work: Path, complete: store.Folder) -> None:
    """A round of 705 communes, each with all rows answered: merged, read anew, drawn."""
    hand_ins = [hand_in(work, complete, number) for number in range(MANY)]
    roster = roster_bytes(complete)
    found = (roster_from_bytes(roster, where="roster.toml"), roster)
    merged = timed(
        lambda: receiving.merge(
            work / "round", hand_ins, told=Told(roster=found), now=datetime.now()
        ),
        1,
    )
    report(f"merge of {MANY} hand-ins", merged, "", "")
    maker = making.of_round(rounds.open_round(work / "round"), date.today())
    started = time.perf_counter()
    papers = maker.papers("xlsx", (), lambda done, of: None)
    report(f"reading {MANY} hand-ins row by row", [time.perf_counter() - started], "", "")
    for form in making.FORMATS:
        started = time.perf_counter()
        size = len(making.drawn(papers, form)) / 2**20
        took = [time.perf_counter() - started]
        report(f"drawing them, {form}", took, f"{size:.1f} MiB", "")


def roster_bytes(complete: store.Folder) -> bytes:
    """Return a roster of many units, each with the sub-units of the complete one."""
    sub_units = ", ".join(f'"{name}"' for name in complete.unit.sub_units)
    head = f"""format = 1
[roster]
id = "{complete.roster.id}"
parent = "{complete.roster.parent}"
unit_word = "xã"
sub_unit_word = "thôn"
"""
    units = (
        f'[[unit]]\ncode = "{complete.unit.code}-{n}"\nshort = "Xã {n}"\nfull = "UBND xã {n}"\n'
        f'locative = "Xã {n}"\nsub_units = [{sub_units}]\n'
        for n in range(MANY)
    )
    return (head + "".join(units)).encode("utf-8")


def hand_in(work: Path, complete: store.Folder, number: int) -> Path:
    """Write one unit's hand-in."""
    code = f"{complete.unit.code}-{number}"
    roster = roster_bytes(complete)
    enclosed = {**complete.enclosed, beside.ROSTER: roster}
    del enclosed[beside.STANDINGS]
    assessment = evolve(complete.assessment, unit=code, hand_in=None)
    folder = evolve(complete, assessment=assessment, enclosed=enclosed)
    path = work / f"{number}.zip"
    bundle.write(folder, path, sequence=1)
    return path


def main() -> None:
    """Make a practice province and measure papers of it; with --many of 705 units too."""
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as name:
        made = demo.prepare(Path(name) / "demo")
        complete = store.load(made.open_folder.parent / "cao-loc")
        unit(complete)
        beside_openpyxl(complete)
        province(made)
        if "--many" in sys.argv:
            many(Path(name), complete)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"peak memory {peak} MiB")


if __name__ == "__main__":
    main()
