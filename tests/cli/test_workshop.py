"""A workshop from the shell: what a class does, and that nothing of it gets into real work."""

import shutil
from pathlib import Path

import pytest

from cli.shell import RUBRIC, call, good
from parself.assessment import store
from parself.errors import Problem, UsageError
from parself.submission import joining, layout
from parself.tui.opening import is_share

PACK = "suoi-may-30-phut"


@pytest.fixture(scope="module")
def lop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class: the session, a group's folder with an answer, and its work handed in."""
    here = tmp_path_factory.mktemp("lop")
    good("workshop", "new", here / "lop", "--pack", PACK)
    good("workshop", "start", here / "lop" / f"de-bai-{PACK}.zip", here / "nhom", "--group", "A")
    good("answer", here / "nhom", "1.3.2", "part=9", "whole=29", "--explanation", "Phụ lục")
    good("workshop", "export", here / "nhom", "-o", here / "bai.zip")
    return here


def files(lop: Path) -> tuple[Path, Path]:
    return lop / "bai.zip", lop / "lop" / f"de-bai-{PACK}.zip"


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("practice", [(), ("--practice",)])
def test_no_door_takes_what_is_of_a_workshop(
    lop: Path, tmp_path: Path, number: int, practice: tuple[str, ...]
) -> None:
    file = files(lop)[number]
    unit, ky = tmp_path / "don-vi", tmp_path / "ky"
    good("new", unit, "--rubric", RUBRIC, "--unit", "van-quan", *practice)
    good("round", "new", ky, "--rubric", RUBRIC, "--roster", "lang-son-11-huyen", *practice)
    for words in (
        ("merge", ky, file),
        ("verify", file),
        ("receive", unit, file),
        ("part", "join", unit, file),
        ("part", "open", file, tmp_path / "phan"),
        ("round", "join", ky, file),
        ("round", "open", file, tmp_path / "ban"),
        ("past", "take", unit, file),
        ("workshop", "start", files(lop)[0], tmp_path / "nhom", "--group", "B"),
    ):
        told = call(*words)
        assert told.code != 0, words
        assert "Traceback" not in told.err
    assert store.load(unit).assessment.answers == {}
    assert not (tmp_path / "phan").exists() and not (tmp_path / "ban").exists()
    assert not (tmp_path / "nhom").exists()
    with pytest.raises(UsageError):
        is_share(file)


def test_nothing_real_goes_into_a_group_s_folder(lop: Path, tmp_path: Path) -> None:
    unit = tmp_path / "don-vi"
    good("new", unit, "--rubric", RUBRIC, "--unit", "van-quan")
    good("part", "split", unit, "--department", "tu-phap", "-o", tmp_path / "phan.zip")
    before = store.load(lop / "nhom").assessment
    assert joining.refusal(before) == Problem(joining.OF_A_WORKSHOP)
    for words in (
        ("part", "join", lop / "nhom", tmp_path / "phan.zip"),
        ("part", "split", lop / "nhom", "--department", "noi-vu", "-o", tmp_path / "x.zip"),
        ("receive", lop / "nhom", files(lop)[0]),
    ):
        told = call(*words)
        assert told.code != 0, words
        assert words[:2] == ("part", "join") or "workshop" in told.err, words
    assert store.load(lop / "nhom").assessment == before
    assert not (tmp_path / "x.zip").exists()


def test_a_work_that_is_named_alone_tells_its_command_and_an_exercise_opens_screens(
    lop: Path,
) -> None:
    work, exercise = map(call, files(lop))
    assert work.code == 2 and "parself workshop collect" in work.err
    assert exercise.code == 2 and "terminal" in exercise.err


def test_the_usual_export_hands_in_as_a_workshop_does(lop: Path, tmp_path: Path) -> None:
    good("export", lop / "nhom", "-o", tmp_path / "x.zip")
    assert call("merge", tmp_path / "ky", tmp_path / "x.zip").code == 1
    assert (tmp_path / "x.zip").read_bytes() == files(lop)[0].read_bytes()
    assert layout.kind_of(store.load(lop / "nhom").assessment) == layout.WORKSHOP


def test_going_back_to_an_earlier_save_stays_in_the_round(lop: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(lop / "nhom", tmp_path / "nhom"))
    good("workshop", "second", folder)
    good("answer", folder, "1.3.2", "part=8", "whole=29")
    earlier = good("history", folder, "--json").json["saves"][-1]["save"]
    good("restore", folder, str(earlier))
    told = store.load(folder).assessment
    assert told.group is not None and told.group.round == 2
