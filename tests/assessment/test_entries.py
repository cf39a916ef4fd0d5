"""What may be entered: reading by field, every refusal, completeness, shared figures."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

import pytest

from parself import i18n
from parself.assessment.entries import (
    faults,
    is_complete,
    missing,
    read_exact,
    read_typed,
    with_figures,
)
from parself.numerals import UnreadableError
from parself.rubric import model as m
from parself.rules.amounts import Value
from parself.rules.change import Change
from parself.rules.checklist import Checklist, Part
from parself.rules.choice import Choice, Level
from parself.rules.count import Count, Counter
from parself.rules.date import DateDue, DueDate, Reference
from parself.rules.entered import Fault
from parself.rules.fields import Field, FieldKind, Input
from parself.rules.given import Given
from parself.rules.kinds import Measure, row_fields
from parself.rules.mean import Mean, MeanPart
from parself.rules.ratio import Ratio
from parself.rules.survey import Option, Survey, SurveyPart
from parself.rules.table import Table
from parself.values import evolve

COMMUNES = ("Xã An Sơn", "Xã Bình Phúc")
PART, WHOLE = Input("Hồ sơ đúng hạn"), Input("Tổng số hồ sơ")
RATIO = Ratio(PART, WHOLE, "hồ sơ")
OPTIONS = (Option("a", "A", Decimal(1)), Option("b", "B", Decimal(0)))
DATED = DateDue("Ngày ban hành", DueDate(12, 31), Reference("Ngày của tỉnh", 15), "Chưa")
MEAN = Mean((MeanPart("huyen", "Huyện", PART, WHOLE), MeanPart("xa", "Xã", PART, WHOLE)))
COUNT = Count((Counter("cham", "Chậm", 4), Counter("thieu", "Thiếu")))
GROWTH = Change(Input("Thực tế"), Input("Kế hoạch"), "ratio", decimals=True, signed=True)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared as the source has them, whatever state the catalogue is in."""
    i18n.use("en")
    yield
    i18n.use("vi")


def item(measure: Measure, source: m.Source = m.Source.SELF) -> m.Item:
    return m.Item("3.4.1", "Hồ sơ đúng hạn", Decimal(2), measure, source=source)


def found(row: m.Row | Measure, values: Mapping[str, Value]) -> tuple[Fault, ...]:
    row = row if isinstance(row, m.Item | m.Adjustment) else item(row)
    return faults(row, row_fields(row, COMMUNES), values)


def only(row: m.Row | Measure, values: Mapping[str, Value]) -> tuple[str, str, str]:
    """The single fault: its field, what is wrong, what to do."""
    [fault] = found(row, values)
    return fault.key, i18n.render(fault.what), i18n.render(fault.todo)


def test_an_entry_that_the_row_does_not_have_is_named_with_those_that_it_has() -> None:
    assert only(RATIO, {"total": 5}) == (
        "total",
        "The row has no entry “total”.",
        "Its entries are: part, whole.",
    )


@pytest.mark.parametrize(
    ("measure", "values"),
    [
        (RATIO, {"part": True, "whole": 3}),
        (RATIO, {"part": "1", "whole": 3}),
        (evolve(RATIO, decimals=True), {"part": True, "whole": 3}),
        (evolve(RATIO, decimals=True), {"part": date(2023, 1, 1), "whole": 3}),
        (Survey(), {"percent": "80"}),
        (Table(passes="Đạt"), {"xa-an-son": 1}),
        (DATED, {"date": "2023-01-01"}),
        (DATED, {"not_issued": "yes"}),
        (Choice((Level("co", "Có", Decimal(2)),)), {"choice": True}),
    ],
)
def test_a_value_of_another_kind_is_refused(measure: Measure, values: Mapping[str, Value]) -> None:
    key = next(iter(values))
    assert only(measure, values) == (
        key,
        "The value of this field is not of the kind asked for.",
        "Clear the field and type it again.",
    )


@pytest.mark.parametrize(
    ("measure", "values", "what"),
    [
        (RATIO, {"part": Decimal("1.5")}, "“1,5” has decimals, but this is a count."),
        (RATIO, {"part": "nhiều"}, "“nhiều” is not a number."),
        (DATED, {"date": "đầu năm"}, "“đầu năm” is not a date."),
        (DATED, {"not_issued": "có lẽ"}, "“có lẽ” is not one of the answers of this row."),
        (Choice((Level("co", "Có", Decimal(2)),)), {"choice": "khong"},
         "“khong” is not one of the answers of this row."),
        (DATED, {"reference": date(9999, 12, 31)},
         "The year 9999 is not possible: it must lie between 1900 and 2199."),
        (RATIO, {"part": 10**18}, "The number has more than 18 digits."),
    ],
)  # fmt: skip
def test_what_a_file_holds_is_refused_in_the_words_of_typed_text(
    measure: Measure, values: Mapping[str, Value], what: str
) -> None:
    [fault] = found(measure, values)
    assert (fault.key, i18n.render(fault.what)) == (next(iter(values)), what)


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2199, 12, 31)])
def test_the_first_and_the_last_day_are_possible(day: date) -> None:
    assert found(DATED, {"date": day, "reference": day}) == ()


