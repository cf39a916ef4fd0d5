"""Appeals against what was published, in words for every face."""

from collections.abc import Iterator, Mapping
from typing import Final

from parself.errors import Message, say
from parself.i18n import _, render
from parself.numerals import show_date, show_decimal
from parself.province.appealing import deciders, others
from parself.province.appeals import Appealed, State
from parself.province.officers import called
from parself.province.overview import Overview
from parself.words.cell_words import Told, Tone

STATES: Final[Mapping[State, Message]] = {
    State.OPEN: say("waits for a decision"),
    State.GRANTED: say("granted, waits for the correction"),
    State.COUNTED: say("granted, in the appraisal"),
    State.REFUSED: say("refused"),
    State.WITHDRAWN: say("withdrawn by the unit"),
}


def state_words(one: Appealed) -> str:
    """Return how far an appeal is; one that came too late says so while it waits."""
    said = render(STATES[one.state])
    return f"{said}, {_('late')}" if one.is_late and one.state is State.OPEN else said


def letter_words(one: Appealed) -> str:
    """Return by which letter an appeal came, and of what day."""
    appeal = one.appeal
    if not appeal.letter:
        return show_date(appeal.sent)
    return render(say("letter {number} of {day}", number=appeal.letter, day=appeal.sent))


def odd_words(view: Overview, one: Appealed) -> Iterator[str]:
    """Yield what is unlikely of an appeal: its day, or that no point was lost."""
    appeal = one.appeal
    if appeal.day is not None and appeal.day > appeal.when.date():
        yield render(say("The letter's day, {day}, has not come yet.", day=appeal.day))
    issued = next(each for each in view.round.publications if each.number == appeal.number)
    if appeal.day is not None and appeal.day < issued.when.date():
        said = say(
            "The letter of {day} is older than publication no. {number:none}, of {published}.",
            day=appeal.day,
            number=issued.number,
            published=issued.when.date(),
        )
        yield render(said)
    if appeal.points == view.round.rubric.rows[appeal.row].points:
        yield _("The row has its full points already.")


def reason_words(one: Appealed) -> str:
    """Return why an appeal was decided so, or withdrawn; empty while it waits."""
    if one.withdrawal is not None:
        return one.withdrawal.reason
    return one.ruling.reason if one.ruling is not None else ""


def who_words(view: Overview, one: Appealed) -> str:
    """Return who made the earlier decisions, and who may decide instead; empty where nobody did."""
    officers = view.round.officers
    before = sorted(called(officers, who) for who in deciders(view, one))
    if not before:
        return ""
    names = ", ".join(before)
    if not officers:
        return render(say("Decided on this row before: {names}.", names=names))
    left = ", ".join(each.name for each in others(view, one)) or _("nobody")
    said = say("Decided on this row before: {names}; others: {left}.", names=names, left=left)
    return render(said)


def decided_words(view: Overview, one: Appealed) -> Iterator[str]:
    """Yield what was decided on an appeal, and what that changes."""
    unit, row = view.round.called(one.appeal.unit), one.appeal.row
    told = {"unit": unit, "row": row, "state": STATES[one.state]}
    yield render(say("{unit}, row {row}: {state}.", **told))
    ruling = one.ruling
    if one.state is State.REFUSED:
        yield _("Nothing changes.")
    elif one.state is State.GRANTED and ruling is not None:
        points = show_decimal(one.appeal.points), show_decimal(ruling.points or 0)
        said = say(
            "{before} → {after} points, once the round is corrected and published anew.",
            before=points[0],
            after=points[1],
        )
        yield render(said)
    if ruling is not None and ruling.is_same_person:
        yield _("Decided by whoever decided on the row before: nobody else is there.")


def appeal_lines(view: Overview, one: Appealed) -> Iterator[Told]:
    """Yield what is known of an appeal: what is argued, against what, and what became of it."""
    appeal = one.appeal
    yield Told(_("Argued"), appeal.text)
    tone = Tone.WARNING if one.is_late else Tone.PLAIN
    late = f", {_('late')}" if one.is_late else ""
    label = _("Came by") if appeal.letter else _("Came on")
    yield Told(label, f"{letter_words(one)}{late}", tone)
    said = say(
        "no. {number:none}: {points:points} points", number=appeal.number, points=appeal.points
    )
    yield Told(_("Published"), render(said))
    yield from (Told(_("To check"), words, Tone.WARNING) for words in odd_words(view, one))
    yield Told(_("State"), state_words(one), Tone.WARNING if one.waits else Tone.PLAIN)
    if one.ruling is not None:
        who = called(view.round.officers, one.ruling.who)
        points = "" if one.ruling.points is None else show_decimal(one.ruling.points)
        told = (show_date(one.ruling.when.date()), who, points, one.ruling.reason)
        yield Told(_("Conclusion"), " · ".join(filter(None, told)))
    elif one.withdrawal is not None:
        yield Told(_("Reason"), one.withdrawal.reason)
    elif before := who_words(view, one):
        yield Told(_("Who decides"), before)
