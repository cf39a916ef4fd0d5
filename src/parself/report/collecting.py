"""What to collect as proof, department by department, with room to tick off by hand."""

from parself.i18n import _
from parself.report.case import UnitCase
from parself.report.parts import unit_heading
from parself.tables.model import Column, Kind, filled
from parself.tables.paper import Block, Paragraph, Report, Tone
from parself.values import evolve
from parself.view.register import Needed, to_collect
from parself.words.citing import document_words

ID = "collect"


def report(case: UnitCase) -> Report:
    """Return a table for each department: what its rows expect, and what is cited already."""
    blocks: list[Block] = [*unit_heading(case, _("Evidence to collect, by department"))]
    for collection in to_collect(case.view):
        name = collection.department.title or _("No department named")
        blocks.append(Paragraph(name, Tone.HEADING))
        blocks.append(evolve(filled(columns(), collection.rows), has_blanks=True))
    return Report(ID, _("To collect"), tuple(blocks), landscape=True)


def columns() -> tuple[Column[Needed], ...]:
    """Return what a row expects as proof, and what it has."""
    return (
        Column("item", _("Nº"), lambda one: one.row.id, width=7),
        Column("", _("Criterion"), lambda one: one.row.title, Kind.NAME, 44),
        Column(
            "expected",
            _("Evidence expected"),
            lambda one: "; ".join(one.expected),
            width=60,
            data=lambda one: list(one.expected),
        ),
        Column(
            "cited",
            _("There already"),
            lambda one: "; ".join(map(document_words, one.cited)),
            width=34,
            data=lambda one: [document.id for document in one.cited],
        ),
        Column("", _("Handed over on"), lambda _one: None, width=14),
    )
