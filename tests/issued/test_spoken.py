"""No words that speak of points stand outside what was understood in a row called exact."""

from pathlib import Path

import pytest

from issued.made import HEAD, read, sheet
from parself.errors import ParselfError
from parself.issued.outline import Row
from parself.issued.reading import Reading
from parself.issued.spoken import labels, rules, speaks
from parself.issued.understand import State, understood
from parself.rubric import model as m
from parself.rules.kinds import row_fields

HERE = Path(__file__).parent / "annexes"
RATE = "Từ 90% số hồ sơ trở lên: 2 điểm\nTừ 50% đến dưới 90%: 1 điểm\nDưới 50%: 0 điểm"
DAYS = (
    "Ban hành chậm nhất ngày 15/01 của năm kế hoạch: 2 điểm\n"
    "Ban hành sau ngày 15/01 hoặc không ban hành: 0 điểm"
)
LEVELS = "Tốt: 2 điểm; Khá: 1 điểm; Yếu: 0 điểm"
OFF = "Mỗi vụ việc trừ 0,5 điểm"


def one(rule: str, title: str = "Tỷ lệ hồ sơ đúng hạn", **beside: str) -> Reading:
    """Return the only row of an annex, with further columns by their heads."""
    heads = [name.replace("_", " ") for name in beside]
    lines = [
        (*HEAD, *heads),
        ("I", "LĨNH VỰC", 2),
        ("1", title, 2, rule, *beside.values()),
    ]
    (found,) = read(sheet(lines)).readings
    return found


def item(reading: Reading) -> m.Item:
    assert isinstance(reading.item, m.Item)
    return reading.item


@pytest.mark.parametrize("rule", [RATE, DAYS, LEVELS, OFF])
@pytest.mark.parametrize("column", ["Ghi_chú", "Tài_liệu_kiểm_chứng", "Ý_khác", "Lưu_ý"])
@pytest.mark.parametrize(
    "words",
    [
        "Có văn bản mật gửi trên mạng thì 0 điểm",
        "Có sai phạm nghiêm trọng: trừ 0,5 điểm",
        "Kế hoạch không đủ nội dung thì chỉ được 50% số điểm",
        "Có nhiệm vụ quá hạn trên 30 ngày thì không tính điểm",
        "Tối đa không quá 1 điểm",
    ],
)
def test_a_rule_in_any_other_column_is_part_of_the_rule(rule: str, column: str, words: str) -> None:
    assert one(rule).state is State.EXACT
    found = one(rule, **{column: words})
    assert found.state is State.TO_DECIDE
    assert found.why is not None
    assert not found.ways


@pytest.mark.parametrize(
    "words",
    [
        "Không phát sinh thì đạt điểm tối đa",
        "Trong năm không phát sinh thì tính điểm tối đa",
        "Qua kiểm tra không phát hiện tồn tại, hạn chế thì đạt điểm tối đa",
    ],
)
def test_a_remark_that_nothing_occurred_is_understood(words: str) -> None:
    found = one(RATE, Ghi_chú=words)
    assert found.state is State.EXACT
    assert item(found).no_incidence is not None
    assert words in found.item.guidance


@pytest.mark.parametrize("words", ["Sở KH&CN cung cấp số liệu", "Thời điểm báo cáo: 15/12"])
def test_a_remark_without_points_leaves_the_rule_as_it_is(words: str) -> None:
    assert one(RATE, Ghi_chú=words).state is State.EXACT


@pytest.mark.parametrize(
    "title",
    [
        "Tỷ lệ hồ sơ trực tuyến Điểm đánh giá = (Tỷ lệ hồ sơ/chỉ số khác) x 3,5",
        "Báo cáo định kỳ; mỗi báo cáo chậm trừ 0,5 điểm và 1 điểm",
        "Kế hoạch (không phát sinh thì hội đồng xem xét)",
    ],
)
def test_a_title_that_gives_or_takes_points_is_no_row_without_a_rule(title: str) -> None:
    assert one("", title).state is State.TO_DECIDE
    assert one(LEVELS, title).state is State.TO_DECIDE


def test_a_row_whose_only_rule_is_a_remark_has_that_rule() -> None:
    found = one("", "Sáng kiến", Ghi_chú="Mỗi sáng kiến 1 điểm, tối đa 2 điểm")
    assert found.state is State.EXACT
    assert found.item.measure.kind == "count"


