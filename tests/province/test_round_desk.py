"""A sitting with a round: read again only where somebody wrote in its folder."""

from pathlib import Path

from parself.desk.round_desk import RoundDesk
from parself.province import terms
from parself.province.calendar import Dates
from parself.province.overview import open_overview
from province.desks import WHY, judge


def test_a_round_is_read_again_only_where_somebody_wrote_in_its_folder(landed: Path) -> None:
    desk = RoundDesk(landed, open_overview(landed))
    desk.reread_if_touched()
    before = desk.view
    desk.reread_if_touched()
    assert desk.view is before
    judge(landed, "1.1", "0.5")
    desk.reread_if_touched()
    assert desk.view.appraisal != before.appraisal
    decided = desk.view
    terms.set_dates(landed, Dates(), WHY)
    desk.reread_if_touched()
    assert desk.view is not decided
