"""What is published, as a table and as JSON: ties, units without a place, points by row."""

from datetime import datetime
from decimal import Decimal

from parself.assessment.model import Purpose
from parself.province.snapshot import PublishedRow, PublishedUnit, Snapshot
from parself.province.unranked import Why
from parself.report.published import as_json, columns, in_order
from parself.rubric.identity import RubricIdentity
from parself.tables.data import Json
from parself.tables.terminal import listed
from parself.values import evolve
from parself.words.publication_words import content_words, tie_words

A = PublishedUnit(
    "a",
    "Huyện A",
    place=1,
    index=Decimal("85.12"),
    exact="2128/25",
    band="Khá",
    claimed=Decimal(50),
    appraised=Decimal(49),
    survey=Decimal(30),
    maximum=Decimal(100),
    areas={"1": Decimal("1.5")},
    points={"1.1": Decimal("1.5")},
    claims={"1.1": Decimal(2)},
    open=("1.2",),
)
B = evolve(A, code="b", name="Huyện B", exact="425599/5000")
C = PublishedUnit("c", "Huyện C", Why.SURVEY, claimed=Decimal(60), not_applicable=("1.2",))
WHEN = datetime(2024, 3, 5, 9, 0)
ROWS = tuple(PublishedRow(one, one, Decimal(2), one) for one in ("1.1", "1.2"))


def of(*units: PublishedUnit) -> Snapshot:
    identity = RubricIdentity("r", "1", "0")
    return Snapshot(
        1, "id", 1, 2023, Purpose.REAL, "r", identity, WHEN, "lan", rows=ROWS, units=units
    )


def test_places_that_only_rounding_made_equal_are_told_first_with_what_was_rounded() -> None:
    equal = [
        evolve(A, code=code, name=code, place=3, index=Decimal(70), exact="70") for code in "xy"
    ]
    said = list(tie_words(of(*equal, A, B)))
    assert len(said) == 2
    assert "85.119800" in said[0].replace(",", ".") and "85.120000" in said[0].replace(",", ".")
    assert "x, y" in said[1]


def test_json_tells_of_ties_and_of_every_row() -> None:
    told = as_json(of(A, C, B))
    assert told["ties"] == [{"place": 1, "by_rounding": True, "units": ["a", "b"]}]
    units = told["units"]
    assert isinstance(units, list)
    assert [one["unit"] for one in units] == ["a", "b", "c"]
    assert units[1]["exact"] == "85.11980000"
    assert (units[2]["place"], units[2]["reason"]) == (None, "survey")
    assert _row(units[0], "1.1") == ("2.00", "1.50", True, True)
    assert _row(units[0], "1.2") == (None, None, True, False)
    assert not next(one for one in units[2]["rows"] if one["row"] == "1.2")["applies"]


def _row(unit: Json, row: str) -> tuple[object, ...]:
    rows = unit["rows"]
    assert isinstance(rows, list)
    found = next(one for one in rows if one["row"] == row)
    return found["claimed"], found["points"], found["applies"], found["decided"]


def test_units_without_a_place_stand_last_with_the_reason() -> None:
    found = of(C, A)
    assert [one.code for one in in_order(found)] == ["a", "c"]
    assert any(words.endswith(": Huyện C.") for words in content_words(found))
    assert listed(columns(found), in_order(found))[-1].lstrip().startswith("–")
