"""Which pictures are made: the screens with the keys that lead there, and the parts on them."""

from dataclasses import dataclass
from typing import Final

from practice import ANNEX, PART

from terminal.terminal import ENTER

F: Final = {
    1: "\x1bOP", 2: "\x1bOQ", 3: "\x1bOR", 4: "\x1bOS", 5: "\x1b[15~", 6: "\x1b[17~",
    7: "\x1b[18~", 8: "\x1b[19~", 12: "\x1b[24~",
}  # fmt: skip
"""What a terminal sends for the function keys."""
DOWN: Final = "\x1b[B"
RIGHT: Final = "\x1b[C"
TAB: Final = "\t"


def ctrl(letter: str) -> str:
    """Return what a terminal sends for Ctrl and a letter."""
    return chr(ord(letter.upper()) - 64)


@dataclass(frozen=True)
class Scene:
    """A screen, and how to come there."""

    name: str
    folder: str
    """One of `practice.FOLDERS`; empty for home."""
    keys: tuple[str, ...] = ()
    """Each is typed once the screen stands still; ``{home}`` is the home folder."""
    until: str = ""
    """What stands on the screen once it is whole, where that takes long."""


@dataclass(frozen=True)
class Part:
    """A part of the screens: where it is seen."""

    name: str
    scene: str
    size: str
    cells: tuple[int, int, int, int]
    """Its left column, top line, width and height on the screen of the scene."""


def _row(row: str, *keys: str) -> tuple[str, ...]:
    return (F[3], row, ENTER, *keys)


def _named(words: str, *keys: str) -> tuple[str, ...]:
    return (ctrl("k"), words, ENTER, *keys)


_HOME: Final = (
    Scene("home-first", "nobody"),
    Scene("tour", "nobody", ("x", ENTER), until="Ctrl+W"),
    Scene("home", ""),
    Scene("new", "", ("n",)),
    Scene("new-round", "", ("k",)),
    Scene("new-class", "", ("t", DOWN, ENTER)),
    Scene("rosters", "", ("d",)),
    Scene("roster", "", ("d", ENTER)),
    Scene("annex", "", ("l", f"{{home}}/{ANNEX}", ENTER)),
)
_UNIT: Final = (
    Scene("question", "unit", _row("3.4.1")),
    Scene("question-answered", "unit", _row("3.4.1", "9120", ENTER)),
    Scene("question-fault", "unit", _row("3.4.1", "12501", ENTER)),
    Scene("question-open", "unit", _row("7.1.3")),
    Scene("question-table", "unit", _row("3.4.2")),
    Scene("question-choice", "unit", _row("1.1")),
    Scene("guidance", "unit", _row("3.4.1", F[2])),
    Scene("help", "unit", (F[1],)),
    Scene("find", "unit", (F[3], "ho so")),
    Scene("commands", "unit", (ctrl("k"),)),
    Scene("snippets", "unit", (ctrl("e"),)),
    Scene("figures", "unit", _named("so lieu dung chung")),
    Scene("data-date", "unit", _named("so lieu tinh den")),
    Scene("evidence", "unit", _row("1.1", F[4])),
    Scene("to-back", "unit", _named("bo sung tlkc")),
    Scene("ladder", "unit", (F[5],)),
    Scene("ladder-moved", "unit", (" ", DOWN, " ", F[5])),
    Scene("review", "unit", (F[6],)),
    Scene("findings", "unit", (ctrl("r"),)),
    Scene("export", "unit", (F[8],)),
    Scene("export-result", "unit", (F[8], "x")),
    Scene("lock", "unit", _named("khoa de trinh ky")),
    Scene("lift", "unit", (ctrl("l"),)),
    Scene("gaps", "unit", (ctrl("l"), "a")),
    Scene("scenarios", "unit", (ctrl("t"),)),
    Scene("scenario", "unit", (ctrl("t"), "t", "Bổ sung 7.1", ENTER)),
    Scene("years", "later", _named("nam truoc")),
    Scene("progress", "unit", _named("tien do")),
    Scene("parts", "unit", (ctrl("g"),)),
    Scene("joining", "unit", (ctrl("g"), "n", f"{{home}}/{PART}", ENTER)),
    Scene("history", "unit", (ctrl("b"),)),
    Scene("papers", "unit", (ctrl("p"),)),
    Scene("edition", "unit", _named("chuyen phien ban")),
    Scene("result", "later", (ctrl("o"),)),
)
_PROVINCE: Final = (
    Scene("season", "season"),
    Scene("board", "round"),
    Scene("round-todo", "round", ("1",)),
    Scene("round-row", "round", ("r",)),
    Scene("round-matrix", "round", ("m",)),
    Scene("round-ladder", "round", ("h",)),
    Scene("round-gap", "round", ("h", DOWN, ENTER)),
    Scene("round-unit", "round", (ENTER,)),
    Scene("round-cell", "round", (ENTER, ENTER)),
    Scene("round-receive", "round", ("n",)),
    Scene("round-landing", "round", ("n", "{home}/thuc-hanh/ho-so-gui", ENTER)),
    Scene("round-hand-ins", "round", ("g",)),
    Scene("round-survey", "round", ("d",)),
    Scene("round-reference", "round", ("o",)),
    Scene("round-officers", "round", ("t",)),
    Scene("round-returns", "round", ("v",)),
    Scene("round-appeals", "round", ("y",)),
    Scene("round-papers", "round", ("p",)),
)
_CLASS: Final = (
    Scene("classroom", "class"),
    Scene("class-wall", "class", ("m", RIGHT)),
    Scene("class-wall-answers", "class", ("r", ENTER, "m", RIGHT, RIGHT)),
    Scene("class-agreement", "class", ("r", ENTER, "t")),
    Scene("group-question", "group", _row("3.4.1")),
)
SCENES: Final = (*_HOME, *_UNIT, *_PROVINCE, *_CLASS)
PARTS: Final = (
    Part("score-band", "question-answered", "80x24", (0, 18, 80, 4)),
    Part("large-digits", "question", "160x50", (114, 2, 46, 5)),
    Part("ladder", "ladder", "80x24", (0, 2, 80, 12)),
    Part("range-bar", "question", "160x50", (114, 20, 46, 6)),
    Part("chances", "question", "160x50", (114, 26, 46, 8)),
    Part("curve", "ladder-moved", "160x50", (74, 16, 40, 6)),
    Part("totals", "ladder", "160x50", (114, 20, 46, 15)),
    Part("summary", "ladder", "80x24", (0, 15, 80, 3)),
    Part("job-bar", "question", "80x24", (0, 1, 80, 1)),
    Part("state-marks", "help", "160x50", (93, 0, 66, 13)),
    Part("row-table", "review", "80x24", (0, 2, 80, 16)),
    Part("checklist", "export", "80x24", (0, 2, 80, 7)),
    Part("two-sided-bars", "round-gap", "80x24", (0, 3, 80, 10)),
    Part("card", "home", "80x24", (0, 3, 80, 7)),
    Part("panel", "round-todo", "80x24", (0, 14, 80, 8)),
    Part("message-line", "round-landing", "80x24", (0, 22, 80, 2)),
    Part("key-line", "question", "80x24", (0, 23, 80, 1)),
    Part("tour-line", "tour", "80x24", (0, 2, 80, 2)),
)
