"""How annexes word their rules: each way of putting it, and what nobody may guess."""

from decimal import Decimal

import pytest

from parself.issued.meaning import (
    Against,
    AllOrNothing,
    Choice,
    Days,
    EachOff,
    EachUp,
    Meaning,
    Number,
    Parts,
    Peers,
    Step,
    Steps,
    Straight,
    Worth,
    Worthless,
)
from parself.issued.outline import Level, Row
from parself.issued.understand import State, Understood, understood

D = Decimal


def of(rule: str, maximum: str = "2", title: str = "Tiêu chí thử", note: str = "") -> Understood:
    levels = tuple(Level(line, "") for line in rule.split("\n")) if rule else ()
    return understood(Row("1", "1", title, "", D(maximum), levels=levels), 2026, note)


def exact(rule: str, maximum: str = "2") -> Meaning:
    found = of(rule, maximum)
    assert found.meaning is not None, (rule, found.why)
    assert found.state is State.EXACT
    return found.meaning


def steps(*levels: tuple[str, str]) -> Steps:
    """Return steps: ``>=0.7`` or ``>0.9`` and points; the lowest has no end."""
    made = []
    for end, points in levels:
        from_ = D(end[2:]) if end.startswith(">=") else None
        above = D(end[1:]) if end.startswith(">") and from_ is None else None
        made.append(Step(None if points == "%" else D(points), from_, above))
    return Steps(tuple(made))


LEVELS = steps(("", "0"), (">=0.7", "1"), (">0.9", "2"))
UPPER = steps(("", "0"), (">=0.7", "1"), (">=0.9", "2"))


@pytest.mark.parametrize(
    ("rule", "worth"),
    [
        ("Trên 90%: 2; từ 70% đến 90%: 1; dưới 70%: 0", LEVELS),
        ("- Hoàn thành trên 90% số nhiệm vụ: 2 điểm\n- Từ 70% đến 90%: 1 điểm\n"
         "- Dưới 70%: 0 điểm",
         LEVELS),
        ("Đạt trên 90% được 2 điểm; đạt từ 70% - 90% được 1 điểm; đạt dưới 70% không được điểm",
         LEVELS),
        ("Từ 90% trở lên: 2 điểm, từ 70% đến dưới 90%: 1 điểm, dưới 70%: 0 điểm", UPPER),
        ("Tỷ lệ ≥ 90%: 2đ; 70% ≤ tỷ lệ < 90%: 1đ; < 70%: 0đ", UPPER),
        ("Từ 90% trở lên: điểm tối đa; từ 70% đến dưới 90%: 1/2*điểm tối đa; còn lại: 0", UPPER),
        ("90% trở lên: 100% điểm tối đa; từ 70% đến dưới 90%: 50% điểm tối đa; "
         "dưới 70%: không tính điểm",
         UPPER),
        ("Tính điểm theo các mức sau:\nTừ 90% trở lên: 2\nTừ 70% đến dưới 90%: 1\nDưới 70%: 0",
         UPPER),
        ("Tỷ lệ trễ hạn dưới 5%: 2; từ 5% trở lên: 0", steps(("", "2"), (">=0.05", "0"))),
        ("Đạt 100%: 2; dưới 100%: 0", steps(("", "0"), (">=1", "2"))),
        ("Đạt 100%: 2; từ 80% đến dưới 100%: 1; dưới 80%: 0",
         steps(("", "0"), (">=0.8", "1"), (">=1", "2"))),
    ],
)  # fmt: skip
def test_levels_of_a_rate(rule: str, worth: Worth) -> None:
    assert exact(rule).worth == worth


