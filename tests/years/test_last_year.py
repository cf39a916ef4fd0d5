"""An earlier year beside this one: matched by meaning, taken in, carried forward, rolled over."""

from decimal import Decimal
from pathlib import Path

import pytest

from parself import demo
from parself.assessment import evidence, store
from parself.assessment.beginning import begin
from parself.assessment.model import Answer, Citation, Document, DocumentKind, Past, PastPoints
from parself.desk.desk import Desk
from parself.errors import RefusedError
from parself.files import Fingerprint
from parself.report.years import this_year
from parself.returns.model import ReturnedRow, Ruling
from parself.returns.taking import look, take
from parself.rubric import model as m
from parself.submission import bundle, payload
from parself.values import evolve
from parself.view.view import View
from parself.years import last_year
from parself.years.last_year import Carried, LastYear
from parself.years.next_year import begin_next
from returns.samples import return_file
from submission.samples import NOW

TEXTS = frozenset({Carried.NOTES, Carried.EXPLANATIONS})
ALL = frozenset(Carried)


@pytest.fixture
def then(tmp_path: Path) -> store.Folder:
    """Last year's folder: one row with figures, texts and a document."""
    made = begin(tmp_path / "van-quan-2022", "mau-ngan", "van-quan", year=2022)
    desk = Desk(made)
    desk.enter("2.2.1", {"part": 80, "whole": 100})
    desk.set_note("2.2.1", "Hỏi Văn phòng")
    desk.set_explanation("2.2.1", "Theo hệ thống một cửa")
    desk.set_effort("2.2.1", 5)
    (made.evidence / "E-001-a.pdf").write_bytes(b"%PDF-1.4")
    content = payload.evidence_prints(made, evolve(made.assessment, documents=(_document(0, ""),)))[
        "E-001-a.pdf"
    ]
    assert content is not None
    desk.register(_document(content.size, content.sha256))
    desk.cite("2.2.1", Citation("E-001", "II"))
    desk.save()
    return store.load(made.path)


def _document(size: int, sha256: str) -> Document:
    return Document(
        "E-001", DocumentKind.FILE, "Báo cáo", stored_name="E-001-a.pdf", size=size, sha256=sha256
    )


@pytest.fixture
def now(tmp_path: Path) -> store.Folder:
    return begin(tmp_path / "van-quan-2023", "mau-ngan", "van-quan", year=2023)


def source(folder: store.Folder) -> LastYear:
    return last_year.read_last_year(folder.path)


def without(rubric: m.Rubric, row_id: str) -> m.Rubric:
    """The rubric with one row's title and maximum made another's."""

    def changed(item: m.Item) -> m.Item:
        if item.id != row_id:
            return item
        return evolve(item, title="Việc khác hẳn", points=item.points + 1)

    areas = tuple(
        evolve(
            area,
            criteria=tuple(
                evolve(one, items=tuple(map(changed, one.items))) for one in area.criteria
            ),
        )
        for area in rubric.areas
    )
    return evolve(rubric, areas=areas)


def test_rows_of_one_rubric_all_match(then: store.Folder) -> None:
    found = last_year.match(then.rubric, then.rubric)
    assert dict(found.rows) == {row: row for row in then.rubric.rows}
    assert found.new == found.gone == ()


def test_a_row_that_means_something_else_is_named_and_not_matched(then: store.Folder) -> None:
    found = last_year.match(without(then.rubric, "2.2.1"), then.rubric)
    assert "2.2.1" not in found.rows
    assert found.new == found.gone == ("2.2.1",)


def test_a_hand_in_gives_the_same_points_as_its_folder(then: store.Folder, tmp_path: Path) -> None:
    zipped = bundle.export(then, tmp_path / "a.zip", now=then.saved).path
    found = last_year.match(then.rubric, then.rubric)
    from_folder = last_year.past_of(source(then), found)
    assert last_year.past_of(last_year.read_last_year(zipped), found) == from_folder
    assert from_folder.rows["2.2.1"].claimed is not None


def test_taking_the_same_in_twice_changes_nothing_and_appraised_points_stay(
    then: store.Folder,
) -> None:
    found = last_year.match(then.rubric, then.rubric)
    past = last_year.past_of(source(then), found)
    appraised = Past(2022, {"2.2.1": PastPoints(appraised=Decimal("0.5"))})
    once = last_year.joined(appraised, past)
    assert last_year.joined(once, past) == once
    assert once.rows["2.2.1"].appraised == Decimal("0.5")
    assert once.rows["2.2.1"].claimed == past.rows["2.2.1"].claimed


def test_another_unit_or_a_later_year_is_refused(then: store.Folder, now: store.Folder) -> None:
    last_year.refuse_misfit(now, source(then))
    with pytest.raises(RefusedError):
        last_year.refuse_misfit(then, source(now))
    other = evolve(source(then), unit=now.roster.units[0])
    with pytest.raises(RefusedError):
        last_year.refuse_misfit(now, other)


def test_texts_come_along_and_never_over_what_is_there(
    then: store.Folder, now: store.Folder
) -> None:
    found = last_year.match(now.rubric, then.rubric)
    mine = now.assessment.with_answer("2.2.1", Answer(note="Của năm nay"))
    carried = last_year.with_texts(mine, source(then), found, TEXTS)
    assert carried.answer("2.2.1").note == "Của năm nay"
    assert carried.answer("2.2.1").explanation == "Theo hệ thống một cửa"
    assert carried.answer("2.2.1").values == {}
    assert last_year.with_texts(carried, source(then), found, TEXTS) == carried


