"""Searching: which rows hold the words, where, and that the place shown is the one meant."""

from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parself.assessment import store
from parself.assessment.beginning import begin
from parself.assessment.model import Answer, Citation, Document, DocumentKind
from parself.text import search_key
from parself.values import evolve
from parself.view.search import LENGTH, Hit, Place, search
from parself.view.view import Filter, Narrowing, View

ROW: Final = "2.2.1"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> store.Folder:
    return begin(tmp_path_factory.mktemp("search") / "van-quan", "mau-ngan", "van-quan")


@pytest.fixture
def view(begun: store.Folder) -> View:
    return View(begun, begun.assessment)


def written(view: View, **texts: str) -> View:
    """The view with texts written in one row."""
    assessment = view.assessment.with_answer(ROW, Answer(**texts))  # type: ignore[arg-type]
    return View(view.folder, assessment)


def rows(view: View, words: str) -> tuple[str, ...]:
    return tuple(hit.row_id for hit in search(view, words))


def first(view: View, words: str) -> Hit:
    return search(view, words)[0]


def test_a_note_and_an_explanation_are_found_and_named(view: View) -> None:
    view = written(view, note="Hỏi lại chị Hoa", explanation="Do hệ thống một cửa bảo trì")
    assert (first(view, "chi hoa").place, first(view, "chi hoa").match) == (Place.NOTE, "chị Hoa")
    found = first(view, "mot cua bao tri")
    assert (found.row_id, found.place, found.match) == (ROW, Place.EXPLANATION, "một cửa bảo trì")


def test_a_cited_document_is_found_by_title_and_number(view: View) -> None:
    document = Document("E-001", DocumentKind.ON_FILE, "Báo cáo quý bốn", number="45/BC-UBND")
    answer = Answer(citations=(Citation("E-001"),))
    assessment = evolve(view.assessment.with_answer(ROW, answer), documents=(document,))
    view = View(view.folder, assessment)
    assert first(view, "45/bc-ubnd").place is Place.EVIDENCE
    assert first(view, "bao cao quy bon").match == "Báo cáo quý bốn"


def test_the_department_and_the_guidance_are_named(view: View) -> None:
    assert Place.DEPARTMENT in {hit.place for hit in search(view, "phong noi vu")}
    row = next(row for row in view.rubric.rows.values() if row.guidance)
    words = " ".join(row.guidance.split()[:9])
    assert Place.GUIDANCE in {hit.place for hit in search(view, words)}


def test_the_number_comes_first_then_titles_then_what_mentions_the_phrase(view: View) -> None:
    view = written(view, note="xem thư xin lỗi")
    hits = search(view, "xin loi")
    assert hits[0].place is Place.TITLE
    assert [hit.place for hit in hits if hit.row_id == ROW] == [Place.NOTE]
    assert first(view, "2.2.1").row_id == "2.2.1"


@pytest.mark.parametrize(
    ("written_as", "asked"), [("tỷ lệ", "tỉ lệ"), ("quí", "quý"), ("ĐẤT", "dat")]
)
def test_two_spellings_and_diacritics_are_the_same(view: View, written_as: str, asked: str) -> None:
    assert first(written(view, note=f"zzz {written_as}"), f"zzz {asked}").place is Place.NOTE


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=200),
    st.integers(0, 199),
    st.integers(1, 12),
)
@settings(max_examples=150, deadline=None)
def test_what_is_shown_is_a_piece_of_the_text_and_folds_to_the_words(
    begun: store.Folder, note: str, at: int, length: int
) -> None:
    view = written(View(begun, begun.assessment), note=note)
    words = view.assessment.answer(ROW).note[at : at + length]
    kept = " ".join(view.assessment.answer(ROW).note.split())
    for hit in search(view, words):
        if hit.row_id == ROW and hit.place is Place.NOTE and hit.match:
            assert search_key(hit.match) in search_key(words)
            assert (hit.before.removeprefix("…") + hit.match + hit.after) in kept
            assert len(hit.match + hit.after) <= LENGTH


def test_no_words_find_every_row(view: View) -> None:
    assert [hit.row_id for hit in search(view, " ")] == list(view.rubric.rows)


def test_state_department_and_area_narrow_together(view: View) -> None:
    everything = view.narrowed(Narrowing())
    assert everything == tuple(view.rubric.rows)
    item = next(item for item in view.rubric.items() if item.department)
    area = view.rubric.area_of(item.id)
    assert area is not None
    both = view.narrowed(Narrowing(department=item.department, area=area.id))
    assert item.id in both
    rows = view.rubric.rows
    assert all(rows[row].department == item.department for row in both)
    assert set(both) <= {inside.id for inside in area.items}
    assert view.narrowed(Narrowing(Filter.FLAGGED, item.department)) == ()


def test_rows_that_are_named_narrow_too(view: View) -> None:
    named = frozenset({"2.2.1", "3.1"})
    assert view.narrowed(Narrowing(rows=named)) == ("2.2.1", "3.1")
    assert view.narrowed(Narrowing(area="2", rows=named)) == ("2.2.1",)


def test_words_are_found_from_their_beginning_on_and_not_inside(view: View) -> None:
    view = written(view, note="số hoạch định")
    assert ROW in rows(view, "so hoach")
    assert ROW in rows(view, "hoa")
    assert ROW not in rows(view, "oach")


def test_words_scattered_over_two_texts_are_no_hit_but_title_and_department_are_one(
    view: View,
) -> None:
    apart = written(view, note="zzza", explanation="zzzb")
    assert search(apart, "zzza zzzb") == ()
    row = next(row for row in view.rubric.rows.values() if row.department == "noi-vu")
    assert row.id in rows(view, f"noi vu {row.title}")


def test_some_words_before_the_match_are_shown(view: View) -> None:
    note = "Đầu câu dài dòng không cần hiện ra, rồi mới đến zzz ở cuối"
    found = first(written(view, note=note), "zzz")
    assert (found.before, found.match, found.after) == ("…ra, rồi mới đến ", "zzz", " ở cuối")
