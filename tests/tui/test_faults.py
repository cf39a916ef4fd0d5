"""Nonsense is refused beside its field, and the answer before it stays."""

import pytest

from parself.assessment import store
from parself.assessment.model import State
from parself.i18n import _
from tui.sitting import sitting, standing_at


@pytest.mark.parametrize(
    ("row", "keys", "key", "quoted"),
    [
        ("2.2.1", "chín mươi\r", "part", "chín mươi"),
        ("2.2.1", "98,5\r", "part", "98,5"),
        ("2.2.1", "1.23.4\r", "part", "1.23.4"),
        ("2.2.1", "1" * 19 + "\r", "part", "18"),
        ("2.2.1", "12501\r12450\r", "part", "12.501"),
        ("2.2.1", "1\r0\r", "whole", "0"),
        ("2.2.1", "-1\r", "part", "1"),
        ("1.1.1", "31/02/2023\r", "date", "31/02/2023"),
        ("1.1.1", "hôm qua\r", "date", "hôm qua"),
        ("1.2", "5\r", "thieu", "5"),
        ("1.4", "0,3\r", "points", "0,25"),
        ("1.4", "1,5\r", "points", "1,5"),
        ("3.1", "4,5\r", "estimate", "4,5"),
        ("2.2.2", "101\r100\r", "thi-tran-van-quan.part", "101"),
        ("2.2.1", "huyÖn V¨n Quan\r", "part", "TCVN3"),
    ],
)
async def test_what_is_not_possible_is_told_beside_its_field(
    folder: store.Folder, row: str, keys: str, key: str, quoted: str
) -> None:
    async with sitting(standing_at(folder, row)) as person:
        await person.types(keys)
        assert list(person.faults) == [key]
        (line,) = person.fault_lines()
        assert quoted in line
        assert person.row == row
        assert person.answer().state is State.UNANSWERED
        assert person.answer().estimate is None


@pytest.mark.parametrize(
    "wrong",
    ["chín", "12501", ("12.30,1")],
)
async def test_the_previous_answer_stays(folder: store.Folder, wrong: str) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("12301\r12450\r")
        await person.press("pageup")
        await person.types(wrong + "\r")
        assert person.answer("2.2.1").values == {"part": 12301, "whole": 12450}
        assert person.answer("2.2.1").state is State.ANSWERED
        assert person.save_now().answer("2.2.1").values == {"part": 12301, "whole": 12450}


async def test_deleting_back_to_a_figure_that_can_be_read_takes_it_over(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("12301\r12450\r")
        await person.press("pageup")
        await person.types("12501")
        assert person.answer().values["part"] == 12301
        await person.press("backspace")
        assert person.answer().values["part"] == 1250
        await person.press("ctrl+z")
        assert person.answer().values["part"] == 12301
        assert person.field().value == "12.301"


async def test_a_row_is_not_left_while_a_field_is_wrong(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("chín")
        await person.press("pagedown")
        assert person.row == "2.2.1"
        assert "chín" in person.fault_lines()[0]
        assert any("Esc" in words for words in person.told())
        await person.press("pageup", "f4")
        assert person.row == "2.2.1"


async def test_esc_drops_what_was_typed_and_the_row_can_be_left(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("98\rchín\r")
        await person.press("escape")
        assert person.fault_lines() == []
        assert [person.field(0).value, person.field(1).value] == ["98", ""]
        assert person.answer().values == {"part": 98}
        await person.press("pagedown")
        assert person.row == "2.2.2"


async def test_putting_the_field_right_takes_the_fault_away(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("chín\r")
        await person.types("\x15" + "9")
        assert person.faults == {}
        assert person.fault_lines() == []
        assert person.answer().values == {"part": 9}


async def test_the_other_figure_may_be_the_one_that_is_put_right(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("12501\r12450\r")
        assert list(person.faults) == ["part"]
        await person.types("\x15" + "12600\r")
        assert person.fault_lines() == []
        assert person.answer("2.2.1").values == {"part": 12501, "whole": 12600}
        assert person.row == "2.2.2"


async def test_two_wrong_fields_are_told_apart(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("chín")
        await person.press("down")
        await person.types("mười\r")
        first, second = person.fault_lines()
        assert "chín" in first
        assert "mười" in second


async def test_no_fault_is_shown_while_somebody_still_types(folder: store.Folder) -> None:
    """12301 of 12450 begins with 1 of 1, 12 of 1 …"""
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("12301\r1")
        assert list(person.faults) == ["part"]
        assert person.fault_lines() == []
        await person.types("2450")
        assert person.faults == {}


async def test_esc_without_a_fault_lists_the_rows(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.press("escape")
        assert person.screen.__class__.__name__ == "ReviewScreen"


async def test_a_data_date_that_does_not_exist_is_told(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.press("f3")
        await person.types(_("Data date") + "\r31/02/2024\r")
        assert "31/02/2024" in person.words("#outcome")
        assert person.desk.assessment.data_date is None
