"""Excel forms: what offices type is understood, what is not possible is refused by cell."""

import shutil
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest

from cli.forms import filled_in
from parself.assessment import store
from parself.assessment.beginning import begin
from parself.assessment.model import Answer, Purpose, State
from parself.desk import handing_out
from parself.errors import Problem
from parself.i18n import render_problem
from parself.submission import form_reading, joining, part_form, parts_ledger
from parself.submission.joining import Preview
from parself.submission.landing import Outcome
from parself.submission.merging import Verdict
from parself.submission.parting import cut
from parself.values import evolve

NOW: Final = datetime(2023, 12, 12, 10, 0)
SHEET: Final = part_form.SHEET


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> store.Folder:
    path = tmp_path_factory.mktemp("form") / "van-quan-2023"
    return begin(path, "lang-son-huyen-2023", "van-quan")


@pytest.fixture(scope="module")
def blank(desk: store.Folder) -> Mapping[str, Path]:
    """Forms of some departments as they were given out."""
    codes = ("noi-vu", "tc-kh", "vp-hdnd-ubnd", "ld-tbxh")
    return {code: handing_out.give(desk, code, None, "form", now=NOW).path for code in codes}


def form(blank: Mapping[str, Path], tmp_path: Path, code: str = "noi-vu") -> Path:
    return Path(shutil.copy(blank[code], tmp_path / "phieu.xlsx"))


def seen(desk: store.Folder, path: Path) -> Preview:
    return joining.preview(desk, path, parts_ledger.Ledger())


def answers(desk: store.Folder, path: Path) -> Mapping[str, Answer]:
    found = seen(desk, path)
    assert found.merge is not None, [render_problem(one) for one in found.reasons]
    return {row.row: row.theirs for row in found.merge.rows if row.verdict is Verdict.TAKEN}


def told(problems: tuple[Problem, ...]) -> str:
    return " ".join(render_problem(one) for one in problems)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (12301, 12301),
        (12301.0, 12301),
        ("12301", 12301),
        ("12.301", 12301),
        ("12 301", 12301),
        ("12.301 nhiệm vụ", 12301),
        (" 12301\t", 12301),
    ],
)
def test_counts_are_read_as_offices_type_them(
    desk: store.Folder, blank: Mapping[str, Path], tmp_path: Path, typed: object, read: int
) -> None:
    path = filled_in(form(blank, tmp_path), {"1.6|value.part": typed, "1.6|value.whole": 20_000})
    assert answers(desk, path)["1.6"].values == {"part": read, "whole": 20_000}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (95.5, Decimal("95.5")),
        (0.1 + 0.2, Decimal("0.3")),
        ("95,5", Decimal("95.5")),
        ("1.234,56", Decimal("1234.56")),
        (1e15, 10**15),
    ],
)
def test_money_is_read_exactly(
    desk: store.Folder, blank: Mapping[str, Path], tmp_path: Path, typed: object, read: object
) -> None:
    typed_in = {"6.1|value.part": typed, "6.1|value.whole": 10**16}
    path = filled_in(form(blank, tmp_path, "tc-kh"), {**typed_in, "6.1|value.whole": 9 * 10**15})
    assert answers(desk, path)["6.1"].values["part"] == read


@pytest.mark.parametrize("typed", [datetime(2023, 1, 15), "15/01/2023", "15-1-2023", "2023-01-15"])
def test_days_are_read_from_dates_and_from_text(
    desk: store.Folder, blank: Mapping[str, Path], tmp_path: Path, typed: object
) -> None:
    path = filled_in(form(blank, tmp_path), {"1.1.1|value.date": typed})
    found = answers(desk, path)["1.1.1"]
    assert (found.values["date"], found.state) == (datetime(2023, 1, 15).date(), State.ANSWERED)


def test_levels_are_read_by_their_titles(
    desk: store.Folder, blank: Mapping[str, Path], tmp_path: Path
) -> None:
    key = "4.1.1|value.choice"
    field = next(
        entry.field
        for entry in part_form.entries(
            desk.rubric, cut(desk.assessment, desk.rubric, "noi-vu"), desk.unit.sub_units
        )
        if entry.key == key
    )
    assert field is not None
    option, title = field.options[0]
    path = filled_in(form(blank, tmp_path), {key: f"  {title.upper()} "})
    assert answers(desk, path)["4.1.1"].values == {"choice": option}


