"""A round whose rows compare units: 1.2 with the mean of all, 1.3 with the best one."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from parself.assessment.model import Answer, State
from parself.province.appraising import ACCEPTED, Judgement, decide
from parself.province.decisions import Cell, Verdict
from parself.province.overview import Overview, open_overview
from parself.province.receiving import merge
from parself.province.work import decided
from parself.rubric.identity import RubricIdentity, scoring_hash
from parself.rubric.load import rubric_from_bytes
from submission.samples import NOW, RUBRIC, assessment, build, make_folder

_HEAD, _ROWS = RUBRIC.split('[[area.criterion]]\nid = "1.2"')
COMPARING = (
    _HEAD
    + """[[area.criterion]]
id = "1.2"
title = "Chỉ số đã công bố"
points = 2
department = "noi-vu"
measure = { kind = "peer_mean", value = "Chỉ số đã công bố", unit = "%", decimals = true }
scale = { kind = "all_or_nothing", at = 0 }
evidence = ["Báo cáo"]
no_incidence = "zero"
not_applicable = "unit"

[[area.criterion]]
id = "1.3"
title = "Tài khoản định danh"
points = 2
department = "noi-vu"
measure = { kind = "peer_leader", value = "Tài khoản", target = 100, at_target = 0.5 }
scale = { kind = "proportional" }
evidence = ["Báo cáo"]
"""
)
MEAN, LEADER = "1.2", "1.3"
Figures = Mapping[str, str]
"""The published index of units, by code; the number of accounts is a hundred times its tenths."""


def comparing_identity() -> RubricIdentity:
    rubric = rubric_from_bytes(COMPARING.encode(), where="rubric.toml")
    return RubricIdentity("bo-mau", "1", scoring_hash(rubric))


def answered(value: str, **more: Decimal) -> Answer:
    values = {"value": Decimal(value), **more}
    return Answer(State.ANSWERED, values, explanation="Theo báo cáo.", who="Lan", when=NOW)


def hand_in(
    place: Path, unit: str, mean: str | None, leader: str | None, *, sequence: int = 1
) -> Path:
    """Make the hand-in of a unit with these figures; None leaves the row open."""
    held = assessment(unit, identified=comparing_identity())
    for row, value in ((MEAN, mean), (LEADER, leader)):
        held = held if value is None else held.with_answer(row, answered(value))
    name = f"{unit}-{sequence}-{mean}-{leader}"
    path = place / f"{name}.zip"
    folder = make_folder(place / name, held, rubric_text=COMPARING)
    path.write_bytes(build(folder, sequence=sequence))
    return path


def landed(round_: Path, *files: Path) -> Overview:
    merge(round_, list(files), now=NOW)
    return open_overview(round_)


def judge(round_: Path, unit: str, row: str, figure: str | None = None) -> Overview:
    """Accept a row, or adjust it to another figure."""
    judgement = ACCEPTED
    if figure is not None:
        judgement = Judgement(Verdict.ADJUST, reason="Số liệu", figure=Decimal(figure))
    return decided(
        round_, "", NOW, lambda view, act: [decide(view, Cell(unit, row), judgement, act)]
    )
