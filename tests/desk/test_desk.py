"""What a sitting promises: nothing impossible is taken over, every change can be taken back."""

import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parself import i18n
from parself.assessment import store
from parself.assessment.beginning import begin
from parself.assessment.going_back import Return
from parself.assessment.model import Assessment, Past, PastPoints, Purpose, SignOff, State
from parself.assessment.saves import EarlierSave
from parself.desk.desk import Desk
from parself.errors import Problem, UsageError, say
from parself.files import FileError
from parself.rules.amounts import Value
from parself.values import evolve
from parself.view.search import search
from parself.view.view import Filter, View

NOW: Final = datetime(2023, 12, 12, 10, 42, 7)
MODEST: Final = settings(max_examples=60, deadline=None)

RATIO, TICKS, COUNTED, CHOICE, GIVEN = "2.2.1", "1.1.2", "1.2", "1.3", "1.4"
PLANNED, APOLOGIES, POVERTY, SURVEY = "1.1.1", "2.2.3", "3.3.2", "3.1"
LEADS, FOLLOWS = "2.3.1", "2.3.2"
"""Two rows that share the figure of received dossiers."""


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> store.Folder:
    """An assessment that no test writes to."""
    path = tmp_path_factory.mktemp("desk") / "van-quan-2023"
    return begin(path, "mau-ngan", "van-quan", purpose=Purpose.PRACTICE)


@pytest.fixture
def desk(begun: store.Folder) -> Desk:
    return sit_down(begun)


@pytest.fixture
def own(tmp_path: Path) -> Desk:
    """A desk whose folder the test may write to."""
    return sit_down(begin(tmp_path / "van-quan", "mau-ngan", "van-quan"))


@pytest.fixture
def english() -> Iterator[None]:
    i18n.use("en")
    yield
    i18n.use("vi")


def sit_down(folder: store.Folder, *, read_only: bool = False) -> Desk:
    """A desk whose clock goes on by a second with each look."""
    ticks = (NOW + timedelta(seconds=n) for n in range(100_000))
    return Desk(folder, clock=lambda: next(ticks), read_only=read_only)


def entered(assessment: Assessment) -> object:
    """What a person entered, without when, and without where the reader stands."""
    answers = {row: evolve(answer, when=None) for row, answer in assessment.answers.items()}
    return answers, dict(assessment.figures), assessment.data_date


def locked(folder: store.Folder) -> Desk:
    return sit_down(evolve(folder, assessment=evolve(folder.assessment, locked=True)))


def test_a_row_with_all_its_figures_is_answered_and_scored(desk: Desk) -> None:
    assert desk.enter(RATIO, {"part": 98, "whole": 100}) == ()
    assert desk.assessment.answer(RATIO).state is State.ANSWERED
    assert desk.view.scores.rows[RATIO].points == Decimal("1.96")


def test_a_row_with_a_figure_missing_keeps_it_and_stays_unanswered(desk: Desk) -> None:
    assert desk.enter(RATIO, {"part": 98}) == ()
    assert desk.assessment.answer(RATIO).state is State.UNANSWERED
    assert desk.view.values(RATIO) == {"part": 98}
    assert [field.key for field in desk.view.missing(RATIO)] == ["whole"]


def test_none_clears_one_figure(desk: Desk) -> None:
    desk.enter(RATIO, {"part": 98, "whole": 100})
    desk.enter(RATIO, {"part": None})
    assert desk.view.values(RATIO) == {"whole": 100}
    assert desk.assessment.answer(RATIO).state is State.UNANSWERED


IMPOSSIBLE: Final[tuple[tuple[str, dict[str, Value | None], str], ...]] = (
    (RATIO, {"part": 101}, "part"),
    (RATIO, {"whole": 0}, "whole"),
    (RATIO, {"part": -1}, "part"),
    (RATIO, {"part": "chín"}, "part"),
    (RATIO, {"elsewhere": 1}, "elsewhere"),
    (COUNTED, {"cham": 5}, "cham"),
    (CHOICE, {"choice": "none-such"}, "choice"),
    (GIVEN, {"points": Decimal("0.3")}, "points"),
    (GIVEN, {"points": Decimal("1.25")}, "points"),
    (PLANNED, {"not_issued": True, "date": date(2022, 12, 1)}, "date"),
)


