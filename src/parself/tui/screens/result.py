"""The province's result: row by row what was claimed and appraised, and what the unit replies."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

from textual.app import ComposeResult
from textual.content import Content

from parself.desk import answering
from parself.errors import RefusedError, say
from parself.i18n import _, render
from parself.returns.model import Return, ReturnedRow, Ruling
from parself.returns.taking import Looked, look
from parself.text import sentence_case
from parself.tui.bases.list_screen import Listing, ListScreen
from parself.tui.bases.reply_frame import ReplyFrame
from parself.tui.commands import BACK, COMMON, OPEN_ROW, letter
from parself.tui.dialogs.picker import FilePicker
from parself.tui.widgets.bars import thin_bar
from parself.tui.widgets.board import points
from parself.tui.widgets.colours import DONE, MUTED, OURS, UNPROVED, WRONG
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.ladder import signed
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.row_table import Head, Line
from parself.tui.widgets.rows import ListLine
from parself.view.result import ResultRow, result_row, result_rows, told_rows
from parself.words.reply_words import (
    again_words,
    figure_words,
    left_words,
    outcome_words,
    reason_words,
    reply_words,
    ruling_words,
)
from parself.words.result_words import moved_words, not_counted_words, published_words
from parself.words.return_words import goes_words

RECEIVE: Final = letter(
    "receive", say("Receive result"), say("Read the file that the province sent back"), "m"
)
AGREE: Final = letter("agree", say("Agree"), say("Agree with what was concluded of the row"), "n")
DISAGREE: Final = letter("disagree", say("Disagree"), say("Disagree, and say why"), "k")
TAKE_BACK: Final = letter(
    "take_reply", say("Drop reply"), say("Take the reply to the row back"), "b"
)
ALL: Final = letter(
    "all", say("All rows"), say("Show every row of the result, or what concerns us"), "l"
)

_BAR: Final = 12
_RULINGS: Final = {
    Ruling.ACCEPTED: DONE,
    Ruling.ADJUSTED: WRONG,
    Ruling.ASKED: UNPROVED,
    Ruling.OPEN: MUTED,
}
"""The colours of what was concluded."""


class ResultScreen(ReplyFrame, ListScreen[str]):
    """The rows that were adjusted, asked about or remarked on; Enter goes to one."""

    OFFERS = (AGREE, DISAGREE, TAKE_BACK, RECEIVE, OPEN_ROW, ALL, BACK, *COMMON)

    def __init__(self) -> None:
        super().__init__()
        self._all = False

    def compose_body(self) -> ComposeResult:
        """Make the list, and below it what was said of the highlighted row."""
        yield from super().compose_body()
        yield Panel(id="said")

    def first_key(self) -> str | None:
        """Return the row at which the assessment stands, else the first that waits."""
        shown = [one.row.id for one in told_rows(self.desk.view)]
        here = self.desk.assessment.position
        return here if here in shown else self._next("")

    def listing(self) -> Listing:
        """Return the rows under what the result says as a whole."""
        view, value = self.desk.view, self.desk.view.received
        if value is None:
            told = [plain((render(one.message), WRONG)) for one in view.unreplied]
            nothing = _("No appraisal result was received yet. M reads the file of the province.")
            return Listing(lines(*told), (), nothing)
        columns = self._columns(value)
        rows = result_rows(view) if self._all else told_rows(view)
        shown = list(self._grouped(tuple(rows), columns))
        nothing = _("Every row that was concluded was accepted. L shows all rows.")
        return Listing(lines(*self._head(value), columns.head), shown, nothing)

    def _grouped(self, rows: Sequence[ResultRow], columns: Columns) -> Iterator[Line]:
        """Yield the rows; where some wait for a reply, these first, under a head."""
        waiting = [one for one in rows if one.is_open]
        others = [one for one in rows if not one.is_open]
        groups = ((_("To reply to"), UNPROVED, waiting), (_("Others"), MUTED, others))
        for title, style, those in groups:
            if waiting and those:
                yield Head(plain((title, f"bold {style}")), f"group:{style}", total=str(len(those)))
            yield from (ListLine(self._line(columns, one), one.row.id) for one in those)

    def _head(self, value: Return) -> list[Content]:
        left = sum(len(one.rows) for one in self.desk.view.unreplied)
        head = say(
            "Result no. {n:none} of hand-in {hand_in:none}", n=value.number, hand_in=value.hand_in
        )
        style = "bold $text-warning" if left else "bold"
        return [
            plain((render(head), "bold"), f" · {goes_words(value)}"),
            plain((render(left_words(value, left)), style)),
            *([plain(" ".join(told))] if (told := list(published_words(value))) else []),
            *map(plain, not_counted_words(value)),
        ]

    def _columns(self, value: Return) -> Columns:
        return Columns(
            (
                Col(_("Row"), 6),
                Col("", 16, grows=1),
                Col(_("claimed"), 8, right=True),
                Col(_("appraised"), 9, right=True),
                Col("", 7, right=True, from_room=70),
                Col("", _BAR, from_room=120),
                Col(_("Conclusion"), 18, from_room=96),
                Col(_("Reply") if value.to_answer else _("Outcome"), 16),
            ),
            self.rows.room,
        )

    def _line(self, columns: Columns, one: ResultRow) -> Content:
        said = one.said
        moved = _moved(said)
        style = "" if not moved else DONE if moved > 0 else WRONG
        share = float(said.appraised / one.row.points) if said.appraised and one.row.points else 0.0
        bar = thin_bar(share, _BAR, style or DONE, signs=self.parself.signs)
        return columns.line(
            (
                one.row.id,
                one.row.title,
                points(said.claimed),
                (points(said.appraised), f"bold {style}"),
                (signed(moved) if moved else "", style),
                bar if said.appraised is not None else "",
                (ruling_words(said.ruling), _RULINGS[said.ruling]),
                self._answer(one),
            )
        )

    def _answer(self, one: ResultRow) -> str | tuple[str, str]:
        """Return what the unit replies, or what became of the row."""
        if one.is_asked or one.appeals:
            return reply_words(one.reply), _style(one)
        return outcome_words(one.said)

    def refresh_view(self) -> None:
        """Show the present value, and what was said of the highlighted row."""
        super().refresh_view()
        self._tell_said()

    def on_option_list_option_highlighted(self) -> None:
        """Show what was said of the row that is highlighted now."""
        self._tell_said()

    def _tell_said(self) -> None:
        panel = self.query_one(Panel)
        one = result_row(self.desk.view, self.here) if self.here else None
        panel.display = one is not None
        if one is None:
            return
        said = filter(None, (figure_words(one.said), reason_words(one.said)))
        told = [plain(line) for line in "\n".join(said).splitlines()]
        if one.reply is not None and one.reply.explanation:
            told.append(plain((f"{_('Explanation')}: ", MUTED), one.reply.explanation))
        if outcome := outcome_words(one.said):
            told.append(plain((f"{_('Outcome')}: ", MUTED), outcome))
        nothing = [plain((_("Nothing is said of it."), MUTED))]
        words = sentence_case(ruling_words(one.said.ruling))
        panel.show(f"{one.row.id} {one.row.title}", lines(*(told or nothing)), words)

    def _next(self, after: str) -> str | None:
        """Return the next row that waits for a reply; from the last one, the first."""
        waiting = [one.row.id for one in told_rows(self.desk.view) if one.is_open]
        order = list(self.desk.view.rubric.rows)
        at = order.index(after) if after in order else -1
        later = [row for row in waiting if order.index(row) > at]
        return next(iter((*later, *waiting)), None)

    def action_all(self) -> None:
        """Show all rows, or those that were adjusted, asked about or remarked on."""
        self._all = not self._all
        self.list_others()

    def action_agree(self) -> None:
        """Agree with the highlighted row."""
        if self.here and (one := self.asked_row(self.here)):
            self.agree(one, lambda: self._go_on(one))

    def action_disagree(self) -> None:
        """Disagree with the highlighted row."""
        if self.here and (one := self.asked_row(self.here)):
            self.disagree(one, lambda: self._go_on(one))

    def action_take_reply(self) -> None:
        """Take the reply to the highlighted row back."""
        if self.here and (one := self.asked_row(self.here)):
            self.take_reply_back(one)

    def _go_on(self, one: ResultRow) -> None:
        self.refresh_view()
        following = self._next(one.row.id)
        if following is not None:
            self.rows.go_to(following)

    def action_receive(self) -> None:
        """Ask for the file that the province sent, say what it is, and receive it."""
        if self.all_saved():
            words = _("The file that the province sent back (.zip).")
            start = self.desk.folder.path.resolve().parent
            self.ask(FilePicker(_("Receive result"), start, self._look, words), self._receive)

    def action_receive_file(self, path: str) -> None:
        """Say what a file of the province is, and receive it."""
        with self.telling():
            self._receive(self._look(Path(path)))

    def _look(self, path: Path) -> Looked:
        """Look at a result. Raises `RefusedError` where it is not received here."""
        seen = look(self.desk.folder, path)
        if seen.judgement.receipt.is_refused:
            raise RefusedError(seen.judgement.problem)
        return seen

    def _receive(self, seen: Looked) -> None:
        told = (
            render(seen.judgement.reason),
            goes_words(seen.value),
            *published_words(seen.value),
            *not_counted_words(seen.value),
            *moved_words(seen.value, seen.moved),
            *again_words(seen.to_give_again),
            render(left_words(seen.value, len(seen.left))),
        )
        verb = _("Receive result")
        self.confirm(_("Receive the result?"), "\n".join(told), verb, lambda: self._take(seen))

    def _take(self, seen: Looked) -> None:
        answering.receive(self.desk, seen)
        self.notify(render(seen.judgement.reason), timeout=6)
        self.refresh_view()


def _moved(said: ReturnedRow) -> Decimal:
    """Return the points that were won or lost; none where either side is not known."""
    if said.claimed is None or said.appraised is None:
        return Decimal(0)
    return said.appraised - said.claimed


def _style(one: ResultRow) -> str:
    if one.is_open:
        return UNPROVED
    return DONE if one.reply and one.reply.agrees else OURS
