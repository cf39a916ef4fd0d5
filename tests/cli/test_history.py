"""parself history, restore, changes, lock, unlock: going back and signing from the shell."""

import shutil
from pathlib import Path

import pytest

from cli.shell import begun, call, good

SIGNER = ("--name", "Nguyễn Văn A", "--title", "Chủ tịch", "--place", "Văn Quan")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = begun(tmp_path / "van-quan")
    for count in ("0", "1", "2"):
        good("answer", path, "1.2.2", f"count={count}")
    return path


def answered(folder: Path) -> str:
    return str(good("explain", folder, "1.2.2", "--json").json["values"]["count"])


def saves(folder: Path) -> list[int]:
    return [save["save"] for save in good("history", folder, "--json").json["saves"]]


def test_going_back_makes_a_new_save_and_destroys_none(folder: Path) -> None:
    (before,) = saves(folder)
    shown = good("restore", folder, str(before)).out
    assert "1.2.2" in shown
    assert answered(folder) == "1"
    # Of one minute the last save is kept: the one that was left.
    (left,) = saves(folder)
    assert left > before
    good("restore", folder, str(left))
    assert answered(folder) == "2"


def test_a_save_that_is_not_there_is_refused_with_those_that_are(folder: Path) -> None:
    refused = call("restore", folder, "99")
    assert refused.code == 2
    assert "Known are: " in refused.err


def test_a_damaged_save_is_listed_and_not_restored(folder: Path) -> None:
    newest = max((folder / "backups").glob("2*.toml"))
    newest.write_bytes(newest.read_bytes()[:-1])
    listed = good("history", folder, "--json").json["saves"]
    assert listed[0]["damaged"] is True
    assert "damaged" in good("history", folder).out
    refused = call("restore", folder, str(listed[0]["save"]))
    assert refused.code == 1
    assert answered(folder) == "2"


def test_what_changed_since_the_hand_in_is_told_row_by_row(folder: Path, tmp_path: Path) -> None:
    assert call("changes", folder).code == 1
    good("export", folder, "-o", tmp_path / "1.zip")
    assert good("changes", folder, "--json").json["items"] == []
    good("answer", folder, "1.2.2", "count=0")
    found = good("changes", folder, "--json").json
    assert [item["item"] for item in found["items"]] == ["1.2.2"]
    assert found["claimed"] == {"before": "0.25", "after": "0.75"}
    again = good("export", folder, "-o", tmp_path / "2.zip")
    assert "replaces number 1" in again.err
    assert "1 rows changed, claimed points 0,25 → 0,75" in again.err
    assert "Changed: 1.2.2." in again.err
    assert good("verify", tmp_path / "2.zip", "--json").json["sequence"] == 2


def test_working_on_in_an_unpacked_hand_in_goes_on_in_its_number(
    folder: Path, tmp_path: Path
) -> None:
    good("export", folder, "-o", tmp_path / "1.zip")
    good("answer", folder, "1.2.2", "count=0")
    good("export", folder, "-o", tmp_path / "2.zip")
    shutil.unpack_archive(tmp_path / "2.zip", tmp_path / "mo")
    (top,) = (tmp_path / "mo").iterdir()
    assert good("status", top / "data", "--json").json["hand_in"] == 2
    good("export", top / "data", "-o", tmp_path / "lai.zip")
    assert (tmp_path / "lai.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()
    good("answer", top / "data", "1.2.2", "count=1")
    good("export", top / "data", "-o", tmp_path / "3.zip")
    assert good("verify", tmp_path / "3.zip", "--json").json["sequence"] == 3


def test_a_number_beside_another_assessment_is_not_gone_on_from(
    folder: Path, tmp_path: Path
) -> None:
    good("export", folder, "-o", tmp_path / "1.zip")
    shutil.unpack_archive(tmp_path / "1.zip", tmp_path / "mo")
    (top,) = (tmp_path / "mo").iterdir()
    shutil.rmtree(top / "data")
    begun(top / "data", "chi-lang")
    assert good("status", top / "data", "--json").json["hand_in"] is None


def test_what_is_locked_cannot_be_changed_until_it_is_unlocked(folder: Path) -> None:
    good("lock", folder, *SIGNER, "--date", "2023-12-15")
    for words in (
        ("answer", folder, "1.2.2", "count=0"),
        ("restore", folder, str(saves(folder)[0])),
        ("evidence", "add", folder, "--title", "Sổ"),
        ("lock", folder, *SIGNER),
    ):
        refused = call(*words)
        assert refused.code == 2
        assert "locked for signature" in refused.err
    assert answered(folder) == "2"
    status = good("status", folder, "--json").json
    assert status["locked"] is True
    assert status["sign_off"] == {
        "name": "Nguyễn Văn A", "title": "Chủ tịch", "place": "Văn Quan", "signed": "2023-12-15",
    }  # fmt: skip


def test_the_sign_off_travels_and_stands_until_something_is_changed(
    folder: Path, tmp_path: Path
) -> None:
    good("lock", folder, *SIGNER)
    good("export", folder, "-o", tmp_path / "1.zip")
    travelled = good("verify", tmp_path / "1.zip", "--json").json["sign_off"]
    assert travelled["name"] == "Nguyễn Văn A"
    good("unlock", folder)
    assert good("status", folder, "--json").json["sign_off"] == travelled
    good("answer", folder, "1.2.2", "count=0")
    assert good("status", folder, "--json").json["sign_off"] is None
    assert call("unlock", folder).code == 2


def test_a_save_kept_for_an_export_is_listed_once(folder: Path, tmp_path: Path) -> None:
    good("export", folder, "-o", tmp_path / "1.zip")
    good("answer", folder, "1.2.2", "count=0")
    listed = good("history", folder, "--json").json["saves"]
    numbers = [save["save"] for save in listed]
    assert len(numbers) == len(set(numbers))
    assert [save["occasion"] for save in listed].count("export") == 1
