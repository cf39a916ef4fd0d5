"""The appraisal sent back to the units: what goes to each, and what stays at the province.

A return is made of an allow-list (`returns.model`) alone. What the unit does not get is counted,
and what stands in the way is named, before anything is written. A number is given out only once
the round's ledger tells it: a crash at any moment leaves the last one, and the next try gives the
same number to the same content.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, TypeVar

from parself import files
from parself.errors import ParselfError, Problem, RefusedError, UsageError, say
from parself.files import FileError, FolderLock, journal
from parself.province import returned
from parself.province.appeals import answers
from parself.province.board import Mark, appraised_rows
from parself.province.decisions import Cell
from parself.province.frozen import require_held
from parself.province.ledger import LEDGER, event
from parself.province.naming import Named, Names, names_of, others_named
from parself.province.overview import Overview, open_overview
from parself.province.progress import no_progress
from parself.province.publishing import told, told_peers
from parself.province.record import Round
from parself.province.remarks import Audience, reason_of
from parself.province.returned import RETURNED
from parself.province.round import require_whole
from parself.province.second_round import outcomes
from parself.province.snapshot import PublishedPeers
from parself.province.survey import entered_rows
from parself.province.terms import Change
from parself.returns.file import content_digest, file_name, read_return, write_return
from parself.returns.model import Outcome, Phase, Published, Return, ReturnedRow, Ruling
from parself.rubric.peers import Unit
from parself.submission.archive import BundleError
from parself.values import Frozen, evolve

T = TypeVar("T")
_RULINGS: Final[Mapping[Mark, Ruling]] = {
    Mark.ACCEPTED: Ruling.ACCEPTED,
    Mark.ADJUSTED: Ruling.ADJUSTED,
    Mark.ASKED: Ruling.ASKED,
}
"""What is told of a row; of any other one only that it is open."""
_SHORT_DIGEST: Final = 8
_KEPT: Final = re.compile(r"([1-9][0-9]{0,5})-[0-9a-f]+\.zip")


class Withheld(Frozen):
    """What a unit does not get."""

    internal: int
    """Internal remarks."""
    seconds: int
    """Second looks."""
    references: int
    """Rows that differ from the province's own figures."""
    open: tuple[str, ...]
    """Rows that are not looked at."""
    to_review: tuple[str, ...]
    """Rows that have to be looked at again."""
    differing: tuple[str, ...]
    """Rows that officers decided differently."""
    survey: tuple[str, ...]
    """Rows scored by others that have no points yet."""

    is_published: bool = False
    """Whether it gets its index, place and class."""

    @property
    def unsettled(self) -> tuple[str, ...]:
        """Rows of which the return says nothing but that they are open."""
        return (*self.open, *self.to_review, *self.differing)


