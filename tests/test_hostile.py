"""Small files that ask for much end in a sentence, and little of them is ever held.

What they cost in time is measured, not asserted: ``python benchmarks/costs.py``.
"""

import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

import hostile
from parself import workbook
from parself.annex.read import read_annex
from parself.assessment import form
from parself.errors import ParselfError
from parself.limits import BUNDLE_ENTRIES, MIB
from parself.rubric import load
from parself.submission import form_reading
from parself.submission.archive import BundleError
from parself.submission.intake import read_bundle
from parself.workbook.book import UnsafeWorkbookError
from submission.forge import files_of
from submission.samples import build, make_folder

GREEDY = ("shared texts", "cells of every line and column", "elements in elements")
"""Those of which most is held before they are refused."""
PASSED_OVER = (
    "conditional formats", "lines far apart", "the last cell of Excel", "a huge extent",
    "notes on cells",
)  # fmt: skip
"""Those of which the reader keeps next to nothing."""


def refused(read: Callable[[], object], kind: type[ParselfError]) -> None:
    with pytest.raises(kind) as caught:
        read()
    assert caught.value.problems


@pytest.mark.parametrize("case", hostile.WORKBOOKS)
def test_a_hostile_workbook_is_refused_as_annex_and_as_form(case: str, tmp_path: Path) -> None:
    path = tmp_path / "tep.xlsx"
    path.write_bytes(hostile.WORKBOOKS[case]())
    # By the reader, before anything is made of it: that it is no annex would be found too late.
    kind = ParselfError if case in PASSED_OVER else UnsafeWorkbookError
    refused(lambda: read_annex(path.read_bytes(), where="tep.xlsx"), kind)
    refused(lambda: form_reading.read_sheet(path), ParselfError)


@pytest.mark.parametrize("case", GREEDY)
def test_little_of_a_hostile_workbook_is_ever_held(case: str) -> None:
    data = hostile.WORKBOOKS[case]()
    tracemalloc.start()
    try:
        refused(lambda: workbook.read_workbook(data, where="tep.xlsx"), ParselfError)
        assert tracemalloc.get_traced_memory()[1] < 50 * MIB
    finally:
        tracemalloc.stop()


LONG: Final = ("a number", "a number with decimals", "a number of letters", "a key without end")
"""Those of which a parser would build a hundred times their size."""


@pytest.mark.parametrize("case", LONG)
def test_the_parser_is_not_asked_for_a_long_number_or_key(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tomli.loads", lambda *_, **__: pytest.fail("the parser was asked"))
    data = hostile.TOMLS[case]()
    refused(lambda: form.parse_unsealed(data, where="tep.toml"), ParselfError)


@pytest.mark.parametrize("case", hostile.TOMLS)
def test_a_hostile_toml_file_is_refused_whatever_it_is_given_as(case: str) -> None:
    data = hostile.TOMLS[case]()
    for read in (load.rubric_from_bytes, load.roster_from_bytes, form.parse_unsealed):
        with pytest.raises(ParselfError):
            read(data, where="tep.toml")


@pytest.fixture(scope="module")
def bag(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = make_folder(tmp_path_factory.mktemp("bag") / "huyen-a")
    return files_of(build(folder, sequence=1))


JUNK = "files that computers add"


def test_files_that_computers_add_are_passed_over_however_many(
    bag: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "huyen-a.zip"
    path.write_bytes(hostile.BUNDLES[JUNK](bag))
    (note,) = read_bundle(path).notes
    assert note.values["count"] == BUNDLE_ENTRIES - 10


@pytest.mark.parametrize("case", sorted(hostile.BUNDLES.keys() - {JUNK}))
def test_a_hostile_hand_in_is_refused(case: str, bag: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "huyen-a.zip"
    path.write_bytes(hostile.BUNDLES[case](bag))
    refused(lambda: read_bundle(path), BundleError)
