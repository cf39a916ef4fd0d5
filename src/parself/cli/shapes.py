"""What ``--json`` prints: plain tables built from values, as docs/json.md describes them.

Counts, places, years and sequence numbers are whole numbers; points, percentages and
probabilities are strings with a dot, so that no reader rounds them; what is not known is
null. Pure.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from parself.assessment.model import SignOff
from parself.errors import Problem
from parself.i18n import render, render_problem
from parself.numerals import round_half_up
from parself.rubric import model as m
from parself.rubric import peers
from parself.rubric.identity import scoring_hash
from parself.rules.amounts import Value
from parself.rules.rungs import Rung
from parself.scoring.score import RowScore, Scores, Total
from parself.standing.projection import Projection
from parself.submission.unpacked import last_hand_in
from parself.values import asdict, evolve
from parself.view.progress import Share, by_area, by_department
from parself.view.view import View
from parself.words.wording import derivation

if TYPE_CHECKING:
    from parself.lift.way_up import Climb, Gap, Lift
    from parself.province.receiving import Filed, MergeResult
    from parself.submission.bundle import Exported
    from parself.submission.inspector import Finding
    from parself.submission.intake import Bundle

Json = dict[str, object]

# From the most to the least reliable: a table is as good as its weakest figure.
_RELIABILITY: Final = (
    peers.FigureStatus.OFFICIAL,
    peers.FigureStatus.DECLARED,
    peers.FigureStatus.ILLUSTRATIVE,
    peers.FigureStatus.UNKNOWN,
)


def figure(value: Decimal | None) -> str | None:
    """Return points or a percentage: a dot and at least two decimals; None stays None."""
    if value is None:
        return None
    whole, _, decimals = f"{value:f}".partition(".")
    return f"{whole}.{decimals:0<2}"


def status(view: View) -> Json:
    """Return how far an assessment is and where that puts the unit."""
    progress = view.progress()
    return {
        "unit": view.unit.code,
        "year": view.assessment.year,
        "purpose": view.assessment.purpose.value,
        "rubric": rubric_head(view.rubric),
        "items": {
            "total": progress.total,
            "answered": progress.answered,
            "open": progress.open,
            "flagged": progress.flagged,
            "awaiting": progress.awaiting,
        },
        "points": {
            **{name: figure(total.points) for name, total in _totals(view.scores)},
            "applicable_max": figure(view.scores.applicable_max),
        },
        "index": {name: figure(total.index) for name, total in _totals(view.scores)},
        "rank": _rank(view.projection),
        "standings": _standings(view.folder.standings),
        "data_date": _day(view.assessment.data_date),
        "position": view.assessment.position or None,
        "hand_in": last.sequence if (last := last_hand_in(view.folder)) else None,
        "areas": [_share(one) for one in by_area(view)],
        "departments": [_share(one) for one in by_department(view)],
        "locked": view.assessment.locked,
        "sign_off": signed(view.assessment.sign_off),
        "asked": asked(view.asked),
    }


def asked(found: "Iterable[Finding]") -> list[Json]:
    """Return the contradictions and unlikely inputs that stand."""
    return [
        {"key": one.key, "rows": list(one.rows), "message": render(one.message)} for one in found
    ]


def _share(one: Share) -> Json:
    return {
        "id": one.id,
        "title": one.title,
        "total": one.progress.total,
        "answered": one.progress.answered,
        "claimed": figure(one.points.claimed),
        "backed": figure(one.points.backed),
        "max": figure(one.points.maximum),
        "max_by_others": figure(one.points.by_others),
    }


def signed(sign_off: SignOff | None) -> Json | None:
    """Return who signed, and when."""
    if sign_off is None:
        return None
    return {**asdict(sign_off), "signed": sign_off.signed.isoformat()}


def _totals(scores: Scores) -> tuple[tuple[str, Total], ...]:
    return (
        ("claimed", scores.claimed),
        ("backed", scores.backed),
        ("floor", scores.floor),
        ("ceiling", scores.ceiling),
        ("projected", scores.projected),
    )


_RANK_KEYS: Final = (
    "of",
    "best",
    "worst",
    "projected",
    "projected_best",
    "projected_worst",
    "unknown",
    "probabilities",
)


def _rank(projection: Projection | None) -> Json:
    if projection is None:
        return dict.fromkeys(_RANK_KEYS)
    chances, expected = projection.probabilities, projection.expected
    return {
        "of": projection.of,
        "best": projection.best,
        "worst": projection.worst,
        "projected": projection.projected,
        "projected_best": expected.best if expected else None,
        "projected_worst": expected.worst if expected else None,
        "unknown": projection.unknown,
        "probabilities": None if chances is None else [f"{chance:.4f}" for chance in chances],
    }


def _standings(standings: peers.Standings | None) -> Json:
    if standings is None:
        return {"year": None, "status": None}
    weakest = max((unit.status for unit in standings.units), key=_RELIABILITY.index)
    return {"year": standings.year, "status": weakest.value}


def rubric_head(rubric: m.Rubric) -> Json:
    """Return what identifies a rubric."""
    return {"id": rubric.id, "edition": rubric.edition, "status": rubric.status.value}


def explain(view: View, row_id: str) -> Json:
    """Return what one row is worth and why."""
    scored = view.scores.rows[row_id]
    answer = view.assessment.answer(row_id)
    inverse = view.inverse(row_id)
    return {
        "item": row_id,
        "title": scored.row.title,
        "source": scored.row.source.value,
        "state": scored.state.value,
        "points": figure(scored.points),
        "max": figure(scored.row.points),
        "backed": scored.backed,
        "estimate": figure(answer.estimate),
        "values": {key: entered(value) for key, value in view.values(row_id).items()},
        "steps": list(derivation(scored.steps)),
        "derivation": [
            {"kind": step.kind.name, "text": render(step.sentence()).strip()}
            for step in scored.steps
        ],
        "to_next": _rung(inverse.next if inverse else None, scored, view.rubric),
        "to_full": _rung(inverse.full if inverse else None, scored, view.rubric),
        "asked": asked(one for one in view.asked if row_id in one.rows),
    }


def _rung(rung: Rung | None, scored: RowScore, rubric: m.Rubric) -> Json | None:
    if rung is None:
        return None
    points = round_half_up(rung.points, rubric.rounding.item)
    return {
        "move": rung.move.value,
        "label": rung.label,
        "amount": None if rung.amount is None else _plain(rung.amount),
        "unit": rung.unit,
        "points": figure(points),
        "gain": figure(points - (scored.points or Decimal(0))),
    }


def _plain(amount: Fraction) -> str:
    return f"{Decimal(amount.numerator) / Decimal(amount.denominator):f}"


def entered(value: Value) -> object:
    """Return an entered value: counts as numbers, other figures as text with a dot, ISO dates."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def rubric(rubric: m.Rubric) -> Json:
    """Return a rubric's identity and size."""
    items = tuple(rubric.items())
    criteria = [criterion for area in rubric.areas for criterion in area.criteria]

    def points(source: m.Source) -> str | None:
        return figure(sum((i.points for i in items if i.source is source), Decimal(0)))

    return {
        **rubric_head(rubric),
        "scoring_hash": scoring_hash(rubric),
        "year": rubric.year,
        "title": rubric.title,
        "roster": rubric.roster,
        "standings": rubric.standings or None,
        "areas": len(rubric.areas),
        "criteria": len(criteria),
        "sub_criteria": sum(len(one.items) for one in criteria if not one.is_item),
        "items": len(items),
        "points": {
            "total": figure(rubric.points),
            "self": points(m.Source.SELF),
            "survey": points(m.Source.SURVEY),
            "appraiser": points(m.Source.APPRAISER),
        },
    }


