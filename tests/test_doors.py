"""One rule at every door: what is impossible is refused everywhere, in the same words.

One table of odd entries is tried through the shell, the screens, a pasted block, an Excel
form, a part's folder, a part's file, a hand-in, a repair and a restore.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from cli.shell import call
from parself import i18n, toml
from parself.assessment import form, kept, repair, store
from parself.assessment.beginning import begin
from parself.assessment.block import read_cells, read_table
from parself.assessment.history import earlier_saves
from parself.assessment.model import Answer, Assessment, Citation, State
from parself.assessment.saves import good_saves
from parself.desk import handing_out
from parself.desk.desk import Desk
from parself.errors import DamagedError, Problem, RefusedError
from parself.files import BackupName
from parself.rubric.catalogue import find_rubric
from parself.rubric.identity import identity_of
from parself.rubric.load import rubric_from_bytes
from parself.rules.amounts import Value
from parself.rules.fields import Field
from parself.rules.kinds import row_fields
from parself.submission import (
    bundle,
    form_meaning,
    form_reading,
    joining,
    part_form,
    parts_ledger,
)
from parself.submission.archive import BundleError
from parself.submission.intake import read_bundle
from parself.submission.merging import Verdict
from parself.submission.parting import origin
from parself.submission.payload import ExportError
from parself.values import Frozen, evolve
from parself.workbook import Cell
from submission.samples import build
from tui.sitting import sitting

NOW: Final = datetime(2023, 12, 12, 10, 0)
RUBRIC: Final = find_rubric("lang-son-huyen-2023")[0]


class Odd(Frozen):
    """An entry that is not possible, as a file holds it, and what is said of it."""

    row: str
    values: Mapping[str, Value]
    what: str
    state: State = State.ANSWERED
    cells: Mapping[str, Any] | None = None
    """As it stands in a form; None: as in a file."""
    cites: str = ""
    """Id of a document that it cites."""


NO_FIGURES: Final = "The row cannot have figures and be marked as “no incidence”."
YEARS: Final = "is not possible: it must lie between 1900 and 2199."
PART, WHOLE, _ = (field.label for field in row_fields(RUBRIC.rows["1.3.3"]))
SOLVED, RECEIVED = (field.label for field in row_fields(RUBRIC.rows["3.4.2"], ("Xã An Sơn",)))
ODD: Final[Mapping[str, Odd]] = {
    "a day on which nothing can follow": Odd(
        "1.1.1",
        {"date": date(2023, 1, 4), "reference": date(9999, 12, 31)},
        f"The year 9999 {YEARS}",
    ),
    "a year of three digits": Odd("1.1.1", {"date": date(223, 1, 4)}, f"The year 223 {YEARS}",
                                  cells={"date": "4/1/0223"}),
    "less than nothing": Odd(
        "1.3.3", {"part": -2, "whole": 20}, "−2 is not possible here: the least is 0."
    ),
    "half a case": Odd(
        "1.3.3",
        {"part": Decimal("2.5"), "whole": 20},
        "“2,5” has decimals, but this is a count.",
        cells={"part": 2.5, "whole": 20},
    ),
    "digits of another script": Odd(
        "1.3.3", {"part": "٣", "whole": 20}, "“٣” is not a number."
    ),
    "a day in digits of another script": Odd(
        "1.1.1", {"date": "٤/١/٢٠٢٣"}, "“٤/١/٢٠٢٣” is not a date."
    ),
    "words": Odd("1.3.3", {"part": "nhiều", "whole": 20}, "“nhiều” is not a number."),
    "words for a day": Odd("1.1.1", {"date": "đầu năm"}, "“đầu năm” is not a date."),
    "a part above its whole": Odd(
        "1.3.3",
        {"part": 21, "whole": 20},
        f"{PART} (21) is greater than {WHOLE} (20).",
    ),
    "a share of nothing": Odd(
        "1.3.3",
        {"part": 0, "whole": 0},
        f"{WHOLE} is 0, so no rate can be computed.",
    ),
    "above the most": Odd(
        "1.2.1", {"count": 5}, "5 is not possible here: it must lie between 0 and 4."
    ),
    "19 digits": Odd(
        "1.3.3",
        {"part": 1, "whole": 10**18},
        "The number has more than 18 digits.",
        cells={"part": 1, "whole": str(10**18)},
    ),
    "a day and never issued": Odd(
        "1.1.1",
        {"date": date(2023, 1, 4), "not_issued": True},
        "The row cannot have a date and be marked as never issued.",
    ),
    "figures and not done": Odd(
        "1.3.3",
        {"part": 3, "whole": 20, "not_done": True},
        "The row cannot have figures and be marked as not done.",
    ),
    "figures and no incidence": Odd(
        "1.3.3", {"part": 3, "whole": 20}, NO_FIGURES, State.NO_INCIDENCE
    ),
    "a level that the row does not have": Odd(
        "4.1.1", {"choice": "gan-co"}, "“gan-co” is not one of the answers of this row."
    ),
    "neither yes nor no": Odd(
        "1.1.2",
        {"du-noi-dung": "có lẽ", "ro-san-pham": True},
        "“có lẽ” is not one of the answers of this row.",
    ),
    "neither met nor not met, of a commune": Odd(
        "3.3.3",
        {"xa-an-son": "có lẽ"},
        "“có lẽ” is not one of the answers of this row.",
    ),
    "a part above its whole, of a commune": Odd(
        "3.4.2",
        {"xa-an-son.part": 21, "xa-an-son.whole": 20},
        f"{SOLVED} (21) is greater than {RECEIVED} (20).",
    ),
}  # fmt: skip

GOOD: Final = {"noi-vu": "1.6", "vp-hdnd-ubnd": "3.1.1"}
"""Of each department with odd entries a row that is filled in well beside them."""


def department(entry: Odd) -> str:
    return RUBRIC.rows[entry.row].department


ANSWERED: Final = {name: one for name, one in ODD.items() if one.state is State.ANSWERED}
"""A state of a row is no cell."""
IN_FILES: Final[Mapping[str, Odd]] = {
    **ODD,
    "a document that nobody has registered": Odd(
        "1.3.3",
        {"part": 3, "whole": 20},
        "There is no document E-999 in the register.",
        cites="E-999",
    ),
    "no incidence of a row that always has some": Odd(
        "1.2.1", {}, "Row 1.2.1 does not offer this state.", State.NO_INCIDENCE
    ),
    "not applicable to a row that is every unit's": Odd(
        "1.3.3", {}, "Row 1.3.3 does not offer this state.", State.NOT_APPLICABLE
    ),
    "a figure that the row does not ask for": Odd(
        "1.3.3", {"part": 3, "whole": 20, "more": 1}, "The row has no entry “more”."
    ),
}
"""With what neither a field nor a cell offers."""
odd = pytest.mark.parametrize("entry", ODD.values(), ids=ODD)
odd_in_files = pytest.mark.parametrize("entry", IN_FILES.values(), ids=IN_FILES)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared as the source has them."""
    i18n.use("en")
    yield
    i18n.use("vi")


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> store.Folder:
    path = tmp_path_factory.mktemp("doors") / "van-quan-2023"
    return begin(path, "lang-son-huyen-2023", "van-quan")


