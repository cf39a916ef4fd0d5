"""What the unit's commands say: values as lines of text. Nothing is printed here."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from parself.assessment.model import State
from parself.cli.console import shortened, table, wrapped
from parself.errors import say
from parself.files import show_path
from parself.i18n import _, render
from parself.numerals import round_half_up, show_decimal
from parself.rules.fields import Field
from parself.scoring.score import Total
from parself.standing.ladder import ladder
from parself.standing.projection import Projection
from parself.submission.unpacked import last_hand_in
from parself.view.progress import Share, by_area, by_department
from parself.view.view import Filter, View
from parself.words import asking, caution, published, wording
from parself.words.score_words import adjustment_words

if TYPE_CHECKING:
    from parself.submission.bundle import Exported

UNKNOWN = "–"
_LEAST_SHOWN = Decimal("0.005")
"""Probabilities below half a percent are not listed."""
_TITLE_CELLS = 40


def warnings(view: View) -> list[str]:
    """Return the standing warnings: what of all this is not official."""
    folder = view.folder
    said = [
        caution.rubric_warning(folder.rubric),
        caution.purpose_warning(view.assessment.purpose),
        caution.standings_warning(folder.standings, folder.roster) if folder.standings else "",
    ]
    return [line for text in said if text for line in wrapped(text)]


def status(view: View, *, by_departments: bool = False) -> Iterator[str]:
    """Yield the lines of ``parself status``."""
    yield from wrapped(heading(view))
    yield from warnings(view)
    yield ""
    shares = by_department(view) if by_departments else by_area(view)
    yield from _shares(shares)
    yield ""
    yield from wrapped(_counts(view))
    yield ""
    yield from _totals(view)
    yield ""
    if view.assessment.part is None:
        yield from _places(view)
        yield from _published(view)
    yield from _where_it_stands(view)
    yield from asked(view)


def asked(view: View) -> list[str]:
    """Return what contradicts itself or is unlikely, and has no reason beside it."""
    more = f"parself check {show_path(view.folder.path)}"
    return [line for text in asking.told(view.asked, more) for line in wrapped(text)]


def heading(view: View) -> str:
    """Return who assesses which year by which rubric."""
    year = str(view.assessment.year)
    title = view.rubric.title
    return " · ".join((view.owner, title) if year in title else (view.owner, title, year))


def _shares(shares: Sequence[Share]) -> list[str]:
    """Return rows and points of areas or departments."""
    rows = [["", "", _("answered"), _("claimed"), _("backed"), _("of")]]
    rows += [
        [
            one.id,
            shortened(one.title or _("no department"), _TITLE_CELLS),
            f"{one.progress.answered}/{one.progress.total}",
            show_decimal(one.points.claimed),
            show_decimal(one.points.backed),
            show_decimal(one.points.maximum),
        ]
        for one in shares
    ]
    return table(rows, right={2, 3, 4, 5})


def _counts(view: View) -> str:
    progress = view.progress()
    return render(
        say(
            "Answered {answered} of {total} rows; open {open}, flagged {flagged}; "
            "{awaiting} rows are scored by others.",
            answered=progress.answered,
            total=progress.total,
            open=progress.open,
            flagged=progress.flagged,
            awaiting=progress.awaiting,
        )
    )


def _totals(view: View) -> list[str]:
    """Return the points; of a department's part only those that say something by themselves."""
    scores = view.scores
    if view.assessment.part is not None:
        reached = ((_("Claimed"), scores.claimed), (_("Backed by proof"), scores.backed))
        rows = [[label, _shown(total.points)] for label, total in reached]
        return table([["", _("points")], *rows], right={1})
    rows = [["", _("points"), _("index")]]
    rows += [
        [label, _shown(total.points), _shown_index(total)]
        for label, total in (
            (_("Claimed"), scores.claimed),
            (_("Backed by proof"), scores.backed),
            (_("Lowest"), scores.floor),
            (_("Highest"), scores.ceiling),
            (_("Projected"), scores.projected),
        )
    ]
    rows.append([_("Applicable maximum"), _shown(scores.applicable_max), ""])
    outside = adjustment_words(view.rubric, scores)
    return [*table(rows, right={1, 2}), *(wrapped(outside) if outside else ())]


def _shown(value: Decimal | None) -> str:
    return UNKNOWN if value is None else show_decimal(value)


def _shown_index(total: Total) -> str:
    return UNKNOWN if total.index is None else f"{show_decimal(total.index)}%"


def _places(view: View) -> Iterator[str]:
    projection, standings = view.projection, view.folder.standings
    if projection is None or standings is None:
        yield render(say("No comparison table: no place is projected."))
        return
    yield from wrapped(wording.place_sentence(projection, standings.year))
    if projection.probabilities is not None:
        yield from wrapped(_chances(projection))


def _published(view: View) -> Iterator[str]:
    """Yield what is known of the unit's last year, and of units whose figures are not."""
    standings = view.folder.standings
    if standings is None:
        return
    said = [*published.last_year(standings, view.unit.code)]
    found = ladder(standings, view.unit.code, view.scores.projected.index)
    if found.unknown:
        said.append(published.unknown_words(found))
    said += published.mark_words(found, standings.year)
    for words in said:
        yield from wrapped(words)


def _chances(projection: Projection) -> str:
    chances = enumerate(projection.probabilities or (), start=1)
    listed = ", ".join(
        render(say("place {place}: {chance:count}%", place=place, chance=_whole(chance * 100)))
        for place, chance in chances
        if chance >= _LEAST_SHOWN
    )
    return render(say("Probabilities, about: {listed}.", listed=listed))