def problems(found: Iterable[Problem]) -> list[Json]:
    """Return what is wrong: each with its place and what to do."""
    return [
        {
            "where": problem.where,
            "what": render(problem.what),
            "todo": None if problem.todo is None else render(problem.todo),
        }
        for problem in found
    ]


def checked(file: str, kind: str | None, found: Sequence[Problem]) -> Json:
    """Return what the checker found in one file."""
    return {"file": file, "kind": kind, "ok": not found, "problems": problems(found)}


def exported(done: "Exported") -> Json:
    """Return where a hand-in was written, its number and its code."""
    return {
        "file": str(done.path),
        "unit": done.bundle.unit.code,
        "year": done.bundle.year,
        "sequence": done.bundle.sequence,
        "new": done.is_new,
        "code": done.bundle.code(),
        "missing": [document.id for document in done.missing],
        "volume": str(done.volume) if done.volume is not None else None,
        "asked": asked(View(done.folder, done.folder.assessment).asked),
    }


def verified(
    bundle: "Bundle | None", code: str | None, found: Sequence[Problem], code_matches: bool | None
) -> Json:
    """Return what a hand-in says it is and what is wrong with it."""
    return {
        "ok": not found,
        "kind": bundle.kind if bundle else None,
        "unit": bundle.unit.code if bundle else None,
        "year": bundle.year if bundle else None,
        "purpose": bundle.purpose.value if bundle else None,
        "rubric": rubric_head(bundle.rubric) if bundle else None,
        "sequence": bundle.sequence if bundle else None,
        "code": code,
        "code_matches": code_matches,
        "sign_off": signed(bundle.assessment.sign_off) if bundle else None,
        "separate": [document.id for document in bundle.separate] if bundle else [],
        "problems": problems(found),
        "notes": [render(note) for note in bundle.notes] if bundle else [],
        "findings": [finding(one, bundle.assessment.waivers) for one in bundle.findings]
        if bundle
        else [],
    }


