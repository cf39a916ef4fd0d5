"""Results received and replied to from the shell: a whole exchange between unit and province."""

from pathlib import Path
from typing import Any

import pytest

from cli.shell import UNIT, call, good


def returned(ky: Path, place: Path) -> Path:
    """Let the province send the unit its result, settled or not."""
    words = ("round", "return", ky, "--unit", UNIT, "--anyway", "-o", place, "--json")
    return Path(good(*words).json["returns"][0]["file"])


def board(ky: Path) -> Any:
    units = good("round", "status", ky, "--json").json["units"]
    return next(one for one in units if one["unit"] == UNIT)["reply"]


@pytest.fixture
def ky(begun: Path, tmp_path: Path) -> Path:
    """A round with one hand-in, of which one row was adjusted and one asked about."""
    good("answer", begun, "3.4.1", "part=99", "whole=100")
    good("answer", begun, "1.5", "count=2")
    good("export", begun, "-o", tmp_path / "1.zip")
    good("merge", tmp_path / "ky", tmp_path / "1.zip")
    appraise = ("round", "appraise", tmp_path / "ky", UNIT)
    good(*appraise, "3.4.1", "adjust", "--points", "1", "--why", "Theo Cổng DVC")
    good(*appraise, "1.5", "ask", "--why", "Sáng kiến nào?")
    return tmp_path / "ky"


def test_a_result_is_received_replied_to_and_the_board_follows(
    begun: Path, ky: Path, tmp_path: Path
) -> None:
    file = returned(ky, tmp_path)
    assert board(ky) == "waiting"
    good("receive", begun, file)
    assert "2 of 2 criteria are still to be replied to" in good("reply", begun).out
    good("reply", begun, "3.4.1", "agree")
    told = good("export", begun, "-o", tmp_path / "2.zip").err
    assert "1 criteria of the appraisal result are not replied to" in told
    assert "not explained" in told
    good("merge", ky, tmp_path / "2.zip")
    assert board(ky) == "partly"
    good("reply", begun, "1.5", "disagree", "--why", "QĐ 12 ngày 05/12/2023")
    good("export", begun, "-o", tmp_path / "3.zip")
    good("merge", ky, tmp_path / "3.zip")
    assert board(ky) == "replied"


def test_a_hand_in_that_answers_an_older_result_does_not_count_as_a_reply_to_the_newer(
    begun: Path, ky: Path, tmp_path: Path
) -> None:
    good("receive", begun, returned(ky, tmp_path))
    good("reply", begun, "3.4.1", "agree")
    good("reply", begun, "1.5", "agree", "--why", "QĐ 12")
    good("round", "appraise", ky, UNIT, "3.4.1", "adjust", "--points", "2", "--why", "Xem lại")
    newer = returned(ky, tmp_path)
    good("export", begun, "-o", tmp_path / "2.zip")
    good("merge", ky, tmp_path / "2.zip")
    assert board(ky) == "waiting"
    assert "reply to them again: 3.4.1" in " ".join(good("receive", begun, newer).out.split())
    good("export", begun, "-o", tmp_path / "3.zip")
    good("merge", ky, tmp_path / "3.zip")
    assert board(ky) == "partly"
    good("reply", begun, "3.4.1", "agree")
    good("export", begun, "-o", tmp_path / "4.zip")
    good("merge", ky, tmp_path / "4.zip")
    assert board(ky) == "replied"


def test_what_is_changed_outside_what_was_sent_back_is_told_at_once(
    begun: Path, ky: Path, tmp_path: Path
) -> None:
    good("receive", begun, returned(ky, tmp_path))
    good("reply", begun, "3.4.1", "agree")
    good("answer", begun, "6.1", "part=1", "whole=2")
    told = good("export", begun, "-o", tmp_path / "2.zip").err
    assert "the second appraisal does not count this: 6.1." in " ".join(told.split())


def test_going_back_tells_no_change_of_what_was_received_and_replied_since(
    begun: Path, ky: Path, tmp_path: Path
) -> None:
    good("receive", begun, returned(ky, tmp_path))
    good("reply", begun, "3.4.1", "disagree", "--why", "QĐ 12")
    saves = good("history", begun, "--json").json["saves"]
    told = good("restore", begun, str(saves[-1]["save"])).out
    assert "QĐ 12" not in told and "no. 1" not in told
    assert "QĐ 12" in good("reply", begun).out


def test_looking_receives_nothing(begun: Path, ky: Path, tmp_path: Path) -> None:
    seen = good("receive", begun, returned(ky, tmp_path), "--look", "--json").json
    assert (seen["outcome"], seen["received"]) == ("new", False)
    assert call("reply", begun).code == 2


def test_a_result_of_another_folder_is_refused_with_what_to_do(ky: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "moi"
    good("new", fresh, "--rubric", "lang-son-huyen-2023", "--unit", UNIT)
    file = returned(ky, tmp_path)
    called = call("receive", fresh, file)
    assert called.code == 1
    assert file.name in called.err
    assert "Open the folder from which that file was exported." in called.err
    assert call("receive", fresh, file, "--json").json["outcome"] == "not-handed-in"
    assert not (fresh / "returned").exists()


def test_a_torn_file_is_damaged_and_a_hand_in_is_no_result(
    begun: Path, ky: Path, tmp_path: Path
) -> None:
    file = returned(ky, tmp_path)
    file.write_bytes(file.read_bytes()[:-30])
    assert call("receive", begun, file).code == 3
    assert call("receive", begun, tmp_path / "1.zip").code == 1


@pytest.mark.parametrize(
    "words",
    [
        ("9.9", "agree"),
        ("1.1.1", "agree"),
        ("3.4.1",),
        ("3.4.1", "disagree"),
        ("1.5", "agree"),
        ("3.4.1", "agree", "--take-back"),
        ("3.4.1", "--take-back", "--why", "Nhầm"),
        ("--take-back",),
        ("3.4.1", "maybe"),
    ],
)
def test_what_is_no_reply_is_refused_and_changes_nothing(
    begun: Path, ky: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    good("receive", begun, returned(ky, tmp_path))
    before = (begun / "assessment.toml").read_bytes()
    assert call("reply", begun, *words).code == 2
    assert (begun / "assessment.toml").read_bytes() == before


def test_a_reply_is_taken_back(begun: Path, ky: Path, tmp_path: Path) -> None:
    good("receive", begun, returned(ky, tmp_path))
    good("reply", begun, "3.4.1", "agree")
    assert good("reply", begun, "3.4.1", "--take-back", "--json").json["left"] == ["1.5", "3.4.1"]


def test_the_history_tells_what_was_replied(begun: Path, ky: Path, tmp_path: Path) -> None:
    good("receive", begun, returned(ky, tmp_path))
    good("reply", begun, "3.4.1", "disagree", "--why", "Đã nộp")
    shown = good("changes", begun).out
    assert "reply to the appraisal" in shown
    assert "disagrees: Đã nộp" in shown
    assert "appraisal result: – → no. 1" in shown