def test_figures_that_are_not_final_are_marked_so(
    desk: store.Folder, blank: Mapping[str, Path], tmp_path: Path
) -> None:
    typed = {"6.1|value.part": 9, "6.1|value.whole": 10, "6.1|provisional": " chưa  CHỐT"}
    path = filled_in(form(blank, tmp_path, "tc-kh"), {**typed, "8.2.1|value.part": 3})
    found = answers(desk, path)
    assert found["6.1"].provisional
    assert not found["8.2.1"].provisional


REFUSED: Final[Mapping[str, tuple[str, object, str]]] = {
    "a formula": ("1.5|value.count", "=1+1", "công thức"),
    "words": ("1.5|value.count", "hai", "không phải số hợp lệ"),
    "decimals in a count": ("1.5|value.count", 1.5, "1,5"),
    "a count with a small fraction": ("1.5|value.count", 12.301, "12,301"),
    "less than nothing": ("1.5|value.count", -1, "−1"),
    "a number without end": ("1.5|value.count", 1e300, "chữ số"),
    "a truth as a day": ("1.1.1|value.date", True, "không đúng loại"),
    "a day that does not exist": ("1.1.1|value.date", "31/02/2023", "31/02/2023"),
    "a level that there is none of": ("4.1.1|value.choice", "Có lẽ", "Có lẽ"),
    "a state that there is none of": ("5.2.1|state", "Miễn", "Miễn"),
    "a word for figures that are not final": ("1.6|provisional", "Có lẽ", "Có lẽ"),
    "a text without end": ("1.5|explanation", "x" * 5_001, "quá dài"),
    "a failed formula as a text": ("1.5|explanation", "#N/A", "#N/A"),
    "a truth as a text": ("1.5|explanation", True, "TRUE"),
    "a formula as a text": ("1.5|explanation", "=HYPERLINK(1)", "công thức"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_possible_is_refused_by_cell_and_the_rest_is_taken(
    desk: store.Folder, blank: Mapping[str, Path], tmp_path: Path, case: str
) -> None:
    key, typed, words = REFUSED[case]
    good = {"1.2.1|value.count": 4, "1.2.1|explanation": "Theo sổ."}
    found = seen(desk, filled_in(form(blank, tmp_path), {key: typed, **good}))
    assert found.merge is not None
    assert found.merge.taken == ("1.2.1",)
    assert len(found.faults) == 1
    assert words in told(found.faults)
    assert found.faults[0].where.startswith(f"{key.partition('|')[0]}, C")


def test_a_part_greater_than_its_whole_is_refused(
    desk: store.Folder, blank: Mapping[str, Path], tmp_path: Path
) -> None:
    path = filled_in(form(blank, tmp_path), {"1.6|value.part": 11, "1.6|value.whole": 10})
    found = seen(desk, path)
    assert found.merge is not None
    assert found.merge.taken == ()
    assert "11" in told(found.faults)


def test_text_is_never_taken_for_anything_else(
    desk: store.Folder, blank: Mapping[str, Path], tmp_path: Path
) -> None:
    path = filled_in(
        form(blank, tmp_path),
        {
            "1.6|value.part": 9,
            "1.6|value.whole": 10,
            "1.6|explanation": "[đ/c A] \u202eđảo",
            "1.6|evidence": "12/KH-UBND; trang 3\n\n 45/QĐ ",
            "who": 12,
        },
    )
    found = seen(desk, path)
    assert found.returned is not None
    answer = found.returned.part.answer("1.6")
    assert answer.explanation == "[đ/c A] �đảo"
    assert answer.who == "12"
    assert [one.number for one in found.returned.part.documents] == ["12/KH-UBND", "45/QĐ"]
    assert [one.page for one in answer.citations] == ["3", ""]
    assert [one.id for one in found.returned.part.documents] == ["NV-001", "NV-002"]


def test_a_form_that_nobody_filled_in_changes_nothing(
    desk: store.Folder, blank: Mapping[str, Path], tmp_path: Path
) -> None:
    assert {seen(desk, path).outcome for path in blank.values()} == {Outcome.SAME}


def test_what_was_there_when_it_was_given_out_stands_in_the_form(tmp_path: Path) -> None:
    folder = begin(tmp_path / "a", "lang-son-huyen-2023", "van-quan")
    held = Answer(
        State.ANSWERED,
        {"part": Decimal("12345678901234.5678"), "whole": Decimal("22345678901234.5")},
        explanation="Theo Kho bạc.",
    )
    folder = store.save(folder, folder.assessment.with_answer("6.1", held), now=NOW)
    path = handing_out.give(folder, "tc-kh", None, "form", now=NOW).path
    sheet = openpyxl.load_workbook(path)[SHEET]
    cells = {row[0].value: row[2].value for row in sheet.iter_rows(max_col=3)}
    assert cells["6.1|value.whole"] == 22345678901234.5
    assert cells["6.1|explanation"] == "Theo Kho bạc."
    # Too long for a number of Excel, and still exact on its way back.
    assert seen(folder, path).outcome is Outcome.SAME


def test_only_the_cells_to_fill_in_are_open(blank: Mapping[str, Path]) -> None:
    book = openpyxl.load_workbook(blank["noi-vu"])
    sheet = book[SHEET]
    assert sheet.protection.sheet
    assert [book[name].sheet_state for name in book.sheetnames] == ["visible", "hidden", "hidden"]
    for row in sheet.iter_rows(max_col=4):
        assert [cell.protection.locked for cell in row[:2]] == [True, True]
        assert row[2].protection.locked is (row[0].value is None)
    kinds = {rule.type for rule in sheet.data_validations.dataValidation}
    assert kinds == {"whole", "date", "list", "textLength"}
    assert sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert int(sheet.page_setup.fitToHeight) == 0


def test_the_same_part_gives_the_same_form(desk: store.Folder, tmp_path: Path) -> None:
    for name in ("a", "b"):
        handing_out.give(desk, "tc-kh", tmp_path / f"{name}.xlsx", "form", now=NOW)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def changed(path: Path, change: Callable[[Any], None]) -> Path:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def test_a_form_without_its_hidden_sheets_is_no_form(
    desk: store.Folder, blank: Mapping[str, Path], tmp_path: Path
) -> None:
    path = changed(form(blank, tmp_path), lambda book: book.remove(book[part_form.IDENTITY]))
    assert seen(desk, path).outcome is Outcome.WRONG_KIND


def test_an_identity_that_was_typed_over_is_none(
    desk: store.Folder, blank: Mapping[str, Path], tmp_path: Path
) -> None:
    def forge(book: Any) -> None:
        cell = book[part_form.IDENTITY].cell(2, 1)
        cell.value = cell.value[:100] + "AAAA" + cell.value[104:]

    assert seen(desk, changed(form(blank, tmp_path), forge)).outcome is Outcome.WRONG_KIND


def test_moved_lines_are_understood_and_lost_ones_noticed(
    desk: store.Folder, blank: Mapping[str, Path], tmp_path: Path
) -> None:
    path = filled_in(form(blank, tmp_path), {"1.6|value.part": 9, "1.6|value.whole": 10})
    changed(path, lambda book: book[SHEET].insert_rows(3, amount=4))
    assert answers(desk, path)["1.6"].values == {"part": 9, "whole": 10}
    changed(path, lambda book: book[SHEET].delete_rows(40, amount=2))
    found = seen(desk, path)
    assert (found.outcome, found.merge) == (Outcome.DAMAGED, None)


def test_a_workbook_of_somebody_elses_is_no_form(desk: store.Folder, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "luong.xlsx")
    assert seen(desk, tmp_path / "luong.xlsx").outcome is Outcome.WRONG_KIND


def test_a_form_of_another_unit_year_edition_or_purpose_is_refused(
    desk: store.Folder, blank: Mapping[str, Path]
) -> None:
    ours = desk.assessment
    others = {
        Outcome.WRONG_UNIT: evolve(ours, unit="chi-lang"),
        Outcome.WRONG_YEAR: evolve(ours, year=2024),
        Outcome.WRONG_RUBRIC: evolve(ours, rubric=evolve(ours.rubric, scoring_hash="0" * 64)),
        Outcome.WRONG_PURPOSE: evolve(ours, purpose=Purpose.PRACTICE),
    }
    for outcome, other in others.items():
        found = seen(evolve(desk, assessment=other), blank["tc-kh"])
        assert (found.outcome, found.merge) == (outcome, None)
        assert len(found.reasons) == 1


def repacked(path: Path, change: Callable[[str, bytes], bytes], *more: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, change(name, data))
        for name, data in more:
            archive.writestr(name, data)
    return path


BOMB: Final = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def declaring(name: str, data: bytes) -> bytes:
    return data.replace(b"<sst", BOMB + b"<sst") if name.endswith("sharedStrings.xml") else data


HOSTILE: Final[Mapping[str, tuple[Callable[[Path], Path], Outcome]]] = {
    "entities": (lambda path: repacked(path, declaring), Outcome.UNSAFE),
    "another encoding": (
        lambda path: repacked(
            path, lambda n, d: d.decode().encode("utf-16") if n.endswith("workbook.xml") else d
        ),
        Outcome.UNSAFE,
    ),
    "a program": (
        lambda path: repacked(path, lambda n, d: d, ("xl/vbaProject.bin", b"MZ")), Outcome.UNSAFE,
    ),
    "a bomb": (
        lambda path: repacked(path, lambda n, d: d, ("xl/x.xml", b"<a>" + b" " * (40 << 20))),
        Outcome.UNSAFE,
    ),
    "a way out": (
        lambda path: repacked(path, lambda n, d: d, ("../../x.xml", b"<a/>")), Outcome.UNSAFE,
    ),
    "broken XML": (
        lambda path: repacked(path, lambda n, d: d[:999] if n.endswith("sheet1.xml") else d),
        Outcome.DAMAGED,
    ),
    "half a file": (
        lambda path: (path.write_bytes(path.read_bytes()[:-400]), path)[1], Outcome.DAMAGED,
    ),
    "no archive": (lambda path: (path.write_bytes(b"PK\x03\x04"), path)[1], Outcome.DAMAGED),
    "nothing": (lambda path: (path.write_bytes(b""), path)[1], Outcome.DAMAGED),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_workbooks_are_refused_in_a_sentence(
    desk: store.Folder, blank: Mapping[str, Path], tmp_path: Path, case: str
) -> None:
    spoil, outcome = HOSTILE[case]
    found = seen(desk, spoil(form(blank, tmp_path)))
    assert (found.outcome, found.merge) == (outcome, None)
    assert "phieu.xlsx" in told(found.reasons)


def test_lines_and_columns_without_end_are_not_walked(
    desk: store.Folder, blank: Mapping[str, Path], tmp_path: Path
) -> None:
    far = changed(form(blank, tmp_path), lambda book: book[SHEET].cell(1_048_576, 16_384, value=1))
    sheet = form_reading.read_sheet(far)
    assert "1.6|value.part" in sheet.cells


def test_a_form_saved_in_another_format_is_refused_with_what_to_do(
    desk: store.Folder, tmp_path: Path
) -> None:
    (tmp_path / "phieu.ods").write_bytes(b"PK\x03\x04")
    found = seen(desk, tmp_path / "phieu.ods")
    assert found.outcome is Outcome.WRONG_KIND
    assert ".xlsx" in told(found.reasons)


def test_entries_that_nobody_sees_are_told(
    desk: store.Folder, blank: Mapping[str, Path], tmp_path: Path
) -> None:
    def hide(book: Any) -> None:
        sheet = book[SHEET]
        keys = {row[0].value: row[0].row for row in sheet.iter_rows(max_col=1)}
        sheet.cell(keys["6.1|explanation"], part_form.ENTRY_COLUMN).value = "Theo Kho bạc."
        sheet.row_dimensions[keys["6.1|explanation"]].hidden = True
        sheet.column_dimensions["C"].hidden = True

    notes = form_reading.read_sheet(changed(form(blank, tmp_path, "tc-kh"), hide)).notes
    assert [dict(one.values) for one in notes] == [
        {"sheet": SHEET, "lines": "14"},
        {"sheet": SHEET, "columns": "C"},
    ]
