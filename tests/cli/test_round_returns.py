"""Results sent back from the shell, and who is reminded."""

from pathlib import Path

import pytest

from cli.shell import call, good
from parself import demo
from parself.returns.file import read_return

UNIT = "chi-lang"


@pytest.fixture
def ky(province: demo.Demo, tmp_path: Path) -> Path:
    """A round that two of eleven units have handed in to, a row of one asked about."""
    ky = tmp_path / "ky"
    days = ("--hand-in", "2024-01-15", "--replies", "2024-02-25")
    roster = ("--rubric", "lang-son-huyen-2023", "--roster", "lang-son-11-huyen")
    good("round", "new", ky, *roster, "--practice", *days)
    for unit in (UNIT, "cao-loc"):
        (file,) = (province.path / demo.HAND_INS).glob(f"{unit}-*.zip")
        good("merge", ky, file, "--arrived", "2024-01-10")
    good("round", "appraise", ky, UNIT, "3.4.3", "ask", "--why", "Đã xin lỗi bao nhiêu hồ sơ?")
    good("round", "remark", ky, UNIT, "3.4.1", "Hỏi lại")
    return ky


def test_looking_writes_nothing_and_says_what_stays(ky: Path, tmp_path: Path) -> None:
    before = sorted(path.name for path in ky.iterdir())
    out = good("round", "return", ky, "--look", "--unit", UNIT).out
    assert "internal remarks: 1" in out
    assert "index, place and class: not published yet" in out
    assert sorted(path.name for path in ky.iterdir()) == before
    assert not (tmp_path / "ket-qua").exists()


def test_units_that_are_not_concluded_are_kept_back_and_the_exit_code_says_so(
    ky: Path, tmp_path: Path
) -> None:
    called = call("round", "return", ky, "-o", tmp_path / "kq", "--json")
    assert called.code == 1
    assert called.json["returns"] == []
    assert UNIT in called.json["kept_back"]
    assert len(called.json["without_hand_in"]) == 9


def test_a_result_and_its_letter_are_written_and_the_board_says_so(
    ky: Path, tmp_path: Path
) -> None:
    words = ("round", "return", ky, "--unit", UNIT, "--anyway", "-o", tmp_path / "kq")
    (one,) = good(*words, "--letter", "docx", "--json").json["returns"]
    assert read_return(Path(one["file"])).value.number == one["sequence"] == 1
    assert [path.suffix for path in sorted((tmp_path / "kq").iterdir())] == [".docx", ".zip"]
    units = good("round", "status", ky, "--json").json["units"]
    (line,) = [each for each in units if each["unit"] == UNIT]
    assert (line["returned"], line["reply"]) == (1, "waiting")
    assert "Results sent: 1; awaiting explanation: 1" in good("round", "status", ky).out


def test_a_letter_that_was_worked_on_is_left_as_it_is(ky: Path, tmp_path: Path) -> None:
    words = ("round", "return", ky, "--unit", UNIT, "--anyway", "-o", tmp_path / "kq")
    (letter,) = good(*words, "--letter", "docx", "--json").json["letters"]
    Path(letter).write_text("đã sửa", encoding="utf-8")
    good(*words, "--letter", "docx")
    assert Path(letter).read_text(encoding="utf-8") == "đã sửa"


def test_who_has_not_handed_in_or_not_replied_is_reminded(ky: Path, tmp_path: Path) -> None:
    good("round", "return", ky, "--unit", UNIT, "--anyway", "-o", tmp_path / "kq")
    found = good("round", "reminders", ky, "--json").json["reminders"]
    awaited = {one["unit"]: one["awaited"] for one in found}
    assert (awaited[UNIT], awaited["dinh-lap"]) == ("reply", "hand-in")
    assert "cao-loc" not in awaited
    assert all(one["late"] and one["days"] > 0 for one in found)


def test_no_letter_is_written_to_a_unit_of_which_nothing_is_awaited(
    ky: Path, tmp_path: Path
) -> None:
    path = tmp_path / "don-doc.docx"
    called = good("round", "reminders", ky, "--unit", "cao-loc", "-o", path)
    assert "Nothing is waited for" in called.err
    assert not path.exists()
    assert call("round", "reminders", ky, "--unit", "khong-co").code == 2


@pytest.mark.parametrize("form", ["docx", "html", "xlsx"])
def test_reminders_are_written_in_every_form(form: str, ky: Path, tmp_path: Path) -> None:
    path = tmp_path / f"don-doc.{form}"
    good("round", "reminders", ky, "-o", path)
    assert path.stat().st_size > 1000
    assert call("round", "reminders", ky, "-o", path).code == 2
    good("round", "reminders", ky, "--unit", "dinh-lap", "-o", path, "--replace")
    if form == "html":
        assert "Đình Lập" in path.read_text("utf-8")
        assert "Chi Lăng" not in path.read_text("utf-8")
