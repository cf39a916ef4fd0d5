"""A trainer's session opened: its pack as keys to compare with, its groups' files as works."""

from decimal import Decimal
from functools import partial
from pathlib import Path

from parself.assessment.model import Answer, Purpose, State
from parself.errors import Problem, say
from parself.rubric.identity import identity_of
from parself.rubric.model import Rubric
from parself.scoring.score import RowScore, claims_of
from parself.submission import layout
from parself.submission.archive import WrongKindError
from parself.submission.bag import kind_of
from parself.submission.intake import read_bundle
from parself.workshop import material
from parself.workshop.agreement import Given, Open, RowKey
from parself.workshop.judging import Aim, Work
from parself.workshop.pack import Keyed, Pack, Trap
from parself.workshop.session import ExerciseError, Session


def open_session(path: Path) -> Session:
    """Open the session in a folder. Errors are those of `material.open_session`."""
    found = material.open_session(path)
    pack = found.pack
    aim = Aim(found.session, pack.id, pack.head.edition, identity_of(pack.rubric).scoring_hash)
    keys = tuple(_key(pack.rubric, one) for one in pack.key.values())
    titles = {one.row: pack.rubric.rows[one.row].title for one in pack.key.values()}
    return Session(path, aim, pack.head.title, keys, partial(read_work, pack), titles)


def _key(rubric: Rubric, one: Keyed) -> RowKey:
    return RowKey(
        one.row,
        rubric.rows[one.row].points,
        tuple(given.points for given in one.right),
        one.tolerance,
        tuple(trap.mistake for trap in one.traps),
    )


def read_work(pack: Pack, path: Path) -> Work:
    """Read a group's file with distrust, scored by the pack's own rules.

    Raises a `BundleError`: `ExerciseError` for the file that was handed out to the groups.
    """
    try:
        bundle = read_bundle(path, layout.WORKSHOP)
    except WrongKindError as error:
        if kind_of(path) == layout.EXERCISE:
            raise ExerciseError(*error.problems) from None
        raise
    told, group = bundle.assessment, bundle.assessment.group
    if group is None:
        raise WrongKindError(Problem(say("The file names no group."), bundle.folder))
    scores = claims_of(bundle.rubric, bundle.unit, told).rows
    rows = [row for row in pack.key if row in scores]
    given = {row: _given(pack.key[row], scores[row], told.says_unknown(row)) for row in rows}
    answers = {row: told.answer(row) for row in rows}
    traps = {row: _trap(pack.key[row], answers[row], one) for row, one in given.items()}
    return Work(
        aim=Aim(group.session, group.pack, group.edition, told.rubric.scoring_hash),
        group=group.id,
        name=group.name,
        round=group.round,
        sequence=bundle.sequence,
        digest=bundle.digest,
        given=given,
        reasons={row: one.explanation for row, one in answers.items() if one.explanation},
        mistakes={row: trap.mistake for row, trap in traps.items() if trap is not None},
        practice=told.purpose is Purpose.PRACTICE,
    )


def _given(key: Keyed, score: RowScore, says_unknown: bool) -> Given:
    if says_unknown:
        return Open.UNKNOWN
    if score.points is not None:
        return score.points
    if score.state is State.NOT_APPLICABLE:
        # It has no points: right where the key says so too, else worth nothing.
        same = (one.points for one in key.right if one.state is score.state)
        return next(same, Decimal(0))
    return Open.BLANK


def _trap(key: Keyed, answer: Answer, given: Given) -> Trap | None:
    return None if isinstance(given, Open) else key.trap_of(answer, given)
