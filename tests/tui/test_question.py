"""Answering rows of every kind by keyboard."""

import asyncio
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, Static

from parself.assessment import store
from parself.assessment.beginning import begin
from parself.assessment.model import State
from parself.i18n import _
from parself.rules.amounts import Value
from parself.tui.screens.data_date import DataDateScreen
from parself.tui.screens.find import FindScreen
from parself.tui.screens.question import QuestionScreen
from parself.tui.screens.review import ReviewScreen
from parself.tui.widgets.fields import Levels
from parself.tui.widgets.form import Form
from parself.tui.widgets.row_fields import Sheet
from tui.sitting import WIDE, Sitting, sitting, standing_at, words_of

TICK = " "


@pytest.mark.parametrize(
    ("row", "keys", "values", "points", "following"),
    [
        ("2.2.1", "12.301\r12 450 hồ sơ\r", {"part": 12301, "whole": 12450}, "1.98", "2.2.2"),
        ("1.1.1", "5/12/22\r\r", {"date": date(2022, 12, 5)}, "1", "1.1.2"),
        (
            "1.1.1",
            "05012023\r2022-12-30\r",
            {"date": date(2023, 1, 5), "reference": date(2022, 12, 30)},
            "1",
            "1.1.2",
        ),
        ("1.1.2", TICK + "\r\r", {"du-noi-dung": True, "ro-viec": False}, "0.5", "1.2"),
        ("1.1.2", TICK * 2 + "\r\r", {"du-noi-dung": False, "ro-viec": False}, "0", "1.2"),
        ("1.2", "0\r2\r", {"thieu": 0, "cham": 2}, "0.5", "1.3"),
        ("1.3", "\x1b[B\r", {"choice": "chua-du"}, "0.5", "1.4"),
        ("1.4", "0.75\r", {"points": Decimal("0.75")}, "0.75", "2.1"),
        (
            "2.3.2",
            "700\r1000\r90\r100\r",
            {"ho-so.part": 700, "ho-so.whole": 1000, "ket-qua.part": 90, "ket-qua.whole": 100},
            "0.89",
            "3.1",
        ),
        ("3.3.1", "15\r15\r", {"value": 15, "base": 15}, "0.5", "3.3.2"),
        ("3.3.2", "-0,5\r3\r", {"value": Decimal("-0.5"), "base": 3}, "0", "B1"),
        ("B1", "1\r", {"count": 1}, "0.5", "P1"),
    ],
)
async def test_a_row_is_answered_and_enter_goes_on_to_the_next(
    folder: store.Folder,
    row: str,
    keys: str,
    values: dict[str, Value],
    points: str,
    following: str,
) -> None:
    async with sitting(standing_at(folder, row)) as person:
        await person.types(keys)
        assert person.answer(row).state is State.ANSWERED
        assert person.answer(row).values == values
        assert person.desk.view.scores.rows[row].points == Decimal(points)
        assert person.row == following
        assert person.sees(QuestionScreen)


