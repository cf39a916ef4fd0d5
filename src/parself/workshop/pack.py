"""A pack of a workshop as values: the dossier of an invented unit, and the trainer's key to it.

The dossier is what a group gets. Key, traps, planted faults and the lesson stay with the trainer;
`handed_out` in `parself.workshop.exercise` draws that line. How a pack looks as a file is the
business of `parself.workshop.loading`.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from parself.assessment.model import Answer, State
from parself.rubric.model import Rubric
from parself.rubric.peers import Roster, Unit
from parself.rules.amounts import Value
from parself.values import Frozen, field
from parself.workshop.districts import District, Entered, Mishap


class Page(Frozen):
    """One page of a document."""

    number: int
    text: str


class Paper(Frozen, rename={"leaves": "page"}):
    """A document of the dossier: registered as evidence in the folder of every group."""

    id: str
    title: str
    leaves: tuple[Page, ...]
    """Its pages, as many as there are."""
    number: str = ""
    """Số, ký hiệu, as printed."""
    issued: date | None = None
    issuer: str = ""
    pages: int | None = None
    """Pages that it says it has; None: those that are there."""

    @property
    def text(self) -> str:
        """All that can be read in it."""
        return "\n".join(one.text for one in self.leaves)

    @property
    def content(self) -> bytes:
        """The text file that a group gets; where there is more than a page, each bears its number.

        A page that is missing is told by the numbers alone, as in a scan.
        """
        of = self.pages or max((one.number for one in self.leaves), default=1)
        if of == 1:
            return f"{self.text.strip()}\n".encode()
        pages = (f"{one.text.strip()}\n\n[{one.number}/{of}]\n" for one in self.leaves)
        return "\n".join(pages).encode()


class Fact(Frozen):
    """A figure of the dossier that stands in no document."""

    title: str
    value: str


class FaultKind(StrEnum):
    """What is wrong with the dossier on purpose."""

    OUTSIDE_PERIOD = "outside-period"
    """A document is dated outside the year assessed."""
    PART_ABOVE_WHOLE = "part-above-whole"
    MISSING_PAGE = "missing-page"
    CONTRADICTION = "contradiction"
    """Two places say different things of one figure."""
    LATE = "late"
    """A document was issued after the day on which it was due."""
    HIDDEN = "hidden"
    """What decides stands where nobody looks first."""


class Place(Frozen):
    """Where a fault can be seen: words that stand in a document, and the figure among them."""

    document: str
    quote: str
    figure: Decimal | None = None


class PlantedFault(Frozen, rename={"places": "place"}):
    """A fault that was put into the dossier, and where it can be found."""

    id: str
    kind: FaultKind
    seen: str
    """How one notices it, for the trainer."""
    places: tuple[Place, ...]
    rows: tuple[str, ...] = ()
    """Rows that it bears on."""
    due: date | None = None
    """Day on which a late document was due."""


class Given(Frozen):
    """What somebody may enter for a row, and what that is worth."""

    points: Decimal
    inputs: Mapping[str, Value] = field(default_factory=dict)
    state: State = State.ANSWERED

    @property
    def answer(self) -> Answer:
        """The answer as a folder holds it."""
        return Answer(self.state, self.inputs)


class Trap(Given, kw_only=True):
    """A wrong answer that is often given, and the mistake behind it."""

    mistake: str


class Keyed(Frozen, rename={"traps": "trap"}):
    """The key of one row."""

    row: str
    right: tuple[Given, ...]
    """Answers that count as right; the first one is the key."""
    reason: str
    traps: tuple[Trap, ...] = ()
    tolerance: Decimal = Decimal(0)
    """So many points beside a right answer still count as right."""
    hints: tuple[str, ...] = ()
    minutes: int = 0
    """Time suggested for the row."""

    @property
    def points(self) -> Decimal:
        """What the row is worth by the key."""
        return self.right[0].points

    def is_right(self, points: Decimal) -> bool:
        """Say whether points are those of a right answer, within the tolerance."""
        return any(abs(points - one.points) <= self.tolerance for one in self.right)

    def trap_of(self, answer: Answer, points: Decimal) -> Trap | None:
        """Return the trap that an answer fell into: by what was entered, else by its points."""
        if self.is_right(points):
            return None
        same = [one for one in self.traps if one.answer == Answer(answer.state, answer.values)]
        worth = [one for one in self.traps if one.points == points]
        found = same or (worth if len(worth) == 1 else [])
        return found[0] if found else None


class PackHead(Frozen):
    """What a pack says of itself: the table ``[pack]`` of its file."""

    id: str
    edition: str
    title: str
    minutes: int
    """Time suggested for all of it."""
    introduction: str
    """What a group reads first."""
    rubric: str
    """Id of the rubric that is scored by, or the path of its file."""
    rows: tuple[str, ...] = ()
    """Rows of the rubric that are scored; none: all of them."""
    lesson: str = ""
    """What the trainer wants to be seen at the end."""
    points: Decimal | None = None
    """What all rows together are worth by the key, as the trainer announces it."""


class Pack(Frozen, dict=True):
    """A whole pack, with its key: the trainer's."""

    head: PackHead
    rubric: Rubric
    """The rows that are scored, as a rubric of their own."""
    roster: Roster
    papers: tuple[Paper, ...] = ()
    facts: tuple[Fact, ...] = ()
    faults: tuple[PlantedFault, ...] = ()
    keys: tuple[Keyed, ...] = ()
    best: tuple[Entered, ...] = ()
    """Of a day with several districts: answers that are worth all points."""
    districts: tuple[District, ...] = ()
    mishaps: tuple[Mishap, ...] = ()

    @property
    def id(self) -> str:
        """The pack's id."""
        return self.head.id

    @property
    def unit(self) -> Unit:
        """The invented unit whose dossier it is: the first of the roster."""
        return self.roster.units[0]

    @cached_property
    def key(self) -> Mapping[str, Keyed]:
        """The key by row, in the order of the rubric's rows."""
        known = {one.row: one for one in self.keys}
        return {row: known[row] for row in self.rubric.rows if row in known}

    @property
    def key_points(self) -> Decimal:
        """What all rows together are worth by the key."""
        return sum((one.points for one in self.keys), Decimal(0))

    def paper(self, paper_id: str) -> Paper | None:
        """Return a document by id."""
        return next((one for one in self.papers if one.id == paper_id), None)
