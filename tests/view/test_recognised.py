"""The projection learns from the province's result how much of what is claimed is recognised."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from parself.assessment import store
from parself.assessment.model import Past, PastPoints
from parself.report import ways
from parself.report.case import UnitCase
from parself.returns.model import ReturnedRow, Ruling
from parself.returns.taking import look, take
from parself.submission.bundle import export
from parself.values import evolve
from parself.view.view import View
from returns.samples import ROWS, return_file
from submission.samples import LATER, NOW, make_folder

HALF = Past(2022, {"1.1": PastPoints(Decimal(4), Decimal(2))})
"""Of last year's claims, half was recognised."""


@pytest.fixture
def folder(tmp_path: Path) -> store.Folder:
    """A hand-in that claims 5,40 of 6 points in row 1.1, and nothing in 1.2."""
    made = store.save_past(make_folder(tmp_path / "don-vi"), HALF)
    return export(made, tmp_path / "1.zip", now=NOW).folder


def judged(folder: store.Folder, tmp_path: Path, rows: dict[str, ReturnedRow]) -> View:
    last = folder.assessment.hand_in
    assert last is not None
    file = return_file(tmp_path / "kq.zip", rows=rows, hand_in_digest=last.digest)
    taken = take(folder, look(folder, file), now=LATER)
    return View(taken, taken.assessment)


def test_this_years_result_discounts_what_is_claimed_and_last_years_no_longer_does(
    folder: store.Folder, tmp_path: Path
) -> None:
    assert View(folder, folder.assessment).scores.expected["1.1"].points == Decimal("2.7")
    view = judged(folder, tmp_path, ROWS)
    assert view.recognised.share == Fraction(48, 54)
    assert view.scores.expected["1.1"].points == Decimal("4.8")
    assert view.scores.claimed.points == Decimal("5.4")


def test_a_result_that_concludes_nothing_leaves_last_years_discount(
    folder: store.Folder, tmp_path: Path
) -> None:
    view = judged(folder, tmp_path, {"1.1": ReturnedRow(Ruling.OPEN, Decimal("5.4"))})
    assert view.recognised.share == Fraction(1, 2)


def test_a_claim_that_was_raised_by_the_province_is_not_projected_above_itself(
    folder: store.Folder, tmp_path: Path
) -> None:
    raised = evolve(ROWS["1.1"], appraised=Decimal(6))
    assert judged(folder, tmp_path, {"1.1": raised}).recognised.share == 1


def test_the_paper_says_where_the_discount_comes_from(folder: store.Folder, tmp_path: Path) -> None:
    view = judged(folder, tmp_path, ROWS)
    table = ways.bases(UnitCase(view, LATER.date()))
    told = [[str(cell.value) for cell in line.cells] for line in table.lines]
    assert [line[1] for line in told[1:3]] == ["5.4", "4.8"]
    assert "được kết quả thẩm định công nhận" in told[3][0]
