"""Annexes II and III: the documents that prove the rows, and the rows that need words instead."""

from collections.abc import Iterator

from parself.assessment.model import Assessment, Document
from parself.i18n import _
from parself.report.case import UnitCase
from parself.report.parts import text, unit_heading
from parself.report.tables import Block, Cell, Column, Kind, Line, Paragraph, Report, Table
from parself.rubric import model as m
from parself.words.citing import cited, document_kind

ID = "evidence"
EXPLANATIONS = "explanations"


def report(case: UnitCase) -> Report:
    """Return the register of evidence, with the rows that each document serves."""
    documents = case.view.assessment.documents
    title = _("Annex II. List of evidence")
    blocks: list[Block] = [*unit_heading(case, title.upper())]
    if documents:
        blocks.append(_register(case.view.assessment))
    else:
        blocks.append(Paragraph(_("The register holds no document yet.")))
    return Report(ID, _("Annex II - Evidence"), tuple(blocks), landscape=True)


def _register(assessment: Assessment) -> Table:
    columns = (
        Column(_("Nº"), 5, Kind.COUNT),
        Column(_("Number"), 16),
        Column(_("Date of issue"), 10, Kind.DATE),
        Column(_("Issued by"), 22),
        Column(_("Title of the document"), 44),
        Column(_("Held as"), 14),
        Column(_("File or link"), 20),
        Column(_("For rows"), 40),
    )
    lines = [
        _document_line(assessment, number, document)
        for number, document in enumerate(assessment.documents, start=1)
    ]
    return Table(columns, tuple(lines))


def _document_line(assessment: Assessment, number: int, document: Document) -> Line:
    return Line(
        (
            Cell(number),
            text(document.number),
            Cell(document.issued),
            text(document.issuer),
            text(document.title),
            text(document_kind(document.kind)),
            text(document.original_name or document.link),
            text("; ".join(_served(assessment, document))),
        )
    )


def _served(assessment: Assessment, document: Document) -> Iterator[str]:
    for row_id, answer in assessment.answers.items():
        for citation in answer.citations:
            if citation.document == document.id:
                place = ", ".join(part for part in (citation.section, citation.page) if part)
                yield f"{row_id} ({place})" if place else row_id


def explanations(case: UnitCase) -> Report:
    """Return the rows that are explained, or claimed with nothing behind them."""
    columns = (
        Column(_("Nº"), 7),
        Column(_("Criterion"), 44),
        Column(_("Maximum"), 9, Kind.POINTS),
        Column(_("Self-assessed"), 9, Kind.POINTS),
        Column(_("Evidence"), 30),
        Column(_("Explanation"), 60),
    )
    lines = [_explained(case, row) for row in case.rubric.rows.values() if _needs_words(case, row)]
    title = _("Annex III. Explanation of rows without, or without sufficient, evidence")
    blocks: list[Block] = [*unit_heading(case, title.upper())]
    if lines:
        blocks.append(Table(columns, tuple(lines)))
    else:
        blocks.append(Paragraph(_("No row needs an explanation.")))
    return Report(EXPLANATIONS, _("Annex III - Explanations"), tuple(blocks), landscape=True)


def _needs_words(case: UnitCase, row: m.Row) -> bool:
    answer = case.view.assessment.answer(row.id)
    is_bare = bool(case.row(row.id).points) and not answer.citations
    return bool(answer.explanation) or is_bare


def _explained(case: UnitCase, row: m.Row) -> Line:
    answer = case.view.assessment.answer(row.id)
    return Line(
        (
            text(row.id),
            text(row.title),
            Cell(row.points),
            Cell(case.row(row.id).points),
            text(cited(case.view.assessment, answer.citations)),
            text(answer.explanation or _("(no explanation yet)")),
        )
    )
