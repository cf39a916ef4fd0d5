"""An annex on the screens: every row beside its text, decided, and kept as a rubric."""

from pathlib import Path

import pytest

from issued.made import rows, sheet
from parself.issued.decisions import file_beside
from parself.rubric import catalogue
from parself.rubric.load import rubric_from_bytes
from parself.tui.dialogs.ask import AskScreen
from parself.tui.screens.annex import AnnexScreen
from parself.tui.screens.home import HomeScreen
from parself.tui.screens.new import NewScreen
from parself.tui.widgets.rows import Rows
from tui.sitting import Sitting, sitting

ANNEX = Path(__file__).parents[1] / "issued" / "annexes" / "kieu-d.docx"


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep rubrics in a folder of the test's own."""
    monkeypatch.setattr(catalogue, "own_folder", lambda: tmp_path / "own")
    return tmp_path / "own"


async def opened(person: Sitting) -> None:
    """Open the annex from the first screen, as a person does."""
    assert person.sees(HomeScreen)
    await person.press("l")
    await person.types(f"{ANNEX}\r")
    await person.wait()


def keys(person: Sitting) -> list[str]:
    rows = person.app.screen.query_one(Rows)
    return [str(rows.get_option_at_index(at).id) for at in range(rows.option_count)]


async def test_every_row_is_listed_and_only_those_to_decide_on_demand() -> None:
    async with sitting(None) as person:
        await opened(person)
        assert person.sees(AnnexScreen)
        assert len(keys(person)) == 11
        assert person.app.screen.query_one(Rows).key == "1.5"
        await person.press("l")
        assert keys(person) == ["1.5", "2.5"]


async def test_a_decision_and_the_rubric_are_kept(own: Path) -> None:
    async with sitting(None) as person:
        await opened(person)
        await person.press("l", "down", "enter")
        assert person.sees(AskScreen)
        await person.press("enter")
        await person.wait()
        assert keys(person) == ["1.5"]
        await person.press("k")
        await person.wait()
    (path,) = (one for one in own.glob("*.toml") if not one.name.endswith(".cach-hieu.toml"))
    rubric = rubric_from_bytes(path.read_bytes(), where=path.name)
    assert rubric.rows["2.5"].measure.kind == "ratio"
    assert file_beside(path).is_file()


async def test_a_second_edition_stands_beside_the_first(own: Path) -> None:
    async with sitting(None) as person:
        await opened(person)
        await person.press("l", "down", "enter")
        await person.press("enter")
        await person.press("k", "escape")
        await person.wait()
        await opened(person)
        await person.press("l")
        assert keys(person) == ["1.5"]
        await person.press("k")
        assert person.sees(AskScreen)
        await person.press("enter")
        await person.wait()
    kept = [one for one in own.glob("*.toml") if not one.name.endswith(".cach-hieu.toml")]
    assert len(kept) == 2
    assert all(file_beside(one).is_file() for one in kept)
    rubrics = [rubric_from_bytes(one.read_bytes(), where=one.name) for one in kept]
    assert {one.id for one in rubrics} == {one.stem for one in kept}


async def test_what_is_no_annex_is_told_and_nothing_opens(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7")
    async with sitting(None) as person:
        await person.press("l")
        await person.types(f"{path}\r")
        await person.wait()
        assert not person.sees(AnnexScreen)


async def test_a_new_assessment_may_begin_with_an_annex(own: Path) -> None:
    async with sitting(None) as person:
        await person.press("n")
        await person.types("phụ lục\r")
        await person.wait()
        await person.types(f"{ANNEX}\r")
        await person.wait()
        assert person.sees(AnnexScreen)
        await person.press("k", "escape")
        await person.wait()
        screen = person.app.screen
        assert isinstance(screen, NewScreen)
        offered = screen.choices()
    assert next(own.glob("*.toml")).stem in [rubric for rubric, _label in offered]


async def test_the_rubric_may_be_for_units_that_are_listed_already(own: Path) -> None:
    rosters = own / "rosters"
    rosters.mkdir(parents=True)
    roster = catalogue.find_roster("hoa-lam-65-xa")[1]
    (rosters / "hoa-lam-65-xa.toml").write_bytes(roster)
    async with sitting(None) as person:
        await opened(person)
        await person.press("k")
        assert person.sees(AskScreen)
        await person.press("enter")
        await person.wait()
    (path,) = own.glob("*.toml")
    assert rubric_from_bytes(path.read_bytes(), where=path.name).roster == "hoa-lam-65-xa"


async def test_texts_that_no_row_has_are_shown_and_take_no_decision(tmp_path: Path) -> None:
    annex = tmp_path / "phu-luc.xlsx"
    lines = rows(("1", "Họp", "2", "Hội đồng xem xét"))
    lines[1] = (*lines[1], "Vi phạm thì trừ 1 điểm")
    annex.write_bytes(sheet([*lines, (), ("Gửi chậm: trừ 0,5 điểm vào tổng điểm.",)]))
    async with sitting(None) as person:
        await person.press("l")
        await person.types(f"{annex}\r")
        await person.wait()
        await person.press("l", "end")
        assert len(keys(person)) == 1 + 2
        await person.press("enter")
        assert person.sees(AnnexScreen)
