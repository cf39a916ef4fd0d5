"""A return as a file: what is written is read, and whatever is written otherwise is refused."""

import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

import bags
import hostile
from parself import toml
from parself.errors import DamagedError, ExitCode
from parself.province import joining, receiving
from parself.returns.file import content_digest, file_name, read_return, write_return
from parself.returns.form import misfits
from parself.returns.model import Outcome, Phase, Published, Return, ReturnedRow, Ruling
from parself.submission import landing, layout
from parself.submission.archive import (
    BundleError,
    DamagedBundleError,
    FormatUnsupportedError,
    WrongKindError,
)
from parself.submission.bag import open_bag
from parself.submission.intake import read_bundle
from parself.values import evolve
from returns.samples import ROWS, return_file, returned
from submission.forge import files_of, rebagged, zipped
from submission.samples import NOW, RUBRIC, build, make_folder, rubric

SECOND = evolve(ROWS["1.1"], outcome=Outcome.KEPT)
PUBLISHED = Published(1, 11, Decimal("78.5"), 10, "Khá")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return return_file(tmp_path / "kq.zip")


@pytest.mark.parametrize(
    "value",
    [
        returned(),
        returned(replies_until=None, title=""),
        returned(phase=Phase.SECOND, rows={"1.1": SECOND}, survey_held=False),
        returned(phase=Phase.PUBLISHED, published=PUBLISHED, number=3),
        returned(phase=Phase.PUBLISHED, published=Published(2, 10, reason="Nộp muộn")),
        returned(rows={"1.1": ReturnedRow(Ruling.OPEN)}, survey={"1.2": Decimal("3.25")}),
    ],
)
def test_what_is_written_is_read(value: Return, tmp_path: Path) -> None:
    path = tmp_path / file_name(value)
    found = write_return(value, path)
    assert found == read_return(path)
    assert found.value == value
    assert found.digest == content_digest(value)


def test_the_same_return_gives_the_same_bytes_and_any_other_one_other_content(
    tmp_path: Path,
) -> None:
    one, two = return_file(tmp_path / "1.zip"), return_file(tmp_path / "2.zip")
    assert one.read_bytes() == two.read_bytes()
    assert content_digest(returned()) != content_digest(returned(number=2))


