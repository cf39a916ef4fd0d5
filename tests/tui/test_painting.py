"""Only cells that differ are written, and what then stands there is what was to be painted."""

from typing import Final

import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from parself.tui.painting import Painted

WIDTH: Final = 12
STYLES: Final = [
    Style.parse(words)
    for words in ("red on blue", "bold red on blue", "green on black", "reverse", "none", "on blue")
]
CONSOLE: Final = Console(force_terminal=True, color_system="truecolor")
texts = st.text(alphabet="ab ếễ─█漢", max_size=8)
lines = st.lists(st.tuples(texts, st.sampled_from(STYLES)), max_size=4).map(
    lambda pieces: Strip([Segment(text, style) for text, style in pieces]).adjust_cell_length(
        WIDTH, STYLES[0]
    )
)
screens = st.lists(lines, min_size=2, max_size=2)


def whole(screen: list[Strip]) -> LayoutUpdate:
    return LayoutUpdate([[line] for line in screen], Region(0, 0, WIDTH, len(screen)))


def drawn_anew(screen: list[Strip], first: int = 0, last: int = WIDTH) -> ChopsUpdate:
    """Some columns of all lines."""
    spans = [(y, first, last) for y in range(len(screen))]
    return ChopsUpdate([{0: line} for line in screen], spans, [[WIDTH] for _line in screen])


def shown(*written: str) -> list[list[object]]:
    """The cells of a terminal to which this was written; of blanks, what is seen of them."""
    terminal = pyte.Screen(WIDTH, 2)
    stream = pyte.Stream(terminal)
    for sequence in written:
        stream.feed(sequence)
    cells = [[terminal.buffer[y][x] for x in range(WIDTH)] for y in range(2)]
    return [
        [(one.data, one.bg, one.reverse, one.data == " " or (one.fg, one.bold)) for one in line]
        for line in cells
    ]


@given(screens, screens, screens)
def test_what_differs_makes_the_screen_that_was_to_be_painted(
    first: list[Strip], then: list[Strip], last: list[Strip]
) -> None:
    painted = Painted()
    updates = whole(first), drawn_anew(then), drawn_anew(last)
    written = [painted.differing(one).render_segments(CONSOLE) for one in updates]
    assert shown(*written) == shown(whole(last).render_segments(CONSOLE))


@given(screens)
def test_what_stands_there_already_is_not_written(screen: list[Strip]) -> None:
    painted = Painted()
    painted.differing(whole(screen)).render_segments(CONSOLE)
    assert painted.differing(drawn_anew(screen)).render_segments(CONSOLE) == ""


def test_a_figure_that_changes_is_written_without_the_words_around_it() -> None:
    before, after = ([Strip([Segment(f"abc {n} def", STYLES[0])])] * 2 for n in (1, 2))
    painted = Painted()
    painted.differing(whole(before)).render_segments(CONSOLE)
    written = painted.differing(drawn_anew(after)).render_segments(CONSOLE)
    assert "2" in written
    assert not set(written) & set("abcdef")


def test_only_the_columns_that_were_drawn_are_looked_at() -> None:
    before, after = ([Strip([Segment(text * WIDTH, STYLES[0])])] * 2 for text in "ab")
    painted = Painted()
    painted.differing(whole(before)).render_segments(CONSOLE)
    written = painted.differing(drawn_anew(after, 2, 4)).render_segments(CONSOLE)
    assert written.count("b") == 4


def test_a_whole_screen_is_written_whole() -> None:
    """After another size or another program the terminal holds something else."""
    screen = [Strip([Segment("x" * WIDTH, STYLES[0])])] * 2
    painted = Painted()
    for _again in range(2):
        assert painted.differing(whole(screen)).render_segments(CONSOLE).count("x") == 2 * WIDTH
