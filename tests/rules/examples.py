"""Examples of every measure, each with possible answers, and of every scale.

For rows of `POINTS` points in a unit with the communes of `CONTEXT`; one answer of each measure
earns the maximum.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain

from parself.rules.all_or_nothing import AllOrNothing
from parself.rules.amounts import Context, Values
from parself.rules.bands import Band, Bands
from parself.rules.change import Change
from parself.rules.checklist import Checklist, Part
from parself.rules.choice import Choice, Level
from parself.rules.count import Count, Counter, SingleCount
from parself.rules.date import NOT_ISSUED, DateDue, DueDate, Reference
from parself.rules.deduct import Deduct
from parself.rules.fields import Input, line_ids
from parself.rules.given import Given
from parself.rules.kinds import Measure, Scale
from parself.rules.mean import Mean, MeanPart
from parself.rules.of_maximum import OfMaximum
from parself.rules.peer_leader import PeerLeader
from parself.rules.peer_mean import PeerMean
from parself.rules.per_case import PerCase
from parself.rules.proportional import Proportional
from parself.rules.ratio import NOT_DONE, Ratio
from parself.rules.survey import NO_OPINION, OF, PERCENT, Option, Survey, SurveyPart
from parself.rules.survey import POINTS as ANNOUNCED
from parself.rules.table import Table
from parself.values import evolve

POINTS = Decimal(2)
CONTEXT = Context(2023, ("Xã An Sơn", "Xã Bình Phúc"))
Answered = Iterator[tuple[Measure, Sequence[Values]]]


def of_choice() -> Answered:
    """Yield two levels, each chosen once."""
    levels = Level("co", "Có", Decimal(2)), Level("khong", "Không", Decimal(0))
    yield Choice(levels), [{"choice": "co"}, {"choice": "khong"}]
    parts = (("du", OfMaximum(1, 1)), ("mot-phan", OfMaximum(1, 3)), ("chua", OfMaximum(0, 1)))
    shares = tuple(Level(id_, id_.upper(), part) for id_, part in parts)
    yield Choice(shares), [{"choice": id_} for id_, _part in parts]


def of_checklist() -> Answered:
    """Yield two parts with every combination of answers."""
    parts = (
        Part("ke-hoach", "Có kế hoạch", Decimal("1.5")),
        Part("bao-cao", "Có báo cáo", Decimal("0.5")),
    )
    answers = [{"ke-hoach": one, "bao-cao": two} for one in (True, False) for two in (True, False)]
    yield Checklist(parts), answers
    yield Checklist(tuple(evolve(part, points=None) for part in parts)), answers
    halves = (OfMaximum(1, 3), OfMaximum(2, 3))
    shares = tuple(evolve(part, points=one) for part, one in zip(parts, halves, strict=True))
    yield Checklist(shares), answers


def of_given() -> Answered:
    """Yield one measure with steps and one without."""
    yield Given(), [{"points": 0}, {"points": Decimal("1.37")}, {"points": 2}]
    yield Given(Decimal("0.25")), [{"points": Decimal("0.75")}, {"points": 2}]


def of_ratio() -> Answered:
    """Yield counts, and money that may exceed its plan or was not spent at all."""
    done, all_ = Input("Số đã làm"), Input("Tổng số")
    whole: list[Values] = [{"part": part, "whole": 40} for part in (0, 19, 20, 39, 40)]
    yield Ratio(done, all_), whole
    money = Ratio(done, all_, "triệu đồng", decimals=True, may_exceed=True, not_done="Chưa làm")
    yield money, [{"part": Decimal("57.5"), "whole": Decimal("50.25")}, {NOT_DONE: True}]


def of_table() -> Answered:
    """Yield a table of ticks and a table of sums."""
    one, two = line_ids(CONTEXT.sub_units)
    yield Table(passes="Đạt"), [{one: True, two: True}, {one: True, two: False}]
    sums = {f"{one}.part": 3, f"{one}.whole": 5, f"{two}.part": 7, f"{two}.whole": 7}
    yield Table("Đã làm", "Tổng số", unit="hồ sơ"), [sums, {**sums, f"{one}.part": 5}]


def of_mean() -> Answered:
    """Yield two parts, one with a weight and a target."""
    inputs = Input("Đã làm"), Input("Tổng số")
    parts = (
        MeanPart("mot", "Phần một", *inputs),
        MeanPart("hai", "Phần hai", *inputs, Decimal(2), Decimal("0.8")),
    )
    low = {"mot.part": 3, "mot.whole": 7, "hai.part": 20, "hai.whole": 30}
    yield Mean(parts, "hồ sơ"), [low, {**low, "mot.part": 7}, {**low, "hai.part": 29}]


def of_survey() -> Answered:
    """Yield announced figures, opinions, and opinions of two groups."""
    announced: list[Values] = [
        {PERCENT: Decimal("83.5")},
        {ANNOUNCED: Decimal("1.5")},
        {ANNOUNCED: Decimal("3.5"), OF: 4},
    ]
    options = Option("tot", "Tốt", Decimal(1)), Option("duoc", "Được", Decimal("0.6"))
    yield Survey(), announced
    yield Survey(options), [*announced, {"tot": 7, "duoc": 4, NO_OPINION: 2}]
    groups = SurveyPart("dan", "Người dân"), SurveyPart("cb", "Cán bộ", Decimal(2))
    counts = {"dan.tot": 5, "dan.duoc": 6, "cb.tot": 3, "cb.duoc": 0}
    yield Survey(options, groups), [counts]


def of_count() -> Answered:
    """Yield one counter, and two counters of which one has a greatest count."""
    yield SingleCount("Số mô hình").long(), [{"count": number} for number in (0, 1, 2, 5)]
    two = Counter("muon", "Nộp muộn"), Counter("thieu", "Thiếu", 12)
    yield Count(two, "lần"), [{"muon": 0, "thieu": 0}, {"muon": 2, "thieu": 1}]


def of_date() -> Answered:
    """Yield a fixed due day, and one that depends on another document."""
    due = DueDate(3, 31)
    days: list[Values] = [{"date": date(2023, month, 31)} for month in (1, 3, 5, 12)]
    yield DateDue("Ngày ban hành", due, not_issued="Chưa ban hành"), [*days, {NOT_ISSUED: True}]
    moved = DateDue("Ngày ban hành", reference=Reference("Văn bản của tỉnh", 15))
    yield moved, [{"date": date(2023, 5, 31), "reference": date(2023, 5, 20)}]


def of_change() -> Answered:
    """Yield a share of last year's figure, and a difference that may be negative."""
    inputs = Input("Năm nay"), Input("Năm trước")
    grown: list[Values] = [{"value": value, "base": 40} for value in (0, 19, 40, 55)]
    yield Change(*inputs, "ratio"), grown
    fell: Values = {"value": Decimal("-1.5"), "base": Decimal("0.25")}
    yield Change(*inputs, "difference", decimals=True, signed=True), [*grown, fell]


