"""The memo of a change of edition: what changed, row by row, and what it does to us.

Drawn from a comparison of two rubrics alone, or from a change that an assessment is about
to make; then it also says what becomes of every answer, and of score and place.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from parself import i18n
from parself.assessment.migrate import Fate, RowFate
from parself.editions import wording
from parself.editions.changing import Plan
from parself.editions.wording import Effect
from parself.errors import say
from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.report.making import Maker, Progress
from parself.report.parts import grouped, heading
from parself.rubric import model as m
from parself.rubric.diff import Diff, RowChange
from parself.scoring.score import RowScore
from parself.tables.model import Cell, Column, Kind, filled
from parself.tables.paper import Block, Papers, Paragraph, Report, Tone
from parself.values import Frozen
from parself.words import caution

ID = "edition"

_KINDS = {"points": Kind.POINTS, "percent": Kind.PERCENT, "count": Kind.COUNT}


def papers_of_diff(found: Diff) -> Papers:
    """Return the memo of two editions."""
    return _papers(found.after, [*_heading(found), *_changes(found)], "")


def papers_of_plan(plan: Plan) -> Papers:
    """Return the memo of a change of edition of one unit's assessment."""
    found = plan.diff
    head = _heading(found) if found is not None else _heading_of(plan.after.rubric)
    full, year = plan.after.unit.full, plan.after.assessment.year
    unit = say("{unit}, PAR INDEX {year:none}", unit=full, year=year)
    blocks: list[Block] = [*head, Paragraph(render(unit), Tone.SUBTITLE), *_effects(plan)]
    if fates := fates_to_look_at(plan):
        blocks += [Paragraph(_("Rows to look at"), Tone.HEADING)]
        blocks += [filled(fate_columns(plan), fates)]
    blocks += _changes(found) if found is not None else []
    practice = caution.purpose_print(plan.present.assessment.purpose)
    return _papers(plan.after.rubric, blocks, practice)


def maker_of_plan(plan: Plan) -> Maker:
    """Return what makes the memo, for the screen that makes papers."""
    heading = say("Memo on the change of edition")

    def papers(_form: str, _ids: Sequence[str], _progress: Progress) -> Papers:
        return papers_of_plan(plan)

    return Maker(plan.after.unit.full, ((ID, heading),), papers)


def _papers(rubric: m.Rubric, blocks: list[Block], practice: str) -> Papers:
    title = _("Memo on the change of edition")
    warning = " · ".join(said for said in (practice, caution.rubric_warning(rubric)) if said)
    report = Report(ID, _("Edition"), tuple(blocks), landscape=True)
    return Papers(title, (report,), warning, i18n.language())


def _heading(found: Diff) -> list[Block]:
    before, after = found.before, found.after
    said = say(
        "From {before}, edition {old} ({old_year:none}), to {after}, edition {new}"
        " ({new_year:none})",
        before=before.id,
        old=before.edition,
        old_year=before.year,
        after=after.id,
        new=after.edition,
        new_year=after.year,
    )
    return [*_heading_of(after), Paragraph(render(said)), *_decisions(before, after)]


def _decisions(before: m.Rubric, after: m.Rubric) -> list[Block]:
    """Return which documents issued the two editions, where either says so."""
    if not (before.decision or after.decision):
        return []
    unsaid = _("not stated")
    said = say(
        "Issued before by: {old}. Issued now by: {new}.",
        old=before.decision or unsaid,
        new=after.decision or unsaid,
    )
    return [Paragraph(render(said))]


def _heading_of(rubric: m.Rubric) -> list[Block]:
    return heading(_("Memo on the change of edition"), rubric.title, rubric)


def _effects(plan: Plan) -> Iterator[Block]:
    yield Paragraph(_("What it does to our score and place"), Tone.HEADING)
    yield Paragraph(wording.outcome(plan))
    yield filled(effect_columns(), wording.effects(plan))
    for said in wording.promises(plan):
        yield Paragraph(said, Tone.NOTE)
    standings = plan.after.folder.standings
    if standings is not None:
        words = say("Places: if the other units stay as in {year:none}.", year=standings.year)
        yield Paragraph(render(words), Tone.NOTE)


def effect_columns() -> tuple[Column[Effect], ...]:
    """Return what a change of edition does to one figure."""

    def column(key: str, title: str, width: int) -> Column[Effect]:
        def value(one: Effect) -> Cell:
            return Cell(getattr(one, key), _KINDS[one.kind])

        return Column(key, title, value, Kind.COUNT, width)

    return (
        Column("", _("Figure"), lambda one: one.label, width=34),
        column("before", _("Before"), 14),
        column("after", _("After, rows asked again open"), 20),
        column("confirmed", _("After, if their figures are confirmed"), 20),
    )


