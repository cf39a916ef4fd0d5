"""What every screen of the program has: it asks in windows, and says what was refused."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar, TypeVar, cast

from textual.screen import ModalScreen

from parself.errors import ParselfError
from parself.i18n import _
from parself.tui.commands import Command, bindings, keys
from parself.tui.sitting import SittingApp
from parself.tui.typeahead import WholeScreen

T = TypeVar("T")


class SittingScreen(WholeScreen[None]):
    """A screen that shows what the sitting holds."""

    OFFERS: ClassVar[tuple[Command, ...]] = ()
    """Its commands; footer, keys and help are made of them."""
    KEYS: ClassVar[Mapping[str, str]] = {}
    """Keys of actions that no list of commands names."""

    def __init_subclass__(cls, **options: Any) -> None:
        own = vars(cls)
        if "BINDINGS" not in own:
            cls.BINDINGS = bindings(own.get("OFFERS", ())) + keys(own.get("KEYS", {}))
        super().__init_subclass__(**options)

    @property
    def offered(self) -> tuple[Command, ...]:
        """The commands that fit what is open."""
        return self.OFFERS

    @property
    def parself(self) -> SittingApp:
        """The application, typed."""
        return cast("SittingApp", self.app)

    def refresh_view(self) -> None:
        """Show the present value."""

    def on_screen_resume(self) -> None:
        """Show what changed while another screen stood in front."""
        if self.is_mounted:
            self.come_back()

    def come_back(self) -> None:
        """Do what is done when another screen has left the front."""
        self._refresh_if_changed()

    def _refresh_if_changed(self) -> None:
        if self.is_mounted:
            self.refresh_view()

    def tell(self, error: ParselfError) -> None:
        """Say for a while why something was not done."""
        self.parself.tell(error)

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Run a block that may be refused: a refusal is told, and work goes on after the block."""
        try:
            yield
        except ParselfError as error:
            self.tell(error)

    def ask(
        self,
        window: ModalScreen[T],
        then: Callable[[T], object],
        left: Callable[[], object] = lambda: None,
    ) -> None:
        """Open a window; `then` takes what it returns, `left` is done where it was left without."""

        def answered(given: T | None) -> None:
            if given is None:
                left()
                return
            with self.telling():
                then(given)
            if self.is_current:
                self.refresh_view()

        self.app.push_screen(window, answered)

    def confirm(self, title: str, words: str, verb: str, then: Callable[[], object]) -> None:
        """Ask whether to do something; `then` does it."""
        from parself.tui.dialogs.ask import AskScreen

        choices = (("do", verb), ("back", _("Back")))
        self.ask(AskScreen(title, words, choices), lambda choice: choice == "do" and then())