@pytest.fixture
def desk(pristine: store.Folder, tmp_path: Path) -> store.Folder:
    return store.load(Path(shutil.copytree(pristine.path, tmp_path / "van-quan-2023")))


def odd_one(assessment: Assessment, entry: Odd) -> Assessment:
    """Return the assessment with the odd entry in it, as somebody could write a file."""
    cited = (Citation(entry.cites),) if entry.cites else ()
    held = Answer(entry.state, entry.values, "Theo báo cáo.", when=NOW, citations=cited)
    return assessment.with_answer(entry.row, held)


def said(problems: tuple[Problem, ...]) -> list[str]:
    return [i18n.render(problem.what) for problem in problems]


def exact(value: Value) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case _:
            return str(value)


@odd
def test_the_shell_refuses_it(desk: store.Folder, entry: Odd) -> None:
    pairs = [f"{key}={exact(value)}" for key, value in entry.values.items()]
    flags = ["--no-incidence"] * (entry.state is State.NO_INCIDENCE)
    result = call("answer", desk.path, entry.row, *pairs, *flags)
    assert (result.code, entry.what in result.err.replace("\n", " ")) == (2, True), result.err
    assert store.load(desk.path).assessment == desk.assessment


def test_the_shell_cites_no_document_that_nobody_has_registered(desk: store.Folder) -> None:
    result = call("evidence", "cite", desk.path, "E-999", "1.3.3")
    entry = IN_FILES["a document that nobody has registered"]
    assert (result.code, entry.what in result.err) == (2, True), result.err
    assert store.load(desk.path).assessment == desk.assessment


