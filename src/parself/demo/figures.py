"""The invented figures of the practice province, the same ones each time.

Every figure is rolled from a hash of unit, row and what it is for. A stronger unit (by the
table of comparison) reaches full marks more often. The figures respect what the rubric's
checks say of each other: late dossiers that two rows count are the same number.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from math import ceil
from typing import Final

from attrs import evolve

from parself.assessment.model import (
    Answer,
    Assessment,
    Citation,
    Document,
    DocumentKind,
    Purpose,
    RubricIdentity,
    State,
)
from parself.rubric import model as m
from parself.rubric import peers
from parself.rubric.identity import scoring_hash
from parself.rules.all_or_nothing import AllOrNothing
from parself.rules.amounts import Value
from parself.rules.bands import Bands
from parself.rules.change import Change
from parself.rules.checklist import Checklist, Part
from parself.rules.choice import Choice, Level
from parself.rules.count import Count, Counter
from parself.rules.date import DateDue
from parself.rules.deduct import Deduct
from parself.rules.fields import line_ids
from parself.rules.mean import Mean, MeanPart
from parself.rules.proportional import Proportional
from parself.rules.ratio import Ratio
from parself.rules.table import Table

YEAR: Final = 2023
HALF_WAY: Final = "van-quan"
"""Code of the unit that is left open."""
HANDED_IN: Final = datetime(2024, 1, 10, 9, 0)
_FILLED_IN: Final = datetime(2024, 1, 8, 8, 0)


def filled_in(rubric: m.Rubric, unit: peers.Unit, standings: peers.Standings) -> Assessment:
    """Return a unit's invented assessment, complete but for the unit that is half-way."""
    standing = standings.of(unit.code)
    index = standing.index if standing is not None else None
    clerk = _Clerk(rubric, unit, _strength(index))
    identity = RubricIdentity(rubric.id, rubric.edition, scoring_hash(rubric))
    complete = Assessment(
        unit=unit.code,
        year=YEAR,
        rubric=identity,
        purpose=Purpose.PRACTICE,
        data_date=date(YEAR, 12, 31),
        answers=dict(sorted(clerk.answers())),
        documents=_documents(unit),
        edited=HANDED_IN,
    )
    return _half_way(rubric, complete) if unit.code == HALF_WAY else complete


def _strength(index: Decimal | None) -> int:
    """Return how strong a unit is, 60 to 100: last year's index, spread out around 80."""
    if index is None:
        return 80
    return max(60, min(100, int(80 + (index - 82) * 2)))


_NOTES: Final = (
    "Chờ Phòng Tài chính – Kế hoạch xác nhận số liệu.",
    "Đối chiếu lại với báo cáo quý IV.",
    "Cần bổ sung văn bản làm TLKC.",
)


