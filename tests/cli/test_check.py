"""parself check: findings as text and JSON, reasons given and taken back, exit codes."""

from pathlib import Path

import pytest

from cli.shell import begun, call, good


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = begun(tmp_path / "van-quan")
    good("answer", path, "3.4.1", "part=98", "whole=100")
    return path


def test_findings_are_listed_with_their_keys_and_exit_1(folder: Path) -> None:
    found = call("check", folder)
    assert found.code == 1
    assert "[unbacked:3.4.1]" in found.out


def test_a_contradiction_speaks_in_the_rubrics_words(folder: Path) -> None:
    good("answer", folder, "1.2.1", "count=3")
    good("answer", folder, "1.2.2", "count=2")
    found = call("check", folder)
    assert "[contradiction:4]" in found.out
    assert "(5) lớn hơn 4 báo cáo" in found.out


def test_a_reason_lets_it_be_and_travels_until_it_is_taken_back(folder: Path) -> None:
    good("check", folder, "--waive", "unbacked:3.4.1", "--reason", "Lưu tại đơn vị")
    listed = good("check", folder, "--json").json
    assert listed["standing"] == 0
    (one,) = listed["findings"]
    assert one == {
        "key": "unbacked:3.4.1",
        "kind": "unbacked",
        "severity": "warning",
        "rows": ["3.4.1"],
        "message": one["message"],
        "todo": one["todo"],
        "waived": "Lưu tại đơn vị",
    }
    target = folder.parent / "x.zip"
    good("export", folder, "-o", target)
    assert good("verify", target, "--json").json["findings"] == [one]
    assert "1 left with a reason" in good("verify", target).out
    assert call("check", folder, "--unwaive", "unbacked:3.4.1").code == 1


def test_an_explanation_mends_it(folder: Path) -> None:
    good("answer", folder, "3.4.1", "--explanation", "Theo hệ thống một cửa.")
    assert good("check", folder).out.strip() == "Nothing to mend."


@pytest.mark.parametrize(
    "words",
    [
        ("--waive", "unbacked:3.4.1"),
        ("--reason", "vì"),
        ("--waive", "unbacked:3.4.1", "--unwaive", "unbacked:3.4.1"),
        ("--waive", "unbacked:9.9", "--reason", "vì"),
        ("--waive", "unbacked:3.4.1", "--reason", " "),
    ],
)
def test_what_cannot_be_meant_is_refused_and_changes_nothing(
    folder: Path, words: tuple[str, ...]
) -> None:
    before = (folder / "assessment.toml").read_bytes()
    assert call("check", folder, *words).code == 2
    assert (folder / "assessment.toml").read_bytes() == before
