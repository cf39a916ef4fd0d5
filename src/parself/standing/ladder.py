"""The standings with our projected index among them, as screens and papers list them.

Units whose figures are not known have no place of their own: they are counted, and told in one
line, with what the published places say of them.
"""

from decimal import Decimal

from parself.rubric.peers import FigureStatus, Standing, Standings
from parself.standing.league import Mark, PlaceRange
from parself.standing.projection import others
from parself.values import Frozen, evolve


class Rung(Frozen):
    """One unit on the ladder."""

    standing: Standing
    """As published; ours too."""
    index: Decimal | None
    """The figure it stands by: of ours the projected one."""
    places: PlaceRange | None
    """The places that this can mean; None while the figure is not known."""
    is_ours: bool

    @property
    def is_published(self) -> bool:
        """Whether the figure is an official one; ours is projected, which is said elsewhere."""
        return self.is_ours or self.standing.status is FigureStatus.OFFICIAL


class Ladder(Frozen):
    """The units whose figures are known, the best first, and ours."""

    rungs: tuple[Rung, ...]
    unknown: int
    """How many other units' figures are not known."""
    marks: tuple[Mark, ...]
    """What published places say of those."""


def ladder(standings: Standings, unit: str, projected: Decimal | None) -> Ladder:
    """Return the ladder; ours stands first among equals, and last while it is not known."""
    rest = others(standings, unit)
    known = rest.known if projected is None else (*rest.known, projected)
    table = evolve(rest, known=known)
    ours = standings.of(unit) or Standing(unit)
    entries = [(one, one.index) for one in standings.units if one.code != unit]
    listed = [(one, index) for one, index in ((ours, projected), *entries) if index is not None]
    rungs = [
        Rung(one, index, table.places(index), one.code == unit)
        for one, index in sorted(listed, key=lambda entry: -entry[1])
    ]
    if projected is None:
        rungs.append(Rung(ours, None, None, True))
    return Ladder(tuple(rungs), rest.unknown, rest.marks)
