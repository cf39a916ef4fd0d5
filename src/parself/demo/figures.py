"""The invented figures of the practice province, the same ones each time.

Every figure is rolled from a hash of unit, row and what it is for. A stronger unit (by the
table of comparison) reaches full marks more often. The figures respect what the rubric's
checks say of each other: late dossiers that two rows count are the same number.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from parself.assessment.model import (
    Answer,
    Assessment,
    Citation,
    Document,
    DocumentKind,
    Purpose,
    State,
)
from parself.demo.casts import DISTRICTS, Cast
from parself.rubric import model as m
from parself.rubric import peers
from parself.rubric.identity import identity_of
from parself.rubric.offices import Office
from parself.rules.amounts import Context, Value
from parself.rules.kinds import invented, row_fields
from parself.rules.luck import Result
from parself.values import evolve

HANDED_IN: Final = DISTRICTS.handed_in


def filled_in(
    rubric: m.Rubric,
    unit: peers.Unit,
    standings: peers.Standings,
    cast: Cast = DISTRICTS,
    office: Office | None = None,
) -> Assessment:
    """Return a unit's invented assessment, complete but for the unit that is half-way.

    `office` says how the unit numbers its papers.
    """
    standing = standings.of(unit.code)
    index = standing.index if standing is not None else None
    clerk = _Clerk(rubric, unit, _strength(index), cast)
    complete = Assessment(
        unit=unit.code,
        year=cast.year,
        rubric=identity_of(rubric),
        purpose=Purpose.PRACTICE,
        data_date=date(cast.year, 12, 31),
        answers=dict(sorted(clerk.answers())),
        documents=_documents(unit, cast, office.numbered("BC") if office else "BC-UBND"),
        edited=cast.handed_in,
    )
    return _half_way(rubric, complete) if unit.code == cast.half_way else complete


def announced(
    rubric: m.Rubric, unit: peers.Unit, standings: peers.Standings, cast: Cast = DISTRICTS
) -> Mapping[str, Mapping[str, Value]]:
    """Return what was announced of a unit, invented: entries of the rows that others score."""
    standing = standings.of(unit.code)
    clerk = _Clerk(rubric, unit, _strength(standing.index if standing is not None else None), cast)
    return dict(clerk.announced())


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


def _documents(unit: peers.Unit, cast: Cast, paper: str) -> tuple[Document, ...]:
    """Return proof that is kept at the unit: cited, not attached."""
    dice = _Dice(unit.code, "documents")
    return (
        Document(
            "E-001",
            DocumentKind.ON_FILE,
            title=f"Báo cáo kết quả công tác CCHC năm {cast.year}",
            number=f"{dice.roll('report', 210, 480)}/{paper}",
            issued=date(cast.year, 12, dice.roll("day", 4, 20)),
            issuer=unit.full,
        ),
        Document(
            "E-002",
            DocumentKind.EXTRACT,
            title="Trích xuất hệ thống một cửa điện tử",
            issued=date(cast.year, 12, 31),
            issuer=unit.full,
        ),
    )


class _Dice:
    """Numbers that look random and are the same each time."""

    def __init__(self, unit: str, row: str) -> None:
        self._seed = f"{unit}/{row}"

    def roll(self, what: str, least: int, most: int) -> int:
        """Return a number from `least` to `most`."""
        digest = hashlib.sha256(f"{self._seed}/{what}".encode()).digest()
        return least + int.from_bytes(digest[:8], "big") % (most - least + 1)


class _Luck(_Dice):
    """What one unit rolls for one row."""

    def __init__(self, unit: peers.Unit, row: str, strength: int, cast: Cast) -> None:
        super().__init__(unit.code, row)
        self._unit, self._cast = unit, cast
        self._row = row
        self._strength = strength
        self.settled: int | None = None
        """The whole, where other rows settle it."""

    @property
    def result(self) -> Result:
        """How well a unit of this strength (60 to 100) does."""
        if self._row in self._cast.settled:
            return Result.FULL
        rolled = self.roll("result", 0, 99)
        if rolled < self._strength - 28:
            return Result.FULL
        return Result.PARTLY if rolled < 52 + self._strength // 2 else Result.LITTLE

    def whole(self, what: str) -> int:
        """Return a whole of the usual size; of some rows it is the number of communes."""
        if self.settled is not None:
            return self.settled
        cast = self._cast
        if what == "whole" and self._row in cast.per_sub_unit:
            return len(self._unit.sub_units) + cast.per_sub_unit[self._row]
        row = cast.same_whole.get(self._row, self._row)
        return _Dice(self._unit.code, row).roll(what, *cast.sizes.get(row, _USUAL))


_USUAL: Final = (20, 40)

Values = dict[str, Value]


class _Clerk:
    """Answers every row of the rubric for one unit."""

    def __init__(self, rubric: m.Rubric, unit: peers.Unit, strength: int, cast: Cast) -> None:
        self._rubric = rubric
        self._unit = unit
        self._strength = strength
        self._cast = cast
        self._context = Context(cast.year, unit.sub_units)

    def answers(self) -> Iterator[tuple[str, Answer]]:
        """Yield an answer for every row that the unit may answer."""
        began = self._cast.january(8, 8)
        for minutes, row in enumerate(self._rubric.rows.values()):
            answer = self._answer(row, self._luck(row))
            if not answer.is_blank:
                yield row.id, evolve(answer, when=began + timedelta(minutes=3 * minutes))

    def announced(self) -> Iterator[tuple[str, Mapping[str, Value]]]:
        """Yield the entries of every row within the sums that others score."""
        for row in self._rubric.items():
            if row.source is not m.Source.SELF:
                luck = self._luck(row)
                yield row.id, invented(row, luck.result, luck, self._context)

    def _luck(self, row: m.Row) -> _Luck:
        return _Luck(self._unit, row.id, self._strength, self._cast)

    def _answer(self, row: m.Row, luck: _Luck) -> Answer:
        if isinstance(row, m.Adjustment):
            return self._adjustment(row, luck)
        if row.source is not m.Source.SELF:
            steps = int(row.points * 20) * luck.roll("estimate", 64, 90) // 100
            return Answer(estimate=Decimal(steps) / 20)
        state = self._exempt(row, luck)
        if state is not None:
            return Answer(state, explanation=self._cast.explanations[0])
        values = self._values(row, luck)
        if values is None:
            return Answer(State.NO_INCIDENCE, explanation=self._cast.explanations[1])
        return self._backed(
            Answer(State.ANSWERED, values, provisional=row.id in self._cast.not_final), luck
        )

    def _adjustment(self, row: m.Adjustment, luck: _Luck) -> Answer:
        if row.source is not m.Source.SELF:
            return Answer()
        lucky = row.kind == "bonus" and luck.roll("bonus", 0, 99) < self._strength - 65
        return Answer(State.ANSWERED, {field.key: int(lucky) for field in row_fields(row)})

    def _exempt(self, row: m.Item, luck: _Luck) -> State | None:
        rolled = luck.roll("exempt", 0, 99)
        if row.no_incidence and row.id not in self._cast.always_occurs and rolled < 30:
            return State.NO_INCIDENCE
        if row.not_applicable == "unit" and rolled < 20:
            return State.NOT_APPLICABLE
        return None

    def _backed(self, answer: Answer, luck: _Luck) -> Answer:
        """Put proof behind two rows of three, and an explanation behind some."""
        proof = luck.roll("proof", 0, 5)
        if proof < 4:
            document = "E-002" if proof == 0 else "E-001"
            cited = Citation(document, "II", str(luck.roll("page", 2, 14)))
            answer = evolve(answer, citations=(cited,))
        if proof in {3, 4}:
            text = self._cast.explanations[
                luck.roll("explanation", 0, len(self._cast.explanations) - 1)
            ]
            answer = evolve(answer, explanation=text)
        return answer

    def _values(self, row: m.Item, luck: _Luck) -> Mapping[str, Value] | None:
        """Return the figures of a row; None where nothing of the kind occurred."""
        if row.id == self._cast.late_row:
            luck.settled = self._late()
            if not luck.settled:
                return None
        return invented(row, luck.result, luck, self._context)

    def _late(self) -> int:
        """Return how many dossiers two other rows say were late."""
        late = 0
        for row_id in self._cast.late_of:
            row = self._rubric.rows[row_id]
            values = self._values(row, self._luck(row)) if isinstance(row, m.Item) else None
            for key, value in (values or {}).items():
                sign = 1 if key.endswith("whole") else -1
                late += sign * value if isinstance(value, int) else 0
        return late
