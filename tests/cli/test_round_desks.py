"""Several desks from the shell: shares given out, appraised, sent back, joined and settled."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from cli.shell import call, good
from parself import demo
from province.test_meeting import filled

UNIT, ROW = "cao-loc", "2.1.1"


@pytest.fixture
def ky(province: demo.Demo, tmp_path: Path) -> Path:
    """Return a round with a lead and two officers, of whom one looks a second time too."""
    ky = Path(shutil.copytree(province.path / demo.ROUND, tmp_path / "ky"))
    (ky / "appraisal.jsonl").unlink(missing_ok=True)
    for who, *lead in (("lan", "--lead"), ("minh",), ("so-tp",)):
        good("round", "officer", "add", ky, who, "--name", who.title(), *lead)
    good("round", "officer", "share", ky, "minh", "--row", "1", "--row", "2")
    good("round", "officer", "share", ky, "so-tp", "--row", "2")
    return ky


def desk(ky: Path, who: str) -> Path:
    file, folder = ky.parent / f"{who}.zip", ky.parent / who
    good("round", "part", ky, "--for", who, "-o", file)
    good("round", "open", file, folder)
    return folder


def sent(folder: Path) -> Path:
    file = folder.with_name(f"{folder.name}-ve.zip")
    good("round", "send", folder, "-o", file, "--replace")
    return file


def judge(folder: Path, points: str, *more: str) -> None:
    words = ("adjust", "--points", points, "--why", f"Chấm {points}", *more)
    good("round", "appraise", folder, UNIT, ROW, *words)


def test_three_desks_by_files(ky: Path) -> None:
    minh, so_tp = desk(ky, "minh"), desk(ky, "so-tp")
    judge(minh, "0.5")
    judge(so_tp, "0.25")
    came = [sent(minh), sent(so_tp)]
    assert "share 1, sending 1" in good("round", "join", ky, *came, "--look").out
    looked = good("round", "join", ky, *came, "--look", "--json").json
    joined = good("round", "join", ky, *came, "--json").json
    assert (looked["done"], looked["files"]) == (False, joined["files"])
    assert [one["outcome"] for one in joined["files"]] == ["new", "new"]
    assert joined["files"][1]["differing"] == [{"unit": UNIT, "row": ROW}]
    (row,) = good("round", "differing", ky, "--json").json["rows"]
    assert {one["who"]: one["points"] for one in row["decisions"]} == {
        "minh": "0.50",
        "so-tp": "0.25",
    }
    assert call("round", "settle", ky, UNIT, ROW, "minh", "--who", "so-tp").code == 2
    assert "0,50" in good("round", "settle", ky, UNIT, ROW, "minh", "--who", "lan").out
    assert good("round", "differing", ky, "--json").json["rows"] == []


def test_a_file_that_does_not_belong_is_named_and_the_exit_code_says_so(
    ky: Path, province: demo.Demo
) -> None:
    minh = desk(ky, "minh")
    judge(minh, "0.5")
    strange = next((province.path / demo.HAND_INS).glob("*.zip"))
    called = call("round", "join", ky, strange, sent(minh), "--json")
    assert called.code == 1
    assert [one["outcome"] for one in called.json["files"]] == ["wrong-kind", "new"]
    assert call("round", "join", ky, ky / "khong-co.zip").code == 2
    assert call("verify", sent(minh)).code == 1
    assert "appraisal of an officer" in call("merge", ky, sent(minh)).out


def test_what_is_outside_a_share_is_refused_at_the_officers_desk(ky: Path) -> None:
    minh = desk(ky, "minh")
    assert call("round", "appraise", minh, UNIT, "3.4.1", "accept").code == 2
    assert call("round", "remark", minh, UNIT, "3.4.1", "?").code == 2
    assert call("round", "officer", "add", minh, "x", "--name", "X").code != 0
    assert call("round", "dates", minh, "--hand-in", "2024-01-15", "--why", "?").code != 0
    units = good("round", "status", minh, "--json").json["units"]
    assert {one["open"] for one in units} == {18}


def test_the_second_look_is_listed_blind_and_compared(ky: Path) -> None:
    good("round", "officer", "share", ky, "so-tp", "--row", "1", "--second")
    words = ("--percent", "100", "--tolerance", "0.1", "--seed", "hat", "--why", "Kế hoạch 5")
    good("round", "second", "setting", ky, *words)
    first = ("1.1.1", "adjust", "--points", "0.37", "--why", "Muộn")
    good("round", "appraise", ky, UNIT, *first, "--who", "minh")
    listed = good("round", "second", "list", ky, "--who", "so-tp")
    assert "1.1.1" in listed.out
    assert "0,37" not in listed.out
    second = ("1.1.1", "adjust", "--points", "0.11", "--why", "Muộn", "--second")
    told = good("round", "appraise", ky, UNIT, *second, "--who", "so-tp").out
    assert "0,11" in told
    assert "0,37" not in told
    shown: dict[str, Any] = good("round", "second", "show", ky, "--json").json
    row = next(one for one in shown["rows"] if one["row"] == "1.1.1")
    assert (row["looked"], row["agreeing"], row["distance"]) == (1, 0, "0.26")
    assert shown["disputed"] == [{"unit": UNIT, "row": "1.1.1"}]
    assert "0,37" in good("round", "second", "show", ky).out


def test_a_meeting_decides_by_its_workbook(ky: Path) -> None:
    hop = ky.parent / "hop.xlsx"
    good("round", "sheet", ky, ROW, "-o", hop)
    hop.write_bytes(filled(hop.read_bytes(), {"I6": 0, "J6": "Không có"}, ROW))
    seen = good("round", "sheet-in", ky, hop, "--who", "lan", "--json").json
    (line,) = seen["rows"]
    assert (seen["written"], line["outcome"], line["points_after"]) == (False, "decided", "0.00")
    good("round", "sheet-in", ky, hop, "--who", "lan", "--yes")
    again = good("round", "sheet-in", ky, hop, "--who", "lan", "--yes", "--json").json
    assert [one["outcome"] for one in again["rows"]] == ["unchanged"]
    hop.write_bytes(filled(hop.read_bytes(), {"I7": "=1"}, ROW))
    refused = call("round", "sheet-in", ky, hop, "--who", "lan", "--yes")
    assert refused.code != 0
    assert "I7" in refused.err


def test_what_a_sheet_says_is_told_apart_from_what_stands_afterwards(ky: Path) -> None:
    hop = ky.parent / "hop.xlsx"
    good("round", "sheet", ky, ROW, "-o", hop)
    judge(ky, "0.5", "--who", "lan")
    hop.write_bytes(filled(hop.read_bytes(), {"I10": "-"}, ROW))
    seen = call("round", "sheet-in", ky, hop, "--who", "lan", "--json").json
    line = next(one for one in seen["rows"] if one["unit"] == UNIT)
    assert (line["outcome"], line["says"]) == ("newer", "open")
    assert (line["before"], line["after"], line["points_after"]) == ("adjust", "adjust", "0.50")


def test_what_is_left_is_handed_on(ky: Path) -> None:
    judge(ky, "0.5", "--who", "so-tp")
    good("round", "officer", "hand-on", ky, "so-tp", "minh", "--why", "Nghỉ phép")
    told = good("round", "officer", "list", ky, "--json").json["officers"]
    shares = {one["id"]: (one["rows"], one["decided"]) for one in told}
    assert shares["so-tp"] == (1, 1)