class Outgoing(Frozen):
    """What would be sent to one unit."""

    unit: Unit
    value: Return
    is_new: bool
    """Whether it says anything else than the last one."""
    is_moved: bool
    """Whether something else than what is said of appeals to all units alike is new."""
    withheld: Withheld
    named: tuple[Named, ...]

    @property
    def is_clear(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.withheld.unsettled and not self.named


class Written(Frozen):
    """A return that was written."""

    outgoing: Outgoing
    path: Path


class Sending(Frozen):
    """What became of sending."""

    view: Overview
    written: tuple[Written, ...]
    held_back: tuple[Outgoing, ...]
    """Left out because something stands in the way."""
    without: tuple[Unit, ...]
    """Units of which no hand-in counts."""
    failed: tuple[Problem, ...]
    """Files that could not be written."""


def return_for(
    view: Overview, code: str, number: int, published: Published | None = None
) -> Return:
    """Return what the province says to one unit, under a number.

    `published` is what was published of the unit, where it is: `publishing.told` says so.
    """
    round_, counts = view.round, view.round.counting(code)
    assert counts is not None, "only units with a counting hand-in are sent anything"
    known, ended = view.survey_points(code), ended_of(view, code)
    answered, is_published = answers(view.appealed, code), published is not None
    against = {} if published is None else told_peers(round_, published.number)
    return Return(
        unit=code,
        year=round_.year,
        purpose=round_.purpose,
        rubric=round_.identity,
        round=round_.id,
        number=number,
        phase=phase_of(round_) if published is None else Phase.PUBLISHED,
        hand_in=counts.sequence,
        hand_in_digest=counts.digest,
        title=round_.title,
        replies_until=round_.dates.replies,
        survey_held=round_.settings.survey_held,
        rows={
            row.id: evolve(
                _row(view, Cell(code, row.id), is_published=is_published),
                outcome=ended.get(row.id),
                appeal=answered.get(row.id),
                **_against(against.get(row.id)),
            )
            for row in appraised_rows(round_.rubric)
        },
        survey={
            row.id: known[row.id]
            for row in entered_rows(round_)
            if row.id in known and (is_published or not row.measure.own_key)
        },
        published=published,
        appeals_until=round_.dates.appeals if is_published else None,
        appeals_may_lower=is_published and round_.settings.appeals_may_lower,
        not_counted=view.kept_out.get(code, ()),
    )


def ended_of(view: Overview, code: str) -> Mapping[str, Outcome]:
    """Return what became of each row of a unit that was sent back, as far as it is settled."""
    begun = view.round.begun(code)
    if begun is None:
        return {}
    first = {cell.row: stand for cell, stand in view.first.stands.items() if cell.unit == code}
    now = {
        row: (view.stand(code, row).decision, view.mark(Cell(code, row))) for row in begun.to_answer
    }
    facts = view.facts[code]
    return dict(outcomes(facts.replies, first, now, facts.rows))


def phase_of(round_: Round) -> Phase:
    """Return at what point of the season a return is sent now."""
    return Phase.FIRST if round_.second is None else Phase.SECOND


def _against(known: PublishedPeers | None) -> Mapping[str, Any]:
    """Return what is told of all units in a row that compares them."""
    return {} if known is None else {"against": known.figure, "units": known.units}


def _row(view: Overview, cell: Cell, *, is_published: bool) -> ReturnedRow:
    """Return what is said of a row.

    In a row that compares units, points tell of the others' figures: an early return tells the
    unit's own figure alone.
    """
    said = _judged(view, cell)
    is_compared = bool(view.round.rubric.rows[cell.row].measure.own_key)
    if is_published or not is_compared:
        return said
    claimed = view.handed[cell.unit].rows[cell.row].points
    return evolve(said, claimed=claimed, appraised=said.appraised if said.figure is None else None)


def _judged(view: Overview, cell: Cell) -> ReturnedRow:
    ruling = _RULINGS.get(view.mark(cell), Ruling.OPEN)
    decision = view.stand(cell.unit, cell.row).decision
    claimed = view.facts[cell.unit].rows[cell.row].points
    remarks = tuple(
        one.text
        for one in view.remarks.get((cell.unit, cell.row), ())
        if one.audience is Audience.UNIT
    )
    if decision is None or ruling is Ruling.OPEN:
        return ReturnedRow(Ruling.OPEN, claimed, remarks=remarks)
    appraised = view.stand(cell.unit, cell.row).points
    # Why a claim was accepted is nothing that the unit is asked to read.
    is_accepted, ways = ruling is Ruling.ACCEPTED, view.ways.get(cell.row, ())
    reason, case = ("", "") if is_accepted else reason_of(decision, ways)
    found = ReturnedRow(ruling, claimed, appraised, reason, case, remarks)
    return evolve(found, figure=decision.figure)


def outgoing(
    view: Overview,
    unit: Unit,
    published: Published | None = None,
    names: Names | None = None,
) -> Outgoing:
    """Return what would be sent to a unit of which a hand-in counts.

    `published` is as of `return_for`; `names` are all names that a text may hold, where the
    caller has put them together already.
    """
    sent = view.returns.get(unit.code, ())
    last = sent[-1] if sent and sent[-1].withdrawn is None else None
    number = max((one.number for one in sent), default=0)
    value = return_for(view, unit.code, number or 1, published)
    # After one that was withdrawn nothing goes out under an earlier number: it would be refused.
    is_new = last is None or content_digest(value) != last.digest
    is_moved = is_new and not (last and _says_the_same(view, value, last))
    if is_new:
        value = _renumbered(view, value, number)
    named = tuple(others_named(names or names_of(view), unit, _texts(value)))
    withheld = evolve(_withheld(view, unit.code), is_published=published is not None)
    return Outgoing(unit, value, is_new, is_moved, withheld, named)


def _says_the_same(view: Overview, value: Return, last: returned.Return) -> bool:
    """Return whether a new return differs from the last one only in what is said of appeals.

    Where that one's file cannot be read, it is taken to differ.
    """
    with suppress(BundleError, FileError):
        kept = read_return(
            view.round.path / RETURNED / value.unit / _named_by(last.number, last.digest)
        )
        return _apart_from_appeals(kept.value) == _apart_from_appeals(value)
    return False


def _apart_from_appeals(value: Return) -> Return:
    return evolve(value, number=1, appeals_until=None, appeals_may_lower=False)


def _withheld(view: Overview, code: str) -> Withheld:
    rows = [row.id for row in appraised_rows(view.round.rubric)]
    marks = view.marks_of(Cell(code, row) for row in rows)

    def marked(mark: Mark) -> tuple[str, ...]:
        return tuple(cell.row for cell, found in marks.items() if found is mark)

    remarks = (one for row in rows for one in view.remarks.get((code, row), ()))
    return Withheld(
        internal=sum(one.audience is Audience.INTERNAL for one in remarks),
        seconds=sum(bool(view.stand(code, row, 2).latest) for row in rows),
        references=sum(bool(view.differences(code, row)) for row in rows),
        open=marked(Mark.OPEN),
        to_review=marked(Mark.TO_REVIEW),
        differing=marked(Mark.DIFFERING),
        survey=view.figures[code].lacking,
    )


def _renumbered(view: Overview, value: Return, last: int) -> Return:
    """Return a new content under the next number.

    A number under which a file is kept is not given to another content, even where the ledger
    lost its line: that file may have been sent.
    """
    kept = files.entries(view.round.path / RETURNED / value.unit)
    numbers = [int(found[1]) for one in kept if (found := _KEPT.fullmatch(one.name))]
    highest = max([last, *numbers])
    again = evolve(value, number=highest)
    is_kept = highest > last and _kept_name(again) in {one.name for one in kept}
    return again if is_kept else evolve(value, number=highest + 1)


def _kept_name(value: Return) -> str:
    """Return under what name a return is kept."""
    return _named_by(value.number, content_digest(value))


def _named_by(number: int, digest: str) -> str:
    return f"{number}-{digest[:_SHORT_DIGEST]}.zip"


def _texts(value: Return) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the texts of each row that the unit would read."""
    for row, one in value.rows.items():
        answer = one.appeal.reason if one.appeal is not None else ""
        yield row, (one.reason, one.case, answer, *one.remarks)


def going_out(
    view: Overview, codes: Collection[str] = ()
) -> tuple[tuple[Outgoing, ...], tuple[Unit, ...]]:
    """Return what would be sent to units, and those of which no hand-in counts.

    `codes` narrows it to some units. Raises `UsageError` for one that is not in the roster.
    """
    require_known(view.round, codes)
    units = [one for one in view.round.roster.units if not codes or one.code in codes]
    names, published = names_of(view), told(view.round)
    theirs = (one for one in units if one.code in view.facts)
    out = tuple(outgoing(view, one, published.get(one.code), names) for one in theirs)
    return out, tuple(one for one in units if one.code not in view.facts)


def require_known(round_: Round, codes: Collection[str]) -> None:
    """Raise `UsageError` for a unit that is not in a round's roster."""
    for code in codes:
        if round_.roster.unit(code) is None:
            known = ", ".join(one.code for one in round_.roster.units)
            what = say("The unit “{unit}” is not in this round's roster.", unit=code)
            raise UsageError(Problem(what, todo=say("Known are: {known}.", known=known)))


def send(
    folder: Path,
    codes: Collection[str],
    place: Path,
    change: Change,
    *,
    anyway: bool = False,
    progress: Callable[[int, int], None] = no_progress,
) -> Sending:
    """Write the returns of units into a folder; one that fails is told, the others are written.

    What stands in the way of a unit keeps its return back, unless `anyway`. Raises `UsageError`
    as `going_out` does, `RefusedError` where the folder is an officer's share or something that is
    held fast changed, and `FileError` where the ledger cannot be written: then nothing went out.
    """
    with FolderLock(folder, change.when):
        view = open_overview(folder)
        require_held(require_whole(view.round))
        out, without = going_out(view, codes)
        meant = [one for one in out if anyway or one.is_clear]
        kept, failed = _each(meant, lambda one: Written(one, _kept(view, one)), progress)
        new = [one.outgoing for one in kept if one.outgoing.is_new]
        if new:
            journal.append(folder / LEDGER, *(_told(one, change) for one in new))
        files.make_folder(place)
        written, unwritten = _each(kept, lambda one: _laid_out(one, place))
    held = tuple(one for one in out if one not in meant)
    view = open_overview(folder) if new else view
    return Sending(view, tuple(written), held, without, (*failed, *unwritten))


def _each(
    ones: Sequence[T],
    make: Callable[[T], Written],
    progress: Callable[[int, int], None] = no_progress,
) -> tuple[list[Written], list[Problem]]:
    """Make something of each; return what was made, and why some could not be."""
    made: list[Written] = []
    failed: list[Problem] = []
    for done, one in enumerate(ones, start=1):
        try:
            made.append(make(one))
        except ParselfError as error:
            failed += error.problems
        progress(done, len(ones))
    return made, failed


def _kept(view: Overview, one: Outgoing) -> Path:
    """Write a return into the round's own folder, unless it is there; return where."""
    path = view.round.path / RETURNED / one.unit.code / _kept_name(one.value)
    with suppress(BundleError):
        if read_return(path).digest == content_digest(one.value):
            return path
    files.make_folder(path.parent)
    return write_return(one.value, path).path


def _told(one: Outgoing, change: Change) -> Mapping[str, object]:
    value = one.value
    facts = {
        "unit": value.unit,
        "sequence": value.number,
        "digest": content_digest(value),
        "phase": value.phase.value,
        "hand_in": value.hand_in,
        "ask": list(value.to_answer),
    }
    return event(RETURNED, change.who, change.when, why=change.why, **facts)


def _laid_out(one: Written, place: Path) -> Written:
    """Copy a return to where it is sent from. Raises `RefusedError` for another file there."""
    target = place / file_name(one.outgoing.value)
    there = files.fingerprint(target)
    if there is None:
        files.copy_durable(one.path, target)
    elif there != files.fingerprint_of(one.path):
        what = say("Another file of this name is there; it was left as it is.")
        raise RefusedError(Problem(what, files.show_path(target), say("Name another folder.")))
    return Written(one.outgoing, target)