def _half_way(rubric: m.Rubric, complete: Assessment) -> Assessment:
    """Return what is there half-way: the first half of the rows, a few flagged with a note."""
    rows = [item.id for item in rubric.items()]
    done = rows[: len(rows) // 2]
    answers = {row: complete.answers[row] for row in done}
    for row, note in zip(done[4::11], _NOTES, strict=False):
        answers[row] = evolve(answers[row], flagged=True, note=note)
    position = rows[len(done)]
    return evolve(complete, answers=dict(sorted(answers.items())), position=position)


def _documents(unit: peers.Unit) -> tuple[Document, ...]:
    """Return proof that is kept at the unit: cited, not attached."""
    dice = _Dice(unit.code, "documents")
    return (
        Document(
            "E-001",
            DocumentKind.ON_FILE,
            title=f"Báo cáo kết quả công tác CCHC năm {YEAR}",
            number=f"{dice.roll('report', 210, 480)}/BC-UBND",
            issued=date(YEAR, 12, dice.roll("day", 4, 20)),
            issuer=unit.full,
        ),
        Document(
            "E-002",
            DocumentKind.EXTRACT,
            title="Trích xuất hệ thống một cửa điện tử",
            issued=date(YEAR, 12, 31),
            issuer="Văn phòng HĐND và UBND",
        ),
    )


class _Result(IntEnum):
    """How well a unit does in one row."""

    LITTLE = 0
    PARTLY = 1
    FULL = 2


class _Dice:
    """Numbers that look random and are the same each time."""

    def __init__(self, unit: str, row: str) -> None:
        self._seed = f"{unit}/{row}"

    def roll(self, what: str, least: int, most: int) -> int:
        """Return a number from `least` to `most`."""
        digest = hashlib.sha256(f"{self._seed}/{what}".encode()).digest()
        return least + int.from_bytes(digest[:8], "big") % (most - least + 1)

    def result(self, strength: int) -> _Result:
        """Return how well a unit of this strength (about 70 to 95) does."""
        rolled = self.roll("result", 0, 99)
        if rolled < strength - 28:
            return _Result.FULL
        return _Result.PARTLY if rolled < 52 + strength // 2 else _Result.LITTLE


# Usual sizes of the wholes of ratios, by row.
_SIZES: Final[Mapping[str, tuple[int, int]]] = {
    "1.1.3": (30, 60),
    "1.3.3": (4, 12),
    "1.4.1": (8, 20),
    "1.6": (60, 180),
    "2.1.1": (8, 24),
    "2.1.2": (1, 4),
    "2.3": (1, 3),
    "2.4": (10, 24),
    "3.1.1": (8, 20),
    "3.1.3": (2, 12),
    "3.3.1": (240, 330),
    "3.4.1": (5_000, 14_000),
    "3.4.2": (250, 1_400),
    "4.2.2": (1, 4),
    "5.1.2": (60, 90),
    "5.4": (150, 600),
    "5.6": (300, 480),
    "6.1": (60_000, 240_000),
    "6.2.1": (12, 13),
    "6.2.2": (40, 70),
    "6.3.1": (200, 2_500),
    "7.1.1": (12, 30),
    "7.1.2": (2_500, 9_000),
    "7.1.3": (3_000, 9_000),
    "7.3.1": (120, 260),
    "7.3.2": (3_000, 9_000),
    "7.3.3": (40, 90),
    "7.3.4": (800, 2_500),
    "7.3.5": (6_000, 16_000),
    "7.4": (1, 4),
    "8.2.1": (25_000, 120_000),
    "8.2.3": (15, 22),
}
_USUAL: Final = (20, 40)
# Rows whose whole is the number of communes, and how many more.
_COMMUNES: Final[Mapping[str, int]] = {"1.3.2": 12, "3.2.1": 1, "7.5.3": 0}
# Rows on which others depend: as everywhere, and never "no incidence".
_SETTLED: Final = frozenset({"7.5.1"})
_ALWAYS_OCCURS: Final = frozenset({"1.3.3", "2.1.1", "2.1.2", "3.4.3"})
_NOT_FINAL: Final = frozenset({"6.1", "8.2.1", "8.2.3"})
_LATE: Final = "3.4.3"
"""Row whose whole is the number of late dossiers of two others."""
_LATE_OF: Final = ("3.4.1", "3.4.2")

_EXPLANATIONS: Final = (
    "Số liệu theo báo cáo CCHC năm, đã đối chiếu với các phòng, ban.",
    "Số liệu trích xuất từ hệ thống một cửa điện tử ngày 31/12/2023.",
    "Đã thống nhất với UBND các xã, thị trấn; chi tiết lưu tại Phòng Nội vụ.",
)

Values = dict[str, Value]


class _Clerk:
    """Answers every row of the rubric for one unit."""

    def __init__(self, rubric: m.Rubric, unit: peers.Unit, strength: int) -> None:
        self._rubric = rubric
        self._unit = unit
        self._strength = strength
        self._lines = line_ids(unit.sub_units)

    def answers(self) -> Iterator[tuple[str, Answer]]:
        """Yield an answer for every row that the unit may answer."""
        for minutes, row in enumerate(self._rubric.rows.values()):
            answer = self._answer(row, self._dice(row))
            if not answer.is_blank:
                yield row.id, evolve(answer, when=_FILLED_IN + timedelta(minutes=3 * minutes))

    def _dice(self, row: m.Row) -> _Dice:
        return _Dice(self._unit.code, row.id)

    def _answer(self, row: m.Row, dice: _Dice) -> Answer:
        if isinstance(row, m.Adjustment):
            return self._adjustment(row, dice)
        if row.source is not m.Source.SELF:
            steps = int(row.points * 20) * dice.roll("estimate", 64, 90) // 100
            return Answer(estimate=Decimal(steps) / 20)
        state = self._exempt(row, dice)
        if state is not None:
            return Answer(state, explanation=_EXPLANATIONS[0])
        values = self._values(row, dice)
        if values is None:
            return Answer(State.NO_INCIDENCE, explanation=_EXPLANATIONS[1])
        return self._backed(Answer(State.ANSWERED, values, provisional=row.id in _NOT_FINAL), dice)

    def _adjustment(self, row: m.Adjustment, dice: _Dice) -> Answer:
        if row.source is not m.Source.SELF:
            return Answer()
        lucky = row.kind == "bonus" and dice.roll("bonus", 0, 99) < self._strength - 65
        return Answer(State.ANSWERED, {"count": int(lucky)})

    def _exempt(self, row: m.Item, dice: _Dice) -> State | None:
        rolled = dice.roll("exempt", 0, 99)
        if row.no_incidence and row.id not in _ALWAYS_OCCURS and rolled < 30:
            return State.NO_INCIDENCE
        if row.not_applicable == "unit" and rolled < 20:
            return State.NOT_APPLICABLE
        return None

    def _backed(self, answer: Answer, dice: _Dice) -> Answer:
        """Put proof behind two rows of three, and an explanation behind some."""
        proof = dice.roll("proof", 0, 5)
        if proof < 4:
            document = "E-002" if proof == 0 else "E-001"
            cited = Citation(document, "II", str(dice.roll("page", 2, 14)))
            answer = evolve(answer, citations=(cited,))
        if proof in {3, 4}:
            text = _EXPLANATIONS[dice.roll("explanation", 0, len(_EXPLANATIONS) - 1)]
            answer = evolve(answer, explanation=text)
        return answer

    def _values(self, row: m.Item, dice: _Dice) -> Values | None:
        """Return the figures of a row; None where nothing of the kind occurred."""
        result = _Result.FULL if row.id in _SETTLED else dice.result(self._strength)
        match row.measure:
            case Choice(levels):
                return {"choice": _level(levels, result).id}
            case Checklist(parts):
                return dict(_checked(parts, result, dice))
            case Ratio():
                whole = self._late() if row.id == _LATE else self._size(row, dice)
                return {"part": _part(row, result, whole, dice), "whole": whole} if whole else None
            case Table():
                return dict(self._table(row, row.measure, result, dice))
            case Mean(parts):
                return dict(self._means(row, parts, result, dice))
            case Count(counters):
                return {counter.id: _count(row, counter, result, dice) for counter in counters}
            case DateDue():
                return _dated(row.measure, result, dice)
            case Change():
                return _changed(row, row.measure, result, dice)
            case _:
                raise NotImplementedError(row.id)

    def _size(self, row: m.Item, dice: _Dice) -> int:
        if row.id in _COMMUNES:
            return len(self._lines) + _COMMUNES[row.id]
        return dice.roll("whole", *_SIZES.get(row.id, _USUAL))

    def _late(self) -> int:
        """Return how many dossiers two other rows say were late."""
        late = 0
        for row_id in _LATE_OF:
            row = self._rubric.rows[row_id]
            values = self._values(row, self._dice(row)) if isinstance(row, m.Item) else None
            for key, value in (values or {}).items():
                sign = 1 if key.endswith("whole") else -1
                late += sign * value if isinstance(value, int) else 0
        return late

    def _table(
        self, row: m.Item, table: Table, result: _Result, dice: _Dice
    ) -> Iterator[tuple[str, Value]]:
        failing = {_Result.FULL: 0, _Result.PARTLY: 3, _Result.LITTLE: 9}[result]
        for number, line in enumerate(self._lines):
            if table.passes is not None:
                yield line, number >= failing
                continue
            whole = dice.roll(f"{line}/whole", *_SIZES[row.id])
            yield f"{line}.part", _part(row, result, whole, dice)
            yield f"{line}.whole", whole

    def _means(
        self, row: m.Item, parts: Sequence[MeanPart], result: _Result, dice: _Dice
    ) -> Iterator[tuple[str, Value]]:
        for part in parts:
            whole = dice.roll(f"{part.id}/whole", *_SIZES[row.id])
            full = Fraction(part.target or 1)
            share = _share(full * Fraction(3, 5), full, result, dice)
            yield f"{part.id}.part", min(whole, ceil(whole * share))
            yield f"{part.id}.whole", whole


def _level(levels: Sequence[Level], result: _Result) -> Level:
    """Return the best level, one between, or the worst; without one between, the best."""
    best_first = sorted(levels, key=lambda level: level.points, reverse=True)
    places = {_Result.FULL: 0, _Result.PARTLY: (len(levels) - 1) // 2, _Result.LITTLE: -1}
    return best_first[places[result]]


def _checked(parts: Sequence[Part], result: _Result, dice: _Dice) -> Iterator[tuple[str, Value]]:
    unmet = dice.roll("unmet", 0, len(parts) - 1)
    for number, part in enumerate(parts):
        met = {
            _Result.FULL: True,
            _Result.PARTLY: number != unmet,
            _Result.LITTLE: number == unmet,
        }
        yield part.id, met[result]


def _part(row: m.Item, result: _Result, whole: int, dice: _Dice) -> int:
    low, full = _thresholds(row)
    part = ceil(whole * _share(low, full, result, dice))
    may_exceed = isinstance(row.measure, Ratio) and row.measure.may_exceed
    if may_exceed and result is _Result.FULL:
        return part + part * dice.roll("beyond", 0, 9) // 100
    return min(part, whole)


def _share(low: Fraction, full: Fraction, result: _Result, dice: _Dice) -> Fraction:
    """Return a share at full marks, between the cut-off and full marks, or just under it."""
    percent = Fraction(1, 100)
    match result:
        case _Result.FULL:
            return min(max(full, Fraction(1)), full * (1 + dice.roll("share", 0, 5) * percent))
        case _Result.PARTLY:
            return low + (full - low) * dice.roll("share", 45, 96) * percent
        case _Result.LITTLE:
            return low * (1 - dice.roll("share", 2, 9) * percent)


def _thresholds(row: m.Item) -> tuple[Fraction, Fraction]:
    """Return the share below which there is little or nothing, and that of full marks."""
    match row.scale:
        case Proportional() as scale:
            full = Fraction(scale.full_at or scale.target or 1)
            return Fraction(scale.zero_below or full * Fraction(3, 5)), full
        case Bands(bands):
            return Fraction(bands[1].lower or 0), Fraction(bands[-1].lower or 1)
        case AllOrNothing(at):
            return Fraction(at) * Fraction(9, 10), Fraction(at)
        case _:
            return Fraction(1, 2), Fraction(1)


def _count(row: m.Item, counter: Counter, result: _Result, dice: _Dice) -> int:
    match row.scale:
        case Deduct(each):
            worst = 1 if each[counter.id] == "all" else 2
            faults = {_Result.FULL: 0, _Result.PARTLY: worst - 1, _Result.LITTLE: worst}[result]
            return faults if counter is _first(row) else 0
        case Bands(bands):
            reached = {_Result.FULL: bands[-1], _Result.PARTLY: bands[-2], _Result.LITTLE: bands[0]}
            more = dice.roll("more", 0, 2) if result is _Result.FULL else 0
            return int(reached[result].lower or 0) + more
        case _:
            return 0


def _first(row: m.Item) -> Counter | None:
    return row.measure.counters[0] if isinstance(row.measure, Count) else None


def _dated(rule: DateDue, result: _Result, dice: _Dice) -> Values:
    values: Values = {}
    if rule.reference is not None:
        values["reference"] = date(YEAR - 1, 12, dice.roll("reference", 5, 28))
    days = {
        _Result.FULL: -dice.roll("days", 1, 20),
        _Result.PARTLY: dice.roll("days", 2, 14),
        _Result.LITTLE: dice.roll("days", 33, 60),
    }
    values["date"] = rule.due_date(values, YEAR) + timedelta(days=days[result])
    return values


def _changed(row: m.Item, change: Change, result: _Result, dice: _Dice) -> Values:
    if change.compare == "ratio":
        hundredths = dice.roll("base", 220, 380)
        reached = ceil(hundredths * _share(*_thresholds(row), result, dice))
        return {"value": Decimal(reached) / 100, "base": Decimal(hundredths) / 100}
    base = dice.roll("base", 18, 60)
    more = {
        _Result.FULL: dice.roll("more", 1, 9),
        _Result.PARTLY: 0,
        _Result.LITTLE: -dice.roll("more", 1, 6),
    }
    return {"value": base + more[result], "base": base}
