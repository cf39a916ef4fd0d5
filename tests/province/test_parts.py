"""Part files: nothing beyond the share goes out, nothing beyond it comes in, in whatever order."""

import itertools
import shutil
import zipfile
from collections.abc import Callable, Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from parself import files
from parself.assessment.model import State
from parself.errors import ParselfError, RefusedError, UsageError
from parself.files import Fingerprint, journal
from parself.province import (
    agreeing,
    joining,
    part_desk,
    parts,
    receiving,
    sharing,
    terms,
    undoing,
)
from parself.province.agreeing import remark
from parself.province.appraisal import dump_step
from parself.province.appraising import Act, settle
from parself.province.board import Mark
from parself.province.calendar import Dates
from parself.province.decisions import Basis, Cell, Decision, Verdict
from parself.province.facts import only_rows
from parself.province.joining import Joined, join
from parself.province.losing import losing_rows, reach
from parself.province.officers import Officer, Share
from parself.province.overview import open_overview
from parself.province.remarks import Audience, Remark
from parself.province.round import open_round
from parself.province.versions import Version
from parself.province.work import back, decided
from parself.submission import layout
from parself.submission.archive import BundleError
from parself.submission.intake import read_bundle
from parself.submission.landing import Outcome
from parself.submission.packing import pack
from parself.values import evolve
from parself.words.round_words import act_words
from province.conftest import Sent
from province.desks import WHY, desk, judge, sent, with_officers
from submission.samples import LATER, NOW, UNITS

CELL = Cell(UNITS[0], "1.1")


@pytest.fixture
def shared(landed: Path) -> Path:
    """An has row 1.1 of the first unit; Bình has it too, and all of the second unit."""
    with_officers(landed, an=Share((UNITS[0],), ("1.1",)), binh=Share((UNITS[0], UNITS[1])))
    return landed


def everything_in(file: Path) -> bytes:
    """All bytes of a file, of the files packed in it, and of those in them; and their names."""
    found = b""
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            inner = everything_in_bytes(data) if name.endswith(".zip") else b""
            found += name.encode() + data + inner
    return found


