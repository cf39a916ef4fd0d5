"""Remarks, and agreed ways of scoring: from what an officer writes to the versions written down.

Whatever is written is checked here, whichever face it comes from. Pure.
"""

from decimal import Decimal

from parself.errors import Problem, UsageError, say
from parself.province.appraising import Act, no_such_way, scored_elsewhere
from parself.province.board import appraised_rows
from parself.province.decisions import Cell
from parself.province.overview import Overview
from parself.province.remarks import Audience, Remark, Way
from parself.province.versions import going_on
from parself.values import evolve


def cell_of(view: Overview, unit: str, row: str) -> Cell:
    """Return a cell as this desk looks at it. Raises `UsageError` where there is no such cell."""
    if view.round.roster.unit(unit) is None:
        known = ", ".join(one.code for one in view.round.roster.units)
        what = say("The unit “{unit}” is not in this round's roster.", unit=unit)
        raise UsageError(Problem(what, todo=say("Known are: {known}.", known=known)))
    return view.cells(unit).get(appraised(view, row), Cell(unit, row))


def appraised(view: Overview, row: str) -> str:
    """Return the id of a row that is appraised. Raises `UsageError` for any other."""
    if row not in {one.id for one in appraised_rows(view.round.rubric)}:
        elsewhere = scored_elsewhere(view.round.rubric, row)
        if elsewhere is not None:
            raise UsageError(Problem(elsewhere))
        what = say("“{row}” is no row that is appraised.", row=row)
        raise UsageError(Problem(what, todo=say("See: {command}", command="parself round status")))
    return row


def remark(cell: Cell, text: str, audience: Audience, act: Act, source: str = "") -> Remark:
    """Return a new remark on a row of a unit; `source` is the key of the automatic one adopted.

    Raises `UsageError` where it says nothing.
    """
    return Remark(
        unit=cell.unit,
        row=cell.row,
        text=_required(text),
        audience=audience,
        source=source,
        who=act.who,
        when=act.when,
        step=act.step,
    )


def readdressed(before: Remark, audience: Audience, act: Act) -> Remark:
    """Return a remark for other readers; the words stay."""
    changed = evolve(before, audience=audience, who=act.who, when=act.when, step=act.step)
    return going_on([before], changed)


def withdrawn(before: Remark, act: Act) -> Remark:
    """Return the version that withdraws a remark."""
    changed = evolve(before, withdrawn=True, who=act.who, when=act.when, step=act.step)
    return going_on([before], changed)


def remark_of(view: Overview, cell: Cell, number: int) -> Remark:
    """Return a remark on a row of a unit by its number, from 1, the earliest first.

    Raises `UsageError` where there is none of this number.
    """
    standing = view.remarks.get((cell.unit, cell.row), ())
    if 1 <= number <= len(standing):
        return standing[number - 1]
    what = say("There is no remark of number {number} on this row.", number=number)
    known = "; ".join(f"{at}. {one.text}" for at, one in enumerate(standing, start=1))
    todo = say("Known are: {known}.", known=known) if known else None
    raise UsageError(Problem(what, f"{view.round.called(cell.unit)} {cell.row}", todo))


def agree(
    view: Overview, row: str, agreed: tuple[str, Decimal, str], number: int | None, act: Act
) -> Way:
    """Return an agreed way of scoring a row: its case, its points and the reason.

    With a `number` it goes on from that one, and its earlier wording is kept. Raises `UsageError`
    where there is none of this number, nobody says why it is changed, the case is empty, or the
    points are not possible.
    """
    case, points, reason = agreed
    known = view.ways.get(appraised(view, row), ())
    before = [one for one in known if one.number == number]
    if number is not None and not before:
        raise UsageError(Problem(no_such_way(view, row, number), row))
    if before and not reason.strip():
        what = say("Say why the agreed way is changed: who cited it will look again.")
        raise UsageError(Problem(what, row))
    most = view.round.rubric.rows[row].points
    if not 0 <= points <= most:
        raise UsageError(Problem(say("Points must lie between 0 and {most:points}.", most=most)))
    way = Way(
        row=row,
        number=number or max((one.number for one in known), default=0) + 1,
        case=_required(case),
        points=points,
        reason=reason,
        who=act.who,
        when=act.when,
        step=act.step,
    )
    return going_on(before, way)


def earlier(view: Overview, way: Way) -> tuple[Way, ...]:
    """Return how an agreed way read before and reads now, the latest in the ledger first."""
    every = (one for one in view.appraisal.versions if isinstance(one, Way))
    same = [one for one in every if (one.row, one.number) == (way.row, way.number)]
    return tuple(reversed(same))


def _required(text: str) -> str:
    if not text.strip():
        raise UsageError(Problem(say("This is empty."), todo=say("Write what you mean.")))
    return text
