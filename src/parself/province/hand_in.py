"""The hand-in of a unit that counts, read whole: for whoever appraises one row after another.

Boards read facts; here is what an appraiser looks at: entries, derivation, documents, findings
with the reasons for which the unit left them. A document is opened only from the copy that was
checked, and only where its kind is one that evidence may have.
"""

from pathlib import Path

from parself import files
from parself.assessment.evidence_kinds import unfit
from parself.assessment.model import Answer, Assessment, Document
from parself.errors import Problem, RefusedError, say
from parself.province.record import Received, Round
from parself.returns.replying import may_change
from parself.rubric.peers import Unit
from parself.scoring.score import RowScore, Scores, score_assessment
from parself.submission import layout
from parself.submission.bag import open_bag, read_evidence
from parself.submission.inspector import Finding
from parself.submission.intake import Bundle, read_bundle
from parself.values import Frozen, evolve


class HandIn(Frozen):
    """What a unit handed in, scored by the round's own rubric."""

    path: Path
    """The file as it was received."""
    unit: Unit
    assessment: Assessment
    scores: Scores
    findings: tuple[Finding, ...]
    absent: frozenset[str]
    """Ids of documents whose file is not in the hand-in."""
    reply: "HandIn | None" = None
    """The hand-in by which the unit replies to its first appraisal."""
    replied: frozenset[str] = frozenset()
    """The rows that the reply may change."""

    def on(self, row: str) -> "HandIn":
        """Return the hand-in that counts for a row: the reply, or this one."""
        return self.reply if self.reply is not None and row in self.replied else self

    def holding(self, document: Document) -> "HandIn":
        """Return the hand-in with which a document came."""
        is_new = self.reply is not None and document in self.reply.assessment.documents
        return self.reply if self.reply is not None and is_new else self

    def answer(self, row: str) -> Answer:
        """Return what the unit entered in a row."""
        return self.on(row).assessment.answer(row)

    def scored(self, row: str) -> RowScore:
        """Return what a row is worth, with its derivation."""
        return self.on(row).scores.rows[row]

    def found(self, row: str) -> tuple[Finding, ...]:
        """Return the findings that concern a row."""
        findings = self.on(row).findings
        return tuple(one for one in findings if row in one.rows or one.subject == row)

    def waiver(self, finding: Finding) -> str:
        """Return why the unit left a finding as it is; empty where it gave no reason."""
        return self.assessment.waivers.get(finding.key, "")


def read_hand_in(round_: Round, code: str) -> HandIn | None:
    """Read the hand-in of a unit that counts; None where none does.

    Raises a `BundleError` where the kept file is damaged, and `FileError`.
    """
    counts, reply = round_.counting(code), round_.reply(code)
    if counts is None:
        return None
    read = _read(round_, code, counts)
    begun = round_.begun(code)
    if reply is None or begun is None:
        return read
    rows = may_change(round_.rubric, read.unit, begun.to_answer)
    return evolve(read, reply=_read(round_, code, reply), replied=rows)


def _read(round_: Round, code: str, one: Received) -> HandIn:
    path = round_.path / one.file
    bundle = read_bundle(path)
    unit = round_.roster.unit(code) or bundle.unit
    scores = score_assessment(round_.rubric, unit, bundle.assessment)
    return HandIn(path, unit, bundle.assessment, scores, bundle.findings, _absent(bundle))


def _absent(bundle: Bundle) -> frozenset[str]:
    return frozenset(one.id for one in (*bundle.missing, *bundle.separate))


def take_out(hand_in: HandIn, document: Document, folder: Path) -> Path:
    """Write a document of a hand-in to a folder, for it to be opened; return where it is.

    Raises `RefusedError` where it has no file or its kind is not allowed, a `BundleError` where
    the kept hand-in is no longer what was checked, and `FileError`.
    """
    hand_in = hand_in.holding(document)
    if not document.stored_name or document.id in hand_in.absent:
        what = say("No file came with this document.")
        raise RefusedError(Problem(what, document.called, say("Ask the unit to show the paper.")))
    held = open_bag(hand_in.path, layout.SUBMISSION).folder
    data = b"".join(read_evidence(hand_in.path, held, document.stored_name))
    fault = unfit(document.stored_name, [data])
    if fault is not None:
        todo = say("It is not opened. Ask the unit for the paper as PDF.")
        raise RefusedError(Problem(fault, document.called, todo))
    target = folder / Path(document.stored_name).name
    files.make_folder(folder)
    files.write_atomic(target, data)
    return target
