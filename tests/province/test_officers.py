"""Officers: shares, bars, waivers, what is handed on, and the same refusal at every door."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from parself.errors import DamagedError, UsageError
from parself.files import journal
from parself.province import agreeing, sharing
from parself.province.appraising import ACCEPTED, Act, Judgement, accept_all_but, decide
from parself.province.decisions import Cell, Decision, Verdict
from parself.province.ledger import LEDGER
from parself.province.officers import Officer, Share, is_waived, shares_of
from parself.province.overview import Overview, open_overview
from parself.province.remarks import Audience
from parself.province.round import open_round
from parself.province.round_file import ROUND_FILE, dump
from parself.province.terms import Change
from parself.province.versions import Version, going_on
from parself.province.work import decided
from parself.values import evolve
from parself.words.officer_words import nobodys_words, work_words
from submission.samples import NOW, UNITS

WHY = Change("lan", NOW, "Công văn 12")
CELL = Cell(UNITS[0], "1.1")


@pytest.fixture
def shared(landed: Path) -> Path:
    """A lead, an officer with row 1.1 of all units, an office with row 1.2 of the second unit."""
    sharing.add(landed, Officer("lan", "Lan", is_lead=True), WHY)
    sharing.add(landed, Officer("an", "An"), WHY)
    sharing.add(landed, Officer("so-tu-phap", "Sở Tư pháp"), WHY)
    sharing.share(landed, "an", Share(rows=("1.1",)), WHY)
    sharing.share(landed, "so-tu-phap", Share((UNITS[1],), ("1.2",)), WHY)
    return landed


def by_hand(view: Overview, act: Act) -> Sequence[Version]:
    """Make a decision without asking whether the officer may."""
    decision = Decision(cell=CELL, verdict=Verdict.OPEN, who=act.who, when=act.when, step=act.step)
    return [going_on(view.stand(*RATIO).latest, decision)]


RATIO = (CELL.unit, CELL.row)
DOORS: dict[str, Callable[[Overview, Act], Sequence[Version]]] = {
    "decide": lambda view, act: [decide(view, CELL, ACCEPTED, act)],
    "reopen": lambda view, act: [decide(view, CELL, Judgement(Verdict.OPEN), act)],
    "remark": lambda _view, act: [agreeing.remark(CELL, "Xem lại", Audience.INTERNAL, act)],
    "a face that forgot to ask": by_hand,
}


@pytest.mark.parametrize("door", DOORS)
def test_whoever_is_barred_gets_through_no_door_and_nothing_is_written(
    door: str, shared: Path
) -> None:
    decided(shared, "an", NOW, DOORS[door])
    before = open_overview(shared).appraisal
    sharing.bar(shared, "an", CELL.unit, WHY)
    with pytest.raises(UsageError, match="may not appraise this unit"):
        decided(shared, "an", NOW, DOORS[door])
    assert open_overview(shared).appraisal == before
    assert open_overview(shared).appraisal.versions


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("who", ["so-tu-phap", "nobody"])
def test_what_is_outside_the_share_or_the_list_gets_through_no_door(
    door: str, who: str, shared: Path
) -> None:
    with pytest.raises(UsageError, match=r"not in the share|not on the list"):
        decided(shared, who, NOW, DOORS[door])


def test_an_agreed_way_is_for_those_who_have_the_row(shared: Path) -> None:
    def agree(view: Overview, act: Act) -> Sequence[Version]:
        return [
            agreeing.agree(
                view, "1.2", ("Muộn", view.round.rubric.rows["1.2"].points, ""), None, act
            )
        ]

    with pytest.raises(UsageError, match="not in the share"):
        decided(shared, "an", NOW, agree)
    assert decided(shared, "so-tu-phap", NOW, agree).ways["1.2"]


def test_accept_all_but_leaves_out_what_is_not_theirs(shared: Path) -> None:
    cells = [Cell(unit, row) for unit in UNITS[:2] for row in ("1.1", "1.2")]
    plan = accept_all_but(open_overview(shared), cells, Act("so-tu-phap", NOW, "mot"))
    assert {cell for cell, why in plan.skipped.items() if why.value == "not-yours"} == set(
        cells
    ) - {Cell(UNITS[1], "1.2")}


def test_an_officer_is_known_by_login_too_and_signs_with_the_id(shared: Path) -> None:
    sharing.add(shared, Officer("an", "An", login="tran.an"), WHY)
    view = decided(shared, "tran.an", NOW, DOORS["decide"])
    assert [one.who for one in view.stand(*RATIO).latest] == ["an"]
    assert open_round(shared).officers[1].shares


def test_the_id_of_a_round_is_there_from_the_first_and_never_changes(landed: Path) -> None:
    founded = open_round(landed).id
    assert founded
    with_lan = sharing.add(landed, Officer("lan", "Lan"), WHY)
    without = sharing.remove(landed, "lan", WHY)
    again = sharing.add(landed, Officer("minh", "Minh"), WHY)
    assert {with_lan.id, without.id, again.id, open_round(landed).id} == {founded}


@pytest.mark.parametrize("id_", ["", "another"])
def test_nothing_is_written_where_the_round_is_damaged_or_has_no_id(id_: str, landed: Path) -> None:
    round_ = open_round(landed)
    data = dump(evolve(round_, id=id_))
    (landed / ROUND_FILE).write_bytes(data[:-5] if id_ else data)
    before = (landed / ROUND_FILE).read_bytes()
    with pytest.raises(DamagedError) as refused:
        sharing.add(landed, Officer("lan", "Lan"), WHY)
    assert "Make a new round" in str(refused.value.problems[0].todo)
    assert (landed / ROUND_FILE).read_bytes() == before


@pytest.mark.parametrize("act", [sharing.bar, sharing.unbar, sharing.waive])
def test_a_bar_is_noted_taken_away_and_waived_only_with_a_reason(
    shared: Path, act: Callable[[Path, str, str, Change], object]
) -> None:
    sharing.bar(shared, "an", CELL.unit, WHY)
    before = open_round(shared).officers
    with pytest.raises(UsageError, match="reason"):
        act(shared, "an", CELL.unit, Change("lan", NOW, "  "))
    with pytest.raises(UsageError, match="reason"):
        sharing.remove(shared, "an", Change("lan", NOW, ""))
    assert open_round(shared).officers == before


def test_a_bar_is_waived_only_where_nobody_else_could_do_it(landed: Path) -> None:
    sharing.add(landed, Officer("lan", "Lan", is_lead=True), WHY)
    sharing.bar(landed, "lan", CELL.unit, WHY)
    with pytest.raises(UsageError, match="may not"):
        decided(landed, "lan", NOW, DOORS["decide"])
    sharing.waive(landed, "lan", CELL.unit, Change("lan", NOW, "Chỉ có một công chức"))
    decided(landed, "lan", NOW, DOORS["decide"])
    sharing.add(landed, Officer("an", "An"), WHY)
    with pytest.raises(UsageError, match="may not"):
        decided(landed, "lan", NOW, DOORS["reopen"])
    with pytest.raises(UsageError, match="other officers"):
        sharing.waive(landed, "lan", CELL.unit, WHY)


def test_the_list_says_of_a_waiver_what_the_doors_do(landed: Path) -> None:
    sharing.add(landed, Officer("lan", "Lan"), WHY)
    sharing.share(landed, "lan", Share(), WHY)
    sharing.bar(landed, "lan", CELL.unit, WHY)
    waived = sharing.waive(landed, "lan", CELL.unit, Change("lan", NOW, "Chỉ có một công chức"))

    def told() -> tuple[int, str]:
        (one, *_others) = sharing.work_of(open_overview(landed))
        return len(one.cells), " ".join(work_words(open_round(landed), one))

    assert is_waived(waived.officers, waived.officers[0].bars[0])
    cells, words = told()
    assert cells == 4
    assert "được miễn áp dụng: Chỉ có một công chức" in words
    sharing.add(landed, Officer("an", "An"), WHY)
    cells, words = told()
    assert cells == 2
    assert "Chỉ có một công chức" not in words
    assert "hết được miễn" in words


def test_a_share_of_barred_units_alone_is_said_to_be_none(landed: Path) -> None:
    sharing.add(landed, Officer("lan", "Lan"), WHY)
    sharing.share(landed, "lan", Share((CELL.unit,)), WHY)
    sharing.bar(landed, "lan", CELL.unit, WHY)
    (one,) = sharing.work_of(open_overview(landed))
    assert "không còn đơn vị nào được thẩm định" in next(work_words(open_round(landed), one))


def test_rows_that_no_lead_may_decide_are_told_apart(shared: Path) -> None:
    assert "chỉ người chủ trì kết luận: 1" in nobodys_words(open_overview(shared))
    sharing.bar(shared, "lan", UNITS[0], WHY)
    words = nobodys_words(open_overview(shared))
    assert "chỉ người chủ trì" not in words
    assert "không ai được kết luận: 1" in words


def test_whoever_is_not_listed_accepts_nothing_and_is_told_so(shared: Path) -> None:
    view = open_overview(shared)
    with pytest.raises(UsageError, match="not on the list"):
        accept_all_but(view, [CELL], Act("khach", NOW, "buoc"))


def test_what_is_left_is_handed_on_and_what_is_decided_stays(shared: Path) -> None:
    decided(shared, "an", NOW, DOORS["decide"])
    found = sharing.hand_on(shared, "an", "so-tu-phap", Share(), WHY)
    round_, left = found.round, found.rows
    assert CELL not in left
    assert len(left) == len(UNITS) - 1
    an, other = (
        next(one for one in round_.officers if one.id == who) for who in ("an", "so-tu-phap")
    )
    assert an.has(round_.rubric, *RATIO)
    assert not an.has(round_.rubric, UNITS[1], "1.1")
    assert other.has(round_.rubric, UNITS[1], "1.1")
    assert not other.has(round_.rubric, *RATIO)
    with pytest.raises(UsageError, match="Nothing of this share"):
        sharing.hand_on(shared, "an", "so-tu-phap", Share(), WHY)


def test_nothing_is_handed_on_to_somebody_who_may_not(shared: Path) -> None:
    sharing.bar(shared, "so-tu-phap", UNITS[3], WHY)
    with pytest.raises(UsageError, match="may not appraise"):
        sharing.hand_on(shared, "an", "so-tu-phap", Share(), WHY)
    found = sharing.hand_on(shared, "an", "so-tu-phap", Share(units=UNITS[:3]), WHY)
    assert {one.unit for one in found.rows} == set(UNITS[:3])


def test_nobody_is_handed_the_first_look_at_what_they_look_at_a_second_time(shared: Path) -> None:
    sharing.set_second_look(shared, 100, Decimal(0), "seed", WHY)
    sharing.share(shared, "so-tu-phap", Share(units=UNITS[:3], rows=("1.1",)), WHY, second=True)
    found = sharing.hand_on(shared, "an", "so-tu-phap", Share(), WHY)
    assert {one.unit for one in found.stayed} == set(UNITS[:3])
    giver, taker = (
        next(one for one in found.round.officers if one.id == who) for who in ("an", "so-tu-phap")
    )
    assert giver.has(found.round.rubric, UNITS[0], "1.1")
    assert taker.has_second(found.round.rubric, UNITS[0], "1.1")
    assert taker.has(found.round.rubric, UNITS[3], "1.1")
    with pytest.raises(UsageError, match="a second time"):
        sharing.hand_on(shared, "an", "so-tu-phap", Share(), WHY)


@pytest.mark.parametrize("given", [Share(units=("khong-co",)), Share(rows=("9.9",))])
def test_a_share_names_what_there_is(given: Share, shared: Path) -> None:
    before = open_round(shared)
    with pytest.raises(UsageError):
        sharing.share(shared, "an", given, WHY)
    assert open_round(shared) == before


def test_shares_hold_exactly_the_rows_that_they_are_made_of(shared: Path) -> None:
    rubric = open_round(shared).rubric
    cells = {(UNITS[0], "1.1"), (UNITS[1], "1.1"), (UNITS[1], "1.2"), (UNITS[4], "1.1")}
    shares = shares_of(sorted(cells))
    pairs = {(unit, row) for unit in UNITS for row in ("1.1", "1.2")}
    assert {one for one in pairs if any(share.has(rubric, *one) for share in shares)} == cells


def test_every_change_of_the_list_stands_in_the_ledger_with_its_reason(shared: Path) -> None:
    sharing.bar(shared, "an", CELL.unit, WHY)
    sharing.unbar(shared, "an", CELL.unit, WHY)
    sharing.remove(shared, "so-tu-phap", WHY)
    told = [one for one in journal.read(shared / LEDGER).lines.values() if "officer" in one]
    assert [one["what"] for one in told] == [
        *("officer", "officer", "officer", "share", "share"),
        *("barred", "unbarred", "officer-removed"),
    ]
    assert {one["why"] for one in told} == {"Công văn 12"}


def test_only_a_lead_chooses_between_decisions_that_differ(shared: Path) -> None:
    def two(_view: Overview, act: Act) -> Sequence[Version]:
        return [
            Decision(cell=CELL, verdict=Verdict.ASK, reason=text, who="an", when=NOW, step=act.step)
            for text in ("một", "hai")
        ]

    decided(shared, "an", NOW, two)
    with pytest.raises(UsageError, match="the lead chooses"):
        decided(shared, "an", NOW, DOORS["decide"])
    view = decided(shared, "lan", NOW, DOORS["decide"])
    assert view.stand(*RATIO).verdict is Verdict.ACCEPT
