"""What happened to a row in a season, in words for every face."""

from collections.abc import Mapping
from typing import Final

from parself.errors import Message, say
from parself.i18n import _, render
from parself.numerals import show_date, show_decimal
from parself.province.replay import Moment, Step
from parself.text import sentence_case
from parself.words.appraisal_words import VERDICTS

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
}


def step_words(one: Moment) -> str:
    """Return what happened."""
    return render(Message(_STEPS[one.step].id, {"n": one.number}))


def said_words(one: Moment) -> str:
    """Return what was said with it: verdict and reason, agreement, or that proof was lacking."""
    said = one.why
    if one.verdict is not None:
        said = ". ".join(filter(None, (render(VERDICTS[one.verdict]), one.why)))
    elif one.agrees is not None:
        agrees = _("agrees") if one.agrees else _("disagrees")
        said = ". ".join(filter(None, (agrees, one.why)))
    elif one.step is Step.RULED:
        granted = _("refused") if one.points is None else _("granted")
        said = ". ".join(filter(None, (granted, one.why)))
    elif one.is_backed is False:
        said = _("neither proof nor explanation")
    return said


def moment_words(one: Moment) -> str:
    """Return a moment as one line: day, what happened, points, who, what was said."""
    day = show_date(one.day) if one.when is not None else ""
    points = "" if one.points is None else show_decimal(one.points)
    told = (day, sentence_case(step_words(one)), points, one.who, said_words(one))
    return " · ".join(filter(None, told))
