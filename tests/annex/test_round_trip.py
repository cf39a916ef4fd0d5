"""A rubric written as a workbook comes back as the same rubric, whoever saved it in between."""

import shutil
import subprocess
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annex.clerk import bytes_of
from parself.annex import columns
from parself.annex.lay import lay_out
from parself.annex.read import read_annex
from parself.annex.write import workbook
from parself.rubric import load
from parself.rubric import model as m
from parself.rubric.catalogue import find_rubric
from parself.rubric.identity import scoring_hash
from parself.rules.choice import Choice
from parself.rules.proportional import Proportional
from parself.rules.ratio import Ratio
from parself.values import evolve, fields
from rubric.samples import RUBRIC

SAMPLE = load.rubric_from_bytes(RUBRIC.encode(), where="sample")
SHIPPED = ("lang-son-huyen-2023", "par-index-tinh-2022", "mau-ngan")


def back(data: bytes) -> m.Rubric:
    return read_annex(data, where="a.xlsx").rubric


def same(rubric: m.Rubric) -> None:
    found = read_annex(workbook(lay_out(rubric)), where="a.xlsx")
    assert found.rubric == rubric
    assert load.rubric_from_bytes(found.data, where="again") == rubric
    assert found.notices == ()


@pytest.mark.parametrize("rubric_id", SHIPPED)
def test_a_shipped_rubric_comes_back_equal_texts_included(rubric_id: str) -> None:
    rubric = find_rubric(rubric_id)[0]
    same(rubric)
    assert scoring_hash(back(workbook(lay_out(rubric)))) == scoring_hash(rubric)


def test_every_measure_and_every_scale_comes_back_equal() -> None:
    same(SAMPLE)


def test_classes_with_conditions_come_back_equal() -> None:
    rubric = find_rubric("lang-son-huyen-2023")[0]
    penalty = next(one.id for one in rubric.adjustments if one.kind == "penalty")
    best, *others = rubric.bands
    kept = evolve(best, not_with_zero=True, not_with=(penalty,))
    same(evolve(rubric, bands=(kept, *others)))


@pytest.mark.parametrize("rubric_id", SHIPPED)
def test_a_save_by_openpyxl_changes_nothing(rubric_id: str) -> None:
    rubric = find_rubric(rubric_id)[0]
    book = openpyxl.load_workbook(BytesIO(workbook(lay_out(rubric))))
    assert back(bytes_of(book)) == rubric


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_save_by_libreoffice_changes_nothing(tmp_path: Path) -> None:
    rubric = find_rubric("mau-ngan")[0]
    source = tmp_path / "a.xlsx"
    source.write_bytes(workbook(lay_out(rubric)))
    subprocess.run(
        [
            "soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}",
            "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )  # fmt: skip
    assert back((tmp_path / "out" / "a.xlsx").read_bytes()) == rubric


# Text as papers hold it, and text that a spreadsheet would take for something else.
LETTERS = st.sampled_from("aàảấđĐơưỹỲ 0129.,;:-–%()/\"'=+@“”")
WORDS = st.one_of(
    st.text(LETTERS, min_size=1, max_size=60),
    st.sampled_from(["=1+1", "+84", "@a", "1.10", "31/12", "TRUE", "0001", "1e5", "http://a.vn"]),
).map(lambda text: " ".join(text.split()) or "–")
TEXTS = st.lists(WORDS, max_size=3).map("\n".join)
NUMBERS = st.decimals(min_value="0.0001", max_value="0.9999", places=4)
LONG = st.decimals(min_value="0.1", max_value="0.9", places=17)


@st.composite
def rubrics(draw: st.DrawFn) -> m.Rubric:
    """Return the sample with other words and other thresholds."""

    def item(row: m.Item) -> m.Item:
        measure = row.measure
        if isinstance(measure, Choice):
            levels = tuple(evolve(level, title=draw(WORDS)) for level in measure.levels)
            measure = Choice(levels)
        if isinstance(measure, Ratio):
            measure = evolve(measure, unit=draw(WORDS), not_done=draw(WORDS))
        scale = row.scale
        if isinstance(scale, Proportional) and scale.zero_below is not None:
            scale = evolve(scale, zero_below=draw(NUMBERS | LONG), full_at=Decimal(1))
        return evolve(
            row,
            title=draw(WORDS),
            measure=measure,
            scale=scale,
            guidance=draw(TEXTS),
            provenance=draw(TEXTS),
            evidence=tuple(draw(st.lists(WORDS, min_size=1, max_size=3))),
            contributors=draw(st.sampled_from([(), ("tu-phap",), ("tu-phap", "noi-vu")])),
            no_incidence=draw(st.sampled_from([None, "full", "zero"])),
            not_applicable=draw(st.sampled_from([None, "unit", "appraiser"])),
        )

    def criterion(one: m.Criterion) -> m.Criterion:
        items = tuple(map(item, one.items))
        title = items[0].title if one.is_item else draw(WORDS)
        return evolve(one, title=title, items=items)

    areas = tuple(
        evolve(area, title=draw(WORDS), criteria=tuple(map(criterion, area.criteria)))
        for area in SAMPLE.areas
    )
    departments = tuple(evolve(one, title=draw(WORDS)) for one in SAMPLE.departments)
    return evolve(
        SAMPLE,
        areas=areas,
        departments=departments,
        title=draw(WORDS),
        note=draw(TEXTS),
        status=draw(st.sampled_from(m.Status)),
        # Relations speak of what rows offer, which differs here.
        checks=(),
    )


@given(rubrics())
@settings(max_examples=25, deadline=None)
def test_whatever_the_words_and_numbers_the_rubric_comes_back_equal(rubric: m.Rubric) -> None:
    assert back(workbook(lay_out(rubric))) == rubric


def test_texts_are_no_formulas_and_no_links() -> None:
    area = evolve(SAMPLE.areas[0], title="=HYPERLINK(1)")
    data = workbook(lay_out(evolve(SAMPLE, areas=(area, SAMPLE.areas[1]))))
    cell = openpyxl.load_workbook(BytesIO(data))["Tiêu chí"]["B3"]
    assert (cell.value, cell.data_type, cell.hyperlink) == ("=HYPERLINK(1)", "s", None)


def test_shares_are_shown_as_percentages_and_quantities_as_numbers() -> None:
    page = openpyxl.load_workbook(BytesIO(workbook(lay_out(find_rubric("mau-ngan")[0]))))[
        "Chi tiết"
    ]
    ends = {
        (line[0].value, cell.value): cell.number_format
        for line in page.iter_rows(min_row=3)
        for cell in line[4:6]
        if cell.value is not None
    }
    assert (ends["2.2.2", 0.95], ends["2.2.2", 0.99]) == ("0%", "0%")
    assert ends["1.1.1", 31] == "General"


def test_the_same_rubric_gives_the_same_bytes() -> None:
    assert workbook(lay_out(SAMPLE)) == workbook(lay_out(SAMPLE))


def test_limits_of_evidence_come_back_and_no_fact_of_the_head_is_without_a_cell() -> None:
    same(evolve(SAMPLE, evidence_file_mb=20, evidence_total_mb=200))
    names = {column.key.partition(".")[0] for column in columns.HEAD.columns}
    head = {field.name for field in fields(m.RubricHead)}
    assert head - names == {"bands"}, "bands have a sheet of their own"


def test_sections_in_which_points_stay_come_back_equal() -> None:
    path = Path(__file__).parents[1] / "rubric" / "data" / "sections.toml"
    same(load.rubric_from_bytes(path.read_bytes(), where="theo-muc.toml"))