def typed(value: Value) -> str:
    match value:
        case date():
            return f"{value.day}/{value.month}/{value.year:04}"
        case _:
            return str(value).replace(".", ",")


async def test_the_screen_refuses_what_can_be_typed_into_it(desk: store.Folder) -> None:
    async with sitting(desk) as person:
        for name, entry in ODD.items():
            fields = row_fields(desk.rubric.rows[entry.row])
            boxes = [one.key for one in fields if one.is_number or one.kind == "date"]
            if not set(boxes) >= entry.values.keys() or entry.state is not State.ANSWERED:
                # Boxes, levels and marks can only be chosen, one at a time.
                continue
            await person.go_to(entry.row)
            await person.types("\t".join(typed(entry.values.get(key, "")) for key in boxes))
            assert entry.what in " ".join(person.faults.values()), (name, person.faults)
            assert person.answer(entry.row).values != entry.values, name
            await person.press("escape")
            person.desk.clear(entry.row)


def pasted(entry: Odd, fields: Sequence[Field]) -> str:
    """The entry as cells: of a table a line with each commune's name, else one below another."""
    lines: dict[str, list[str]] = {}
    for field in fields:
        if field.key in entry.values:
            lines.setdefault(field.group, []).append(typed(entry.values[field.key]))
    if RUBRIC.rows[entry.row].measure.by_sub_unit:
        return "\n".join("\t".join((name, *cells)) for name, cells in lines.items())
    return "\n".join(cell for cells in lines.values() for cell in cells)


@pytest.mark.parametrize("entry", ANSWERED.values(), ids=ANSWERED)
def test_a_pasted_block_with_it_changes_nothing(
    desk: store.Folder, tmp_path: Path, entry: Odd
) -> None:
    """Levels and marks of a row by itself are no cells: a block with them is refused whole."""
    row = desk.rubric.rows[entry.row]
    fields = row_fields(row, desk.unit.sub_units)
    cells = [field for field in fields if field.key in entry.values]
    by_cell = row.measure.by_sub_unit or all(f.kind not in {"yes", "choice"} for f in cells)
    text = pasted(entry, fields)
    read = (
        read_table(row, fields, {}, text)
        if row.measure.by_sub_unit
        else (read_cells(row, fields, {}, text, ""))
    )
    sentences = [i18n.render(one) for one in read.faults]
    assert sentences
    assert read.changes == {}
    if by_cell:
        assert any(one.endswith(entry.what) for one in sentences), sentences
    (tmp_path / "cells.txt").write_text(text, encoding="utf-8")
    result = call("answer", desk.path, entry.row, "--paste", tmp_path / "cells.txt")
    assert (result.code, store.load(desk.path).assessment) == (2, desk.assessment)
    assert " ".join(sentences[0].split()) in " ".join(result.err.split())


@pytest.fixture(scope="module")
def sheets(
    pristine: store.Folder, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, form_reading.Sheet]:
    """The form of each department as it was given out, read."""
    home = tmp_path_factory.mktemp("form")
    for code in GOOD:
        handing_out.give(pristine, code, home / f"{code}.xlsx", "form", now=NOW)
    return {code: form_reading.read_sheet(home / f"{code}.xlsx") for code in GOOD}


