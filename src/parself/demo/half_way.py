"""The practice province's round, appraised half-way: something of everything to look at.

All units but one have handed in: one of them late, one within an extension, one a second time
after its first hand-in was looked at. Some rows are accepted, adjusted or asked about, some carry
remarks; survey points and reference figures are there for a part. All of it is the same each time.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from parself.assessment.model import Assessment, Purpose
from parself.demo.casts import Cast, Reading
from parself.demo.figures import announced
from parself.province import agreeing, appraising
from parself.province.appraisal import write_step
from parself.province.appraising import Act
from parself.province.board import appraised_rows
from parself.province.calendar import Extension
from parself.province.decisions import Cell
from parself.province.filing import Arrival
from parself.province.overview import Overview, open_overview
from parself.province.receiving import merge
from parself.province.reference import Reference, write_references
from parself.province.remarks import Audience
from parself.province.round import create_round
from parself.province.survey import write_survey
from parself.province.terms import Change, extend
from parself.province.versions import Version
from parself.rubric.model import Rubric
from parself.rubric.peers import Roster, Standings
from parself.values import evolve

OFFICER: Final = "Phòng CCHC"
SECOND: Final = "bo-sung"
"""Folder of the second hand-in of a unit, below those of the others."""
_AREAS: Final = 4
"""Areas of the units that are looked at which are appraised."""


class _Day(NamedTuple):
    """What comes on days of the season, told by the cast's year."""

    usual: Arrival
    correction: Arrival
    others: Mapping[str, Arrival]
    noon: datetime


def _days(cast: Cast) -> _Day:
    def day(number: int) -> date:
        return cast.january(number, 0).date()

    others = {
        cast.late: Arrival(day(18), day(17), "112/CV"),
        cast.extended: Arrival(day(19), day(18), "87/CV"),
    }
    correction = Arrival(day(14), day(13), "45/CV")
    return _Day(Arrival(day(12)), correction, others, cast.january(22, 14))


def make_round(
    path: Path,
    rubric: tuple[Rubric, bytes],
    roster: tuple[Roster, bytes],
    standings: tuple[Standings, bytes],
    cast: Cast,
) -> None:
    """Make the round: its dates, and an extension."""
    create_round(
        path,
        rubric=rubric,
        roster=roster,
        standings=standings,
        year=cast.year,
        purpose=Purpose.PRACTICE,
        title=cast.title,
        dates=cast.dates,
    )
    change = Change(OFFICER, cast.january(11, 9), "Mất điện kéo dài do mưa đá")
    until = cast.january(20, 0).date()
    extension = Extension(cast.extended, until, change.why, "31/SNV-CCHC")
    extend(path, extension, change)


def corrected(assessment: Assessment, cast: Cast) -> Assessment:
    """Return what a unit hands in the second time: one task fewer done in each of two rows."""
    for row in cast.corrected_rows:
        answer = assessment.answers[row]
        part = answer.values["part"]
        assert isinstance(part, int), "the demo's own rows hold counts"
        fewer = evolve(answer, values={**answer.values, "part": part - 1})
        assessment = assessment.with_answer(row, fewer)
    return assessment


def appraise(path: Path, hand_ins: Path, standings: Standings, cast: Cast) -> None:
    """Land the hand-ins of a folder, two of one unit, and appraise them half-way."""
    days = _days(cast)

    def of(code: str) -> list[Path]:
        return sorted(hand_ins.glob(f"{code}-{cast.year}*.zip"))

    apart = {one for code in (cast.missing, *days.others) for one in of(code)}
    usual = [one for one in sorted(hand_ins.glob("*.zip")) if one not in apart]
    _land(path, usual, days.usual, days.noon)
    for code, arrival in days.others.items():
        _land(path, of(code), arrival, days.noon)
    _enter_figures(path, standings, cast)
    for number, decide in enumerate((_agree, _decide, _accept), start=1):
        act = Act(OFFICER, days.noon + timedelta(minutes=20 * number), f"demo-{number}")
        write_step(path, decide(open_overview(path), act, cast))
    _land(path, sorted((hand_ins / SECOND).glob("*.zip")), days.correction, days.noon)


def _land(path: Path, hand_ins: Sequence[Path], arrival: Arrival, noon: datetime) -> None:
    assert arrival.arrived is not None
    now = datetime.combine(arrival.arrived, noon.time())
    merge(path, hand_ins, arrival=arrival, who=OFFICER, now=now)


def _enter_figures(path: Path, standings: Standings, cast: Cast) -> None:
    """Enter the survey points of some units, and figures of the province's own for two rows."""
    view = open_overview(path)
    units = view.round.roster.units[: cast.surveyed]
    entries = {unit.code: announced(view.round.rubric, unit, standings, cast) for unit in units}
    write_survey(path, entries)
    write_references(path, tuple(_reference(view, one) for one in cast.readings))


def _reference(view: Overview, one: Reading) -> Reference:
    """Return a figure as the units entered it, but for the one that differs."""
    entered = {code: facts.rows[one.row].figures.get(one.key) for code, facts in view.facts.items()}
    values = {
        code: value + (one.by if code == one.unit else 0)
        for code, value in entered.items()
        if value is not None
    }
    return Reference(one.row, one.key, one.source, values)


def _agree(view: Overview, act: Act, cast: Cast) -> list[Version]:
    """Agree on a way of scoring, and write remarks."""
    row, points = cast.agreed
    case = ("Kế hoạch không nêu sản phẩm của từng nhiệm vụ", points, "Thống nhất 22/01")
    lately = "Số liệu trên Cổng lấy ngày 15/01; hỏi lại đơn vị trước khi chấm."
    proof = "Gửi bổ sung kế hoạch tuyên truyền có dấu."
    internal, told = (Cell(*one) for one in cast.remarked)
    return [
        agreeing.agree(view, row, case, None, act),
        agreeing.remark(internal, lately, Audience.INTERNAL, act),
        agreeing.remark(told, proof, Audience.UNIT, act),
    ]


def _decide(view: Overview, act: Act, cast: Cast) -> list[Version]:
    return [
        appraising.decide(view, Cell(one.unit, one.row), one.judgement, act) for one in cast.judged
    ]


def _accept(view: Overview, act: Act, cast: Cast) -> list[Version]:
    """Accept the first areas of some units, all but what has to be looked at."""
    first = {item.id for area in view.round.rubric.areas[:_AREAS] for item in area.items}
    rows = [row.id for row in appraised_rows(view.round.rubric) if row.id in first]
    cells = [Cell(unit, row) for unit in cast.looked_at for row in rows]
    return list(appraising.accept_all_but(view, cells, act).decisions)
