"""What goes back to units and what stays here, in words for every face."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from parself.errors import Message, say
from parself.i18n import _, render
from parself.numerals import show_date
from parself.province import returned
from parself.province.reminding import Awaited, Reminder
from parself.province.returned import Astray, Replied, SentBack, Way
from parself.province.returning import Outgoing, Sending
from parself.returns.model import Return, Ruling
from parself.words.wording import run_on

_NAMED: Final = 8
"""Rows that are named; of the others it is said how many they are."""
REPLIES: Final[Mapping[Replied, Message]] = {
    Replied.NOTHING_ASKED: say("nothing to explain"),
    Replied.WAITING: say("awaiting explanation"),
    Replied.RECEIVED: say("received by the unit"),
    Replied.PARTLY: say("partly explained"),
    Replied.REPLIED: say("explained"),
    Replied.NOT_COUNTED: say("explained, not counted"),
}
MISSED: Final[Mapping[Way, Message]] = {
    Way.OLDER: say("answers an older result"),
    Way.WITHDRAWN: say("answers a withdrawn result"),
    Way.UNKNOWN: say("answers an unknown result"),
    Way.FRESH: say("handed in anew, no reply"),
}
"""Why a hand-in is no reply to the result that waits for one, shortly."""
_MISSED: Final[Mapping[Way, Message]] = {
    Way.OLDER: say(
        "Hand-in no. {hand_in:none} answers result no. {answers:none}, not the last one, no."
        " {last:none}: it is no reply to that. Ask the unit to receive no. {last:none} first, or"
        " choose this hand-in with the reason."
    ),
    Way.WITHDRAWN: say(
        "Hand-in no. {hand_in:none} answers result no. {answers:none}, which was withdrawn: it"
        " counts as no reply."
    ),
    Way.UNKNOWN: say(
        "Hand-in no. {hand_in:none} answers a result of which this round's ledger does not tell: it"
        " counts as no reply. Ask the unit which result it replies to."
    ),
    Way.FRESH: say(
        "Hand-in no. {hand_in:none} answers no result: it is no reply to result no. {last:none}."
        " Ask the unit to receive that one in the folder from which it handed in, and to reply"
        " there."
    ),
}
AWAITED: Final[Mapping[Awaited, Message]] = {
    Awaited.HAND_IN: say("self-assessment file"),
    Awaited.REPLY: say("explanation of the appraisal result"),
}


def sent_words(sent: SentBack) -> str:
    """Return that a result was sent, and how far the unit is with it."""
    number = say("result sent, no. {n:none}", n=sent.number)
    return f"{render(number)} · {render(reply_state(sent))}"


def reply_state(sent: SentBack) -> Message:
    """Return how far a unit is with its result, or how it misses it."""
    return REPLIES[sent.replied] if sent.astray is None else MISSED[sent.astray.way]


def astray_words(one: Astray) -> Message:
    """Say that a hand-in is no reply to the result that waits for one, and what next."""
    told = {"hand_in": one.hand_in, "answers": one.answers, "last": one.last}
    return Message(_MISSED[one.way].id, told)


def withdrawn_words(one: returned.Return) -> str:
    """Return that a result was withdrawn, when and why; empty where it was not."""
    gone = one.withdrawn
    if gone is None:
        return ""
    words = say(
        "result no. {n:none} withdrawn on {day}: {why}",
        n=one.number,
        day=show_date(gone.day),
        why=gone.why,
    )
    return render(words)


def tally_of_returns(found: Iterable[SentBack]) -> str:
    """Return how many results were sent, are awaited, and are explained."""
    sent = list(found)
    replied = [one.replied for one in sent]
    # A reply to another result is named beside its unit as not counted.
    missed = [one for one in sent if one.astray is not None and one.astray.way is not Way.FRESH]
    words = say(
        "Results sent: {sent}; awaiting explanation: {waiting}; partly explained: {partly};"
        " explained: {explained}; explained, not counted: {not_counted}.",
        sent=len(replied),
        waiting=replied.count(Replied.WAITING) + replied.count(Replied.RECEIVED),
        partly=replied.count(Replied.PARTLY),
        explained=replied.count(Replied.REPLIED),
        not_counted=replied.count(Replied.NOT_COUNTED) + len(missed),
    )
    return render(words)


_STATES: Final[Mapping[Replied, Message]] = {
    Replied.NOTHING_ASKED: say("sent, no. {n:none}"),
    Replied.WAITING: say("awaiting explanation no. {n:none}"),
    Replied.RECEIVED: say("received, no. {n:none}"),
    Replied.PARTLY: say("partly explained, no. {n:none}"),
    Replied.REPLIED: say("explained, no. {n:none}"),
    Replied.NOT_COUNTED: say("explained, not counted, no. {n:none}"),
}


def state_words(sent: SentBack) -> str:
    """Return shortly how far a unit is with its result."""
    if sent.astray is not None:
        return render(MISSED[sent.astray.way])
    return render(Message(_STATES[sent.replied].id, {"n": sent.number}))


def goes_words(value: Return) -> str:
    """Return how many rows of a return are accepted, adjusted, asked about and open."""

    def count(ruling: Ruling) -> int:
        return sum(one.ruling is ruling for one in value.rows.values())

    words = say(
        "{rows:count} criteria: accepted {accepted}, adjusted {adjusted}, to explain {asked},"
        " not concluded {open}",
        rows=len(value.rows),
        accepted=count(Ruling.ACCEPTED),
        adjusted=count(Ruling.ADJUSTED),
        asked=count(Ruling.ASKED),
        open=count(Ruling.OPEN),
    )
    return render(words)


def withheld_words(out: Outgoing, hint: str | None = "") -> Iterator[str]:
    """Yield what a unit does not get, a line each."""
    found = out.withheld
    counted = (
        (found.internal, say("internal remarks: {count:count}", count=found.internal)),
        (found.seconds, say("second looks: {count:count}", count=found.seconds)),
        (
            found.references,
            say(
                "differences from the province's own figures: {count:count}", count=found.references
            ),
        ),
    )
    yield from (render(words) for count, words in counted if count)
    listed = (
        (found.open, say("not looked at")),
        (found.to_review, say("to look at again")),
        (found.differing, say("appraisers differ")),
        (found.survey, say("points by survey or higher level not known yet")),
    )
    for rows, words in listed:
        if rows:
            yield f"{render(words)}: {len(rows)} ({run_on(rows, ', ', _NAMED, hint)})"
    if not found.is_published:
        yield _("index, place and class: not published yet")
    if out.named:
        yield _("hand-ins and points of other units; but the names in the texts WOULD be sent")
    else:
        yield _("names of appraisers and anything of other units: never sent")


def obstacle_words(out: Outgoing) -> Iterator[str]:
    """Yield what keeps a return back."""
    unsettled = out.withheld.unsettled
    if unsettled:
        words = say("{count} criteria are not concluded", count=len(unsettled))
        yield render(words)
    for one in out.named:
        words = say(
            "the text of criterion {row} names “{name}”: the unit would read it",
            row=one.row,
            name=one.name,
        )
        yield render(words)


def sending_words(found: Sending) -> str:
    """Return how many results were written, kept back, and not made."""
    new = sum(one.outgoing.is_new for one in found.written)
    words = say(
        "Written: {written} ({new} new); kept back: {held}; failed: {failed}.",
        written=len(found.written),
        new=new,
        held=len(found.held_back),
        failed=len(found.failed),
    )
    if not found.without:
        return render(words)
    without = say("Nothing is sent to {count} units without a hand-in.", count=len(found.without))
    return f"{render(words)} {render(without)}"


def days_words(one: Reminder) -> str:
    """Return by how many days something is late, or how many are left."""
    days = one.days
    if days is None:
        return _("no last day")
    if days > 0:
        return render(say("{days} days late", days=days))
    return render(say("{days} days left", days=-days))
