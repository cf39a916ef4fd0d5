"""Make the pictures of all screens: each from the program in a real terminal, cell by cell.

    .venv/bin/python docs/pictures/make.py              # all, into the folder of this file
    .venv/bin/python docs/pictures/make.py home export  # scenes whose names begin so
    .venv/bin/python docs/pictures/make.py --size 60x20 --theme dark --into /tmp/small home

Needs the test environment and the font Liberation Mono. The data is the practice province of
``parself demo`` and an exercise of a workshop, made anew in a folder that goes away.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageDraw, ImageFont

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from terminal.terminal import ENTER, Terminal, environment

HERE: Final = Path(__file__).parent
SIZES: Final = ("80x24", "120x40", "160x50")
THEMES: Final = ("dark", "light")
CELL: Final = (10, 20)
"""Width and height of a cell, in pixels."""
LETTERS: Final = 16
QUIET: Final = 0.6
"""Seconds without a byte after which a screen is taken to be whole."""
F: Final = {
    1: "\x1bOP", 2: "\x1bOQ", 3: "\x1bOR", 4: "\x1bOS", 5: "\x1b[15~", 6: "\x1b[17~",
    8: "\x1b[19~", 12: "\x1b[24~",
}  # fmt: skip
GROUNDS: Final = {"dark": ("1e1e2e", "cdd6f4"), "light": ("e0e0e0", "1f1f1f")}
"""Ground and letters where the program sets no colour."""
NAMED: Final = {
    "black": "0c0c0c", "red": "c50f1f", "green": "13a10e", "brown": "c19c00", "blue": "0037da",
    "magenta": "881798", "cyan": "3a96dd", "white": "cccccc",
}  # fmt: skip
FONTS: Final = ("LiberationMono-Regular.ttf", "LiberationMono-Bold.ttf")


def ctrl(letter: str) -> str:
    """Return what a terminal sends for Ctrl and a letter."""
    return chr(ord(letter.upper()) - 64)


@dataclass(frozen=True)
class Scene:
    """A screen, and how to come there."""

    name: str
    folder: str
    """Of the practice data: ``unit``, ``round``, ``class``, ``group``; empty for home."""
    keys: tuple[str, ...] = ()
    """Each is typed once the screen stands still."""


SCENES: Final = (
    Scene("home-first", "nobody"),
    Scene("home", ""),
    Scene("new", "", ("n",)),
    Scene("question", "unit", (F[3], "3.4.1", ENTER)),
    Scene("question-answered", "unit", (F[3], "3.4.1", ENTER, "12301", ENTER, "12450", ENTER)),
    Scene("question-fault", "unit", (F[3], "3.4.1", ENTER, "12501", ENTER, "12450", ENTER)),
    Scene("question-table", "unit", (F[3], "3.4.2", ENTER)),
    Scene("question-choice", "unit", (F[3], "1.1", ENTER)),
    Scene("guidance", "unit", (F[3], "3.4.1", ENTER, F[2])),
    Scene("help", "unit", (F[1],)),
    Scene("find", "unit", (F[3], "ho so")),
    Scene("commands", "unit", (ctrl("k"),)),
    Scene("evidence", "unit", (F[3], "1.1", ENTER, F[4])),
    Scene("ladder", "unit", (F[5],)),
    Scene("review", "unit", (F[6],)),
    Scene("findings", "unit", (ctrl("r"),)),
    Scene("export", "unit", (F[8],)),
    Scene("lift", "unit", (ctrl("l"),)),
    Scene("scenarios", "unit", (ctrl("t"),)),
    Scene("years", "unit", (ctrl("k"), "nam truoc", ENTER)),
    Scene("progress", "unit", (ctrl("k"), "tien do", ENTER)),
    Scene("parts", "unit", (ctrl("g"),)),
    Scene("history", "unit", (ctrl("b"),)),
    Scene("papers", "unit", (ctrl("p"),)),
    Scene("edition", "unit", (ctrl("k"), "doi phien ban", ENTER)),
    Scene("result", "unit", (ctrl("o"),)),
    Scene("board", "round"),
    Scene("round-row", "round", ("r",)),
    Scene("round-matrix", "round", ("m",)),
    Scene("round-ladder", "round", ("h",)),
    Scene("round-unit", "round", (ENTER,)),
    Scene("round-receive", "round", ("n",)),
    Scene("round-hand-ins", "round", ("g",)),
    Scene("round-survey", "round", ("d",)),
    Scene("round-reference", "round", ("o",)),
    Scene("round-officers", "round", ("t",)),
    Scene("round-returns", "round", ("v",)),
    Scene("round-appeals", "round", ("y",)),
    Scene("round-papers", "round", ("p",)),
    Scene("classroom", "class"),
    Scene("class-wall", "class", ("m",)),
    Scene("class-agreement", "class", ("t",)),
    Scene("group-question", "group"),
)


def main(arguments: Sequence[str]) -> None:
    """Make what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", help="scenes whose names begin so; without, all")
    parser.add_argument("--size", action="append", help="columns and lines, such as 60x20")
    parser.add_argument("--theme", action="append", choices=THEMES)
    parser.add_argument("--marks", default="wgl4")
    parser.add_argument("--into", type=Path, default=HERE)
    asked = parser.parse_args(arguments)
    scenes = [one for one in SCENES if not asked.names or one.name.startswith(tuple(asked.names))]
    asked.into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as kept:
        home = Path(kept)
        folders = _practice(home)
        for theme in asked.theme or THEMES:
            for size in asked.size or SIZES:
                for scene in scenes:
                    # A scene that writes something leaves no trace in the next one.
                    with tempfile.TemporaryDirectory() as copied:
                        own = Path(copied) / "lan"
                        shutil.copytree(home, own, symlinks=True)
                        shown = _shown(scene, own, folders, size, theme, asked.marks)
                    path = asked.into / f"{scene.name}-{size}-{theme}.png"
                    picture(shown, theme).save(path, optimize=True)
                    print(path.name)


