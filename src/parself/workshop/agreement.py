"""How far groups that scored the same rows agree: with each other, and with the key.

Everything is counted in exact fractions. Rows are compared on points ÷ maximum, so that a row
of half a point and a row of three weigh alike. Pure: no file, no clock, no sentence.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from typing import Final

from parself.values import Frozen, field


class Open(StrEnum):
    """An answer without points."""

    UNKNOWN = "unknown"
    """The group says that it does not know."""
    BLANK = "blank"
    """The group has not answered."""


Given = Decimal | Open
"""What a group gives on a row: its points, or why it has none."""


class RowKey(Frozen):
    """What is right on a row, as far as it is told."""

    row: str
    maximum: Decimal
    """Above 0."""
    accepted: tuple[Decimal, ...] = ()
    """Points that are right; none while the key is not told."""
    tolerance: Decimal = Decimal(0)
    """How far from accepted points an answer may lie and still be right."""
    traps: tuple[str, ...] = ()
    """The known mistakes behind wrong answers."""

    @property
    def withheld(self) -> "RowKey":
        """The same row without what is right on it."""
        return RowKey(self.row, self.maximum)

    def off(self, points: Decimal) -> Fraction | None:
        """Return the signed difference to the nearest right answer; 0 within the tolerance.

        None while the key is not told.
        """
        differences = (Fraction(points) - Fraction(one) for one in self.accepted)
        lean = min(differences, key=abs, default=None)
        return Fraction(0) if lean is not None and abs(lean) <= self.tolerance else lean

    def share(self, points: Fraction | Decimal) -> Fraction:
        """Return points as a share of the maximum; of a row that is worth nothing, all of it."""
        return Fraction(points) / Fraction(self.maximum) if self.maximum else Fraction(1)


class Together(StrEnum):
    """How near the groups' answers on one row lie. The marks are this program's own."""

    SAME = "same"
    NEAR = "near"
    APART = "apart"
    SPLIT = "split"


class RowResult(Frozen):
    """What the groups gave on one row."""

    key: RowKey
    points: Mapping[str, Decimal]
    """Points by group, of those that gave some."""
    unknown: tuple[str, ...]
    """Groups that do not know."""
    blank: tuple[str, ...]
    """Groups that have not answered."""
    mistakes: Mapping[str, str] = field(default_factory=dict)
    """The known mistake by group, of those in a trap."""

    @property
    def strip(self) -> tuple[tuple[Decimal, tuple[str, ...]], ...]:
        """The different points with the groups that gave them, the highest first."""
        found: dict[Decimal, list[str]] = {}
        for group, points in self.points.items():
            found.setdefault(points, []).append(group)
        return tuple((one, tuple(found[one])) for one in sorted(found, reverse=True))

    @property
    def right(self) -> tuple[str, ...]:
        """Groups whose answer is the key's."""
        return tuple(one for one, points in self.points.items() if self.key.off(points) == 0)

    @property
    def gap(self) -> Fraction | None:
        """Mean difference between two groups, in points; None below two answers."""
        return mean(abs(Fraction(a) - Fraction(b)) for a, b in combinations(self._values, 2))

    @property
    def gap_share(self) -> Fraction | None:
        """The gap as a share of the maximum."""
        return None if self.gap is None else self.key.share(self.gap)

    @property
    def closeness(self) -> Fraction | None:
        """1 where all agree, 0 where half the room gives nothing and half the maximum.

        None below two answers.
        """
        values = self.shares
        count = len(values)
        if count < 2:
            return None
        widest = Fraction((count // 2) * ((count + 1) // 2), count)
        return 1 - _squares(values) / count / widest

    @property
    def together(self) -> Together | None:
        """The closeness in a word; None below two answers."""
        closeness = self.closeness
        if closeness is None:
            return None
        if closeness == 1:
            return Together.SAME
        if closeness >= NEAR_FROM:
            return Together.NEAR
        return Together.APART if closeness >= APART_FROM else Together.SPLIT

    @property
    def shares(self) -> tuple[Fraction, ...]:
        """The answers as shares of the maximum."""
        return tuple(map(self.key.share, self._values))

    @property
    def trapped(self) -> Mapping[str, tuple[str, ...]]:
        """The groups in each trap of the row, in the key's order; often nobody."""
        return {
            trap: tuple(one for one, mistake in self.mistakes.items() if mistake == trap)
            for trap in self.key.traps
        }

    @property
    def _values(self) -> tuple[Decimal, ...]:
        return tuple(self.points.values())


NEAR_FROM: Final = Fraction(9, 10)
APART_FROM: Final = Fraction(1, 2)


def mean(values: Iterable[Fraction]) -> Fraction | None:
    """Return the mean; None of nothing."""
    found = tuple(values)
    return sum(found, Fraction(0)) / len(found) if found else None


class GroupResult(Frozen):
    """How one group's answers lie to the key."""

    group: str
    answered: int
    """Rows with points."""
    right: int
    lean: Fraction | None
    """Mean signed difference to the key, in points; above 0 it scores too high. None where
    nothing was answered or the key is not told, as with the distance."""
    distance: Fraction | None
    """Mean difference to the key without its sign, in points."""
    distance_share: Fraction | None
    """The same as a share of each row's maximum."""
    unknown: int
    """Rows on which it says that it does not know."""


class Alpha(StrEnum):
    """How far Krippendorff's alpha for the whole room reaches, or why there is none."""

    RELIABLE = "reliable"
    TENTATIVE = "tentative"
    LOW = "low"
    FEW_GROUPS = "few-groups"
    FEW_ROWS = "few-rows"
    ALL_ALIKE = "all-alike"
    """All answers are the same share of the maximum: nothing differs to be explained."""


ALPHA_GROUPS: Final = 3
ALPHA_ROWS: Final = 5
RELIABLE_FROM: Final = Fraction(4, 5)
TENTATIVE_FROM: Final = Fraction(667, 1000)


class Room(Frozen):
    """How far the whole room agrees."""

    rows: int
    """Rows that two groups or more gave points on."""
    alike: int
    """Those of them on which all gave the same."""
    answers: int
    """Answers with points, of all groups on all rows."""
    right: int
    """Those of them that are the key's."""
    distance: Fraction | None
    """Mean difference to the key, as a share of the maximum."""
    gap: Fraction | None
    """Mean of the rows' gaps, as a share of the maximum."""
    alpha: Fraction | None
    """Krippendorff's alpha for intervals; None where it is not told."""
    told: Alpha
    mover: str
    """The row without which alpha would change most; empty where alpha is not told."""
    without: Fraction | None
    """Alpha without that row."""

    @property
    def right_share(self) -> Fraction | None:
        """Share of the answers that are the key's."""
        return Fraction(self.right, self.answers) if self.answers else None


class Agreement(Frozen):
    """What one round of a workshop shows."""

    rows: tuple[RowResult, ...]
    """In the pack's order."""
    groups: tuple[GroupResult, ...]
    room: Room

    @property
    def dividing(self) -> tuple[RowResult, ...]:
        """The rows, what divides the room most first; those with too few answers last."""
        return tuple(sorted(self.rows, key=lambda one: -_or_less(one.gap_share)))


def _or_less(value: Fraction | None) -> Fraction:
    return Fraction(-1) if value is None else value


Answers = Mapping[str, Mapping[str, Given]]
"""By row and group what was given; a group that is not named has not answered."""
Mistakes = Mapping[str, Mapping[str, str]]
"""By row and group the known mistake, of those in a trap."""


def agreement(
    keys: Sequence[RowKey],
    groups: Sequence[str],
    answers: Answers,
    mistakes: Mistakes | None = None,
) -> Agreement:
    """Return how far the groups agree on the rows of the key."""
    rows = tuple(
        _row(key, groups, answers.get(key.row, {}), (mistakes or {}).get(key.row, {}))
        for key in keys
    )
    return Agreement(rows, tuple(_group(one, rows) for one in groups), _room(rows))


def _row(
    key: RowKey,
    groups: Sequence[str],
    given: Mapping[str, Given],
    mistakes: Mapping[str, str],
) -> RowResult:
    found = {one: given.get(one, Open.BLANK) for one in groups}
    points = {one: what for one, what in found.items() if isinstance(what, Decimal)}
    unknown = tuple(one for one, what in found.items() if what is Open.UNKNOWN)
    blank = tuple(one for one, what in found.items() if what is Open.BLANK)
    return RowResult(key, points, unknown, blank, mistakes if key.accepted else {})


def _group(group: str, rows: Sequence[RowResult]) -> GroupResult:
    points = [(row.key, row.points[group]) for row in rows if group in row.points]
    mine = [(key, off) for key, one in points if (off := key.off(one)) is not None]
    return GroupResult(
        group=group,
        answered=len(points),
        right=sum(off == 0 for _key, off in mine),
        lean=mean(off for _key, off in mine),
        distance=mean(abs(off) for _key, off in mine),
        distance_share=mean(key.share(abs(off)) for key, off in mine),
        unknown=sum(group in row.unknown for row in rows),
    )


def _room(rows: Sequence[RowResult]) -> Room:
    paired = [row for row in rows if len(row.points) > 1]
    told = _too_few(paired)
    alpha = None if told else alpha_of([row.shares for row in paired])
    mover, without = _mover(paired, alpha)
    return Room(
        rows=len(paired),
        alike=sum(row.together is Together.SAME for row in paired),
        answers=sum(len(row.points) for row in rows),
        right=sum(len(row.right) for row in rows),
        distance=mean(distances(rows)),
        gap=mean(row.gap_share for row in paired if row.gap_share is not None),
        alpha=alpha,
        told=told or _reach(alpha),
        mover=mover,
        without=without,
    )


def distances(rows: Iterable[RowResult]) -> Iterator[Fraction]:
    """Yield how far every answer lies from the key, as shares of the maximum."""
    for row in rows:
        found = map(row.key.off, row.points.values())
        yield from (row.key.share(abs(off)) for off in found if off is not None)


def _too_few(paired: Sequence[RowResult]) -> Alpha | None:
    """Return why alpha is not told at all: below these counts it says next to nothing."""
    if len({group for row in paired for group in row.points}) < ALPHA_GROUPS:
        return Alpha.FEW_GROUPS
    return Alpha.FEW_ROWS if len(paired) < ALPHA_ROWS else None


def _reach(alpha: Fraction | None) -> Alpha:
    if alpha is None:
        return Alpha.ALL_ALIKE
    if alpha >= RELIABLE_FROM:
        return Alpha.RELIABLE
    return Alpha.TENTATIVE if alpha >= TENTATIVE_FROM else Alpha.LOW


def _mover(paired: Sequence[RowResult], alpha: Fraction | None) -> tuple[str, Fraction | None]:
    """Return the row without which alpha changes most, and alpha without it."""
    if alpha is None:
        return "", None
    found = [
        (abs(without - alpha), row.key.row, without)
        for row in paired
        if (without := alpha_of([one.shares for one in paired if one is not row])) is not None
    ]
    if not found:
        return "", None
    _change, mover, without = max(found, key=lambda one: one[0])
    return mover, without


def alpha_of(rows: Iterable[Sequence[Fraction]]) -> Fraction | None:
    """Return Krippendorff's alpha for intervals over the values of each row, exactly.

    Rows with fewer than two values do not count. None where all values are the same, or none is.
    """
    paired = [row for row in rows if len(row) > 1]
    values = [one for row in paired for one in row]
    expected = _squares(values)
    if not expected:
        return None
    observed = sum((_squares(row) / (len(row) - 1) for row in paired), Fraction(0))
    return 1 - (len(values) - 1) * observed / expected


def _squares(values: Sequence[Fraction]) -> Fraction:
    """Return k·Σx² − (Σx)²: the squared differences of all pairs."""
    return len(values) * sum((one * one for one in values), Fraction(0)) - sum(values) ** 2
