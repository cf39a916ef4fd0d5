"""Derivations in words: each line is true as it stands, also where not all of a share counts."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

import pytest

from parself import i18n
from parself.rubric import model as m
from parself.rules.amounts import Context, Values
from parself.rules.change import Change
from parself.rules.count import Count, Counter
from parself.rules.deduct import Deduct
from parself.rules.fields import Input
from parself.rules.kinds import Measure, Scale, amount_of, worth
from parself.rules.mean import Mean, MeanPart
from parself.rules.proportional import Proportional
from parself.rules.ratio import Ratio
from parself.words.retelling import value_words
from parself.words.wording import derivation

PART, WHOLE = Input("Thực hiện"), Input("Kế hoạch")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    i18n.use("en")
    yield
    i18n.use(None)


def told(measure_: Measure, scale: Scale | None, values: Values) -> str:
    row = m.Item("1", "Tên", Decimal(2), measure_, scale)
    amount = amount_of(row, values, Context(2023))
    return "; ".join(derivation([*amount.steps, *worth(row, amount)[1]]))


MEAN = Mean(
    (
        MeanPart("a", "A", PART, WHOLE),
        MeanPart("b", "B", PART, WHOLE, target=Decimal("0.5")),
    ),
    may_exceed=True,
)
CHANGE = Change(PART, WHOLE, "ratio", signed=True)
EXCEEDING = Ratio(PART, WHOLE, may_exceed=True)


def mean(a: int, b: int) -> str:
    return told(MEAN, Proportional(), {"a.part": a, "a.whole": 100, "b.part": b, "b.whole": 100})


def test_a_part_of_a_mean_says_when_only_its_whole_or_its_target_counts() -> None:
    assert mean(110, 60).count("counts as 100%") == 2
    assert "counts as" not in mean(100, 50)
    assert "above the target of 50%, counts as 100%" in mean(100, 60)


@pytest.mark.parametrize(
    ("rule", "scale", "values", "said"),
    [
        (EXCEEDING, Proportional(), {"part": 110, "whole": 100}, "110,00%, counts as 100%"),
        (EXCEEDING, Proportional(), {"part": 100, "whole": 100}, ""),
        (
            EXCEEDING,
            Proportional(target=Decimal("0.8")),
            {"part": 100, "whole": 100},
            "125,00% of the target of 80%, counts as 100%",
        ),
        (CHANGE, Proportional(), {"value": -5, "base": 100}, "counts as 0%"),
    ],
)
def test_a_share_says_when_it_counts_as_all_or_as_nothing(
    rule: Measure, scale: Scale, values: Values, said: str
) -> None:
    words = told(rule, scale, values)
    assert said in words if said else "counts as" not in words


def test_deductions_beyond_the_maximum_are_no_false_difference() -> None:
    count = Count((Counter("count", "Số báo cáo chậm"),))
    deduct = Deduct({"count": Decimal("0.5")})
    for late in range(7):
        words = told(count, deduct, {"count": late})
        assert ("leaves 0,00 points" in words) is (late > 4), late


def test_a_moment_is_told_with_its_time_of_day() -> None:
    """Two entries of one day would read as the same."""
    told = value_words(datetime(2026, 11, 28, 8, 5)), value_words(datetime(2026, 11, 28, 9, 40))
    assert told == ("08:05 on 28/11/2026", "09:40 on 28/11/2026")
