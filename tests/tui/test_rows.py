"""Lists of all screens and windows: a line stands for something, and the highlight stays."""

from typing import Any

import pytest
from textual.app import App, ComposeResult

from parself.tui.widgets.plain import plain
from parself.tui.widgets.rows import Choices, ListLine, heading


class Listed(App[None]):
    """A list and nothing else."""

    def compose(self) -> ComposeResult:
        yield Choices()


def listed(names: str) -> list[ListLine[Any]]:
    """A line for each letter, a heading for each dash."""
    return [heading("h") if name == "-" else ListLine(plain(name), name) for name in names]


@pytest.mark.parametrize(
    ("names", "key", "place", "stands"),
    [
        pytest.param("-ab-c", None, 0, "a", id="at first, on the first line below a heading"),
        pytest.param("-ab-c", "c", 0, "c", id="on its own line"),
        pytest.param("b-ca", "a", 1, "a", id="on its own line, which has moved"),
        pytest.param("-b-c", "a", 1, "b", id="where its line was, when that is gone"),
        pytest.param("-b-c", "a", 2, "c", id="past a heading"),
        pytest.param("-b", "a", 4, "b", id="on the last line, when the list has become shorter"),
        pytest.param("--", "a", 1, None, id="nowhere, when there are headings only"),
        pytest.param("", "a", 1, None, id="nowhere, when there is nothing"),
    ],
)
async def test_the_highlight_stays(
    names: str, key: str | None, place: int, stands: str | None
) -> None:
    async with Listed().run_test() as pilot:
        choices = pilot.app.query_one(Choices)
        choices.fill(listed(names), "nothing", key, place)
        assert choices.here == stands
        assert choices.key == stands


async def test_steps_pass_over_headings_and_end_at_both_ends() -> None:
    async with Listed().run_test() as pilot:
        choices = pilot.app.query_one(Choices)
        choices.fill(listed("-ab--c-"))
        passed = []
        for by in (1, 1, 1, -8, 8):
            choices.step(by)
            passed.append(choices.here)
        assert passed == ["b", "c", "c", "a", "c"]


async def test_where_there_is_nothing_the_list_says_so_and_offers_nothing() -> None:
    async with Listed().run_test() as pilot:
        choices = pilot.app.query_one(Choices)
        choices.fill([], "nothing found")
        assert [str(option.prompt) for option in choices.options] == ["nothing found"]
        assert choices.here is None
        choices.step(1)
        assert choices.here is None
