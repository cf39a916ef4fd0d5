"""Rubrics, rosters and standings from TOML: the shapes of `docs/rubric-format.md`.

This module alone knows how the files look: which tables there are, how measures and
scales are told apart, and which short spellings stand for what. A value that it
returns has passed the checker, so that the rooms above never meet a half-good rubric.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

from parself import toml
from parself.errors import ExitCode, ParselfError, Problem, say
from parself.rubric import check, peers
from parself.rubric import model as m
from parself.rubric.check_standings import standings_faults
from parself.rules import MEASURES, SCALES
from parself.rules.fields import Input
from parself.rules.kinds import Kind, Measure, Scale
from parself.rules.of_maximum import OfMaximum, read_part
from parself.structure import BadShapeError, Read, Reader, bad, one_of, require_table, structure
from parself.values import Frozen, asdict, evolve

T = TypeVar("T")

FORMAT = 1
"""The format of rubric, roster and standings files that this program reads."""


class RubricError(ParselfError):
    """A rubric, roster or table of standings has faults; carries every one of them."""

    exit_code = ExitCode.FINDINGS


class CriterionShape(Frozen):
    """A ``[[area.criterion]]`` that has items."""

    id: str
    title: str
    points: Decimal
    item: tuple[m.Item, ...]
    mark: str = ""
    when_not_applicable: m.Away | None = None


class DeepShape(Frozen):
    """A criterion that has further criteria: ``[[area.criterion.criterion]]``."""

    id: str
    title: str
    points: Decimal
    criterion: tuple[m.Criterion, ...]
    mark: str = ""
    when_not_applicable: m.Away | None = None


class RubricShape(Frozen, rename=m.LISTS):
    """A rubric's file."""

    format: int
    rubric: m.RubricHead
    areas: tuple[m.Area, ...]
    departments: tuple[m.Department, ...] = ()
    figures: tuple[m.Figure, ...] = ()
    adjustments: tuple[m.Adjustment, ...] = ()
    checks: tuple[m.Check, ...] = ()


class RosterShape(Frozen, rename={"units": "unit"}):
    """A roster's file."""

    format: int
    roster: peers.RosterHead
    units: tuple[peers.Unit, ...]


class StandingsShape(Frozen, rename={"units": "unit"}):
    """A file of standings."""

    format: int
    standings: peers.StandingsHead
    units: tuple[peers.Standing, ...]


def rubric_from_bytes(data: bytes, *, where: str) -> m.Rubric:
    """Read a rubric; `where` names its source in messages.

    Raises `DamagedError` for what is not TOML, and `RubricError` with every fault of
    the shape, or, when the shape is good, with every fault that the checker finds.
    """
    shape = _shaped(RubricShape, data, where)
    lists = {name: getattr(shape, name) for name in m.LISTS}
    rubric = m.Rubric(**asdict(shape.rubric), **lists)
    _refuse(check.rubric_faults(rubric), where)
    return rubric


def roster_from_bytes(data: bytes, *, where: str, times: int = 1) -> peers.Roster:
    """Read a roster, which may be so many `times` the usual size. Raises as `rubric_from_bytes`."""
    shape = _shaped(RosterShape, data, where, times)
    roster = peers.Roster(**asdict(shape.roster), units=shape.units)
    _refuse(check.roster_faults(roster), where)
    return roster


def standings_from_bytes(
    data: bytes, *, where: str, roster: peers.Roster | None = None
) -> peers.Standings:
    """Read a table of standings. Raises as `rubric_from_bytes` does.

    With a `roster`, its units that the table does not name are in it as unknown.
    """
    shape = _shaped(StandingsShape, data, where)
    standings = peers.Standings(**asdict(shape.standings), units=shape.units)
    _refuse(standings_faults(standings, roster), where)
    return standings if roster is None else standings.among(roster)


