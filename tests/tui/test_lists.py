"""Looking up: the list with its filters, the search, the scoreboard, the help."""

import pytest
from textual.widgets import Static

from parself.assessment import store
from parself.assessment.model import Answer, State
from parself.i18n import _, render
from parself.tui import commands
from parself.tui.screens.find import FindScreen
from parself.tui.screens.help import HelpScreen
from parself.tui.screens.home import HomeScreen
from parself.tui.screens.question import QuestionScreen
from parself.tui.screens.review import FILTERS, ReviewScreen
from parself.tui.screens.standings import StandingsScreen
from parself.tui.themes import THEMES
from parself.tui.widgets.typing import VnInput
from parself.values import evolve
from parself.view.view import Filter
from parself.words.signs import ASCII
from tui.poison import accepted
from tui.sitting import DOORS, NOW, WIDE, Sitting, sitting, standing_at, words_of


async def test_all_rows_are_listed_under_their_areas(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.press("f6")
        assert person.offered() == list(folder.rubric.rows)
        assert len(person.options()) == len(folder.rubric.rows) + len(folder.rubric.areas) + 1


async def test_the_list_begins_at_the_present_row_and_enter_goes_to_another(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.press("f6", "down", "enter")
        assert person.sees(QuestionScreen)
        assert person.row == "2.2.2"
        assert "2.2.2" in person.words("#title")


async def test_each_filter_shows_its_rows_and_the_highlight_stays(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("98\r100\r")
        await person.press("f7", "f9", "f6")
        seen: dict[Filter, list[str]] = {}
        for chosen in FILTERS:
            seen[chosen] = person.offered()
            await person.press("l")
        assert seen[Filter.FLAGGED] == ["2.2.2"]
        assert seen[Filter.PROVISIONAL] == ["2.2.2"]
        assert seen[Filter.UNBACKED] == ["2.2.1"]
        assert "2.2.1" not in seen[Filter.OPEN]
        assert person.offered() == seen[Filter.ALL]


async def test_rows_that_a_department_sent_back_have_a_filter_of_their_own(
    folder: store.Folder,
) -> None:
    ours = Answer(State.ANSWERED, {"part": 9, "whole": 10})
    held = folder.assessment.with_answer("2.2.1", evolve(ours, who="Phòng Tư pháp"))
    store.save(folder, held.with_answer("2.2.2", ours), now=NOW)
    async with sitting(folder.path) as person:
        await person.press("f6", "shift+tab")
        assert person.offered() == ["2.2.1"]
        assert "phòng, ban gửi lại 1" in person.words("Caption")


async def test_the_filters_take_one_line_and_the_one_taken_is_always_named(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "2.2.1"), size=(60, 20)) as person:
        await person.types("98\r100\r")
        await person.press("f6")
        for label in FILTERS.values():
            filters, _head = person.words("Caption").splitlines()
            assert f" {render(label)} " in filters
            assert len(filters) <= 60
            await person.press("l")


async def test_tab_and_shift_tab_change_the_filter_too(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.press("f6", "tab")
        assert "3.1" not in person.offered()
        await person.press("shift+tab")
        assert "3.1" in person.offered()


async def test_a_row_is_flagged_from_the_list(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "1.3")) as person:
        await person.press("f6", "d")
        assert person.answer("1.3").flagged
        assert any(line.startswith("►") and "1.3" in line for line in person.options())
        await person.press("d")
        assert not person.answer("1.3").flagged


async def test_an_empty_filter_is_an_empty_list(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.press("f6", "l", "l", "d", "enter")
        assert person.offered() == []
        assert person.sees(ReviewScreen)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (160, 50)])
async def test_no_line_of_the_list_is_wider_than_the_window(
    folder: store.Folder, size: tuple[int, int]
) -> None:
    async with sitting(folder, size=size) as person:
        await person.press("f6")
        rows = [line for line in person.options() if line[1] in "○≈▲"]
        assert len(rows) == len(folder.rubric.rows)
        assert all(len(line) <= size[0] - 2 for line in rows)


@pytest.mark.parametrize(
    ("typed", "row"),
    [
        ("2.2.3", "2.2.3"),
        ("thu xin loi", "2.2.3"),
        ("Thư xin lỗi", "2.2.3"),
        ("ti le truc tuyen", "2.3.1"),
        ("b1", "B1"),
    ],
)
async def test_a_row_is_found_by_number_and_by_words_without_diacritics(
    folder: store.Folder, typed: str, row: str
) -> None:
    async with sitting(folder) as person:
        await person.press("f3")
        await person.types(typed + "\r")
        assert person.row == row
        assert person.sees(QuestionScreen)


async def test_arrows_choose_among_the_found(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.press("f3")
        await person.types("2.2")
        await person.press("down", "down", "up", "enter")
        assert person.row == "2.2.2"


async def test_esc_finds_nothing(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.press("f3")
        assert person.sees(FindScreen)
        await person.press("escape")
        assert person.row == "1.1.1"


async def test_words_that_nothing_holds_find_nothing(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.press("f3")
        await person.types("zzzz\r")
        assert person.sees(FindScreen)
        assert person.offered() == []


async def test_a_command_is_run_by_its_name_without_diacritics(folder: store.Folder) -> None:
    from parself.text import fold

    async with sitting(folder) as person:
        await person.press("f3")
        await person.types(fold(render(DOORS["standings"].label)))
        names = [line for line in person.options() if line.startswith("»")]
        assert names
        while not person.options()[person.screen.query_one("#choices").highlighted].startswith(  # type: ignore[attr-defined]
            f"» {render(DOORS['standings'].label)}"
        ):
            await person.press("down")
        await person.press("enter")
        assert person.sees(StandingsScreen)


async def test_the_search_works_from_the_list_too(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.press("f6", "f3")
        await person.types("3.3.2\r")
        assert person.sees(QuestionScreen)
        assert person.row == "3.3.2"


async def test_words_typed_after_a_slash_narrow_the_list_and_a_folded_row_is_found(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.press("f6", "home", "enter", "slash")
        assert "1.1.1" not in person.offered()
        await person.types("1.1.1")
        assert person.offered() == ["1.1.1"]
        await person.types("\r")
        assert "1.1.1" in person.offered()
        await person.press("enter")
        assert person.sees(QuestionScreen)
        assert person.row == "1.1.1"


@pytest.mark.parametrize("key", ["f4", "f5", "f6"])
async def test_no_footer_offers_the_screen_that_it_stands_on(
    folder: store.Folder, key: str
) -> None:
    async with sitting(folder, size=WIDE) as person:
        assert f"{key.upper()} " in person.words("#footer")
        await person.press(key)
        assert f"{key.upper()} " not in person.words("#footer")


async def test_without_a_comparison_table_every_screen_says_so(folder: store.Folder) -> None:
    (folder.path / "standings.toml").unlink()
    accepted(folder.path)
    async with sitting(folder, size=WIDE) as person:
        words = _("No comparison table: the place is not known.")
        assert words in person.words("#board")
        await person.press("f5")
        assert person.options("LadderRows") == [words]


async def test_help_lists_every_command_of_the_screen(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        for opened in ("f1", "f6", "f5"):
            if opened != "f1":
                await person.press(opened)
            offers = person.screen.offered  # type: ignore[attr-defined]
            await person.press("f1")
            assert person.sees(HelpScreen)
            words = "\n".join(map(words_of, person.screen.query("#page Static").results(Static)))
            for command in (*offers, commands.HELP, commands.QUIT, commands.THEME):
                assert render(command.label) in words
                assert render(command.help) in words
                assert commands.key_names(command) in words
            await person.press("escape")
            await person.press("escape") if opened != "f1" else None


async def test_help_on_help_stays_where_it_is(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.press("f1", "f1", "escape")
        assert person.sees(QuestionScreen)


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_a_footer_shows_only_whole_keys_and_always_help(
    folder: store.Folder, width: int
) -> None:
    async with sitting(folder, size=(width, 24)) as person:
        for key in ("", "f6", "f5"):
            if key:
                await person.press(key)
            words = person.words("#footer")
            assert len(words.rstrip()) <= width - 2
            assert words.rstrip().endswith(render(commands.HELP.label))


async def test_home_saves_closes_and_lists_what_was_open(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("98")
        await person.press("f3")
        await person.types(_("Home"))
        while not person.options()[person.screen.query_one("#choices").highlighted].startswith(  # type: ignore[attr-defined]
            f"» {_('Home')}"
        ):
            await person.press("down")
        await person.press("enter")
        assert person.sees(HomeScreen)
        assert person.app.desk is None
        assert store.load(folder.path).assessment.answer("2.2.1").values == {"part": 98}
        assert folder.unit.full in person.options()[0]
        await person.press("enter")
        assert person.sees(QuestionScreen)
        assert person.row == "2.2.1"


async def test_ctrl_s_says_when_it_saved(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.press("f7", "ctrl+s")
        assert _("Saved {time}").format(time="10:42:07") in person.told()
        assert _("saved {time}").format(time="10:42:07") in person.words("#head")
        assert store.load(folder.path).assessment.answer("1.1.1").flagged


async def test_f12_goes_through_dark_light_and_high_contrast(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        seen = [person.app.theme]
        for _look in THEMES:
            await person.press("f12")
            seen.append(person.app.theme)
        assert seen == [*(look.name for look in THEMES), THEMES[0].name]


async def test_the_marks_have_an_ascii_form(folder: store.Folder) -> None:
    from parself.tui.app import ParselfApp
    from tui.bursts import settle

    app = ParselfApp(folder.path, signs=ASCII)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        person = Sitting(pilot, app, [])
        for key in ("f1", "f3", "f4", "f5", "f6", "f8", "ctrl+l", "ctrl+r"):
            await person.press(key)
            assert not set("○●◘□►≈▲…█░►■─│┌┐└┘━") & set(person.shown), key
            await person.press("escape")
        assert person.sees(QuestionScreen)
        assert person.screen.query(VnInput)
        assert not set("○●◘□►≈▲█░") & set(person.shown)
