"""Shares add up: areas and departments each hold every row once, and all claimed points."""

from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parself.assessment import store
from parself.assessment.beginning import begin
from parself.desk.desk import Desk
from parself.rubric import model as m
from parself.submission.parting import cut
from parself.values import evolve
from parself.view.progress import by_area, by_department


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> store.Folder:
    return begin(
        tmp_path_factory.mktemp("progress") / "van-quan", "lang-son-huyen-2023", "van-quan"
    )


ROWS: Final = ("1.1.3", "2.1.1", "3.4.1", "7.1.2", "1.3.2")


@given(st.dictionaries(st.sampled_from(ROWS), st.booleans()))
@settings(max_examples=25, deadline=None)
def test_both_ways_of_sharing_add_up_to_the_whole(
    begun: store.Folder, explained: dict[str, bool]
) -> None:
    desk = Desk(begun)
    for row, backed in explained.items():
        assert desk.enter(row, {"part": 90, "whole": 100}) == ()
        if backed:
            desk.set_explanation(row, "Theo báo cáo.")
    view = desk.view
    own = [item for item in view.rubric.items() if item.source is m.Source.SELF]
    for shares in (by_area(view), by_department(view)):
        assert sum(one.progress.total for one in shares) == len(own)
        assert sum(one.progress.answered for one in shares) == len(explained)
        points = [one.points for one in shares]
        assert sum(one.claimed for one in points) == view.scores.claimed.points
        assert sum(one.backed for one in points) == view.scores.backed.points
        assert sum(one.maximum for one in points) == view.scores.applicable_max
        by_others = view.scores.applicable_max - sum(item.points for item in own)
        assert sum(one.by_others for one in points) == by_others
        assert all(Decimal(0) <= one.backed <= one.claimed <= one.maximum for one in points)


def test_departments_that_answer_for_no_row_are_left_out(begun: store.Folder) -> None:
    listed = [one.id for one in by_department(Desk(begun).view)]
    assert "noi-vu" in listed
    assert "cap-xa" not in listed


def test_a_part_is_shared_among_its_own_rows_only(begun: store.Folder) -> None:
    part = evolve(begun, assessment=cut(begun.assessment, begun.rubric, "tu-phap"))
    view = Desk(part).view
    assert [one.id for one in by_department(view)] == ["tu-phap"]
    assert [(one.id, one.progress.total) for one in by_area(view)] == [("2", 6)]