async def test_a_table_takes_two_figures_for_each_commune(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.2")) as person:
        await person.types("98\r100\r97\r")
        assert person.answer("2.2.2").values == {
            "thi-tran-van-quan.part": 98, "thi-tran-van-quan.whole": 100, "xa-tran-ninh.part": 97,
        }  # fmt: skip
        await person.press("up")
        await person.types("99")
        assert person.answer("2.2.2").values["thi-tran-van-quan.whole"] == 99


async def test_a_table_of_boxes_takes_one_tick_for_each_commune(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.1")) as person:
        await person.types((TICK + "\r") * 16 + "\r")
        values = person.answer("2.1").values
        assert (sum(value is True for value in values.values()), len(values)) == (16, 17)
        assert person.row == "2.2.1"


async def test_a_row_that_others_score_takes_an_estimate(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "3.1")) as person:
        await person.types("3,2\r")
        assert person.answer("3.1").estimate == Decimal("3.2")
        assert person.answer("3.1").state is State.UNANSWERED
        assert person.row == "3.2"


async def test_no_incidence_is_ticked_and_takes_the_figures_place(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.3")) as person:
        await person.press("down", "down", "space")
        assert person.answer().state is State.NO_INCIDENCE
        assert person.desk.view.scores.rows["2.2.3"].points == 1
        await person.press("space")
        assert person.answer().state is State.UNANSWERED
        await person.press("space", "enter")
        assert person.row == "2.3.1"
        assert person.answer("2.2.3").state is State.NO_INCIDENCE


async def test_not_applicable_is_ticked(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "3.3.2")) as person:
        await person.press("down", "down", "space")
        assert person.answer().state is State.NOT_APPLICABLE
        assert "trừ 1,00 khỏi điểm tối đa" in person.words("#title")
        assert "Chưa chấm" not in person.words("#steps")
        assert person.desk.view.scores.applicable_max == 19


async def test_never_issued_takes_the_date_away_and_a_date_takes_it_back(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "1.1.1")) as person:
        await person.types("5/12/2022")
        await person.press("down", "down", "space")
        assert person.answer().values == {"not_issued": True}
        assert person.field().value == ""
        await person.press("up", "up")
        await person.types("6/12/2022")
        assert person.answer().values == {"date": date(2022, 12, 6)}


async def test_a_choice_can_be_changed_and_shows_what_was_chosen(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "1.3")) as person:
        await person.press("down", "enter", "pageup")
        levels = person.screen.query_one(OptionList)
        assert [line[:3] for line in person.options()] == ["( )", "(●)", "( )"]
        assert levels.highlighted == 1
        await person.press("down", "enter")
        assert person.answer("1.3").values == {"choice": "khong"}


async def test_enter_alone_chooses_nothing_and_space_chooses_without_going_on(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "1.3")) as person:
        await person.press("enter")
        assert person.row == "1.4"
        assert person.answer("1.3").is_blank
        await person.press("pageup", "space")
        assert person.answer("1.3").values == {"choice": "du"}
        assert person.row == "1.3"


async def test_arrows_lead_out_of_a_choice_at_its_end(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "1.3")) as person:
        await person.press(*["down"] * 3)
        await person.types("ghi")
        assert person.answer("1.3").explanation == "ghi"


async def test_showing_a_row_answers_nothing(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.press(*["pagedown"] * 20)
        assert not person.desk.assessment.answers
        assert not [m for m in person.messages if isinstance(m, Form.Entered | Form.StateChosen)]


async def test_a_field_that_is_going_may_still_say_that_the_cursor_left_it(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        form, box = person.screen.query_one(Form), person.field()
        following = Sheet("1.1.1", person.desk.view.fields("1.1.1"), {}, State.UNANSWERED)
        showing = asyncio.create_task(form.show(following))
        form.post_message(Input.Blurred(box, box.value))
        await showing
        await person.wait()
        assert person.app.is_running
        assert box not in form.query(Input)


async def test_page_keys_go_from_row_to_row_and_stop_at_the_first(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.press("pageup")
        assert person.row == "1.1.1"
        await person.press("pagedown", "pagedown")
        assert person.row == "1.2"
        await person.press("pageup")
        assert person.row == "1.1.2"


async def test_enter_alone_answers_no_list_of_boxes(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "1.1.2")) as person:
        await person.types("\r\r")
        assert person.row == "1.2"
        assert person.answer("1.1.2").values == {}
        assert person.answer("1.1.2").state is State.UNANSWERED


async def test_a_level_is_lit_on_arrival_and_the_first_space_takes_it(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "1.3")) as person:
        assert person.screen.query_one(Levels).highlighted == 0
        await person.press("enter")
        assert person.answer("1.3").is_blank, "Enter alone answers nothing"
        await person.go_to("1.3")
        await person.press("space")
        assert set(person.answer("1.3").values) == {"choice"}


async def test_a_wrong_figure_is_typed_over(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "1.2")) as person:
        await person.types("99999\r0\r")
        assert person.answer("1.2").values == {"thieu": 0}


