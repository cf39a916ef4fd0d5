"""The list of a round's officers changed: added, given shares, barred, their rest handed on.

Each change is written to round.toml and told in the ledger with its reason.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from secrets import token_hex

from parself.errors import Problem, UsageError, say
from parself.province import terms
from parself.province.board import WAITING, Mark, appraised_rows
from parself.province.decisions import Cell, Verdict
from parself.province.looks import drawn
from parself.province.officers import Bar, Officer, Share, bar_of, shares_of, unlisted, with_officer
from parself.province.overview import Overview, open_overview
from parself.province.record import Round
from parself.province.round import open_round
from parself.province.second import EVERY, is_drawn
from parself.province.terms import Change
from parself.submission.layout import is_plain_name
from parself.values import Frozen, evolve

_SEED_BYTES = 4


class Work(Frozen):
    """How far an officer's share is: its rows, of the units of which a hand-in counts."""

    officer: Officer
    cells: tuple[Cell, ...]
    left: tuple[Cell, ...]
    """Those that are not decided, or have to be looked at again."""
    seconds: tuple[Cell, ...] = ()
    """Rows drawn for the second look that are the officer's to look at."""
    seconds_left: tuple[Cell, ...] = ()

    own: int = 0
    """How many decisions of theirs hold, in any share."""

    @property
    def done(self) -> int:
        """How many rows of the share are decided; of who has none, how many they decided."""
        return len(self.cells) - len(self.left) if self.cells else self.own


def add(path: Path, officer: Officer, change: Change) -> Round:
    """Put an officer on the list, or change name, office, login and lead of one who is on it.

    Raises `UsageError` for an id that cannot stand in a file's name.
    """
    if not is_plain_name(officer.id):
        what = say("“{id}” is not possible as an officer's id.", id=officer.id[:60])
        todo = say("Use plain letters without marks, digits and hyphens: so-tu-phap.")
        raise UsageError(Problem(what, todo=todo))

    def added(round_: Round) -> Round:
        before = next((one for one in round_.officers if one.id == officer.id), officer)
        merged = evolve(officer, shares=before.shares, bars=before.bars, seconds=before.seconds)
        return _with(round_, merged)

    facts = {"name": officer.name, "office": officer.office, "lead": officer.is_lead}
    return _told(path, "officer", officer.id, change, added, **facts)


def remove(path: Path, who: str, change: Change) -> Round:
    """Take an officer off the list; what they decided stands.

    Raises `UsageError` for somebody who is not on it, or where nobody says why.
    """
    terms.require_reason(change.why)

    def removed(round_: Round) -> Round:
        _officer(round_, who)
        return evolve(round_, officers=tuple(one for one in round_.officers if one.id != who))

    return _told(path, "officer-removed", who, change, removed)


def share(
    path: Path,
    who: str,
    given: Share,
    change: Change,
    *,
    instead: bool = False,
    second: bool = False,
) -> Round:
    """Give an officer a share, beside those they have or `instead` of them.

    A `second` one is of what is drawn there for the second look. Raises `UsageError` for units,
    areas, criteria or rows that the round does not have.
    """

    def shared(round_: Round) -> Round:
        _require_known(round_, given)
        officer = _officer(round_, who)
        known = officer.seconds if second else officer.shares
        after = (*(() if instead else (one for one in known if one != given)), given)
        changed = evolve(officer, seconds=after) if second else evolve(officer, shares=after)
        return _with(round_, changed)

    facts = {"units": given.units, "rows": given.rows, "instead": instead, "second": second}
    return _told(path, "share", who, change, shared, **facts)


def bar(path: Path, who: str, unit: str, change: Change) -> Round:
    """Note that an officer may not appraise a unit, for the reason of the change.

    Raises `UsageError` without a reason, and for a unit that is not in the roster.
    """
    if not change.why.strip():
        raise UsageError(Problem(say("A bar needs its reason.")))

    def barred(round_: Round) -> Round:
        _require_known(round_, Share(units=(unit,)))
        return _with_bar(round_, who, unit, Bar(unit, change.why))

    return _told(path, "barred", who, change, barred, unit=unit)


def unbar(path: Path, who: str, unit: str, change: Change) -> Round:
    """Note that nothing keeps an officer from a unit any more.

    Raises `UsageError` where they are not barred from it, or nobody says why.
    """
    terms.require_reason(change.why)

    def unbarred(round_: Round) -> Round:
        _require_barred(round_, who, unit)
        return _with_bar(round_, who, unit, None)

    return _told(path, "unbarred", who, change, unbarred, unit=unit)