def test_evidence_comes_along_with_its_places_once(then: store.Folder, now: store.Folder) -> None:
    desk = Desk(now)
    found = last_year.match(now.rubric, then.rubric)
    assert desk.carry(source(then), found, ALL) == ()
    (document,) = desk.assessment.documents
    assert (now.evidence / document.stored_name).read_bytes() == b"%PDF-1.4"
    assert document.title == "Báo cáo"
    assert desk.assessment.answer("2.2.1").citations == (Citation(document.id, "II"),)
    before = desk.assessment
    desk.carry(source(then), found, ALL)
    assert desk.assessment.documents == before.documents
    assert desk.assessment.answer("2.2.1").citations == before.answer("2.2.1").citations
    desk.undo()
    assert desk.assessment.documents == ()


def test_a_hand_in_brings_no_files_and_says_so(then: store.Folder, now: store.Folder) -> None:
    found = last_year.match(now.rubric, then.rubric)
    only = evolve(source(then), evidence=None)
    (left,) = Desk(now).carry(only, found, ALL)
    assert left.where == "Báo cáo"


@pytest.mark.parametrize("content", [b"%PDF-1.4", b"%PDF-1.5"], ids=["not fit", "another file"])
def test_what_cannot_come_along_is_told_and_stops_nothing(
    then: store.Folder, now: store.Folder, content: bytes
) -> None:
    is_fit = content != b"%PDF-1.4"
    name = "E-002-b.pdf" if is_fit else "E-002-b.exe"
    (then.evidence / name).write_bytes(content)
    held = Fingerprint.of([b"%PDF-1.4"])
    odd = evolve(_document(held.size, held.sha256), id="E-002", title="Biên bản", stored_name=name)
    state = evolve(then.assessment, documents=(odd, *then.assessment.documents))
    last = evolve(source(then), assessment=evidence.cited(state, "2.2.1", Citation("E-002")))
    desk = Desk(now)
    (left,) = desk.carry(last, last_year.match(now.rubric, then.rubric), ALL)
    assert left.where == "Biên bản"
    (document,) = desk.assessment.documents
    assert desk.assessment.answer("2.2.1").citations == (Citation(document.id, "II"),)
    assert document.title == "Báo cáo"


def test_a_year_against_itself_moves_nowhere(then: store.Folder) -> None:
    found = last_year.match(then.rubric, then.rubric)
    beside = evolve(then, past=last_year.past_of(source(then), found))
    moved = last_year.moves(View(beside, beside.assessment))
    assert {one.change for one in moved} <= {Decimal(0), None}
    assert any(one.change == 0 for one in moved)


def test_an_area_adds_up_the_rows_that_are_known_in_both_years(then: store.Folder) -> None:
    found = last_year.match(then.rubric, then.rubric)
    past = last_year.past_of(source(then), found)
    beside = evolve(then, past=past)
    moved = last_year.moves(View(beside, beside.assessment))
    for area in then.rubric.areas:
        (whole,) = (one for one in moved if one.is_area and one.id == area.id)
        rows = [one for one in moved if one.id in {item.id for item in area.items}]
        known = [one for one in rows if one.change is not None]
        assert (whole.rows, whole.compared) == (len(area.items), len(known))
        assert whole.before == (sum(one.before or 0 for one in known) if known else None)
    assert any(one.compared for one in moved if one.is_area)


def test_the_next_year_begins_with_this_ones_points_and_efforts(
    then: store.Folder, tmp_path: Path
) -> None:
    made = begin_next(then, tmp_path / "van-quan-2023", texts=True)
    again = store.load(made.path)
    assert again.assessment.year == 2023
    assert again.past is not None
    assert again.past.year == 2022
    answer = again.assessment.answer("2.2.1")
    assert (answer.effort, answer.values, answer.note) == (5, {}, "Hỏi Văn phòng")
    assert again.standings == then.standings
    with pytest.raises(RefusedError):
        begin_next(then, tmp_path / "x", year=2022)
    assert not (tmp_path / "x").exists()


def test_what_is_projected_is_said_as_decisions_say_it(tmp_path: Path) -> None:
    made = demo.prepare(tmp_path / "demo")
    folder = store.load(made.open_folder)
    said = this_year(View(folder, folder.assessment))
    assert said.startswith("đạt ")
    assert "xếp hạng" in said
    assert said.endswith("so với năm 2022.")


def test_what_the_province_concluded_is_known_next_year(
    then: store.Folder, now: store.Folder, tmp_path: Path
) -> None:
    handed_in = bundle.export(then, tmp_path / "gui.zip", now=NOW).folder
    last = handed_in.assessment.hand_in
    assert last is not None
    rows = {"2.2.1": ReturnedRow(Ruling.ADJUSTED, Decimal("1.6"), Decimal("1.2"), "Theo Cổng DVC")}
    file = return_file(
        tmp_path / "kq.zip",
        unit="van-quan",
        year=2022,
        rubric=then.assessment.rubric,
        hand_in_digest=last.digest,
        rows=rows,
        survey={"3.1": Decimal("3.1")},
    )
    take(handed_in, look(handed_in, file), now=NOW)
    found = last_year.past_of(source(then), last_year.match(now.rubric, then.rubric)).rows
    known = found["2.2.1"]
    assert (known.claimed, known.appraised) == (Decimal("1.6"), Decimal("1.2"))
    assert known.values == {"part": 80, "whole": 100}
    assert found["3.1"] == PastPoints(survey=Decimal("3.1"))
