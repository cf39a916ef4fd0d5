"""The article's own case: Lạng Sơn, 81,45 % and 54th of 63 in 2022, wants 85 % and the first 35."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.shell import call, good
from parself.assessment import store
from parself.assessment.model import Answer, State, Task
from parself.cli import shell
from parself.desk.desk import Desk
from parself.lift.way_up import lift, target_of_place
from parself.report import projection, years
from parself.report.case import UnitCase
from parself.rubric.peers import FigureStatus
from parself.standing.projection import ladder
from parself.tables.model import Table
from parself.tables.paper import Paragraph
from parself.tui.screens.standings import StandingsScreen
from parself.view.view import View
from tui.sitting import sitting

YEAR = "đạt 81,45%, xếp hạng 54/63, giảm 5,66%, tụt 31 bậc"
SURVEY = "16,4/22 điểm, xếp hạng 57/63"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "lang-son-2023"
    good(
        "new", path, "--rubric", "par-index-tinh-2022", "--unit", "lang-son", "--year", "2023",
        "--standings", "tinh-thanh-2022",
    )  # fmt: skip
    return path


def view_of(path: Path) -> View:
    folder = store.load(path)
    return View(folder, folder.assessment)


def in_vietnamese(*words: str | Path) -> str:
    result = CliRunner().invoke(shell, ["--lang", "vi", *map(str, words)])
    assert result.exit_code == 0
    return joined(result.stdout)


def joined(text: str) -> str:
    return " ".join(text.split())


def test_the_shell_tells_the_published_year_as_the_article_does(path: Path) -> None:
    said = in_vietnamese("status", path)
    assert YEAR in said
    assert SURVEY in said
    assert "62 đơn vị khác: chưa rõ số liệu" in said
    assert "53 đơn vị trong số này đạt trên 81,45%, 9 đơn vị đạt thấp hơn" in said
    assert "Hạng dự kiến 54/63 trở lên" in said


async def test_the_screen_tells_it_and_folds_the_units_that_are_not_known(path: Path) -> None:
    async with sitting(store.load(path)) as person:
        await person.press("f5")
        assert person.sees(StandingsScreen)
        ranked = person.options("LadderRows")
        await person.press("tab")
        said = person.words("SourcesPanel")
    assert YEAR in joined(said)
    assert SURVEY in joined(said)
    assert [line for line in ranked if "chưa rõ số liệu" in line] == ranked[1:]
    assert len(ranked) == 2
    assert "1–54 Lạng Sơn" in joined(ranked[0])


def test_the_papers_tell_it(path: Path) -> None:
    case = UnitCase(view_of(path), store.load(path).saved.date())
    told = [b.text for b in years.report(case).blocks if isinstance(b, Paragraph)]
    assert any(YEAR in text for text in told)
    assert any(SURVEY in text for text in told)
    tables = [b for b in projection.ladder(case) if isinstance(b, Table)]
    lines = [[cell.value for cell in line.cells] for line in tables[0].lines]
    assert [line[0] for line in lines] == ["1–54", None]
    assert lines[1][1] == "62 đơn vị khác: chưa rõ số liệu"


def test_in_json_no_place_is_certain(path: Path) -> None:
    rank = json.loads(good("status", path, "--json").out)["rank"]
    assert (rank["of"], rank["unknown"], rank["projected"]) == (63, 62, None)
    assert (rank["projected_best"], rank["projected_worst"]) == (1, 54)


def test_an_index_under_the_published_one_cannot_rise_above_its_place(path: Path) -> None:
    found = view_of(path)
    assert found.folder.standings is not None
    below = ladder(found.folder.standings, "lang-son", Decimal("81.44")).rungs[0].places
    assert below is not None
    assert (below.best, below.worst) == (54, 63)
    named = [s for s in found.folder.standings.units if s.status is FigureStatus.OFFICIAL]
    assert [s.code for s in named] == ["lang-son"]


def test_the_target_of_85_percent_and_the_first_35_is_told_in_the_plan(path: Path) -> None:
    said = in_vietnamese("plan", path, "--index", "85", "--rank", "35")
    assert "từ 85,00% trở lên, nhóm 35" in said
    assert "Chưa xác định được chỉ số của hạng 35" in said
    assert "Tiêu chí chưa chấm" in said
    assert call("plan", path, "--rank", "35").code == 2
    assert call("plan", path, "--rank", "54").code == 0


def test_the_way_reaches_85_percent_through_rows_that_are_open(path: Path) -> None:
    view = view_of(path)
    way = lift(view, target_of_place(view, 35, Decimal(85)), store.load(path).saved.date())
    assert way.is_reached
    assert way.open
    assert way.places is not None
    assert (way.places.best, way.places.worst) == (1, 54)


RATIOS = [
    ("146953", "157027", "93,58%"),  # online of all dossiers
    ("14", "17", "82,35%"),  # systems connected
    ("998", "1000", "99,80%"),  # dossiers in time
    ("6924", "10000", "69,24%"),  # wholly online
]


@pytest.mark.parametrize(("part", "whole", "share"), RATIOS)
def test_the_articles_ratios_are_entered_as_they_stand(
    path: Path, part: str, whole: str, share: str
) -> None:
    said = good("answer", path, "3.4.1", f"part={part}", f"whole={whole}").out
    assert share in joined(said)


def test_48_tasks_can_be_the_whole_of_a_plan_and_be_written_row_by_row(path: Path) -> None:
    desk = Desk(store.load(path))
    rows = [row.id for row in desk.view.rubric.items()][:48]
    for row in rows:
        desk.set_task(row, Task(work=f"Nhiệm vụ của tiêu chí {row}"))
    assert len(desk.assessment.tasks) == 48
    assert desk.view.assessment.answer("1.1.2") == Answer(State.UNANSWERED)
