"""Numbers and dates as offices type and read them."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parself import numerals
from parself.i18n import render_problem, use
from parself.numerals import UnreadableError

LAW = settings(max_examples=200, deadline=None)
PERCENT = Decimal(100)


def d(text: str) -> Decimal:
    return Decimal(text)


def said(error: UnreadableError) -> str:
    """Return what the user would read, in English."""
    use("en")
    try:
        return render_problem(error.problems[0])
    finally:
        use("vi")


# --- typed counts


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("12301", 12301),
        ("12 301", 12301),
        ("12\u00a0301", 12301),
        ("12\u202f301", 12301),
        ("1 234 567", 1234567),
        ("12.301", 12301),
        ("1.234.567", 1234567),
        ("12,301", 12301),
        ("1,234,567", 1234567),
        ("12.301 hồ sơ", 12301),
        ("12 301 hồ sơ đã giải quyết", 12301),
        ("12301hồ sơ", 12301),
        ("12.301\t", 12301),
        ("12.301\r\n", 12301),
        ("\u00a0 12.301 ", 12301),
        ("98%", 98),
        ("0", 0),
        ("007", 7),
        ("+5", 5),
        ("-5", -5),
        ("− 5", -5),
        ("999999999999999999", 10**18 - 1),
    ],
)
def test_a_count_is_read_in_every_form_that_offices_type(typed: str, count: int) -> None:
    assert numerals.read_count(typed) == count


@pytest.mark.parametrize(
    "typed", ["98,8", "98.8", "0.5", "1.234,56", "1,234.56", "0.123", "1.2345"]
)
def test_a_count_with_decimals_is_refused_as_such(typed: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        numerals.read_count(typed)
    assert "is a count" in said(caught.value)


NO_NUMBERS = [
    "",
    " ",
    "hồ sơ",
    "1.23.4",
    "12,30,1",
    "1.234,567,8",
    "1,234.567.8",
    "12.",
    ",5",
    "--5",
    "5-",
    "1e5",
    "0x10",
    "12/450",
    "5 + 7",
    "=A1",
    "nan",
    "inf",
    "∞",
    "²",
    "12_301",
    "12.301 hồ sơ 45",
    "٣",
    "１２",
    "1٢",
    "१,५",
]
TWO_NUMBERS = ["12 15", "12301\t12450", "12301\n12450", "12.301 12.450", "12 3012", "1234 567"]


@pytest.mark.parametrize("typed", NO_NUMBERS + TWO_NUMBERS)
def test_what_is_no_number_is_refused_in_every_field(typed: str) -> None:
    """Two cells pasted into one field are not one number."""
    with pytest.raises(UnreadableError):
        numerals.read_count(typed)
    with pytest.raises(UnreadableError):
        numerals.read_decimal(typed)
    with pytest.raises(UnreadableError):
        numerals.read_decimal(typed, most=PERCENT)


@pytest.mark.parametrize("typed", ["1" * 19, "1 000 000 000 000 000 000", "1" * 100_000])
def test_a_number_too_long_to_be_meant_is_refused_as_such(typed: str) -> None:
    exact = () if " " in typed else (numerals.exact_count, numerals.exact_decimal)
    for read in (numerals.read_count, numerals.read_decimal, *exact):
        with pytest.raises(UnreadableError) as caught:
            read(typed)
        assert "more than 18 digits" in said(caught.value)


def test_a_refusal_quotes_at_most_the_beginning_of_what_was_typed() -> None:
    with pytest.raises(UnreadableError) as caught:
        numerals.read_count("x" * 10_000)
    assert len(said(caught.value)) < 200


# --- typed decimals


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12301", "12301"),
        ("12 301", "12301"),
        ("12\u00a0301,5", "12301.5"),
        ("12.301", "12301"),
        ("1.234.567", "1234567"),
        ("12,301", "12.301"),
        ("1,234,567", "1234567"),
        ("98,8", "98.8"),
        ("98.8", "98.8"),
        ("0.5", "0.5"),
        ("0,5", "0.5"),
        ("0.123", "0.123"),
        ("98.80", "98.80"),
        ("1.2345", "1.2345"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1.234.567,8", "1234567.8"),
        ("1,234,567.8", "1234567.8"),
        ("98,8%", "98.8"),
        ("98,8 %", "98.8"),
        ("12.301 triệu đồng", "12301"),
        ("98,8\t\r\n", "98.8"),
        ("-2,6", "-2.6"),
        ("−2,6", "-2.6"),
        ("− 2,6 điểm %", "-2.6"),
        ("-1.234,5", "-1234.5"),
    ],
)
def test_a_decimal_is_read_in_both_conventions(typed: str, value: str) -> None:
    assert numerals.read_decimal(typed) == d(value)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("12.301", "12.301"), ("12,301", "12.301"), ("100", "100"), ("99.999", "99.999")],
)
def test_a_dot_is_the_decimal_mark_where_thousands_would_pass_the_fields_maximum(
    typed: str, value: str
) -> None:
    assert numerals.read_decimal(typed, most=PERCENT) == d(value)


def test_a_dot_groups_thousands_up_to_the_fields_maximum() -> None:
    assert numerals.read_decimal("12.301", most=d("12301")) == 12301
    assert numerals.read_decimal("12.301", most=d("12300")) == d("12.301")


def test_millions_above_the_maximum_have_no_second_reading() -> None:
    with pytest.raises(UnreadableError):
        numerals.read_decimal("1.234.567", most=PERCENT)


# --- the echo


@pytest.mark.parametrize(
    ("typed", "echo"),
    [("12301", "12.301"), ("12,301", "12.301"), ("1.234.567 hồ sơ", "1.234.567"), ("-5", "−5")],
)
def test_a_count_is_echoed_with_dotted_thousands(typed: str, echo: str) -> None:
    assert numerals.show_trimmed(numerals.read_count(typed)) == echo


@pytest.mark.parametrize(
    ("typed", "echo"),
    [("1,234.56", "1.234,56"), ("98.8", "98,8"), ("0.5", "0,5"), ("12,301", "12,301")],
)
def test_a_decimal_is_echoed_with_a_decimal_comma(typed: str, echo: str) -> None:
    assert numerals.show_trimmed(numerals.read_decimal(typed)) == echo


@LAW
@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_a_count_that_is_shown_reads_back(count: int) -> None:
    assert numerals.read_count(numerals.show_trimmed(count)) == count
    assert numerals.read_count(f"{count:,} hồ sơ") == count
    assert numerals.exact_count(str(count)) == count


@LAW
@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_figure_with_two_decimals_that_is_shown_reads_back(value: Decimal) -> None:
    assert numerals.read_decimal(numerals.show_decimal(value)) == value
    assert numerals.read_decimal(f"{value:,.2f}") == value
    assert numerals.exact_decimal(str(value)) == value


@LAW
@given(st.text("0123456789.,+-−% \t\u00a0ehồ", max_size=14))
def test_a_typed_text_is_read_or_refused_and_never_anything_else(typed: str) -> None:
    for read in (numerals.read_count, numerals.read_decimal):
        try:
            value = read(typed)
        except UnreadableError:
            continue
        shown = "".join(char for char in numerals.show_trimmed(value, 18) if char.isdigit())
        assert "".join(char for char in typed if char.isdigit()).strip("0") == shown.strip("0")


# --- numbers in files and on the command line


@pytest.mark.parametrize("text", ["98.8", "+98.80", " 98.8 "])
def test_in_files_the_dot_is_the_decimal_mark(text: str) -> None:
    assert numerals.exact_decimal(text) == d("98.8")


@pytest.mark.parametrize("text", ["98,8", "1.234.5", "1 234", "", ".5", "5.", "1e5", "nan"])
def test_in_files_every_other_form_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        numerals.exact_decimal(text)


def test_three_decimals_in_a_file_are_three_decimals() -> None:
    assert numerals.exact_decimal("157.027") == d("157.027")


def test_a_count_with_a_dot_is_refused_naming_both_readings() -> None:
    with pytest.raises(UnreadableError) as caught:
        numerals.exact_count("157.027")
    assert "157027 or 157,027" in said(caught.value)


@pytest.mark.parametrize("text", ["157,027", "1e5", "12 301", "1.2.3"])
def test_other_counts_that_are_no_whole_numbers_are_refused(text: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        numerals.exact_count(text)
    assert "is not a whole number" in said(caught.value)


@pytest.mark.parametrize("text", ["", "nhiều"])
def test_words_are_no_number_at_any_door(text: str) -> None:
    for read in (numerals.read_count, numerals.read_decimal, numerals.exact_count,
                 numerals.exact_decimal):  # fmt: skip
        with pytest.raises(UnreadableError, match=f"“{text}”|is not a number"):
            read(text)


def test_half_a_case_is_told_alike_however_it_is_typed() -> None:
    for read, text in ((numerals.read_count, "2,5"), (numerals.exact_count, "2.5")):
        with pytest.raises(UnreadableError) as caught:
            read(text)
        assert said(caught.value) == "“2,5” has decimals, but this is a count. Type a whole number."


# --- dates


@pytest.mark.parametrize("text", ["1899-12-31", "2200-01-01", "9999-12-31", "0223-01-04"])
def test_a_year_that_is_none_of_our_time_is_no_day_of_a_document(text: str) -> None:
    for read in (numerals.read_date, numerals.exact_date):
        with pytest.raises(UnreadableError) as caught:
            read(text)
        assert "must lie between 1900 and 2199" in said(caught.value)


@pytest.mark.parametrize(
    "typed",
    [
        "5/12/2023",
        "05/12/2023",
        "05-12-2023",
        "5.12.2023",
        "05 / 12 / 2023",
        "5/12/23",
        "2023-12-05",
        "2023-12-5",
        "05122023",
        "ngày 05 tháng 12 năm 2023",
        "05 tháng 12 năm 2023",
        " 05/12/2023\t\r\n",
    ],
)
def test_a_day_is_read_in_every_form_that_people_type(typed: str) -> None:
    assert numerals.read_date(typed) == date(2023, 12, 5)


@pytest.mark.parametrize(
    "typed", ["30/2/2023", "29/02/2023", "5/13/2023", "0/1/2023", "01/01/0000"]
)
def test_a_day_that_does_not_exist_is_refused_as_such(typed: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        numerals.read_date(typed)
    assert "does not exist" in said(caught.value)


@pytest.mark.parametrize(
    "typed",
    ["", "hôm qua", "2023", "12/2023", "5/12/202", "٥/١٢/٢٠٢٣", "٠٥١٢٢٠٢٣", "5/12/20233", "512"],
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        numerals.read_date(typed)
    assert "is not a date" in said(caught.value)


def test_the_29th_of_february_exists_in_leap_years() -> None:
    assert numerals.read_date("29/2/2024") == date(2024, 2, 29)


@LAW
@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_day_that_is_shown_reads_back(day: date) -> None:
    assert numerals.read_date(numerals.show_date(day)) == day
    assert numerals.exact_date(day.isoformat()) == day


@pytest.mark.parametrize("text", ["05/12/2023", "2023-02-30", "2023-12", "", "2023-12-05T10:00:00"])
def test_on_the_command_line_a_day_is_year_month_day(text: str) -> None:
    with pytest.raises(UnreadableError):
        numerals.exact_date(text)


# --- rounding


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        ("1.005", "1.01"),
        ("1.0049999999999999", "1.00"),
        ("2.675", "2.68"),
        ("0.125", "0.13"),
        ("-1.005", "-1.01"),
        ("-1.004", "-1.00"),
        ("-0.005", "-0.01"),
        ("-0.004", "0.00"),
        ("100", "100.00"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: str, rounded: str) -> None:
    assert str(numerals.round_half_up(d(value))) == rounded
    assert str(numerals.round_half_up(Fraction(value))) == rounded


def test_a_fraction_without_finite_decimals_is_rounded_exactly() -> None:
    assert numerals.round_half_up(Fraction(2, 3)) == d("0.67")
    assert numerals.round_half_up(Fraction(-1, 3)) == d("-0.33")


@pytest.mark.parametrize(
    ("step", "rounded"), [("1", "3"), ("0.5", "2.5"), ("0.25", "2.50"), ("0.1", "2.5")]
)
def test_any_step_can_be_rounded_to(step: str, rounded: str) -> None:
    assert str(numerals.round_half_up(d("2.5"), d(step))) == rounded


def test_values_longer_than_the_usual_decimal_context_keep_every_digit() -> None:
    huge = 10**60 + 1
    assert numerals.round_half_up(Fraction(huge * 1000 + 5, 1000)) == d(f"{huge}.01")
    assert numerals.round_half_up(d(f"-{huge}.005")) == d(f"-{huge}.01")


@LAW
@given(st.fractions(), st.sampled_from([d("0.01"), d("0.25"), d("1"), d("0.001")]))
def test_a_rounded_value_is_a_multiple_of_the_step_at_most_half_a_step_away(
    value: Fraction, step: Decimal
) -> None:
    rounded = Fraction(numerals.round_half_up(value, step))
    assert (rounded / Fraction(step)).denominator == 1
    assert abs(rounded - value) * 2 <= Fraction(step)
    assert Fraction(numerals.round_half_up(-value, step)) == -rounded


@LAW
@given(st.fractions(), st.fractions())
def test_rounding_never_turns_an_order_round(one: Fraction, other: Fraction) -> None:
    lower, higher = sorted([one, other])
    assert numerals.round_half_up(lower) <= numerals.round_half_up(higher)


# --- showing


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (d("1234.5"), 2, "1.234,50"),
        (d("1234567.891"), 2, "1.234.567,89"),
        (d("0.005"), 2, "0,01"),
        (Fraction(1, 3), 4, "0,3333"),
        (-5, 2, "−5,00"),
        (d("-0.001"), 2, "0,00"),
        (157027, 0, "157.027"),
        (d("0.5"), 0, "1"),
        (10**40, 0, "10.000" + ".000" * 12),
    ],
)
def test_figures_are_shown_with_dotted_thousands_and_a_decimal_comma(
    value: Decimal | Fraction | int, places: int, shown: str
) -> None:
    assert numerals.show_decimal(value, places) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(d("0.50"), "0,5"), (15, "15"), (1000, "1.000"), (d("98.80"), "98,8"), (0, "0")],
)
def test_trimmed_figures_have_no_idle_zeros(value: Decimal | int, shown: str) -> None:
    assert numerals.show_trimmed(value) == shown


def test_a_share_is_shown_as_a_percentage_without_a_space() -> None:
    assert numerals.show_percent(Fraction(146953, 157027)) == "93,58%"
    assert numerals.show_percent(1, 0) == "100%"


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Fraction(799_999, 10**6), "79,9999%"),
        (Fraction(1, 99_999_999_999), "0,000000001%"),
        (Fraction(10**12 - 1, 10**12), "99,9999999999%"),
        (Fraction(-1, 10**9), "−0,0000001%"),
    ],
)
def test_a_share_is_never_shown_as_a_whole_percent_that_it_is_not(
    share: Fraction, shown: str
) -> None:
    assert numerals.show_percent(share) == shown


def test_days_and_times_have_two_digits() -> None:
    assert numerals.show_date(date(2023, 2, 5)) == "05/02/2023"
    assert numerals.show_time(datetime(2023, 2, 5, 9, 4, 7)) == "09:04:07"


@pytest.mark.parametrize(
    ("size", "shown"),
    [(0, "0 KB"), (1, "0,1 KB"), (2**21, "2 MB"), (2**21 + 1, "2,1 MB"), (300 * 2**20, "300 MB")],
)
def test_a_size_is_never_shown_smaller_than_it_is(size: int, shown: str) -> None:
    assert numerals.show_size(size) == shown


@given(st.integers(1, 1024), st.sampled_from([2**10, 2**20]), st.integers(1, 2**40))
def test_a_size_above_a_limit_never_reads_as_the_limit(most: int, unit: int, more: int) -> None:
    assert numerals.show_size(most * unit) != numerals.show_size(most * unit + more)


@pytest.mark.parametrize(
    ("size", "shown"),
    [(0, "0 MB"), (2**20 - 1, "0 MB"), (700 * 2**20, "700 MB"), (12 * 2**30 - 1, "11,9 GB")],
)
def test_the_room_of_a_drive_is_never_shown_larger_than_it_is(size: int, shown: str) -> None:
    assert numerals.show_room(size) == shown
