"""Every rule's formula, calculated by LibreOffice, gives the engine's points.

All cases of a test go into one workbook: the entered values below each other in one column,
then the maximum, then the formula.
"""

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from oracle.arithmetic import Value, Values
from oracle.draws import sweep
from oracle.shipped import shipped
from parself.assessment.model import Answer, State
from parself.rubric import model as m
from parself.rules.all_or_nothing import AllOrNothing
from parself.rules.amounts import Context
from parself.rules.bands import Band, Bands
from parself.rules.change import Change
from parself.rules.choice import Choice, Level
from parself.rules.fields import Input
from parself.rules.formula import is_certain, row_formula
from parself.rules.kinds import row_fields
from parself.rules.ratio import Ratio
from parself.scoring.score import score_row
from parself.tables import xlsx
from parself.tables.model import Cell, Column, Kind, Line, Table
from parself.tables.paper import Papers, Report
from parself.tables.spots import lay_out
from parself.values import Frozen
from report.recalculated import recalculated
from test_vectors import CASES

CENT = Decimal("0.01")
RUBRICS = ("lang-son-huyen-2023", "par-index-tinh-2022", "mau-ngan")
PER_ROW = 24
needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)


class Example(Frozen):
    """One answered row and the points that the engine gives it."""

    row: m.Row
    values: Values
    context: Context
    points: Decimal

    def ordered(self) -> list[str]:
        """The keys, those of one column of a table next to each other."""
        keys = [f.key for f in row_fields(self.row, self.context.sub_units) if f.key in self.values]
        if self.row.measure.by_sub_unit:
            keys.sort(key=lambda key: key.rpartition(".")[2] == "whole")
        return keys

    def formula(self, name: Callable[[str], str]) -> str:
        def block(column: str) -> str:
            keys = [k for k in self.ordered() if column == "passes" or k.endswith(f".{column}")]
            return f"{name(keys[0])}:{name(keys[-1])}"

        return row_formula(
            self.row, self.values, self.context, CENT,
            cell=name, maximum=name("max"), block=block, impossible="không hợp lý",
        )  # fmt: skip

    def cell(self, key: str, name: str) -> Cell:
        value = self.values[key]
        if isinstance(value, bool):
            return Cell(int(value), Kind.YES, name)
        if isinstance(self.row.measure, Choice):
            title = next(x.title for x in self.row.measure.levels if x.id == value)
            return Cell(title, Kind.TEXT, name)
        return Cell(value, None, name)


def example(row: m.Row, values: Values, context: Context) -> Example | None:
    """Return the example where the engine gives it points, or an estimate of them."""
    answer = Answer(State.ANSWERED, values)
    scored = score_row(row, answer, answer.values, context, CENT)
    points = scored.points if scored.estimated is None else scored.estimated
    return None if points is None else Example(row, answer.values, context, points)


def from_vectors() -> Iterator[Example]:
    for case in CASES:
        if case.state is State.ANSWERED and not case.faults:
            context = Context(case.table.get("year", 2023), case.communes, case.peers)
            found = example(case.row, case.values, context)
            if found is not None:
                yield found


def from_thresholds() -> Iterator[Example]:
    """Take some of the values that pass each threshold in single steps, for every shipped row."""
    chance = random.Random(2023)
    for rubric_id in RUBRICS:
        rubric, unit = shipped(rubric_id)
        context = Context(rubric.year, unit.sub_units)
        for row in rubric.rows.values():
            values = list(sweep(row, rubric.year))
            for one in chance.sample(values, min(PER_ROW, len(values))):
                found = example(row, one, context)
                if found is not None:
                    yield found


