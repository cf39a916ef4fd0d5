"""Evidence on screen: picked, cited, described, taken out, undone; and what is not backed."""

from pathlib import Path

import pytest

from parself.assessment import store
from parself.assessment.model import Citation, DocumentKind
from parself.tui.dialogs.picker import FilePicker
from parself.tui.dialogs.sheet import SheetScreen
from parself.tui.screens.evidence import EvidenceScreen
from parself.tui.screens.question import QuestionScreen
from parself.tui.screens.to_back import ToBackScreen
from parself.tui.widgets.rows import Choices
from tui.sitting import Sitting, sitting, standing_at


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    folder = tmp_path / "Tài liệu quét"
    folder.mkdir()
    (folder / "Biên bản kiểm tra.pdf").write_bytes(b"%PDF-1.4 bien ban")
    (folder / "ảnh.JPG").write_bytes(b"\xff\xd8\xff")
    (folder / ".ẩn").write_bytes(b"")
    (folder / "quý I").mkdir()
    return folder


async def picks(person: Sitting, scans: Path, words: str) -> None:
    """Add a file through the picker: the folder by its path, the file by words of its name."""
    await person.press("t")
    assert person.sees(FilePicker)
    await person.types(f'"{scans}"\r')
    await person.types(f"{words}\r")
    await person.wait()


