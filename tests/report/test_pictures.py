"""Pictures: well formed, one mark for every figure, nothing drawn for what is not known."""

import re
import xml.etree.ElementTree as ET
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parself.report import district, matrix, summary
from parself.tables.drawing import TALLEST, WIDTH, width, wrapped
from parself.tables.model import Cell, Column, Kind, Level, Line, Table
from parself.tables.paper import Chart, ChartKind
from parself.tables.pictures import pictures
from report.conftest import Province

KINDS: tuple[ChartKind, ...] = ("ladder", "bars", "radar", "heat")
SVG = "{http://www.w3.org/2000/svg}"


def drawn(chart: Chart) -> ET.Element:
    (sheet,) = pictures(chart)
    return ET.fromstring(sheet)


def texts(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def marks(root: ET.Element, css: str) -> list[ET.Element]:
    return [element for element in root.iter() if element.get("class") == css]


def table(*rows: tuple[str, Decimal | None], ours: int = -1) -> Table:
    columns = (
        Column[Any]("unit", "Đơn vị"),
        Column[Any]("index", "Chỉ số", width=10, kind=Kind.PERCENT),
    )
    lines = tuple(
        Line((Cell(name), Cell(value)), Level.OURS if at == ours else Level.ROW)
        for at, (name, value) in enumerate(rows)
    )
    return Table(columns, lines)


def ladder(*rows: tuple[str, Decimal | None], ours: int = -1) -> Chart:
    return Chart("ladder", "Thứ hạng", "Biểu đồ", table(*rows, ours=ours), "unit", ("index",))


def test_a_ladder_has_a_bar_and_a_figure_for_each_unit_and_marks_ours() -> None:
    root = drawn(ladder(("A", Decimal(90)), ("B", Decimal("78.5")), ours=1))
    assert len(marks(root, "bar")) == 1
    assert len(marks(root, "bar-ours")) == 1
    assert texts(root) == ["A", "90,00%", "► B", "78,50%"]
    wide, narrow = (float(marks(root, css)[0].get("width", "0")) for css in ("bar", "bar-ours"))
    assert narrow / wide == pytest.approx(78.5 / 90, abs=0.01)


def test_what_is_not_known_is_a_dash_and_never_a_zero() -> None:
    root = drawn(ladder(("A", Decimal(90)), ("B", None)))
    assert "–" in texts(root)
    assert len(marks(root, "bar")) == 1


def test_long_names_are_broken_and_not_cut() -> None:
    name = "Tác động của cải cách hành chính đến người dân, doanh nghiệp và phát triển kinh tế"
    said = " ".join(texts(drawn(ladder((name, Decimal(1)))))[:-1])
    assert said == name


def assert_texts_stay_within(root: ET.Element) -> None:
    _x, _y, across, height = map(float, root.get("viewBox", "").split())
    for element in root.iter(f"{SVG}text"):
        words = element.text or ""
        length = width(words, 11 if "small" in element.get("class", "") else 13)
        if turned := re.match(r"translate\(([\d.]+) ([\d.]+)\)", element.get("transform", "")):
            assert 0 <= float(turned[1]) <= across, words
            assert float(turned[2]) - length >= -1, words
            continue
        x, y = float(element.get("x", "0")), float(element.get("y", "0"))
        start = {"start": x, "end": x - length, "middle": x - length / 2}
        left = start[element.get("text-anchor", "start")]
        assert left >= -1, words
        assert left + length <= across + 1, words
        assert 9 <= y <= height, words


def test_texts_of_real_papers_stay_within_the_picture(province: Province) -> None:
    papers = district.papers(province.unit_case("cao-loc"))
    reports = [*papers.reports, matrix.report(province.round_case())]
    for chart in (b for report in reports for b in report.blocks if isinstance(b, Chart)):
        for sheet in pictures(chart):
            assert_texts_stay_within(ET.fromstring(sheet))


NAMES = st.text(st.sampled_from("Mỹ ỘƯỢmw ilư0%"), min_size=1, max_size=120)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(NAMES, st.none() | st.integers(0, 100)), max_size=40),
    st.sampled_from(KINDS),
    NAMES,
)
def test_texts_of_any_length_stay_within_and_sheets_fit_a_page(
    lines: list[tuple[str, int | None]], kind: ChartKind, title: str
) -> None:
    columns = (
        Column[Any]("unit", "Đơn vị"),
        *(Column[Any](key, title, width=9, kind=Kind.POINTS) for key in "abc"),
    )
    table = Table(
        columns,
        tuple(
            Line(
                (
                    Cell(name),
                    *[Cell(value, shade=None if value is None else Decimal(value) / 100)] * 3,
                )
            )
            for name, value in lines
        ),
    )
    for sheet in pictures(Chart(kind, title, title, table, "unit", tuple("abc"))):
        root = ET.fromstring(sheet)
        assert_texts_stay_within(root)
        if kind != "radar":
            assert float(root.get("viewBox", "").split()[3]) <= TALLEST + 40


