from pathlib import Path

import pytest

from assessment.folders import NOW, answered, new_folder, saved_folder
from parself import toml
from parself.assessment import beside, damage, edition, kept, repair, saves, store, swap
from parself.assessment.beside import DAMAGED
from parself.assessment.model import Answer
from parself.editions import changing
from parself.errors import DamagedError, ParselfError, UsageError
from parself.files import BusyError, FolderLock
from parself.rubric.load import rubric_from_bytes
from parself.values import evolve

OTHER = "mau-ngan-sua"


def other_edition(folder: store.Folder) -> Path:
    """Write a later edition of the short rubric, with another threshold, beside the folder."""
    text = folder.enclosed["rubric.toml"].decode()
    path = folder.path.parent / "moi.toml"
    text = text.replace('id = "mau-ngan"', f'id = "{OTHER}"').replace(
        'edition = "1"', 'edition = "2"'
    )
    path.write_text(text.replace("zero_below = 0.8", "zero_below = 0.7"), encoding="utf-8")
    return path


def migrated(folder: store.Folder) -> store.Folder:
    plan = changing.prepare(folder.path, str(other_edition(folder)), now=NOW)
    return changing.carry_out(plan, now=NOW)


def edit_rubric(path: Path, old: str, new: str) -> None:
    file = path / "rubric.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_folder_in_another_edition_opens_as_it_was_said_to_be(tmp_path: Path) -> None:
    folder = saved_folder(tmp_path / "a")
    moved = migrated(folder)
    found = store.load(folder.path)
    assert (found.assessment, found.rubric) == (moved.assessment, moved.rubric)
    assert (found.rubric.id, found.rubric.edition) == (OTHER, "2")
    assert found.assessment.revision == folder.assessment.revision + 1
    assert store.save(found, answered(found.assessment, 3), now=NOW).assessment.answers


def test_what_was_there_is_kept_for_good(tmp_path: Path) -> None:
    folder = saved_folder(tmp_path / "a")
    before = (folder.path / "assessment.toml").read_bytes()
    plan = changing.prepare(folder.path, str(other_edition(folder)), now=NOW)
    changing.carry_out(plan, now=NOW)
    backup = folder.path / "backups" / plan.present.backup
    assert backup.read_bytes() == before
    assert backup.with_suffix(".rubric.toml").read_bytes() == folder.enclosed["rubric.toml"]
    (tagged,) = [one for one in saves.good_saves(folder.path) if one.occasion]
    assert tagged.occasion is saves.Occasion.MIGRATION


def test_a_preview_leaves_the_folder_as_it_is(tmp_path: Path) -> None:
    folder = saved_folder(tmp_path / "a")
    other = str(other_edition(folder))
    before = {path: path.read_bytes() for path in folder.path.rglob("*") if path.is_file()}
    changing.prepare(folder.path, other, now=NOW)
    assert before == {p: p.read_bytes() for p in folder.path.rglob("*") if p.is_file()}


def test_what_somebody_saved_after_the_preview_is_not_overwritten(tmp_path: Path) -> None:
    folder = saved_folder(tmp_path / "a")
    plan = changing.prepare(folder.path, str(other_edition(folder)), now=NOW)
    saved = store.save(folder, answered(folder.assessment, 4, "mới"), now=NOW)
    with pytest.raises(store.ChangedOnDiskError):
        changing.carry_out(plan, now=NOW)
    assert store.load(folder.path).assessment == saved.assessment


def test_a_rubric_edited_by_hand_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    folder = saved_folder(tmp_path / "a")
    edit_rubric(folder.path, "zero_below = 0.8", "zero_below = 0.75")
    with pytest.raises(store.RubricChangedError) as caught:
        store.load(folder.path)
    assert caught.value.assessment == folder.assessment
    assert edition.concerns_rubric(folder.path, caught.value)


def test_wording_edited_by_hand_is_asked_about(tmp_path: Path) -> None:
    folder = saved_folder(tmp_path / "a")
    edit_rubric(folder.path, folder.rubric.areas[0].title, "Tên khác")
    with pytest.raises(beside.BesideError) as caught:
        store.load(folder.path)
    (place,) = caught.value.findings[0].places()
    assert (place.before, place.now) == (folder.rubric.areas[0].title, "Tên khác")
    repair.accept_beside(folder.path, caught.value, now=NOW)
    assert store.load(folder.path).rubric.areas[0].title == "Tên khác"


