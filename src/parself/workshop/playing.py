"""What the districts of a day come to: their assessments, totals, index and places. Pure.

The same rules score them that score any hand-in; nothing is computed a second way.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from parself.assessment.model import (
    Answer,
    Assessment,
    Citation,
    Document,
    DocumentKind,
    Purpose,
    State,
)
from parself.errors import Problem, say
from parself.province.survey import summed, survey_points
from parself.rubric import model as m
from parself.rubric.identity import identity_of
from parself.rubric.offices import unit_office
from parself.rubric.peers import Unit
from parself.rules import checks
from parself.scoring.score import capped, claims_of, index
from parself.scoring.weights import weights_of
from parself.values import Frozen
from parself.workshop.districts import District, Entered, MishapKind
from parself.workshop.pack import Pack

HANDED_IN: Final = datetime(2024, 1, 10, 9, 0)
_REPORT: Final = "E-001"
_ONE_FOR_ALL: Final = "E-002"
MANY: Final = 14
"""Rows that stand on one report, where that is the mishap."""


class Outcome(Frozen):
    """What a district comes to."""

    claimed: Decimal
    appraised: Decimal
    survey: Decimal
    index: Decimal | None


def assessment_of(pack: Pack, district: District, *, best: str = "") -> Assessment:
    """Return a district's practice assessment; in the row `best` it claims the most after all."""
    less = {one.row: one for one in district.claims if one.row != best}
    entered = {one.row: less.get(one.row, one) for one in pack.best}
    is_overused = any(
        one.kind is MishapKind.OVERUSED and one.district == district.code for one in pack.mishaps
    )
    vague = {one.row for one in district.rulings[:MANY]} if is_overused else set()
    beside = {row.id for row in pack.rubric.adjustments}
    answers = {
        row: _answer(one, is_vague=row in vague, is_cited=row not in beside)
        for row, one in entered.items()
    }
    return Assessment(
        district.code,
        pack.rubric.year,
        identity_of(pack.rubric),
        Purpose.PRACTICE,
        data_date=date(pack.rubric.year, 12, 31),
        answers=dict(sorted(answers.items())),
        documents=tuple(_documents(pack, district, is_overused=is_overused)),
        edited=HANDED_IN,
    )


def _answer(one: Entered, *, is_vague: bool, is_cited: bool) -> Answer:
    proof = Citation(_ONE_FOR_ALL) if is_vague else Citation(_REPORT, section=f"mục {one.row}")
    return Answer(one.state, one.inputs, citations=(proof,) if is_cited else (), when=HANDED_IN)


def _documents(pack: Pack, district: District, *, is_overused: bool) -> Iterator[Document]:
    unit = pack.roster.unit(district.code)
    issuer = unit.full if unit else ""
    paper = unit_office(pack.roster, unit).numbered("BC") if unit else "BC"
    year = pack.rubric.year
    named = [(_REPORT, "Hồ sơ tài liệu kiểm chứng năm", f"41/{paper}")]
    if is_overused:
        named.append((_ONE_FOR_ALL, "Báo cáo công tác cải cách hành chính năm", f"512/{paper}"))
    for name, title, number in named:
        yield Document(
            name,
            DocumentKind.ON_FILE,
            title=f"{title} {year}",
            number=number,
            issued=date(year, 12, 20),
            issuer=issuer,
        )


def outcome(pack: Pack, unit: Unit, district: District) -> Outcome:
    """Return what a district comes to once all is ruled and entered."""
    rubric = pack.rubric
    claims = claims_of(rubric, unit, assessment_of(pack, district))
    entered = survey_points(rubric, unit, district.entries, rubric.year)
    ruled = {one.row: one.points for one in district.rulings}
    points: dict[str, Decimal] = {
        row: ruled.get(row, found.points or Decimal(0))
        for row, found in claims.rows.items()
        if found.row.source is m.Source.SELF
    } | dict(entered)
    away = {
        row
        for row, found in claims.rows.items()
        if found.state is State.NOT_APPLICABLE and row not in ruled
    }
    weights = weights_of(rubric, away)
    items = [item for item in rubric.items() if item.id not in away]
    reached = weights.added({item.id: points.get(item.id, Decimal(0)) for item in items})
    most = weights.added({item.id: item.points for item in items})
    survey = summed(rubric, points, m.Source.SURVEY, weights)

    def worth(row: str) -> Decimal:
        return points.get(row, Decimal(0))

    bonus, penalty = (capped(rubric, kind, worth) for kind in ("bonus", "penalty"))
    found = index(reached, most, bonus, penalty, rubric.rounding.total)
    return Outcome(claims.claimed.points or Decimal(0), reached - survey, survey, found)


def district_faults(pack: Pack) -> checks.Faults:
    """Find every district that does not come to its figures, and mishaps of no district."""
    codes = {unit.code for unit in pack.roster.units}
    yield from checks.repeated((f"district[{one.code}].code", one.code) for one in pack.districts)
    for one in pack.mishaps:
        if one.district not in codes:
            yield _no_district(f"mishap[{one.kind.value}].district", one.district)
    known = {unit.code: unit for unit in pack.roster.units}
    found: dict[str, Outcome] = {}
    for district in pack.districts:
        at = f"district[{district.code}]"
        strange = [*_row_faults(pack, district, at)]
        yield from strange
        if district.code not in known:
            yield _no_district(f"{at}.code", district.code)
        elif not strange:
            found[district.code] = outcome(pack, known[district.code], district)
            yield from _figure_faults(at, district, found[district.code])
    if len(found) == len(pack.districts):
        yield from _place_faults(pack.districts, found)


def _no_district(at: str, code: str) -> Problem:
    what = say("The roster has no unit “{unit}”.", unit=code[:40])
    return Problem(what, at, say("Name a unit of the pack."))


def _row_faults(pack: Pack, district: District, at: str) -> checks.Faults:
    """Find rows that the rubric, or the best answers, do not have."""
    best = {one.row for one in pack.best}
    named = [
        *((f"{at}.claim[{one.row}]", one.row, one.row in best) for one in district.claims),
        *((f"{at}.ruling[{one.row}]", one.row, one.row in best) for one in district.rulings),
        *((f"{at}.announced", row, row in pack.rubric.rows) for row in district.entries),
    ]
    for place, row, is_known in named:
        if not is_known:
            what = say("The pack has no row {row}.", row=row[:40])
            yield Problem(what, place, say("Name rows that are scored."))


def _figure_faults(at: str, district: District, found: Outcome) -> checks.Faults:
    for name in ("claimed", "appraised", "survey", "index"):
        stated, scored = getattr(district, name), getattr(found, name)
        if stated != scored:
            what = say(
                "The rules give {scored:points} points, not {stated:points}.",
                scored=scored if scored is not None else Decimal(0),
                stated=stated,
            )
            todo = say("Correct the points, or what is entered.")
            yield Problem(what, f"{at}.{name}", todo)


def _place_faults(districts: Sequence[District], found: Mapping[str, Outcome]) -> checks.Faults:
    indices = [one.index or Decimal(0) for one in found.values()]
    for district in districts:
        ours = found[district.code].index or Decimal(0)
        place = 1 + sum(other > ours for other in indices)
        if place != district.place:
            what = say(
                "The district comes to place {place}, not {stated}.",
                place=place,
                stated=district.place,
            )
            yield Problem(what, f"district[{district.code}].place", say("Correct the place."))
