"""parself figures, and blocks given to parself answer: all of it or nothing."""

from pathlib import Path

import pytest

from cli.shell import begun, call, good

PROVINCE = "par-index-tinh-2022"


@pytest.fixture
def province(tmp_path: Path) -> Path:
    path = tmp_path / "lang-son"
    good("new", path, "--rubric", PROVINCE, "--unit", "lang-son")
    return path


@pytest.fixture
def district(tmp_path: Path) -> Path:
    return begun(tmp_path / "van-quan")


def test_figures_are_entered_together_and_taken_over_by_the_rows(province: Path) -> None:
    good("figures", province, "so-co-quan=31", "so-dvsn=640")
    good("answer", province, "1.3.1", "part=31")
    assert good("explain", province, "1.3.1", "--json").json["values"] == {"part": 31, "whole": 31}
    assert "so-dvsn = 640" in good("figures", province).out


def test_a_row_with_its_own_value_is_shown(province: Path) -> None:
    good("figures", province, "so-co-quan=31")
    good("answer", province, "1.3.1", "part=20", "whole=30")
    assert "1.3.1" in good("figures", province).out
    rows = good("figures", province, "--json").json["figures"][0]["rows"]
    assert [row["own"] for row in rows if row["item"] == "1.3.1"] == [30]
    good("figures", province, "so-co-quan=")
    assert good("figures", province, "--json").json["figures"][0]["value"] is None


@pytest.mark.parametrize(
    "pairs",
    [("so-co-quan=31", "khac=2"), ("so-co-quan=31", "so-dvsn=6.5"), ("so-co-quan=0",), ("31",)],
)
def test_what_is_not_possible_changes_nothing(province: Path, pairs: tuple[str, ...]) -> None:
    before = (province / "assessment.toml").read_bytes()
    refused = call("figures", province, *pairs)
    assert refused.code == 2
    assert refused.err
    assert (province / "assessment.toml").read_bytes() == before


def test_a_rubric_without_shared_figures_says_so(district: Path) -> None:
    assert "no shared figures" in good("figures", district).out
    assert good("figures", district, "--json").json == {"figures": []}


BLOCK = "Xã\tĐúng hạn\tTổng số\nAn Sơn\t98\t100\nĐiềm He\t1.201\t1.210\n"


def test_a_block_fills_a_table_from_a_file(district: Path, tmp_path: Path) -> None:
    source = tmp_path / "xa.txt"
    source.write_text(BLOCK, encoding="utf-8-sig")
    done = good("answer", district, "3.4.2", "--paste", source)
    assert "15 of 17 lines are not in the block" in done.err
    values = good("explain", district, "3.4.2", "--json").json["values"]
    assert values["xa-diem-he.whole"] == 1210
    assert len(values) == 4


def test_a_block_is_piped_in(district: Path) -> None:
    import os
    import subprocess
    import sys

    words = [sys.executable, "-m", "parself", "answer", str(district), "3.4.2", "--paste", "-"]
    done = subprocess.run(
        words, input=BLOCK.encode(), capture_output=True, env=os.environ, check=False
    )
    assert done.returncode == 0, done.stderr
    assert len(good("explain", district, "3.4.2", "--json").json["values"]) == 4


def test_cells_fill_a_plain_row(district: Path, tmp_path: Path) -> None:
    source = tmp_path / "o.txt"
    source.write_text("98\t100\n", encoding="utf-8")
    good("answer", district, "3.4.1", "--paste", source)
    values = good("explain", district, "3.4.1", "--json").json["values"]
    assert values == {"part": 98, "whole": 100}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"An S\xc6\xa1n\t98\t100\nN\xc3\xa0 Lang\t1\t2\n", 2),
        (b"An S\xc6\xa1n\t101\t100\n", 2),
        (b"\xff\xfe\x00", 2),
        (b"", 2),
        (b"\t\t\n", 2),
    ],
)
def test_a_block_with_a_fault_changes_nothing(
    district: Path, tmp_path: Path, data: bytes, code: int
) -> None:
    before = (district / "assessment.toml").read_bytes()
    source = tmp_path / "xa.txt"
    source.write_bytes(data)
    assert call("answer", district, "3.4.2", "--paste", source).code == code
    assert call("answer", district, "3.4.2", "--paste", tmp_path / "none.txt").code == 2
    assert (district / "assessment.toml").read_bytes() == before


def test_a_block_and_figures_exclude_each_other(district: Path, tmp_path: Path) -> None:
    source = tmp_path / "xa.txt"
    source.write_text(BLOCK, encoding="utf-8")
    assert call("answer", district, "3.4.2", "xa-an-son.part=1", "--paste", source).code == 2


def test_status_counts_by_department(district: Path) -> None:
    good("answer", district, "3.4.1", "part=98", "whole=100", "--explanation", "Theo báo cáo.")
    shown = good("status", district, "--by", "department").out
    line = next(line for line in shown.splitlines() if line.startswith("vp-hdnd-ubnd"))
    assert line.split()[-4:] == ["1/18", "2,94", "2,94", "27,00"]
    assert call("status", district, "--by", "unit").code == 2
    shares = good("status", district, "--json").json["departments"]
    found = next(one for one in shares if one["id"] == "vp-hdnd-ubnd")
    assert (found["answered"], found["claimed"], found["backed"]) == (1, "2.94", "2.94")
