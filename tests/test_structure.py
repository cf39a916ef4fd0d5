"""Plain tables into typed values: strict about kinds, complete about faults, exact about places."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal

import pytest

from parself.errors import Problem, say
from parself.i18n import render, use
from parself.limits import TEXT_LENGTH
from parself.structure import BadShapeError, Reader, bad, show_path, structure, written
from parself.values import Frozen, fields

READER = Reader()
MOMENT = datetime(2023, 12, 5, 10, 42, 7)


class Colour(StrEnum):
    RED = "red"
    GREEN = "light-green"


class Text(Frozen):
    value: str


class Whole(Frozen):
    value: int


class Truth(Frozen):
    value: bool


class Number(Frozen):
    value: Decimal


class Day(Frozen):
    value: date


class Moment(Frozen):
    value: datetime


class Chosen(Frozen):
    value: Colour


class Worded(Frozen):
    value: Literal["full", "zero"]


class NumberOrWord(Frozen):
    value: Decimal | Literal["all"]


class Maybe(Frozen):
    value: int | None = None


class Several(Frozen):
    value: tuple[int, ...] = ()


class Named(Frozen):
    value: Mapping[str, int]


class Nested(Frozen):
    value: Text


CASES: list[tuple[type[Any], list[object], list[object], str]] = [
    (Text, ["", "x", "x" * TEXT_LENGTH], [1, True, None, ["x"], date(2023, 1, 1)], "Text"),
    (Whole, [0, -3], [True, Decimal(1), Decimal("1.5"), "1", None], "whole number"),
    (Truth, [True, False], [0, 1, "true", None], "true or false"),
    (Number, [1, Decimal("1.5")], [True, "1.5", 1.5, None], "A number"),
    (Day, [date(2023, 12, 5)], [MOMENT, "2023-12-05", 20231205, time(1, 2)], "A date"),
    (
        Moment,
        [MOMENT],
        [date(2023, 12, 5), "2023-12-05T10:42:07", MOMENT.replace(tzinfo=UTC)],
        "date and time",
    ),
    (Chosen, ["red", "light-green"], ["RED", "GREEN", "blue", 1, None], "red, light-green"),
    (Worded, ["full", "zero"], ["", "Full", True, 0], "full, zero"),
    (NumberOrWord, [1, Decimal("0.5"), "all"], ["some", True, None, ["all"]], "asked for here"),
    (Maybe, [None, 5], [True, "5", [5]], "whole number"),
    (Several, [[], [1, 2]], ["12", 12, {"a": 1}, None], "A list"),
    (Nested, [{"value": "x"}], ["x", ["value"], None, 1], "A table"),
]
ACCEPTED = [(cls, value) for cls, good, _, _ in CASES for value in good]
REFUSED = [(cls, value, said) for cls, _, bad, said in CASES for value in bad]


def sentence(problem: Problem) -> str:
    use("en")
    try:
        return render(problem.what)
    finally:
        use("vi")


def faults(cls: type[Any], table: Mapping[str, object]) -> dict[str, str]:
    """Return the place and the English sentence of every fault."""
    with pytest.raises(BadShapeError) as caught:
        structure(READER, cls, table, "x.toml")
    return {problem.where: sentence(problem) for problem in caught.value.problems}


# --- kinds


@pytest.mark.parametrize(("cls", "value"), ACCEPTED)
def test_a_value_of_the_right_kind_is_taken_and_written_back_as_it_was(
    cls: type[Any], value: object
) -> None:
    made = structure(READER, cls, {"value": value}, "x.toml")
    kept = written(made).get("value", fields(cls)[0].default)
    assert kept == (tuple(value) if kept == () and isinstance(value, list) else value)


@pytest.mark.parametrize(("cls", "value", "said"), REFUSED)
def test_a_value_of_another_kind_is_refused_and_never_converted(
    cls: type[Any], value: object, said: str
) -> None:
    found = faults(cls, {"value": value})
    assert list(found) == ["x.toml, value"]
    assert said in found["x.toml, value"]


def test_a_whole_number_becomes_a_decimal_where_decimals_are_asked_for() -> None:
    made = structure(READER, Number, {"value": 3}, "x")
    assert isinstance(made.value, Decimal)


def test_a_text_that_is_too_long_is_refused_with_both_lengths() -> None:
    (said,) = faults(Text, {"value": "x" * (TEXT_LENGTH + 1)}).values()
    assert said == "The text is too long (5001; at most 5000)."


def test_a_mapping_takes_any_keys_and_checks_each_value() -> None:
    assert structure(READER, Named, {"value": {"a": 1}}, "x") == Named({"a": 1})
    assert list(faults(Named, {"value": {"a": 1, "b": "2", "c": True}})) == [
        "x.toml, value.b",
        "x.toml, value.c",
    ]


def test_the_whole_file_must_be_a_table() -> None:
    assert faults(Text, ["x"]) == {"x.toml": "A table is asked for here."}  # type: ignore[arg-type]


# --- faults and their places


class Item(Frozen, rename={"from_": "from"}):
    id: str
    points: Decimal
    from_: Decimal | None = None
    parts: tuple[str, ...] = ()


class Area(Frozen):
    id: str
    items: tuple[Item, ...]


class Sheet(Frozen):
    title: str
    areas: tuple[Area, ...]


def item(**changes: object) -> dict[str, object]:
    return {"id": "3.4.1", "points": 3} | changes


def sheet(*items: object) -> dict[str, object]:
    return {"title": "x", "areas": [{"id": "3", "items": list(items)}]}


def test_every_fault_is_told_at_once_each_with_its_place() -> None:
    table = {
        "areas": [
            {"id": "1", "items": [item(points="3", parts=["a", 2, False])]},
            {"id": 2, "items": "none"},
            {"items": [{"id": "4.1"}]},
            "area",
        ],
        "extra": 1,
    }
    told = {
        "x.toml, title": "This key is missing.",
        "x.toml, areas[1].items[3.4.1].points": "A number is asked for here.",
        "x.toml, areas[1].items[3.4.1].parts[#2]": "Text in quotes is asked for here.",
        "x.toml, areas[1].items[3.4.1].parts[#3]": "Text in quotes is asked for here.",
        "x.toml, areas[#2].id": "Text in quotes is asked for here.",
        "x.toml, areas[#2].items": "A list is asked for here.",
        "x.toml, areas[#3].id": "This key is missing.",
        "x.toml, areas[#3].items[4.1].points": "This key is missing.",
        "x.toml, areas[#4]": "A table is asked for here.",
        "x.toml, extra": "The key is not known. Known are: title, areas.",
    }
    # In the order of the class, however the file is ordered.
    assert list(faults(Sheet, table).items()) == list(told.items())


def test_an_unknown_key_names_the_near_one_that_may_be_meant() -> None:
    found = faults(Sheet, sheet(item(point=3)))
    assert found == {
        "x.toml, areas[3].items[3.4.1].point": "The key is not known. Is “points” meant?"
    }


def test_a_field_may_stand_in_a_file_under_another_key() -> None:
    made = structure(READER, Sheet, sheet(item(**{"from": 90})), "x")
    assert made.areas[0].items[0].from_ == 90
    assert written(made.areas[0].items[0])["from"] == 90
    place = "x.toml, areas[3].items[3.4.1]."
    assert list(faults(Sheet, sheet(item(**{"from": "x"})))) == [place + "from"]
    assert list(faults(Sheet, sheet(item(from_=90)))) == [place + "from_"]


def test_a_fault_found_while_building_a_value_is_told_at_that_value() -> None:
    class Even(Frozen):
        value: int

        def __post_init__(self) -> None:
            if self.value % 2:
                raise ValueError(self.value)

    assert faults(Even, {"value": 3}) == {"x.toml": "This value is not of the kind asked for."}


def test_a_rooms_own_hook_may_name_a_place_inside_its_value() -> None:
    def read(value: object) -> Colour:
        raise bad(say("Deep fault."), "inner", 0)

    reader = Reader()
    reader.learn(Colour, read)
    with pytest.raises(BadShapeError) as caught:
        structure(reader, Chosen, {"value": {"inner": [{"id": "a"}]}}, "x")
    assert [problem.where for problem in caught.value.problems] == ["x, value.inner[a]"]


@pytest.mark.parametrize(
    ("table", "path", "shown"),
    [
        ({}, (), ""),
        ({"a": [{"id": "3"}]}, ("a", 0, "points"), "a[3].points"),
        ({"unit": [{"code": "van-quan"}]}, ("unit", 0), "unit[van-quan]"),
        ({"a": [{}]}, ("a", 0), "a[#1]"),
        ({"a": [{"id": 5}]}, ("a", 0), "a[#1]"),
        ({"a": []}, ("a", 3, "b", 1), "a[#4].b[#2]"),
        ({"a": 1}, ("a", "b", "c"), "a.b.c"),
        (None, (0, "a"), "[#1].a"),
    ],
)
def test_a_place_is_shown_by_ids_and_otherwise_by_number(
    table: object, path: tuple[str | int, ...], shown: str
) -> None:
    assert show_path(table, path) == shown


# --- writing back


def test_what_has_its_default_is_left_out() -> None:
    assert written(Item("1", Decimal(3))) == {"id": "1", "points": Decimal(3)}


def test_exact_figures_and_days_are_written_as_they_are() -> None:
    for value in (Number(Decimal("78.50")), Day(date(2023, 12, 5)), Moment(MOMENT)):
        assert written(value)["value"] is value.value


def test_a_choice_is_written_as_its_word() -> None:
    word = written(Chosen(Colour.GREEN))["value"]
    assert word == "light-green"
    assert type(word) is str
