"""parself task: the remedial plan, which stays with the unit."""

from decimal import Decimal
from pathlib import Path

import pytest

from cli.shell import begun, call, good


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = begun(tmp_path / "van-quan")
    good("answer", path, "1.2.2", "count=1")
    return path


def test_a_task_is_written_bit_by_bit_listed_and_taken_off(folder: Path) -> None:
    good("task", "set", folder, "1.2.2", "--cause", "subjective", "--reason", "Gửi chậm")
    good("task", "set", folder, "1.2.2", "--work", "Nhắc hạn", "--due", "2024-03-31")
    (task,) = good("task", "list", folder, "--json").json["tasks"]
    assert (task["item"], task["cause"], task["reason"]) == ("1.2.2", "subjective", "Gửi chậm")
    assert (task["work"], task["due"]) == ("Nhắc hạn", "2024-03-31")
    shown = good("task", "list", folder).out
    assert "Subjective – Gửi chậm" in shown
    good("task", "remove", folder, "1.2.2")
    assert good("task", "list", folder, "--json").json["tasks"] == []
    assert call("task", "remove", folder, "1.2.2").code == 2
    assert call("task", "set", folder, "9.9").code == 2


def test_the_plan_on_paper_holds_it(folder: Path) -> None:
    good("task", "set", folder, "1.2.2", "--work", "Nhắc hạn", "--lead", "Phòng Nội vụ")
    shown = " ".join(good("report", folder, "--report", "plan").out.split())
    assert "Nhắc hạn" in shown


def test_a_task_for_a_row_that_lost_nothing_is_on_the_paper_too(folder: Path) -> None:
    good("answer", folder, "3.4.1", "part=10", "whole=10")
    good("task", "set", folder, "3.4.1", "--work", "Giữ kết quả")
    shown = " ".join(good("report", folder, "--report", "plan").out.split())
    assert "Giữ kết quả" in shown


def test_it_is_never_handed_in_and_leaves_the_sign_off_alone(folder: Path, tmp_path: Path) -> None:
    signer = ("--name", "A", "--title", "Chủ tịch", "--place", "Văn Quan")
    good("lock", folder, *signer)
    good("unlock", folder)
    good("export", folder, "-o", tmp_path / "1.zip")
    good("task", "set", folder, "1.2.2", "--work", "Nhắc hạn")
    assert good("status", folder, "--json").json["sign_off"]["name"] == "A"
    good("export", folder, "-o", tmp_path / "2.zip")
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()


def test_without_a_target_plan_lists_the_gaps(folder: Path) -> None:
    (gap,) = good("plan", folder, "--json").json["gaps"]
    assert (gap["item"], gap["lost"]) == ("1.2.2", "0.25")
    assert "1.2.2" in good("plan", folder).out


def test_without_a_target_plan_tells_the_open_rows_as_what_can_be_won_first(
    tmp_path: Path,
) -> None:
    folder = begun(tmp_path / "van-quan")
    found = good("plan", folder, "--json").json
    assert found["gaps"] == []
    gains = [Decimal(one["gain"]) for one in found["open"]]
    assert gains == sorted(gains, reverse=True)
    assert {one["step"] for one in found["open"]} == {"answer it; all points"}
    assert "6.1" in [one["item"] for one in found["open"]]
    good("answer", folder, "6.1", "part=100", "whole=100")
    assert "6.1" not in [one["item"] for one in good("plan", folder, "--json").json["open"]]
    told = good("plan", folder).out
    assert "Rows not answered yet: what can be won first" in told
    assert "6.2.1" in told
