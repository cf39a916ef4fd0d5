"""The packs that come with the program: what they teach, figure by figure."""

from decimal import Decimal

import pytest

from parself.assessment.model import Answer
from parself.workshop.checking import points_of
from parself.workshop.loading import find_pack, known_packs
from parself.workshop.pack import Pack

D = Decimal


def pack(name: str) -> Pack:
    return find_pack(name)[0]


@pytest.mark.parametrize("name", known_packs())
def test_every_pack_is_in_order_and_has_time_for_its_rows(name: str) -> None:
    found = pack(name)
    assert sum(one.minutes for one in found.keys) <= found.head.minutes
    assert found.rubric.status.value == "illustrative"
    assert "giả định" in found.head.introduction


def test_half_an_hour_gives_two_of_seven_points() -> None:
    found = pack("suoi-may-30-phut")
    assert (found.key_points, found.rubric.points) == (Decimal(2), Decimal(7))
    assert found.head.minutes == 30
    assert {row: (one.points, one.traps[0].points) for row, one in found.key.items()} == {
        "1.1.1": (Decimal("0.5"), Decimal("0.25")),
        "1.2.1": (Decimal("0.5"), Decimal("0.75")),
        "1.2.2": (Decimal("0.5"), Decimal("0.25")),
        "1.3.2": (Decimal("0.5"), 1),
        "3.4.1": (0, Decimal("2.85")),
        "5.5": (0, Decimal("0.25")),
    }


def test_half_a_day_has_the_figures_of_the_article() -> None:
    found = pack("khe-van-nua-ngay")
    worth = {row: one.points for row, one in found.key.items()}
    trap = {row: one.traps[0].points for row, one in found.key.items() if one.traps}
    assert (worth["7.3.2"], trap["7.3.2"]) == (D("1.73"), D(2))
    assert (worth["3.4.1"], worth["3.4.3"], trap["3.4.3"]) == (D("2.99"), D("0.9"), D(1))
    assert (worth["7.1.1"], trap["7.1.1"]) == (D("0.82"), D(1))
    assert (worth["7.3.5"], trap["7.3.5"]) == (D("0.64"), D("0.61"))
    assert {row[0] for row in worth} == {"3", "7"} and len(worth) == 26
    kinds = {fault.kind.value for fault in found.faults}
    assert kinds >= {"outside-period", "missing-page", "contradiction", "part-above-whole"}


def test_the_reports_of_half_a_day_are_those_that_contradict() -> None:
    found = pack("khe-van-nua-ngay")
    entered = found.key["7.3.5"].right[0].inputs
    assert entered["tiep-nhan.part"] == 18_420 + 87_253 == 105_673
    communes = found.key["3.4.2"].right[0].inputs
    late = sum(int(str(v)) * (1 if k.endswith("whole") else -1) for k, v in communes.items())
    assert late + 61_500 - 61_377 == 314


def test_a_trap_is_known_by_what_was_entered_and_else_by_its_points() -> None:
    found = pack("suoi-may-30-phut")
    visits = found.key["1.3.2"].trap_of(Answer(values={"part": 9, "whole": 28}), Decimal(1))
    assert visits is not None and "lượt" in visits.mistake
    twice = found.key["1.2.1"].traps[1]
    assert found.key["1.2.1"].trap_of(twice.answer, twice.points) == twice
    assert found.key["1.2.1"].trap_of(Answer(), Decimal("0.5")) is None
    assert found.key["1.2.1"].trap_of(Answer(), Decimal(0)) is None


def test_the_rubric_of_a_pack_keeps_only_relations_among_its_rows() -> None:
    found = pack("suoi-may-30-phut")
    assert [check.left for check in found.rubric.checks] == [("1.2.1.count", "1.2.2.count")]
    assert found.rubric.adjustments == () and not found.rubric.standings
    row = found.rubric.rows["1.2.2"]
    assert points_of(found, row, Answer()) is None
