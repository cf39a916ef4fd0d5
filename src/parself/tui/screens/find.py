"""Find a row by number or words, or run a command by its name; diacritics do not matter."""

from collections.abc import Iterator, Sequence
from typing import Final, cast

from textual.app import ComposeResult
from textual.content import Content

from parself.errors import Message, say
from parself.i18n import _, render
from parself.text import search_key, word_pattern
from parself.tui.commands import BACK, PROGRAM, Command, key_names
from parself.tui.dialogs.finder import FinderWindow
from parself.tui.sitting import SittingApp
from parself.tui.widgets.box import ROOM, Finder
from parself.tui.widgets.breakpoints import WIDE
from parself.tui.widgets.colours import LEADS, MUTED
from parself.tui.widgets.footer import KeyLine, in_window
from parself.tui.widgets.plain import Piece, lines, plain, spread
from parself.tui.widgets.rows import Choices, ListLine, heading
from parself.tui.widgets.typing import VnInput
from parself.values import evolve
from parself.view.search import Hit, Place, search
from parself.view.view import Filter, View
from parself.words import wording

MOST: Final = 60
"""Rows listed for words; whoever looks for more adds a word."""
_FLAGGED: Final = 3
_WIDER: Final = 16
"""Cells by which the window is wider where there is room."""
_NAME: Final = 22
"""Cells of a command's name there."""
_FRAME: Final = 8
"""Cells of the window that no line has: border, padding, and what scrolls."""
_TITLE: Final = LEADS

_PLACES: Final[dict[Place, Message]] = {
    Place.TITLE: say("title"),
    Place.DEPARTMENT: say("department"),
    Place.NOTE: say("note"),
    Place.EXPLANATION: say("explanation"),
    Place.EVIDENCE: say("evidence"),
    Place.EXPECTED: say("evidence to file"),
    Place.GUIDANCE: say("guidance"),
}


