"""What begins, ends or corrects the appraisal for all units is a lead's, at every door."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from parself.errors import RefusedError, UsageError
from parself.files import journal
from parself.province import publishing, putting_in, sharing, stages, starting_second, terms
from parself.province.ledger import LEDGER
from parself.province.officers import Officer, lead_refusal
from parself.province.overview import open_overview
from parself.province.terms import Change
from parself.values import evolve
from province.desks import WHY, with_officers
from province.states import state

LAN: Final = Officer("lan", "Lan", login="lan-may-1", is_lead=True)
HOA: Final = Officer("hoa", "Hoa")
LATER: Final = evolve(WHY, when=WHY.when + timedelta(hours=1))
Door = Callable[[Path, Change], object]


def close(path: Path, change: Change) -> object:
    return stages.close(path, change, despite=True)


def start(path: Path, change: Change) -> object:
    return starting_second.start(path, change, despite=True)


def correct(path: Path, change: Change) -> object:
    return putting_in.correct(path, change, despite=True)


DOORS: Final[tuple[tuple[Door, tuple[Door, ...]], ...]] = (
    (close, ()),
    (start, ()),
    (starting_second.take_back, (start,)),
    (stages.reopen, (close,)),
    (publishing.publish, (close,)),
)
"""Each door with what has to be done before."""


@pytest.mark.parametrize("who", ["hoa", "root", ""])
@pytest.mark.parametrize(("door", "before"), DOORS)
def test_only_a_lead_does_it_and_a_refusal_changes_nothing(
    landed: Path, door: Door, before: tuple[Door, ...], who: str
) -> None:
    with_officers(landed)
    sharing.add(landed, HOA, WHY)
    for one in before:
        one(landed, WHY)
    were = state(landed)
    with pytest.raises(UsageError, match=r"Lan|lan"):
        door(landed, evolve(LATER, who=who))
    assert state(landed) == were
    door(landed, LATER)


def test_a_correction_is_a_leads_before_anything_is_reopened(landed: Path) -> None:
    with_officers(landed)
    sharing.add(landed, HOA, WHY)
    close(landed, WHY)
    publishing.publish(landed, WHY)
    with pytest.raises(UsageError, match="Lan"):
        correct(landed, evolve(LATER, who="hoa"))
    assert open_overview(landed).round.publication is not None


def test_whose_login_is_known_is_a_lead_and_without_a_list_or_a_lead_anybody_is() -> None:
    assert lead_refusal([LAN, HOA], "lan-may-1") is None
    assert lead_refusal([LAN, HOA], "hoa") is not None
    assert lead_refusal([HOA], "hoa") is None
    assert lead_refusal([HOA], "root") is not None
    assert lead_refusal([], "root") is None


def test_the_last_day_of_appeals_is_moved_after_publication_and_nothing_else_is(
    landed: Path,
) -> None:
    with_officers(landed)
    close(landed, WHY)
    publishing.publish(landed, WHY)
    before = open_overview(landed)
    dates, last = before.round.dates, (LATER.when + timedelta(days=9)).date()
    with pytest.raises(RefusedError, match="closed"):
        terms.set_dates(landed, evolve(dates, replies=last, appeals=last), LATER)
    with pytest.raises(UsageError, match="list of officers"):
        terms.set_dates(landed, evolve(dates, appeals=last), evolve(LATER, who="hoa"))
    terms.set_dates(landed, evolve(dates, appeals=last), LATER)
    after = open_overview(landed)
    assert after.round.dates == evolve(dates, appeals=last)
    assert after.round.publication == before.round.publication
    assert not after.trouble
    assert after.places == before.places
    told = [one for one in journal.read(landed / LEDGER).lines.values() if one["what"] == "dates"]
    assert told[-1]["appeals"] == last.isoformat()
    assert told[-1]["why"] == LATER.why