def filled(sheet: form_reading.Sheet, entry: Odd) -> form_reading.Sheet:
    cells = dict(sheet.cells)
    entered: Mapping[str, Any] = entry.values if entry.cells is None else entry.cells
    for key, value in entered.items():
        name = f"{entry.row}|{part_form.VALUE}{key}"
        held = datetime(value.year, value.month, value.day) if isinstance(value, date) else value
        cells[name] = evolve(cells[name], cell=Cell(held))
    if entry.state is State.NO_INCIDENCE:
        name = f"{entry.row}|{part_form.STATE}"
        cells[name] = evolve(cells[name], cell=Cell("Không phát sinh"))
    return evolve(sheet, cells=cells)


@odd
def test_a_form_refuses_it(
    desk: store.Folder, sheets: Mapping[str, form_reading.Sheet], entry: Odd
) -> None:
    sheet = filled(sheets[department(entry)], entry)
    prefix = origin(desk.rubric, department(entry))
    filled_in, faults = form_meaning.understand(sheet, desk.rubric, desk.unit, prefix=prefix)
    assert said(faults) == [entry.what]
    assert all(problem.where.startswith(entry.row) for problem in faults)
    assert filled_in.answer(entry.row).is_blank


def part(desk: store.Folder, path: Path, entry: Odd) -> store.Folder:
    """The part of a department with the odd entry, and beside it a good one."""
    given = handing_out.give(desk, department(entry), path, "folder", now=NOW)
    folder = store.load(given.path)
    good = Answer(State.ANSWERED, {"part": 9, "whole": 10}, "Theo báo cáo.", when=NOW)
    held = odd_one(folder.assessment, entry).with_answer(GOOD[department(entry)], good)
    return store.save(folder, held, now=NOW)


def assert_refused_alone(desk: store.Folder, path: Path, entry: Odd) -> None:
    seen = joining.preview(desk, path, parts_ledger.read(desk))
    assert said(seen.faults) == [entry.what]
    assert [problem.where for problem in seen.faults] == [entry.row]
    assert seen.merge is not None
    taken = [one.row for one in seen.merge.rows if one.verdict is Verdict.TAKEN]
    assert taken == [GOOD[department(entry)]]
    joined = joining.join(desk, seen, {}, now=NOW)
    assert list(joined.landed) == taken
    assert joined.folder.assessment.answer(entry.row).is_blank


@odd_in_files
def test_a_part_in_a_folder_is_joined_without_it(
    desk: store.Folder, tmp_path: Path, entry: Odd
) -> None:
    assert_refused_alone(desk, part(desk, tmp_path / "phan", entry).path, entry)


@odd_in_files
def test_a_part_in_one_file_is_joined_without_it(
    desk: store.Folder, tmp_path: Path, entry: Odd
) -> None:
    folder = part(desk, tmp_path / "phan", entry)
    bundle.write(folder, tmp_path / "phan.zip", sequence=1)
    assert_refused_alone(desk, tmp_path / "phan.zip", entry)


@odd_in_files
def test_a_hand_in_with_it_is_refused(desk: store.Folder, tmp_path: Path, entry: Odd) -> None:
    folder = store.save(desk, odd_one(desk.assessment, entry), now=NOW)
    path = tmp_path / "van-quan.zip"
    path.write_bytes(build(folder, sequence=1))
    with pytest.raises(BundleError) as refused:
        read_bundle(path)
    assert said(refused.value.problems) == [entry.what]
    assert refused.value.problems[0].where.endswith(entry.row)
    assert entry.what in call("verify", path).err.replace("\n", " ")
    kind = ("--rubric", desk.rubric.id, "--year", "2023", "--purpose", "real")
    merged = call("merge", tmp_path / "ky", path, *kind, "--json")
    (outcome,) = merged.json["landed"]
    assert f"{entry.row}: {entry.what}" in outcome["reason"]


