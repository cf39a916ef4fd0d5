"""What is unlikely, and what contradicts itself, is told at every door of the shell; none refuses.

The rules are those of `parself.assessment.unlikely`; here only who asks them is tested.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.forms import filled_in
from cli.shell import begun as begin
from cli.shell import call, good
from parself.assessment import store

CENTURY = "1.1.1: 20/12/1922 lies far from the year assessed, 2023"
"""A plan of 1922: on time, and full points."""
SHARE = "6.1: 900 of 1 is 90.000,00%, which is unusual"
ENTRIES = (("1.1.1", "date=1922-12-20"), ("6.1", "part=900", "whole=1"))
LATE = "3.4.3 ghi không phát sinh nhưng tiêu chí 3.4.1, 3.4.2 còn 184 hồ sơ trễ hạn"


def told(*words: str | Path) -> str:
    """Everything that a call says, on one line."""
    done = call(*words)
    return " ".join(f"{done.out} {done.err}".split())


@pytest.fixture
def odd(begun: Path) -> Path:
    """An assessment with unlikely figures, which the shell took."""
    for row, *entries in ENTRIES:
        good("answer", begun, row, *entries)
    return begun


@pytest.fixture
def contradicted(begun: Path) -> Path:
    """Nothing late, by one row, and 184 late files by two others."""
    communes = {key.partition(".")[0] for key in keys_of(begun, "3.4.2")}
    figures = [f"{one}.{key}" for one in communes for key in ("part=10", "whole=10")]
    good("answer", begun, "3.4.1", "part=12266", "whole=12450")
    good("answer", begun, "3.4.2", *figures)
    good("answer", begun, "3.4.3", "--no-incidence")
    return begun


def keys_of(folder: Path, row: str) -> list[str]:
    from parself.view.view import View

    opened = store.load(folder)
    return [field.key for field in View(opened, opened.assessment).fields(row)]


def locks(folder: Path) -> str:
    return told("lock", folder, "--name", "A", "--title", "Chủ tịch", "--place", "Văn Quan")


def exports(folder: Path) -> str:
    return told("export", folder, "-o", folder.parent / "a.zip")


def verifies(folder: Path) -> str:
    exports(folder)
    return told("verify", folder.parent / "a.zip")


def merges(folder: Path) -> str:
    exports(folder)
    return told("merge", folder.parent / "round", folder.parent / "a.zip")


def repairs(folder: Path) -> str:
    file = folder / "assessment.toml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("revision = ", "revision = 1"), encoding="utf-8", newline="\n")
    return told("repair", folder, "--accept")


def restores(folder: Path) -> str:
    good("answer", folder, "1.5", "count=2")
    good("answer", folder, "1.5", "--clear")
    saves = good("history", folder, "--json").json["saves"]
    return told("restore", folder, str(saves[0]["save"]))


DOORS: dict[str, Callable[[Path], str]] = {
    "status": lambda folder: told("status", folder),
    "status --json": lambda folder: told("status", folder, "--json"),
    "check": lambda folder: told("check", folder),
    "check --json": lambda folder: told("check", folder, "--json"),
    "lock": locks,
    "export": exports,
    "verify": verifies,
    "merge": merges,
    "repair": repairs,
    "restore": restores,
}


@pytest.mark.parametrize("door", DOORS)
def test_every_door_tells_what_is_unlikely(door: str, odd: Path) -> None:
    said = DOORS[door](odd)
    assert CENTURY in said
    assert SHARE in said


@pytest.mark.parametrize("door", DOORS)
def test_every_door_tells_a_contradiction(door: str, contradicted: Path) -> None:
    assert LATE in DOORS[door](contradicted)


@pytest.mark.parametrize("door", DOORS)
def test_what_somebody_gave_a_reason_for_is_not_asked_again(door: str, odd: Path) -> None:
    for key in ("unlikely:1.1.1.date", "unlikely:6.1.part"):
        call("check", odd, "--waive", key, "--reason", "Đúng như vậy")
    if not door.startswith("check"):
        assert "1922 lies far" not in DOORS[door](odd)


@pytest.mark.parametrize(("row", "entries"), [(row, rest) for row, *rest in ENTRIES])
def test_the_row_itself_asks_when_it_is_entered_and_when_it_is_looked_at(
    begun: Path, row: str, entries: list[str]
) -> None:
    sentence = {"1.1.1": CENTURY, "6.1": SHARE}[row].partition(": ")[2]
    assert sentence in told("answer", begun, row, *entries)
    assert sentence in told("explain", begun, row)
    assert sentence in told("explain", begun, row, "--json")


@pytest.mark.parametrize("row", ["3.4.1", "3.4.2", "3.4.3"])
def test_a_contradiction_stands_at_every_row_that_it_is_about(contradicted: Path, row: str) -> None:
    assert f"! Tiêu chí {LATE}" in told("explain", contradicted, row)


def test_a_pasted_block_is_asked_about(begun: Path, tmp_path: Path) -> None:
    block = tmp_path / "o.txt"
    block.write_text("900\t1", encoding="utf-8")
    assert SHARE.partition(": ")[2] in told("answer", begun, "6.1", "--paste", block)


@pytest.mark.parametrize("as_form", [False, True])
def test_a_part_is_asked_about_before_it_is_joined(
    begun: Path, tmp_path: Path, as_form: bool
) -> None:
    if as_form:
        part = tmp_path / "tc.xlsx"
        good("part", "split", begun, "--department", "tc-kh", "--xlsx", "-o", part)
        # An English Excel takes “1.000” for one.
        filled_in(part, {"6.1|value.part": 900, "6.1|value.whole": 1.0})
    else:
        listed = good("part", "split", begun, "--department", "tc-kh", "--json").json
        part = Path(listed["given"][0]["file"])
        good("answer", part, "6.1", "part=900", "whole=1")
    sentence = SHARE.partition(": ")[2]
    assert sentence in told("part", "join", begun, part, "--preview")
    assert sentence in told("part", "join", begun, part, "--preview", "--json")
    good("part", "join", begun, part)
    assert SHARE in told("check", begun)


def test_last_years_figures_ask_about_this_years(begun: Path, tmp_path: Path) -> None:
    before = begin(tmp_path / "2022", "van-quan", "--year", "2022")
    good("answer", before, "3.4.1", "part=12301", "whole=12450")
    good("past", "take", begun, before)
    said = told("answer", begun, "3.4.1", "part=12", "whole=12")
    assert "12 here, 12.450 in 2022" in said
    assert "12 here, 12.301 in 2022" in told("status", begun)
    assert "12.450 in 2022" not in told("answer", begun, "3.4.1", "part=9000", "whole=9100")


def test_a_year_begun_from_the_last_one_knows_its_figures(begun: Path, tmp_path: Path) -> None:
    good("answer", begun, "3.4.1", "part=12301", "whole=12450")
    good("next", begun, tmp_path / "next")
    assert "12 here, 12.450 in 2023" in told(
        "answer", tmp_path / "next", "3.4.1", "part=12", "whole=12"
    )


def test_shared_figures_are_held_against_the_rows_own(tmp_path: Path) -> None:
    folder = tmp_path / "tinh"
    good("new", folder, "--rubric", "par-index-tinh-2022", "--unit", "lang-son")
    good("answer", folder, "1.3.1", "part=20", "whole=31")
    good("figures", folder, "so-co-quan=31")
    good("answer", folder, "5.1.1", "part=20", "whole=30")
    assert "30 here, the shared figure is 31000" not in told("figures", folder)
    assert "30 here, the shared figure is 31.000" in told("figures", folder, "so-co-quan=31000")
    assert "5.1.1: 30 here, the shared figure is 31.000" in told("status", folder)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("evidence", "add", "--title", "Sổ", "--date", "1922-12-20"), "20/12/1922 lies far"),
        (("evidence", "add", "https://a.vn", "--captured", "2032-01-15"), "15/01/2032 lies far"),
        (("task", "set", "1.5", "--work", "A", "--due", "1922-12-20"), "20/12/1922 lies far"),
    ],
)
def test_other_days_are_asked_about_where_they_are_entered(
    begun: Path, words: tuple[str, ...], said: str
) -> None:
    command, verb, *rest = words
    assert said in told(command, verb, begun, *rest)


def test_the_day_of_signing_is_asked_about(begun: Path) -> None:
    signer = ("--name", "A", "--title", "Chủ tịch", "--place", "Văn Quan")
    assert "Day of signature: 15/01/2032 lies far" in told(
        "lock", begun, *signer, "--date", "2032-01-15"
    )


def test_a_copy_of_the_folder_is_asked_about_as_the_folder_is(odd: Path, tmp_path: Path) -> None:
    shutil.copytree(odd, tmp_path / "copy")
    assert CENTURY in told("status", tmp_path / "copy")