def of_peer_mean() -> Answered:
    """Yield figures above, at and below an estimated mean."""
    yield (
        PeerMean(Input("Chỉ số đã công bố"), "%", decimals=True),
        [
            {"value": Decimal(own), "mean": Decimal("88.2")}
            for own in ("97.5", "88.7", "88.2", "88.1", "0")
        ],
    )


def of_peer_leader() -> Answered:
    """Yield figures below, at and beyond the target, also where nobody is beyond it."""
    measure = PeerLeader(
        value=Input("Số đã làm"), unit="hồ sơ", target=Decimal(100), at_target=Decimal("0.5")
    )
    own = [{"value": one, "leader": 120} for one in (0, 80, 100, 110, 120, 130)]
    yield measure, [*own, {"value": 100, "leader": 90}, {"value": 80, "leader": 90}]


def of_proportional() -> Iterator[Scale]:
    """Yield a plain one, one with cut-offs, one with a target, and one from zero."""
    low, high = Decimal("0.5"), Decimal("0.95")
    yield Proportional()
    yield Proportional(low, high)
    yield Proportional(target=high)
    yield Proportional(low, high, from_zero=True)


def of_bands() -> Iterator[Scale]:
    """Yield bands that rise, that fall with days, and that are proportional in the middle."""
    none, half, full = Decimal(0), Decimal("0.5"), Decimal(2)
    yield Bands((Band(none), Band(half, half), Band(full, above=Decimal("0.9"))))
    yield Bands((Band(full), Band(half, above=Decimal(0)), Band(none, above=Decimal(30))))
    yield Bands((Band(none), Band("proportional", half), Band(full, Decimal(1))))
    yield Bands((Band(OfMaximum(0, 1)), Band(OfMaximum(2, 3), half), Band(full, Decimal("0.9"))))


def of_all_or_nothing() -> Iterator[Scale]:
    """Yield what half of a share and any count above 0 reaches, and what two of two reach."""
    yield AllOrNothing(Decimal("0.5"))
    yield AllOrNothing(Decimal(2))


def of_deduct() -> Iterator[Scale]:
    """Yield deductions for the example counters of `Count`."""
    yield Deduct({"count": Decimal("0.5")})
    yield Deduct({"muon": Decimal("0.25"), "thieu": "all"})


def of_per_case() -> Iterator[Scale]:
    """Yield half a point for each case."""
    yield PerCase(Decimal("0.5"))


MEASURES = tuple(
    chain(
        of_choice(),
        of_checklist(),
        of_given(),
        of_ratio(),
        of_table(),
        of_mean(),
        of_survey(),
        of_count(),
        of_date(),
        of_change(),
        of_peer_mean(),
        of_peer_leader(),
    )
)
SCALES = tuple(
    chain(of_proportional(), of_bands(), of_all_or_nothing(), of_deduct(), of_per_case())
)
