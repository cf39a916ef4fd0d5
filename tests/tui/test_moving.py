"""Moving about: the list behind F3, all commands, narrowing the list, progress, shared figures."""

from typing import Final

import pytest

from parself.assessment import store
from parself.errors import Message
from parself.i18n import _, render
from parself.tui import commands
from parself.tui.screens.figures import FiguresScreen
from parself.tui.screens.find import FindScreen
from parself.tui.screens.progress import ProgressScreen
from parself.tui.screens.question import QuestionScreen
from parself.tui.screens.review import ReviewScreen
from parself.tui.widgets.typing import VnTextArea
from tui.bursts import pasted
from tui.poison import LITERAL, POISON, poisoned
from tui.sitting import WIDE, Sitting, sitting, standing_at
from tui.test_contrast import THEMES, unreadable
from tui.test_poison import assert_harmless


def named(label: Message) -> str:
    return f"» {render(label)}"


def in_list(person: Sitting) -> str:
    """The line that is highlighted."""
    choices = person.screen.query_one("#choices")
    return person.options()[choices.highlighted]  # type: ignore[attr-defined]


async def test_with_an_empty_line_commands_stand_before_the_rows(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        wanted = [*map(person.command, ("guidance", "figures", "home")), commands.QUIT]
        await person.press("f3")
        lines = person.options()
        first = next(n for n, line in enumerate(lines) if line.startswith("»"))
        assert first < 5
        for command in wanted:
            assert any(line.startswith(named(command.label)) for line in lines)
        assert lines.index(_("All rows")) > max(
            n for n, line in enumerate(lines) if line.startswith("»")
        )


async def test_the_next_open_row_and_flagged_rows_come_first(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.press("f7", "f3")
        assert "2.2.2" in in_list(person)
        assert "2.2.1" in person.options()[2]
        await person.press("down", "enter")
        assert person.row == "2.2.1"


async def test_a_row_that_only_mentions_the_words_says_where(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        person.desk.set_note("2.2.1", "Hỏi lại chị Hoa ở Văn phòng")
        await person.press("f3")
        await person.types("chi hoa")
        line = person.options()[0]
        assert "2.2.1" in line
        assert f"{_('note')}: Hỏi lại chị Hoa ở Văn phòng" in line
        await person.press("enter")
        assert person.row == "2.2.1"


async def test_the_beginning_of_a_name_means_the_command(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.press("f3")
        await person.types("tien do\r")
        assert person.sees(ProgressScreen)


async def test_ctrl_k_lists_every_command_of_the_screen_with_its_keys(
    folder: store.Folder,
) -> None:
    async with sitting(folder) as person:
        await person.press("ctrl+k")
        assert person.sees(FindScreen)
        lines = person.options()
        for command in QuestionScreen.OFFERS:
            if command.action and not command.in_group:
                found = [line for line in lines if line.startswith(named(command.label))]
                assert len(found) == 1, command.label
                assert commands.key_names(command) in found[0]
        assert not [line for line in lines if line[:1] in "○≈"]
        await person.types("xep hang\r")
        assert not person.sees(FindScreen)
        assert not person.sees(QuestionScreen)


@pytest.mark.parametrize("key", ["", "f6", "f5", "ctrl+r"])
async def test_the_day_of_the_figures_is_found_first(folder: store.Folder, key: str) -> None:
    async with sitting(folder) as person:
        await person.press(*filter(None, [key]), "f3")
        await person.types("so lieu")
        assert in_list(person).startswith("» Số liệu tính đến ngày")


@pytest.mark.parametrize("words", ["sang hoac toi", "tro giup"])
async def test_commands_of_the_whole_program_run_from_the_list(
    folder: store.Folder, words: str
) -> None:
    async with sitting(folder) as person:
        before = (person.app.theme, type(person.screen))
        await person.press("ctrl+k")
        await person.types(words + "\r")
        assert (person.app.theme, type(person.screen)) != before


async def test_the_list_is_narrowed_to_a_department_and_an_area(folder: store.Folder) -> None:
    rows = folder.rubric.rows
    async with sitting(folder) as person:
        await person.press("f6", "p", "down", "down", "enter")
        shown = person.offered()
        assert len({rows[row].department for row in shown}) == 1
        assert 0 < len(shown) < len(rows)
        await person.press("v", "down", "down", "enter")
        inside = {item.id for item in folder.rubric.areas[1].items}
        assert set(person.offered()) == set(shown) & inside
        # A long title is cut where the counts need the room.
        assert folder.rubric.areas[1].title[:20] in person.words("Caption")
        await person.press("v", "enter", "p", "enter")
        assert person.offered() == list(rows)


async def test_counts_stand_beside_the_filters_and_follow_the_narrowing(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.press("f7", "f6")
        words = person.words("Caption")
        inside, rows = len(list(folder.rubric.items())), len(folder.rubric.rows)
        assert f"{_('all')} {inside}+{rows - inside} " in words
        progress = person.desk.view.progress()
        assert f"{_('open')} {progress.open}+" in words, (
            "as everywhere; what is outside stands apart"
        )
        assert f"{_('flagged')} 1 " in words
        await person.press("v", "down", "enter")
        assert f"{_('flagged')} 0 " in person.words("Caption")


async def test_before_a_hand_in_nothing_can_be_changed_since(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.press("f6")
        assert _("changed since export") not in person.words("Caption")


async def test_what_was_changed_since_the_hand_in_is_listed(folder: store.Folder) -> None:
    from parself.submission import bundle
    from tui.sitting import NOW

    bundle.export(store.load(folder.path), folder.path.parent, now=NOW)
    async with sitting(standing_at(store.load(folder.path), "2.2.1")) as person:
        await person.types("98\r100\r")
        await person.press("f6")
        words = person.words("Caption")
        assert f"{_('changed since export')} 1 " in words
        assert all(len(line) <= 78 for line in words.splitlines())
        await person.press("shift+tab")
        assert person.offered() == ["2.2.1"]


@pytest.mark.parametrize("size", [(80, 24), WIDE])
async def test_progress_leads_to_the_rows_of_a_department(
    folder: store.Folder, size: tuple[int, int]
) -> None:
    async with sitting(standing_at(folder, "2.2.1"), size=size) as person:
        await person.types("98\r100\r")
        await person.press("ctrl+k")
        await person.types("tien do\r")
        lines = person.options()
        assert all(len(line) <= size[0] - 2 for line in lines)
        department = folder.rubric.department(folder.rubric.rows["2.2.1"].department)
        assert department is not None
        line = next(line for line in lines if line.startswith(department.title))
        assert "1/" in line
        assert "1,96" in line
        await person.press("enter")
        assert person.sees(ReviewScreen)
        assert len({folder.rubric.rows[row].department for row in person.offered()}) == 1
        await person.press("escape")
        assert person.sees(ProgressScreen)


async def test_a_shared_figure_is_entered_once_and_taken_back(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.press("ctrl+k")
        await person.types("so lieu dung chung\r")
        assert person.sees(FiguresScreen)
        await person.press("enter")
        await person.types("12.450\r")
        assert person.desk.assessment.figures == {"ho-so-tiep-nhan": 12450}
        assert "12.450" in person.options()[0]
        await person.press("ctrl+z")
        assert person.desk.assessment.figures == {}
        await person.press("ctrl+y", "down", "enter")
        assert person.sees(QuestionScreen)
        assert person.row == "2.3.1"
        assert person.field(1).value == "12.450"


async def test_a_figure_that_cannot_be_is_refused_with_its_reason(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.runs("figures")
        await person.press("enter")
        await person.types("0\r")
        assert person.desk.assessment.figures == {}
        assert person.told()
        await person.press("enter")
        await person.types("chín\r")
        # One passing message at a time: the last.
        (told,) = person.told()
        assert "chín" in told


async def test_communes_and_the_rows_that_ask_for_them_are_listed(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.runs("figures")
        await person.press("down")
        shown = person.shown
        assert folder.unit.sub_units[0] in shown
        assert "2.2.2" in shown


def block(folder: store.Folder) -> str:
    lines = [f"{n}\t{name}\t{n + 10}\t{n + 20}" for n, name in enumerate(folder.unit.sub_units)]
    return "STT\tXã\tTrong hạn\tCả năm\r\n" + "\r\n".join(lines) + "\r\n"


async def paste(person: Sitting, text: str) -> None:
    event = pasted(text)
    event.set_sender(person.app)
    person.app.post_message(event)
    await person.press()


async def test_a_block_fills_a_table_after_a_look_as_one_step(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.2")) as person:
        await paste(person, block(folder))
        assert len(person.options()) == len(folder.unit.sub_units)
        assert person.answer("2.2.2").values == {}
        await person.press("enter")
        assert len(person.answer("2.2.2").values) == 2 * len(folder.unit.sub_units)
        assert person.field(0).value == "10"
        await person.press("ctrl+z")
        assert person.answer("2.2.2").values == {}


async def test_esc_takes_nothing_of_a_block(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.2")) as person:
        await paste(person, block(folder))
        await person.press("escape")
        assert person.sees(QuestionScreen)
        assert person.answer("2.2.2").values == {}


async def test_an_unknown_line_keeps_a_block_out_until_it_is_left_aside(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "2.2.2")) as person:
        await paste(person, block(folder) + "\tNà Lang\t1\t2\r\n")
        assert "Nà Lang" in person.words("#outcome")
        await person.press("d", "d")
        assert not person.sees(QuestionScreen)
        assert person.answer("2.2.2").values == {}
        await person.press("enter")
        assert "Nà Lang" not in person.words("#outcome"), "Enter leaves the unknown line aside"
        assert person.answer("2.2.2").values == {}
        await person.press("enter")
        assert len(person.answer("2.2.2").values) == 2 * len(folder.unit.sub_units)


async def test_another_paste_takes_the_place_of_the_one_that_is_looked_at(
    folder: store.Folder,
) -> None:
    name = folder.unit.sub_units[0]
    async with sitting(standing_at(folder, "2.2.2")) as person:
        await paste(person, f"{name}\t5\tx9\n{name}\t1\t2")
        await paste(person, f"{name}\t3\t4\nNà Lang\t1\t2")
        await person.press("enter", "enter")
        assert sorted(person.answer("2.2.2").values.values()) == [3, 4]


async def test_columns_are_swapped_in_the_preview(folder: store.Folder) -> None:
    names = folder.unit.sub_units
    async with sitting(standing_at(folder, "2.2.2")) as person:
        await paste(person, f"{names[0]}\t20\t10\n{names[1]}\t9\t8\n")
        await person.press("enter")
        assert person.answer("2.2.2").values == {}
        await person.press("d", "enter")
        parts = {k: v for k, v in person.answer("2.2.2").values.items() if k.endswith(".part")}
        assert set(parts.values()) == {10, 8}


async def test_the_window_for_pasting_takes_a_block_that_is_typed(folder: store.Folder) -> None:
    """Consoles without bracketed paste send a block as keys, tabs and all."""
    name = folder.unit.sub_units[0]
    async with sitting(standing_at(folder, "2.2.2")) as person:
        await person.press("ctrl+k")
        await person.types("dan tu excel\r")
        await person.types(f"{name}\t10\t20\r")
        await person.press("f2", "enter")
        assert sorted(person.answer("2.2.2").values.values(), key=str) == [10, 20]


async def test_the_window_takes_a_long_block_in_one_piece(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.2")) as person:
        person.app.screen.action_paste_block()  # type: ignore[attr-defined]
        await person.press()
        notes = "ghi chú dài " * 60
        text = "\n".join(f"{name}\t1\t2\t{notes}" for name in folder.unit.sub_units)
        await paste(person, text)
        await person.press("enter")
        assert len(person.answer("2.2.2").values) == 2 * len(folder.unit.sub_units)


async def test_two_cells_fill_two_fields_of_a_plain_row(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await paste(person, "98\t100\r\n")
        assert person.answer("2.2.1").values == {"part": 98, "whole": 100}
        assert person.field(1).value == "100"
        await paste(person, "101\t100")
        assert person.answer("2.2.1").values == {"part": 98, "whole": 100}
        assert person.told()


async def test_one_cell_is_pasted_as_text(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await paste(person, "12.301 hồ sơ\r\n")
        assert person.answer("2.2.1").values == {"part": 12301}


async def test_a_phrase_goes_into_the_explanation_with_its_blank_selected(
    folder: store.Folder,
) -> None:
    from parself.desk import snippets

    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.press("ctrl+e", "enter")
        await person.types("Phòng Nội vụ")
        first = snippets.START[0].replace("…", "Phòng Nội vụ", 1)
        assert person.answer("2.2.1").explanation == first
        area = person.screen.query_one("#explanation", VnTextArea)
        area.move_cursor(area.document.end)
        await person.press("ctrl+e", "enter")
        assert person.answer("2.2.1").explanation == f"{first} {snippets.START[0]}"


async def test_a_phrase_goes_into_the_note_where_the_cursor_stands(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        person.screen.query_one("#note").focus()
        await person.press("ctrl+e", "down", "enter")
        assert person.answer("2.2.1").note
        assert not person.answer("2.2.1").explanation


async def test_phrases_are_kept_changed_and_taken_out(folder: store.Folder) -> None:
    from parself.desk import snippets

    async with sitting(standing_at(folder, "2.2.1")) as person:
        person.desk.set_explanation("2.2.1", "Do mạng … bị ngắt.")
        await person.press("f6", "enter", "ctrl+e", "t")
        assert snippets.snippets()[0] == "Do mạng … bị ngắt."
        await person.press("s")
        await person.types(" Đã sửa.\r")
        assert snippets.snippets()[0] == "Do mạng … bị ngắt. Đã sửa."
        await person.press("x", "escape")
        assert snippets.snippets() == snippets.START


async def test_a_list_of_phrases_that_cannot_be_read_is_left_alone(
    folder: store.Folder,
) -> None:
    from parself.desk import snippets

    snippets.keep(("a",))
    path = snippets._file()
    path.write_bytes(b"phrases = 5")
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.press("ctrl+e")
        assert person.words("#outcome")
        await person.press("x", "enter")
        assert path.read_bytes() == b"phrases = 5"
        assert person.answer("2.2.1").explanation == snippets.START[0]


@pytest.mark.parametrize("action", ["progress", "figures", "paste_block", "snippets", "find"])
async def test_hostile_text_is_shown_as_it_is(folder: store.Folder, action: str) -> None:
    from parself.desk import snippets

    snippets.keep((POISON, "…"))
    async with sitting(standing_at(poisoned(folder), "2.2.2")) as person:
        await person.runs(action)
        await person.press()
        if action == "paste_block":
            await paste(person, f"{POISON}\t1\t2\n1\t2\n")
        if action == "find":
            await person.types("red")
        assert any(words in person.shown for words in LITERAL)
        assert_harmless(person)


@pytest.mark.parametrize("action", ["progress", "figures", "paste_block", "snippets", "commands"])
@pytest.mark.parametrize("theme", THEMES)
async def test_what_is_shown_can_be_read(folder: store.Folder, action: str, theme: str) -> None:
    async with sitting(standing_at(folder, "2.2.2")) as person:
        person.desk.set_figure("ho-so-tiep-nhan", 100)
        person.desk.enter("2.3.1", {"part": 9, "whole": 90})
        person.app.theme = theme
        await person.runs(action)
        await person.press()
        if action == "paste_block":
            await paste(person, f"{folder.unit.sub_units[0]}\tchín\t5\n")
        assert unreadable(person) == {}


LISTS: Final = ("f5", "f6", "ctrl+r", "ctrl+l", "ctrl+t", "ctrl+b", "ctrl+g", "f4")
"""Keys that open a screen of the assessment."""


async def test_every_screen_leads_to_every_other_and_stands_open_once(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        for first in LISTS:
            for second in LISTS:
                await person.press(first, second)
                kinds = [type(screen) for screen in person.app.screen_stack]
                assert len(kinds) == len(set(kinds)), (first, second)
                if first != second:
                    assert kinds[-1] is not QuestionScreen
            await person.go_to("2.2.1")


@pytest.mark.parametrize("key", ["f6", "ctrl+l", "ctrl+t", "f5"])
async def test_the_last_change_is_taken_back_on_any_screen(folder: store.Folder, key: str) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("98\r100\r")
        await person.press(key, "ctrl+z", "ctrl+z")
        assert person.answer("2.2.1").values == {}
        await person.press("ctrl+y", "ctrl+y")
        assert person.answer("2.2.1").values == {"part": 98, "whole": 100}
        await person.press("ctrl+y")
        assert any("làm lại" in words for words in person.told())
