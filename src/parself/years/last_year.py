"""Last year beside this one: taking its points in, what moved, and what is carried forward.

A row is last year's when it has the same number and asks for the same thing, or the same
thing under the same title with another number. What means something else now is named and
never matched in silence. Figures are never carried: they are facts of their year.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Final

from parself import files
from parself.assessment import evidence, form, store
from parself.assessment.entries import values_of
from parself.assessment.evidence import FileState
from parself.assessment.model import Assessment, Document, Past, PastPoints
from parself.errors import Message, Problem, RefusedError, say
from parself.limits import TOML_BYTES
from parself.returns.kept import received_by
from parself.returns.model import Return
from parself.rubric import model as m
from parself.rubric.identity import content_hash
from parself.rubric.peers import Unit
from parself.rules.kinds import row_fields
from parself.scoring.score import score_assessment
from parself.submission.intake import read_bundle
from parself.text import search_key
from parself.values import Frozen, evolve, told
from parself.view.view import View

LEFT_BEHIND: Final = say("Left behind; nothing cites these documents this year:")


class LastYear(Frozen):
    """An assessment of an earlier year, as it was kept or handed in."""

    assessment: Assessment
    rubric: m.Rubric
    unit: Unit
    evidence: Path | None
    """Where its files lie; None where only a hand-in is there."""
    result: Return | None = None
    """What the province concluded of it, as far as it was received there."""


class Match(Frozen):
    """How the rows of two years belong together."""

    rows: Mapping[str, str]
    """Last year's row by this year's."""
    new: tuple[str, ...]
    """This year's rows that last year did not have."""
    gone: tuple[str, ...]
    """Last year's rows that mean something else now, or are no more."""
    asked_alike: frozenset[str] = frozenset()
    """This year's rows that ask for the same figures in the same unit as last year's."""


class Carried(StrEnum):
    """What may be carried forward on request."""

    NOTES = "notes"
    EXPLANATIONS = "explanations"
    EVIDENCE = "evidence"


def read_last_year(source: Path) -> LastYear:
    """Read a folder of last year, or its hand-in.

    Raises what `store.load` and `read_bundle` raise; a bundle is read with their distrust.
    """
    if source.is_dir():
        folder = store.look(source)
        parts = folder.assessment, folder.rubric, folder.unit, folder.evidence
        return LastYear(*parts, received_by(folder))
    bundle = read_bundle(source)
    return LastYear(bundle.assessment, bundle.rubric, bundle.unit, None)


def read_past(source: Path) -> Past | None:
    """Read a ``past.toml``; None where the source is something else. Raises `DamagedError`."""
    if source.is_dir() or source.suffix != ".toml":
        return None
    data = files.read_file(source, most=TOML_BYTES)
    return form.parse_past(data, where=files.show_path(source))


def refuse_misfit(folder: store.Folder, last: LastYear) -> None:
    """Raise `RefusedError` where the source is another unit's, or not of an earlier year."""
    if last.unit.code != folder.unit.code:
        what = say("This is the assessment of {unit}.", unit=last.unit.full)
        raise RefusedError(Problem(what, todo=say("Choose that of {unit}.", unit=folder.unit.full)))
    refuse_year(folder, last.assessment.year)


def refuse_year(folder: store.Folder, year: int) -> None:
    """Raise `RefusedError` for a year that does not lie before the folder's."""
    if year >= folder.assessment.year:
        ours = folder.assessment.year
        what = say(
            "This is of {theirs:none}, and the assessment is of {ours:none}.",
            theirs=year,
            ours=ours,
        )
        raise RefusedError(Problem(what, todo=say("Choose an earlier year.")))


