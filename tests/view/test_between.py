"""What lies between us and another unit is told as far as it was published of both."""

from decimal import Decimal

from parself.rubric.peers import FigureStatus, PublishedPart, Standing, Standings
from parself.view.between import part_gaps


def standing(code: str, *parts: tuple[str, str, str]) -> Standing:
    told = tuple(PublishedPart(title, Decimal(points), Decimal(of)) for title, points, of in parts)
    return Standing(code, FigureStatus.OFFICIAL, Decimal(80), part=told)


def table(*units: Standing) -> Standings:
    return Standings("bang", "cac-don-vi", 2022, units=units)


def test_a_part_published_of_both_tells_its_gap() -> None:
    known = table(
        standing("ours", ("Khảo sát", "16.4", "22"), ("Báo cáo", "50", "68")),
        standing("theirs", ("Khảo sát", "18.9", "22")),
    )
    (one,) = part_gaps(known, "ours", "theirs")
    assert (one.title, one.ours, one.theirs, one.gap) == (
        "Khảo sát",
        Decimal("16.4"),
        Decimal("18.9"),
        Decimal("2.5"),
    )


def test_parts_out_of_another_maximum_are_not_compared() -> None:
    known = table(
        standing("ours", ("Khảo sát", "16.4", "22")), standing("theirs", ("Khảo sát", "28", "32"))
    )
    assert part_gaps(known, "ours", "theirs") == ()


def test_of_a_unit_that_nothing_was_published_of_nothing_is_told() -> None:
    assert part_gaps(table(standing("ours", ("Khảo sát", "16", "22"))), "ours", "theirs") == ()
