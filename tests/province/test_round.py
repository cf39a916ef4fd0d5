"""A round on disk: every order of files, every repetition and every crash end in one state."""

import json
import os
import random
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from parself import files
from parself.assessment.beside import BesideError
from parself.assessment.model import Answer, Purpose, State
from parself.errors import DamagedError, RefusedError, UsageError
from parself.files import BusyError, FolderLock, MissingFileError, journal
from parself.province import filing, mending, reading, receiving
from parself.province.filing import Arrival
from parself.province.founding import Told
from parself.province.ledger import LEDGER
from parself.province.receiving import MergeResult, choose
from parself.province.record import Round
from parself.province.round import (
    accept_beside,
    create_round,
    is_round,
    open_round,
)
from parself.province.round_file import ROUND_FILE
from parself.rubric import catalogue
from parself.rubric.identity import RubricIdentity, scoring_hash
from parself.rubric.load import rubric_from_bytes
from parself.submission.bundle import export
from parself.submission.landing import Outcome
from parself.values import evolve
from province.conftest import Sent
from province.states import state
from submission.forge import files_of, rebagged, zipped
from submission.samples import (
    LATER,
    NOW,
    ROSTER,
    RUBRIC,
    UNITS,
    assessment,
    build,
    claimed,
    make_folder,
    roster,
    rubric,
    with_part,
)

ARRIVAL = Arrival(NOW.date())


def merge(path: Path, paths: list[Path], *, now: datetime, **told: Any) -> MergeResult:
    """Land files of which the province notes one day of arrival, whenever it lands them."""
    return receiving.merge(path, paths, told=Told(**told), arrival=ARRIVAL, now=now)


@pytest.fixture
def vong(tmp_path: Path) -> Path:
    return tmp_path / "vong"


def outcomes(result: MergeResult) -> list[str]:
    return [one.outcome.value for one in result.filed]


def ledger(vong: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (vong / LEDGER).read_text(encoding="utf-8").splitlines()]


def places(round_: Round) -> list[tuple[int, str, Decimal]]:
    return [(place.rank, place.unit.code, place.index) for place in round_.results.ranked]


def test_eleven_hand_ins_make_a_ranking(vong: Path, sent: Sent) -> None:
    paths = [sent(unit, part=part) for unit, part in zip(UNITS, range(80, 91), strict=True)]
    result = merge(vong, paths, now=NOW)
    assert outcomes(result) == ["new"] * 11
    assert places(result.round) == [
        (rank, unit, claimed(part) * 10)
        for rank, (unit, part) in enumerate(zip(UNITS[::-1], range(90, 79, -1), strict=True), 1)
    ]
    assert (result.results.missing, result.results.unranked) == ((), ())


def test_a_round_reads_back_as_it_was_written(vong: Path, sent: Sent) -> None:
    result = merge(vong, [sent(), sent(UNITS[1]), sent(UNITS[1], part=5)], now=NOW)
    assert open_round(vong) == result.round


def test_every_bundle_is_kept_as_it_came(vong: Path, sent: Sent) -> None:
    paths = [sent(sequence=2), sent(sequence=1, part=80), sent(sequence=2, part=70)]
    result = merge(vong, paths, now=NOW)
    assert outcomes(result) == ["new", "older", "diverging"]
    kept = list((vong / "received" / UNITS[0]).iterdir())
    assert sorted(p.read_bytes() for p in kept) == sorted(p.read_bytes() for p in paths)
    assert {path.name.split("-")[0] for path in kept} == {"1", "2"}
    for one in result.round.units[UNITS[0]].received:
        assert one.digest[:8] in one.file
        assert (vong / one.file).is_file()


def test_the_order_of_files_decides_nothing(tmp_path: Path, sent: Sent) -> None:
    paths = [
        *(sent(unit, part=80) for unit in UNITS[:4]),
        *(sent(UNITS[0], 2, 95), sent(UNITS[1], 1, 70), sent(UNITS[2], 3, 60), sent(UNITS[2], 2)),
    ]
    chance = random.Random(11)
    states = []
    for number in range(6):
        chance.shuffle(paths)
        vong = tmp_path / f"vong-{number}"
        for path in paths[:number]:
            merge(vong, [path], now=NOW)
        merge(vong, paths, now=LATER)
        states.append(state(vong))
    assert all(one == states[0] for one in states)
    assert open_round(vong).units[UNITS[1]].known.is_diverging


