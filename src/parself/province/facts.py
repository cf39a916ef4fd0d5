"""What an appraisal needs to know of a hand-in, row by row: points, and hashes of what was said.

A board over hundreds of units reads these small facts and no hand-in. They are kept under
``facts/``, sealed, and are made anew from the hand-in where they are missing.
"""

from collections.abc import Container, Iterable, Mapping
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Final

from parself import files
from parself.assessment.entries import with_figures
from parself.assessment.model import Answer, Assessment, Reply, State
from parself.files import journal
from parself.limits import TOML_BYTES
from parself.numerals import is_number
from parself.province.decisions import Basis
from parself.rubric import model as m
from parself.rubric.identity import row_hash
from parself.rubric.peers import Unit
from parself.rules.amounts import Value
from parself.rules.kinds import row_fields
from parself.scoring.score import Claims
from parself.scoring.weights import weights_of
from parself.submission.inspector import Finding
from parself.submission.parting import identities
from parself.values import Frozen, evolve, field, from_bytes, to_bytes

_SHORT_HASH: Final = 16
ZERO: Final = Decimal(0)


class RowFacts(Frozen):
    """One row of one hand-in."""

    state: State
    points: Decimal | None
    """Claimed points; None while the row has none."""
    maximum: Decimal
    """0 where the row does not apply."""
    is_backed: bool
    figures: Mapping[str, Decimal] = field(default_factory=dict)
    """The numbers that count for the row, shared ones included, by field."""
    others: Mapping[str, str] = field(default_factory=dict)
    """All else that was entered, by field: the id of an option, a day, ``yes`` or ``no``."""
    answer: str = ""
    """Hash of state and figures, shared ones included; empty where nothing was entered."""
    proof: str = ""
    explanation: str = ""
    is_doubted: bool = False
    """Whether figures contradict others or are unlikely, and the unit gives no reason for it."""


class Facts(Frozen):
    """One hand-in."""

    unit: str
    digest: str
    points: Decimal | None
    """Claimed points in all."""
    applicable_max: Decimal
    index: Decimal | None
    """Claimed index in percent."""
    rows: Mapping[str, RowFacts]
    returned: str = ""
    """Digest of the return that the hand-in answers; empty where it names none."""
    replies: Mapping[str, Reply] = field(default_factory=dict)
    """What the unit replies to the appraisal of rows, without who wrote it when."""


def facts_of(
    unit: Unit,
    assessment: Assessment,
    scores: Claims,
    bag_digest: str,
    doubts: Iterable[Finding],
) -> Facts:
    """Return the facts of a hand-in; `scores` are by the round's own rubric and roster.

    `doubts` are the findings about its figures that stand.
    """
    known = identities(assessment.documents)
    doubted = {row for one in doubts for row in one.rows}
    rows = {}
    for row_id, scored in scores.rows.items():
        answer = assessment.answer(row_id)
        fields = row_fields(scored.row, unit.sub_units)
        values = with_figures(fields, answer.values, assessment.figures)
        figures, others = _parted(values)
        rows[row_id] = RowFacts(
            scored.state,
            scored.points,
            scored.maximum,
            scored.backed,
            figures,
            others,
            _hash(_entered(answer, values)),
            _hash(_proof(answer, known)),
            _hash(answer.explanation.strip()),
            row_id in doubted,
        )
    claimed, named = scores.claimed, assessment.returned
    return Facts(
        unit.code,
        bag_digest,
        claimed.points,
        scores.applicable_max,
        claimed.index,
        rows,
        named.digest if named is not None else "",
        {
            row: Reply(one.agrees, one.explanation)
            for row, one in sorted(assessment.replies.items())
            if not one.appeals
        },
    )


_WORDS: Final = {True: "yes", False: "no"}


def _parted(values: Mapping[str, Value]) -> tuple[dict[str, Decimal], dict[str, str]]:
    """Return the numbers among values, and the rest as text."""
    numbers, others = {}, {}
    for key, value in values.items():
        if is_number(value):
            numbers[key] = Decimal(value)
        else:
            others[key] = _WORDS[value] if isinstance(value, bool) else str(value)
    return numbers, others


