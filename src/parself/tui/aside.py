"""Work that takes a while, done in a thread; only what comes of it touches the screen."""

from collections.abc import Callable
from typing import TypeVar

from textual.dom import DOMNode
from textual.worker import get_current_worker

from parself.errors import ParselfError

T = TypeVar("T")


def aside(
    node: DOMNode,
    make: Callable[[], T],
    made: Callable[[T], object],
    failed: Callable[[ParselfError], object],
) -> None:
    """Run `make` in a thread; then `made` takes what it returns, or `failed` why it did not.

    What was made is taken even where nobody waits for it any more: it is on the disk. Nobody is
    told then of what failed. A second piece of work of the same node takes the place of the first.
    """

    def run() -> None:
        worker = get_current_worker()
        try:
            done = make()
        except ParselfError as error:
            if not worker.is_cancelled:
                node.app.call_from_thread(failed, error)
        else:
            node.app.call_from_thread(made, done)

    node.run_worker(run, thread=True, exit_on_error=False, exclusive=True)
