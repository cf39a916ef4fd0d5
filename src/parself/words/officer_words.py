"""Officers, their shares, and what became of the files that they sent, in words for every face."""

from collections.abc import Iterator, Mapping
from typing import Final

from parself.errors import Message, say
from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.province.appraising import place_of
from parself.province.decisions import Decision
from parself.province.joining import Joined
from parself.province.officers import Share
from parself.province.record import Round
from parself.province.sharing import Work
from parself.submission.landing import Outcome
from parself.words import part_words
from parself.words.appraisal_words import VERDICTS

OUTCOMES: Final[Mapping[Outcome, Message]] = {
    **part_words.OUTCOMES,
    Outcome.NEWER: say("newer"),
    Outcome.OLDER: say("older, put together"),
    Outcome.DIVERGING: say("both put together"),
    Outcome.WRONG_UNIT: say("no officer of this round"),
    Outcome.WRONG_KIND: say("not an officer's appraisal"),
    Outcome.PASSED_OVER: say("passed over: not an officer's file"),
}
_MOST_NAMED: Final = 20


def unit_name(round_: Round, code: str) -> str:
    """Return a unit's short name; the code where the roster does not have it."""
    unit = round_.roster.unit(code)
    return unit.short if unit else code


def share_words(round_: Round, share: Share) -> str:
    """Return a share as people read it."""
    units = ", ".join(unit_name(round_, code) for code in share.units) or _("all units")
    rows = ", ".join(share.rows) or _("all rows")
    return render(say("{rows} of {units}", rows=rows, units=units))


def work_words(round_: Round, one: Work) -> Iterator[str]:
    """Yield an officer's shares, and the units from which they are barred."""
    officer = one.officer
    for share in officer.shares:
        yield render(say("{id}: {share}", id=officer.id, share=share_words(round_, share)))
    for share in officer.seconds:
        words = say(
            "{id}: second look at {share}, {rows:count} rows drawn, {left:count} left",
            id=officer.id,
            share=share_words(round_, share),
            rows=len(one.seconds),
            left=len(one.seconds_left),
        )
        yield render(words)
    for bar in officer.bars:
        unit = unit_name(round_, bar.unit)
        words = say("{id}: not {unit} – {reason}", id=officer.id, unit=unit, reason=bar.reason)
        yield render(words)
        if bar.waived:
            yield f"  {render(say('waived: {reason}', reason=bar.waived))}"


def joined_words(one: Joined, *, done: bool) -> Iterator[str]:
    """Yield how much of a file was taken, or would be, and what was left out and why."""
    yield render(_counts(one, done=done))
    for each in one.left[:_MOST_NAMED]:
        place = place_of(each.version)
        yield render(say("left out, {place}: {why}", place=place, why=each.why))
    if len(one.left) > _MOST_NAMED:
        yield f"… +{len(one.left) - _MOST_NAMED}"


def _counts(one: Joined, *, done: bool) -> Message:
    decisions = sum(isinstance(each, Decision) for each in one.taken)
    counts = {
        "decisions": decisions,
        "remarks": len(one.taken) - decisions,
        "left": len(one.left),
        "differing": len(one.differing),
        "officer": one.officer,
    }
    return (
        say(
            "{officer}: {decisions:count} decisions, {remarks:count} remarks and ways taken;"
            " {left:count} left out; {differing:count} rows now decided differently.",
            **counts,
        )
        if done
        else say(
            "{officer}: {decisions:count} decisions, {remarks:count} remarks and ways would be"
            " taken; {left:count} left out; {differing:count} rows would be decided differently.",
            **counts,
        )
    )


def decided_words(one: Decision) -> str:
    """Return what somebody decided: verdict, points and reason."""
    points = "" if one.points is None else f" {show_decimal(one.points)}"
    reason = f" – {one.reason}" if one.reason else ""
    return f"{render(VERDICTS[one.verdict])}{points}{reason}"
