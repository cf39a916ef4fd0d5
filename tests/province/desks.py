"""Several desks for the tests: a round with officers, and shares given, opened and sent back."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from parself.province import part_desk, parts, sharing
from parself.province.appraising import ACCEPTED, Act, Judgement, decide
from parself.province.decisions import Cell, Verdict
from parself.province.officers import Officer, Share
from parself.province.overview import Overview, open_overview
from parself.province.terms import Change
from parself.province.versions import Version
from parself.province.work import decided
from submission.samples import NOW, UNITS

WHY = Change("lan", NOW, "Công văn 12")


def with_officers(round_: Path, **shares: Share) -> Path:
    """Put a lead, Lan, and officers with a share each on the list."""
    sharing.add(round_, Officer("lan", "Lan", is_lead=True), WHY)
    for who, share in shares.items():
        sharing.add(round_, Officer(who, who.title()), WHY)
        sharing.share(round_, who, share, WHY)
    return round_


def desk(round_: Path, who: str, place: Path) -> Path:
    """Give an officer their share and open it; return the folder."""
    file = place / f"{who}.zip"
    parts.give(open_overview(round_), who, file, WHY)
    part_desk.open_share(file, place / who, now=NOW)
    return place / who


def judge(folder: Path, row: str, points: str | None, unit: str = UNITS[0], who: str = "") -> None:
    """Accept a row, or adjust it to other points than are claimed, giving these as the reason."""

    def make(view: Overview, act: Act) -> Sequence[Version]:
        judgement = ACCEPTED
        if points is not None and view.facts[unit].rows[row].points != Decimal(points):
            judgement = Judgement(Verdict.ADJUST, Decimal(points), f"Chấm {points}")
        return [decide(view, view.cells(unit).get(row, Cell(unit, row)), judgement, act)]

    decided(folder, who, NOW, make)


def sent(folder: Path, place: Path, name: str) -> Path:
    """Send what was decided at a desk to a file."""
    return part_desk.send(folder, lambda _name: place / name, now=NOW).path
