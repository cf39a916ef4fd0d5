"""The way to a target against every answer there is, on rubrics small enough to try them all.

Here all answers of a row are listed and scored one by one; rungs are not asked for. Facts that
an office cannot choose are held: wholes and bases of ratios, whether something occurred.
What is appraised of a claim is discounted as last year's was, row by row.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from parself.assessment import beginning, store
from parself.assessment.model import Answer, Assessment, Past, PastPoints, State
from parself.lift.way_up import Lift, Target, lift
from parself.rubric import model as m
from parself.rules.all_or_nothing import AllOrNothing
from parself.rules.amounts import Context, Value
from parself.rules.bands import Band, Bands
from parself.rules.change import Change
from parself.rules.checklist import Checklist, Part
from parself.rules.choice import Choice, Level
from parself.rules.count import Count, Counter
from parself.rules.date import DateDue, DueDate
from parself.rules.deduct import Deduct
from parself.rules.fields import Input
from parself.rules.given import Given
from parself.rules.kinds import Measure, Scale
from parself.rules.mean import Mean, MeanPart
from parself.rules.of_maximum import OfMaximum
from parself.rules.per_case import PerCase
from parself.rules.proportional import Proportional
from parself.rules.ratio import Ratio
from parself.rules.survey import Survey
from parself.rules.table import Table
from parself.scoring.score import score_row
from parself.values import Frozen, evolve
from parself.view.view import View

LAW = settings(max_examples=150, deadline=None)
DURING = date(2023, 6, 1)
COMMUNES = ("Xã A", "Xã B")
HERE = Context(2023, COMMUNES)
CENT = Decimal("0.01")
ALL = Decimal(1)
"""What is appraised of a claim while nothing is known of last year."""
Answers = Sequence[dict[str, Value]]
D = Decimal
B = Band


class Case(Frozen):
    """A row with all answers that it can have while its facts stay; the first is the present."""

    row: m.Row
    answers: Answers


def half(number: Decimal) -> Decimal:
    return number.quantize(CENT, ROUND_HALF_UP)


PEAKED = Bands((B(D(0)), B("proportional", D("0.4")), B(D("0.5"), D("0.9"))))
SHARES: tuple[Scale, ...] = (
    Proportional(),
    Proportional(zero_below=D("0.5")),
    Proportional(full_at=D("0.75")),
    Proportional(target=D("0.75"), zero_below=D("0.25")),
    Proportional(zero_below=D("0.25"), full_at=D("0.75"), from_zero=True),
    AllOrNothing(D("0.75")),
    Bands((B(D(0)), B(D("0.5"), D("0.3")), B(D(1), above=D("0.6")))),
    Bands((B(D(1)), B(D("0.5"), above=D("0.1")), B(D(0), D("0.6")))),
    Bands((B(D(0)), B("proportional", D("0.4")), B(D(1), D("0.9")))),
    PEAKED,
)
QUANTITIES: tuple[Scale, ...] = (
    AllOrNothing(D(2)),
    Bands((B(D(0)), B(D("0.25"), D(1)), B(D(1), D("2.5")))),
    Bands((B(D(1)), B(D("0.5"), above=D(0)), B(D(0), D(3)))),
)
DAYS = Bands((B(D(1)), B(D("0.5"), above=D(0)), B(D(0), D(16))))
PART, WHOLE = Input("Đạt"), Input("Tổng")
HALVES = tuple(D(n) / 2 for n in range(3))


def ratios(whole: int, most: int) -> list[dict[str, Value]]:
    return [{"part": part, "whole": whole} for part in range(most + 1)]


def shapes() -> Iterator[tuple[Measure, Scale | None, Answers]]:
    """Yield every measure with the scales that fit it and the answers that it can have."""
    levels = tuple(Level(f"l{n}", f"Mức {n}", D(n) / 4) for n in (0, 1, 1, 4))
    levels = tuple(evolve(level, id=f"{level.id}-{at}") for at, level in enumerate(levels))
    yield Choice(levels), None, [{"choice": level.id} for level in levels]
    parts = tuple(Part(f"p{n}", f"Ý {n}", D(w)) for n, w in enumerate(("0.2", "0.3", "0.5")))
    ticks = product((True, False), repeat=3)
    yield (
        Checklist(parts),
        None,
        [dict(zip(("p0", "p1", "p2"), t, strict=True)) for t in ticks],
    )
    thirds = tuple(evolve(part, points=OfMaximum(1, 3)) for part in parts)
    plain = tuple(evolve(part, points=None) for part in parts)
    checked: tuple[tuple[tuple[Part, ...], Scale | None], ...] = (
        (thirds, None),
        (plain, AllOrNothing(D(3))),
        (plain, Bands((B(D(0)), B(OfMaximum(1, 3), D(2)), B(D(1), D(3))))),
    )
    for ticked, scale in checked:
        ways: Answers = [
            dict(zip(("p0", "p1", "p2"), t, strict=True)) for t in product((True, False), repeat=3)
        ]
        yield Checklist(ticked), scale, ways
    each = PerCase(D("0.3"))
    yield Count((Counter("count", "Số"),)), each, [{"count": n} for n in range(6)]
    yield Given(D("0.4")), None, [{"points": D(n) * D("0.4")} for n in range(3)]
    for scale in SHARES:
        yield Ratio(PART, WHOLE), scale, ratios(3, 3)
        yield Ratio(PART, WHOLE, may_exceed=True), scale, ratios(3, 5)
        lines: Answers = [
            {"xa-a.part": a, "xa-a.whole": 1, "xa-b.part": b, "xa-b.whole": 3}
            for a, b in product(range(2), range(4))
        ]
        yield Table("Đạt", "Tổng"), scale, lines
        passes: Answers = [{"xa-a": a, "xa-b": b} for a, b in product((True, False), repeat=2)]
        yield Table(passes="Đạt"), scale, passes
        if scale is not PEAKED:
            # A share that is not one entered figure, and how far it goes to a peak: not looked for.
            done = Ratio(PART, WHOLE, not_done="Không làm")
            yield done, scale, [{"not_done": True}, *ratios(20, 20)]
            yield Survey(), scale, [{"percent": percent} for percent in range(0, 101, 5)]
            yield means(D("0.75")), scale, mean_answers()
            yield means(None), scale, mean_answers()
        growths: Answers = [{"value": value, "base": 4} for value in range(6)]
        yield Change(PART, WHOLE, "ratio"), scale, growths
    for scale in QUANTITIES:
        one = (Counter("count", "Số"),)
        yield Count(one), scale, [{"count": n} for n in range(5)]
        two = (Counter("a", "A", 1), Counter("b", "B", 2))
        yield Count(two), scale, [{"a": a, "b": b} for a, b in product(range(2), range(3))]
        rises: Answers = [{"value": value, "base": 4} for value in range(9)]
        yield Change(PART, WHOLE, "difference"), scale, rises
    faults = Deduct({"a": D("0.3"), "b": "all"})
    counted = Count((Counter("a", "A"), Counter("b", "B")))
    yield counted, faults, [{"a": a, "b": b} for a, b in product(range(5), range(2))]
    dated = DateDue("Văn bản", DueDate(3, 31), not_issued="Không ban hành")
    days = (date(2023, 3, 31) + timedelta(days=n) for n in (0, 1, 15, 16))
    never: Answers = [{"not_issued": True}]
    issued: Answers = [{"date": day} for day in days]
    yield dated, DAYS, [*never, *issued]


def means(target: Decimal | None) -> Mean:
    weights = zip("abc", ("1", "2", "3"), strict=True)
    return Mean(tuple(MeanPart(i, i.upper(), PART, WHOLE, D(w), target) for i, w in weights))


def mean_answers() -> Answers:
    return [
        {f"{i}.{key}": value for i, part in zip("abc", parts, strict=True)
         for key, value in (("part", part), ("whole", 2))}
        for parts in product(range(3), repeat=3)
    ]  # fmt: skip


SHAPES = list(shapes())
PER_CASE = Count((Counter("count", "Số"),)), PerCase(D("0.5"))
CASES_OF: Answers = [{"count": n} for n in range(5)]


@st.composite
def cases(draw: st.DrawFn) -> list[Case]:
    """Two or three rows of a point each, and perhaps a bonus and a penalty."""
    found = []
    for number in range(draw(st.integers(2, 3))):
        measure, scale, answers = draw(st.sampled_from(SHAPES))
        row = m.Item(f"1.{number + 1}", "Tiêu chí", D(1), measure, scale)
        found.append(Case(row, now(draw, answers)))
    for kind in ("bonus", "penalty"):
        for number in range(draw(st.integers(0, 2))):
            row_id = f"{kind[0].upper()}{number}"
            outside = m.Adjustment(row_id, "Thưởng, phạt", kind, D(1), *PER_CASE)
            found.append(Case(outside, now(draw, CASES_OF)))
    return found


def now(draw: st.DrawFn, answers: Answers) -> Answers:
    """Put one of the answers first: the present one."""
    first = draw(st.sampled_from(answers))
    return [first, *(answer for answer in answers if answer is not first)]


@cache
def bare() -> store.Folder:
    with TemporaryDirectory() as work:
        return beginning.begin(Path(work) / "a", "mau-ngan", "van-quan")


def rubric_of(found: Sequence[Case]) -> m.Rubric:
    items = tuple(case.row for case in found if isinstance(case.row, m.Item))
    outside = tuple(case.row for case in found if isinstance(case.row, m.Adjustment))
    total = D(len(items))
    criterion = m.Criterion("1", "Một", total, items, is_item=False)
    return evolve(
        bare().rubric,
        points=total,
        areas=(m.Area("1", "Một", total, (criterion,)),),
        adjustments=outside,
        bonus_cap=D("1.5"),
        penalty_cap=D("1.5"),
    )


def view_of(found: Sequence[Case], *, answered: Sequence[bool] = (), share: Decimal = ALL) -> View:
    folder = bare()
    unit = evolve(folder.unit, sub_units=COMMUNES)
    assessment: Assessment = folder.assessment
    for number, case in enumerate(found):
        if number >= len(answered) or answered[number]:
            answer = Answer(State.ANSWERED, case.answers[0])
            assessment = assessment.with_answer(case.row.id, answer)
    past = None if share == ALL else Past(2022, {"1.1": PastPoints(claimed=D(1), appraised=share)})
    small = evolve(folder, rubric=rubric_of(found), unit=unit, standings=None, past=past)
    return View(small, assessment)


def points_of(case: Case) -> list[Decimal]:
    """Score every answer, the present one first."""
    scored = (
        score_row(case.row, Answer(State.ANSWERED, values), values, HERE, CENT).points
        for values in case.answers
    )
    known = [points for points in scored if points is not None]
    assert len(known) == len(case.answers)
    return known


def index_of(found: Sequence[Case], points: Sequence[Decimal], share: Decimal = ALL) -> Decimal:
    """Add up by hand: rows over their maximum, bonus and penalty within their caps.

    Of each row `share` is appraised, in ten-thousandths; bonus and penalty are not discounted.
    """
    sums = {"Item": D(0), "bonus": D(0), "penalty": D(0)}
    for case, one in zip(found, points, strict=True):
        if isinstance(case.row, m.Adjustment):
            sums[case.row.kind] += one
        else:
            sums["Item"] += (one * share).quantize(D("0.0001"), ROUND_HALF_UP)
    most = D(sum(isinstance(case.row, m.Item) for case in found))
    inside = half(sums["Item"]) / most * 100
    raw = inside + min(sums["bonus"], D("1.5")) - min(sums["penalty"], D("1.5"))
    return half(max(D(0), min(D(100), raw)))


def best(found: Sequence[Case], share: Decimal = ALL) -> Decimal:
    """Go through all answers of all rows and return the highest index."""
    choices = [sorted(set(points_of(case))) for case in found]
    return max(index_of(found, points, share) for points in product(*choices))


def reached_by(found: Sequence[Case], way: Lift) -> list[Decimal]:
    """Return each row's points once the steps are taken; each must be points of some answer."""
    there = {case.row.id: points_of(case)[0] for case in found}
    possible = {case.row.id: set(points_of(case)) for case in found}
    for climb in (*way.open, *way.now, *way.next_year):
        fewer = isinstance(climb.row, m.Adjustment) and climb.row.kind == "penalty"
        there[climb.row.id] += -climb.gain if fewer else climb.gain
        assert there[climb.row.id] in possible[climb.row.id], climb
    return [there[case.row.id] for case in found]