def match(now: m.Rubric, then: m.Rubric) -> Match:
    """Return which rows of two rubrics are the same."""
    by_meaning = {_meaning(row): row.id for row in then.rows.values()}
    rows: dict[str, str] = {}
    for row in now.rows.values():
        old = then.rows.get(row.id)
        if old is not None and (
            search_key(row.title) == search_key(old.title) or content_hash(row) == content_hash(old)
        ):
            rows[row.id] = row.id
        elif _meaning(row) in by_meaning:
            rows[row.id] = by_meaning[_meaning(row)]
    matched = set(rows.values())
    alike = (new for new, old in rows.items() if _asked(now.rows[new]) == _asked(then.rows[old]))
    return Match(
        rows,
        tuple(row_id for row_id in now.rows if row_id not in rows),
        tuple(row_id for row_id in then.rows if row_id not in matched),
        frozenset(alike),
    )


def _asked(row: m.Row) -> tuple[object, ...]:
    """Return what must be equal for figures to be comparable; lines of tables may differ."""
    unit = getattr(row.measure, "unit", "")
    return type(row.measure), unit, tuple((f.key, f.kind) for f in row_fields(row))


def _meaning(row: m.Row) -> tuple[str, str]:
    return content_hash(row), search_key(row.title)


def past_of(last: LastYear, found: Match) -> Past:
    """Return last year's points by this year's rows, and the figures behind them.

    They are those claimed, and what the province's result made of them where it was received.
    """
    scores = score_assessment(last.rubric, last.unit, last.assessment)
    known: dict[str, PastPoints] = {}
    for row, old in found.rows.items():
        points, values = scores.rows[old].points, {}
        if row in found.asked_alike:
            values = values_of(last.assessment, last.rubric.rows[old], last.unit.sub_units)
        told_ = _concluded(last.result, old, PastPoints(points, values=values))
        if told_.reached is not None or told_.peers is not None:
            known[row] = told_
    return Past(last.assessment.year, known)


def _concluded(result: Return | None, row: str, known: PastPoints) -> PastPoints:
    """Return what is known of a row with what the province's result says of it."""
    if result is None:
        return known
    said = result.rows.get(row)
    if said is not None and said.appraised is not None:
        known = evolve(known, claimed=said.claimed, appraised=said.appraised)
    if said is not None and said.against is not None:
        known = evolve(known, peers=said.against)
    return evolve(known, survey=result.survey.get(row))


def joined(before: Past | None, new: Past) -> Past:
    """Return the past with a new source merged in; appraised and survey points stay."""
    if before is None or before.year != new.year:
        return new
    rows = {
        row_id: evolve(before.rows.get(row_id, PastPoints()), **told(points))
        for row_id, points in new.rows.items()
    }
    return Past(new.year, {**before.rows, **rows})


def carried(
    folder: store.Folder, now: Assessment, last: LastYear, found: Match, what: frozenset[Carried]
) -> tuple[Assessment, tuple[Problem, ...]]:
    """Return the assessment with what is carried forward, and why documents were left behind.

    Files of evidence are copied. Raises `FileError`.
    """
    now = with_texts(now, last, found, what)
    return _with_evidence(folder, now, last, found) if Carried.EVIDENCE in what else (now, ())


def with_texts(
    now: Assessment, last: LastYear, found: Match, what: frozenset[Carried]
) -> Assessment:
    """Return the assessment with last year's texts where it has none; nothing is overwritten."""
    for row_id, old_id in found.rows.items():
        answer, old = now.answer(row_id), last.assessment.answer(old_id)
        if Carried.NOTES in what and not answer.note.strip():
            answer = evolve(answer, note=old.note)
        if Carried.EXPLANATIONS in what and not answer.explanation.strip():
            answer = evolve(answer, explanation=old.explanation)
        now = now.with_answer(row_id, answer)
    return now


def with_efforts(now: Assessment, last: LastYear, found: Match) -> Assessment:
    """Return the assessment with last year's efforts where it has none."""
    for row_id, old_id in found.rows.items():
        answer, old = now.answer(row_id), last.assessment.answer(old_id)
        if answer.effort is None and old.effort is not None:
            now = now.with_answer(row_id, evolve(answer, effort=old.effort))
    return now


