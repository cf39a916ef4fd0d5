"""What happened to a row in a season, in words for every face."""

from collections.abc import Mapping
from typing import Final

from parself.errors import Message, say
from parself.i18n import _, render
from parself.numerals import show_date, show_decimal
from parself.province.replay import Moment, Step
from parself.province.snapshot import PublishedUnit
from parself.text import sentence_case
from parself.words.appraisal_words import VERDICTS
from parself.words.publication_words import reason_words

_STEPS: Final[Mapping[Step, Message]] = {
    Step.CLAIMED: say("handed in, no. {n:none}"),
    Step.FIRST: say("first appraisal"),
    Step.BLIND: say("blind second look"),
    Step.RETURNED: say("result sent, no. {n:none}"),
    Step.REPLIED: say("replied, hand-in no. {n:none}"),
    Step.SECOND: say("second appraisal"),
    Step.APPEALED: say("appealed, publication no. {n:none}"),
    Step.WITHDRAWN: say("appeal withdrawn"),
    Step.RULED: say("appeal decided"),
    Step.PUT_IN: say("granted appeal put in"),
    Step.UNDONE: say("decision undone"),
    Step.RECALLED: say("result withdrawn, no. {n:none}"),
    Step.PUBLISHED: say("published, no. {n:none}"),
    Step.CORRECTED: say("corrected, publication no. {n:none}"),
}


def step_words(one: Moment) -> str:
    """Return what happened."""
    return render(Message(_STEPS[one.step].id, {"n": one.number}))


def said_words(one: Moment) -> str:
    """Return what was said with it: verdict and reason, agreement, or that proof was lacking."""
    said = one.why
    if one.verdict is not None:
        undone = f" ({_('undone since')})" if one.is_undone else ""
        verdict = f"{render(VERDICTS[one.verdict])}{undone}"
        if one.figure is not None:
            verdict += f": {render(say('figure {figure:count}', figure=one.figure))}"
        said = ". ".join(filter(None, (verdict, one.why)))
    elif one.stood is not None:
        said = ". ".join(filter(None, (_stood(one.stood, one.of), one.why)))
    elif one.agrees is not None:
        agrees = _("agrees") if one.agrees else _("disagrees")
        counted = "" if one.is_counted else f" ({_('does not count')})"
        said = ". ".join(filter(None, (f"{agrees}{counted}", one.why)))
    elif one.step is Step.RULED:
        granted = _("refused") if one.points is None else _("granted")
        said = ". ".join(filter(None, (granted, one.why)))
    elif one.is_backed is False:
        said = _("neither proof nor explanation")
    return said


def _stood(unit: PublishedUnit, of: int) -> str:
    """Return where a publication put a unit: index, place and class, or why it had no place."""
    if unit.place is None or unit.index is None:
        return render(say("not ranked: {why}", why=reason_words(unit)))
    words = say("{index:points}%, place {place} of {of}", index=unit.index, place=unit.place, of=of)
    return ", ".join(filter(None, (render(words), unit.band)))


def moment_words(one: Moment) -> str:
    """Return a moment as one line: day, what happened, points, who, what was said."""
    day = show_date(one.day) if one.when is not None else ""
    points = "" if one.points is None else show_decimal(one.points)
    told = (day, sentence_case(step_words(one)), points, one.who, said_words(one))
    return " · ".join(filter(None, told))
