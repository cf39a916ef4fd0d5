"""One area, one figure: every face tells the same points of the same maximum.

The faces are walked over with assessments in which rows do not apply, others' rows are estimated,
and some answers have proof; what they say is compared with sums made here by hand.
"""

import random
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Final

import openpyxl
import pytest

from oracle.draws import sweep
from oracle.shipped import shipped
from parself import i18n
from parself.assessment import store
from parself.assessment.beginning import begin
from parself.assessment.model import Answer, Past, PastPoints, State
from parself.cli import status_text
from parself.numerals import read_decimal, round_half_up, show_decimal
from parself.report import district, letter, self_assessment, summary, ways
from parself.report.case import UnitCase
from parself.rubric import model as m
from parself.tables import xlsx
from parself.tables.model import Table, shown
from parself.tables.paper import Report
from parself.tui.screens.progress import ProgressScreen
from parself.values import evolve
from parself.view.view import View
from parself.years.last_year import moves
from report.conftest import unit_case
from tui.sitting import sitting

RUBRICS: Final = ("lang-son-huyen-2023", "par-index-tinh-2022", "mau-ngan")
each_rubric = pytest.mark.parametrize("rubric_id", RUBRICS)

CENT: Final = Decimal("0.01")
NONE: Final = Decimal(0)
NOW: Final = datetime(2024, 1, 12, 10, 42, 7)

Told = dict[str, tuple[str, str]]
"""By area: points claimed, and the maximum, as people read them."""


def worked(path: Path, rubric_id: str, seed: int) -> store.Folder:
    """Begin an assessment and answer it at random, with rows that do not apply."""
    chance = random.Random(seed)
    rubric, unit = shipped(rubric_id)
    begun = begin(path, rubric_id, unit.code)
    answers: dict[str, Answer] = {}
    for row in rubric.rows.values():
        if row.source is not m.Source.SELF:
            half = (row.points / 2).quantize(Decimal("0.01"))
            answers[row.id] = Answer(estimate=chance.choice([None, half]))
        elif isinstance(row, m.Item) and row.not_applicable == "unit" and chance.random() < 0.7:
            answers[row.id] = Answer(State.NOT_APPLICABLE)
        elif chance.random() < 0.8 and (found := list(islice(sweep(row, rubric.year), 300))):
            words = chance.choice(["", "Theo báo cáo."])
            answers[row.id] = Answer(State.ANSWERED, chance.choice(found), explanation=words)
    return store.save(begun, evolve(begun.assessment, answers=answers), now=NOW)


def by_hand(view: View) -> Told:
    """Sum up each area from its rows."""
    told: Told = {}
    for area in view.rubric.areas:
        points = sum((view.scores.rows[item.id].points or Decimal(0) for item in area.items), NONE)
        states = {item.id: view.assessment.answer(item.id).state for item in area.items}
        most = sum((i.points for i in area.items if states[i.id] is not State.NOT_APPLICABLE), NONE)
        told[area.id] = (show_decimal(points), show_decimal(most))
    return told


def by_table(table: Table, points: int, most: int) -> Told:
    """What a paper's table says of the areas: its lines whose first cell is an area's id."""
    lines = [
        [shown(c, k) for c, k in zip(x.cells, table.columns, strict=True)] for x in table.lines
    ]
    return {line[0]: (line[points] or "0,00", line[most]) for line in lines}


def of_areas(told: Told, view: View) -> Told:
    return {area.id: told[area.id] for area in view.rubric.areas}


def by_status(case: UnitCase) -> Told:
    lines = list(status_text.status(case.view))
    found = [re.fullmatch(r"(\S+)  .*?\d+/\d+ +(\S+) +\S+ +(\S+)", line) for line in lines]
    return {one[1]: (one[2], one[3]) for one in found if one}


def by_json(case: UnitCase) -> Told:
    areas: list[dict[str, str]] = status_text.status_json(case.view)["areas"]  # type: ignore[assignment]
    return {a["id"]: (comma(a["claimed"]), comma(a["max"])) for a in areas}


def comma(figure: str) -> str:
    return show_decimal(Decimal(figure))


def by_paper(
    build: Callable[[UnitCase], Report], points: int, most: int
) -> Callable[[UnitCase], Told]:
    def told(case: UnitCase) -> Told:
        widest = max(build(case).tables, key=lambda table: len(table.columns))
        return by_table(widest, points, most)

    return told