def _practice(home: Path) -> Mapping[str, str]:
    """Make the practice data; return the folders of the scenes, within the home folder."""
    _run(home, "demo", "thuc-hanh")
    _run(home, "workshop", "new", "lop", "--pack", "suoi-may-30-phut")
    exercise = "lop/de-bai-suoi-may-30-phut.zip"
    _run(home, "workshop", "start", exercise, "nhom", "--group", "Nhóm 1")
    folders = {
        "unit": "thuc-hanh/don-vi/van-quan",
        "round": "thuc-hanh/ky-danh-gia",
        "class": "lop",
        "group": "nhom",
        "nobody": "",
        "": "",
    }
    for folder in filter(None, folders.values()):
        _opened_once(home, home / folder)
    return folders


def _opened_once(home: Path, folder: Path) -> None:
    """Open a folder and leave it, so that the home screen lists it."""
    with Terminal(_program(folder), env=_spoken(home)) as terminal:
        terminal.wait_for("F1")
        terminal.settle(QUIET)
        terminal.write(ctrl("q"))
        terminal.wait_end()


def _program(folder: Path | None, *options: str) -> list[str]:
    return [sys.executable, "-m", "parself", *options, *([str(folder)] if folder else [])]


def _run(home: Path, *words: str) -> None:
    command = [sys.executable, "-m", "parself", *words]
    done = subprocess.run(
        command, cwd=home, env=_spoken(home), capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"parself {' '.join(words)}\n{done.stdout}{done.stderr}")


def _spoken(home: Path) -> dict[str, str]:
    return {**environment(home), "PARSELF_LANG": "vi"}


def _shown(
    scene: Scene, home: Path, folders: Mapping[str, str], size: str, theme: str, marks: str
) -> Any:
    """Return the screen of a scene, once all its keys were typed."""
    columns, rows = map(int, size.split("x"))
    where = home / "nobody" if scene.folder == "nobody" else home
    where.mkdir(exist_ok=True)
    opened = home / folders[scene.folder] if folders[scene.folder] else None
    command = _program(opened, "--marks", marks)
    look = [F[12]] * THEMES.index(theme)
    with Terminal(command, env=_spoken(where), columns=columns, rows=rows) as terminal:
        terminal.wait_for("F1")
        terminal.settle(QUIET)
        for keys in (*look, *scene.keys):
            terminal.write(keys)
            terminal.settle(QUIET)
        return terminal.screen


def picture(screen: Any, theme: str) -> Image.Image:
    """Draw what a terminal shows, every character in its own cell."""
    ground, ink = (_rgb(one) for one in GROUNDS[theme])
    wide, high = CELL
    drawn = Image.new("RGB", (screen.columns * wide, screen.lines * high), ground)
    pen = ImageDraw.Draw(drawn)
    fonts = [ImageFont.truetype(name, LETTERS) for name in FONTS]
    for row, column, cell in _cells(screen):
        fore, back = _colour(cell.fg, ink), _colour(cell.bg, ground)
        if cell.reverse:
            fore, back = back, fore
        left, top = column * wide, row * high
        if back != ground:
            pen.rectangle((left, top, left + wide - 1, top + high - 1), fill=back)
        if cell.data.strip():
            _put(pen, (left, top), cell.data, fonts[cell.bold], fore)
        if cell.underscore:
            pen.line((left, top + high - 2, left + wide - 1, top + high - 2), fill=fore)
    return drawn.quantize(64)


def _cells(screen: Any) -> Iterator[tuple[int, int, Any]]:
    for row in range(screen.lines):
        for column in range(screen.columns):
            yield row, column, screen.buffer[row][column]


def _put(
    pen: ImageDraw.ImageDraw, at: tuple[int, int], sign: str, font: Any, fore: tuple[int, int, int]
) -> None:
    """Draw a sign; blocks fill their cell to its edges, as they do in a console."""
    (left, top), (wide, high) = at, CELL
    halves = {"█": (0, 1), "▀": (0, 0.5), "▄": (0.5, 1)}
    if sign in halves:
        first, last = halves[sign]
        edges = (left, top + int(first * high), left + wide - 1, top + int(last * high) - 1)
        pen.rectangle(edges, fill=fore)
    else:
        pen.text((left, top), sign, font=font, fill=fore)


def _colour(named: str, otherwise: tuple[int, int, int]) -> tuple[int, int, int]:
    return otherwise if named == "default" else _rgb(NAMED.get(named.removeprefix("bright"), named))


def _rgb(code: str) -> tuple[int, int, int]:
    return int(code[:2], 16), int(code[2:4], 16), int(code[4:6], 16)


if __name__ == "__main__":
    main(sys.argv[1:])