TARGETS = st.decimals(0, 100, places=2)
SHARES_APPRAISED = st.just(ALL) | st.decimals("0.5", 1, places=4)


@LAW
@given(cases(), TARGETS, SHARES_APPRAISED)
def test_a_target_is_out_of_reach_only_if_no_answers_reach_it(
    found: list[Case], wanted: Decimal, share: Decimal
) -> None:
    highest = best(found, share)
    for target in {wanted, highest, highest + CENT}:
        way = lift(view_of(found, share=share), Target(target), DURING)
        assert way.is_reached == (highest >= target)
        there = index_of(found, reached_by(found, way), share)
        assert there == way.index
        assert there == highest or there >= target


def has_proportion(scale: Bands) -> bool:
    return any(band.points == "proportional" for band in scale.bands)


LEVELLED = (Choice, Checklist, Given, Mean, Count, DateDue)
"""Measures of which it can be said without the engine how many rungs an answer is away."""
STEPPED = [
    one
    for one in SHAPES
    if isinstance(one[0], LEVELLED)
    and not isinstance(one[1], Proportional | Deduct)
    and not (isinstance(one[1], Bands) and has_proportion(one[1]))
]


@st.composite
def stepped(draw: st.DrawFn) -> list[Case]:
    """Rows of levels only."""
    found = []
    for number in range(draw(st.integers(1, 3))):
        measure, scale, answers = draw(st.sampled_from(STEPPED))
        row = m.Item(f"1.{number + 1}", "Tiêu chí", D(1), measure, scale)
        found.append(Case(row, now(draw, answers)))
    return found


