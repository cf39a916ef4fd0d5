"""Departments of a ministry: no paper, letter or screen has a word of districts or committees."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Static

from cli.shell import good
from parself.assessment import beside, store
from parself.assessment.beginning import begin
from parself.assessment.model import SignOff
from parself.demo.casts import DEPARTMENTS
from parself.demo.figures import filled_in
from parself.desk.round_desk import RoundDesk
from parself.province.overview import open_overview
from parself.province.receiving import merge
from parself.province.round import open_round
from parself.report import district, making, province
from parself.rosters.changing import begun
from parself.rubric.catalogue import find_rubric
from parself.rubric.dump import roster_to_bytes, rubric_to_bytes
from parself.rubric.offices import unit_office
from parself.rubric.peers import Standings, UnitKind
from parself.submission import bundle
from parself.tables.paper import Papers
from parself.tables.terminal import printed
from parself.tui.screens.help import HelpScreen
from parself.tui.screens.question import QuestionScreen
from parself.values import evolve
from parself.view.view import View
from tui.sitting import DOORS, sitting, words_of

TODAY = date(2026, 1, 20)
FOREIGN = re.compile(
    r"huyện|UBND|HĐND|ủy ban nhân dân|chủ tịch|sở nội vụ|văn quan|\btỉnh\b", re.IGNORECASE
)
"""Words of districts, their committees and a province's desk: none belongs to a ministry."""
NAMES = ("Cục Lưu trữ", "Vụ Pháp chế", "Thanh tra")


@pytest.fixture(scope="module")
def ministry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round of a ministry's departments, of which one has not handed in; folders beside it."""
    place = tmp_path_factory.mktemp("bo")
    rubric = evolve(find_rubric(DEPARTMENTS.rubric)[0], roster="bo-cuc", standings="", note="")
    roster = begun("bo-cuc", "Bộ Công vụ", UnitKind.DEPARTMENT, NAMES).roster
    enclosed = {beside.RUBRIC: rubric_to_bytes(rubric), beside.ROSTER: roster_to_bytes(roster)}
    files = []
    for unit in roster.units[:2]:
        office = unit_office(roster, unit)
        answered = filled_in(rubric, unit, Standings("x", "bo-cuc", 2024), DEPARTMENTS, office)
        folder = store.create(place / unit.code, answered, enclosed)
        files.append(bundle.export(folder, place, now=DEPARTMENTS.handed_in).path)
    merge(place / "ky", files, now=DEPARTMENTS.handed_in)
    return place


def unit_view(ministry: Path, *, signed: bool) -> View:
    folder = store.load(ministry / "cuc-luu-tru")
    sign_off = SignOff("Lê A", "Phó Cục trưởng", "Hà Nội", TODAY) if signed else None
    return View(folder, evolve(folder.assessment, sign_off=sign_off))


def foreign(texts: Iterator[str]) -> list[str]:
    return [line for line in texts if FOREIGN.search(line)]


def lines(papers: Papers) -> Iterator[str]:
    return (line for text in printed(papers, 100) for line in text.split("\n"))


@pytest.mark.parametrize("signed", [False, True])
def test_every_paper_of_a_unit_has_its_own_words(ministry: Path, signed: bool) -> None:
    case = making.unit_case(unit_view(ministry, signed=signed), TODAY)
    papers = district.papers(case, [one.id for one in district.REPORTS])
    assert not foreign(lines(papers))
    letter = "\n".join(lines(papers))
    assert "CỤC LƯU TRỮ" in letter
    assert "/BC-CLT" in letter
    assert ("KT. CỤC TRƯỞNG" if signed else "CỤC TRƯỞNG") in letter


def test_every_paper_of_the_round_has_the_ministrys_words(ministry: Path) -> None:
    round_ = open_round(ministry / "ky")
    case = making.round_case(round_, TODAY)
    papers = province.papers(case, [one.id for one in province.reports(round_)])
    assert not foreign(lines(papers))
    assert "BỘ CÔNG VỤ" in "\n".join(lines(papers))


def test_letters_and_reminders_are_the_ministrys(ministry: Path, tmp_path: Path) -> None:
    good("round", "reminders", ministry / "ky", "--format", "html", "-o", tmp_path / "nhac.html")
    good("round", "return", ministry / "ky", "--anyway", "--letter", "html", "-o", tmp_path / "kq")
    pages = [*tmp_path.glob("*.html"), *(tmp_path / "kq").glob("*.html")]
    assert len(pages) == 3
    text = "\n".join(page.read_text("utf-8") for page in pages)
    assert not foreign(iter(text.split("\n")))
    assert "BỘ TRƯỞNG" in text


async def test_every_screen_of_a_unit_has_its_own_words(ministry: Path) -> None:
    async with sitting(ministry / "cuc-luu-tru", size=(130, 45)) as person:
        # The list of editions names every rubric that the program has.
        for name in DOORS.keys() - {"edition"}:
            if not person.sees(QuestionScreen):
                await person.go_to("1.1.1")
            await person.runs(name)
            assert not foreign(iter(person.shown.split("\n"))), name
            await person.press("escape")
            await person.press("escape")


async def test_the_help_of_every_screen_explains_no_committees(ministry: Path) -> None:
    async with sitting(ministry / "cuc-luu-tru", size=(130, 60)) as person:
        await person.press("f1")
        assert person.sees(HelpScreen)
        assert "TLKC" in person.words("#short")
        texts = "\n".join(map(words_of, person.screen.query(Static)))
        assert not foreign(iter(texts.split("\n")))
    async with sitting(None) as person:
        view = open_overview(ministry / "ky")
        person.app.show("round_board:BoardScreen", RoundDesk(ministry / "ky", view))
        await person.wait()
        await person.press("f1")
        assert not foreign(iter(person.words("#short").split("\n")))


async def test_where_a_committee_is_above_the_help_explains_it(tmp_path: Path) -> None:
    folder = begin(tmp_path / "a", "hoa-lam-so-2025", "noi-vu")
    async with sitting(folder) as person:
        await person.press("f1")
        assert "UBND" in person.words("#short")


async def test_the_board_of_the_round_has_the_ministrys_words(ministry: Path) -> None:
    async with sitting(None, size=(130, 45)) as person:
        view = open_overview(ministry / "ky")
        person.app.show("round_board:BoardScreen", RoundDesk(ministry / "ky", view))
        await person.wait()
        assert not foreign(iter(person.shown.split("\n")))
