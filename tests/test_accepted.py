"""Whatever a door accepts can be computed with, always; one file never stops the others."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from cli.shell import call, good
from parself.assessment import store
from parself.assessment.beginning import begin
from parself.assessment.model import Answer, State
from parself.desk import handing_out
from parself.desk.desk import Desk
from parself.errors import UsageError
from parself.limits import NUMBER_DIGITS
from parself.province import round as rounds
from parself.rubric import model as m
from parself.rules.amounts import Value
from parself.rules.fields import Field
from submission.samples import NOW, UNITS, assessment, build, make_folder
from tui.sitting import sitting

GREATEST: Final = 10**NUMBER_DIGITS - 1
LEAST: Final = Decimal(1).scaleb(1 - NUMBER_DIGITS)


def greatest(field: Field) -> Value:
    most = GREATEST if field.most is None else field.most
    values: dict[str, Value] = {
        "yes": True, "date": date(2199, 12, 31), "choice": (field.options or (("", ""),))[-1][0],
        "count": int(most), "decimal": Decimal(most), "percent": Decimal(most),
    }  # fmt: skip
    return values[field.kind]


def least(field: Field) -> Value:
    is_divisor = field.key.endswith(("whole", "base"))
    values: dict[str, Value] = {
        "yes": False, "date": date(1900, 1, 1), "choice": (field.options or (("", ""),))[0][0],
        "count": int(is_divisor), "decimal": LEAST if is_divisor else 0, "percent": 0,
    }  # fmt: skip
    return values[field.kind]


def far_apart(field: Field) -> Value:
    """The least of the one and the most of the other."""
    return greatest(field) if field.key.endswith(("part", "value", "reference")) else least(field)


ENDS: Final = {"the greatest": greatest, "the least": least, "far apart": far_apart}


def fill(desk: Desk, end: Callable[[Field], Value]) -> int:
    """Enter the ends of what each row can hold, as far as the desk takes them; count the rows."""
    taken = 0
    for row in desk.view.rubric.rows.values():
        fields = [field for field in desk.view.fields(row.id) if not field.key.startswith("not_")]
        if row.source is not m.Source.SELF:
            desk.set_estimate(row.id, row.points if end is greatest else Decimal(0))
            continue
        try:
            taken += not desk.enter(row.id, {field.key: end(field) for field in fields})
        except UsageError:
            continue
    return taken


@pytest.fixture(params=ENDS)
def filled(request: pytest.FixtureRequest, tmp_path: Path) -> store.Folder:
    folder = begin(tmp_path / "van-quan-2023", "lang-son-huyen-2023", "van-quan")
    desk = Desk(folder)
    assert fill(desk, ENDS[request.param]) > 20
    desk.save()
    return store.load(folder.path)


COMMANDS: Final = (
    ("status",),
    ("status", "--json"),
    ("explain", "1.1.1"),
    ("explain", "3.4.1", "--json"),
    ("plan", "--index", "80"),
    ("figures",),
    ("history",),
)
PAPERS: Final = ("html", "docx", "xlsx")


def test_every_command_works_with_the_ends_of_what_is_possible(
    filled: store.Folder, tmp_path: Path
) -> None:
    for words in COMMANDS:
        command, *rest = words
        assert call(command, filled.path, *rest).code in {0, 1}, words
    assert call("check", filled.path).code in {0, 1}
    for form in PAPERS:
        good("report", filled.path, "--format", form, "-o", tmp_path / f"bao-cao.{form}")
    good("export", filled.path, "-o", tmp_path / "gui.zip")
    good("verify", tmp_path / "gui.zip")
    good("merge", tmp_path / "ky", tmp_path / "gui.zip")
    good("report", tmp_path / "ky", "--format", "xlsx", "-o", tmp_path / "ky.xlsx")


async def test_every_screen_works_with_the_ends_of_what_is_possible(filled: store.Folder) -> None:
    async with sitting(filled) as person:
        for key in ("f3", "f4", "f5", "f6", "f7", "f8", "ctrl+r", "ctrl+l"):
            await person.press(key)
            assert person.shown
            await person.press("escape")
        for row in ("1.1.1", "3.4.1", "3.4.2", "5.5", "7.1.3"):
            await person.go_to(row)
            assert row in person.shown


def test_a_sealed_file_with_the_impossible_is_computed_with_and_not_exported(
    tmp_path: Path,
) -> None:
    folder = begin(tmp_path / "van-quan-2023", "lang-son-huyen-2023", "van-quan")
    held = Answer(
        State.ANSWERED, {"date": date(2023, 1, 4), "reference": date(9999, 12, 31)}, when=NOW
    )
    store.save(folder, folder.assessment.with_answer("1.1.1", held), now=NOW)
    for command in (("status",), ("explain", "1.1.1"), ("plan", "--index", "80")):
        assert call(command[0], folder.path, *command[1:]).code in {0, 1, 2}, command
    assert "9999" in call("check", folder.path).out
    assert call("export", folder.path, "-o", tmp_path).code == 1
    good("report", folder.path, "--format", "xlsx", "-o", tmp_path / "bao-cao.xlsx")


# --- one of many


@pytest.fixture
def hand_ins(tmp_path: Path) -> list[Path]:
    paths = []
    for unit in UNITS[:3]:
        folder = make_folder(tmp_path / unit, assessment(unit))
        paths.append(tmp_path / f"{unit}.zip")
        paths[-1].write_bytes(build(folder, sequence=1))
    return paths


def failing_for(unit: str, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    """Let the program fail, as nobody foresaw, on what one unit handed in."""
    module, _, name = place.rpartition(".")
    found = getattr(__import__(module, fromlist=[name]), name)

    def failing(*given: object, **named: object) -> object:
        if unit in repr(given):
            raise OverflowError("date value out of range")
        return found(*given, **named)

    monkeypatch.setattr(place, failing)


@pytest.mark.parametrize(
    ("place", "its_own"),
    [
        ("parself.submission.intake._understood", f"{UNITS[1]}-2023-lan-1"),
        ("parself.province.reading.claims_of", f"Assessment(unit='{UNITS[1]}'"),
        ("parself.province.filing.keep_facts", f'"unit":"{UNITS[1]}"'),
    ],
)
def test_a_file_that_the_program_fails_on_never_stops_a_merge(
    hand_ins: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    its_own: str,
) -> None:
    failing_for(its_own, monkeypatch, place)
    result = call("merge", tmp_path / "ky", *hand_ins, "--json")
    landed = result.json["landed"]
    assert [one["outcome"] for one in landed] == ["new", "failed", "new"]
    assert result.code == 1
    assert "OverflowError" in json.dumps(landed[1])
    opened = rounds.open_round(tmp_path / "ky")
    assert set(opened.units) == {UNITS[0], UNITS[2]}


def test_a_file_that_the_program_fails_on_is_told_by_verify(
    hand_ins: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_for(f"{UNITS[1]}-2023-lan-1", monkeypatch, "parself.submission.intake._understood")
    result = call("verify", hand_ins[1])
    assert (result.code, "OverflowError" in result.err) == (3, True)


@pytest.mark.parametrize("step", ["_preview", "_landed"])
def test_a_part_that_the_program_fails_on_never_stops_a_join(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    folder = begin(tmp_path / "van-quan-2023", "lang-son-huyen-2023", "van-quan")
    paths = []
    for code, row in (("noi-vu", "1.6"), ("tc-kh", "6.1"), ("tu-phap", "2.1.1")):
        part = store.load(handing_out.give(folder, code, None, "folder", now=NOW).path)
        held = part.assessment.with_answer(row, Answer(State.ANSWERED, {"part": 9, "whole": 10}))
        store.save(part, held, now=NOW)
        paths.append(part.path)
    failing_for("van-quan-2023-tc-kh')", monkeypatch, f"parself.submission.joining.{step}")
    result = call("part", "join", folder.path, *paths, "--json")
    assert [one["outcome"] for one in result.json["files"]] == ["new", "failed", "new"]
    assert result.code == 1
    answers = store.load(folder.path).assessment.answers
    assert set(answers) == {"1.6", "2.1.1"}
