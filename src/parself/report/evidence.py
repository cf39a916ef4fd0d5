"""Annexes II and III: the documents that prove the rows, and the rows that need words instead."""

from collections.abc import Sequence

from parself.assessment.evidence import Use
from parself.i18n import _
from parself.report.case import UnitCase
from parself.report.parts import filled_or, unit_heading
from parself.rubric import model as m
from parself.tables.model import Column, Kind
from parself.tables.paper import Report
from parself.view.register import Entry, entries
from parself.words.citing import cited, document_kind, place_words

ID = "evidence"
EXPLANATIONS = "explanations"


def report(case: UnitCase) -> Report:
    """Return the register of evidence, with the rows that each document serves."""
    found = entries(case.view, {})
    blocks = (
        *unit_heading(case, _("Annex II. List of evidence")),
        filled_or(columns(found), found, _("The register holds no document yet.")),
    )
    return Report(ID, _("Annex II - Evidence"), blocks, landscape=True)


def columns(found: Sequence[Entry]) -> tuple[Column[Entry], ...]:
    """Return what the register says of a document, where `found` is all of them."""

    def kind(entry: Entry) -> str:
        return document_kind(entry.document.kind)

    return (
        Column("id", data=lambda one: one.document.id),
        Column("", _("Nº"), lambda one: found.index(one) + 1, Kind.COUNT, 5),
        Column("number", _("Number"), lambda one: one.document.number or None, width=16),
        Column("issued", _("Date of issue"), lambda one: one.document.issued, Kind.DATE),
        Column("issuer", _("Issued by"), lambda one: one.document.issuer or None, width=22),
        Column(
            "title", _("Title of the document"), lambda one: one.document.title or None, width=44
        ),
        Column("kind", _("Held as"), kind, width=14, data=lambda one: one.document.kind.value),
        Column(
            "",
            _("File or link"),
            lambda one: one.document.original_name or one.document.link,
            width=20,
        ),
        Column("link", data=lambda one: one.document.link or None),
        Column("captured", data=lambda one: one.document.captured),
        Column("original_name", data=lambda one: one.document.original_name or None),
        Column("stored_name", data=lambda one: one.document.stored_name or None),
        Column("size", data=lambda one: one.document.size),
        Column("sha256", data=lambda one: one.document.sha256 or None),
        Column("state", data=lambda one: one.state.value),
        Column("outside_period", data=lambda one: one.is_outside),
        Column(
            "rows",
            _("For rows"),
            lambda one: "; ".join(map(used_words, one.uses)),
            width=40,
            data=lambda one: list(map(_use, one.uses)),
        ),
    )


def _use(use: Use) -> dict[str, str]:
    return {"item": use.row_id, "section": use.citation.section, "page": use.citation.page}


def used_words(use: Use) -> str:
    """Return a row that cites a document, with the place in it."""
    place = place_words(use.citation)
    return f"{use.row_id} ({place})" if place else use.row_id


def explanations(case: UnitCase) -> Report:
    """Return the rows that are explained, or claimed with nothing behind them."""
    assessment = case.view.assessment

    def papers(row: m.Row) -> str:
        return cited(assessment, assessment.answer(row.id).citations)

    def explained(row: m.Row) -> str:
        return assessment.answer(row.id).explanation or _("(no explanation yet)")

    columns: tuple[Column[m.Row], ...] = (
        Column("item", _("Nº"), lambda row: row.id, width=7),
        Column("title", _("Criterion"), lambda row: row.title, Kind.NAME, 44),
        Column("max", _("Maximum"), lambda row: row.points, Kind.POINTS, 9),
        Column("points", _("Self-assessed"), lambda row: case.row(row.id).points, Kind.POINTS, 9),
        Column("evidence", _("Evidence"), papers, width=30),
        Column("explanation", _("Explanation"), explained, width=60),
    )
    rows = [row for row in case.rubric.rows.values() if _needs_words(case, row)]
    title = _("Annex III. Explanation of rows without, or without sufficient, evidence")
    table = filled_or(columns, rows, _("No row needs an explanation."))
    blocks = (*unit_heading(case, title), table)
    return Report(EXPLANATIONS, _("Annex III - Explanations"), blocks, landscape=True)


def _needs_words(case: UnitCase, row: m.Row) -> bool:
    answer = case.view.assessment.answer(row.id)
    is_bare = bool(case.row(row.id).points) and not answer.citations
    return bool(answer.explanation) or is_bare
