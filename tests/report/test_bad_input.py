"""What people do to a rubric and a roster: a correct file, never a broken one."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from parself.assessment import store
from parself.assessment.model import Answer, Assessment, State
from parself.report import district, making
from parself.rubric.identity import RubricIdentity, scoring_hash
from parself.rubric.load import rubric_from_bytes
from parself.values import evolve
from report.conftest import Province, unit_case

POISON = "=1+1 [red]x[/red] <b>\"'</b> {max:1} & %s \u202e" + "N" * 250
ROSTER = """
format = 1
[roster]
id = "danh-sach"
parent = "tỉnh Mẫu"
unit_word = "xã"
sub_unit_word = "thôn"
[[unit]]
code = "xa-a"
short = "Xã A"
full = "UBND xã A"
locative = "Xã A"
"""


def rubric_of(criteria: int, items: int) -> str:
    """A rubric of many rows in one area, each row worth 0.25."""
    total = criteria * items * 0.25
    parts = [
        f'format = 1\n[rubric]\nid = "lon"\nedition = "1"\nstatus = "draft"\nyear = 2023\n'
        f'title = "Bộ lớn"\npoints = {total}\nroster = "danh-sach"\n'
        f'[[department]]\nid = "nv"\ntitle = "Phòng"\n'
        f'[[area]]\nid = "1"\ntitle = "Lĩnh vực"\npoints = {total}\n'
    ]
    for c in range(1, criteria + 1):
        parts.append(
            f'[[area.criterion]]\nid = "1.{c}"\ntitle = "Tiêu chí {c}"\npoints = {items * 0.25}\n'
        )
        parts += [
            f'[[area.criterion.item]]\nid = "1.{c}.{n}"\ntitle = "Tiêu chí thành phần {n}"\n'
            f'points = 0.25\ndepartment = "nv"\nevidence = ["Văn bản"]\n'
            f'measure = {{ kind = "ratio", part = "Tử", whole = "Mẫu" }}\n'
            f'scale = {{ kind = "proportional" }}\n'
            for n in range(1, items + 1)
        ]
    return "".join(parts)


def folder_of(path: Path, text: str, roster: str = ROSTER) -> store.Folder:
    rubric = rubric_from_bytes(text.encode(), where="rubric.toml")
    identity = RubricIdentity(rubric.id, rubric.edition, scoring_hash(rubric))
    answer = Answer(State.ANSWERED, {"part": 3, "whole": 4}, explanation="Có.")
    answers = dict.fromkeys((item.id for item in rubric.items()), answer)
    return store.create(
        path,
        Assessment("xa-a", 2023, identity, answers=answers),
        {"rubric.toml": text.encode(), "roster.toml": roster.encode()},
    )


@pytest.mark.parametrize(("criteria", "items"), [(50, 20), (4, 250)])
def test_a_rubric_of_a_thousand_rows_is_a_correct_file_in_every_format(
    tmp_path: Path, criteria: int, items: int
) -> None:
    case = unit_case(folder_of(tmp_path / "a", rubric_of(criteria, items)))
    for form in making.FORMATS:
        papers = district.papers(case, ["table", "summary"], live=form == "xlsx")
        data = making.drawn(papers, form)
        assert len(data) > 20_000
        if form == "xlsx":
            book = openpyxl.load_workbook(BytesIO(data))
            formulas = [
                cell.value
                for sheet in book
                for line in sheet.iter_rows()
                for cell in line
                if cell.data_type == "f"
            ]
            assert len(formulas) > 1000
            assert max(map(len, formulas)) < 8192
            assert max(str(formula).count(",") for formula in formulas) < 255


@pytest.mark.parametrize("form", list(making.FORMATS))
def test_poison_in_every_text_and_names_of_300_characters(
    province: Province, form: str, tmp_path: Path
) -> None:
    case = province.unit_case("van-quan")
    folder = case.view.folder
    assessment = folder.assessment
    for row_id in list(assessment.answers):
        answer = evolve(assessment.answer(row_id), explanation=POISON, note=POISON)
        assessment = assessment.with_answer(row_id, answer)
    documents = tuple(
        evolve(document, title=POISON, number=POISON, issuer=POISON)
        for document in assessment.documents
    )
    named = evolve(folder.unit, short="S" * 300, full="F" * 300, locative="L" * 300)
    roster = evolve(
        folder.roster,
        units=tuple(named if u.code == named.code else u for u in folder.roster.units),
        parent="tỉnh " + "P" * 295,
    )
    poisoned = evolve(
        folder, assessment=evolve(assessment, documents=documents), unit=named, roster=roster
    )
    case = unit_case(poisoned)
    every = [report.id for report in district.REPORTS]
    papers = district.papers(case, every, live=form == "xlsx")
    assert len(making.drawn(papers, form)) > 20_000
    assert len(making.file_name(papers, form)) < 100
