"""Officers, their shares, and what became of the files that they sent, in words for every face."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from parself.errors import Message, say
from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.province.appraising import place_of
from parself.province.board import appraised_rows
from parself.province.decisions import Cell, Decision
from parself.province.joining import Joined
from parself.province.officers import Officer, Share, bar_of, called, is_waived
from parself.province.overview import Overview
from parself.province.part_desk import Sent
from parself.province.parts import Given, GivenAll
from parself.province.record import Round
from parself.province.second import Agreement
from parself.province.sharing import HandedOn, Work, nobodys
from parself.rubric.model import Rubric
from parself.submission.landing import Outcome
from parself.words import part_words
from parself.words.appraisal_words import VERDICTS
from parself.words.wording import shortlist

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
_MOST_SHARES: Final = 6
_FEW: Final = 3
"""Units and rows that are named; of more it is said how many they are."""


def handed_on_words(found: HandedOn) -> Iterator[Message]:
    """Yield how much was handed on, and what stayed with the first officer."""
    yield say("Rows handed on: {count:count}.", count=len(found.rows))
    if found.stayed:
        yield say(
            "{count:count} rows stay: the other one looks at them a second time.",
            count=len(found.stayed),
        )


def share_words(round_: Round, share: Share, officer: Officer | None = None) -> str:
    """Return a share as people read it, in a line however large it is.

    Units from which the officer is barred are left out.
    """
    return f"{_rows_words(round_.rubric, share)} × {_units_words(round_, share, officer)}"


def _rows_words(rubric: Rubric, share: Share) -> str:
    """Name whole areas, and a few criteria; of many say how many they are."""
    theirs: dict[str, list[bool]] = {}
    for row in appraised_rows(rubric):
        area = rubric.area_of(row.id)
        theirs.setdefault(area.id if area else "", []).append(share.has_row(rubric, row.id))
    if all(all(found) for found in theirs.values()):
        return _("all rows")
    whole = [area for area, found in theirs.items() if area and all(found)]
    told = [render(say("areas {listed}", listed=", ".join(whole)))] if whole else []
    count = sum(sum(found) for area, found in theirs.items() if area not in whole)
    named = [one for one in share.rows if rubric.places.get(one, frozenset()).isdisjoint(whole)]
    named = [one for one in named if one not in theirs]
    if count:
        many = render(say("{count} rows", count=count))
        few = render(say("rows {listed}", listed=", ".join(named)))
        told.append(few if 0 < len(named) <= _FEW else many)
    return ", ".join(told)


def _units_words(round_: Round, share: Share, officer: Officer | None) -> str:
    """Name a few units, or those few that are left out; else say how many they are."""
    every = [one.code for one in round_.roster.units]
    bars = officer.bars if officer else ()
    barred = {one.unit for one in bars if not is_waived(round_.officers, one)}
    theirs = [one for one in every if one in (share.units or every) and one not in barred]
    out = [one for one in every if one not in theirs]
    if not out and round_.desk is None:
        return _("all units")
    if 0 < len(theirs) <= _FEW:
        return ", ".join(round_.called(one) for one in theirs)
    if not theirs:
        return _("no unit: barred from all of them")
    count = render(say("{count} units", count=len(theirs)))
    if not 0 < len(out) <= _FEW:
        return count
    names = ", ".join(round_.called(one) for one in out)
    return render(say("{units} (but not {names})", units=count, names=names))


def sending_words(part: int, number: int) -> str:
    """Return which share it is, and which sending of it."""
    if not part:
        return render(say("sending {number:none}", number=number))
    return render(say("share {part:none}, sending {number:none}", part=part, number=number))


def given_words(one: Given) -> str:
    """Return which share was written, and how much goes along."""
    words = say(
        "Share {n:none} of {name}: {rows:count} rows of {units:count} units,"
        " {versions:count} decisions and remarks go along.",
        name=one.officer.name,
        n=one.number,
        rows=one.rows,
        units=one.units,
        versions=one.versions,
    )
    return render(words)


def given_all_words(done: GivenAll) -> str:
    """Return how many shares were written, and who has no rows."""
    words = render(say("Files written: {count:count}.", count=len(done.given)))
    if not done.without:
        return words
    names = ", ".join(one.name for one in done.without)
    return f"{words} {render(say('Without rows, no file: {names}.', names=names))}"


def sent_words(one: Sent) -> str:
    """Return which sending was written, how much is in it, and whether anything is new."""
    words = say(
        "{officer}, {sending}: {decisions:count} decisions, {remarks:count} remarks and ways.",
        officer=one.officer.name,
        sending=sending_words(one.part, one.number),
        decisions=one.decisions,
        remarks=one.remarks,
    )
    old = "" if one.is_new else f" {_('Nothing is new since the last one.')}"
    return render(words) + old


def work_words(round_: Round, one: Work, hint: str | None = "") -> Iterator[str]:
    """Yield an officer's shares, and the units from which they are barred."""
    officer = one.officer
    shares = [f"{officer.name}: {share_words(round_, each, officer)}" for each in officer.shares]
    yield from shortlist(shares, _MOST_SHARES, hint)
    for share in officer.seconds:
        words = say(
            "{name}: second look at {share}, {rows:count} rows drawn, {left:count} left",
            name=officer.name,
            share=share_words(round_, share, officer),
            rows=_within(round_.rubric, share, one.seconds),
            left=_within(round_.rubric, share, one.seconds_left),
        )
        yield render(words)
    for bar in officer.bars:
        unit = round_.called(bar.unit)
        words = say(
            "{name}: not {unit} – {reason}", name=officer.name, unit=unit, reason=bar.reason
        )
        yield render(words)
        if is_waived(round_.officers, bar):
            yield f"  {render(say('waived: {reason}', reason=bar.waived))}"
        elif bar.waived:
            yield f"  {_('the waiver has lapsed: somebody else can do it')}"


