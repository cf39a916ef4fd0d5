"""The ladder on screen: ours marked, gaps, what is folded, the way to a unit, areas, the curve."""

from parself.assessment import store
from parself.i18n import _
from parself.numerals import show_decimal
from parself.tui.dialogs.page import PageScreen
from parself.tui.screens.lift import LiftScreen
from parself.tui.screens.question import QuestionScreen
from parself.tui.screens.review import ReviewScreen
from parself.tui.screens.standings import StandingsScreen
from parself.tui.widgets.curve_panel import CurvePanel
from parself.tui.widgets.ladder import Ladder
from parself.tui.widgets.ladder_rows import LadderRows
from parself.tui.widgets.rows import of
from parself.view.on_ladder import Folded, on_ladder
from tui.sitting import WIDE, Sitting, sitting, standing_at

RATIO = "98\r100\r"


def ladder(person: Sitting) -> LadderRows:
    return person.screen.query_one(LadderRows)


async def test_the_cursor_stands_on_our_unit_among_all_others(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types(RATIO)
        await person.press("f5")
        assert person.sees(StandingsScreen)
        assert len(person.options("LadderRows")) == 11
        assert ladder(person).key == "van-quan"
        ours = person.options("LadderRows")[ladder(person).highlighted or 0]
        index = person.desk.view.scores.projected.index
        assert index is not None
        assert show_decimal(index) in ours
        assert ours.startswith("►")
        await person.press("escape")
        assert person.sees(QuestionScreen)


async def test_every_gap_is_the_one_to_ours(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types(RATIO)
        await person.press("f5")
        found = on_ladder(person.desk.view)
        assert found is not None
        for one, line in zip(found.stands, person.options("LadderRows"), strict=True):
            if one.gap is not None:
                assert show_decimal(one.gap) in line


async def test_enter_tells_what_lies_between_us_and_a_unit_and_ours_leads_to_the_lift(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types(RATIO)
        await person.press("f5", "enter")
        assert person.sees(LiftScreen)
        await person.press("escape", "home", "enter")
        assert person.sees(PageScreen)
        assert "không được công bố" in person.shown
        await person.press("escape", "l")
        assert person.sees(LiftScreen)


async def test_tab_goes_to_the_areas_and_enter_lists_the_rows_of_one(
    folder: store.Folder,
) -> None:
    async with sitting(folder) as person:
        await person.press("f5", "tab")
        assert not person.is_shown("LadderRows") or not person.is_shown("#main")
        assert len(person.options("AreaRows")) == len(folder.rubric.areas)
        await person.press("down", "enter")
        assert person.sees(ReviewScreen)
        area = folder.rubric.areas[1]
        assert set(person.offered()) <= {item.id for item in area.items}
        await person.press("escape", "tab")
        assert person.is_shown("#main")


async def test_long_ladders_fold_and_enter_unfolds(folder: store.Folder) -> None:
    async with sitting(folder, size=(80, 18)) as person:
        await person.press("f5")
        folded = [
            at for at, line in enumerate(ladder(person).options) if isinstance(of(line), Folded)
        ]
        ladder(person).highlighted = folded[0]
        await person.press("enter")
        assert len(person.options("LadderRows")) == 11


async def test_the_index_over_the_saves_is_looked_up_beside_the_keys(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "2.2.1"), size=WIDE) as person:
        for typed in ("98\r100\r", "50\r100\r"):
            await person.go_to("2.2.1")
            await person.types(typed)
            person.app.autosave()
        await person.press("f5")
        await person.wait()
        told = person.screen.query_one(CurvePanel)
        index = person.desk.view.scores.projected.index
        assert index is not None
        assert show_decimal(index) in person.words("CurvePanel")
        assert "▄" in str(told.visual) or "█" in str(told.visual)


async def test_a_passed_unit_is_marked_until_its_time_is_over(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1"), size=WIDE) as person:
        widget = person.screen.query_one(Ladder)
        await person.types("0\r100\r")
        await person.press("pageup", "pagedown")
        await person.types("100\r100\r")
        passed = person.desk.change.passed
        assert widget._mark.passed == passed
        widget._mark._over()
        assert widget._mark.passed == frozenset()
        assert "vừa vượt" not in person.words("Ladder")


async def test_the_lines_below_the_ladder_have_room_for_what_they_are_called(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types(RATIO)
        await person.press("f5")
        for label in ("Certain range", "Likely places", "Most points lost"):
            assert f"{_(label)} " in person.shown
