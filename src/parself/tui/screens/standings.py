"""The scoreboard in full: totals, areas, the ladder, and how likely each place is."""

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from parself.errors import say
from parself.i18n import _, render
from parself.scoring.score import Total
from parself.standing.projection import ladder
from parself.tui.bases.desk_screen import DeskScreen
from parself.tui.commands import BACK, COMMON
from parself.tui.widgets.board import percent, points
from parself.tui.widgets.body import Page
from parself.tui.widgets.colours import MUTED, UNPROVED
from parself.tui.widgets.ladder import Given, ladder_content
from parself.tui.widgets.plain import bar, lines, plain
from parself.view.progress import by_area
from parself.view.view import View
from parself.words import caution, published, wording
from parself.words.score_words import adjustment_words, carried_words, index_words
from parself.words.signs import Signs


class StandingsScreen(DeskScreen):
    """Everything about the score on one page."""

    OFFERS = (BACK, *COMMON)

    def compose_body(self) -> ComposeResult:
        """Make the page."""
        with Page(id="page"):
            yield Static(id="standings")

    def refresh_view(self) -> None:
        """Show the present value."""
        super().refresh_view()
        view = self.desk.view
        signs = self.parself.signs
        blocks = [*_totals(view), plain(""), *_area_rows(view, signs=signs)]
        if view.assessment.part is None:
            blocks += [plain(""), *ladder_content(Given(view, signs, self.desk.began), 76)]
            blocks += [plain(""), *_chances(view, signs=signs)]
        self.query_one("#standings", Static).update(lines(*blocks))
        self.query_one("#page").focus()


def _totals(view: View) -> list[Content]:
    """Return the totals; for a department's part only those that do not need the other parts."""
    scores = view.scores
    named: tuple[tuple[str, Total], ...] = (
        (_("Claimed"), scores.claimed),
        (_("Backed"), scores.backed),
        (_("Projected"), scores.projected),
        (_("Lowest"), scores.floor),
        (_("Highest"), scores.ceiling),
    )
    if view.assessment.part is not None:
        return [plain(f"{name:<24}{points(t.points):>10}") for name, t in named[:2]]
    carried = "" if view.published else carried_words(scores, view.folder.standings)
    header = plain((f"{'':<24}{_('Points'):>10}{_('Index'):>12}", "bold"))
    shown = [one for one in named if one[1] is not scores.projected or view.published is None]
    return [
        header,
        *(plain(f"{name:<24}{points(t.points):>10}{percent(t.index):>12}") for name, t in shown),
        plain(f"{_('Applicable maximum'):<24}{points(scores.applicable_max):>10}"),
        *([plain(outside)] if (outside := adjustment_words(view.rubric, scores)) else []),
        *([plain((carried, "bold"))] if carried else []),
        *(plain((words, MUTED)) for words in index_words(scores)),
    ]


def _area_rows(view: View, *, signs: Signs) -> list[Content]:
    rows = [plain((_("Points by area"), "bold"))]
    for area in by_area(view):
        reached, most = area.points.claimed, area.points.maximum
        drawn = bar(float(reached / most) if most else 0.0, 14, signs=signs)
        name = plain(f"{area.id}. {area.title}").truncate(42, ellipsis=not signs.is_plain, pad=True)
        share = plain(f" {drawn} {points(reached):>6}/{points(most)}")
        rows.append(name.append(share))
    return rows


def _chances(view: View, *, signs: Signs) -> list[Content]:
    projection, standings = view.projection, view.folder.standings
    if projection is None or standings is None:
        return []
    found = ladder(standings, view.unit.code, view.scores.projected.index)
    told = (
        *published.mark_words(found, standings.year),
        wording.place_sentence(projection, standings.year),
        *published.last_year(standings, view.unit.code),
    )
    rows = [plain(words) for words in told]
    if projection.probabilities is not None:
        rows.append(
            plain((_("How likely each place is, if every unit moves as in the past"), "bold"))
        )
        for place, chance in enumerate(projection.probabilities, start=1):
            here = place == projection.projected
            pointer = signs.pointer if here else " "
            drawn = bar(float(chance), 30, signs=signs)
            rows.append(plain(f"{pointer}{place:>3} {drawn} {percent(chance * 100):>8}"))
    else:
        rows.append(
            plain(_("Chances are not known: a unit's figures or past movements are missing."))
        )
    rows.append(plain((caution.standings_warning(standings, view.folder.roster), UNPROVED)))
    if standings.source:
        source = say("Source of the comparison table: {source}", source=standings.source)
        rows.append(plain(render(source)))
    return rows