@pytest.mark.parametrize(
    ("rule", "worth"),
    [
        ("Điểm = Tỷ lệ * Điểm tối đa", Straight()),
        ("Tính theo công thức: (số hồ sơ đúng hạn/tổng số hồ sơ) x 2", Straight()),
        ("Từ 95% trở lên: tính theo công thức (số hồ sơ đúng hạn/tổng số) x 2\nDưới 95%: 0 điểm",
         Straight(zero_below=D("0.95"))),
        ("Từ 95% trở lên thì tính điểm theo tỷ lệ; dưới 95% không được điểm",
         Straight(zero_below=D("0.95"))),
        ("Từ 80% trở lên: 2; dưới 80%: điểm = (tỷ lệ : 80%) x 2", Straight(target=D("0.8"))),
        ("Từ 80% trở lên: điểm tối đa; dưới 80%: Điểm = Tỷ lệ x Điểm tối đa",
         Straight(full_at=D("0.8"))),
        ("Từ 80% trở lên: 2; từ 50% đến dưới 80%: Điểm=Tỷ lệ/80%*Điểm tối đa; dưới 50%: 0",
         Straight(zero_below=D("0.5"), target=D("0.8"))),
        ("a: Số xã đạt\nb: Tổng số xã\nTỷ lệ = a/b x 100%\nĐiểm = Tỷ lệ x 2", Straight()),
    ],
)  # fmt: skip
def test_in_proportion(rule: str, worth: Worth | None) -> None:
    found = of(rule)
    assert (None if found.meaning is None else found.meaning.worth) == worth


def test_figures_of_a_rate_bear_the_names_that_the_annex_gives_them() -> None:
    found = exact(
        "a= Số cán bộ được tập huấn;\nb= Tổng số cán bộ;\nTỷ lệ=a/b;\nĐiểm=Tỷ lệ*Điểm tối đa"
    )
    assert (found.entered.part, found.entered.whole) == (  # type: ignore[union-attr]
        "Số cán bộ được tập huấn",
        "Tổng số cán bộ",
    )


@pytest.mark.parametrize(
    ("rule", "worth"),
    [
        ("4 cuộc trở lên: 2; 3 cuộc: 1,5; 2 cuộc: 1; 1 cuộc: 0,5; không có: 0",
         steps(("", "0"), (">=1", "0.5"), (">=2", "1"), (">=3", "1.5"), (">=4", "2"))),
        ("Từ 5 sáng kiến trở lên: 2; từ 2 đến 4 sáng kiến: 1; dưới 2 sáng kiến: 0",
         steps(("", "0"), (">=2", "1"), (">=5", "2"))),
        ("Trên 10 tin bài: 2 điểm; từ 5 đến 10 tin bài: 1 điểm; dưới 5 tin bài: 0 điểm",
         steps(("", "0"), (">=5", "1"), (">=11", "2"))),
    ],
)  # fmt: skip
def test_levels_of_a_count(rule: str, worth: Worth) -> None:
    assert exact(rule).worth == worth


@pytest.mark.parametrize(
    ("rule", "worth"),
    [
        ("Mỗi sáng kiến: 0,5 điểm, tối đa 2 điểm", EachUp(D("0.5"))),
        ("Mỗi văn bản được 0,5 điểm nhưng không quá 2 điểm", EachUp(D("0.5"))),
        ("Cứ mỗi mô hình được cộng 1 điểm; tối đa 2 điểm", EachUp(D(1))),
        ("Mỗi phản ánh trả lời chậm trừ 0,5 điểm", EachOff(D("0.5"))),
        ("Trừ 0,25 điểm cho mỗi hồ sơ trễ hạn", EachOff(D("0.25"))),
        ("Mỗi báo cáo gửi muộn bị trừ 0,5 điểm, cho đến khi hết điểm", EachOff(D("0.5"))),
        ("Mỗi báo cáo gửi muộn bị trừ 0,5 điểm, mỗi báo cáo sai trừ 1 điểm", None),
    ],
)
def test_so_much_each(rule: str, worth: Worth | None) -> None:
    found = of(rule)
    assert (None if found.meaning is None else found.meaning.worth) == worth
    if found.meaning is not None:
        assert isinstance(found.meaning.entered, Number)


