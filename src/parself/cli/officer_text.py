"""What is said of officers: their shares, bars and how far they are, as text and as JSON."""

from collections.abc import Iterator

from parself.errors import say
from parself.i18n import _, render
from parself.province.officers import Share
from parself.province.overview import Overview
from parself.province.record import Round
from parself.province.sharing import Work, nobodys, work_of
from parself.tables.data import Json, records
from parself.tables.model import Column, Kind
from parself.tables.terminal import listed, wrapped


def _columns() -> tuple[Column[Work], ...]:
    return (
        Column("id", _("Id"), lambda one: one.officer.id, Kind.TEXT),
        Column("name", _("Name"), lambda one: one.officer.name, Kind.NAME),
        Column("office", data=lambda one: one.officer.office),
        Column("login", data=lambda one: one.officer.login),
        Column(
            "lead",
            "",
            lambda one: _("lead") if one.officer.is_lead else "",
            data=lambda one: one.officer.is_lead,
        ),
        Column("rows", _("Rows"), lambda one: len(one.cells), Kind.COUNT),
        Column("decided", _("decided"), lambda one: one.done, Kind.COUNT),
        Column("left", _("left"), lambda one: len(one.left), Kind.COUNT),
        Column("second", data=lambda one: len(one.seconds)),
        Column("second_left", data=lambda one: len(one.seconds_left)),
        Column("second_shares", data=lambda one: [_share_json(s) for s in one.officer.seconds]),
        Column("shares", data=lambda one: [_share_json(each) for each in one.officer.shares]),
        Column(
            "barred",
            data=lambda one: [
                {"unit": bar.unit, "reason": bar.reason, "waived": bar.waived}
                for bar in one.officer.bars
            ],
        ),
    )


def _share_json(share: Share) -> Json:
    return {"units": list(share.units), "rows": list(share.rows)}


def officers(view: Overview) -> Iterator[str]:
    """Yield the officers of a round with their shares and bars."""
    if not view.round.officers:
        yield render(say("No officers are listed: one desk appraises everything."))
        return
    works = work_of(view)
    yield from listed(_columns(), works)
    for one in works:
        yield from _details(view.round, one)
    left = len(nobodys(view))
    if left:
        words = say(
            "Rows in nobody's share, so that only a lead decides: {count:count}.", count=left
        )
        yield from wrapped(render(words))


def _details(round_: Round, one: Work) -> Iterator[str]:
    for share in one.officer.shares:
        words = say("{id}: {share}", id=one.officer.id, share=share_words(round_, share))
        yield from wrapped(render(words))
    for share in one.officer.seconds:
        words = say(
            "{id}: second look at {share}, {rows:count} rows drawn, {left:count} left",
            id=one.officer.id,
            share=share_words(round_, share),
            rows=len(one.seconds),
            left=len(one.seconds_left),
        )
        yield from wrapped(render(words))
    for bar in one.officer.bars:
        unit = unit_name(round_, bar.unit)
        words = say("{id}: not {unit} – {reason}", id=one.officer.id, unit=unit, reason=bar.reason)
        yield from wrapped(render(words))
        if bar.waived:
            yield from wrapped(render(say("waived: {reason}", reason=bar.waived)), indent="  ")


def share_words(round_: Round, share: Share) -> str:
    """Return a share as people read it."""
    units = ", ".join(unit_name(round_, code) for code in share.units) or _("all units")
    rows = ", ".join(share.rows) or _("all rows")
    return render(say("{rows} of {units}", rows=rows, units=units))


def unit_name(round_: Round, code: str) -> str:
    """Return a unit's short name; the code where the roster does not have it."""
    unit = round_.roster.unit(code)
    return unit.short if unit else code


def officers_json(view: Overview) -> Json:
    """Return the officers of a round as an object."""
    return {
        "officers": records(_columns(), work_of(view)),
        "nobodys": [{"unit": one.unit, "row": one.row} for one in nobodys(view)],
    }