def _shaped(shape: type[T], data: bytes, where: str, times: int = 1) -> T:
    table = toml.read(data, where=where, times=times).table
    _refuse_other_format(table, where)
    try:
        return structure(_reader(), shape, table, where)
    except BadShapeError as error:
        raise RubricError(*map(_with_example, error.problems)) from None


EXAMPLES: Mapping[str, str] = {
    "area": '[[area]] id = "1", title = "Chỉ đạo điều hành", points = 12',
    "at": "at = 1",
    "at_target": "at_target = 0.5",
    "base": 'base = "Số năm trước"',
    "bands": "bands = [{ from = 0.9, points = 1 }, { points = 0 }]",
    "code": 'code = "van-quan"',
    "compare": 'compare = "ratio"',
    "counters": 'counters = [{ id = "tre", title = "Hồ sơ trễ hạn" }]',
    "criterion": '[[area.criterion]] id = "1.1", title = "Kế hoạch CCHC", points = 2',
    "day": "day = 31",
    "department": 'department = "noi-vu"',
    "each": "each = 0.25",
    "edition": 'edition = "1"',
    "evidence": 'evidence = ["Kế hoạch CCHC", "Báo cáo năm"]',
    "format": f"format = {FORMAT}",
    "from": "from = 80",
    "full": 'full = "UBND huyện Văn Quan"',
    "id": 'id = "1.1"',
    "item": '[[area.criterion.item]] id = "1.1.1", title = "Ban hành kế hoạch", points = 1',
    "kind": 'kind = "bonus"',
    "label": 'label = "Tốt"',
    "levels": 'levels = [{ id = "co", title = "Có", points = 1 }]',
    "locative": 'locative = "huyện Văn Quan"',
    "measure": 'measure = { kind = "ratio", part = "Đúng hạn", whole = "Đã giải quyết" }',
    "message": 'message = "Hai số liệu không khớp"',
    "month": "month = 12",
    "of": "of = 12",
    "parent": 'parent = "tỉnh Lạng Sơn"',
    "part": 'part = "Hồ sơ đúng hạn"',
    "parts": 'parts = [{ id = "ke-hoach", title = "Kế hoạch", points = 1 }]',
    "points": "points = 1.5",
    "roster": 'roster = "lang-son-11-huyen"',
    "rubric": "[rubric]",
    "scale": 'scale = { kind = "proportional" }',
    "short": 'short = "Văn Quan"',
    "standings": "[standings]",
    "status": 'status = "draft"',
    "sub_unit_word": 'sub_unit_word = "xã"',
    "target": "target = 100",
    "title": 'title = "Kế hoạch CCHC"',
    "unit": '[[unit]] code = "van-quan"',
    "unit_word": 'unit_word = "huyện"',
    "value": 'value = "Số năm nay"',
    "weight": "weight = 2",
    "whole": 'whole = "Hồ sơ đã giải quyết"',
    "year": "year = 2023",
}
"""What may stand in a file, by the key that cannot be left out."""


def _with_example(fault: Problem) -> Problem:
    """Add an example to a fault: whoever writes a file may have nothing else to read."""
    key = fault.where.rpartition(", ")[2].rpartition(".")[2]
    if fault.todo is not None or key not in EXAMPLES:
        return fault
    return Problem(fault.what, fault.where, say("For example: {example}", example=EXAMPLES[key]))


def _refuse_other_format(table: toml.Table, where: str) -> None:
    """Refuse other formats at once: what else such a file holds cannot be judged."""
    found = toml.format_of(table)
    if found is None or found == FORMAT:
        return
    what = say(
        "The file is written in format {found}; this program reads format {known}.",
        found=found,
        known=FORMAT,
    )
    newer = say("Install a newer version of parself, or ask for the file in the older format.")
    older = say("Ask the sender for the file in the present format.")
    raise RubricError(Problem(what, f"{where}, format", newer if found > FORMAT else older))


def _refuse(faults: Iterable[Problem], where: str) -> None:
    """Refuse what has faults; its file is put before each key path."""
    problems = [evolve(fault, where=f"{where}, {fault.where}") for fault in faults]
    if problems:
        raise RubricError(*problems)