@pytest.mark.parametrize(("row", "changes", "key"), IMPOSSIBLE)
def test_what_is_not_possible_is_refused_at_its_field_and_the_answer_stays(
    desk: Desk, row: str, changes: dict[str, Value | None], key: str
) -> None:
    desk.enter(RATIO, {"part": 98, "whole": 100})
    desk.enter(GIVEN, {"points": Decimal("0.5")})
    before = desk.assessment
    faults = desk.enter(row, changes)
    assert [fault.key for fault in faults] == [key]
    assert desk.assessment == before


def test_a_refused_input_is_no_step_for_undo(desk: Desk) -> None:
    desk.enter(RATIO, {"part": 98, "whole": 100})
    desk.enter(RATIO, {"part": 101})
    assert desk.undo() == RATIO
    assert not desk.can_undo


def test_a_row_that_does_not_exist_is_named(desk: Desk, english: None) -> None:
    with pytest.raises(UsageError, match=r"9\.9"):
        desk.enter("9.9", {"part": 1})


def test_a_parent_names_the_rows_inside_it(desk: Desk) -> None:
    with pytest.raises(UsageError) as caught:
        desk.toggle_flag("2.2")
    todo = caught.value.problems[0].todo
    assert todo is not None
    assert todo.values["rows"] == "2.2.1, 2.2.2, 2.2.3"


def test_a_row_that_others_score_takes_only_an_estimate(desk: Desk) -> None:
    with pytest.raises(UsageError):
        desk.enter(SURVEY, {"percent": Decimal(80)})
    assert desk.set_estimate(SURVEY, Decimal("3.2")) == ()
    assert desk.assessment.answer(SURVEY).estimate == Decimal("3.2")
    assert [fault.key for fault in desk.set_estimate(SURVEY, Decimal("4.01"))] == ["estimate"]
    assert desk.assessment.answer(SURVEY).estimate == Decimal("3.2")
    desk.set_estimate(SURVEY, None)
    assert desk.assessment.answer(SURVEY).is_blank


def test_a_row_that_the_unit_scores_takes_no_estimate(desk: Desk) -> None:
    assert [fault.key for fault in desk.set_estimate(RATIO, Decimal(1))] == ["estimate"]
    assert desk.assessment.answer(RATIO).is_blank


def test_no_incidence_counts_as_answered_and_brings_what_the_row_says(desk: Desk) -> None:
    desk.set_state(APOLOGIES, State.NO_INCIDENCE)
    assert desk.view.scores.rows[APOLOGIES].points == 1
    assert desk.view.progress("2").answered == 1


def test_taking_no_incidence_back_finds_the_figures_again(desk: Desk) -> None:
    desk.enter(APOLOGIES, {"part": 9, "whole": 10})
    desk.set_state(APOLOGIES, State.NO_INCIDENCE)
    desk.set_state(APOLOGIES, State.UNANSWERED)
    assert desk.assessment.answer(APOLOGIES).state is State.ANSWERED
    assert desk.view.scores.rows[APOLOGIES].points == Decimal("0.5")


def test_figures_take_no_incidence_back(desk: Desk) -> None:
    desk.set_state(APOLOGIES, State.NO_INCIDENCE)
    desk.enter(APOLOGIES, {"part": 9, "whole": 10})
    assert desk.assessment.answer(APOLOGIES).state is State.ANSWERED


def test_a_state_that_the_row_does_not_offer_is_refused(desk: Desk) -> None:
    for row, state in ((RATIO, State.NO_INCIDENCE), (APOLOGIES, State.NOT_APPLICABLE)):
        with pytest.raises(UsageError):
            desk.set_state(row, state)
    assert not desk.assessment.answers


def test_not_applicable_leaves_the_maximum(desk: Desk) -> None:
    before = desk.view.scores.applicable_max
    desk.set_state(POVERTY, State.NOT_APPLICABLE)
    assert desk.view.scores.applicable_max == before - 1


def test_clearing_a_row_keeps_its_texts_and_its_flag(desk: Desk) -> None:
    desk.enter(RATIO, {"part": 98, "whole": 100})
    desk.set_note(RATIO, "hỏi lại Văn phòng")
    desk.set_explanation(RATIO, "theo hệ thống một cửa")
    desk.toggle_flag(RATIO)
    desk.clear(RATIO)
    answer = desk.assessment.answer(RATIO)
    assert (answer.state, dict(answer.values)) == (State.UNANSWERED, {})
    assert (answer.note, answer.explanation) == ("hỏi lại Văn phòng", "theo hệ thống một cửa")
    assert answer.flagged


