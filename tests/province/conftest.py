"""Hand-ins of sample units, for the tests of the province's desk."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from parself.province.receiving import merge
from submission.samples import NOW, UNITS, assessment, build, make_folder

Sent = Callable[..., Path]


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb"


@pytest.fixture
def sent(tmp_path: Path, usb: Path) -> Sent:
    """Make a hand-in: unit, number, answer and whatever else is asked for."""

    def make(unit: str = UNITS[0], sequence: int = 1, part: int = 90, **other: Any) -> Path:
        name = f"{unit}-{sequence}-{part}-{len(list(usb.iterdir()))}"
        texts = {key: other.pop(key) for key in ("rubric_text", "roster_text") if key in other}
        folder = make_folder(tmp_path / name, assessment(unit, part=part, **other), **texts)
        path = usb / f"{name}.zip"
        path.write_bytes(build(folder, sequence=sequence))
        return path

    return make


@pytest.fixture
def landed(tmp_path: Path, sent: Sent) -> Path:
    """Make a round in which one unit claims 5.40 of 6 in row 1.1, another 4.80; 1.2 is open."""
    merge(tmp_path / "vong", [sent(part=90), sent(UNITS[1], part=80)], now=NOW)
    return tmp_path / "vong"
