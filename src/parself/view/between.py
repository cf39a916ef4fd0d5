"""What lies between us and another unit, as far as it was published. Pure."""

from decimal import Decimal

from parself.rubric.peers import Standings
from parself.values import Frozen


class PartGap(Frozen):
    """A part of the index whose points were published of both units."""

    title: str
    of: Decimal
    """The most that could be reached."""
    ours: Decimal
    theirs: Decimal

    @property
    def gap(self) -> Decimal:
        """How much more the other unit had."""
        return self.theirs - self.ours


def part_gaps(standings: Standings, ours: str, theirs: str) -> tuple[PartGap, ...]:
    """Return the parts that were published of both units in the table's year, in its order."""
    one, other = standings.of(ours), standings.of(theirs)
    if one is None or other is None:
        return ()
    known = {(part.title, part.of): part.points for part in one.part}
    return tuple(
        PartGap(part.title, part.of, known[part.title, part.of], part.points)
        for part in other.part
        if (part.title, part.of) in known
    )