def test_flags_go_on_and_off(desk: Desk) -> None:
    desk.toggle_flag(RATIO)
    desk.toggle_provisional(RATIO)
    answer = desk.assessment.answer(RATIO)
    assert answer.flagged
    assert answer.provisional
    desk.toggle_flag(RATIO)
    desk.toggle_provisional(RATIO)
    assert desk.assessment.answer(RATIO).is_blank


def test_a_changed_answer_is_stamped_with_the_moment(desk: Desk) -> None:
    desk.set_note(RATIO, "a")
    when = desk.assessment.answer(RATIO).when
    assert when is not None
    assert when >= NOW
    assert desk.assessment.edited == when


def test_what_changes_nothing_is_no_change(desk: Desk) -> None:
    desk.set_note(RATIO, "")
    desk.clear(RATIO)
    desk.set_data_date(None)
    assert not desk.is_dirty
    assert not desk.can_undo


def test_the_first_row_to_give_a_shared_figure_fills_the_others(desk: Desk) -> None:
    desk.enter(LEADS, {"whole": 1000})
    assert desk.assessment.figures == {"ho-so-tiep-nhan": 1000}
    assert desk.view.values(FOLLOWS)["ho-so.whole"] == 1000
    assert not desk.assessment.answer(FOLLOWS).values


def test_the_row_that_gave_a_shared_figure_leads_it_and_takes_it_away(desk: Desk) -> None:
    desk.enter(LEADS, {"whole": 1000})
    desk.enter(LEADS, {"whole": 1200})
    assert desk.view.values(FOLLOWS)["ho-so.whole"] == 1200
    desk.enter(LEADS, {"whole": None})
    assert desk.assessment.figures == {}
    assert "ho-so.whole" not in desk.view.values(FOLLOWS)


def test_another_row_overrides_a_shared_figure_for_itself_only(desk: Desk) -> None:
    desk.enter(LEADS, {"whole": 1000})
    desk.enter(FOLLOWS, {"ho-so.whole": 900})
    assert desk.assessment.figures == {"ho-so-tiep-nhan": 1000}
    assert desk.view.values(FOLLOWS)["ho-so.whole"] == 900
    desk.enter(LEADS, {"whole": 1200})
    assert desk.view.values(FOLLOWS)["ho-so.whole"] == 900
    desk.enter(FOLLOWS, {"ho-so.whole": None})
    assert desk.view.values(FOLLOWS)["ho-so.whole"] == 1200


def test_undo_takes_back_a_shared_figure_with_the_answer(desk: Desk) -> None:
    desk.enter(LEADS, {"whole": 1000})
    desk.undo()
    assert desk.assessment.figures == {}


def test_a_figure_that_others_share_is_judged_with_the_row_that_shows_it(desk: Desk) -> None:
    desk.enter(LEADS, {"whole": 1000})
    assert [fault.key for fault in desk.enter(FOLLOWS, {"ho-so.part": 1001})] == ["ho-so.part"]


def test_a_row_whose_last_figure_comes_from_another_row_is_answered(desk: Desk) -> None:
    desk.enter(FOLLOWS, {"ho-so.part": 500, "ket-qua.part": 50, "ket-qua.whole": 100})
    desk.enter(LEADS, {"whole": 1000})
    assert desk.view.missing(FOLLOWS) == ()
    assert desk.assessment.answer(FOLLOWS).state is State.ANSWERED


def test_typing_in_one_field_is_one_step_until_the_field_is_left(desk: Desk) -> None:
    for part in (9, 98):
        desk.enter(RATIO, {"part": part})
    desk.end_typing()
    desk.enter(RATIO, {"part": 981})
    desk.undo()
    assert desk.view.values(RATIO) == {"part": 98}
    desk.undo()
    assert desk.view.values(RATIO) == {}
    assert not desk.can_undo


def test_two_fields_or_two_rows_are_two_steps(desk: Desk) -> None:
    desk.enter(RATIO, {"part": 9})
    desk.enter(RATIO, {"whole": 10})
    desk.enter(APOLOGIES, {"whole": 10})
    assert [desk.undo(), desk.undo(), desk.undo(), desk.undo()] == [APOLOGIES, RATIO, RATIO, None]


