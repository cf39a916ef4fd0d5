"""What stands on every screen of an assessment: whose it is, what it is worth, which place.

Each widget shows a `View` that it is given and keeps nothing of its own.
"""

from datetime import datetime
from decimal import Decimal
from typing import ClassVar, Final

from textual.content import Content

from parself import numerals
from parself.errors import say
from parself.i18n import _, render
from parself.rubric import peers
from parself.tui.widgets.breakpoints import WIDE
from parself.tui.widgets.colours import LEADS, MUTED, UNPROVED
from parself.tui.widgets.plain import Pane, bar, lines, plain, spread
from parself.view.view import View
from parself.words import asking, caution, wording
from parself.words.practice_words import group_words
from parself.words.reply_words import to_reply_words
from parself.words.result_words import standing_words
from parself.words.score_words import carried_words
from parself.words.signs import Signs

_NOT_PUBLISHED: Final = {peers.FigureStatus.DECLARED, peers.FigureStatus.ILLUSTRATIVE}


def percent(index: Decimal | None) -> str:
    """Return an index in percent, or a dash while it is not known."""
    return "–" if index is None else numerals.show_decimal(index) + "%"


def points(value: Decimal | None) -> str:
    """Return points with two decimals, or a dash while there are none."""
    return "–" if value is None else numerals.show_decimal(value)


class Heading(Pane):
    """Two lines: the unit and when it was saved; the standing warnings."""

    DEFAULT_CSS = """
    Heading { height: 3; padding: 0 1; border-bottom: solid $foreground 30%; }
    """

    def show(self, view: View, saved: Content, scenario: str = "", left: str = "") -> None:
        """Show whose assessment this is, in which scenario, and whether it is on disk.

        `left` is the time that a group of a workshop still has.
        """
        group = view.assessment.group
        whose = view.department or (group_words(group) if group else view.unit.full)
        unit = f"{whose} · {_('PAR INDEX')} {view.assessment.year}"
        warnings = [
            caution.scenario_warning(scenario),
            render(asked) if (asked := asking.tally(view.asked)) else "",
            to_reply_words(view.unreplied),
            caution.lock_warning(view.assessment),
            left,
            caution.purpose_warning(view.assessment.purpose),
            caution.rubric_warning(view.rubric),
        ]
        width = max(40, self.app.size.width) - 2
        warned = _side_by_side([warning for warning in warnings if warning], width)
        self.present(
            lines(
                spread(plain((unit, "bold")), saved, width),
                plain((warned, UNPROVED)).truncate(width, ellipsis=True),
            )
        )


def _side_by_side(warnings: list[str], width: int) -> str:
    """Join warnings in one line; where they are too wide, cut each before its dash."""
    whole = "  ".join(warnings)
    return whole if len(whole) <= width else "  ".join(w.partition(" – ")[0] for w in warnings)


def saved_words(saved_at: datetime | None, *, dirty: bool) -> Content:
    """Say when the work was last saved."""
    if dirty:
        return plain((_("not saved yet"), UNPROVED))
    if saved_at is None:
        return plain((_("nothing changed yet"), MUTED))
    return plain(render(say("Saved {time}", time=numerals.show_time(saved_at))))


class Scoreboard(Pane):
    """Three lines: points, index, place and chance; they move with each answer."""

    DEFAULT_CSS = """
    Scoreboard { height: 4; padding: 0 1; border-top: solid $foreground 30%; }
    """

    def show(self, view: View) -> None:
        """Show the scores of the present value."""
        self.present(lines(*self._rows(view)))

    def _rows(self, view: View) -> list[Content]:
        scores = view.scores
        width = max(40, self.app.size.width - 2)
        left = render(
            say(
                "Claimed {claimed:points} · backed {backed:points}",
                claimed=scores.claimed.points,
                backed=scores.backed.points,
            )
        )
        if view.department:
            # A part alone has no index and no place.
            part = say("Part of {unit}; its own desk joins all parts.", unit=view.unit.full)
            done = _("When it is filled in, export it (F8) and send the file back.")
            return [plain((left, "bold")), plain(render(part)), plain((done, MUTED))]
        if view.published is not None:
            return [
                plain((left, "bold")),
                plain((" ".join(standing_words(view.published)), "bold")),
            ]
        index = f"{_('Projected index')} {percent(scores.projected.index)}"
        reach = f" ({percent(scores.floor.index)}–{percent(scores.ceiling.index)})"
        first = spread(plain((left, "bold")), plain((index, "bold"), reach), width)
        return [first, *self._place_rows(view)]

    @staticmethod
    def _place_rows(view: View) -> list[Content]:
        projection, standings = view.projection, view.folder.standings
        if projection is None or standings is None:
            return [plain(_("No comparison table: the place is not known.")), plain("")]
        chance = wording.chance_sentence(projection, view.goal)
        illustrative = any(s.status in _NOT_PUBLISHED for s in standings.units)
        note = f" {_('(illustrative figures)')}" if illustrative else ""
        carried = carried_words(view.scores, standings)
        if carried:
            # Our own figure may be the official one: what is illustrative is the others'.
            others = f" {_('(places: illustrative figures)')}" if illustrative else ""
            sentence = wording.place_sentence(projection, standings.year)
            return [plain(sentence), plain((carried, "bold"), (others, MUTED))]
        if not chance:
            condition = wording.condition_words(standings.year)
            return [plain(wording.place_words(projection)), plain(condition, (note, MUTED))]
        second = plain(wording.place_sentence(projection, standings.year))
        return [second, plain(chance, (note, MUTED))]


class Areas(Pane):
    """All areas with progress in figures and as a bar."""

    WIDTH: ClassVar[int] = 31
    DEFAULT_CSS = f"""
    Areas {{ width: {WIDTH}; padding: 0 1; border-right: solid $foreground 30%; }}
    """

    def show(self, view: View, area_id: str | None, *, signs: Signs) -> None:
        """Show the areas, the present one marked, where there is room for them."""
        if self.app.size.width < WIDE:
            return
        rows = [plain((_("Areas"), "bold"))]
        for area in view.rubric.areas:
            progress = view.progress(area.id)
            if view.department and not progress.total:
                continue
            here = area.id == area_id
            pointer = signs.pointer if here else " "
            filled = progress.answered / progress.total if progress.total else 1.0
            tally = f"{progress.answered}/{progress.total}"
            style = LEADS if here else ""
            rows.append(plain((f"{pointer}{area.id}. {area.title}"[: self.WIDTH - 3], style)))
            rows.append(plain(f"   {bar(filled, 16, signs=signs)} {tally:>6}"))
        self.present(lines(*rows))
