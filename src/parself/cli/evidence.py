"""Commands about the evidence register: what is in it, which rows it serves, what is missing."""

from pathlib import Path
from typing import Any, Final

import click

from parself.assessment import evidence as documents
from parself.assessment import form, unlikely
from parself.assessment.model import Citation, Document, DocumentKind
from parself.cli import evidence_text
from parself.cli.console import answer, narrate, narrate_text, out
from parself.cli.opening import at_desk, locked, open_view
from parself.cli.speech import (
    changed,
    command,
    existing,
    folder_argument,
    group_of,
    json_option,
    option,
    options,
)
from parself.desk.desk import Desk
from parself.errors import Problem, UsageError, say
from parself.numerals import exact_date
from parself.submission.payload import evidence_prints
from parself.text import cleaned, one_line
from parself.values import evolve
from parself.view import register
from parself.view.view import unknown_document
from parself.words import asking
from parself.words.citing import FILE_IS_BACK

_describing: Final = options(
    option("--kind", among=DocumentKind, about=say("How the document is held.")),
    option("--number", type=one_line, about=say("Its number, as printed.")),
    option("--date", "issued", read=exact_date, about=say("Date of issue, year-month-day.")),
    option("--issuer", type=one_line, about=say("Who issued it.")),
    option("--title", type=one_line, about=say("What it is about.")),
    option("--captured", read=exact_date, about=say("Day on which a link was looked at.")),
)
_placing: Final = options(
    option("--section", default="", type=one_line, about=say("Section of the document.")),
    option("--page", default="", type=one_line, about=say("Page of the document.")),
)


@command(
    "add",
    say(
        "Add a document to the register. A file is copied beside the assessment; the same file is"
        " never copied twice. An address makes a link; without either, the document is kept at"
        " the unit. --row cites it in that row at once."
    ),
    summary=say("Add a document to the register."),
    examples=(
        "parself evidence add van-quan-2023 bien-ban.pdf --row 3.4.1 --number 45/BC-UBND",
        'parself evidence add van-quan-2023 --title "Sổ theo dõi" --row 1.2.2 --row 1.2.1',
        "parself evidence add van-quan-2023 https://vanquan.langson.gov.vn --captured 2023-12-05",
    ),
)
@folder_argument()
@click.argument("source", metavar="[FILE|URL]", required=False)
@option("--row", "rows", multiple=True, metavar="ITEM", about=say("Cite it there."))
@_describing
@_placing
def add(
    folder: Path, source: str | None, rows: tuple[str, ...], section: str, page: str, **told: Any
) -> None:
    """Add a document to the register."""
    given = changed(told)
    with locked(folder) as opened:
        # Tried first on a desk that nobody saves: a slip of the hand leaves no copy behind.
        tried = Desk(opened)
        _enter(tried, evolve(_without_file(tried, ""), **given), rows, section, page)
        form.dump(tried.assessment)
        desk = Desk(opened)
        found = _new_document(desk, source)
        document = evolve(found.document, **given)
        _enter(desk, document, rows, section, page)
        desk.save()
    if found.is_back:
        narrate(FILE_IS_BACK)
    elif found.is_known:
        narrate(say("This file is in the register already; it was not copied again."))
    _tell(document, desk)


def _tell(document: Document, desk: Desk) -> None:
    """Show what stands in the register now, and ask about a day that is hardly meant."""
    out(evidence_text.line(document))
    asked = unlikely.of_document(document, desk.assessment.year)
    narrate_text(*(f"? {asking.asked_words(doubt)}" for doubt in asked))


def _enter(desk: Desk, document: Document, rows: tuple[str, ...], *place: str) -> None:
    """Register a document, and cite it in rows with section and page."""
    desk.register(document)
    for row_id in rows:
        desk.cite(row_id, Citation(document.id, *place))


def _new_document(desk: Desk, source: str | None) -> documents.TakenIn:
    is_link = source is not None and source.casefold().startswith(("http://", "https://"))
    if source is not None and not is_link:
        return documents.take_in(desk.folder, desk.assessment, existing(source))
    return documents.TakenIn(_without_file(desk, source or ""), is_known=False)


def _without_file(desk: Desk, link: str) -> Document:
    return Document(
        documents.next_id(desk.assessment.documents),
        DocumentKind.LINK if link else DocumentKind.ON_FILE,
        link=link,
    )


@command(
    "edit",
    say("Change what the register says of a document; what is not named stays."),
    examples=("parself evidence edit van-quan-2023 E-001 --number 45/BC-UBND --date 2023-12-05",),
)
@folder_argument()
@click.argument("document_id", metavar="ID", type=cleaned)
@_describing
def edit(folder: Path, document_id: str, **told: Any) -> None:
    """Change what the register says of a document."""
    with at_desk(folder) as desk:
        document = evolve(_known(desk, document_id), **changed(told))
        desk.register(document)
        desk.save()
    _tell(document, desk)


