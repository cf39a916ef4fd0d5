"""A question stands beside what is hardly meant; contradictions are seen without being sought."""

from pathlib import Path

import pytest

from parself.assessment import store
from parself.assessment.beginning import begin
from parself.assessment.model import Past, PastPoints
from parself.tui.dialogs.prompt import PromptScreen
from parself.tui.dialogs.sheet import SheetScreen
from parself.tui.screens.evidence import EvidenceScreen
from parself.tui.screens.export import ExportScreen
from parself.tui.screens.figures import FiguresScreen
from parself.tui.screens.handed_in import HandedInScreen
from parself.tui.screens.paste import PasteScreen
from parself.tui.screens.question import QuestionScreen
from parself.tui.screens.signing import LockScreen
from parself.tui.widgets.heading import Heading
from parself.values import evolve
from tui.sitting import Sitting, sitting, standing_at, words_of

FAR = "20/12/1922 cách xa năm đánh giá 2023"
LATE = "Tiêu chí 3.4.3 ghi không phát sinh"


@pytest.fixture
def district(home: Path) -> store.Folder:
    """A new assessment by the district's rubric."""
    return begin(home / "van-quan-2023", "lang-son-huyen-2023", "van-quan")


def heading(person: Sitting) -> str:
    return words_of(person.screen.query_one(Heading))


def contradict(person: Sitting) -> None:
    """Enter 184 late files, and that nothing was late."""
    from parself.assessment.model import State

    desk = person.desk
    assert not desk.enter("3.4.1", {"part": 12266, "whole": 12450})
    assert not desk.enter("3.4.2", {field.key: 10 for field in desk.view.fields("3.4.2")})
    desk.set_state("3.4.3", State.NO_INCIDENCE)


async def test_a_year_far_away_is_asked_about_beside_its_field_and_taken(
    district: store.Folder,
) -> None:
    async with sitting(standing_at(district, "1.1.1")) as person:
        await person.types("20/12/1922\r")
        assert any(FAR in line for line in person.fault_lines())
        assert person.answer().values["date"].isoformat() == "1922-12-20"  # type: ignore[union-attr]
        assert "1 cần xem" in heading(person)


async def test_nothing_is_asked_about_a_value_that_is_being_typed_over(
    district: store.Folder,
) -> None:
    async with sitting(standing_at(district, "1.1.1")) as person:
        await person.types("20/12/1922\r20/1")
        assert not any(FAR in line for line in person.fault_lines())
        await person.types("2/1922")
        assert any(FAR in line for line in person.fault_lines())


async def test_enter_stays_until_the_question_was_seen_and_then_goes_on(
    district: store.Folder,
) -> None:
    async with sitting(standing_at(district, "6.1")) as person:
        await person.types("900\r1\r")
        assert person.row == "6.1"
        assert any("90.000,00%" in line for line in person.fault_lines())
        await person.press("enter")
        assert person.row != "6.1"
        assert person.desk.assessment.answer("6.1").values == {"part": 900, "whole": 1}


async def test_the_next_row_is_not_reached_past_an_unseen_question(district: store.Folder) -> None:
    async with sitting(standing_at(district, "1.1.1")) as person:
        await person.types("20/12/1922")
        await person.press("pagedown")
        assert person.row == "1.1.1"
        assert any(FAR in line for line in person.fault_lines())
        await person.press("pagedown")
        assert person.row == "1.1.2"


async def test_a_question_goes_with_the_figure_and_with_a_reason(district: store.Folder) -> None:
    async with sitting(standing_at(district, "1.1.1")) as person:
        await person.types("20/12/1922\r")
        await person.press("up")
        await person.types("20/12/2022")
        await person.press("down")
        assert person.fault_lines() == []
        assert "cần xem" not in heading(person)
        await person.press("up")
        await person.types("20/12/1922\r")
        person.desk.waive("unlikely:1.1.1.date", "Đúng như vậy")
        await person.go_to("1.1.1")
        assert person.fault_lines() == []
        assert "cần xem" not in heading(person)


async def test_last_years_figures_are_held_beside_this_years(district: store.Folder) -> None:
    past = Past(2022, {"3.4.1": PastPoints(values={"part": 12301, "whole": 12450})})
    folder = store.save_past(district, past)
    async with sitting(standing_at(folder, "3.4.1")) as person:
        await person.types("12\r\r12\r")
        assert [line.split(".")[0] for line in person.fault_lines()] == [
            "? Năm nay 12, năm 2022 là 12",
            "? Năm nay 12, năm 2022 là 12",
        ]


