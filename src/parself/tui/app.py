"""The Textual application: its look, its window, the keys that hold everywhere.

What is open and which screen stands in front is `parself.tui.sitting`'s business.
"""

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, ClassVar, Final

from textual._compositor import CompositorUpdate
from textual.actions import SkipAction
from textual.binding import BindingType
from textual.driver import Driver
from textual.events import Event, Resize
from textual.filter import LineFilter
from textual.geometry import Size
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.scrollbar import ScrollBar

from parself.errors import ParselfError
from parself.i18n import _
from parself.text import cleaned
from parself.tui.by_name import HOME, is_named
from parself.tui.commands import PROGRAM, bindings, keys
from parself.tui.painting import Painted
from parself.tui.sitting import SittingApp
from parself.tui.themes import DARK, HIGH_CONTRAST, THEMES
from parself.tui.typeahead import SittingEnds
from parself.tui.widgets.breakpoints import COLUMNS, LINES
from parself.tui.widgets.message_line import Hears
from parself.tui.widgets.plain import ONLY_SHAPES, OwnSigns
from parself.tui.widgets.scrolling import WholeCells
from parself.words.signs import WGL4, Signs

_HELP: Final = "help:HelpScreen"
LEAST: Final = Size(24, 6)
"""Cells below which a window shows only a part of a screen."""
_FEW_COLOURS: Final = {"standard", "256", "windows"}
"""Kinds of terminals that show only the nearest of a few colours: soft ones run together there."""
SAVE_EVERY: Final = 0.5
"""Seconds between looks at whether something is to be saved."""


class ParselfApp(SittingApp):
    """The program on the screen."""

    TITLE = "parself"
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    ModalScreen { align: center middle; }
    * {
        scrollbar-size-vertical: 1;
        scrollbar-color: $foreground 35%;
        scrollbar-color-hover: $foreground 50%;
        scrollbar-color-active: $accent;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
    }
    Rows, Rows:focus { background: $background; background-tint: $foreground 0%; }
    Input > .input--placeholder { color: $text-muted; }
    OptionList > .option-list--option-disabled { color: $text-muted; }
    /* States keep their colours: the ground is only a little lighter. Marked as strongly
       while the cursor stands in the line above the list. */
    OptionList > .option-list--option-highlighted,
    OptionList:focus > .option-list--option-highlighted {
        color: $foreground;
        background: $foreground 9%;
        text-style: bold;
    }
    /* A ground that is a little lighter is the same black there. */
    .-few-colours OptionList > .option-list--option-highlighted,
    .-few-colours OptionList:focus > .option-list--option-highlighted {
        background: $foreground 35%;
    }
    """
    """How Textual's own widgets look here; what is ours has its look with it."""
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(PROGRAM),
        *keys({"ctrl+c": "copy_selected"}, first=True),
    ]
    HORIZONTAL_BREAKPOINTS = COLUMNS
    VERTICAL_BREAKPOINTS = LINES

    def __init__(self, start: Path | None = None, *, signs: Signs = WGL4) -> None:
        super().__init__(start, signs=signs)
        for theme in THEMES:
            self.register_theme(theme)
        has_few = self.console.color_system in _FEW_COLOURS
        self.theme = (HIGH_CONTRAST if has_few else DARK).name
        self.set_class(has_few, "-few-colours")
        self.animation_level = "none"
        self._own_signs = () if signs is WGL4 else (OwnSigns(signs),)
        ScrollBar.renderer = WholeCells
        self._painted = Painted()

    @property
    def size(self) -> Size:
        """Return the size that screens are laid out for; smaller windows show a part of it."""
        return _laid_out(super().size)

    async def on_event(self, event: Event) -> None:
        """Handle an event; a window below `LEAST` counts as one of that size."""
        if isinstance(event, Resize):
            event = Resize(_laid_out(event.size), _laid_out(event.virtual_size))
        await super().on_event(event)

    def get_driver_class(self) -> type[Driver]:
        """Return the class that reads from the terminal and writes to it."""
        if sys.platform == "win32":
            return super().get_driver_class()
        from parself.tui.terminal import TerminalDriver

        return TerminalDriver

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a message where the screen has a place for it, else in a box over it.

        In a window it stands there, and in the screen under it once the window is left. A warning
        stays beside the next message until its time is over. Whatever `markup` says, a message is
        shown as it stands: it quotes what was typed.
        """
        text = cleaned(message)
        seconds = self.NOTIFICATION_TIMEOUT if timeout is None else timeout
        words = f"{title}: {text}" if title else text
        heard = [one.hear(words, severity, seconds) for one in self._listening()]
        if any(heard):
            return
        if all(note.severity == "information" for note in self._notifications):
            self.clear_notifications()
        super().notify(text, title=title, severity=severity, timeout=timeout, markup=False)

    def _listening(self) -> Iterator[Hears]:
        """Yield the windows in front and the screen under them, where they take messages."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Hears):
                yield screen
            if not screen.is_modal:
                return

    def _display(self, screen: Screen[object], renderable: Any) -> None:
        if isinstance(renderable, CompositorUpdate):
            renderable = self._painted.differing(renderable)
        super()._display(screen, renderable)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters that every line passes on its way to the terminal."""
        return (*super().get_line_filters(), ONLY_SHAPES, *self._own_signs)

    def on_mount(self) -> None:
        """Open the folder that was asked for; go home where none was, or where it does not open."""
        self.set_interval(SAVE_EVERY, self.autosave)
        self.call_after_refresh(self._collect_again)
        if self.start is None:
            self.go_home()
            return
        try:
            self.open_folder(self.start)
        except ParselfError as error:
            self.show(HOME, self.start, error)
        else:
            self.enter()

    def _collect_again(self) -> None:
        """Collect garbage from now on, except what was made at the start, which stays in use."""
        gc.freeze()
        gc.enable()

    def action_help(self) -> None:
        """Show the keys of the present screen, the marks, and how to type numbers."""
        if not is_named(self.screen, _HELP):
            offers = (*getattr(self.screen, "offered", ()), *PROGRAM)
            once = tuple({one.action or one.shown: one for one in reversed(offers)}.values())
            legend = getattr(self.screen, "legend", None)
            knows_committees = getattr(self.screen, "knows_committees", True)
            self.show(_HELP, once[::-1], self.signs, legend, knows_committees)

    def action_copy_selected(self) -> None:
        """Copy the text that the mouse was dragged over; without one, the key is the field's."""
        text = self.screen.get_selected_text()
        if not text:
            raise SkipAction
        self.copy_to_clipboard(text)
        self.screen.clear_selection()
        self.notify(_("Copied."), timeout=3)

    def action_theme(self) -> None:
        """Change to the next theme: dark, light, high contrast."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]


def _laid_out(window: Size) -> Size:
    """Return the window's size, but at least `LEAST`: Textual fails where a widget has no room."""
    return Size(max(LEAST.width, window.width), max(LEAST.height, window.height))


def run(start: Path | None = None, *, signs: Signs = WGL4) -> tuple[str, int]:
    """Run the program in this terminal until it is left; return the closing sentence and code.

    Raises whatever error ended it; the work was saved before that.
    """
    app = ParselfApp(start, signs=signs)
    with _window_heard(app):
        words = app.run() or ""
    if app._exception is not None:
        raise app._exception
    return words, app.return_code or 0


def _window_heard(app: ParselfApp) -> AbstractContextManager[None]:
    """Return what saves when the console's window is closed; elsewhere signals tell that."""
    if sys.platform == "win32":
        from parself.tui.console_window import heard

        return heard(lambda ending: app.post_message(SittingEnds(ending)))
    return nullcontext()
