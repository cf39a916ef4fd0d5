"""Keys that can be pressed or clicked: the last line of a screen, and of a window."""

from collections.abc import Iterable, Iterator

from textual.content import Content

from parself.errors import Message
from parself.i18n import _, render
from parself.tui.commands import BACK, HELP, Command, shown_keys
from parself.tui.widgets.colours import LEADS, MUTED
from parself.tui.widgets.plain import Pane, Piece, plain


class KeyLine(Pane):
    """Keys with what they do. A click on one does what the key does."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "KeyLine { height: auto; }"

    def __init__(self, *keys: Command, id: str | None = None) -> None:  # noqa: A002 - as Textual
        super().__init__(id=id)
        # They keep the colours of keys.
        self.auto_links = False
        self.shown = keys
        """What is shown."""

    def on_mount(self) -> None:
        """Show the first keys."""
        if self.shown:
            self.show_keys(*self.shown)

    def show_keys(self, *keys: Command, style: str = MUTED) -> None:
        """Show the keys of commands, their labels in a style."""
        self.shown = keys
        self.present(_side_by_side(keys, style))


class Footer(KeyLine):
    """The keys of a screen, as many as fit; F1 lists them all."""

    DEFAULT_CSS = """
    Footer { height: 2; padding: 0 1; border-top: solid $foreground 30%; }
    """

    def show(self, commands: Iterable[Command]) -> None:
        """Show the commands that have a place in the footer."""
        room = self.app.size.width - 2 - drawn(HELP).cell_length
        self.show_keys(*_fitting((one for one in commands if one != HELP), room), HELP, style="")


def _side_by_side(commands: Iterable[Command], style: str) -> Content:
    return plain("  ").join(drawn(one, style) for one in commands)


def _fitting(commands: Iterable[Command], room: int) -> Iterator[Command]:
    """Yield the commands with a place in the footer that fit into so many cells; Esc always."""
    offered = list(commands)
    room -= sum(drawn(one).cell_length + 2 for one in offered if one == BACK)
    for one in offered:
        width = drawn(one).cell_length + 2
        if one == BACK:
            yield one
        elif one.shown and width <= room:
            room -= width
            yield one


def drawn(command: Command, style: str = "") -> Content:
    """Return the keys of a command with its label; where it has one key, all of it is clicked."""
    keys = [(_("Space") if key == "space" else shown, key) for shown, key in shown_keys(command)]
    label = render(command.label)
    if len(keys) == 1:
        click = _click(keys[0][1])
        return plain((keys[0][0], f"{LEADS}{click}"), (f" {label}", f"{style}{click}"))
    pieces: list[Piece] = []
    for shown, key in keys:
        pieces += [*(["/"] if pieces else []), (shown, f"{LEADS}{_click(key)}")]
    return plain(*pieces, (f" {label}", style))


def _click(key: str) -> str:
    """Return the style of what can be clicked instead of pressing a key."""
    return f" @click=app.press('{key}')" if key else ""


def in_window(shown: str, label: Message) -> Command:
    """Return a key that a window shows; the window, or what is in it, handles it itself."""
    return Command("", label, label, shown=shown)
