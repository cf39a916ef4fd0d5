"""What the part of a department changes in the unit's assessment: pure, row by row.

A part knows how each answer stood when it was given out. So it can be told who changed
what since: only what both sides changed is a conflict, and that waits for a person.
Joining the same part twice changes nothing, parts of different departments may come in
any order, and a default never overwrites what somebody at this desk has entered.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from attrs import evolve, field, frozen

from parself.assessment.model import Answer, Assessment, Citation, Document, Part, Value
from parself.errors import Message, say
from parself.submission.parting import answer_hash, identity


class Verdict(StrEnum):
    """What becomes of one row."""

    SAME = "same"
    """Both sides say the same."""
    TAKEN = "taken"
    """Only the department changed it."""
    KEPT = "kept"
    """The department says nothing new."""
    CONFLICT = "conflict"
    """Both sides changed it."""


class Order(StrEnum):
    """Where a part stands among those that came from the department before."""

    NEWER = "newer"
    """None of its number or a higher one has come."""
    AGAIN = "again"
    """The same part has come before."""
    TWIN = "twin"
    """Another part of the same number has come."""
    OLDER = "older"
    UNNUMBERED = "unnumbered"
    """A form on paper or in Excel has no number."""


class Choice(StrEnum):
    """What a person decides about a row."""

    MINE = "mine"
    THEIRS = "theirs"
    EDIT = "edit"
    """Theirs, flagged, to be changed at once."""


@frozen
class History:
    """What came from the department before for one row, as hashes."""

    received: tuple[str, ...] = ()
    """In the order of their coming."""
    landed: frozenset[str] = frozenset()
    """Those that were taken over then."""


@frozen
class RowMerge:
    """One row, as it stands here and as it came."""

    row: str
    verdict: Verdict
    ours: Answer
    theirs: Answer
    digest: str
    """Hash of what came."""


@frozen
class FigureMerge:
    """One shared figure, as it stands here and as it came."""

    figure: str
    verdict: Verdict
    ours: Value | None
    theirs: Value | None


@frozen
class Merge:
    """What a part would change."""

    theirs: Assessment
    rows: tuple[RowMerge, ...]
    figures: tuple[FigureMerge, ...] = ()
    notes: tuple[Message, ...] = ()

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The rows that wait for a person."""
        return tuple(one.row for one in self.rows if one.verdict is Verdict.CONFLICT)

    @property
    def open_keys(self) -> tuple[str, ...]:
        """What waits for a person: rows, and shared figures as ``figures.so-xa``."""
        figures = [one for one in self.figures if one.verdict is Verdict.CONFLICT]
        return (*self.conflicts, *(f"figures.{one.figure}" for one in figures))

    @property
    def taken(self) -> tuple[str, ...]:
        """The rows that are taken over unless somebody objects."""
        return tuple(one.row for one in self.rows if one.verdict is Verdict.TAKEN)


@frozen
class Merged:
    """An assessment with a part joined, and what has to be copied for it."""

    assessment: Assessment
    files: Mapping[str, str] = field(factory=dict)
    """Names of evidence in the part by the names that they get here."""
    landed: tuple[str, ...] = ()
    """The rows that were taken over."""
    figures: tuple[str, ...] = ()
    """The shared figures that were taken over."""


def merge(
    ours: Assessment,
    theirs: Assessment,
    *,
    rows: Sequence[str],
    history: Mapping[str, History],
    order: Order,
) -> Merge:
    """Compare a part with the assessment that it came from, or with what became of it.

    `rows` are those that the department answers for; `history` is what came from it before.
    """
    part = theirs.part or Part("", {})
    own = [row for row in rows if row in part.rows]
    merges = [_row(ours, theirs, row, history.get(row, History()), order) for row in own]
    return Merge(
        theirs,
        tuple(merges),
        tuple(_figures(ours, theirs, part, order)),
        (*_strange_rows(theirs, own), *_described_otherwise(ours, theirs)),
    )


def _row(ours: Assessment, theirs: Assessment, row: str, before: History, order: Order) -> RowMerge:
    part = theirs.part or Part("", {})
    here = answer_hash(ours.answer(row), ours.documents)
    there = answer_hash(theirs.answer(row), theirs.documents)
    verdict = judge(part.rows[row], here, there, before, order)
    return RowMerge(row, verdict, ours.answer(row), theirs.answer(row), there)


def judge(given: str, ours: str, theirs: str, before: History, order: Order) -> Verdict:
    """Return what becomes of a row, from hashes alone."""
    if ours == theirs:
        return Verdict.SAME
    known = {given, *before.received}
    # Of a newer part, only what it says as the last one did is no news: a department may
    # well go back to an earlier figure.
    last = before.received[-1] if before.received else given
    old_news = {last} if order is Order.NEWER else known
    # Taken over once and taken back since: who joins it again wants it again.
    was_undone = ours == given and theirs in before.landed
    if order is Order.OLDER or (theirs in old_news and not was_undone):
        return Verdict.KEPT
    untouched = {given} if order is Order.TWIN else known
    return Verdict.TAKEN if ours in untouched else Verdict.CONFLICT


def _figures(
    ours: Assessment, theirs: Assessment, part: Part, order: Order
) -> Iterable[FigureMerge]:
    for key in sorted({*part.figures, *theirs.figures}):
        here, there, given = ours.figures.get(key), theirs.figures.get(key), part.figures.get(key)
        if there == given or here == there or order in {Order.OLDER, Order.AGAIN}:
            continue
        yield FigureMerge(key, Verdict.TAKEN if here == given else Verdict.CONFLICT, here, there)