@pytest.mark.parametrize("damage", ["zero_below = 0.75", "zero_below = [", "zero_below = 7"])
def test_an_edited_rubric_is_put_back_and_the_edited_file_kept(tmp_path: Path, damage: str) -> None:
    folder = saved_folder(tmp_path / "a")
    edit_rubric(folder.path, "zero_below = 0.8", damage)
    with pytest.raises(ParselfError) as caught:
        store.load(folder.path)
    assert edition.concerns_rubric(folder.path, caught.value)
    mended = edition.restore_rubric(folder.path, now=NOW)
    assert mended.assessment == folder.assessment
    assert mended.rubric == folder.rubric
    (aside,) = (folder.path / "damaged").iterdir()
    assert damage in aside.read_text(encoding="utf-8")
    with pytest.raises(UsageError):
        edition.restore_rubric(folder.path, now=NOW)


def test_answers_are_taken_over_into_the_edited_rubric(tmp_path: Path) -> None:
    folder = saved_folder(tmp_path / "a")
    edit_rubric(folder.path, "zero_below = 0.8", "zero_below = 0.75")
    plan = changing.prepare(folder.path, str(folder.path / "rubric.toml"), now=NOW)
    assert plan.before is not None, "the rubric that was answered is found among the backups"
    assert plan.diff is not None
    assert all(change.asks_again for change in plan.diff.changed)
    changing.carry_out(plan, now=NOW)
    found = store.load(folder.path).assessment
    for row_id, answer in folder.assessment.answers.items():
        assert found.answer(row_id).explanation == answer.explanation


def without_copies(folder: store.Folder) -> store.Folder:
    """Make the folder's rubric one that nobody else has, and lose its copy."""
    moved = migrated(folder)
    for copy in (folder.path / "backups").glob("rubric-*.toml"):
        copy.unlink()
    return moved


def test_with_no_copy_left_every_answer_is_asked_again(tmp_path: Path) -> None:
    moved = without_copies(saved_folder(tmp_path / "a"))
    moved = store.save(moved, answered(moved.assessment, 4, "vì sao", part=1), now=NOW)
    edit_rubric(moved.path, "zero_below = 0.7", "zero_below = 0.75")
    with pytest.raises(UsageError):
        edition.restore_rubric(moved.path, now=NOW)
    plan = changing.prepare(moved.path, str(moved.path / "rubric.toml"), now=NOW)
    assert (plan.before, plan.diff) == (None, None)
    changing.carry_out(plan, now=NOW)
    found = store.load(moved.path).assessment.answers
    assert {a.explanation for a in found.values()} >= {"vì sao"}


def test_a_copy_counts_only_with_the_content_that_is_asked_for(tmp_path: Path) -> None:
    moved = without_copies(saved_folder(tmp_path / "a"))
    kept.keep(moved.path, moved.enclosed)
    (copy,) = (moved.path / "backups").glob("rubric-*.toml")
    assert kept.find(moved.path, moved.assessment.rubric) is not None
    copy.write_text(
        copy.read_text("utf-8").replace("zero_below = 0.7", "zero_below = 0.6"), "utf-8"
    )
    assert kept.find(moved.path, moved.assessment.rubric) is None
    wanted = evolve(moved.assessment.rubric, id="../../rubric")
    assert kept.find(moved.path, wanted) is None


def cut_short(folder: store.Folder) -> None:
    """Decide a change of edition, and stop before the first file takes its place."""
    plan = changing.prepare(folder.path, str(other_edition(folder)), now=NOW)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(swap, "_place", lambda *_: None)
        changing.carry_out(plan, now=NOW)


def test_a_change_cut_short_is_finished_when_the_folder_is_opened(tmp_path: Path) -> None:
    folder = saved_folder(tmp_path / "a")
    cut_short(folder)
    assert rubric_from_bytes((folder.path / "rubric.toml").read_bytes(), where="").id == "mau-ngan"
    found = store.load(folder.path)
    assert found.rubric.id == OTHER
    assert not (folder.path / swap.PENDING).exists()


