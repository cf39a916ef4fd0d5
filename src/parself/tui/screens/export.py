"""Writing the file for the province: what is ready and what is not, what changed, where to."""

from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from parself.assessment import store
from parself.assessment.history import handed_in, rubric_then
from parself.assessment.model import Assessment, HandIn
from parself.errors import ParselfError, say
from parself.files import removable_drives, room_on, show_path, typed_path
from parself.i18n import _, render, render_error
from parself.numerals import show_decimal, show_room
from parself.submission import bundle
from parself.submission.changes import Changes, RowChange, since
from parself.submission.code import code_of
from parself.submission.coming import last_hand_in
from parself.tui.aside import aside
from parself.tui.bases.list_screen import Listing, ListScreen
from parself.tui.commands import BACK, COMMON, OPEN_ROW, Command, letter
from parself.tui.widgets.checklist import Check, State
from parself.tui.widgets.colours import DONE, MUTED, WRONG
from parself.tui.widgets.fields import Confirmed, Tick
from parself.tui.widgets.hand_in_texts import checks, second_file
from parself.tui.widgets.plain import Pane, Piece, lines, plain, spread
from parself.tui.widgets.row_table import Head, Line
from parself.tui.widgets.rows import Choices, ListLine, of
from parself.tui.widgets.typing import VnInput
from parself.view.view import Narrowing
from parself.words.result_words import outside_words
from parself.words.retelling import difference_words, points_words, replaces

_SHORT_CODE: Final = 9
"""Signs of a code that stand for it where not all of it has room: two groups."""
_MOST_OTHERS: Final = 4
"""So many other things that differ are named; the rest is counted."""
WRITE = letter("write", say("Export"), say("Write the file, and read it back"), "x")
PLACE = Command(
    "place", say("Where to"), say("Go to the line with the place, and back"), "tab", "Tab"
)


class Where(Vertical):
    """Where the file goes, and whether its evidence goes in a second one."""

    DEFAULT_CSS = """
    Where {
        height: auto;
        padding: 0 1;
        border-top: solid $foreground 30%;
        #target, #target:focus { border: none; height: 1; padding: 0 1; background: $boost; }
        #choices { height: auto; max-height: 4; border: none; padding: 0; }
        Tick { padding: 0; }
    }
    """


