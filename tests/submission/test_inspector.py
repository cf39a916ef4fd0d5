"""What the inspector finds, and what it leaves alone."""

from datetime import date

import pytest

from parself.assessment.evidence import is_outside
from parself.assessment.model import (
    Answer,
    Assessment,
    Citation,
    Document,
    DocumentKind,
    State,
)
from parself.files import Fingerprint
from parself.i18n import render
from parself.rubric.catalogue import find_rubric
from parself.rules.date import DateDue
from parself.scoring.score import score_assessment
from parself.submission.inspector import (
    MANY_ROWS,
    Finding,
    FindingKind,
    Prints,
    inspect,
    standing,
)
from parself.submission.intake import read_bundle
from parself.submission.payload import evidence_prints
from parself.values import evolve
from submission.samples import (
    assessment,
    build,
    make_folder,
    on_time,
    roster,
    rubric,
    with_evidence,
)

UNIT = roster().units[0]
PAPER = Document("E-001", DocumentKind.FILE, number="45/BC-UBND", issued=date(2023, 12, 5),
                 stored_name="e-001.pdf", size=3, sha256="a" * 64)  # fmt: skip
FINE: Prints = {"e-001.pdf": Fingerprint(3, "a" * 64)}


def inspected(held: Assessment, prints: Prints = FINE) -> list[Finding]:
    scores = score_assessment(rubric(), UNIT, held)
    return list(inspect(rubric(), UNIT, held, scores, prints))


def keys(held: Assessment, prints: Prints = FINE) -> list[str]:
    return [finding.key for finding in inspected(held, prints)]


def cited(*rows: str, document: Document = PAPER, section: str = "II") -> Assessment:
    held = evolve(assessment(), documents=(document,))
    for row in rows:
        citations = (Citation(document.id, section=section),)
        held = held.with_answer(row, evolve(held.answer(row), citations=citations))
    return held


def test_an_assessment_with_everything_in_order_has_no_findings() -> None:
    assert keys(cited("1.1")) == []


def test_points_with_nothing_behind_them_are_found_and_named_when_they_are_all() -> None:
    bare = assessment().with_answer("1.1", on_time(90, explanation=""))
    (one,) = inspected(bare)
    assert (one.key, one.rows) == ("unbacked:1.1", ("1.1",))
    assert "5,40 điểm nhưng chưa có TLKC" in render(one.message)
    (full,) = inspected(assessment().with_answer("1.1", on_time(100, explanation="")))
    assert "tối đa (6,00 điểm)" in render(full.message)
    assert keys(assessment().with_answer("1.1", on_time(0, explanation=""))) == []


def test_a_file_that_is_gone_or_changed_is_an_error() -> None:
    held = cited("1.1")
    assert keys(held, {"e-001.pdf": None}) == ["missing-file:E-001"]
    assert keys(held, {}) == ["missing-file:E-001"]
    (one,) = inspected(held, {"e-001.pdf": Fingerprint(3, "b" * 64)})
    assert one.key == "changed-file:E-001"
    assert one.kind.is_error
    assert "45/BC-UBND" in render(one.message)


@pytest.mark.parametrize(
    ("day", "is_found"),
    [
        (date(2022, 12, 31), True),
        (date(2023, 1, 1), False),
        (date(2023, 12, 31), False),
        (date(2024, 1, 1), True),
        (None, False),
    ],
)
def test_a_document_of_another_year_is_a_warning(day: date | None, is_found: bool) -> None:
    found = inspected(cited("1.1", document=evolve(PAPER, issued=day)))
    assert [one.key for one in found] == ["outside-period:E-001"] * is_found
    assert not any(one.kind.is_error for one in found)


def test_a_document_that_no_row_cites_is_an_orphan() -> None:
    assert keys(evolve(assessment(), documents=(PAPER,))) == ["orphan:E-001"]


def test_a_citation_of_what_is_not_registered_is_an_error() -> None:
    (found,) = inspected(evolve(cited("1.1"), documents=()))
    assert (found.kind, found.rows) == (FindingKind.IMPOSSIBLE, ("1.1",))
    assert "E-001" in render(found.message)


def test_a_document_on_many_rows_must_name_the_place_for_each() -> None:
    rows = [f"r{number}" for number in range(MANY_ROWS + 1)]
    many = cited(*rows, section="")
    fewer = cited(*rows[1:], section="")
    placed = cited(*rows)
    overused = [held for held in (many, fewer, placed) if "overused:E-001" in keys(held)]
    assert overused == [many]