def test_what_turns_out_to_be_nonsense_is_dropped_back_to_the_answer_before(desk: Desk) -> None:
    desk.enter(RATIO, {"part": 12301, "whole": 12450})
    desk.end_typing()
    for part in (1, 12, 125, 1250):
        desk.enter(RATIO, {"part": part})
    assert desk.enter(RATIO, {"part": 12501})
    desk.drop_typing()
    assert desk.view.values(RATIO) == {"part": 12301, "whole": 12450}
    assert desk.redo() is None
    desk.drop_typing()
    assert desk.undo() == RATIO
    assert not desk.can_undo


def test_typing_in_a_note_is_one_step(desk: Desk) -> None:
    for end in range(1, 6):
        desk.set_note(RATIO, "Việt"[:end])
    desk.undo()
    assert desk.assessment.answer(RATIO).note == ""
    assert not desk.can_undo


def test_a_flag_is_always_a_step_of_its_own(desk: Desk) -> None:
    desk.toggle_flag(RATIO)
    desk.toggle_flag(RATIO)
    desk.undo()
    assert desk.assessment.answer(RATIO).flagged


def test_a_change_after_undo_forgets_what_was_undone(desk: Desk) -> None:
    desk.enter(RATIO, {"part": 9})
    desk.undo()
    desk.toggle_flag(RATIO)
    assert desk.redo() is None


def test_going_to_a_row_is_no_step_and_undo_does_not_take_it_back(desk: Desk) -> None:
    desk.enter(RATIO, {"part": 9})
    desk.go_to(APOLOGIES)
    desk.undo()
    assert desk.assessment.position == APOLOGIES
    assert not desk.can_undo


def test_undo_keeps_the_number_of_saves_and_of_hand_ins(own: Desk) -> None:
    own.enter(RATIO, {"part": 9})
    own.save()
    own.undo()
    assert own.is_dirty
    assert own.assessment.revision == 1
    own.save()
    assert store.load(own.folder.path).assessment.answers == {}


def test_the_data_date_can_be_set_and_taken_back(desk: Desk) -> None:
    desk.set_data_date(date(2023, 12, 15))
    assert desk.assessment.data_date == date(2023, 12, 15)
    desk.undo()
    assert desk.assessment.data_date is None


Act = Callable[[Desk], object]

ROWS: Final = (RATIO, LEADS, FOLLOWS, APOLOGIES, CHOICE, SURVEY)
COUNTS: Final = st.none() | st.integers(0, 20)

acts: Final[st.SearchStrategy[Act]] = st.one_of(
    st.builds(
        lambda row, part, whole: lambda desk: desk.enter(row, {"part": part, "whole": whole}),
        st.sampled_from((RATIO, LEADS, APOLOGIES)),
        COUNTS,
        COUNTS,
    ),
    st.builds(
        lambda part, whole: (
            lambda desk: desk.enter(FOLLOWS, {"ho-so.part": part, "ho-so.whole": whole})
        ),
        COUNTS,
        COUNTS,
    ),
    st.builds(
        lambda level: lambda desk: desk.enter(CHOICE, {"choice": level}),
        st.sampled_from((None, "du", "khong")),
    ),
    st.builds(
        lambda points: lambda desk: desk.set_estimate(SURVEY, points),
        st.none() | st.decimals(0, 4, places=2),
    ),
    st.builds(
        lambda state: lambda desk: desk.set_state(APOLOGIES, state),
        st.sampled_from((State.UNANSWERED, State.NO_INCIDENCE)),
    ),
    st.builds(
        lambda row, words: lambda desk: desk.set_note(row, words),
        st.sampled_from(ROWS),
        st.text(max_size=5),
    ),
    st.builds(lambda row: lambda desk: desk.toggle_flag(row), st.sampled_from(ROWS)),
    st.builds(lambda row: lambda desk: desk.clear(row), st.sampled_from(ROWS)),
    st.builds(lambda row: lambda desk: desk.go_to(row), st.sampled_from(ROWS)),
    st.just(lambda desk: desk.end_typing()),
)


@MODEST
@given(st.lists(acts, max_size=15))
def test_undoing_all_the_way_back_gives_the_first_value(
    begun: store.Folder, done: list[Act]
) -> None:
    desk = sit_down(begun)
    first = entered(desk.assessment)
    for act in done:
        act(desk)
    while desk.undo() is not None:
        pass
    assert entered(desk.assessment) == first


