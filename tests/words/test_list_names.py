"""The names of units in a narrow list."""

from parself.rubric.peers import Roster, Unit
from parself.words.list_names import list_names


def named(*names: str) -> list[str]:
    units = tuple(Unit(f"u{at}", name, f"UBND {name}", name) for at, name in enumerate(names))
    roster = Roster("r", "tỉnh", "đơn vị", "", units=units)
    return [*list_names(roster).values()]


def test_the_word_that_most_names_begin_with_is_left_out() -> None:
    assert named("Huyện Văn Quan", "Huyện Chi Lăng", "TP. Lạng Sơn") == [
        "Văn Quan",
        "Chi Lăng",
        "TP. Lạng Sơn",
    ]


def test_it_stays_where_two_units_would_be_called_the_same() -> None:
    names = ["Huyện Cao Lộc", "Huyện Lạng Sơn", "Lạng Sơn"]
    assert named(*names) == names


def test_it_stays_where_no_word_is_shared_by_most() -> None:
    names = ["Xã Hoàng Đồng", "Phường Chi Lăng"]
    assert named(*names) == names
    assert named() == []
