"""A target of 78,60 with 78,82 to be had, one unit short of it in every way that there is.

Every row can be lifted by one of the ways that are easily overlooked, and all are needed: without
any single one the target is out of reach. What can be had is counted over all possible answers.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import product
from typing import Final

import pytest

from cli.shell import call, good
from parself.assessment import beginning, store
from parself.assessment.model import Answer, State
from parself.lift.way_up import Target, lift
from parself.rules.amounts import Value
from parself.scoring.score import score_row
from parself.view.view import View

D = Decimal
RUBRIC: Final = """\
format = 1
[rubric]
id = "moi-cach"
edition = "1"
status = "illustrative"
year = 2023
title = "Bộ tiêu chí thử mọi cách tăng điểm"
points = 25
roster = "lang-son-11-huyen"
rounding = { item = 0.01, total = 0.01 }
bonus_cap = 1
penalty_cap = 1
bands = [ { label = "Tốt", from = 80 }, { label = "Yếu", from = 0 } ]
[[department]]
id = "noi-vu"
title = "Phòng Nội vụ"
[[area]]
id = "1"
title = "Lĩnh vực"
points = 25
"""
ROW: Final = """
[[area.criterion]]
id = "{id}"
title = "Tiêu chí {id}"
points = {points}
department = "noi-vu"
evidence = ["Báo cáo"]
guidance = "Theo báo cáo."
provenance = "minh họa"
"""
OUTSIDE: Final = """
[[area.criterion]]
id = "1.8"
title = "Điều tra xã hội học"
points = 8
source = "survey"
guidance = "Theo kết quả điều tra."
provenance = "minh họa"
measure = { kind = "survey" }
scale = { kind = "proportional" }
[[adjustment]]
id = "B1"
kind = "bonus"
title = "Sáng kiến"
points = 0.5
department = "noi-vu"
evidence = ["Quyết định"]
guidance = "Mỗi sáng kiến 0,5 điểm."
provenance = "minh họa"
measure = { kind = "count", title = "Số sáng kiến" }
scale = { kind = "per_case", each = 0.5 }
"""
CHECKLIST: Final = """measure = { kind = "checklist", parts = [
    { id = "a", title = "A", points = 0.5 }, { id = "b", title = "B", points = 1 },
    { id = "c", title = "C", points = 1.5 } ] }
"""
MEAN: Final = """measure = { kind = "mean", parts = [
    { id = "a", title = "A", part = "Đạt", whole = "Tổng", weight = 0.2 },
    { id = "b", title = "B", part = "Đạt", whole = "Tổng", weight = 0.3 },
    { id = "c", title = "C", part = "Đạt", whole = "Tổng", weight = 0.5 } ] }