@MODEST
@given(st.lists(acts, max_size=15), st.integers(1, 15))
def test_undo_then_redo_changes_nothing(begun: store.Folder, done: list[Act], times: int) -> None:
    desk = sit_down(begun)
    for act in done:
        act(desk)
    last = entered(desk.assessment)
    undone = [row for _ in range(times) if (row := desk.undo()) is not None]
    redone = [desk.redo() for _ in undone]
    assert entered(desk.assessment) == last
    assert redone == undone[::-1]


@MODEST
@given(st.lists(acts, max_size=15))
def test_whatever_is_done_the_shown_values_are_possible_or_unscored(
    begun: store.Folder, done: list[Act]
) -> None:
    desk = sit_down(begun)
    for act in done:
        act(desk)
    view = desk.view
    assert view.scores.floor.points == view.scores.claimed.points
    progress = view.progress()
    assert progress.answered + progress.open == progress.total == 13
    assert len(view.filtered(Filter.OPEN)) >= progress.open


FORBIDDEN: Final[tuple[Act, ...]] = (
    lambda desk: desk.enter(RATIO, {"part": 1}),
    lambda desk: desk.set_state(APOLOGIES, State.NO_INCIDENCE),
    lambda desk: desk.set_estimate(SURVEY, Decimal(1)),
    lambda desk: desk.set_note(RATIO, "a"),
    lambda desk: desk.set_explanation(RATIO, "a"),
    lambda desk: desk.toggle_flag(RATIO),
    lambda desk: desk.toggle_provisional(RATIO),
    lambda desk: desk.clear(RATIO),
    lambda desk: desk.set_data_date(date(2023, 12, 31)),
    lambda desk: desk.undo(),
    lambda desk: desk.redo(),
)


@pytest.mark.parametrize("act", FORBIDDEN)
def test_a_desk_for_reading_changes_nothing(begun: store.Folder, act: Act) -> None:
    desk = sit_down(begun, read_only=True)
    with pytest.raises(UsageError):
        act(desk)
    assert desk.assessment == begun.assessment


@pytest.mark.parametrize("act", FORBIDDEN)
def test_a_locked_assessment_is_not_changed(begun: store.Folder, act: Act) -> None:
    desk = locked(begun)
    with pytest.raises(UsageError):
        act(desk)
    assert not desk.is_dirty


def test_a_desk_for_reading_never_writes(tmp_path: Path) -> None:
    folder = begin(tmp_path / "van-quan", "mau-ngan", "van-quan")
    before = (folder.path / "assessment.toml").read_bytes()
    desk = sit_down(folder, read_only=True)
    desk.go_to(RATIO)
    desk.save()
    assert (folder.path / "assessment.toml").read_bytes() == before


def test_a_reader_can_go_from_row_to_row(begun: store.Folder) -> None:
    desk = sit_down(begun, read_only=True)
    desk.go_to(RATIO)
    assert desk.assessment.position == RATIO
    assert not desk.is_dirty


def test_each_filter_shows_the_rows_it_names(desk: Desk) -> None:
    desk.enter(RATIO, {"part": 98, "whole": 100})
    desk.enter(LEADS, {"part": 98, "whole": 100})
    desk.set_explanation(LEADS, "theo Cổng dịch vụ công")
    desk.toggle_flag(APOLOGIES)
    desk.toggle_provisional(GIVEN)
    shown = {chosen: desk.view.filtered(chosen) for chosen in Filter}
    assert len(shown[Filter.ALL]) == 18
    assert shown[Filter.FLAGGED] == (APOLOGIES,)
    assert shown[Filter.UNBACKED] == (RATIO,)
    assert shown[Filter.PROVISIONAL] == (GIVEN,)
    assert set(shown[Filter.ALL]) - set(shown[Filter.OPEN]) == {
        RATIO, LEADS, SURVEY, "3.2", "P1",
    }  # fmt: skip


def test_open_are_only_rows_that_the_unit_itself_scores(desk: Desk) -> None:
    assert SURVEY not in desk.view.filtered(Filter.OPEN)


def rows_found(desk: Desk, words: str) -> tuple[str, ...]:
    return tuple(hit.row_id for hit in search(desk.view, words))


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("2.2.3", APOLOGIES),
        ("thu xin loi", APOLOGIES),
        ("THƯ XIN LỖI", APOLOGIES),
        ("loi xin", APOLOGIES),
        ("ti le", RATIO),
        ("tỷ lệ hồ sơ", RATIO),
        ("truc tuyen", LEADS),
        ("sang kien", GIVEN),
        ("dung han", RATIO),
        ("B1", "B1"),
        ("b1", "B1"),
    ],
)
def test_search_ignores_case_diacritics_and_the_order_of_words(
    desk: Desk, words: str, first: str
) -> None:
    assert rows_found(desk, words)[0] == first


