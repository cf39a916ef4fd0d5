"""The form of return.toml: what a result says, written and read with distrust."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from parself import toml
from parself.errors import DamagedError, Message, Problem, say
from parself.limits import FIRST_YEAR, LAST_YEAR, NAME_LENGTH, RUBRIC_ITEMS, SEQUENCE_MOST
from parself.returns.model import Phase, Return, ReturnedRow, Ruling, Stood
from parself.rubric.model import Rubric
from parself.structure import BadShapeError, Reader, structure, written
from parself.submission import layout

FORMAT: Final = 1
"""The format of return.toml that this program reads and writes."""
_HASH: Final = frozenset("0123456789abcdef")
_MOST_INDEX: Final = 100


class NewerFormatError(DamagedError):
    """The content is of a format that this program does not read."""


def dump(value: Return) -> bytes:
    """Return the bytes of return.toml, checksum included."""
    return toml.seal(toml.write({"format": FORMAT, **written(value)}))


def parse(data: bytes, *, where: str) -> Return:
    """Read return.toml.

    Raises `DamagedError` for all but what `dump` may have written, and of another format a
    `NewerFormatError`.
    """
    if not toml.is_sealed(data):
        raise DamagedError(Problem(say("The checksum is missing or wrong."), where))
    table = toml.read(data, where=where).table
    if toml.format_of(table) != FORMAT:
        what = say("The appraisal result is of a format that this program does not read.")
        todo = say("Install the newest version of parself.")
        raise NewerFormatError(Problem(what, where, todo))
    table.pop("format")
    try:
        found = structure(Reader(), Return, table, where)
    except BadShapeError as error:
        raise DamagedError(*error.problems) from None
    faults = [Problem(what, f"{where}, {place}") for place, what in _faults(found)]
    if faults:
        raise DamagedError(*faults)
    return found


_Fault = tuple[str, Message]
_NOT_POSSIBLE: Final = say("This value is not possible here.")


def _faults(found: Return) -> Iterator[_Fault]:
    """Yield what no province writes, each with its place."""
    is_hash = all(
        len(one) == 64 and set(one) <= _HASH
        for one in (found.hand_in_digest, found.rubric.scoring_hash)
    )
    possible = {
        "unit": layout.is_plain_name(found.unit) and len(found.unit) <= NAME_LENGTH,
        "year": FIRST_YEAR <= found.year <= LAST_YEAR,
        "round": 0 < len(found.round) <= NAME_LENGTH,
        "number": 0 < found.number <= SEQUENCE_MOST,
        "hand_in": 0 < found.hand_in <= SEQUENCE_MOST,
        "hand_in_digest": is_hash,
        "rows": 0 < len(found.rows) <= RUBRIC_ITEMS,
        "survey": len(found.survey) <= RUBRIC_ITEMS and not found.rows.keys() & found.survey.keys(),
    }
    yield from ((place, _NOT_POSSIBLE) for place, is_so in possible.items() if not is_so)
    for row, one in found.rows.items():
        if not _is_possible(one, found.phase):
            yield f"rows.{row}", _NOT_POSSIBLE
    for row, points in found.survey.items():
        if points < 0:
            yield f"survey.{row}", _NOT_POSSIBLE
    if not _is_published_rightly(found):
        yield "published", _NOT_POSSIBLE


def _is_possible(row: ReturnedRow, phase: Phase) -> bool:
    is_settled = row.ruling in {Ruling.ACCEPTED, Ruling.ADJUSTED}
    appeal = row.appeal
    told = () if appeal is None else (appeal.published, appeal.granted)
    points = [one for one in (row.claimed, row.appraised, *told) if one is not None]
    return (
        is_settled == (row.appraised is not None or _is_compared_early(row, phase))
        and _tells_nobody_elses(row, phase)
        and all(one >= 0 for one in points)
        and (row.outcome is None or phase is not Phase.FIRST)
        and (appeal is None or (phase is not Phase.FIRST and appeal.number > 0))
    )


def _is_compared_early(row: ReturnedRow, phase: Phase) -> bool:
    """Say whether a row's points wait for publication: they follow from other units' figures."""
    return row.figure is not None and phase is not Phase.PUBLISHED


def _tells_nobody_elses(row: ReturnedRow, phase: Phase) -> bool:
    """Say whether nothing is told that follows from other units before it is published."""
    others = row.appraised if row.figure is not None else None
    is_told = (others, row.against) != (None, None) or row.units > 0
    return phase is Phase.PUBLISHED or not is_told


def _is_published_rightly(found: Return) -> bool:
    one = found.published
    if one is None or found.phase is not Phase.PUBLISHED:
        return (one is None) == (found.phase is not Phase.PUBLISHED)
    before = one.replaces
    is_later = before is None or (before.number < one.number and _may_stand(before))
    return is_later and _may_stand(one)


def _may_stand(one: Stood) -> bool:
    is_placed = one.place is None or (0 < one.place <= one.of and one.index is not None)
    return one.number > 0 and is_placed and Decimal(0) <= (one.index or 0) <= _MOST_INDEX


def misfits(found: Return, rubric: Rubric) -> tuple[Problem, ...]:
    """Return what of a return the rubric does not have, or not so many points for."""
    strange = [row for row in (*found.rows, *found.survey) if row not in rubric.rows]
    faults = [Problem(say("The rubric here has no such row."), row) for row in strange]
    points = [(row, one.appraised) for row, one in found.rows.items()]
    appeals = ((row, one.appeal) for row, one in found.rows.items() if one.appeal is not None)
    points += [(row, each) for row, one in appeals for each in (one.published, one.granted)]
    for row, reached in (*points, *found.survey.items()):
        most = rubric.rows[row].points if row in rubric.rows else None
        if reached is not None and most is not None and reached > most:
            what = say("Points must lie between 0 and {most:points}.", most=most)
            faults.append(Problem(what, row))
    return tuple(faults)
