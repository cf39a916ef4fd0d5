"""What the set-up lines of a page call besides parself: the hands and offices of others."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import openpyxl

from cli.forms import filled_in
from pages.page import CHECKOUT, table
from parself.rubric.catalogue import RUBRICS, STANDINGS

DISTRICT = "lang-son-huyen-2023"
ANNEX = "docs/bo-tieu-chi-tu-excel.md"


def annex(path: str) -> None:
    """Copy the guide's table into the template, as text."""
    book = openpyxl.load_workbook(path)
    for number, row in enumerate(table(ANNEX, "| Mã | Tên |"), start=3):
        for column, words in enumerate(row, start=1):
            book["Tiêu chí"].cell(number, column, words or None)
    book.save(path)


def cell(path: str, place: str, value: str = "") -> None:
    """Type into one cell of an annex: ``Tiêu chí!C5``."""
    sheet, name = place.split("!")
    book = openpyxl.load_workbook(path)
    book[sheet][name] = value or None
    book.save(path)


def form(path: str, *typed: str) -> None:
    """Fill in a department's form: ``6.1|value.part=3``."""
    filled_in(Path(path), dict(entry.split("=", 1) for entry in typed))


def edition(path: str) -> None:
    """Write a later edition of the district's rubric, with another threshold."""
    text = RUBRICS.bytes_of(DISTRICT).decode("utf-8")
    changes = {DISTRICT: Path(path).stem, 'edition = "1"': 'edition = "2"'}
    for old, new in {**changes, "full_at = 0.95": "full_at = 0.98"}.items():
        assert old in text
        text = text.replace(old, new, 1)
    Path(path).write_text(text, encoding="utf-8")


def edited(folder: str) -> None:
    """Change the rubric beside an assessment by hand."""
    path = Path(folder) / "rubric.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("zero_below = 0.8", "zero_below = 0.7", 1), encoding="utf-8")


def sheet(path: str, *lines: str) -> None:
    """Write a table as offices keep it; cells are parted by semicolons, and digits are numbers."""
    if path.endswith(".csv"):
        Path(path).write_text("\n".join(lines), encoding="utf-8")
        return
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append([int(text) if text.isdigit() else text for text in line.split(";")])
    book.save(path)


def issued(path: str) -> None:
    """Lay down an annex as it was issued."""
    shutil.copyfile(CHECKOUT / "tests" / "issued" / "annexes" / "kieu-d.docx", path)


def roster(path: str, word: str, *names: str) -> None:
    """Write the units of a group: what one is called, and their names."""
    units = "".join(
        f'[[unit]]\ncode = "don-vi-{number}"\n'
        f'short = "{name}"\nfull = "{name}"\nlocative = "{name}"\n'
        for number, name in enumerate(names, start=1)
    )
    head = f'format = 1\n[roster]\nid = "{Path(path).stem}"\nparent = "tỉnh Lạng Sơn"\n'
    Path(path).write_text(
        f'{head}unit_word = "{word}"\nsub_unit_word = "bộ phận"\n{units}', encoding="utf-8"
    )


def standings(path: str, year: str) -> None:
    """Write the standings of the district's units, as if they were of another year."""
    text = STANDINGS.bytes_of("lang-son-2022").decode("utf-8")
    Path(path).write_text(text.replace("year = 2022", f"year = {year}", 1), encoding="utf-8")


HELPERS: Final[Mapping[str, Callable[..., None]]] = {
    "annex": annex,
    "cell": cell,
    "form": form,
    "edition": edition,
    "edited": edited,
    "issued": issued,
    "roster": roster,
    "sheet": sheet,
    "standings": standings,
}
