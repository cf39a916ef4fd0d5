"""What an index is made of, in words."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from parself import i18n
from parself.assessment.beginning import begin
from parself.assessment.model import Purpose
from parself.desk.desk import Desk
from parself.scoring.score import Scores, Total
from parself.values import evolve
from parself.words.score_words import carried_words, index_words


@pytest.fixture(autouse=True)
def _vietnamese() -> Iterator[None]:
    i18n.use("vi")
    yield
    i18n.use(None)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(begin(tmp_path / "vq", "mau-ngan", "van-quan", purpose=Purpose.PRACTICE))


def carried(desk: Desk) -> str:
    return carried_words(desk.view.scores, desk.view.folder.standings)


def test_an_empty_assessment_says_that_its_index_is_last_years(desk: Desk) -> None:
    assert carried(desk) == "Chưa chấm tiêu chí nào: 78,50% là chỉ số năm 2022."


def test_with_one_row_answered_it_no_longer_is(desk: Desk) -> None:
    assert desk.enter("2.2.1", {"part": 90, "whole": 100}) == ()
    assert carried(desk) == ""


def with_total(scores: Scores, points: str, index: str) -> Scores:
    total = Total(Decimal(points), Decimal(index))
    return evolve(scores, claimed=total, backed=total, floor=total, ceiling=total, projected=total)


def test_how_the_index_comes_out_of_points_is_said_where_they_differ(desk: Desk) -> None:
    scores = desk.view.scores
    assert list(index_words(with_total(scores, "50", "50"))) == []
    (said,) = index_words(with_total(scores, "50", "51"))
    assert said.startswith("Chỉ số = điểm ÷ ")


def test_what_the_two_ends_mean_is_said_while_they_differ(desk: Desk) -> None:
    assert any(said.startswith("Thấp nhất: ") for said in index_words(desk.view.scores))
