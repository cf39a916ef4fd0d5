"""The verification code tells a slip of the finger from another file."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parself.submission.code import Match, check_typed, code_for

MANIFEST = b"0123  bagit.txt\n"
CODE = code_for(MANIFEST, unit="van-quan", year=2023, sequence=2)


def typed(text: str, manifest: bytes = MANIFEST, *, sequence: int = 2) -> Match:
    return check_typed(text, manifest, unit="van-quan", year=2023, sequence=sequence)


def test_a_code_is_six_groups_of_four_digits_and_one_modulo_97() -> None:
    groups = CODE.split(" ")
    assert [len(group) for group in groups] == [4] * 6
    assert int("".join(groups)) % 97 == 1


def test_the_code_of_a_known_manifest_never_changes() -> None:
    """A sheet stamped today must match in ten years, on every system."""
    assert CODE == "6630 9396 8435 1150 4115 4722"


@pytest.mark.parametrize("form", ["{}", " {} ", "{}\n", "\t{}"])
@pytest.mark.parametrize("between", [" ", "", "-", " – ", "\u00a0", "\n"])
def test_blanks_and_dashes_do_not_count(form: str, between: str) -> None:
    assert typed(form.format(CODE.replace(" ", between))) is Match.MATCH


@pytest.mark.parametrize(
    "text", ["", CODE[:-1], CODE + "1", CODE.replace(CODE[0], "O"), "một hai", "٣" * 24, "0" * 24]
)
def test_what_is_no_code_is_a_typing_error(text: str) -> None:
    assert typed(text) is Match.TYPING_ERROR


def test_every_wrong_digit_and_every_swap_is_a_typing_error() -> None:
    """20,000 slips: one digit wrong, or two digits exchanged at any distance."""
    chance = random.Random(97)
    digits = CODE.replace(" ", "")
    slips = 0
    while slips < 20_000:
        wrong = list(digits)
        first, second = chance.sample(range(24), 2)
        if slips % 2:
            wrong[first] = chance.choice("0123456789")
        else:
            wrong[first], wrong[second] = wrong[second], wrong[first]
        if "".join(wrong) != digits:
            assert typed("".join(wrong)) is Match.TYPING_ERROR
            slips += 1


def test_the_code_of_an_altered_file_is_another_code() -> None:
    assert typed(CODE, MANIFEST + b"\n") is Match.OTHER_FILE


@pytest.mark.parametrize(
    ("unit", "year", "sequence"),
    [("van-lang", 2023, 2), ("van-quan", 2022, 2), ("van-quan", 2023, 1)],
)
def test_a_code_holds_for_one_unit_one_year_and_one_number(
    unit: str, year: int, sequence: int
) -> None:
    other = code_for(MANIFEST, unit=unit, year=year, sequence=sequence)
    assert typed(other) is Match.OTHER_FILE


@settings(max_examples=10, deadline=None)
@given(st.binary(max_size=200), st.integers(1, 99))
def test_a_code_matches_what_it_was_made_for(manifest: bytes, sequence: int) -> None:
    """Law: check_typed(code_for(m)) is MATCH."""
    code = code_for(manifest, unit="van-quan", year=2023, sequence=sequence)
    assert typed(code, manifest, sequence=sequence) is Match.MATCH