def _whole(value: Decimal) -> Decimal:
    return round_half_up(value, Decimal(1))


def _where_it_stands(view: View) -> Iterator[str]:
    last = last_hand_in(view.folder)
    if last is None:
        yield render(say("Not exported yet."))
    else:
        yield render(
            say(
                "Exported: hand-in {number:none}, {when}.",
                number=last.sequence,
                when=last.when,
            )
        )
    following = next((i.id for i in view.rubric.items() if view.shows(i.id, Filter.OPEN)), None)
    if following is not None:
        yield render(say("First open row: {row}.", row=following))


def row_result(view: View, row_id: str, *, today: date) -> Iterator[str]:
    """Yield what a row is worth now and what that makes of the whole."""
    yield from _row_head(view, row_id)
    yield from _reasons(view, row_id, today)
    scores = view.scores
    yield render(
        say(
            "Claimed: {claimed:points} points; projected index: {index}",
            claimed=scores.claimed.points or Decimal(0),
            index=_shown_index(scores.projected),
        )
    )
    yield from _places(view) if view.projection is not None else ()


def explain(view: View, row_id: str, *, today: date) -> Iterator[str]:
    """Yield the lines of ``parself explain``."""
    row = view.rubric.rows[row_id]
    yield from _row_head(view, row_id)
    yield from _entered(view, row_id)
    yield from _reasons(view, row_id, today)
    answer = view.assessment.answer(row_id)
    for label, text in ((_("Explanation"), answer.explanation), (_("Note"), answer.note)):
        if text:
            yield from wrapped(f"{label}: {text}")
    if row.guidance:
        yield ""
        yield from wrapped(row.guidance)
    for expected in row.evidence:
        yield from wrapped(f"- {expected}")
    yield from warnings(view)[:1]


def _row_head(view: View, row_id: str) -> Iterator[str]:
    scored = view.scores.rows[row_id]
    answer = view.assessment.answer(row_id)
    state = wording.state_of(scored)
    words = [render(wording.STATE_WORDS[state])]
    words += [render(wording.STATE_WORDS["flagged"])] if answer.flagged else []
    words += [render(wording.STATE_WORDS["provisional"])] if answer.provisional else []
    yield from wrapped(f"{row_id} {scored.row.title}")
    points = UNKNOWN if scored.points is None else show_decimal(scored.points)
    worth = say("{points} of {maximum:points} points", points=points, maximum=scored.row.points)
    yield f"{wording.STATE_MARKS[state]} {', '.join(words)} · {render(worth)}"
    if answer.estimate is not None:
        yield render(say("Estimate: {points:points} points", points=answer.estimate))


def _entered(view: View, row_id: str) -> list[str]:
    if view.scores.rows[row_id].awaiting:
        return []
    values, fields = view.values(row_id), view.fields(row_id)
    told = {f.key: wording.told_value(f, values[f.key]) for f in fields if f.key in values}
    rows = [
        [
            field.key,
            shortened(_label(field), _TITLE_CELLS),
            told.get(field.key, UNKNOWN),
        ]
        for field in fields
    ]
    return table(rows, indent="  ") if rows else []


def _label(field: Field) -> str:
    label = wording.field_label(field)
    return f"{field.group}: {label}" if field.group else label


def _reasons(view: View, row_id: str, today: date) -> Iterator[str]:
    scored = view.scores.rows[row_id]
    for one in view.contradicted(row_id):
        yield from wrapped(f"! {render(one.message)}", indent="  ")
    for doubt in view.doubts(row_id):
        yield from wrapped(f"? {doubt.key}: {asking.asked_words(doubt)}", indent="  ")
    for line in wording.derivation(scored.steps):
        yield from wrapped(line, indent="  ")
    inverse = view.inverse(row_id)
    if inverse is not None and scored.lost is not None:
        distance = wording.distance(inverse, scored.lost, closed=view.is_closed(today))
        yield from wrapped(render(distance), indent="  ") if distance is not None else ()
    missing = _missing(view, row_id)
    if missing:
        yield from wrapped(render(say("Still needed: {fields}", fields=", ".join(missing))))


def _missing(view: View, row_id: str) -> list[str]:
    """Return the keys that a row begun but not complete still needs."""
    values = view.values(row_id)
    if view.scores.rows[row_id].state is not State.UNANSWERED or not values:
        return []
    return [f.key for f in view.fields(row_id) if not f.optional and f.key not in values]


def enterable(field: Field) -> Iterator[str]:
    """Yield what a field asks, and below it each entry that may be typed as it stands."""
    samples = {"date": "2023-12-05", "count": "12301", "percent": "98.8"}
    ticks = (("yes", _("yes")), ("no", _("no")))
    options = ticks if field.kind == "yes" else field.options
    yield from wrapped(_label(field))
    if not options:
        yield f"  {field.key}={samples.get(field.kind, '12.5')}"
    for option, title in options:
        yield from wrapped(f"{field.key}={option}  {title}", indent="  ")


def exported(done: "Exported") -> Iterator[str]:
    """Yield where a hand-in was written, its number and its code."""
    bundle = done.bundle
    rows = [
        [_("File"), str(done.path)],
        [_("Unit"), bundle.unit.full],
        [_("Hand-in"), str(bundle.sequence)],
        [_("Verification code"), bundle.code()],
    ]
    yield from table(rows)
    if done.volume is not None:
        yield render(say("Second volume with the evidence: {path}", path=str(done.volume)))
    if not done.is_new:
        yield render(say("Nothing has changed since this hand-in; it is the same file again."))
    yield render(say("Read back and checked: the file holds what the assessment holds."))
