"""Returns: what goes to each unit, what stays, how they are numbered, and what a failure leaves."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from parself import files
from parself.assessment.model import Reply, Returned
from parself.errors import RefusedError, UsageError
from parself.files import FileError, journal
from parself.province import agreeing, publishing, returning, sharing, stages, terms
from parself.province.appraising import Act, Judgement, decide
from parself.province.board import Mark
from parself.province.calendar import Dates
from parself.province.decisions import Cell, Verdict
from parself.province.joining import join
from parself.province.officers import Officer, Share
from parself.province.overview import Overview, open_overview
from parself.province.receiving import merge
from parself.province.remarks import Audience
from parself.province.returned import RETURNED, Replied
from parself.province.returning import Sending, going_out, send
from parself.province.round import open_round, write_round
from parself.province.versions import Version
from parself.province.work import decided
from parself.returns.file import read_return
from parself.returns.model import Phase, Ruling
from parself.values import evolve
from parself.words.return_words import withheld_words
from province.conftest import Sent
from province.desks import WHY, desk, judge, with_officers
from province.desks import sent as sent_back
from submission.samples import LATER, NOW, UNITS, assessment, build, make_folder

FIRST = UNITS[0]


def ask(folder: Path, row: str, reason: str, unit: str = FIRST, who: str = "") -> None:
    judgement = Judgement(Verdict.ASK, reason=reason)
    decided(folder, who, NOW, lambda view, act: [decide(view, Cell(unit, row), judgement, act)])


@pytest.fixture
def settled(landed: Path) -> Path:
    """Adjust row 1.1 of the first unit, and ask about 1.2."""
    judge(landed, "1.1", "4.5")
    ask(landed, "1.2", "Kế hoạch ban hành ngày nào?")
    return landed


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "gui"


def sent(folder: Path, out: Path, *codes: str, anyway: bool = False) -> Sending:
    return send(folder, codes or (FIRST,), out, WHY, anyway=anyway)


def numbers(found: Sending) -> list[int]:
    return [one.outgoing.value.number for one in found.written]


def test_a_unit_is_told_claimed_and_appraised_points_with_the_reason(
    settled: Path, out: Path
) -> None:
    (written,) = sent(settled, out).written
    value = read_return(written.path).value
    one, two = value.rows["1.1"], value.rows["1.2"]
    assert (one.ruling, one.claimed, one.appraised) == (
        Ruling.ADJUSTED,
        Decimal("5.4"),
        Decimal("4.5"),
    )
    assert one.reason == "Chấm 4.5"
    assert (two.ruling, two.appraised) == (Ruling.ASKED, None)
    assert two.reason == "Kế hoạch ban hành ngày nào?"
    assert (value.unit, value.number, value.phase) == (FIRST, 1, Phase.FIRST)
    assert value.to_answer == ("1.1", "1.2")


def test_of_an_agreed_way_the_unit_is_told_case_and_reason(settled: Path, out: Path) -> None:
    agreed = ("Thiếu báo cáo quý", Decimal(3), "Thống nhất 22/01")
    decided(settled, "", NOW, lambda view, act: [agreeing.agree(view, "1.1", agreed, None, act)])
    by_way = Judgement(Verdict.ADJUST, Decimal(3), way=1)
    cell = Cell(FIRST, "1.1")
    decided(settled, "", NOW, lambda view, act: [decide(view, cell, by_way, act)])
    (written,) = sent(settled, out).written
    row = written.outgoing.value.rows["1.1"]
    assert (row.case, row.reason) == ("Thiếu báo cáo quý", "Thống nhất 22/01")


def test_only_remarks_for_the_unit_go_out_and_the_others_are_counted(
    settled: Path, out: Path
) -> None:
    def remark(_view: Overview, act: Act) -> Sequence[Version]:
        cell = Cell(FIRST, "1.1")
        return [
            agreeing.remark(cell, "Cho đơn vị", Audience.UNIT, act),
            agreeing.remark(cell, "Nội bộ", Audience.INTERNAL, act),
        ]

    decided(settled, "", NOW, remark)
    (one,), _without = going_out(open_overview(settled), [FIRST])
    assert one.value.rows["1.1"].remarks == ("Cho đơn vị",)
    assert one.withheld.internal == 1


def test_rows_that_are_not_settled_keep_a_return_back_until_somebody_says_so(
    landed: Path, out: Path
) -> None:
    judge(landed, "1.1", "4.5")
    found = sent(landed, out)
    assert [one.unit.code for one in found.held_back] == [FIRST]
    assert found.held_back[0].withheld.open == ("1.2",)
    assert list(out.iterdir()) == []
    (written,) = sent(landed, out, anyway=True).written
    assert written.outgoing.value.rows["1.2"].ruling is Ruling.OPEN


def test_what_has_to_be_looked_at_again_or_differs_is_told_as_open(
    settled: Path, tmp_path: Path, out: Path
) -> None:
    with_officers(settled, an=Share((FIRST,)), binh=Share((FIRST,)))
    desks = [desk(settled, who, tmp_path) for who in ("an", "binh")]
    for folder, points in zip(desks, ("1", "2"), strict=True):
        judge(folder, "1.1", points)
        file = sent_back(folder, tmp_path, f"{folder.name}-ve.zip")
        join(settled, [file], "lan", NOW, keep=True)
    view = open_overview(settled)
    assert view.mark(Cell(FIRST, "1.1")) is Mark.DIFFERING
    (one,), _without = going_out(view, [FIRST])
    assert one.withheld.differing == ("1.1",)
    assert one.value.rows["1.1"].ruling is Ruling.OPEN
    assert one.value.rows["1.1"].appraised is None
    assert not one.is_clear


def test_a_text_that_names_another_unit_or_an_officer_is_named_and_keeps_it_back(
    settled: Path, out: Path
) -> None:
    ask(settled, "1.2", "Như UBND huyện b đã làm?")
    found = sent(settled, out)
    (held,) = found.held_back
    assert [(one.row, one.name) for one in held.named] == [("1.2", "UBND huyện b")]
    assert len(sent(settled, out, anyway=True).written) == 1


def test_the_own_name_and_words_that_only_begin_alike_are_no_other_name(
    settled: Path, out: Path
) -> None:
    for who, name in (("lan", "Lan"), ("so-tp", "Sở Tư pháp"), ("hoa", "Nguyễn Thị Hoa")):
        sharing.add(settled, Officer(who, name, is_lead=True), WHY)
    said = "Huyện a nêu rõ, huyen-bac cũng vậy; sức lan tỏa theo báo cáo của Sở Tư pháp."
    ask(settled, "1.2", said, who="lan")
    assert len(sent(settled, out).written) == 1
    ask(settled, "1.2", "Hỏi Nguyễn Thị Hoa", who="lan")
    assert [one.name for one in sent(settled, out).held_back[0].named] == ["Nguyễn Thị Hoa"]


@pytest.mark.parametrize("written", ["nguyễn thị hoa", "NGUYỄN THỊ HOA", "Nguyen Thi Hoa"])
def test_a_name_is_found_however_it_is_written(written: str, settled: Path, out: Path) -> None:
    sharing.add(settled, Officer("hoa", "Nguyễn Thị Hoa", is_lead=True), WHY)
    ask(settled, "1.2", f"Theo ý {written}", who="hoa")
    assert [one.name for one in sent(settled, out).held_back[0].named] == ["Nguyễn Thị Hoa"]


def test_another_word_with_the_same_letters_is_no_name(settled: Path, out: Path) -> None:
    sharing.add(settled, Officer("gia", "Bình Gia", is_lead=True), WHY)
    ask(settled, "1.2", "Quỹ bình giá năm 2023?", who="gia")
    assert len(sent(settled, out).written) == 1


def test_the_same_content_keeps_its_number_and_bytes_and_other_content_gets_the_next(
    settled: Path, out: Path
) -> None:
    first = sent(settled, out)
    ledger = (settled / "ledger.jsonl").read_bytes()
    again = sent(settled, out)
    assert (numbers(first), numbers(again)) == ([1], [1])
    assert not again.written[0].outgoing.is_new
    assert (settled / "ledger.jsonl").read_bytes() == ledger
    judge(settled, "1.1", "4")
    changed = sent(settled, out)
    assert numbers(changed) == [2]
    kept = sorted(one.name[:2] for one in (settled / RETURNED / FIRST).iterdir())
    assert kept == ["1-", "2-"]
    assert len(list(out.iterdir())) == 2


def test_a_number_that_may_have_been_sent_is_never_given_to_another_content(
    settled: Path, out: Path
) -> None:
    sent(settled, out)
    ledger = settled / "ledger.jsonl"
    lost = [line for line in ledger.read_text("utf-8").splitlines() if RETURNED not in line]
    ledger.write_text("\n".join((*lost, "")), "utf-8")
    assert numbers(sent(settled, out)) == [1]
    ledger.write_text("\n".join((*lost, "")), "utf-8")
    judge(settled, "1.1", "4")
    assert numbers(sent(settled, out)) == [2]


def test_the_ledger_tells_unit_number_digest_and_what_is_to_be_answered(
    settled: Path, out: Path
) -> None:
    (written,) = sent(settled, out).written
    (told,) = [
        one
        for one in journal.read(settled / "ledger.jsonl").lines.values()
        if one["what"] == RETURNED
    ]
    digest = read_return(written.path).digest
    assert (told["unit"], told["sequence"], told["digest"]) == (FIRST, 1, digest)
    assert told["ask"] == ["1.1", "1.2"]


def test_units_without_a_counting_hand_in_are_told_and_unknown_ones_refused(
    settled: Path, out: Path
) -> None:
    found = send(settled, (), out, WHY)
    assert [one.code for one in found.without] == list(UNITS[2:])
    with pytest.raises(UsageError, match="not in this round"):
        sent(settled, out, "huyen-z")


def test_an_officers_desk_sends_nothing_back(settled: Path, tmp_path: Path, out: Path) -> None:
    with_officers(settled, an=Share((FIRST,)))
    with pytest.raises(RefusedError):
        sent(desk(settled, "an", tmp_path), out)


def test_another_file_of_that_name_is_left_and_the_other_units_are_written(
    settled: Path, out: Path
) -> None:
    out.mkdir()
    name = f"ket-qua-tham-dinh-{FIRST}-2023-lan-1.zip"
    (out / name).write_text("công văn")
    found = sent(settled, out, FIRST, UNITS[1], anyway=True)
    assert [one.outgoing.unit.code for one in found.written] == [UNITS[1]]
    assert [one.where.endswith(name) for one in found.failed] == [True]
    assert (out / name).read_text() == "công văn"


def fails(monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> None:
    def full(*_args: object, **_more: object) -> None:
        raise FileError(*files.faults.not_a_file(Path("x")).problems)

    monkeypatch.setattr(owner, name, full)


STOPS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "the copy that is kept": lambda patch: fails(patch, returning, "write_return"),
    "the ledger": lambda patch: fails(patch, journal, "append"),
    "the copy that goes out": lambda patch: fails(patch, files, "copy_durable"),
}


@pytest.mark.parametrize("stop", STOPS)
def test_a_write_that_fails_leaves_a_state_from_which_the_next_try_gives_the_same(
    stop: str, settled: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        STOPS[stop](patch)
        try:
            failed = sent(settled, out)
        except FileError:
            assert stop == "the ledger"
        else:
            assert failed.failed and not failed.written
        assert not out.exists() or list(out.iterdir()) == []
    told = open_overview(settled).returned
    assert (FIRST in told) is (stop == "the copy that goes out")
    again = sent(settled, out)
    assert numbers(again) == [1]
    assert read_return(again.written[0].path).digest == again.view.returned[FIRST].digest
    assert len(list((settled / RETURNED / FIRST).iterdir())) == 1


def replied(path: Path, number: int, digest: str, *rows: str) -> Path:
    told = evolve(
        assessment(FIRST),
        returned=Returned("vong", 1, digest),
        replies={row: Reply(False, "Đã có báo cáo") for row in rows},
    )
    path.write_bytes(build(make_folder(path.with_suffix(""), told), sequence=number))
    return path


def test_a_unit_has_replied_once_a_hand_in_answers_every_row_of_the_return(
    settled: Path, out: Path, tmp_path: Path, sent: Sent
) -> None:
    def state() -> Replied:
        return open_overview(settled).returned[FIRST].replied

    digest = send(settled, [FIRST], out, WHY).view.returned[FIRST].digest
    assert state() is Replied.WAITING
    merge(settled, [sent(part=91, sequence=2)], now=LATER)
    assert state() is Replied.WAITING
    merge(settled, [replied(tmp_path / "3.zip", 3, digest, "1.1")], now=LATER)
    assert state() is Replied.PARTLY
    assert open_overview(settled).returned[FIRST].left == ("1.2",)
    merge(settled, [replied(tmp_path / "4.zip", 4, digest, "1.1", "1.2")], now=LATER)
    assert state() is Replied.REPLIED


def test_a_reply_that_comes_after_the_last_day_of_hand_ins_is_seen_all_the_same(
    settled: Path, out: Path, tmp_path: Path
) -> None:
    digest = send(settled, [FIRST], out, WHY).view.returned[FIRST].digest
    terms.set_dates(settled, Dates(hand_in=NOW.date()), WHY)
    merge(settled, [replied(tmp_path / "2.zip", 2, digest, "1.1", "1.2")], now=LATER)
    view = open_overview(settled)
    counts = view.round.counting(FIRST)
    assert counts is not None and counts.sequence == 1
    assert view.returned[FIRST].replied is Replied.REPLIED


def test_what_a_desk_says_internally_about_an_accepted_row_is_no_reason(
    settled: Path, out: Path
) -> None:
    def accept(view: Overview, act: Act) -> Sequence[Version]:
        said = Judgement(Verdict.ACCEPT, reason="Nội bộ: cho qua")
        return [decide(view, Cell(FIRST, "1.1"), said, act)]

    decided(settled, "", NOW, accept)
    (one,), _without = going_out(open_overview(settled), [FIRST])
    assert one.value.rows["1.1"].reason == ""


def test_the_names_that_would_be_sent_are_never_said_to_stay_here(settled: Path) -> None:
    def stays() -> str:
        return " ".join(withheld_words(going_out(open_overview(settled), (FIRST,))[0][0]))

    assert "không bao giờ gửi" in stays()
    ask(settled, "1.2", "Như UBND huyện b?")
    assert "SẼ được gửi theo" in stays()
    assert "không bao giờ gửi" not in stays()


def test_a_new_last_day_of_appeals_alone_is_no_new_result(settled: Path, out: Path) -> None:
    def going() -> tuple[bool, bool]:
        one = going_out(open_overview(settled), (FIRST,))[0][0]
        return one.is_new, one.is_moved

    stages.close(settled, WHY, despite=True)
    publishing.publish(settled, WHY)
    assert going() == (True, True)
    sent(settled, out, anyway=True)
    assert going() == (False, False)
    round_ = open_round(settled)
    write_round(evolve(round_, dates=evolve(round_.dates, appeals=LATER.date())))
    assert going() == (True, False)
    for kept in (settled / RETURNED / FIRST).iterdir():
        kept.unlink()
    assert going() == (True, True)
