"""What is said of officers: their shares, bars and how far they are, as text and as JSON."""

from collections.abc import Iterator, Sequence
from typing import Final

from parself.cli import shapes
from parself.errors import say
from parself.i18n import _, render
from parself.province.officers import Bar, Officer, Share, is_waived
from parself.province.overview import Overview
from parself.province.sharing import HandedOn, Work, nobodys, work_of
from parself.tables.data import Json, records
from parself.tables.model import Column, Kind
from parself.tables.terminal import listed, wrapped
from parself.words.officer_words import nobodys_words, work_words

_LIST: Final = " (parself round officer list --all)"


def _columns(view: Overview) -> tuple[Column[Work], ...]:
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
            data=lambda one: [_bar_json(view.round.officers, bar) for bar in one.officer.bars],
        ),
    )


def _share_json(share: Share) -> Json:
    return {"units": list(share.units), "rows": list(share.rows)}


def _bar_json(officers: Sequence[Officer], bar: Bar) -> Json:
    waived = bar.waived if is_waived(officers, bar) else ""
    return {"unit": bar.unit, "reason": bar.reason, "waived": waived}


def officers(view: Overview, hint: str | None = _LIST) -> Iterator[str]:
    """Yield the officers of a round with their shares and bars."""
    if not view.round.officers:
        yield render(say("No officers are listed: one desk appraises everything."))
        return
    works = work_of(view)
    yield from listed(_columns(view), works)
    for one in works:
        for line in work_words(view.round, one, hint):
            yield from wrapped(line)
    left = nobodys_words(view)
    if left:
        yield from wrapped(left)


def officers_json(view: Overview) -> Json:
    """Return the officers of a round as an object."""
    return {
        "officers": records(_columns(view), work_of(view)),
        "nobodys": list(map(shapes.place, nobodys(view))),
    }


def handed_on_json(found: HandedOn) -> Json:
    """Return which rows were handed on, and which stayed, as an object."""
    return {
        "handed_on": list(map(shapes.place, found.rows)),
        "stayed": list(map(shapes.place, found.stayed)),
    }
