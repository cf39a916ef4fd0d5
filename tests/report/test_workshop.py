"""The papers of a workshop: what a group gets holds nothing of the key, which has a sheet apart."""

from datetime import datetime
from pathlib import Path

import pytest

from parself.report import making, workshop
from parself.report.making import FORMATS
from parself.tables.terminal import printed
from parself.workshop.material import Material, make_session
from workshop.test_group_folder import secrets_of, told_in


@pytest.fixture
def material(tmp_path: Path) -> Material:
    return make_session(tmp_path / "lop", "suoi-may-30-phut", now=datetime(2024, 3, 5))


def test_what_a_group_gets_on_paper_holds_nothing_of_the_key(material: Material) -> None:
    papers = workshop.group_papers(material)
    shown = "\n".join(printed(papers, 400))
    assert told_in(secrets_of(material), shown.encode()) == []
    assert "kể từ ngày ban hành Kế hoạch này" in shown and "Chậm hơn".casefold() in shown.casefold()
    assert "THỰC HÀNH" in papers.warning or "THỰC HÀNH" in shown


def test_the_key_sheet_says_what_is_right_why_and_what_goes_wrong(material: Material) -> None:
    shown = "\n".join(printed(workshop.key_papers(material), 4000))
    held = set(told_in(secrets_of(material), shown.encode()))
    key = material.pack.key.values()
    assert held >= {one.reason for one in key} | {t.mistake for one in key for t in one.traps}
    assert held >= {one.seen for one in material.pack.faults}
    assert "2,00" in shown and "7,00" in shown


def test_the_key_sheet_of_a_day_says_who_comes_where_and_what_goes_wrong(tmp_path: Path) -> None:
    made = make_session(tmp_path / "ngay", "sau-huyen-mot-ngay", now=datetime(2024, 3, 5))
    shown = "\n".join(printed(workshop.key_papers(made), 4000))
    for figure in ("86,45%", "83,30%", "81,24%", "79,95%", "78,00%", "64,95"):
        assert figure in shown
    seen = [one.seen for one in made.pack.mishaps]
    rulings = [ruling.reason for one in made.pack.districts for ruling in one.rulings]
    assert set(told_in(iter([*seen, *rulings]), shown.encode())) == {*seen, *rulings}
    handed = "\n".join(printed(workshop.group_papers(made), 4000))
    assert told_in(iter([*seen, *rulings]), handed.encode()) == []


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("is_key", [True, False])
def test_they_are_made_in_every_form(material: Material, form: str, is_key: bool) -> None:
    papers = (workshop.key_papers if is_key else workshop.group_papers)(material)
    assert len(making.drawn(papers, form)) > 1000
