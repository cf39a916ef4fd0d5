"""What the province concluded of a unit's rows, and what the unit replies, in words."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from parself.assessment.model import Reply
from parself.errors import Message, say
from parself.i18n import _, render
from parself.numerals import show_date, show_decimal
from parself.returns.model import Outcome, Return, ReturnedRow, Ruling
from parself.submission.inspector import Finding

_UNKNOWN: Final = "–"
_RULINGS: Final[Mapping[Ruling, Message]] = {
    Ruling.ACCEPTED: say("accepted"),
    Ruling.ADJUSTED: say("adjusted"),
    Ruling.ASKED: say("asked to explain"),
    Ruling.OPEN: say("not looked at"),
}
"""As an appraisal says it; the province's rooms are not loaded for a unit."""
OUTCOMES: Final[Mapping[Outcome, Message]] = {
    Outcome.AGREED: say("agreed"),
    Outcome.KEPT: say("appraised points kept"),
    Outcome.CHANGED: say("points adjusted"),
    Outcome.WITHDRAWN: say("claimed points accepted"),
    Outcome.SILENT: say("not explained, points kept"),
}
"""What became of a row that was sent back."""


def ruling_words(ruling: Ruling) -> str:
    """Return what was concluded of a row."""
    return render(_RULINGS[ruling])


def reason_words(said: ReturnedRow) -> str:
    """Return why, or what is asked: case, reason, remarks, the answer to an appeal, a line each.

    What was granted has the reason of the answer: it is told once.
    """
    one = said.appeal
    is_granted = one is not None and one.granted is not None and one.reason in said.reason
    reason = "" if is_granted else said.reason
    return "\n".join(filter(None, (said.case, reason, *said.remarks, appeal_words(said))))


def appeal_words(said: ReturnedRow) -> str:
    """Return what the province answers to the unit's appeal on a row; empty without an answer."""
    one = said.appeal
    if one is None:
        return ""
    if one.granted is None:
        words = say("Appeal of {day} refused: {reason}", day=one.sent, reason=one.reason)
    else:
        words = say(
            "Appeal of {day} granted, {before:points} → {after:points} points: {reason}",
            day=one.sent,
            before=one.published,
            after=one.granted,
            reason=one.reason,
        )
    said_ = render(words)
    if one.granted is not None and said.appraised != one.granted:
        return f"{said_} {_('These points count with the next publication.')}"
    return said_


def outcome_words(said: ReturnedRow) -> str:
    """Return what became of the reply to a row; empty once its appeal is answered, or before."""
    is_told = said.outcome is not None and said.appeal is None
    return render(OUTCOMES[said.outcome]) if is_told and said.outcome else ""


def reply_words(reply: Reply | None) -> str:
    """Return how a row is replied to."""
    if reply is None:
        return _("not replied to")
    if reply.appeals:
        return _("appeal, of what was published before") if reply.again else _("appealed")
    words = _("agrees") if reply.agrees else _("disagrees")
    return f"{words} ({_('to be given again')})" if reply.again else words


def points_words(said: ReturnedRow) -> str:
    """Return the claimed points beside the appraised ones; of compared units the figure too."""
    if said.figure is not None and said.appraised is None:
        return figure_words(said)
    told = _points_words(said)
    return told if said.figure is None else f"{told} · {figure_words(said)}"


def figure_words(said: ReturnedRow) -> str:
    """Return the figure that counts, and what it is set against; empty where units do not count."""
    if said.figure is None:
        return ""
    if said.against is None:
        words = say("figure {figure:count}; points once it is published", figure=said.figure)
        return render(words)
    words = say(
        "figure {figure:count}, set against {against:count} of {units:count} units",
        figure=said.figure,
        against=said.against,
        units=said.units,
    )
    return render(words)


def _points_words(said: ReturnedRow) -> str:
    claimed, appraised = (
        _UNKNOWN if one is None else show_decimal(one) for one in (said.claimed, said.appraised)
    )
    words = say("claimed {claimed}, appraised {appraised}", claimed=claimed, appraised=appraised)
    return render(words)


def left_words(value: Return, left: int) -> Message:
    """Say how many rows are still to be replied to, and until when."""
    of = len(value.to_answer)
    if not of:
        return say("Nothing in result no. {n:none} is to be replied to.", n=value.number)
    if not left:
        return say("All {of} criteria are replied to: hand in again.", of=of)
    if value.replies_until is None:
        return say("{left} of {of} criteria are still to be replied to.", left=left, of=of)
    return say(
        "{left} of {of} criteria are still to be replied to, until {day}.",
        left=left,
        of=of,
        day=show_date(value.replies_until),
    )


def to_reply_words(unreplied: Iterable[Finding]) -> str:
    """Return for the head how many rows are still to be replied to; empty where none are."""
    count = sum(len(one.rows) for one in unreplied)
    return render(say("TO REPLY: {count} (Ctrl+O)", count=count)) if count else ""


def again_words(rows: Iterable[str]) -> Iterator[str]:
    """Yield the rows of which a newer result says otherwise than the one replied to, if any."""
    if listed := ", ".join(rows):
        words = say(
            "The result says otherwise of these criteria now; reply to them again: {rows}.",
            rows=listed,
        )
        yield render(words)
