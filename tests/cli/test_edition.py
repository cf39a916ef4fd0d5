"""Editions from the shell: diff, migrate, restore, and the memo."""

import shutil
from pathlib import Path

import docx
import openpyxl
import pytest

from cli.shell import RUBRIC, call, good
from parself import demo
from parself.assessment import store
from rubric import variants as v


@pytest.fixture
def full(province: demo.Demo, tmp_path: Path) -> Path:
    """Return a complete practice assessment, with an edition to go to beside it."""
    v.new_edition(tmp_path / "moi.toml")
    return Path(shutil.copytree(province.open_folder.parent / "chi-lang", tmp_path / "a"))


def test_a_rubric_that_is_gone_names_the_way_back(full: Path) -> None:
    before = (full / "rubric.toml").read_bytes()
    (full / "rubric.toml").unlink()
    assert f"parself rubric restore {full}" in call("status", full).err
    good("rubric", "restore", full)
    assert (full / "rubric.toml").read_bytes() == before


def test_equal_rubrics_do_not_differ_and_the_code_says_so() -> None:
    call_ = good("rubric", "diff", RUBRIC, RUBRIC)
    assert "Nothing differs." in call_.out


def test_other_points_are_told_within_80_columns_with_exit_code_1(full: Path) -> None:
    found = call("rubric", "diff", RUBRIC, full.parent / "moi.toml")
    assert found.code == 1
    assert all(len(line) <= 80 for line in found.out.splitlines())
    for row_id in (*v.REWEIGHTED, v.NEW_THRESHOLD, v.DROPPED, v.ADDED, v.REWORDED):
        assert row_id in found.out
    assert "{+(bản mới)+}" in found.out
    assert " → ".join(v.RENUMBERED) in found.out


def test_other_words_alone_end_with_0(full: Path, tmp_path: Path) -> None:
    reworded = tmp_path / "loi.toml"
    text = (full / "rubric.toml").read_text(encoding="utf-8")
    reworded.write_text(text.replace("Gửi báo cáo CCHC đúng hạn", "Gửi đúng hạn"), encoding="utf-8")
    found = good("rubric", "diff", RUBRIC, reworded)
    assert "Only words differ" in found.out


def test_a_preview_changes_nothing_and_the_change_does_what_it_showed(full: Path) -> None:
    before = (full / "assessment.toml").read_bytes()
    shown = good("rubric", "migrate", full, full.parent / "moi.toml", "--preview", "--json")
    assert (full / "assessment.toml").read_bytes() == before
    assert "nothing was changed" in shown.err
    done = good("rubric", "migrate", full, full.parent / "moi.toml", "--json")
    assert {**shown.json, "done": True} == done.json
    assert (full / "backups" / done.json["backup"]).read_bytes() == before
    status = good("status", full, "--json").json
    assert status["points"]["claimed"] == done.json["effects"]["claimed"]["after"]
    assert status["rubric"]["id"] == v.NEW_ID


def test_the_next_hand_in_goes_on_in_number(full: Path) -> None:
    number = good("status", full, "--json").json["hand_in"]
    good("rubric", "migrate", full, full.parent / "moi.toml")
    assert (
        good("export", full, "-o", full.parent / "x.zip", "--json").json["sequence"] == number + 1
    )
    assert good("verify", full.parent / "x.zip", "--json").json["rubric"]["id"] == v.NEW_ID


def test_a_renumbered_row_is_named(full: Path) -> None:
    move = "=".join(v.RENUMBERED)
    done = good("rubric", "migrate", full, full.parent / "moi.toml", "--move", move, "--json").json
    (row,) = [row for row in done["rows"] if row["id"] == v.RENUMBERED[1]]
    assert (row["fate"], row["before"]) == ("carried", v.RENUMBERED[0])


@pytest.mark.parametrize("move", ["1.2.2", "=", "1.2.2=", "1.1.1=1.2.3"])
def test_a_move_that_cannot_be_meant_is_refused(full: Path, move: str) -> None:
    refused = call("rubric", "migrate", full, full.parent / "moi.toml", "--move", move)
    assert refused.code == 2
    assert good("status", full, "--json").json["rubric"]["id"] == RUBRIC


def edited(full: Path) -> Path:
    """Edit the rubric under the assessment by hand."""
    file = full / "rubric.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("zero_below = 0.95", "zero_below = 0.9"), encoding="utf-8")
    return file


def test_an_edited_rubric_is_told_with_both_ways_out(full: Path) -> None:
    file = edited(full)
    refused = call("status", full)
    assert refused.code == 3
    assert f"parself rubric restore {full}" in refused.err
    assert f"parself rubric migrate {full} {file} --preview" in refused.err
    assert "untouched" in refused.err


def test_the_way_back_puts_the_rubric_back(full: Path) -> None:
    before = good("status", full, "--json").json
    edited(full)
    good("rubric", "restore", full)
    assert good("status", full, "--json").json == before
    assert call("rubric", "restore", full).code == 2


def test_the_way_on_takes_the_answers_over(full: Path) -> None:
    answers = store.load(full).assessment.answers
    file = edited(full)
    shown = good("rubric", "migrate", full, file)
    assert "3.4.1" in shown.out
    after = store.load(full).assessment
    for row_id, answer in answers.items():
        assert after.answer(row_id).explanation == answer.explanation


def test_a_rubric_that_is_no_rubric_any_more_is_told_with_the_way_back(full: Path) -> None:
    (full / "rubric.toml").write_text("[rubric", encoding="utf-8")
    refused = call("status", full)
    assert refused.code == 3
    assert "rubric restore" in refused.err
    good("rubric", "restore", full)
    good("status", full)


