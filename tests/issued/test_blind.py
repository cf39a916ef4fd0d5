"""Three annexes made by someone who had not seen the reader, with what each row must be read as."""

from decimal import Decimal
from pathlib import Path

import pytest

from issued.made import read
from parself.issued.reading import Issued
from parself.numerals import round_half_up
from parself.rubric import model as m
from parself.rules.amounts import Context, Values
from parself.rules.kinds import amount_of, row_fields, worth

HERE = Path(__file__).parent / "annexes"


@pytest.fixture(scope="module")
def annexes() -> dict[str, Issued]:
    return {path.stem: read(path.read_bytes(), path.name) for path in HERE.glob("kieu-*")}


def points(row: m.Row, values: Values) -> Decimal:
    exact, _ = worth(row, amount_of(row, values, Context(2026)))
    return round_half_up(exact)


def share(part: int, whole: int) -> Values:
    return {"part": part, "whole": whole}


@pytest.mark.parametrize(
    ("annex", "row", "values", "expected"),
    [
        ("kieu-a", "I.1.2", share(9, 10), "1"),
        ("kieu-a", "I.1.2", share(91, 100), "2"),
        ("kieu-a", "I.2.1", share(3, 20), "1.50"),
        ("kieu-a", "I.2.2", {"count": 3}, "3"),
        ("kieu-a", "II.1.1", share(97, 100), "4.85"),
        ("kieu-a", "II.1.2", {"thu": True, "cong-khai-tren-trang-cua-xa": False}, "0"),
        ("kieu-b", "1.1", {"count": 3}, "15"),
        ("kieu-b", "1.1", {"count": 5}, "20"),
        ("kieu-b", "1.3", share(60, 100), "7.50"),
        ("kieu-c", "B.2.a", {"value": Decimal("88.2"), "base": Decimal("88.2")}, "20"),
        ("kieu-c", "B.2.a", {"value": Decimal("88.1"), "base": Decimal("88.2")}, "0"),
        ("kieu-d", "1.1.2", share(10, 10), "3"),
        ("kieu-d", "1.1.2", share(9, 10), "2"),
        ("kieu-d", "1.1.2", share(79, 100), "0"),
        ("kieu-d", "1.2", {"so-bao-cao-gui-cham": 1, "so-bao-cao-khong-gui": 1}, "1.25"),
        ("kieu-d", "1.4", {"count": 1}, "1"),
        ("kieu-d", "1.4", {"count": 5}, "2"),
        ("kieu-d", "2.1", share(90, 100), "5.40"),
        ("kieu-d", "2.1", share(89, 100), "0"),
        ("kieu-d", "2.2", share(35, 100), "2"),
        ("kieu-d", "2.2", share(70, 100), "4"),
        ("kieu-d", "2.4", share(80, 100), "1.50"),
        ("kieu-e", "A.1.1", share(60, 100), "1"),
        ("kieu-e", "A.2.3", share(99, 100), "0"),
        ("kieu-e", "C.1", {"count": 3}, "2"),
        ("kieu-e", "C.2", {"count": 3}, "0.60"),
        ("kieu-e", "C.2", {"count": 9}, "1"),
        ("kieu-f", "I.1", {"count": 2}, "3"),
        ("kieu-f", "I.2.a", share(95, 100), "4"),
        ("kieu-f", "I.2.a", share(70, 100), "0"),
        ("kieu-f", "I.2.b", {"count": 1}, "2"),
        ("kieu-f", "II.3", share(51, 60), "8.50"),
        ("kieu-f", "II.4", share(95, 100), "10"),
    ],
)
def test_a_row_gives_what_the_annex_says(
    annexes: dict[str, Issued], annex: str, row: str, values: Values, expected: str
) -> None:
    assert points(annexes[annex].rubric.rows[row], values) == Decimal(expected)


def test_a_rate_without_named_figures_takes_their_name_from_the_title(
    annexes: dict[str, Issued],
) -> None:
    row = annexes["kieu-d"].rubric.rows["2.2"]
    assert [field.label for field in row_fields(row)] == [
        "Số hồ sơ trực tuyến",
        "Tổng số (mẫu số)",
    ]


def test_only_what_is_unclear_is_left_to_be_decided(annexes: dict[str, Issued]) -> None:
    left = {name: [one.item.id for one in found.to_decide()] for name, found in annexes.items()}
    assert left == {
        "kieu-a": [],
        "kieu-b": [],
        "kieu-c": ["B.2.b"],
        "kieu-d": ["1.5", "2.5"],
        "kieu-e": ["A.2.1", "A.2.4"],
        "kieu-f": ["II.5"],
        "kieu-g": ["1.2", "1.3.2", "2.2", "2.5", "3.2", "4.2"],
    }


def test_a_row_to_decide_is_points_with_its_text_in_the_guidance(
    annexes: dict[str, Issued],
) -> None:
    for found in annexes.values():
        for one in found.to_decide():
            assert one.item.measure.kind == "given"
            assert one.why is not None
            assert one.text in (one.item.guidance, one.item.title) or one.text in one.item.guidance


def test_what_a_rule_could_mean_is_offered(annexes: dict[str, Issued]) -> None:
    offered = {one.item.id: len(one.ways) for one in annexes["kieu-d"].to_decide()}
    assert offered == {"1.5": 0, "2.5": 1}
    (one,) = (one for one in annexes["kieu-e"].to_decide() if one.item.id == "A.2.4")
    assert [way.not_applicable for way in one.ways] == ["unit", "appraiser"]


def test_bonus_and_penalty_stand_outside_the_total(annexes: dict[str, Issued]) -> None:
    rubric = annexes["kieu-e"].rubric
    assert [rubric.points, rubric.bonus_cap, rubric.penalty_cap] == [30, 2, 1]
    assert [one.kind for one in rubric.adjustments] == ["bonus", "penalty"]


def test_rows_of_a_survey_are_told_from_those_of_the_unit(annexes: dict[str, Issued]) -> None:
    rows = annexes["kieu-e"].rubric.items()
    assert [row.id for row in rows if row.source is m.Source.SURVEY] == ["B.1", "B.2"]


def test_a_table_goes_on_over_pages_and_sheets(annexes: dict[str, Issued]) -> None:
    assert [area.id for area in annexes["kieu-d"].rubric.areas] == ["1", "2"]
    assert [area.id for area in annexes["kieu-e"].rubric.areas] == ["A", "B"]


def test_codes_in_the_titles_make_the_ids(annexes: dict[str, Issued]) -> None:
    rubric = annexes["kieu-f"].rubric
    assert [row.id for row in rubric.items()] == ["I.1", "I.2.a", "I.2.b", "II.3", "II.4", "II.5"]
    assert rubric.areas[0].title == "Kỷ luật, kỷ cương"
