"""Two returned parts of one department: one law for folders, files and Excel forms.

What the second says is another version of what the first brought, unless it contains it.
Nothing of the first is overwritten or lost without somebody choosing so.
"""

import shutil
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from cli.forms import filled_in
from parself.assessment import store
from parself.assessment.beginning import begin
from parself.assessment.model import Answer, State
from parself.desk import handing_out
from parself.submission import bundle, joining, parts_ledger
from parself.submission.joining import Joined
from parself.submission.landing import Outcome
from parself.submission.merging import Choice, Verdict
from parself.values import evolve
from tui.sitting import NOW

Typed = Mapping[str, Mapping[str, object]]
"""Figures and explanations by row."""
Copy = Callable[[Typed], Path]
"""Fill in a fresh copy of what was given out, and return it."""
MAKES = ("folder", "bundle", "form")


@pytest.fixture
def desk(tmp_path: Path) -> store.Folder:
    return begin(tmp_path / "van-quan-2023", "lang-son-huyen-2023", "van-quan")


def _answer(held: Answer, typed: Mapping[str, object]) -> Answer:
    values = {key: value for key, value in typed.items() if key != "explanation"}
    explanation = str(typed.get("explanation", held.explanation))
    return evolve(held, state=State.ANSWERED, values=values, explanation=explanation)  # type: ignore[arg-type]


def _worked_on(path: Path, typed: Typed) -> store.Folder:
    folder = store.load(path)
    held = folder.assessment
    for row, entries in typed.items():
        held = held.with_answer(row, _answer(held.answer(row), entries))
    return store.save(folder, held, now=NOW)


@pytest.fixture(params=MAKES)
def copies(request: pytest.FixtureRequest, desk: store.Folder, tmp_path: Path) -> Copy:
    make = request.param
    given = handing_out.give(desk, "tc-kh", tmp_path / f"goc{ENDINGS[make]}", make, now=NOW).path
    count = iter(range(1, 9))

    def copy(typed: Typed) -> Path:
        place = tmp_path / f"ban-{next(count)}"
        place.mkdir()
        if make == "form":
            return filled_in(
                Path(shutil.copy(given, place / "phieu.xlsx")),
                {
                    f"{row}|{key if key == 'explanation' else f'value.{key}'}": value
                    for row, entries in typed.items()
                    for key, value in entries.items()
                },
            )
        if make == "bundle":
            opened = handing_out.open_part(given, place / "mo").path
            return bundle.export(_worked_on(opened, typed), place, now=NOW).path
        shutil.copytree(given, place / "thu-muc")
        return _worked_on(place / "thu-muc", typed).path

    return copy


ENDINGS = {"folder": "", "bundle": ".zip", "form": ".xlsx"}
A: Typed = {"6.1": {"part": 96, "whole": 100}, "6.2.1": {"part": 9, "whole": 9}}


def join(folder: store.Folder, path: Path, **choices: Choice) -> Joined:
    seen = joining.preview(folder, path, parts_ledger.read(folder))
    return joining.join(folder, seen, choices, now=NOW + timedelta(hours=1))


def part_of(joined: Joined, row: str) -> object:
    return joined.folder.assessment.answer(row).values.get("part")


def test_the_second_is_another_version_of_what_the_first_brought(
    desk: store.Folder, copies: Copy
) -> None:
    first = join(desk, copies(A))
    second = join(first.folder, copies({"6.1": {"part": 95, "whole": 100}}))
    assert (second.outcome, second.left) == (Outcome.DIVERGING, ("6.1",))
    assert (part_of(second, "6.1"), part_of(second, "6.2.1")) == (96, 9)


def test_the_order_of_the_two_does_not_matter(desk: store.Folder, copies: Copy) -> None:
    other = copies({"6.1": {"part": 95, "whole": 100}})
    second = join(join(desk, other).folder, copies(A))
    assert second.left == ("6.1",)
    assert (part_of(second, "6.1"), part_of(second, "6.2.1")) == (95, 9)


def test_rows_that_only_one_of_them_filled_in_are_joined(desk: store.Folder, copies: Copy) -> None:
    first = join(desk, copies({"6.1": {"part": 96, "whole": 100}}))
    second = join(first.folder, copies({"6.2.1": {"part": 9, "whole": 9}}))
    assert second.outcome is Outcome.NEWER
    assert (part_of(second, "6.1"), part_of(second, "6.2.1")) == (96, 9)
    merge = second.preview.merge
    assert merge is not None
    told = {row.row: row.verdict for row in merge.rows if row.told}
    assert told == {"6.1": Verdict.LACKING, "6.2.1": Verdict.TAKEN}


def test_one_that_contains_the_other_goes_on_from_it(desk: store.Folder, copies: Copy) -> None:
    first = join(desk, copies({"6.1": {"part": 96, "whole": 100}}))
    second = join(first.folder, copies({**A, "6.1": {**A["6.1"], "explanation": "Đã chốt."}}))
    assert (second.outcome, second.landed) == (Outcome.NEWER, ("6.1", "6.2.1"))


def test_the_same_content_again_says_nothing_new(desk: store.Folder, copies: Copy) -> None:
    first = join(desk, copies(A))
    assert join(first.folder, copies(A)).outcome is Outcome.SAME


def test_a_person_decides_between_the_two(desk: store.Folder, copies: Copy) -> None:
    first = join(desk, copies(A))
    path = copies({"6.1": {"part": 95, "whole": 100}})
    taken = join(first.folder, path, **{"6.1": Choice.THEIRS})
    assert (part_of(taken, "6.1"), taken.left) == (95, ())
    assert join(taken.folder, path).outcome is Outcome.SAME


def test_taking_theirs_leaves_our_explanation(desk: store.Folder, copies: Copy) -> None:
    path = copies({"6.1": {"part": 95, "whole": 100}})
    typed = {"6.1": {"part": 96, "whole": 100, "explanation": "Theo báo cáo quý IV."}}
    ours = _worked_on(desk.path, typed)
    taken = join(ours, path, **{"6.1": Choice.THEIRS})
    answer = taken.folder.assessment.answer("6.1")
    assert (answer.values["part"], answer.explanation) == (95, "Theo báo cáo quý IV.")
