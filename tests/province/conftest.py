"""Hand-ins of sample units, for the tests of the province's desk."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from parself.assessment.model import Answer, Reply, Returned
from parself.province import terms
from parself.province.appraising import Judgement, decide
from parself.province.calendar import Dates
from parself.province.decisions import Cell, Verdict
from parself.province.overview import open_overview
from parself.province.receiving import merge
from parself.province.returning import send
from parself.province.work import decided
from parself.values import evolve
from province.desks import WHY, judge
from submission.samples import NOW, UNITS, assessment, build, make_folder

Sent = Callable[..., Path]
Answers = Callable[..., Path]


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


OURS, OTHER = UNITS[0], UNITS[1]


@pytest.fixture
def returned(landed: Path, tmp_path: Path) -> Path:
    """A round whose first appraisal is done: 1.1 of ours adjusted, 1.2 asked about, and sent."""
    terms.set_dates(landed, Dates(hand_in=date(2023, 12, 15), replies=date(2024, 2, 1)), WHY)
    judge(landed, "1.1", "4.5")
    judge(landed, "1.1", None, OTHER)
    judge(landed, "1.2", "0", OTHER)
    ask = Judgement(Verdict.ASK, reason="Ban hành ngày nào?")
    decided(landed, "", NOW, lambda view, act: [decide(view, Cell(OURS, "1.2"), ask, act)])
    send(landed, (OURS, OTHER), tmp_path / "gui", WHY)
    return landed


@pytest.fixture
def replies(returned: Path, tmp_path: Path) -> Answers:
    """Let a unit hand in again with replies to its result; return the file."""

    def make(
        said: Mapping[str, Reply], *, part: int = 90, plan: Answer | None = None, sequence: int = 2
    ) -> Path:
        view = open_overview(returned)
        sent = view.returned[OURS]
        held = assessment(OURS, part=part)
        held = held if plan is None else held.with_answer("1.2", plan)
        named = Returned(view.round.id, sent.number, sent.digest)
        held = evolve(held, returned=named, replies=said)
        name = f"tra-loi-{len(list(tmp_path.iterdir()))}"
        path = tmp_path / f"{name}.zip"
        path.write_bytes(build(make_folder(tmp_path / name, held), sequence=sequence))
        return path

    return make