@given(st.text(max_size=80), st.floats(40, 300))
def test_wrapping_loses_no_letter(words: str, room: float) -> None:
    lines = wrapped(words, room)
    assert "".join("".join(lines).split()) == ("".join(words.split()) or "–")
    assert all(len(line) == 1 or width(line) <= room for line in lines)


def test_a_hundred_units_take_several_sheets_on_one_scale() -> None:
    rows = [(f"Xã số {n}", Decimal(100 - n)) for n in range(100)]
    sheets = [ET.fromstring(sheet) for sheet in pictures(ladder(*rows, ours=70))]
    assert len(sheets) > 1
    bars = [mark for root in sheets for mark in root.iter(f"{SVG}rect")]
    assert len(bars) == 100
    widths = [float(bar.get("width", "0")) for bar in bars]
    assert widths[99] / widths[0] == pytest.approx(1 / 100, abs=0.002)
    assert len([one for root in sheets for one in marks(root, "bar-ours")]) == 1
    of = len(sheets)
    said = [root.get("aria-label") for root in sheets]
    assert said == [f"Biểu đồ ({n}/{of})" for n in range(1, of + 1)]
    assert all(root.findtext(f"{SVG}title") == root.get("aria-label") for root in sheets)


def test_bars_show_each_area_against_its_maximum(province: Province) -> None:
    case = province.unit_case("cao-loc")
    report = summary.report(case)
    chart = next(b for b in report.blocks if isinstance(b, Chart))
    root = drawn(chart)
    areas = len(case.rubric.areas)
    # One more of each in the legend.
    assert len(marks(root, "bar-most")) == areas + 1
    assert len(marks(root, "bar")) == areas + 1
    assert "20,00" in texts(root)


def radar(axes: int, gap: int = -1) -> Chart:
    columns = (
        Column[Any]("area", "Lĩnh vực"),
        *(Column[Any](t, t, width=9, kind=Kind.POINTS) for t in ("Tối đa", "Trước", "Nay")),
    )
    lines = tuple(
        Line(
            (
                Cell(f"Lĩnh vực {n}"),
                Cell(Decimal(10)),
                Cell(Decimal(5)),
                Cell(None if n == gap else Decimal(4)),
            )
        )
        for n in range(axes)
    )
    return Chart("radar", "t", "a", Table(columns, lines), "area", ("Tối đa", "Trước", "Nay"))


def test_a_radar_has_a_ring_a_column_and_a_mark_a_figure() -> None:
    root = drawn(radar(8))
    assert [ring.get("d", "")[-1] for ring in rings(root)] == ["z", "z"]
    assert len(dots(root, "bar")) == len(dots(root, "bar-other")) == 8
    assert [words for words in texts(root) if words.endswith("%")] == ["25%", "50%", "75%", "100%"]