def _entered(answer: Answer, values: Mapping[str, Value]) -> object:
    """Return what a unit entered in a row: its state, its figures, shared ones included."""
    if answer.state is State.UNANSWERED and not answer.values and answer.estimate is None:
        return None
    figures = [[key, str(values[key])] for key in sorted(values)]
    return [answer.state.value, answer.provisional, str(answer.estimate), *figures]


def _proof(answer: Answer, identities: Mapping[str, str]) -> object:
    """Return where the proof stands, whatever ids its documents have in the unit's register."""
    cited = {
        (identities.get(one.document, one.document), one.section, one.page)
        for one in answer.citations
    }
    return sorted(cited)


def _contested(reply: Reply) -> object:
    """Return the part of a reply that turns a decision; None where the unit agrees."""
    return None if reply.agrees else [False, reply.explanation.strip()]


def _hash(said: object) -> str:
    """Return a short hash of what was said; empty where nothing was."""
    return sha256(to_bytes(said)).hexdigest()[:_SHORT_HASH] if said else ""


def rule_hash(row: m.Row) -> str:
    """Return a short hash of what a row asks for and gives."""
    return row_hash(row)[:_SHORT_HASH]


def basis_of(facts: Facts, row: str, *, rule: str, reference: str = "") -> Basis:
    """Return what a decision on a row rests on now, without an agreed way of scoring."""
    said, reply = facts.rows[row], facts.replies.get(row)
    return Basis(
        hand_in=facts.digest,
        answer=said.answer,
        proof=said.proof,
        explanation=said.explanation,
        rule=rule,
        reference=reference,
        reply="" if reply is None else _hash(_contested(reply)),
    )


def sealed_facts(facts: Facts) -> bytes:
    """Return the content of the file that keeps the facts of a hand-in."""
    return f"{journal.seal(to_bytes(facts).decode())}\n".encode()


def keep_facts(round_path: Path, digest: str, sealed: bytes) -> None:
    """Keep the facts of a hand-in in a round's folder. Raises `FileError`."""
    files.write_remade(_place(round_path, digest), sealed)


def totals(rubric: m.Rubric, rows: Mapping[str, RowFacts]) -> tuple[Decimal, Decimal]:
    """Return claimed points and applicable maximum of some rows, as their sections count them.

    Of rows that are not among them nothing is known: they are taken to apply.
    """
    items = {item.id: item for item in rubric.items() if item.id in rows}
    away = {row for row in items if rows[row].state is State.NOT_APPLICABLE}
    unscored = {row for row in away if items[row].source is not m.Source.SELF}
    weights = weights_of(rubric, away - unscored, unscored)
    points = weights.added({row: rows[row].points or ZERO for row in items})
    return points, weights.added({row: rows[row].maximum for row in items})


def only_rows(facts: Facts, rows: Container[str], rubric: m.Rubric) -> Facts:
    """Return the facts of a hand-in as if its unit had answered some rows alone.

    Its totals are those of these rows; that another row does not apply is not told either.
    """
    kept = {
        row: facts.rows[row]
        if row in rows
        else RowFacts(State.UNANSWERED, None, asked.points, is_backed=False)
        for row, asked in rubric.rows.items()
    }
    points, most = totals(rubric, {row: one for row, one in kept.items() if row in rows})
    return evolve(
        facts,
        points=points,
        applicable_max=most,
        index=None,
        rows=kept,
        replies={row: said for row, said in facts.replies.items() if row in rows},
    )


def read_facts(round_path: Path, digest: str) -> Facts | None:
    """Read the facts of a hand-in by its digest; None where they are missing or damaged."""
    try:
        data = files.read_file(_place(round_path, digest), most=TOML_BYTES)
        text = journal.unsealed(data.decode("utf-8").rstrip("\n"))
        return None if text is None else from_bytes(Facts, text.encode())
    except (files.FileError, ValueError):
        return None


def _place(round_path: Path, digest: str) -> Path:
    return round_path / "facts" / f"{digest}.json"
