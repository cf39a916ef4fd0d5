"""TOML in and out: the one gate between TOML bytes and plain values.

Reading distrusts: caps on size, entries, key length and nesting come before the parser sees
a byte, because it recurses on brackets and is quadratic in dotted keys. Numbers are
exact, text is cleaned once, here. Writing gives UTF-8, LF and NFC. A *sealed* file
ends with a checksum of all that stands above it, because an empty file and half of
all single bit flips still parse as TOML.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

import tomli
import tomli_w

from parself import limits
from parself.errors import DamagedError, Message, Problem, say
from parself.text import clean, cleaned, is_digits, is_ordinary, nfc
from parself.values import Frozen

Table = dict[str, Any]

_SEAL = "# parself-sha256 = "
_GREATEST = 10 ** (2 * limits.NUMBER_DIGITS)
# Strings and comments: people's text may hold any number of dots and brackets. Every form
# matches to the end of the text where its closing quotes are missing, and a long string's
# closing quotes may be up to five: so that one pass suffices and nothing hides behind a quote.
# Each form begins with a plain character: then what lies between them is passed over at once.
_QUOTED = re.compile(
    rb"""
    \"\"\" [^"\\]* (?: (?: \\. | "{1,2}(?!") ) [^"\\]* )* (?: "{3,5} | \\?\Z )
    | ''' [^']* (?: '{1,2}(?!') [^']* )* (?: '{3,5} | \Z )
    | " [^"\\\n]* (?: \\. [^"\\\n]* )* "?
    | ' [^'\n]* '?
    | \# [^\n]*
    """,
    re.DOTALL | re.VERBOSE,
)
_BETWEEN_KEYS: Final = b"=,[]{}\n"
_APART: Final = bytes.maketrans(_BETWEEN_KEYS, b"\n" * len(_BETWEEN_KEYS))
_ALL_BYTES: Final = bytes(range(256))
_PIECES: Final = bytes(b"= "[byte in _BETWEEN_KEYS] for byte in _ALL_BYTES)
_DIGITS: Final = bytes(b" ="[byte in b"0123456789abcdefABCDEF_"] for byte in _ALL_BYTES)
"""Tables by which a run of some bytes becomes one of the same mark: to find it takes no time."""
# What may make a value differ from the text that stands in the file.
_SPELLED: Final = re.compile(r'\\[^"\\nt]')


class Reading(Frozen):
    """A TOML file's content, and how many characters of its text were replaced as unsafe."""

    table: Table
    replaced: int


def read(data: bytes, *, where: str, times: int = 1) -> Reading:
    """Parse TOML from outside. Raises `DamagedError`, naming `where`, for all but good TOML.

    It may be so many `times` as large as the usual caps allow.
    """

    def refuse(what: Message) -> DamagedError:
        todo = say("Get the file again, or restore an earlier copy.")
        return DamagedError(Problem(what, where, todo))

    if len(data) > times * limits.TOML_BYTES:
        raise refuse(
            say(
                "The file is too large ({size:size}; at most {most:size}).",
                size=len(data),
                most=times * limits.TOML_BYTES,
            )
        )
    if (
        weight(data) > times * limits.TOML_MARKS
        or _count(data, b"\"'\\#") > times * limits.TOML_QUOTES
    ):
        raise refuse(say("The file holds more entries than any file of parself."))
    bare = _QUOTED.sub(b"s", data)
    if b"." * limits.TOML_KEY_PARTS in _only(b".\n", bare.translate(_APART)):
        raise refuse(say("The file holds a key with too many parts."))
    if _has_run(bare, _PIECES, limits.TOML_BARE + 1):
        raise refuse(say("The file holds a value that cannot be read."))
    if _depth(bare) > limits.TOML_NESTING:
        raise refuse(say("The file is nested too deeply."))
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        table = tomli.loads(text, parse_float=_exact)
        is_long = _has_run(bare, _DIGITS, limits.NUMBER_DIGITS)
        is_as_it_stands = is_ordinary(text) and not _SPELLED.search(text) and not is_long
        return Reading(table, 0) if is_as_it_stands else _clean_table(table)
    except UnicodeDecodeError:
        raise refuse(say("The file is not UTF-8 text.")) from None
    except tomli.TOMLDecodeError as error:
        raise refuse(
            say("The file is not valid TOML: {detail}", detail=cleaned(str(error))[:200])
        ) from None
    except (RecursionError, MemoryError, ValueError):
        raise refuse(say("The file holds a value that cannot be read.")) from None


def weight(data: bytes) -> int:
    """Return an upper bound of the number of values that the parser would make."""
    return _count(data, b"=,[{\n")


def _count(data: bytes, marks: bytes) -> int:
    return len(data) - len(data.translate(None, marks))


def _only(marks: bytes, data: bytes) -> bytes:
    return data.translate(None, _ALL_BYTES.translate(None, marks))


def _has_run(data: bytes, marks: bytes, length: int) -> bool:
    """Say whether so many bytes stand in a row that `marks` translates to one mark."""
    return b"=" * length in data.translate(marks)


def _depth(bare: bytes) -> int:
    """Return how deep brackets go in TOML whose strings and comments are taken out."""
    deepest = depth = 0
    for char in _only(b"[]{}", bare):
        depth = depth + 1 if char in b"[{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest


def _exact(literal: str) -> Decimal:
    value = Decimal(literal)
    if not value.is_finite() or sum(is_digits(char) for char in literal) > 2 * limits.NUMBER_DIGITS:
        raise ValueError(literal)
    if abs(value.adjusted()) > limits.NUMBER_DIGITS:
        raise ValueError(literal)
    return value


def _clean_table(table: Table) -> Reading:
    replaced = 0

    def count(text: str) -> str:
        nonlocal replaced
        result = clean(text)
        replaced += result.replaced
        return result.text

    return Reading(_clean_value(table, count), replaced)


def _clean_value(value: Any, count: Callable[[str], str]) -> Any:
    match value:
        case str():
            return count(value)
        case list():
            return [_clean_value(entry, count) for entry in value]
        case int() if abs(value) >= _GREATEST:
            raise ValueError("a whole number has too many digits")
        case dict():
            return {count(key): _clean_value(entry, count) for key, entry in value.items()}
        case _:
            return value


def format_of(table: Mapping[str, object]) -> int | None:
    """Return a file's format number; None where it is missing or no whole number.

    1.0 and true equal 1 in Python, and are no numbers of a format.
    """
    found = table.get("format")
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def write(table: Mapping[str, object]) -> bytes:
    """Return TOML bytes: UTF-8, LF, NFC, multi-line strings readable by people."""
    return nfc(tomli_w.dumps(dict(table), multiline_strings=True)).encode("utf-8")


def seal(content: bytes) -> bytes:
    """Append the checksum line."""
    return content + f'{_SEAL}"{_digest(content)}"\n'.encode("ascii")


def unsealed(data: bytes) -> bytes:
    """Return the content above the checksum line."""
    return data.rpartition(_SEAL.encode("ascii"))[0]


def is_sealed(data: bytes) -> bool:
    """Say whether the last line is the right checksum of all above it."""
    head, mark, tail = data.rpartition(_SEAL.encode("ascii"))
    return bool(mark) and tail == f'"{_digest(head)}"\n'.encode("ascii")


def has_seal(data: bytes) -> bool:
    """Say whether there is a checksum line at all, right or wrong."""
    return _SEAL.encode("ascii") in data


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
