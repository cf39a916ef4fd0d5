"""The gate for TOML: what is let in, what is refused, and what a seal detects."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parself import toml
from parself.errors import DamagedError
from parself.limits import TOML_BARE, TOML_BYTES, TOML_KEY_PARTS, TOML_NESTING
from parself.text import cleaned

LAW = settings(max_examples=100, deadline=None)


def table(source: str | bytes) -> toml.Table:
    data = source.encode("utf-8") if isinstance(source, str) else source
    return toml.read(data, where="x.toml").table


def refusal(source: str | bytes) -> str:
    """Return the English sentence with which `source` is refused."""
    with pytest.raises(DamagedError) as caught:
        table(source)
    (problem,) = caught.value.problems
    assert problem.where == "x.toml"
    assert problem.todo is not None
    return problem.what.id


# --- what is let in


def test_values_come_as_exact_and_plain_ones() -> None:
    assert table('n = 3\nd = 78.50\nt = "Văn Quan"\nb = true\nday = 2023-12-05\n') == {
        "n": 3,
        "d": Decimal("78.50"),
        "t": "Văn Quan",
        "b": True,
        "day": date(2023, 12, 5),
    }


def test_decimals_are_exact() -> None:
    assert table("d = 0.1")["d"] * 3 == Decimal("0.3")


def test_an_empty_file_is_an_empty_table_and_not_sealed() -> None:
    assert table("") == {}
    assert not toml.is_sealed(b"")


def test_a_byte_order_mark_and_windows_line_ends_are_accepted() -> None:
    assert table(b'\xef\xbb\xbf[a]\r\nb = """\r\nm\xe1\xbb\x99t\r\nhai"""\r\n') == {
        "a": {"b": "một\nhai"}
    }


def test_text_is_composed_and_cleaned_and_what_was_replaced_is_counted() -> None:
    source = 'a = "Va\u0306n"\n[[l]]\n"k\u202ey" = ["x\\u001b[31m", 1]\n'
    reading = toml.read(source.encode(), where="x")
    assert reading.table == {"a": "Văn", "l": [{"k\ufffdy": ["x\ufffd[31m", 1]}]}
    assert reading.replaced == 2


CROWDED = "a.b.c[[[{{{" * 40
QUOTED_TEXTS = {
    "basic": f'a = "{CROWDED}"',
    "basic with escaped quotes": rf'a = "\"{CROWDED}\"\\"',
    "literal": f"a = '{CROWDED}'",
    "long": f'a = """\n{CROWDED}\n"{CROWDED}""{CROWDED}"""',
    "long with escapes": rf'a = """\"""{CROWDED}\\"""',
    "long literal": f"a = '''\n{CROWDED}\n'{CROWDED}''\"{CROWDED}'''",
    "long ended by five quotes": f'a = """{CROWDED}"""""',
    "long literal ended by four quotes": f"a = '''{CROWDED}''''",
    "comment": f"a = 1 # \" ' {CROWDED}",
    "quoted key": f'"{CROWDED}" = 1',
}


@pytest.mark.parametrize("source", QUOTED_TEXTS.values(), ids=QUOTED_TEXTS.keys())
def test_peoples_text_may_be_full_of_dots_and_brackets(source: str) -> None:
    assert len(table(source)) == 1


def test_many_decimals_and_short_keys_on_one_line_are_no_long_key() -> None:
    row = "{ a.b = 1.5, c = [1.5, 2.5] }"
    assert len(table(f"x = [{', '.join([row] * 100)}]")["x"]) == 100


# --- caps


def key(parts: int, part: str = "a") -> str:
    return ".".join([part] * parts)


def test_a_key_may_have_as_many_parts_as_the_cap_and_no_more() -> None:
    table(f"{key(TOML_KEY_PARTS)} = 1")
    assert "too many parts" in refusal(f"{key(TOML_KEY_PARTS + 1)} = 1")


