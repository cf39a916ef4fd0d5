"""Survey points and reference figures of a round, from tables, by the shell."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from cli.shell import call, good
from parself import demo
from parself.province.overview import open_overview
from parself.province.reference import read_references
from parself.province.round_file import ROUND_FILE

EDITED = "survey.toml"


@pytest.fixture
def ky(province: demo.Demo, tmp_path: Path) -> Path:
    """Return a test's own folder of the demo's round."""
    return Path(shutil.copytree(province.round.path, tmp_path / "ky"))


def written(path: Path, lines: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    book.save(path)
    return path


def filled(path: Path, values: dict[str, object]) -> None:
    """Type into a template: ``van-quan 8.1.percent``."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    columns = {sheet.cell(5, at).value: at for at in range(1, sheet.max_column + 1)}
    lines = {sheet.cell(at, 1).value: at for at in range(1, sheet.max_row + 1)}
    for place, value in values.items():
        unit, key = place.split()
        sheet.cell(lines[unit], columns[key]).value = value
    book.save(path)


def test_the_template_goes_out_is_filled_in_looked_at_and_written(ky: Path, tmp_path: Path) -> None:
    form = tmp_path / "mau.xlsx"
    good("round", "survey", "template", ky, "-o", form)
    filled(form, {"van-quan 8.1.percent": 84.35, "bac-son 8.1.percent": 0})
    before = (ky / "ledger.jsonl").read_bytes()
    seen = good("round", "survey", "import", ky, form, "--json").json
    assert seen["written"] is False
    assert not (ky / EDITED).exists()
    assert (ky / "ledger.jsonl").read_bytes() == before
    done = good("round", "survey", "import", ky, form, "--yes", "--who", "lan", "--json").json
    assert done["changes"] == seen["changes"]
    by_unit = {one["unit"]: one for one in done["changes"]}
    assert by_unit["van-quan"]["before"] == []
    assert by_unit["van-quan"]["after"] == [{"key": "percent", "value": "84.35"}]
    assert by_unit["van-quan"]["points_before"] is None
    assert by_unit["van-quan"]["points_after"] == "8.44"
    assert by_unit["bac-son"]["points_after"] == "0.00"
    assert good("round", "survey", "import", ky, form, "--yes").out.strip() == "Nothing changes."
    again = tmp_path / "lai.xlsx"
    good("round", "survey", "template", ky, "-o", again)
    assert good("round", "survey", "import", ky, again, "--yes").out.strip() == "Nothing changes."


def test_a_template_never_goes_over_a_file(ky: Path, tmp_path: Path) -> None:
    (tmp_path / "mau.xlsx").write_bytes(b"x")
    assert call("round", "survey", "template", ky, "-o", tmp_path / "mau.xlsx").code == 2
    assert (tmp_path / "mau.xlsx").read_bytes() == b"x"


def test_one_row_is_entered_by_hand_and_shown(ky: Path) -> None:
    told = good("round", "survey", "set", ky, "van-quan", "8.1", "points=8.2", "of=10")
    assert "8,2/10" in told.out and "not known yet" in told.out
    shown = good("round", "survey", "show", ky)
    assert "8.1: not known yet for" in shown.out
    rows = good("round", "survey", "show", ky, "--json").json["rows"]
    points = {one["unit"]: one["points"] for one in rows if one["row"] == "8.1"}
    assert (points["van-quan"], points["bac-son"]) == ("8.20", None)
    for words in (("points=9",), ("points=-", "of=")):
        assert call("round", "survey", "set", ky, "van-quan", "8.1", *words).code == 2
    good("round", "survey", "set", ky, "van-quan", "8.1", "points=-", "of=-", "--why", "Nhầm")
    assert open_overview(ky).survey_points("van-quan") == {}


@pytest.mark.parametrize(
    "words",
    [
        ("van-quang", "8.1", "percent=1"), ("van-quan", "3.4.1", "part=1"),
        ("van-quan", "8.1", "diem=1"), ("van-quan", "8.1", "percent=1,5"), ("van-quan", "8.1"),
    ],
)  # fmt: skip
def test_what_cannot_be_entered_by_hand_is_refused(ky: Path, words: tuple[str, ...]) -> None:
    refused = call("round", "survey", "set", ky, *words)
    assert (refused.code, refused.out) == (2, "")
    assert not (ky / EDITED).exists()


def test_whether_a_survey_is_held_is_a_setting_with_a_reason(ky: Path) -> None:
    assert call("round", "survey", "setting", ky, "--not-held").code == 2
    assert call("round", "survey", "setting", ky, "--why", "x").code == 2
    good("round", "survey", "setting", ky, "--not-held", "--why", "Tỉnh không tổ chức")
    assert good("round", "survey", "show", ky, "--json").json["survey_held"] is False
    assert "No survey is held" in good("round", "survey", "show", ky).out
    good("round", "survey", "setting", ky, "--held", "--why", "Có tổ chức")
    assert good("round", "survey", "show", ky, "--json").json["survey_held"] is True


def test_of_held_and_not_held_one_is_said(ky: Path) -> None:
    for words in ((), ("--held", "--not-held")):
        refused = call("round", "survey", "setting", ky, *words, "--why", "Công văn 3")
        assert refused.code == 2
        assert "either --held or --not-held" in refused.err
    assert open_overview(ky).round.settings.survey_held


