"""Points that the province enters: a round worked out by hand, and what each face says of it.

The rubric has 10 points that units claim, 8 of a survey and 2 that the province grades; bonus is
capped at 0.5, penalty at 1.5. The unit claims 5.40; the survey gives 85 % of 8, so 6.80.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from parself import i18n
from parself.cli import survey_text
from parself.errors import UsageError
from parself.province.losing import reach
from parself.province.overview import Overview, open_overview
from parself.province.receiving import merge
from parself.province.returning import outgoing
from parself.province.stages import in_the_way
from parself.province.surveying import enter, set_held
from parself.province.terms import Change
from parself.province.todo import Kind, tasks
from parself.province.unit_figures import Figure
from parself.province.unranked import Why
from parself.province.why import expected_points, row_gaps
from parself.report import return_letter
from parself.rubric.identity import identity_of
from parself.rubric.load import rubric_from_bytes
from parself.rubric.peers import Unit
from parself.rules.amounts import Value
from parself.tables.paper import Paragraph
from province.conftest import Sent
from province.desks import judge
from submission.samples import NOW, RUBRIC, UNITS

UNIT = UNITS[0]
BECAUSE = Change("lan", NOW, "Quyết định số 5")
_COUNT = 'measure = { kind = "count", title = "Số lần", unit = "lần" }\n'
GRADED = (
    RUBRIC.replace(
        "points = 10\nroster", "points = 20\nbonus_cap = 0.5\npenalty_cap = 1.5\nroster", 1
    )
    + f"""
[[area]]
id = "2"
title = "Lĩnh vực hai"
points = 10

[[area.criterion]]
id = "2.1"
title = "Hài lòng"
points = 8
source = "survey"
measure = {{ kind = "survey" }}
scale = {{ kind = "proportional" }}

[[area.criterion]]
id = "2.2"
title = "Xếp loại"
points = 2
source = "appraiser"
[area.criterion.measure]
kind = "choice"
levels = [
    {{ id = "tot", title = "Tốt", points = 2 }},
    {{ id = "kem", title = "Kém", points = 0 }},
]

[[adjustment]]
id = "B1"
kind = "bonus"
title = "Sáng kiến"
points = 0.5
source = "appraiser"
{_COUNT}scale = {{ kind = "per_case", each = 0.5 }}

[[adjustment]]
id = "P1"
kind = "penalty"
title = "Chấm sai"
points = 1
source = "appraiser"
{_COUNT}scale = {{ kind = "per_case", each = 0.25 }}