@pytest.mark.parametrize(
    ("measure", "values", "what"),
    [
        (RATIO, {"part": -1}, "−1 is not possible here: the least is 0."),
        (COUNT, {"cham": 5}, "5 is not possible here: it must lie between 0 and 4."),
        (Given(), {"points": Decimal("2.5")},
         "2,5 is not possible here: it must lie between 0 and 2."),
        (Survey(), {"percent": 101}, "101 is not possible here: it must lie between 0 and 100."),
        (GROWTH, {"base": -3}, "−3 is not possible here: the least is 0."),
        (Survey(), {"points": 3}, "3 is not possible here: it must lie between 0 and 2."),
        (Survey(), {"points": 23, "of": 22},
         "23 is not possible here: it must lie between 0 and 22."),
    ],
)  # fmt: skip
def test_a_figure_out_of_range_is_refused_with_the_range(
    measure: Measure, values: Mapping[str, Value], what: str
) -> None:
    assert only(measure, values) == (
        next(iter(values)),
        what,
        "Check the figure and type it again.",
    )


@pytest.mark.parametrize(
    ("measure", "values"),
    [
        (COUNT, {"cham": 4, "thieu": 10**12}),
        (Given(), {"points": 2}),
        (Survey(), {"percent": 100}),
        (Survey(), {"points": 22, "of": 22}),
        (GROWTH, {"value": Decimal("-0.5"), "base": Decimal("0.01")}),
        (evolve(GROWTH, compare="difference"), {"value": 1, "base": 0}),
        (evolve(GROWTH, compare="difference"), {"value": 1, "base": -1}),
    ],
)
def test_a_figure_at_the_end_of_its_range_is_taken(
    measure: Measure, values: Mapping[str, Value]
) -> None:
    assert found(measure, values) == ()


def test_points_outside_their_steps_are_refused() -> None:
    assert only(Given(Decimal("0.25")), {"points": Decimal("0.3")}) == (
        "points",
        "Points of this row come in steps of 0,25.",
        "Check the figure and type it again.",
    )
    assert found(Given(Decimal("0.25")), {"points": Decimal("1.75")}) == ()


def test_a_part_greater_than_its_whole_is_refused_with_both_labels_and_figures() -> None:
    assert only(RATIO, {"part": 12501, "whole": 12450}) == (
        "part",
        "Hồ sơ đúng hạn (12.501) is greater than Tổng số hồ sơ (12.450).",
        "Check these two fields: what was just typed is not saved.",
    )
    assert found(RATIO, {"part": 12450, "whole": 12450}) == ()
    assert found(evolve(RATIO, may_exceed=True), {"part": 12501, "whole": 12450}) == ()


def test_a_part_greater_than_its_whole_is_refused_within_means_and_tables() -> None:
    table = Table("Đúng hạn", "Tổng số")
    assert only(MEAN, {"xa.part": 2, "xa.whole": 1})[0] == "xa.part"
    assert found(evolve(MEAN, may_exceed=True), {"xa.part": 2, "xa.whole": 1}) == ()
    assert only(table, {"xa-an-son.part": 2, "xa-an-son.whole": 1})[0] == "xa-an-son.part"


def test_a_whole_of_zero_is_refused_and_the_way_out_is_the_one_that_the_row_offers() -> None:
    plain = item(RATIO)
    ways = {
        row: only(row, {"part": 0, "whole": 0})[2]
        for row in (
            plain,
            evolve(plain, no_incidence="full"),
            evolve(plain, not_applicable="unit"),
            evolve(plain, not_applicable="appraiser"),
        )
    }
    ask = "The row needs a figure above zero here; ask the province if there is none."
    assert list(ways.values()) == [
        ask,
        "If nothing of the kind occurred, mark the row as “no incidence”.",
        "If the row does not concern the unit, mark it as “not applicable”.",
        ask,
    ]


