"""How far the job is: every row that the unit scores is counted once, whatever its state."""

from decimal import Decimal
from pathlib import Path

import pytest

from parself.assessment.beginning import begin
from parself.assessment.model import State
from parself.desk.desk import Desk
from parself.rubric.model import Source
from parself.view.job import job
from parself.view.view import Filter


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A new assessment by the district's rubric."""
    return Desk(begin(tmp_path / "van-quan-2023", "lang-son-huyen-2023", "van-quan"))


def contradict(desk: Desk) -> None:
    """Enter 184 late files, and that nothing was late."""
    assert not desk.enter("3.4.1", {"part": 12266, "whole": 12450})
    assert not desk.enter("3.4.2", {field.key: 10 for field in desk.view.fields("3.4.2")})
    desk.set_state("3.4.3", State.NO_INCIDENCE)


def test_every_own_row_of_an_area_is_sound_unproved_wrong_or_open(desk: Desk) -> None:
    contradict(desk)
    for one in job(desk.view).areas:
        own = [item for item in one.area.items if item.source is Source.SELF]
        assert one.sound + one.unproved + one.wrong + one.progress.open == len(own)


def test_a_contradiction_is_one_error_of_its_area_and_all_its_rows_are_wrong(desk: Desk) -> None:
    contradict(desk)
    found = job(desk.view)
    (area,) = [one for one in found.areas if one.errors]
    assert (found.errors, area.area.id, area.errors) == (1, "3", 1)
    assert area.wrong == len(desk.view.asked[0].rows)


def test_rows_without_proof_are_counted_as_their_list_holds_them(desk: Desk) -> None:
    assert not desk.enter("3.4.1", {"part": 98, "whole": 100})
    found = job(desk.view)
    assert found.unproved == len(desk.view.filtered(Filter.UNBACKED)) == 1
    desk.set_explanation("3.4.1", "Theo báo cáo 45/BC-UBND.")
    assert job(desk.view).unproved == 0


def test_areas_add_up_to_the_whole(desk: Desk) -> None:
    assert not desk.enter("3.4.1", {"part": 98, "whole": 100})
    found = job(desk.view)
    assert sum(one.progress.answered for one in found.areas) == found.done == 1
    assert sum(one.progress.total for one in found.areas) == found.total
    claimed = sum((one.points.claimed for one in found.areas), Decimal(0))
    assert claimed == desk.view.scores.claimed.points