def test_a_hand_in_of_another_units_communes_is_refused_in_one_sentence(
    desk: store.Folder, tmp_path: Path
) -> None:
    """As one is whose unit was changed by hand: each row holds figures of every commune."""
    held = desk.assessment
    for row in ("3.3.3", "3.4.2"):
        fields = row_fields(RUBRIC.rows[row], desk.unit.sub_units)
        values = {field.key: field.kind == "yes" or 1 for field in fields}
        held = held.with_answer(row, Answer(State.ANSWERED, values, "Theo báo cáo.", when=NOW))
    changed = evolve(desk, assessment=evolve(held, unit="chi-lang"))
    path = tmp_path / "chi-lang.zip"
    path.write_bytes(build(changed, sequence=1))
    with pytest.raises(BundleError) as refused:
        read_bundle(path)
    (problem,) = refused.value.problems
    assert problem.where.endswith("assessment.toml, 3.3.3, 3.4.2")
    assert said((problem,)) == ["The figures are of other sub-units than this unit has."]


@odd_in_files
def test_it_is_not_exported(desk: store.Folder, tmp_path: Path, entry: Odd) -> None:
    store.save(desk, odd_one(desk.assessment, entry), now=NOW)
    with pytest.raises(ExportError) as refused:
        bundle.export(store.load(desk.path), tmp_path, now=NOW)
    assert said(refused.value.problems) == [entry.what]
    result = call("export", desk.path, "-o", tmp_path)
    assert entry.what in result.err.replace("\n", " ")
    assert list(tmp_path.glob("*.zip")) == []


@odd_in_files
def test_a_repair_by_hand_is_not_accepted_with_it(desk: store.Folder, entry: Odd) -> None:
    file = desk.path / "assessment.toml"
    before = file.read_bytes()
    good = form.dump(desk.assessment).rpartition(b"# parself-sha256")[2]
    head = form.dump(odd_one(desk.assessment, entry)).rpartition(b"# parself-sha256")[0]
    file.write_bytes(head + b"# parself-sha256" + good)
    assert not toml.is_sealed(file.read_bytes())
    edited = file.read_bytes()
    with pytest.raises(DamagedError) as refused:
        repair.accept(desk.path, now=NOW)
    assert said(refused.value.problems) == [entry.what]
    assert file.read_bytes() == edited != before


@odd_in_files
def test_a_save_that_holds_it_is_not_gone_back_to(desk: store.Folder, entry: Odd) -> None:
    earlier = odd_one(desk.assessment, entry)
    folder = desk.path / "backups"
    folder.mkdir(exist_ok=True)
    (folder / str(BackupName(NOW, 7))).write_bytes(form.dump(evolve(earlier, revision=7)))
    before = (desk.path / "assessment.toml").read_bytes()
    for go_back in (
        lambda: repair.restore(desk.path, good_saves(desk.path)[0], now=NOW),
        lambda: Desk(desk).way_back(earlier_saves(desk)[0]),
    ):
        with pytest.raises((DamagedError, RefusedError)) as refused:
            go_back()
        assert said(refused.value.problems) == [entry.what]
    assert (desk.path / "assessment.toml").read_bytes() == before


def test_a_save_of_an_earlier_edition_that_holds_it_is_not_gone_back_to(desk: store.Folder) -> None:
    now = (desk.path / "rubric.toml").read_bytes()
    before = now.replace(b'edition = "1"', b'edition = "0"', 1)
    kept.keep(desk.path, {"rubric.toml": before})
    earlier = evolve(desk.assessment, rubric=identity_of(rubric_from_bytes(before, where="")))
    for name, entry in ODD.items():
        held = evolve(odd_one(earlier, entry), revision=7)
        (desk.path / "backups" / str(BackupName(NOW, 7))).write_bytes(form.dump(held))
        with pytest.raises(RefusedError) as refused:
            Desk(desk).way_back(earlier_saves(desk)[0])
        assert said(refused.value.problems) == [entry.what], name
