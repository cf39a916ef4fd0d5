"""parself evidence: adding, citing, listing, what to collect and what is not backed."""

from pathlib import Path

import pytest

from cli.shell import begun, call, good


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return begun(tmp_path / "van-quan")


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "Báo cáo quý IV.pdf"
    path.write_bytes(b"%PDF-1.4 bao cao")
    return path


def test_a_file_is_added_described_and_cited_in_one_call(folder: Path, scan: Path) -> None:
    good(
        "evidence", "add", folder, scan, "--row", "1.2.1", "--number", "45/BC-UBND",
        "--date", "2023-12-05", "--issuer", "UBND huyện", "--section", "II", "--page", "3",
    )  # fmt: skip
    listed = good("evidence", "list", folder, "--json").json
    (document,) = listed["documents"]
    assert document["stored_name"] == "E-001-bao-cao-quy-iv.pdf"
    assert document["state"] == "found"
    assert document["rows"] == [{"item": "1.2.1", "section": "II", "page": "3"}]
    assert (document["number"], document["issued"]) == ("45/BC-UBND", "2023-12-05")
    assert listed["orphans"] == listed["heavy"] == listed["leftovers"] == []


def test_the_same_file_is_cited_instead_of_copied_again(folder: Path, scan: Path) -> None:
    good("evidence", "add", folder, scan, "--row", "1.2.1")
    again = good("evidence", "add", folder, scan, "--row", "1.2.2")
    assert "not copied again" in again.err
    (document,) = good("evidence", "list", folder, "--json").json["documents"]
    assert [row["item"] for row in document["rows"]] == ["1.2.1", "1.2.2"]


def test_links_and_papers_kept_at_the_unit_have_no_file(folder: Path) -> None:
    good("evidence", "add", folder, "https://vanquan.langson.gov.vn", "--captured", "2023-12-05")
    good("evidence", "add", folder, "--title", "Sổ theo dõi")
    kinds = [d["kind"] for d in good("evidence", "list", folder, "--json").json["documents"]]
    assert kinds == ["link", "on-file"]


def test_missing_changed_and_outside_the_period_are_told(folder: Path, scan: Path) -> None:
    good("evidence", "add", folder, scan, "--date", "2022-12-05")
    stored = folder / "evidence" / "E-001-bao-cao-quy-iv.pdf"
    stored.write_bytes(b"other")
    shown = good("evidence", "list", folder).out
    assert "file changed" in shown
    assert "dated 05/12/2022, outside the period" in shown
    assert "not cited by any row" in shown
    stored.unlink()
    (document,) = good("evidence", "list", folder, "--json").json["documents"]
    assert document["state"] == "missing"


def test_a_cited_document_is_not_removed_and_its_rows_are_named(folder: Path, scan: Path) -> None:
    good("evidence", "add", folder, scan, "--row", "1.2.1")
    refused = call("evidence", "remove", folder, "E-001")
    assert refused.code == 2
    assert "1.2.1" in refused.err
    good("evidence", "uncite", folder, "E-001", "1.2.1")
    assert "Its file stays" in good("evidence", "remove", folder, "E-001").err
    listed = good("evidence", "list", folder, "--json").json
    assert listed["documents"] == []
    assert listed["leftovers"] == ["E-001-bao-cao-quy-iv.pdf"]


def test_editing_changes_only_what_is_named(folder: Path) -> None:
    good("evidence", "add", folder, "--title", "Sổ theo dõi", "--issuer", "Phòng Nội vụ")
    good("evidence", "edit", folder, "E-001", "--number", "12/SB", "--kind", "photo")
    (document,) = good("evidence", "list", folder, "--json").json["documents"]
    assert (document["title"], document["number"], document["kind"]) == (
        "Sổ theo dõi", "12/SB", "photo",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("cite", "E-009", "1.2.1"), "no document E-009"),
        (("cite", "E-001", "9.9.9"), "no row 9.9.9"),
        (("uncite", "E-001", "1.2.2"), "does not cite"),
        (("edit", "E-009", "--number", "1"), "no document E-009"),
        (("remove", "E-009"), "no document E-009"),
    ],
)
def test_what_is_not_there_is_refused(folder: Path, words: tuple[str, ...], said: str) -> None:
    good("evidence", "add", folder, "--title", "Sổ", "--row", "1.2.1")
    refused = call("evidence", words[0], folder, *words[1:])
    assert refused.code == 2
    assert said in refused.err


@pytest.mark.parametrize("words", [("--row", "9.9"), ("--title", "x" * 70_000)])
def test_a_slip_of_the_hand_registers_nothing_and_copies_nothing(
    folder: Path, scan: Path, words: tuple[str, str]
) -> None:
    assert call("evidence", "add", folder, scan, *words).code == 2
    listed = good("evidence", "list", folder, "--json").json
    assert listed["documents"] == listed["leftovers"] == []


def test_texts_of_a_document_are_one_line_each(folder: Path) -> None:
    good("evidence", "add", folder, "--title", "Sổ\ntheo dõi", "--row", "1.2.1")
    (document,) = good("evidence", "list", folder, "--json").json["documents"]
    assert document["title"] == "Sổ theo dõi"


def test_what_to_collect_stands_by_department(folder: Path) -> None:
    good("evidence", "add", folder, "--title", "Sổ", "--row", "1.2.1")
    found = good("evidence", "needed", folder, "--json").json["departments"]
    items = {item["item"]: item for one in found for item in one["items"]}
    assert items["1.2.1"]["cited"] == ["E-001"]
    assert items["1.2.2"]["cited"] == []
    assert len({one["id"] for one in found}) == len(found)


def test_what_is_not_backed_stands_with_most_points_first(folder: Path) -> None:
    good("answer", folder, "3.4.1", "part=98", "whole=100")
    good("answer", folder, "1.2.2", "count=0")
    found = good("evidence", "todo", folder, "--json").json
    assert [item["item"] for item in found["items"]] == ["3.4.1", "1.2.2"]
    good("evidence", "add", folder, "--title", "Trích xuất", "--row", "3.4.1")
    after = good("evidence", "todo", folder, "--json").json
    assert [item["item"] for item in after["items"]] == ["1.2.2"]
    assert float(after["backed"]) > float(found["backed"])
