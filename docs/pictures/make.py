"""Make the pictures of all screens: each from the program in a real terminal, cell by cell.

    .venv/bin/python docs/pictures/make.py              # all, into the folder of this file
    .venv/bin/python docs/pictures/make.py home export  # scenes whose names begin so
    .venv/bin/python docs/pictures/make.py --size 60x20 --theme dark --into /tmp/small home

Needs the test environment and the font Liberation Mono. The data is the practice province of
``parself demo`` and an exercise of a workshop, made anew in a folder that goes away.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageDraw, ImageFont
from practice import FOLDERS, QUIET, make, program, spoken
from scenes import PARTS, SCENES, F, Part, Scene

from terminal.terminal import Terminal

HERE: Final = Path(__file__).parent
SIZES: Final = ("80x24", "120x40", "160x50")
THEMES: Final = ("dark", "light")
CELL: Final = (10, 20)
"""Width and height of a cell, in pixels."""
LETTERS: Final = 16
GROUNDS: Final = {"dark": ("1e1e2e", "cdd6f4"), "light": ("e0e0e0", "1f1f1f")}
"""Ground and letters where the program sets no colour."""
NAMED: Final = {
    "black": "0c0c0c", "red": "c50f1f", "green": "13a10e", "brown": "c19c00", "blue": "0037da",
    "magenta": "881798", "cyan": "3a96dd", "white": "cccccc",
}  # fmt: skip
FONTS: Final = ("LiberationMono-Regular.ttf", "LiberationMono-Bold.ttf")


ARMS: Final = {"─": "lr", "│": "ud", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu"}
"""Lines of frames: the edges of the cell that they reach from its middle."""


def main(arguments: Sequence[str]) -> None:
    """Make what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", help="scenes whose names begin so; without, all")
    parser.add_argument("--size", action="append", help="columns and lines, such as 60x20")
    parser.add_argument("--theme", action="append", choices=THEMES)
    parser.add_argument("--marks", default="wgl4")
    parser.add_argument("--into", type=Path, default=HERE)
    asked = parser.parse_args(arguments)
    named = tuple(asked.names) or ("",)
    scenes = [one for one in SCENES if one.name.startswith(named)]
    parts = [one for one in PARTS if f"part-{one.name}".startswith(named)]
    asked.into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as kept:
        home = Path(kept)
        make(home)
        for theme in asked.theme or THEMES:
            for size in asked.size or SIZES:
                for scene in scenes:
                    path = asked.into / f"{scene.name}-{size}-{theme}.png"
                    picture(_alone(scene, home, size, theme, asked.marks), theme).save(path)
                    print(path.name)
        for part in parts:
            path = asked.into / f"part-{part.name}.png"
            _of_part(part, home, asked.marks).save(path)
            print(path.name)


def _of_part(part: Part, home: Path, marks: str) -> Image.Image:
    """Return the picture of a part, cut out of its scene."""
    scene = next(one for one in SCENES if one.name == part.scene)
    whole = picture(_alone(scene, home, part.size, THEMES[0], marks), THEMES[0])
    (left, top, columns, rows), (wide, high) = part.cells, CELL
    right, bottom = (left + columns) * wide, (top + rows) * high
    return whole.crop((left * wide, top * high, right, bottom))


def _alone(scene: Scene, home: Path, size: str, theme: str, marks: str) -> Any:
    """Return the screen of a scene; what it writes leaves no trace in the next one."""
    with tempfile.TemporaryDirectory() as copied:
        own = Path(copied) / "lan"
        shutil.copytree(home, own, symlinks=True)
        return _shown(scene, own, size, theme, marks)


def _shown(scene: Scene, home: Path, size: str, theme: str, marks: str) -> Any:
    """Return the screen of a scene, once all its keys were typed."""
    columns, rows = map(int, size.split("x"))
    where = home / "nobody" if scene.folder == "nobody" else home
    where.mkdir(exist_ok=True)
    opened = home / FOLDERS[scene.folder] if FOLDERS[scene.folder] else None
    look = [F[12]] * THEMES.index(theme)
    command = program(opened, "--marks", marks)
    with Terminal(command, env=spoken(where), columns=columns, rows=rows) as terminal:
        terminal.wait_for("F1")
        terminal.settle(QUIET)
        for keys in (*look, *scene.keys):
            terminal.write(keys.replace("{home}", str(home)))
            terminal.settle(QUIET)
        if scene.until:
            terminal.wait_for(scene.until)
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
    elif sign in ARMS:
        x, y = left + wide // 2, top + high // 2
        for arm in ARMS[sign]:
            ends = {"l": (left, y), "r": (left + wide - 1, y), "u": (x, top), "d": (x, top + high)}
            pen.line((x, y, *ends[arm]), fill=fore)
    else:
        pen.text((left, top), sign, font=font, fill=fore)


def _colour(named: str, otherwise: tuple[int, int, int]) -> tuple[int, int, int]:
    return otherwise if named == "default" else _rgb(NAMED.get(named.removeprefix("bright"), named))


def _rgb(code: str) -> tuple[int, int, int]:
    return int(code[:2], 16), int(code[2:4], 16), int(code[4:6], 16)


if __name__ == "__main__":
    main(sys.argv[1:])
