"""Three annexes laid out as real ones are, each read as it must be, untouched by hand."""

from decimal import Decimal
from pathlib import Path

import pytest

from issued.made import read, rows, sheet
from parself.assessment.model import Answer, Assessment, State
from parself.errors import ParselfError
from parself.issued.meaning import (
    Against,
    AllOrNothing,
    Days,
    EachOff,
    EachUp,
    Meaning,
    Number,
    Parts,
    Peers,
    Share,
    Step,
    Steps,
    Straight,
    Worthless,
)
from parself.issued.notes import NoteState
from parself.issued.outline import Row, outline
from parself.issued.reading import leaves_of
from parself.issued.tables import tables_of
from parself.issued.understand import State as Made
from parself.issued.understand import understood
from parself.rubric import model as m
from parself.rubric.identity import identity_of
from parself.rubric.peers import Unit
from parself.scoring.classes import classed
from parself.scoring.score import capped, score_assessment

HERE = Path(__file__).parent / "annexes"


def rows_of(name: str) -> dict[str, Row]:
    """Return all rows of an annex by id."""
    (table,) = tables_of(leaves_of((HERE / name).read_bytes(), where=name))
    found = outline(table)
    assert found.faults == ()
    return {row.id: row for top in found.rows for row in top.walk()}


def meaning(row: Row) -> Meaning | None:
    return understood(row, 2026).meaning


def test_level_rows_below_a_criterion_are_its_rule() -> None:
    rows = rows_of("kieu-a.xlsx")
    points = {key: row.points for key, row in rows.items()}
    assert (points["I"], points["II"], points["III"]) == (
        Decimal(10),
        Decimal("12.5"),
        Decimal("7.5"),
    )
    assert list(rows) == [
        "I", "I.1", "I.1.1", "I.1.2", "I.2", "I.2.1", "I.2.2",
        "II", "II.1", "II.1.1", "II.1.2", "II.2", "II.2.1", "III", "III.1",
    ]  # fmt: skip
    assert meaning(rows["I.1.1"]) == Meaning(
        Days(31, 12, -1, "Không ban hành"),
        Steps(
            (
                Step(Decimal(2)),
                Step(Decimal(1), above=Decimal(0)),
                Step(Decimal(0), above=Decimal(15)),
            )
        ),
    )
    assert meaning(rows["I.1.2"]) == Meaning(
        Share("Số nhiệm vụ hoàn thành", "Tổng số nhiệm vụ"),
        Steps(
            (
                Step(Decimal(0)),
                Step(Decimal(1), from_=Decimal("0.7")),
                Step(Decimal(2), above=Decimal("0.9")),
            )
        ),
    )
    found = meaning(rows["I.2.1"])
    assert found is not None
    assert found.worth == Straight(target=Decimal("0.3"))
    assert meaning(rows["I.2.2"]) == Meaning(Number(title="Số sáng kiến"), EachUp(Decimal("1.5")))
    assert meaning(rows["II.1.1"]) == Meaning(
        Share("Số hồ sơ đúng hạn", "Tổng số"), Straight(zero_below=Decimal("0.95"))
    )
    assert meaning(rows["II.1.2"]) == Meaning(
        AllOrNothing(("Thư", "Công khai trên trang của xã")), no_incidence="full"
    )
    assert meaning(rows["II.2.1"]) == Meaning(
        Number(title="Số phản ánh trả lời chậm"), EachOff(Decimal("0.5"))
    )


def test_evidence_and_office_come_from_the_columns_below_one_merged_head() -> None:
    row = rows_of("kieu-a.xlsx")["I.1.1"]
    assert (row.evidence, row.office) == ("Kế hoạch của UBND xã", "Sở Nội vụ")


def test_a_note_below_the_table_is_a_rule_of_the_row_that_it_names() -> None:
    rubric = read((HERE / "kieu-a.xlsx").read_bytes()).rubric
    row = next(item for item in rubric.items() if item.id == "II.2.1")
    assert row.no_incidence == "full"


def test_a_rule_in_one_cell_is_parted_where_its_lines_break() -> None:
    rows = rows_of("kieu-b.docx")
    assert meaning(rows["1.1"]) == Meaning(
        Number("cuộc"),
        Steps(
            (
                Step(Decimal(0)),
                *(Step(Decimal(5 * held), from_=Decimal(held)) for held in (1, 2, 3, 4)),
            )
        ),
    )
    assert meaning(rows["1.2"]) == Meaning(
        Parts((("Có chuyên mục", Decimal(5)), ("Có tin bài hằng tuần", Decimal(5))))
    )
    assert meaning(rows["1.3"]) == Meaning(
        Share("Số cán bộ được tập huấn", "Tổng số cán bộ"), Straight(target=Decimal("0.8"))
    )
    assert meaning(rows["2.1"]) == Meaning(Share(), Straight())
    assert rows["2.1"].notes == "số liệu do Sở KH&CN cung cấp"
    found = meaning(rows["2.2"])
    assert found is not None
    assert found.worth == Steps(
        (
            Step(Decimal(0)),
            Step(Decimal(10), from_=Decimal("0.3")),
            Step(Decimal(20), from_=Decimal("0.5")),
        )
    )
    assert meaning(rows["2.3"]) == Meaning(Worthless())
    assert meaning(rows["2.4"]) == Meaning(
        Peers("các xã"), Steps((Step(Decimal(0)), Step(Decimal(10), from_=Decimal(0))))
    )


