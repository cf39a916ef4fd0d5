"""One spelling of text, as patterns look for it: tone marks stay, signs and two words are one."""

from typing import Final

from parself.text import nfc

_SPELLINGS: Final = (
    ("tỉ lệ", "tỷ lệ"), ("\u00a0", " "), ("–", "-"), ("—", "-"), ("−", "-"), (">=", "≥"),
    ("<=", "≤"), ("=>", "≥"), ("×", "*"), ("÷", "/"),
)  # fmt: skip


def spelled(text: str) -> str:
    """Return text in small letters, in one spelling of signs and of words with two."""
    lower = nfc(text).lower()
    for old, new in _SPELLINGS:
        lower = lower.replace(old, new)
    return " ".join(lower.split())
