"""A correction played from the shell: two units swap, are sent it, and receive it."""

from pathlib import Path
from typing import Any

import pytest

from cli.shell import RUBRIC, call, good

OURS, OTHER, THIRD = "van-quan", "cao-loc", "bac-son"
WHY = ("--why", "Thông báo 15")


def close_and_publish(ky: Path) -> Any:
    good("round", "close", ky, "--despite", *WHY)
    return good("round", "publish", ky, *WHY, "--json").json


def sent(ky: Path, place: Path, *more: str) -> dict[str, Path]:
    """Send results; return the file of each unit that was sent one."""
    told = good("round", "return", ky, "--anyway", "-o", place, "--json", *more).json
    return {one["unit"]: Path(one["file"]) for one in told["returns"]}


@pytest.fixture
def ky(tmp_path: Path) -> Path:
    """A round of three units whose places are 1, 2 and 3, published and sent to each."""
    ky = tmp_path / "ky"
    for unit, part in ((OURS, 100), (OTHER, 99), (THIRD, 98)):
        good("new", tmp_path / unit, "--rubric", RUBRIC, "--unit", unit)
        good("answer", tmp_path / unit, "3.4.1", f"part={part}", "whole=100")
        good("export", tmp_path / unit, "-o", tmp_path / f"{unit}.zip")
        good("merge", ky, tmp_path / f"{unit}.zip")
        good("round", "survey", "set", ky, unit, "3.5.2", "choice=tot")
    good("round", "survey", "setting", ky, "--not-held", *WHY)
    assert close_and_publish(ky)["correction"] is None
    for unit, file in sent(ky, tmp_path / "kq").items():
        good("receive", tmp_path / unit, file)
    return ky


@pytest.fixture
def swapped(ky: Path) -> Any:
    """What is told of the correction that takes a tenth of a point from the first unit."""
    good("round", "reopen", ky, "--why", "Kiến nghị của huyện Cao Lộc")
    row = ("round", "appraise", ky, OURS, "3.4.1", "adjust", "--points", "2.96")
    good(*row, "--why", "Theo Cổng DVC")
    return close_and_publish(ky)["correction"]


def test_exactly_the_two_units_that_swap_are_named(swapped: Any) -> None:
    places = [(one["unit"], one["place_before"], one["place"]) for one in swapped["units"]]
    assert places == [(OTHER, 2, 1), (OURS, 1, 2)]
    assert swapped["replaces"] == 1
    (row,) = swapped["units"][1]["rows"]
    assert (row["row"], row["points"], row["why"]) == ("3.4.1", "2.96", "Theo Cổng DVC")


@pytest.mark.usefixtures("swapped")
def test_only_they_are_sent_a_new_result_and_are_told_what_moved(ky: Path, tmp_path: Path) -> None:
    files = sent(ky, tmp_path / "kq2", "--moved")
    assert set(files) == {OURS, OTHER}
    told = " ".join(good("receive", tmp_path / OURS, files[OURS]).out.split())
    assert "This corrects publication no. 1" in told
    assert "Points that moved: 3.4.1 – → 2,96" in told
    seen = good("reply", tmp_path / OURS, "--json").json
    assert (seen["published"]["place"], seen["replaces"]["place"]) == (2, 1)
    (older,) = (tmp_path / "kq").glob(f"*{OURS}*")
    refused = call("receive", tmp_path / OURS, older)
    assert refused.code == 1
    assert "older than" in refused.err


@pytest.mark.usefixtures("swapped")
def test_a_unit_that_does_not_move_holds_a_result_that_is_still_right(
    ky: Path, tmp_path: Path
) -> None:
    files = sent(ky, tmp_path / "kq2")
    told = good("receive", tmp_path / THIRD, files[THIRD]).out
    assert "is here already" in told
    seen = good("reply", tmp_path / THIRD, "--json").json["published"]
    assert (seen["number"], seen["place"], seen["of"]) == (1, 3, 3)


@pytest.mark.usefixtures("swapped")
def test_an_earlier_publication_and_its_papers_say_what_corrected_them(
    ky: Path, tmp_path: Path
) -> None:
    assert "Corrected by publication no. 2" in good("round", "published", ky, "1").out
    assert good("round", "published", ky, "1", "--json").json["replaced_by"] == 2
    annex = ("report", ky, "--report", "annex")
    for number, first in (("1", "Văn Quan"), ("2", "Cao Lộc")):
        out = good(*annex, "--number", number).out
        assert ("Corrected by publication no. 2" in out) == (number == "1")
        assert out.index(first) < out.index({"1": "Cao Lộc", "2": "Văn Quan"}[number])
    assert call("report", ky, "--number", "1", "--report", "matrix").code == 2
    assert call("report", tmp_path / OURS, "--number", "1").code == 2


@pytest.mark.parametrize("form", ["xlsx", "docx", "html"])
@pytest.mark.usefixtures("swapped")
def test_the_notice_is_made_in_every_form_and_again_of_an_earlier_number(
    form: str, ky: Path, tmp_path: Path
) -> None:
    for number in ((), ("--number", "2")):
        file = tmp_path / f"{len(number)}.{form}"
        good("report", ky, "--report", "correction", "-o", file, *number)
        assert file.stat().st_size > 1000
    out = good("report", ky, "--report", "correction").out
    assert "Bắc Sơn" not in out
    assert "Theo Cổng DVC" in " ".join(out.split())
    first = good("report", ky, "--report", "correction", "--number", "1").out
    assert "Nothing published before is corrected" in first


def test_a_correction_that_moves_nothing_names_nobody_and_sends_nothing(
    ky: Path, tmp_path: Path
) -> None:
    good("round", "reopen", ky, "--why", "Rà soát")
    assert close_and_publish(ky)["correction"]["units"] == []
    assert sent(ky, tmp_path / "kq2", "--moved") == {}
    assert not (tmp_path / "kq2").exists()
