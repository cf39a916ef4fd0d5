"""Pictures: well formed, one mark for every figure, nothing drawn for what is not known."""

import xml.etree.ElementTree as ET
from decimal import Decimal
from typing import Literal

import pytest

from parself.report import district, ranking, summary
from parself.report.pictures import picture
from parself.report.tables import Cell, Chart, Column, Kind, Level, Line, Table
from report.conftest import Province

SVG = "{http://www.w3.org/2000/svg}"


def drawn(chart: Chart) -> ET.Element:
    return ET.fromstring(picture(chart))


def texts(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def marks(root: ET.Element, css: str) -> list[ET.Element]:
    return [element for element in root.iter() if element.get("class") == css]


def table(*rows: tuple[str, Decimal | None], ours: int = -1) -> Table:
    columns = (Column("Đơn vị"), Column("Chỉ số", 10, Kind.PERCENT))
    lines = tuple(
        Line((Cell(name), Cell(value)), Level.OURS if at == ours else Level.ROW)
        for at, (name, value) in enumerate(rows)
    )
    return Table(columns, lines)


def ladder(*rows: tuple[str, Decimal | None], ours: int = -1) -> Chart:
    return Chart("ladder", "Thứ hạng", "Biểu đồ", table(*rows, ours=ours), 0, (1,))


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
    assert [float(one.get("width", "1")) for one in marks(root, "bar")][1] == 0


def test_long_names_are_broken_and_not_cut() -> None:
    name = "Tác động của cải cách hành chính đến người dân, doanh nghiệp và phát triển kinh tế"
    said = " ".join(texts(drawn(ladder((name, Decimal(1)))))[:-1])
    assert said == name


def test_texts_stay_within_the_picture(province: Province) -> None:
    case = province.unit_case("cao-loc")
    papers = district.papers(case)
    charts = [b for report in papers.reports for b in report.blocks if isinstance(b, Chart)]
    for chart in charts:
        root = drawn(chart)
        _x, _y, width, height = map(float, root.get("viewBox", "").split())
        for element in root.iter(f"{SVG}text"):
            length = len(element.text or "") * 7.4
            x, y = float(element.get("x", "0")), float(element.get("y", "0"))
            start = {"start": x, "end": x - length, "middle": x - length / 2}
            left = start[element.get("text-anchor", "start")]
            assert left >= -1, element.text
            assert left + length <= width + 1, element.text
            assert 0 <= y <= height, element.text


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


def test_a_radar_leaves_out_axes_without_a_figure() -> None:
    columns = (Column("Lĩnh vực"), *(Column(t, 9, Kind.POINTS) for t in ("Tối đa", "Trước", "Nay")))
    lines = tuple(
        Line(
            (
                Cell(str(n)),
                Cell(Decimal(10)),
                Cell(Decimal(n)),
                Cell(None if n == 3 else Decimal(5)),
            )
        )
        for n in range(1, 9)
    )
    chart = Chart("radar", "t", "a", Table(columns, lines), 0, (1, 2, 3))
    root = drawn(chart)
    before, now = marks(root, "bar-line")[0], marks(root, "bar-other-line")[0]
    assert len(before.get("points", "").split()) == 8
    assert len(now.get("points", "").split()) == 7


def test_a_heat_map_has_a_field_for_every_figure(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = province.round_case()
    for across in (ranking.MOST_ACROSS, 3):
        monkeypatch.setattr(ranking, "MOST_ACROSS", across)
        charts = [b for b in ranking.matrix(case).blocks if isinstance(b, Chart)]
        fields = sum(
            (path.get("d") or "").count("M") for c in charts for path in drawn(c).iter(f"{SVG}path")
        )
        known = sum(
            case.points(unit.code, item.id) is not None
            for unit in case.round.roster.units
            for item in case.round.rubric.items()
        )
        assert fields == known


@pytest.mark.parametrize("kind", ["ladder", "bars", "radar", "heat"])
def test_an_empty_table_is_an_empty_picture(
    kind: Literal["ladder", "bars", "radar", "heat"],
) -> None:
    values = (1,) if kind == "ladder" else (1, 1)
    assert drawn(Chart(kind, "t", "a & <b>", table(), 0, values)).get("aria-label") == "a & <b>"


def test_a_heat_map_of_705_units_stays_small() -> None:
    columns = (Column("Đơn vị"), *(Column(f"1.{n}", 8, Kind.POINTS) for n in range(76)))
    line = Line((Cell("Xã"), *(Cell(Decimal(1), shade=Decimal(n % 10) / 10) for n in range(76))))
    data = picture(Chart("heat", "t", "a", Table(columns, (line,) * 705)))
    assert len(data) < 2_500_000
    assert data.count("<") < 2_000
