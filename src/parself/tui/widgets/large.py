"""Figures drawn large, to be read from the last row of a room."""

from collections.abc import Mapping
from typing import Final

HEIGHT: Final = 3
"""Lines that a figure takes."""
_PIXELS: Final[Mapping[str, str]] = {
    "0": "111 101 101 101 111",
    "1": "010 110 010 010 111",
    "2": "111 001 111 100 111",
    "3": "111 001 111 001 111",
    "4": "101 101 111 001 001",
    "5": "111 100 111 001 111",
    "6": "111 100 111 101 111",
    "7": "111 001 010 010 010",
    "8": "111 101 111 101 111",
    "9": "111 101 111 001 111",
    "/": "001 001 010 100 100",
    "%": "101 001 010 100 101",
    "-": "000 000 111 000 000",
    ",": "00 00 00 01 10",
}
"""Five rows of dots a sign, the topmost first."""
_HALVES: Final = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}


def large(figure: str) -> list[str]:
    """Return a figure as lines of half blocks; signs that cannot be drawn are left out."""
    signs = [_PIXELS[one].split() for one in figure if one in _PIXELS]
    rows = [" ".join(sign[number] for sign in signs) for number in range(5)]
    rows.append(" " * len(rows[0]))
    return [_joined(rows[at], rows[at + 1]) for at in range(0, 2 * HEIGHT, 2)]


def _joined(upper: str, lower: str) -> str:
    dots = zip(upper, lower, strict=True)
    return "".join(_HALVES[above == "1", below == "1"] for above, below in dots).rstrip()
