"""What people decide on rows is kept by their texts, and asked again only where these changed."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from cli.shell import call, good
from issued.made import read, rows, sheet
from parself.errors import DamagedError
from parself.issued import decisions as d
from parself.issued.reading import Issued, Reading
from parself.issued.understand import State
from parself.report.readings import readings_book

LEVELS = "Từ 95% trở lên: 2; từ 80%: 1"
LINES = (
    ("1", "Hồ sơ đúng hạn", "2", "Từ 90% trở lên: 2; dưới 90%: 0"),
    ("2", "Thư xin lỗi", "2", LEVELS),
    ("3", "Quan tâm chỉ đạo", "1", "Hội đồng xem xét"),
)


def issued(decisions: d.Decisions | None = None, second: str = LEVELS) -> Issued:
    lines = [LINES[0], (*LINES[1][:3], second), LINES[2]]
    return read(sheet(rows(*lines)), decisions=decisions or {})


def row(found: Issued, number: int) -> Reading:
    return found.readings[number - 1]


def test_an_offered_reading_becomes_the_rule_of_the_row() -> None:
    open_row = row(issued(), 2)
    assert (open_row.state, open_row.choices) == (State.TO_DECIDE, ("1", "points"))
    decided = row(issued({open_row.key: "1"}), 2)
    assert (decided.state, decided.choice) == (State.DECIDED, "1")
    assert decided.item == decided.ways[0] or decided.item.scale == open_row.ways[0].scale


def test_a_rule_that_was_understood_may_be_left_as_points() -> None:
    exact = row(issued(), 1)
    assert exact.item.measure.kind == "ratio"
    left = row(issued({exact.key: d.POINTS}), 1)
    assert (left.state, left.item.measure.kind) == (State.DECIDED, "given")
    kept = row(issued({exact.key: d.AS_READ}), 1)
    assert (kept.state, kept.item) == (State.DECIDED, exact.item)


def test_the_next_edition_asks_only_about_rows_that_changed() -> None:
    first = issued({row(issued(), 2).key: "1", row(issued(), 3).key: d.POINTS})
    assert first.to_decide() == ()
    kept = d.from_bytes(d.to_bytes(first.decisions()), where="a.toml")
    assert issued(kept).to_decide() == ()
    asked = issued(kept, "Từ 95% trở lên: 2; từ 70%: 1").to_decide()
    assert [one.item.id for one in asked] == ["I.2"]


def test_a_choice_that_a_row_does_not_offer_leaves_it_to_be_decided() -> None:
    keys = [one.key for one in issued().readings]
    found = issued({keys[1]: "2", keys[2]: d.AS_READ})
    assert [one.item.id for one in found.to_decide()] == ["I.2", "I.3"]


def test_the_workbook_of_readings_is_read_again_as_decisions() -> None:
    book = openpyxl.load_workbook(BytesIO(readings_book(issued().readings)))
    page = book[d.SHEET]
    heads = {cell.value: cell.column for cell in page[1]}
    page.cell(3, heads[d.CHOICE_HEADING], "Cách 1")
    page.cell(4, heads[d.CHOICE_HEADING], d.WORDS[d.POINTS])
    stream = BytesIO()
    book.save(stream)
    found = issued(d.from_bytes(stream.getvalue(), where="b.xlsx"))
    assert [one.choice for one in found.readings] == ["", "1", "points"]
    page.cell(4, heads[d.CHOICE_HEADING], "Không biết")
    stream = BytesIO()
    book.save(stream)
    with pytest.raises(DamagedError):
        d.from_bytes(stream.getvalue(), where="b.xlsx")


@pytest.mark.parametrize(
    "data", [b"format = 2", b"format = 1\ndecision = 3", b"x", b"decision = []"]
)
def test_what_holds_no_decisions_is_refused(data: bytes) -> None:
    with pytest.raises(DamagedError):
        d.from_bytes(data, where="a.toml")


def test_the_shell_decides_and_keeps_decisions_beside_the_rubric(tmp_path: Path) -> None:
    annex, target = tmp_path / "a.xlsx", tmp_path / "a.toml"
    annex.write_bytes(sheet(rows(*LINES)))
    book = tmp_path / "cach-hieu.xlsx"
    told = good("rubric", "import", annex, "-o", target, "--decide", "I.2=1", "--readings", book)
    assert "I.3" in told.err
    assert d.file_beside(target).is_file()
    assert book.is_file()
    again = good("rubric", "import", annex, "-o", target, "--replace", "--json").json
    assert [one["state"] for one in again["rows"]] == ["exact", "decided", "to-decide"]
    wrong = call("rubric", "import", annex, "--look", "--decide", "I.3=1")
    assert wrong.code == 2
    assert "points" in wrong.err
