"""Results published from the shell, and carried on into the next year's round."""

import shutil
from pathlib import Path

import pytest

from cli.shell import RUBRIC, call, good
from parself import demo
from parself.province.last_year import LAST_YEAR
from parself.province.record import Condition
from parself.province.round import open_round

WHY = ("--why", "Thông báo 15")


@pytest.fixture(scope="module")
def published(province: demo.Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice round, without a survey, closed and published."""
    ky = Path(shutil.copytree(province.path / demo.ROUND, tmp_path_factory.mktemp("ky") / "ky"))
    good("round", "survey", "setting", ky, "--not-held", *WHY)
    for code in ("cao-loc", "van-quan", "bac-son"):
        good("round", "survey", "set", ky, code, "3.5.2", "choice=tot")
    good("round", "close", ky, "--despite", *WHY)
    good("round", "publish", ky)
    return ky


def new(tmp_path: Path, published: Path, *more: str) -> tuple[str | Path, ...]:
    last = published / "published" / "lan-1.toml"
    rubric = ("--rubric", RUBRIC, "--last-year", last)
    return ("round", "new", tmp_path / "moi", *rubric, *more)


def test_the_board_says_that_the_results_are_published(published: Path) -> None:
    assert "PUBLISHED, no. 1" in good("round", "status", published).out
    assert "Places are provisional" not in good("round", "status", published).out
    assert good("round", "status", published, "--json").json["published"]["number"] == 1


def test_next_year_s_round_shows_last_year_s_places_and_compares_its_rows(
    published: Path, tmp_path: Path
) -> None:
    table = tmp_path / "ket-qua-2023.toml"
    good("round", "standings", published, "-o", table, "--source", "Quyết định 12")
    words = new(tmp_path, published, "--year", "2024", "--standings", str(table), "--practice")
    good(*words)
    round_ = open_round(tmp_path / "moi")
    assert round_.standings is not None
    assert (round_.standings.year, round_.standings.source) == (2023, "Quyết định 12")
    told = good("report", tmp_path / "moi", "--report", "last-year").out
    assert "76 of 76 criteria" in told


@pytest.mark.parametrize("year", ["2023", "2022"])
def test_last_year_lies_before_the_year_of_the_round(
    year: str, published: Path, tmp_path: Path
) -> None:
    refused = call(*new(tmp_path, published, "--year", year))
    assert refused.code == 2
    assert "Choose an earlier year" in refused.err
    assert not (tmp_path / "moi").exists()


def test_what_is_no_publication_is_not_taken_for_last_year(published: Path, tmp_path: Path) -> None:
    other = tmp_path / "la.toml"
    other.write_bytes((published / "rubric.toml").read_bytes())
    refused = call("round", "new", tmp_path / "moi", "--rubric", RUBRIC, "--last-year", other)
    assert refused.code == 2
    assert not (tmp_path / "moi" / LAST_YEAR).exists()


def test_reopened_it_is_a_draft_again_and_the_publication_stays(
    published: Path, tmp_path: Path
) -> None:
    ky = Path(shutil.copytree(published, tmp_path / "ky"))
    before = good("round", "published", ky, "1", "--json").json
    assert "those published: parself round published" in good("round", "status", ky).out
    good("round", "reopen", ky, "--why", "Kiến nghị của huyện Cao Lộc")
    assert open_round(ky).condition is Condition.REOPENED
    assert "DRAFT, REOPENED" in good("round", "status", ky).out
    good("round", "appraise", ky, "cao-loc", "1.1.1", "adjust", "--points", "0", *WHY)
    assert good("round", "published", ky, "1", "--json").json == before
    good("round", "close", ky, "--despite", *WHY)
    assert "A reason is needed" in call("round", "publish", ky).err
    assert good("round", "publish", ky, *WHY, "--json").json["number"] == 2
    assert good("round", "published", ky, "1", "--json").json == {**before, "replaced_by": 2}
