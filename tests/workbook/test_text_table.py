import pytest

from parself.errors import DamagedError
from parself.workbook import read_tables
from province.unit_tables import xlsx

LINES = "Đơn vị;Điểm\nHuyện Văn Quan;1.234,5\nHuyện Bắc Sơn;2,5\n"


def texts(data: bytes, name: str = "bang.csv") -> dict[tuple[int, int], object]:
    (grid,) = read_tables(data, where=name)
    return {spot: cell.value for spot, cell in grid.cells.items()}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encoding_and_separator_are_found(encoding: str, separator: str, end: str) -> None:
    text = LINES.replace(";", separator).replace("\n", end)
    assert texts(text.encode(encoding))[2, 2] == "1.234,5"
    assert texts(text.encode(encoding))[3, 1] == "Huyện Bắc Sơn"


def test_commas_part_cells_where_nothing_else_does() -> None:
    assert texts('Đơn vị,Điểm\n"Văn Quan","2,5"\n'.encode()) == {
        (1, 1): "Đơn vị", (1, 2): "Điểm", (2, 1): "Văn Quan", (2, 2): "2,5",
    }  # fmt: skip


def test_decimal_commas_part_no_cells_below_titles() -> None:
    text = "KẾT QUẢ, NĂM 2023\n\nĐơn vị;A;B\nVăn Quan;1,5;2,5\nBắc Sơn;1,5;3\n"
    assert texts(text.encode())[5, 3] == "3"


def test_excels_own_word_for_the_separator_is_obeyed() -> None:
    assert texts(b"sep=,\nA,B;C\n1,2;3\n")[2, 2] == "2;3"
    assert texts(b"sep=\t\r\nA\tB;C\r\n1\t2;3\r\n")[2, 2] == "2;3"


def test_a_stray_quote_makes_no_other_separator_fail() -> None:
    lines = "".join(f'"Huyện {n}";{n}\n' for n in range(9000))
    assert texts(('a;b\n\t"\n' + lines).encode())[1, 2] == "b"


def test_a_line_separator_inside_a_cell_ends_no_line() -> None:
    assert texts("A;B\nmột\u2028hai;3\n".encode())[2, 2] == "3"


@pytest.mark.parametrize(
    "data",
    ["Huyện Văn Quan;1\n".encode("utf-16-le"), "Huyện;Đã".encode("cp1258", "replace"),
     b"\xff\xfe\0", b"", b"\n\n;;\n", b"a\0b"],
)  # fmt: skip
def test_what_is_no_table_of_utf8_is_refused(data: bytes) -> None:
    with pytest.raises(DamagedError):
        read_tables(data, where="bang.csv")


def test_a_workbook_is_read_whatever_it_is_called() -> None:
    assert texts(xlsx([["a", 1]]))[1, 2] == 1


def test_cells_merged_across_columns_are_told() -> None:
    (grid,) = read_tables(xlsx([["a", None, None]], merged=["A1:C1", "A2:A3"]), where="b.xlsx")
    assert grid.across == (((1, 1), (1, 3)),)