def waive(path: Path, who: str, unit: str, change: Change) -> Round:
    """Let the one person of a desk appraise a unit from which they are barred.

    Raises `UsageError` where they are not barred from it, another officer could do it, or nobody
    says why.
    """
    terms.require_reason(change.why)

    def waived(round_: Round) -> Round:
        reason = _require_barred(round_, who, unit).reason
        if len(round_.officers) > 1:
            what = say("There are other officers who can appraise this unit.")
            todo = say("Give its rows to one of them: {command}", command=_HAND_ON)
            raise UsageError(Problem(what, round_.called(unit), todo))
        return _with_bar(round_, who, unit, Bar(unit, reason, change.why))

    return _told(path, "bar-waived", who, change, waived, unit=unit)


_HAND_ON = "parself round officer hand-on"


class HandedOn(Frozen):
    """What was handed on from one officer to another."""

    round: Round
    """As it is now."""
    rows: tuple[Cell, ...]
    stayed: tuple[Cell, ...]
    """Left with the first: the other one looks at them a second time."""


def hand_on(path: Path, giver: str, taker: str, only: Share, change: Change) -> HandedOn:
    """Give what is left of an officer's share to another.

    `only` narrows it to some units and rows. Units of which nothing has come go along; rows that
    are drawn for the other one's second look stay, for nobody takes both looks. Raises `UsageError`
    where nothing is left, the other one is barred from one of the units, or nobody says why.
    """
    terms.require_reason(change.why)
    view = open_overview(path)
    wanted = _left(view, _officer(view.round, giver), only)
    stayed = tuple(one for one in wanted if _is_second_of(view.round, taker, one))
    left = tuple(one for one in wanted if one not in stayed)
    if stayed and not left:
        what = say(
            "{name} looks at all of these rows a second time.",
            name=_officer(view.round, taker).name,
        )
        raise UsageError(Problem(what, todo=say("Hand them on to somebody else.")))

    def handed_on(round_: Round) -> Round:
        before, after = _officer(round_, giver), _officer(round_, taker)
        if before.id == after.id or not left:
            what = say("Nothing of this share is left to be handed on.")
            raise UsageError(Problem(what, before.name))
        _require_free(round_, after, left)
        given = {(cell.unit, cell.row) for cell in left}
        kept = [one for one in _pairs(round_, before) if one not in given]
        moved = shares_of([(cell.unit, cell.row) for cell in left])
        with_kept = with_officer(round_.officers, evolve(before, shares=shares_of(kept)))
        taking = evolve(after, shares=(*after.shares, *moved))
        return evolve(round_, officers=with_officer(with_kept, taking))

    facts = {"to": taker, "rows": [f"{one.unit} {one.row}" for one in left]}
    return HandedOn(_told(path, "handed-on", giver, change, handed_on, **facts), left, stayed)


def _is_second_of(round_: Round, who: str, cell: Cell) -> bool:
    own = evolve(_officer(round_, who), is_lead=False)
    is_theirs = own.has_second(round_.rubric, cell.unit, cell.row)
    return is_theirs and is_drawn(round_.settings, cell.unit, cell.row)


def _left(view: Overview, officer: Officer, only: Share) -> tuple[Cell, ...]:
    """Return what an officer has not decided, units of which nothing has come included."""
    _require_known(view.round, only)
    rubric = view.round.rubric
    cells = (Cell(*one) for one in _pairs(view.round, officer) if only.has(rubric, *one))
    return tuple(one for one in cells if one.unit not in view.facts or view.mark(one) in WAITING)


def _pairs(round_: Round, officer: Officer) -> Sequence[tuple[str, str]]:
    """Return units and rows of an officer's own shares; of a lead not all that they may do."""
    own = evolve(officer, is_lead=False)
    return [
        (unit.code, row.id)
        for unit in round_.roster.units
        for row in appraised_rows(round_.rubric)
        if own.has(round_.rubric, unit.code, row.id)
    ]


def _require_free(round_: Round, officer: Officer, cells: Sequence[Cell]) -> None:
    for code in dict.fromkeys(cell.unit for cell in cells):
        found = bar_of(round_.officers, officer, code)
        if found is not None:
            what = say(
                "{name} may not appraise this unit: {reason}",
                name=officer.name,
                reason=found.reason,
            )
            todo = say("Hand it on to somebody else; name the others: --unit.")
            raise UsageError(Problem(what, round_.called(code), todo))


def work_of(view: Overview) -> tuple[Work, ...]:
    """Return how far each officer's own share is, in the order of the list."""
    return tuple(_work(view, one) for one in view.round.officers)


def _work(view: Overview, officer: Officer) -> Work:
    officers = view.round.officers
    pairs = (
        one for one in _pairs(view.round, officer) if bar_of(officers, officer, one[0]) is None
    )
    cells = tuple(Cell(*one) for one in pairs if one[0] in view.facts)
    seconds = tuple(_seconds(view, officer))
    holding = (one for stand in view.stands.values() for one in stand.latest)
    own = sum(one.who == officer.id and one.verdict is not Verdict.OPEN for one in holding)
    return Work(officer, cells, _open(view, cells), seconds, _open(view, seconds), own)


