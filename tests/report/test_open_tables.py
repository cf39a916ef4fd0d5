"""Open tables, read by engines that know nothing of this program."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Final

import duckdb
import pytest
from frictionless import Package
from openpyxl import load_workbook

from pages.page import read
from parself.province.overview import Overview
from parself.province.record import Round
from parself.report import making, open_tables
from parself.report.case import RoundCase
from parself.returns.model import Phase, Published, Return
from parself.tables.package import files_of
from parself.values import evolve

QUERIES: Final = re.findall(
    r"^## (.*?)\n.*?```sql\n(.*?)```", read("docs/open-tables.md"), re.M | re.S
)


def write(case: RoundCase, folder: Path, *, first: str = "") -> Path:
    """Write the tables of a round; with a `first` unit as if it were published."""
    folder.mkdir(parents=True)
    told = open_tables.told_of(case.view)
    if first:
        told = {code: published(one, 1 if code == first else 2) for code, one in told.items()}
    for name, data in files_of("bang", "Bảng", open_tables.resources(case, told)):
        (folder / name).write_bytes(data)
    return folder


def published(value: Return, place: int) -> Return:
    said = Published(1, 10, Decimal(90 - place), place, "Tốt")
    return evolve(value, phase=Phase.PUBLISHED, published=said)


@pytest.fixture(scope="module")
def tables(half_way: RoundCase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(half_way, tmp_path_factory.mktemp("bang") / "2023")


def ask(tables: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as engine:
        return engine.sql(query.replace("'*/", f"'{tables.parent.as_posix()}/*/")).fetchall()


def test_frictionless_finds_every_line_as_the_description_says(tables: Path) -> None:
    report = Package(str(tables / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])
    assert {task.name for task in report.tasks} == {
        "units", "rows", "points", "decisions", "remarks", "standings",
    }  # fmt: skip


def test_frictionless_finds_a_line_that_the_description_forbids(
    tables: Path, tmp_path: Path
) -> None:
    for path in tables.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    points = (tmp_path / "points.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "points.csv").write_text("\n".join((*points, points[-1])), encoding="utf-8")
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def test_points_add_up_to_what_the_board_says(tables: Path, half_way: RoundCase) -> None:
    query = """
        SELECT unit, sum(points.points)
        FROM read_csv('*/points.csv') points JOIN read_csv('*/rows.csv') rows USING (row)
        WHERE stage = 'claimed' AND kind = 'item' AND scored_by = 'self' GROUP BY unit
    """
    found = {unit: Decimal(f"{points:.2f}") for unit, points in ask(tables, query)}
    assert found == {code: one.claimed for code, one in half_way.view.figures.items()}


def test_every_line_of_a_unit_names_unit_row_stage_and_state(tables: Path) -> None:
    for name in ("points", "decisions", "remarks"):
        query = f"""
            SELECT count(*), count(unit), count(row), count(stage), count(state), count(year),
                   count(province), count(round)
            FROM read_csv('*/{name}.csv')
        """
        ((every, *named),) = ask(tables, query)
        assert every
        assert set(named) == {every}


def test_nothing_is_published_before_publication(tables: Path) -> None:
    assert (tables / "standings.csv").read_text(encoding="utf-8").count("\n") == 1


def test_what_is_open_has_no_appraised_points(tables: Path) -> None:
    query = """
        SELECT count(*) FROM read_csv('*/points.csv')
        WHERE stage = 'appraised' AND (state IN ('open', 'ask')) <> (points IS NULL)
    """
    assert ask(tables, query) == [(0,)]


def write_years(case: RoundCase, place: Path) -> Path:
    """Write the tables of two years and two provinces; the earlier ones give less in a row."""
    round_ = case.view.round
    for year, parent in ((2022, "tỉnh Lạng Sơn"), (2023, "tỉnh Lạng Sơn"), (2023, "tỉnh Khác")):
        other = evolve(round_, year=year, roster=evolve(round_.roster, parent=parent))
        first = "chi-lang" if year == 2023 else "cao-loc"
        write(evolve(case, view=_of(case.view, other)), place / f"{year}-{parent}", first=first)
    earlier = place / "2022-tỉnh Lạng Sơn"
    text = (earlier / "points.csv").read_text(encoding="utf-8")
    less = text.replace("1.1.1,appraised,accept,0.50,", "1.1.1,appraised,accept,0.25,")
    assert less != text
    (earlier / "points.csv").write_text(less, encoding="utf-8")
    return earlier


def _of(view: Overview, round_: Round) -> Overview:
    return evolve(view, round=round_)


@pytest.fixture(scope="module")
def years(half_way: RoundCase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_years(half_way, tmp_path_factory.mktemp("nhieu-nam"))


@pytest.mark.parametrize(("title", "query"), QUERIES, ids=[title for title, _query in QUERIES])
def test_the_queries_of_the_page_run_over_years_and_provinces(
    years: Path, title: str, query: str
) -> None:
    assert ask(years, query), title


def test_places_that_moved_are_found_by_unit_and_province(years: Path) -> None:
    found = ask(years, dict(QUERIES)["How places moved, once published"])
    moved = {unit: (before, now, change) for unit, before, now, change in found if before != now}
    assert moved == {"chi-lang": (2, 1, Decimal(1)), "cao-loc": (1, 2, Decimal(-1))}


def test_the_year_before_is_found_by_province(years: Path) -> None:
    query = dict(QUERIES)["A unit against the year before"]
    found = ask(years, query)
    assert {(row, before, now) for _unit, row, before, now, _change in found} == {
        ("1.1.1", 0.25, 0.5)
    }
    assert len(found) == len({unit for unit, *_rest in found})


def test_a_text_that_looks_like_a_formula_is_none(tmp_path: Path, half_way: RoundCase) -> None:
    units = tuple(evolve(one, full="=1+1") for one in half_way.round.roster.units)
    round_ = evolve(half_way.round, roster=evolve(half_way.round.roster, units=units))
    folder = write(evolve(half_way, view=_of(half_way.view, round_)), tmp_path / "x")
    assert {name for (name,) in ask(folder, "SELECT name FROM read_csv('*/units.csv')")} == {
        "'=1+1"
    }


def test_the_wide_sheet_says_the_same_points(
    tables: Path, half_way: RoundCase, tmp_path: Path
) -> None:
    told = open_tables.told_of(half_way.view)
    path = tmp_path / "wide.xlsx"
    path.write_bytes(making.drawn(open_tables.wide(half_way, told), "xlsx"))
    query = "SELECT sum(points) FROM read_csv('*/points.csv') WHERE stage "
    wanted = [ask(tables, query + which)[0][0] for which in ("= 'claimed'", "<> 'claimed'")]
    for sheet, sum_ in zip(load_workbook(path).worksheets, wanted, strict=True):
        cells = (cell.value for line in sheet.iter_rows(min_col=2) for cell in line)
        figures = [one for one in cells if isinstance(one, int | float)]
        assert sum(figures) == pytest.approx(sum_)
