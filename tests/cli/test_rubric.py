"""The commands about rubrics: what there is, what is in one, what is wrong with one."""

from pathlib import Path

import pytest

from cli.shell import RUBRIC, call, good
from parself.rubric.catalogue import RUBRICS


def test_list_names_every_shipped_rubric() -> None:
    out = good("rubric", "list").out
    for rubric_id in (RUBRIC, "par-index-tinh-2022", "mau-ngan"):
        assert rubric_id in out


@pytest.mark.parametrize(
    ("rubric_id", "size"),
    [(RUBRIC, (8, 42, 55, 76)), ("par-index-tinh-2022", (8, 37, 88, None))],
)
def test_show_counts_as_the_official_tables_do(
    rubric_id: str, size: tuple[int | None, ...]
) -> None:
    shown = good("rubric", "show", rubric_id, "--json").json
    for name, expected in zip(("areas", "criteria", "sub_criteria", "items"), size, strict=True):
        assert expected is None or shown[name] == expected
    points = shown["points"]
    assert (points["total"], points["survey"]) == ("100.00", "32.00")
    parts = [float(points[name]) for name in ("self", "survey", "appraiser")]
    assert sum(parts) == 100


def test_show_lists_every_row_with_who_scores_it() -> None:
    lines = good("rubric", "show", "mau-ngan").out.splitlines()
    assert any(line.startswith("2.2.1 ") and line.endswith("2,00  self") for line in lines)
    assert any(line.startswith("3.1 ") and line.endswith("4,00  survey") for line in lines)


def test_show_takes_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mau-ngan.toml"
    path.write_bytes(RUBRICS.bytes_of("mau-ngan"))
    assert good("rubric", "show", path, "--json").json["id"] == "mau-ngan"


def test_show_of_an_unknown_id_names_the_known_ones() -> None:
    result = call("rubric", "show", "mau")
    assert result.code == 2
    assert "mau-ngan" in result.err


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "mau-ngan.toml"
    text = RUBRICS.bytes_of("mau-ngan").decode()
    text = text.replace('department = "tc-kh"', 'department = "tc"').replace(
        "points = 20", "points = 21"
    )
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def test_check_tells_every_fault_at_once_with_exit_code_1(faulty: Path) -> None:
    result = call("rubric", "check", faulty)
    assert result.code == 1
    assert "21" in result.out
    assert "department" in result.out


def test_check_goes_through_all_files(faulty: Path, tmp_path: Path) -> None:
    sound = tmp_path / "sound" / "mau-ngan.toml"
    sound.parent.mkdir()
    sound.write_bytes(RUBRICS.bytes_of("mau-ngan"))
    result = call("rubric", "check", faulty, sound, "--json")
    files = result.json["files"]
    assert result.code == 1
    assert [one["ok"] for one in files] == [False, True]
    assert len(files[0]["problems"]) >= 2


def test_check_tells_rosters_and_standings_from_rubrics() -> None:
    root = Path(__file__).parents[2] / "rubrics"
    paths = (root / "rosters" / "lang-son-11-huyen.toml", root / "standings" / "lang-son-2022.toml")
    files = good("rubric", "check", *paths, "--json").json["files"]
    assert [one["kind"] for one in files] == ["roster", "standings"]


def test_what_is_no_toml_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("a = [", encoding="utf-8")
    assert call("rubric", "check", path).code == 3


def test_a_missing_file_is_a_wrong_call(tmp_path: Path) -> None:
    assert call("rubric", "check", tmp_path / "a.toml").code == 2


def test_rubric_alone_shows_its_commands() -> None:
    result = call("rubric")
    assert result.code == 2
    assert "check" in result.err


def test_an_unknown_command_is_named() -> None:
    result = call("rubric", "mend")
    assert result.code == 2
    assert "mend" in result.err


def test_check_takes_an_id_as_new_and_show_do() -> None:
    for known in ("mau-ngan", "lang-son-11-huyen", "lang-son-2022"):
        assert "in order" in good("rubric", "check", known).out
    unknown = call("rubric", "check", "mau-ngam")
    assert (unknown.code, "mau-ngan" in unknown.err) == (2, True)


def test_check_takes_a_file_as_people_paste_its_path(tmp_path: Path) -> None:
    path = tmp_path / "bản mới.toml"
    path.write_bytes(RUBRICS.bytes_of("mau-ngan"))
    for words in (f'"{path}"', path.as_uri()):
        assert "in order" in good("rubric", "check", words).out
        assert "mau-ngan" in good("rubric", "show", words).out


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of own rubrics: one misnamed, one damaged, one in order."""
    text = RUBRICS.bytes_of("mau-ngan").decode()
    (tmp_path / "khac.toml").write_text(text, encoding="utf-8")
    (tmp_path / "hong.toml").write_text("x = [", encoding="utf-8")
    good_one = text.replace('id = "mau-ngan"', 'id = "cua-toi"', 1)
    (tmp_path / "cua-toi.toml").write_text(good_one, encoding="utf-8")
    monkeypatch.setenv("PARSELF_RUBRICS", str(tmp_path))
    return tmp_path


def test_list_names_the_files_that_are_no_good_and_lists_the_rest(shelf: Path) -> None:
    listed = call("rubric", "list")
    assert listed.code == 3
    assert "cua-toi" in listed.out
    assert "lang-son-huyen-2023" in listed.out
    assert "hong.toml" in listed.err
    assert "khac.toml" in listed.err
    found = call("rubric", "list", "--json").json
    assert [one["where"] for one in found["problems"]] == ["hong.toml", "khac.toml"]


def test_check_finds_that_a_file_is_not_called_by_its_id_where_that_matters(
    shelf: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    checked = call("rubric", "check", shelf / "khac.toml")
    assert (checked.code, "mau-ngan" in checked.out) == (1, True)
    assert call("rubric", "check", shelf / "cua-toi.toml").code == 0
    elsewhere = tmp_path_factory.mktemp("x") / "khac.toml"
    elsewhere.write_bytes((shelf / "khac.toml").read_bytes())
    assert call("rubric", "check", elsewhere).code == 0