def different(examples: Sequence[Example], work: Path) -> list[tuple[str, Values, object, Decimal]]:
    """Return the examples in which the spreadsheet finds other points."""
    lines: list[Line] = []
    for number, one in enumerate(examples):
        lines += [Line((one.cell(key, f"{number}:{key}"),)) for key in one.ordered()]
        lines.append(Line((Cell(one.row.points, name=f"{number}:max"),)))
        formula = one.formula(partial("{{{}:{}}}".format, number))
        lines.append(Line((Cell(one.points, name=f"{number}=points", formula=formula),)))
    table = Table((Column[Any]("", "x", width=20, kind=Kind.NUMBER),), tuple(lines))
    papers = Papers("", (Report("r", "Tờ", (table,)),))
    (work / "rules.xlsx").write_bytes(xlsx.render(papers))
    sheet = recalculated(work / "rules.xlsx", work)["Tờ"]
    spots = lay_out(papers).named
    found = [sheet.cell(spots[f"{n}=points"].row + 1, 1).value for n in range(len(examples))]
    return [
        (one.row.title, one.values, value, one.points)
        for one, value in zip(examples, found, strict=True)
        if not isinstance(value, int | float) or Decimal(str(value)) != one.points
    ]


@needs_office
def test_every_hand_worked_example_comes_out_in_a_spreadsheet_too(tmp_path: Path) -> None:
    examples = list(from_vectors())
    assert len(examples) > 150
    assert different(examples, tmp_path) == []


@needs_office
def test_every_threshold_of_every_shipped_row_is_met_exactly(tmp_path: Path) -> None:
    examples = list(from_thresholds())
    assert len(examples) > 1000
    assert different(examples, tmp_path) == []


def test_a_level_with_quotes_and_commas_stays_a_text() -> None:
    levels = (Level("a", 'Có "đủ", đúng', Decimal(1)), Level("b", "Không", Decimal(0)))
    row = m.Item("1", "Tên", Decimal(1), Choice(levels))
    formula = row_formula(
        row,
        {"choice": "a"},
        Context(2023),
        CENT,
        cell=lambda key: "{" + key + "}",
        maximum="{max}",
        block=str,
        impossible="không hợp lý",
    )
    assert 'EXACT({choice},"Có ""đủ"", đúng")*1' in formula


def test_a_formula_names_every_figure_that_was_entered_and_no_other() -> None:
    for one in from_vectors():
        named: set[str] = set()

        def name(key: str, named: set[str] = named) -> str:
            named.add(key)
            return "{" + key + "}"

        one.formula(name)
        is_table = one.row.measure.by_sub_unit
        unused = {"not_issued", "not_done", "no_opinion", "max"}
        expected = {key for key, value in one.values.items() if value is not False or is_table}
        if not is_table:
            entered = {k for k in expected if k.rpartition(".")[2] not in unused}
            marks = {k for k in one.values if k in {"not_issued", "not_done"}}
            assert entered <= named | marks
        assert named - {"max"} <= set(one.values)


def test_formulas_of_the_shipped_rubrics_stay_within_excels_limits() -> None:
    for one in from_thresholds():
        formula = one.formula(lambda key: f"'Số liệu đã nhập'!$C$1000{key[:0]}")
        assert len(formula) < 8192
        assert formula.count("IF(") < 64


WORD = "không hợp lý"
ODD = (None, "abc", "12", -1, Decimal("2.5"), 0, 10**7)
"""What somebody may put into a cell: nothing, words, a number as text, impossible figures."""


def odd_cell(value: Value | None, kind: Kind | None, name: str) -> Cell:
    return Cell(value, Kind.TEXT if isinstance(value, str) else kind, name)


class Tampered(Frozen):
    """An answered row in whose sheet one cell was changed."""

    example: Example
    key: str
    odd: Value | None

    def expected(self) -> Decimal | str:
        """The points that the program gives for what stands there now, or the word."""
        row, context = self.example.row, self.example.context
        if isinstance(self.odd, str) or self.odd is None:
            return WORD
        fields = row_fields(row, context.sub_units)
        kind = next(field.kind for field in fields if field.key == self.key)
        if kind in {"choice", "date"} or (kind == "yes" and self.odd not in {0, 1}):
            return WORD
        value = bool(self.odd) if kind == "yes" else self.odd
        if kind == "yes" and self.key in {"not_issued", "not_done"}:
            return WORD if value is not self.example.values[self.key] else self.example.points
        found = example(row, {**self.example.values, self.key: value}, context)
        return WORD if found is None else found.points


