"""Five departments get their parts, two of them as Excel forms, and all comes back together."""

import shutil
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

import bags
from cli.forms import filled_in
from parself.assessment import store
from parself.assessment.beginning import begin
from parself.assessment.model import Answer, Citation, Document, DocumentKind, State
from parself.desk import handing_out
from parself.desk.desk import Desk
from parself.errors import Problem, RefusedError, UsageError, say
from parself.files import FileError, Fingerprint, OccupiedError
from parself.submission import bag, bundle, joining, parts_ledger
from parself.submission.archive import DamagedBundleError
from parself.submission.joining import Joined
from parself.submission.landing import Outcome
from parself.submission.merging import Choice
from parself.values import evolve
from parself.view.view import Filter, View

NOW: Final = datetime(2023, 12, 12, 10, 0)
SCAN: Final = b"%PDF-1.4 bien ban"


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("parts") / "van-quan-2023"
    begin(path, "lang-son-huyen-2023", "van-quan")
    return path


@pytest.fixture
def desk(pristine: Path, tmp_path: Path) -> store.Folder:
    return store.load(Path(shutil.copytree(pristine, tmp_path / pristine.name)))


def answer(folder: store.Folder, row: str, **values: int) -> store.Folder:
    held = Answer(State.ANSWERED, values, explanation="Theo báo cáo năm.", when=NOW)
    return store.save(folder, folder.assessment.with_answer(row, held), now=NOW)


def with_scan(folder: store.Folder, row: str, name: str, data: bytes = SCAN) -> store.Folder:
    """Register a file as the desk of a part does, and cite it."""
    print_ = Fingerprint.of([data])
    (folder.evidence / name).write_bytes(data)
    document = Document(
        name[:5], DocumentKind.FILE, "Biên bản", stored_name=name, size=print_.size,
        sha256=print_.sha256,
    )  # fmt: skip
    held = evolve(folder.assessment, documents=(*folder.assessment.documents, document))
    cited = evolve(held.answer(row), citations=(Citation(document.id, page="3"),))
    return store.save(folder, held.with_answer(row, cited), now=NOW)


def give(folder: store.Folder, code: str, make: handing_out.Make = "folder") -> Path:
    return handing_out.give(folder, code, None, make, now=NOW).path


def join(folder: store.Folder, path: Path, **choices: Choice) -> Joined:
    seen = joining.preview(folder, path, parts_ledger.read(folder))
    return joining.join(folder, seen, choices, now=NOW + timedelta(hours=1))


def test_five_departments_two_by_excel_come_back_together(desk: store.Folder) -> None:
    phap, tai_chinh = give(desk, "tu-phap"), give(desk, "tc-kh")
    van_hoa = handing_out.open_part(give(desk, "vh-tt", "bundle"), desk.path.parent / "vh")
    noi_vu, van_phong = give(desk, "noi-vu", "form"), give(desk, "vp-hdnd-ubnd", "form")

    answer(store.load(phap), "2.1.1", part=9, whole=10)
    money = with_scan(
        answer(store.load(tai_chinh), "6.1", part=96, whole=100), "6.1", "E-001-giai-ngan.pdf"
    )
    returned = bundle.export(money, desk.path.parent, now=NOW).path
    answer(van_hoa, "7.1.2", part=99, whole=100)
    filled_in(
        noi_vu,
        {
            "1.6|value.part": "12.301",
            "1.6|value.whole": 12450,
            "1.1.1|value.date": datetime(2023, 1, 15),
            "1.1.1|evidence": "12/KH-UBND ngày 15/01/2023, mục II, trang 3",
            "5.2.1|state": "Không phát sinh",
            "1.1.2|value.du-noi-dung": "Có",
            "1.6|explanation": "Theo báo cáo 45.",
            "who": "Hoàng Thị Lan",
        },
    )
    filled_in(van_phong, {"3.4.1|value.part": 12301.0, "3.4.1|value.whole": 12450})

    folder = desk
    for path in (phap, returned, van_hoa.path, noi_vu, van_phong):
        done = join(folder, path)
        assert (done.outcome, done.preview.faults, done.left) == (Outcome.NEW, (), ()), path.name
        folder = done.folder

    held = store.load(desk.path).assessment
    assert held == folder.assessment
    assert held.answer("1.6").values == {"part": 12301, "whole": 12450}
    assert held.answer("1.6").who == "Hoàng Thị Lan"
    assert held.answer("1.1.1").values["date"] == datetime(2023, 1, 15).date()
    assert held.answer("1.1.2").state is State.UNANSWERED
    assert held.answer("5.2.1").state is State.NO_INCIDENCE
    assert held.answer("2.1.1").who == "Phòng Tư pháp"
    assert {one.id: one.number or one.title for one in held.documents} == {
        "TC-001": "Biên bản",
        "NV-001": "12/KH-UBND",
    }
    assert held.answer("1.1.1").citations == (Citation("NV-001", "II", "3"),)
    assert (desk.path / "evidence" / "TC-001-giai-ngan.pdf").read_bytes() == SCAN
    assert View(folder, held).progress().answered == 7
    for path in (phap, returned, van_hoa.path, noi_vu, van_phong):
        again = join(folder, path)
        assert (again.outcome, again.folder.assessment) == (Outcome.SAME, held)
    assert bundle.export(folder, desk.path.parent, now=NOW).missing == ()


