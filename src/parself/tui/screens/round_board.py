"""The board of a round: who is in, how far each unit's appraisal is, and what it comes to."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.content import Content

from parself.desk.round_desk import RoundDesk
from parself.errors import say
from parself.i18n import _, render
from parself.province import undoing
from parself.province.board import settled_percent
from parself.province.decisions import Cell
from parself.province.line import Line
from parself.province.losing import Losing, losing_rows
from parself.province.officers import called
from parself.province.timing import tally
from parself.province.todo import Kind, Task, tasks
from parself.text import sentence_case
from parself.tui.bases.closing_frame import CLOSE
from parself.tui.bases.judging import ACCEPT_ALL, JudgingFrame, all_rows
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.publishing_frame import HIDE, PUBLISH, PublishingFrame
from parself.tui.bases.round_screen import TAKE_BACK, Heading, RoundScreen
from parself.tui.bases.terms_frame import DATES, EXTEND, TermsFrame
from parself.tui.bases.undo_frame import UNDO_ACT, UndoFrame
from parself.tui.bases.unit_panel import unit_panel
from parself.tui.commands import BACK, FIND_LINE, PROGRAM, Command, bindings, changing, keys, letter
from parself.tui.widgets import board_cells as cells
from parself.tui.widgets.bars import thin_bar
from parself.tui.widgets.board import percent, points
from parself.tui.widgets.colours import DONE, LEADS, MUTED, OURS, UNPROVED, WRONG
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import Piece, lines, plain
from parself.tui.widgets.rows import ListLine
from parself.words.return_words import sent_words
from parself.words.round_words import (
    act_words,
    dates_words,
    expected_title,
    index_words,
    provisional_words,
    task_words,
    todo_words,
    too_late_words,
)
from parself.words.stage_words import standing_words

ENTER: Final = Command("open", say("Appraise"), say("Appraise the unit row by row"), "", "Enter")
BY_ROW: Final = letter("by_row", say("By row"), say("All units side by side, a row at a time"), "r")
MATRIX: Final = letter("matrix", say("Matrix"), say("Units and rows on one screen"), "m")
LADDER: Final = letter("ladder", say("Ladder"), say("Who stands where, and why"), "h")
RECEIVE: Final = changing("receive", say("Receive"), say("Land hand-ins, look at them first"), "n")
HAND_INS: Final = letter(
    "hand_ins", say("Hand-ins"), say("All hand-ins of the unit side by side"), "g"
)
SURVEY: Final = letter("survey", say("Survey points"), say("Enter or take over"), "d")
REFERENCE: Final = letter(
    "reference", say("Reference figures"), say("Claims against the province's own figures"), "o"
)
OFFICERS: Final = letter(
    "officers", say("Officers"), say("Shares, files out and back, what differs"), "t"
)
RETURNS: Final = letter(
    "returns", say("Results"), say("Send units the result of their appraisal"), "v"
)
APPEALS: Final = letter(
    "appeals", say("Appeals"), say("Appeals of units against what was published"), "y"
)
PAPERS: Final = letter("papers", say("Papers"), say("Ranking and table of all units"), "p")
TASK: Final = Command("", say("To do"), say("The list of what is to be done"), "", "1–9")
_LEADS: Final = (
    *(RECEIVE, LADDER, SURVEY, HAND_INS, UNDO_ACT, DATES, EXTEND, RETURNS, CLOSE, PUBLISH, HIDE),
    APPEALS,
    PAPERS,
)
"""What has no sense in an officer's share."""
_BAR: Final = 4
_TODO: Final = -1
"""The column that says what is to be done."""
_KEYS: Final = 9
"""Kinds of work that have a key; there are never so many at once that one has none."""
_ROOMY: Final = 90
"""Cells of a line from which on all dates are shown."""
_NEVER: Final = 10_000
"""Cells of a line that no window has."""
_BESIDE: Final = 100
"""Cells from which on bonus and deduction have a column."""
_WHOLE: Final = 100
_TOLD: Final = 72
"""Cells from which on a line says what is to be done; with fewer the names would be cut."""
_STYLES: Final = (MUTED, UNPROVED, WRONG)


