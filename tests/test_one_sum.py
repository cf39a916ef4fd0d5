"""One sum at every door that computes an index, where rows of a section do not apply."""

from decimal import Decimal
from pathlib import Path

import pytest

from parself.assessment.model import Answer, Assessment, State
from parself.province import publishing, stages
from parself.province.appraising import ACCEPTED, decide
from parself.province.decisions import Cell
from parself.province.losing import reach
from parself.province.officers import Share
from parself.province.overview import open_overview
from parself.province.receiving import merge
from parself.province.work import decided
from parself.rubric.identity import RubricIdentity, scoring_hash
from parself.rubric.load import rubric_from_bytes
from parself.scoring.score import claims_of
from parself.workshop.districts import District, Entered
from parself.workshop.pack import Pack, PackHead
from parself.workshop.playing import outcome
from province.desks import WHY, desk, with_officers
from submission.samples import NOW, RUBRIC, UNITS, build, make_folder, roster

ROW = """
title = "Dòng"
department = "noi-vu"
measure = { kind = "given" }
evidence = ["Báo cáo"]
not_applicable = "unit"
"""
HEAD = RUBRIC.partition("[[area]]")[0].replace("points = 10", "points = 40")


def row(at: str, name: str, points: str) -> str:
    return f'[[area.{at}]]\nid = "{name}"\npoints = {points}{ROW}\n'


SECTIONS = (
    f"{HEAD}\n"
    '[[area]]\nid = "1"\ntitle = "Quy đổi"\npoints = 20\nwhen_not_applicable = "rescale"\n'
    + row("criterion", "1.1", "14")
    + row("criterion", "1.2", "6")
    + '[[area]]\nid = "2"\ntitle = "Chia đều"\npoints = 10\nwhen_not_applicable = "share"\n'
    + row("criterion", "2.1", "4")
    + row("criterion", "2.2", "3")
    + row("criterion", "2.3", "3")
    + '[[area]]\nid = "3"\ntitle = "Nhiều cấp"\npoints = 10\n'
    + '[[area.criterion]]\nid = "3.1"\ntitle = "Nhóm"\npoints = 10\n'
    + '[[area.criterion.criterion]]\nid = "3.1.1"\ntitle = "Mục"\npoints = 7\n'
    + 'when_not_applicable = "rescale"\n'
    + row("criterion.criterion.item", "3.1.1.a", "4")
    + row("criterion.criterion.item", "3.1.1.b", "3")
    + row("criterion.criterion", "3.1.2", "3")
)
GIVEN = {"1.2": "4", "2.2": "3", "2.3": "1.5", "3.1.1.b": "2"}
AWAY = ("1.1", "2.1", "3.1.1.a", "3.1.2")
# 4 of 6 are 13,33 of 20; 5 and 2,5 of 10; 2 of 3 are 4,67 of 7, and 3.1.2 leaves the maximum.
CLAIMED, MOST, INDEX = Decimal("25.50"), Decimal("37.00"), Decimal("68.92")
PARSED = rubric_from_bytes(SECTIONS.encode(), where="rubric.toml")
HELD = Assessment(
    UNITS[0],
    2023,
    RubricIdentity("bo-mau", "1", scoring_hash(PARSED)),
    answers={
        **{one: Answer(State.ANSWERED, {"points": Decimal(p)}) for one, p in GIVEN.items()},
        **{one: Answer(State.NOT_APPLICABLE) for one in AWAY},
    },
)


@pytest.fixture
def round_(tmp_path: Path) -> Path:
    """A round to which one unit handed in."""
    path = tmp_path / "a.zip"
    path.write_bytes(build(make_folder(tmp_path / "a", HELD, rubric_text=SECTIONS), sequence=1))
    merge(tmp_path / "vong", [path], now=NOW)
    return tmp_path / "vong"


def accepted(round_: Path, who: str = "") -> None:
    rows = [one.id for one in PARSED.items()]
    decided(
        round_,
        who,
        NOW,
        lambda view, act: [decide(view, Cell(UNITS[0], one), ACCEPTED, act) for one in rows],
    )


def test_at_the_unit() -> None:
    unit = roster().units[0]
    found = claims_of(PARSED, unit, HELD)
    assert (found.claimed.points, found.applicable_max) == (CLAIMED, MOST)
    assert found.claimed.index == INDEX


def test_on_the_board_and_in_what_is_published(round_: Path) -> None:
    accepted(round_)
    view = open_overview(round_)
    known = view.figures[UNITS[0]]
    assert (known.claimed, known.expected, known.maximum) == (CLAIMED, CLAIMED, MOST)
    assert known.index == INDEX
    assert reach(view, UNITS[0]) == (CLAIMED, CLAIMED)
    stages.close(round_, WHY, despite=True)
    one = publishing.snapshot(open_overview(round_), WHY).unit(UNITS[0])
    assert one is not None
    assert (one.index, one.claimed, sum(one.areas.values())) == (INDEX, CLAIMED, CLAIMED)


def test_in_the_share_of_an_officer_who_has_all_rows(round_: Path, tmp_path: Path) -> None:
    view = open_overview(desk(with_officers(round_, an=Share((UNITS[0],))), "an", tmp_path))
    facts, known = view.facts[UNITS[0]], view.figures[UNITS[0]]
    assert (facts.points, facts.applicable_max) == (CLAIMED, MOST)
    assert (known.claimed, known.expected) == (CLAIMED, CLAIMED)


def test_in_the_share_of_a_section_it_counts_as_at_the_lead(round_: Path, tmp_path: Path) -> None:
    share = Share((UNITS[0],), ("2.1", "2.2", "2.3"))
    view = open_overview(desk(with_officers(round_, an=share), "an", tmp_path))
    facts = view.facts[UNITS[0]]
    assert (facts.points, facts.applicable_max) == (Decimal("7.50"), Decimal(10))


def test_in_a_district_of_a_workshop() -> None:
    best = tuple(
        Entered(one, {}, State.NOT_APPLICABLE)
        if one in AWAY
        else Entered(one, {"points": Decimal(GIVEN[one])})
        for one in PARSED.rows
    )
    none = Decimal(0)
    district = District(UNITS[0], CLAIMED, CLAIMED, none, INDEX, 1, {})
    pack = Pack(PackHead("goi", "1", "Gói", 30, "", "bo-mau"), PARSED, roster(), best=best)
    found = outcome(pack, roster().units[0], district)
    assert (found.claimed, found.appraised, found.index) == (CLAIMED, CLAIMED, INDEX)
