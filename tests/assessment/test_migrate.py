from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from parself.assessment.form import dump, parse
from parself.assessment.migrate import Fate, Migration, migrate
from parself.assessment.model import (
    Answer,
    Assessment,
    Citation,
    HandIn,
    Reply,
    Returned,
    SignOff,
    State,
)
from parself.demo.figures import filled_in
from parself.rubric.catalogue import find_roster, find_rubric, find_standings
from parself.rubric.identity import RubricIdentity, scoring_hash
from parself.rubric.model import Rubric
from parself.scoring.score import score_assessment
from parself.values import evolve
from rubric import variants as v

MODEST = settings(max_examples=40, deadline=None)
OLD = find_rubric(v.SHIPPED)[0]
NEW = v.changed_rubric()
UNIT = find_roster(OLD.roster)[0].units[1]
FULL = filled_in(OLD, UNIT, find_standings(OLD.standings)[0])


def identity(rubric: Rubric) -> RubricIdentity:
    return RubricIdentity(rubric.id, rubric.edition, scoring_hash(rubric))


def empty() -> Assessment:
    return Assessment(UNIT.code, 2023, identity(OLD))


def there(assessment: Assessment = FULL, **more: dict[str, str]) -> Migration:
    return migrate(assessment, OLD, NEW, UNIT, **more)


def fates(done: Migration) -> dict[str, Fate]:
    return {row.row_id: row.fate for row in done.rows}


def test_the_same_rubric_changes_nothing() -> None:
    done = migrate(FULL, OLD, OLD, UNIT)
    assert done.assessment == FULL
    assert done.confirmed == FULL
    assert set(fates(done).values()) <= {Fate.CARRIED, Fate.OPEN}


def test_rows_stand_are_asked_again_are_new_or_gone() -> None:
    done = there()
    found = fates(done)
    asked = {row_id for row_id, fate in found.items() if fate is Fate.ASKED}
    assert asked == {*v.REWEIGHTED, v.NEW_THRESHOLD, v.NEW_RULE}
    assert found[v.REWORDED] is found[v.RELABELLED] is found[v.HANDED_OVER] is Fate.CARRIED
    assert found[v.ADDED] is found[v.RENUMBERED[1]] is Fate.NEW
    assert found[v.DROPPED] is found[v.RENUMBERED[0]] is Fate.GONE
    assert done.assessment.rubric == identity(NEW)


def test_answers_that_stand_are_worth_the_same() -> None:
    done = there()
    before = score_assessment(OLD, UNIT, FULL)
    after = score_assessment(NEW, UNIT, done.assessment)
    carried = [row for row in done.rows if row.fate is Fate.CARRIED]
    assert len(carried) > 60
    for row in carried:
        assert after.rows[row.row_id].points == before.rows[row.before_id].points
        assert done.assessment.answer(row.row_id) == FULL.answer(row.before_id)


def test_a_row_asked_again_counts_nothing_and_keeps_all_that_was_typed() -> None:
    answer = Answer(
        State.ANSWERED,
        {"part": 9, "whole": 10},
        "Giải trình",
        "Ghi chú",
        True,
        citations=(Citation("E-001", "II", "3"),),
        effort=4,
    )
    done = there(empty().with_answer("3.4.1", answer))
    assert done.assessment.answer("3.4.1") == evolve(answer, state=State.UNANSWERED)
    assert score_assessment(NEW, UNIT, done.assessment).rows["3.4.1"].points is None
    assert done.assessment.set_aside == {}


def test_confirming_shows_what_the_new_rules_make_of_the_old_figures() -> None:
    answer = Answer(State.ANSWERED, {"part": 100, "whole": 100})
    done = there(empty().with_answer("3.4.1", answer))
    assert score_assessment(OLD, UNIT, empty().with_answer("3.4.1", answer)).claimed.points == 3
    assert score_assessment(NEW, UNIT, done.confirmed).claimed.points == Decimal("2.5")


def test_figures_without_a_place_are_set_aside_with_the_whole_answer() -> None:
    answer = Answer(State.ANSWERED, {"part": 5, "whole": 9}, "Vì sao")
    done = there(empty().with_answer(v.NEW_RULE, answer))
    (row,) = [row for row in done.rows if row.row_id == v.NEW_RULE]
    assert set(row.dropped) == {"part", "whole"}
    assert done.assessment.answer(v.NEW_RULE) == Answer(explanation="Vì sao")
    assert done.assessment.set_aside == {v.NEW_RULE: answer}
    back = migrate(done.assessment, NEW, OLD, UNIT).assessment
    assert back.answer(v.NEW_RULE) == evolve(answer, state=State.UNANSWERED)
    assert back.set_aside == {}