def rungs_to(case: Case) -> list[int]:
    """Count for each answer the rungs from the present one: parts that differ, or levels passed."""
    points = points_of(case)
    better = sorted({one for one in points if one > points[0]})
    first = case.answers[0]

    def rungs(values: dict[str, Value], reached: Decimal) -> int:
        if isinstance(case.row.measure, Checklist | Mean):
            return sum(values[key] != first[key] for key in first)
        if isinstance(case.row.measure, Given):
            # Points that are entered directly are one rung, however many.
            return int(reached > points[0])
        return sum(one <= reached for one in better)

    return [rungs(*pair) for pair in zip(case.answers, points, strict=True)]


@LAW
@given(stepped(), TARGETS, SHARES_APPRAISED)
def test_no_answers_that_reach_the_target_cost_less_than_the_way(
    found: list[Case], target: Decimal, share: Decimal
) -> None:
    """Of equal effort: every rung costs 3."""
    way = lift(view_of(found, share=share), Target(target), DURING)
    options = [list(zip(points_of(case), rungs_to(case), strict=True)) for case in found]
    enough = [
        sum(rungs for _points, rungs in chosen)
        for chosen in product(*options)
        if index_of(found, [points for points, _rungs in chosen], share) >= target
    ]
    assert way.is_reached == bool(enough)
    if enough:
        assert sum(climb.cost for climb in (*way.now, *way.next_year)) == 3 * min(enough)


@LAW
@given(cases(), st.lists(st.booleans(), max_size=5), TARGETS)
def test_rows_that_are_open_are_won_before_anything_else_is_asked(
    found: list[Case], answered: list[bool], wanted: Decimal
) -> None:
    """An open row counts nothing until it is answered, and can still have all its points."""
    open_ = [case for case, is_answered in zip(found, answered, strict=False) if not is_answered]
    inside = [case for case in open_ if isinstance(case.row, m.Item)]
    view = view_of(found, answered=answered)
    now_ = [D(0) if case in open_ else points_of(case)[0] for case in found]
    won = [
        case.row.points if case in inside else one for case, one in zip(found, now_, strict=True)
    ]
    for target in (wanted, index_of(found, won)):
        way = lift(view, Target(target), DURING)
        if index_of(found, won) >= target:
            assert way.is_reached
            assert not (*way.now, *way.next_year)
        else:
            ours = [climb.row for climb in way.open if isinstance(climb.row, m.Item)]
            assert ours == [case.row for case in inside]
