"""What-if copies: kept apart, read back as they were, never a part of anything handed in."""

from pathlib import Path

import pytest

from assessment.folders import NOW, answered, new_folder
from parself.assessment import scenarios
from parself.assessment.store import Folder, save
from parself.desk.desk import Desk
from parself.desk.what_if import ScenarioDesk
from parself.errors import UsageError
from parself.submission.payload import gather
from parself.values import evolve
from submission.samples import build


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = new_folder(tmp_path / "van-quan")
    return save(made, answered(made.assessment, 0, "Giải trình", part=1), now=NOW)


def begun(folder: Folder, name: str) -> scenarios.Kept:
    return scenarios.begin(folder, folder.assessment, name, NOW)


def names(folder: Folder) -> list[str]:
    return [one.scenario.name if one.scenario else "?" for one in scenarios.kept_scenarios(folder)]


def test_a_scenario_reads_back_as_it_was_made(folder: Folder) -> None:
    kept = begun(folder, "Thêm hồ sơ trực tuyến")
    (found,) = scenarios.kept_scenarios(folder)
    assert found == kept
    assert found.scenario is not None
    assert found.scenario.base == folder.assessment
    assert found.path.name == "them-ho-so-truc-tuyen.toml"


def test_the_truth_does_not_change_with_it_nor_does_what_is_handed_in(folder: Folder) -> None:
    before, hash_before = build(folder, sequence=1), gather(folder).identity
    truth_file = (folder.path / "assessment.toml").read_bytes()
    kept = begun(folder, "a")
    assert kept.scenario is not None
    desk = ScenarioDesk(Desk(folder), kept, kept.scenario)
    row = next(iter(folder.rubric.rows))
    desk.set_note(row, "thử")
    desk.save()
    assert (folder.path / "assessment.toml").read_bytes() == truth_file
    assert build(folder, sequence=1) == before
    assert gather(folder).identity == hash_before
    (found,) = scenarios.kept_scenarios(folder)
    assert found.scenario is not None
    assert found.scenario.assessment.answer(row).note == "thử"
    assert found.scenario.base.answer(row).note == ""


def test_names_are_not_taken_twice_whatever_their_diacritics(folder: Folder) -> None:
    begun(folder, "Phương án A")
    for name in ("phuong an a", "PHƯƠNG ÁN A"):
        with pytest.raises(UsageError):
            begun(folder, name)
    with pytest.raises(UsageError):
        begun(folder, " ")
    begun(folder, "Phương án B")
    assert names(folder) == ["Phương án A", "Phương án B"]


def test_a_name_that_is_too_long_is_refused_and_not_shortened(folder: Folder) -> None:
    with pytest.raises(UsageError, match="too long"):
        begun(folder, "x" * 301)
    assert begun(folder, "x" * 300).scenario is not None


def test_different_names_of_one_slug_have_files_of_their_own(folder: Folder) -> None:
    begun(folder, "A!")
    begun(folder, "A?")
    begun(folder, "***")
    assert sorted(names(folder)) == ["***", "A!", "A?"]


def test_renaming_and_deleting(folder: Folder) -> None:
    kept = begun(folder, "A")
    begun(folder, "B")
    assert kept.scenario is not None
    with pytest.raises(UsageError):
        scenarios.renamed(folder, kept, kept.scenario, "b")
    renamed = scenarios.renamed(folder, kept, kept.scenario, "C")
    assert names(folder) == ["B", "C"]
    scenarios.drop(renamed)
    assert names(folder) == ["B"]


def test_a_damaged_one_is_named_and_the_others_open(folder: Folder) -> None:
    kept = begun(folder, "A")
    begun(folder, "B")
    kept.path.write_bytes(kept.path.read_bytes()[:-2])
    assert names(folder) == ["B", "?"]
    assert kept.path.exists()


def test_a_locked_truth_can_be_tried_out_without_being_unlocked(folder: Folder) -> None:
    locked = save(folder, evolve(folder.assessment, locked=True), now=NOW)
    kept = begun(locked, "A")
    assert kept.scenario is not None
    desk = ScenarioDesk(Desk(locked), kept, kept.scenario)
    desk.set_note(next(iter(locked.rubric.rows)), "thử")
    assert locked.assessment.locked
