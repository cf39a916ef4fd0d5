"""What counts of each unit, as facts: the hand-in that counts, with what a reply may change of it.

Facts that are missing are made anew from the hand-in beside them.
"""

from pathlib import Path

from parself.province.facts import (
    Facts,
    facts_of,
    keep_facts,
    read_facts,
    sealed_facts,
)
from parself.province.record import Received, Round
from parself.province.second_round import kept_out, with_reply
from parself.returns.replying import may_change
from parself.scoring.score import score_assessment
from parself.submission.inspector import at_once, standing
from parself.submission.intake import read_bundle
from parself.values import Frozen


class Counted(Frozen):
    """What counts of one unit."""

    facts: Facts
    kept_out: tuple[str, ...] = ()
    """Rows that its reply says otherwise, and may not."""


def counted(round_: Round, code: str) -> Counted | None:
    """Return what counts of a unit; None where no hand-in does.

    Raises a `BundleError` where facts are missing and the hand-in is damaged, and `FileError`.
    """
    counts, reply = round_.counting(code), round_.reply(code)
    if counts is None:
        return None
    base, begun, unit = facts_in(round_, code, counts), round_.begun(code), round_.roster.unit(code)
    if reply is None or begun is None or unit is None:
        return Counted(base)
    theirs, rows = facts_in(round_, code, reply), may_change(round_.rubric, unit, begun.to_answer)
    return Counted(with_reply(base, theirs, rows), kept_out(base, theirs, rows))


def facts_in(round_: Round, code: str, one: Received) -> Facts:
    """Return the facts of a hand-in that a round keeps. Raises as `counted` does."""
    return read_facts(round_.path, one.digest) or _facts_anew(round_, code, round_.path / one.file)


def _facts_anew(round_: Round, code: str, file: Path) -> Facts:
    bundle = read_bundle(file)
    unit = round_.roster.unit(code) or bundle.unit
    scores = score_assessment(round_.rubric, unit, bundle.assessment)
    found = at_once(round_.rubric, unit, bundle.assessment, scores)
    doubts = standing(found, bundle.assessment)
    facts = facts_of(unit, bundle.assessment, scores, bundle.digest, doubts)
    keep_facts(round_.path, facts.digest, sealed_facts(facts))
    return facts