@pytest.mark.parametrize(
    "best", ["Đủ từ 03 báo cáo trở lên: 2 điểm", "Đủ 80% báo cáo: 2 điểm", "Đủ ít nhất 2: 2 điểm"]
)
def test_a_level_before_deductions_is_not_taken_for_all_being_well(best: str) -> None:
    assert one(f"{best}. Mỗi báo cáo chậm trừ 0,5 điểm").state is State.TO_DECIDE
    assert one("Đủ 04 báo cáo: 2 điểm. Mỗi báo cáo chậm trừ 0,5 điểm").state is State.EXACT


def test_no_late_case_is_a_level_of_a_rate_of_late_ones() -> None:
    rule = (
        "Không có hồ sơ trễ hạn: 2 điểm\nTrễ hạn không quá 1% tổng số hồ sơ: 1 điểm\n"
        "Trễ hạn trên 1% tổng số hồ sơ: 0 điểm"
    )
    found = one(rule, "Tỷ lệ hồ sơ trễ hạn")
    assert found.state is State.EXACT
    assert item(found).no_incidence is None


def test_none_at_all_is_never_offered_as_nothing_occurred_where_less_is_better() -> None:
    rule = "Không có đơn thư vượt cấp: 2 điểm\nTrễ hạn đến 1%: 1 điểm\nTrễ hạn trên 1%: 0 điểm"
    found = one(rule, "Tỷ lệ trễ hạn")
    assert found.state is State.TO_DECIDE
    assert not found.ways


@pytest.mark.parametrize(
    ("rule", "title", "expected"),
    [
        (
            "100% số vấn đề phát hiện được xử lý: 2 điểm\nDưới 100%: 0 điểm",
            "Xử lý vấn đề",
            ["Số vấn đề phát hiện được xử lý", "Tổng số vấn đề phát hiện"],
        ),
        (
            "Trễ hạn không quá 1% tổng số hồ sơ: 2 điểm\nTrễ hạn trên 1%: 0 điểm",
            "Trễ hạn",
            ["Số hồ sơ trễ hạn", "Tổng số hồ sơ"],
        ),
        (
            "Từ 90% trở lên: 2 điểm\nDưới 90%: 0 điểm",
            "Tỷ lệ hồ sơ TTHC quá hạn trên tổng số hồ sơ đã giải quyết",
            ["Số hồ sơ TTHC quá hạn", "Tổng số hồ sơ đã giải quyết"],
        ),
        (
            "Hoàn thành 90% số nhiệm vụ được giao trở lên: 2 điểm\nDưới 90%: 0 điểm",
            "Nhiệm vụ",
            ["Số nhiệm vụ được giao hoàn thành", "Tổng số nhiệm vụ được giao"],
        ),
        (
            "Từ 90% số nhiệm vụ được giao đã có kết quả đúng hạn: 2 điểm\nDưới 90%: 0 điểm",
            "Nhiệm vụ",
            ["Số đạt yêu cầu (tử số)", "Tổng số (mẫu số)"],
        ),
    ],
)
def test_part_and_whole_are_named_as_the_words_say_or_not_at_all(
    rule: str, title: str, expected: list[str]
) -> None:
    assert [field.label for field in row_fields(one(rule, title).item)] == expected


def _rows() -> list[tuple[str, Row, int]]:
    found = []
    for path in sorted(HERE.glob("kieu-*")):
        try:
            issued = read(path.read_bytes(), path.name)
        except ParselfError:
            continue
        found += [(path.stem, one.row, issued.rubric.year) for one in issued.readings]
    return found


@pytest.mark.parametrize(("annex", "row", "year"), _rows())
def test_in_an_exact_row_all_words_of_points_were_understood(
    annex: str, row: Row, year: int
) -> None:
    found = understood(row, year)
    beside = [row.title, *f"{row.notes}\n{row.evidence}\n{row.unread}".split("\n")]
    if found.state is State.PLAIN:
        assert not any(map(rules, beside)), annex
        assert not speaks(row.notes), annex
    if found.meaning is not None:
        assert not any(map(rules, labels(found.meaning))), annex
        aside = [line for line in beside[1:] if speaks(line)]
        assert not aside or not row.levels or found.meaning.no_incidence, annex