def test_a_conflict_waits_and_is_decided_row_by_row(desk: store.Folder) -> None:
    part = give(desk, "tc-kh")
    answer(answer(store.load(part), "6.1", part=96, whole=100), "6.2.1", part=9, whole=9)
    ours = answer(desk, "6.1", part=90, whole=100)
    waiting = join(ours, part)
    assert (waiting.outcome, waiting.landed, waiting.left) == (
        Outcome.DIVERGING, ("6.2.1",), ("6.1",),
    )  # fmt: skip
    assert waiting.folder.assessment.answer("6.1").values["part"] == 90
    # It goes on waiting until somebody chooses.
    again = join(waiting.folder, part)
    assert again.left == ("6.1",)
    kept = join(again.folder, part, **{"6.1": Choice.MINE})
    assert (kept.outcome, kept.folder.assessment) == (Outcome.SAME, again.folder.assessment)
    assert join(kept.folder, part).outcome is Outcome.SAME
    taken = join(kept.folder, part, **{"6.1": Choice.THEIRS})
    assert taken.folder.assessment.answer("6.1").values["part"] == 96


def test_a_corrected_part_goes_on_and_an_older_one_takes_nothing_back(desk: store.Folder) -> None:
    part = give(desk, "tc-kh")
    first = bundle.export(
        answer(store.load(part), "6.1", part=96, whole=100), desk.path.parent, now=NOW
    )
    second = bundle.export(
        answer(first.folder, "6.1", part=97, whole=100), desk.path.parent, now=NOW
    )
    assert [one.bundle.sequence for one in (first, second)] == [1, 2]
    one = join(desk, first.path)
    two = join(one.folder, second.path)
    assert two.outcome is Outcome.NEWER
    assert two.folder.assessment.answer("6.1").values["part"] == 97
    older = join(two.folder, first.path)
    assert (older.outcome, older.folder.assessment) == (Outcome.OLDER, two.folder.assessment)


def test_the_newer_part_may_come_first(desk: store.Folder) -> None:
    part = give(desk, "tc-kh")
    first = bundle.export(
        answer(store.load(part), "6.1", part=96, whole=100), desk.path.parent, now=NOW
    )
    second = bundle.export(
        answer(first.folder, "6.1", part=97, whole=100), desk.path.parent, now=NOW
    )
    newer = join(desk, second.path)
    older = join(newer.folder, first.path)
    assert (older.outcome, older.folder.assessment) == (Outcome.OLDER, newer.folder.assessment)


def test_a_landing_is_taken_back_but_not_what_was_typed_since(desk: store.Folder) -> None:
    part = give(desk, "tc-kh")
    money = answer(answer(store.load(part), "6.1", part=96, whole=100), "6.2.1", part=9, whole=9)
    with_scan(money, "6.1", "E-001-giai-ngan.pdf")
    joined = join(desk, part)
    edited = answer(joined.folder, "6.2.1", part=8, whole=9)
    done = joining.undo(edited, parts_ledger.read(store.load(desk.path)), now=NOW)
    assert (done.rows, done.kept) == (("6.1",), ("6.2.1",))
    held = store.load(desk.path).assessment
    assert held.answer("6.1").is_blank
    assert held.documents == ()
    assert held.answer("6.2.1").values["part"] == 8
    with pytest.raises(RefusedError):
        joining.undo(done.folder, parts_ledger.read(store.load(desk.path)), now=NOW)
    # What was taken back can come again.
    again = join(done.folder, part)
    assert again.landed == ("6.1",)
    assert (desk.path / "evidence" / "TC-001-giai-ngan.pdf").read_bytes() == SCAN