def lifted(found: "Lift | None", gaps: Iterable["Gap"], *, closed: bool) -> Json:
    """Return the gaps, and the cheapest way to a target where there is one."""
    return {
        "target": figure(found.target.index) if found else None,
        "target_rank": found.target.place if found else None,
        "target_is_sure": found.target.is_sure if found else None,
        "needed": figure(found.needed) if found else None,
        "reached": found.is_reached if found else None,
        "index": figure(found.index) if found else None,
        "rank": found.places.exact if found and found.places else None,
        "rank_best": found.places.best if found and found.places else None,
        "rank_worst": found.places.worst if found and found.places else None,
        "open": climbs(found.open) if found else [],
        "proof": [row.id for row in found.proof] if found else [],
        "now": climbs(found.now) if found else [],
        "next_year": climbs(found.next_year) if found else [],
        "gaps": [_gap(one, closed=closed) for one in gaps],
    }


def _gap(one: "Gap", *, closed: bool) -> Json:
    """Return a row whose points are not reached."""
    from parself.lift.wording import gap_words

    return {
        "item": one.row.id,
        "lost": figure(one.lost),
        "words": gap_words(one, closed=closed),
    }


def climbs(found: Iterable["Climb"]) -> list[Json]:
    """Return the steps of one kind."""
    return [_climb(climb) for climb in found]


def _climb(climb: "Climb") -> Json:
    from parself.lift.wording import rung_words

    return {
        "item": climb.row.id,
        "gain": figure(climb.gain),
        "effort": climb.effort,
        "rungs": climb.rungs,
        "cost": climb.cost,
        "step": rung_words(climb.rung),
    }


def finding(one: "Finding", waivers: Mapping[str, str]) -> Json:
    """Return one finding of the inspector, with the reason for which it was left, if any."""
    return {
        "key": one.key,
        "kind": one.kind.value,
        "severity": "error" if one.kind.is_error else "warning",
        "rows": list(one.rows),
        "message": render(one.message),
        "todo": render(one.todo),
        "waived": waivers.get(one.key),
    }


def merged(done: "MergeResult") -> Json:
    """Return what became of every file, and the ranking by claimed index."""
    found = done.results
    return {
        "landed": [_filed(one) for one in done.filed],
        "ranking": [
            {
                "rank": place.rank,
                "unit": place.unit.code,
                "index": figure(place.index),
                "points": figure(place.points),
            }
            for place in found.ranked
        ],
        "unranked": [unit.code for unit in found.unranked],
        "missing": [unit.code for unit in found.missing],
        "provisional": True,
        "round": {
            "year": done.round.year,
            "purpose": done.round.purpose.value,
            "rubric": rubric_head(done.round.rubric),
            "roster": done.round.roster.id,
        },
    }


def _filed(one: "Filed") -> Json:
    return {
        "file": one.path.name,
        "unit": one.unit or None,
        "sequence": one.sequence,
        "outcome": one.outcome.value,
        "reason": " ".join(reason(problem) for problem in one.reasons),
        "notes": [render(note) for note in one.notes],
        "asked": asked(one.asked),
    }


def reason(problem: Problem) -> str:
    """Return a reason as one text: of its place, only what lies inside the file beside it."""
    _, _, inside = problem.where.partition(", ")
    return render_problem(evolve(problem, where=inside))