def test_a_folder_that_is_looked_at_is_read_as_if_finished_and_stays_as_it_is(
    tmp_path: Path,
) -> None:
    folder = saved_folder(tmp_path / "a")
    cut_short(folder)
    before = {file.name: file.read_bytes() for file in folder.path.iterdir() if file.is_file()}
    assert store.look(folder.path).rubric.id == OTHER
    after = {file.name: file.read_bytes() for file in folder.path.iterdir() if file.is_file()}
    assert after == before
    assert swap.PENDING in after


def test_a_change_that_is_out_of_date_replaces_no_newer_work(tmp_path: Path) -> None:
    folder = saved_folder(tmp_path / "a")
    cut_short(folder)
    decided = (folder.path / swap.PENDING).read_bytes()
    newer = store.save(folder, answered(folder.assessment, 0, "mới hơn", part=1), now=NOW)
    assert store.look(folder.path).assessment == newer.assessment
    assert store.load(folder.path).assessment == newer.assessment
    assert not (folder.path / swap.PENDING).exists()
    assert (folder.path / DAMAGED / swap.PENDING).read_bytes() == decided


@pytest.mark.parametrize("name", ["assessment.toml", "rubric.toml"])
def test_a_change_whose_contents_make_no_assessment_is_not_carried_out(
    tmp_path: Path, name: str
) -> None:
    folder = saved_folder(tmp_path / "a")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(swap, "_place", lambda *_: None)
        swap.swap(folder.path, {name: b"id = 1"})
    with pytest.raises(DamagedError) as caught:
        store.load(folder.path)
    assert swap.PENDING in caught.value.problems[0].where
    (folder.path / swap.PENDING).unlink()
    assert store.load(folder.path).assessment == folder.assessment


def test_it_is_not_finished_under_the_hands_of_another_window(tmp_path: Path) -> None:
    folder = saved_folder(tmp_path / "a")
    (folder.path / swap.PENDING).write_bytes(b"")
    with FolderLock(folder.path, NOW), pytest.raises(BusyError):
        store.load(folder.path)


@pytest.mark.parametrize(
    "content",
    [
        b"{}",
        b'{"contents":{"../rubric.toml":"eA=="},"base":{}}',
        b'{"contents":{"rubric.toml":""},"base":{}}',
        b'{"contents":{"rubric.toml":"eA"},"base":{}}',
        b'{"contents":{"rubric.toml":1},"base":{}}',
        b'{"contents":' + b"[" * 5000,
    ],
    ids=["empty", "strange-name", "emptied", "no-base64", "other-kind", "nested"],
)
def test_what_no_change_of_ours_wrote_is_refused(tmp_path: Path, content: bytes) -> None:
    folder = saved_folder(tmp_path / "a")
    (folder.path / swap.PENDING).write_bytes(toml.seal(content))
    with pytest.raises(DamagedError):
        store.load(folder.path)
    (folder.path / swap.PENDING).write_bytes(b"nothing")
    with pytest.raises(DamagedError):
        store.load(folder.path)
    (folder.path / swap.PENDING).unlink()
    assert store.load(folder.path).assessment == folder.assessment


def test_a_backup_of_an_earlier_edition_comes_back_with_its_rubric(tmp_path: Path) -> None:
    folder = saved_folder(tmp_path / "a")
    moved = migrated(folder)
    (moved.path / "assessment.toml").write_bytes(b"")
    with pytest.raises(damage.DamagedAssessmentError) as caught:
        store.load(moved.path)
    assert caught.value.backup is not None
    mended = repair.restore(moved.path, caught.value.backup, now=NOW)
    found = store.load(moved.path)
    assert found.rubric == mended.rubric == folder.rubric
    assert found.assessment.answers == folder.assessment.answers
    assert found.assessment.revision > moved.assessment.revision
    assert list((moved.path / "damaged").iterdir())


def test_a_file_that_an_edition_does_not_have_is_taken_away(tmp_path: Path) -> None:
    before = edition.present(new_folder(tmp_path / "a").path)
    edition.replace(before, before.assessment, {"standings.toml": b""}, now=NOW)
    assert store.load(before.path).standings is None


def test_what_is_set_aside_is_saved_and_read_back(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "a")
    aside = {"9.9": Answer(explanation="Giữ lại")}
    store.save(folder, evolve(folder.assessment, set_aside=aside), now=NOW)
    assert store.load(folder.path).assessment.set_aside == aside