scale = { kind = "all_or_nothing", at = 1 }
"""
NOT_ISSUED: Final = """measure = { kind = "date", title = "Ngày ban hành", \
due = { month = 3, day = 31 }, not_issued = "Chưa ban hành" }
scale = { kind = "bands", bands = [ { points = 2 }, { above = 0, points = 1 }, \
{ above = 15, points = 0 } ] }
"""
NOT_DONE: Final = """measure = { kind = "ratio", part = "Đạt", whole = "Tổng", \
not_done = "Không làm" }
scale = { kind = "proportional", zero_below = 0.8 }
"""
FEWER: Final = """measure = { kind = "count", title = "Số vụ", most = 4 }
scale = { kind = "bands", bands = [ { points = 2 }, { above = 0, points = 1 }, \
{ above = 2, points = 0 } ] }
"""
DEDUCTED: Final = """measure = { kind = "count", title = "Số báo cáo chậm", most = 4 }
scale = { kind = "deduct", each = 0.75 }
"""
GIVEN: Final = 'measure = { kind = "given", step = 0.5 }\n'


def days() -> list[dict[str, Value]]:
    return [{"date": date(2023, 3, 1) + timedelta(days=number)} for number in range(60)]


def shares() -> list[dict[str, Value]]:
    return [{"part": part, "whole": 20} for part in range(21)]


WAYS: Final[Sequence[tuple[str, str, list[dict[str, Value]]]]] = (
    ("3", CHECKLIST, [
        {"a": a, "b": not b, "c": c} for a, b, c in product((False, True), repeat=3)
    ]),
    ("2", MEAN, [
        {"a.part": a, "a.whole": 2, "b.part": b, "b.whole": 2, "c.part": c, "c.whole": 2}
        for a, b, c in product(range(3), repeat=3)
    ]),
    ("2", NOT_ISSUED, [{"not_issued": True}, *days()]),
    ("3", NOT_DONE, [{"not_done": True}, *shares()]),
    ("2", FEWER, [{"count": number} for number in (4, 3, 2, 1, 0)]),
    ("3", DEDUCTED, [{"count": number} for number in (4, 3, 2, 1, 0)]),
    ("2", GIVEN, [{"points": D(number) / 2} for number in range(5)]),
)  # fmt: skip
"""Each row's points, its rule and all its answers: the first is the present one."""
ESTIMATE: Final = D("2.58")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> store.Folder:
    home = tmp_path_factory.mktemp("ways")
    rows = (ROW.format(id=f"1.{at}", points=way[0]) + way[1] for at, way in enumerate(WAYS, 1))
    (home / "moi-cach.toml").write_text(RUBRIC + "".join(rows) + OUTSIDE, encoding="utf-8")
    begun = beginning.begin(home / "a", str(home / "moi-cach.toml"), "van-quan")
    held = begun.assessment.with_answer("1.8", Answer(estimate=ESTIMATE))
    for number, (_points, _rule, answers) in enumerate(WAYS, 1):
        answer = Answer(State.ANSWERED, answers[0], "Theo báo cáo.")
        held = held.with_answer(f"1.{number}", answer)
    return store.save(begun, held, now=datetime(2023, 2, 1))


def possible(folder: store.Folder) -> set[Decimal]:
    """Return every index that answers of all rows together can come to."""
    view = View(folder, folder.assessment)
    sums = {ESTIMATE}
    for number, (_points, _rule, answers) in enumerate(WAYS, 1):
        row = view.rubric.rows[f"1.{number}"]
        found = {
            score_row(row, Answer(State.ANSWERED, one), one, view.context, D("0.01")).points
            for one in answers
        }
        sums = {before + points for before in sums for points in found if points is not None}
    return {total * 4 + bonus for total in sums for bonus in (D(0), D("0.5"))}


def test_what_is_possible_is_78_82_and_nothing_else_reaches_78_60(folder: store.Folder) -> None:
    found = possible(folder)
    assert len(found) == 574
    assert max(found) == D("78.82")
    assert [index for index in found if index >= D("78.60")] == [D("78.82")]


def test_the_way_uses_every_row(folder: store.Folder) -> None:
    way = lift(View(folder, folder.assessment), Target(D("78.60")), date(2023, 2, 1))
    assert (way.is_reached, way.index) == (True, D("78.82"))
    assert [step.row.id for step in way.open] == ["B1"]
    steps = {step.row.id: step.gain for step in (*way.open, *way.now, *way.next_year)}
    # The parts of a checklist that are met stay met: 1 point of 3.
    whole = {f"1.{at}": D(way[0]) for at, way in enumerate(WAYS, 1)}
    assert steps == {**whole, "1.1": D(2), "B1": D("0.5")}


@pytest.mark.parametrize("day", [date(2023, 2, 1), date(2024, 2, 1)])
def test_every_target_is_judged_as_all_answers_judge_it(folder: store.Folder, day: date) -> None:
    found = possible(folder)
    view = View(folder, folder.assessment)
    for hundredths in range(7700, 7900, 9):
        target = D(hundredths) / 100
        way = lift(view, Target(target), day)
        assert way.is_reached == any(index >= target for index in found)
        assert way.index in found


def test_the_shell_says_78_82_and_not_out_of_reach(folder: store.Folder) -> None:
    told = good("plan", folder.path, "--index", "78.60", "--json").json
    assert (told["reached"], told["index"]) == (True, "78.82")
    said = good("plan", folder.path, "--index", "78.60").out
    assert "78,82" in said
    assert "out of reach" not in said
    assert call("plan", folder.path, "--index", "78.83", "--json").code == 1
