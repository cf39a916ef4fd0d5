"""A hand-in read whole for the appraiser, and its documents: opened only from the checked copy."""

from pathlib import Path

import pytest

from parself.errors import RefusedError
from parself.province import hand_in
from parself.province.hand_in import HandIn, read_hand_in, take_out
from parself.province.receiving import merge
from parself.province.round import open_round
from parself.submission.archive import BundleError
from parself.values import evolve
from submission.samples import NOW, UNITS, assessment, build, make_folder, with_evidence

PDF = b"%PDF-1.4\n" + b"x" * 2000


@pytest.fixture
def received(tmp_path: Path) -> HandIn:
    """Return a hand-in that came with a file of evidence."""
    folder = with_evidence(make_folder(tmp_path / "a", assessment(part=90)), {"E-001.pdf": PDF})
    (tmp_path / "a.zip").write_bytes(build(folder, sequence=1))
    merge(tmp_path / "vong", [tmp_path / "a.zip"], now=NOW)
    found = read_hand_in(open_round(tmp_path / "vong"), UNITS[0])
    assert found is not None
    return found


def test_a_hand_in_tells_entries_and_derivation_of_a_row(received: HandIn) -> None:
    assert received.answer("1.1").values == {"part": 90, "whole": 100}
    assert received.scored("1.1").steps
    assert read_hand_in(open_round(received.path.parents[2]), UNITS[1]) is None


def test_a_document_is_laid_out_as_it_came(received: HandIn, tmp_path: Path) -> None:
    (document,) = received.assessment.documents
    assert take_out(received, document, tmp_path / "xem").read_bytes() == PDF


def test_a_document_without_a_file_is_not_opened(received: HandIn, tmp_path: Path) -> None:
    (document,) = received.assessment.documents
    for one, hand in (
        (evolve(document, stored_name=""), received),
        (document, evolve(received, absent=frozenset({document.id}))),
    ):
        with pytest.raises(RefusedError, match="No file came"):
            take_out(hand, one, tmp_path / "xem")


def test_a_kind_that_evidence_may_not_have_is_not_opened(
    received: HandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (document,) = received.assessment.documents
    monkeypatch.setattr(hand_in, "read_evidence", lambda *_given: iter([b"MZ program"]))
    with pytest.raises(RefusedError, match="does not begin"):
        take_out(received, document, tmp_path / "xem")
    assert not (tmp_path / "xem").exists()


def test_a_kept_hand_in_that_was_touched_opens_nothing(received: HandIn, tmp_path: Path) -> None:
    (document,) = received.assessment.documents
    data = bytearray(received.path.read_bytes())
    at = data.find(b"xxxxxxxx")
    data[at if at > 0 else len(data) // 2] ^= 1
    received.path.write_bytes(bytes(data))
    with pytest.raises(BundleError):
        take_out(received, document, tmp_path / "xem")
