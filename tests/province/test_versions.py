"""Versions of several appraisers: put together in any order, never overwritten, taken back."""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parself.province.appraisal import LEDGER, Appraisal, read_appraisal, write_step
from parself.province.decisions import (
    UNDECIDED,
    Back,
    Basis,
    Cell,
    Decision,
    Verdict,
    stands,
    taken_back,
)
from parself.province.remarks import Audience, Remark, Way
from parself.province.versions import going_on, unknown
from parself.values import evolve

NOON = datetime(2024, 2, 1, 12)
CELL = Cell("van-quan", "1.1.1")


def decision(points: str | None = "0.5", *, who: str = "an", minute: int = 0) -> Decision:
    return Decision(
        cell=CELL,
        verdict=Verdict.ASK if points is None else Verdict.ADJUST,
        who=who,
        when=NOON + timedelta(minutes=minute),
        points=None if points is None else Decimal(points),
        reason="Thiếu văn bản",
        step=f"{who}-{minute}",
    )


def back_of(one: Decision) -> Back:
    return Back(cell=one.cell, of=one.id, who=one.who, when=NOON, step="lai")


@st.composite
def histories(draw: st.DrawFn) -> tuple[Decision, ...]:
    """Draw decisions of which each goes on from some that were made before it."""
    made: list[Decision] = []
    for minute in range(draw(st.integers(1, 7))):
        cell = Cell(draw(st.sampled_from(("a", "b"))), "1.1")
        before = [one for one in made if one.cell == cell]
        seen = draw(st.lists(st.sampled_from(before), max_size=3)) if before else []
        points = draw(st.sampled_from((None, "0", "0.5", "1")))
        one = evolve(decision(points, who=draw(st.sampled_from("xyz")), minute=minute), cell=cell)
        made.append(going_on(seen, one))
    return tuple(made)


@given(histories(), st.data())
def test_the_order_in_which_versions_come_decides_nothing(
    history: tuple[Decision, ...], data: st.DataObject
) -> None:
    mixed = data.draw(st.permutations(history))
    assert stands(mixed) == stands(history)
    assert stands([*mixed, *history]) == stands(history)


@given(histories(), histories())
def test_putting_two_copies_together_is_the_same_from_both_sides(
    ours: tuple[Decision, ...], theirs: tuple[Decision, ...]
) -> None:
    here, there = Appraisal(ours).added(theirs), Appraisal(theirs).added(ours)
    assert here.stands == there.stands
    assert here.added(theirs) == here


@given(histories())
def test_every_decision_is_kept_and_what_nobody_went_on_from_stands(
    history: tuple[Decision, ...],
) -> None:
    latest = [one for stand in stands(history).values() for one in stand.latest]
    passed = {earlier for one in history for earlier in one.after}
    assert {one.id for one in latest} == {one.id for one in history} - passed


@given(histories())
def test_taking_a_step_back_puts_every_cell_where_it_was_before(
    history: tuple[Decision, ...],
) -> None:
    *earlier, last = history
    last = going_on(stands(earlier).get(last.cell, UNDECIDED).latest, last)
    before = stands(earlier)
    gone = taken_back([*earlier, last], [back_of(last)])
    assert stands([*earlier, last], gone) == before


def test_two_decisions_that_know_nothing_of_each_other_stand_side_by_side() -> None:
    first, second = decision("0.5", who="an"), decision("1", who="binh", minute=1)
    stand = stands([second, first])[CELL]
    assert stand.is_contradictory
    assert stand.points is None
    chosen = going_on(stand.latest, decision("1", who="lead", minute=2))
    assert stands([first, second, chosen])[CELL].points == 1


def test_two_who_say_the_same_agree() -> None:
    stand = stands([decision(who="an"), decision(who="binh", minute=5)])[CELL]
    assert not stand.is_contradictory
    assert stand.points == Decimal("0.5")


def test_a_choice_taken_back_shows_both_sides_again() -> None:
    sides = [decision("0.5", who="an"), decision("1", who="binh")]
    chosen = going_on(stands(sides)[CELL].latest, decision("1", who="lead", minute=2))
    gone = taken_back([*sides, chosen], [back_of(chosen)])
    assert stands([*sides, chosen], gone)[CELL].latest == tuple(stands(sides)[CELL].latest)


def test_what_went_on_from_a_decision_taken_back_stays_alone() -> None:
    first = decision("0.5", who="binh")
    second = going_on([first], decision("1", minute=3))
    third = going_on([second], decision("0.75", who="lead", minute=5))
    gone = taken_back([first, second, third], [back_of(second)])
    assert stands([first, second, third], gone)[CELL].latest == (third,)


def test_nobody_takes_back_what_another_decided() -> None:
    one = decision("0.5", who="binh")
    assert taken_back([one], [evolve(back_of(one), who="an")]) == frozenset()
    assert taken_back([one], [back_of(one)]) == {one.id}


def test_an_id_that_was_read_is_not_believed() -> None:
    forged = evolve(decision("2"), id=decision("0.5").id)
    assert forged.id == decision("2").id
    assert unknown([decision("0.5")], [forged]) == (forged,)


def test_what_changed_is_named_and_a_new_hand_in_alone_changes_nothing() -> None:
    basis = Basis(hand_in="1", answer="a", proof="p")
    assert basis.changed(evolve(basis, hand_in="2")) == ()
    assert basis.changed(evolve(basis, answer="b", reference="r")) == ("answer", "reference")


def test_a_step_comes_back_from_the_ledger_as_it_was_written(tmp_path: Path) -> None:
    remark = Remark(
        unit="van-quan", row="1.1.1", text="Xem lại", who="an", when=NOON, audience=Audience.UNIT
    )
    way = Way(
        row="1.1.1", number=1, case="Ban hành muộn", points=Decimal("0.25"), who="an", when=NOON
    )
    write_step(tmp_path, [decision("0.5"), remark])
    write_step(tmp_path, [way])
    read = read_appraisal(tmp_path)
    assert read == Appraisal((decision("0.5"), remark, way))
    assert read.remarks == {("van-quan", "1.1.1"): (remark,)}
    assert read.ways == {"1.1.1": (way,)}


@pytest.mark.parametrize("cut", [1, 40, 200])
def test_a_step_that_was_torn_off_counts_as_a_whole_or_not_at_all(tmp_path: Path, cut: int) -> None:
    write_step(tmp_path, [decision("0.5")])
    write_step(tmp_path, [decision("1", minute=1), decision("0", who="binh", minute=1)])
    ledger = tmp_path / LEDGER
    ledger.write_bytes(ledger.read_bytes()[:-cut])
    read = read_appraisal(tmp_path)
    # Only the line break is missing after one byte.
    assert len(read.decisions) == (3 if cut == 1 else 1)
    assert read.unreadable == (0 if cut == 1 else 1)
    write_step(tmp_path, [decision("1", minute=2)])
    assert len(read_appraisal(tmp_path).decisions) == len(read.decisions) + 1


def test_a_withdrawn_remark_stands_no_more_but_stays_in_the_ledger(tmp_path: Path) -> None:
    first = Remark(unit="van-quan", row="1.1.1", text="Sai", who="an", when=NOON)
    withdrawn = going_on([first], evolve(first, withdrawn=True, when=NOON + timedelta(hours=1)))
    write_step(tmp_path, [first])
    write_step(tmp_path, [withdrawn])
    read = read_appraisal(tmp_path)
    assert read.remarks == {}
    assert len(read.versions) == 2
