"""A round from the shell: made, its dates, who is in, decided, accepted at once, taken back."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from cli.shell import RUBRIC, call, good
from parself import demo
from parself.assessment import store
from parself.files import journal
from parself.province.round import open_round
from parself.submission.intake import read_bundle
from parself.values import evolve
from submission.samples import build

ROSTER = "lang-son-11-huyen"


@pytest.fixture
def ky(province: demo.Demo, tmp_path: Path) -> Path:
    """Return a test's own copy of the demo's round, with all hand-ins landed."""
    return Path(shutil.copytree(province.path / demo.ROUND, tmp_path / "ky"))


def line(ky: Path, unit: str) -> dict[str, Any]:
    units = good("round", "status", ky, "--json").json["units"]
    found: dict[str, Any] = next(one for one in units if one["unit"] == unit)
    return found


def test_a_round_is_made_before_anything_has_come(tmp_path: Path) -> None:
    ky = tmp_path / "ky"
    good("round", "new", ky, "--rubric", RUBRIC, "--roster", ROSTER, "--hand-in", "2024-01-15")
    told = good("round", "status", ky, "--json").json
    assert [one["received"] for one in told["units"]] == [False] * 11
    assert {one["last_day"] for one in told["units"]} == {"2024-01-15"}
    assert told["provisional"]
    refused = call("round", "new", ky, "--rubric", RUBRIC)
    assert refused.code == 2


def test_dates_in_the_wrong_order_make_no_round(tmp_path: Path) -> None:
    ky = tmp_path / "ky"
    days = ("--hand-in", "2024-01-15", "--replies", "2024-01-10")
    refused = call("round", "new", ky, "--rubric", RUBRIC, *days)
    assert refused.code == 2
    assert "wrong order" in refused.err
    assert not ky.exists()


def test_a_unit_with_an_extension_is_late_later_than_the_others(ky: Path) -> None:
    good("round", "dates", ky, "--hand-in", "2024-01-05", "--why", "Kế hoạch 3")
    assert line(ky, "cao-loc")["late"]
    good("round", "extend", ky, "cao-loc", "2099-01-01", "--why", "Mưa lũ", "--document", "12/UBND")
    assert not line(ky, "cao-loc")["late"]
    assert line(ky, "van-lang")["late"]
    early = call("round", "extend", ky, "cao-loc", "2024-01-01", "--why", "?")
    assert early.code == 2


def test_the_board_says_who_is_in_and_how_far_the_appraisal_is(ky: Path) -> None:
    before = line(ky, "cao-loc")
    assert before["received"]
    assert (before["accepted"], before["adjusted"]) == (0, 0)
    good("round", "appraise", ky, "cao-loc", "3.4.1", "accept")
    good("round", "appraise", ky, "cao-loc", "1.1.1", "adjust", "--points", "0.1", "--why", "Muộn")
    after = line(ky, "cao-loc")
    assert (after["accepted"], after["adjusted"]) == (1, 1)
    text = good("round", "status", ky).out
    assert "Cao Lộc" in text
    assert "NOT PUBLISHED" in text


def test_what_is_not_possible_is_refused_and_changes_nothing(ky: Path) -> None:
    before = good("round", "status", ky, "--json").out
    for words in (
        ("cao-loc", "3.4.1", "adjust", "--points", "99", "--why", "x"),
        ("cao-loc", "3.4.1", "adjust", "--points", "0.1"),
        ("cao-loc", "3.4.1", "ask"),
        ("cao-loc", "9.9", "accept"),
        ("khong-co", "3.4.1", "accept"),
        ("cao-loc", "3.4.1", "approve"),
    ):
        assert call("round", "appraise", ky, *words).code == 2
    assert good("round", "status", ky, "--json").out == before


def test_many_are_accepted_after_a_look_and_taken_back_in_one_go(ky: Path) -> None:
    looked = good("round", "accept", ky, "--unit", "cao-loc", "--look", "--json").json
    assert line(ky, "cao-loc")["accepted"] == 0
    done = good("round", "accept", ky, "--unit", "cao-loc", "--json").json
    assert done == looked
    assert line(ky, "cao-loc")["accepted"] == len(done["accepted"]) > 0
    assert {one["reason"] for one in done["skipped"]} <= {"unproved", "no-points"}
    assert f"taken back: {len(done['accepted'])}" in good("round", "take-back", ky).out
    assert line(ky, "cao-loc")["accepted"] == 0
    assert call("round", "take-back", ky).code == 2


def test_a_way_is_cited_and_a_change_of_it_asks_for_another_look(ky: Path) -> None:
    good("round", "way", ky, "3.4.1", "--case", "Gửi muộn", "--points", "0.5", "--why", "HD 5")
    good("round", "appraise", ky, "cao-loc", "3.4.1", "adjust", "--way", "1")
    assert line(ky, "cao-loc")["adjusted"] == 1
    told = call("round", "appraise", ky, "cao-loc", "3.4.1", "adjust", "--way", "7").err
    assert "number 7" in told and "1. Gửi muộn" in told and "between" not in told
    told = call("round", "appraise", ky, "cao-loc", "3.4.2", "adjust", "--way", "7").err
    assert "No way of scoring is agreed here" in told
    changed = ("round", "way", ky, "3.4.1", "--number", "1", "--case", "Gửi muộn")
    assert "Say why" in call(*changed, "--points", "0.25").err
    good(*changed, "--points", "0.25", "--why", "Họp 12/02")
    assert line(ky, "cao-loc")["to_review"] == 1
    assert call("round", "way", ky, "3.4.1", "--case", "x", "--points", "99").code == 2


def test_a_remark_is_internal_unless_it_is_for_the_unit(ky: Path) -> None:
    good("round", "remark", ky, "cao-loc", "3.4.1", "Đối chiếu với Cổng DVC")
    said = good("round", "remark", ky, "cao-loc", "3.4.1", "Bổ sung biên bản", "--for-unit").out
    assert "internal: Đối chiếu với Cổng DVC" in said
    assert "for the unit: Bổ sung biên bản" in said


def test_a_remark_is_taken_away_or_put_otherwise_by_its_number(ky: Path) -> None:
    remark = ("round", "remark", ky, "cao-loc", "3.4.1")
    assert "1. for the unit: Như xã An Lạc" in good(*remark, "Như xã An Lạc", "--for-unit").out
    said = good(*remark, "Bổ sung biên bản", "--withdraw", "1").out
    assert "1. for the unit: Bổ sung biên bản" in said and "An Lạc" not in said
    wrong = call(*remark, "--withdraw", "2")
    assert wrong.code == 2 and "1. Bổ sung biên bản" in wrong.err
    assert good(*remark, "--withdraw", "1", "--json").json["remarks"] == []
    assert call(*remark).code == 2


def test_landing_can_be_looked_at_first_and_keeps_nothing(
    province: demo.Demo, tmp_path: Path
) -> None:
    ky = tmp_path / "ky"
    good("round", "new", ky, "--rubric", RUBRIC, "--roster", ROSTER, "--practice")
    before = {path: path.read_bytes() for path in ky.rglob("*") if path.is_file()}
    looked = good("merge", ky, province.path / demo.HAND_INS, "--look", "--json").json
    assert {path: path.read_bytes() for path in ky.rglob("*") if path.is_file()} == before
    done = good("merge", ky, province.path / demo.HAND_INS, "--json").json
    assert done == looked


def test_the_letters_date_decides_whether_a_hand_in_is_late(
    province: demo.Demo, tmp_path: Path
) -> None:
    ky = tmp_path / "ky"
    days = ("--hand-in", "2024-01-15")
    good("round", "new", ky, "--rubric", RUBRIC, "--roster", ROSTER, "--practice", *days)
    hand_ins = sorted((province.path / demo.HAND_INS).glob("*.zip"))
    good("merge", ky, hand_ins[0], "--arrived", "2024-01-20", "--letter", "2024-01-14")
    good("merge", ky, hand_ins[1], "--arrived", "2024-01-20")
    units = good("round", "status", ky, "--json").json["units"]
    late = {one["unit"]: one["late"] for one in units if one["received"]}
    codes = [path.name.partition("-2023")[0] for path in hand_ins[:2]]
    assert [late[code] for code in codes] == [False, True]


def test_years_and_days_that_do_not_fit_are_asked_about_and_done(
    province: demo.Demo, tmp_path: Path
) -> None:
    words = (tmp_path / "ky", "--rubric", RUBRIC, "--roster", ROSTER, "--practice")
    assert "is that meant" in good("round", "new", *words, "--year", "2022").err
    assert "is that meant" not in good("round", "new", tmp_path / "dung", *words[1:]).err
    hand_in = min((province.path / demo.HAND_INS).glob("*.zip"))
    days = ("--arrived", "2024-01-14", "--letter")
    looked = good("merge", tmp_path / "dung", hand_in, *days, "2024-01-16", "--look")
    assert "check both days" in looked.err
    assert (
        "check both days" not in good("merge", tmp_path / "dung", hand_in, *days, "2024-01-14").err
    )


def test_a_landing_is_taken_back_from_the_shell(province: demo.Demo, tmp_path: Path) -> None:
    hand_ins = sorted((province.path / demo.HAND_INS).glob("*.zip"))
    good("merge", tmp_path / "ky", *hand_ins[:2])
    good("merge", tmp_path / "ky", hand_ins[2])
    units = good("round", "status", tmp_path / "ky", "--json").json["units"]
    assert sum(one["received"] for one in units) == 3
    for words in (("--look",), ()):
        assert "1 hand-ins (" in good("round", "undo", tmp_path / "ky", *words).out
    units = good("round", "status", tmp_path / "ky", "--json").json["units"]
    assert sum(one["received"] for one in units) == 2


def test_a_hand_in_may_be_chosen_by_number_or_digest_with_a_reason(ky: Path) -> None:
    (only,) = line(ky, "cao-loc")["hand_ins"]
    for name in ("1", only["digest"][:8]):
        said = good("round", "choose", ky, "cao-loc", name, "--why", "Bản đã ký").out
        assert "Bản đã ký" in said
    assert call("round", "choose", ky, "cao-loc", "zzzz", "--why", "x").code == 2


def test_an_automatic_remark_is_adopted_in_own_words_and_offered_no_more(tmp_path: Path) -> None:
    folder = demo.prepare(tmp_path / "d").round.path
    key = "reference:Cổng dịch vụ công tỉnh:whole"
    words = ("round", "remark", folder, "chi-lang", "3.4.1", "Cổng có thêm 214 hồ sơ", "--adopt")
    wrong = call(*words, "khong-co")
    assert wrong.code == 2
    assert key in wrong.err
    assert "Cổng có thêm 214 hồ sơ" in good(*words, key).out
    again = call(*words, key)
    assert again.code == 2


def test_a_code_that_was_typed_is_kept_with_the_hand_in_and_a_wrong_one_in_the_ledger(
    ky: Path,
) -> None:
    (only,) = open_round(ky).units["cao-loc"].received
    (other,) = open_round(ky).units["chi-lang"].received
    right, wrong = (read_bundle(ky / one.file).code() for one in (only, other))
    assert call("round", "code", ky, "cao-loc", wrong).code == 1
    assert line(ky, "cao-loc")["hand_ins"][0]["code"] is None
    good("round", "code", ky, "cao-loc", right)
    assert line(ky, "cao-loc")["hand_ins"][0]["code"] == right
    told = [one for one in journal.read(ky / "ledger.jsonl").lines.values() if "code" in one]
    assert [(one["code"], one["result"]) for one in told] == [
        (wrong, "other-file"),
        (right, "match"),
    ]


def test_of_two_hand_ins_under_one_number_each_is_shown_with_what_chooses_it(
    ky: Path, province: demo.Demo, tmp_path: Path
) -> None:
    folder = store.load(province.open_folder.parent / "cao-loc")
    answer = evolve(folder.assessment.answers["3.4.1"], explanation="Số khác")
    changed = evolve(folder, assessment=folder.assessment.with_answer("3.4.1", answer))
    (tmp_path / "khac.zip").write_bytes(build(changed, sequence=1))
    call("merge", ky, tmp_path / "khac.zip", "--arrived", "2024-03-01")
    choices = line(ky, "cao-loc")["choices"]
    digests = {one["digest"][:8] for one in line(ky, "cao-loc")["hand_ins"]}
    assert {one["name"] for one in choices} == digests
    told = good("round", "status", ky).out
    assert all(name in told for name in digests)
    assert f"parself round choose {ky} cao-loc" in told
    good("round", "choose", ky, "cao-loc", "2024-03-01", "--why", "Bản đã ký")
    assert line(ky, "cao-loc")["choices"] == []
    assert f"parself round choose {ky} cao-loc" not in good("round", "status", ky).out


def test_what_a_long_list_leaves_out_is_counted_with_the_option_that_names_it(ky: Path) -> None:
    short = good("round", "accept", ky, "--look").out
    whole = good("round", "accept", ky, "--look", "--all").out
    (left,) = set(re.findall(r"… \+(\d+)\s+\(--all\)", short)[:1])
    assert int(left) > 0
    assert "… +" not in whole
    assert len(whole) > len(short)
