"""The parts around a question: heading, bar of the job, row head, panels, band of the score."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import TextArea

from parself.assessment import store
from parself.assessment.beginning import begin
from parself.desk.desk import Desk
from parself.rubric.peers import FigureStatus, Standing, Standings
from parself.tui.screens.question import QuestionScreen
from parself.tui.widgets.fields import Line
from parself.tui.widgets.heading import standing_warnings
from parself.tui.widgets.index_panel import IndexPanel
from parself.tui.widgets.job_bar import job_bar
from parself.tui.widgets.row_head import row_head
from parself.tui.widgets.row_panels import AreasPanel, RowsPanel
from parself.tui.widgets.score_band import ScoreBand, band_lines
from parself.values import evolve
from parself.view.job import AreaJob, job
from parself.view.view import View
from parself.words.signs import ASCII, WGL4, Signs
from tui.sitting import NARROW, WIDE, sitting, standing_at

COUNTS = st.lists(st.integers(1, 40), min_size=1, max_size=60)


def jobs(view: View, counts: list[int]) -> list[AreaJob]:
    """Areas of so many rows, of which nothing is answered."""
    (known, *_rest) = job(view).areas
    return [
        evolve(known, progress=evolve(known.progress, total=count, answered=0), unproved=0, wrong=0)
        for count in counts
    ]


@given(COUNTS, st.integers(20, 200))
def test_the_bar_of_the_job_is_as_wide_as_its_line(
    view: View, counts: list[int], width: int
) -> None:
    assert job_bar(jobs(view, counts), width, signs=WGL4).cell_length == width


@given(st.integers(1, 300), st.integers(10, 80))
def test_one_wrong_row_among_many_has_a_cell_of_its_own(view: View, rows: int, width: int) -> None:
    (area,) = jobs(view, [rows])
    answered = evolve(area, progress=evolve(area.progress, answered=rows), wrong=1)
    drawn = job_bar([answered], width, signs=WGL4)
    assert any("error" in str(span.style) for span in drawn.spans if span.end > span.start)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    """A new assessment by the district's rubric."""
    path = tmp_path_factory.mktemp("view") / "van-quan-2023"
    return Desk(begin(path, "lang-son-huyen-2023", "van-quan")).view


@pytest.mark.parametrize("width", [40, 58, 78, 98, 158])
def test_the_band_fits_its_lines_and_says_what_it_rests_on(view: View, width: int) -> None:
    desk = Desk(view.folder)
    assert not desk.enter("3.4.1", {"part": 98, "whole": 100})
    told = band_lines(desk.view, desk.change, width, signs=WGL4)
    assert all(line.cell_length <= width for line in told)
    words = "\n".join(line.plain for line in told)
    assert "so với 2022, số minh họa" in words


def test_the_band_tells_what_the_last_answer_did_until_the_next_one(view: View) -> None:
    desk = Desk(view.folder)
    assert not desk.enter("3.4.1", {"part": 98, "whole": 100})
    gained = desk.change.index
    assert gained
    first = band_lines(desk.view, desk.change, 78, signs=WGL4)[0].plain
    shown = f"{abs(gained):.2f}".replace(".", ",")
    assert shown in first
    desk.end_typing()
    desk.set_note("3.4.1", "hỏi lại")
    assert band_lines(desk.view, desk.change, 78, signs=WGL4)[0].plain == first


def test_published_figures_have_no_mark_beside_those_that_are_not(view: View) -> None:
    table = view.folder.standings
    assert table is not None
    official = [evolve(one, status=FigureStatus.OFFICIAL) for one in table.units]

    def band(units: list[Standing]) -> str:
        folder = replace_standings(view.folder, evolve(table, units=tuple(units)))
        seen = Desk(folder)
        assert not seen.enter("3.4.1", {"part": 98, "whole": 100})
        lines = band_lines(seen.view, seen.change, 120, signs=WGL4)
        return "\n".join(line.plain for line in lines)

    assert "minh họa" not in band([*official])
    mixed = band([*official[:-2], *table.units[-2:]])
    assert "* số minh họa" in mixed


def replace_standings(folder: store.Folder, table: Standings | None) -> store.Folder:
    return evolve(folder, standings=table)


def test_without_a_table_no_place_is_told(view: View) -> None:
    alone = Desk(replace_standings(view.folder, None))
    assert not alone.enter("3.4.1", {"part": 98, "whole": 100})
    words = "\n".join(one.plain for one in band_lines(alone.view, alone.change, 78, signs=WGL4))
    assert "Hạng" not in words
    assert "chưa tính được thứ hạng" in words


