"""Points and index in full: the five totals, what stands behind them, and what places rest on."""

from collections.abc import Iterator

from textual.content import Content

from parself.errors import say
from parself.i18n import _, render
from parself.scoring.score import Total
from parself.standing.projection import ladder
from parself.tui.widgets.board import percent, points
from parself.tui.widgets.colours import MUTED, UNPROVED
from parself.tui.widgets.drawn_panel import Drawn, DrawnPanel
from parself.tui.widgets.plain import plain
from parself.view.view import View
from parself.words import caution, published, wording
from parself.words.score_words import adjustment_words, carried_words, index_words, survey_words

_FIGURE = 10
_INDEX = 9


def _totals(view: View, width: int) -> Iterator[Content]:
    """Yield the totals; for a department's part only those that do not need the other parts."""
    scores = view.scores
    named: tuple[tuple[str, Total], ...] = (
        (_("Claimed"), scores.claimed),
        (_("Backed"), scores.backed),
        (_("Projected"), scores.projected),
        (_("Lowest"), scores.floor),
        (_("Highest"), scores.ceiling),
    )
    is_part = view.assessment.part is not None
    room = max(8, min(24, width - _FIGURE - (0 if is_part else _INDEX)))
    if is_part:
        yield from (plain(f"{name:<{room}}{points(t.points):>{_FIGURE}}") for name, t in named[:2])
        return
    head = f"{'':<{room}}{_('Points'):>{_FIGURE}}{_('Index'):>{_INDEX}}"
    yield plain((head, MUTED))
    for name, one in named:
        if one is not scores.projected or view.published is None:
            figures = f"{points(one.points):>{_FIGURE}}{percent(one.index):>{_INDEX}}"
            yield plain(f"{name:<{room}}{figures}")
    yield plain(f"{_('Applicable maximum'):<{room}}{points(scores.applicable_max):>{_FIGURE}}")
    if outside := adjustment_words(view.rubric, scores):
        yield plain(outside)
    carried = "" if view.published else carried_words(scores, view.folder.standings)
    if carried:
        yield plain((carried, "bold"))
    held = survey_words(scores, is_assumed=view.is_survey_assumed)
    if held is not None:
        yield plain((render(held), "bold"))
    yield from (plain((words, MUTED)) for words in index_words(scores))


def _sources(view: View) -> Iterator[Content]:
    """Yield on what condition a place is told, and what the table of the others is."""
    projection, standings = view.projection, view.folder.standings
    if projection is None or standings is None:
        return
    found = ladder(standings, view.unit.code, view.scores.projected.index)
    yield plain(wording.place_sentence(projection, standings.year))
    yield from (plain(words) for words in published.mark_words(found, standings.year))
    yield from (plain(words) for words in published.last_year(standings, view.unit.code))
    if projection.probabilities is None:
        words = _("Chances are not known: a unit's figures or past movements are missing.")
        yield plain(words)
    yield plain((caution.standings_warning(standings, view.folder.roster), UNPROVED))
    if standings.source:
        source = say("Source of the comparison table: {source}", source=standings.source)
        yield plain((render(source), MUTED))


class TotalsPanel(DrawnPanel[View]):
    """The five totals, and what is said of them."""

    def drawn(self, of: View, width: int) -> Drawn:
        """Return the totals."""
        return Drawn(_("Points and index"), list(_totals(of, width)))


class SourcesPanel(DrawnPanel[View]):
    """On what condition a place is told, and what it is compared with."""

    def drawn(self, of: View, width: int) -> Drawn:
        """Return the sentences."""
        return Drawn(_("What the place rests on"), list(_sources(of)))
