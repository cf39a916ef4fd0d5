"""A rubric written as TOML and read again is the same rubric."""

import pytest

from parself.rubric import load, model
from parself.rubric.catalogue import find_rubric
from parself.rubric.dump import rubric_to_bytes
from parself.rubric.identity import scoring_hash
from rubric.samples import RUBRIC

SAMPLE = load.rubric_from_bytes(RUBRIC.encode(), where="sample")
SHIPPED = ("lang-son-huyen-2023", "par-index-tinh-2022", "mau-ngan")


def same(rubric: model.Rubric) -> None:
    again = load.rubric_from_bytes(rubric_to_bytes(rubric), where="again")
    assert again == rubric
    assert scoring_hash(again) == scoring_hash(rubric)


@pytest.mark.parametrize("rubric_id", SHIPPED)
def test_a_shipped_rubric_comes_back_equal(rubric_id: str) -> None:
    same(find_rubric(rubric_id)[0])


def test_every_measure_and_every_scale_comes_back_equal() -> None:
    same(SAMPLE)


def test_defaults_are_left_out_and_short_spellings_used() -> None:
    text = rubric_to_bytes(SAMPLE).decode()
    assert 'source = "self"' not in text
    assert 'title = "Số mô hình"\nmost = 4' in text
    assert 'part = "Đã xong"' in text
