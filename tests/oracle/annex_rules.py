"""An annex with the ways of counting that real annexes have, scored by hand.

Part of the oracle: written from the words of docs/rubric-format.md and of `annex.toml` beside it;
it must not import `parself.scoring` or `parself.rules` (see `oracle.district`).
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final, NamedTuple

from oracle.arithmetic import Entry, Sheet, Values, number, share

NOTHING: Final = Fraction(0)
AWAY: Final = "not applicable"

MAXIMA: Final = {
    "A.I.1.1.a": Fraction(2), "A.I.1.1.b": Fraction(1), "A.I.1.1.c": Fraction(3),
    "B.1": Fraction(20), "B.2": Fraction("1.25"), "B.3": Fraction("2.75"), "B.4": NOTHING,
    "C.1": Fraction(4), "C.2": Fraction(3), "C.3": Fraction(3),
}  # fmt: skip
"""What each row that the unit scores may get."""
SURVEY: Final = Fraction(20)


class Told(NamedTuple):
    """What a sheet comes to."""

    points: Fraction
    maximum: Fraction
    percent: Fraction | None
    sections: Mapping[str, Fraction]


def totals(sheet: Sheet, *, survey_held: bool) -> Told:
    """Add up a sheet: four sections, each by its own word, and the index in percent."""
    areas = [_shrunk(sheet), _rescaled(sheet), _shared(sheet)]
    points = sum((one[0] for one in areas), NOTHING)
    maximum = sum((one[1] for one in areas), SURVEY if survey_held else NOTHING)
    index = printed(points / maximum * 100) if maximum else None
    return Told(points, maximum, index, dict(zip("ABC", (one[0] for one in areas), strict=True)))


def printed(exact: Fraction) -> Fraction:
    """Round to hundredths, half up."""
    return Fraction((exact * 100 + Fraction(1, 2)).__floor__(), 100)


def row(name: str, entry: Entry | None) -> Fraction:
    """Return what one row is worth as it is printed; an open row has nothing."""
    if entry is None or isinstance(entry, str):
        return NOTHING
    return printed(_exact(name, entry))


def _exact(name: str, entered: Values) -> Fraction:
    match name:
        case "A.I.1.1.a":
            return min(Fraction(2), number(entered["count"]) / 2)
        case "A.I.1.1.b":
            return Fraction(1) if _met(entered) == 2 else NOTHING
        case "A.I.1.1.c":
            return {3: Fraction(3), 2: Fraction(3, 2)}.get(_met(entered), NOTHING)
        case "B.1":
            return min(Fraction(4), number(entered["count"])) * 5
        case "B.2":
            worth = {"du": Fraction(5, 4), "mot-phan": Fraction(5, 12), "khong": NOTHING}
            return worth[str(entered["choice"])]
        case "B.3":
            return Fraction(1) if entered["choice"] == "bang" else NOTHING
        case "B.4":
            return NOTHING
        case "C.2":
            return 3 * share(entered)
        case _:
            return number(entered["points"])


def _met(entered: Values) -> int:
    return sum(one is True for one in entered.values())


def _split(sheet: Sheet, area: str) -> tuple[list[str], list[str]]:
    """Return the rows of an area that apply, and those that do not."""
    names = [one for one in MAXIMA if one.startswith(area)]
    gone = [one for one in names if sheet.get(one) == AWAY]
    return [one for one in names if one not in gone], gone


def _shrunk(sheet: Sheet) -> tuple[Fraction, Fraction]:
    """Points of what does not apply leave the maximum."""
    left, _gone = _split(sheet, "A")
    points = sum((row(one, sheet.get(one)) for one in left), NOTHING)
    return points, sum((MAXIMA[one] for one in left), NOTHING)


def _rescaled(sheet: Sheet) -> tuple[Fraction, Fraction]:
    """What remains counts as the whole 24; if only what is worth nothing remains, it is gone."""
    left, _gone = _split(sheet, "B")
    rest = sum((MAXIMA[one] for one in left), NOTHING)
    points = sum((row(one, sheet.get(one)) for one in left), NOTHING)
    return (printed(points * 24 / rest), Fraction(24)) if rest else (NOTHING, NOTHING)


def _shared(sheet: Sheet) -> tuple[Fraction, Fraction]:
    """Points of what does not apply go to the others in equal parts."""
    left, gone = _split(sheet, "C")
    each = sum((MAXIMA[one] for one in gone), NOTHING) / len(left)
    points = NOTHING
    for one in left:
        points += row(one, sheet.get(one)) / MAXIMA[one] * (MAXIMA[one] + each)
    return printed(points), Fraction(10)
