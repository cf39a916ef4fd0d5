"""The data that the pictures show: the practice province and a class, made anew each time."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from parself.assessment import store
from parself.assessment.model import Answer, State
from parself.rules.amounts import Value
from parself.values import evolve
from terminal.terminal import Terminal, environment

QUIET: Final = 0.9
"""Seconds without a byte after which a screen is taken to be whole."""
FOLDERS: Final[Mapping[str, str]] = {
    "unit": "thuc-hanh/don-vi/van-quan",
    "later": "sau-tham-dinh",
    "round": "thuc-hanh/ky-danh-gia",
    "season": "thuc-hanh",
    "class": "lop",
    "group": "nhom-1",
    "nobody": "",
    "": "",
}
"""The folders of the scenes, within the home folder."""
LISTED: Final = ("later", "group", "class", "round", "unit")
"""What the home screen lists, the last one first."""
PART: Final = "phan-tu-phap.zip"
ANNEX: Final = "phu-luc.docx"
_PACK: Final = "suoi-may-30-phut"
_GROUPS: Final[Mapping[str, tuple[Mapping[str, Value], ...]]] = {
    "Nhóm 2": (
        {"date": date(2023, 1, 20), "reference": date(2023, 1, 6)},
        {"count": 1},
        {"count": 1},
        {"part": 8, "whole": 29},
        {"part": 9310, "whole": 9838},
        {"cbccvc": 2, "lanh-dao": 1},
    ),
    "Nhóm 3": (
        {"date": date(2023, 1, 20), "reference": date(2023, 1, 6)},
        {"count": 2},
        {"count": 1},
        {"part": 9, "whole": 29},
        {"part": 9310, "whole": 9800},
        {"cbccvc": 3, "lanh-dao": 0},
    ),
    "Nhóm 4": (
        {"date": date(2023, 1, 20)},
        {"count": 1},
        {"count": 2},
        {"part": 9, "whole": 29},
        {"part": 9310, "whole": 9800},
        {"cbccvc": 2, "lanh-dao": 1},
    ),
}
"""What each group of the class answers, row by row."""


def make(home: Path) -> None:
    """Make all folders in a home folder."""
    run(home, "demo", "thuc-hanh")
    _later(home)
    _class(home)
    _part(home)
    annexes = Path(__file__).parents[2] / "tests" / "issued" / "annexes"
    shutil.copy(annexes / "kieu-b.docx", home / ANNEX)
    for name in LISTED:
        _open_once(home, home / FOLDERS[name])


def _later(home: Path) -> None:
    """Make the unit once more: with last year's figures, and with what the province concluded."""
    later, before = FOLDERS["later"], "nam-truoc"
    shutil.copytree(home / FOLDERS["unit"], home / later)
    rubric = ("--rubric", "lang-son-huyen-2023", "--unit", "van-quan")
    run(home, "new", before, *rubric, "--year", "2022", "--practice")
    full = store.load(home / "thuc-hanh/don-vi/bac-son").assessment
    _answered(home / before, full.answers)
    run(home, "past", "take", later, before)
    back = ("--unit", "van-quan", "--anyway", "-o", "ket-qua")
    run(home, "round", "return", FOLDERS["round"], *back)
    run(home, "receive", later, *(str(path) for path in (home / "ket-qua").glob("*.zip")))


def _part(home: Path) -> None:
    """Give a department its rows, and let it send back other figures than the unit has."""
    run(home, "part", "split", FOLDERS["unit"], "--department", "tu-phap", "-o", "tu-phap")
    others = store.load(home / "thuc-hanh/don-vi/chi-lang").assessment
    rows = store.load(home / "tu-phap").assessment.part
    given = {row: others.answer(row) for row in (rows.rows if rows is not None else ())}
    _answered(home / "tu-phap", given)
    run(home, "export", "tu-phap", "-o", PART)


def _class(home: Path) -> None:
    """Make a class whose groups have handed in, and a group that has only begun."""
    run(home, "workshop", "new", "lop", "--pack", _PACK)
    exercise = f"lop/de-bai-{_PACK}.zip"
    run(home, "workshop", "start", exercise, FOLDERS["group"], "--group", "Nhóm 1")
    (home / "bai-lam").mkdir()
    for number, (name, answers) in enumerate(_GROUPS.items(), 2):
        folder = f"nhom-{number}"
        run(home, "workshop", "start", exercise, folder, "--group", name)
        rows = [item.id for item in store.load(home / folder).rubric.rows.values()]
        given = {
            row: Answer(State.ANSWERED, values, explanation="Theo tài liệu kèm theo.")
            for row, values in zip(rows, answers, strict=True)
        }
        _answered(home / folder, given)
        run(home, "workshop", "export", folder, "-o", "bai-lam")
    run(home, "workshop", "collect", "lop", "bai-lam", "--once")


def _answered(path: Path, answers: Mapping[str, Answer]) -> None:
    folder = store.load(path)
    given = {**folder.assessment.answers, **answers}
    store.save(folder, evolve(folder.assessment, answers=given), now=datetime.now())


def _open_once(home: Path, folder: Path) -> None:
    """Open a folder and leave it, so that the home screen lists it."""
    with Terminal(program(folder), env=spoken(home)) as terminal:
        terminal.wait_for("F1")
        terminal.settle(QUIET)
        terminal.write("\x11")
        terminal.wait_end()


def program(folder: Path | None, *options: str) -> list[str]:
    """Return the command that opens a folder, or the home screen."""
    return [sys.executable, "-m", "parself", *options, *([str(folder)] if folder else [])]


def run(home: Path, *words: str) -> None:
    """Run a command in the home folder; end where it fails."""
    command = [sys.executable, "-m", "parself", *words]
    done = subprocess.run(
        command, cwd=home, env=spoken(home), capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"parself {' '.join(words)}\n{done.stdout}{done.stderr}")


def spoken(home: Path) -> dict[str, str]:
    """Return the environment of a person with this home folder."""
    return {**environment(home), "PARSELF_LANG": "vi"}