def _with_evidence(
    folder: store.Folder, now: Assessment, last: LastYear, found: Match
) -> tuple[Assessment, tuple[Problem, ...]]:
    """Register last year's documents and cite them again.

    Left behind are those whose file is not there, or is no evidence any more. Dates stay as they
    are, so that the inspector names what lies outside the period.
    """
    left: list[Problem] = []
    here: dict[str, str | None] = {}  # Ids by last year's; None for those left behind.
    for row_id, old_id in found.rows.items():
        for citation in last.assessment.answer(old_id).citations:
            document = last.assessment.document(citation.document)
            if document is not None and document.id not in here:
                try:
                    brought = _brought(folder, now, last, document)
                except RefusedError as error:
                    left += [evolve(one, where=document.called) for one in error.problems]
                    here[document.id] = None
                else:
                    here[document.id] = brought.id
                    now = evidence.registered(now, brought)
            if (known := here.get(citation.document)) is not None:
                now = evidence.cited(now, row_id, evolve(citation, document=known))
    return now, tuple(left)


_LOST: Final[Mapping[FileState, Message]] = {
    FileState.MISSING: say("The file of this document is not there."),
    FileState.CHANGED: say("The file of this document is not the one that was registered."),
}


def _brought(folder: store.Folder, now: Assessment, last: LastYear, document: Document) -> Document:
    """Return last year's document as one of this year. Raises `RefusedError` and `FileError`."""
    if not document.stored_name:
        return evolve(document, id=evidence.next_id(now.documents))
    file = last.evidence and last.evidence / document.stored_name
    present = files.fingerprint(file) if file is not None else None
    state = evidence.file_state(document, {document.stored_name: present})
    if file is None or state is not FileState.FOUND:
        raise RefusedError(Problem(_LOST[state]))
    taken = evidence.take_in(folder, now, file)
    kept = taken.document
    return kept if taken.is_known else evolve(document, id=kept.id, stored_name=kept.stored_name)


class RowMove(Frozen):
    """A row's or an area's points now and last year."""

    id: str
    title: str
    maximum: Decimal
    before: Decimal | None
    """Points that stood in the end last year, as far as known."""
    now: Decimal | None
    rows: int = 1
    compared: int = 1
    """Of its rows, those whose points are known in both years; an area counts these alone."""
    is_area: bool = False

    @property
    def change(self) -> Decimal | None:
        """Points gained, negative for lost; None where one side is not known."""
        return None if self.before is None or self.now is None else self.now - self.before


def moves(view: View) -> tuple[RowMove, ...]:
    """Return every area and its rows beside last year's; nothing where nothing is known of it.

    An area adds up the rows that are known in both years, so that both sums say the same rows.
    """
    if view.folder.past is None:
        return ()
    then, found = view.folder.past.rows, list[RowMove]()
    for area in view.rubric.areas:
        rows = []
        for item in area.items:
            scored, before = view.scores.rows[item.id], then.get(item.id, PastPoints()).reached
            rows.append(RowMove(item.id, item.title, scored.maximum, before, scored.points))
        found += [_area_move(view, area, rows), *rows]
    return tuple(found)


def last_year_areas(view: View) -> Mapping[str, Decimal]:
    """Return last year's points of the areas of which every row is known."""
    past = view.folder.past.rows if view.folder.past else {}
    rows = {row: one.reached for row, one in past.items() if one.reached is not None}
    return {
        area.id: sum((rows[item.id] for item in area.items), Decimal(0))
        for area in view.rubric.areas
        if all(item.id in rows for item in area.items)
    }


def _area_move(view: View, area: m.Area, rows: Sequence[RowMove]) -> RowMove:
    known = [(r.before, r.now) for r in rows if r.before is not None and r.now is not None]
    before = sum((then for then, _now in known), Decimal(0)) if known else None
    now = sum((here for _then, here in known), Decimal(0)) if known else None
    maximum = view.scores.subtotal(area.items).maximum
    return RowMove(area.id, area.title, maximum, before, now, len(rows), len(known), is_area=True)
