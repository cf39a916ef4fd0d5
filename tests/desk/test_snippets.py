"""Phrases are kept with the person's data, and a list that cannot be read is not overwritten."""

from pathlib import Path

import pytest

from parself.desk import snippets
from parself.errors import ParselfError, UsageError
from parself.limits import SNIPPETS
from parself.toml import read


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path / "parself" / "snippets.toml"


def test_a_new_person_finds_the_shipped_phrases_each_with_a_blank() -> None:
    assert snippets.snippets() == snippets.START
    assert all(snippets.BLANK in one for one in snippets.START)


def test_what_is_kept_is_read_again(home: Path) -> None:
    kept = ("Do … bảo trì.", 'Ghi "nguyên văn"\nhai dòng')
    snippets.keep(kept)
    assert snippets.snippets() == kept
    assert read(home.read_bytes(), where="").table == {"phrases": list(kept)}


def test_an_empty_list_stays_empty() -> None:
    snippets.keep(())
    assert snippets.snippets() == ()


def test_a_phrase_is_listed_once_and_the_newest_first() -> None:
    assert snippets.added(("a", "b"), " b ") == ("b", "a")
    assert snippets.added(("a",), "  ") == ("a",)


def test_a_full_list_loses_no_phrase_for_a_new_one() -> None:
    full = tuple(map(str, range(SNIPPETS)))
    with pytest.raises(UsageError, match="phrases already"):
        snippets.added(full, "mới")
    assert len(snippets.added(full, "7")) == SNIPPETS


@pytest.mark.parametrize("data", [b"phrases = 5", b"phrases = [1]", b"\xff", b"phrases", b""])
def test_a_list_that_cannot_be_read_is_an_error_with_a_way_out(home: Path, data: bytes) -> None:
    home.parent.mkdir(parents=True)
    home.write_bytes(data)
    with pytest.raises(ParselfError):
        snippets.snippets()
    assert home.read_bytes() == data
