"""Survey points and reference figures taken back as one act: all of it is as it was before."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from parself.province.reference import Reference, read_references, write_references
from parself.province.referring import asked_of_file, import_references
from parself.province.round import open_round
from parself.province.survey import read_survey, write_survey
from parself.province.surveying import enter
from parself.province.terms import Change
from parself.province.undoing import last_act, take_back
from parself.province.unit_figures import Figure, Taken, take
from parself.province.unit_names import NOBODY, key_of, read_names, remember_names
from parself.rules.amounts import Value
from parself.words.round_words import act_words
from province.unit_tables import Cells, new_round, read, xlsx

NOW = datetime(2024, 2, 1, 9, 0, 0)
WHY = Change("lan", NOW, "Công văn 12")
SURVEY: Cells = [["Đơn vị", "2.2 percent"], ["Văn Quang", "84,5"], ["Huyện Bắc Sơn", 0], ["Sở", 1]]
MATCHES = {"Văn Quang": "van-quan", "Sở": NOBODY}


@pytest.fixture
def ky(tmp_path: Path) -> Path:
    """Make a round in which some of it stands already: a name, survey points, a figure."""
    path = new_round(tmp_path / "ky").path
    remember_names(path, {key_of("Văn Quang"): "van-lang"})
    by_hand(path, "percent", Decimal("70.25"))
    by_hand(path, "choice", "tot", row="2.3")
    write_references(path, (Reference("1.1", "part", "Cổng DVC", {"van-quan": Decimal(9)}),))
    return path


def by_hand(path: Path, key: str, value: Value | None, row: str = "2.2") -> None:
    enter(path, [Figure("van-quan", row, key, value, "")], WHY)


def surveyed(path: Path) -> None:
    taken = read(open_round(path), SURVEY, matches=MATCHES)
    enter(path, taken.figures, WHY, taken)


def compared(path: Path) -> None:
    round_ = open_round(path)
    lines: Cells = [["Đơn vị", "1.1.part"], ["Văn Quang", 5], ["Sở", 7], ["Huyện Bắc Sơn", 0]]
    taken = take(xlsx(lines), "dvc.xlsx", round_, asked_of_file(round_, matches=MATCHES), {})
    import_references(path, taken, "Cổng DVC", WHY)


def nothing_but_names(path: Path) -> None:
    enter(path, [], WHY, Taken("a.csv", "", (), (), (), {"so": NOBODY}))


ACTS: dict[str, Callable[[Path], object]] = {
    "a survey row": lambda path: by_hand(path, "percent", 90),
    "a survey row taken away": lambda path: by_hand(path, "percent", None),
    "a level": lambda path: by_hand(path, "choice", "kem", row="2.3"),
    "a survey file": surveyed,
    "a reference file": compared,
    "names alone": nothing_but_names,
}


def state(path: Path) -> tuple[object, ...]:
    return read_survey(path), read_references(path), read_names(path)


@pytest.mark.parametrize("act", ACTS)
def test_what_was_entered_is_taken_back_with_the_names_it_matched(act: str, ky: Path) -> None:
    before = state(ky)
    ACTS[act](ky)
    assert state(ky) != before
    take_back(ky, now=NOW)
    assert state(ky) == before


def test_acts_are_taken_back_one_by_one_from_the_last(ky: Path) -> None:
    states = []
    for act in ("names alone", "a survey row taken away", "a reference file", "a survey file"):
        states.append(state(ky))
        ACTS[act](ky)
    while states:
        take_back(ky, now=NOW)
        assert state(ky) == states.pop()


def test_what_was_entered_otherwise_since_stays(ky: Path) -> None:
    surveyed(ky)
    other = {"percent": 60}
    write_survey(ky, {**read_survey(ky), "van-quan": {"2.2": other}})
    assert take_back(ky, now=NOW).put_back == 1
    assert read_survey(ky) == {"van-quan": {"2.2": other}}


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("a survey row", "2.2 của Huyện Văn Quan"),
        ("a survey file", "2 điểm điều tra từ bang.xlsx"),
        ("a reference file", "2 số liệu đối chiếu (Cổng DVC) từ dvc.xlsx"),
    ],
)
def test_the_act_is_named_before_it_is_taken_back(act: str, said: str, ky: Path) -> None:
    ACTS[act](ky)
    found = last_act(ky)
    assert found is not None
    assert said in act_words(open_round(ky), found)