def test_relative_marks_repeat_and_footnotes_stay_off_the_figures() -> None:
    rows = rows_of("kieu-c.xlsx")
    assert "A.II.2.1.a" in rows
    assert rows["A.II"].points == 20
    assert list(rows["A.II"].marks) == [2]
    assert meaning(rows["B.2.a"]) == Meaning(
        Against("Chỉ số công bố", "Bình quân chung của tỉnh"),
        Steps((Step(Decimal(0)), Step(Decimal(20), from_=Decimal(0)))),
    )
    assert understood(rows["B.2.b"], 2026).state is Made.TO_DECIDE
    plain = [row for row in rows.values() if not row.rows and not row.id.startswith("B.2")]
    assert {understood(row, 2026).state for row in plain} == {Made.PLAIN}


@pytest.mark.parametrize("name", ["kieu-a.xlsx", "kieu-b.docx", "kieu-c.xlsx"])
def test_an_annex_is_a_rubric_with_a_worked_example_of_each_rule(name: str) -> None:
    found = read((HERE / name).read_bytes(), name)
    assert sum(item.points for item in found.rubric.items()) == found.rubric.points
    ruled = [one for one in found.readings if one.text and one.item.measure.kind != "given"]
    assert ruled
    assert all(one.example is not None for one in ruled)


def test_a_footnote_says_what_becomes_of_a_section_that_is_not_all_assigned() -> None:
    found = read((HERE / "kieu-c.xlsx").read_bytes())
    words = {
        node.part.id: node.part.when_not_applicable
        for node in found.rubric.nodes
        if not isinstance(node.part, m.Item)
    }
    assert {key for key, word in words.items() if word == "rescale"} == {"A.II"}
    offered = [row.id for row in found.rubric.items() if row.not_applicable == "unit"]
    assert offered == ["A.II.1", "A.II.2.1.a", "A.II.2.1.b", "A.II.2.2"]


def test_a_section_of_which_one_content_is_assigned_counts_as_a_whole() -> None:
    """Only 2.1 of A.II, 4 of its 6 points: 4 / 6 x 20 = 13,33."""
    rubric = read((HERE / "kieu-c.xlsx").read_bytes()).rubric
    away = Answer(State.NOT_APPLICABLE)
    answers = {
        "A.II.1": away,
        "A.II.2.1.a": Answer(State.ANSWERED, {"points": Decimal(4)}),
        "A.II.2.1.b": Answer(State.ANSWERED, {"points": Decimal(0)}),
        "A.II.2.2": away,
    }
    unit = Unit("so-a", "Sở A", "SỞ A", "A")
    assessment = Assessment(unit.code, rubric.year, identity_of(rubric), answers=answers)
    scores = score_assessment(rubric, unit, assessment)
    rows = [row for row in rubric.items() if row.id.startswith("A.II.")]
    subtotal = scores.subtotal(rows)
    assert (subtotal.points, subtotal.maximum) == (Decimal("13.33"), Decimal(20))


def test_a_reprimand_keeps_units_out_of_the_best_class_and_costs_nothing() -> None:
    rubric = read((HERE / "kieu-c.xlsx").read_bytes()).rubric
    (row,) = rubric.adjustments
    assert (row.title, row.source) == ("Bị phê bình bằng văn bản", m.Source.APPRAISER)
    assert classed(rubric.bands, Decimal(97), (), ()).label == "Tốt"
    assert classed(rubric.bands, Decimal(97), (), (row.id,)).label == "Khá"
    assert classed(rubric.bands, Decimal(60), (), (row.id,)).label == "Trung bình"
    assert capped(rubric, "penalty", lambda _row: Decimal(1)) == 0


def test_a_reprimand_beside_penalties_that_cost_points_is_left_to_be_decided() -> None:
    classes = "Xếp loại: Tốt từ 90 điểm; còn lại Khá. Đơn vị bị phê bình: không xếp quá loại Khá."
    off = ("II", "ĐIỂM TRỪ", "-2"), ("1", "Báo cáo chậm", "-2", "Mỗi báo cáo chậm trừ 0,5 điểm")
    lines = [*rows(("1", "Họp", "2")), *off, (), (classes,)]
    found = read(sheet(lines))
    assert [one.id for one in found.rubric.adjustments] == ["II.1"]
    assert [one.state for one in found.notes] == [NoteState.TO_DECIDE]
    alone = read(sheet([*rows(("1", "Họp", "2")), (), (classes,)]))
    assert [one.state for one in alone.notes] == [NoteState.APPLIED]


def test_a_pdf_is_refused_with_what_to_ask_for() -> None:
    with pytest.raises(ParselfError) as told:
        read(b"%PDF-1.7 ...", "qd.pdf")
    (problem,) = told.value.problems
    assert problem.todo is not None
    assert "Word" in problem.todo.id