def test_a_radar_opens_where_a_figure_is_not_known_and_says_so() -> None:
    root = drawn(radar(8, gap=3))
    before, now = rings(root)
    assert before.get("d", "").endswith("z")
    assert not now.get("d", "").endswith("z")
    # Six of eight neighbours are joined: the two lines that meet at the gap are missing.
    assert now.get("d", "").count("M") == 6
    assert len(dots(root, "bar-other")) == 7
    assert "Nay: –" in texts(root)
    assert "Trước: –" not in texts(root)


def rings(root: ET.Element) -> list[ET.Element]:
    """Return the rings of last year and this year, without the strokes of the legend."""
    found = [one for one in root.iter(f"{SVG}path") if one.get("class", "").endswith("-line")]
    return [one for one in found if "h18" not in one.get("d", "")]


def dots(root: ET.Element, css: str) -> list[ET.Element]:
    return [one for one in marks(root, css) if one.tag == f"{SVG}circle"]


@pytest.mark.parametrize("axes", [1, 2, 13])
def test_what_no_radar_can_show_is_drawn_as_bars(axes: int) -> None:
    roots = [ET.fromstring(sheet) for sheet in pictures(radar(axes))]
    assert not [dot for root in roots for dot in dots(root, "bar")]
    # One more on each sheet in the legend.
    assert sum(len(marks(root, "bar")) for root in roots) == axes + len(roots)


def test_a_heat_map_has_a_field_for_every_figure(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = province.round_case()
    for across in (matrix.MOST_ACROSS, 3):
        monkeypatch.setattr(matrix, "MOST_ACROSS", across)
        charts = [b for b in matrix.report(case).blocks if isinstance(b, Chart)]
        fields = sum(
            (path.get("d") or "").count("M")
            for c in charts
            for sheet in pictures(c)
            for path in ET.fromstring(sheet).iter(f"{SVG}path")
            if path.get("class", "").startswith("shade-")
        )
        known = sum(
            case.points(unit.code, item.id) is not None
            for unit in case.round.roster.units
            for item in case.round.rubric.items()
        )
        assert fields == known


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_table_is_an_empty_picture(kind: ChartKind) -> None:
    values = ("index",) * (1 if kind == "ladder" else 2)
    assert (
        drawn(Chart(kind, "t", "a & <b>", table(), "unit", values)).get("aria-label") == "a & <b>"
    )


def heat(rows: int, columns: int) -> Chart:
    def cell(row: int, column: int) -> Cell:
        step = (row + column) % 11
        return Cell(None) if step == 10 else Cell(Decimal(step), shade=Decimal(step) / 9)

    heads = (
        Column[Any]("", "Đơn vị"),
        *(Column[Any]("", f"1.{n}", width=8, kind=Kind.POINTS) for n in range(columns)),
    )
    lines = (Line((Cell(f"Xã {n}"), *(cell(n, c) for c in range(columns)))) for n in range(rows))
    return Chart("heat", "t", "a", Table(heads, tuple(lines)))


def test_a_heat_map_strokes_what_earned_least_and_dashes_what_is_not_known() -> None:
    root = drawn(heat(11, 11))
    strokes, dashes, least = (
        "".join(one.get("d", "") for one in root.iter(f"{SVG}path") if one.get("class") == css)
        for css in ("stroke", "unknown", "shade-0")
    )
    assert dashes.count("M") == 11
    assert strokes.count("M") == least.count("M") + 1, "one more in the legend"
    assert "– chưa có" in texts(root)


def test_a_heat_map_of_705_units_stays_small_and_names_every_one() -> None:
    sheets = pictures(heat(705, 76))
    data = "".join(sheets)
    assert len(data) < 2_000_000
    assert data.count("<") < 8_000
    said = [words for sheet in sheets for words in texts(ET.fromstring(sheet))]
    assert [words for words in said if words.startswith("Xã")] == [f"Xã {n}" for n in range(705)]
    assert all(f'viewBox="0 0 {WIDTH} ' in sheet for sheet in sheets)
