"""What an index is made of, in words, for every face."""

from collections.abc import Iterator
from decimal import Decimal

from parself.errors import Message, say
from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.rubric import model as m
from parself.rubric.peers import Standings
from parself.scoring.score import Basis, Scores

_SIGNS = {"bonus": "+", "penalty": "−"}


def adjustment_words(rubric: m.Rubric, scores: Scores) -> str:
    """Say which bonus and penalty rows move the index, and what counts of them; else nothing."""
    listed = [
        f"{row.id} {_SIGNS[row.kind]}{show_decimal(found.points)}"
        + (f" ({_('estimate')})" if found.basis is Basis.ESTIMATE else "")
        for row in rubric.adjustments
        if (found := scores.expected.get(row.id)) is not None and found.points
    ]
    if not listed:
        return ""
    said = say(
        "Bonus and penalty: {listed}. Counted: +{bonus:points} −{penalty:points};"
        " in the projection: +{bonus_then:points} −{penalty_then:points}",
        listed=", ".join(listed),
        bonus=scores.claimed.bonus,
        penalty=scores.claimed.penalty,
        bonus_then=scores.projected.bonus,
        penalty_then=scores.projected.penalty,
    )
    return render(said)


def index_words(scores: Scores) -> Iterator[str]:
    """Yield how an index comes out of points, where they differ, and what its two ends mean."""
    most = scores.applicable_max
    totals = (scores.claimed, scores.backed, scores.floor, scores.ceiling, scores.projected)
    if any(one.index is not None and one.index != one.points for one in totals):
        said = say(
            "Index = points ÷ {most:points} × 100, plus bonus, less penalty; from 0 to 100.",
            most=most,
        )
        yield render(said)
    yield from assumed_words(scores)
    if scores.floor.index != scores.ceiling.index:
        yield _(
            "Lowest: rows without points count 0, open penalties in full; highest: such rows and"
            " open bonuses count in full."
        )


def assumed_words(scores: Scores) -> Iterator[str]:
    """Yield which rows rest on what is assumed of other units, where any does."""
    rows = [row_id for row_id, row in scores.rows.items() if row.estimated is not None]
    if rows:
        said = say(
            "Provisional, by what is assumed of other units, and only in the projection: {rows}.",
            rows=", ".join(rows),
        )
        yield render(said)


def survey_words(scores: Scores, *, is_assumed: bool) -> Message | None:
    """Say that no survey is held, and whether that is only assumed; None where one is."""
    rows = [one for one in scores.rows.values() if one.is_unsurveyed]
    if not rows:
        return None
    points = sum((one.row.points for one in rows), Decimal(0))
    said = say("No survey is held: its {points:points} points leave the maximum.")
    if is_assumed:
        said = say(
            "Assumed, until the higher level says so: no survey is held, and its {points:points} "
            "points leave the maximum."
        )
    return Message(said.id, {"points": points})


def survey_told(scores: Scores) -> Message:
    """Say what the unit has just assumed of the survey."""
    not_held = survey_words(scores, is_assumed=True)
    return not_held or say("The survey is taken to be held.")


def carried_words(scores: Scores, standings: Standings | None) -> str:
    """Say that what is projected is last year's index alone, while no row says anything else."""
    index = scores.projected.index
    based = {scores.expected[id_].basis for id_ in scores.rows if id_ in scores.expected}
    if standings is None or index is None or based != {Basis.LAST_INDEX}:
        return ""
    said = say(
        "Nothing is scored yet: {index:points}% is the index of {year:none}.",
        index=index,
        year=standings.year,
    )
    return render(said)
