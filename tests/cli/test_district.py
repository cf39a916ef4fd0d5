"""The unit's commands: beginning, looking, handing in, putting right."""

import os
from pathlib import Path

import pytest

from cli import shell
from cli.shell import RUBRIC, UNIT, call, good
from parself import demo
from parself.assessment import store
from parself.assessment.model import Purpose
from parself.rubric.catalogue import ENVIRONMENT, find_rubric, find_standings
from parself.rubric.dump import rubric_to_bytes, standings_to_bytes
from parself.submission.intake import read_bundle
from parself.values import evolve

ASSESSMENT = "assessment.toml"


def test_new_makes_a_folder_and_prints_its_path(tmp_path: Path) -> None:
    result = good("new", tmp_path / "a", "--rubric", RUBRIC, "--unit", UNIT, "--year", "2024")
    assert result.out == f"{tmp_path / 'a'}\n"
    made = store.load(tmp_path / "a").assessment
    assert (made.unit, made.year, made.purpose) == (UNIT, 2024, Purpose.REAL)


def test_new_says_what_is_not_official(tmp_path: Path) -> None:
    words = ("--rubric", RUBRIC, "--unit", UNIT, "--practice")
    result = good("new", tmp_path / "a", *words)
    assert "ILLUSTRATIVE" in result.err
    assert "PRACTICE" in result.err
    assert store.load(tmp_path / "a").assessment.purpose is Purpose.PRACTICE


def test_new_tells_the_table_that_it_takes_where_the_rubric_names_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    monkeypatch.setenv(ENVIRONMENT, str(own))
    (own / "standings").mkdir(parents=True)
    rubric = evolve(find_rubric(RUBRIC)[0], id="moi", standings="")
    (own / "moi.toml").write_bytes(rubric_to_bytes(rubric))
    older = evolve(find_standings("lang-son-2022")[0], id="bang-cu", year=2020)
    (own / "standings" / "bang-cu.toml").write_bytes(standings_to_bytes(older))
    words = ("--rubric", "moi", "--unit", UNIT)
    told = good("new", tmp_path / "a", *words).err
    assert "the roster's latest was taken: lang-son-2022." in told
    assert "for --standings: bang-cu." in told
    assert "latest was taken" not in good("new", tmp_path / "b", *words, "--standings", "").err
    assert store.load(tmp_path / "b").standings is None
    assert "latest was taken" not in good("new", tmp_path / "c", "--rubric", RUBRIC, *words[2:]).err


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        (("--rubric", RUBRIC, "--unit", "ha-noi"), "van-quan"),
        (("--rubric", "lang-son-2023", "--unit", UNIT), RUBRIC),
        (("--rubric", "nowhere/x.toml", "--unit", UNIT), "nowhere/x.toml"),
        (("--rubric", RUBRIC), "--unit"),
        (("--unit", UNIT), "--rubric"),
        (("--rubric", RUBRIC, "--unit", UNIT, "--year", "abc"), "abc"),
        (("--rubric", RUBRIC, "--unit", UNIT, "--year", "23"), "23"),
        (("--rubric", RUBRIC, "--unit", UNIT, "--roster", "x"), "x"),
        (("--rubric", RUBRIC, "--unit", UNIT, "--yeer", "1"), "--year"),
        (("--rubric", RUBRIC, "--unit", UNIT, "more"), "more"),
    ],
)
def test_new_refuses_what_is_not_known_and_makes_nothing(
    tmp_path: Path, words: tuple[str, ...], quoted: str
) -> None:
    result = call("new", tmp_path / "a", *words)
    assert result.code == 2
    assert quoted in result.err
    assert not (tmp_path / "a").exists()


def test_new_never_writes_into_a_folder_with_something_in_it(begun: Path) -> None:
    before = (begun / ASSESSMENT).read_bytes()
    assert call("new", begun, "--rubric", RUBRIC, "--unit", UNIT).code == 2
    assert (begun / ASSESSMENT).read_bytes() == before