def fates_to_look_at(plan: Plan) -> list[RowFate]:
    """Return the rows of which something has to be done or known, by what becomes of them."""
    order = (Fate.ASKED, Fate.RETURNED, Fate.NEW, Fate.GONE)
    return [row for fate in order for row in plan.migration.rows if row.fate is fate]


def fate_columns(plan: Plan) -> tuple[Column[RowFate], ...]:
    """Return what becomes of a row, with its points."""
    before = plan.before.scores.rows if plan.before is not None else {}
    after = plan.confirmed.scores.rows

    def title(fate: RowFate) -> str:
        known = after.get(fate.row_id) or before.get(fate.before_id)
        return known.row.title if known is not None else fate.row_id

    def number(fate: RowFate) -> str:
        is_moved = fate.before_id not in {"", fate.row_id}
        return f"{fate.row_id} ← {fate.before_id}" if is_moved else fate.row_id

    def points(row: RowScore | None) -> Decimal | None:
        return row.points if row is not None else None

    def maximum(row: RowScore | None) -> Decimal | None:
        return row.row.points if row is not None else None

    return (
        Column("id", _("Nº"), number, width=8),
        Column("title", _("Criterion"), title, Kind.NAME, 50),
        Column(
            "fate", _("What becomes of it"), lambda one: render(wording.FATES[one.fate]), width=16
        ),
        Column(
            "before", _("Points before"), lambda one: points(before.get(one.before_id)), Kind.POINTS
        ),
        Column(
            "confirmed", _("If confirmed"), lambda one: points(after.get(one.row_id)), Kind.POINTS
        ),
        Column("max", _("Maximum"), lambda one: maximum(after.get(one.row_id)), Kind.POINTS),
    )


def _changes(found: Diff) -> Iterator[Block]:
    yield Paragraph(_("What changed between the editions"), Tone.HEADING)
    if found.is_empty:
        yield Paragraph(_("Nothing differs."))
        return
    if found.same_scoring:
        yield Paragraph(_("Only words differ; points and rules are the same."))
    columns: Columns = (
        Column("id", _("Nº"), lambda one: one.id or None, width=8),
        Column("title", _("Criterion"), lambda one: one.title or None, Kind.NAME, 30),
        Column("what", _("What"), lambda one: one.what or None, width=16),
        Column("before", _("Before"), lambda one: one.before or None, width=36),
        Column("after", _("After"), lambda one: one.after or None, width=36),
    )
    yield grouped(columns, differences(found))
    if found.reordered:
        yield Paragraph(_("Rows that both have stand in another order."), Tone.NOTE)


class Entry(Frozen):
    """One thing that differs."""

    id: str
    title: str
    what: str
    before: str
    after: str
    is_text: bool = False
    """Whether it is read word by word; else as before → after."""

    @property
    def said(self) -> str:
        """Both sides in one text."""
        if self.is_text:
            return wording.marked(self.before, self.after)
        return f"{self.before or '–'} → {self.after or '–'}"


Columns = tuple[Column[Entry], ...]


def differences(found: Diff) -> Iterator[tuple[str, list[Entry]]]:
    """Yield what differs under its headings; a group may be empty."""
    asked = [change for change in found.changed if change.asks_again]
    stand = [change for change in found.changed if not change.asks_again]
    for title, changes in (
        (_("Points or rule changed: answers are asked again"), asked),
        (_("Only words or departments changed: answers stand"), stand),
    ):
        yield title, [entry for change in changes for entry in _facets(change, found)]
    points = _("Maximum")
    yield (
        _("New rows"),
        [Entry(r.id, r.title, points, "", show_decimal(r.points)) for r in found.added],
    )
    yield (
        _("Rows that are gone"),
        [Entry(r.id, r.title, points, show_decimal(r.points), "") for r in found.removed],
    )
    yield (
        _("Perhaps the same row under another number"),
        [
            Entry(move.after.id, move.after.title, _("Number"), move.before.id, move.after.id)
            for move in found.moves
        ],
    )
    yield (
        _("Besides the rows"),
        [
            Entry(
                "", wording.part_label(p), "", wording.fact(p, p.before), wording.fact(p, p.after)
            )
            for p in found.parts
        ],
    )


def _facets(change: RowChange, found: Diff) -> Iterator[Entry]:
    head = (change.after.id, change.after.title)
    for facet in wording.facets(change, found):
        yield Entry(*head, facet.label, facet.before, facet.after, facet.is_text)
        head = ("", "")
