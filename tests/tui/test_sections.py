"""Rows that do not apply and surveys that are not held, on the screens."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from parself import i18n
from parself.assessment import store
from parself.assessment.beginning import begin
from parself.assessment.model import Purpose
from parself.i18n import _
from parself.tui.screens.question import QuestionScreen
from parself.tui.widgets.form import Form
from tui.sitting import WIDE, sitting, standing_at

RUBRIC = Path(__file__).parents[1] / "rubric" / "data" / "sections.toml"
BOXES = {
    "I.1": "Not applicable (the rest counts as the whole section)",
    "II.1": "Not applicable (its points go to the section's other rows)",
    "III.1": "Not applicable (taken out of the maximum)",
}


@pytest.fixture(autouse=True)
def _english(_still: None) -> Iterator[None]:
    i18n.use("en")
    yield
    i18n.use(None)


@pytest.fixture
def sections(home: Path) -> store.Folder:
    """A new assessment by a rubric whose sections each have a rule of their own."""
    return begin(home / "theo-muc", str(RUBRIC), "van-quan", purpose=Purpose.PRACTICE)


@pytest.mark.parametrize(
    ("row", "head"),
    [
        ("I.1", "14,00 points: the rest counts as the whole section"),
        ("II.1", "4,00 points go to the section's other rows"),
        ("III.1", "6,00 points taken out of the maximum"),
    ],
)
async def test_box_and_head_say_what_becomes_of_the_points_of_a_row_in_its_section(
    sections: store.Folder, row: str, head: str
) -> None:
    async with sitting(standing_at(sections, row), size=WIDE) as person:
        assert BOXES[row] in person.shown
        assert not [words for one, words in BOXES.items() if one != row and words in person.shown]
        await person.press("down", "space")
        assert head in person.words("RowHead")


async def test_points_of_a_section_of_which_nothing_applies_leave_the_maximum(
    sections: store.Folder,
) -> None:
    async with sitting(standing_at(sections, "I.1"), size=WIDE) as person:
        await person.press("down", "space")
        await person.go_to("I.2")
        await person.press("down", "space")
        assert "6,00 points taken out of the maximum" in person.words("RowHead")
        assert person.desk.view.scores.applicable_max == 40


async def test_a_survey_is_taken_not_to_be_held_by_the_name_of_the_command(
    sections: store.Folder,
) -> None:
    async with sitting(standing_at(sections, "IV.1"), size=WIDE) as person:
        await person.types("15")
        assert person.answer("IV.1").estimate == 15
        await person.press("f3")
        await person.types(_("Survey held or not"))
        await person.press("enter")
        assert person.desk.view.scores.applicable_max == 40
        assert any("no survey is held" in one for one in person.told())
        await person.runs("standings")
        assert "no survey is held" in person.shown
        await person.press("escape")
        assert not person.save_now().survey_held
        await person.runs("survey")
        assert person.desk.view.scores.applicable_max == 60
        assert any("taken to be held" in one for one in person.told())
        await person.press("ctrl+z")
        assert person.desk.view.scores.applicable_max == 40


async def test_nothing_is_asked_of_a_survey_that_is_not_held(sections: store.Folder) -> None:
    async with sitting(standing_at(sections, "IV.1"), size=WIDE) as person:
        await person.types("15")
        await person.runs("survey")
        assert not list(person.screen.query_one(Form).children)
        assert "no survey is held (taken out of the maximum)" in person.words("#steps")
        assert "20,00 points taken out of the maximum" in person.words("RowHead")
        await person.press("pageup")
        await person.press("pagedown")
        assert person.row == "IV.1"
        await person.press("pageup")
        assert person.row == "III.2"
        await person.go_to("IV.1")
        await person.runs("survey")
        assert person.field().value == "15"


async def test_enter_goes_on_from_a_row_of_which_nothing_is_asked(sections: store.Folder) -> None:
    async with sitting(standing_at(sections, "IV.1"), size=WIDE) as person:
        await person.runs("survey")
        await person.press("enter")
        # It is the last row: the list of all comes after it.
        assert not person.sees(QuestionScreen)


async def test_a_rubric_without_a_survey_takes_no_word_of_one(home: Path) -> None:
    text = RUBRIC.read_text("utf-8").replace('source = "survey"', 'source = "appraiser"')
    (home / "khong.toml").write_text(text.replace("theo-muc", "khong"), encoding="utf-8")
    folder = begin(home / "khong", str(home / "khong.toml"), "van-quan")
    async with sitting(folder) as person:
        await person.runs("survey")
        assert any("no row that a survey scores" in one for one in person.told())
        assert person.desk.assessment.survey_held