LONG_KEYS = {
    "spaced": f"{' . '.join(['a'] * 40)} = 1",
    "quoted": f"{key(40, chr(34) + 'a.b' + chr(34))} = 1",
    "literal": f"{key(40, chr(39) + 'a' + chr(39))} = 1",
    "header": f"[{key(40)}]",
    "header of a list": f"[[{key(40)}]]",
    "inside a line": f"x = {{ y = 1, {key(40)} = 2 }}",
    "after a long literal string": f"x = '''a'\"\"\"'''\n{key(40)} = 1\ny = '''a'\"\"\"'''",
    "after four closing quotes": f'x = ["""a"""", """ b"""]\n{key(40)} = 1\ny = """ """',
    "after an escaped quote": f'x = "\\""\n{key(40)} = 1\ny = "\\""',
    "after a quote in a comment": f"x = 1 # \"\"\" '''\n{key(40)} = 1 # \"\"\" '''",
}


@pytest.mark.parametrize("source", LONG_KEYS.values(), ids=LONG_KEYS.keys())
def test_a_long_key_is_refused_wherever_it_hides(source: str) -> None:
    assert "too many parts" in refusal(source)


def test_a_value_without_quotes_may_be_as_long_as_the_cap_and_no_longer() -> None:
    most = " " * (TOML_BARE - len("x  1"))
    assert table(f"a = 1\nx={most} 1\nb = 2")["x"] == 1
    assert "a value that cannot be read" in refusal(f"a = 1\nx={most}    1\nb = 2")


def test_brackets_may_nest_as_deep_as_the_cap_and_no_deeper() -> None:
    def nested(depth: int) -> str:
        return "a = " + "[" * depth + "]" * depth

    table(nested(TOML_NESTING))
    assert "nested too deeply" in refusal(nested(TOML_NESTING + 1))
    assert "nested too deeply" in refusal("a = " + "[" * 30_000)
    assert "nested too deeply" in refusal("a = " + "{a=" * 10_000)


def test_long_keys_and_deep_brackets_together_do_not_exhaust_the_stack() -> None:
    source = "1"
    for _ in range(TOML_NESTING):
        source = f"{{ {key(TOML_KEY_PARTS)} = {source} }}"
    # Newer Pythons have the stack for it; older ones refuse, in words.
    try:
        toml.read(f"a = {source}".encode(), where="f.toml")
    except DamagedError as error:
        assert "cannot be read" in str(error)


def test_a_file_may_be_as_large_as_the_cap_and_no_larger() -> None:
    table(b"#" + b" " * (TOML_BYTES - 1))
    assert "too large" in refusal(b"#" * (TOML_BYTES + 1))


HALF = TOML_BYTES // 2
SLOW_FOR_A_BACKTRACKING_SCANNER = {
    "one long word": b"a" * TOML_BYTES,
    "blanks": b"a" + b" " * (TOML_BYTES - 1),
    "escaped quotes without an end": b'a="' + b'\\"' * (HALF - 2),
    "escaped long quotes without an end": b'a="""\n' + b'\\"""\n' * (TOML_BYTES // 5 - 2),
    "escapes without an end": b'a="""' + b"\\" * HALF,
    "single quotes on lines of their own": b"'\n" * HALF,
}


@pytest.mark.parametrize(
    "source",
    SLOW_FOR_A_BACKTRACKING_SCANNER.values(),
    ids=SLOW_FOR_A_BACKTRACKING_SCANNER.keys(),
)
def test_the_largest_hostile_file_is_refused_in_one_pass(source: bytes) -> None:
    """A scanner that looks twice at a character would need hours for these."""
    refusal(source)


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "+nan", "1e400", "1e-400", "1e19"])
def test_numbers_that_are_none_or_out_of_all_proportion_are_refused(number: str) -> None:
    assert "cannot be read" in refusal(f"a = {number}")


GIANTS = {
    "decimal digits": "9" * 37,
    "more digits than Python reads": "9" * 10_000,
    "hexadecimal": "0x" + "f" * 1_000_000,
    "negative": "-" + "9" * 37,
    "fraction digits": "0." + "1" * 40,
    "in a list in a table": "[{ b = [" + "9" * 37 + "] }]",
}


@pytest.mark.parametrize("number", GIANTS.values(), ids=GIANTS.keys())
def test_numbers_with_too_many_digits_are_refused(number: str) -> None:
    assert "cannot be read" in refusal(f"a = {number}")


