"""What is remembered of values."""

from parself.values import Frozen, remembered


class Point(Frozen):
    x: int


def test_what_is_remembered_is_of_the_very_value_and_of_the_last_ones_only() -> None:
    asked: list[int] = []

    def seen(point: Point) -> int:
        asked.append(point.x)
        return point.x

    known = remembered(seen, most=2)
    one, equal = Point(1), Point(1)
    assert (known(one), known(one), known(equal)) == (1, 1, 1)
    assert asked == [1, 1]
    # A value that is gone leaves its place in memory to others, which are not taken for it.
    assert [known(Point(number)) for number in range(100)] == list(range(100))
    assert (known(one), len(asked)) == (1, 103)