class ExportScreen(ListScreen[Check]):
    """What is to be looked at before the file goes; X writes it, with errors only once more."""

    OFFERS = (WRITE, OPEN_ROW, PLACE, BACK, *COMMON)

    def __init__(self) -> None:
        super().__init__()
        self._busy = self._is_warned = False

    def compose_body(self) -> ComposeResult:
        """Make the checklist, and below it where the file goes."""
        yield from super().compose_body()
        with Where():
            yield Static(plain((_("Folder or file to write"), MUTED)), id="how")
            yield VnInput(
                show_path(self.desk.folder.path.parent), id="target", select_on_focus=False
            )
            yield Choices(*self._places())
            yield Tick("light")
            yield Pane(id="warning")

    async def on_mount(self) -> None:
        """Offer a second file where there is evidence, ticked as at the last hand-in."""
        choices = self._sticks
        choices.display = choices.option_count > 0
        held, last = self.desk.assessment, self._last
        tick = self.query_one(Tick)
        tick.show(second_file(held), bool(last and last.light))
        tick.display = held.group is None and any(one.stored_name for one in held.documents)
        await super().on_mount()
        self.rows.focus()

    @property
    def _sticks(self) -> Choices:
        return self.query_one(Where).query_one(Choices)

    @cached_property
    def _last(self) -> HandIn | None:
        return last_hand_in(self.desk.folder)

    @cached_property
    def _last_code(self) -> str:
        """The code of the last hand-in; empty where there is none, or it is not known by it."""
        last, desk = self._last, self.desk
        if last is None or not last.digest:
            return ""
        unit, year = desk.view.unit.code, desk.assessment.year
        return code_of(last.digest, unit=unit, year=year, sequence=last.sequence)

    def _places(self) -> list[ListLine[str]]:
        """Return where it may go: beside the assessment, or to a stick that is plugged in."""
        beside = show_path(self.desk.folder.path.parent)
        found = [ListLine(plain(*_stick(stick)), show_path(stick)) for stick in removable_drives()]
        here = ListLine(plain(f"{_('Beside the folder')}: {beside}"), beside)
        return [here, *found] if found else []

    def listing(self) -> Listing:
        """Return the checklist, and what changed since the last hand-in."""
        room, signs = self.rows.room, self.parself.signs
        found = [one.line(room, signs=signs) for one in self._checks]
        return Listing(self._caption(), [*found, *self._changed()])

    @property
    def _checks(self) -> tuple[Check, ...]:
        return tuple(checks(self.desk))

    def _caption(self) -> Content:
        """Say which hand-in this is, and which it replaces."""
        title = _("Hand in") if self.desk.assessment.group else _("Export")
        last = self._last
        told = _("Nothing has been exported yet.") if last is None else render(replaces(last))
        head = plain((title, "bold"), (f" · {told}", MUTED))
        if not self._last_code:
            return head
        short = f"{self._last_code[:_SHORT_CODE]} {self.parself.signs.more}"
        room = self.rows.room - head.cell_length
        known = (plain((f" {_('code')} {code}", MUTED)) for code in (self._last_code, short))
        return head + next((one for one in known if one.cell_length <= room), plain(""))

    def _changed(self) -> Iterator[Line]:
        """Yield the rows that differ from the last hand-in, points and index before and after."""
        desk, before = self.desk, handed_in(self.desk.folder)
        if self._last is None or before is None:
            return
        found = since(desk.folder, before, desk.assessment)
        title = render(say("Changes since number {n:none}", n=self._last.sequence))
        if found.is_empty:
            title = _("Nothing has changed since the last export.")
        total = render(say("{count} rows", count=len(found.rows))) if found.rows else ""
        yield Head(plain((title, MUTED)), "changes", total=total)
        yield from map(self._change_line, found.rows)
        if not found.is_empty:
            yield ListLine(self._sums(found, before))
        rows = [one.row.id for one in found.rows]
        view = desk.view
        for words in outside_words(view.received, view.rubric, view.unit, rows):
            yield Check("outside", State.UNPROVED, words).line(
                self.rows.room, signs=self.parself.signs
            )

    def _change_line(self, one: RowChange) -> ListLine[Check]:
        before, after = points_words(one.before), points_words(one.after)
        moved = (one.after or Decimal(0)) - (one.before or Decimal(0))
        sign = "" if not moved else f"{'+' if moved > 0 else '−'}{show_decimal(abs(moved))}"
        figures = plain(
            (f"{before:>6} → ", ""),
            (f"{after:>6}", "bold"),
            (f"{sign:>8}", DONE if moved > 0 else WRONG),
        )
        words = plain(f"   {one.row.id:<6} {one.row.title}")
        check = Check(f"row:{one.row.id}", State.DONE, one.row.title, (one.row.id,))
        return ListLine(spread(words, figures, self.rows.room), check, check.key)

    def _sums(self, found: Changes, before: Assessment) -> Content:
        """Return points and index before and after, and what else differs."""
        sums = say(
            "claimed points {before:points} → {after:points}",
            before=found.before,
            after=found.after,
        )
        told = [render(sums), *self._index_moved(before)]
        rubric = self.desk.view.rubric
        others = list(dict.fromkeys(difference_words(rubric, (), one)[0] for one in found.others))
        if others:
            names = ", ".join(others[:_MOST_OTHERS])
            more = len(others) - _MOST_OTHERS
            said = say("Also changed: {names}", names=names)
            told.append(render(said) + (f" +{more}" if more > 0 else ""))
        return lines(*(plain((f"   {words}", MUTED)) for words in told))

    def _index_moved(self, before: Assessment) -> Iterator[str]:
        """Yield the projected index before and after, where both follow the same edition."""
        view, folder = self.desk.view, self.desk.folder
        if rubric_then(folder, before) is not folder.rubric:
            return
        old, new = (one.scores.projected.index for one in (view.of(before), view))
        if old is not None and new is not None:
            words = say("projected index {before:points} → {after:points}%", before=old, after=new)
            yield render(words)

    def take(self, one: Check) -> None:
        """Go to what a line is about: its row, the list of its rows, or what mends it."""
        if len(one.rows) == 1:
            self.show_row(one.rows[0])
        elif one.door:
            self.action_door(one.door)
        elif one.rows:
            self.parself.show("review:ReviewScreen", Narrowing(rows=frozenset(one.rows)))

    def action_place(self) -> None:
        """Go round: list, place, sticks, second file."""
        self.focus_next()

    @on(OptionList.OptionHighlighted)
    def _stick_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_list is self._sticks and self._sticks.has_focus:
            self.query_one("#target", VnInput).value = of(event.option)

    @on(OptionList.OptionSelected)
    def _stick_taken(self, event: OptionList.OptionSelected) -> None:
        if event.option_list is self._sticks:
            self.query_one("#target", VnInput).value = of(event.option)
            self.action_write()

    @on(Confirmed)
    @on(Input.Submitted, "#target")
    def _confirmed(self) -> None:
        self.action_write()

    def action_write(self) -> None:
        """Write the file; where errors stand, say so first."""
        if self._busy or not self.all_saved():
            return
        asked = tuple(self._asked())
        if asked and not self._is_warned:
            self._is_warned = True
            shown = (plain((words, f"bold {WRONG}")) for words in asked)
            self.query_one("#warning", Pane).present(lines(*shown))
            return
        self.query_one("#warning", Pane).present(plain(""))
        self._busy = True
        self.notify(_("Writing and reading back…"))
        folder, now, light = self.desk.folder, self.desk.now(), bool(self.query_one(Tick).value)
        target = typed_path(self.query_one("#target", VnInput).value)
        # Evidence may be large.
        aside(
            self,
            lambda: bundle.export(folder, target, now=now, light=light),
            self._written,
            self._failed,
        )

    def _asked(self) -> Iterator[str]:
        """Yield what is asked once before the file is written: rows left open, errors."""
        still = self.desk.view.progress().open
        if still:
            key = "X" if self.rows.has_focus else "Enter"
            yield render(
                say("{count} rows are not scored. {key} once more: export.", count=still, key=key)
            )
        if any(one.state is State.WRONG for one in self._checks):
            yield _("Errors stand: once more to export with them.")

    def _failed(self, error: ParselfError) -> None:
        self._busy = False
        # The number was given, and saved, before the file could not be written.
        with suppress(ParselfError):
            self.desk.replace_folder(store.load(self.desk.folder.path))
        self.notify(render_error(error), severity="error", timeout=30)

    def _written(self, exported: bundle.Exported) -> None:
        self._busy = False
        self.desk.replace_folder(exported.folder)
        if self.is_current:
            self.app.pop_screen()
        self.parself.show("handed_in:HandedInScreen", exported)


def _stick(drive: Path) -> Iterator[Piece]:
    """Yield where a stick is, and how much of it is free."""
    yield f"USB: {show_path(drive)}"
    if room := room_on(drive):
        told = say("{free} of {size} free", free=show_room(room.free), size=show_room(room.size))
        yield f"  {render(told)}", MUTED