def test_search_in_decomposed_text_finds_the_same(desk: Desk) -> None:
    assert rows_found(desk, unicodedata.normalize("NFD", "Hồ sơ trực tuyến"))[0] == LEADS


def test_search_gives_the_number_first_then_its_children_in_order(desk: Desk) -> None:
    assert rows_found(desk, "2.2")[:3] == ("2.2.1", "2.2.2", "2.2.3")
    assert rows_found(desk, "1.2")[0] == "1.2"


def test_search_gives_a_phrase_of_the_title_before_scattered_words(desk: Desk) -> None:
    found = rows_found(desk, "ho so")
    titles = [desk.view.rubric.rows[row].title for row in found]
    has_phrase = ["hồ sơ" in title.casefold() for title in titles]
    assert has_phrase == sorted(has_phrase, reverse=True)
    assert any(not has for has in has_phrase)


def test_search_reads_notes_and_needs_every_word(desk: Desk) -> None:
    desk.set_note(CHOICE, "gọi lại chị Nguyệt")
    assert rows_found(desk, "chi nguyet") == (CHOICE,)
    assert rows_found(desk, "chi nguyet 2.2.1") == ()


def test_progress_counts_rows_of_the_unit_and_those_of_others_apart(desk: Desk) -> None:
    desk.enter(RATIO, {"part": 98, "whole": 100})
    desk.toggle_flag(APOLOGIES)
    desk.enter("B1", {"count": 1})
    everything, second = desk.view.progress(), desk.view.progress("2")
    assert (everything.total, everything.answered, everything.open) == (13, 1, 12)
    assert (everything.flagged, everything.awaiting) == (1, 2)
    assert (second.total, second.answered, second.awaiting) == (6, 1, 0)


def test_the_place_moves_with_an_answer(desk: Desk) -> None:
    before = desk.view.projection
    for row in (RATIO, LEADS):
        desk.enter(row, {"part": 100, "whole": 100})
    after = desk.view.projection
    assert before is not None
    assert after is not None
    assert after.worst <= before.worst
    assert desk.view.goal == 6
    assert (after.chance_of(6) or 0) > (before.chance_of(6) or 0)


def test_without_a_comparison_table_there_is_no_place(begun: store.Folder) -> None:
    view = View(evolve(begun, standings=None), begun.assessment)
    assert view.projection is None
    assert view.last_index is None
    assert view.goal == 1


def test_last_years_points_serve_the_projection(begun: store.Folder) -> None:
    past = Past(2022, {SURVEY: PastPoints(survey=Decimal(4))})
    with_past = View(evolve(begun, past=past), begun.assessment)
    without = View(begun, begun.assessment)
    assert (with_past.scores.projected.points or 0) > (without.scores.projected.points or 0)


def test_the_way_to_the_next_level_needs_figures(desk: Desk) -> None:
    assert desk.view.inverse(RATIO) is None
    desk.enter(RATIO, {"part": 96, "whole": 100})
    assert desk.view.inverse(RATIO) is not None


def test_a_year_is_closed_by_its_data_date_or_else_by_today(desk: Desk) -> None:
    assert not desk.view.is_closed(date(2023, 12, 30))
    assert desk.view.is_closed(date(2023, 12, 31))
    desk.set_data_date(date(2023, 11, 30))
    assert not desk.view.is_closed(date(2024, 3, 1))


def test_what_is_saved_is_read_back(own: Desk) -> None:
    own.enter(RATIO, {"part": 98, "whole": 100})
    own.set_note(RATIO, "Đồng Đăng")
    when = own.save()
    assert not own.is_dirty
    assert own.saved_at == when
    assert store.load(own.folder.path).assessment == own.assessment


def test_after_a_save_no_row_is_scored_anew(own: Desk) -> None:
    own.enter(RATIO, {"part": 93, "whole": 100})
    before = own.view.scores
    own.save()
    assert all(after is before.rows[row] for row, after in own.view.scores.rows.items())


def test_the_row_to_go_on_at_is_saved_too(own: Desk) -> None:
    own.go_to(APOLOGIES)
    assert own.is_dirty
    own.save()
    assert store.load(own.folder.path).assessment.position == APOLOGIES
    own.go_to("9.9")
    assert own.assessment.position == APOLOGIES


