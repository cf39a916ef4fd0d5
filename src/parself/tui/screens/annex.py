"""An annex as it was issued: each row's text beside what it is read as, decided row by row."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList

from parself import files
from parself.errors import Message, say
from parself.i18n import _, render
from parself.issued import again
from parself.issued.decisions import AS_READ, POINTS, file_beside, to_bytes
from parself.issued.notes import Note, NoteState
from parself.issued.reading import OpenAnnex, Reading
from parself.issued.understand import State
from parself.rubric import catalogue
from parself.rubric.dump import rubric_to_bytes
from parself.tui.bases.sitting_screen import SittingScreen
from parself.tui.commands import BACK, PROGRAM, Command, bindings, letter
from parself.tui.dialogs.ask import AskScreen
from parself.tui.widgets.body import Banner, Greeting
from parself.tui.widgets.colours import DONE, MUTED, UNPROVED
from parself.tui.widgets.footer import Footer
from parself.tui.widgets.plain import lines, plain, spread
from parself.tui.widgets.rows import ListLine, Rows, of
from parself.values import evolve
from parself.words.reading_words import STATES, counts, example_of, read_as

DECIDE: Final = Command("open", say("Decide"), say("Decide how the row is read"), "", "Enter")
ONLY: Final = letter("only", say("To decide"), say("Only rows to decide, or all"), "l")
KEEP: Final = letter("keep", say("Keep"), say("Keep it among the own rubrics"), "k")
_BESIDE_FROM: Final = 76
"""Cells from which text and reading stand beside each other."""
_MOST_LINES: Final = 6
_COLOURS: Final = {State.EXACT: DONE, State.DECIDED: DONE, State.TO_DECIDE: UNPROVED}


class AnnexScreen(SittingScreen):
    """A line for each scored row."""

    OFFERS = (DECIDE, ONLY, KEEP, BACK, *PROGRAM)
    BINDINGS = bindings(OFFERS)

    def __init__(self, annex: OpenAnnex) -> None:
        super().__init__()
        self._annex = annex
        self._kept = again.kept(annex.read({}).rubric.id)
        """The edition that this computer has; what was decided on it is not asked again."""
        before = {} if self._kept is None else self._kept.decisions
        self._decisions = {**before, **annex.asked.decisions}
        self._found = annex.read(self._decisions)
        self._is_short = False
        """Whether only rows to decide are listed."""

    def compose(self) -> ComposeResult:
        """Make heading, list and footer."""
        yield Greeting(id="greeting")
        yield Banner(id="problem")
        yield Rows(compact=True)
        yield Footer(id="footer")

    def on_mount(self) -> None:
        """Show the rows; the first that is to be decided is highlighted."""
        first = next(iter(self._found.to_decide()), None)
        self._list(None if first is None else first.item.id)

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        self.refresh_view()

    def refresh_view(self) -> None:
        """Show what was made of the rows; the highlight stays."""
        self._list(self.query_one(Rows).key)

    def _list(self, key: str | None) -> None:
        rubric = self._found.rubric
        head = plain((rubric.title, "bold"))
        told = [counts(self._found.readings), *self._notes()]
        self.query_one(Greeting).update(lines(head, *(plain(render(one)) for one in told)))
        rows = self.query_one(Rows)
        shown = self._found.to_decide() if self._is_short else self._found.readings
        listed: list[ListLine[Reading | Note]] = [
            ListLine(_told(one, rows.room), one, one.item.id) for one in shown
        ]
        notes = [one for one in self._found.notes if one.state is NoteState.TO_DECIDE]
        listed += [
            ListLine(_of_note(one, rows.room), one, f"{one.where} {at}")
            for at, one in enumerate(notes)
        ]
        rows.fill(listed, _("Every row is decided."), key, rows.highlighted or 0)
        self.query_one(Footer).show(self.OFFERS)

    def _notes(self) -> Iterator[Message]:
        if self._kept is not None and (
            differs := again.told(self._kept.rubric, self._found.rubric)
        ):
            yield differs
        yield from self._found.notices
        open_notes = sum(note.state is NoteState.TO_DECIDE for note in self._found.notes)
        if open_notes:
            yield say("{count:count} texts below the table are to be decided.", count=open_notes)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        one = of(event.option)
        if isinstance(one, Reading):
            self._ask(one)

    def _ask(self, one: Reading) -> None:
        """Ask how a row is read."""
        words = "\n".join(
            text for text in (one.text, "" if one.why is None else render(one.why)) if text
        )
        title = f"{one.item.id} {one.item.title}"
        window = AskScreen(title, words, [(choice, _offer(one, choice)) for choice in one.choices])
        self.ask(window, lambda choice: self._decide(one, choice))

    def _decide(self, one: Reading, choice: str) -> None:
        self._decisions[one.key] = choice
        with self.telling():
            self._found = self._annex.read(self._decisions)
            self.refresh_view()

    def action_open(self) -> None:
        """Decide on the highlighted row, as Enter does."""
        self.query_one(Rows).action_select()

    def action_only(self) -> None:
        """List only rows to decide, or all."""
        self._is_short = not self._is_short
        self.refresh_view()

    def action_keep(self) -> None:
        """Keep the rubric among the own ones, with what was decided beside it."""
        id_ = self._found.rubric.id
        if not (catalogue.own_folder() / f"{id_}.toml").exists():
            self._write(id_)
            return
        words = _("The computer has a rubric of this name already.")
        choices = (
            ("beside", _("Keep both: an edition of its own")),
            ("replace", _("Replace it")),
            ("leave", _("Leave it")),
        )
        self.ask(AskScreen(id_, words, choices), self._keep_as)

    def _keep_as(self, answer: str) -> None:
        if answer == "beside":
            self._write(again.beside(self._found.rubric))
        elif answer == "replace":
            self._write(self._found.rubric.id)

    def _write(self, id_: str) -> None:
        """Write it for units that this computer has a roster of, or for those to be listed."""
        rosters = again.own_rosters()
        if not rosters:
            self._write_for(id_, self._found.rubric.roster)
            return
        listed = [(one.id, f"{one.id} · {one.parent} · {len(one.units)}") for one in rosters]
        own = self._found.rubric.roster
        later = [] if own in dict(listed) else [(own, _("Units that are listed later"))]
        window = AskScreen(_("Which units is it for?"), "", [*listed, *later])
        self.ask(window, lambda roster: self._write_for(id_, roster))

    def _write_for(self, id_: str, roster: str) -> None:
        target = catalogue.own_folder() / f"{id_}.toml"
        with self.telling():
            files.make_folder(target.parent)
            kept = evolve(self._found.rubric, id=id_, roster=roster)
            files.write_atomic(target, rubric_to_bytes(kept))
            if self._found.decisions():
                files.write_atomic(file_beside(target), to_bytes(self._found.decisions()))
            self.notify(render(say("Kept: {file}", file=files.show_path(target))))

    def action_back(self) -> None:
        """Go back to the screen before."""
        self.dismiss(None)


def _offer(one: Reading, choice: str) -> str:
    """Return what a choice would make of a row."""
    if choice == AS_READ and one.as_read is not None:
        return render(say("As read: {reading}", reading=read_as(one.as_read)))
    if choice == POINTS:
        return _("Points entered with an explanation")
    way = one.ways[int(choice) - 1]
    return render(say("Change to: {reading}", reading=read_as(way)))


def _told(one: Reading, room: int) -> Content:
    """Return a row: its name and state, the text, and the reading beside or below it."""
    state = plain((render(STATES[one.state]), _COLOURS.get(one.state, MUTED)))
    head = spread(plain(f"{one.item.id} {one.item.title}"), state, room)
    reading = [f"→ {read_as(one.item)}"]
    example = example_of(one.item, one.example)
    if example:
        reading.append(render(say("For example: {example}", example=example)))
    if one.why is not None:
        reading.append(render(one.why))
    return lines(head, *_beside(one.text.split("\n"), reading, room), plain(""))


def _of_note(note: Note, room: int) -> Content:
    """Return a text that may be a rule: no row takes it, a person minds it."""
    state = plain((_("rule of no row"), UNPROVED))
    head = spread(plain(note.where), state, room)
    text = wrap(" ".join(note.text.split()), max(room - 4, 20))
    return lines(head, *(plain((f"    {one}", MUTED)) for one in text), plain(""))


def _beside(text: Sequence[str], reading: Sequence[str], room: int) -> Iterator[Content]:
    if room < _BESIDE_FROM:
        for one in _wrapped(text, room - 4):
            yield plain((f"    {one}", MUTED))
        for one in _wrapped(reading, room - 4):
            yield plain(f"    {one}")
        return
    half = (room - 6) // 2
    left, right = _wrapped(text, half), _wrapped(reading, half)
    for one, other in zip_longest(left, right, fillvalue=""):
        yield plain((f"    {one:<{half}}", MUTED), f"  {other}")


def _wrapped(texts: Sequence[str], width: int) -> list[str]:
    found = [line for text in texts for line in wrap(text, max(width, 20))]
    return found if len(found) <= _MOST_LINES else [*found[: _MOST_LINES - 1], "…"]