def test_a_row_that_comes_back_brings_what_was_entered_but_counts_nothing() -> None:
    answer = Answer(State.ANSWERED, {"count": 1}, "Gửi chậm một báo cáo")
    done = there(empty().with_answer(v.DROPPED, answer))
    assert done.assessment.set_aside == {v.DROPPED: answer}
    back = migrate(done.assessment, NEW, OLD, UNIT)
    assert fates(back)[v.DROPPED] is Fate.RETURNED
    assert back.assessment.answer(v.DROPPED) == evolve(answer, state=State.UNANSWERED)
    assert back.assessment.set_aside == {}


def test_a_renumbered_row_is_carried_where_a_person_said_so() -> None:
    before, after = v.RENUMBERED
    full = evolve(FULL, waivers={f"unbacked:{before}": "Lưu tại đơn vị"}, position=before)
    done = there(full, moves={before: after})
    assert fates(done)[after] is Fate.CARRIED
    assert before not in fates(done)
    assert done.assessment.answer(after) == FULL.answer(before)
    assert done.assessment.waivers == {f"unbacked:{after}": "Lưu tại đơn vị"}
    assert done.assessment.position == after


def test_without_the_old_rubric_every_answer_is_asked_again() -> None:
    done = migrate(FULL, None, NEW, UNIT)
    assert Fate.CARRIED not in fates(done).values()
    assert score_assessment(NEW, UNIT, done.assessment).claimed.points == 0
    assert done.assessment.answer("1.1.1").values == FULL.answer("1.1.1").values


def test_the_signature_is_void_and_the_number_goes_on() -> None:
    signed = evolve(
        FULL,
        locked=True,
        sign_off=SignOff("A", "Chủ tịch", "Văn Quan", date(2024, 1, 9)),
        hand_in=HandIn(3, "x" * 64, FULL.edited or evolve(FULL).edited),  # type: ignore[arg-type]
    )
    done = there(signed).assessment
    assert (done.locked, done.sign_off, done.hand_in) == (False, None, signed.hand_in)
    assert done.documents == signed.documents


def test_reasons_stay_where_there_is_still_something_to_give_a_reason_for() -> None:
    waivers = {
        f"unbacked:{v.DROPPED}": "a",
        f"unbacked:{v.NEW_THRESHOLD}": "b",
        "missing-file:E-001": "c",
        "contradiction:3": "d",
    }
    kept = there(evolve(FULL, waivers=waivers)).assessment.waivers
    assert set(kept.values()) == {"b", "c"}, "the checks have other numbers now"


words = st.text(alphabet="ab đê", min_size=1, max_size=8)
answers = st.builds(
    Answer,
    st.sampled_from((State.UNANSWERED, State.ANSWERED)),
    st.dictionaries(
        st.sampled_from(("part", "whole", "count", "choice", "points")), st.integers(0, 9)
    ),
    words,
    words,
    st.booleans(),
    citations=st.lists(st.builds(Citation, words), max_size=2).map(tuple),
)
assessments = st.dictionaries(st.sampled_from(tuple(OLD.rows)), answers, max_size=12).map(
    lambda found: evolve(empty(), answers=dict(sorted(found.items())))
)


@MODEST
@example(
    evolve(
        empty(),
        answers={
            "1.6": Answer(State.UNANSWERED, {"part": 0, "points": 0}, "a", "a"),
            "1.7": Answer(State.UNANSWERED, {}, "a", "a"),
        },
    )
)
@given(assessments)
def test_there_and_back_loses_nothing_that_was_typed(assessment: Assessment) -> None:
    moved = there(assessment).assessment
    assert parse(dump(moved), where="") == moved, "it can be saved in between"
    back = migrate(moved, NEW, OLD, UNIT).assessment
    assert back.rubric == assessment.rubric
    for row_id, answer in assessment.answers.items():
        found = back.answer(row_id)
        texts = (answer.explanation, answer.note, answer.citations, answer.flagged)
        assert (found.explanation, found.note, found.citations, found.flagged) == texts
        aside = back.set_aside.get(row_id, Answer()).values
        assert answer.values.items() <= {**aside, **found.values}.items()


@pytest.mark.parametrize("other", ["mau-ngan", "par-index-tinh-2022"])
def test_into_a_rubric_of_another_kind_everything_is_set_aside(other: str) -> None:
    done = migrate(FULL, OLD, find_rubric(other)[0], UNIT).assessment
    kept = {*done.answers, *done.set_aside}
    assert {row_id for row_id, answer in FULL.answers.items() if answer.explanation} <= kept


def test_only_the_same_rules_keep_the_result_of_the_province_and_the_replies_to_it() -> None:
    held = evolve(FULL, returned=Returned("a" * 16, 1, "b" * 64), replies={"3.4.1": Reply(True)})
    same = migrate(held, OLD, OLD, UNIT).assessment
    assert (same.returned, same.replies) == (held.returned, held.replies)
    other = migrate(held, OLD, NEW, UNIT).assessment
    assert (other.returned, other.replies) == (None, {})
