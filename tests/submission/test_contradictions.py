"""Every check of the district's rubric: broken it is found, kept or unknown it is not."""

from collections.abc import Mapping
from typing import Any

import pytest

from oracle.shipped import shipped
from parself.assessment.model import (
    Answer,
    Assessment,
    Citation,
    Document,
    DocumentKind,
    State,
)
from parself.i18n import render
from parself.rubric.identity import RubricIdentity
from parself.rules.fields import line_ids
from parself.scoring.score import score_assessment
from parself.submission.contradictions import Contradiction, contradictions
from parself.values import evolve

RUBRIC, UNIT = shipped("lang-son-huyen-2023")
COMMUNES = len(UNIT.sub_units)
LINES = line_ids(UNIT.sub_units)
NONE = State.NO_INCIDENCE


def table(part: int, whole: int) -> dict[str, int]:
    """Figures of a table of communes: all in the first line, 1 of 1 in the others."""
    first, *others = LINES
    rest = {f"{line}.{key}": 1 for line in others for key in ("part", "whole")}
    return {f"{first}.part": part, f"{first}.whole": whole, **rest}


def assessed(answers: Mapping[str, Any]) -> Assessment:
    identity = RubricIdentity(RUBRIC.id, RUBRIC.edition, "")
    given = {
        row: Answer(entry) if isinstance(entry, State) else Answer(State.ANSWERED, entry)
        for row, entry in answers.items()
    }
    return Assessment(UNIT.code, 2023, identity, answers=given)


def found(answers: Mapping[str, Any]) -> list[Contradiction]:
    assessment = assessed(answers)
    scores = score_assessment(RUBRIC, UNIT, assessment)
    return list(contradictions(RUBRIC, UNIT, assessment, scores))


def ratio(part: int, whole: int) -> dict[str, int]:
    return {"part": part, "whole": whole}


IN_TIME = {"3.4.1": ratio(90, 90), "3.4.2": table(5, 5)}
LATE = {"3.4.1": ratio(98, 100), "3.4.2": table(99, 100)}

BROKEN: list[tuple[str, dict[str, Any], str]] = [
    ("late dossiers differ", {**LATE, "3.4.3": ratio(3, 4)}, "(4) khác số tính từ tiêu chí 3.4.1"),
    ("no late dossiers said, but some", {**LATE, "3.4.3": NONE}, "còn 3 hồ sơ trễ hạn"),
    ("no fault, but nobody inspected", {"1.3.3": NONE, "1.3.2": ratio(0, 9)}, "chưa có đơn vị"),
    ("five reports of four", {"1.2.1": {"count": 3}, "1.2.2": {"count": 2}}, "(5) lớn hơn 4"),
    ("more handled than reviewed", {"2.1.1": ratio(5, 9), "2.1.2": ratio(6, 6)}, "(6) lớn hơn"),
    (
        "ISO kept up but not declared",
        {
            "7.5.1": {"choice": "khong"},
            "7.5.2": {"danh-gia-noi-bo": True, "xem-xet-lanh-dao": False},
        },
        "7.5.1 ghi chưa công bố",
    ),
    (
        "communes with ISO, the district without",
        {"7.5.1": {"choice": "khong"}, "7.5.3": ratio(1, COMMUNES)},
        "7.5.1 ghi chưa công bố",
    ),
    ("more one-stop shops than communes and one", {"3.2.1": ratio(1, COMMUNES + 5)}, "Một cửa"),
    ("another number of communes", {"7.5.3": ratio(1, COMMUNES + 1)}, "danh sách đơn vị"),
    (
        "harassment, but nobody disciplined",
        {"T3": {"count": 1}, "5.5": {"cbccvc": 0, "lanh-dao": 0}},
        "không có người bị kỷ luật",
    ),
]

KEPT: list[tuple[str, dict[str, Any]]] = [
    ("late dossiers agree", {**LATE, "3.4.3": ratio(3, 3)}),
    ("none late, none said", {**IN_TIME, "3.4.3": NONE}),
    ("late ones known at one level only", {"3.4.1": ratio(98, 100), "3.4.3": ratio(9, 9)}),
    ("no fault after inspections", {"1.3.3": NONE, "1.3.2": ratio(3, 9)}),
    ("four reports of four", {"1.2.1": {"count": 2}, "1.2.2": {"count": 2}}),
    ("as many handled as reviewed", {"2.1.1": ratio(5, 9), "2.1.2": ratio(5, 5)}),
    ("declared and kept up", {"7.5.1": {"choice": "co"}, "7.5.3": ratio(1, COMMUNES)}),
    ("the number of shops fits", {"3.2.1": ratio(1, COMMUNES + 1)}),
    ("harassment punished", {"T3": {"count": 1}, "5.5": {"cbccvc": 1, "lanh-dao": 0}}),
    ("nothing answered", {}),
]


@pytest.mark.parametrize(("answers", "words"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_a_broken_check_is_found_in_the_rubrics_own_words(
    answers: dict[str, Any], words: str
) -> None:
    said = [render(one.message) for one in found(answers)]
    assert any(words in sentence for sentence in said), said


@pytest.mark.parametrize("answers", [kept[1] for kept in KEPT], ids=[kept[0] for kept in KEPT])
def test_what_agrees_or_is_not_known_is_not_accused(answers: dict[str, Any]) -> None:
    assert found(answers) == []


def test_one_document_may_not_serve_two_rows_that_need_their_own() -> None:
    answer = Answer(State.ANSWERED, {"count": 1}, citations=(Citation("E-001"),))
    assessment = evolve(
        assessed({}),
        answers={"1.5": answer, "B1": answer},
        documents=(Document("E-001", DocumentKind.ON_FILE, number="12/QĐ-UBND"),),
    )
    scores = score_assessment(RUBRIC, UNIT, assessment)
    (one,) = contradictions(RUBRIC, UNIT, assessment, scores)
    assert render(one.message) == "Quyết định 12/QĐ-UBND dùng cho cả tiêu chí 1.5 và điểm thưởng."
    assert one.rows == ("1.5", "B1")


def test_every_check_of_the_rubric_is_broken_once_here() -> None:
    numbers = {one.number for _name, answers, _words in BROKEN for one in found(answers)}
    # 8 compares 7.3.4 with 7.3.5, 12 documents: each has a test of its own.
    assert numbers | {8, 12} == set(range(1, len(RUBRIC.checks) + 1))


def test_dossiers_to_be_paid_for_are_among_those_received() -> None:
    received = {
        "tiep-nhan.part": 1,
        "tiep-nhan.whole": 10,
        "tra-ket-qua.part": 1,
        "tra-ket-qua.whole": 5,
    }
    assert [one.number for one in found({"7.3.4": ratio(2, 11), "7.3.5": received})] == [8]
    assert found({"7.3.4": ratio(2, 10), "7.3.5": received}) == []
