"""What an amount is worth: exact points between 0 and the row's maximum.

One function per scale of the rubric. The shapes are those of the annexes:
"từ 80% trở lên: tính theo tỷ lệ, dưới 80%: 0 điểm", steps, all or nothing, and
so much off per fault. Rounding is not done here: a row is rounded once, in
`parself.scoring.score`.
"""

from fractions import Fraction

from parself.rubric import model as m
from parself.rubric import rules
from parself.scoring.measures import Amount, Points, Quantity, Share
from parself.scoring.steps import Step, StepKind, step

Worth = tuple[Fraction, tuple[Step, ...]]

ZERO = Fraction(0)
ONE = Fraction(1)


def worth(row: m.Row, amount: Amount) -> Worth:
    """Return exact points within 0..maximum, and the steps that lead from the amount to them."""
    maximum = Fraction(row.points)
    match amount, row.scale:
        case Points(value), None:
            return min(value, maximum), ()
        case Share(share), rules.Proportional() as scale:
            return _proportional(scale, share, maximum)
        case Share() | Quantity(), rules.Bands() as scale:
            return _bands(scale, amount, maximum)
        case Share() | Quantity(), rules.AllOrNothing(at):
            return _all_or_nothing(Fraction(at), amount, maximum)
        case Quantity(), rules.Deduct() as scale:
            return _deduct(scale, amount, maximum)
        case Quantity(value), rules.PerCase(each) if value is not None:
            return _per_case(Fraction(each), value, maximum)
        case _:
            raise TypeError((amount, row.scale))


def _proportional(scale: rules.Proportional, share: Fraction, maximum: Fraction) -> Worth:
    if scale.zero_below is not None and share < Fraction(scale.zero_below):
        return ZERO, (step(StepKind.BELOW_CUT_OFF, threshold=scale.zero_below),)
    if scale.full_at is not None and share >= Fraction(scale.full_at):
        return maximum, (step(StepKind.FULL_FROM, threshold=scale.full_at, points=maximum),)
    steps: list[Step] = []
    if scale.zero_below is not None:
        steps.append(step(StepKind.PROPORTIONAL_FROM, threshold=scale.zero_below))
    factor = share
    if scale.target is not None:
        factor = share / Fraction(scale.target)
        steps.append(step(StepKind.TARGET, target=scale.target, reached=factor))
    if scale.from_zero:
        low, high = Fraction(scale.zero_below or 0), Fraction(scale.full_at or 1)
        factor = (share - low) / (high - low)
        steps.append(step(StepKind.FROM_ZERO, low=low, high=high, reached=factor))
    points, product = _product(maximum, factor)
    return points, (*steps, *product)


def _held(share: Fraction) -> Fraction:
    """Return what counts of a share: nothing at least, all of it at most."""
    return max(ZERO, min(ONE, share))


def _product(maximum: Fraction, share: Fraction) -> Worth:
    """Return so much of the maximum as counts, and say so where that is not the share itself."""
    counted = _held(share)
    points = maximum * counted
    product = step(StepKind.PRODUCT, maximum=maximum, share=counted, points=points)
    return points, (product,) if counted == share else (step(StepKind.HELD, share=counted), product)


def _bands(scale: rules.Bands, amount: Share | Quantity, maximum: Fraction) -> Worth:
    index = band_index(scale, amount.value)
    band = scale.bands[index]
    following = scale.bands[index + 1] if index + 1 < len(scale.bands) else None
    kind = StepKind.BAND_QUANTITY
    if isinstance(amount, Share):
        kind = StepKind.BAND_SHARE
    elif amount.is_days:
        kind = StepKind.BAND_DAYS
    place = {
        "from_": band.from_,
        "above": band.above,
        "below": following.from_ if following else None,
        "up_to": following.above if following else None,
    }
    if band.points == "proportional":
        points, product = _product(maximum, amount.value if amount.value is not None else ZERO)
        return points, (step(kind, **place, points=None), *product)
    points = Fraction(band.points)
    return points, (step(kind, **place, points=points),)


def band_index(scale: rules.Bands, value: Fraction | None) -> int:
    """Return which band a value falls into; None (never happened) falls into the last."""
    if value is None:
        return len(scale.bands) - 1
    return sum(_reaches(band, value) for band in scale.bands[1:])


def _reaches(band: rules.Band, value: Fraction) -> bool:
    if band.above is not None:
        return value > Fraction(band.above)
    return band.from_ is not None and value >= Fraction(band.from_)


def _all_or_nothing(at: Fraction, amount: Share | Quantity, maximum: Fraction) -> Worth:
    reached = amount.value is not None and amount.value >= at
    kind = StepKind.REACHED_SHARE if isinstance(amount, Share) else StepKind.REACHED_QUANTITY
    points = maximum if reached else ZERO
    return points, (step(kind, threshold=at, reached=int(reached), points=points),)


def _deduct(scale: rules.Deduct, amount: Quantity, maximum: Fraction) -> Worth:
    off = ZERO
    steps: list[Step] = []
    for counter, count in amount.counters.items():
        each = scale.each[counter]
        if each == "all":
            if count > 0:
                return ZERO, (step(StepKind.DEDUCTED_ALL, count=count),)
            continue
        off += count * Fraction(each)
        steps.append(step(StepKind.DEDUCTED, count=count, each=each, off=count * Fraction(each)))
    points = max(ZERO, maximum - off)
    return points, (*steps, step(StepKind.POINTS, maximum=maximum, off=off, points=points))


def _per_case(each: Fraction, count: Fraction, maximum: Fraction) -> Worth:
    points = min(maximum, each * count)
    return points, (
        step(StepKind.PER_CASE, count=count, each=each, points=points, maximum=maximum),
    )