def test_merging_again_changes_nothing_but_the_ledger(vong: Path, sent: Sent) -> None:
    paths = [sent(unit) for unit in UNITS[:3]]
    merge(vong, paths, now=NOW)
    before = state(vong)
    again = merge(vong, paths, now=LATER)
    assert outcomes(again) == ["same"] * 3
    assert state(vong) == before


def test_what_was_received_is_not_read_again(
    vong: Path, sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [sent(unit) for unit in UNITS[:3]]
    merge(vong, paths, now=NOW)
    monkeypatch.setattr(reading, "read_bundle", lambda path: pytest.fail(f"{path} read again"))
    assert outcomes(merge(vong, paths, now=LATER)) == ["same"] * 3
    assert len(open_round(vong).results.ranked) == 3


def test_a_lower_number_does_not_count_and_a_higher_one_replaces(vong: Path, sent: Sent) -> None:
    merge(vong, [sent(sequence=2, part=80)], now=NOW)
    result = merge(vong, [sent(sequence=1, part=99)], now=NOW)
    assert outcomes(result) == ["older"]
    assert places(result.round) == [(1, UNITS[0], Decimal(48))]
    result = merge(vong, [sent(sequence=3, part=50)], now=NOW)
    assert outcomes(result) == ["newer"]
    assert places(result.round) == [(1, UNITS[0], Decimal(30))]


def test_two_contents_under_one_number_wait_for_a_person(vong: Path, sent: Sent) -> None:
    merge(vong, [sent(part=80), sent(part=70)], now=NOW)
    round_ = open_round(vong)
    assert [unit.code for unit in round_.results.unranked] == [UNITS[0]]
    digest = next(
        one.digest for one in round_.units[UNITS[0]].received if one.points == claimed(70)
    )
    choose(vong, UNITS[0], digest[:8], reason="Đơn vị xác nhận", now=LATER)
    assert places(open_round(vong)) == [(1, UNITS[0], Decimal(42))]


@pytest.mark.parametrize(("unit", "digest"), [(UNITS[0], ""), (UNITS[0], "khong"), (UNITS[1], "")])
def test_a_choice_must_mean_one_hand_in(vong: Path, sent: Sent, unit: str, digest: str) -> None:
    merge(vong, [sent(part=80), sent(part=70)], now=NOW)
    with pytest.raises(UsageError):
        choose(vong, unit, digest, reason="Đơn vị xác nhận", now=LATER)


def test_a_newer_number_settles_what_diverges(vong: Path, sent: Sent) -> None:
    merge(vong, [sent(part=80), sent(part=70), sent(sequence=2, part=60)], now=NOW)
    assert places(open_round(vong)) == [(1, UNITS[0], Decimal(36))]


def test_one_bad_file_never_affects_the_others(vong: Path, sent: Sent, usb: Path) -> None:
    good, other = sent(), sent(UNITS[1])
    cut = usb / "cut.zip"
    cut.write_bytes(good.read_bytes()[:-40])
    before = usb / "truoc.zip"
    before.write_bytes(b"MZ" + good.read_bytes())
    newer = usb / "moi.zip"
    bag = files_of(sent(UNITS[2]).read_bytes())
    newer.write_bytes(zipped(rebagged(bag, {}, {"Parself-Format": "2"}), f"{UNITS[2]}-2023-lan-1"))
    back = usb / "ket-qua.zip"
    back.write_bytes(
        zipped(rebagged(bag, {}, {"Parself-Kind": "return"}), f"{UNITS[2]}-2023-lan-1")
    )
    result = merge(vong, [cut, good, before, newer, back, usb / "khong-co.zip", other], now=NOW)
    assert outcomes(result) == (
        ["damaged", "new", "unsafe", "format-unsupported", "wrong-kind", "damaged", "new"]
    )
    assert [place.unit.code for place in result.results.ranked] == [UNITS[0], UNITS[1]]
    assert {one.reasons[0].where.split(",")[0] for one in result.filed} == {
        *("cut.zip", good.name, "truoc.zip", "moi.zip", "ket-qua.zip", "khong-co.zip", other.name)
    }


def test_what_belongs_to_another_round_is_refused_and_not_kept(vong: Path, sent: Sent) -> None:
    merge(vong, [sent()], now=NOW)
    before = state(vong)
    easier = RUBRIC.replace("points = 4\n", "points = 5\n").replace("points = 6", "points = 5")
    identified = RubricIdentity(
        "bo-mau", "1", scoring_hash(rubric_from_bytes(easier.encode(), where=""))
    )
    strangers = ROSTER.replace('"huyen-b"', '"huyen-y"')
    result = merge(
        vong,
        [
            sent(UNITS[1], purpose=Purpose.PRACTICE),
            sent(UNITS[1], year=2022),
            sent(UNITS[1], rubric_text=easier, identified=identified),
            sent("huyen-y", roster_text=strangers),
        ],
        now=LATER,
    )
    assert outcomes(result) == ["wrong-purpose", "wrong-year", "wrong-rubric", "wrong-unit"]
    assert state(vong) == before


def test_a_file_that_changes_while_it_is_kept_is_refused(
    vong: Path, sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, other = sent(), sent(UNITS[1])
    real = files.Many.copy

    def exchanged(many: files.Many, source: Path, target: Path, *, most: int) -> object:
        return real(many, other if source == good else source, target, most=most)

    monkeypatch.setattr(files.Many, "copy", exchanged)
    result = merge(vong, [good, other], now=NOW)
    assert outcomes(result) == ["damaged", "new"]
    assert list((vong / "received" / UNITS[0]).iterdir()) == []


def test_a_ledger_that_cannot_be_written_undoes_nothing_and_is_told(vong: Path, sent: Sent) -> None:
    first, second = sent(), sent(UNITS[1])
    merge(vong, [first], now=NOW)
    (vong / LEDGER).unlink()
    (vong / LEDGER).mkdir()
    done = merge(vong, [second], now=NOW)
    (problem,) = done.unnoted
    assert problem.what.id.startswith("This is done")
    assert len(open_round(vong).units) == 2


def test_the_ledger_tells_every_file_in_order_and_nothing_where_one_comes_again(
    vong: Path, sent: Sent, usb: Path
) -> None:
    good = sent()
    bad = usb / "hỏng\x1b.zip"
    bad.write_bytes(b"")
    merge(vong, [good, bad], now=NOW)
    merge(vong, [good], now=LATER)
    told = {"time": "2023-12-12T10:42:07", "file": good.name, "unit": UNITS[0], "sequence": 1}
    lines = ledger(vong)
    assert [{key: line[key] for key in (*told, "outcome")} for line in lines] == [
        {**told, "outcome": "new"},
        {**told, "file": "hỏng�.zip", "unit": None, "sequence": None, "outcome": "damaged"},
    ]
    assert len({line["landing"] for line in lines}) == 1


DAMAGES: Mapping[str, Callable[[bytes], bytes]] = {
    "emptied": lambda _data: b"",
    "one letter changed": lambda data: data.replace(b'"new"', b'"nev"', 1),
    "cut short": lambda data: data[: len(data) // 2],
    "without its first line": lambda data: data.split(b"\n", 1)[1],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_ledger_is_told_at_every_opening_and_put_right(
    vong: Path, sent: Sent, damage: Callable[[bytes], bytes]
) -> None:
    whole = merge(vong, [sent(), sent(UNITS[1])], now=NOW).round
    assert open_round(vong).trouble == ()
    (vong / LEDGER).write_bytes(damaged := damage((vong / LEDGER).read_bytes()))
    (problem,) = open_round(vong).trouble
    assert problem.where.endswith(LEDGER)
    assert open_round(vong).results == whole.results
    assert merge(vong, [], now=LATER).unnoted == (problem,)
    assert mending.put_right(vong, now=LATER).trouble == ()
    assert [file.read_bytes() for file in (vong / "damaged").iterdir()] == [damaged]
    assert {line["unit"] for line in ledger(vong)} == set(UNITS[:2])


def test_a_ledger_that_is_gone_is_told(vong: Path, sent: Sent) -> None:
    merge(vong, [sent()], now=NOW)
    (vong / LEDGER).unlink()
    assert len(open_round(vong).trouble) == 1
    assert mending.put_right(vong, now=LATER).trouble == ()


class Killed(BaseException):
    """The program ends here."""


WRITERS = (
    (files, "make_folder"),
    (files, "write_atomic"),
    (files.Many, "copy"),
    (files.Many, "confirm"),
    (filing, "keep_facts"),
    (journal, "note"),
)


@pytest.mark.parametrize("step", range(16))
def test_a_crash_before_any_write_is_healed_by_merging_again(
    step: int, vong: Path, tmp_path: Path, sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [sent(), sent(UNITS[1]), sent(UNITS[1], 2), sent(UNITS[2])]
    merge(tmp_path / "ganz", paths, now=NOW)
    written = 0

    def dying(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            nonlocal written
            if written == step:
                raise Killed
            written += 1
            return real(*args, **named)

        return call

    with monkeypatch.context() as broken:
        for room, name in WRITERS:
            broken.setattr(room, name, dying(getattr(room, name)))
        with pytest.raises(Killed):
            merge(vong, paths, now=NOW)
    if is_round(vong):
        open_round(vong)
    merge(vong, paths, now=LATER)
    assert state(vong) == state(tmp_path / "ganz")


def test_what_crashed_writes_left_in_a_round_and_at_what_it_received_is_swept(
    vong: Path, sent: Sent
) -> None:
    merge(vong, [sent()], now=NOW)
    left = [
        folder / ".tep.999999999-0123abcd.tmp" for folder in (vong, vong / "received" / UNITS[0])
    ]
    for file in left:
        file.write_bytes(b"half")
        os.utime(file, times=(0, 0))
    merge(vong, [sent(UNITS[0], 2)], now=LATER)
    assert [file for file in left if file.exists()] == []


def test_a_kept_file_that_is_gone_is_kept_anew(vong: Path, sent: Sent) -> None:
    path = sent()
    (kept,) = merge(vong, [path], now=NOW).round.units[UNITS[0]].received
    (vong / kept.file).unlink()
    assert outcomes(merge(vong, [path], now=NOW)) == ["same"]
    assert (vong / kept.file).read_bytes() == path.read_bytes()


def test_what_stands_in_a_new_hand_ins_place_is_left_there(
    vong: Path, tmp_path: Path, sent: Sent
) -> None:
    path = sent()
    (taken,) = merge(tmp_path / "khac", [path], now=NOW).round.units[UNITS[0]].received
    (vong / taken.file).parent.mkdir(parents=True)
    (vong / taken.file).write_bytes(b"torn")
    (kept,) = merge(vong, [path], now=NOW).round.units[UNITS[0]].received
    assert (vong / kept.file).read_bytes() == path.read_bytes()
    assert (vong / taken.file).read_bytes() == b"torn"


def test_a_hand_in_made_to_look_like_another_takes_no_place_of_it(
    vong: Path, sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filing, "_SHORT_DIGEST", 0)
    paths = [sent(), sent(part=80)]
    merge(vong, paths, now=NOW)
    kept = (vong / "received" / UNITS[0]).iterdir()
    assert sorted(p.read_bytes() for p in kept) == sorted(p.read_bytes() for p in paths)


def test_a_new_round_takes_what_it_is_told(vong: Path, sent: Sent) -> None:
    result = merge(
        vong,
        [sent(year=2022), sent(UNITS[1])],
        rubric=(rubric(), RUBRIC.encode()),
        roster=(roster(), ROSTER.encode()),
        year=2023,
        purpose=Purpose.REAL,
        now=NOW,
    )
    assert outcomes(result) == ["wrong-year", "new"]


def test_where_nothing_can_be_landed_no_round_is_made_whatever_is_told(
    vong: Path, usb: Path, sent: Sent
) -> None:
    (usb / "x.zip").write_bytes(b"")
    told: dict[str, Any] = {
        "rubric": (rubric(), RUBRIC.encode()),
        "roster": (roster(), ROSTER.encode()),
    }
    bad = [usb / "x.zip", sent(year=2022), sent(purpose=Purpose.PRACTICE)]
    result = merge(vong, bad, **told, year=2023, purpose=Purpose.REAL, now=NOW)
    assert outcomes(result) == ["damaged", "wrong-year", "wrong-purpose"]
    assert result.unnoted
    assert not vong.exists()
    merge(vong, [*bad, sent()], **told, year=2023, purpose=Purpose.REAL, now=NOW)
    assert set(open_round(vong).units) == {UNITS[0]}


@pytest.mark.parametrize(
    ("other", "word"),
    [({"year": 2022}, "years"), ({"purpose": Purpose.PRACTICE}, "Real and practice")],
)
def test_files_that_do_not_agree_make_no_round(
    other: dict[str, Any], word: str, vong: Path, sent: Sent
) -> None:
    for paths in ([sent(), sent(UNITS[1], **other)], [sent(UNITS[1], **other), sent()]):
        with pytest.raises(RefusedError, match=word):
            merge(vong, paths, now=NOW)
        assert not vong.exists()


def test_bad_files_alone_make_no_round_and_are_all_named(vong: Path, usb: Path) -> None:
    for name in ("x.zip", "y.zip"):
        (usb / name).write_bytes(b"")
    with pytest.raises(RefusedError) as caught:
        merge(vong, [usb / "x.zip", usb / "y.zip"], now=NOW)
    assert [problem.where for problem in caught.value.problems[1:]] == ["x.zip", "y.zip"]
    assert not vong.exists()


def test_the_programs_own_roster_comes_before_the_one_that_travels(
    vong: Path, sent: Sent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "bo" / "rosters"
    own.mkdir(parents=True)
    short = ROSTER[: ROSTER.index('\n[[unit]]\ncode = "huyen-c"')]
    (own / "muoi-mot-huyen.toml").write_text(short, encoding="utf-8")
    monkeypatch.setenv(catalogue.ENVIRONMENT, str(own.parent))
    result = merge(vong, [sent(), sent(UNITS[4])], now=NOW)
    assert outcomes(result) == ["new", "wrong-unit"]
    assert len(open_round(vong).roster.units) == 2


def test_files_that_carry_different_rosters_make_no_round(vong: Path, sent: Sent) -> None:
    other = ROSTER.replace('"huyen-k"', '"huyen-l"')
    with pytest.raises(RefusedError, match="roster"):
        merge(vong, [sent(), sent(UNITS[1], roster_text=other)], now=NOW)
    assert not vong.exists()


def test_rewording_a_rubric_makes_no_other_rubric(vong: Path, tmp_path: Path, sent: Sent) -> None:
    reworded = RUBRIC.replace("Kế hoạch", "Bản kế hoạch")
    paths = [sent(), sent(UNITS[1], rubric_text=reworded)]
    merge(vong, paths, now=NOW)
    merge(tmp_path / "nguoc", paths[::-1], now=NOW)
    assert state(vong) == state(tmp_path / "nguoc")
    assert len(open_round(vong).units) == 2


@pytest.mark.parametrize("told", [{"year": 2022}, {"purpose": Purpose.PRACTICE}])
def test_a_round_is_not_changed_by_being_told_otherwise(
    told: dict[str, Any], vong: Path, sent: Sent
) -> None:
    merge(vong, [sent()], now=NOW)
    before = state(vong)
    with pytest.raises(UsageError):
        merge(vong, [sent(UNITS[1])], **told, now=NOW)
    assert state(vong) == before


@pytest.mark.parametrize("name", [ROUND_FILE, "assessment.toml"])
def test_no_round_is_made_over_something_else(name: str, vong: Path) -> None:
    vong.mkdir()
    (vong / name).write_bytes(b"")
    with pytest.raises(UsageError):
        create_round(
            vong,
            rubric=(rubric(), RUBRIC.encode()),
            roster=(roster(), ROSTER.encode()),
            year=2023,
            purpose=Purpose.REAL,
        )
    assert [path.name for path in vong.iterdir()] == [name]


def test_a_folder_without_a_round_is_said_to_be_so(tmp_path: Path) -> None:
    assert not is_round(tmp_path)
    with pytest.raises(MissingFileError, match="There is no round in this folder"):
        open_round(tmp_path)


def test_a_season_in_the_place_of_a_round_names_its_rounds(tmp_path: Path, sent: Sent) -> None:
    for name in ("xa", "so"):
        merge(tmp_path / "mua" / name, [sent()], now=NOW)
    with pytest.raises(MissingFileError) as caught:
        open_round(tmp_path / "mua")
    assert caught.value.problems[0].what.values == {"rounds": "so, xa"}


@pytest.mark.parametrize(
    "edit",
    [
        lambda data: data.replace(b"sequence = 1", b"sequence = 9"),
        lambda data: data[:-10],
        lambda data: b"",
    ],
)
def test_an_edited_or_torn_round_is_damaged_and_left_alone(
    edit: Callable[[bytes], bytes], vong: Path, sent: Sent
) -> None:
    path = sent()
    merge(vong, [path], now=NOW)
    (vong / ROUND_FILE).write_bytes(edit((vong / ROUND_FILE).read_bytes()))
    before = state(vong)
    with pytest.raises(DamagedError):
        merge(vong, [path], now=NOW)
    assert state(vong) == before


def test_a_rubric_that_is_not_the_rounds_is_noticed(vong: Path, sent: Sent) -> None:
    merge(vong, [sent()], now=NOW)
    (vong / "rubric.toml").write_text(RUBRIC.replace('edition = "1"', 'edition = "2"'), "utf-8")
    with pytest.raises(BesideError) as caught:
        open_round(vong)
    with pytest.raises(DamagedError, match="not this round's"):
        accept_beside(vong, caught.value)


def test_one_merge_at_a_time(vong: Path, sent: Sent) -> None:
    path = sent()
    merge(vong, [path], now=NOW)
    with FolderLock(vong, NOW), pytest.raises(BusyError):
        merge(vong, [path], now=NOW)


def test_an_exported_folder_lands(vong: Path, tmp_path: Path, usb: Path) -> None:
    """From the unit's desk to the province's, twice."""
    folder = make_folder(tmp_path / "huyen-a")
    first = export(folder, usb, now=NOW)
    second = export(with_part(first.folder, 80), usb, now=LATER)
    result = merge(vong, [second.path, first.path], now=LATER)
    assert outcomes(result) == ["new", "older"]
    assert result.filed[0].outcome is Outcome.NEW
    assert places(result.round) == [(1, UNITS[0], Decimal(48))]


def test_a_units_own_words_for_its_communes_cost_it_no_other_row(vong: Path, sent: Sent) -> None:
    """The claim is scored with the round's roster; what does not fit it carries no points."""
    other = ROSTER.replace('"Xã Hai"', '"Xã Ba"')
    result = merge(vong, [sent(roster_text=other)], roster=(roster(), ROSTER.encode()), now=NOW)
    assert places(result.round) == [(1, UNITS[0], Decimal(54))]


def test_the_round_is_a_value(vong: Path, sent: Sent) -> None:
    round_ = merge(vong, [sent()], now=NOW).round
    assert evolve(round_, units={}).results.ranked == ()
    assert len(round_.results.ranked) == 1


def test_rows_filled_in_for_other_communes_than_the_rounds_are_named(
    tmp_path: Path, usb: Path, vong: Path
) -> None:
    by_commune = RUBRIC.replace(
        'measure = { kind = "ratio", part = "Đúng hạn", whole = "Đã giải quyết" }',
        'measure = { kind = "table", part = "Đúng hạn", whole = "Đã giải quyết" }',
    )
    own_roster = ROSTER.replace('"Xã Hai"', '"Xã Ba"')
    asked = rubric_from_bytes(by_commune.encode(), where="rubric.toml")
    identified = RubricIdentity("bo-mau", "1", scoring_hash(asked))
    lines = {f"xa-{n}.{key}": 10 for n in ("mot", "ba") for key in ("part", "whole")}
    held = assessment(identified=identified).with_answer(
        "1.1", Answer(State.ANSWERED, lines, explanation="Theo hệ thống.")
    )
    folder = make_folder(tmp_path / "a", held, rubric_text=by_commune, roster_text=own_roster)
    (usb / "a.zip").write_bytes(build(folder, sequence=1))

    done = merge(vong, [usb / "a.zip"], roster=(roster(), ROSTER.encode()), now=NOW)

    assert done.results.ranked[0].points == 0
    (note,) = done.filed[0].notes
    assert dict(note.values) == {"word": "xã", "rows": "1.1"}
