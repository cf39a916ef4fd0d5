"""Papers from the screens: chosen step by step, written beside the assessment."""

from pathlib import Path

import pytest
from textual.widgets import Static

from demo.rounds import fresh
from parself import demo
from parself.assessment import store
from parself.report import making
from parself.tui.screens.papers import PapersScreen
from parself.tui.screens.question import QuestionScreen
from parself.tui.screens.round_board import BoardScreen
from tui.sitting import Sitting, sitting, words_of


def outcome(person: Sitting) -> str:
    return words_of(person.screen.query_one("#outcome", Static))


async def test_the_whole_set_is_written_beside_the_assessment(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.press("ctrl+p")
        assert person.sees(PapersScreen)
        await person.press("enter", "enter", "enter")
        await person.wait()
        (file,) = folder.path.parent.glob("*.xlsx")
        assert file.name in outcome(person).replace("\n", "")
        await person.press("enter")
        assert person.sees(QuestionScreen)


async def test_one_paper_in_a_format_of_choice(folder: store.Folder, tmp_path: Path) -> None:
    async with sitting(folder) as person:
        await person.press("ctrl+p", "down", "down", "down", "enter")
        await person.press("down", "down", "enter")
        target = person.field()
        target.value = str(tmp_path / "bang.html")
        await person.press("enter")
        await person.wait()
        text = (tmp_path / "bang.html").read_text(encoding="utf-8")
        assert text.startswith("<!DOCTYPE html>")
        assert text.count("<section") == 1


async def test_each_paper_says_who_reads_it(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.press("ctrl+p")
        summary, letter, *_others = person.options()[1:]
        assert summary.endswith(" lãnh đạo")
        assert letter.endswith(" cấp trên")


async def test_word_is_offered_only_where_it_can_be_made(
    folder: store.Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(making._NEEDS, "docx", "no_such_library")
    async with sitting(folder) as person:
        await person.press("ctrl+p", "enter")
        assert person.offered() == ["xlsx", "html"]


async def test_escape_goes_back_step_by_step(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.press("ctrl+p", "enter", "enter")
        assert person.is_shown("#target")
        await person.press("escape")
        assert person.options()[0].startswith("Excel")
        await person.press("escape")
        assert "form" in person.offered()
        await person.press("escape")
        assert person.sees(QuestionScreen)


async def test_what_cannot_be_written_is_told_and_can_be_tried_elsewhere(
    folder: store.Folder, tmp_path: Path
) -> None:
    async with sitting(folder) as person:
        await person.press("ctrl+p", "enter", "enter")
        person.field().value = str(tmp_path / "khong-co" / "x.xlsx")
        await person.press("enter")
        await person.wait()
        assert "Không có thư mục này" in outcome(person)
        person.field().value = str(tmp_path / "x.xlsx")
        await person.press("enter")
        await person.wait()
        assert (tmp_path / "x.xlsx").exists()


async def test_what_was_typed_last_is_in_the_papers(folder: store.Folder, tmp_path: Path) -> None:
    async with sitting(folder) as person:
        await person.go_to("2.2.1")
        await person.types("12301\r12450\r")
        await person.press("ctrl+p", "down", "down", "down", "enter", "down", "down", "enter")
        person.field().value = str(tmp_path / "x.html")
        await person.press("enter")
        await person.wait()
        assert "1,98" in (tmp_path / "x.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("way", ["named", "typed"])
async def test_papers_are_a_key_away_from_a_rounds_board(tmp_path: Path, way: str) -> None:
    made = fresh(demo.prepare(tmp_path / "demo"))
    round_path = made.round.path
    async with sitting(round_path if way == "named" else None) as person:
        if way == "typed":
            choices = person.offered()
            await person.press(*["down"] * choices.index("browse"), "enter")
            person.field().value = str(round_path)
            await person.press("enter")
        await person.press("p")
        assert person.sees(PapersScreen)
        assert person.offered() == [None, "ranking", "matrix"] or "ranking" in person.offered()
        await person.press("enter", "enter", "enter")
        await person.wait()
        assert list(round_path.parent.glob("*.xlsx"))
        await person.press("enter")
        assert person.sees(BoardScreen)
