"""Agreed ways of scoring on the screen: one agreed on, and one changed with its earlier wording."""

from collections.abc import Sequence
from typing import Final

from parself.errors import say
from parself.i18n import _, render
from parself.numerals import read_decimal, show_decimal
from parself.province.agreeing import agree, earlier
from parself.province.decisions import Cell
from parself.province.officers import called
from parself.province.remarks import Way
from parself.tui.bases.round_screen import RoundFrame

_EARLIER: Final = 3
"""Earlier wordings that a window shows."""


class WaysFrame(RoundFrame):
    """A screen on which ways of scoring a row are agreed on and changed."""

    def about(self, cell: Cell, words: str) -> str:
        """Return what a window says of a cell over its own words."""
        raise NotImplementedError

    def ways_of(self, row: str) -> Sequence[Way]:
        """Return the ways that stand on a row."""
        return self.view.ways.get(row, ())

    def pick_changed(self, cell: Cell) -> None:
        """Ask which way is to be changed, where there are several."""
        from parself.tui.dialogs.ask import AskScreen

        ways = self.ways_of(cell.row)
        if len(ways) == 1:
            self.write_way(cell, ways[0])
            return
        title = render(say("Change which way of scoring {row}?", row=cell.row))
        choices = [(one.id, way_words(one)) for one in ways]
        by_id = {one.id: one for one in ways}
        window = AskScreen(title, self.about(cell, ""), choices)
        self.ask(window, lambda chosen: self.write_way(cell, by_id[chosen]))

    def write_way(self, cell: Cell, before: Way | None = None) -> None:
        """Ask for case, points and reason of a new way, or of a changed one."""
        from parself.tui.dialogs.sheet import SheetLine, SheetScreen, Typed

        row, most = cell.row, self.view.round.rubric.rows[cell.row].points
        number = None if before is None else before.number

        def write(typed: Typed) -> None:
            points = read_decimal(typed["points"], most=most)
            agreed = typed["case"], points, typed["reason"]
            self.decide(lambda view, act: [agree(view, row, agreed, number, act)])
            done = _("Agreed; choose it with C.") if before is None else _("Changed; see C.")
            self.say_done(done)

        fields = (
            SheetLine("case", _("Case"), before.case if before else ""),
            SheetLine(
                "points",
                render(say("Points, 0 to {most:points}", most=most)),
                show_decimal(before.points) if before else "",
            ),
            SheetLine("reason", _("Reason")),
        )
        checks = {"points": lambda typed: read_decimal(typed, most=most)}
        title = _("Agree on a new way") if before is None else _("Change the agreed way")
        words = self.about(cell, self._asked_for(before))
        self.ask(SheetScreen(title, words, fields, write, checks=checks), lambda _done: None)

    def _asked_for(self, before: Way | None) -> str:
        """Return what is asked for, and how a way read before."""
        if before is None:
            return _("Which case it is, what it is worth, and why.")
        told = [_("Why it is changed. What cites it is to be looked at again.")]
        told += [self._version(one) for one in earlier(self.view, before)[:_EARLIER]]
        return "\n".join(told)

    def _version(self, one: Way) -> str:
        said = say(
            "Was, {day}, {who}: {case} = {points:points}. {reason}",
            day=one.when.date(),
            who=called(self.view.round.officers, one.who) or _("nobody named"),
            case=one.case,
            points=one.points,
            reason=one.reason,
        )
        return render(said).strip()


def way_words(one: Way) -> str:
    """Return an agreed way in a line: its number, its case, its points."""
    said = say("{n}. {case}: {points:points}", n=one.number, case=one.case, points=one.points)
    return render(said)