[[adjustment]]
id = "P2"
kind = "penalty"
title = "Kỷ luật"
points = 1
department = "noi-vu"
evidence = ["Quyết định"]
{_COUNT}scale = {{ kind = "per_case", each = 1 }}
"""
)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    i18n.use("en")
    yield
    i18n.use(None)


@pytest.fixture
def ky(tmp_path: Path, sent: Sent) -> Path:
    """Make a round of one unit, with the survey entered and nothing else."""
    identity = identity_of(rubric_from_bytes(GRADED.encode(), where=""))
    merge(tmp_path / "ky", [sent(rubric_text=GRADED, identified=identity)], now=NOW)
    note(tmp_path / "ky", "2.1", percent=85)
    return tmp_path / "ky"


def note(ky: Path, row: str, **values: Value) -> None:
    enter(ky, [Figure(UNIT, row, key, value, row) for key, value in values.items()], BECAUSE)


def whole(ky: Path) -> Overview:
    """Grade 2 of 2, note 0.5 bonus and 3 × 0.25 penalty, and take 1 more in the appraisal."""
    note(ky, "2.2", choice="tot")
    note(ky, "B1", count=1)
    note(ky, "P1", count=3)
    judge(ky, "P2", "1")
    return open_overview(ky)


def unit_of(view: Overview) -> Unit:
    return view.round.roster.units[0]


def test_the_index_worked_out_by_hand(ky: Path) -> None:
    found = whole(ky).figures[UNIT]
    assert (found.claimed, found.appraised, found.expected) == tuple(
        map(Decimal, ("5.40", "2", "7.40"))
    )
    assert found.survey == Decimal("6.80")
    # 1.75 of penalty, up to its cap.
    assert (found.bonus, found.penalty) == (Decimal("0.5"), Decimal("1.5"))
    # 5.40 + 2 + 6.80 = 14.20 of 20 is 71.00; with 0.50 more and 1.50 less 70.00.
    assert (found.maximum, found.index) == (Decimal(20), Decimal("70.00"))


def test_what_is_expected_lies_within_what_the_appraisal_can_still_give(ky: Path) -> None:
    # 1.1 and 1.2 open: up to 6 and 4; 2.2 not graded: up to 2.
    assert reach(open_overview(ky), UNIT) == (Decimal(0), Decimal(12))
    view = whole(ky)
    assert reach(view, UNIT) == (Decimal(2), Decimal(12))
    judge(ky, "1.1", "5")
    judge(ky, "1.2", "0")
    view = open_overview(ky)
    assert reach(view, UNIT) == (Decimal(7), Decimal(7))
    assert view.figures[UNIT].expected == Decimal(7)


def test_a_penalty_that_the_province_enters_counts_up_to_the_cap(ky: Path) -> None:
    note(ky, "2.2", choice="tot")
    note(ky, "P1", count=1)
    found = open_overview(ky).figures[UNIT]
    assert (found.penalty, found.index) == (Decimal("0.25"), Decimal("70.75"))


def test_without_a_survey_only_its_own_rows_leave(ky: Path) -> None:
    whole(ky)
    set_held(ky, BECAUSE, is_held=False)
    found = open_overview(ky).figures[UNIT]
    # 7.40 of 12 is 61.666…; with 0.50 more and 1.50 less 60.67.
    assert (found.survey, found.maximum, found.index) == (Decimal(0), Decimal(12), Decimal("60.67"))
    view = open_overview(ky)
    value = outgoing(view, unit_of(view)).value
    assert set(value.survey) == {"2.2", "B1", "P1"}


def test_what_the_province_grades_is_entered_without_a_survey_too(ky: Path) -> None:
    set_held(ky, BECAUSE, is_held=False)
    assert open_overview(ky).figures[UNIT].lacking == ("2.2",)
    note(ky, "2.2", choice="tot")
    assert open_overview(ky).figures[UNIT].lacking == ()
    with pytest.raises(UsageError, match="No survey is held"):
        note(ky, "2.1", percent=90)


def test_a_row_that_the_province_has_not_graded_leaves_the_index_unknown(ky: Path) -> None:
    view = open_overview(ky)
    found = view.figures[UNIT]
    assert (found.survey, found.index, found.lacking) == (Decimal("6.80"), None, ("2.2",))
    lines = view.lines(NOW.date())
    assert Kind.SURVEY in {one.kind for one in tasks(view, lines)}
    why = {one.unit.code: one.why for one in in_the_way(view, NOW.date()).unranked}
    assert why[UNIT] is Why.SURVEY
    assert outgoing(view, unit_of(view)).withheld.survey == ("2.2",)


def test_a_bonus_or_penalty_that_nobody_entered_did_not_happen(ky: Path) -> None:
    note(ky, "2.2", choice="tot")
    view = open_overview(ky)
    assert (view.figures[UNIT].penalty, view.figures[UNIT].index) == (Decimal(0), Decimal("71.00"))
    assert expected_points(view, UNIT)["P1"] == 0
    assert {one.ours for one in row_gaps(view, UNIT, UNIT, "")} == {0}


def test_no_face_adds_a_penalty_to_the_survey(ky: Path) -> None:
    view = whole(ky)
    (line,) = (one for one in survey_text.survey(view) if one.startswith("Huyện a"))
    assert line.split()[2:] == ["2/2", "6,80", "2,00", "0,50", "0,75"]
    unit, round_ = unit_of(view), view.round
    value = outgoing(view, unit).value
    case = return_letter.LetterCase(value, unit, round_.rubric, round_.roster, NOW.date())
    told = " ".join(
        one.text for one in return_letter.report(case).blocks if isinstance(one, Paragraph)
    )
    assert "Survey points known so far: 6,80 (1 criteria)." in told
    assert "Scored above so far: 2,00 points (1 criteria)." in told
    assert "B1 0,50, P1 0,75" in told
