"""Hostile text is shown as it is written, and runs, hides or breaks nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from rich.segment import Segment
from textual.content import Content

from parself.assessment import store
from parself.assessment.beginning import begin
from parself.assessment.model import Answer, State
from parself.desk import handing_out, recent
from parself.tui.commands import PROGRAM
from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.prompt import PromptScreen
from parself.tui.screens.joining import JoiningScreen
from parself.tui.screens.question import QuestionScreen
from tui.bursts import pasted, settle
from tui.poison import FORBIDDEN, LITERAL, MARKUP, POISON, SEQUENCES, WORD, poisoned
from tui.sitting import NOW, WIDE, Sitting, sitting, standing_at


@pytest.fixture
def hostile(folder: store.Folder) -> store.Folder:
    return poisoned(folder)


def segments(person: Sitting) -> Iterator[Segment]:
    for strip in person.screen._compositor.render_strips():
        yield from strip


def assert_harmless(person: Sitting) -> None:
    """No forbidden character on the screen, and nothing can be followed, or clicked but keys."""
    shown, keys = person.shown, person.screen.active_bindings
    assert not FORBIDDEN & set(shown.replace("\n", ""))
    for segment in segments(person):
        style = segment.style
        assert style is None or style.link is None
        action = style.meta.get("@click") if style else None
        assert action is None or action in {f"app.press('{key}')" for key in keys}


def assert_literal(person: Sitting) -> None:
    """The markup stands there letter by letter, where the line has room for it."""
    shown = person.shown
    assert any(words in shown for words in LITERAL)
    assert_harmless(person)


ROWS = ("1.1.1", "1.1.2", "1.2", "1.3", "2.1", "2.2.1", "2.2.2", "2.2.3", "2.3.2", "3.1", "B1")


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_every_kind_of_row(hostile: store.Folder, size: tuple[int, int]) -> None:
    async with sitting(hostile, size=size) as person:
        for row in ROWS:
            await person.go_to(row)
            assert row in person.words("#title")
            assert_literal(person)
            await person.press("f2")
            assert_literal(person)


@pytest.mark.parametrize("keys", ["f6", "f5", "f3", "f8", "f3 2 .", "f6 l", "f6 d"])
async def test_every_other_screen(hostile: store.Folder, keys: str) -> None:
    async with sitting(standing_at(hostile, "2.2.1"), size=WIDE) as person:
        await person.press(*keys.split())
        assert_literal(person)
        await person.press("f1")
        assert_harmless(person)


WALKED: Final = [
    command
    for command in (*QuestionScreen.OFFERS, *PROGRAM)
    if command.action and command.action not in {"quit_safely", "home", "open_folder"}
]
"""Every command of the face that does not leave the assessment; a new one is in it by itself."""
REACHED: Final = frozenset(
    {
        "ChoiceScreen", "EvidenceScreen", "ExportScreen", "FiguresScreen", "FindScreen",
        "FindingsScreen", "HistoryScreen", "LiftScreen", "PapersScreen",
        "PartsScreen", "ProgressScreen", "ReviewScreen", "ScenariosScreen", "SnippetsScreen",
        "StandingsScreen", "ToBackScreen", "YearsScreen",
    }
)  # fmt: skip


async def test_every_command_with_hostile_data(hostile: store.Folder) -> None:
    """Each is called, gone into and stepped through: nothing of the data commands a terminal."""
    seen = set()
    async with sitting(standing_at(hostile, "2.2.1")) as person:
        for command in WALKED:
            await person.go_to("2.2.1")
            await person.screen.run_action(command.call)
            await settle(person.pilot)
            for key in ("", "down"):
                await person.press(*filter(None, [key]))
                assert_harmless(person)
                seen |= {type(screen).__name__ for screen in person.app.screen_stack}
    assert seen >= REACHED, REACHED - seen


async def test_joining_with_a_hostile_part_and_its_ledger(home: Path) -> None:
    """Names of folders and files, texts of a part, and what is kept of them afterwards."""
    folder = begin(home / "van-quan-2023", "lang-son-huyen-2023", "van-quan")
    odd = home / MARKUP.replace("/", "-") / SEQUENCES.replace("\x00", "").replace("/", "-")
    odd.mkdir(parents=True)
    part = handing_out.give(folder, "tc-kh", odd / "phan", "folder", now=NOW).path
    held = store.load(part)
    answer = Answer(State.ANSWERED, {"part": 9, "whole": 10}, POISON, POISON, who=POISON)
    store.save(held, held.assessment.with_answer("6.1", answer), now=NOW)
    async with sitting(folder, size=WIDE) as person:
        await person.press("ctrl+g", "n")
        for _step in range(2):
            assert_harmless(person)
            person.field().value = str(odd)
            await person.press("enter")
        assert_harmless(person)
        person.field().value = str(odd / "phan")
        await person.press("enter")
        assert person.sees(JoiningScreen)
        await person.press("down")
        # The panel breaks its lines within the markup.
        assert "[red]r" in person.shown
        assert_harmless(person)
        await person.press("l", "enter")
        assert_harmless(person)
        await person.press("enter")
        assert not FORBIDDEN & set("".join(person.told()).replace("\n", ""))
        assert person.answer("6.1").values["part"] == 9
        assert_harmless(person)
        await person.press("escape", "ctrl+g", "down", "down")
        assert_harmless(person)


async def test_the_home_screen_and_its_messages(hostile: store.Folder, home: Path) -> None:
    odd = home / MARKUP.replace("/", "-")
    hostile.path.rename(odd)
    recent.remember(odd, POISON, NOW)
    (odd / "assessment.toml").write_bytes(b"[/x]\n[red]")
    async with sitting(None, size=WIDE) as person:
        assert_literal(person)
        await person.press("enter")
        assert_literal(person)


async def test_an_error_about_a_hostile_file(hostile: store.Folder) -> None:
    rubric = hostile.path / "rubric.toml"
    text = rubric.read_text(encoding="utf-8")
    odd = 'format = 1\n"[/x][red]\\u001b]0;t" = 1\n'
    rubric.write_text(text.replace("format = 1\n", odd), encoding="utf-8")
    async with sitting(hostile, size=WIDE) as person:
        assert "[/x]" in person.words("#words")
        assert_harmless(person)
        await person.press("escape")
        assert person.is_shown("#problem")
        assert "[/x]" in person.words("#problem")
        assert_harmless(person)


async def test_questions_and_prompts_of_our_own(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        for screen in (
            AskScreen(MARKUP, POISON, [("a", MARKUP)]),
            PromptScreen(MARKUP, POISON, MARKUP),
        ):
            person.app.push_screen(screen)
            await settle(person.pilot)
            assert "[red]r[/red]" in person.shown
            person.app.pop_screen()


async def test_clicking_everywhere_runs_nothing_of_it(hostile: store.Folder) -> None:
    async with sitting(standing_at(hostile, "2.2.1")) as person:
        for line in range(5, 21):
            await person.pilot.click(offset=(30, line))
        assert person.app.is_running
        assert person.sees(QuestionScreen)


@pytest.mark.parametrize("field", [0, 1, 2])
async def test_hostile_text_pasted_into_every_field(folder: store.Folder, field: int) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.press(*["down"] * (field + 1))
        person.app.post_message(pasted(POISON + WORD))
        await settle(person.pilot)
        assert_harmless(person)
        kept = person.answer()
        assert not FORBIDDEN & set(kept.explanation + kept.note)
        await person.press("pagedown", "pageup", "f6")
        assert_harmless(person)


async def test_a_text_that_is_too_long_is_told_and_saved_once_it_is_shorter(
    folder: store.Folder,
) -> None:
    async with sitting(standing_at(folder, "2.2.1")) as person:
        await person.press("down", "down")
        person.app.post_message(pasted(WORD))
        await settle(person.pilot)
        person.app.autosave()
        assert person.is_shown("#problem") or len(person.answer().explanation) <= 5000
        await person.press("ctrl+z")
        person.app.autosave()
        assert not person.is_shown("#problem")


async def test_a_folded_search_for_markup_finds_the_row(hostile: store.Folder) -> None:
    async with sitting(hostile, size=WIDE) as person:
        await person.press("f3")
        await person.types("[/x] tổng")
        assert_literal(person)


def test_the_poison_is_poisonous() -> None:
    """Otherwise these tests would prove nothing."""
    from textual.markup import MarkupError

    with pytest.raises(MarkupError):
        Content.from_markup("[/x]")
    assert Content.from_markup("[red]r[/red]").plain == "r"
    assert FORBIDDEN & set(SEQUENCES) == set(SEQUENCES) - set("]0;t52caGk=[31m")