@pytest.mark.parametrize(
    ("measure", "values", "key"),
    [
        (RATIO, {"whole": 0}, "whole"),
        (MEAN, {"huyen.whole": 0}, "huyen.whole"),
        (GROWTH, {"base": 0}, "base"),
        (Table("Đúng hạn", "Tổng số"),
         {"xa-an-son.whole": 0, "xa-binh-phuc.whole": 0}, "xa-binh-phuc.whole"),
    ],
)  # fmt: skip
def test_a_whole_of_zero_is_refused_by_every_measure_that_divides(
    measure: Measure, values: Mapping[str, Value], key: str
) -> None:
    [fault] = found(measure, values)
    assert fault.key == key
    assert "so no rate can be computed" in i18n.render(fault.what)


def test_a_line_of_a_table_may_be_zero_while_another_is_not_or_is_still_open() -> None:
    table = Table("Đúng hạn", "Tổng số")
    assert found(table, {"xa-an-son.whole": 0, "xa-binh-phuc.whole": 1}) == ()
    assert found(table, {"xa-an-son.whole": 0}) == ()


@pytest.mark.parametrize(
    ("measure", "values", "what"),
    [
        (evolve(RATIO, not_done="Không"), {"not_done": True, "part": 1},
         "The row cannot have figures and be marked as not done."),
        (evolve(RATIO, not_done="Không"), {"not_done": True, "whole": 1},
         "The row cannot have figures and be marked as not done."),
        (DATED, {"date": date(2023, 1, 1), "not_issued": True},
         "The row cannot have a date and be marked as never issued."),
        (Survey(OPTIONS), {"a": 1, "percent": 80},
         "Enter the counts, or the percentage, or the points announced: only one of them."),
        (Survey(OPTIONS), {"no_opinion": 1, "points": 1},
         "Enter the counts, or the percentage, or the points announced: only one of them."),
        (Survey(OPTIONS), {"percent": 80, "points": 1},
         "Enter the counts, or the percentage, or the points announced: only one of them."),
    ],
)  # fmt: skip
def test_ways_of_entering_a_row_are_not_mixed(
    measure: Measure, values: Mapping[str, Value], what: str
) -> None:
    assert only(measure, values)[1] == what


def test_a_mark_taken_back_is_no_contradiction() -> None:
    assert found(evolve(RATIO, not_done="Không"), {"not_done": False, "part": 1, "whole": 1}) == ()
    assert found(DATED, {"date": date(2023, 1, 1), "not_issued": False}) == ()


def test_opinions_that_are_all_zero_are_refused_group_by_group() -> None:
    groups = Survey(OPTIONS, (SurveyPart("dan", "Dân"), SurveyPart("xa", "Xã")))
    values: dict[str, Value] = {"dan.a": 1, "dan.b": 0, "xa.a": 0, "xa.b": 0, "xa.no_opinion": 9}
    assert only(groups, values)[:2] == (
        "xa.a",
        "Nobody gave an opinion, so no rate can be computed.",
    )
    assert only(Survey(OPTIONS), {"a": 0, "b": 0})[0] == "a"
    assert found(Survey(OPTIONS), {"a": 0}) == ()


def test_points_out_of_nothing_are_refused() -> None:
    assert only(Survey(), {"points": 0, "of": 0})[0] == "points"


def test_every_faulty_field_is_named_at_once() -> None:
    keys = {fault.key for fault in found(RATIO, {"part": -1, "whole": "x", "la": 1})}
    assert keys == {"part", "whole", "la"}


@pytest.mark.parametrize(
    ("measure", "enough", "too_little"),
    [
        (Choice((Level("co", "Có", Decimal(2)),)), {"choice": "co"}, {}),
        (Checklist((Part("a", "A", Decimal(1)), Part("b", "B", Decimal(1)))),
         {"a": True, "b": False}, {"a": True}),
        (Given(), {"points": 0}, {}),
        (RATIO, {"part": 0, "whole": 1}, {"whole": 1}),
        (evolve(RATIO, not_done="Không"), {"not_done": True}, {"not_done": False}),
        (evolve(RATIO, not_done="Không"), {"part": 0, "whole": 1}, {"part": 0}),
        (Table(passes="Đạt"), {"xa-an-son": True, "xa-binh-phuc": False}, {"xa-an-son": True}),
        (Table("Đúng", "Tổng"),
         {"xa-an-son.part": 0, "xa-an-son.whole": 0, "xa-binh-phuc.part": 1,
          "xa-binh-phuc.whole": 1},
         {"xa-an-son.part": 0, "xa-an-son.whole": 0, "xa-binh-phuc.part": 1}),
        (MEAN, {"huyen.part": 1, "huyen.whole": 1, "xa.part": 1, "xa.whole": 1},
         {"huyen.part": 1, "huyen.whole": 1}),
        (Survey(OPTIONS), {"a": 1, "b": 0}, {"a": 1, "no_opinion": 0}),
        (Survey(OPTIONS), {"percent": 0}, {}),
        (Survey(), {"points": 1}, {"of": 22}),
        (COUNT, {"cham": 0, "thieu": 0}, {"cham": 0}),
        (DATED, {"date": date(2023, 1, 1)}, {"reference": date(2023, 1, 1)}),
        (DATED, {"not_issued": True}, {"not_issued": False}),
        (evolve(DATED, due=None), {"date": date(2023, 1, 1), "reference": date(2023, 1, 1)},
         {"date": date(2023, 1, 1)}),
        (GROWTH, {"value": -1, "base": 1}, {"base": 1}),
    ],
)  # fmt: skip
def test_a_row_is_complete_when_its_rule_has_all_that_it_needs(
    measure: Measure, enough: Mapping[str, Value], too_little: Mapping[str, Value]
) -> None:
    row = item(measure)
    fields = row_fields(row, COMMUNES)
    assert is_complete(row, fields, enough)
    assert not is_complete(row, fields, too_little)


