"""The practice province's round, appraised half-way: something of everything to look at.

Ten of eleven units have handed in: one of them late, one within an extension, one a second time
after its first hand-in was looked at. Some rows are accepted, adjusted or asked about, some carry
remarks; survey points and reference figures are there for a part. All of it is the same each time.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final

from parself.assessment.model import Assessment, Purpose
from parself.demo.figures import YEAR, announced
from parself.province import agreeing, appraising
from parself.province.appraisal import write_step
from parself.province.appraising import Act, Judgement
from parself.province.board import appraised_rows
from parself.province.calendar import Dates, Extension
from parself.province.decisions import Cell, Verdict
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
MISSING: Final = "dinh-lap"
"""Its hand-in lies ready, but has not been landed."""
LATE: Final = "huu-lung"
EXTENDED: Final = "bac-son"
CORRECTED: Final = "cao-loc"
"""Hands in a second time, after its first hand-in was looked at."""
SECOND: Final = "bo-sung"
"""Folder of that hand-in, below those of the others."""
_DATES: Final = Dates(
    date(2024, 1, 2), date(2024, 1, 15), date(2024, 2, 15), date(2024, 2, 25), date(2024, 3, 10)
)
_ARRIVED: Final = {
    LATE: Arrival(date(2024, 1, 18), date(2024, 1, 17), "112/UBND-NV"),
    EXTENDED: Arrival(date(2024, 1, 19), date(2024, 1, 18), "87/UBND-NV"),
}
_USUAL: Final = Arrival(date(2024, 1, 12))
_CORRECTION: Final = Arrival(date(2024, 1, 14), date(2024, 1, 13), "45/UBND-NV")
_NOON: Final = datetime(2024, 1, 22, 14, 0)
_LOOKED_AT: Final = ("tp-lang-son", CORRECTED, "trang-dinh", "chi-lang", "van-quan")
"""Units whose first areas are appraised."""
_AREAS: Final = 4
_SURVEYED: Final = 8
"""Units whose survey points are known."""
_CORRECTED_ROWS: Final = ("1.4.1", "3.1.1")
"""Rows that the second hand-in answers otherwise."""


def make_round(
    path: Path,
    rubric: tuple[Rubric, bytes],
    roster: tuple[Roster, bytes],
    standings: tuple[Standings, bytes],
) -> None:
    """Make the round: its dates, and an extension."""
    create_round(
        path,
        rubric=rubric,
        roster=roster,
        standings=standings,
        year=YEAR,
        purpose=Purpose.PRACTICE,
        title="Các huyện, thành phố",
        dates=_DATES,
    )
    change = Change(OFFICER, datetime(2024, 1, 11, 9, 0), "Mất điện kéo dài do mưa đá")
    extension = Extension(EXTENDED, date(2024, 1, 20), change.why, "31/SNV-CCHC")
    extend(path, extension, change)


def corrected(assessment: Assessment) -> Assessment:
    """Return what a unit hands in the second time: one task fewer done in each of two rows."""
    for row in _CORRECTED_ROWS:
        answer = assessment.answers[row]
        part = answer.values["part"]
        assert isinstance(part, int), "the demo's own rows hold counts"
        fewer = evolve(answer, values={**answer.values, "part": part - 1})
        assessment = assessment.with_answer(row, fewer)
    return assessment


def appraise(path: Path, hand_ins: Path, standings: Standings) -> None:
    """Land the hand-ins of a folder, two of one unit, and appraise them half-way."""
    first = [one for one in sorted(hand_ins.glob("*.zip")) if not _is_of(one, MISSING)]
    usual = [one for one in first if not any(_is_of(one, code) for code in _ARRIVED)]
    _land(path, usual, _USUAL)
    for code, arrival in _ARRIVED.items():
        _land(path, [one for one in first if _is_of(one, code)], arrival)
    _enter_figures(path, standings)
    for number, decide in enumerate((_agree, _decide, _accept), start=1):
        act = Act(OFFICER, _NOON + timedelta(minutes=20 * number), f"demo-{number}")
        write_step(path, decide(open_overview(path), act))
    _land(path, sorted((hand_ins / SECOND).glob("*.zip")), _CORRECTION)


def _is_of(hand_in: Path, code: str) -> bool:
    return hand_in.stem.startswith(f"{code}-{YEAR}")


def _land(path: Path, hand_ins: Sequence[Path], arrival: Arrival) -> None:
    assert arrival.arrived is not None
    now = datetime.combine(arrival.arrived, _NOON.time())
    merge(path, hand_ins, arrival=arrival, who=OFFICER, now=now)


def _enter_figures(path: Path, standings: Standings) -> None:
    """Enter the survey points of some units, and figures of the province's own for two rows."""
    view = open_overview(path)
    units = view.round.roster.units[:_SURVEYED]
    entries = {unit.code: announced(view.round.rubric, unit, standings) for unit in units}
    write_survey(path, entries)
    references = (
        _reference(view, "3.4.1", "whole", "Cổng dịch vụ công tỉnh", {"chi-lang": 214}),
        _reference(view, "6.1", "part", "Kho bạc Nhà nước tỉnh", {"tp-lang-son": -1_250}),
    )
    write_references(path, references)


