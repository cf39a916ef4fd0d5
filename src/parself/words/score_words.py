"""What bonus and penalty do to the index, in words, for every face."""

from parself.errors import say
from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.rubric import model as m
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