def test_joining_at_the_desk_is_one_step_for_undo(desk: store.Folder) -> None:
    part = give(desk, "tc-kh")
    answer(store.load(part), "6.1", part=96, whole=100)
    sitting = Desk(desk, clock=lambda: NOW)
    sitting.land(join(desk, part).folder)
    assert sitting.assessment.answer("6.1").values["part"] == 96
    assert not sitting.is_dirty
    sitting.undo()
    assert sitting.assessment.answer("6.1").is_blank
    sitting.save()
    assert join(sitting.folder, part).landed == ("6.1",)


def test_the_part_is_a_bag_that_others_can_check(desk: store.Folder, tmp_path: Path) -> None:
    shutil.unpack_archive(give(desk, "tu-phap", "bundle"), tmp_path / "bag")
    info = bags.checked(next((tmp_path / "bag").iterdir()))
    assert (info["Parself-Kind"], info["Parself-Department"]) == ("part", "tu-phap")


def test_a_part_holds_nothing_of_other_departments(desk: store.Folder) -> None:
    full = with_scan(answer(desk, "6.1", part=96, whole=100), "6.1", "E-001-giai-ngan.pdf")
    full = answer(full, "2.1.1", part=9, whole=10)
    part = store.load(give(full, "tu-phap"))
    assert set(part.assessment.answers) == {"2.1.1"}
    assert part.assessment.documents == ()
    assert part.standings is None
    money = store.load(give(full, "tc-kh"))
    assert (money.evidence / "E-001-giai-ngan.pdf").read_bytes() == SCAN


def test_in_a_part_only_its_own_rows_are_walked_and_changed(desk: store.Folder) -> None:
    sitting = Desk(store.load(give(desk, "tu-phap")), clock=lambda: NOW)
    assert sitting.view.filtered(Filter.ALL) == sitting.view.rows
    assert sitting.view.progress().total == len(sitting.view.rows) == 6
    assert sitting.enter("2.1.1", {"part": 9, "whole": 10}) == ()
    with pytest.raises(UsageError, match=r"6\.1"):
        sitting.enter("6.1", {"part": 9})


def test_parts_are_neither_given_out_nor_joined_from_a_part(desk: store.Folder) -> None:
    part = store.load(give(desk, "tu-phap"))
    with pytest.raises(RefusedError):
        give(part, "tu-phap")
    other = give(desk, "tu-phap", "bundle")
    with pytest.raises(RefusedError):
        join(part, other)


def test_what_a_department_filled_in_is_never_written_over(desk: store.Folder) -> None:
    for make, refusal in (
        ("folder", OccupiedError), ("bundle", RefusedError), ("form", RefusedError),
    ):  # fmt: skip
        handing_out.give(desk, "tu-phap", None, make, now=NOW)  # type: ignore[arg-type]
        with pytest.raises(refusal):
            handing_out.give(desk, "tu-phap", None, make, now=NOW)  # type: ignore[arg-type]