def test_a_return_is_a_bag_that_others_can_check(file: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        archive.extractall(tmp_path / "bag")
    told = bags.checked(tmp_path / "bag" / "ket-qua-tham-dinh-huyen-a-2023-lan-1")
    assert (told["Parself-Kind"], told["Parself-Sequence"]) == ("return", "1")


def _content(edit: Callable[[dict[str, object]], object]) -> Callable[[Path], bytes]:
    """Another return.toml, sealed, in lists that fit."""

    def made(path: Path) -> bytes:
        good = files_of(path.read_bytes())
        table = dict(toml.read(good[layout.RETURNED], where="").table)
        edit(table)
        return zipped(rebagged(good, {layout.RETURNED: toml.seal(toml.write(table))}))

    return made


def _row(**cells: object) -> Callable[[Path], bytes]:
    return _content(lambda table: table["rows"]["1.1"].update(cells))  # type: ignore[index]


def _set(**cells: object) -> Callable[[Path], bytes]:
    return _content(lambda table: table.update(cells))


def _unsealed(path: Path) -> bytes:
    good = files_of(path.read_bytes())
    edited = good[layout.RETURNED].replace(b"4.8", b"4.9")
    return zipped(rebagged(good, {layout.RETURNED: edited}))


def _told(**labels: str) -> Callable[[Path], bytes]:
    info = {name.replace("_", "-"): value for name, value in labels.items()}
    return lambda path: zipped(rebagged(files_of(path.read_bytes()), {}, info))


def _flipped(path: Path) -> bytes:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    return bytes(data)


def _beside(path: Path) -> bytes:
    return zipped(rebagged(files_of(path.read_bytes()), {layout.RUBRIC: RUBRIC.encode()}))


REFUSED: dict[str, tuple[Callable[[Path], bytes], type[BundleError]]] = {
    "cut short": (lambda path: path.read_bytes()[:-30], DamagedBundleError),
    "a bit flipped": (_flipped, BundleError),
    "edited, lists renewed": (_unsealed, DamagedBundleError),
    "another file in it": (_beside, DamagedBundleError),
    "other number outside": (_told(Parself_Sequence="2"), DamagedBundleError),
    "other unit outside": (_told(Parself_Unit="huyen-b"), DamagedBundleError),
    "a label more": (_told(Parself_Officer="lan"), DamagedBundleError),
    "newer bag": (_told(Parself_Format="2"), FormatUnsupportedError),
    "newer content": (_set(format=2, new="x"), FormatUnsupportedError),
    "unknown key": (_set(note="x"), DamagedBundleError),
    "no rows": (_set(rows={}), DamagedBundleError),
    "no round": (_set(round=""), DamagedBundleError),
    "a number below one": (_set(number=0), DamagedBundleError),
    "a digest that is none": (_set(hand_in_digest="abc"), DamagedBundleError),
    "a unit that is a path": (_set(unit="../x"), DamagedBundleError),
    "a year out of time": (_set(year=99999), DamagedBundleError),
    "place before publication": (
        _set(published={"number": 1, "of": 11, "index": Decimal(70), "place": 2}),
        DamagedBundleError,
    ),
    "publication without its figures": (_set(phase="published"), DamagedBundleError),
    "a place beyond the last": (
        _set(phase="published", published={"number": 1, "of": 2, "index": 70, "place": 3}),
        DamagedBundleError,
    ),
    "a row of both kinds": (_set(survey={"1.1": Decimal(1)}), DamagedBundleError),
    "points below nothing": (_row(appraised=Decimal(-1)), DamagedBundleError),
    "asked, and points": (_row(ruling="ask"), DamagedBundleError),
    "an outcome before the reply": (_row(outcome="kept"), DamagedBundleError),
    "a ruling that is none": (_row(ruling="maybe"), DamagedBundleError),
    "a text without end": (_row(reason="x" * 6000), DamagedBundleError),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_return_that_no_province_wrote_is_refused_with_a_sentence(case: str, file: Path) -> None:
    forge, kind = REFUSED[case]
    file.write_bytes(forge(file))
    with pytest.raises(kind) as caught:
        read_return(file)
    assert caught.value.problems
    assert all(one.where.startswith("kq.zip") and one.todo for one in caught.value.problems)
    assert "unit to export" not in str([one.todo for one in caught.value.problems])


@pytest.mark.parametrize("case", sorted(hostile.BUNDLES))
def test_a_hostile_file_is_refused(case: str, tmp_path: Path) -> None:
    good = files_of(build(make_folder(tmp_path / "a"), sequence=1))
    (tmp_path / "kq.zip").write_bytes(hostile.BUNDLES[case](good))
    with pytest.raises(BundleError):
        read_return(tmp_path / "kq.zip")


def test_what_nobody_could_read_is_not_left_behind_as_a_return(tmp_path: Path) -> None:
    long = evolve(ROWS["1.1"], case="x" * 6000)
    with pytest.raises(DamagedError):
        write_return(returned(rows={"1.1": long}), tmp_path / "kq.zip")
    assert list(tmp_path.iterdir()) == []


def test_a_return_is_named_at_every_other_door_and_every_other_bag_at_its_own(
    file: Path, tmp_path: Path
) -> None:
    for kind in (layout.SUBMISSION, layout.PART, layout.VOLUME, layout.SHARE, layout.APPRAISAL):
        with pytest.raises(WrongKindError) as caught:
            open_bag(file, kind)
        assert "appraisal result" in str(caught.value.problems)
        assert caught.value.exit_code is ExitCode.FINDINGS
    hand_in = tmp_path / "a.zip"
    hand_in.write_bytes(build(make_folder(tmp_path / "a"), sequence=1))
    for kind in ("part", "share", "appraisal", "evidence", "submission", "workshop"):
        other = tmp_path / f"{kind}.zip"
        told = {layout.KIND_LABEL: kind}
        other.write_bytes(zipped(rebagged(files_of(hand_in.read_bytes()), {}, told)))
        with pytest.raises(WrongKindError, match="not an appraisal result"):
            read_return(other)


def test_a_return_that_comes_to_the_province_is_named_and_the_others_land(
    file: Path, landed: Path
) -> None:
    (filed,) = receiving.merge(landed, [file], now=NOW).filed
    assert filed.outcome is landing.Outcome.WRONG_KIND
    (one,) = joining.join(landed, [file], "", NOW, keep=False).joined
    assert one.outcome is landing.Outcome.WRONG_KIND
    with pytest.raises(WrongKindError, match="goes to the unit"):
        read_bundle(file)


def test_rows_and_points_that_the_rubric_does_not_have_are_named() -> None:
    assert misfits(returned(), rubric()) == ()
    high = evolve(ROWS["1.1"], appraised=Decimal(7))
    found = misfits(returned(rows={"1.1": high, "9.9": ROWS["1.2"]}), rubric())
    assert sorted(one.where for one in found) == ["1.1", "9.9"]
