"""Locking for signature on screen, earlier saves, and the export with what it says before."""

from decimal import Decimal
from pathlib import Path

import pytest

from parself import files
from parself.assessment import store
from parself.assessment.evidence import cited, registered, take_in
from parself.assessment.history import earlier_saves
from parself.assessment.model import Citation, SignOff
from parself.numerals import read_decimal
from parself.tui.dialogs.page import PageScreen
from parself.tui.screens import export as export_screen
from parself.tui.screens.export import ExportScreen
from parself.tui.screens.handed_in import HandedInScreen
from parself.tui.screens.history import HistoryScreen
from parself.tui.screens.question import QuestionScreen
from parself.tui.screens.signing import LockScreen
from parself.tui.widgets.fields import FaultLine, Tick
from parself.tui.widgets.heading import Heading
from parself.tui.widgets.typing import VnInput
from tui.sitting import NOW, WIDE, Sitting, sitting, standing_at, words_of


async def locks(person: Sitting) -> None:
    await person.runs("lock")
    await person.wait()
    assert person.sees(LockScreen)
    await person.types("Nguyễn Văn A\r\r\r\r")


def heading(person: Sitting) -> str:
    return words_of(person.screen.query_one(Heading))


async def test_what_is_locked_is_said_on_the_screen_and_not_changed(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("98\r100\r")
        await locks(person)
        assert "ĐÃ KHÓA ĐỂ TRÌNH KÝ" in heading(person)
        await person.go_to("2.2.1")
        await person.types("9\r")
        assert person.answer("2.2.1").values == {"part": 98, "whole": 100}
        assert any("khóa để trình ký" in words for words in person.told())
        signed = person.save_now().sign_off
        assert signed is not None
        assert (signed.name, signed.title, signed.place) == ("Nguyễn Văn A", "Chủ tịch", "Văn Quan")


async def test_unlocking_asks_first_and_a_change_means_signing_anew(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await locks(person)
        await person.runs("unlock")
        await person.wait()
        await person.press("enter")
        assert not person.desk.assessment.locked
        assert person.desk.assessment.sign_off is not None
        assert "ĐÃ MỞ KHÓA, CÓ NGƯỜI KÝ" in heading(person)
        await person.types("98\r100\r")
        assert person.save_now().sign_off is None
        assert "ĐÃ MỞ KHÓA, CÓ NGƯỜI KÝ" not in heading(person)
        assert person.told() == ["Đã sửa sau khi khóa để trình ký: phải trình ký lại."]


async def test_a_figure_typed_again_as_it_was_leaves_the_signature(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("98\r100\r")
        await locks(person)
        await person.runs("unlock")
        await person.wait()
        await person.press("enter")
        before = person.desk.assessment
        await person.go_to("2.2.1")
        await person.types("9")
        assert person.told() == [], "nothing is said of what is typed half"
        await person.types("8\r")
        assert person.desk.assessment.answers == before.answers
        assert person.desk.assessment.sign_off == before.sign_off
        assert person.told() == []


async def test_rows_that_are_open_are_asked_about_before_the_file_is_written(
    folder: store.Folder, tmp_path: Path
) -> None:
    async with sitting(folder) as person:
        await person.press("f8", "x")
        assert person.sees(ExportScreen)
        still = person.desk.view.progress().open
        assert f"Còn {still} tiêu chí chưa chấm" in person.words("#warning")
        assert person.desk.assessment.hand_in is None
        await person.press("x")
        await person.wait()
        assert person.sees(HandedInScreen)


async def test_what_a_line_of_a_sheet_holds_is_typed_over(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.runs("lock")
        await person.wait()
        await person.types("Nguyễn Văn A\rPhó Chủ tịch\r\r\r")
        assert person.desk.assessment.sign_off is not None
        assert person.desk.assessment.sign_off.title == "Phó Chủ tịch"


async def test_all_of_the_export_is_in_view_with_a_stick_and_a_fault(
    folder: store.Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_screen, "removable_drives", lambda: (tmp_path / "USB",))
    scan = tmp_path / "a.pdf"
    scan.write_bytes(b"%PDF-1.4")
    document = take_in(folder, folder.assessment, scan).document
    store.save(folder, registered(folder.assessment, document), now=NOW)
    async with sitting(folder.path) as person:
        await person.press("f8")
        await writes_to(person, tmp_path / "khong-co" / "a.zip")
        assert any("khong-co" in words for words in person.told())
        for wanted in ("#target", "Where #choices", "Tick", "#message", "Rows"):
            region = person.screen.query_one(wanted).region
            assert region.height > 0
            assert region.bottom <= person.app.size.height


async def writes_to(person: Sitting, target: Path) -> None:
    """Type where the file goes, and press Enter; once more where rows are open."""
    place = person.screen.query_one("#target", VnInput)
    place.value = str(target)
    place.focus()
    await person.press("enter", "enter")
    await person.wait()


async def test_what_is_signed_stands_over_who_signs(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("98\r100\r")
        await person.runs("lock")
        await person.wait()
        told = person.words("#words")
        assert "○ Đã chấm 1/13 tiêu chí" in told
        assert "thiếu căn cứ" in told


async def test_a_wrong_day_of_signing_is_told_at_its_line_once_it_is_left(
    folder: store.Folder,
) -> None:
    async with sitting(folder) as person:
        await person.runs("lock")
        await person.wait()
        await person.types("Nguyễn Văn A\r\r\r35/13/2023")
        await person.press("up")
        assert any("35/13/2023" in words_of(one) for one in person.screen.query(FaultLine))


async def test_nobody_signs_without_a_name(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.runs("lock")
        await person.wait()
        await person.types("\r\r\r\r")
        assert person.sees(LockScreen)
        assert person.field().name == "name", "Enter does not go on from the empty line"
        assert "Chưa điền ô “Họ và tên”" in person.words("FaultLine")
        assert not person.desk.assessment.locked


async def test_an_earlier_save_is_looked_at_and_brought_back_as_a_new_one(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("98\r100\r")
        revision = person.save_now().revision
        await person.press("ctrl+b")
        assert person.sees(HistoryScreen)
        await person.press("end", "enter")
        assert person.sees(PageScreen)
        assert "98 hồ sơ → –" in person.words("#reading Static")
        await person.press("escape", "k", "enter")
        assert person.answer("2.2.1").values == {}
        assert person.save_now().revision > revision
        kept = [save.path.name for save in earlier_saves(store.load(folder.path)) if save.occasion]
        assert any("truoc-khi-khoi-phuc" in name for name in kept), "what stood there is kept"
        await person.press("ctrl+z")
        assert person.answer("2.2.1").values == {"part": 98, "whole": 100}


async def test_saves_stand_in_a_table_with_how_each_moved_the_index(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "2.2.1"), size=WIDE) as person:
        for part in ("98", "40"):
            await person.press("ctrl+a")
            await person.types(f"{part}\r100\r")
            person.save_now()
            await person.go_to("2.2.1")
        await person.press("ctrl+b")
        newest, oldest = (line.split() for line in person.options())
        assert (newest[-3], oldest[-2]) == ("1", "0"), "rows that were answered"
        index, moved = newest[-2], newest[-1]
        assert oldest[-1] == "78,50%", "nothing is known of before the first"
        by = read_decimal(moved.replace("−", "-"))
        assert read_decimal(index[:-1]) == Decimal("78.50") + by


async def test_what_going_back_does_or_why_it_cannot_stands_beside_the_save(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("98\r100\r")
        person.save_now()
        await person.press("ctrl+b", "end")
        assert "2.2.1" in person.words("#panel")
        assert "1,96 → –" in person.words("#panel")
        await person.press("escape")
        person.desk.lock(SignOff("Nguyễn Văn A", "Chủ tịch", "Văn Quan", NOW.date()))
        await person.press("ctrl+b")
        assert "khóa" in person.words("#panel")


async def test_a_damaged_save_is_named_and_left_alone(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("98\r100\r")
        person.save_now()
        for path in (folder.path / "backups").glob("2*.toml"):
            path.write_bytes(b"x")
        await person.press("ctrl+b")
        assert "hỏng" in person.options()[0]
        await person.press("enter", "k")
        assert person.sees(HistoryScreen)
        assert person.answer("2.2.1").values == {"part": 98, "whole": 100}


async def test_a_correction_says_what_it_changes_before_it_is_written(
    folder: store.Folder, tmp_path: Path
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.press("f8")
        await writes_to(person, tmp_path)
        assert isinstance(person.screen, HandedInScreen)
        code = person.screen.code
        await person.press("enter")
        assert person.sees(QuestionScreen)
        await person.types("98\r100\r")
        await person.press("f8")
        assert "thay thế lần 1" in person.words("Caption")
        assert f"mã {code[:9]}" in person.words("Caption")
        assert person.offered()[-1] == "row:2.2.1"
        (changed,) = (line for line in person.options() if line.strip().startswith("2.2.1"))
        assert changed.split()[-4:] == ["–", "→", "1,96", "+1,96"]
        (sums,) = (line for line in person.options() if "điểm tự chấm 0,00 → 1,96" in line)
        assert "chỉ số dự kiến" in sums
        await person.press("end", "enter")
        assert person.sees(QuestionScreen)
        assert person.row == "2.2.1"


async def test_sticks_are_offered_and_may_be_taken_out_once_read_back(
    folder: store.Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "USB"
    stick.mkdir()
    monkeypatch.setattr(files.drives, "removable_drives", lambda: (stick,))
    monkeypatch.setattr("parself.tui.screens.export.removable_drives", lambda: (stick,))
    room = files.Room(size=29 * 2**29, free=12 * 2**30)
    monkeypatch.setattr("parself.tui.screens.export.room_on", lambda _drive: room)
    async with sitting(folder) as person:
        await person.press("f8")
        assert person.options("Where OptionList")[1] == (
            f"USB: {stick}  còn trống 12,0 GB trong 14,5 GB"
        )
        await person.press("tab", "tab", "down", "enter", "enter")
        await person.wait()
        assert [path.suffix for path in stick.iterdir()] == [".zip"]
        assert person.sees(HandedInScreen)
        assert "rút USB an toàn" in person.words("#handed-in")
        await person.press("c")
        assert any("Đã chép mã" in words for words in person.told())
        await person.press("enter")
        assert not person.sees(ExportScreen)


async def test_evidence_may_go_in_a_second_file(folder: store.Folder, tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4")
    document = take_in(folder, folder.assessment, scan).document
    now = cited(registered(folder.assessment, document), "2.2.1", Citation(document.id))
    folder = store.save(folder, now, now=folder.saved)
    target = tmp_path / "gui"
    target.mkdir()
    async with sitting(folder) as person:
        await person.press("f8")
        person.screen.query_one("#target", VnInput).value = str(target)
        person.screen.query_one(Tick).focus()
        await person.press("space", "enter", "enter")
        await person.wait()
        names = sorted(path.name for path in target.iterdir())
        assert names == ["van-quan-2023-lan-1-tai-lieu.zip", "van-quan-2023-lan-1.zip"]
        assert "Tệp TLKC kèm theo" in person.words("#handed-in")
        await person.press("enter")
        await person.press("f8")
        assert person.screen.query_one(Tick).value is True


async def test_without_evidence_no_second_file_is_offered(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.press("f8")
        assert not person.screen.query_one(Tick).display