class FindScreen(FinderWindow[str]):
    """A search line over a list. Returns ``row:ID`` or ``command:ACTION``, or None."""

    DEFAULT_CSS = f"FindScreen.-wide Finder {{ width: {ROOM + _FRAME + _WIDER}; }}"

    def __init__(
        self, here: Sequence[Command], everywhere: Sequence[Command], view: View | None = None
    ) -> None:
        """List the commands of a screen and those of all screens; with a view, rows too."""
        super().__init__()
        self._view = view
        program = [evolve(one, action=f"app.{one.action}") for one in PROGRAM]
        known = {command.action for command in everywhere}
        own = [one for one in here if one.action and one.action not in known]
        self._groups: tuple[tuple[Message, tuple[Command, ...]], ...] = (
            (say("On this screen"), _once(own)),
            (say("On every screen"), tuple(everywhere)),
            (say("Program"), tuple(program)),
        )

    def compose(self) -> ComposeResult:
        """Make search line and list."""
        heading, hint = _("Commands"), _("name of a command, for example: xuat ho so")
        if self._view is not None:
            heading, hint = (
                _("Find a row or a command"),
                _("number or words, for example: 3.4.1 or ho so"),
            )
        with Finder(heading):
            yield VnInput(placeholder=hint, id="words-in")
            yield Choices()
            yield KeyLine(in_window("Enter", say("Take")), BACK)

    def found(self, typed: str) -> Sequence[ListLine[str]]:
        """Return what the words find; before anything was typed, what is useful."""
        return list(self._found(typed) if typed.strip() else self._useful())

    def take(self, one: str) -> None:
        """Return what was found."""
        self.dismiss(one)

    def _useful(self) -> Iterator[ListLine[str]]:
        """Yield where to go on, then all commands in groups, then all rows."""
        view = self._view
        if view is not None:
            yield from self._go_on(view)
        for title, commands in self._groups:
            yield heading(render(title), _TITLE)
            yield from map(self._command, commands)
        if view is not None:
            yield heading(_("All rows"), _TITLE)
            yield from (self._row(view, row_id) for row_id in view.rubric.rows)

    def _go_on(self, view: View) -> Iterator[ListLine[str]]:
        ids = list(view.rubric.rows)
        here = ids.index(view.assessment.position) if view.assessment.position in ids else -1
        still = set(view.filtered(Filter.OPEN))
        later = [row_id for row_id in (*ids[here + 1 :], *ids[: here + 1]) if row_id in still]
        flagged = [row_id for row_id in view.filtered(Filter.FLAGGED) if row_id not in later[:1]]
        if later or flagged:
            yield heading(_("Next: open and flagged rows"), _TITLE)
        for row_id in (*later[:1], *flagged[:_FLAGGED]):
            # The same row stands in the list of all rows: an id may be used once only.
            yield ListLine(self._line(view, row_id), f"row:{row_id}", f"row:{row_id}@next")

    def _found(self, words: str) -> Iterator[ListLine[str]]:
        """Yield commands of that name, rows by title, other commands, rows that mention the words.

        Whoever types the beginning of a command's name means the command.
        """
        view, asked = self._view, search_key(words)
        hits = search(view, words)[:MOST] if view is not None else ()
        commands = self._matching(asked)
        named = [one for one in commands if search_key(render(one.label)).startswith(asked)]
        named.sort(key=lambda one: not f"{search_key(render(one.label))} ".startswith(f"{asked} "))
        yield from map(self._command, named)
        if view is not None:
            yield from (self._row(view, hit.row_id) for hit in hits if _in_title(view, hit, asked))
        yield from (self._command(one) for one in commands if one not in named)
        if view is not None:
            far = (hit for hit in hits if not _in_title(view, hit, asked))
            yield from (self._row(view, hit.row_id, hit) for hit in far)

    def _line(self, view: View, row_id: str) -> Content:
        row = view.rubric.rows[row_id]
        state = wording.state_of(view.scores.rows[row_id], view.assessment)
        mark = cast("SittingApp", self.app).signs.states[state]
        return plain(f"{mark} {row.id:<6} {row.title}").truncate(self._room, ellipsis=True)

    def _row(self, view: View, row_id: str, hit: Hit | None = None) -> ListLine[str]:
        line = self._line(view, row_id)
        if hit is not None:
            where: list[Piece] = [(f"    {render(_PLACES[hit.place])}: ", MUTED)]
            said = plain(*where, hit.before, (hit.match, "bold underline"), hit.after)
            line = lines(line, said.truncate(self._room, ellipsis=True))
        return ListLine(line, f"row:{row_id}")

    def _command(self, command: Command) -> ListLine[str]:
        """Show name, what it does and its keys in columns; the keys stand at the right."""
        name = f"» {render(command.label)}"
        column = _NAME if self._room > ROOM else 0
        said = plain(f"{name:<{column}}  ", (render(command.help), MUTED))
        # Bold and no colour: it must be read on the highlighted line too.
        keys = plain((key_names(command), "bold"))
        return ListLine(spread(said, keys, self._room), f"command:{command.call}")

    @property
    def _room(self) -> int:
        """Cells of a line: in a wide window the finder is wider."""
        width = self.app.size.width
        return min(ROOM + (_WIDER if width >= WIDE else 0), width * 96 // 100 - _FRAME)

    def _matching(self, asked: str) -> list[Command]:
        """Return the commands that hold all words, those first that do so in their name."""
        wanted = tuple(map(word_pattern, asked.split()))
        commands = [command for _title, group in self._groups for command in group]

        def holds(text: str) -> bool:
            return all(one.search(search_key(text)) for one in wanted)

        told = [one for one in commands if holds(f"{render(one.label)} {render(one.help)}")]
        return sorted(told, key=lambda one: not holds(render(one.label)))


def _in_title(view: View, hit: Hit, asked: str) -> bool:
    row = view.rubric.rows[hit.row_id]
    title = search_key(f"{row.id} {row.title}")
    return all(word_pattern(word).search(title) for word in asked.split())


def _once(commands: Sequence[Command]) -> tuple[Command, ...]:
    return tuple({command.action: command for command in commands}.values())
