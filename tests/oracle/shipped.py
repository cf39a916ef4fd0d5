"""The shipped rubrics, read once, each with the smallest unit of its roster."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from parself.rubric import model as m
from parself.rubric import peers
from parself.rubric.catalogue import find_roster, find_rubric

RUBRICS = Path(__file__).parents[2] / "rubrics"


class Shipped(NamedTuple):
    """A rubric and a unit to answer it for."""

    rubric: m.Rubric
    unit: peers.Unit

    @property
    def self_rows(self) -> list[m.Row]:
        """The rows that the unit scores itself, adjustments too."""
        return [row for row in self.rubric.rows.values() if row.source is m.Source.SELF]


@lru_cache
def shipped(rubric_id: str) -> Shipped:
    """Read a shipped rubric; the unit is the one with the fewest sub-units."""
    rubric = find_rubric(str(RUBRICS / f"{rubric_id}.toml"))[0]
    roster = find_roster(str(RUBRICS / "rosters" / f"{rubric.roster}.toml"))[0]
    return Shipped(rubric, min(roster.units, key=lambda unit: len(unit.sub_units)))