@pytest.mark.parametrize("width", [44, 76, 110])
@pytest.mark.parametrize("signs", [WGL4, ASCII])
def test_a_long_title_stands_whole_in_the_head(view: View, width: int, signs: Signs) -> None:
    row = evolve(view.rubric.rows["3.4.1"], title="Tỷ lệ " + "hồ sơ thủ tục " * 9 + "đúng hạn")
    head = row_head(view, row, width, signs=signs)
    assert all(line.cell_length <= width for line in head.split("\n"))
    _above, title = head.plain.split("\n", 1)
    assert title.split().count("hồ") == 9


async def test_the_head_of_the_row_stays_while_its_fields_scroll(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1"), size=(60, 14)) as person:
        person.screen.query_one("#note", TextArea).focus()
        await person.wait()
        assert "2.2.1" in person.shown
        assert person.screen.query_one("#sheet").scroll_y > 0


async def test_all_warnings_of_the_head_are_told_in_a_window_wide_enough(
    folder: store.Folder,
) -> None:
    async with sitting(folder, size=(240, 50)) as person:
        for words in standing_warnings(person.desk.view):
            assert words in person.words("#head")


async def test_a_click_on_a_row_goes_there(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1"), size=WIDE) as person:
        panel = person.screen.query_one(RowsPanel)
        at = [line.split()[1] for line in person.words("#rows").splitlines()].index("1.3")
        await person.pilot.click(panel, offset=(5, at + 1))
        await person.wait()
        assert person.row == "1.3"


async def test_a_click_on_an_area_goes_to_its_first_row(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1"), size=WIDE) as person:
        await person.pilot.click("#areas", offset=(5, 1))
        await person.wait()
        assert person.row == "1.1.1"


async def test_only_entries_that_have_room_are_drawn(
    folder: store.Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    entry = RowsPanel.entry

    def counted(panel: RowsPanel, number: int, width: int, tall: int) -> object:
        drawn.append(number)
        return entry(panel, number, width, tall)

    monkeypatch.setattr(RowsPanel, "entry", counted)
    async with sitting(standing_at(folder, "2.2.1"), size=(100, 12)) as person:
        drawn.clear()
        await person.types("98")
        assert drawn
        room = person.screen.query_one(RowsPanel).content_size.height
        assert max(drawn) - min(drawn) < max(1, room)


@pytest.mark.parametrize("size", [NARROW, (60, 20), (100, 24), (120, 40), WIDE])
async def test_the_row_just_left_is_echoed_and_nothing_moves(
    folder: store.Folder, size: tuple[int, int]
) -> None:
    async with sitting(standing_at(folder, "2.2.1"), size=size) as person:
        screen = person.screen
        assert isinstance(screen, QuestionScreen)
        before = screen.query_one("#middle").region
        await person.types("98\r100\r")
        await person.press("pagedown")
        band, index = screen.query_one(ScoreBand), screen.query(IndexPanel)
        echo = band.border_title if band.display else index.first().border_subtitle
        assert "2.2.1" in str(echo)
        assert screen.query_one("#middle").region == before


async def test_the_sides_are_made_when_the_window_grows(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1"), size=NARROW) as person:
        await person.pilot.resize_terminal(*WIDE)
        await person.wait()
        assert person.screen.query_one(AreasPanel).border_title
        assert "2.2.1" in person.words("#rows")


@pytest.mark.parametrize("width", [60, 80, 100, 130])
async def test_label_figure_and_unit_of_a_field_have_room(folder: store.Folder, width: int) -> None:
    async with sitting(standing_at(folder, "2.2.1"), size=(width, 40)) as person:
        line = person.screen.query(Line).first()
        label, figure, unit = line.children
        assert label.region.width >= 24
        assert figure.region.width >= 10
        assert unit.region.width >= 11
        assert unit.region.right <= line.region.right


async def test_a_screen_is_made_for_its_window_and_not_given_another_look(
    folder: store.Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = []
    update = QuestionScreen.update_classes

    def noted(screen: QuestionScreen, classes: Mapping[str, bool], **more: bool) -> object:
        before = screen.classes
        done = update(screen, classes, **more)
        changed.append(screen.classes - before)
        return done

    monkeypatch.setattr(QuestionScreen, "update_classes", noted)
    async with sitting(standing_at(folder, "2.2.1"), size=WIDE) as person:
        assert person.screen.has_class("-widest", "-tall")
        assert changed
        assert not any(changed)
