"""parself report: files where they were asked for, nothing overwritten, all on the terminal too."""

import zipfile
from pathlib import Path

import pytest

from cli.shell import call, good
from demo.rounds import fresh
from parself import demo


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fresh(demo.prepare(tmp_path_factory.mktemp("tinh") / "demo")).path


@pytest.fixture
def unit(province: Path) -> Path:
    return province / "don-vi" / "cao-loc"


@pytest.fixture
def round_(province: Path) -> Path:
    return province / "ky-danh-gia"


def test_the_file_lies_where_it_was_asked_for_and_its_path_is_the_answer(
    unit: Path, tmp_path: Path
) -> None:
    target = tmp_path / "cao-loc.xlsx"
    done = good("report", unit, "--format", "xlsx", "-o", target)
    assert done.out.strip() == str(target)
    assert zipfile.is_zipfile(target)
    assert "PRACTICE" in done.err


@pytest.mark.parametrize("form", ["xlsx", "docx", "html"])
@pytest.mark.parametrize("what", ["unit", "round_"])
def test_every_format_is_made_of_a_unit_and_of_a_round(
    what: str, form: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    source: Path = request.getfixturevalue(what)
    good("report", source, "--format", form, "-o", tmp_path / f"x.{form}")
    assert (tmp_path / f"x.{form}").stat().st_size > 1000


def test_a_file_that_is_there_is_never_replaced_unasked(unit: Path, tmp_path: Path) -> None:
    target = tmp_path / "bao-cao.html"
    target.write_text("sửa tay", encoding="utf-8")
    refused = call("report", unit, "--format", "html", "-o", target)
    assert refused.code == 2
    assert "--replace" in refused.err
    assert target.read_text(encoding="utf-8") == "sửa tay"
    good("report", unit, "--format", "html", "-o", target, "--replace")
    assert target.read_bytes().startswith(b"<!DOCTYPE html>")


def test_without_a_name_each_file_gets_a_free_one(
    unit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first = good("report", unit, "--format", "html", "--report", "cover").out.strip()
    second = good("report", unit, "--format", "html", "--report", "cover").out.strip()
    assert first != second
    assert first.isascii()
    assert {path.name for path in tmp_path.iterdir()} == {first, second}


def test_into_a_folder_the_file_gets_its_own_name(unit: Path, tmp_path: Path) -> None:
    good("report", unit, "--format", "html", "--report", "cover", "-o", tmp_path)
    assert [path.suffix for path in tmp_path.iterdir()] == [".html"]


def test_without_a_format_the_papers_are_printed(unit: Path) -> None:
    said = good("report", unit, "--report", "table").out
    assert "3.4.1" in said
    assert "61,29" in said
    assert "ILLUSTRATIVE" in said


def test_the_ranking_is_printed_with_every_unit(round_: Path) -> None:
    said = good("report", round_, "--report", "ranking").out
    assert "TP. Lạng Sơn" in said
    assert "NOT PUBLISHED" in said


def test_figures_are_not_broken_on_a_narrow_terminal(round_: Path) -> None:
    said = good("report", round_, "--report", "matrix").out
    line = next(line for line in said.splitlines() if "1.1.1" in line)
    assert line.count("0,50") + line.count("0,25") + line.count("0,00") >= 11


def test_an_unknown_report_names_the_known_ones(unit: Path, round_: Path) -> None:
    wrong = call("report", unit, "--report", "bang")
    assert wrong.code == 2
    assert "summary, letter, table" in wrong.err
    wrong = call("report", round_, "--report", "table")
    assert wrong.code == 2
    assert "ranking, matrix" in wrong.err


def test_an_unknown_format_and_a_folder_that_is_none_are_refused(
    unit: Path, tmp_path: Path
) -> None:
    assert call("report", unit, "--format", "pdf").code == 2
    assert call("report", tmp_path / "khong-co", "--format", "xlsx").code == 2
    assert call("report", tmp_path, "--format", "xlsx").code == 2


def test_where_nothing_can_be_written_a_sentence_says_so_and_nothing_is_left(
    unit: Path, tmp_path: Path
) -> None:
    refused = call("report", unit, "--format", "html", "-o", tmp_path / "khong-co" / "x.html")
    assert refused.code == 2
    assert "There is no such folder; nothing was written." in refused.err
    assert not list(tmp_path.iterdir())


def test_a_round_with_a_damaged_hand_in_says_which(round_: Path, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "ky"
    shutil.copytree(round_, copy)
    kept = next((copy / "received" / "cao-loc").iterdir())
    kept.write_bytes(kept.read_bytes()[:-100])
    shutil.rmtree(copy / "facts")
    refused = call("report", copy, "--format", "html", "-o", tmp_path / "x.html")
    assert refused.code == 3
    assert kept.name in refused.err
    assert not (tmp_path / "x.html").exists()
