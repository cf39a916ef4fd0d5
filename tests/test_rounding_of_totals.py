"""An index coarser than its rows: one step for every face, and the same in a spreadsheet.

`rounding.total` rounds the index alone. Points are rounded row by row to `rounding.item`, and their
sums are never rounded again, so that each column still adds up by hand. A step finer than what is
printed is refused where rubrics are checked (`tests/rubric/test_check.py`).
"""

from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Final

import pytest

from assessment.folders import possible_values
from cli.shell import good
from parself.assessment import beginning, store
from parself.assessment.model import Answer, State
from parself.numerals import round_half_up
from parself.report import district
from parself.rubric import model as m
from parself.rubric.catalogue import RUBRICS
from parself.tables import xlsx
from parself.tables.spots import lay_out
from parself.values import evolve
from report.conftest import unit_case
from report.recalculated import recalculated
from report.test_xlsx import needs_office

NOW: Final = datetime(2024, 1, 12, 10, 42, 7)
FINE: Final = b"rounding = { item = 0.01, total = 0.01 }"
STEPS: Final = ("0.25", "1")


def answered(path: Path, step: str) -> store.Folder:
    """Begin an assessment by the short rubric with another step of the index, and answer it."""
    file = path / "mau-ngan.toml"
    coarse = f"rounding = {{ item = 0.01, total = {step} }}".encode()
    file.write_bytes(RUBRICS.bytes_of("mau-ngan").replace(FINE, coarse))
    begun = beginning.begin(path / "a", str(file), "van-quan")
    assert begun.rubric.rounding.total == Decimal(step)
    answers = {
        row.id: Answer(State.ANSWERED, possible_values(row, 3), "Theo báo cáo.")
        for row in begun.rubric.rows.values()
        if row.source is m.Source.SELF
    }
    # 21/40 of two points, rounded: an index between two steps.
    answers["2.2.1"] = Answer(State.ANSWERED, {"part": 971, "whole": 1000}, "Theo báo cáo.")
    return store.save(begun, evolve(begun.assessment, answers=answers), now=NOW)


@pytest.mark.parametrize("step", STEPS)
def test_every_face_rounds_the_index_to_the_step_and_points_to_theirs(
    tmp_path: Path, step: str
) -> None:
    folder = answered(tmp_path, step)
    scores = unit_case(folder).view.scores
    claimed = scores.claimed
    assert claimed.points is not None
    raw = Fraction(claimed.points) / Fraction(scores.applicable_max) * 100
    raw += Fraction(claimed.bonus) - Fraction(claimed.penalty)
    index = round_half_up(raw, Decimal(step))
    assert index != raw
    parts = [scores.subtotal(area.items).claimed for area in folder.rubric.areas]
    assert sum(parts) == claimed.points
    assert Decimal(good("status", folder.path, "--json").json["index"]["claimed"]) == index
    good("export", folder.path, "-o", tmp_path / "gui.zip")
    good("merge", tmp_path / "ky", tmp_path / "gui.zip")
    ranking = good("merge", tmp_path / "ky", tmp_path / "gui.zip", "--json").json["ranking"]
    assert [Decimal(one["index"]) for one in ranking] == [index]


@needs_office
def test_a_spreadsheet_rounds_it_alike(tmp_path: Path) -> None:
    for number, step in enumerate(STEPS):
        work = tmp_path / str(number)
        work.mkdir()
        case = unit_case(answered(work, step))
        papers = district.papers(case, ["table", "projection"], live=True)
        (work / "a.xlsx").write_bytes(xlsx.render(papers))
        book, spots = recalculated(work / "a.xlsx", work), lay_out(papers).named
        scores = case.view.scores
        told = {"index": scores.claimed, "index:backed": scores.backed}
        for name, total in told.items():
            spot = spots[name]
            found = book[spot.sheet].cell(spot.row + 1, spot.column + 1).value
            assert Decimal(str(found)) == total.index, (step, name)