def test_saving_what_is_saved_writes_nothing(own: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    own.enter(RATIO, {"part": 98})
    when = own.save()
    monkeypatch.setattr(store, "save", None)
    assert own.save() == when


def test_a_save_that_fails_keeps_everything_and_the_desk_dirty(
    own: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.enter(RATIO, {"part": 98})
    kept = own.assessment

    def fail(*_given: object, **_named: object) -> store.Folder:
        raise FileError(Problem(say("The disk is full.")))

    with monkeypatch.context() as patch:
        patch.setattr(store, "save", fail)
        with pytest.raises(FileError):
            own.save()
    assert own.is_dirty
    assert own.assessment == kept
    assert own.saved_at is None
    own.save()
    assert store.load(own.folder.path).assessment.answer(RATIO).values == {"part": 98}


def test_a_save_that_the_disk_did_not_confirm_is_gone_on_from(
    own: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = store.save

    def unconfirmed(folder: store.Folder, assessment: Assessment, *, now: datetime) -> store.Folder:
        saved = real(folder, assessment, now=now)
        raise store.UnconfirmedSaveError(saved, Problem(say("Not confirmed.")))

    own.enter(RATIO, {"part": 98})
    with monkeypatch.context() as patch:
        patch.setattr(store, "save", unconfirmed)
        with pytest.raises(store.UnconfirmedSaveError):
            own.save()
    assert not own.is_dirty
    own.enter(RATIO, {"whole": 100})
    own.save()
    assert store.load(own.folder.path).assessment.revision == 2


def test_a_file_that_somebody_else_saved_is_not_overwritten(own: Desk) -> None:
    other = Desk(store.load(own.folder.path), clock=lambda: NOW)
    other.set_note(RATIO, "của người khác")
    other.save()
    own.set_note(RATIO, "của tôi")
    with pytest.raises(store.ChangedOnDiskError):
        own.save()
    assert own.is_dirty
    assert store.load(own.folder.path).assessment.answer(RATIO).note == "của người khác"


SIGNER: Final = SignOff("Nguyễn Văn A", "Chủ tịch", "Văn Quan", date(2023, 12, 15))


def test_a_locked_assessment_refuses_every_change(desk: Desk) -> None:
    desk.enter(RATIO, {"part": 98, "whole": 100})
    desk.lock(SIGNER)
    for change in (
        lambda: desk.enter(RATIO, {"part": 97}),
        lambda: desk.set_note(RATIO, "x"),
        lambda: desk.waive("x:1", "vì"),
        lambda: desk.set_data_date(date(2023, 12, 14)),
        lambda: desk.restore(way_to(desk, desk.assessment)),
        lambda: desk.way_back(saved(desk.assessment)),
        lambda: desk.undo(),
        lambda: desk.lock(SIGNER),
    ):
        with pytest.raises(UsageError):
            change()
    assert desk.assessment.sign_off == SIGNER
    assert desk.assessment.answer(RATIO).values == {"part": 98, "whole": 100}


def test_unlocking_alone_keeps_the_sign_off_and_any_change_voids_it(desk: Desk) -> None:
    def is_signed() -> bool:
        return desk.assessment.sign_off == SIGNER

    desk.lock(SIGNER)
    desk.unlock()
    assert is_signed()
    desk.go_to(RATIO)
    assert is_signed()
    desk.set_note(RATIO, "x")
    assert not is_signed()
    desk.undo()
    # What stands here again is what was signed.
    assert is_signed()


def saved(held: Assessment) -> EarlierSave:
    return EarlierSave(Path("x.toml"), NOW, 1, None, held)


def way_to(desk: Desk, held: Assessment) -> Return:
    return Return(held, desk.folder.rubric, b"", is_other_edition=False)


def test_going_back_and_back_again_gives_the_same_answers(desk: Desk) -> None:
    desk.enter(RATIO, {"part": 98, "whole": 100})
    first = desk.assessment
    desk.enter(COUNTED, {"count": 1})
    second = desk.assessment
    desk.restore(way_to(desk, first))
    assert dict(desk.assessment.answers) == dict(first.answers)
    desk.restore(way_to(desk, second))
    assert dict(desk.assessment.answers) == dict(second.answers)
    desk.undo()
    assert dict(desk.assessment.answers) == dict(first.answers)
