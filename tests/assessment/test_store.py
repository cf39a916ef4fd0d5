import os
import shutil
from pathlib import Path

import pytest

from assessment.folders import (
    FIGURES,
    NOW,
    ROSTER_BYTES,
    ROWS,
    RUBRIC_BYTES,
    answered,
    blank,
    file_of,
    new_folder,
    saved_folder,
    temp_files,
)
from parself import files, toml
from parself.assessment import form, saves, store
from parself.assessment.model import (
    Answer,
    Assessment,
    Document,
    DocumentKind,
    Past,
    PastPoints,
)
from parself.errors import DamagedError, ParselfError
from parself.files import Fingerprint, OccupiedError, durable
from parself.rubric.identity import RubricIdentity
from parself.values import evolve


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_folder_holds_all_that_the_assessment_needs(tmp_path: Path) -> None:
    path = tmp_path / "Văn Quan 2023"
    folder = new_folder(path)
    assert names(path) == [
        "assessment.toml",
        "backups",
        "evidence",
        "roster.toml",
        "rubric.toml",
        "standings.toml",
    ]
    assert (path / "rubric.toml").read_bytes() == RUBRIC_BYTES
    assert folder.unit.code == "van-quan"
    assert folder.standings is not None
    assert folder.past is None


def test_a_folder_reads_back_as_it_was_made(tmp_path: Path) -> None:
    made = new_folder(tmp_path / "a", answered(blank(), 0, "đã chấm", part=1))
    read = store.load(tmp_path / "a")
    assert evolve(read, saved=made.saved) == made
    assert read.enclosed == made.enclosed


def test_standings_are_optional(tmp_path: Path) -> None:
    store.create(
        tmp_path / "a", blank(), {"rubric.toml": RUBRIC_BYTES, "roster.toml": ROSTER_BYTES}
    )
    assert store.load(tmp_path / "a").standings is None


def test_an_assessment_is_never_made_where_something_is(tmp_path: Path) -> None:
    folder = saved_folder(tmp_path / "a")
    before = file_of(folder).read_bytes()
    with pytest.raises(OccupiedError):
        new_folder(folder.path)
    assert file_of(folder).read_bytes() == before


@pytest.mark.parametrize(
    "assessment",
    [
        evolve(blank(), unit="nowhere"),
        evolve(blank(), rubric=RubricIdentity("other", "1", "")),
        blank().with_answer("99.99", Answer(note="x")),
        blank().with_figure("no-such-figure", 1),
    ],
    ids=["unit", "rubric", "row", "figure"],
)
def test_parts_that_do_not_belong_together_are_refused_with_the_place(
    tmp_path: Path, assessment: Assessment
) -> None:
    with pytest.raises(store.MisfitError) as caught:
        new_folder(tmp_path / "a", assessment)
    assert all(problem.where and problem.todo for problem in caught.value.problems)
    assert not (tmp_path / "a").exists()


def test_every_unknown_row_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "a")
    strange = evolve(blank(), answers={"98": Answer(note="x"), "99": Answer(note="x")})
    file_of(folder).write_bytes(form.dump(strange))
    with pytest.raises(store.MisfitError) as caught:
        store.load(folder.path)
    assert {problem.where.split(", ")[1] for problem in caught.value.problems} == {
        "answers.98",
        "answers.99",
    }


def test_a_save_counts_revisions_and_can_be_read_back(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "a")
    for revision in (1, 2, 3):
        wanted = answered(folder.assessment, revision, part=revision)
        folder = store.save(folder, wanted, now=NOW)
        assert folder.assessment == evolve(wanted, revision=revision)
        assert folder.saved == NOW
    assert store.load(folder.path).assessment == folder.assessment
    assert files.fingerprint(file_of(folder)) == folder.fingerprint


def test_a_save_ignores_the_revision_of_an_older_value(tmp_path: Path) -> None:
    """Undo brings back an older value; the number of saves goes on."""
    folder = saved_folder(tmp_path / "a", saves=3)
    assert store.save(folder, blank(), now=NOW).assessment.revision == 4


def test_answers_stand_in_the_order_of_the_rubric(tmp_path: Path) -> None:
    assessment = blank()
    for row in reversed(ROWS):
        assessment = assessment.with_answer(row, Answer(note="x"))
    for figure in FIGURES:
        assessment = assessment.with_figure(figure, 1)
    folder = store.save(new_folder(tmp_path / "a"), assessment, now=NOW)
    table = toml.read(file_of(folder).read_bytes(), where="").table
    assert tuple(table["answers"]) == ROWS


