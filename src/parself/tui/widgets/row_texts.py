"""What the question screen says about a row: its title, its derivation, its guidance.

Pure functions from a view to content. The screen decides where each stands and when it
is shown anew.
"""

from collections.abc import Iterator
from datetime import date

from textual.content import Content

from parself.assessment.model import Answer, State
from parself.errors import Message, say
from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.rubric import model as m
from parself.scoring.score import NOT_APPLICABLE, RowScore
from parself.text import sentence_case
from parself.tui.widgets.colours import MUTED, UNPROVED, WRONG
from parself.tui.widgets.plain import bar, lines, plain, spread
from parself.view.result import ResultRow, result_row
from parself.view.view import View
from parself.words import wording
from parself.words.citing import cited
from parself.words.place_words import place_words
from parself.words.reply_words import points_words, reason_words, reply_words, ruling_words
from parself.words.section_words import counted_words
from parself.words.signs import Signs


def title_lines(view: View, row: m.Row, width: int, *, signs: Signs) -> Content:
    """Return three lines: the area with its progress, the row, its state and its worth."""
    scored = view.scores.rows[row.id]
    state = _state_words(view, row, view.assessment.answer(row.id), signs=signs)
    return lines(
        _above(view, row, width, signs=signs),
        plain((f"{row.id} {row.title}", "bold")),
        spread(plain(state), plain(_worth(row, scored)), width),
    )


def _above(view: View, row: m.Row, width: int, *, signs: Signs) -> Content:
    area = view.rubric.area_of(row.id)
    if area is None:
        return plain((_("Bonus and penalty"), "bold"))
    progress = view.progress(area.id)
    filled = progress.answered / progress.total if progress.total else 1.0
    tally = render(say("{done}/{total} answered", done=progress.answered, total=progress.total))
    bars = bar(filled, 12, signs=signs)
    left = plain((place_words(view.rubric, row.id), MUTED))
    return spread(left, plain(f"{bars} {tally}"), width)


def _state_words(view: View, row: m.Row, answer: Answer, *, signs: Signs) -> str:
    marks = signs.states
    keys = [wording.state_of(view.scores.rows[row.id], view.assessment)]
    keys += ["flagged"] if answer.flagged else []
    keys += ["provisional"] if answer.provisional else []
    return "   ".join(f"{marks[key]} {render(wording.STATE_WORDS[key])}" for key in keys)


def _worth(row: m.Row, scored: RowScore) -> str:
    reached = scored.points
    if scored.state is State.NOT_APPLICABLE:
        if any(step.kind is NOT_APPLICABLE for step in scored.steps):
            return render(say("{points:points} points taken out of the maximum", points=row.points))
        return render(say("{points:points} points stay in the section", points=row.points))
    if isinstance(row, m.Adjustment) and row.kind == "penalty" and reached is not None:
        return render(
            say("{reached:points} off, at most {points:points}", reached=reached, points=row.points)
        )
    if scored.estimated is not None:
        likely, most = scored.estimated, row.points
        said = say("provisional {likely:points} of {points:points} points")
        return render(Message(said.id, {"likely": likely, "points": most}))
    if reached is None:
        return render(say("maximum {points:points} points", points=row.points))
    return render(
        say("{reached:points} of {points:points} points", reached=reached, points=row.points)
    )


def derivation_lines(view: View, row: m.Row, today: date) -> Content:
    """Return why the row has its points and how far the next level is, or what is missing.

    What is known of last year stands at the end.
    """
    past = past_words(view, row)
    return lines(*_derived(view, row, today), *([plain((past, MUTED))] if past else []))


def _derived(view: View, row: m.Row, today: date) -> Iterator[Content]:
    for one in view.contradicted(row.id):
        yield plain((f"! {render(one.message)}", WRONG))
    scored = view.scores.rows[row.id]
    if scored.awaiting:
        words = _("Others score this row. An estimate only serves the projection.")
        yield plain((words, MUTED))
        return
    if not scored.steps:
        yield plain((_missing(view, row), MUTED))
        return
    yield from (plain(line) for line in wording.derivation(scored.steps, brief=True))
    counted = counted_words(view.scores, view.rubric, scored)
    if counted is not None:
        yield plain((render(counted), MUTED))
    if scored.points and not scored.backed:
        words = _("Nothing stands behind these points yet: F4 adds evidence, or explain below.")
        yield plain((words, UNPROVED))
    inverse = view.inverse(row.id)
    if inverse is not None and scored.lost:
        gap = wording.distance(inverse, scored.lost, closed=view.is_closed(today))
        if gap is not None:
            yield plain((render(gap), UNPROVED))


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
    parts = [plain((_("Guidance"), "bold"))]
    if row.guidance:
        parts.append(plain(row.guidance))
    if row.evidence:
        parts.append(plain((_("Evidence expected"), "bold"), ": ", "; ".join(row.evidence)))
    if department is not None:
        parts.append(plain((_("Department"), "bold"), ": ", department.title))
    parts.append(plain((_("Source of the rule"), "bold"), ": ", row.provenance or "–"))
    return lines(*parts)