def _strange_rows(theirs: Assessment, own: Sequence[str]) -> Iterable[Message]:
    strange = sorted(set(theirs.answers) - set(own))
    if strange:
        yield say(
            "Rows that this department does not answer for were left out: {rows}.",
            rows=", ".join(strange),
        )


def _described_otherwise(ours: Assessment, theirs: Assessment) -> Iterable[Message]:
    known = {one.sha256: one for one in ours.documents if one.sha256}
    for document in theirs.documents:
        here = known.get(document.sha256)
        if here is not None and _description(here) != _description(document):
            yield say(
                "Document {id} is described otherwise in the part; the entry here stays.",
                id=here.id,
            )


def _description(document: Document) -> Document:
    return evolve(document, id="", stored_name="", original_name="")


def apply(
    ours: Assessment,
    found: Merge,
    choices: Mapping[str, Choice],
    *,
    prefix: str,
    who: str,
    now: datetime,
) -> Merged:
    """Return the assessment with a part joined as it was decided; conflicts undecided stay ours.

    `prefix` begins the ids of documents that are new here; `who` and `now` sign answers
    that nobody signed. A choice also overrides what would become of a row without one.
    """
    wanted = [one for one in found.rows if _is_taken(one.row, one.verdict, choices)]
    register = _Register(ours, prefix)
    joined = ours
    for one in wanted:
        names = {c.document: register.take(found.theirs, c.document) for c in one.theirs.citations}
        answer = _signed(one, names, who, now)
        if choices.get(one.row) is Choice.EDIT:
            answer = evolve(answer, flagged=True)
        joined = joined.with_answer(one.row, answer)
    figures = [
        one for one in found.figures if _is_taken(f"figures.{one.figure}", one.verdict, choices)
    ]
    for figure in figures:
        joined = joined.with_figure(figure.figure, figure.theirs)
    return Merged(
        evolve(joined, documents=register.documents),
        register.files,
        tuple(one.row for one in wanted),
        tuple(one.figure for one in figures),
    )


def _is_taken(key: str, verdict: Verdict, choices: Mapping[str, Choice]) -> bool:
    if verdict is Verdict.SAME:
        return False
    default = Choice.THEIRS if verdict is Verdict.TAKEN else Choice.MINE
    return choices.get(key, default) is not Choice.MINE


def _signed(one: RowMerge, names: Mapping[str, str], who: str, now: datetime) -> Answer:
    notes = dict.fromkeys(note for note in (one.ours.note, one.theirs.note) if note.strip())
    return evolve(
        one.theirs,
        citations=tuple(
            Citation(names[c.document], c.section, c.page) for c in one.theirs.citations
        ),
        note="\n".join(notes),
        flagged=one.ours.flagged,
        effort=one.ours.effort,
        who=one.theirs.who or who,
        when=one.theirs.when or now,
    )


class _Register:
    """The evidence register while documents of a part are entered in it."""

    def __init__(self, ours: Assessment, prefix: str) -> None:
        self.documents = ours.documents
        self.files: dict[str, str] = {}
        self._prefix = prefix

    def take(self, theirs: Assessment, document_id: str) -> str:
        """Return the id of a document here, entering it where it is new."""
        document = theirs.document(document_id)
        if document is None:
            return document_id
        known = {identity(one): one.id for one in self.documents}
        if identity(document) in known:
            return known[identity(document)]
        new = self._free_id(document_id)
        stored = self._stored_name(document, new)
        if stored:
            self.files[stored] = document.stored_name
        self.documents = (*self.documents, evolve(document, id=new, stored_name=stored))
        return new

    def _free_id(self, document_id: str) -> str:
        taken = {one.id for one in self.documents}
        tail = document_id.rpartition("-")[2]
        number = int(tail) if tail.isdecimal() and len(tail) <= 6 else 1
        while (found := f"{self._prefix}-{number:03}") in taken:
            number += 1
        return found

    def _stored_name(self, document: Document, new: str) -> str:
        if not document.stored_name:
            return ""
        rest = document.stored_name.removeprefix(document.id).lstrip("-")
        return f"{new}-{rest}" if rest else new


def take_back(
    present: Assessment,
    before: Assessment,
    landed: Mapping[str, str],
    figures: Mapping[str, str],
) -> tuple[Assessment, tuple[str, ...]]:
    """Take a landing back, row by row, and return the rows that stay because they were changed.

    `landed` are the hashes that the landing left, by row, `figures` the shared figures as it
    left them. Documents that it brought and that nothing cites any more go.
    """
    kept = [
        row
        for row, digest in landed.items()
        if answer_hash(present.answer(row), present.documents) != digest
    ]
    after = present
    for row in landed.keys() - set(kept):
        after = after.with_answer(row, before.answer(row))
    for key, value in figures.items():
        if str(present.figures.get(key)) == value:
            after = after.with_figure(key, before.figures.get(key))
    had = {one.id for one in before.documents}
    cited = {c.document for answer in after.answers.values() for c in answer.citations}
    documents = tuple(one for one in after.documents if one.id in had | cited)
    lost = [one for one in before.documents if one.id in cited and one not in documents]
    return evolve(after, documents=(*documents, *lost)), tuple(sorted(kept))
