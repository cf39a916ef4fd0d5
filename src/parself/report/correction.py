"""The notice of a correction (thông báo đính chính): each unit that moves, old and new, and why.

In the shell and in JSON the same is told.
"""

from collections.abc import Iterator
from typing import Final

from parself.errors import Message, say
from parself.i18n import _, render
from parself.numerals import show_date
from parself.province.correction import Correction, RowMove, UnitMove
from parself.province.snapshot import Snapshot
from parself.report.case import RoundCase
from parself.report.parts import (
    MOTTO,
    agency_lines,
    blank_day,
    filled_or,
    numbered_blank,
    signer_lines,
)
from parself.rubric import model as m
from parself.rubric.offices import appraising_office
from parself.tables.data import Json, records
from parself.tables.model import Column, Kind
from parself.tables.paper import Block, Letterhead, Paragraph, Report, Signature, Tone
from parself.values import Frozen
from parself.words.correction_words import Moved, correction_words, moved_of

CORRECTION: Final = "correction"


class Entry(Frozen):
    """One line: what moves of a unit. The name stands in the first line of each unit."""

    unit: str
    moved: Moved


def columns() -> tuple[Column[Entry], ...]:
    """Return the columns of a correction."""
    return (
        Column("unit", _("Unit"), lambda one: one.unit or None, Kind.NAME, 22),
        Column("what", _("What moves"), lambda one: one.moved.what, width=26),
        Column("before", _("Published before"), lambda one: one.moved.before, width=12),
        Column("after", _("Corrected"), lambda one: one.moved.after, width=12),
        Column("why", _("Reason"), lambda one: one.moved.why or None, width=36),
    )


def entries(found: Correction, rubric: m.Rubric | None = None) -> Iterator[Entry]:
    """Yield the changes, unit by unit; with a rubric rows are told by their titles too."""
    for one in found.units:
        for at, moved in enumerate(moved_of(one)):
            named = Moved(_titled(rubric, moved.what), moved.before, moved.after, moved.why)
            yield Entry("" if at else one.after.name, named)


def _titled(rubric: m.Rubric | None, what: str) -> str:
    row = rubric.rows.get(what) if rubric is not None else None
    return what if row is None else f"{row.id} {row.title}"


def as_json(found: Correction) -> Json:
    """Return a correction as an object."""
    return {
        "replaces": found.before.number,
        "ranked_before": len(found.before.ranked),
        "ranked": len(found.after.ranked),
        "units": records(_unit_columns(), found.units),
    }


def _unit_columns() -> tuple[Column[UnitMove], ...]:
    return (
        Column("unit", data=lambda one: one.code),
        Column("name", data=lambda one: one.after.name),
        Column("index_before", kind=Kind.PERCENT, data=lambda one: one.before.index),
        Column("index", kind=Kind.PERCENT, data=lambda one: one.after.index),
        Column("place_before", kind=Kind.COUNT, data=lambda one: one.before.place),
        Column("place", kind=Kind.COUNT, data=lambda one: one.after.place),
        Column("band_before", data=lambda one: one.before.band or None),
        Column("band", data=lambda one: one.after.band or None),
        Column("reason_before", data=lambda one: one.before.why and one.before.why.value),
        Column("reason", data=lambda one: one.after.why and one.after.why.value),
        Column("claimed_before", kind=Kind.POINTS, data=lambda one: one.before.claimed),
        Column("claimed", kind=Kind.POINTS, data=lambda one: one.after.claimed),
        Column("rows", data=lambda one: records(_ROW, one.rows)),
    )


_ROW: tuple[Column[RowMove], ...] = (
    Column("row", data=lambda one: one.row),
    Column("points_before", kind=Kind.POINTS, data=lambda one: one.before),
    Column("points", kind=Kind.POINTS, data=lambda one: one.after),
    Column("why", data=lambda one: one.reason or None),
)


def report(case: RoundCase) -> Report:
    """Return the notice; without an earlier publication it says that nothing is corrected."""
    title, found = _("Notice of correction"), case.correction
    roster, office = case.round.roster, appraising_office(case.round.roster)
    about = say(
        "Correction of the published results of the PAR INDEX {year:none} of {units}",
        year=case.snapshot.year,
        units=roster.unit_word,
    )
    blocks: tuple[Block, ...] = (
        Letterhead(
            agency_lines(office),
            numbered_blank(office.numbered("TB").partition("-CCHC")[0]),
            MOTTO,
            blank_day(office.place, case.today.year),
        ),
        Paragraph(_("NOTICE"), Tone.TITLE),
        Paragraph(render(about), Tone.SUBTITLE),
        *_body(case, found),
        Signature((_("Recipients:"), f"- {_('File: office, CCHC.')}"), signer_lines(office)),
    )
    return Report(CORRECTION, title, blocks, landscape=True)


def _body(case: RoundCase, found: Correction | None) -> Iterator[Block]:
    if found is None:
        yield Paragraph(_("Nothing published before is corrected."))
        return
    yield Paragraph(render(_issued(found.before)))
    if found.after.why:
        yield Paragraph(render(say("Why: {why}", why=found.after.why)))
    yield from map(Paragraph, correction_words(found))
    nothing = _("No unit's points, place or class move.")
    yield filled_or(columns(), list(entries(found, case.round.rubric)), nothing)
    if found.units:
        yield Paragraph(_("What was published of all other units stays as it is."))


def _issued(found: Snapshot) -> Message:
    return say(
        "What was published under no. {number:none} on {day}{decision} is corrected as follows.",
        number=found.number,
        day=show_date(found.when.date()),
        decision=f" ({found.decision})" if found.decision else "",
    )
