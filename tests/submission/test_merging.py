"""Laws of joining parts: who changed what decides, and nothing of ours is lost silently."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from parself.assessment.model import (
    Answer,
    Assessment,
    Citation,
    Document,
    DocumentKind,
    Part,
    State,
)
from parself.rubric.identity import RubricIdentity
from parself.submission.merging import Choice, History, Known, Merge, Verdict, judge, merge
from parself.submission.parting import (
    Cells,
    answer_hash,
    cells,
    digest,
    digests,
    going_on,
    identity,
)
from parself.submission.taking_over import Merged, apply, take_back
from parself.values import evolve

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
    hashes = {row: cells(given_out[row], {}) for row in rows}
    mine = {row: answer for row, answer in now.items() if row in rows}
    return evolve(desk(mine), part=Part("tu-phap", hashes))


def seen(
    ours: Assessment, theirs: Assessment, history: Mapping[str, History] | None = None
) -> Merge:
    return merge(ours, theirs, rows=ROWS, known=Known(history or {}))


def joined(ours: Assessment, found: Merge, **choices: Choice) -> Merged:
    return apply(ours, found, choices, prefix="TP", who="Phòng Tư pháp", now=NOW)


def said(assessment: Assessment) -> dict[str, str]:
    return {row: answer_hash(assessment.answer(row), assessment.documents) for row in ROWS}


def fields(answer: Answer) -> tuple[object, object]:
    return (answer.state, answer.values), answer.explanation


@given(sheets, sheets, sheets)
def test_without_a_choice_no_field_that_was_changed_here_is_overwritten(
    base: dict[str, Answer], ours: dict[str, Answer], theirs: dict[str, Answer]
) -> None:
    before = desk(ours)
    after = joined(before, seen(before, part(base, theirs))).assessment
    for row in ROWS:
        for was, mine, its, now in zip(
            *map(fields, (base[row], ours[row], theirs[row], after.answer(row))), strict=True
        ):
            assert now == mine or (now == its and was == mine)


@given(sheets, sheets)
def test_what_the_department_did_not_change_stays_ours(
    base: dict[str, Answer], ours: dict[str, Answer]
) -> None:
    before = desk(ours)
    found = seen(before, part(base, base))
    assert joined(before, found).assessment == before
    assert {one.verdict for one in found.fields} <= {Verdict.SAME, Verdict.KEPT}


@given(sheets, sheets)
def test_all_that_only_the_department_changed_is_taken_over(
    base: dict[str, Answer], theirs: dict[str, Answer]
) -> None:
    before = desk(base)
    after = joined(before, seen(before, part(base, theirs))).assessment
    assert said(after) == said(desk(theirs))


def remembered(found: Merge) -> dict[str, History]:
    """What a ledger knows once a part was joined and nobody chose."""
    return {
        one.key: History(
            (one.digest,), frozenset([one.digest] if one.verdict is Verdict.TAKEN else ())
        )
        for one in found.fields
        if one.verdict is not Verdict.CONFLICT
    }


@given(sheets, sheets, sheets, sheets)
def test_a_later_part_overwrites_nothing_that_an_earlier_one_brought(
    base: dict[str, Answer],
    ours: dict[str, Answer],
    one: dict[str, Answer],
    other: dict[str, Answer],
) -> None:
    first = seen(desk(ours), part(base, one))
    between = joined(desk(ours), first).assessment
    after = joined(between, seen(between, part(base, other), remembered(first))).assessment
    for row in ROWS:
        for was, brought, now in zip(
            *map(fields, (base[row], between.answer(row), after.answer(row))), strict=True
        ):
            assert now == brought or brought == was


@given(sheets, sheets, sheets)
def test_a_later_part_that_says_so_goes_on_from_the_earlier_one(
    base: dict[str, Answer], one: dict[str, Answer], other: dict[str, Answer]
) -> None:
    first = part(base, one)
    found = seen(desk(base), first)
    between = joined(desk(base), found).assessment
    second = going_on(part(base, other), [first])
    after = joined(between, seen(between, second, remembered(found))).assessment
    assert said(after) == said(desk(other))


@given(sheets, sheets, sheets)
def test_joining_the_same_part_twice_changes_nothing_more(
    base: dict[str, Answer], ours: dict[str, Answer], theirs: dict[str, Answer]
) -> None:
    before, came = desk(ours), part(base, theirs)
    found = seen(before, came)
    once = joined(before, found).assessment
    again = seen(once, came, remembered(found))
    assert joined(once, again).assessment == once
    assert again.undecided({}) == found.undecided({})


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
    for row in ROWS:
        for was, mine, its, now in zip(
            *map(fields, (base[row], ours[row], theirs[row], all_theirs.answer(row))), strict=True
        ):
            assert now == (mine if its == was else its)
    assert all_mine == before
    each = {one.key: Choice.THEIRS for one in found.fields}
    assert said(apply(before, found, each, prefix="TP", who="", now=NOW).assessment) == said(
        desk(theirs)
    )


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


def of(**said: str) -> Cells:
    return said


A, B, C = of(part="a"), of(part="b"), of(part="c")


def came(*said: Cells) -> History:
    known = tuple(map(digest, said))
    return History(known, frozenset(known))


def test_what_was_taken_back_can_come_again_but_what_was_refused_does_not() -> None:
    assert judge(A, A, B, came(B)) is Verdict.TAKEN
    assert judge(A, A, B, History((digest(B),))) is Verdict.KEPT


def test_of_two_parts_from_one_base_the_second_is_another_version() -> None:
    assert judge(A, B, C, came(B)) is Verdict.CONFLICT


def test_a_part_that_holds_what_the_earlier_one_brought_goes_on_from_it() -> None:
    half, whole = of(part="9"), of(part="9", whole="10")
    assert judge({}, half, whole, came(half)) is Verdict.TAKEN
    assert judge({}, whole, half, came(whole)) is Verdict.CONFLICT
    # What stands untouched since the giving out is no part of what has to be held.
    assert judge(of(part="1"), of(part="1", whole="10"), of(part="2", whole="10"), came()) is (
        Verdict.TAKEN
    )


def test_a_part_that_said_before_what_stands_here_goes_on_from_it() -> None:
    assert judge(A, B, C, came(B), [digest(B)]) is Verdict.TAKEN
    assert judge(A, B, A, came(B), [digest(B)]) is Verdict.TAKEN
    # Somebody here changed it meanwhile.
    assert judge(A, of(part="x"), C, came(B), [digest(B)]) is Verdict.CONFLICT


def test_what_only_an_earlier_part_said_stays_and_is_told() -> None:
    assert judge(A, B, A, came(B)) is Verdict.LACKING
    assert judge(A, B, A, History()) is Verdict.KEPT


def test_an_older_part_takes_nothing_back() -> None:
    assert judge(A, C, B, came(B, C)) is Verdict.KEPT


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
    found = merge(ours, came, rows=("1.1",), known=Known())
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


def explained(count: int, words: str, *papers: Document) -> Answer:
    return answered(count, explanation=words, citations=tuple(Citation(one.id) for one in papers))


def test_taking_theirs_leaves_what_they_did_not_touch() -> None:
    ours = evolve(desk({}), documents=(scan("E-001", "a" * 64, "E-001-a.pdf"),))
    ours = ours.with_answer("1.1", explained(1, "Theo báo cáo quý.", *ours.documents))
    base: dict[str, Answer] = {row: Answer() for row in ROWS}
    found = seen(ours, part(base, {"1.1": answered(2)}))
    assert found.undecided({}) == ("1.1.figures",)
    taken = joined(ours, found, **{"1.1": Choice.THEIRS}).assessment.answer("1.1")
    assert taken.values == {"count": 2}
    assert (taken.explanation, taken.citations) == ("Theo báo cáo quý.", (Citation("E-001"),))


def test_fields_of_a_row_are_decided_one_by_one() -> None:
    base: dict[str, Answer] = {row: Answer() for row in ROWS}
    ours = desk({"1.1": explained(1, "Của ta.")})
    found = seen(ours, part(base, {"1.1": explained(2, "Của phòng.")}))
    choices = {"1.1.figures": Choice.THEIRS}
    assert found.undecided(choices) == ("1.1.explanation",)
    taken = joined(ours, found, **choices).assessment.answer("1.1")
    assert (taken.values, taken.explanation) == ({"count": 2}, "Của ta.")
    mixed = joined(ours, found, **{"1.1": Choice.THEIRS, "1.1.figures": Choice.MINE})
    assert fields(mixed.assessment.answer("1.1")) == (
        (State.ANSWERED, {"count": 1}),
        "Của phòng.",
    )


def test_an_explanation_that_goes_on_from_ours_is_no_second_version() -> None:
    base: dict[str, Answer] = {row: Answer() for row in ROWS}
    ours = desk({"1.1": explained(1, "Theo báo cáo quý.")})
    found = seen(ours, part(base, {"1.1": explained(1, "Theo báo cáo quý. Đã bổ sung.")}))
    assert found.undecided({}) == ()


def test_papers_of_both_sides_are_kept_and_one_taken_out_goes() -> None:
    given_paper, mine, its = (scan(f"E-00{n}", str(n) * 64, f"E-00{n}-x.pdf") for n in (1, 2, 3))
    given_out = evolve(desk({"1.1": explained(1, "", given_paper)}), documents=(given_paper,))
    ours = evolve(desk({"1.1": explained(1, "", given_paper, mine)}), documents=(given_paper, mine))
    said_then = cells(given_out.answer("1.1"), {"E-001": identity(given_paper)})
    theirs = evolve(
        desk({"1.1": explained(1, "", evolve(its, id="E-002"))}),
        documents=(evolve(its, id="E-002"),),
        part=Part("tu-phap", {"1.1": said_then}),
    )
    after = joined(ours, seen(ours, theirs)).assessment
    cited = [after.document(c.document) for c in after.answer("1.1").citations]
    assert [one.sha256[:1] for one in cited if one] == ["2", "3"]


def noted(document_id: str, title: str = "") -> Document:
    return Document(document_id, DocumentKind.ON_FILE, title, number="120/BC-UBND")


def test_a_document_stays_one_whatever_the_register_calls_it_since() -> None:
    first = evolve(returned_with(noted("TP-001")))
    found = seen(desk({}), first)
    once = joined(desk({}), found)
    edited = evolve(once.assessment, documents=(noted("TP-001", "Báo cáo năm"),))
    known = Known(remembered(found), once.documents)
    corrected = returned_with(noted("TP-001")).with_answer(
        "1.1", evolve(citing(noted("TP-001")), explanation="Đã rà soát.")
    )
    again = merge(edited, corrected, rows=ROWS, known=known)
    after = joined(edited, again).assessment
    assert after.documents == edited.documents
    assert after.answer("1.1").citations == edited.answer("1.1").citations
    assert after.answer("1.1").explanation == "Đã rà soát."


def test_an_id_that_went_to_another_document_is_not_taken_for_the_first() -> None:
    first = returned_with(noted("TP-001"))
    once = joined(desk({}), seen(desk({}), first))
    other = Document("TP-001", DocumentKind.ON_FILE, "Kế hoạch", number="7/KH-UBND")
    reused = evolve(desk({}), documents=(other,))
    after = joined(reused, merge(reused, first, rows=ROWS, known=Known({}, once.documents)))
    assert [one.number for one in after.assessment.documents] == ["7/KH-UBND", "120/BC-UBND"]


def test_a_part_knows_what_it_said_before_but_not_as_news() -> None:
    base: dict[str, Answer] = {row: Answer() for row in ROWS}
    one, other = part(base, {"1.1": answered(1)}), part(base, {"1.1": answered(2)})
    assert going_on(one, [one]) == one
    sent = going_on(other, [one, other]).part
    assert sent is not None
    assert sent.sent == {"1.1.figures": (digests(one)["1.1.figures"],)}