def test_the_save_before_becomes_a_backup_named_by_its_own_time(tmp_path: Path) -> None:
    folder = saved_folder(tmp_path / "a", saves=3)
    backups = folder.path / "backups"
    assert names(backups)[:2] == [
        "2023-12-12T10-00-00-r000001.toml",
        "2023-12-12T10-01-00-r000002.toml",
    ]
    kept = form.parse((backups / names(backups)[1]).read_bytes(), where="")
    assert kept.revision == 2
    assert len(kept.answers) == 2


def test_of_many_saves_in_a_minute_one_backup_stays(tmp_path: Path) -> None:
    folder = saved_folder(tmp_path / "a", saves=1)
    for second in range(2, 40):
        folder = store.save(folder, folder.assessment, now=NOW.replace(minute=5, second=second))
    in_that_minute = [b.revision for b in saves.good_saves(folder.path) if b.saved.minute == 5]
    assert in_that_minute == [folder.assessment.revision - 1]


def test_backups_are_listed_newest_first_and_only_the_good_ones(tmp_path: Path) -> None:
    folder = saved_folder(tmp_path / "a", saves=4)
    backups = folder.path / "backups"
    (backups / "2023-12-12T10-01-00-r000002.toml").write_bytes(b"")
    (backups / "2023-12-12T10-50-00-r000009.toml").write_bytes(b"format = 1\n")
    (backups / "notes.txt").write_bytes(form.dump(blank()))
    found = saves.good_saves(folder.path)
    assert [(b.revision, b.answers) for b in found] == [(3, 3), (1, 1), (0, 0)]
    assert found[0].saved == NOW.replace(minute=2)
    assert saves.good_saves(tmp_path / "none") == ()


def test_a_backup_before_an_export_is_of_the_last_save_and_stays(tmp_path: Path) -> None:
    folder = saved_folder(tmp_path / "a", saves=1)
    kept = store.keep(folder, saves.Occasion.EXPORT)
    assert kept.name == "2023-12-12T10-00-00-r000001-truoc-khi-xuat.toml"
    for minute in range(1, 40):
        now = NOW.replace(minute=minute)
        folder = store.save(folder, folder.assessment, now=now)
    newest, *older = saves.good_saves(folder.path)
    assert (kept, saves.Occasion.EXPORT) in {(backup.path, backup.occasion) for backup in older}
    assert form.parse(kept.read_bytes(), where="").revision == 1
    assert newest.revision == folder.assessment.revision - 1


def test_what_another_machine_saved_is_never_overwritten(tmp_path: Path) -> None:
    mine = saved_folder(tmp_path / "a")
    theirs = store.save(store.load(mine.path), answered(blank(), 5, "của máy khác"), now=NOW)
    before = file_of(mine).read_bytes()
    with pytest.raises(store.ChangedOnDiskError) as caught:
        store.save(mine, answered(mine.assessment, 6), now=NOW)
    assert file_of(mine).read_bytes() == before
    assert caught.value.problems[0].todo
    assert store.load(mine.path).assessment == theirs.assessment


def test_a_file_that_is_gone_is_written_again(tmp_path: Path) -> None:
    folder = saved_folder(tmp_path / "a")
    file_of(folder).unlink()
    saved = store.save(folder, answered(folder.assessment, 5), now=NOW)
    assert store.load(folder.path).assessment == saved.assessment


def test_a_folder_that_is_gone_is_an_error_and_the_work_can_be_saved_elsewhere(
    tmp_path: Path,
) -> None:
    folder = saved_folder(tmp_path / "stick")
    work = answered(folder.assessment, 5, "vừa gõ")
    shutil.rmtree(folder.path)
    with pytest.raises(files.FileError):
        store.save(folder, work, now=NOW)
    assert not folder.path.exists()
    _copy, missing = store.save_copy(folder, work, tmp_path / "elsewhere")
    assert missing == ()
    assert store.load(tmp_path / "elsewhere").assessment == evolve(work, revision=3)


