"""Points by steps; the first band has no lower end, the others rise."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import Final, Literal

from parself.errors import Message, Problem, say
from parself.rules.amounts import ZERO, Quantity, Share, Worth
from parself.rules.annex import AnnexPart, AnnexRule
from parself.rules.checks import Faults, empty_list
from parself.rules.expressions import AmountText, literal
from parself.rules.kinds import Rule, Scale, Span
from parself.rules.of_maximum import (
    OfMaximum,
    PointsStated,
    exact_points,
    points_text,
    points_told,
    points_values,
    stated_faults,
    worth_told,
)
from parself.rules.proportional import product
from parself.rules.steps import StepKind, StepValues, as_count, as_rate, exact, step
from parself.values import Frozen

_RANGES: Final[Mapping[tuple[str, ...], Message]] = {
    ("from_",): say("from {from_} on"),
    ("above",): say("above {above}"),
    ("below",): say("under {below}"),
    ("up_to",): say("up to {up_to}"),
    ("from_", "below"): say("from {from_} to under {below}"),
    ("from_", "up_to"): say("from {from_} to {up_to}"),
    ("above", "below"): say("above {above} to under {below}"),
    ("above", "up_to"): say("above {above} to {up_to}"),
}
_ENDS: Final = ("from_", "above", "below", "up_to")


def _told(where: Message, values: StepValues) -> Message:
    if values["points"] is None:
        return say("{range}: proportional", range=where)
    return say("{range}: {worth}", range=where, worth=worth_told(values))


def _range(values: StepValues, shown: Callable[[object], Message], everything: Message) -> Message:
    ends = {end: shown(values[end]) for end in _ENDS if values[end] is not None}
    return Message(_RANGES[tuple(ends)].id, ends) if ends else everything


def _share_told(values: StepValues) -> Message:
    return _told(_range(values, as_rate, say("any rate")), values)


def _quantity_told(values: StepValues) -> Message:
    if values["from_"] is not None and values["below"] is not None:
        low = exact(values, "from_")
        if low.denominator == 1 and exact(values, "below") == low + 1:
            return _told(say("exactly {low:count}", low=low), values)
    return _told(_range(values, as_count, say("any number")), values)


def _days_told(values: StepValues) -> Message:
    above, up_to, points = values["above"], values["up_to"], values["points"]
    if above is None and up_to == 0:
        # The line before has already said that the document came in time.
        return worth_told(values)
    if above is None:
        where = say("up to {days:count} day(s) late", days=up_to)
    elif up_to is None:
        where = say("more than {days:count} day(s) late", days=above)
    else:
        first = int(above) + 1 if isinstance(above, int | Decimal) else above
        where = say("{first:count} to {last:count} day(s) late", first=first, last=up_to)
    if points is None:
        return _told(where, values)
    return say("level {range}: {worth}", range=where, worth=worth_told(values))


BAND_SHARE: Final = StepKind("band-share", _share_told, is_condition=True)
BAND_QUANTITY: Final = StepKind("band-quantity", _quantity_told, is_condition=True)
BAND_DAYS: Final = StepKind("band-days", _days_told, is_condition=True)
STEP_LINES: Final = AnnexPart(
    "Mức điểm", "bands", {"points": "points", "from": "from", "above": "above"}, ("points",)
)


class Band(Frozen, rename={"from_": "from"}):
    """A step of a scale: from its lower end up to the next band's."""

    points: Decimal | Literal["proportional"] | OfMaximum
    from_: Decimal | None = None
    """Lower end, included."""
    above: Decimal | None = None
    """Lower end, not included."""

    @property
    def start(self) -> tuple[Decimal, bool] | None:
        """The lower end, and whether it is left out; None for the first band."""
        if self.above is not None:
            return self.above, True
        return None if self.from_ is None else (self.from_, False)

    def begins_by(self, amount: Fraction | Decimal) -> bool:
        """Say whether an amount lies at or above the lower end."""
        if self.start is None:
            return True
        end, is_left_out = self.start
        return (Fraction(end), is_left_out) <= (Fraction(amount), False)


