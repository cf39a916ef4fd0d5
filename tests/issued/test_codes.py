"""Codes of rows are recognised however they are written, and relative marks become ids."""

from collections.abc import Sequence

import pytest

from parself.issued import codes


def ids(*written: str) -> list[str]:
    """Return the ids of rows whose codes stand below each other."""
    path: list[codes.Open] = []
    found = []
    for text in written:
        mark = codes.mark_of(text)
        assert mark is not None, text
        place, mark = codes.place_of(mark, path)
        path = [*path[: place.depth], codes.Open(place.id, mark)]
        found.append(place.id)
    return found


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (("1", "1.1", "1.1.1", "1.2", "2"), ["1", "1.1", "1.1.1", "1.2", "2"]),
        (("I", "1", "1.1", "1.2", "2", "II", "1"),
         ["I", "I.1", "I.1.1", "I.1.2", "I.2", "II", "II.1"]),
        (("I", "I.1", "I.1.1", "II", "II.1"), ["I", "I.1", "I.1.1", "II", "II.1"]),
        (("A", "I", "1", "a)", "b)", "2", "2.1", "a)", "2.2", "II", "B", "1"),
         ["A", "A.I", "A.I.1", "A.I.1.a", "A.I.1.b", "A.I.2", "A.I.2.1", "A.I.2.1.a", "A.I.2.2",
          "A.II", "B", "B.1"]),
        (("Tiêu chí 1", "Tiêu chí 1.1", "Tiêu chí 2"), ["1", "1.1", "2"]),
        (("1.", "1.1.", "1.1.a", "1.1.b"), ["1", "1.1", "1.1.a", "1.1.b"]),
        (("2", "2.a)", "2.b)"), ["2", "2.a", "2.b"]),
        (("1", "i)", "ii)", "iii)", "2"), ["1", "1.i", "1.ii", "1.iii", "2"]),
        (("II", "1.1", "1.2"), ["II", "II.1.1", "II.1.2"]),
    ],
)  # fmt: skip
def test_marks_become_ids(written: Sequence[str], expected: Sequence[str]) -> None:
    assert ids(*written) == expected


def test_a_letter_after_another_is_no_roman_number() -> None:
    assert ids("A", "B", "C", "1", "D", "1") == ["A", "B", "C", "C.1", "D", "D.1"]
    assert ids("H", "I", "1") == ["H", "I", "I.1"]


@pytest.mark.parametrize("text", ["", "-", "+", "Tổng", "Ghi chú", "abc", "1)2", "³"])
def test_what_is_no_code_is_none(text: str) -> None:
    assert codes.mark_of(text) is None


def test_a_code_that_does_not_fit_the_rows_above_is_told() -> None:
    marks = [codes.mark_of(text) for text in ("1", "1.1")]
    opened = [codes.Open(one, mark) for one, mark in zip(("1", "1.1"), marks, strict=True) if mark]
    wrong = codes.mark_of("2.1")
    assert wrong is not None
    place, _ = codes.place_of(wrong, opened)
    assert not place.is_sure


@pytest.mark.parametrize(
    ("text", "code", "rest"),
    [
        ("I. Chỉ đạo", "I", "Chỉ đạo"),
        ("1.2. Kế hoạch", "1.2", "Kế hoạch"),
        ("Tiêu chí 3: Kế hoạch", "Tiêu chí 3", "Kế hoạch"),
        ("a) Có chuyên mục", "a", "Có chuyên mục"),
        ("Công khai thủ tục", "", "Công khai thủ tục"),
        ("12 cuộc họp", "", "12 cuộc họp"),
    ],
)
def test_a_code_may_stand_before_the_title(text: str, code: str, rest: str) -> None:
    assert codes.leading_mark(text) == (code, rest)
