"""Last year's round beside this one: its points row by row, compared only where the row is same."""

from pathlib import Path

import pytest

from parself.assessment.model import Purpose
from parself.errors import DamagedError, UsageError
from parself.province import stages
from parself.province.appraising import Judgement, decide
from parself.province.decisions import Cell, Verdict
from parself.province.following import last_year
from parself.province.founding import new_round
from parself.province.last_year import LAST_YEAR, only_these
from parself.province.officers import Share
from parself.province.overview import Overview, open_overview
from parself.province.publishing import publish, read
from parself.province.receiving import merge
from parself.province.round import create_round
from parself.province.sealed import sealed_bytes
from parself.province.work import decided
from parself.rubric.load import rubric_from_bytes
from parself.values import evolve
from parself.words.cell_words import cell_lines
from province.conftest import Sent
from province.desks import WHY, desk, judge, with_officers
from province.test_parts import everything_in
from submission.samples import NOW, ROSTER, RUBRIC, UNITS, roster, rubric

A, B = UNITS[:2]
RATIO = Cell(A, "1.1")


@pytest.fixture
def before(landed: Path) -> Path:
    """Last year's round: of the first unit 1.1 got 4.44, of the second 3.33; 1.2 was asked."""
    judge(landed, "1.1", "4.44")
    judge(landed, "1.1", "3.33", B)

    asked = Judgement(Verdict.ASK, reason="Thiếu")
    decided(landed, "", NOW, lambda view, act: [decide(view, Cell(A, "1.2"), asked, act)])
    return landed


def year_after(path: Path, before: Path, sent: Sent) -> Path:
    """Make the round that follows, with hand-ins of both units."""
    last = last_year(before, 2024, Purpose.REAL)
    papers = (rubric(), RUBRIC.encode()), (roster(), ROSTER.encode())
    create_round(
        path, rubric=papers[0], roster=papers[1], year=2024, purpose=Purpose.REAL, last_year=last
    )
    merge(path, [sent(part=90, year=2024), sent(B, part=80, year=2024)], now=NOW)
    return path


def told(view: Overview, cell: Cell) -> dict[str, str]:
    return {one.label: one.text for one in cell_lines(view, cell, None)}


def test_settled_points_of_last_year_stand_beside_the_claim(
    before: Path, tmp_path: Path, sent: Sent
) -> None:
    view = open_overview(year_after(tmp_path / "nay", before, sent))
    assert told(view, RATIO)["Điểm năm 2023"] == "4,44 (tối đa như cũ)"
    assert told(view, Cell(B, "1.1"))["Điểm năm 2023"] == "3,33 (tối đa như cũ)"
    assert view.before(Cell(A, "1.2")) is None


def test_a_row_that_is_another_one_now_is_not_compared(before: Path) -> None:
    view = open_overview(before)
    last = last_year(before, 2024, Purpose.REAL)
    larger = RUBRIC.replace("points = 10", "points = 11").replace("points = 6", "points = 7")
    for text in (larger, RUBRIC.replace('kind = "proportional"', HALF)):
        asked = rubric_from_bytes(text.encode(), where="")
        other = evolve(view, last=last, round=evolve(view.round, rubric=asked))
        assert told(other, RATIO)["Điểm năm 2023"].startswith("4,44/6,00; không so sánh được")
    assert "Điểm năm 2023" not in told(view, RATIO)


HALF = 'kind = "proportional", zero_below = 0.5'


def test_a_share_tells_last_years_points_of_its_own_rows_alone(
    before: Path, tmp_path: Path, sent: Sent
) -> None:
    now = with_officers(year_after(tmp_path / "nay", before, sent), an=Share((A,), ("1.1",)))
    view = open_overview(desk(now, "an", tmp_path))
    assert told(view, RATIO)["Điểm năm 2023"] == "4,44 (tối đa như cũ)"
    assert b"4.44" in everything_in(tmp_path / "an.zip")
    assert b"3.33" not in everything_in(tmp_path / "an.zip")
    assert only_these(last_year(before, 2024, Purpose.REAL), {A: ["1.2"]}).units == ()


