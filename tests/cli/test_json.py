"""``--json``: what is printed is what docs/json.md describes, field by field."""

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from annex.clerk import filled
from cli.a_round import Teller, played
from cli.forms import filled_in
from cli.shell import RUBRIC, Call, begun, call, good
from cli.test_gate import COMMANDS, found
from parself import demo
from parself.assessment.store import load
from parself.workshop.agreement import Open
from parself.workshop.group_folder import begin_second
from rubric.variants import new_edition
from workshop.classes import NOW, Class

DOC = (Path(__file__).parents[2] / "docs" / "json.md").read_text(encoding="utf-8")
FIGURE = re.compile(r"-?\d+\.\d{2,}")


_HEAD, WITHOUT, *SECTIONS = DOC.split("\n## ")
"""What the page begins with, the commands without ``--json``, and those with it."""


def tables() -> dict[tuple[str, ...], dict[str, str]]:
    """Return the documented types by field, by the commands that print the same."""
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for section in SECTIONS:
        rows = re.findall(r"^\| `([^`]+)` \| ([^|]+?) \|", section, re.MULTILINE)
        found[tuple(section.splitlines()[0].split(", "))] = dict(rows)
    return found


ALIKE = tables()
TABLES = {name: table for names, table in ALIKE.items() for name in names}


