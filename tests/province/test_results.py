"""The table of a round: places by claimed index, and nobody left out in silence."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from parself.province.results import Claim, results
from submission.samples import UNITS, roster

modest = settings(max_examples=100, deadline=None)


def claim(index: str | None, points: str = "5") -> Claim:
    return Claim(Decimal(points), Decimal(100), None if index is None else Decimal(index))


def test_units_are_ranked_by_index_and_ties_share_a_place() -> None:
    table = results(
        roster(),
        {
            UNITS[0]: claim("70"),
            UNITS[1]: claim("90"),
            UNITS[2]: claim("70"),
            UNITS[3]: claim("60"),
        },
    )
    assert [(place.rank, place.unit.code) for place in table.ranked] == [
        (1, UNITS[1]),
        (2, UNITS[0]),
        (2, UNITS[2]),
        (4, UNITS[3]),
    ]


def test_points_and_index_are_those_claimed() -> None:
    (place,) = results(roster(), {UNITS[4]: claim("70.5", "7.05")}).ranked
    assert (place.points, place.index) == (Decimal("7.05"), Decimal("70.5"))


def test_a_unit_without_a_figure_that_counts_is_received_but_not_ranked() -> None:
    table = results(roster(), {UNITS[5]: None, UNITS[2]: claim(None)})
    assert table.ranked == ()
    assert [unit.code for unit in table.unranked] == [UNITS[2], UNITS[5]]


def test_missing_units_stand_in_the_rosters_order() -> None:
    table = results(roster(), {UNITS[3]: claim("1")})
    assert [unit.code for unit in table.missing] == [*UNITS[:3], *UNITS[4:]]


figures = st.none() | st.decimals(0, 100, places=2)


@modest
@given(
    st.dictionaries(
        st.sampled_from(UNITS), st.none() | st.builds(Claim, st.just(Decimal(1)), figures)
    )
)
def test_every_unit_is_in_exactly_one_list(claims: dict[str, Claim | None]) -> None:
    """Law: ranked, unranked and missing together are the roster."""
    table = results(roster(), claims)
    listed = [place.unit for place in table.ranked] + [*table.unranked, *table.missing]
    assert sorted(unit.code for unit in listed) == sorted(UNITS)