async def test_a_file_is_picked_copied_cited_and_described(
    folder: store.Folder, scans: Path
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("98\r100\r")
        await person.go_to("2.2.1")
        await person.press("f4")
        assert person.sees(EvidenceScreen)
        await picks(person, scans, "bien ban")
        assert person.sees(SheetScreen)
        await person.types("45/BC-UBND\r5/12/2023\rUBND huyện\r\r")
        saved = person.save_now()
        (document,) = saved.documents
        assert document.stored_name == "E-001-bien-ban-kiem-tra.pdf"
        assert (document.number, str(document.issued)) == ("45/BC-UBND", "2023-12-05")
        assert saved.answer("2.2.1").citations == (Citation("E-001"),)
        assert (folder.evidence / document.stored_name).is_file()
        assert "thiếu tệp" not in person.shown
        await person.press("escape")
        assert person.sees(QuestionScreen)
        assert person.words("#citations") == "45/BC-UBND ngày 05/12/2023"


async def test_section_and_page_are_asked_and_shown(folder: store.Folder, scans: Path) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.press("f4")
        await picks(person, scans, "bien ban")
        await person.press("escape", "enter")
        await person.types("II\r3\r")
        assert person.answer().citations == (Citation("E-001", "II", "3"),)
        assert "mục II, trang 3" in person.shown


async def test_the_same_file_again_is_cited_and_not_copied(
    folder: store.Folder, scans: Path
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.press("f4")
        await picks(person, scans, "bien ban")
        await person.press("escape", "escape")
        await person.go_to("2.1")
        await person.press("f4")
        await picks(person, scans, "bien ban")
        assert any("đã có trong danh mục" in words for words in person.told())
        assert len(person.desk.assessment.documents) == 1
        assert person.answer("2.1").citations == (Citation("E-001"),)
        assert len(list(folder.evidence.iterdir())) == 1


async def test_a_document_of_the_register_is_cited_by_enter(
    folder: store.Folder, scans: Path
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.press("f4")
        await picks(person, scans, "anh")
        assert person.desk.assessment.documents[0].kind is DocumentKind.PHOTO
        await person.press("escape", "escape")
        await person.go_to("2.1")
        await person.press("f4")
        assert person.offered() == ["doc:E-001"]
        await person.press("enter")
        await person.types("\r12\r")
        assert person.answer("2.1").citations == (Citation("E-001", "", "12"),)


async def test_a_paper_kept_at_the_unit_needs_no_file(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.press("f4", "k", "down", "enter")
        await person.types("12/SB\r\r\rSổ theo dõi\r")
        (document,) = person.save_now().documents
        assert (document.kind, document.number) == (DocumentKind.ON_FILE, "12/SB")
        assert person.answer().citations == (Citation("E-001"),)


async def test_a_day_that_does_not_exist_is_refused_beside_the_line(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.press("f4", "k", "down", "enter")
        await person.types("12/SB\r31/2/2023\r")
        assert person.sees(SheetScreen)
        assert ["31/2/2023" in line for line in person.fault_lines()] == [True]
        assert person.desk.assessment.documents == ()


async def test_what_is_not_described_proves_nothing(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("98\r100\r")
        await person.go_to("2.2.1")
        await person.press("f4", "k", "down", "enter")
        await person.types("\r\r\r\r")
        assert person.words("#outcome") == "Ghi ít nhất một ô để biết đó là tài liệu gì."
        await person.press("escape")
        assert person.answer("2.2.1").citations == ()
        assert person.desk.assessment.documents == ()
        assert not person.desk.view.scores.rows["2.2.1"].backed


async def test_taking_out_goes_one_step_at_a_time_and_undo_brings_back(
    folder: store.Folder, scans: Path
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.press("f4")
        await picks(person, scans, "bien ban")
        await person.press("escape", "g")
        assert person.answer().citations == ()
        assert person.offered() == ["doc:E-001"]
        await person.press("g")
        assert person.desk.assessment.documents == ()
        await person.press("ctrl+z", "ctrl+z")
        assert person.answer().citations == (Citation("E-001"),)


async def test_a_file_too_large_is_refused_in_words(folder: store.Folder, scans: Path) -> None:
    with (scans / "video.mp4").open("wb") as stream:
        stream.truncate(2 << 30)
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.press("f4")
        await picks(person, scans, "video")
        assert any("2.048 MB" in words for words in person.told())
        assert person.desk.assessment.documents == ()


async def test_the_picker_lists_folders_first_hides_dot_files_and_goes_up(scans: Path) -> None:
    async with sitting(None) as person:
        person.app.push_screen(FilePicker("x", scans, str))
        await person.wait()
        assert person.options() == ["../", "quý I/", "Biên bản kiểm tra.pdf", "ảnh.JPG"]
        await person.types("quy\r")
        assert person.options() == ["../"]
        await person.press("enter")
        assert "ảnh.JPG" in person.options()


async def test_the_picker_offers_the_sticks_and_begins_where_the_last_file_was(
    folder: store.Folder, scans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "USB"
    stick.mkdir()
    monkeypatch.setattr("parself.tui.dialogs.picker.all_drives", lambda: (stick,))
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.press("f4")
        await picks(person, scans, "bien ban")
        await person.press("escape", "escape", "pagedown", "f4", "t")
        assert person.options()[:3] == ["../", f"{stick}/", "quý I/"]
        await person.press("up", "enter")
        assert person.options() == ["../"]


async def test_the_picker_begins_at_what_lies_in_the_folder(scans: Path) -> None:
    async with sitting(None) as person:
        person.app.push_screen(FilePicker("x", scans, str))
        await person.wait()
        choices = person.screen.query_one(Choices)
        assert person.options()[0] == "../"
        assert choices.here.parent == scans


async def test_a_whole_path_is_offered_where_it_leads_somewhere(scans: Path) -> None:
    async with sitting(None) as person:
        person.app.push_screen(FilePicker("x", Path.home(), str))
        await person.wait()
        for typed, offered in (
            (str(scans / "ảnh.JPG"), [str(scans / "ảnh.JPG")]),
            (f'"{scans / "ảnh.JPG"}"', [str(scans / "ảnh.JPG")]),
            ((scans / "ảnh.JPG").as_uri(), [str(scans / "ảnh.JPG")]),
            (f"{scans}/{'x' * 300}", ["không tìm thấy"]),
            (f"{scans}/gone.pdf", ["không tìm thấy"]),
            (str(scans / "ảnh.JPG").replace("/", "\\"), [str(scans / "ảnh.JPG")]),
        ):
            person.field().value = typed
            await person.wait()
            assert person.options() == offered
            await person.press("enter" if "không" in offered[0] else "end")
            assert person.sees(FilePicker)


async def test_a_path_may_begin_at_the_folder_that_is_shown(scans: Path) -> None:
    async with sitting(None) as person:
        person.app.push_screen(FilePicker("x", scans / "quý I", str))
        await person.wait()
        for typed in ("../ảnh.JPG", "..\\ảnh.JPG", ".\\..\\ảnh.JPG", "./../quý I/../ảnh.JPG"):
            person.field().value = typed
            await person.wait()
            assert person.options() == [str(scans / "ảnh.JPG")]


async def test_what_is_not_backed_is_a_list_that_leads_to_its_evidence(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("98\r100\r")
        await person.runs("to_back")
        await person.wait()
        assert person.sees(ToBackScreen)
        assert person.offered() == ["2.2.1"]
        assert "có thể giữ lại" in person.shown
        await person.press("enter")
        assert person.sees(EvidenceScreen)
        await person.press("k", "down", "enter")
        await person.types("12/SB\r\r\r\r")
        await person.press("escape")
        assert person.options() == ["Mọi tiêu chí có điểm đều có TLKC hoặc giải trình."]


async def test_going_back_from_another_rows_evidence_shows_the_fields_of_that_row(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("98\r100\r")
        await person.go_to("3.1")
        await person.runs("to_back")
        await person.press("enter", "escape", "escape")
        assert person.sees(QuestionScreen)
        assert person.row == "2.2.1"
        assert "2.2.1" in person.words("#title")
        assert person.field().value == "98"