def by_years(case: UnitCase) -> Told:
    """Last year beside this one tells only the maximum of all rows of an area."""
    hand = by_hand(case.view)
    found = {one.id: one.maximum for one in moves(case.view) if one.is_area}
    return {
        key: (points, show_decimal(found.get(key, Decimal(-1))))
        for key, (points, _) in hand.items()
    }


def by_workbook(case: UnitCase) -> Told:
    """What another reader finds in the cells of the workbook's annex I."""
    data = xlsx.render(district.papers(case, [self_assessment.ID], live=True))
    sheet = openpyxl.load_workbook(BytesIO(data), data_only=True).worksheets[0]
    lines = sheet.iter_rows(max_col=4, values_only=True)
    return {
        str(code): (comma(str(points or 0)), comma(str(most)))
        for code, _title, most, points in lines
        if code and isinstance(most, int | float)
    }


FACES: Final[dict[str, Callable[[UnitCase], Told]]] = {
    "status": by_status,
    "json": by_json,
    "annex I": by_paper(self_assessment.report, 3, 2),
    "workbook": by_workbook,
    "letter": by_paper(letter.report, 3, 2),
    "summary": by_paper(summary.report, 3, 2),
    "years": by_years,
}


@pytest.fixture(autouse=True)
def _vietnamese() -> Iterator[None]:
    i18n.use("vi")
    yield
    i18n.use(None)


@each_rubric
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_face_tells_the_same_of_an_area(tmp_path: Path, rubric_id: str, seed: int) -> None:
    folder = store.save_past(worked(tmp_path / "a", rubric_id, seed), Past(2022, {}))
    case = unit_case(folder)
    told = by_hand(case.view)
    assert len(set(told.values())) > 1
    for face, read in FACES.items():
        assert of_areas(read(case), case.view) == told, face


def test_surveyed_rows_count_in_an_area_and_rows_that_do_not_apply_do_not(tmp_path: Path) -> None:
    """Area 1 is of 12 points with its survey, and never of 10; area 7 loses the 1,5 of 7.4."""
    begun = begin(tmp_path / "a", "lang-son-huyen-2023", "van-quan")
    without = begun.assessment.with_answer("7.4", Answer(State.NOT_APPLICABLE))
    case = unit_case(store.save(begun, without, now=NOW))
    for face, read in FACES.items():
        if face != "years":
            told = read(case)
            assert (told["1"][1], told["7"][1]) == ("12,00", "15,50"), face


@each_rubric
def test_areas_add_up_to_the_whole(tmp_path: Path, rubric_id: str) -> None:
    view = unit_case(worked(tmp_path / "a", rubric_id, 4)).view
    parts = [view.scores.subtotal(area.items) for area in view.rubric.areas]
    assert sum(part.maximum for part in parts) == view.scores.applicable_max
    assert sum(part.claimed for part in parts) == view.scores.claimed.points
    assert sum(part.backed for part in parts) == view.scores.backed.points


async def test_the_screens_tell_the_same_of_an_area(tmp_path: Path) -> None:
    folder = worked(tmp_path / "a", "lang-son-huyen-2023", 5)
    told = by_hand(View(folder, folder.assessment))
    async with sitting(folder, size=(160, 60)) as person:
        await person.press("f5")
        rows = dict(zip(told, person.options("AreaRows"), strict=True))
        for area, (points, most) in told.items():
            assert re.search(rf"^{area} .* {points}/{most}", rows[area]), area
        await person.app.push_screen(ProgressScreen())
        await person.wait()
        for area, (points, most) in told.items():
            lines = [line for line in person.options() if line.startswith(f"{area}. ")]
            assert lines and re.search(rf" {points} +\S+ +{most}$", lines[0]), area


@each_rubric
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_printed_column_of_the_projection_adds_up_by_hand(
    tmp_path: Path, rubric_id: str, seed: int
) -> None:
    folder = worked(tmp_path / "a", rubric_id, seed)
    items = list(folder.rubric.items())
    kept = {i.id: PastPoints(i.points, (i.points * Decimal("0.93")).quantize(CENT)) for i in items}
    case = unit_case(store.save_past(folder, Past(2022, kept)))
    table = ways.expected(case)
    for at in (2, 3, 5, 6, 7, 8):
        printed = [shown(line.cells[at], table.columns[at]) for line in table.lines]
        rows = [read_decimal(one) for one in printed[: len(items)] if one]
        total = read_decimal(printed[len(items)])
        assert round_half_up(sum(rows, NONE)) == total, table.columns[at].title
