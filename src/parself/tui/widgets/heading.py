"""The first line of every screen of an assessment: whose it is, what to beware of, how far it is.

    Văn Quan · CCHC 2023 · MINH HỌA            41/67  1 lỗi  35 thiếu TLKC  lưu 15:00:18

The longest words that fit are shown; what has no room in one line gets a second one.
"""

from collections.abc import Iterator
from datetime import datetime

from textual.content import Content

from parself import numerals
from parself.errors import Message, say
from parself.i18n import _, render
from parself.tui.widgets.colours import DONE, MUTED, UNPROVED, WRONG
from parself.tui.widgets.plain import Pane, Piece, lines, plain, spread
from parself.view.job import Job
from parself.view.view import View
from parself.words import caution
from parself.words.practice_words import group_words
from parself.words.reply_words import to_reply_words
from parself.words.signs import Signs

_DASH = " – "


class Heading(Pane):
    """Whose assessment it is, the standing warnings, how far the job is, when it was saved."""

    DEFAULT_CSS = "Heading { height: auto; max-height: 2; padding: 0 1; background: $panel; }"

    def show(
        self,
        view: View,
        job: Job,
        saved: Content,
        scenario: str = "",
        left: str = "",
        *,
        signs: Signs,
    ) -> None:
        """Show the line. `left` is the time that a group of a workshop still has."""
        width = max(40, self.app.size.width) - 2
        warned = standing_warnings(view, scenario, left)
        self.present(_fitted(view, warned, job, saved, width, signs=signs))


def standing_warnings(view: View, scenario: str = "", left: str = "") -> list[str]:
    """Return what has to be known of all that is shown, in full."""
    found = (
        caution.scenario_warning(scenario),
        to_reply_words(view.unreplied),
        caution.lock_warning(view.assessment),
        left,
        caution.purpose_warning(view.assessment.purpose),
        caution.rubric_warning(view.rubric),
    )
    return [one for one in found if one]


def saved_words(saved_at: datetime | None, *, dirty: bool) -> Content:
    """Say when the work was last saved."""
    if dirty:
        return plain((_("not saved yet"), UNPROVED))
    if saved_at is None:
        return plain((_("nothing changed yet"), MUTED))
    return plain((render(say("saved {time}", time=numerals.show_time(saved_at))), MUTED))


def _fitted(
    view: View, warned: list[str], job: Job, saved: Content, width: int, *, signs: Signs
) -> Content:
    """Return one line in the longest words that fit; else two."""
    for long, right in _forms(view, warned, job, saved, signs=signs):
        if long.cell_length + right.cell_length < width:
            return spread(long, right, width)
    short = [one.partition(_DASH)[0] for one in warned]
    whose, tally = _whose(view, view.unit.full), _tally(job, saved, signs=signs)
    if whose.cell_length + tally.cell_length >= width:
        whose, tally = _whose(view, view.unit.short), _tally(job, saved, signs=signs, worded=0)
    first = spread(whose, tally, width)
    second = plain(("  ".join(short), UNPROVED))
    return lines(first, second.truncate(width, ellipsis=True))


def _forms(
    view: View, warned: list[str], job: Job, saved: Content, *, signs: Signs
) -> Iterator[tuple[Content, Content]]:
    """Yield the left and the right side in ever shorter words."""
    cut = [one.partition(_DASH)[0] for one in warned]
    rubric = caution.rubric_warning(view.rubric)
    status = render(caution.RUBRIC_STATUS[view.rubric.status]).upper()
    short = [status if whole == rubric else one for whole, one in zip(warned, cut, strict=True)]
    tally, brief, marks = (_tally(job, saved, signs=signs, worded=n) for n in (3, 2, 0))
    for name, words in ((view.unit.full, warned), (view.unit.full, cut), (view.unit.short, cut)):
        yield _beware(_whose(view, name), words), tally
    yield _beware(_whose(view, view.unit.short), short), tally
    yield _beware(_whose(view, view.unit.short), short), brief
    yield _beware(_whose(view, view.unit.short), short), marks


def _whose(view: View, unit: str) -> Content:
    group = view.assessment.group
    whose = view.department or (group_words(group) if group else unit)
    year = render(say("PAR {year:none}", year=view.assessment.year))
    return plain((whose, "bold"), (f" · {year}", MUTED))


def _beware(whose: Content, warned: list[str]) -> Content:
    pieces: list[Piece] = []
    for one in warned:
        pieces += [(" · ", MUTED), (one, UNPROVED)]
    return whose + plain(*pieces)


def _tally(job: Job, saved: Content, *, signs: Signs, worded: int = 3) -> Content:
    """Return how far it is and what is wrong: the first in words, the others with their marks."""
    counted = (
        (job.errors, say("{count} error(s)"), signs.wrong, WRONG),
        (job.doubts, say("{count} to look at"), "?", UNPROVED),
        (job.unproved, say("{count} without proof"), signs.unproved, UNPROVED),
    )
    pieces: list[Piece] = [(f"{job.done}/{job.total}", DONE if job.done else MUTED)]
    for at, (count, words, mark, style) in enumerate(counted):
        if count:
            told = render(Message(words.id, {"count": count}))
            pieces += ["  ", (told if at < worded else f"{mark}{count}", style)]
    return plain(*pieces, "  ") + saved
