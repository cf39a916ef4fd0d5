"""What an appraiser reads about a row of a unit."""

from decimal import Decimal
from pathlib import Path

import pytest

from parself import demo
from parself.assessment.model import State
from parself.demo.figures import HANDED_IN
from parself.province import sharing
from parself.province.board import Mark
from parself.province.decisions import Cell
from parself.province.equal import Unequal
from parself.province.hand_in import read_hand_in
from parself.province.officers import Officer
from parself.province.overview import Overview, open_overview
from parself.province.terms import Change
from parself.values import evolve
from parself.words.appraisal_words import standing_words
from parself.words.cell_words import about_words, cell_lines, unequal_words

CELL = Cell("tp-lang-son", "1.1.1")


@pytest.fixture(scope="module")
def ky(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice province's round, appraised half-way."""
    return demo.prepare(tmp_path_factory.mktemp("tinh") / "d").round.path


def told(view: Overview) -> dict[str, str]:
    hand_in = read_hand_in(view.round, CELL.unit)
    return {one.label: one.text for one in cell_lines(view, CELL, hand_in)}


def test_last_years_index_is_told_in_percent(ky: Path) -> None:
    assert told(open_overview(ky))["Năm 2022"] == "chỉ số 90,25%, hạng 1"


def test_who_decided_is_called_by_name(ky: Path) -> None:
    view = open_overview(ky)
    (decided,) = view.standing(CELL)
    assert told(view)[decided.who] == "0,50"
    named = Officer("cchc", "Phòng Cải cách hành chính", login=decided.who, is_lead=True)
    sharing.add(ky, named, Change(decided.who, HANDED_IN, "Phân công"))
    assert told(open_overview(ky))["Phòng Cải cách hành chính"] == "0,50"


def test_a_row_that_does_not_apply_is_told_so_and_without_points(ky: Path) -> None:
    view = open_overview(ky)
    said = evolve(
        view.facts[CELL.unit].rows[CELL.row],
        state=State.NOT_APPLICABLE,
        points=None,
        maximum=Decimal(0),
    )
    assert standing_words(said, Mark.ACCEPTED, Decimal(0)) == "không áp dụng, công nhận"
    facts = view.facts[CELL.unit]
    other = evolve(facts, rows={**facts.rows, CELL.row: said})
    changed = evolve(view, handed={**view.facts, CELL.unit: other})
    assert changed.stand(CELL.unit, CELL.row).points is not None
    assert changed.points(CELL) is None
    assert list(about_words(changed, CELL, None))[1] == "không áp dụng · tối đa 0,00"


def test_of_equal_cases_the_rarest_points_are_told_first_and_few_units_named(ky: Path) -> None:
    view = open_overview(ky)
    codes = list(view.facts)
    points = {code: Decimal("0.50") for code in codes} | {codes[-1]: Decimal("0.20")}
    told = unequal_words(view, Unequal("1.1.1", points))
    assert told.startswith("Cùng trường hợp, khác điểm: 0,20 (")
    assert told.endswith(f" … +{len(codes) - 4})")