def test_a_copy_elsewhere_has_all_but_the_backups_and_names_missing_evidence(
    tmp_path: Path,
) -> None:
    folder = saved_folder(tmp_path / "a")
    folder = store.save_past(folder, Past(2022, {ROWS[0]: PastPoints(appraised=None)}))
    (folder.evidence / "E-001-bien-ban.pdf").write_bytes(b"%PDF-")
    documents = tuple(
        Document(name, DocumentKind.FILE, stored_name=stored)
        for name, stored in (
            ("E-001", "E-001-bien-ban.pdf"),
            ("E-002", "E-002-bao-cao.pdf"),
            ("E-003", ""),
        )
    )
    copy, missing = store.save_copy(
        folder, evolve(folder.assessment, documents=documents), tmp_path / "b"
    )
    assert missing == documents[1:2]
    assert names(copy.evidence) == ["E-001-bien-ban.pdf"]
    assert names(copy.path) == [
        "assessment.toml",
        "backups",
        "evidence",
        "past.toml",
        "roster.toml",
        "rubric.toml",
        "standings.toml",
    ]
    read = store.load(copy.path)
    assert (read.past, read.assessment.documents) == (folder.past, documents)


def test_last_years_points_are_kept_beside_the_assessment(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "a")
    past = Past(2022, {ROWS[0]: PastPoints()})
    assert store.save_past(folder, past).past == past
    assert store.load(folder.path).past == past


@pytest.mark.parametrize("name", ["rubric.toml", "roster.toml"])
def test_a_missing_rubric_or_roster_is_named(tmp_path: Path, name: str) -> None:
    folder = new_folder(tmp_path / "a")
    (folder.path / name).unlink()
    with pytest.raises(ParselfError) as caught:
        store.load(folder.path)
    assert caught.value.problems[0].where.endswith(name)


def test_opening_sweeps_what_crashed_writes_left(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "a")
    for place in (folder.path, folder.evidence):
        left = place / f".assessment.toml.{2**22 + 1}-0123abcd.tmp"
        left.write_bytes(b"half")
        os.utime(left, times=(0, 0))
    store.load(folder.path)
    assert temp_files(folder.path) == []


def test_what_cannot_be_stored_never_touches_the_disk(tmp_path: Path) -> None:
    folder = saved_folder(tmp_path / "a")
    before = file_of(folder).read_bytes()
    with pytest.raises(form.UnstorableError):
        store.save(folder, answered(folder.assessment, 1, "x" * 6000), now=NOW)
    with pytest.raises(store.MisfitError):
        store.save(folder, blank().with_answer("99", Answer(note="x")), now=NOW)
    assert file_of(folder).read_bytes() == before
    assert temp_files(folder.path) == []


def test_an_unconfirmed_save_is_told_and_can_be_gone_on_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = saved_folder(tmp_path / "a")

    def unplugged(_: Path) -> None:
        raise OSError(5, "I/O error")

    with monkeypatch.context() as patch:
        patch.setattr(durable, "sync_folder", unplugged)
        with pytest.raises(store.UnconfirmedSaveError) as caught:
            store.save(folder, answered(folder.assessment, 5), now=NOW)
    retried = store.save(caught.value.folder, answered(blank(), 6), now=NOW)
    assert store.load(folder.path).assessment == retried.assessment


def test_a_save_costs_one_pair_of_syncs_and_one_replacement(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = saved_folder(tmp_path / "a")
    counted: dict[str, int] = {}

    def count(name: str) -> None:
        original = getattr(os, name)

        def counting(*args: object, **kwargs: object) -> object:
            counted[name] = counted.get(name, 0) + 1
            return original(*args, **kwargs)

        monkeypatch.setattr(os, name, counting)

    for name in ("fsync", "replace", "rename", "link"):
        count(name)
    store.save(folder, answered(folder.assessment, 5), now=NOW)
    assert counted == {"fsync": 2, "replace": 1, "link": 1}


def test_a_damaged_rubric_beside_a_good_assessment_is_named(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "a")
    (folder.path / "rubric.toml").write_bytes(b"\x00")
    with pytest.raises(DamagedError) as caught:
        store.load(folder.path)
    assert caught.value.problems[0].where.endswith("rubric.toml")


def test_a_folder_knows_the_fingerprint_of_its_file(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "a")
    assert folder.fingerprint == Fingerprint.of([file_of(folder).read_bytes()])