def tampered() -> Iterator[Tampered]:
    """Change a cell of every hand-worked example in one way, the ways taking turns."""
    for number, one in enumerate(from_vectors()):
        keys = one.ordered()
        for turn in range(2):
            key = keys[(number + turn) % len(keys)]
            odd = ODD[(number * 2 + turn) % len(ODD)]
            fields = row_fields(one.row, one.context.sub_units)
            is_date = any(field.key == key and field.kind == "date" for field in fields)
            yield Tampered(one, key, "ngày" if is_date else odd)


@needs_office
def test_what_the_program_would_refuse_gives_a_word_and_the_rest_its_points(tmp_path: Path) -> None:
    cases = list(tampered())
    lines: list[Line] = []
    for number, case in enumerate(cases):
        one = case.example
        for key in one.ordered():
            cell = one.cell(key, f"{number}:{key}")
            lines.append(
                Line((odd_cell(case.odd, cell.kind, cell.name) if key == case.key else cell,))
            )
        lines.append(Line((Cell(one.row.points, name=f"{number}:max"),)))
        formula = one.formula(partial("{{{}:{}}}".format, number))
        lines.append(Line((Cell(one.points, name=f"{number}=points", formula=formula),)))
    table = Table((Column[Any]("", "x", width=20, kind=Kind.NUMBER),), tuple(lines))
    papers = Papers("", (Report("r", "Tờ", (table,)),))
    (tmp_path / "odd.xlsx").write_bytes(xlsx.render(papers))
    sheet = recalculated(tmp_path / "odd.xlsx", tmp_path)["Tờ"]
    spots = lay_out(papers).named
    wrong = []
    for number, case in enumerate(cases):
        found = sheet.cell(spots[f"{number}=points"].row + 1, 1).value
        told = found if isinstance(found, str) or found is None else Decimal(str(found))
        if told != case.expected():
            wrong.append((case.example.row.measure, case.key, case.odd, found, case.expected()))
    words = sum(case.expected() == WORD for case in cases)
    assert 50 < words < len(cases) - 50
    assert wrong == []


def test_a_figure_that_fifteen_digits_cannot_tell_from_a_threshold_gets_no_formula() -> None:
    ratio = Ratio(Input("Đạt"), Input("Tổng"))
    row = m.Item("1", "Tên", Decimal(2), ratio, AllOrNothing(Decimal("0.8")))
    context, whole = Context(2023), 10**14
    below, just = {"part": whole * 8 // 10 - 1, "whole": whole}, {"part": 8, "whole": 10}
    assert not is_certain(row, below, context, CENT)
    assert is_certain(row, just, context, CENT)
    assert is_certain(row, {"part": whole * 8 // 10, "whole": whole}, context, CENT)
    assert not is_certain(row, {"part": 10**16 + 1, "whole": 10**17}, context, CENT)


@needs_office
def test_a_difference_of_great_figures_comes_out_exactly(tmp_path: Path) -> None:
    change = Change(Input("Nay"), Input("Trước"), "difference", decimals=True)
    scale = Bands((Band(Decimal(0)), Band(Decimal(1), from_=Decimal("0.04"))))
    row = m.Item("1", "Tên", Decimal(1), change, scale)
    figures = (("1234567.89", "1234567.85"), ("98765432.14", "98765432.10"), ("0.05", "0.02"))
    values = [{"value": Decimal(a), "base": Decimal(b)} for a, b in figures]
    found = [example(row, one, Context(2023)) for one in values]
    assert [one.points for one in found if one] == [1, 1, 0]
    assert different([one for one in found if one], tmp_path) == []