def everything_in_bytes(data: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return b"".join(name.encode() + archive.read(name) for name in archive.namelist())


def one_of(found: joining.JoinResult) -> Joined:
    (one,) = found.joined
    return one


def joined(round_: Path, *paths: Path) -> joining.JoinResult:
    return join(round_, paths, "lan", NOW, keep=True)


def test_a_share_holds_no_byte_of_another_unit(shared: Path, tmp_path: Path) -> None:
    judge(shared, "1.1", "1.11", UNITS[1], "binh")
    sharing.bar(shared, "binh", UNITS[5], WHY)
    parts.give(open_overview(shared), "an", tmp_path / "an.zip", WHY)
    data = everything_in(tmp_path / "an.zip")
    assert UNITS[0].encode() in data
    assert [unit for unit in UNITS[1:] if unit.encode() in data] == []
    assert b"Huy\xe1\xbb\x87n b" not in data
    assert b"1.11" not in data


def test_a_share_holds_no_answer_decision_or_remark_of_another_row(
    shared: Path, tmp_path: Path
) -> None:
    judge(shared, "1.2", "1.23", who="lan")
    remark = Remark(unit=UNITS[0], row="1.2", text="Bí mật", who="lan", when=NOW)
    decided(shared, "lan", NOW, lambda _view, _act: [remark])
    desk(shared, "an", tmp_path)
    view = open_overview(tmp_path / "an")
    assert "Bí mật".encode() not in everything_in(tmp_path / "an.zip")
    assert b"1.23" not in everything_in(tmp_path / "an.zip")
    bundle = read_bundle(tmp_path / "an" / view.round.units[UNITS[0]].received[0].file)
    assert list(bundle.assessment.answers) == ["1.1"]
    assert list(view.marks(UNITS[0])) == ["1.1"]
    assert view.facts[UNITS[0]].rows["1.2"].points is None


def test_a_share_tells_no_total_of_a_unit_beyond_its_rows(landed: Path, tmp_path: Path) -> None:
    with_officers(landed, an=Share((UNITS[0],), ("1.2",)))
    assert open_overview(landed).facts[UNITS[0]].points == Decimal("5.40")
    view = open_overview(desk(landed, "an", tmp_path))
    facts, (came,) = view.facts[UNITS[0]], view.round.units[UNITS[0]].received
    none, most = Decimal(0), Decimal(4)
    assert (facts.points, facts.applicable_max, facts.index) == (none, most, None)
    assert (came.points, came.applicable_max, came.index) == (none, most, None)
    assert b"5.40" not in everything_in(tmp_path / "an.zip")


def test_a_share_does_not_tell_that_another_row_does_not_apply(landed: Path) -> None:
    view = open_overview(landed)
    facts = view.facts[UNITS[0]]
    gone = evolve(facts.rows["1.1"], state=State.NOT_APPLICABLE, maximum=Decimal(0))
    told = evolve(facts, rows={**facts.rows, "1.1": gone})
    rubric = view.round.rubric
    assert only_rows(told, {"1.2"}, rubric) == only_rows(facts, {"1.2"}, rubric)


def test_what_is_sent_and_joined_is_counted_as_what_holds(shared: Path, tmp_path: Path) -> None:
    binh = desk(shared, "binh", tmp_path)
    for points in ("1", "2", "3"):
        judge(binh, "1.1", points)
    judge(binh, "1.2", "1")
    decided(binh, "", NOW, back)
    decided(binh, "", NOW, lambda view, act: [remark(CELL, "Thiếu", Audience.UNIT, act)])
    file = tmp_path / "ve.zip"
    told = part_desk.send(binh, lambda _name: file, now=NOW)
    assert (told.decisions, told.remarks) == (1, 1)
    one = one_of(joined(shared, file))
    assert len(one.taken) == 6
    assert (one.decisions, one.remarks) == (1, 1)
    assert parts.give(open_overview(shared), "binh", tmp_path / "2.zip", WHY).versions == 2
    act = undoing.last_act(shared)
    assert act is not None
    assert "2 kết luận và nhận xét" in act_words(open_round(shared), act)


def test_a_share_opens_with_what_stands_and_rests_on_the_same(shared: Path, tmp_path: Path) -> None:
    judge(shared, "1.1", "1.11", who="binh")
    remark = Remark(unit=UNITS[0], row="1.1", text="Xem lại", who="lan", when=NOW)
    decided(shared, "lan", NOW, lambda _view, _act: [remark])
    view, whole = open_overview(desk(shared, "an", tmp_path)), open_overview(shared)
    assert view.trouble == ()
    assert view.mark(CELL) is Mark.ADJUSTED
    assert view.remarks == whole.remarks
    assert view.basis(*PLACE) == whole.basis(*PLACE)


PLACE = ("huyen-a", "1.1")


def test_the_same_share_gives_the_same_bytes_and_number(shared: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "1.zip", tmp_path / "2.zip"
    given = [parts.give(open_overview(shared), "an", path, WHY) for path in (one, two)]
    assert one.read_bytes() == two.read_bytes()
    assert [one.number for one in given] == [1, 1]
    judge(shared, "1.1", "2", who="an")
    assert parts.give(open_overview(shared), "an", one, WHY).number == 2


def test_what_was_decided_at_two_desks_stands_side_by_side_until_the_lead_chooses(
    shared: Path, tmp_path: Path
) -> None:
    an, binh = desk(shared, "an", tmp_path), desk(shared, "binh", tmp_path)
    judge(an, "1.1", "1")
    judge(binh, "1.1", "2")
    files_ = [sent(folder, tmp_path, f"{folder.name}-ve.zip") for folder in (an, binh)]
    found = joined(shared, *files_)
    assert [one.differing for one in found.joined] == [(), (CELL,)]
    assert open_overview(shared).mark(CELL) is Mark.DIFFERING
    with pytest.raises(UsageError, match="the lead chooses"):
        decided(shared, "binh", NOW, lambda view, act: [settle(view, CELL, "an", "", act)])
    view = decided(shared, "lan", NOW, lambda view, act: [settle(view, CELL, "an", "Đúng", act)])
    assert (view.mark(CELL), view.stands[CELL].points) == (Mark.ADJUSTED, Decimal(1))
    assert joined(shared, *files_).view.appraisal == view.appraisal


def test_files_joined_in_any_order_any_number_of_times_come_to_the_same(
    shared: Path, tmp_path: Path
) -> None:
    an, binh = desk(shared, "an", tmp_path), desk(shared, "binh", tmp_path)
    came = []
    for number, (folder, row, points) in enumerate(
        [(an, "1.1", "1"), (binh, "1.1", "2"), (binh, "1.2", "3"), (an, "1.1", "4")]
    ):
        judge(folder, row, points)
        came.append(sent(folder, tmp_path, f"{number}.zip"))
    states = []
    for order in itertools.permutations(came):
        joined(shared, *order)
        again = joined(shared, *order)
        assert {one.taken for one in again.joined} == {()}
        states.append(again.view.stands)
        files.remove(shared / "appraisal.jsonl")
    assert all(one == states[0] for one in states)
    assert {cell.row for cell in states[0]} == {"1.1", "1.2"}


def test_looking_first_changes_nothing_and_says_the_same(shared: Path, tmp_path: Path) -> None:
    an = desk(shared, "an", tmp_path)
    judge(an, "1.1", "1")
    file = sent(an, tmp_path, "ve.zip")
    before = {path: path.read_bytes() for path in shared.rglob("*") if path.is_file()}
    looked = join(shared, [file], "lan", NOW, keep=False)
    assert {path: path.read_bytes() for path in shared.rglob("*") if path.is_file()} == before
    assert looked.joined == joined(shared, file).joined


def test_the_named_outcomes_follow_the_numbers(shared: Path, tmp_path: Path) -> None:
    an = desk(shared, "an", tmp_path)
    judge(an, "1.1", "1")
    first = sent(an, tmp_path, "1.zip")
    judge(an, "1.1", "2")
    second = sent(an, tmp_path, "2.zip")
    found = [one_of(joined(shared, file)).outcome for file in (first, first, second, first)]
    assert found == [Outcome.NEW, Outcome.SAME, Outcome.NEWER, Outcome.OLDER]
    same = sent(an, tmp_path, "3.zip")
    assert same.read_bytes() == second.read_bytes()


def test_a_desk_of_a_later_share_begins_at_one_again_and_its_file_is_the_newer(
    shared: Path, tmp_path: Path
) -> None:
    names, came = list[str](), list[Path]()

    def send(folder: Path, points: str) -> None:
        judge(folder, "1.1", points)

        def place(name: str) -> Path:
            names.append(name)
            return tmp_path / name

        came.append(part_desk.send(folder, place, now=NOW).path)

    for folder in ("1", "2"):
        (tmp_path / folder).mkdir()
    first = desk(shared, "an", tmp_path / "1")
    for points in ("1", "2"):
        send(first, points)
    joined(shared, *came)
    send(desk(shared, "an", tmp_path / "2"), "3")
    assert names[1:] == ["tham-dinh-an-2023-lan-2.zip", "tham-dinh-an-2023-phan-2-lan-1.zip"]
    found = [one_of(joined(shared, came[at])).outcome for at in (2, 2, 1)]
    assert found == [Outcome.NEWER, Outcome.SAME, Outcome.OLDER]
    assert open_overview(shared).stand(*PLACE).points == Decimal(3)


def forged(place: Path, officer: str, *versions: Version, **labels: str) -> Path:
    """A file as an officer's desk would send it, with whatever versions and labels."""
    data = dump_step(versions)
    facts = dict(parts.labels(open_round(place))) | labels
    info = layout.describe_share(layout.APPRAISAL, officer, 1, facts, size=len(data), files=1)
    path = place.parent / "gia.zip"
    with path.open("wb") as stream:
        pack(stream, info, {layout.VERSIONS: Fingerprint.of([data])}, lambda _name: [data])
    return path


GOOD = Decision(
    cell=CELL, verdict=Verdict.ADJUST, points=Decimal(1), reason="Muộn", who="an", when=NOW
)
WRONG: dict[str, Version] = {
    "another row": evolve(GOOD, cell=Cell(UNITS[0], "1.2")),
    "another unit": evolve(GOOD, cell=Cell(UNITS[1], "1.1")),
    "no unit": evolve(GOOD, cell=Cell("la", "1.1")),
    "no row": evolve(GOOD, cell=Cell(UNITS[0], "9.9")),
    "no look": evolve(GOOD, cell=Cell(UNITS[0], "1.1", 3)),
    "somebody else's": evolve(GOOD, who="binh"),
    "the lead's": evolve(GOOD, who="lan"),
    "too many points": evolve(GOOD, points=Decimal("6.01")),
    "no number": evolve(GOOD, points=Decimal("NaN")),
    "no end": evolve(GOOD, points=Decimal("Infinity")),
    "less than nothing": evolve(GOOD, points=Decimal(-1)),
    "no points": evolve(GOOD, points=None),
    "points where it asks": evolve(GOOD, verdict=Verdict.ASK),
    "no reason": evolve(GOOD, reason=" "),
    "a reason as long as a book": evolve(GOOD, reason="x" * 5001),
    "a basis as long as a book": evolve(GOOD, basis=Basis(answer="x" * 70_000)),
    "a remark elsewhere": Remark(unit=UNITS[1], row="1.1", text="?", who="an", when=NOW),
    "an empty remark": Remark(unit=UNITS[0], row="1.1", text=" ", who="an", when=NOW),
    "a choice for the lead": evolve(GOOD, after=("mot", "hai")),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_lies_outside_the_share_or_is_not_possible_is_named_and_the_rest_is_taken(
    what: str, shared: Path
) -> None:
    one = one_of(joined(shared, forged(shared, "an", WRONG[what], GOOD)))
    assert one.taken == (GOOD,)
    assert [left.version.id for left in one.left] == [WRONG[what].id]
    assert open_overview(shared).appraisal.versions == (GOOD,)


def test_whoever_is_barred_since_is_refused_when_joining_too(shared: Path, tmp_path: Path) -> None:
    an = desk(shared, "an", tmp_path)
    judge(an, "1.1", "1")
    sharing.bar(shared, "an", UNITS[0], WHY)
    one = one_of(joined(shared, sent(an, tmp_path, "ve.zip")))
    assert (one.taken, len(one.left)) == ((), 1)


def test_a_strange_file_puts_nothing_away_that_is_not_its_own(shared: Path) -> None:
    judge(shared, "1.2", "2", UNITS[1], "binh")
    (standing,) = open_overview(shared).appraisal.versions
    joined(shared, forged(shared, "an", evolve(GOOD, after=(standing.id,))))
    assert open_overview(shared).stand(UNITS[1], "1.2").points == Decimal(2)


@pytest.mark.parametrize(
    ("labels", "outcome"),
    [
        ({layout.YEAR_LABEL: "2022"}, Outcome.WRONG_YEAR),
        ({layout.RUBRIC_LABEL: "bo-mau 1 abc"}, Outcome.WRONG_RUBRIC),
        ({layout.PURPOSE_LABEL: "practice"}, Outcome.WRONG_PURPOSE),
        ({layout.ROSTER_LABEL: "khac"}, Outcome.WRONG_UNIT),
        ({layout.KIND_LABEL: "share"}, Outcome.WRONG_KIND),
        ({layout.FORMAT_LABEL: "2"}, Outcome.FORMAT_UNSUPPORTED),
    ],
)
def test_a_foreign_file_is_refused_by_name_and_those_beside_it_are_joined(
    labels: dict[str, str], outcome: Outcome, shared: Path, tmp_path: Path
) -> None:
    an = desk(shared, "an", tmp_path)
    judge(an, "1.1", "1")
    good = sent(an, tmp_path, "ve.zip")
    damaged = tmp_path / "hong.zip"
    damaged.write_bytes(good.read_bytes()[:-40])
    foreign = forged(shared, "an", GOOD, **labels)
    found = joined(shared, foreign, damaged, good, tmp_path / "khong-co.zip")
    outcomes = [one.outcome for one in found.joined]
    assert outcomes == [outcome, Outcome.DAMAGED, Outcome.NEW, Outcome.DAMAGED]
    assert all(one.reasons for one in found.joined)
    assert open_overview(shared).stand(*PLACE).points == Decimal(1)


def test_a_stranger_sends_nothing(shared: Path) -> None:
    one = one_of(joined(shared, forged(shared, "la", evolve(GOOD, who="la"))))
    assert (one.outcome, one.taken) == (Outcome.WRONG_UNIT, ())


def test_a_file_from_a_part_of_another_round_is_refused_and_of_a_copied_round_joined(
    shared: Path, tmp_path: Path, sent: Sent
) -> None:
    other, copy = tmp_path / "khac", Path(shutil.copytree(shared, tmp_path / "ban-sao"))
    receiving.merge(other, [sent(part=90), sent(UNITS[1], part=80)], now=NOW)
    with_officers(other, an=Share((UNITS[0],), ("1.1",)))
    an = desk(other, "an", tmp_path)
    judge(an, "1.1", "1")
    file = part_desk.send(an, lambda _name: tmp_path / "ve.zip", now=NOW).path
    one = one_of(joined(shared, file))
    assert (one.outcome, one.taken) == (Outcome.WRONG_UNIT, ())
    assert "not from a part of this round" in str(one.reasons[0].what)
    parts.give(open_overview(shared), "an", tmp_path / "dung.zip", WHY)
    with pytest.raises(UsageError, match="another round"):
        part_desk.open_share(tmp_path / "dung.zip", an, now=NOW)
    (tmp_path / "2").mkdir()
    mine = desk(copy, "an", tmp_path / "2")
    judge(mine, "1.1", "2")
    file = part_desk.send(mine, lambda _name: tmp_path / "ve-2.zip", now=NOW).path
    assert len(one_of(joined(shared, file)).taken) == 1


def test_at_an_officers_desk_only_what_is_in_the_share_is_counted(
    landed: Path, tmp_path: Path
) -> None:
    with_officers(landed, an=Share((UNITS[0],), ("1.1",)))
    sharing.share(landed, "an", Share((UNITS[1],), ("1.2",)), WHY)
    view = open_overview(desk(landed, "an", tmp_path))
    assert not view.is_ours(UNITS[1], "1.1")
    one, two = (view.facts[unit].rows for unit in UNITS[:2])
    assert {one.row.id: (one.units, one.points) for one in losing_rows(view)} == {
        "1.1": (1, one["1.1"].maximum - (one["1.1"].points or 0)),
        "1.2": (1, two["1.2"].maximum - (two["1.2"].points or 0)),
    }
    assert reach(view, UNITS[0]) == (Decimal(0), one["1.1"].maximum)
    first = view.figures[UNITS[0]]
    assert (first.claimed, first.open, first.index) == (one["1.1"].points, 1, None)


def test_the_points_of_a_second_look_count_at_the_desk_of_the_second_look(
    landed: Path, tmp_path: Path
) -> None:
    with_officers(landed, an=Share((UNITS[1],), ("1.2",)))
    sharing.share(landed, "an", Share((UNITS[0],), ("1.1",)), WHY, second=True)
    sharing.set_second_look(landed, 100, Decimal(0), "hat", WHY)
    an = desk(landed, "an", tmp_path)
    judge(an, "1.1", "2")
    found = open_overview(an).figures[UNITS[0]]
    assert (found.appraised, found.open) == (Decimal(2), 0)
    assert found.is_final


DOORS: dict[str, Callable[[Path], object]] = {
    "merge": lambda path: receiving.merge(path, [], now=NOW),
    "look": lambda path: receiving.preview(path, [], now=NOW),
    "choose": lambda path: receiving.choose(path, UNITS[0], "1", reason="?", now=NOW),
    "undo": lambda path: undoing.take_back(path, now=NOW),
    "dates": lambda path: terms.set_dates(path, Dates(), WHY),
    "officer": lambda path: sharing.add(path, Officer("an", "An", is_lead=True), WHY),
    "bar": lambda path: sharing.bar(path, "an", UNITS[0], WHY),
    "join": lambda path: join(path, [], "lan", NOW, keep=True),
    "part": lambda path: parts.give(open_overview(path), "an", path.parent / "x.zip", WHY),
}


@pytest.mark.parametrize("door", DOORS)
def test_at_an_officers_desk_rows_are_appraised_and_nothing_else(
    door: str, shared: Path, tmp_path: Path
) -> None:
    an = desk(shared, "an", tmp_path)
    before = open_round(an)
    with pytest.raises(RefusedError, match="share of"):
        DOORS[door](an)
    assert open_round(an) == before


def test_an_older_share_is_not_opened_over_a_newer_one(landed: Path, tmp_path: Path) -> None:
    with_officers(landed, an=Share((UNITS[0],), ("1.1",)))
    an = desk(landed, "an", tmp_path)
    old = Path(shutil.copy(tmp_path / "an.zip", tmp_path / "cu.zip"))
    sharing.share(landed, "an", Share((UNITS[0],)), WHY)
    desk(landed, "an", tmp_path)
    before = everything_under(an)
    with pytest.raises(UsageError, match="older share") as caught:
        part_desk.open_share(old, an, now=NOW)
    told = caught.value.problems[0].what.values
    assert (told["open"], told["n"], told["lost"], told["rows"]) == (2, 1, 1, 2)
    assert everything_under(an) == before
    desk(landed, "an", tmp_path)


def everything_under(folder: Path) -> dict[str, bytes]:
    return {str(one): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def test_at_an_officers_desk_nobody_else_decides_and_nothing_outside(
    shared: Path, tmp_path: Path
) -> None:
    an = desk(shared, "an", tmp_path)
    with pytest.raises(UsageError, match="not on the list"):
        judge(an, "1.1", "1", who="lan")
    with pytest.raises(UsageError, match="not in the share"):
        judge(an, "1.2", "1")
    with pytest.raises(RefusedError, match="Nothing is decided"):
        sent(an, tmp_path, "ve.zip")
    with pytest.raises(RefusedError, match="the round itself"):
        sent(shared, tmp_path, "ve.zip")


def test_a_share_that_is_opened_again_brings_what_is_new_and_keeps_what_was_decided(
    shared: Path, tmp_path: Path
) -> None:
    an = desk(shared, "an", tmp_path)
    judge(an, "1.1", "1")
    remark = Remark(unit=UNITS[0], row="1.1", text="Xem lại", who="lan", when=NOW)
    decided(shared, "lan", NOW, lambda _view, _act: [remark])
    view = open_overview(desk(shared, "an", tmp_path))
    assert view.stand(*PLACE).points == Decimal(1)
    assert [one.text for one in view.remarks[PLACE]] == ["Xem lại"]
    assert view.trouble == ()


def test_a_share_is_not_opened_over_something_else(shared: Path, tmp_path: Path) -> None:
    an, binh = desk(shared, "an", tmp_path), desk(shared, "binh", tmp_path)
    before = open_round(binh)
    with pytest.raises(UsageError, match="another share"):
        part_desk.open_share(tmp_path / "an.zip", binh, now=NOW)
    with pytest.raises((UsageError, RefusedError)):
        part_desk.open_share(tmp_path / "an.zip", shared, now=NOW)
    assert open_round(binh) == before
    (tmp_path / "khac").mkdir()
    (tmp_path / "khac" / "thu.docx").write_bytes(b"x")
    with pytest.raises(UsageError, match="other files"):
        part_desk.open_share(tmp_path / "an.zip", tmp_path / "khac", now=NOW)
    assert an.is_dir()


def test_a_forged_share_leaves_nothing_behind(shared: Path, tmp_path: Path) -> None:
    parts.give(open_overview(shared), "an", tmp_path / "an.zip", WHY)
    data = (tmp_path / "an.zip").read_bytes()
    for number, damaged in enumerate(
        (data[:-100], data.replace(b"round.toml", b"round.tomx"), b"")
    ):
        (tmp_path / "gia.zip").write_bytes(damaged)
        with pytest.raises(BundleError):
            part_desk.open_share(tmp_path / "gia.zip", tmp_path / f"moi-{number}", now=NOW)
        assert not (tmp_path / f"moi-{number}").exists()


def test_what_is_interrupted_between_two_writes_is_whole_once_it_is_done_again(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    an = desk(shared, "an", tmp_path)
    judge(an, "1.1", "1")
    file = sent(an, tmp_path, "ve.zip")

    def killed(*_args: object) -> tuple[()]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(joining, "tell", killed)
        with pytest.raises(KeyboardInterrupt):
            joined(shared, file)
    view = open_overview(shared)
    assert (view.trouble, view.stand(*PLACE).points) == ((), Decimal(1))
    assert one_of(joined(shared, file)).taken == ()
    assert open_overview(shared).appraisal == view.appraisal


@pytest.mark.parametrize("stop", range(0, 12))
def test_opening_that_is_interrupted_leaves_no_round_or_a_whole_one(
    stop: int, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    an = desk(shared, "an", tmp_path)
    judge(an, "1.1", "1")
    before = open_overview(an).appraisal
    write, done = files.write_atomic, itertools.count()

    def killed(*args: object, **kwargs: object) -> None:
        if next(done) == stop:
            raise KeyboardInterrupt
        write(*args, **kwargs)  # type: ignore[arg-type]

    for folder in (an, tmp_path / "moi"):
        with monkeypatch.context() as patch:
            patch.setattr(files, "write_atomic", killed)
            try:
                part_desk.open_share(tmp_path / "an.zip", folder, now=LATER)
            except KeyboardInterrupt:
                done = itertools.count()
    assert open_overview(an).appraisal == before
    assert part_desk.open_share(tmp_path / "an.zip", tmp_path / "moi", now=LATER).trouble == ()


def test_a_new_hand_in_in_between_brings_the_decision_up_again(
    shared: Path, tmp_path: Path, sent: Sent
) -> None:
    an = desk(shared, "an", tmp_path)
    judge(an, "1.1", "1")
    file = part_desk.send(an, lambda _name: tmp_path / "ve.zip", now=NOW).path
    receiving.merge(shared, [sent(part=70, sequence=2)], now=NOW)
    found = joined(shared, file)
    assert len(one_of(found).taken) == 1
    assert found.view.mark(CELL) is Mark.TO_REVIEW


def test_every_file_that_came_stands_in_the_ledger(shared: Path, tmp_path: Path) -> None:
    an = desk(shared, "an", tmp_path)
    judge(an, "1.1", "1")
    joined(shared, sent(an, tmp_path, "ve.zip"), forged(shared, "la", GOOD))
    told = list(journal.read(shared / "ledger.jsonl").lines.values())[-2:]
    assert [(one["what"], one["officer"]) for one in told] == [("joined", "an"), ("refused", "la")]


def test_what_an_officer_agreed_and_remarked_comes_along(shared: Path, tmp_path: Path) -> None:
    an = desk(shared, "an", tmp_path)

    def write(view: object, act: Act) -> Sequence[Version]:
        way = agreeing.agree(view, "1.1", ("Muộn", Decimal(1), ""), None, act)  # type: ignore[arg-type]
        return [way, agreeing.remark(CELL, "Thiếu", Audience.UNIT, act)]

    decided(an, "", NOW, write)
    view = joined(shared, sent(an, tmp_path, "ve.zip")).view
    assert [one.case for one in view.ways["1.1"]] == ["Muộn"]
    assert [one.text for one in view.remarks[PLACE]] == ["Thiếu"]


def test_an_officer_without_rows_gets_no_file(shared: Path, tmp_path: Path) -> None:
    sharing.add(shared, Officer("cuc", "Cúc"), WHY)
    sharing.share(shared, "cuc", Share(units=(UNITS[9],)), WHY)
    for who in ("cuc", "la"):
        with pytest.raises(ParselfError):
            parts.give(open_overview(shared), who, tmp_path / "x.zip", WHY)
    assert not (tmp_path / "x.zip").exists()