def test_a_round_that_is_not_last_years_is_refused_and_no_round_is_made(
    before: Path, tmp_path: Path
) -> None:
    with pytest.raises(UsageError):
        last_year(before, 2023, Purpose.REAL)
    with pytest.raises(UsageError):
        last_year(before, 2024, Purpose.PRACTICE)
    with_officers(before, an=Share((A,)))
    with pytest.raises(UsageError):
        last_year(desk(before, "an", tmp_path), 2024, Purpose.REAL)


def test_the_file_is_read_as_written_or_told_as_damaged(before: Path) -> None:
    last = last_year(before, 2024, Purpose.REAL)
    (before / LAST_YEAR).write_bytes(sealed_bytes(last))
    assert open_overview(before).last == last
    (before / LAST_YEAR).write_bytes(sealed_bytes(last).replace(b"4.44", b"5.55"))
    with pytest.raises(DamagedError):
        open_overview(before)


def test_of_a_round_that_was_published_its_file_and_its_folder_give_the_same(
    before: Path, tmp_path: Path, sent: Sent
) -> None:
    stages.close(before, WHY, despite=True)
    file = before / publish(before, WHY).publications[0].file
    last = last_year(file, 2024, Purpose.REAL)
    assert last == last_year(before, 2024, Purpose.REAL) == read(open_overview(before).round)
    now = with_officers(year_after(tmp_path / "nay", before, sent), an=Share((A,), ("1.1",)))
    view = open_overview(now)
    assert told(view, RATIO)["Điểm năm 2023"] == "4,44 (tối đa như cũ)"
    # It was asked and never decided: what it counted as is no decision.
    assert view.before(Cell(A, "1.2")) is None
    desk(now, "an", tmp_path)
    (unit,) = only_these(last, {A: ["1.1"]}).units
    assert (unit.index, unit.place, unit.claims, list(unit.points)) == (None, None, {}, ["1.1"])
    for told_nobody in (b"index", b"place", b"claims"):
        assert told_nobody not in (tmp_path / "an" / LAST_YEAR).read_bytes()


def test_a_round_in_which_nothing_is_decided_is_nobodys_last_year(landed: Path) -> None:
    with pytest.raises(UsageError, match="Nothing is decided"):
        last_year(landed, 2024, Purpose.REAL)


def test_a_row_under_another_number_is_known_by_its_title_and_rule(before: Path) -> None:
    last = last_year(before, 2024, Purpose.REAL)
    moved = tuple(evolve(one, id="9.9") if one.id == "1.1" else one for one in last.rows)
    units = tuple(
        evolve(one, points={"9.9" if row == "1.1" else row: p for row, p in one.points.items()})
        for one in last.units
    )
    view = evolve(open_overview(before), last=evolve(last, rows=moved, units=units))
    assert told(view, RATIO)["Điểm năm 2023"] == "4,44 (tối đa như cũ)"


def test_last_year_of_other_units_is_refused_and_no_round_is_made(
    before: Path, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="tells of no unit"):
        new_round(tmp_path / "la", rubric="par-index-tinh-2022", year=2024, last_year=before)
    with pytest.raises(UsageError, match="tell of no unit"):
        new_round(tmp_path / "la", rubric="par-index-tinh-2022", standings="lang-son-2022")
    assert not (tmp_path / "la").exists()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"[standings]\nid = 'x'\n", "bảng so sánh"),
        (b"PK\3\4", "tệp nén"),
        (b"[rubric]\n", "bộ tiêu chí"),
    ],
)
def test_a_file_of_another_kind_is_told_for_what_it_is(
    data: bytes, kind: str, tmp_path: Path
) -> None:
    (tmp_path / "x.toml").write_bytes(data)
    with pytest.raises(UsageError) as caught:
        last_year(tmp_path / "x.toml", 2024, Purpose.REAL)
    assert kind in str(caught.value.problems[0].what.values["kind"])
