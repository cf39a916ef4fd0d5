"""What the part of a department changes in the unit's assessment: pure, field by field.

A part knows how each answer stood when it was given out. So it can be told who changed
what since: only what both sides changed waits for a person. What an earlier part brought is
treated as the desk's own: a later one, of whatever make and number, goes on from it only where
it contains it. Joining the same part twice changes nothing, and a default never overwrites
or takes away what stands here.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final

from parself.assessment.model import Answer, Assessment, Document, Part
from parself.errors import Message, say
from parself.rules.amounts import Value
from parself.submission import parting
from parself.submission.parting import EVIDENCE, EXPLANATION, FIGURES, Cells, digest, key_of
from parself.values import Frozen, evolve, field


class Verdict(StrEnum):
    """What becomes of one field, or of a row with its fields."""

    SAME = "same"
    """Both sides say the same."""
    TAKEN = "taken"
    """Only the department changed it, or it goes on from what is here."""
    KEPT = "kept"
    """The department says nothing new."""
    LACKING = "lacking"
    """An earlier part said it, this one does not: it stays unless somebody objects."""
    CONFLICT = "conflict"
    """There are two versions."""


_WEIGHT: Final = (Verdict.SAME, Verdict.KEPT, Verdict.LACKING, Verdict.TAKEN, Verdict.CONFLICT)
"""What a row is told as: the last of its fields' verdicts in this order."""
TOLD: Final = (Verdict.CONFLICT, Verdict.TAKEN, Verdict.LACKING)
"""What a person is shown, the most urgent first."""


class Choice(StrEnum):
    """What a person decides about a row or one field of it."""

    MINE = "mine"
    THEIRS = "theirs"
    EDIT = "edit"
    """Theirs, flagged, to be changed at once."""


class History(Frozen):
    """What came from the department before for one field, as hashes."""

    received: tuple[str, ...] = ()
    """In the order of their coming."""
    landed: frozenset[str] = frozenset()
    """Those that were taken over then."""


class Known(Frozen):
    """What is known of the department's earlier parts."""

    history: Mapping[str, History] = field(default_factory=dict)
    """By key of a field."""
    documents: Mapping[str, str] = field(default_factory=dict)
    """Ids of documents here by the identities that they were given out or came with."""
    is_older: bool = False
    """Whether a part of a higher number was joined before."""


class FieldMerge(Frozen):
    """One field of a row, as it stands here and as it came."""

    row: str
    name: str
    verdict: Verdict
    digest: str
    """Hash of what came."""
    sent: tuple[str, ...] = ()
    """Hashes of what the part said before."""
    base: Cells = field(default_factory=dict)
    """What evidence is added to and taken out of: as given out, or as the part last had it."""
    is_touched: bool = True
    """Whether the department changed it since it was given out."""

    @property
    def key(self) -> str:
        """Key under which a choice is given: ``6.1.explanation``."""
        return key_of(self.row, self.name)

    def chosen(self, choices: Mapping[str, Choice]) -> Choice | None:
        """Return what was decided: about the field, or about a row that the part changes in it."""
        whole_row = choices.get(self.row) if self.is_touched else None
        return choices.get(self.key, whole_row)


class RowMerge(Frozen):
    """One row, as it stands here and as it came."""

    row: str
    ours: Answer
    theirs: Answer
    fields: tuple[FieldMerge, ...]

    @property
    def verdict(self) -> Verdict:
        """What becomes of the row as a whole."""
        return max((one.verdict for one in self.fields), key=_WEIGHT.index)

    @property
    def told(self) -> tuple[FieldMerge, ...]:
        """The fields that a person is shown."""
        return tuple(one for one in self.fields if one.verdict in TOLD)


class FigureMerge(FieldMerge):
    """One shared figure, as it stands here and as it came; `name` is its id."""

    ours: Value | None = None
    theirs: Value | None = None


