"""Parts in the shell: listed, given out, joined with choices, taken back, told."""

import shutil
import zipfile
from pathlib import Path

import pytest

from cli.forms import filled_in
from cli.shell import UNIT, call, good
from cli.shell import begun as begin
from parself import files
from parself.assessment import store
from parself.errors import Problem, say


@pytest.fixture
def part(begun: Path) -> Path:
    """The part of tc-kh in its own folder, with two rows filled in."""
    path = Path(
        good("part", "split", begun, "--department", "tc-kh", "--json").json["given"][0]["file"]
    )
    good("answer", path, "6.1", "part=96", "whole=100")
    good("answer", path, "6.2.1", "part=9", "whole=9")
    return path


def value(folder: Path, row: str) -> object:
    values = good("explain", folder, row, "--json").json["values"]
    return values.get("part")


def test_without_a_department_they_are_listed(begun: Path) -> None:
    lines = good("part", "split", begun).out.splitlines()
    assert [line.split()[:2] for line in lines[1:3]] == [["noi-vu", "29"], ["vp-hdnd-ubnd", "18"]]


def test_all_departments_get_their_parts_at_once(begun: Path, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    good("part", "split", begun, "--all", "--xlsx", "-o", tmp_path / "usb")
    assert len(list((tmp_path / "usb").glob("*.xlsx"))) == 7
    again = call("part", "split", begun, "--all", "--xlsx", "-o", tmp_path / "usb")
    assert again.code == 1
    assert "already" in again.err


def test_several_parts_need_a_folder(begun: Path, tmp_path: Path) -> None:
    done = call("part", "split", begun, "--all", "-o", tmp_path / "x.zip")
    assert (done.code, list(tmp_path.glob("*.zip"))) == (2, [])


def test_a_preview_changes_nothing(begun: Path, part: Path) -> None:
    before = {p.name: p.read_bytes() for p in begun.iterdir() if p.is_file()}
    shown = good("part", "join", begun, part, "--preview").out
    assert "6.1 taken over" in shown
    after = {p.name: p.read_bytes() for p in begun.iterdir() if p.is_file()}
    assert after == before


def test_several_files_are_previewed_as_they_would_be_joined(begun: Path, tmp_path: Path) -> None:
    good("part", "split", begun, "--department", "tc-kh", "--xlsx", "-o", tmp_path)
    form = next(tmp_path.glob("*.xlsx"))
    came: list[Path] = []
    for part, document in (4, ""), (5, "Công văn 7"), (4, "Công văn 8"), (6, ""):
        copy = tmp_path / f"ban-{len(came)}.xlsx"
        copy.write_bytes(form.read_bytes())
        typed = {"6.1|value.part": part, "6.1|value.whole": 9, "6.2.1|evidence": document}
        came.append(filled_in(copy, typed))
    shown = call("part", "join", begun, *came, "--preview", "--json").json["files"]
    joined = call("part", "join", begun, *came, "--json").json["files"]
    told = ("file", "outcome", "reason", "rows")
    assert [[one[key] for key in told] for one in shown] == [
        [one[key] for key in told] for one in joined
    ]
    assert [one["outcome"] for one in shown] == ["new", "diverging", "newer", "diverging"]


def test_a_preview_goes_on_from_what_is_chosen(begun: Path, part: Path, tmp_path: Path) -> None:
    good("answer", begun, "6.1", "part=90", "whole=100")
    other = tmp_path / "other"
    shutil.copytree(part, other)
    good("answer", other, "6.1", "part=97", "whole=100")
    for chosen in ("theirs", "mine"):
        shown = call("part", "join", begun, part, other, "--preview", f"--all-{chosen}", "--json")
        first, second = (one["outcome"] for one in shown.json["files"])
        assert (first, second) == ("diverging", "newer" if chosen == "theirs" else "diverging")


def test_a_preview_of_a_locked_assessment_promises_nothing(begun: Path, part: Path) -> None:
    good("lock", begun, "--name", "Nguyễn Văn A", "--title", "Chủ tịch", "--place", "Văn Quan")
    shown = call("part", "join", begun, part, "--preview")
    assert (shown.code, "locked" in shown.err) == (1, True)


def test_a_conflict_is_named_and_decided(begun: Path, part: Path) -> None:
    good("answer", begun, "6.1", "part=90", "whole=100")
    first = call("part", "join", begun, part)
    assert first.code == 1
    assert "6.1 two different versions" in first.out
    assert (value(begun, "6.1"), value(begun, "6.2.1")) == (90, 9)
    assert good("part", "join", begun, part, "--take", "6.1=theirs").code == 0
    assert value(begun, "6.1") == 96


def test_a_choice_that_is_none_is_refused(begun: Path, part: Path) -> None:
    for words in ("6.1", "6.1=ours", "9.9=mine", "="):
        done = call("part", "join", begun, part, "--take", words)
        assert (done.code, value(begun, "6.1")) == (2, None)


def test_the_department_exports_its_part_under_its_own_name(begun: Path, part: Path) -> None:
    good("export", part)
    came = begun.parent / f"{UNIT}-2023-tc-kh-lan-1.zip"
    assert good("part", "join", begun, came).code == 0
    assert value(begun, "6.1") == 96
    refused = call("merge", begun.parent / "ky", came)
    assert (refused.code, "part" in refused.err) == (1, True)


def test_the_status_of_a_part_tells_its_own_rows_and_no_place(part: Path) -> None:
    told = good("status", part).out
    assert "Cải cách thể chế" not in told
    assert "Cải cách tài chính công" in told
    assert "2,50" in told
    assert "index" not in told


def test_a_submission_is_no_part(begun: Path) -> None:
    good("export", begun)
    done = call("part", "join", begun, begun.parent / f"{UNIT}-2023-lan-1.zip")
    assert (done.code, "not a department's part" in done.out) == (1, True)


def test_one_bad_file_does_not_affect_the_others(begun: Path, part: Path, tmp_path: Path) -> None:
    other = begin(tmp_path / "khac", "chi-lang")
    strange = tmp_path / "chi-lang.zip"
    good("part", "split", other, "--department", "tc-kh", "-o", strange)
    (tmp_path / "hong.zip").write_bytes(b"PK")
    (tmp_path / "hong.xlsx").write_bytes(b"")
    done = call(
        "part", "join", begun, strange, tmp_path / "hong.zip", tmp_path / "hong.xlsx", part,
        "--json",
    )  # fmt: skip
    outcomes = [one["outcome"] for one in done.json["files"]]
    assert (done.code, outcomes) == (1, ["wrong-unit", "damaged", "damaged", "new"])
    assert value(begun, "6.1") == 96


def test_a_folder_of_what_was_returned_is_joined_whole(
    begun: Path, part: Path, tmp_path: Path
) -> None:
    (tmp_path / "usb").mkdir()
    good("export", part, "-o", tmp_path / "usb")
    part.rename(tmp_path / "usb" / part.name)
    (tmp_path / "usb" / "~$van-quan.xlsx").write_bytes(b"")
    (tmp_path / "usb" / "doc.txt").write_bytes(b"")
    done = good("part", "join", begun, tmp_path / "usb", "--json").json["files"]
    assert len(done) == 2
    assert value(begun, "6.1") == 96


def test_an_unpacked_part_is_joined_by_its_top_folder_which_says_where_the_assessment_is(
    begun: Path, part: Path, tmp_path: Path
) -> None:
    good("export", part, "-o", tmp_path / "part.zip")
    with zipfile.ZipFile(tmp_path / "part.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    (top,) = (tmp_path / "unpacked").iterdir()
    assert "“data”" in call("status", top).err
    good("part", "join", begun, top)
    assert value(begun, "6.1") == 96


def test_a_document_that_did_not_come_along_is_a_finding(
    begun: Path, part: Path, tmp_path: Path
) -> None:
    scan = tmp_path / "bien-ban.pdf"
    scan.write_bytes(b"%PDF-1.4")
    good("evidence", "add", part, scan, "--row", "6.1")
    (part / "evidence" / "E-001-bien-ban.pdf").unlink()
    done = call("part", "join", begun, part, "--json")
    assert (done.code, value(begun, "6.1")) == (1, 96)
    assert done.json["files"][0]["missing"]


def test_rows_of_a_form_that_cannot_be_used_are_told(begun: Path, tmp_path: Path) -> None:
    path = tmp_path / "nv.xlsx"
    good("part", "split", begun, "--department", "noi-vu", "-o", path)
    filled_in(path, {"1.5|value.count": "hai", "1.6|value.part": 9, "1.6|value.whole": 10})
    done = call("part", "join", begun, path)
    assert done.code == 1
    assert "Not used: 1.5, C" in done.out
    assert value(begun, "1.6") == 9


def test_what_was_not_used_is_listed_whole_and_goes_back_as_a_list(
    begun: Path, tmp_path: Path
) -> None:
    path = tmp_path / "nv.xlsx"
    good("part", "split", begun, "--department", "noi-vu", "-o", path)
    bad = {"1.6|value.part": "hai", "1.6|value.whole": "ba", "1.6|explanation": True}
    filled_in(path, {**bad, "1.5|evidence": "x" * 301})
    done = call("part", "join", begun, path)
    assert done.out.count("Not used: 1.6, C") == 3
    assert "Not used: 1.5, C" in done.out
    assert "--report sent-back" in done.out
    entry = good("part", "ledger", begun, "--json").json["entries"][-1]
    assert [one["where"].split(",")[0] for one in entry["refused"]] == ["1.5", *["1.6"] * 3]
    paper = good("report", begun, "--report", "sent-back").out
    assert all(one["why"][:30] in paper for one in entry["refused"])
    # A corrected form goes back over it.
    filled_in(path, {"1.6|value.part": 2, "1.6|value.whole": 3, "1.6|explanation": None})
    filled_in(path, {"1.5|evidence": None})
    assert call("part", "join", begun, path).code == 0
    assert "everything was used" in good("report", begun, "--report", "sent-back").out


def test_a_corrected_form_after_an_edit_of_the_register_makes_no_second_document(
    begun: Path, tmp_path: Path
) -> None:
    path = tmp_path / "nv.xlsx"
    good("part", "split", begun, "--department", "noi-vu", "-o", path)
    row = {"1.6|value.part": 2, "1.6|value.whole": 3, "1.6|evidence": "12/KH-UBND; trang 3"}
    good("part", "join", begun, filled_in(path, row))
    good("evidence", "edit", begun, "NV-001", "--title", "Kế hoạch CCHC năm 2023")
    more = {"1.6|explanation": "Đã chốt.", "1.6|evidence": "12/KH-UBND; trang 3\n45/QĐ-UBND"}
    told = good("part", "join", begun, filled_in(path, more))
    listed = good("evidence", "list", begun, "--json").json["documents"]
    assert [one["id"] for one in listed] == ["NV-001", "NV-002"], told.out
    answer = store.load(begun).assessment.answer("1.6")
    assert (answer.explanation, len(answer.citations)) == ("Đã chốt.", 2)


def test_what_a_department_emptied_is_told_as_going(begun: Path) -> None:
    good("answer", begun, "6.1", "part=96", "whole=100", "--explanation", "Theo sổ.")
    made = good("part", "split", begun, "--department", "tc-kh", "--json")
    part = Path(made.json["given"][0]["file"])
    good("answer", part, "6.1", "--clear", "--explanation", "")
    told = good("part", "join", begun, part, "--preview").out
    assert told.count(" goes; the department left it blank") == 3
    assert "Theo sổ. goes" in told
    good("part", "join", begun, part)
    assert value(begun, "6.1") is None


def test_undo_takes_the_last_joining_back(begun: Path, part: Path) -> None:
    good("part", "join", begun, part)
    assert "2 rows" in good("part", "undo", begun).out
    assert value(begun, "6.1") is None
    assert call("part", "undo", begun).code == 1
    shown = good("part", "ledger", begun).out
    assert ["given out" in shown, "joined" in shown, "taken back" in shown] == [True] * 3


def test_a_part_that_came_as_one_file_is_opened(begun: Path, tmp_path: Path) -> None:
    good("part", "split", begun, "--department", "tu-phap", "-o", tmp_path / "tp.zip")
    good("part", "open", tmp_path / "tp.zip", tmp_path / "tu-phap")
    assert good("status", tmp_path / "tu-phap", "--json").json["items"]["total"] == 6
    assert call("part", "open", tmp_path / "tp.zip", tmp_path / "tu-phap").code != 0
    refused = call("answer", tmp_path / "tu-phap", "6.1", "part=1", "whole=1")
    assert (refused.code, "not in this part" in refused.err) == (2, True)


def test_a_part_that_cannot_be_unpacked_leaves_nothing(
    begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "quyet dinh.pdf"
    paper.write_bytes(b"%PDF-1.7")
    good("evidence", "add", begun, paper, "--row", "6.1")
    good("part", "split", begun, "--department", "tc-kh", "-o", tmp_path / "p.zip")

    def full(path: Path, _data: bytes) -> None:
        raise files.FileError(Problem(say("the disk is full"), str(path)))

    monkeypatch.setattr("parself.files.write_new", full)
    refused = call("part", "open", tmp_path / "p.zip", tmp_path / "mo" / "ra")
    assert (refused.code, "the disk is full" in refused.err) == (2, True)
    assert not (tmp_path / "mo").exists()


def test_a_part_never_passes_for_the_unit(part: Path, tmp_path: Path) -> None:
    assert "Phòng Tài chính – Kế hoạch, UBND huyện Văn Quan" in good("status", part).out
    refused = call("report", part, "--format", "xlsx", "-o", tmp_path / "bao-cao.xlsx")
    assert (refused.code, (tmp_path / "bao-cao.xlsx").exists()) == (1, False)
