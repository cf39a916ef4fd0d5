"""Unicode rules: what enters, what is equal for search, what sorts before what."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parself import text

LAW = settings(max_examples=200, deadline=None)

VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
TONED = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES]
ACCENTED = [letter for letter in [*TONED, "đ"] if not letter.isascii()]
ALL_134 = [*ACCENTED, *map(str.upper, ACCENTED)]

PLAIN = {"ă": "a", "â": "a", "ê": "e", "ô": "o", "ơ": "o", "ư": "u", "đ": "d"}
SENTENCE = (
    "Ủy ban nhân dân huyện Văn Quan, tỉnh Lạng Sơn: 45/BC-UBND ngày 05/12/2023 – “đạt 78,50%”"
)


def decomposed(value: str) -> str:
    return unicodedata.normalize("NFD", value)


def test_there_are_134_accented_letters() -> None:
    assert len(set(ALL_134)) == 134


# --- composing


@pytest.mark.parametrize("letter", ALL_134)
def test_a_decomposed_letter_becomes_its_composed_one_everywhere(letter: str) -> None:
    assert text.nfc(decomposed(letter)) == letter
    assert text.clean(decomposed(letter)) == text.Cleaned(letter, 0)
    assert text.fold(decomposed(letter)) == text.fold(letter)


# --- cleaning


def test_ordinary_text_passes_unchanged() -> None:
    assert text.clean(SENTENCE) == text.Cleaned(SENTENCE, 0)
    assert text.clean("một\n\thai √ ≤ ▲ − “ ” … 漢 ក្រុម ស៊ាំ 👍") == text.Cleaned(
        "một\n\thai √ ≤ ▲ − “ ” … 漢 ក្រុម ស៊ាំ 👍", 0
    )


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\x85"])
def test_every_line_end_becomes_one_newline(end: str) -> None:
    assert text.clean(f"một{end}hai{end}") == text.Cleaned("một\nhai\n", 0)


UNSAFE = {
    "null": "\x00",
    "bell": "\x07",
    "escape": "\x1b",
    "delete": "\x7f",
    "C1 control sequence introducer": "\x9b",
    "left-to-right mark": "\u200e",
    "right-to-left mark": "\u200f",
    "Arabic letter mark": "\u061c",
    "embedding": "\u202a",
    "right-to-left override": "\u202e",
    "isolate": "\u2066",
    "end of isolate": "\u2069",
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "word joiner": "\u2060",
    "invisible times": "\u2062",
    "soft hyphen": "\u00ad",
    "byte order mark inside": "\ufeff",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "tag letter": "\U000e0041",
    "lone surrogate": "\ud800",
    "no character, which Word files cannot hold": "\uffff",
    "reversed byte order mark": "\ufffe",
}


@pytest.mark.parametrize("char", UNSAFE.values(), ids=UNSAFE.keys())
def test_unsafe_characters_are_replaced_visibly_and_counted(char: str) -> None:
    assert text.clean(f"Văn{char}Quan{char}") == text.Cleaned("Văn\ufffdQuan\ufffd", 2)


def test_a_byte_order_mark_at_the_start_goes_in_silence() -> None:
    assert text.clean("\ufeffVăn Quan") == text.Cleaned("Văn Quan", 0)


@pytest.mark.parametrize("pile", ["\u0316" * 100, "\u0316\u034f" * 50, "\u20dd" * 100])
def test_marks_piled_on_one_letter_are_cut_off(pile: str) -> None:
    """Joiners and enclosing marks between the marks do not start a new pile."""
    result = text.clean(f"a{pile}b")
    marks = sum(unicodedata.category(char).startswith("M") for char in result.text)
    assert marks <= 4
    assert result.replaced == 100 - marks
    assert result.text.startswith("a")
    assert result.text.endswith("b")


@LAW
@given(st.text(st.characters(codec=None, exclude_categories=[])))
def test_cleaning_twice_is_cleaning_once(value: str) -> None:
    once = text.cleaned(value)
    assert text.clean(once) == text.Cleaned(once, 0)


@LAW
@given(st.text(st.characters(codec=None, exclude_categories=[])))
def test_what_is_clean_is_composed_and_can_be_written_as_utf_8(value: str) -> None:
    once = text.cleaned(value)
    assert text.nfc(once) == once
    assert once.encode("utf-8").decode("utf-8") == once


def test_one_line_joins_lines_and_blanks() -> None:
    assert text.one_line("  Báo cáo\r\n\tsố\u00a0 45 ") == "Báo cáo số 45"
    assert text.one_line(" \n ") == ""


# --- search


@pytest.mark.parametrize("letter", ALL_134)
def test_every_accented_letter_folds_to_its_plain_letter(letter: str) -> None:
    base = unicodedata.normalize("NFD", letter.lower())[0]
    assert text.fold(letter) == PLAIN.get(base, base)
    assert text.fold(letter).isascii()


@LAW
@given(st.text())
def test_composed_text_folds_letter_for_letter(value: str) -> None:
    assert len(text.fold(value)) == len(text.nfc(value))


@LAW
@given(st.text())
def test_folding_twice_is_folding_once(value: str) -> None:
    assert text.fold(text.fold(value)) == text.fold(value)


def test_a_match_in_folded_text_stands_where_it_stands_in_the_original() -> None:
    start = text.fold(SENTENCE).index("lang son")
    assert SENTENCE[start : start + 8] == "Lạng Sơn"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("số hóa", "số hoá"),
        ("hòa giải", "hoà giải"),
        ("thủy lợi", "thuỷ lợi"),
        ("ủy ban", "uỷ ban"),
        ("tỷ lệ", "tỉ lệ"),
        ("kỹ thuật", "kĩ thuật"),
        ("kỳ đánh giá", "kì đánh giá"),
        ("quản lý", "quản lí"),
        ("lý do", "lí do"),
        ("bác sỹ", "bác sĩ"),
        ("hy vọng", "hi vọng"),
        ("mỹ quan", "mĩ quan"),
        ("quy định", "qui định"),
        ("Quý", "quí"),
        ("Tỷ  Lệ", "ti le"),
        ("ĐÁNH GIÁ", "danh gia"),
        ("Văn Quan", decomposed("Văn Quan")),
    ],
)
def test_both_spellings_are_equal_for_search(one: str, other: str) -> None:
    assert text.search_key(one) == text.search_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("tay", "tai"), ("thúy", "thúi"), ("quyết", "quiết"), ("may", "mai")]
)
def test_other_words_in_y_and_i_stay_apart(one: str, other: str) -> None:
    assert text.search_key(one) != text.search_key(other)


# --- slugs


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Tự đánh giá năng lực số", "tu-danh-gia-nang-luc-so"),
        ("UBND huyện Văn Quan", "ubnd-huyen-van-quan"),
        ("TP. Lạng Sơn", "tp-lang-son"),
        ("../../etc/passwd", "etc-passwd"),
        ("  –  ", ""),
        ("漢字", ""),
        ("a" * 70, "a" * 60),
        ("a" * 59 + " b", "a" * 59),
    ],
)
def test_a_slug_is_the_title_in_plain_letters(title: str, expected: str) -> None:
    assert text.slug(title) == expected


@LAW
@given(st.text(), st.integers(1, 80))
def test_a_slug_holds_only_plain_letters_digits_and_inner_hyphens(value: str, most: int) -> None:
    made = text.slug(value, longest=most)
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert made == made.strip("-")
    assert len(made) <= most
    assert text.slug(made, longest=most) == made


# --- the old encoding


@pytest.mark.parametrize(
    "old",
    [
        "UBND huyÖn V¨n Quan",
        "Céng hoµ x· héi chñ nghÜa ViÖt Nam",
        "§éc lËp - Tù do - H¹nh phóc",
        "Phßng Néi vô",
        "tØnh L¹ng S¬n",
        "B¸o c¸o kÕt qu¶ c¶i c¸ch hµnh chÝnh",
        "®¬n vÞ",
        "t×nh h×nh",
        "c«ng chøc, viªn chøc",
    ],
)
def test_text_in_tcvn3_is_recognised(old: str) -> None:
    assert text.looks_like_tcvn3(old)


@pytest.mark.parametrize(
    "ordinary",
    [
        SENTENCE,
        SENTENCE.upper(),
        "Cộng hòa xã hội chủ nghĩa Việt Nam. Độc lập – Tự do – Hạnh phúc",
        "ÔNG, BÀ, Ý KIẾN: ÒN ÈO ÌM ÉP ÊM ĐỀM",
        "Bộ phận «Một cửa» và »ngược lại«",
        "Microsoft® Word, Windows©, © 2023, (®)",
        "10 µm, 5 kW·h, 25°C, 1½ ngày, 1ª, m², a×b, 3×nhau, 2×3",
        "văn bản¹ và §12, § 5 Luật; ¬p",
        "The result: 98,8 % – naïve façade, São Paulo, Düsseldorf, Straße, El Niño",
        "CCHC TTHC DVCTT VBQPPL iPhone OneDrive",
        decomposed(SENTENCE),
        "",
    ],
)
def test_ordinary_vietnamese_and_foreign_text_is_not_taken_for_tcvn3(ordinary: str) -> None:
    assert not text.looks_like_tcvn3(ordinary)


@LAW
@given(st.lists(st.text([*ALL_134, *"abcdeghiklmnopqrstuvxyABCDEGHIKLMNOPQRSTUVXY"]), max_size=8))
def test_no_words_of_vietnamese_letters_are_taken_for_tcvn3(words: list[str]) -> None:
    assert not text.looks_like_tcvn3(" ".join(words))


def test_what_passes_as_ordinary_is_composed_and_safe() -> None:
    """The short cut for ordinary text gives what the long way would."""
    for char in map(chr, range(0x3000)):
        long_way = text.clean(char + "\u3042")
        assert text.clean(char).text == long_way.text.removesuffix("\u3042"), hex(ord(char))
        assert text.clean(char).replaced == long_way.replaced


def test_what_was_typed_in_full_is_nearer_than_what_holds_it() -> None:
    units = ["Xã Quang Trung", "Xã An Trung Đông", "Xã An Trung"]
    found = [text.nearness("Xã An Trung", (name,)) for name in units]
    assert found[0] is None
    assert found[2] is not None and found[1] is not None and found[2] < found[1]
    rows = {row: text.nearness("1.2", (row, "Tỷ lệ")) for row in ("1.1.2", "1.2.1", "1.2")}
    assert rows["1.1.2"] is None
    assert rows["1.2"] == 0
    assert rows["1.2.1"]


@LAW
@given(st.sampled_from(["Xã An Lạc", "4.3", "1.2.10", "Tỷ lệ hồ sơ"]), st.text(max_size=12))
def test_a_name_typed_in_full_is_always_nearest(name: str, other: str) -> None:
    assert text.nearness(name, (other, name)) == 0
