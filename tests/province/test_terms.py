"""What changes the terms of a round is done with a reason or not at all."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from parself.errors import UsageError
from parself.province import sharing, surveying, terms
from parself.province.calendar import Dates, Extension
from parself.province.officers import Share
from parself.province.receiving import choose
from parself.province.terms import Change
from province.desks import with_officers
from submission.samples import NOW, UNITS

DAY = date(2024, 1, 15)
Doing = Callable[[Path, Change], object]
NEEDING: dict[str, Doing] = {
    "dates": lambda ky, why: terms.set_dates(ky, Dates(hand_in=DAY), why),
    "extension": lambda ky, why: terms.extend(ky, Extension(UNITS[0], DAY, why.why, ""), why),
    "choice": lambda ky, why: choose(ky, UNITS[0], "1", reason=why.why, now=NOW),
    "survey held": lambda ky, why: surveying.set_held(ky, why, is_held=False),
    "second look": lambda ky, why: sharing.set_second_look(ky, 10, Decimal(0), "a", why),
    "handing on": lambda ky, why: sharing.hand_on(ky, "an", "binh", Share(), why),
}


@pytest.mark.parametrize("doing", NEEDING)
@pytest.mark.parametrize("why", ["", "  "])
def test_nothing_is_changed_without_a_reason(landed: Path, doing: str, why: str) -> None:
    ky = with_officers(landed, an=Share((), ("1.1",)), binh=Share((), ("1.2",)))
    before = {path: path.read_bytes() for path in ky.rglob("*") if path.is_file()}
    with pytest.raises(UsageError, match="reason"):
        NEEDING[doing](ky, Change("lan", NOW, why))
    assert {path: path.read_bytes() for path in ky.rglob("*") if path.is_file()} == before
