"""The standing warnings: what of all that is shown is not official, not final, or for practice.

They stand on every screen, report and export, so their words are made here alone.
"""

from collections.abc import Mapping
from typing import Final

from parself.assessment.model import Assessment, Purpose
from parself.errors import Message, say
from parself.i18n import render
from parself.rubric import model as m
from parself.rubric import peers

RUBRIC_STATUS: Final[Mapping[m.Status, Message]] = {
    m.Status.OFFICIAL: say("official"),
    m.Status.DRAFT: say("draft"),
    m.Status.ILLUSTRATIVE: say("illustrative"),
}


_RUBRIC_WARNINGS: Final[Mapping[m.Status, Message]] = {
    m.Status.ILLUSTRATIVE: say("ILLUSTRATIVE RUBRIC – its points are not official"),
    m.Status.DRAFT: say("DRAFT RUBRIC – not yet issued"),
}
_RUBRIC_NOTES: Final[Mapping[m.Status, Message]] = {
    m.Status.ILLUSTRATIVE: say(
        "Illustrative rubric, for training and trial. Maxima and rules are not those of any"
        " authority and must not be used for a ranking."
    ),
    m.Status.DRAFT: say("Draft rubric, not yet issued."),
}


def rubric_warning(rubric: m.Rubric) -> str:
    """Return the standing warning of a rubric that is not official; empty when it is."""
    return _rendered(_RUBRIC_WARNINGS.get(rubric.status))


def rubric_note(rubric: m.Rubric) -> str:
    """Return a paper's note on an unofficial rubric; empty for an official one."""
    return _rendered(_RUBRIC_NOTES.get(rubric.status))


def _rendered(words: Message | None) -> str:
    return "" if words is None else render(words)


def purpose_print(purpose: Purpose) -> str:
    """Return a paper's note on practice data; empty for real data."""
    is_practice = purpose is Purpose.PRACTICE
    return render(say("PRACTICE PAPER – NOT TO BE HANDED IN")) if is_practice else ""


def purpose_warning(purpose: Purpose) -> str:
    """Return the standing warning of practice data; empty for real data."""
    is_practice = purpose is Purpose.PRACTICE
    return render(say("PRACTICE – these figures have no standing")) if is_practice else ""


def scenario_warning(name: str) -> str:
    """Return the standing warning of a what-if copy; empty outside of one."""
    return render(say("SCENARIO “{name}” – never handed in", name=name)) if name else ""


def lock_warning(assessment: Assessment) -> str:
    """Return the standing warning of an assessment that is locked for signature, or was signed."""
    if assessment.locked:
        return render(say("LOCKED FOR SIGNATURE (F3: Unlock) – nothing can be changed"))
    if assessment.sign_off is not None:
        return render(say("UNLOCKED, SIGNER RECORDED – after a change it has to be signed anew"))
    return ""


def standings_warning(standings: peers.Standings, roster: peers.Roster) -> str:
    """Return a sentence: where the standings come from, which figures are published."""
    official = [s for s in standings.units if s.status is peers.FigureStatus.OFFICIAL]
    if len(official) == len(standings.units):
        return render(say("Comparison table: {source}", source=standings.source or standings.year))
    names = [unit.locative for s in official if (unit := roster.unit(s.code)) is not None]
    if not names:
        said = say(
            "Comparison table of {year}: no published figures. The place is for orientation only.",
            year=standings.year,
        )
        return render(said)
    rest = [s for s in standings.units if s.status is not peers.FigureStatus.OFFICIAL]
    values = {"year": standings.year, "names": ", ".join(names), "others": len(rest)}
    if all(s.status is peers.FigureStatus.UNKNOWN for s in rest):
        said = say(
            "Comparison table of {year}: the figures of {names} are published; those of the"
            " other {others} units are not known. The place is for orientation only."
        )
    else:
        said = say(
            "Comparison table of {year}: only the figures of {names} are published;"
            " those of the other {others} units are not. The place is for orientation only."
        )
    return render(Message(said.id, values))


_FIGURES: Final[Mapping[peers.FigureStatus, Message]] = {
    peers.FigureStatus.OFFICIAL: say("published"),
    peers.FigureStatus.DECLARED: say("declared by the unit"),
    peers.FigureStatus.ILLUSTRATIVE: say("illustrative"),
    peers.FigureStatus.UNKNOWN: say("not known"),
}


def figure_status(status: peers.FigureStatus) -> str:
    """Return where a published figure comes from, in a word."""
    return render(_FIGURES[status])


_FIRST: Final = "1"


def rubric_label(rubric: m.Rubric) -> str:
    """Return a rubric's line in a list to choose from: title, year, edition, rows, status.

    The first edition is not said: there is mostly no other.
    """
    later = "" if rubric.edition == _FIRST else f", {rubric.edition}"
    return render(
        say(
            "{title} ({year}, {rows} rows, {own} of them self-scored, {status})",
            title=rubric.title,
            year=f"{rubric.year}{later}",
            rows=sum(1 for _item in rubric.items()),
            own=sum(item.source is m.Source.SELF for item in rubric.items()),
            status=RUBRIC_STATUS[rubric.status],
        )
    )