def _within(rubric: Rubric, share: Share, cells: Sequence[Cell]) -> int:
    return sum(share.has(rubric, one.unit, one.row) for one in cells)


def nobodys_words(view: Overview) -> str:
    """Return how many open rows are in nobody's share, and whether a lead may decide them."""
    left, officers = nobodys(view), view.round.officers
    leads = [one for one in officers if one.is_lead]
    stuck = sum(all(bar_of(officers, one, cell.unit) for one in leads) for cell in left)
    said = [
        (
            len(left) - stuck,
            say("Rows in nobody's share, so that only a lead decides: {count:count}."),
        ),
        (
            stuck,
            say("Rows that nobody may decide: {count:count}; give them to an officer who may."),
        ),
    ]
    return " ".join(render(Message(one.id, {"count": count})) for count, one in said if count)


def agreement_words(found: Sequence[Agreement]) -> str:
    """Return how many rows were drawn, looked at twice, and agree."""
    words = say(
        "In all: {drawn:count} rows of units drawn, {looked:count} looked at twice,"
        " {agreeing:count} agree.",
        drawn=sum(one.drawn for one in found),
        looked=sum(one.looked for one in found),
        agreeing=sum(one.agreeing for one in found),
    )
    return render(words)


def joined_words(round_: Round, one: Joined, *, done: bool, hint: str | None = "") -> Iterator[str]:
    """Yield how much of a file was taken, or would be, and what was left out and why."""
    yield render(_counts(round_, one, done=done))
    left = [
        render(say("left out, {place}: {why}", place=place_of(round_, each.version), why=each.why))
        for each in one.left
    ]
    yield from shortlist(left, _MOST_NAMED, hint)


def _counts(round_: Round, one: Joined, *, done: bool) -> Message:
    who, sending = called(round_.officers, one.officer), sending_words(one.part, one.sequence or 0)
    counts = {
        "decisions": one.decisions,
        "remarks": one.remarks,
        "left": len(one.left),
        "differing": len(one.differing),
        "officer": f"{who}, {sending}",
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
    given = gives_words(one)
    reason = f" – {one.reason}" if one.reason else ""
    return f"{render(VERDICTS[one.verdict])}{f' {given}' if given else ''}{reason}"


def gives_words(one: Decision) -> str:
    """Return what a decision gives: points, or a figure in a row that compares units; or ""."""
    if one.figure is not None:
        return render(say("figure {figure:count}", figure=one.figure))
    return "" if one.points is None else show_decimal(one.points)
