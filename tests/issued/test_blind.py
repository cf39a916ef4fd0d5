"""Annexes made by someone who had not seen the reader, with what each row must be read as."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from issued.made import HEAD, read, sheet
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


def lacking(missing: int, late: int, short: int) -> Values:
    """Return the reports that are missing, late, or do not say all that they should."""
    short_id = "so-bao-cao-khong-du-noi-dung-theo-de-cuo"
    return {"so-bao-cao-thieu": missing, "so-bao-cao-cham": late, short_id: short}


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
        ("kieu-g", "1.1.1", {"date": date(2026, 1, 15)}, "1"),
        ("kieu-g", "1.1.1", {"date": date(2026, 1, 16)}, "0.50"),
        ("kieu-g", "1.1.1", {"date": date(2026, 1, 31)}, "0.50"),
        ("kieu-g", "1.1.1", {"date": date(2026, 2, 1)}, "0"),
        ("kieu-g", "1.1.2", share(18, 20), "1.80"),
        ("kieu-g", "1.1.2", share(16, 20), "1.60"),
        ("kieu-g", "1.1.2", share(15, 20), "0"),
        ("kieu-g", "1.1.2", share(20, 20), "2"),
        ("kieu-g", "1.2", {"so-bao-cao-gui-cham": 1, "so-bao-cao-khong-gui": 1}, "0.75"),
        ("kieu-g", "1.2", {"so-bao-cao-gui-cham": 2, "so-bao-cao-khong-gui": 0}, "1"),
        ("kieu-g", "1.2", {"so-bao-cao-gui-cham": 0, "so-bao-cao-khong-gui": 4}, "0"),
        ("kieu-g", "1.3.1", share(5, 10), "2"),
        ("kieu-g", "1.3.1", share(3, 10), "1"),
        ("kieu-g", "1.3.1", share(29, 100), "0"),
        ("kieu-g", "1.3.2", share(7, 10), "1"),
        ("kieu-g", "1.3.2", share(6, 10), "0"),
        ("kieu-g", "2.1", share(0, 1000), "4"),
        ("kieu-g", "2.1", share(10, 1000), "3"),
        ("kieu-g", "2.1", share(30, 1000), "1.50"),
        ("kieu-g", "2.1", share(31, 1000), "0"),
        ("kieu-g", "2.2", share(40, 100), "1.50"),
        ("kieu-g", "2.2", share(60, 100), "2.25"),
        ("kieu-g", "2.2", share(90, 100), "3"),
        ("kieu-g", "2.2", share(39, 100), "0"),
        ("kieu-g", "2.4", share(10, 10), "1.50"),
        ("kieu-g", "2.4", share(9, 10), "0"),
        ("kieu-g", "4.1", share(79, 100), "0"),
        ("kieu-g", "4.1", share(80, 100), "2"),
        ("kieu-g", "4.1", share(95, 100), "3"),
        ("kieu-h", "A.I.1.b", share(7, 10), "1.40"),
        ("kieu-h", "A.I.1.b", share(20, 25), "1.60"),
        ("kieu-h", "A.I.1.b", share(69, 100), "0"),
        ("kieu-h", "A.I.2", lacking(1, 1, 0), "1.25"),
        ("kieu-h", "A.I.2", lacking(0, 0, 2), "1.50"),
        ("kieu-h", "A.I.2", lacking(4, 0, 0), "0"),
        ("kieu-h", "A.I.4", share(95, 100), "2"),
        ("kieu-h", "A.I.4", share(90, 100), "1.50"),
        ("kieu-h", "A.I.4", share(70, 100), "1"),
        ("kieu-h", "A.I.4", share(69, 100), "0"),
        ("kieu-h", "A.II.6", share(61, 100), "2"),
        ("kieu-h", "A.II.6", share(60, 100), "1.50"),
        ("kieu-h", "A.II.6", share(40, 100), "1"),
        ("kieu-h", "A.II.6", share(20, 100), "1"),
        ("kieu-h", "A.II.6", share(19, 100), "0"),
        ("kieu-h", "A.II.7", {"choice": "xuat-sac"}, "3"),
        ("kieu-h", "A.II.7", {"choice": "tot"}, "2.50"),
        ("kieu-h", "A.II.7", {"choice": "yeu"}, "0"),
        ("kieu-h", "A.III.10", {"value": Decimal(5), "base": Decimal(4)}, "2"),
        ("kieu-h", "A.III.10", {"value": Decimal(4), "base": Decimal(4)}, "1"),
        ("kieu-h", "A.III.10", {"value": Decimal(3), "base": Decimal(4)}, "0"),
        ("kieu-h", "B.1", {"count": 1}, "1"),
        ("kieu-h", "B.1", {"count": 3}, "2"),
        ("kieu-h", "B.2", {"count": 1}, "1"),
        ("kieu-h", "B.2", {"count": 0}, "0"),
        ("kieu-h", "C.1", {"count": 1}, "0.50"),
        ("kieu-h", "C.1", {"count": 5}, "2"),
        ("kieu-i", "I.1.3", share(90, 100), "0.50"),
        ("kieu-i", "I.1.3", share(91, 100), "1"),
        ("kieu-i", "I.1.3", share(70, 100), "0.50"),
        ("kieu-i", "I.1.3", share(69, 100), "0"),
        ("kieu-i", "I.2", {"count": 4}, "2"),
        ("kieu-i", "I.2", {"count": 2}, "1.25"),
        ("kieu-i", "I.2", {"count": 0}, "0"),
        ("kieu-i", "II.4", share(95, 100), "3.80"),
        ("kieu-i", "II.4", share(90, 100), "3.60"),
        ("kieu-i", "II.4", share(89, 100), "0"),
        ("kieu-i", "II.5", share(8, 12), "2"),
        ("kieu-i", "II.5", share(12, 12), "3"),
        ("kieu-i", "CONG.1", {"count": 1}, "1"),
        ("kieu-i", "CONG.1", {"count": 3}, "2"),
        ("kieu-i", "TRU.1", {"count": 1}, "2"),
        ("kieu-i", "TRU.2", {"count": 3}, "0.30"),
        ("kieu-i", "TRU.2", {"count": 15}, "1"),
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
        "kieu-g": ["2.5", "3.2", "4.2"],
        "kieu-h": ["A.I.3", "A.II.5.a", "A.II.5.b", "A.II.8", "A.III.11"],
        "kieu-i": ["I.3", "III.7", "III.8", "III.10"],
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


def levels(row: m.Row) -> dict[str, Decimal]:
    assert isinstance(row, m.Item)
    return {one.title: one.points for one in row.measure.levels}  # type: ignore[attr-defined]


def test_levels_to_choose_from_are_those_of_the_annex(annexes: dict[str, Issued]) -> None:
    asked = [("kieu-g", "3.1"), ("kieu-h", "A.I.1.a"), ("kieu-h", "A.III.9"), ("kieu-i", "II.6")]
    found = [list(levels(annexes[name].rubric.rows[row]).values()) for name, row in asked]
    assert found == [
        [3, 2, 1, 0],
        [1, Decimal("0.5"), 0],
        [2, 0],
        [2, 1, 0],
    ]


def test_a_year_in_which_nothing_occurred_is_told_from_a_rate_of_none(
    annexes: dict[str, Issued],
) -> None:
    rows = annexes["kieu-g"].rubric.rows
    said = {one.id: one.no_incidence for one in rows.values() if isinstance(one, m.Item)}
    assert [one for one, none in said.items() if none is not None] == ["1.3.2", "2.4"]


def test_areas_above_their_tables_and_a_table_of_bonuses_are_read(
    annexes: dict[str, Issued],
) -> None:
    rubric = annexes["kieu-i"].rubric
    assert {one.id: int(one.points) for one in rubric.areas} == {"I": 8, "II": 9, "III": 8}
    assert [rubric.bonus_cap, rubric.penalty_cap] == [2, 3]
    assert any("chấm 0 điểm" in note.text for note in annexes["kieu-i"].notes)


def test_a_total_that_does_not_fit_and_the_year_are_told(annexes: dict[str, Issued]) -> None:
    told = [one.values for one in annexes["kieu-i"].notices]
    assert {"where": "Đoạn 6", "stated": Decimal(26), "sum": Decimal(25)} in told
    assert {"year": "2026"} in told


def test_a_total_may_count_the_bonus(annexes: dict[str, Issued]) -> None:
    rubric = annexes["kieu-h"].rubric
    assert [rubric.points, rubric.bonus_cap, rubric.penalty_cap] == [27, 3, 2]
    assert [one.id for one in rubric.adjustments] == ["B.1", "B.2", "C.1"]


def test_who_appraises_is_read_beside_columns_to_fill_in(annexes: dict[str, Issued]) -> None:
    row = annexes["kieu-h"].rubric.rows["A.I.4"]
    assert "Cơ quan thẩm định: Văn phòng UBND tỉnh" in row.guidance


@pytest.mark.parametrize("codes", [("1", "2"), ("1.", "2."), ("a)", "b)"), ("12", "13"), ("", "")])
def test_bonuses_may_be_numbered_in_any_way(codes: tuple[str, str]) -> None:
    lines = [
        HEAD,
        ("A", "TIÊU CHÍ", 2),
        ("1", "Xếp loại", 2, "Tốt: 2 điểm; Khá: 1 điểm; Yếu: 0 điểm"),
        ("B", "ĐIỂM THƯỞNG", 3),
        (codes[0], "Mô hình mới", 2, "Mỗi mô hình cộng 1 điểm, tối đa 2 điểm"),
        (codes[1], "Bằng khen", 1, "Có Bằng khen trong năm: cộng 1 điểm"),
    ]
    rubric = read(sheet(lines)).rubric
    assert [one.points for one in rubric.adjustments] == [2, 1]
