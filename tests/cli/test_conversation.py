"""The conversation of a season from both shells: result, reply, second appraisal, outcome."""

from pathlib import Path

import pytest

from cli.shell import call, good
from parself import demo
from parself.province.overview import open_overview
from parself.returns.model import Outcome

WHY = ("--why", "Thiếu báo cáo quý III")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The demo's province and unit; two rows of the unit are sent back to it."""
    path = tmp_path / "d"
    good("demo", path)
    ky = path / demo.ROUND
    good("round", "appraise", ky, "chi-lang", "1.2.1", "adjust", "--points", "0.25", *WHY)
    good("round", "appraise", ky, "chi-lang", "3.4.3", "ask", "--why", "Nêu số hồ sơ")
    good("round", "return", ky, "--unit", "chi-lang", "--anyway", "-o", tmp_path / "kq")
    return path


def test_what_a_unit_replies_comes_back_as_an_outcome_that_it_reads(
    place: Path, tmp_path: Path
) -> None:
    ky, unit = place / demo.ROUND, place / "don-vi" / "chi-lang"
    good("receive", unit, next((tmp_path / "kq").iterdir()))
    assert call("reply", unit, "1.2.1", "disagree").code
    good("reply", unit, "1.2.1", "disagree", "--why", "Báo cáo ở phụ lục 2")
    good("reply", unit, "3.4.3", "agree", "--why", "1.588 hồ sơ")
    good("export", unit, "-o", tmp_path / "tra-loi.zip")
    landed = good("merge", ky, tmp_path / "tra-loi.zip", "--arrived", "2024-02-20")
    assert "reply" in landed.out
    before = open_overview(ky)
    counts = before.round.counting("chi-lang")
    assert counts is not None
    assert counts.sequence == 1

    good("round", "start-second", ky, "--despite", "--why", "Hết hạn")
    told = good("round", "replies", ky, "--json").json["replies"]
    assert [(one["row"], one["reply"], one["mark"]) for one in told] == [
        ("1.2.1", False, "review"),
        ("3.4.3", True, "review"),
    ]
    good("round", "appraise", ky, "chi-lang", "1.2.1", "accept")
    good("round", "appraise", ky, "chi-lang", "3.4.3", "adjust", "--points", "0.5", "--why", "Đủ")
    good("round", "return", ky, "--unit", "chi-lang", "--anyway", "-o", tmp_path / "kq-2")
    good("receive", unit, next((tmp_path / "kq-2").iterdir()))
    told = good("round", "replies", ky, "--json").json["replies"]
    assert {one["row"]: one["outcome"] for one in told} == {
        "1.2.1": Outcome.WITHDRAWN.value,
        "3.4.3": Outcome.CHANGED.value,
    }
    steps = good("round", "replay", ky, "--row", "1.2.1", "--json").json["moments"]
    ours = [one["step"] for one in steps if one["unit"] == "chi-lang"]
    assert ours[-4:] == ["first", "returned", "replied", "second"]


def test_a_reply_after_its_last_day_leaves_the_unit_silent(place: Path, tmp_path: Path) -> None:
    ky, unit = place / demo.ROUND, place / "don-vi" / "chi-lang"
    good("receive", unit, next((tmp_path / "kq").iterdir()))
    good("reply", unit, "1.2.1", "disagree", "--why", "Báo cáo ở phụ lục 2")
    good("export", unit, "-o", tmp_path / "tra-loi.zip")
    good("merge", ky, tmp_path / "tra-loi.zip", "--arrived", "2024-02-26")
    look = call("round", "start-second", ky, "--look", "--json").json
    assert (look["late"], look["replied"]) == (["chi-lang"], [])
    good("round", "start-second", ky, "--despite", "--why", "Hết hạn")
    told = good("round", "replies", ky, "--json").json["replies"]
    assert {one["row"]: one["outcome"] for one in told} == {"1.2.1": "silent", "3.4.3": None}