def test_a_part_in_one_file_is_read_through_once_however_much_evidence_it_brings(
    desk: store.Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = answer(store.load(give(desk, "tc-kh")), "6.1", part=96, whole=100)
    part = answer(part, "6.2.1", part=9, whole=9)
    for number, row in enumerate(("6.1", "6.2.1"), start=1):
        part = with_scan(part, row, f"E-00{number}-giai-ngan.pdf", SCAN + bytes([64 + number]))
    came = bundle.export(part, desk.path.parent, now=NOW).path
    opened: list[Path] = []
    checked = bag.open_bag

    def counted(path: Path, kind: str) -> bag.Bag:
        opened.append(path)
        return checked(path, kind)

    for room in ("bag", "intake"):
        monkeypatch.setattr(f"parself.submission.{room}.open_bag", counted)
    made = handing_out.open_part(came, desk.path.parent / "mo")
    assert len(list(made.evidence.iterdir())) == 2
    assert opened == [came]
    joined = join(desk, came)
    assert (joined.missing, len(list(desk.evidence.iterdir()))) == ((), 2)
    assert opened == [came, came]


def test_a_part_that_changes_while_it_is_opened_leaves_nothing(
    desk: store.Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = with_scan(store.load(give(desk, "tc-kh")), "6.1", "E-001-giai-ngan.pdf")
    came = bundle.export(part, desk.path.parent, now=NOW).path
    monkeypatch.setattr("parself.desk.handing_out.read_evidence", lambda *_: iter([b"%PDF-khac"]))
    with pytest.raises(DamagedBundleError):
        handing_out.open_part(came, desk.path.parent / "mo")
    assert not (desk.path.parent / "mo").exists()


def test_an_unknown_department_is_refused_with_the_known_ones(desk: store.Folder) -> None:
    with pytest.raises(UsageError) as caught:
        give(desk, "cap-xa")
    todo = caught.value.problems[0].todo
    assert todo is not None
    assert "noi-vu" in str(todo.values["codes"])


def test_every_event_is_in_the_ledger(desk: store.Folder) -> None:
    part = give(desk, "tc-kh")
    answer(store.load(part), "6.1", part=96, whole=100)
    joined = join(desk, part)
    joining.undo(joined.folder, parts_ledger.read(store.load(desk.path)), now=NOW)
    with (desk.path / parts_ledger.LEDGER).open("a", encoding="utf-8") as torn:
        torn.write('{"when": "2023-12')
    ledger = parts_ledger.read(store.load(desk.path))
    assert [(e.event.value, e.department, e.rows[:1]) for e in ledger.entries] == [
        ("given", "tc-kh", ("6.1",)),
        ("joined", "tc-kh", ("6.1",)),
        ("undone", "tc-kh", ("6.1",)),
    ]
    assert ledger.unreadable == 1
    # What was taken back counts as never returned.
    assert ledger.of("tc-kh", parts_ledger.Event.JOINED) == ()
    assert ledger.last_landing is None


def cut_off(folder: store.Folder, part: Path, event: parts_ledger.Event) -> None:
    """Join a part, and be cut off just before a line of the ledger is written."""
    told = parts_ledger._event

    def torn(entry: parts_ledger.Entry) -> Mapping[str, object]:
        if entry.event is event:
            raise KeyboardInterrupt
        return told(entry)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(parts_ledger, "_event", torn)
        with pytest.raises(KeyboardInterrupt):
            join(folder, part)


def test_a_joining_that_is_cut_off_after_its_save_can_be_taken_back(desk: store.Folder) -> None:
    part = give(desk, "tc-kh")
    answer(store.load(part), "6.1", part=96, whole=100)
    cut_off(desk, part, parts_ledger.Event.JOINED)
    found = store.load(desk.path)
    assert found.assessment.answer("6.1").values["part"] == 96
    # Joined again, it says nothing new, and what it landed the first time is still known.
    assert join(found, part).outcome is Outcome.SAME
    done = joining.undo(found, parts_ledger.read(found), now=NOW)
    assert done.rows == ("6.1",)
    assert done.folder.assessment.answer("6.1").is_blank


def test_a_joining_that_is_cut_off_before_its_save_has_not_happened(desk: store.Folder) -> None:
    part = give(desk, "tc-kh")
    answer(store.load(part), "6.1", part=96, whole=100)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(store, "save", cut_off_here)
        with pytest.raises(KeyboardInterrupt):
            join(desk, part)
    found = store.load(desk.path)
    assert parts_ledger.read(found).last_landing is None
    assert join(found, part).outcome is Outcome.NEW


def cut_off_here(*_args: object, **_named: object) -> store.Folder:
    raise KeyboardInterrupt


def test_taking_back_takes_back_what_only_said_the_same_again(desk: store.Folder) -> None:
    part = give(desk, "tc-kh")
    answer(store.load(part), "6.1", part=96, whole=100)
    once = join(desk, part).folder
    assert join(once, part).outcome is Outcome.SAME
    done = joining.undo(once, parts_ledger.read(once), now=NOW)
    assert done.folder.assessment.answer("6.1").is_blank
    again = join(done.folder, part)
    assert (again.outcome, again.landed) == (Outcome.NEW, ("6.1",))


def test_a_locked_assessment_takes_no_part(desk: store.Folder) -> None:
    part = give(desk, "tc-kh")
    answer(store.load(part), "6.1", part=96, whole=100)
    locked = store.save(desk, evolve(desk.assessment, locked=True), now=NOW)
    with pytest.raises(RefusedError):
        join(locked, part)
    assert store.load(desk.path).assessment.answer("6.1").is_blank


def test_a_disk_that_fills_up_while_evidence_is_copied_changes_nothing(
    desk: store.Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = give(desk, "tc-kh")
    with_scan(answer(store.load(part), "6.1", part=96, whole=100), "6.1", "E-001-giai-ngan.pdf")

    def full(path: Path, *, keep: Path | None = None) -> None:
        raise FileError(Problem(say("The disk is full."), str(path)))

    with monkeypatch.context() as patched:
        patched.setattr("parself.files.writing", full)
        with pytest.raises(FileError):
            join(desk, part)
    assert store.load(desk.path).assessment == desk.assessment
    assert join(desk, part).landed == ("6.1",)


def test_evidence_under_a_name_that_is_taken_gets_another(desk: store.Folder) -> None:
    part = give(desk, "tc-kh")
    with_scan(answer(store.load(part), "6.1", part=96, whole=100), "6.1", "E-001-giai-ngan.pdf")
    (desk.evidence / "TC-001-giai-ngan.pdf").write_bytes(b"somebody else's")
    held = join(desk, part).folder.assessment
    assert held.documents[0].stored_name == "TC-001-giai-ngan-2.pdf"
    assert (desk.evidence / held.documents[0].stored_name).read_bytes() == SCAN
    assert (desk.evidence / "TC-001-giai-ngan.pdf").read_bytes() == b"somebody else's"


def test_evidence_that_is_gone_or_changed_is_told_and_not_copied(desk: store.Folder) -> None:
    part = give(desk, "tc-kh")
    with_scan(answer(store.load(part), "6.1", part=96, whole=100), "6.1", "E-001-giai-ngan.pdf")
    (part / "evidence" / "E-001-giai-ngan.pdf").write_bytes(b"changed")
    done = join(desk, part)
    assert (done.landed, done.missing) == (("6.1",), ("Biên bản",))
    assert list(desk.evidence.iterdir()) == []


def test_a_folder_that_is_no_part_is_refused(desk: store.Folder, tmp_path: Path) -> None:
    (tmp_path / "trong").mkdir()
    other = begin(tmp_path / "khac", "lang-son-huyen-2023", "van-quan")
    outcomes = [join(desk, path).outcome for path in (tmp_path / "trong", other.path)]
    assert outcomes == [Outcome.DAMAGED, Outcome.WRONG_KIND]


def test_a_department_that_is_not_there_stops_all_before_the_first_is_written(
    desk: store.Folder,
) -> None:
    before = set(desk.path.parent.iterdir())
    with pytest.raises(UsageError, match="No department"):
        handing_out.give_all(desk, ("tu-phap", "khong-co"), None, "form", now=NOW)
    assert set(desk.path.parent.iterdir()) == before
    assert parts_ledger.read(store.load(desk.path)).entries == ()


def test_a_form_that_lies_there_already_stops_all_before_the_first_is_written(
    desk: store.Folder,
) -> None:
    kept = give(desk, "tc-kh", "form")
    kept.write_bytes(b"filled in")
    with pytest.raises(RefusedError):
        handing_out.give_all(desk, ("tu-phap", "tc-kh"), None, "form", now=NOW)
    assert kept.read_bytes() == b"filled in"
    assert not list(desk.path.parent.glob("*tu-phap*"))


def test_a_department_that_is_named_twice_gets_one_part(desk: store.Folder) -> None:
    given = handing_out.give_all(desk, ("tc-kh", "tc-kh"), None, "bundle", now=NOW)
    assert [one.department.id for one in given] == ["tc-kh"]
