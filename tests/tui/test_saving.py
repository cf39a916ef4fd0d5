"""Nothing typed is lost: saving, failing to save, leaving, and coming back."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from parself import files
from parself.assessment import store
from parself.assessment.model import Assessment, State
from parself.errors import Problem, say
from parself.files import FileError, FolderLock
from parself.i18n import _, render
from parself.tui.dialogs.ask import AskScreen
from parself.tui.screens.elsewhere import ElsewhereScreen
from parself.tui.screens.handed_in import HandedInScreen
from parself.tui.screens.question import QuestionScreen
from parself.tui.screens.review import ReviewScreen
from parself.tui.sitting import closing_words
from parself.tui.widgets.typing import VnInput
from parself.values import evolve
from tui.sitting import NOW, Sitting, sitting, standing_at

FULL = say("The disk is full.")


class Disk:
    """The disk, which can be made to refuse."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch
        self._write = files.write_atomic

    def refuse(self) -> None:
        """From now on nothing can be written."""

        def full(path: Path, data: bytes, *, keep: Path | None = None) -> None:
            raise FileError(Problem(FULL, files.show_path(path)))

        self._patch.setattr(files, "write_atomic", full)

    def allow(self) -> None:
        self._patch.setattr(files, "write_atomic", self._write)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    disk = Disk(monkeypatch)
    yield disk
    disk.allow()