def _open(view: Overview, cells: Iterable[Cell]) -> tuple[Cell, ...]:
    return tuple(one for one in cells if view.mark(one) in WAITING)


def _seconds(view: Overview, officer: Officer) -> Iterator[Cell]:
    """Yield what is drawn for the second look and the officer's; a lead has only what is given."""
    own = evolve(officer, is_lead=False)
    if not own.seconds:
        return
    for cell in drawn(view):
        is_theirs = own.has_second(view.round.rubric, cell.unit, cell.row)
        if is_theirs and bar_of(view.round.officers, own, cell.unit) is None:
            yield cell


def set_second_look(
    path: Path, percent: int, tolerance: Decimal, seed: str, change: Change
) -> Round:
    """Say how many rows are drawn for the second look, how far it may differ, and from what seed.

    Without one the seed stays, or the first is made. Raises `UsageError` for a percentage above
    100, a tolerance below nothing, or where nobody says why.
    """
    terms.require_reason(change.why)
    if not 0 <= percent <= EVERY or tolerance < 0:
        what = say("The percentage lies between 0 and 100, and the tolerance is not below 0.")
        raise UsageError(Problem(what))

    kept = seed or open_round(path).settings.seed or token_hex(_SEED_BYTES)

    def set_(round_: Round) -> Round:
        settings = evolve(round_.settings, second_look=percent, tolerance=tolerance, seed=kept)
        return evolve(round_, settings=settings)

    facts = {"percent": percent, "tolerance": str(tolerance), "seed": kept}
    return terms.changed(path, "second-look", change, set_, **facts)


def nobodys(view: Overview) -> tuple[Cell, ...]:
    """Return the open rows in the share of nobody who may appraise them, the lead apart.

    None at an officer's desk, which does not know the shares of the others.
    """
    if not view.round.officers or view.round.desk is not None:
        return ()
    theirs = {cell for one in work_of(view) for cell in one.cells}
    rows = appraised_rows(view.round.rubric)
    cells = (Cell(code, row.id) for code in view.facts for row in rows)
    left = (cell for cell in cells if cell not in theirs)
    return tuple(cell for cell in left if view.mark(cell) is Mark.OPEN)


def nobodys_second(view: Overview) -> tuple[Cell, ...]:
    """Return what is drawn for the second look, not looked at, and in nobody's share."""
    if view.round.desk is not None:
        return ()
    theirs = {cell for one in work_of(view) for cell in one.seconds}
    return _open(view, (cell for cell in drawn(view) if cell not in theirs))


def _officer(round_: Round, who: str) -> Officer:
    officer = next((one for one in round_.officers if one.id == who), None)
    if officer is None:
        todo = say("Put them on it: {command}", command="parself round officer add")
        raise UsageError(Problem(unlisted(round_.officers, who), todo=todo))
    return officer


def _require_known(round_: Round, given: Share) -> None:
    for code in given.units:
        if round_.roster.unit(code) is None:
            known = ", ".join(one.code for one in round_.roster.units)
            what = say("The unit “{unit}” is not in this round's roster.", unit=code)
            raise UsageError(Problem(what, todo=say("Known are: {known}.", known=known)))
    rows = appraised_rows(round_.rubric)
    names = frozenset[str]().union(*(round_.rubric.places[row.id] for row in rows))
    for row in given.rows:
        if row not in names:
            what = say("“{row}” is no area, criterion or row that is appraised.", row=row)
            known = ", ".join(area.id for area in round_.rubric.areas)
            raise UsageError(Problem(what, todo=say("Its areas are: {known}.", known=known)))


def _require_barred(round_: Round, who: str, unit: str) -> Bar:
    found = _officer(round_, who).bar(unit)
    if found is None:
        what = say("{name} is not barred from this unit.", name=_officer(round_, who).name)
        raise UsageError(Problem(what, round_.called(unit)))
    return found


def _with_bar(round_: Round, who: str, unit: str, new: Bar | None) -> Round:
    officer = _officer(round_, who)
    others = tuple(one for one in officer.bars if one.unit != unit)
    return _with(round_, evolve(officer, bars=others if new is None else (*others, new)))


def _with(round_: Round, officer: Officer) -> Round:
    return evolve(round_, officers=with_officer(round_.officers, officer))


def _told(
    path: Path,
    what: str,
    officer: str,
    change: Change,
    done: Callable[[Round], Round],
    **facts: object,
) -> Round:
    return terms.changed(path, what, change, done, officer=officer, **facts)