def test_a_table_of_a_unit_without_sub_units_is_never_complete() -> None:
    row = item(Table(passes="Đạt"))
    assert not is_complete(row, row_fields(row, ()), {})


def test_what_is_missing_is_named_in_order_without_what_is_optional() -> None:
    fields = row_fields(item(DATED))
    assert [field.key for field in missing(fields, {})] == ["date"]
    assert [field.key for field in missing(row_fields(item(RATIO)), {"part": 1})] == ["whole"]


def test_a_shared_figure_fills_its_field_until_the_row_has_a_value_of_its_own() -> None:
    fields = row_fields(item(Ratio(PART, Input("Tổng số", "tong-so"))))
    figures: dict[str, Value] = {"tong-so": 10, "so-xa": 3}
    assert with_figures(fields, {"part": 1}, figures) == {"part": 1, "whole": 10}
    assert with_figures(fields, {"part": 1, "whole": 7}, figures) == {"part": 1, "whole": 7}
    assert with_figures(fields, {"part": 1}, {}) == {"part": 1}


def field(kind: FieldKind, most: int | None = None, *options: str) -> Field:
    limit = None if most is None else Decimal(most)
    return Field("k", "", kind, most=limit, options=tuple((o, o.title()) for o in options))


@pytest.mark.parametrize(
    ("asked", "typed", "value"),
    [
        (field("count"), "12.301 hồ sơ", 12301),
        (field("decimal"), "1.234,56", Decimal("1234.56")),
        (field("percent", 100), "98,8%", Decimal("98.8")),
        (field("percent", 100), "12.301", Decimal("12.301")),
        (field("date"), "5/12/2023", date(2023, 12, 5)),
        (field("yes"), " Có ", True),
        (field("yes"), "no", False),
        (field("choice", None, "kha", "tot"), "KHA", "kha"),
        (field("count"), "  ", None),
    ],
)
def test_typed_text_is_read_by_the_kind_of_its_field(
    asked: Field, typed: str, value: Value | None
) -> None:
    assert read_typed(asked, typed) == value


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        (field("count"), "157027", 157027),
        (field("decimal"), "98.8", Decimal("98.8")),
        (field("date"), "2023-12-05", date(2023, 12, 5)),
        (field("yes"), "yes", True),
        (field("choice", None, "kha"), "kha", "kha"),
    ],
)
def test_the_command_line_holds_dots_and_iso_dates(asked: Field, text: str, value: Value) -> None:
    assert read_exact(asked, text) == value


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (field("count"), "157.027"),
        (field("decimal"), "98,8"),
        (field("date"), "05/12/2023"),
        (field("yes"), "maybe"),
        (field("choice", None, "kha"), "gioi"),
    ],
)
def test_the_command_line_refuses_what_could_be_read_two_ways(asked: Field, text: str) -> None:
    with pytest.raises(UnreadableError):
        read_exact(asked, text)


def test_a_word_that_is_no_answer_is_refused_with_the_answers_that_are() -> None:
    with pytest.raises(UnreadableError) as refused:
        read_typed(field("choice", None, "kha", "tot"), "giỏi")
    [problem] = refused.value.problems
    assert i18n.render_problem(problem) == (
        "“giỏi” is not one of the answers of this row. Choose one of: Kha; Tot."
    )
    with pytest.raises(UnreadableError) as refused:
        read_exact(field("choice", None, "kha", "tot"), "gioi")
    assert i18n.render_problem(refused.value.problems[0]).endswith("kha (Kha); tot (Tot).")
    with pytest.raises(UnreadableError) as refused:
        read_typed(field("yes"), "kha")
    assert i18n.render_problem(refused.value.problems[0]).endswith("Enter yes or no.")