class BoardScreen(RoundScreen[Line], JudgingFrame, TermsFrame, UndoFrame, PublishingFrame):
    """A line for each unit of the roster."""

    DEFAULT_CSS = """
    BoardScreen {
        Panel { display: none; }
        &.-wide Panel { display: block; }
    }
    """
    HAS_PANEL = True
    PANEL_TELLS_LINE = False
    OFFERS: ClassVar[tuple[Command, ...]] = (
        *(ENTER, BY_ROW, MATRIX, RECEIVE, LADDER, ACCEPT_ALL, TAKE_BACK, SURVEY),
        *(
            OFFICERS,
            REFERENCE,
            HAND_INS,
            UNDO_ACT,
            DATES,
            EXTEND,
            RETURNS,
            CLOSE,
            PUBLISH,
            HIDE,
            APPEALS,
            PAPERS,
            TASK,
            FIND_LINE,
            BACK,
            *PROGRAM,
        ),
    )
    BINDINGS = bindings(OFFERS) + keys({str(n + 1): f"task({n})" for n in range(_KEYS)})

    _tasks: Sequence[Task] = ()
    """What is to be done, as it stands above the lines."""
    _marks_claims = False
    """Whether a unit on the board has a mark at its claimed points."""
    _losing: tuple[Losing, ...] | None = None
    """Where units lose points; counted when it is shown."""

    def __init__(self, desk: RoundDesk) -> None:
        super().__init__(desk)
        if desk.view.round.desk is not None:
            self.OFFERS = tuple(one for one in self.OFFERS if one not in _LEADS)  # type: ignore[misc]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keep the keys off what has no sense here."""
        is_off = action in {one.action for one in _LEADS} and self._is_share
        return False if is_off else super().check_action(action, parameters)

    def heading(self) -> Heading:
        """Return which round it is."""
        round_ = self.view.round
        if round_.desk is not None:
            name = called(round_.officers, round_.desk.officer)
            return Heading((render(say("Share of {name}", name=name)), round_.title))
        units = f"{len(round_.roster.units)} {round_.roster.unit_word}"
        year = render(say("Round {year:none}", year=round_.year))
        title = round_.title or f"{round_.roster.parent} · {units}"
        return Heading((year, title, _("Board")))

    def listing(self) -> Listing:
        """Return the board under the titles of its columns."""
        found = self.view.lines(self.today())
        self._losing, self._tasks = None, tasks(self.view, found)
        self._marks_claims = any(one.too_late for one in found)
        is_sure = self._is_share or not provisional_words(self.view.round, found)
        columns = self._columns("" if is_sure else "*")
        ranked = list(found)
        if not self.hides_places:
            ranked.sort(key=lambda one: (one.place is None, one.place or 0))
        return Listing(
            lines(self._tallies(found), columns.head),
            [
                ListLine(self._line(columns, one, is_sure=is_sure), one, one.unit.code)
                for one in ranked
            ],
        )

    @property
    def _is_share(self) -> bool:
        """Whether it is an officer's share: there is no place, no index and no survey."""
        return self.view.round.desk is not None

    def _columns(self, mark: str) -> Columns:
        standings, whole = self.view.round.standings, _NEVER if self._is_share else 0
        beside = _BESIDE if self.view.round.rubric.adjustments else _NEVER
        return Columns(
            (
                Col(f"{_('place')}{mark}", 5, right=True, from_room=whole),
                Col(_("Unit"), 18, grows=1),
                Col(_("claimed"), 7, right=True),
                Col(expected_title(self.view), 9, right=True),
                Col("", _BAR, from_room=_ROOMY),
                Col(_("survey"), 7, right=True, from_room=whole),
                Col("+/−", 5, right=True, from_room=max(beside, whole)),
                Col(_("index"), 7, right=True, from_room=whole),
                Col("" if standings is None else str(standings.year), 4, right=True, from_room=90),
                Col(_("to do"), 17, grows=2, from_room=_TOLD),
            ),
            self.room,
        )

    def _tallies(self, found: Sequence[Line]) -> Content:
        """Return what is in, what is to be done, the dates, and how sure places are."""
        came = tally(one.coming for one in found)
        surveyed = sum(one.figures is not None and not one.lacking for one in found)
        settled = settled_percent([mark for one in found for mark in one.marks.values()])
        width = 10 if self.room >= _ROOMY else 6

        def barred(label: str, share: float, told: str, style: str) -> list[Content]:
            drawn = thin_bar(share, width, style, signs=self.signs)
            return [plain((f"{label} ", MUTED)), drawn, plain(f" {told}  ")]

        pieces = [
            *barred(
                _("Received"),
                came.received / came.units,
                f"{came.received}/{came.units}",
                DONE,
            ),
            *barred(_("Appraisal"), settled / _WHOLE, f"{settled}%", OURS),
        ]
        if not self._is_share:
            pieces.append(plain((f"{_('Survey')} ", MUTED), f"{surveyed}/{len(found)}  "))
        if came.late:
            pieces.append(plain((f"{sentence_case(_('late'))} {came.late}", UNPROVED)))
        round_ = self.view.round
        sure = "" if self._is_share else standing_words(round_, found)
        star = "* " if provisional_words(round_, found) else ""
        legend = (f" · {star}{sure}", UNPROVED) if sure else ""
        dates = plain(
            (dates_words(self.view, self.today(), brief=self.room < _ROOMY), MUTED), legend
        )
        return lines(Content.assemble(*pieces), *self._told_tasks(), dates)

    def _told_tasks(self) -> Sequence[Content]:
        """Return what is to be done in a line: each part with the key of its list."""
        told = [
            plain((f"[{n}]", LEADS), f" {task_words(one)}")
            for n, one in enumerate(self._tasks, start=1)
        ]
        return [Content("; ").join(told)] if told else []

    def _line(self, columns: Columns, one: Line, *, is_sure: bool) -> Content:
        todo = todo_words(self.view, one, self.today())
        settled = settled_percent(list(one.marks.values()))
        style = DONE if settled == _WHOLE else OURS
        drawn = thin_bar(settled / _WHOLE, _BAR, style, signs=self.signs)
        return columns.line(
            (
                self._place(one, is_sure=is_sure),
                one.unit.short,
                cells.claimed(one, self._marks_claims, signs=self.signs),
                points(one.expected),
                drawn if one.marks else plain(""),
                cells.survey(one),
                cells.beside(one),
                ("·" if self.hides_places else percent(one.index), "bold"),
                ""
                if self.hides_places
                else cells.moved(self.view.round.standings, one, signs=self.signs),
                (todo.within(columns.width(_TODO)), _STYLES[todo.weight]),
            )
        )

    @property
    def legend(self) -> list[tuple[Piece, str]]:
        """The marks, with the board's own."""
        told = _("at the claimed points: a later hand-in came too late and does not count")
        return [*super().legend, (cells.too_late(signs=self.signs), told)]

    def brief_of(self, one: Line) -> str:
        """Return all that is to be done, what came too late, what was sent, and the index."""
        known = None if self.hides_places else one.figures
        sum_ = index_words(known) if known is not None else ""
        sent = sent_words(one.returned) if one.returned is not None else ""
        todo = todo_words(self.view, one, self.today())
        told = todo.words if todo.parts[1:] else ""
        return " · ".join(filter(None, [told, too_late_words(one), sent, sum_]))

    def _place(self, one: Line, *, is_sure: bool) -> str:
        if self.hides_places:
            return "·"
        return "–" if one.place is None else f"{one.place}{'' if is_sure else '*'}"

    def tell_of(self, one: Line, panel: Panel) -> None:
        """Show how the unit stands, and where units lose points."""
        if panel.display:
            if self._losing is None:
                self._losing = losing_rows(self.view)
            content = unit_panel(
                *(self.view, one, self._losing),
                signs=self.signs,
                hides_index=self.hides_places,
            )
            panel.show(one.unit.full, content, "" if self.hides_places else one.band)

    @property
    def cell(self) -> Cell | None:
        """No single row stands here."""
        return None

    @property
    def scope(self) -> Sequence[Cell]:
        """Every row of every unit."""
        return all_rows(self.view, list(self.view.facts))

    def take(self, one: Line) -> None:
        """Appraise a unit of which a hand-in counts."""
        if one.is_diverging:
            self.action_hand_ins()
        elif one.counts is None:
            self.say_why(_("No hand-in of this unit counts yet."))
        else:
            self.parself.show("round_unit:UnitScreen", self.desk, one.unit.code)

    def action_take_back(self) -> None:
        """Take back what was decided last; where nothing is, say what else can be undone."""
        before = self.view
        super().action_take_back()
        if self.view is before:
            with self.telling():
                act = undoing.last_act(self.desk.folder)
                if act is not None:
                    named = act_words(self.view.round, act)
                    self.say_done(render(say("Z is for decisions. U takes back: {act}", act=named)))

    def action_task(self, number: int) -> None:
        """Show the list of what is to be done."""
        if number < len(self._tasks):
            kind = self._tasks[number].kind
            match kind:
                case Kind.DIFFERING:
                    self.action_differing()
                case Kind.SURVEY:
                    self.action_survey()
                case Kind.APPEALED | Kind.GRANTED:
                    self.action_appeals()
                case _:
                    self.parself.show("round_todo:TodoScreen", self.desk, kind)

    def action_differing(self) -> None:
        """Show where decisions differ."""
        self.parself.show("round_differing:DifferingScreen", self.desk)

    def action_by_row(self) -> None:
        """Show all units side by side."""
        if self._has_some():
            self.parself.show("round_row:RowScreen", self.desk)

    def action_matrix(self) -> None:
        """Show units and rows on one screen."""
        if self._has_some():
            self.parself.show("round_matrix:MatrixScreen", self.desk)

    def action_ladder(self) -> None:
        """Show who stands where."""
        if not self.keeps_hidden() and self._has_some():
            self.parself.show("round_ladder:LadderScreen", self.desk, self.rows.key or "")

    def action_survey(self) -> None:
        """Show the survey points."""
        self.parself.show("round_survey:SurveyScreen", self.desk)

    def action_appeals(self) -> None:
        """Show the appeals of the units."""
        self.parself.show("round_appeals:AppealsScreen", self.desk)

    def action_reference(self) -> None:
        """Show the reference figures."""
        self.parself.show("round_reference:ReferenceScreen", self.desk)

    def action_officers(self) -> None:
        """Show who appraises what."""
        self.parself.show("round_officers:OfficersScreen", self.desk)

    def action_extend(self) -> None:
        """Give the highlighted unit a later last day."""
        here = self.require_here()
        if here is not None:
            self.extend_unit(here.unit.code)

    def action_returns(self) -> None:
        """Send units the result of their appraisal."""
        if self._has_some():
            self.parself.show("round_returns:ReturnsScreen", self.desk)

    def action_receive(self) -> None:
        """Land hand-ins."""
        self.parself.show("round_landing:LandingScreen", self.desk)

    def action_hand_ins(self) -> None:
        """Show all hand-ins of the highlighted unit."""
        here = self.require_here()
        if here is not None:
            self.parself.show("round_hand_ins:HandInsScreen", self.desk, here.unit.code)

    def _has_some(self) -> bool:
        if not self.view.facts:
            self.say_why(_("No hand-in counts yet; land some first."))
        return bool(self.view.facts)

    def action_papers(self) -> None:
        """Make the ranking and the table of all units."""
        from parself.report import making

        if self.keeps_hidden():
            return
        with self.telling():
            maker = making.of_round(self.view.round, self.today())
            self.parself.show("papers:PapersScreen", maker, self.desk.folder.parent)