class Bands(Scale):
    """Points by steps; the first band has no lower end, the others rise."""

    bands: tuple[Band, ...]

    kind = "bands"
    takes = ("share", "quantity", "count")
    annex = (AnnexRule("bands", "Chấm theo mức", parts=(STEP_LINES,)),)

    def worth(self, amount: Share | Quantity, maximum: Fraction) -> Worth:
        """Return the points of the band; something that never happened falls into the last band."""
        index = self._index(amount.value)
        band, following = self.bands[index], (*self.bands[1:], None)[index]
        if isinstance(amount, Share):
            kind = BAND_SHARE
        else:
            kind = BAND_DAYS if amount.is_days else BAND_QUANTITY
        place = {
            "from_": band.from_,
            "above": band.above,
            "below": following.from_ if following else None,
            "up_to": following.above if following else None,
        }
        if band.points == "proportional":
            points, shown = product(maximum, amount.value if amount.value is not None else ZERO)
            return points, (step(kind, **place, points=None), *shown)
        told = step(kind, **place, **points_values(band.points, maximum))
        return exact_points(band.points, maximum), (told,)

    def _index(self, value: Fraction | None) -> int:
        if value is None:
            return len(self.bands) - 1
        return sum(band.begins_by(value) for band in self.bands[1:])

    def ends(self) -> Iterator[Fraction]:
        """Yield every lower end."""
        yield from (Fraction(band.start[0]) for band in self.bands if band.start is not None)

    def thresholds(self, _maximum: Fraction) -> Iterator[tuple[Fraction, bool]]:
        """Yield every lower end, and the whole (1) where a band is proportional."""
        for band in self.bands[1:]:
            if band.start is not None:
                yield Fraction(band.start[0]), band.start[1]
        if any(band.points == "proportional" for band in self.bands):
            yield Fraction(1), False

    def latest_days(self) -> tuple[Fraction | None, ...]:
        """Return the last day of each band; None for the last band, which has no end."""
        return (*map(_last_day_before, self.bands[1:]), None)

    def text(self, amount: AmountText, maximum: str) -> str:
        """Return nested IFs that go through the bands from the lowest."""
        first, *others = [_band_text(band, amount, maximum) for band in self.bands]
        if not amount.text:
            # What never happened is worse than any number: it falls into the last band.
            return others[-1] if others else first
        chain = first
        for band, points in zip(self.bands[1:], others, strict=True):
            end, is_left_out = band.start or (Decimal(0), False)
            sign = ">" if is_left_out else ">="
            chain = f"IF({amount.text}{sign}{literal(end)},{points},{chain})"
        return chain

    def problems(self, at: str, rule: Rule) -> Faults:
        """Find bands that are out of order, have wrong points, or reward being late."""
        place = f"{at}.bands"
        span = rule.measure.span()
        yield from empty_list(place, self.bands)
        order = [*self._order_faults(place)]
        yield from order
        for number, band in enumerate(self.bands, start=1):
            points_at = f"{place}[#{number}].points"
            if band.points != "proportional":
                yield from stated_faults(points_at, band.points, rule.points)
            elif span.gives != "share":
                what = say("A number of cases or days has no share to be proportional to.")
                yield Problem(what, points_at, say("Write points."))
        if span.is_days and not order and self._late_pays(rule):
            yield paid_for_being_late(place)

    def _order_faults(self, at: str) -> Faults:
        """Find a first band with a lower end, a later one without, and ends that do not rise."""
        if self.bands and self.bands[0].start is not None:
            what = say("The first band has a lower end, so nothing is said of what lies below.")
            yield Problem(what, f"{at}[#1]", say("Put a band without from and above first."))
        for number, (before, band) in enumerate(pairwise(self.bands), start=2):
            place = f"{at}[#{number}]"
            if band.from_ is not None and band.above is not None:
                yield Problem(say("A band has from or above, not both."), place, say("Keep one."))
            elif band.start is None:
                yield Problem(
                    say("The band has no lower end."), place, say("Add from (≥) or above (>).")
                )
            elif before.start is not None and band.start <= before.start:
                # "From 1" followed by "above 1" is allowed: the first of them holds just 1.
                what = say("The band does not start above the one before it.")
                yield Problem(what, place, say("Order the bands by rising lower ends."))

    def _late_pays(self, rule: Rule) -> bool:
        """Say whether being later earns more, or, with a penalty, costs less."""
        sign = -1 if rule.is_penalty else 1
        stated = [band.points for band in self.bands if band.points != "proportional"]
        worth = [exact_points(points, rule.points) * sign for points in stated]
        return any(later > earlier for earlier, later in pairwise(worth))

    def can_reach(self, maximum: Decimal, span: Span) -> bool:
        """Say whether some possible amount falls into a band that earns the maximum."""
        pairs = zip(self.bands, (*self.bands[1:], None), strict=True)
        return any(_band_reaches(maximum, band, after, span) for band, after in pairs)

    def words(self, span: Span) -> Iterator[Message]:
        """Yield a sentence for each band."""
        for band in self.bands:
            worth = _told_of(band.points)
            if band.start is None:
                yield say("lowest: {worth}", worth=worth)
                continue
            end, is_left_out = band.start
            told = say("above {low}: {worth}") if is_left_out else say("from {low} on: {worth}")
            yield Message(told.id, {"low": span.shown(end), "worth": worth})


def paid_for_being_late(at: str) -> Problem:
    """Return the fault of a scale that gives more points for more days of delay."""
    what = say("A later day is worth more than an earlier one.")
    return Problem(what, at, say("Days count from the due date: 0 or less is in time."))


def _told_of(points: PointsStated | Literal["proportional"]) -> Message:
    return say("in proportion") if points == "proportional" else points_told(points)


def _last_day_before(band: Band) -> Fraction | None:
    if band.start is None:
        return None
    end, is_left_out = band.start
    return Fraction(floor(end) if is_left_out else ceil(end) - 1)


def _band_text(band: Band, amount: AmountText, maximum: str) -> str:
    if band.points == "proportional":
        return amount.of(maximum)
    return points_text(band.points, maximum)


def _band_reaches(maximum: Decimal, band: Band, after: Band | None, span: Span) -> bool:
    """Say whether some possible amount falls into the band and earns the maximum there."""
    if span.greatest is not None and not band.begins_by(span.greatest):
        return False
    if _is_over(after, span.least):
        return False
    if band.points == "proportional":
        is_whole_possible = span.greatest is None or span.greatest >= 1
        return is_whole_possible and not _is_over(after, Decimal(1))
    return exact_points(band.points, maximum) == maximum


def _is_over(after: Band | None, amount: Decimal | None) -> bool:
    """Say whether the band before `after` holds no amount from this one on."""
    return after is not None and amount is not None and after.begins_by(amount)