def test_status_counts_and_warns(province: demo.Demo) -> None:
    out = good("status", province.open_folder).out
    assert "UBND huyện Văn Quan" in out
    assert "ILLUSTRATIVE" in out
    assert "PRACTICE" in out
    assert "Comparison table of 2022" in out
    assert "of 67 rows" in out
    assert "if the others stay as in 2022" in out


def test_status_lines_fit_a_narrow_terminal(province: demo.Demo) -> None:
    assert all(len(line) <= 80 for line in good("status", province.open_folder).out.splitlines())


def test_explain_shows_keys_values_derivation_and_distance(begun: Path) -> None:
    good("answer", begun, "3.4.1", "part=12301", "whole=12450", "--note", "ghi chú")
    out = good("explain", begun, "3.4.1").out
    for expected in ("part", "12.301 hồ sơ", "3,00 × 98,80% = 2,96", "0,04", "ghi chú"):
        assert expected in out


@pytest.mark.parametrize("row", ["3.4", "9.9", ""])
def test_explain_refuses_what_is_no_row(begun: Path, row: str) -> None:
    assert call("explain", begun, row).code == 2


@pytest.mark.parametrize("command", [("status",), ("explain", "1.1.1"), ("export",), ("repair",)])
def test_a_missing_folder_is_named(tmp_path: Path, command: tuple[str, ...]) -> None:
    name, *rest = command
    result = call(name, tmp_path / "none", *rest)
    assert result.code == 2
    assert "none" in result.err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("command", [("status",), ("explain", "1.1.1"), ("export",), ("repair",)])
