"""The steps of a derivation, as data.

A score explains itself by a list of steps: what kind of step, and the figures in
it. No sentence is written here, so that the screen, the reports and other
languages each say it their way (`parself.words.wording`). Figures are exact.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from attrs import field, frozen

StepValue = Fraction | Decimal | int | str | date | None


class StepKind(StrEnum):
    """What a step of a derivation does."""

    LEVEL = "level"
    PART_MET = "part-met"
    PART_NOT_MET = "part-not-met"
    SUM = "sum"
    GIVEN = "given"
    RATIO = "ratio"
    TABLE_SUM = "table-sum"
    TABLE_PASSES = "table-passes"
    MEAN_PART = "mean-part"
    MEAN = "mean"
    SURVEY_COUNTS = "survey-counts"
    SURVEY_PART = "survey-part"
    SURVEY_MEAN = "survey-mean"
    SURVEY_PERCENT = "survey-percent"
    SURVEY_POINTS = "survey-points"
    COUNTER = "counter"
    DATE = "date"
    NOT_ISSUED = "not-issued"
    NOT_DONE = "not-done"
    CHANGE_RATIO = "change-ratio"
    DIFFERENCE = "difference"
    BELOW_CUT_OFF = "below-cut-off"
    PROPORTIONAL_FROM = "proportional-from"
    FULL_FROM = "full-from"
    TARGET = "target"
    FROM_ZERO = "from-zero"
    BAND_SHARE = "band-share"
    BAND_QUANTITY = "band-quantity"
    BAND_DAYS = "band-days"
    REACHED_SHARE = "reached-share"
    REACHED_QUANTITY = "reached-quantity"
    DEDUCTED = "deducted"
    DEDUCTED_ALL = "deducted-all"
    PER_CASE = "per-case"
    HELD = "held"
    PRODUCT = "product"
    POINTS = "points"
    NO_INCIDENCE = "no-incidence"
    NOT_APPLICABLE = "not-applicable"


@frozen
class Step:
    """One step of a derivation: its kind and the exact figures in it."""

    kind: StepKind
    values: Mapping[str, StepValue] = field(factory=dict)


def step(kind: StepKind, **values: StepValue) -> Step:
    """Make a step."""
    return Step(kind, values)