def _reference(
    view: Overview, row: str, key: str, source: str, differing: Mapping[str, int]
) -> Reference:
    """Return a figure as the units entered it, but for those that differ by so much."""
    entered = {code: facts.rows[row].figures.get(key) for code, facts in view.facts.items()}
    values = {
        code: value + differing.get(code, 0) for code, value in entered.items() if value is not None
    }
    return Reference(row, key, source, values)


def _agree(view: Overview, act: Act) -> list[Version]:
    """Agree on a way of scoring, and write remarks."""
    case = ("Kế hoạch không nêu sản phẩm của từng nhiệm vụ", Decimal("0.25"), "Thống nhất 22/01")
    lately = "Số liệu trên Cổng lấy ngày 15/01; hỏi lại đơn vị trước khi chấm."
    proof = "Gửi bổ sung kế hoạch tuyên truyền có dấu."
    return [
        agreeing.agree(view, "1.1.2", case, None, act),
        agreeing.remark(Cell("chi-lang", "3.4.1"), lately, Audience.INTERNAL, act),
        agreeing.remark(Cell("trang-dinh", "1.4.1"), proof, Audience.UNIT, act),
    ]


_JUDGED: Final[Sequence[tuple[str, str, Judgement]]] = (
    ("tp-lang-son", "1.1.2", Judgement(Verdict.ADJUST, Decimal("0.25"), way=1)),
    (
        "trang-dinh",
        "1.4.1",
        Judgement(Verdict.ADJUST, Decimal("0.25"), "Hai lớp tập huấn không có danh sách dự"),
    ),
    ("chi-lang", "3.4.3", Judgement(Verdict.ASK, reason="Nêu số hồ sơ trễ hạn đã xin lỗi")),
    ("van-quan", "2.2.2", Judgement(Verdict.ASK, reason="Gửi báo cáo theo dõi thi hành pháp luật")),
    (CORRECTED, "2.2.2", Judgement(Verdict.ADJUST, Decimal("0.25"), "Báo cáo không có kết quả")),
)


def _decide(view: Overview, act: Act) -> list[Version]:
    return [
        appraising.decide(view, Cell(unit, row), judgement, act) for unit, row, judgement in _JUDGED
    ]


def _accept(view: Overview, act: Act) -> list[Version]:
    """Accept the first areas of some units, all but what has to be looked at."""
    areas = {area.id for area in view.round.rubric.areas[:_AREAS]}
    rows = [row.id for row in appraised_rows(view.round.rubric) if row.id[:1] in areas]
    cells = [Cell(unit, row) for unit in _LOOKED_AT for row in rows]
    return list(appraising.accept_all_but(view, cells, act).decisions)
