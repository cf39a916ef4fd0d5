"""Laws of joining parts: who changed what decides, and nothing of ours is lost silently."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from parself.assessment.model import (
    Answer,
    Assessment,
    Citation,
    Document,
    DocumentKind,
    Part,
    RubricIdentity,
    State,
)
from parself.submission.merging import (
    Choice,
    History,
    Merge,
    Merged,
    Order,
    Verdict,
    apply,
    judge,
    merge,
    take_back,
)
from parself.submission.parting import answer_hash

NOW = datetime(2023, 12, 12, 10, 0)
ROWS = ("1.1", "1.2", "1.3", "1.4")
IDENTITY = RubricIdentity("bo-mau", "1", "0" * 64)


def answered(
    count: int, *, explanation: str = "", note: str = "", citations: tuple[Citation, ...] = ()
) -> Answer:
    values = {"count": count}
    return Answer(State.ANSWERED, values, explanation, note, citations=citations)


answers = st.one_of(
    st.just(Answer()),
    st.builds(answered, st.integers(0, 3)),
    st.builds(
        lambda n, words: answered(n, explanation=words), st.integers(0, 2), st.sampled_from("ab")
    ),
    st.just(Answer(State.NO_INCIDENCE)),
)
sheets = st.fixed_dictionaries(dict.fromkeys(ROWS, answers))


def desk(sheet: dict[str, Answer]) -> Assessment:
    assessment = Assessment("huyen-a", 2023, IDENTITY)
    for row, answer in sheet.items():
        assessment = assessment.with_answer(row, answer)
    return assessment


def part(
    given_out: dict[str, Answer], now: dict[str, Answer], rows: tuple[str, ...] = ROWS
) -> Assessment:
    """The part of a department as it returns."""
    hashes = {row: answer_hash(given_out[row], ()) for row in rows}
    mine = {row: answer for row, answer in now.items() if row in rows}
    return evolve(desk(mine), part=Part("tu-phap", hashes))


def seen(
    ours: Assessment,
    theirs: Assessment,
    history: Mapping[str, History] | None = None,
    order: Order = Order.NEWER,
) -> Merge:
    return merge(ours, theirs, rows=ROWS, history=history or {}, order=order)


def joined(ours: Assessment, found: Merge, **choices: Choice) -> Merged:
    return apply(ours, found, choices, prefix="TP", who="Phòng Tư pháp", now=NOW)


def said(assessment: Assessment) -> dict[str, str]:
    return {row: answer_hash(assessment.answer(row), assessment.documents) for row in ROWS}


@given(sheets, sheets, sheets)
def test_without_a_choice_nothing_that_was_changed_here_is_overwritten(
    base: dict[str, Answer], ours: dict[str, Answer], theirs: dict[str, Answer]
) -> None:
    before = desk(ours)
    after = joined(before, seen(before, part(base, theirs))).assessment
    changed = [row for row in ROWS if answer_hash(ours[row], ()) != answer_hash(base[row], ())]
    assert all(after.answer(row) == before.answer(row) for row in changed)


@given(sheets, sheets)
def test_what_the_department_did_not_change_stays_ours(
    base: dict[str, Answer], ours: dict[str, Answer]
) -> None:
    before = desk(ours)
    found = seen(before, part(base, base))
    assert joined(before, found).assessment == before
    assert {one.verdict for one in found.rows} <= {Verdict.SAME, Verdict.KEPT}


@given(sheets, sheets)
def test_all_that_only_the_department_changed_is_taken_over(
    base: dict[str, Answer], theirs: dict[str, Answer]
) -> None:
    before = desk(base)
    after = joined(before, seen(before, part(base, theirs))).assessment
    assert said(after) == said(desk(theirs))


@given(sheets, sheets, sheets)
def test_joining_the_same_part_twice_changes_nothing_more(
    base: dict[str, Answer], ours: dict[str, Answer], theirs: dict[str, Answer]
) -> None:
    before, came = desk(ours), part(base, theirs)
    found = seen(before, came)
    once = joined(before, found).assessment
    history = {
        one.row: History((one.digest,), frozenset([one.digest] if one.row in found.taken else ()))
        for one in found.rows
        if one.verdict is not Verdict.CONFLICT
    }
    for order in (Order.AGAIN, Order.UNNUMBERED):
        again = seen(once, came, history, order)
        assert joined(once, again).assessment == once
        assert again.conflicts == found.conflicts


@given(sheets, sheets, sheets)
def test_every_difference_is_told_and_decided_as_a_person_chooses(
    base: dict[str, Answer], ours: dict[str, Answer], theirs: dict[str, Answer]
) -> None:
    before = desk(ours)
    found = seen(before, part(base, theirs))
    alike = {one.row for one in found.rows if one.verdict is Verdict.SAME}
    assert alike == {
        row for row in ROWS if answer_hash(ours[row], ()) == answer_hash(theirs[row], ())
    }
    all_theirs = joined(before, found, **dict.fromkeys(ROWS, Choice.THEIRS)).assessment
    all_mine = joined(before, found, **dict.fromkeys(ROWS, Choice.MINE)).assessment
    assert said(all_theirs) == said(desk(theirs))
    assert all_mine == before


@given(sheets, sheets, sheets)
def test_parts_of_different_departments_come_in_any_order(
    base: dict[str, Answer], one: dict[str, Answer], other: dict[str, Answer]
) -> None:
    before = desk(base)
    first, second = part(base, one, ROWS[:2]), part(base, other, ROWS[2:])
    ends = []
    for sequence in ((first, second), (second, first)):
        after = before
        for came in sequence:
            after = joined(after, seen(after, came)).assessment
        ends.append(after)
    assert ends[0] == ends[1]


@given(sheets, sheets, sheets)
def test_a_landing_is_taken_back_whole_but_for_rows_changed_since(
    base: dict[str, Answer], theirs: dict[str, Answer], later: dict[str, Answer]
) -> None:
    before = desk(base)
    merged = joined(before, seen(before, part(base, theirs)))
    landed = {row: said(merged.assessment)[row] for row in merged.landed}
    back, kept = take_back(merged.assessment, before, landed, {})
    assert (said(back), kept) == (said(before), ())
    edited = merged.assessment.with_answer("1.1", later["1.1"])
    back, kept = take_back(edited, before, landed, {})
    if "1.1" in landed and said(edited)["1.1"] != landed["1.1"]:
        assert kept == ("1.1",)
        assert back.answer("1.1") == edited.answer("1.1")


def came(*digests: str) -> History:
    return History(digests, frozenset(digests))


def test_what_was_taken_back_can_come_again_but_what_was_refused_does_not() -> None:
    assert judge("a", "a", "b", came("b"), Order.AGAIN) is Verdict.TAKEN
    assert judge("a", "a", "b", History(("b",)), Order.AGAIN) is Verdict.KEPT


def test_a_newer_part_goes_on_from_what_the_last_one_brought() -> None:
    # a was given out; b came and was taken over; now c comes.
    assert judge("a", "b", "c", came("b"), Order.NEWER) is Verdict.TAKEN
    # Somebody here changed b to x meanwhile.
    assert judge("a", "x", "c", came("b"), Order.NEWER) is Verdict.CONFLICT
    # The department goes back to what was given out.
    assert judge("a", "b", "a", came("b"), Order.NEWER) is Verdict.TAKEN


def test_an_older_part_takes_nothing_back() -> None:
    assert judge("a", "c", "b", came("c"), Order.OLDER) is Verdict.KEPT
    assert judge("a", "c", "b", came("b", "c"), Order.UNNUMBERED) is Verdict.KEPT


def test_two_parts_of_one_number_that_differ_are_a_conflict() -> None:
    assert judge("a", "b", "c", came("b"), Order.TWIN) is Verdict.CONFLICT


def test_who_and_when_notes_flags_and_the_form_of_numbers_say_nothing() -> None:
    one = Answer(State.ANSWERED, {"count": 5}, who="A", when=NOW, note="n", flagged=True)
    other = Answer(State.ANSWERED, {"count": Decimal("5.0")}, effort=3)
    assert answer_hash(one, ()) == answer_hash(other, ())
    truth = Answer(State.ANSWERED, {"count": True})
    assert answer_hash(one, ()) != answer_hash(truth, ())


def scan(id_: str, sha: str, name: str) -> Document:
    return Document(id_, DocumentKind.FILE, "Báo cáo", stored_name=name, size=3, sha256=sha)


def citing(document: Document) -> Answer:
    return answered(1, citations=(Citation(document.id, "mục II", "3"),))


def returned_with(document: Document) -> Assessment:
    came = part({row: Answer() for row in ROWS}, {"1.1": citing(document)})
    return evolve(came, documents=(document,))


def test_evidence_of_a_department_gets_the_departments_prefix() -> None:
    ours = evolve(desk({}), documents=(scan("E-001", "a" * 64, "E-001-ke-hoach.pdf"),))
    merged = joined(ours, seen(ours, returned_with(scan("E-001", "b" * 64, "E-001-bao-cao.pdf"))))
    assert [one.id for one in merged.assessment.documents] == ["E-001", "TP-001"]
    assert merged.files == {"TP-001-bao-cao.pdf": "E-001-bao-cao.pdf"}
    assert merged.assessment.answer("1.1").citations == (Citation("TP-001", "mục II", "3"),)


def test_the_same_file_is_one_entry_whatever_it_is_called() -> None:
    ours = evolve(desk({}), documents=(scan("E-007", "b" * 64, "E-007-x.pdf"),))
    merged = joined(ours, seen(ours, returned_with(scan("E-001", "b" * 64, "E-001-bao-cao.pdf"))))
    assert merged.assessment.documents == ours.documents
    assert merged.files == {}
    assert merged.assessment.answer("1.1").citations[0].document == "E-007"


def test_a_document_taken_from_the_register_meanwhile_comes_back_once() -> None:
    first = joined(desk({}), seen(desk({}), returned_with(scan("E-001", "b" * 64, "E-001-a.pdf"))))
    again = seen(first.assessment, returned_with(scan("E-001", "b" * 64, "E-001-a.pdf")))
    assert joined(first.assessment, again).assessment == first.assessment


def test_taking_a_landing_back_takes_its_documents_back() -> None:
    before = desk({})
    merged = joined(before, seen(before, returned_with(scan("E-001", "b" * 64, "E-001-a.pdf"))))
    back, _kept = take_back(merged.assessment, before, {"1.1": said(merged.assessment)["1.1"]}, {})
    assert back == before


def test_rows_of_others_in_a_part_are_left_out_and_told() -> None:
    came = part({row: Answer() for row in ROWS}, dict.fromkeys(ROWS, answered(1)))
    ours = desk({})
    found = merge(ours, came, rows=("1.1",), history={}, order=Order.NEWER)
    assert [one.row for one in found.rows] == ["1.1"]
    assert found.notes[0].values["rows"] == "1.2, 1.3, 1.4"
    assert joined(ours, found).landed == ("1.1",)


def test_to_edit_is_to_take_and_flag() -> None:
    base: dict[str, Answer] = {row: Answer() for row in ROWS}
    ours = desk({"1.1": answered(1)})
    found = seen(ours, part(base, {"1.1": answered(2)}))
    after = joined(ours, found, **{"1.1": Choice.EDIT}).assessment.answer("1.1")
    assert (after.values, after.flagged, after.who) == ({"count": 2}, True, "Phòng Tư pháp")


def test_notes_of_both_sides_are_kept() -> None:
    base: dict[str, Answer] = {row: Answer() for row in ROWS}
    ours = desk({"1.1": Answer(note="hỏi lại", effort=2)})
    found = seen(ours, part(base, {"1.1": answered(2, note="theo báo cáo quý")}))
    after = joined(ours, found).assessment.answer("1.1")
    assert (after.note, after.effort) == ("hỏi lại\ntheo báo cáo quý", 2)


def test_a_shared_figure_is_merged_as_rows_are() -> None:
    base = evolve(desk({}), figures={"so-xa": 17})
    came = evolve(desk({}), figures={"so-xa": 18}, part=Part("tu-phap", {}, {"so-xa": 17}))
    assert joined(base, seen(base, came)).assessment.figures == {"so-xa": 18}
    changed = evolve(base, figures={"so-xa": 16})
    found = seen(changed, came)
    assert [one.verdict for one in found.figures] == [Verdict.CONFLICT]
    assert joined(changed, found).assessment == changed
    assert joined(changed, found, **{"figures.so-xa": Choice.THEIRS}).assessment.figures == {
        "so-xa": 18
    }
