"""Answering one row from the shell: all that a call enters, or nothing."""

import re
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cli.shell import call, good
from parself.assessment import store
from parself.assessment.model import Answer, State
from parself.cli import opening
from parself.files import FolderLock
from parself.view.view import View
from parself.words import wording

RATIO = ("part=146953", "whole=157027")


def answer_of(folder: Path, row: str) -> Answer:
    return store.load(folder).assessment.answer(row)


def content(folder: Path) -> bytes:
    return (folder / "assessment.toml").read_bytes()


def test_figures_are_kept_and_the_points_shown_with_their_derivation(begun: Path) -> None:
    result = good("answer", begun, "1.1.3", *RATIO)
    assert answer_of(begun, "1.1.3").values == {"part": 146953, "whole": 157027}
    assert "146.953/157.027 = 93,58%" in result.out
    assert "0,94" in result.out


def test_what_was_saved_is_told_besides_the_answer(begun: Path) -> None:
    result = good("answer", begun, "1.1.3", *RATIO)
    assert "Saved at" in result.err
    assert "Saved at" not in result.out


def test_a_count_with_a_dot_is_refused_naming_both_readings(begun: Path) -> None:
    before = content(begun)
    result = call("answer", begun, "3.4.1", "part=146953", "whole=157.027")
    assert result.code == 2
    assert "157027" in result.err
    assert "157,027" in result.err
    assert "3.4.1, whole" in result.err
    assert content(begun) == before


@pytest.mark.parametrize(
    ("row", "pairs", "quoted"),
    [
        ("3.4.1", ["part=abc", "whole=10"], "abc"),
        ("3.4.1", ["part=12", "whole=10"], "greater than"),
        ("3.4.1", ["part=1", "whole=0"], "is 0"),
        ("1.1.1", ["date=2023-02-30"], "2023-02-30"),
        ("1.1.1", ["date=31/12/2022"], "31/12/2022"),
        ("2.2.2", ["choice=never-heard"], "never-heard"),
        ("3.4.1", ["part=1", "whole=10", "more=3"], "more"),
        ("3.4.1", ["part"], "part"),
        ("3.4.1", ["part=5", "part=6", "whole=10"], "twice"),
        ("9.9", ["part=1"], "9.9"),
        ("1.7", ["percent=80"], "scored by others"),
        ("1.2.1", ["count=5"], "5"),
        ("8.2.4", ["value=2,6", "base=3"], "2,6"),
    ],
)
def test_nonsense_is_refused_with_its_place_and_nothing_is_changed(
    begun: Path, row: str, pairs: list[str], quoted: str
) -> None:
    good("answer", begun, "3.4.1", "part=9", "whole=10")
    before = content(begun)
    result = call("answer", begun, row, *pairs)
    assert result.code == 2
    assert row in result.err
    assert quoted in result.err
    assert not result.out
    assert content(begun) == before


def test_every_fault_of_a_call_is_told_at_once(begun: Path) -> None:
    result = call("answer", begun, "3.4.1", "part=abc", "whole=1e5", "more=3")
    assert [re.split(r":| \(", line)[0] for line in result.err.splitlines()] == [
        "3.4.1, part",
        "3.4.1, whole",
        "3.4.1, more",
    ]


def test_one_bad_entry_keeps_the_good_ones_of_the_same_call_out(begun: Path) -> None:
    call("answer", begun, "1.1.2", "du-noi-dung=yes", "ro-san-pham=perhaps")
    assert answer_of(begun, "1.1.2").is_blank


def test_a_parent_row_lists_its_items(begun: Path) -> None:
    result = call("answer", begun, "3.4", "part=1")
    assert result.code == 2
    assert "3.4.1, 3.4.2, 3.4.3" in result.err


def test_an_entry_can_be_cleared(begun: Path) -> None:
    good("answer", begun, "1.1.3", *RATIO)
    result = good("answer", begun, "1.1.3", "whole=")
    assert answer_of(begun, "1.1.3").values == {"part": 146953}
    assert "Still needed: Tổng số nhiệm vụ trong kế hoạch (whole)" in result.out


def test_states_are_taken_where_the_row_offers_them(begun: Path) -> None:
    good("answer", begun, "2.3", "--no-incidence")
    good("answer", begun, "7.4", "--not-applicable")
    assert answer_of(begun, "2.3").state is State.NO_INCIDENCE
    assert answer_of(begun, "7.4").state is State.NOT_APPLICABLE


@pytest.mark.parametrize("state", ["--no-incidence", "--not-applicable"])
def test_states_are_refused_where_the_row_does_not_offer_them(begun: Path, state: str) -> None:
    assert call("answer", begun, "3.4.1", state).code == 2
    assert answer_of(begun, "3.4.1").is_blank


def test_an_estimate_is_taken_for_a_row_that_others_score(begun: Path) -> None:
    good("answer", begun, "1.7", "--estimate", "1.6")
    assert str(answer_of(begun, "1.7").estimate) == "1.6"


def test_an_estimated_penalty_moves_the_projection_and_an_open_one_counts_in_the_floor(
    begun: Path,
) -> None:
    for row in ("1.3.3", "2.1.1", "2.1.2", "2.3", "3.1.3"):
        good("answer", begun, row, "--no-incidence")
    before = good("status", begun, "--json").json["index"]
    good("answer", begun, "T1", "--estimate", "3")
    after = good("status", begun, "--json").json["index"]
    assert Decimal(before["projected"]) - Decimal(after["projected"]) == 3
    assert {**after, "projected": before["projected"]} == before
    # All that may still be taken off, up to the cap of the rubric.
    assert Decimal(before["claimed"]) - Decimal(before["floor"]) == 3