def test_a_table_that_cannot_be_read_changes_nothing(ky: Path, tmp_path: Path) -> None:
    heads: list[object] = ["Đơn vị", "8.1 (%)"]
    bad = written(tmp_path / "a.xlsx", [heads, ["Văn Quan", 84], ["Bắc Sơn", "tốt"]])
    unknown = written(tmp_path / "b.xlsx", [heads, ["Văn Quan", 84], ["Bắc Sơ", 84]])
    held = {path.name: path.read_bytes() for path in ky.iterdir() if path.is_file()}
    for file, sign in ((bad, "a.xlsx, Sheet!B3"), (unknown, "--match")):
        refused = call("round", "survey", "import", ky, file, "--yes")
        assert (refused.code, refused.out) == (1, "")
        assert sign in refused.err
    for data in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        (tmp_path / "c.xlsx").write_bytes(data)
        assert call("round", "survey", "import", ky, tmp_path / "c.xlsx", "--yes").code == 3
    assert call("round", "survey", "import", ky, tmp_path / "d.xlsx", "--yes").code == 2
    assert call("round", "survey", "import", ky, bad, "--match", "a").code == 2
    assert held == {path.name: path.read_bytes() for path in ky.iterdir() if path.is_file()}
    good("round", "survey", "import", ky, unknown, "--yes", "--match", "Bắc Sơ=bac-son")
    filled_again = written(tmp_path / "e.xlsx", [heads, ["Bắc Sơ", 85]])
    good("round", "survey", "import", ky, filled_again, "--yes", "--why", "Đính chính")


def test_reference_figures_are_taken_over_and_claims_compared(ky: Path, tmp_path: Path) -> None:
    view = open_overview(ky)
    claimed = view.facts["bac-son"].rows["3.4.1"].figures["part"]
    heads: list[object] = ["Tên đơn vị", "Tổng", "Đúng hạn"]
    lines = [["Bắc Sơn", 1, int(claimed)], ["H. Chi Lăng", 1, 1], ["Tổng cộng", 2, 3]]
    file = written(tmp_path / "dvc.xlsx", [heads, *lines])
    words = ("--row", "3.4.1", "--key", "part", "--column", "đúng hạn", "--source", "Cổng DVC")
    seen = good("round", "reference", "import", ky, file, *words, "--json").json
    assert (seen["written"], seen["same"]) == (False, 1)
    assert seen["names"] == [{"name": "H. Chi Lăng", "unit": "chi-lang"}]
    assert (
        "H. Chi Lăng → Huyện Chi Lăng" in call("round", "reference", "import", ky, file, *words).err
    )
    assert not (ky / "reference.toml").exists()
    done = good("round", "reference", "import", ky, file, *words, "--yes", "--json").json
    assert done["differences"] == seen["differences"]
    (one,) = done["differences"]
    assert (one["unit"], one["expected"], one["source"]) == ("chi-lang", "1", "Cổng DVC")
    shown = good("round", "reference", "show", ky)
    assert "Cổng DVC" in shown.out and "Huyện Chi Lăng" in shown.out
    assert good("round", "reference", "show", ky, "--json").json["differences"] == [one]
    assert (ky / ROUND_FILE).exists()


def test_an_import_is_named_and_taken_back_with_its_names(ky: Path, tmp_path: Path) -> None:
    file = written(tmp_path / "dvc.xlsx", [["Đơn vị", "3.4.1.part"], ["Bắc Sơ", 5]])
    words = ("--source", "Cổng DVC", "--yes")
    good("round", "reference", "import", ky, file, *words, "--match", "Bắc Sơ=bac-son")
    assert "1 figures of Cổng DVC from dvc.xlsx" in good("round", "undo", ky, "--look").out
    assert read_references(ky)
    good("round", "undo", ky)
    assert read_references(ky) == ()
    assert call("round", "reference", "import", ky, file, *words).code == 1


def test_a_file_whose_headings_name_row_and_figure_needs_no_more(ky: Path, tmp_path: Path) -> None:
    file = tmp_path / "doi-chieu.csv"
    file.write_text("Đơn vị;3.4.1.part;3.4.1.whole\nVăn Quan;1.234;1.240\n", encoding="utf-8")
    told = good("round", "reference", "import", ky, file, "--source", "Kho bạc", "--yes")
    assert "2 figures read" in told.out and "Not in the table" in told.err
    units = good("round", "reference", "show", ky, "--json").json["references"]
    assert [one["key"] for one in units] == ["part", "whole"]


@pytest.mark.parametrize("name", [EDITED, "reference.toml", "names.toml"])
def test_the_way_back_from_a_damaged_file_is_the_one_that_is_told(
    ky: Path, tmp_path: Path, name: str
) -> None:
    heads: list[object] = ["Đơn vị", "8.1 (%)", "3.4.1.part"]
    file = written(tmp_path / "a.xlsx", [heads, ["Bắc Sơ", 84, 7]])
    survey = ("round", "survey", "import", ky, file, "--yes", "--match", "Bắc Sơ=bac-son")
    reference = ("round", "reference", "import", ky, file, *survey[5:], "--source", "Cổng DVC")
    for words in (survey, reference):
        good(*words)
    (ky / name).write_bytes((ky / name).read_bytes()[:-9])
    words = survey if name != "reference.toml" else reference
    refused = call(*words)
    assert (refused.code, refused.out) == (3, "")
    assert name in refused.err and "Move it away" in refused.err
    (ky / name).rename(tmp_path / name)
    for again in (survey, reference):
        good(*again)
    assert (ky / name).exists()
