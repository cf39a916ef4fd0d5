"""What a meeting's workbook would change, cell by cell: one table for every face."""

from collections.abc import Iterator, Mapping
from typing import Final

from parself.errors import Message, say
from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.province.decisions import Verdict
from parself.province.meeting import Line, Met, Outcome
from parself.province.officers import called
from parself.province.overview import Overview
from parself.tables.model import Column, Kind
from parself.words.appraisal_words import MARKS, VERDICTS

_DOES: Final[Mapping[Verdict, Message]] = {
    Verdict.ACCEPT: say("accept"),
    Verdict.ADJUST: say("adjust"),
    Verdict.ASK: say("ask the unit"),
    Verdict.OPEN: say("back to not looked at"),
}
_BECOMES: Final[Mapping[Outcome, Message]] = {
    Outcome.UNCHANGED: say("keep"),
    Outcome.NEWER: say("conflict, kept"),
    Outcome.REFUSED: say("left out"),
}


def does(one: Line) -> str:
    """Return what becomes of a line, in a word or two."""
    verdict = one.entry.judgement.verdict
    return render(_DOES[verdict] if one.outcome is Outcome.DECIDED else _BECOMES[one.outcome])


def stood(one: Line) -> str:
    """Return how a line's cell stands, with its points."""
    if one.mark is None:
        return _("nothing received")
    points = "" if one.points is None else f" {show_decimal(one.points)}"
    return f"{render(MARKS[one.mark])}{points}"


def said(one: Line) -> str:
    """Return what the workbook says of a line, with its points."""
    judgement = one.entry.judgement
    if judgement.verdict is Verdict.ACCEPT and one.decision is None:
        return render(VERDICTS[judgement.verdict])
    points = judgement.points if one.decision is None else one.decision.points
    shown = "" if points is None else f" {show_decimal(points)}"
    return f"{render(VERDICTS[judgement.verdict])}{shown}"


def columns(view: Overview) -> tuple[Column[Line], ...]:
    """Return the columns of the lines that were filled in."""
    return (
        Column(
            "unit",
            _("Unit"),
            lambda one: view.round.called(one.entry.cell.unit),
            Kind.NAME,
            data=lambda one: one.entry.cell.unit,
        ),
        Column("row", _("Row"), lambda one: one.entry.cell.row),
        Column("outcome", _("What happens"), does, data=lambda one: one.outcome.value),
        Column(
            "before",
            _("Stands"),
            stood,
            data=lambda one: None if one.mark is None else one.mark.value,
        ),
        Column("says", _("Sheet says"), said, data=lambda one: one.entry.judgement.verdict.value),
        Column("after", data=_after),
        Column("points_before", data=lambda one: one.points, kind=Kind.POINTS),
        Column("points_after", data=lambda one: one.points_after, kind=Kind.POINTS),
        Column("reason", _("Reason"), lambda one: one.entry.judgement.reason, Kind.NAME),
        Column("place", data=lambda one: one.entry.place),
    )


def _after(one: Line) -> str | None:
    """Return how the row stands afterwards: as before where the line is not taken over."""
    if one.decision is not None:
        return one.decision.verdict.value
    return None if one.mark is None else one.mark.value


def left_out(view: Overview, met: Met) -> Iterator[str]:
    """Yield each line that is not taken over, with its cell and why."""
    for one in met.lines:
        cell = f"{view.round.called(one.entry.cell.unit)} {one.entry.cell.row}"
        if one.outcome is Outcome.NEWER:
            yield render(_newer(view, one, cell))
        elif one.why is not None:
            words = say(
                "{place}: left out, {cell}: {why}", place=one.entry.place, cell=cell, why=one.why
            )
            yield render(words)


def _newer(view: Overview, one: Line, cell: str) -> Message:
    standing = view.standing(one.entry.cell)
    last = standing[-1] if standing else None
    return say(
        "{place}: left out, {cell} was decided since the sheet was made or its basis has changed"
        " ({who} {points}).",
        place=one.entry.place,
        cell=cell,
        who=called(view.round.officers, last.who) if last else "–",
        points="" if last is None or last.points is None else show_decimal(last.points),
    )


def counted(met: Met, *, written: bool) -> str:
    """Return how many lines are decided, kept and left out."""
    counts = {
        "decided": len(met.decisions),
        "kept": met.blank + len(met.having(Outcome.UNCHANGED)),
        "out": len(met.having(Outcome.NEWER)) + len(met.having(Outcome.REFUSED)),
    }
    if written:
        return render(say("Decided: {decided}, kept: {kept}, left out: {out}.", **counts))
    return render(say("Would be decided: {decided}, kept: {kept}, left out: {out}.", **counts))
