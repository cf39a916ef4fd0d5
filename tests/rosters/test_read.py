"""Rosters out of workbooks and tables as offices keep them; every fault by its cell."""

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from parself.errors import DamagedError
from parself.rosters.book import template, workbook
from parself.rosters.changing import begun, with_head, with_lines, with_unit
from parself.rosters.model import UnitList
from parself.rosters.read import read_lines, read_list, read_pasted
from parself.rubric.load import RubricError
from parself.rubric.peers import FigureStatus, UnitKind
from parself.workbook import Grid, read_workbook

SAID = {"id": "ds", "parent": "tỉnh Hòa Lâm"}
NAMES = ("Xã Na Hót", "Phường Chi Lăng", "Xã Chi Lăng", "Phường 1", "Đặc khu Hòn Mây")


def table(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def faults(data: bytes, **said: object) -> dict[str, str]:
    with pytest.raises(RubricError) as caught:
        read_list(data, where="ds.csv", said={**SAID, **said})
    return {one.where: one.what.id for one in caught.value.problems}


def sixty_five() -> UnitList:
    made = begun("hoa-lam-xa", "tỉnh Hòa Lâm", UnitKind.COMMUNE, [f"Xã Số {n}" for n in range(65)])
    return with_head(made, {"year": "2025", "appraiser.letterhead": "UBND tỉnh; Ban Cải cách"})


def test_a_workbook_says_all_that_a_roster_holds() -> None:
    made = with_unit(
        sixty_five(), "so-3", {"index": "78,5", "rank": "10", "sub_units": "Thôn A; Thôn B"}
    )
    assert read_list(workbook(made), where="x.xlsx").found == made


def test_an_empty_workbook_has_the_headings_and_no_lines() -> None:
    with pytest.raises(RubricError) as caught:
        read_list(template("ds", UnitKind.DEPARTMENT), where="x.xlsx")
    assert [one.what.id for one in caught.value.problems] == ["The sheet holds no lines."]


def test_a_table_with_a_heading_over_names_will_do() -> None:
    data = table(
        "DANH SÁCH ĐƠN VỊ;;",
        ";;",
        "STT;Tên xã, phường;Chỉ số năm 2024;Chỉ số năm 2025;Xếp hạng năm 2025",
        "1;1. Xã Na Hót;80,5;81,25;1",
        "2;UBND phường Chi Lăng;;79;2",
        ";Tổng cộng;;;",
    )
    taken = read_list(data, where="ds.csv", said=SAID)
    roster, standings = taken.found.roster, taken.found.standings
    assert roster.kind is UnitKind.COMMUNE
    assert [(u.code, u.short, u.full, u.locative) for u in roster.units] == [
        ("na-hot", "Xã Na Hót", "UBND xã Na Hót", "Na Hót"),
        ("chi-lang", "Phường Chi Lăng", "UBND phường Chi Lăng", "Chi Lăng"),
    ]
    assert standings is not None
    assert standings.year == 2025
    first = standings.units[0]
    assert (first.index, first.rank, first.previous_index) == (
        Decimal("81.25"),
        1,
        Decimal("80.5"),
    )
    assert first.status is FigureStatus.DECLARED
    assert "Tổng cộng" in str(taken.notices[0].values["names"])


def test_departments_get_their_short_forms() -> None:
    data = table("Tên cơ quan", "Sở Nông nghiệp và Môi trường", "Thanh tra tỉnh")
    roster = read_list(data, where="so.csv", said=SAID).found.roster
    assert roster.kind is UnitKind.DEPARTMENT
    assert [unit.number for unit in roster.units] == ["SNNMT", "TTT"]
    assert roster.unit_word == "sở, ban, ngành"


def test_every_fault_is_told_by_its_cell_and_at_once() -> None:
    found = faults(
        table(
            "Tên đơn vị;Chỉ số (%);Hạng;Nguồn kết quả",
            "Xã A;179;1;Đã công bố",
            "Xã B;abc;2;Lạ",
            ";5;3;",
            "Xã A;70;3;",
        ),
        year=2025,
    )
    assert set(found) >= {"B2", "B3", "D3", "A4", "A5"}


def test_what_nobody_says_is_told_with_the_other_faults() -> None:
    with pytest.raises(RubricError) as caught:
        read_list(table("Tên đơn vị;Hạng", "Xã A;0", "Xã B;1"), where="ds.csv")
    told = {one.what.id for one in caught.value.problems}
    assert told >= {
        "The list has no id.",
        "Nobody says what stands above the units.",
        "Figures are given, but not of which year.",
        "The rank is {rank}; possible are {best} to {worst}.",
    }


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"PK\x03\x04broken"])
def test_what_is_no_table_is_refused(data: bytes) -> None:
    with pytest.raises(DamagedError):
        read_list(data, where="ds.csv", said=SAID)


def test_a_table_without_a_heading_over_names_says_what_to_write() -> None:
    assert list(faults(table("a;b", "Xã A;1"))) == ["ds.csv"]


def test_figures_go_to_the_units_that_a_table_names_and_others_are_new() -> None:
    made = begun("ds", "tỉnh Hòa Lâm", UnitKind.COMMUNE, NAMES)
    data = table("Đơn vị;Hạng", "UBND xã Na Hót;2", "Xã Mới;1")
    told = read_lines(data, where="h.csv", of=made)
    assert [(line["code"], line.get("rank")) for line in told.lines] == [("na-hot", 2), ("moi", 1)]


def test_a_workbook_that_excel_opens_has_both_sheets_with_drop_downs() -> None:
    book = openpyxl.load_workbook(BytesIO(workbook(sixty_five())))
    assert book.sheetnames == ["Thông tin chung", "Đơn vị"]
    assert book["Đơn vị"].data_validations.dataValidation
    grids: tuple[Grid, ...] = read_workbook(workbook(sixty_five()), where="x.xlsx")
    assert len({line for line, _ in grids[1].cells}) == 66


def test_pasted_names_are_units_and_pasted_figures_begin_the_next_year() -> None:
    made = begun("ds", "tỉnh Hòa Lâm", UnitKind.COMMUNE, ["Xã A"])
    assert [line["short"] for line in read_pasted("Xã B\nPhường C", made).lines] == [
        "Xã B",
        "Phường C",
    ]
    first = read_pasted("Tên đơn vị\tChỉ số năm 2024\tHạng\nXã A\t80,5\t1\n", made)
    of_2024 = with_lines(made, first.lines, first.year)
    second = read_pasted("Tên đơn vị\tChỉ số năm 2025\nXã A\t81\n", of_2024)
    of_2025 = with_lines(of_2024, second.lines, second.year)
    assert of_2025.standings is not None
    assert of_2025.standings.id == "ds-2025"
    standing = of_2025.standing("a")
    assert (standing.index, standing.rank) == (Decimal(81), None)
    assert (standing.previous_index, standing.previous_rank) == (Decimal("80.5"), 1)