@pytest.mark.parametrize("estimate", ["3", "1,6", "-1", "x"])
def test_an_estimate_that_is_not_possible_is_refused(begun: Path, estimate: str) -> None:
    assert call("answer", begun, "1.7", f"--estimate={estimate}").code == 2
    assert answer_of(begun, "1.7").is_blank


def test_note_flag_explanation_and_provisional_need_no_figures(begun: Path) -> None:
    texts = ("--note", "Chờ số liệu", "--explanation", "Theo báo cáo")
    good("answer", begun, "6.1", *texts, "--flag", "--provisional")
    kept = answer_of(begun, "6.1")
    assert (kept.note, kept.explanation) == ("Chờ số liệu", "Theo báo cáo")
    assert (kept.flagged, kept.provisional) == (True, True)
    good("answer", begun, "6.1", "--flag", "--final")
    kept = answer_of(begun, "6.1")
    assert (kept.flagged, kept.provisional) == (True, False)


def test_clearing_takes_back_figures_and_leaves_texts(begun: Path) -> None:
    good("answer", begun, "1.1.3", *RATIO, "--note", "giữ lại")
    good("answer", begun, "1.1.3", "--clear")
    kept = answer_of(begun, "1.1.3")
    assert (kept.state, dict(kept.values), kept.note) == (State.UNANSWERED, {}, "giữ lại")


@pytest.mark.parametrize(
    "words",
    [
        ("part=1", "--no-incidence"),
        ("part=1", "--clear"),
        ("--clear", "--estimate", "1"),
    ],
)
def test_what_excludes_each_other_is_refused(begun: Path, words: tuple[str, ...]) -> None:
    assert call("answer", begun, "2.3", *words).code == 2
    assert answer_of(begun, "2.3").is_blank


def test_without_entries_a_row_of_others_asks_for_an_estimate(begun: Path) -> None:
    assert good("answer", begun, "1.7").out == "--estimate 1.5\n"


def test_decomposed_text_is_kept_composed(begun: Path) -> None:
    good("answer", begun, "1.1.3", "--note", "Văn Quan")
    assert answer_of(begun, "1.1.3").note == "Văn Quan"


def test_a_folder_open_elsewhere_is_left_alone(begun: Path) -> None:
    before = content(begun)
    with FolderLock(begun, datetime(2024, 1, 1)):
        result = call("answer", begun, "1.1.3", *RATIO)
    assert result.code == 1
    assert "another window" in result.err
    assert content(begun) == before


def test_what_another_window_saved_just_before_is_gone_on_from(
    begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(path: Path, now: datetime) -> FolderLock:
        monkeypatch.setattr(opening, "FolderLock", FolderLock)
        good("answer", begun, "1.1.3", *RATIO)
        return FolderLock(path, now)

    monkeypatch.setattr(opening, "FolderLock", late)
    good("answer", begun, "3.4.1", "part=9", "whole=10")
    assert answer_of(begun, "1.1.3").values
    assert answer_of(begun, "3.4.1").values


def test_a_folder_without_an_assessment_is_left_without_a_trace(tmp_path: Path) -> None:
    assert call("answer", tmp_path, "1.1.3", *RATIO).code == 2
    assert list(tmp_path.iterdir()) == []


def test_figures_that_go_with_a_mark_are_told(begun: Path) -> None:
    good("answer", begun, "1.3.3", "part=3", "whole=20")
    result = good("answer", begun, "1.3.3", "--no-incidence")
    assert "part=3, whole=20" in result.err
    assert answer_of(begun, "1.3.3").values == {}


def test_without_entries_the_row_says_all_that_it_asks_for_and_nothing_changes(begun: Path) -> None:
    before = (begun / "assessment.toml").read_bytes()
    for row in ("1.1.1", "3.4.1", "1.2.1"):
        said = good("answer", begun, row)
        entries = [line.split() for line in said.out.splitlines() if line.startswith(" ")]
        keys = {words[0].partition("=")[0] for words in entries}
        view = View(opened := store.load(begun), opened.assessment)
        assert keys == {field.key for field in view.fields(row)}
        assert all(wording.field_label(field) in said.out for field in view.fields(row))
        assert said.err == ""
    assert (begun / "assessment.toml").read_bytes() == before


def test_a_pasted_block_of_names_that_nobody_knows_overwrites_nothing(
    begun: Path, tmp_path: Path
) -> None:
    block = tmp_path / "khoi.txt"
    block.write_text("7\t8\n", encoding="utf-8")
    good("answer", begun, "3.4.2", "--paste", block)
    before = store.load(begun).assessment.answer("3.4.2")
    block.write_text("Xã Mới\t1\t2\n", encoding="utf-8")
    refused = call("answer", begun, "3.4.2", "--paste", block)
    assert refused.code == 2
    assert store.load(begun).assessment.answer("3.4.2") == before


@pytest.mark.parametrize(
    "words",
    [
        ("answer", "3.4.1", "--note"),
        ("answer", "3.4.1", "--explanation"),
        ("evidence add", "--title"),
        ("task set", "3.4.1", "--work"),
        ("lock", "--title", "x", "--place", "y", "--name"),
    ],
    ids=" ".join,
)
def test_a_text_longer_than_a_field_keeps_is_refused_under_its_option(
    begun: Path, words: tuple[str, ...]
) -> None:
    command, *rest = words
    result = call(*command.split(), begun, *rest, "a" * 5_001)
    assert result.code == 2
    assert result.err.startswith(f"{words[-1]}: The text is too long: 5.001 characters")