async def test_what_is_wrong_in_a_field_keeps_one_from_jumping(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("chín mươi")
        await person.press("f3")
        assert person.sees(FindScreen)
        await person.types("2.2.2\r")
        assert person.sees(QuestionScreen)
        assert person.row == "2.2.1"
        assert person.field().value == "chín mươi"
        assert any("Trước hết sửa ô bị lỗi" in words for words in person.told())


async def test_a_wrong_figure_keeps_no_command_from_being_found(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("chín mươi")
        await person.press("f3")
        await person.types("so lieu tinh\r")
        assert person.sees(DataDateScreen)
        await person.types("31/12/2023\r")
        assert person.desk.assessment.data_date == date(2023, 12, 31)
        assert person.field().value == "chín mươi"


async def test_in_a_text_the_keys_say_what_enter_does(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        assert "Enter Tiếp" in person.words("#footer")
        person.screen.query_one("#explanation").focus()
        await person.wait()
        assert person.words("#footer").startswith("Enter Xuống dòng  Tab Sang ô sau")
        await person.types("a\rb")
        assert person.answer().explanation == "a\nb"
        await person.press("tab", "tab")
        person.field().focus()
        await person.wait()
        assert "Enter Tiếp" in person.words("#footer")


async def test_after_the_last_row_all_rows_are_listed(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "P2")) as person:
        await person.types("0\r")
        assert person.sees(ReviewScreen)


async def test_ctrl_n_goes_to_the_next_open_row_round_the_end(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "3.3.2")) as person:
        await person.press("ctrl+n", "ctrl+n", "ctrl+n")
        assert person.row == "1.1.1"


async def test_nothing_is_read_beside_a_figure_that_is_wrong(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("1.250")
        assert person.words(".echo").startswith("= 1.250") or "1.250" not in person.words(".echo")
        await person.types(",5")
        assert "=" not in person.words(".echo")
        await person.press("escape")
        await person.types("12301\r12300\r")
        assert "=" not in person.words(".echo"), "one that is not possible beside the other"


async def test_the_reading_of_a_figure_is_echoed_beside_it(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("12,301")
        assert "= 12.301" in person.shown
        assert person.field().value == "12,301"


async def test_what_was_answered_is_shown_as_people_write_it(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("12301\r12450\r")
        await person.press("pageup")
        assert [person.field(0).value, person.field(1).value] == ["12.301", "12.450"]
        assert "12.301/12.450 = 98,80%" in person.words("#steps")


async def test_score_and_place_move_with_an_answer(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        before = person.words("#board")
        await person.types("12301\r12450")
        after = person.words("#board")
        assert before != after
        assert "1,98" in after
        assert "1,98" not in before


async def test_score_and_place_move_before_the_field_is_left(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "B1")) as person:
        before = person.words("#board")
        await person.types("2")
        assert person.words("#board") != before


async def test_the_ladder_moves_in_a_wide_window(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1"), size=WIDE) as person:

        def ours() -> tuple[int, str]:
            rows = person.words("#ladder").splitlines()
            return next((n, row) for n, row in enumerate(rows) if "►" in row)

        before = ours()
        await person.types("100\r100\r")
        await person.press("pagedown")
        await person.types("100\r100\r100\r100\r")
        after = ours()
        assert "Văn Quan" in before[1]
        assert after[0] < before[0]
        assert "3/6" in person.words("#areas")


async def test_a_narrow_window_has_no_ladder(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        assert not person.screen.query("#ladder")
        assert not person.screen.query("#areas")


async def test_explanation_and_note_are_typed_below_the_figures(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.press("down", "down")
        await person.types("Theo báo cáo 45/BC-UBND\rtrang 3\tHỏi lại chị Nguyệt")
        assert person.answer().explanation == "Theo báo cáo 45/BC-UBND\ntrang 3"
        assert person.answer().note == "Hỏi lại chị Nguyệt"
        assert person.answer().is_backed


async def test_texts_belong_to_their_row(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.press("down", "down")
        await person.types("của 2.2.1")
        await person.press("pagedown")
        assert person.answer("2.2.2").explanation == ""
        await person.press("pageup")
        assert "của 2.2.1" in person.shown


async def test_guidance_is_shown_on_request(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "1.3")) as person:
        assert "Tự kiểm tra không tính" not in person.shown
        await person.press("f2")
        assert "Tự kiểm tra không tính" in person.shown
        assert "Kế hoạch kiểm tra CCHC" in person.shown
        await person.press("f2")
        assert "Tự kiểm tra không tính" not in person.shown
        assert person.sees(QuestionScreen)


async def test_flag_and_not_final_are_set_and_shown_in_words(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "1.3")) as person:
        await person.press("f7", "f9")
        assert person.answer().flagged
        assert person.answer().provisional
        assert "►" in person.words("#title")
        await person.press("f7", "f9")
        assert person.answer().is_blank


async def test_undo_and_redo_by_keys_show_the_row_concerned(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("98\r100\r")
        await person.press("pagedown", "pagedown", "ctrl+z")
        assert person.row == "2.2.1"
        title = person.desk.view.rubric.rows["2.2.1"].title
        assert any("2.2.1" in said and title[:20] in said for said in person.told())
        assert person.answer().values == {"part": 98}
        assert [person.field(0).value, person.field(1).value] == ["98", ""]
        await person.press("ctrl+z")
        assert person.field(0).value == ""
        await person.press("ctrl+y", "ctrl+y")
        assert person.answer().values == {"part": 98, "whole": 100}
        await person.press("ctrl+y")
        assert _("Nothing to redo.") in person.told()


async def test_undo_takes_back_a_text_as_one_step(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.press("down", "down")
        await person.types("tiếng Việt")
        await person.press("ctrl+z")
        assert person.answer().explanation == ""
        await person.press("ctrl+z")
        assert _("Nothing to undo.") in person.told()


async def test_a_shared_figure_stands_already_in_the_next_row(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.3.1")) as person:
        await person.types("800\r1000\r")
        assert person.row == "2.3.2"
        assert person.field(1).value == "1.000"


async def chosen_by_name(person: Sitting, words: str) -> None:
    """Run a command by its name, as those do whose keyboard hides the F-keys."""
    await person.press("ctrl+f")
    await person.types(words)
    await person.press("enter")


async def test_the_data_date_is_asked_for_and_kept(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await chosen_by_name(person, _("Data date"))
        await person.types("15/12/2023\r")
        assert person.desk.assessment.data_date == date(2023, 12, 15)
        await chosen_by_name(person, _("Data date"))
        assert person.field().value == "15/12/2023"
        await person.types("31/02/2024\r")
        assert person.desk.assessment.data_date == date(2023, 12, 15)


async def test_a_row_is_cleared_by_name(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "1.4")) as person:
        await person.types("0,5")
        await chosen_by_name(person, _("Clear answer"))
        assert person.answer("1.4").is_blank
        assert person.field().value == ""


@pytest.mark.parametrize("way", [("f6", "f3"), ("f3",)])
async def test_after_a_jump_typing_goes_in_place_of_the_figure_that_was_there(
    folder: store.Folder, way: tuple[str, ...]
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("90\r100\r")
        await person.press("pageup", *way)
        await person.types("2.2.1\r")
        await person.types("95\r")
        assert person.answer("2.2.1").values == {"part": 95, "whole": 100}


async def test_a_figure_is_read_for_the_row_that_is_shown_though_fields_are_used_again(
    home: Path,
) -> None:
    whole = begin(home / "van-quan-2023", "lang-son-huyen-2023", "van-quan")
    async with sitting(standing_at(whole, "1.1.3")) as person:
        await person.go_to("1.3.2")
        await person.press("enter")
        await person.wait()
        echoes = [words_of(one) for one in person.screen.query(".echo").results(Static)]
        assert echoes == ["đơn vị", "đơn vị"]