def test_one_explanation_in_three_rows_is_noticed_in_two_it_is_not() -> None:
    text = "Số liệu theo báo cáo công tác năm."
    held = assessment().with_answer("1.1", on_time(90, explanation=text))
    spread = [*(("x", text.upper()), ("y", text))]
    for row, explanation in spread[:1]:
        held = held.with_answer(row, Answer(State.UNANSWERED, explanation=explanation))
    assert "copied:1.1" not in keys(held)
    for row, explanation in spread[1:]:
        held = held.with_answer(row, Answer(State.UNANSWERED, explanation=explanation))
    assert "copied:1.1" in keys(held)
    short = [("1.1", "Có."), ("x", "Có."), ("y", "Có.")]
    for row, explanation in short:
        held = held.with_answer(row, evolve(held.answer(row), explanation=explanation))
    assert not [key for key in keys(held) if key.startswith("copied")]


def test_an_answer_that_is_not_possible_is_an_error() -> None:
    wrong = assessment().with_answer("1.1", on_time(101, 100))
    found = inspected(wrong)
    assert found[0].kind is FindingKind.IMPOSSIBLE
    assert found[0].rows == ("1.1",)


def test_errors_come_first() -> None:
    held = evolve(cited("1.1"), documents=(PAPER, evolve(PAPER, id="E-002", stored_name="")))
    found = inspected(held, {})
    assert [one.kind.is_error for one in found] == [True, False]


def test_a_reason_takes_a_finding_out_of_those_that_stand_until_it_is_taken_back() -> None:
    bare = assessment().with_answer("1.1", on_time(90, explanation=""))
    findings = tuple(inspected(bare))
    waived = bare.with_waiver("unbacked:1.1", "Lưu tại đơn vị.")
    assert standing(findings, bare) == findings
    assert standing(findings, waived) == ()
    assert standing(findings, waived.with_waiver("unbacked:1.1", " ")) == findings


def test_findings_and_reasons_travel_with_the_hand_in(tmp_path: object) -> None:
    from pathlib import Path

    from parself.assessment import store
    from submission.samples import NOW

    path = Path(str(tmp_path))
    folder = with_evidence(make_folder(path / "a"), {"e-001.pdf": b"%PDF-1"})
    held = folder.assessment
    documents = (*held.documents, evolve(held.documents[0], id="E-009", stored_name=""))
    held = evolve(held, documents=documents).with_waiver("orphan:E-009", "Để tham khảo.")
    folder = store.save(folder, held, now=NOW)
    (path / "a.zip").write_bytes(build(folder, sequence=1))

    bundle = read_bundle(path / "a.zip")

    here = inspect(
        folder.rubric,
        folder.unit,
        folder.assessment,
        score_assessment(folder.rubric, folder.unit, folder.assessment),
        evidence_prints(folder, folder.assessment),
    )
    assert bundle.findings == here
    assert "orphan:E-009" in {one.key for one in here}
    assert bundle.assessment.waivers == {"orphan:E-009": "Để tham khảo."}


def test_a_row_left_out_of_the_maximum_says_why() -> None:
    held = cited("1.1")
    out = evolve(held.answer("1.1"), state=State.NOT_APPLICABLE, values={}, citations=())
    bare = held.with_answer("1.1", evolve(out, explanation=""))
    assert "unbacked:1.1" in keys(bare)
    (said,) = (one for one in inspected(bare) if one.key == "unbacked:1.1")
    assert "không áp dụng" in render(said.message)
    told = held.with_answer("1.1", evolve(out, explanation="Huyện không có đơn vị này."))
    assert "unbacked:1.1" not in keys(told)


def test_a_plan_that_was_due_before_the_year_is_not_outside_it() -> None:
    mau = find_rubric("mau-ngan")[0]
    plan = evolve(PAPER, issued=date(2022, 12, 28))
    dated = next(row.id for row in mau.rows.values() if isinstance(row.measure, DateDue))
    other = next(row.id for row in mau.rows.values() if not isinstance(row.measure, DateDue))
    assert is_outside(plan, 2023, mau, [other])
    assert not is_outside(plan, 2023, mau, [dated, other])
    assert is_outside(plan, 2023, mau, [])
