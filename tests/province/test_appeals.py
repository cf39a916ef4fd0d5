"""Appeals: noted while results are published, decided by somebody else, counted once."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from parself.errors import ParselfError, RefusedError, UsageError, say
from parself.files import BusyError, journal
from parself.province import (
    appealing,
    appraising,
    ledger,
    naming,
    next_standings,
    publishing,
    putting_in,
    sharing,
    stages,
    terms,
    work,
)
from parself.province.appealing import Argued, Done, Meant
from parself.province.appeals import LEDGER, State, read_appeals
from parself.province.appraisal import LEDGER as APPRAISAL
from parself.province.appraisal import write_step
from parself.province.appraising import Judgement
from parself.province.board import Mark
from parself.province.calendar import Dates
from parself.province.decisions import Cell, Verdict
from parself.province.officers import Officer, Share
from parself.province.overview import open_overview
from parself.province.publishing import publish, read
from parself.province.replay import Step, season_of
from parself.province.returning import going_out, send
from parself.province.round import open_round
from parself.province.snapshot import Snapshot
from parself.province.terms import Change
from parself.province.todo import Kind, tasks
from parself.returns.form import dump, parse
from parself.returns.model import AppealAnswer, Return
from parself.rubric.dump import standings_to_bytes
from parself.values import evolve
from parself.words.appeal_words import odd_words
from province.desks import WHY, judge, with_officers
from province.states import state
from submission.samples import NOW, UNITS

OURS, OTHER, MISSING = UNITS[:3]
SENT = date(2024, 3, 5)
ARGUED = Argued(OURS, "1.2", "Kế hoạch ban hành ngày 5/1", "45/UBND-NV", SENT)
REFUSED, GRANTED = Meant(None, "Gửi sau hạn."), Meant(Decimal("1.5"), "Có văn bản.")


def by(who: str, why: str = "") -> Change:
    return Change(who, NOW, why)


@pytest.fixture
def published(landed: Path) -> Path:
    """A round published: 1.2 of our unit was given 0.5 by Lan; Minh decided nothing."""
    with_officers(landed)
    sharing.add(landed, Officer("minh", "Minh"), WHY)
    judge(landed, "1.2", "0.5", who="lan")
    stages.close(landed, WHY, despite=True)
    publish(landed, WHY)
    return landed


def note(path: Path, argued: Argued = ARGUED) -> Done:
    return appealing.note(path, argued, by("lan"))


def decide(path: Path, meant: Meant, who: str = "minh", *, despite: bool = False) -> Done:
    return appealing.decide(path, OURS, "1.2", meant, by(who), despite=despite)


def again(path: Path) -> Snapshot:
    """Close a round that was reopened, and publish it under the next number."""
    stages.close(path, WHY, despite=True)
    return read(publish(path, WHY))


def states(path: Path) -> Sequence[State]:
    return [one.state for one in open_overview(path).appealed]


def told(path: Path) -> tuple[object, ...]:
    """Everything that anybody is told of the points: publication, standings, every other return."""
    view = open_overview(path)
    found = read(view.round)
    out, _without = going_out(view)
    others = [dump(one.value) for one in out if one.unit.code != OURS]
    own = [evolve(one.value, number=1) for one in out if one.unit.code == OURS]
    rows = [(each.ruling, each.appraised, each.reason) for each in own[0].rows.values()]
    standings = standings_to_bytes(next_standings.standings(view.round, found, "x"))
    scores = view.lines(NOW.date()), view.places, view.stands
    return found, standings, others, rows, own[0].published, scores


def test_an_appeal_keeps_what_was_argued_against_which_points(published: Path) -> None:
    done = note(published)
    appeal = done.one.appeal
    assert (appeal.number, appeal.points, appeal.text) == (1, Decimal("0.5"), ARGUED.text)
    assert (appeal.letter, appeal.sent, appeal.who) == ("45/UBND-NV", SENT, "lan")
    assert done.one.state is State.OPEN
    assert open_overview(published).appealed == (done.one,)
    (line,) = ledger.told(published, "appeal")
    assert (line["act"], line["id"]) == ("noted", appeal.id)


def test_what_is_refused_changes_nothing_that_anybody_is_told_of_points(published: Path) -> None:
    before = told(published)
    files = {name: data for name, data in state(published).items() if name != LEDGER}
    note(published)
    assert decide(published, REFUSED).one.state is State.REFUSED
    assert told(published) == before
    after = {name: data for name, data in state(published).items() if name != LEDGER}
    assert after == files
    stages.reopen(published, WHY)
    assert putting_in.put_in(published, WHY) == ()
    second = again(published)
    assert evolve(second, number=1) == before[0]


def test_what_is_granted_changes_nothing_until_the_correction_and_then_once(
    published: Path,
) -> None:
    before = told(published)
    note(published)
    assert decide(published, GRANTED).one.state is State.GRANTED
    assert told(published) == before
    stages.reopen(published, WHY)
    (one,) = putting_in.put_in(published, by("lan", "Đính chính"))
    assert one.state is State.GRANTED
    assert states(published) == [State.COUNTED]
    stand = open_overview(published).stand(OURS, "1.2")
    assert stand.decision is not None
    assert (stand.points, stand.decision.who) == (Decimal("1.5"), "minh")
    assert "Có văn bản." in stand.decision.reason
    assert "05/03/2024" in stand.decision.reason
    bytes_ = (published / APPRAISAL).read_bytes()
    assert putting_in.put_in(published, by("lan")) == ()
    assert (published / APPRAISAL).read_bytes() == bytes_
    second = again(published)
    ours = second.unit(OURS)
    assert ours is not None
    assert (second.number, ours.points["1.2"]) == (2, Decimal("1.5"))
    stages.reopen(published, WHY)
    assert putting_in.put_in(published, by("lan")) == ()


def test_what_was_put_in_is_passed_by_like_any_decision_and_stays_put_in(published: Path) -> None:
    note(published)
    decide(published, GRANTED)
    stages.reopen(published, WHY)
    putting_in.put_in(published, by("lan"))
    judge(published, "1.2", "2", who="lan")
    assert putting_in.put_in(published, by("lan")) == ()
    assert open_overview(published).stand(OURS, "1.2").points == 2


def test_what_was_put_in_and_taken_back_waits_to_be_put_in_again(published: Path) -> None:
    note(published)
    decide(published, GRANTED, "minh")
    stages.reopen(published, WHY)
    putting_in.put_in(published, by("lan"))
    sharing.share(published, "minh", Share((OURS,)), WHY)
    work.decided(published, "minh", NOW, work.back)
    assert open_overview(published).stand(OURS, "1.2").points == Decimal("0.5")
    assert states(published) == [State.GRANTED]
    assert len(putting_in.put_in(published, by("lan"))) == 1


def test_a_second_look_does_not_make_what_was_granted_differ(landed: Path) -> None:
    with_officers(landed)
    for who in ("minh", "an"):
        sharing.add(landed, Officer(who, who.title()), WHY)
    sharing.set_second_look(landed, 100, Decimal(0), "s", WHY)
    sharing.share(landed, "minh", Share((OURS,)), WHY, second=True)
    judge(landed, "1.2", "0.5", who="lan")
    look = Cell(OURS, "1.2", 2)
    judgement = Judgement(Verdict.ADJUST, Decimal("0.25"), "Xem lại")
    work.decided(
        landed, "minh", NOW, lambda view, act: [appraising.decide(view, look, judgement, act)]
    )
    stages.close(landed, WHY, despite=True)
    publish(landed, WHY)
    note(landed)
    decide(landed, GRANTED, "an")
    stages.reopen(landed, WHY)
    putting_in.put_in(landed, by("lan"))
    view = open_overview(landed)
    assert view.mark(Cell(OURS, "1.2")) is Mark.ADJUSTED
    assert view.points(Cell(OURS, "1.2")) == Decimal("1.5")


def test_whoever_decided_before_does_not_decide_where_somebody_else_is_listed(
    published: Path,
) -> None:
    note(published)
    with pytest.raises(UsageError, match=r"somebody else.*Minh \(minh\)"):
        decide(published, GRANTED, "lan")
    with pytest.raises(UsageError, match="not on the list"):
        decide(published, GRANTED, "la")
    ruling = decide(published, GRANTED, "minh").one.ruling
    assert ruling is not None and not ruling.is_same_person


def test_where_nobody_else_is_listed_it_is_decided_and_told(landed: Path) -> None:
    with_officers(landed)
    judge(landed, "1.2", "0.5", who="lan")
    stages.close(landed, WHY, despite=True)
    publish(landed, WHY)
    note(landed)
    ruling = decide(landed, GRANTED, "lan").one.ruling
    assert ruling is not None and ruling.is_same_person


def test_an_officer_who_is_kept_from_the_unit_is_nobody_else(landed: Path) -> None:
    with_officers(landed)
    sharing.add(landed, Officer("minh", "Minh"), WHY)
    sharing.bar(landed, "minh", OURS, evolve(WHY, why="Quê ở đó"))
    judge(landed, "1.2", "0.5", who="lan")
    stages.close(landed, WHY, despite=True)
    publish(landed, WHY)
    note(landed)
    with pytest.raises(UsageError, match=r"may not appraise this unit.*Quê ở đó"):
        decide(landed, GRANTED, "minh")
    ruling = decide(landed, GRANTED, "lan").one.ruling
    assert ruling is not None and ruling.is_same_person


@pytest.mark.parametrize("may", [False, True])
def test_points_fall_only_where_the_round_says_so(landed: Path, may: bool) -> None:
    judge(landed, "1.2", "0.5")
    if may:
        appealing.set_may_lower(landed, True, WHY)
    stages.close(landed, WHY, despite=True)
    publish(landed, WHY)
    note(landed)
    lower = Meant(Decimal("0.25"), "Chỉ có một phần.")
    if may:
        assert decide(landed, lower).one.state is State.GRANTED
    else:
        with pytest.raises(UsageError, match=r"do not fall .*0\.50"):
            decide(landed, lower)
        assert states(landed) == [State.OPEN]


def test_whether_points_may_fall_is_said_before_publication(published: Path) -> None:
    with pytest.raises(RefusedError, match="closed"):
        appealing.set_may_lower(published, True, WHY)


@pytest.mark.parametrize(
    ("meant", "why"),
    [
        (Meant(Decimal(99), "x"), "Points must lie between"),
        (Meant(Decimal("0.5"), "x"), "refuse the appeal"),
        (Meant(Decimal(1), " "), "reason is needed"),
        (Meant(None, ""), "reason is needed"),
    ],
)
def test_what_cannot_be_decided_so_is_refused(published: Path, meant: Meant, why: str) -> None:
    note(published)
    before = state(published)
    with pytest.raises(UsageError, match=why):
        decide(published, meant)
    assert state(published) == before


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"unit": "la"}, "not in this round's roster"),
        ({"row": "9.9"}, "has no row"),
        ({"text": " "}, "Nothing says"),
        ({"number": 2}, "not the present one"),
        ({"unit": MISSING}, "No points of this unit"),
    ],
)
def test_what_cannot_be_appealed_is_refused(
    published: Path, changed: dict[str, str | int], why: str
) -> None:
    before = state(published)
    with pytest.raises(UsageError, match=why):
        note(published, evolve(ARGUED, **changed))  # type: ignore[arg-type]
    assert state(published) == before


def test_only_what_is_published_now_is_appealed(published: Path) -> None:
    note(published)
    stages.reopen(published, WHY)
    with pytest.raises(RefusedError, match="while the results are published"):
        note(published, evolve(ARGUED, row="1.1"))
    with pytest.raises(RefusedError, match="while the results are published"):
        decide(published, REFUSED)
    judge(published, "1.2", "0.75", who="lan")
    again(published)
    with pytest.raises(UsageError, match="not the present one"):
        note(published, evolve(ARGUED, row="1.1", number=1))
    assert note(published, evolve(ARGUED, row="1.1")).one.appeal.number == 2
    assert decide(published, REFUSED).one.state is State.REFUSED


def test_a_unit_of_which_a_correction_moved_nothing_stands_at_the_number_that_it_holds(
    published: Path,
) -> None:
    note(published)
    decide(published, REFUSED)
    stages.reopen(published, WHY)
    again(published)
    with pytest.raises(RefusedError, match="decided already"):
        note(published)
    assert note(published, evolve(ARGUED, row="1.1", number=1)).one.appeal.number == 1


def test_of_one_publication_a_row_is_appealed_once(published: Path) -> None:
    note(published)
    with pytest.raises(RefusedError, match="noted already"):
        note(published, evolve(ARGUED, text="Lại nữa"))
    decide(published, REFUSED)
    with pytest.raises(RefusedError, match="decided already"):
        note(published, evolve(ARGUED, text="Lại nữa"))
    stages.reopen(published, WHY)
    judge(published, "1.2", "0.25", who="lan")
    again(published)
    assert note(published).one.appeal.number == 2
    assert states(published) == [State.REFUSED, State.OPEN]


def test_the_unit_s_own_result_tells_the_answer_and_nothing_that_is_for_the_desk(
    published: Path, tmp_path: Path
) -> None:
    note(published)

    def own() -> Return:
        out, _without = going_out(open_overview(published), (OURS,))
        return out[0].value

    assert own().rows["1.2"].appeal is None
    decide(published, REFUSED)
    answer = own().rows["1.2"].appeal
    assert answer == AppealAnswer(1, SENT, Decimal("0.5"), None, REFUSED.reason)
    told_ = dump(own()).decode()
    for words in (ARGUED.text, "minh", "Minh", "lan"):
        assert words not in told_, words
    assert parse(dump(own()), where="") == own()
    send(published, (OURS,), tmp_path / "gui", WHY, anyway=True)
    appealing.take_back(published, OURS, "1.2", by("lan", "Nhầm"))
    decide(published, GRANTED)
    answer = own().rows["1.2"].appeal
    assert answer is not None and answer.granted == Decimal("1.5")
    assert own().number == 2


def test_a_name_of_another_unit_in_an_answer_keeps_the_result_back(published: Path) -> None:
    note(published)
    other = open_overview(published).round.roster.units[1].full
    decide(published, Meant(None, f"Như {other}."))
    out, _without = going_out(open_overview(published), (OURS,))
    assert [one.row for one in out[0].named] == ["1.2"]


def test_what_is_withdrawn_is_not_decided_and_may_be_noted_anew(published: Path) -> None:
    note(published)
    done = appealing.withdraw(published, OURS, "1.2", by("lan", "Công văn 50"))
    assert done.one.state is State.WITHDRAWN
    with pytest.raises(UsageError, match="no appeal on this row"):
        decide(published, GRANTED)
    note(published, evolve(ARGUED, text="Vẫn kiến nghị"))
    assert states(published) == [State.WITHDRAWN, State.OPEN]
    decide(published, REFUSED)
    with pytest.raises(UsageError, match="was decided on"):
        appealing.withdraw(published, OURS, "1.2", by("lan", "Công văn 51"))


def test_a_decision_made_by_mistake_is_taken_back_until_it_is_put_in(published: Path) -> None:
    note(published)
    with pytest.raises(UsageError, match="not decided yet"):
        appealing.take_back(published, OURS, "1.2", by("minh", "Nhầm"))
    decide(published, REFUSED)
    with pytest.raises(UsageError, match="was decided on"):
        decide(published, GRANTED)
    with pytest.raises(UsageError, match="reason"):
        appealing.take_back(published, OURS, "1.2", by("minh"))
    with pytest.raises(UsageError, match="only they or the lead"):
        appealing.take_back(published, OURS, "1.2", by("an", "Nhầm"))
    done = appealing.take_back(published, OURS, "1.2", by("lan", "Nhầm"))
    assert done.one.state is State.OPEN
    decide(published, GRANTED)
    stages.reopen(published, WHY)
    putting_in.put_in(published, by("lan"))
    with pytest.raises(RefusedError, match="in the appraisal already"):
        appealing.take_back(published, OURS, "1.2", by("minh", "Nhầm"))


def test_what_comes_late_is_kept_and_decided_only_despite_that(landed: Path) -> None:
    judge(landed, "1.2", "0.5")
    terms.set_dates(landed, Dates(appeals=date(2024, 3, 4)), WHY)
    stages.close(landed, WHY, despite=True)
    publish(landed, WHY)
    assert note(landed).one.is_late
    with pytest.raises(RefusedError, match="after the last day"):
        decide(landed, GRANTED)
    assert decide(landed, GRANTED, despite=True).one.state is State.GRANTED


def test_the_day_of_the_letter_decides_and_the_last_day_is_in_time(landed: Path) -> None:
    judge(landed, "1.2", "0.5")
    terms.set_dates(landed, Dates(appeals=SENT), WHY)
    stages.close(landed, WHY, despite=True)
    publish(landed, WHY)
    late = Change("lan", datetime(2024, 4, 1), "")
    assert not appealing.note(landed, ARGUED, late).one.is_late
    other = evolve(ARGUED, row="1.1", day=None)
    assert appealing.note(landed, other, late).one.is_late


@pytest.mark.parametrize("at", [0, 1])
def test_a_line_that_was_changed_by_hand_is_told_and_nothing_goes_on_from_it(
    published: Path, at: int
) -> None:
    note(published)
    decide(published, GRANTED)
    lines = (published / LEDGER).read_text("utf-8").splitlines()
    lines[at] = lines[at].replace("Lan", "x").replace("1.5", "4.0").replace("45/", "46/")
    (published / LEDGER).write_text("".join(f"{one}\n" for one in lines), "utf-8")
    assert read_appeals(published).unreadable == 1
    (told_,) = open_overview(published).trouble
    assert told_.where.endswith(LEDGER)
    before = state(published)
    with pytest.raises(RefusedError, match="changed or cut short"):
        note(published, evolve(ARGUED, row="1.1"))
    with pytest.raises(RefusedError, match="changed or cut short"):
        decide(published, REFUSED)
    with pytest.raises(RefusedError, match="changed or cut short"):
        appealing.take_back(published, OURS, "1.2", by("lan", "x"))
    stages.reopen(published, WHY)
    with pytest.raises(RefusedError, match="changed or cut short"):
        putting_in.put_in(published, by("lan"))
    assert (published / LEDGER).read_bytes() == before[LEDGER]


def test_a_line_that_was_taken_out_is_missed(published: Path) -> None:
    note(published)
    decide(published, REFUSED)
    lines = (published / LEDGER).read_text("utf-8").splitlines(keepends=True)
    (published / LEDGER).write_text(lines[0], "utf-8")
    (told_,) = open_overview(published).trouble
    assert "gone" in str(told_.what.id)
    (published / LEDGER).unlink()
    assert open_overview(published).trouble


def test_what_was_written_before_a_crash_stands_though_the_ledger_does_not_tell_it(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(appealing, "noted", crash)
    with pytest.raises(KeyboardInterrupt):
        note(published)
    monkeypatch.undo()
    view = open_overview(published)
    assert [one.state for one in view.appealed] == [State.OPEN]
    assert view.trouble == ()
    done = note(published)
    assert [one.appeal for one in open_overview(published).appealed] == [done.one.appeal]
    assert [one["id"] for one in ledger.told(published, "appeal")] == [done.one.appeal.id]
    with pytest.raises(RefusedError, match="noted already"):
        note(published)


def test_after_a_crash_another_call_is_not_taken_for_the_one_that_was_cut_off(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(appealing, "noted", crash)
    with pytest.raises(KeyboardInterrupt):
        note(published)
    monkeypatch.undo()
    with pytest.raises(RefusedError, match="noted already"):
        note(published, evolve(ARGUED, text="Lại nữa"))
    note(published, evolve(ARGUED, row="1.1"))
    assert [one["act"] for one in ledger.told(published, "appeal")] == ["noted", "noted"]


def test_a_crash_before_what_is_granted_is_written_leaves_it_to_be_put_in(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(published)
    decide(published, GRANTED)
    stages.reopen(published, WHY)

    def full(*_args: object) -> None:
        raise ParselfError

    monkeypatch.setattr(journal, "append_lines", full)
    with pytest.raises(ParselfError):
        putting_in.put_in(published, by("lan"))
    monkeypatch.undo()
    assert states(published) == [State.GRANTED]
    assert len(putting_in.put_in(published, by("lan"))) == 1


def test_a_closed_round_takes_nothing_in(published: Path) -> None:
    note(published)
    decide(published, GRANTED)
    with pytest.raises(RefusedError, match="closed"):
        putting_in.put_in(published, by("lan"))


def test_returns_that_were_sent_stay_the_last_ones_when_an_appeal_of_another_unit_is_decided(
    published: Path, tmp_path: Path
) -> None:
    send(published, (), tmp_path / "gui", WHY, anyway=True)
    note(published)
    decide(published, REFUSED)
    out, _without = going_out(open_overview(published))
    assert [one.unit.code for one in out if one.is_new and one.unit.code != OURS] == []


def test_the_season_of_the_row_tells_the_appeal_to_its_end(published: Path) -> None:
    note(published)
    decide(published, GRANTED)
    stages.reopen(published, WHY)
    putting_in.put_in(published, by("lan"))
    view = open_overview(published)
    unit = view.round.roster.unit(OURS)
    assert unit is not None
    steps = (Step.APPEALED, Step.RULED, Step.PUT_IN)
    appealed, ruled, put = (one for one in season_of(view, unit, "1.2") if one.step in steps)
    assert (appealed.when, appealed.why, appealed.number) == (SENT, ARGUED.text, 1)
    assert (ruled.who, ruled.points, ruled.why) == ("Minh", Decimal("1.5"), GRANTED.reason)
    assert (put.step, put.points) == (Step.PUT_IN, Decimal("1.5"))
    assert not [one for one in season_of(view, unit, "1.1") if one.step in steps]


def test_what_waits_is_counted_and_only_what_is_granted_stands_in_the_way(published: Path) -> None:
    def kinds() -> dict[Kind, int]:
        view = open_overview(published)
        return {one.kind: one.count for one in tasks(view, view.lines(NOW.date()))}

    note(published)
    assert kinds()[Kind.APPEALED] == 1
    before = stages.in_the_way(open_overview(published), NOW.date())
    assert [one.kind for one in before.beside] == [Kind.APPEALED]
    decide(published, GRANTED)
    assert Kind.APPEALED not in kinds()
    assert kinds()[Kind.GRANTED] == 1
    stages.reopen(published, WHY)
    after = stages.in_the_way(open_overview(published), NOW.date())
    assert after.count == before.count + 1
    putting_in.put_in(published, by("lan"))
    assert Kind.GRANTED not in kinds()


def test_a_correction_is_one_act_that_asks_first_and_changes_nothing_where_it_is_refused(
    published: Path,
) -> None:
    why = by("lan", "Đính chính")
    for _twice in range(2):
        before = state(published)
        with pytest.raises(RefusedError, match="No granted appeal"):
            putting_in.correct(published, why, despite=True)
        assert state(published) == before
        if not states(published):
            note(published)
    decide(published, GRANTED)
    before = state(published)
    with pytest.raises(RefusedError, match="not finished"):
        putting_in.correct(published, why)
    with pytest.raises(UsageError, match="reason"):
        putting_in.correct(published, by("lan"), despite=True)
    assert state(published) == before
    done = putting_in.correct(published, why, despite=True)
    assert [one.number for one in done.round.publications] == [1, 2]
    ours = read(done.round).unit(OURS)
    assert ours is not None and ours.points["1.2"] == Decimal("1.5")
    assert states(published) == [State.COUNTED]


def test_a_correction_is_held_under_one_lock(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(published)
    decide(published, GRANTED)
    refused: list[str] = []

    def other_window(name: str) -> None:
        with pytest.raises(BusyError):
            sharing.add(published, Officer("khac", "Khác"), WHY)
        refused.append(name)

    def watched(name: str, done: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object, **named: object) -> object:
            other_window(name)
            found = done(*given, **named)
            other_window(name)
            return found

        return call

    monkeypatch.setattr("parself.province.putting_in.write_step", watched("put in", write_step))
    for module, name in ((stages, "open_again"), (stages, "shut"), (publishing, "issue")):
        monkeypatch.setattr(module, name, watched(name, getattr(module, name)))
    putting_in.correct(published, by("lan", "Đính chính"), despite=True)
    steps = ["open_again", "put in", "shut", "issue"]
    assert refused == [name for name in steps for _before_and_after in range(2)]


def test_a_round_that_was_reopened_for_something_else_is_not_corrected(published: Path) -> None:
    note(published)
    decide(published, REFUSED)
    stages.reopen(published, WHY)
    judge(published, "1.2", "0.75", who="lan")
    for closed in (False, True):
        if closed:
            stages.close(published, WHY, despite=True)
        before = state(published)
        with pytest.raises(RefusedError, match="No granted appeal"):
            putting_in.correct(published, by("lan", "Đính chính"), despite=True)
        assert state(published) == before


def test_what_else_a_correction_would_publish_is_told_first(published: Path) -> None:
    note(published)
    decide(published, GRANTED)
    stages.reopen(published, WHY)
    judge(published, "1.1", "3", who="lan", unit=OTHER)
    why = by("lan", "Đính chính")
    plan = putting_in.planned(open_overview(published), why)
    assert plan.beside == (Cell(OTHER, "1.1"),)
    assert plan.moves is not None and set(plan.moves.codes) == {OURS, OTHER}
    with pytest.raises(RefusedError, match=r"Besides what was granted.* 1\.1"):
        putting_in.correct(published, why)
    putting_in.correct(published, why, despite=True)
    round_ = open_overview(published).round
    found = publishing.corrected(round_, read(round_))
    assert found is not None and found.units == plan.moves.units


def test_what_was_granted_is_not_left_out_of_a_round_that_was_closed_without_it(
    published: Path,
) -> None:
    note(published)
    decide(published, GRANTED)
    stages.reopen(published, WHY)
    stages.close(published, WHY, despite=True)
    putting_in.correct(published, by("lan", "Đính chính"), despite=True)
    assert states(published) == [State.COUNTED]
    ours = read(open_overview(published).round).unit(OURS)
    assert ours is not None and ours.points["1.2"] == Decimal("1.5")


def test_what_was_put_in_by_hand_is_corrected_and_then_nothing_waits(published: Path) -> None:
    note(published)
    decide(published, GRANTED)
    stages.reopen(published, WHY)
    putting_in.put_in(published, by("lan"))
    assert len(putting_in.waiting(open_overview(published))) == 1
    putting_in.correct(published, by("lan", "Đính chính"), despite=True)
    assert putting_in.waiting(open_overview(published)) == ()
    stages.reopen(published, WHY)
    assert putting_in.waiting(open_overview(published)) == ()


def test_reasons_of_a_correction_that_name_others_are_told_before_it_is_published(
    published: Path,
) -> None:
    stages.reopen(published, WHY)
    sharing.add(published, Officer("hoa", "Trần Thị Hoa"), WHY)
    again(published)
    other = open_overview(published).round.roster.units[1].full
    note(published)
    decide(published, Meant(Decimal("1.5"), f"Như {other}, chị Trần Thị Hoa đã xem."))
    plan = putting_in.planned(open_overview(published), WHY)
    assert {(one.unit, one.row, one.name) for one in plan.named} == {
        (OURS, "1.2", other),
        (OURS, "1.2", "Trần Thị Hoa"),
    }
    stages.reopen(published, WHY)
    putting_in.put_in(published, by("lan"))
    stages.close(published, WHY, despite=True)
    before = state(published)
    with pytest.raises(RefusedError, match=r"names.*nothing was published"):
        publish(published, WHY)
    assert state(published) == before
    publish(published, WHY, anyway=True)
    assert open_overview(published).round.publications[-1].number == 3


def test_a_day_that_cannot_be_and_full_points_are_told_with_the_appeal(published: Path) -> None:
    later = note(published)
    assert [*odd_words(later.view, later.one)] == ["Ngày văn bản 05/03/2024 chưa đến."]
    view, early = later.view, evolve(later.one.appeal, day=date(2023, 4, 5), points=Decimal(4))
    (old, full) = odd_words(view, evolve(later.one, appeal=early))
    assert "có trước bản công bố lần 1" in old
    assert full == "Tiêu chí đã đạt điểm tối đa."


def test_a_reason_that_names_another_unit_is_found_before_a_letter_is_written(
    published: Path,
) -> None:
    appealing.note(published, ARGUED, WHY)
    other = open_round(published).called(UNITS[1])
    view = decide(published, Meant(None, f"Như {other.lower()} đã làm")).view
    (found,) = naming.in_rulings(view, view.appealed)
    assert (found.row, found.unit) == ("1.2", UNITS[0])
    with pytest.raises(RefusedError, match="letter"):
        naming.require_unnamed(view.round, [found], say("There is no letter."))
