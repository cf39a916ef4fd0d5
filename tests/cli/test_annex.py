"""The commands template, import and export: from an annex to an assessment and back."""

from pathlib import Path

import openpyxl
import pytest

from annex.clerk import filled
from cli.shell import UNIT, call, good
from parself.rubric import catalogue
from parself.rubric.catalogue import find_rubric


@pytest.fixture
def annex(tmp_path: Path) -> Path:
    path = tmp_path / "phu-luc.xlsx"
    path.write_bytes(filled())
    return path


def test_an_imported_annex_is_answered_with_points_and_scored(annex: Path, tmp_path: Path) -> None:
    rubric, folder = tmp_path / "a.toml", tmp_path / "d"
    told = good("rubric", "import", annex, "-o", rubric)
    assert "6 scored rows, 10,00 points" in told.err
    assert "entered directly" in told.err
    good("new", folder, "--rubric", rubric, "--unit", UNIT)
    good("answer", folder, "1.2", "points=1.25")
    assert good("status", folder, "--json").json["points"]["claimed"] == "1.25"


def test_a_template_is_written_and_never_over_another(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    good("rubric", "template", "-o", path)
    before = path.read_bytes()
    path.write_bytes(b"mine")
    assert call("rubric", "template", "-o", path).code == 2
    assert path.read_bytes() == b"mine"
    good("rubric", "template", "-o", path, "--replace")
    assert path.read_bytes() == before


def test_a_template_is_for_the_units_that_are_said_and_guesses_none(tmp_path: Path) -> None:
    said, open_ = tmp_path / "said.xlsx", tmp_path / "open.xlsx"
    good("rubric", "template", "--roster", "hoa-lam-65-xa", "-o", said)
    good("rubric", "template", "-o", open_)
    assert "hoa-lam-65-xa" in rosters_in(said)
    assert not rosters_in(open_) & set(catalogue.ROSTERS.ids())
    assert call("rubric", "template", "--roster", "chua-co", "-o", tmp_path / "c.xlsx").code == 2
    assert not (tmp_path / "c.xlsx").exists()


def rosters_in(path: Path) -> set[object]:
    """Return what the cells of a template's first words hold."""
    page = openpyxl.load_workbook(path)["Thông tin chung"]
    return {cell.value for line in page.iter_rows() for cell in line}


def test_nothing_is_written_while_faults_stand(tmp_path: Path) -> None:
    path, target = tmp_path / "a.xlsx", tmp_path / "a.toml"
    path.write_bytes(filled({"Tiêu chí!C5": "hai", "Tiêu chí!D7": "Huyện"}))
    result = call("rubric", "import", path, "-o", target)
    assert result.code == 1
    assert "Tiêu chí!C5" in result.err
    assert "Tiêu chí!D7" in result.err
    assert not target.exists()


def test_an_import_never_replaces_a_rubric_unasked(annex: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.toml"
    target.write_bytes(b"mine")
    assert call("rubric", "import", annex, "-o", target).code == 2
    assert target.read_bytes() == b"mine"
    good("rubric", "import", annex, "-o", target, "--replace")
    assert find_rubric(str(target))[0].points == 10


def test_an_added_rubric_is_found_by_its_id(
    annex: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    good("rubric", "import", annex, "--add")
    assert find_rubric("bo-tieu-chi-chi-so-cchc-nam-2026")[0].points == 10
    assert call("rubric", "import", annex, "--add").code == 2
    assert call("rubric", "import", annex, "--add", "-o", tmp_path / "b.toml").code == 2


def test_an_export_comes_back_as_the_same_rubric(tmp_path: Path) -> None:
    book, target = tmp_path / "m.xlsx", tmp_path / "m.toml"
    good("rubric", "export", "mau-ngan", "-o", book)
    good("rubric", "import", book, "-o", target)
    assert find_rubric(str(target))[0] == find_rubric("mau-ngan")[0]


def test_what_a_workbook_cannot_keep_is_refused(tmp_path: Path) -> None:
    book, target = tmp_path / "m.xlsx", tmp_path / "m.toml"
    text = (
        find_rubric("mau-ngan")[1]
        .decode()
        .replace('["Quyết định xử lý"]', '["Quyết định\\nxử lý"]')
    )
    target.write_text(text, encoding="utf-8")
    result = call("rubric", "export", target, "-o", book)
    assert result.code == 1
    assert not book.exists()


def test_what_is_no_workbook_is_damaged_and_a_missing_one_a_wrong_call(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert call("rubric", "import", path).code == 2
    path.write_bytes(b"Ma;Ten")
    assert call("rubric", "import", path).code == 3


def test_a_name_of_300_characters_is_a_wrong_call() -> None:
    result = call("rubric", "import", "a" * 300 + ".xlsx")
    assert result.code == 2
    assert "Traceback" not in result.err


def test_a_roster_that_is_not_here_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(filled({"Thông tin chung!B7": "sau-muoi-lam-xa"}))
    assert "--roster" in good("rubric", "import", path, "-o", tmp_path / "a.toml").err
