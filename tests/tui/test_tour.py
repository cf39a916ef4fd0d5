"""The tour: one thing to do at a time, seen when it is done, left at any time, never in the way."""

from pathlib import Path

import pytest

from parself import demo
from parself.assessment import store
from parself.assessment.beginning import begin
from parself.tui.screens.question import QuestionScreen
from parself.tui.screens.standings import StandingsScreen
from parself.tui.widgets.tour_line import TourLine
from parself.view.tour import Deed
from tui.sitting import Sitting, sitting, standing_at
from tui.test_mouse import click_key


def step(person: Sitting) -> int | None:
    """The number of the step that is shown; None where there is no tour."""
    line = person.screen.query_one(TourLine)
    tour = person.app.tour
    assert line.display is (tour is not None)
    return None if tour is None else tour.number


async def test_each_step_goes_on_when_it_was_done(folder: store.Folder, home: Path) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        assert step(person) is None
        await person.runs("tour")
        assert step(person) == 1
        await person.press("f5")
        assert step(person) == 1
        await person.press("escape")
        await person.types("12301\r12450")
        assert step(person) == 2
        await person.press("f5")
        assert person.sees(StandingsScreen)
        assert step(person) == 3
        await person.press("escape")
        assert step(person) == 3
        person.desk.set_explanation("2.2.1", "Theo báo cáo năm.")
        person.screen.refresh_view()  # type: ignore[attr-defined]
        assert step(person) == 4
        await person.press("ctrl+r")
        assert step(person) == 5
        await person.press("escape", "f8")
        person.field().value = str(home)
        await person.press("x", "x")
        await person.wait()
        while not person.sees(QuestionScreen):
            await person.press("escape")
        assert step(person) == 0
        assert len(Deed) == 5


async def test_the_tour_is_left_with_a_key_or_a_click_and_writes_nothing(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        before = person.desk.assessment
        for leave in ("key", "click"):
            await person.runs("tour")
            assert step(person) == 1
            await (person.press("ctrl+w") if leave == "key" else click_key(person, "ctrl+w"))
            assert step(person) is None
        assert person.desk.assessment == before


async def test_without_a_tour_its_key_stays_the_fields(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("123")
        await person.press("ctrl+w")
        assert person.field().value == ""


async def test_real_figures_are_no_place_to_try_things_out(home: Path) -> None:
    real = begin(home / "that", "mau-ngan", "van-quan")
    async with sitting(real) as person:
        await person.runs("tour")
        assert step(person) is None
        assert any("số liệu thực hành" in said for said in person.told())


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_the_score_and_the_field_stay_in_view(
    folder: store.Folder, size: tuple[int, int]
) -> None:
    async with sitting(standing_at(folder, "2.2.1"), size=size) as person:
        await person.runs("tour")
        line, board = person.screen.query_one(TourLine).region, person.screen.query_one("#board")
        field = person.field()
        for one in (board, field):
            assert not line.overlaps(one.region)
            assert one.region.height > 0
            assert 0 <= one.region.y < one.region.bottom <= size[1]
        assert person.app.focused is field


async def test_looking_at_the_practice_data_begins_the_tour(
    home: Path, folder: store.Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Made:
        open_folder = folder.path

    monkeypatch.setattr(demo, "prepare", lambda _path, cast, progress: Made)
    async with sitting(None) as person:
        await person.press("x", "enter")
        await person.wait()
        assert step(person) == 1
        fields = person.desk.view.fields(person.row)
        assert any(one.is_number for one in fields), "there is something to type"
        assert not person.desk.assessment.answers
        await person.runs("home")
        assert person.app.tour is None