def test_no_folder_and_no_assessment_are_told_apart(tmp_path: Path) -> None:
    for command in (("migrate", tmp_path / "x", RUBRIC), ("restore", tmp_path / "x")):
        assert call("rubric", *command).code == 2
    assert call("rubric", "migrate", tmp_path, RUBRIC).code == 2
    assert call("rubric", "restore", tmp_path).code == 2
    assert list(tmp_path.iterdir()) == []


def memo(full: Path, form: str) -> Path:
    target = full.parent / f"memo.{form}"
    good(
        *("rubric", "migrate", full, full.parent / "moi.toml", "--preview"),
        *("--format", form, "-o", target),
    )
    return target


def test_the_memo_of_a_change_is_a_workbook(full: Path) -> None:
    sheet = openpyxl.load_workbook(memo(full, "xlsx")).worksheets[0]
    cells = {cell for row in sheet.iter_rows(values_only=True) for cell in row}
    claimed = good("status", full, "--json").json["points"]["claimed"]
    assert float(claimed) in cells, "the points before are figures"
    assert {v.ADDED, v.DROPPED, "asked again"} <= cells


def test_the_memo_of_a_change_is_a_word_file(full: Path) -> None:
    document = docx.Document(str(memo(full, "docx")))
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert {v.ADDED, v.DROPPED, "Index claimed"} <= cells


def test_the_memo_of_two_editions_is_a_page_and_replaces_nothing(full: Path) -> None:
    target = full.parent / "memo.html"
    words = ("rubric", "diff", RUBRIC, full.parent / "moi.toml", "--format", "html", "-o", target)
    assert call(*words).code == 1
    text = target.read_text(encoding="utf-8")
    assert "(bản mới)" in text
    assert "MINH HỌA" in text or "ILLUSTRATIVE" in text
    refused = call(*words)
    assert (refused.code, target.read_text(encoding="utf-8")) == (2, text)
    assert "--replace" in refused.err
    assert call(*words, "--replace").code == 1
    assert not (full.parent / "memo-2.html").exists()


def test_earlier_saves_and_the_last_hand_in_keep_the_points_of_their_edition(full: Path) -> None:
    claimed = good("status", full, "--json").json["points"]["claimed"]
    good("export", full, "-o", full.parent / "gui.zip")
    good("rubric", "migrate", full, full.parent / "moi.toml")
    now = good("status", full, "--json").json["points"]["claimed"]
    assert now != claimed
    saves = good("history", full, "--json").json["saves"]
    migrated = next(save for save in saves if save["occasion"] == "migration")
    assert migrated["claimed"] == claimed
    changes = good("changes", full, "--json").json
    assert changes["claimed"] == {"before": claimed, "after": now}


def kept_files(folder: Path) -> dict[str, bytes]:
    return {n: (folder / n).read_bytes() for n in ("rubric.toml", "roster.toml", "standings.toml")}


def migration_of(folder: Path) -> str:
    saves = good("history", folder, "--json").json["saves"]
    return str(next(save["save"] for save in saves if save["occasion"] == "migration"))


@pytest.mark.parametrize("door", ["rubric undo", "restore"])
def test_a_change_of_edition_is_taken_back(full: Path, door: str) -> None:
    before, answers = good("status", full, "--json").json, store.load(full).assessment.answers
    beside = kept_files(full)
    good("rubric", "migrate", full, full.parent / "moi.toml")
    row = next(iter(answers))
    good("answer", full, row, "--note", "viết sau khi chuyển")
    if door == "restore":
        good("restore", full, migration_of(full))
    else:
        good("rubric", "undo", full)
    after = good("status", full, "--json").json
    assert [after[key] for key in ("points", "rubric", "index")] == [
        before[key] for key in ("points", "rubric", "index")
    ]
    assert kept_files(full) == beside
    assert store.load(full).assessment.answers == answers
    # What was done in between is an earlier save, and can be gone to in its turn.
    newest = good("history", full, "--json").json["saves"][0]["save"]
    good("restore", full, str(newest))
    assert store.load(full).assessment.answer(row).note == "viết sau khi chuyển"


def test_in_a_locked_assessment_no_change_of_edition_is_taken_back(full: Path) -> None:
    good("rubric", "migrate", full, full.parent / "moi.toml")
    good("lock", full, "--name", "A", "--title", "Chủ tịch", "--place", "Văn Quan")
    before = kept_files(full)
    refused = call("rubric", "undo", full)
    assert (refused.code != 0, "locked for signature" in refused.err) == (True, True)
    assert kept_files(full) == before


def test_where_no_change_of_edition_was_none_is_taken_back(full: Path) -> None:
    refused = call("rubric", "undo", full)
    assert (refused.code, "no change of edition" in refused.err) == (1, True)


def test_a_save_whose_rubric_is_lost_is_refused_before_anything_is_done(full: Path) -> None:
    v.new_edition(full.parent / "moi.toml")
    good("rubric", "migrate", full, full.parent / "moi.toml")
    back = full.parent / "cu.toml"
    (full.parent / "moi.toml").rename(back)
    good("rubric", "undo", full)
    for copy in (full / "backups").glob("rubric-*.toml"):
        copy.unlink()
    newest = str(good("history", full, "--json").json["saves"][0]["save"])
    before = (full / "assessment.toml").read_bytes()
    refused = call("restore", full, newest)
    assert (refused.code, "no copy is left" in refused.err) == (2, True)
    assert (full / "assessment.toml").read_bytes() == before