@command(
    "cite",
    say("Let rows cite a document, with its section and page."),
    examples=("parself evidence cite van-quan-2023 E-001 3.4.1 --section II --page 3",),
)
@folder_argument()
@click.argument("document_id", metavar="ID", type=cleaned)
@click.argument("rows", metavar="ITEM...", nargs=-1, required=True, type=cleaned)
@_placing
def cite(folder: Path, document_id: str, rows: tuple[str, ...], section: str, page: str) -> None:
    """Let rows cite a document."""
    with at_desk(folder) as desk:
        for row_id in rows:
            desk.cite(row_id, Citation(document_id, section, page))
        desk.save()
        entries = register.entries(desk.view, {})
        found = next(entry for entry in entries if entry.document.id == document_id)
        out(*evidence_text.uses(found))


@command(
    "uncite",
    say("Take a document out of rows; it stays in the register."),
    examples=("parself evidence uncite van-quan-2023 E-001 3.4.1",),
)
@folder_argument()
@click.argument("document_id", metavar="ID", type=cleaned)
@click.argument("rows", metavar="ITEM...", nargs=-1, required=True, type=cleaned)
def uncite(folder: Path, document_id: str, rows: tuple[str, ...]) -> None:
    """Take a document out of rows."""
    with at_desk(folder) as desk:
        for row_id in rows:
            cited = desk.assessment.answer(row_id).citations
            found = [one for one in cited if one.document == document_id]
            if not found:
                what = say("Row {row} does not cite {id}.", row=row_id[:60], id=document_id[:60])
                todo = say("See: {command}", command="parself evidence list")
                raise UsageError(Problem(what, todo=todo))
            for citation in found:
                desk.uncite(row_id, citation)
        desk.save()


@command(
    "remove",
    say(
        "Take a document that no row cites out of the register. Its file stays in the folder"
        " until somebody deletes it."
    ),
    summary=say("Take a document out of the register."),
    examples=("parself evidence remove van-quan-2023 E-001",),
)
@folder_argument()
@click.argument("document_id", metavar="ID", type=cleaned)
def remove(folder: Path, document_id: str) -> None:
    """Take a document out of the register."""
    with at_desk(folder) as desk:
        document = _known(desk, document_id)
        desk.remove_document(document_id)
        desk.save()
    if document.stored_name:
        narrate(say("Its file stays: {name}", name=f"evidence/{document.stored_name}"))


def _known(desk: Desk, document_id: str) -> Document:
    document = desk.assessment.document(document_id)
    if document is None:
        raise unknown_document(desk.assessment, document_id)
    return document


@command(
    "list",
    say(
        "List the register: each document with the state of its file, its period and the rows"
        " that cite it; documents without rows, and files that are not registered."
    ),
    summary=say("List the register of evidence."),
    examples=("parself evidence list van-quan-2023",),
)
@folder_argument()
@json_option()
def list_(folder: Path, as_json: bool) -> None:
    """List the register."""
    view = open_view(folder)
    entries = register.entries(view, evidence_prints(view.folder, view.assessment))
    leftovers = tuple(documents.leftovers(view.folder, view.assessment))
    lines = evidence_text.register_lines(entries, leftovers)
    answer(as_json, lambda: evidence_text.register_shape(entries, leftovers), lines)


@command(
    "needed",
    say("List what to collect as proof, department by department, and what is there already."),
    examples=("parself evidence needed van-quan-2023",),
)
@folder_argument()
@json_option()
def needed(folder: Path, as_json: bool) -> None:
    """List what to collect."""
    found = register.to_collect(open_view(folder))
    lines = evidence_text.collection_lines(found)
    answer(as_json, lambda: evidence_text.collections_shape(found), lines)


@command(
    "todo",
    say("List the rows whose points nothing stands behind yet, most points first."),
    examples=("parself evidence todo van-quan-2023",),
)
@folder_argument()
@json_option()
def todo(folder: Path, as_json: bool) -> None:
    """List the rows to be backed."""
    view = open_view(folder)
    found = register.to_back(view)
    lines = evidence_text.to_back_lines(view, found)
    answer(as_json, lambda: evidence_text.to_back_shape(view, found), lines)


COMMANDS: Final = (
    group_of(
        "evidence",
        say("Keep the register of evidence: add, cite, list documents, and what to collect."),
        add,
        edit,
        cite,
        uncite,
        remove,
        list_,
        needed,
        todo,
    ),
)