@pytest.mark.parametrize(
    ("rule", "entered", "worth"),
    [
        ("Ban hành trước 31/12 năm trước: 2\nBan hành từ 01/01 đến 15/01: 1\n"
         "Sau 15/01 hoặc không ban hành: 0",
         Days(31, 12, -1, "Không ban hành"), steps(("", "2"), (">0", "1"), (">15", "0"))),
        ("Ban hành trước ngày 15/01 năm đánh giá: 2 điểm; "
         "từ ngày 15/01 đến 31/01: 1 điểm; sau 31/01: 0 điểm",
         Days(14, 1, 0), steps(("", "2"), (">0", "1"), (">17", "0"))),
        ("Gửi chậm nhất 15/12/2026: 2; sau 15/12/2026: 0",
         Days(15, 12, 0), steps(("", "2"), (">0", "0"))),
    ],
)  # fmt: skip
def test_days(rule: str, entered: Days, worth: Worth) -> None:
    assert exact(rule) == Meaning(entered, worth)


@pytest.mark.parametrize(
    ("rule", "entered", "worth"),
    [
        ("So với bình quân các xã: bằng hoặc cao hơn: 2; thấp hơn: 0", Peers("các xã"),
         steps(("", "0"), (">=0", "2"))),
        ("Cao hơn bình quân chung của các đơn vị: 2; bằng: 1; thấp hơn: 0", Peers("các đơn vị"),
         steps(("", "0"), (">=0", "1"), (">0", "2"))),
        ("Chỉ số bằng hoặc cao hơn bình quân chung của tỉnh: 2 điểm; thấp hơn: 0",
         Against("Chỉ số", "Bình quân chung của tỉnh"), steps(("", "0"), (">=0", "2"))),
        ("Tăng so với năm trước: 2; bằng năm trước: 1; giảm so với năm trước: 0",
         Against("Tiêu chí thử", "Kết quả năm trước"), steps(("", "0"), (">=0", "1"), (">0", "2"))),
    ],
)  # fmt: skip
def test_comparisons(rule: str, entered: object, worth: Worth) -> None:
    assert exact(rule) == Meaning(entered, worth)  # type: ignore[arg-type]


def test_all_or_nothing_has_as_many_conditions_as_the_annex_says() -> None:
    rule = "Có đủ thư và công khai trên trang của xã: 2; thiếu một trong hai: 0"
    assert exact(rule).entered == AllOrNothing(("Thư", "Công khai trên trang của xã"))
    unclear = of("Có đủ kế hoạch tuyên truyền và phổ biến và báo cáo: 2; thiếu một trong hai: 0")
    assert unclear.state is State.TO_DECIDE


def test_parts_add_up_and_levels_do_not() -> None:
    parts = exact("a) Có chuyên mục: 1/2*Điểm tối đa;\nb) Có tin bài hằng tuần: 1/2*Điểm tối đa.")
    assert parts.entered == Parts((("Có chuyên mục", D(1)), ("Có tin bài hằng tuần", D(1))))
    inline = exact("a) Có kế hoạch: 1đ b) Có báo cáo: 1đ")
    assert inline.entered == Parts((("Có kế hoạch", D(1)), ("Có báo cáo", D(1))))
    met = exact("Không có vi phạm: 2; có vi phạm: 0")
    assert met.entered == Choice((("Không có vi phạm", D(2)), ("Có vi phạm", D(0))))
    levels = exact("Ban hành đúng hạn: 2; ban hành muộn: 1; không ban hành: 0")
    assert levels.entered == Choice(
        (("Ban hành đúng hạn", D(2)), ("Ban hành muộn", D(1)), ("Không ban hành", D(0)))
    )