async def test_work_is_saved_by_itself(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        assert _("nothing changed yet") in person.words("#head")
        await person.types("98")
        # The app looks twice a second; here the moment is given, not waited for.
        person.app.autosave()
        assert _("saved {time}").format(time="10:42:07") in person.words("#head")
        assert store.load(folder.path).assessment.answer("2.2.1").values == {"part": 98}


async def test_until_it_is_saved_the_heading_says_so(folder: store.Folder, disk: Disk) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        disk.refuse()
        await person.types("98")
        assert _("not saved yet") in person.words("#head")


async def test_a_save_that_fails_says_why_keeps_the_work_and_is_tried_again(
    folder: store.Folder, disk: Disk
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        disk.refuse()
        await person.types("98")
        person.app.autosave()
        assert person.is_shown("#problem")
        assert render(FULL) in person.words("#problem")
        await person.press("enter")
        await person.types("100")
        assert person.answer().values == {"part": 98, "whole": 100}
        disk.allow()
        person.app.autosave()
        assert not person.is_shown("#problem")
        assert store.load(folder.path).assessment.answer("2.2.1").state is State.ANSWERED


async def test_the_banner_stands_on_every_screen(folder: store.Folder, disk: Disk) -> None:
    async with sitting(folder) as person:
        disk.refuse()
        await person.press("f7")
        person.app.autosave()
        for key in ("f6", "f5"):
            await person.press(key)
            assert render(FULL) in person.shown.replace("\n", " ")


async def test_a_save_while_a_screen_is_being_made_does_no_harm(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        person.desk.toggle_flag("1.1.1")
        person.app.push_screen(ReviewScreen())
        person.app.autosave()
        await person.wait()
        assert person.sees(ReviewScreen)
        assert _("saved {time}").format(time="10:42:07") in person.words("#head")


async def test_work_that_cannot_be_saved_here_is_saved_elsewhere(
    folder: store.Folder, home: Path
) -> None:
    other = home / "usb" / "van-quan"
    other.parent.mkdir()
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("98")
        # Somebody else saves into the folder: from now on every save here is refused.
        theirs = store.load(folder.path)
        store.save(theirs, theirs.assessment.with_figure("ho-so-tiep-nhan", 5), now=NOW)
        await person.types("7")
        person.app.autosave()
        assert person.is_shown("#problem")
        await person.runs("elsewhere")
        await person.wait()
        assert person.sees(ElsewhereScreen)
        person.field().value = str(other)
        await person.press("enter")
        assert person.sees(QuestionScreen)
        assert person.desk.folder.path == other
        assert store.load(other).assessment.answer("2.2.1").values == {"part": 987}
        await person.press("f7")
        person.app.autosave()
        assert not person.is_shown("#problem")
        assert store.load(other).assessment.answer("2.2.1").flagged


async def test_a_place_where_nothing_can_be_saved_is_told_and_the_question_stays(
    folder: store.Folder,
) -> None:
    async with sitting(folder) as person:
        await person.runs("elsewhere")
        await person.wait()
        person.field().value = str(folder.path)
        await person.press("enter")
        assert person.sees(ElsewhereScreen)
        assert person.words("#outcome")
        await person.press("escape")
        assert person.desk.folder.path == folder.path


async def test_the_closing_sentence_says_what_is_open_and_where_to_go_on(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("98\r100\r")
        await person.press("ctrl+q")
    words = person.app.return_value
    assert words is not None
    assert "10:42:07" in words
    assert "12 " in words
    assert "2.2.2" in words
    assert str(folder.path) in words
    assert store.load(folder.path).assessment.position == "2.2.2"


async def test_the_next_sitting_begins_at_the_same_row(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.press("pagedown", "pagedown", "pagedown", "ctrl+q")
    async with sitting(folder) as person:
        assert person.row == "1.3"


async def test_leaving_gives_the_folder_free(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        assert FolderLock(folder.path, NOW).acquire() is not None
        await person.press("ctrl+q")
    lock = FolderLock(folder.path, NOW)
    assert lock.acquire() is None
    lock.release()


async def test_with_unsaved_work_leaving_asks_first(folder: store.Folder, disk: Disk) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        disk.refuse()
        await person.types("98")
        await person.press("ctrl+q")
        assert person.sees(AskScreen)
        assert render(FULL) in person.words("#words")
        await person.press("escape")
        assert person.sees(QuestionScreen)
        assert person.answer().values == {"part": 98}
        await person.press("ctrl+q", "down", "enter")
    assert not person.app.is_running
    assert store.load(folder.path).assessment.answers == {}


async def test_an_error_inside_a_screen_ends_in_a_save(
    folder: store.Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(QuestionScreen, "action_guidance", fail)
    with pytest.raises(ZeroDivisionError):
        async with sitting(standing_at(folder, "2.2.1")) as person:
            await person.types("98")
            await person.press("f2")
    assert store.load(folder.path).assessment.answer("2.2.1").values == {"part": 98}


def test_the_closing_sentence_of_an_untouched_assessment(folder: store.Folder) -> None:
    from parself.desk.desk import Desk

    words = closing_words(Desk(folder))
    assert "1.1.1" in words
    assert "13 " in words


async def test_a_second_window_is_for_reading(folder: store.Folder) -> None:
    lock = FolderLock(folder.path, datetime(2023, 12, 12, 9, 15))
    assert lock.acquire() is None
    async with sitting(standing_at(folder, "2.2.1")) as person:
        assert person.desk.read_only
        assert _("read only") in person.words("#head")
        assert any("09:15:00" in words for words in person.told())
        await person.types("98\r")
        assert not person.desk.assessment.answers
        assert person.save_now().revision == 1
    lock.release()


READING = (
    ("2.2.1", "pagedown pagedown pageup"),
    ("2.2.1", "ctrl+z"),
    ("2.2.1", "ctrl+y"),
    ("2.2.1", "f7 f9"),
    ("2.2.1", "down down a"),
    ("2.2.3", "down down space"),
    ("1.3", "enter"),
    ("1.1.2", "space enter"),
    ("3.1", "3 enter"),
    ("2.2.1", "f6 d"),
    ("2.2.1", "ctrl+s"),
)


@pytest.mark.parametrize(("row", "keys"), READING)
async def test_a_reader_can_press_anything_and_changes_nothing(
    folder: store.Folder, row: str, keys: str
) -> None:
    lock = FolderLock(folder.path, NOW)
    assert lock.acquire() is None
    async with sitting(standing_at(folder, row)) as person:
        await person.press(*keys.split())
        assert not person.desk.assessment.answers
    lock.release()


async def test_a_reader_moves_from_row_to_row(folder: store.Folder) -> None:
    lock = FolderLock(folder.path, NOW)
    assert lock.acquire() is None
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.press("pagedown")
        assert "2.2.2" in person.words("#title")
    lock.release()


def locked(folder: store.Folder) -> Assessment:
    return evolve(folder.assessment, locked=True)


@pytest.mark.parametrize(("row", "keys"), READING)
async def test_a_locked_assessment_can_be_looked_at_and_not_changed(
    folder: store.Folder, row: str, keys: str
) -> None:
    kept = store.save(folder, locked(folder), now=NOW)
    async with sitting(standing_at(kept, row)) as person:
        await person.press(*keys.split())
        assert not person.desk.assessment.answers
        assert person.save_now().locked


async def exported(person: Sitting, target: Path) -> None:
    await person.press("f8")
    await exported_to(person, target)


async def test_an_export_is_accepted_by_the_province(folder: store.Folder, home: Path) -> None:
    from parself.submission.code import code_for
    from parself.submission.intake import read_bundle

    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("98\r100\r")
        await exported(person, home)
        (file,) = home.glob("*.zip")
        bundle = read_bundle(file)
        assert bundle.sequence == 1
        assert bundle.assessment.answer("2.2.1").values == {"part": 98, "whole": 100}
        proof = code_for(
            bundle.tagmanifest, unit="van-quan", year=bundle.assessment.year, sequence=1
        )
        assert person.sees(HandedInScreen)
        assert proof in person.words("#handed-in")
        assert file.name in person.words("#handed-in")
        await person.press("enter")
        assert person.sees(QuestionScreen)
        assert person.desk.assessment.hand_in is not None


async def test_exporting_again_without_a_change_keeps_the_number(
    folder: store.Folder, home: Path
) -> None:
    async with sitting(folder) as person:
        await exported(person, home / "a.zip")
        await person.press("enter")
        await exported(person, home / "b.zip")
        assert _("Nothing has changed since the last export.") in person.words("#handed-in")
        assert (home / "a.zip").read_bytes() == (home / "b.zip").read_bytes()


async def test_an_export_that_fails_says_why_and_the_question_stays(
    folder: store.Folder, home: Path
) -> None:
    async with sitting(folder) as person:
        await exported(person, home / "none" / "such" / "a.zip")
        assert any("such" in words for words in person.told())
        await exported_to(person, home / "a.zip")
        assert (home / "a.zip").exists()


async def exported_to(person: Sitting, target: Path) -> None:
    place = person.screen.query_one("#target", VnInput)
    place.value = str(target)
    place.focus()
    # Once more: rows are open.
    await person.press("enter", "enter")
    await person.wait()


async def test_the_summary_says_what_is_not_ready(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.types("98\r100\r")
        await person.press("f8")
        assert _("Nothing has been exported yet.") in person.words("Caption")
        assert any("1/13" in line for line in person.options("Rows"))


async def test_what_could_not_be_saved_is_not_handed_in(
    folder: store.Folder, home: Path, disk: Disk
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        disk.refuse()
        await person.types("98")
        await person.press("f8")
        assert person.sees(QuestionScreen)
        assert any(render(FULL) in words for words in person.told())
        disk.allow()
        await exported(person, home / "a.zip")
        await person.press("escape")
        assert person.answer("2.2.1").values == {"part": 98}
        assert (home / "a.zip").exists()


async def test_after_an_export_that_failed_the_work_goes_on_being_saved(
    folder: store.Folder, home: Path
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await exported(person, home / "none" / "such" / "a.zip")
        await person.press("escape")
        await person.types("98")
        assert person.save_now().answer("2.2.1").values == {"part": 98}
        assert not person.is_shown("#problem")


async def test_a_reader_hands_nothing_in(folder: store.Folder) -> None:
    lock = FolderLock(folder.path, NOW)
    assert lock.acquire() is None
    async with sitting(folder) as person:
        await person.press("f8")
        assert person.sees(QuestionScreen)
    lock.release()


async def test_esc_leaves_the_export(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.press("f6", "f8", "escape")
        assert person.sees(ReviewScreen)
        assert person.desk.assessment.hand_in is None


async def test_a_rubric_that_is_edited_under_the_sitting_is_told_once(folder: store.Folder) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        rubric = folder.path / "rubric.toml"
        rubric.write_bytes(rubric.read_bytes() + b"# edited\n")
        await person.types("98\r100\r")
        person.app.autosave()
        await person.wait()
        await person.press("ctrl+s")
        # The word that all is saved does not push the warning out.
        assert any("Bộ tiêu chí" in words for words in person.told())
        person.forget_told()
        await person.press("f7")
        person.app.autosave()
        await person.wait()
        assert person.told() == []
