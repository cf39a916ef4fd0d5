"""The annex to the decision that announces the results, and the points of each area.

Drawn from a publication; before there is one, from what would be published.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from parself.errors import say
from parself.i18n import _, render
from parself.numerals import round_half_up, show_decimal
from parself.province.comparing import mean
from parself.province.publishing import ties
from parself.province.snapshot import PublishedUnit, Snapshot
from parself.province.unranked import held_words
from parself.report import published
from parself.report.case import RoundCase
from parself.report.parts import MOTTO, agency_lines, heading
from parself.rubric import model as m
from parself.rubric.offices import Office, deciding_office
from parself.tables.model import Column, Kind, Level, Table, filled, line_with
from parself.tables.paper import Block, Letterhead, Paragraph, Report, Tone
from parself.text import nfc
from parself.values import Frozen
from parself.words.publication_words import reason_words, tie_words

ANNEX: Final = "annex"
AREAS: Final = "areas"
_KIND_OF_PAPER: Final = re.compile(
    r"^(?:(?:quyết định|qđ)\b\s*)?(?:số\b|no\.)?[\s:]*", re.IGNORECASE
)
_HAS_DAY: Final = re.compile(r"\b(?:ngày|day)\b|[0-9]/[0-9]{1,2}/[0-9]{4}", re.IGNORECASE)
BLANKS: Final = "\N{NO-BREAK SPACE}" * 6


def annex(case: RoundCase) -> Report:
    """Return the annex: the ranking with places that are shared, and the classes."""
    found, roster = case.snapshot, case.round.roster
    office = deciding_office(roster)
    title = say(
        "RESULTS OF THE PAR INDEX {year:none} OF {units}",
        year=found.year,
        units=roster.unit_word.upper(),
    )
    blocks: tuple[Block, ...] = (
        Letterhead(agency_lines(office), "", MOTTO, ""),
        Paragraph(_("ANNEX"), Tone.TITLE),
        Paragraph(render(title), Tone.TITLE),
        Paragraph(f"({_issued(found, office, case.today)})", Tone.SUBTITLE),
        _ranking(found),
        *(Paragraph(words, Tone.NOTE) for words in _said(case.round.rubric, found)),
        *_classes(case.round.rubric, found),
    )
    return Report(ANNEX, _("Annex"), blocks, landscape=True)


def _issued(found: Snapshot, office: Office, today: date) -> str:
    """Return with which decision it is issued, as far as it was typed; blanks for the rest."""
    number = _KIND_OF_PAPER.sub("", nfc(found.decision)).strip()
    number = number or f"{BLANKS}/{office.numbered('QĐ')}"
    if _HAS_DAY.search(number):
        return render(say("Issued with Decision no. {number}", number=number))
    said = say(
        "Issued with Decision no. {number} of day {blanks} month {blanks} year {year:none}"
        " of {office}",
        number=number,
        blanks=BLANKS,
        year=today.year,
        office=office.name,
    )
    return render(said)


def _ranking(found: Snapshot) -> Table:
    shared = {one.code for tie in ties(found) for one in tie.units}

    def note(one: PublishedUnit) -> str:
        if one.place is None:
            return render(say("not ranked: {why}", why=reason_words(one)))
        shares = _("shared place") if one.code in shared else ""
        return "; ".join(filter(None, (shares, *(render(held_words(each)) for each in one.held))))

    told = [one for one in published.columns(found) if one.key != "claimed"]
    columns = (*told, Column("note", _("Note"), note, width=22))
    return filled(columns, published.in_order(found))


def _said(rubric: m.Rubric, found: Snapshot) -> Iterator[str]:
    """Yield what stands under the ranking."""
    level = mean(one.index for one in found.ranked)
    if level is not None:
        said = say(
            "Mean index of the {count:count} units with a place: {mean}%.",
            count=len(found.ranked),
            mean=show_decimal(level),
        )
        yield render(said)
    yield from tie_words(found)
    if len({one.maximum for one in found.ranked}) > 1:
        yield _(
            "The index is the points set against the maximum, in which criteria that do not apply"
            " to the unit are left out."
        )
    for row, one in found.peers.items():
        said = say(
            "Criterion {row}: {what} {figure:count}, of {units:count} units.",
            row=row,
            what=rubric.rows[row].measure.peers_title,
            figure=one.figure,
            units=one.units,
        )
        yield render(said)
    if not found.survey_held:
        yield _("No survey was held: points are set against the maximum of the other criteria.")


class _Class(Frozen):
    """A class of the index, with the units in it."""

    label: str
    condition: str
    units: tuple[PublishedUnit, ...]


def _classes(rubric: m.Rubric, found: Snapshot) -> Iterator[Block]:
    """Yield the classes with their conditions, and who is in each."""
    if not rubric.bands:
        return
    columns: tuple[Column[_Class], ...] = (
        Column("class", _("Class"), lambda one: one.label, width=14),
        Column("units", _("Names"), lambda one: ", ".join(u.name for u in one.units), width=50),
        Column("count", _("Units"), lambda one: len(one.units), Kind.COUNT, 8),
        Column("condition", _("Condition"), lambda one: one.condition, width=24),
    )
    yield Paragraph(_("Classes"), Tone.HEADING)
    yield filled(columns, _in_classes(rubric, found))


def _in_classes(rubric: m.Rubric, found: Snapshot) -> Iterator[_Class]:
    bands = sorted(rubric.bands, key=lambda one: -one.from_)
    above: Decimal | None = None
    for one in bands:
        units = tuple(unit for unit in found.ranked if unit.band == one.label)
        yield _Class(one.label, "; ".join(_conditions(one, above)), units)
        above = one.from_


def _conditions(band: m.ResultBand, above: Decimal | None) -> Iterator[str]:
    """Yield from where to where a class goes, and what keeps units out of it."""
    yield _condition(band.from_, above)
    if band.not_with_zero:
        yield _("no criterion at zero")
    if band.not_with:
        yield render(say("without penalty {rows}", rows=", ".join(band.not_with)))


def _condition(least: Decimal, above: Decimal | None) -> str:
    low, high = (show_decimal(one or 0) for one in (least, above))
    if above is None:
        return render(say("from {low}%", low=low))
    if not least:
        return render(say("below {high}%", high=high))
    return render(say("from {low}% to below {high}%", low=low, high=high))


def areas(case: RoundCase) -> Report:
    """Return the points of every unit area by area, with means over the units with a place."""
    found, rubric = case.snapshot, case.round.rubric
    title = render(say("Points by area, PAR INDEX {year:none}", year=found.year))
    units = [one for one in published.in_order(found) if one.areas]
    columns = _area_columns(rubric)
    means = {one.id: _mean(found, one.id) for one in rubric.areas}
    most: dict[str, Decimal] = {one.id: one.points for one in rubric.areas}
    table = filled(columns, units).ending(
        line_with(columns, {"unit": _("Mean"), **means}, Level.TOTAL),
        line_with(columns, {"unit": _("Maximum"), **most}, Level.TOTAL),
    )
    blocks = (
        *heading(title, case.round.roster.parent, rubric),
        table,
        *(Paragraph(f"{one.id}. {one.title}", Tone.NOTE) for one in rubric.areas),
    )
    return Report(AREAS, _("By area"), blocks, landscape=True)


def _area_columns(rubric: m.Rubric) -> tuple[Column[PublishedUnit], ...]:
    def of(area: m.Area) -> Column[PublishedUnit]:
        return Column(area.id, area.id, lambda one: one.areas.get(area.id), Kind.POINTS, 9)

    return (
        Column("place", _("Place"), lambda one: one.place, Kind.COUNT, 8),
        Column("unit", _("Unit"), lambda one: one.name, Kind.NAME, 26),
        *map(of, rubric.areas),
        Column("index", _("Index (%)"), lambda one: one.index, Kind.PERCENT, 11),
    )


def _mean(found: Snapshot, area: str) -> Decimal | None:
    level = mean(one.areas.get(area) for one in found.ranked)
    return None if level is None else round_half_up(level)