class Merge(Frozen):
    """What a part would change."""

    theirs: Assessment
    rows: tuple[RowMerge, ...]
    figures: tuple[FigureMerge, ...] = ()
    notes: tuple[Message, ...] = ()
    here: Mapping[str, str] = field(default_factory=dict)
    """Identities of the documents here, as this part knows them, by their ids."""

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The rows that wait for a person."""
        return tuple(one.row for one in self.rows if one.verdict is Verdict.CONFLICT)

    @property
    def fields(self) -> tuple[FieldMerge, ...]:
        """Every field and shared figure that is decided on its own."""
        return (*(one for row in self.rows for one in row.fields), *self.figures)

    @property
    def taken(self) -> tuple[str, ...]:
        """The rows of which anything is taken over unless somebody objects."""
        rows = (one.row for row in self.rows for one in row.fields if one.verdict is Verdict.TAKEN)
        return tuple(dict.fromkeys(rows))

    def undecided(self, choices: Mapping[str, Choice]) -> tuple[str, ...]:
        """Return the keys (``6.1.figures``) that still wait once these choices are made."""
        return tuple(
            one.key
            for one in self.fields
            if one.verdict is Verdict.CONFLICT and one.chosen(choices) is None
        )


def merge(ours: Assessment, theirs: Assessment, *, rows: Sequence[str], known: Known) -> Merge:
    """Compare a part with the assessment that it came from, or with what became of it.

    `rows` are those that the department answers for.
    """
    part = theirs.part or Part("", {})
    own = [row for row in rows if row in part.rows]
    here = _as_known_there(ours, theirs, known.documents)
    comparison = _Comparison(ours, theirs, part, known, here)
    return Merge(
        theirs,
        tuple(comparison.row(row) for row in own),
        tuple(comparison.figures()),
        (*_strange_rows(theirs, own), *_described_otherwise(ours, theirs)),
        here,
    )


def _as_known_there(
    ours: Assessment, theirs: Assessment, came: Mapping[str, str]
) -> Mapping[str, str]:
    """Return the identities of our documents, those that the part knows them by first.

    An entry that was edited here since it went out or came is the same document still.
    """
    here = dict(parting.identities(ours.documents))
    for document in theirs.documents:
        told = parting.identity(document)
        if told not in here.values():
            same = ours.document(came.get(told, ""))
            if same is not None and _is_same_paper(same, document):
                here[same.id] = told
    return here


def _is_same_paper(one: Document, other: Document) -> bool:
    """Return whether two entries may be one document: an id alone proves nothing, it is reused."""
    pairs = ((one.number, other.number), (one.title, other.title), (one.link, other.link))
    return one.kind is other.kind and any(mine and mine == its for mine, its in pairs)


class _Comparison(Frozen):
    """A part laid beside the assessment here."""

    ours: Assessment
    theirs: Assessment
    part: Part
    known: Known
    here: Mapping[str, str]
    """Identities of the documents here."""

    def row(self, row: str) -> RowMerge:
        ours, theirs = self.ours.answer(row), self.theirs.answer(row)
        mine = parting.cells(ours, self.here)
        its = parting.cells(theirs, parting.identities(self.theirs.documents))
        sides = (self.part.rows[row], mine, its)
        fields = {
            name: self._field(row, name, *(parting.of_field(side, name) for side in sides))
            for name in parting.FIELDS
        }
        text, said = ours.explanation.strip(), fields[EXPLANATION]
        if said.verdict is Verdict.CONFLICT and text and text in theirs.explanation:
            # The new explanation contains all of ours: it goes on from it.
            fields[EXPLANATION] = evolve(said, verdict=Verdict.TAKEN)
        return RowMerge(row, ours, theirs, tuple(fields.values()))

    def _field(self, row: str, name: str, given: Cells, mine: Cells, its: Cells) -> FieldMerge:
        key = key_of(row, name)
        sent = self.part.sent.get(key, ())
        verdict = judge(given, mine, its, self.known.history.get(key), sent)
        base = mine if digest(mine) in sent else given
        if name == EVIDENCE:
            verdict = _judged_paper_by_paper(verdict, base, mine, its)
        return FieldMerge(row, name, verdict, digest(its), sent, base, given != its)

    def figures(self) -> Iterator[FigureMerge]:
        """Yield the shared figures that differ."""
        for key in sorted({*self.part.figures, *self.theirs.figures}):
            sides = [one.figures.get(key) for one in (self.part, self.ours, self.theirs)]
            given, mine, its = map(parting.value_cells, sides)
            verdict = judge(given, mine, its, self.known.history.get(key_of(FIGURES, key)))
            if verdict is not Verdict.SAME:
                ours, theirs = sides[1:]
                yield FigureMerge(FIGURES, key, verdict, digest(its), ours=ours, theirs=theirs)


def judge(
    given: Cells, ours: Cells, theirs: Cells, history: History | None, sent: Container[str] = ()
) -> Verdict:
    """Return the verdict on a field from the hashes of its cells.

    `sent` holds what the part itself said before.
    """
    before = history or History()
    if ours == theirs:
        return Verdict.SAME
    if ours != given and digest(ours) in sent:
        return Verdict.TAKEN
    if theirs == given:
        return Verdict.LACKING if digest(ours) in before.received else Verdict.KEPT
    # Taken over once and taken back since: who joins it again wants it again.
    was_undone = ours == given and digest(theirs) in before.landed
    if digest(theirs) in before.received and not was_undone:
        return Verdict.KEPT
    return Verdict.TAKEN if _contains(given, ours, theirs) else Verdict.CONFLICT


def _contains(given: Cells, ours: Cells, theirs: Cells) -> bool:
    """Return whether every cell that changed here since then changed likewise in the part."""
    return all(
        theirs.get(cell) == ours.get(cell)
        for cell in {*given, *ours}
        if given.get(cell) != ours.get(cell)
    )


def _judged_paper_by_paper(verdict: Verdict, base: Cells, ours: Cells, theirs: Cells) -> Verdict:
    """Return the verdict on evidence: documents are added or removed, and never conflict."""
    if verdict is Verdict.LACKING:
        return Verdict.KEPT
    if verdict not in {Verdict.CONFLICT, Verdict.TAKEN}:
        return verdict
    added = theirs.keys() - base.keys() - ours.keys()
    taken_out = (base.keys() - theirs.keys()) & ours.keys()
    return Verdict.TAKEN if added or taken_out else Verdict.KEPT


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
            what = say("Document {id} is described otherwise in the part; the entry here stays.")
            yield Message(what.id, {"id": here.id})


def _description(document: Document) -> Document:
    return evolve(document, id="", stored_name="", original_name="")


def is_taken(one: FieldMerge, choices: Mapping[str, Choice]) -> bool:
    """Return whether the department's version is taken over, given the choices."""
    if one.verdict is Verdict.SAME:
        return False
    default = Choice.THEIRS if one.verdict is Verdict.TAKEN else Choice.MINE
    return (one.chosen(choices) or default) is not Choice.MINE
