"""What is published of rows that compare units: what all came to, and the figures behind it."""

from collections.abc import Mapping
from decimal import Decimal

from parself.errors import say
from parself.i18n import render
from parself.province.compared import compared_rows
from parself.province.overview import Overview
from parself.province.snapshot import PublishedPeers, Snapshot
from parself.rubric import model as m
from parself.rules.peers import Peers
from parself.text import sentence_case


def published_peers(view: Overview) -> Mapping[str, PublishedPeers]:
    """Return what all units come to, by row."""
    return {row: _published(one) for row, one in view.peers.items()}


def _published(known: Peers) -> PublishedPeers:
    return PublishedPeers(decimal_of(known), known.units)


def decimal_of(known: Peers) -> Decimal:
    """Return the figure exactly: a mean is rounded to hundredths, the best one was entered."""
    return Decimal(known.figure.numerator) / known.figure.denominator


def published_figures(view: Overview, code: str) -> Mapping[str, Decimal]:
    """Return a unit's figures that count in rows that compare units, by row."""
    known = {row.id: view.figures_of(row) for row in compared_rows(view.round.rubric)}
    return {row: units[code] for row, units in known.items() if code in units}


def shifted(rubric: m.Rubric, before: Snapshot, after: Snapshot) -> Mapping[str, str]:
    """Return in words what all units came to before and come to now, by row where it moved."""
    found = {}
    for row in before.peers.keys() & after.peers.keys():
        then, now = before.peers[row], after.peers[row]
        if then.figure != now.figure:
            words = say(
                "{what}: {before:count} → {after:count}.",
                what=rubric.rows[row].measure.peers_title,
                before=then.figure,
                after=now.figure,
            )
            found[row] = sentence_case(render(words))
    return found