@pytest.mark.parametrize("row", ["3.4.1", "3.4.2", "3.4.3"])
async def test_a_contradiction_is_seen_on_its_rows_and_in_the_head(
    district: store.Folder, row: str
) -> None:
    async with sitting(district) as person:
        contradict(person)
        await person.go_to(row)
        assert f"■ {LATE}" in person.words("#steps")
        assert "1 lỗi" in heading(person)


async def test_a_contradiction_is_seen_before_locking_and_before_exporting(
    district: store.Folder,
) -> None:
    async with sitting(district) as person:
        contradict(person)
        await person.runs("lock")
        await person.wait()
        assert person.sees(LockScreen)
        assert LATE in person.words("#words")
        await person.press("escape", "f8")
        await person.wait()
        assert person.sees(ExportScreen)
        (line,) = (line for line in person.options() if LATE in line)
        assert line.strip().startswith("■")
        await person.press("x")
        assert person.sees(ExportScreen)
        assert "Còn lỗi" in person.words("#warning")
        await person.press("x")
        await person.wait()
        assert person.sees(HandedInScreen)


async def test_a_far_day_of_signing_is_asked_about_once(district: store.Folder) -> None:
    async with sitting(district) as person:
        await person.runs("lock")
        await person.wait()
        await person.types("Nguyễn Văn A\r\r\r")
        person.field(3).value = "20/12/1922"
        await person.press("enter")
        assert FAR in person.words("#outcome")
        assert person.desk.assessment.sign_off is None
        await person.press("enter")
        assert "ĐÃ KHÓA ĐỂ TRÌNH KÝ" in heading(person)
        assert "1 cần xem" in heading(person)


async def test_a_far_data_date_is_asked_about_once(district: store.Folder) -> None:
    async with sitting(district) as person:
        await person.runs("data_date")
        await person.wait()
        await person.types("15/1/2032\r")
        assert person.sees(PromptScreen)
        assert "15/01/2032 cách xa năm đánh giá 2023" in person.words("#outcome")
        await person.press("enter")
        assert person.sees(QuestionScreen)
        assert person.desk.assessment.data_date is not None
        assert "1 cần xem" in heading(person)


async def test_a_far_day_of_a_document_is_asked_about_once(district: store.Folder) -> None:
    async with sitting(standing_at(district, "1.1.1")) as person:
        await person.press("f4")
        await person.wait()
        await person.runs("add_other")
        await person.wait()
        await person.press("down", "enter")
        await person.wait()
        assert person.sees(SheetScreen)
        await person.types("45/BC\r20/12/1922\r\r\r")
        assert FAR in person.words("#outcome")
        await person.press("enter")
        await person.wait()
        assert person.sees(EvidenceScreen)
        assert [one.issued.isoformat() for one in person.desk.assessment.documents if one.issued]


async def test_a_pasted_table_is_asked_about_before_it_is_taken(district: store.Folder) -> None:
    fields = begin(district.path.parent / "x", "lang-son-huyen-2023", "van-quan")
    keys = [f"{name}.whole" for name in ("xa-an-son",)]
    past = Past(2022, {"3.4.2": PastPoints(values=dict.fromkeys(keys, 900))})
    folder = store.save_past(district, past)
    assert fields.unit == folder.unit
    async with sitting(standing_at(folder, "3.4.2")) as person:
        person.app.push_screen(
            PasteScreen(
                person.desk.view,
                person.desk.view.rubric.rows["3.4.2"],
                "Xã An Sơn\t1\t1\nXã Hữu Lễ\t5\t5",
                "",
            )
        )
        await person.wait()
        assert "Năm nay 1, năm 2022 là 900" in person.words("#outcome")


async def test_a_shared_figure_is_asked_about_once(home: Path) -> None:
    made = begin(home / "tinh", "par-index-tinh-2022", "lang-son")
    values = {"part": 30, "whole": 31}
    folder = store.save_past(made, Past(2021, {"1.3.1": PastPoints(values={**values})}))
    folder = store.save(folder, evolve(folder.assessment, position="1.3.1"), now=folder.saved)
    async with sitting(folder) as person:
        await person.runs("figures")
        await person.wait()
        assert person.sees(FiguresScreen)
        await person.press("enter")
        await person.types("31000\r")
        assert "năm 2021 là 31" in person.words("#outcome")
        await person.press("enter")
        assert person.desk.assessment.figures["so-co-quan"] == 31000
