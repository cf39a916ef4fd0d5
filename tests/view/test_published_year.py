"""Once a result tells what was published, every face says that, and none foretells a place."""

from decimal import Decimal
from pathlib import Path

import pytest

from cli.shell import RUBRIC, UNIT, call
from parself.assessment import store
from parself.assessment.beginning import begin
from parself.assessment.model import PastPoints
from parself.report.years import this_year
from parself.returns.model import Phase, Published, ReturnedRow, Ruling
from parself.returns.taking import look, take
from parself.rubric.identity import identity_of
from parself.submission.bundle import export
from parself.tui.widgets.ladder import unforetold
from parself.view.view import View
from parself.years.last_year import match as matched
from parself.years.last_year import past_of, read_last_year
from parself.years.next_year import begin_next
from returns.samples import return_file
from submission.samples import LATER, NOW

TOLD = Published(2, 11, Decimal("91.69"), 3, "Tốt")
ROWS = {"1.1.1": ReturnedRow(Ruling.ADJUSTED, Decimal(1), Decimal("0.25"), "Thiếu")}


@pytest.fixture
def published(tmp_path: Path) -> store.Folder:
    """A unit with a comparison table that holds its published result: place 3 of 11."""
    folder = begin(tmp_path / "don-vi", RUBRIC, UNIT, year=2023)
    folder = export(folder, tmp_path / "1.zip", now=NOW).folder
    last = folder.assessment.hand_in
    assert last is not None
    about = {"unit": UNIT, "rubric": identity_of(folder.rubric), "hand_in_digest": last.digest}
    told = {"phase": Phase.PUBLISHED, "published": TOLD, "rows": ROWS, "survey": {}}
    file = return_file(tmp_path / "kq.zip", **about, **told)
    return take(folder, look(folder, file), now=LATER)


def test_what_is_published_takes_the_place_of_what_would_be_projected(
    published: store.Folder,
) -> None:
    view = View(published, published.assessment)
    assert published.standings is not None
    assert view.projection is None
    assert "91,69" in this_year(view)
    assert "3/11" in this_year(view)
    assert [str(line) for line in unforetold(view)] == [
        "Kết quả công bố: chỉ số 91,69%, xếp hạng 3/11.",
        "Xếp loại: Tốt.",
    ]


@pytest.mark.parametrize("words", ["status {}", "past show {}", "answer {} 1.1.1 --clear"])
def test_every_command_says_what_is_published_and_foretells_nothing(
    published: store.Folder, words: str
) -> None:
    said = call(*words.format(published.path).split())
    assert said.code == 0, said.err
    assert "91,69%" in said.out
    assert "place 3" in said.out
    assert "rojected" not in said.out


def test_status_says_it_before_anything_else_and_json_projects_nothing(
    published: store.Folder,
) -> None:
    said = call("status", published.path).out
    assert said.index("Published result") < said.index("Area")
    told = call("status", published.path, "--json").json
    assert told["result"]["published"] == {
        "number": 2,
        "index": "91.69",
        "place": 3,
        "of": 11,
        "class": "Tốt",
    }
    assert told["rank"]["projected"] is None
    assert told["index"]["projected"] is None


def test_the_next_year_takes_the_same_points_as_taking_last_years_folder_in(
    published: store.Folder, tmp_path: Path
) -> None:
    made = begin_next(published, tmp_path / "sau")
    last = read_last_year(published.path)
    assert made.past == past_of(last, matched(made.rubric, last.rubric))
    assert made.past is not None
    assert made.past.rows["1.1.1"] == PastPoints(claimed=Decimal(1), appraised=Decimal("0.25"))