def test_a_folder_without_an_assessment_is_left_as_it_is(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    name, *rest = command
    assert call(name, tmp_path, *rest).code == 2
    assert list(tmp_path.iterdir()) == []


def test_export_writes_beside_the_folder_and_tells_number_and_code(begun: Path) -> None:
    result = good("export", begun)
    written = begun.parent / "van-quan-2023-lan-1.zip"
    assert read_bundle(written).sequence == 1
    assert str(written) in result.out
    assert read_bundle(written).code() in result.out


def test_export_twice_gives_the_same_bytes_and_the_same_number(begun: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "1.zip", tmp_path / "2.zip"
    good("export", begun, "-o", first)
    assert "Nothing has changed" in good("export", begun, "-o", second).out
    assert first.read_bytes() == second.read_bytes()


def test_the_number_rises_when_an_answer_changed(begun: Path) -> None:
    assert good("export", begun, "--json").json["sequence"] == 1
    good("answer", begun, "2.3", "--no-incidence")
    assert good("export", begun, "--json").json["sequence"] == 2


def test_export_into_a_folder_that_is_not_there_names_it(begun: Path) -> None:
    target = begun.parent / "gone" / "a.zip"
    result = call("export", begun, "-o", target)
    assert result.code == 2
    assert f"{target.parent}: There is no such folder" in result.err


@pytest.mark.skipif(os.name == "nt", reason="needs a folder that refuses writing")
def test_export_where_nothing_can_be_written_says_so(begun: Path) -> None:
    result = call("export", begun, "-o", "/proc/a.zip")
    assert result.code == 2
    assert "Not saved" in result.err


def damage(folder: Path) -> bytes:
    file = folder / ASSESSMENT
    cut = file.read_bytes()[:400]
    file.write_bytes(cut)
    return cut


@pytest.mark.parametrize(
    "command",
    [
        ("status",),
        ("status", "--json"),
        ("explain", "1.1.1"),
        ("answer", "1.1.3", "part=1", "whole=2"),
        ("export",),
        ("repair",),
        ("repair", "--accept"),
    ],
)
def test_a_damaged_assessment_is_never_used_and_never_touched(
    begun: Path, command: tuple[str, ...]
) -> None:
    cut = damage(begun)
    name, *rest = command
    result = call(name, begun, *rest)
    assert result.code == 3
    assert not result.out
    assert ASSESSMENT in result.err
    assert (begun / ASSESSMENT).read_bytes() == cut


def test_a_damaged_assessment_names_the_command_that_helps(begun: Path) -> None:
    damage(begun)
    assert f"parself repair {begun}" in call("status", begun).err


def test_restore_goes_back_to_the_last_good_copy_and_keeps_the_damaged_file(begun: Path) -> None:
    good("answer", begun, "2.3", "--no-incidence")
    good("answer", begun, "3.4.1", "part=9", "whole=10")
    cut = damage(begun)
    good("repair", begun, "--restore")
    assert good("status", begun, "--json").json["items"]["answered"] == 1
    assert cut in {path.read_bytes() for path in begun.rglob("*.toml")}


def test_restore_without_any_good_copy_says_so(begun: Path) -> None:
    cut = damage(begun)
    assert "--restore" not in call("repair", begun).err
    result = call("repair", begun, "--restore")
    assert result.code == 3
    assert "no earlier good copy" in result.err
    assert (begun / ASSESSMENT).read_bytes() == cut


def test_a_file_cut_short_is_not_accepted_even_where_it_still_reads_as_toml(begun: Path) -> None:
    good("answer", begun, "2.3", "--no-incidence")
    file = begun / ASSESSMENT
    cut = file.read_bytes().partition(b"[answers")[0]
    file.write_bytes(cut)
    assert call("repair", begun, "--accept").code == 3
    assert file.read_bytes() == cut


def edit_by_hand(folder: Path) -> None:
    file = folder / ASSESSMENT
    text = file.read_text(encoding="utf-8")
    assert "part = 9" in text
    file.write_text(text.replace("part = 9", "part = 8"), encoding="utf-8", newline="\n")


def test_a_file_edited_by_hand_is_shown_with_its_differences_and_can_be_accepted(
    begun: Path,
) -> None:
    good("answer", begun, "3.4.1", "part=9", "whole=10")
    edit_by_hand(begun)
    assert call("status", begun).code == 3
    shown = call("repair", begun)
    assert shown.code == 3
    assert "hồ sơ đã giải quyết" in shown.out
    assert "--accept" in shown.err
    good("repair", begun, "--accept")
    assert store.load(begun).assessment.answer("3.4.1").values["part"] == 8


def test_repair_leaves_a_sound_assessment_alone(begun: Path) -> None:
    before = (begun / ASSESSMENT).read_bytes()
    for way in ((), ("--accept",), ("--restore",)):
        assert "in order" in good("repair", begun, *way).out
    assert (begun / ASSESSMENT).read_bytes() == before


def test_a_folder_whose_name_is_decomposed_on_disk_is_found(tmp_path: Path) -> None:
    decomposed = tmp_path / "Va\N{COMBINING BREVE}n Quan"
    shell.begun(decomposed)
    # Begun under its composed name, unless a folder of the decomposed one is there.
    (composed,) = tmp_path.iterdir()
    good("status", composed)
    composed.rename(decomposed)
    good("status", decomposed)


SURVEYED = Path(__file__).parents[1] / "rubric" / "data" / "sections.toml"


def test_a_survey_that_is_taken_not_to_be_held_leaves_the_maximum_and_that_is_told(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "a"
    good("new", folder, "--rubric", SURVEYED, "--unit", "van-quan")
    good("survey", folder, "not-held")
    told = good("status", folder, "--json").json
    assert (told["points"]["applicable_max"], told["survey_held"]) == ("40.00", False)
    assert told["survey_assumed"] is True
    assert "Assumed" in good("status", folder).out
    good("survey", folder, "held")
    assert good("status", folder, "--json").json["points"]["applicable_max"] == "60.00"


def test_a_rubric_without_a_survey_takes_no_word_of_one(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    text = SURVEYED.read_text("utf-8").replace('source = "survey"', 'source = "appraiser"')
    (tmp_path / "khong.toml").write_text(text.replace("theo-muc", "khong"), encoding="utf-8")
    good("new", folder, "--rubric", tmp_path / "khong.toml", "--unit", "van-quan")
    assert call("survey", folder, "not-held").code == 2
