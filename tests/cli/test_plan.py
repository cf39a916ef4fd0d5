"""parself plan: the way as text and JSON, and targets that cannot be meant."""

from pathlib import Path

import pytest

from cli.shell import begun, call, good
from parself import demo


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo.prepare(tmp_path_factory.mktemp("tinh") / "demo").open_folder


def test_the_way_to_the_sixth_place(folder: Path) -> None:
    said = good("plan", folder, "--rank", "1").out
    assert "1. Rows not answered yet: what can be won first" in said
    assert "2. Proof to add first" in said
    assert "3. Tasks for next year" in said
    assert "place 1" in said


def test_what_is_out_of_reach_ends_with_1(folder: Path) -> None:
    found = call("plan", folder, "--index", "100", "--json")
    assert found.code == 1
    assert found.json["reached"] is False


@pytest.mark.parametrize(
    "words",
    [
        ("--rank", "6", "--index", "101"),
        ("--rank", "12"),
        ("--rank", "0"),
        ("--index", "101"),
        ("--index", "8,5"),
    ],
)
def test_a_target_that_cannot_be_meant_is_refused(folder: Path, words: tuple[str, ...]) -> None:
    assert call("plan", folder, *words).code == 2


def test_the_effort_of_a_row_is_set_and_taken_into_account(tmp_path: Path) -> None:
    path = begun(tmp_path / "a")
    good("answer", path, "1.5", "count=0")
    good("answer", path, "1.5", "--effort", "5")
    found = call("plan", path, "--index", "100", "--json").json
    efforts = {step["item"]: step["effort"] for step in (*found["now"], *found["next_year"])}
    assert {step["effort"] for step in found["open"]} == {3}
    assert efforts == {"1.5": 5}
    assert call("answer", path, "1.5", "--effort", "6").code == 2
