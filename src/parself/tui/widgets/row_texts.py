"""What the question screen says about a row: its derivation, its proof, its guidance.

Pure functions from a view to content. The screen decides where each stands and when it
is shown anew.
"""

from collections.abc import Iterator
from datetime import date

from textual.content import Content

from parself.errors import say
from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.rubric import model as m
from parself.scoring.score import RowScore
from parself.text import sentence_case
from parself.tui.widgets.colours import MUTED, UNPROVED, WRONG
from parself.tui.widgets.plain import lines, plain
from parself.view.result import ResultRow, result_row
from parself.view.view import View
from parself.words import wording
from parself.words.citing import cited
from parself.words.reply_words import points_words, reason_words, reply_words, ruling_words
from parself.words.section_words import counted_words
from parself.words.signs import Signs


def derivation_lines(view: View, row: m.Row, today: date, *, signs: Signs) -> Content:
    """Return why the row has its points and how far the next level is, or what is missing.

    What is known of last year stands at the end.
    """
    past = past_words(view, row)
    return lines(
        *_derived(view, row, today, signs=signs), *([plain((past, MUTED))] if past else [])
    )


def _derived(view: View, row: m.Row, today: date, *, signs: Signs) -> Iterator[Content]:
    scored = view.scores.rows[row.id]
    if scored.awaiting and not scored.is_unsurveyed:
        words = _("Others score this row. An estimate only serves the projection.")
        yield plain((words, MUTED))
    elif not scored.steps:
        yield plain((_missing(view, row), MUTED))
    else:
        yield from (plain(line) for line in wording.derivation(scored.steps, brief=True))
        counted = counted_words(view.scores, view.rubric, scored)
        if counted is not None:
            yield plain((render(counted), MUTED))
        yield from _next_level(view, row, scored, today)
    yield from finding_lines(view, row, scored, signs=signs)


def _next_level(view: View, row: m.Row, scored: RowScore, today: date) -> Iterator[Content]:
    inverse = view.inverse(row.id)
    if inverse is not None and scored.lost:
        gap = wording.distance(inverse, scored.lost, closed=view.is_closed(today))
        if gap is not None:
            yield plain((render(gap), MUTED))


def finding_lines(view: View, row: m.Row, scored: RowScore, *, signs: Signs) -> Iterator[Content]:
    """Yield what is wrong with a row, and what is missing behind it, each with its mark."""
    for one in view.noticed(row.id):
        mark, style = (signs.wrong, WRONG) if one.kind.is_error else (signs.unproved, UNPROVED)
        yield plain((f"{mark} {render(one.message)}", style))
    if scored.points and not scored.backed and not scored.awaiting:
        words = _("Nothing stands behind these points yet: F4 adds evidence, or explain below.")
        yield plain((f"{signs.unproved} {words}", UNPROVED))


def result_lines(view: View, row: m.Row) -> Content | None:
    """Return what the province concluded of the row and how it is replied to; None of nothing."""
    one = result_row(view, row.id)
    if one is None or not (one.is_asked or one.said.remarks or one.said.appeal or one.appeals):
        return None
    ruling = sentence_case(ruling_words(one.said.ruling))
    head = plain(points_words(one.said), " · ", (ruling, "bold"))
    told = [plain(line) for line in reason_words(one.said).splitlines()]
    return lines(head, *told, *_replied(one))


def _replied(one: ResultRow) -> Iterator[Content]:
    if one.is_asked or one.appeals:
        said = [reply_words(one.reply), *([one.reply.explanation] if one.reply else [])]
        words = f"{_('Reply')}: {': '.join(filter(None, said))}"
        hint = f"  {_('Ctrl+D: reply')}" if one.is_open else ""
        yield plain((words, UNPROVED if one.is_open else ""), (hint, MUTED))


def past_words(view: View, row: m.Row) -> str:
    """Return what is known of the row's last year: claimed, appraised, by survey."""
    past = view.folder.past
    known = past.rows.get(row.id) if past is not None else None
    if past is None or known is None:
        return ""
    told = (
        (_("claimed"), known.claimed),
        (_("appraised"), known.appraised),
        (_("survey"), known.survey),
    )
    parts = [f"{label} {show_decimal(value)}" for label, value in told if value is not None]
    return f"{_('Year')} {past.year}: {' · '.join(parts)}" if parts else ""


def _missing(view: View, row: m.Row) -> str:
    missing = view.missing(row.id)
    if not missing and view.assessment.answer(row.id).values:
        return _("The row changed: check the figures, then Enter in the last field confirms.")
    if not missing or len(missing) == len([f for f in view.fields(row.id) if not f.optional]):
        return _("Not answered yet.")
    return render(say("Still missing: {count:count} figure(s).", count=len(missing)))


def citation_lines(view: View, row: m.Row) -> Content:
    """Return the documents that stand behind a row, or how to add one."""
    citations = view.assessment.answer(row.id).citations
    if not citations:
        return plain((_("(none yet; F4 adds)"), MUTED))
    return lines(*(plain(cited(view.assessment, [citation])) for citation in citations))


def guidance_lines(rubric: m.Rubric, row: m.Row) -> Content:
    """Return what counts, what proves it, who answers for it and where the rule comes from."""
    department = rubric.department(row.department)
    parts: list[Content] = []
    if row.guidance:
        parts.append(plain(row.guidance))
    if row.evidence:
        parts.append(plain((_("Evidence expected"), "bold"), ": ", "; ".join(row.evidence)))
    if department is not None:
        parts.append(plain((_("Department"), "bold"), ": ", department.title))
    parts.append(plain((_("Source of the rule"), "bold"), ": ", row.provenance or "–"))
    return lines(*parts)