def test_numbers_of_the_longest_kind_that_fields_take_pass() -> None:
    assert table("a = 999999999999999999\nb = -0.00000000000000001\nc = 0xff") == {
        "a": 10**18 - 1,
        "b": Decimal("-0.00000000000000001"),
        "c": 255,
    }


@pytest.mark.parametrize("source", [b"\xff\xfea\x00", b'a = "\xc3"', "a = 'x'".encode("utf-16")])
def test_a_file_that_is_not_utf_8_is_refused(source: bytes) -> None:
    assert "not UTF-8" in refusal(source)


@pytest.mark.parametrize(
    "source",
    [
        "a",
        "a = ",
        "a = 1\na = 2",
        "[a]\n[a]",
        'a = "x',
        'a = """x',
        "a = 01",
        "\x00",
        "a = 'x\x1b'",
    ],
)
def test_what_is_not_toml_is_refused(source: str) -> None:
    assert "not valid TOML" in refusal(source)


@LAW
@given(st.binary(max_size=60) | st.text("\"'#\\\n.=[]{}a1 ", max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused_and_never_anything_else(data: bytes) -> None:
    try:
        toml.read(data, where="x")
    except DamagedError:
        return


# --- writing

TEXTS = st.text(max_size=12).map(cleaned)
SCALARS = (
    TEXTS
    | st.integers(-(10**18) + 1, 10**18 - 1)
    | st.booleans()
    | st.decimals(-(10**9), 10**9, places=2)
    | st.dates()
    | st.datetimes().map(lambda moment: moment.replace(microsecond=0))
)
TABLES = st.dictionaries(
    TEXTS,
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
        max_leaves=6,
    ),
    max_size=3,
)


@LAW
@given(TABLES)
def test_what_was_written_reads_back_as_it_was_and_writes_the_same_bytes(
    content: toml.Table,
) -> None:
    once = toml.write(content)
    reading = toml.read(once, where="x")
    assert reading == toml.Reading(content, 0)
    assert toml.write(reading.table) == once


def test_files_are_composed_utf_8_with_plain_line_ends() -> None:
    data = toml.write({"a": "Va\u0306n\nQuan", "b": Decimal("78.50")})
    assert data.decode("utf-8") == 'a = """\nVăn\nQuan"""\nb = 78.50\n'


# --- the seal

SEALED = toml.seal(toml.write({"unit": "van-quan", "note": "đủ 78,50%\n"}))


def test_a_sealed_file_is_still_toml_with_its_checksum_on_the_last_line() -> None:
    assert toml.is_sealed(SEALED)
    assert toml.has_seal(SEALED)
    assert table(SEALED) == {"unit": "van-quan", "note": "đủ 78,50%\n"}
    assert SEALED.splitlines()[-1].startswith(b"# parself-sha256 = ")


def test_every_truncation_breaks_the_seal() -> None:
    assert not [length for length in range(len(SEALED)) if toml.is_sealed(SEALED[:length])]


def test_every_single_flipped_bit_breaks_the_seal() -> None:
    def flipped(bit: int) -> bytes:
        changed = bytearray(SEALED)
        changed[bit // 8] ^= 1 << bit % 8
        return bytes(changed)

    assert not [bit for bit in range(8 * len(SEALED)) if toml.is_sealed(flipped(bit))]


@pytest.mark.parametrize(
    "changed",
    [
        SEALED + b"\n",
        SEALED + b"a = 1\n",
        SEALED.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + SEALED,
        SEALED + SEALED,
        SEALED.upper(),
    ],
)
def test_nothing_may_be_added_or_rewritten_under_a_seal(changed: bytes) -> None:
    assert not toml.is_sealed(changed)


def test_a_wrong_seal_is_told_from_a_missing_one() -> None:
    assert toml.has_seal(SEALED.replace(b"78,50", b"98,50"))
    assert not toml.has_seal(toml.write({"a": 1}))


def test_a_seal_quoted_inside_the_content_does_not_confuse_the_real_one() -> None:
    content = toml.write({"note": SEALED.decode()})
    assert not toml.is_sealed(content)
    assert toml.is_sealed(toml.seal(content))


@LAW
@given(st.binary(max_size=200))
def test_whatever_was_sealed_is_sealed(content: bytes) -> None:
    assert toml.is_sealed(toml.seal(content))