@lru_cache(maxsize=1)
def _reader() -> Reader:
    """Return the reader; inner shapes come first, because outer ones take them over."""
    reader = Reader()
    reader.learn(Input, _input(reader.table(Input)))
    reader.learn(OfMaximum, _of_maximum)
    reader.learn(Measure, _of_kind(reader, MEASURES))
    reader.learn(Scale, _of_kind(reader, SCALES))
    for row in (m.Item, m.Adjustment):
        reader.learn(row, _row(reader.table(row)))
    reader.learn(m.Criterion, _criterion(reader))
    return reader


def _input(read_table: Callable[[Any], Input]) -> Read:
    """Read an input: a bare label, or a table where a shared figure fills it."""
    return lambda value: Input(value) if isinstance(value, str) else read_table(value)


def _of_maximum(value: Any) -> OfMaximum:
    """Read a part of the maximum: ``{ of_maximum = 0.5 }`` or ``{ of_maximum = "1/3" }``."""
    require_table(value)
    if value.keys() != {"of_maximum"}:
        raise bad(say("This is read: {example}", example='{ of_maximum = "1/3" }'))
    found = read_part(value["of_maximum"])
    if found is None:
        raise bad(say("A part of the maximum is asked for here: 0.5 or “1/3”."), "of_maximum")
    return found


def _of_kind(reader: Reader, kinds: Mapping[str, type[Kind]]) -> Read:
    """Read a measure or a scale: `kind` says which, the other keys are its own."""

    def read(value: Any) -> Any:
        require_table(value)
        if "kind" not in value:
            raise bad(say("This key is missing."), "kind")
        kind = value["kind"]
        if not isinstance(kind, str) or kind not in kinds:
            raise bad(one_of(kinds), "kind")
        rest = {key: entry for key, entry in value.items() if key != "kind"}
        shape = kinds[kind].shape_of(rest)
        found = reader.of(shape)(rest)
        return found.long() if shape is kinds[kind].short else found

    return read


def _row(read_table: Read) -> Read:
    return lambda value: read_table(_spelled_out(value))


def _spelled_out(row: Any) -> Any:
    """Return a row in which the scale's short spelling says all that it stands for."""
    if not isinstance(row, Mapping):
        return row
    measure, scale = row.get("measure"), row.get("scale")
    if not isinstance(measure, Mapping) or not isinstance(scale, Mapping):
        return row
    kind = scale.get("kind")
    known = SCALES.get(kind) if isinstance(kind, str) else None
    return row if known is None else {**row, "scale": known.spelled_out(scale, measure)}


def _criterion(reader: Reader) -> Read:
    """Read a criterion: one with items or criteria, or one that is itself the scored row."""

    def read(value: Any) -> m.Criterion:
        if isinstance(value, Mapping) and "criterion" in value:
            return _deep(reader.of(DeepShape)(value))
        if isinstance(value, Mapping) and "item" in value:
            shape = reader.of(CriterionShape)(value)
            return _group(shape, shape.item, ())
        item = reader.of(m.Item)(value)
        return m.Criterion(item.id, item.title, item.points, (item,), is_item=True)

    return read


def _deep(shape: DeepShape) -> m.Criterion:
    """Return a criterion with criteria; where all of them are rows, those are its items."""
    if shape.criterion and all(one.is_item for one in shape.criterion):
        return _group(shape, tuple(one.items[0] for one in shape.criterion), ())
    return _group(shape, (), shape.criterion)


def _group(
    shape: CriterionShape | DeepShape,
    items: tuple[m.Item, ...],
    criteria: tuple[m.Criterion, ...],
) -> m.Criterion:
    return m.Criterion(
        shape.id,
        shape.title,
        shape.points,
        items,
        is_item=False,
        criteria=criteria,
        mark=shape.mark,
        when_not_applicable=shape.when_not_applicable,
    )
