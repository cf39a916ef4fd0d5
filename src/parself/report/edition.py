"""The memo of a change of edition: what changed, row by row, and what it does to us.

Drawn from a comparison of two rubrics alone, or from a change that an assessment is about
to make; then it also says what becomes of every answer, and of score and place.
"""

from collections.abc import Iterator, Sequence

from parself import i18n
from parself.assessment.migrate import Fate, RowFate
from parself.editions import wording
from parself.editions.changing import Plan
from parself.editions.wording import Effect
from parself.errors import say
from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.report.making import Maker, Progress
from parself.report.parts import heading_line, rubric_note, text
from parself.report.tables import (
    Block,
    Cell,
    Column,
    Kind,
    Line,
    Papers,
    Paragraph,
    Report,
    Table,
    Tone,
)
from parself.rubric import model as m
from parself.rubric.diff import Diff, RowChange
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
    unit = say(
        "{unit}, PAR INDEX {year:none}",
        unit=plan.after.unit.full,
        year=plan.after.assessment.year,
    )
    blocks: list[Block] = [*head, Paragraph(render(unit), Tone.SUBTITLE), *_effects(plan)]
    blocks += [*_fates(plan), *(_changes(found) if found is not None else [])]
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
    return [*_heading_of(after), Paragraph(render(said))]


def _heading_of(rubric: m.Rubric) -> list[Block]:
    title = _("Memo on the change of edition").upper()
    return [
        Paragraph(title, Tone.TITLE),
        Paragraph(rubric.title, Tone.SUBTITLE),
        *rubric_note(rubric),
    ]


def _effects(plan: Plan) -> Iterator[Block]:
    yield Paragraph(_("What it does to our score and place"), Tone.HEADING)
    yield Paragraph(wording.outcome(plan))
    columns = (
        Column(_("Figure"), 34),
        Column(_("Before"), 14),
        Column(_("After, rows asked again open"), 20),
        Column(_("After, if their figures are confirmed"), 20),
    )
    lines = tuple(_effect_line(effect) for effect in wording.effects(plan))
    yield Table(columns, lines)
    for said in wording.promises(plan):
        yield Paragraph(said, Tone.NOTE)
    if plan.after.folder.standings is not None:
        words = say(
            "Places: if the other units stay as in {year:none}.",
            year=plan.after.folder.standings.year,
        )
        yield Paragraph(render(words), Tone.NOTE)


def _effect_line(effect: Effect) -> Line:
    kind = _KINDS[effect.kind]
    values = (effect.before, effect.after, effect.confirmed)
    return Line((text(effect.label), *(Cell(value, kind) for value in values)))


def _fates(plan: Plan) -> Iterator[Block]:
    """Yield the rows of which something has to be done or known, with their points."""
    shown = (Fate.ASKED, Fate.RETURNED, Fate.NEW, Fate.GONE)
    fates = [fate for fate in plan.migration.rows if fate.fate in shown]
    if not fates:
        return
    yield Paragraph(_("Rows to look at"), Tone.HEADING)
    columns = (
        Column(_("Nº"), 8),
        Column(_("Criterion"), 50),
        Column(_("What becomes of it"), 16),
        Column(_("Points before"), 10, Kind.POINTS),
        Column(_("If confirmed"), 10, Kind.POINTS),
        Column(_("Maximum"), 10, Kind.POINTS),
    )
    yield Table(columns, tuple(_fate_line(plan, fate) for fate in fates))


def _fate_line(plan: Plan, fate: RowFate) -> Line:
    before = plan.before.scores.rows.get(fate.before_id) if plan.before is not None else None
    after = plan.confirmed.scores.rows.get(fate.row_id)
    known = after or before
    title = known.row.title if known is not None else fate.row_id
    return Line(
        (
            text(fate.row_id),
            text(title),
            text(render(wording.FATES[fate.fate])),
            Cell(before.points if before is not None else None),
            Cell(after.points if after is not None else None),
            Cell(after.row.points if after is not None else None),
        )
    )


def _changes(found: Diff) -> Iterator[Block]:
    yield Paragraph(_("What changed between the editions"), Tone.HEADING)
    if found.is_empty:
        yield Paragraph(_("Nothing differs."))
        return
    if found.same_scoring:
        yield Paragraph(_("Only words differ; points and rules are the same."))
    columns = (
        Column(_("Nº"), 8),
        Column(_("Criterion"), 30),
        Column(_("What"), 16),
        Column(_("Before"), 36),
        Column(_("After"), 36),
    )
    lines = [*_row_lines(found), *_listed(found), *_part_lines(found)]
    yield Table(columns, tuple(lines))
    if found.reordered:
        yield Paragraph(_("Rows that both have stand in another order."), Tone.NOTE)


def _row_lines(found: Diff) -> Iterator[Line]:
    groups = (
        (_("Points or rule changed: answers are asked again"), True),
        (_("Only words or departments changed: answers stand"), False),
    )
    for title, asks_again in groups:
        members = [change for change in found.changed if change.asks_again is asks_again]
        if members:
            yield heading_line(title, 5)
        for change in members:
            yield from _facet_lines(change, found)


def _facet_lines(change: RowChange, found: Diff) -> Iterator[Line]:
    head = (text(change.after.id), text(change.after.title))
    for facet in wording.facets(change, found):
        yield Line((*head, text(facet.label), text(facet.before), text(facet.after)))
        head = (Cell(), Cell())


def _listed(found: Diff) -> Iterator[Line]:
    groups = ((_("New rows"), found.added, False), (_("Rows that are gone"), found.removed, True))
    for title, rows, is_before in groups:
        if rows:
            yield heading_line(title, 5)
        for row in rows:
            points = (text(show_decimal(row.points)), Cell())
            sides = points if is_before else points[::-1]
            yield Line((text(row.id), text(row.title), text(_("Maximum")), *sides))
    if found.moves:
        yield heading_line(_("Perhaps the same row under another number"), 5)
    for move in found.moves:
        cells = (move.after.id, move.after.title, _("Number"), move.before.id, move.after.id)
        yield Line(tuple(text(cell) for cell in cells))


def _part_lines(found: Diff) -> Iterator[Line]:
    if found.parts:
        yield heading_line(_("Besides the rows"), 5)
    for part in found.parts:
        sides = (text(wording.fact(part.before)), text(wording.fact(part.after)))
        yield Line((Cell(), text(wording.part_label(part)), Cell(), *sides))
