"""The verification code (mã đối chiếu): 24 digits that tie a stamped paper to one file.

The leader signs and stamps the digits; the province types them, and the program
compares. 22 digits come from scrypt over the hash of the bag's tag manifest, which
covers every byte of content; each guess of a forger costs about 60 ms and 16 MiB. Two
check digits (ISO 7064, mod 97-10) tell a slip of the finger from another file.
"""

import hashlib
import re
from enum import StrEnum
from typing import Final

GROUP: Final = 4
"""Digits shown together."""
_BODY_DIGITS: Final = 22
_CHECK_DIGITS: Final = 2
_COST: Final = 2**14
_BLOCKS: Final = 8
_BLANKS = re.compile(r"[\s\-‐‑‒–—−]+")
_TYPED = re.compile(f"[0-9]{{{_BODY_DIGITS + _CHECK_DIGITS}}}")


class Match(StrEnum):
    """What a typed code says about a file."""

    MATCH = "match"
    TYPING_ERROR = "typing-error"
    """Not a code: wrong length, other characters, or check digits that do not fit."""
    OTHER_FILE = "other-file"
    """A good code, but of another file: altered after signing, or another hand-in's paper."""


def code_for(tagmanifest: bytes, *, unit: str, year: int, sequence: int) -> str:
    """Return the code of a bag, six groups of four digits. Takes about 60 ms.

    `tagmanifest` is the content of tagmanifest-sha256.txt. Unit, year and sequence number
    salt the hash, so that a table of codes serves for one hand-in only.
    """
    digest = hashlib.sha256(tagmanifest).hexdigest()
    return code_of(digest, unit=unit, year=year, sequence=sequence)


def code_of(digest: str, *, unit: str, year: int, sequence: int) -> str:
    """Return the code of a bag by the SHA-256 of its tag manifest. Takes about 60 ms."""
    key = hashlib.scrypt(
        bytes.fromhex(digest),
        salt=f"parself submission {unit} {year} {sequence}".encode(),
        n=_COST,
        r=_BLOCKS,
        p=1,
    )
    body = f"{int.from_bytes(key, 'big') % 10**_BODY_DIGITS:0{_BODY_DIGITS}}"
    return _grouped(body + _check_digits(body))


def check_typed(typed: str, tagmanifest: bytes, *, unit: str, year: int, sequence: int) -> Match:
    """Compare a code as a person typed it with a bag; blanks and dashes do not count."""
    digits = _BLANKS.sub("", typed)
    body, check = digits[:_BODY_DIGITS], digits[_BODY_DIGITS:]
    if not _TYPED.fullmatch(digits) or _check_digits(body) != check:
        return Match.TYPING_ERROR
    expected = code_for(tagmanifest, unit=unit, year=year, sequence=sequence)
    return Match.MATCH if _grouped(digits) == expected else Match.OTHER_FILE


def _check_digits(body: str) -> str:
    """Return the digits that make the whole number 1 modulo 97 (ISO 7064, mod 97-10)."""
    return f"{98 - int(body) * 100 % 97:0{_CHECK_DIGITS}}"


def _grouped(digits: str) -> str:
    return " ".join(digits[at : at + GROUP] for at in range(0, len(digits), GROUP))
