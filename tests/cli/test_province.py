"""The province's commands: checking a hand-in, landing many, ranking them; and the demo."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from cli.shell import begun as begin
from cli.shell import call, good
from parself import demo
from parself.assessment.store import load
from parself.desk import handing_out
from parself.submission.intake import read_bundle

NOON = datetime(2023, 12, 12, 12, 0)


@pytest.fixture
def hand_in(begun: Path) -> Path:
    good("export", begun)
    return begun.parent / "van-quan-2023-lan-1.zip"


def test_verify_tells_whose_it_is_and_its_code(hand_in: Path) -> None:
    out = good("verify", hand_in).out
    assert "UBND huyện Văn Quan" in out
    assert read_bundle(hand_in).code() in out


def test_a_hand_in_that_is_named_alone_is_checked(hand_in: Path) -> None:
    assert good(hand_in).out == good("verify", hand_in).out
    hand_in.write_bytes(hand_in.read_bytes()[:-30])
    assert call(hand_in).code == 3


def test_a_part_that_is_named_alone_is_opened_on_the_screens(begun: Path) -> None:
    part = handing_out.give(load(begun), "tc-kh", None, "bundle", now=NOON).path
    assert "The screens need a terminal" in call(part).err


def test_the_code_may_be_typed_with_or_without_blanks(hand_in: Path) -> None:
    code = read_bundle(hand_in).code()
    for typed in (code, code.replace(" ", ""), code.replace(" ", "-")):
        assert (
            "The code on the paper is this file's." in good("verify", hand_in, "--code", typed).out
        )
    assert "on the paper" not in good("verify", hand_in).out


def test_a_slip_of_the_finger_is_told_from_another_files_code(
    hand_in: Path, province: demo.Demo
) -> None:
    code = read_bundle(hand_in).code()
    slip = ("1" if code[0] == "0" else "0") + code[1:]
    result = call("verify", hand_in, "--code", slip)
    assert result.code == 1
    assert "not typed correctly" in result.err
    other = next((province.path / demo.HAND_INS).glob("chi-lang*.zip"))
    result = call("verify", hand_in, "--code", read_bundle(other).code())
    assert result.code == 1
    assert "not this file's" in result.err


def test_a_damaged_hand_in_is_refused_with_exit_code_3(hand_in: Path) -> None:
    hand_in.write_bytes(hand_in.read_bytes()[:-30])
    result = call("verify", hand_in)
    assert result.code == 3
    assert hand_in.name in result.err
    shown = call("verify", hand_in, "--json")
    assert (shown.code, shown.json["ok"], shown.json["unit"]) == (3, False, None)
    assert shown.json["problems"]


def test_a_missing_file_is_a_wrong_call(tmp_path: Path) -> None:
    for words in (("verify", tmp_path / "no.zip"), ("merge", tmp_path / "r", tmp_path / "no.zip")):
        result = call(*words, "--json")
        assert result.code == 2
        assert "no.zip" in result.err
        assert not result.out
    assert list(tmp_path.iterdir()) == []


def test_merge_ranks_all_eleven_in_any_order(province: demo.Demo, tmp_path: Path) -> None:
    files = sorted((province.path / demo.HAND_INS).glob("*.zip"))
    forwards = good("merge", tmp_path / "a", *files, "--json").json
    backwards = good("merge", tmp_path / "b", *reversed(files), "--json").json
    assert forwards["ranking"] == backwards["ranking"]
    assert [line["rank"] for line in forwards["ranking"]] == list(range(1, 12))
    assert forwards["missing"] == []


def test_one_bad_file_does_not_affect_the_others_and_gives_exit_code_1(
    province: demo.Demo, tmp_path: Path
) -> None:
    files = sorted((province.path / demo.HAND_INS).glob("*.zip"))[:3]
    bad = tmp_path / "bad.zip"
    bad.write_bytes(files[0].read_bytes()[:2000])
    result = call("merge", tmp_path / "round", bad, *files)
    assert result.code == 1
    assert "bad.zip" in result.out
    assert "Received 3 of 11" in result.out


def test_merging_the_same_files_again_changes_nothing(province: demo.Demo, tmp_path: Path) -> None:
    files = sorted((province.path / demo.HAND_INS).glob("*.zip"))[:2]
    first = good("merge", tmp_path / "round", *files, "--json").json
    again = good("merge", tmp_path / "round", *files, "--json").json
    assert {one["outcome"] for one in again["landed"]} == {"same"}
    assert again["ranking"] == first["ranking"]


def test_real_and_practice_hand_ins_never_mix(
    hand_in: Path, province: demo.Demo, tmp_path: Path
) -> None:
    practice = next((province.path / demo.HAND_INS).glob("chi-lang*.zip"))
    mixed = call("merge", tmp_path / "round", hand_in, practice)
    assert mixed.code == 1
    assert "practice" in mixed.err
    told = call("merge", tmp_path / "round", hand_in, practice, "--purpose", "real", "--json")
    assert told.code == 1
    assert [one["outcome"] for one in told.json["landed"]] == ["new", "wrong-purpose"]


def test_a_pattern_that_the_shell_left_alone_is_spelled_out(
    province: demo.Demo, tmp_path: Path
) -> None:
    pattern = province.path / demo.HAND_INS / "c*.zip"
    landed = good("merge", tmp_path / "round", pattern, "--json").json["landed"]
    assert [one["unit"] for one in landed] == ["cao-loc", "chi-lang"]
    whole = good("merge", tmp_path / "whole", pattern.parent, "--json").json["landed"]
    assert [one["outcome"] for one in whole] == ["new"] * 11 + ["passed-over"]


def test_a_damaged_ledger_is_told_by_every_command_until_it_is_repaired(
    province: demo.Demo, tmp_path: Path
) -> None:
    vong = tmp_path / "vong"
    hand_ins = province.path / demo.HAND_INS
    good("merge", vong, hand_ins)
    (vong / "ledger.jsonl").write_bytes(b"")
    calls = {
        ("merge", vong, sorted(hand_ins.iterdir())[0]): 1,
        ("report", vong, "-o", tmp_path / "a.xlsx"): 0,
        ("repair", vong): 3,
    }
    for words, code in calls.items():
        told = call(*words)
        assert "The ledger is damaged" in told.err, words
        assert told.code == code, words
    good("repair", vong, "--restore")
    assert "ledger" not in good("report", vong, "-o", tmp_path / "b.xlsx").err
    assert "in order" in good("repair", vong).out


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        (("--purpose", "both"), "both"),
        (("--year", "x"), "x"),
        (("--rubric", "none"), "none"),
        (("--roster", "none"), "none"),
    ],
)
def test_merge_refuses_flags_that_name_nothing(
    hand_in: Path, tmp_path: Path, words: tuple[str, ...], quoted: str
) -> None:
    result = call("merge", tmp_path / "round", hand_in, *words)
    assert result.code == 2
    assert quoted in result.err
    assert not (tmp_path / "round").exists()


def test_a_round_keeps_its_year(hand_in: Path, tmp_path: Path) -> None:
    good("merge", tmp_path / "round", hand_in)
    assert call("merge", tmp_path / "round", hand_in, "--year", "2024").code == 2


def test_two_hand_ins_under_one_number_leave_the_unit_unranked(tmp_path: Path) -> None:
    for name, row in (("a", "2.3"), ("b", "5.2.1")):
        folder = begin(tmp_path / name)
        good("answer", folder, row, "--no-incidence")
        good("export", folder, "-o", tmp_path / f"{name}.zip")
    result = call("merge", tmp_path / "round", tmp_path / "a.zip", tmp_path / "b.zip", "--json")
    assert result.code == 1
    assert result.json["landed"][1]["outcome"] == "diverging"
    assert (result.json["ranking"], result.json["unranked"]) == ([], ["van-quan"])


def test_demo_without_a_terminal_prints_the_ranking_and_says_where_it_is(tmp_path: Path) -> None:
    result = good("demo", tmp_path / "d")
    assert "Received 10 of 11" in result.out
    assert "PRACTICE" in result.out
    assert str(tmp_path / "d") in result.err


def test_demo_never_overwrites_anything_else(begun: Path) -> None:
    before = sorted(begun.rglob("*"))
    for more in ((), ("--reset",)):
        assert call("demo", begun, *more).code == 2
    assert sorted(begun.rglob("*")) == before


def test_what_is_no_hand_in_in_a_folder_has_its_line_and_only_harmless_ones_are_no_fault(
    province: demo.Demo, tmp_path: Path
) -> None:
    come = tmp_path / "den"
    come.mkdir()
    shutil.copy(next((province.path / demo.HAND_INS).glob("*.zip")), come)
    for name in ("Thumbs.db", ".DS_Store", "~$bang.xlsx"):
        (come / name).write_bytes(b"x")
    said = good("merge", tmp_path / "ky", come, "--json").json["landed"]
    assert [one["outcome"] for one in said].count("passed-over") == 3
    (come / "van-quan.rar").write_bytes(b"Rar!")
    told = call("merge", tmp_path / "ky", come)
    assert told.code == 1
    assert "van-quan.rar: Passed over" in told.out


def test_an_empty_folder_is_said_to_be_empty_and_what_to_do(
    province: demo.Demo, tmp_path: Path
) -> None:
    hand_in = next((province.path / demo.HAND_INS).glob("*.zip"))
    good("merge", tmp_path / "ky", hand_in)
    (tmp_path / "trong").mkdir()
    told = call("merge", tmp_path / "ky", tmp_path / "trong")
    assert told.code == 1
    assert "no file to be read (.zip) in this folder" in told.out
    assert "Choose the folder" in told.out


def test_a_look_says_what_would_be_received_and_not_that_it_was(
    province: demo.Demo, tmp_path: Path
) -> None:
    hand_ins = sorted((province.path / demo.HAND_INS).glob("*.zip"))
    good("merge", tmp_path / "ky", hand_ins[0])
    looked = good("merge", tmp_path / "ky", *hand_ins[:3], "--look").out
    assert "To be received: 2, late: 0; there already: 1; not received: 0." in looked
    assert "3 of 11 units would be received" in looked
    assert "Received" not in looked
