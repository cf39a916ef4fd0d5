"""Law of the papers: titles stand in them and never ids, and they assess where screens score.

Every paper of a district and of a round is made in each format and opened again, and all text
that a reader sees is walked. What the unit itself typed, and paths, are its own words.
"""

import html
import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Final

import docx
import openpyxl
import pytest

from parself import i18n
from parself.assessment import store
from parself.assessment.model import Cause, Task
from parself.report import district, making
from parself.report import province as of_round
from parself.rubric import model as m
from parself.rules.kinds import row_fields
from parself.tables.paper import Papers
from parself.values import evolve
from report.conftest import Province, unit_case

FORMATS: Final = tuple(making.FORMATS)
SCREEN_WORDS: Final = re.compile(r"[Tt]ự chấm|TỰ CHẤM|[Cc]hưa chấm|[Đđ]ã chấm")


def read_back(papers: Papers, form: str) -> str:
    """Return all text of a file that people read."""
    data = making.drawn(papers, form)
    if form == "html":
        shown = re.sub(r"<style.*?</style>", " ", data.decode(), flags=re.DOTALL)
        return html.unescape(re.sub(r"<[^>]+>", "\n", shown))
    if form == "docx":
        return "\n".join(docx.Document(BytesIO(data)).element.body.itertext())
    book = openpyxl.load_workbook(BytesIO(data))
    sheets = [sheet for sheet in book if sheet.sheet_state == "visible"]
    cells = [cell.value for sheet in sheets for row in sheet for cell in row]
    told = [value for value in cells if isinstance(value, str) and not value.startswith("=")]
    return "\n".join([*(sheet.title for sheet in sheets), *told])


def ids(rubric: m.Rubric, units: list[str], communes: Sequence[str]) -> Iterator[str]:
    """Yield every id and key that files and commands know; numbers of rows are no such ids."""
    yield from (rubric.id, rubric.roster, rubric.standings, *units)
    yield from (department.id for department in rubric.departments)
    yield from (figure.id for figure in rubric.figures)
    for row in rubric.rows.values():
        for field in row_fields(row, communes):
            yield from (field.key, *field.key.split("."), *(option for option, _ in field.options))
    yield from ("per_case", "all_or_nothing", "no-incidence", "not-applicable", "on-file")
    yield from (cause.value for cause in Cause)


def ids_in(text: str, known: Iterator[str]) -> set[str]:
    pattern = "|".join(sorted({re.escape(one) for one in known if one}, key=len, reverse=True))
    return set(re.findall(rf"(?<![\w./-])(?:{pattern})(?![\w/-])", text))


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    before = i18n.language()
    i18n.use("vi")
    yield
    i18n.use(before)


@pytest.fixture(scope="module")
def folder(province: Province) -> store.Folder:
    """Return a unit with tasks, as one that has been at it for a while."""
    opened = store.load(province.folder("van-quan"))
    tasks = {"1.5": Task("Phát động", Cause.SUBJECTIVE), "3.3.1": Task("", Cause.OBJECTIVE)}
    return evolve(opened, assessment=evolve(opened.assessment, tasks=tasks))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("report", [one.id for one in district.REPORTS])
def test_papers_of_a_unit_are_for_people(
    folder: store.Folder, province: Province, report: str, form: str
) -> None:
    papers = district.papers(unit_case(folder), [report], live=form == "xlsx")
    text = read_back(papers, form).replace(str(folder.path), "")
    units = [unit.code for unit in province.round.roster.units]
    assert ids_in(text, ids(folder.rubric, units, folder.unit.sub_units)) == set()
    assert SCREEN_WORDS.findall(text) == []


@pytest.mark.parametrize("form", FORMATS)
def test_papers_of_a_round_are_for_people(province: Province, form: str) -> None:
    case = province.round_case()
    every = [one.id for one in of_round.REPORTS]
    text = read_back(of_round.papers(case, every, live=form == "xlsx"), form)
    units = [unit.code for unit in case.round.roster.units]
    assert ids_in(text, ids(case.round.rubric, units, ())) == set()
    assert SCREEN_WORDS.findall(text) == []
