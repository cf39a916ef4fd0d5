"""What the commands about evidence print: as text and as JSON."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from parself.assessment.model import Document
from parself.errors import say
from parself.i18n import _, render
from parself.numerals import show_date
from parself.report import collecting
from parself.report.evidence import columns, used_words
from parself.scoring.score import RowScore
from parself.tables.data import Json, figure, records
from parself.tables.terminal import wrapped
from parself.view.register import Collection, Entry
from parself.view.view import View
from parself.words.citing import document_kind, document_words, file_state_words


def line(document: Document) -> str:
    """Return a document in one line: id, how it is held, what it is."""
    return f"{document.id}  {document_kind(document.kind)}  {document_words(document)}"


def register_lines(entries: Sequence[Entry], leftovers: Sequence[str]) -> Iterator[str]:
    """Yield the register as text."""
    if not entries:
        yield _("The register holds no document yet.")
    for entry in entries:
        yield from wrapped(line(entry.document))
        yield from wrapped("; ".join(_remarks(entry)), indent="    ")
    if leftovers:
        yield _("Files that are not registered:")
    for name in leftovers:
        yield f"  {name}"


def _remarks(entry: Entry) -> Iterator[str]:
    yield from (words for words in [file_state_words(entry.state)] if words)
    if entry.is_outside and entry.document.issued is not None:
        day = show_date(entry.document.issued)
        yield render(say("dated {day}, outside the period", day=day))
    if entry.is_orphan:
        yield _("not cited by any row")
    else:
        yield f"{_('rows')}: {', '.join(map(used_words, entry.uses))}"
    if entry.is_heavy:
        yield render(say("serves {count} rows: name section and page", count=len(entry.rows)))


def uses(entry: Entry) -> Iterator[str]:
    """Yield the rows that cite a document."""
    yield from wrapped(f"{entry.document.id}: {', '.join(map(used_words, entry.uses))}")


def collection_lines(collections: Sequence[Collection]) -> Iterator[str]:
    """Yield what to collect as text, a paragraph a department."""
    for number, collection in enumerate(collections):
        if number:
            yield ""
        yield collection.department.title or _("No department named")
        for needed in collection.rows:
            yield from wrapped(f"{needed.row.id} {needed.row.title}", indent="  ")
            for document in needed.expected:
                yield from wrapped(f"- {document}", indent="    ")
            papers = "; ".join(map(document_words, needed.cited))
            there = f"{_('Cited')}: {papers}" if papers else _("Nothing cited yet.")
            yield from wrapped(there, indent="    ")


def to_back_lines(view: View, found: Sequence[RowScore]) -> Iterator[str]:
    """Yield the rows to be backed as text."""
    claimed, backed = view.scores.claimed.points, view.scores.backed.points
    words = say(
        "Claimed {claimed:points} points, backed {backed:points}.", claimed=claimed, backed=backed
    )
    yield render(words)
    if not found:
        yield _("All points have evidence or an explanation.")
        return
    words = say("{points:points} points can be kept by adding proof:", points=_sum(found))
    yield render(words)
    for one in found:
        points = render(say("{points:points} points", points=one.points))
        yield from wrapped(f"{one.row.id} {one.row.title}: {points}", indent="  ")
        yield from wrapped("; ".join(one.row.evidence), indent="      ")


def _sum(found: Sequence[RowScore]) -> Decimal:
    return sum((one.points for one in found if one.points), Decimal(0))


def register_shape(entries: Sequence[Entry], leftovers: Sequence[str]) -> Json:
    """Return the register as JSON."""
    return {
        "documents": records(columns(entries), entries),
        "orphans": [entry.document.id for entry in entries if entry.is_orphan],
        "heavy": [entry.document.id for entry in entries if entry.is_heavy],
        "leftovers": list(leftovers),
        "bytes": sum(entry.document.size for entry in entries),
    }


def collections_shape(collections: Sequence[Collection]) -> Json:
    """Return what to collect as JSON."""
    return {
        "departments": [
            {
                "id": collection.department.id or None,
                "title": collection.department.title or None,
                "items": records(collecting.columns(), collection.rows),
            }
            for collection in collections
        ]
    }


def to_back_shape(view: View, found: Sequence[RowScore]) -> Json:
    """Return the rows to be backed as JSON."""
    return {
        "claimed": figure(view.scores.claimed.points),
        "backed": figure(view.scores.backed.points),
        "missing": figure(_sum(found)),
        "items": [
            {
                "item": one.row.id,
                "points": figure(one.points),
                "expected": list(one.row.evidence),
            }
            for one in found
        ],
    }