def test_nothing_of_the_kind_stands_beside_a_rule() -> None:
    found = exact("Mỗi phản ánh trả lời chậm trừ 0,5 điểm\nKhông phát sinh phản ánh: điểm tối đa")
    assert (found.worth, found.no_incidence) == (EachOff(D("0.5")), "full")
    assert of("Mỗi phản ánh chậm trừ 0,5 điểm", note="full").meaning == Meaning(
        Number(title="Số phản ánh chậm"), EachOff(D("0.5")), "full"
    )


def test_a_row_that_is_only_told_is_worth_nothing() -> None:
    assert of("Không tính điểm, chỉ kê khai", "0").meaning == Meaning(Worthless())
    assert of("Không tính điểm, chỉ kê khai", "2").state is State.TO_DECIDE


@pytest.mark.parametrize(
    "rule",
    [
        "Chậm thì trừ điểm tương ứng",
        "Từ 80% trở lên: 2; từ 50% đến 80%: 1; dưới 50%: 0",
        "Từ 90% trở lên: 2; từ 70% đến 80%: 1; dưới 70%: 0",
        "Từ 90% trở lên: 3; dưới 90%: 0",
        "Từ 90% trở lên: 1; dưới 90%: 0",
        "Từ 80% trở lên: 2; dưới 80%: tính theo tỷ lệ",
        "Từ 80% số xã có kế hoạch và không có văn bản trái luật: 2; dưới 80%: 0",
        "Từ 80% số xã trở lên: 2; dưới 80% số hộ: 0",
        "Từ 80% trở lên: 2",
        "Từ 80% trở lên: 2; dưới 80%: 0; nếu có đơn thư thì trừ 1 điểm",
        "Mỗi sáng kiến: 0,5 điểm, tối đa 3 điểm",
        "Mỗi sáng kiến: 0,5 điểm, tối đa 1 điểm",
        "Mỗi hồ sơ chậm trừ 0,5 điểm, hồ sơ mất trừ 1 điểm",
        "Mỗi hồ sơ chậm từ 1 đến 3 ngày trừ 0,5 điểm",
        "Ban hành trước 31/12: 2; sau 31/12: 0",
        "Ban hành trước 31/12 năm trước: 2; còn lại: 0",
        "Ban hành trước 31/12 năm trước: 2; sau 15/01: 0",
        "Ban hành trước 15/01 năm đánh giá: 0; sau 15/01: 2",
        "Ban hành sau 15/01: 1; trước 31/12 năm trước: 2",
        "Điểm = Tỷ lệ x 3",
        "Điểm = (1 - tỷ lệ) x 2",
        "4 cuộc: 2; 3 cuộc: 1,5; không có: 0",
        "Có A: 1; có B: 0,5",
        "Cao hơn bình quân các xã: 2; thấp hơn: 0",
        "Tăng so với năm trước: mức cao nhất 1 điểm",
        "Căn cứ kết quả thực tế, Hội đồng xem xét cho điểm từ 0 đến 2 điểm",
        "Đạt yêu cầu: 2; không đạt: trừ 1",
        "Xếp hạng 1 đến 3: 2; xếp hạng 4 trở xuống: 1",
        "Thực hiện tốt: 1,5; thực hiện khá: 0,5",
        "Có kế hoạch: 0,5; có kế hoạch và báo cáo: 1,5",
        "100%: 2 điểm; dưới 100% thì cứ giảm 1% trừ 0,1 điểm",
        "Tăng trên 5% so với năm trước: 2; tăng đến 5%: 1; giảm: 0",
    ],
)
def test_what_is_not_understood_as_a_whole_is_never_guessed(rule: str) -> None:
    found = of(rule)
    assert (found.state, found.meaning) == (State.TO_DECIDE, None)
    assert found.why is not None


def test_a_row_without_a_rule_is_told_from_one_that_was_not_understood() -> None:
    assert of("").state is State.PLAIN
    assert of("", title="Tăng bậc so với năm trước: mức cao nhất 1 điểm").state is State.TO_DECIDE
