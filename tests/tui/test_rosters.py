"""Rosters on the screens: made from names, changed, pasted into, asked for where one is missing."""

from pathlib import Path

import pytest
from textual.widget import Widget

from parself.assessment import store
from parself.desk import recent
from parself.rosters import keeping
from parself.rubric import catalogue
from parself.rubric.dump import rubric_to_bytes, standings_to_bytes
from parself.tui.dialogs.paste_text import TableArea
from parself.tui.screens.home import HomeScreen
from parself.tui.screens.new import NewScreen
from parself.tui.screens.roster import RosterScreen
from parself.tui.screens.rosters import RostersScreen
from parself.tui.widgets.fields import FaultLine
from parself.tui.widgets.footer import KeyLine
from parself.tui.widgets.row_table import RowTable
from parself.tui.widgets.typing import VnInput
from parself.values import evolve
from tui.sitting import Sitting, sitting

FIGURES = "Tên đơn vị\tChỉ số năm 2025\tHạng\nSở Nội vụ\t81\t1\nSở Y tế\t80\t2\n"


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep rosters in a folder of the test's own."""
    monkeypatch.setattr(catalogue, "own_folder", lambda: tmp_path / "own")
    return tmp_path / "own"


async def opened(person: Sitting) -> None:
    person.app.show("rosters:RostersScreen")
    await person.wait()


async def made(person: Sitting) -> None:
    await opened(person)
    await person.press("t")
    await person.types("hoa-lam-so\rtỉnh Hòa Lâm\rdepartment\rSở Nội vụ; Thanh tra tỉnh\r")
    await person.wait()


def lines(person: Sitting) -> list[str]:
    rows = person.app.screen.query_one(RowTable).rows
    return [str(rows.get_option_at_index(at).prompt) for at in range(rows.option_count)]


async def test_a_roster_made_from_names_is_kept_and_opened() -> None:
    async with sitting(None) as person:
        await made(person)
        assert person.sees(RosterScreen)
        assert [unit.number for unit in keeping.find("hoa-lam-so").roster.units] == ["SNV", "TTT"]
        assert "/BC-SNV" in lines(person)[0]
        assert "Chánh Thanh" in lines(person)[1]


async def test_a_unit_is_changed_added_and_taken_out() -> None:
    async with sitting(None) as person:
        await made(person)
        await person.press("enter")
        fields = {field.name: field for field in person.app.screen.query(VnInput)}
        fields["head"].value = "Quyền Giám đốc"
        fields["sub_units"].focus()
        await person.press("enter")
        assert keeping.find("hoa-lam-so").roster.units[0].head == "Quyền Giám đốc"
        await person.press("t")
        await person.types("Sở Y tế" + "\r" * 7)
        await person.wait()
        codes = [unit.code for unit in keeping.find("hoa-lam-so").roster.units]
        assert codes == ["so-noi-vu", "thanh-tra-tinh", "so-y-te"]
        await person.press("x", "enter")
        await person.wait()
        assert len(keeping.find("hoa-lam-so").roster.units) == 2


async def test_what_was_pasted_is_taken_whole_or_not_at_all() -> None:
    async with sitting(None) as person:
        await made(person)
        await person.press("d")
        person.app.screen.query_one(TableArea).load_text(FIGURES.replace("81", "181"))
        await person.wait()
        await person.press("f2")
        assert not person.sees(RosterScreen)
        person.app.screen.query_one(TableArea).load_text(FIGURES)
        await person.wait()
        await person.press("f2")
        await person.wait()
        found = keeping.find("hoa-lam-so")
        assert found.standings is not None
        assert (found.standings.year, found.standing("so-y-te").rank) == (2025, 2)


async def test_a_rubric_whose_roster_is_missing_offers_to_make_it(own: Path) -> None:
    rubric = evolve(catalogue.find_rubric("mau-ngan")[0], id="moi", roster="chua-co", standings="")
    own.mkdir()
    (own / "moi.toml").write_bytes(rubric_to_bytes(rubric))
    async with sitting(None) as person:
        assert person.sees(HomeScreen)
        person.app.show("new:NewScreen", person.app)
        await person.wait()
        await person.types("moi\r")
        assert person.sees(NewScreen)
        await person.types("\r")
        await person.wait()
        await person.press("enter")
        await person.types("tỉnh Hòa Lâm\rdepartment\rSở Nội vụ\r")
        await person.wait()
        assert keeping.is_known("chua-co")
        await person.press("escape")
        assert person.sees(RostersScreen)
        await person.press("escape")
        await person.wait()
        assert person.sees(NewScreen)
        assert "so-noi-vu" in person.offered()


async def test_of_several_tables_of_last_year_one_is_chosen_and_told(own: Path) -> None:
    rubric = evolve(catalogue.find_rubric("mau-ngan")[0], id="moi", standings="")
    (own / "standings").mkdir(parents=True)
    (own / "moi.toml").write_bytes(rubric_to_bytes(rubric))
    older = evolve(catalogue.find_standings("lang-son-2022")[0], id="cu", year=2020, source="QĐ 9")
    (own / "standings" / "cu.toml").write_bytes(standings_to_bytes(older))
    async with sitting(None) as person:
        person.app.show("new:NewScreen", person.app)
        await person.wait()
        await person.types("moi\rvan-quan\r\r")
        assert person.offered()[:2] == ["lang-son-2022", "cu"]
        assert "2020 · QĐ 9" not in person.words("#summary")
        await person.press("down", "enter")
        assert "2020 · QĐ 9" in person.words("#summary")
        await person.press("enter")
        await person.wait()
        folder = store.load(recent.home_folder() / "van-quan-2023")
        assert folder.standings == older


async def test_the_keys_of_a_long_form_stay_in_view_in_a_low_window(own: Path) -> None:
    async with sitting(None, size=(80, 24)) as person:
        await made(person)
        await person.press("enter")
        fields = list(person.screen.query(VnInput))
        assert len(fields) > 12
        for field in fields:
            assert person.screen.focused is field
            assert in_view(person, field)
            assert in_view(person, person.screen.query_one(KeyLine))
            await person.press("down")
        fields[2].value = "mười"
        fields[-1].focus()
        await person.press("enter")
        fault = next(one for one in person.screen.query(FaultLine) if one.has_class("shown"))
        assert in_view(person, fault)
        assert in_view(person, person.screen.query_one(KeyLine))


def in_view(person: Sitting, widget: Widget) -> bool:
    """Say whether a widget is wholly within what is painted of the window's box."""
    place = person.screen.find_widget(widget)
    return place.visible_region == place.region