def fields(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Yield every field of an answer with its path as the documentation writes it."""
    if path and not (path.endswith("[]") and isinstance(value, Mapping)):
        yield path, value
    if isinstance(value, Mapping):
        for name, inner in value.items():
            key = "*" if path == "values" else name
            yield from fields(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for inner in value:
            yield from fields(inner, f"{path}[]")


def is_of(value: object, kind: str) -> bool:
    """Say whether a value is of a documented type."""
    kind, _, rest = kind.partition(" or ")
    if value is None:
        return "null" in {kind, rest}
    match kind:
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "figure":
            return isinstance(value, str) and bool(FIGURE.fullmatch(value))
        case "string":
            return isinstance(value, str)
        case "boolean":
            return isinstance(value, bool)
        case "value":
            return isinstance(value, str | int)
        case "object":
            return isinstance(value, Mapping)
        case "list":
            return isinstance(value, list)
    raise AssertionError(kind)


def annexes(here: Path) -> list[Path]:
    """Return an annex as issued, and one laid into the workbook that is filled in."""
    laid = here / "laid.xlsx"
    laid.write_bytes(filled())
    return [Path(__file__).parents[1] / "issued" / "annexes" / "kieu-a.xlsx", laid]


@pytest.fixture(scope="module")
def teller(province: demo.Demo, tmp_path_factory: pytest.TempPathFactory) -> Teller:
    """Return what a round's commands print with ``--json``."""
    return played(Teller("--json"), tmp_path_factory.mktemp("round"), province)


@pytest.fixture(scope="module")
def answers(
    province: demo.Demo, teller: Teller, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[Any]]:
    """Return several answers of every reading command, by command."""
    here = tmp_path_factory.mktemp("json")
    folder = here / "a"
    good("new", folder, "--rubric", RUBRIC, "--unit", "van-quan")
    alone = here / "b"
    good("new", alone, "--rubric", "par-index-tinh-2022", "--unit", "lang-son")
    good("answer", folder, "8.2.4", "value=2.6", "base=3")
    good("answer", folder, "1.1.1", "date=2032-01-05")
    good("answer", folder, "1.1.2", "du-noi-dung=no", "ro-san-pham=no")
    done = province.open_folder.parent / "chi-lang"
    # A period that is still running, and one of which not all is known.
    running = here / "c"
    good("new", running, "--rubric", RUBRIC, "--unit", "van-quan", "--year", "2090")
    good("answer", running, "1.5", "count=0")
    good("answer", running, "1.6", "part=5", "whole=10")
    hand_ins = sorted((province.path / demo.HAND_INS).glob("*.zip"))
    bad = here / "bad.zip"
    bad.write_bytes(hand_ins[0].read_bytes()[:-9])
    faulty = here / "bad.toml"
    faulty.write_text("format = 1", encoding="utf-8")
    split = [here / "1.zip", here / "2.zip"]
    for row, path in zip(("2.3", "3.1.3"), split, strict=True):
        again = here / row
        good("new", again, "--rubric", RUBRIC, "--unit", "van-quan", "--practice")
        good("answer", again, row, "--no-incidence")
        good("answer", again, "1.1.1", "date=2032-01-05")
        good("export", again, "-o", path)
    good("answer", folder, "1.5", "count=2")
    good("answer", folder, "1.6", "part=9", "whole=9")
    good("figures", alone, "so-co-quan=31")
    good("answer", alone, "1.3.1", "part=20", "whole=30")
    call("check", folder, "--waive", "unbacked:1.5", "--reason", "Lưu tại đơn vị")
    scan = here / "Biên bản.pdf"
    scan.write_bytes(b"%PDF-1.4")
    good("evidence", "add", folder, scan, "--row", "1.1.1", "--date", "2022-01-02")
    good("evidence", "add", folder, "https://a.vn", "--captured", "2023-01-02")
    good("evidence", "edit", folder, "E-002", "--number", "1/BC", "--issuer", "A", "--title", "B")
    many = "1.1.1 1.1.2 1.1.3 1.2.1 1.2.2 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 1.5"
    good("evidence", "cite", folder, "E-002", *many.split())
    good("evidence", "add", folder, "--title", "Chưa gắn")
    (folder / "evidence" / "thừa.txt").write_bytes(b"x")
    good("answer", folder, "3.4.1", "part=9", "whole=9")
    good("answer", folder, "1.2.2", "count=1")
    rows = ("1.1.1", "1.1.2", "1.1.3", "1.7", "3.4.2", "8.2.4")
    signed = here / "signed"
    good("new", signed, "--rubric", RUBRIC, "--unit", "van-quan")
    good("answer", signed, "1.2.2", "count=0")
    good("export", signed, "-o", here / "signed-1.zip")
    good("answer", signed, "1.2.2", "count=1")
    good("answer", signed, "1.5", "count=1")
    good("evidence", "add", signed, "--title", "Sổ")
    good("lock", signed, "--name", "A", "--title", "Chủ tịch", "--place", "Văn Quan")
    good("export", signed, "-o", here / "signed-2.zip")
    good("unlock", signed)
    good("answer", signed, "1.2.2", "count=0")
    good("evidence", "add", signed, "--title", "Sổ khác")
    coming = here / "coming"
    good("next", done, coming, "--year", "2024", "--standings", "lang-son-2022")
    good(
        "task", "set", signed, "1.2.2", "--cause", "objective", "--reason", "A", "--work", "B",
        "--product", "C", "--lead", "D", "--with", "E", "--due", "2024-06-30",
    )  # fmt: skip
    damaged = min((signed / "backups").iterdir())
    damaged.write_bytes(b"x")
    good("lock", signed, "--name", "A", "--title", "Chủ tịch", "--place", "Văn Quan")
    results = result_answers(here)
    table = here / "xa.csv"
    table.write_text("Tên đơn vị;Hạng\nXã A;1\n", encoding="utf-8")
    return {
        "status": [
            *(call("status", one, "--json").json for one in (folder, alone, done, signed)),
            *results.pop("status"),
        ],
        "figures": [call("figures", one, "--json").json for one in (folder, alone)],
        "history": [good("history", signed, "--json").json],
        "changes": [good("changes", signed, "--json").json],
        "explain": [
            *(call("explain", one, r, "--json").json for one in (folder, done) for r in rows),
            weighed(here / "weighed"),
        ],
        "check": [call("check", one, "--json").json for one in (folder, done, alone)],
        "past show": [good("past", "show", one, "--json").json for one in (coming, alone)],
        "task list": [good("task", "list", signed, "--json").json],
        "plan": [
            call("plan", done, "--json").json,
            call("plan", done, "--rank", "1", "--json").json,
            call("plan", running, "--index", "100", "--json").json,
            call("plan", folder, "--index", "100", "--json").json,
        ],
        "evidence list": [call("evidence", "list", folder, "--json").json],
        "evidence needed": [call("evidence", "needed", folder, "--json").json],
        "evidence todo": [call("evidence", "todo", one, "--json").json for one in (folder, done)],
        **results,
        "export": [
            good("export", folder, "--json").json,
            good("export", folder, "--light", "-o", here / "light.zip", "--json").json,
        ],
        "verify": [
            call("verify", hand_ins[0], "--json").json,
            call("verify", hand_ins[0], "--code", "1", "--json").json,
            call("verify", bad, "--json").json,
            call("verify", here / "signed-2.zip", "--json").json,
            call("verify", here / "light.zip", "--json").json,
        ],
        "merge": [
            call("merge", here / "r1", *hand_ins, "--json").json,
            call("merge", here / "r2", *split, bad, "--json").json,
        ],
        **part_answers(here),
        **{name: list(map(parsed, said)) for name, said in teller.said.items()},
        "roster show": [good("roster", "show", "lang-son-11-huyen", "--json").json],
        "roster check": [call("roster", "check", table, "--json").json],
        "rubric show": [good("rubric", "show", RUBRIC, "--json").json],
        "rubric diff": [
            call("rubric", "diff", RUBRIC, RUBRIC, "--json").json,
            call("rubric", "diff", RUBRIC, "mau-ngan", "--json").json,
            call("rubric", "diff", RUBRIC, new_edition(here / "moi.toml"), "--json").json,
        ],
        "rubric migrate": [
            good("rubric", "migrate", folder, here / "moi.toml", "--preview", "--json").json,
            good("rubric", "migrate", folder, here / "moi.toml", "--json").json,
        ],
        "rubric import": [
            good("rubric", "import", one, "--look", "--json").json for one in annexes(here)
        ],
        "rubric check": [call("rubric", "check", faulty, "--json").json],
        **workshop_answers(here),
    }


def workshop_answers(here: Path) -> dict[str, list[Any]]:
    """Return what the commands of a workshop print, with and without what a trainer allows."""
    bad = here / "kem.toml"
    bad.write_text("format = 1", encoding="utf-8")
    groups = [here / "nhom", here / "nhom-kin"]
    for folder, allowed in zip(groups, (("--hints", "--why"), ()), strict=True):
        session = here / f"lop-{folder.name}"
        good("workshop", "new", session, "--pack", "suoi-may-30-phut", *allowed)
        (file,) = session.glob("*.zip")
        good("workshop", "start", file, folder, "--group", "Nhóm 1")
        good("answer", folder, "1.2.1", "count=1")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARSELF_RUBRICS", str(here / "rieng"))
        (here / "rieng" / "workshop").mkdir(parents=True)
        shutil.copy(bad, here / "rieng" / "workshop")
        listed = call("workshop", "list", "--json").json
    return {
        "workshop list": [listed],
        "workshop check": [call("workshop", "check", "suoi-may-30-phut", bad, "--json").json],
        "workshop hint": [call("workshop", "hint", f, "1.2.1", "--json").json for f in groups],
        "workshop why": [call("workshop", "why", f, "1.2.1", "--json").json for f in groups],
        "workshop export": [good("workshop", "export", groups[0], "--json").json],
        **class_answers(here / "class"),
    }


def class_answers(here: Path) -> dict[str, list[Any]]:
    """Return what a trainer is told of a class, before anything is revealed and after each step."""
    here.mkdir()
    room = Class(here)
    room.filled(4)
    group = room.answered(room.group("nhom-10"))
    twin = load(shutil.copytree(group.path, here / "nhom-10b"))
    room.hand_in(room.answered(twin, row_0=Open.UNKNOWN))
    room.hand_in(group)
    collected = [call("workshop", "collect", here / "lop", room.stick, "--once", "--json").json]
    board = ("workshop", "board", here / "lop", "--json")
    told = [good(*board).json]
    reveal = ("workshop", "reveal", here / "lop")
    good("workshop", "note", here / "lop", next(iter(room.key)), "Hạn nào?")
    for _step in range(2):
        good(*reveal)
        told.append(good(*board).json)
    for name in ("nhom-02", "nhom-03"):
        whole = room.hand_in(begin_second(load(here / name), now=NOW))
    (room.stick / "half.zip").write_bytes(whole.read_bytes()[:-9])
    late = room.answered(load(room.path / "nhom-01"), row_0=None)
    room.hand_in(late)
    collected.append(call("workshop", "collect", here / "lop", room.stick, "--once", "--json").json)
    good(*reveal)
    told.append(good(*board).json)
    return {"workshop collect": collected, "workshop board": told}


def parsed(told: Call) -> Any:
    return told.json


def result_answers(here: Path) -> dict[str, list[Any]]:
    """What receiving results and replying prints: twice, of which the second says otherwise."""
    unit, ky, place = begun(here / "result"), here / "result-round", here / "results"
    good("answer", unit, "3.4.1", "part=99", "whole=100")
    good("answer", unit, "1.5", "count=2")
    good("export", unit, "-o", here / "result-1.zip")
    good("merge", ky, here / "result-1.zip")
    good("round", "dates", ky, "--replies", "2024-02-25", "--why", "Kế hoạch")
    good("round", "appraise", ky, "van-quan", "3.4.1", "adjust", "--points", "1", "--why", "Cổng")
    good("round", "appraise", ky, "van-quan", "1.5", "ask", "--why", "Sáng kiến nào?")
    good("round", "way", ky, "1.6", "--case", "Không có", "--points", "0", "--why", "HD 5")
    good("round", "appraise", ky, "van-quan", "1.6", "adjust", "--way", "1")
    good("round", "remark", ky, "van-quan", "3.4.1", "Bổ sung", "--for-unit")
    (file,) = good(
        "round", "return", ky, "--unit", "van-quan", "--anyway", "-o", place, "--json"
    ).json["returns"]
    received = [good("receive", unit, file["file"], *more, "--json").json for more in LOOKED]
    replied = [good("reply", unit, "--json").json]
    replied.append(good("reply", unit, "3.4.1", "disagree", "--why", "Đã nộp", "--json").json)
    good("round", "appraise", ky, "van-quan", "3.4.1", "adjust", "--points", "2", "--why", "Cổng")
    (newer,) = good(
        "round", "return", ky, "--unit", "van-quan", "--anyway", "-o", place, "--json"
    ).json["returns"]
    received.append(good("receive", unit, newer["file"], "--json").json)
    received.append(call("receive", unit, file["file"], "--json").json)
    status = [good("status", unit, "--json").json]
    received += [published_result(unit, ky, place / points, points) for points in ("0.5", "1")]
    status.append(good("status", unit, "--json").json)
    replied.append(good("reply", unit, "--json").json)
    good("round", "close", ky, "--despite", "--why", "Thông báo")
    good("round", "publish", ky, "--why", "Đính chính")
    (last,) = good("round", "return", ky, "--anyway", "-o", place / "3", "--json").json["returns"]
    good("receive", unit, last["file"])
    replied.append(good("reply", unit, "1.6", "disagree", "--why", "Có sáng kiến", "--json").json)
    good("export", unit, "-o", here / "appeal.zip")
    door = ("round", "appeal", "receive", ky, here / "appeal.zip", "--json")
    appeals = [call(*door).json for _twice in range(2)]
    return {
        "receive": received,
        "reply": replied,
        "status": status,
        "round appeal receive": appeals,
    }


def published_result(unit: Path, ky: Path, place: Path, points: str) -> Any:
    """Give a row its points, publish, and let the unit receive the result; return the answer."""
    why = ("--why", "Kiến nghị")
    good("round", "survey", "setting", ky, "--not-held", *why)
    good("round", "dates", ky, "--appeals", "2024-03-25", *why)
    good("round", "survey", "set", ky, "van-quan", "3.5.2", "choice=tot", *why)
    good("round", "appraise", ky, "van-quan", "1.5", "adjust", "--points", points, *why)
    good("round", "close", ky, "--despite", *why)
    good("round", "publish", ky, *why)
    appeal = ("round", "appeal")
    good(*appeal, "note", ky, "van-quan", "3.4.1", *why, "--date", "2024-03-05")
    good(*appeal, "decide", ky, "van-quan", "3.4.1", "--points", "2.5", *why, "--despite")
    (sent,) = good("round", "return", ky, "--anyway", "-o", place, "--json").json["returns"]
    good("round", "reopen", ky, *why)
    return good("receive", unit, sent["file"], "--json").json


LOOKED = (("--look",), (), ())
"""A result looked at, received, and come once more."""


def part_answers(here: Path) -> dict[str, list[Any]]:
    """What the commands about parts print of a department that came back twice."""
    desk = begun(here / "parts-desk")
    listed = call("part", "split", desk, "--json").json
    out = call("part", "split", desk, "--department", "tc-kh", "--json").json
    part = Path(out["given"][0]["file"])
    good("answer", part, "6.1", "part=950", "whole=100")
    good("answer", desk, "6.1", "part=90", "whole=100")
    good("part", "split", desk, "--department", "tu-phap", "--xlsx", "-o", here / "tp.xlsx")
    spoilt = filled_in(here / "tp.xlsx", {"2.1.1|value.part": "nhiều"})
    joined = [
        call("part", "join", desk, part, spoilt, "--preview", "--json").json,
        call("part", "join", desk, part, spoilt, "--json").json,
        call("part", "join", desk, part, "--all-theirs", "--json").json,
    ]
    return {
        "part split": [listed, out],
        "part join": joined,
        "part ledger": [call("part", "ledger", desk, "--json").json],
    }


def test_every_command_with_json_is_documented(answers: dict[str, list[Any]]) -> None:
    assert set(TABLES) == set(answers)
    # They print objects of `… show`, whose section says so.
    assert set(TABLES) == with_json() - {"rubric list", "roster list"}


def with_json() -> set[str]:
    return {
        " ".join(words)
        for words in COMMANDS
        if any("--json" in param.opts for param in found(words).params)
    }


def test_every_command_takes_json_or_is_listed_with_the_reason_why_not() -> None:
    """A command of a round always does."""
    rows = re.findall(r"^\| (`.+?`) \| (.+?) \|$", WITHOUT, re.MULTILINE)
    listed = [name for names, _reason in rows for name in re.findall(r"`([^`]+)`", names)]
    assert sorted(listed) == sorted({" ".join(words) for words in COMMANDS} - with_json())
    assert [name for name in listed if name.startswith("round ")] == []


def weighed(folder: Path) -> Any:
    """Return what is explained of a row that counts for another one that does not apply."""
    rubric = Path(__file__).parents[1] / "rubric" / "data" / "sections.toml"
    good("new", folder, "--rubric", rubric, "--unit", "van-quan")
    good("answer", folder, "I.1", "--not-applicable")
    good("answer", folder, "I.2", "points=4")
    return good("explain", folder, "I.2", "--json").json


@pytest.mark.parametrize("command", sorted(TABLES))
def test_every_field_is_documented_and_of_its_type(
    command: str, answers: dict[str, list[Any]]
) -> None:
    for answer in answers[command]:
        for path, value in fields(answer):
            assert path in TABLES[command], path
            assert is_of(value, TABLES[command][path]), (path, value)


# Lists that only a lost document, a strange computer or equal points would fill.
NOT_MET = {
    "missing[]", "notes[]", "landed[].notes[]", "given[].missing[]", "files[].notes[]",
    "files[].missing[]", "returns[].withheld.to_review[]", "returns[].withheld.differing[]",
    "ties[].place", "ties[].by_rounding", "ties[].units", "ties[].units[]", "not_counted[]",
    "moved.to_wrong[]",
    "units[].held[].class", "units[].held[].zero", "units[].held[].penalties",
}  # fmt: skip


@pytest.mark.parametrize("alike", sorted(ALIKE))
def test_every_documented_field_is_printed(
    alike: tuple[str, ...], answers: dict[str, list[Any]]
) -> None:
    printed = {path for name in alike for one in answers[name] for path, _ in fields(one)}
    assert not set(ALIKE[alike]) - printed - NOT_MET


@pytest.mark.parametrize("command", sorted(TABLES))
def test_the_same_fields_are_always_there(command: str, answers: dict[str, list[Any]]) -> None:
    assert len({tuple(answer) for answer in answers[command]}) == 1


def test_rubric_list_holds_one_object_per_rubric_as_show_prints_it() -> None:
    listed = good("rubric", "list", "--json").json["rubrics"]
    assert good("rubric", "show", RUBRIC, "--json").json in listed


def test_probabilities_are_one_for_each_place_and_sum_to_one(
    answers: dict[str, list[Any]],
) -> None:
    from decimal import Decimal

    rank = answers["status"][0]["rank"]
    assert len(rank["probabilities"]) == rank["of"] == 11
    assert sum(map(Decimal, rank["probabilities"])) == 1


def test_what_is_not_known_is_null(answers: dict[str, list[Any]]) -> None:
    without_table = answers["status"][1]
    assert set(without_table["rank"].values()) == {None}
    assert without_table["standings"] == {"year": None, "status": None}


def test_the_figures_are_those_of_the_folder(province: demo.Demo) -> None:
    shown = good("status", province.open_folder, "--json").json
    items, points = shown["items"], shown["points"]
    assert (shown["unit"], shown["year"], shown["purpose"]) == ("van-quan", 2023, "practice")
    assert (items["total"], items["awaiting"]) == (67, 9)
    assert items["answered"] + items["open"] == 67
    assert float(points["floor"]) <= float(points["projected"]) <= float(points["ceiling"])
    assert shown["standings"] == {"year": 2022, "status": "illustrative"}


def test_the_inverse_adds_up_with_the_points(begun: Path) -> None:
    good("answer", begun, "3.4.1", "part=12301", "whole=12450")
    shown = good("explain", begun, "3.4.1", "--lang", "vi", "--json").json
    assert (shown["points"], shown["max"]) == ("2.96", "3.00")
    assert shown["values"] == {"part": 12301, "whole": 12450}
    kinds = [step["kind"] for step in shown["derivation"]]
    assert kinds == ["ratio", "proportional-from", "product"]
    assert "; ".join(shown["steps"]) == (
        "12.301/12.450 = 98,80%, từ 95% trở lên: tính theo tỷ lệ; 3,00 × 98,80% = 2,96 điểm"
    )
    assert shown["to_next"]["amount"] == "149"
    assert (shown["to_next"]["points"], shown["to_next"]["gain"]) == ("3.00", "0.04")


def test_an_error_leaves_stdout_empty(tmp_path: Path) -> None:
    for words in (("status", tmp_path), ("explain", tmp_path, "1.1"), ("export", tmp_path)):
        result = call(*words, "--json")
        assert result.code == 2
        assert not result.out
        assert result.err


def test_what_is_refused_leaves_stdout_empty_and_is_told_on_stderr(teller: Teller) -> None:
    told = [one for refused in teller.refusals.values() for one in refused]
    assert len(told) > 40
    assert all(one.code and not one.out and one.err for one in told)
