"""Every command of the Textual face, declared once.

A screen names its commands; key bindings, the footer, the F1 help and the list behind
F3 are all made from the same declaration. Keys keep away from what input methods and
consoles take: no bare letters where text is typed, no Ctrl+Shift, Alt+Z, Alt+Enter, F11.
Every F-key has a second way, because laptops hide F-keys: F3 also answers to Ctrl+F, and
its list runs any command by its name.
"""

from collections.abc import Iterable
from typing import Final

from attrs import frozen
from textual.binding import Binding, BindingType

from parself.errors import Message, say


@frozen
class Command:
    """One thing that a person can do on a screen."""

    action: str
    """Name of the screen's action method, without ``action_``; empty: only shown, a key that
    the field itself handles."""
    label: Message
    help: Message
    keys: str = ""
    """Textual's names, comma separated; empty: only by name, through F3."""
    shown: str = ""
    """How the key is written; empty: not in the footer."""
    priority: bool = True
    """Whether the key acts before the field that is being edited sees it."""


_KEY_NAMES: Final = {
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "escape": "Esc",
    "enter": "Enter",
    "slash": "/",
    "space": "Space",
}


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """Return the key bindings of a screen's commands."""
    return [
        Binding(
            command.keys,
            command.action,
            command.label.id,
            show=False,
            id=command.action,
            priority=command.priority,
        )
        for command in commands
        if command.keys
    ]


def key_names(command: Command) -> str:
    """Return a command's keys as people know them: ``F3, Ctrl+F``."""
    return ", ".join(_key_name(key) for key in command.keys.split(",") if key) or command.shown


def _key_name(key: str) -> str:
    if key in _KEY_NAMES:
        return _KEY_NAMES[key]
    return "+".join(part.capitalize() if len(part) > 1 else part.upper() for part in key.split("+"))


HELP: Final = Command("help", say("Help"), say("Keys, marks and how to type numbers"), "f1", "F1")
QUIT: Final = Command(
    "quit_safely", say("Quit"), say("Save everything and close the program"), "ctrl+q", "Ctrl+Q"
)
BACK: Final = Command(
    "back", say("Back"), say("Go back to the screen before"), "escape", "Esc", priority=False
)
FIND: Final = Command(
    "find",
    say("Find"),
    say("Find a row by number or words, or run a command by its name"),
    "f3,ctrl+f",
    "F3",
)
REVIEW: Final = Command("review", say("List"), say("List all rows, with filters"), "f6", "F6")
EVIDENCE: Final = Command(
    "evidence",
    say("Documents"),
    say("What this row cites, and the register"),
    "f4",
    "F4",
)
TO_BACK: Final = Command(
    "to_back", say("Proof to add"), say("Rows with points and nothing behind them")
)
STANDINGS: Final = Command(
    "standings", say("Standings"), say("Score by area and the ladder of all units"), "f5", "F5"
)
EXPORT: Final = Command("export", say("Export"), say("Write the file for the province"), "f8", "F8")
FINDINGS: Final = Command(
    "findings", say("Findings"), say("What to mend or explain before the file goes"), "ctrl+r"
)
PAPERS: Final = Command(
    "papers", say("Papers"), say("Make papers: Excel, Word, a page to print"), "ctrl+p"
)
PARTS: Final = Command(
    "parts", say("Parts"), say("Give departments their rows, join what returns"), "ctrl+g"
)
SAVE: Final = Command(
    "save", say("Save now"), say("Save at once; saving also goes on by itself"), "ctrl+s"
)
UNDO: Final = Command("undo", say("Undo"), say("Take the last change back"), "ctrl+z")
REDO: Final = Command("redo", say("Redo"), say("Take back an undo"), "ctrl+y")
GO_ON: Final = Command(
    "", say("Go on"), say("To the next field, then to the next row"), "", "Enter"
)
BEFORE_AFTER: Final = Command("", say("Previous/next"), say("Between rows"), "", "PgUp/PgDn")
NEXT: Final = Command("next_row", say("Next row"), say("Go to the next row"), "pagedown")
PREVIOUS: Final = Command(
    "previous_row", say("Previous row"), say("Go to the previous row"), "pageup"
)
NEXT_OPEN: Final = Command(
    "next_open", say("Next open row"), say("Go to the next row that is not answered"), "ctrl+n"
)
GUIDANCE: Final = Command(
    "guidance",
    say("Guidance"),
    say("What counts, how it is computed, what proves it"),
    "f2",
    "F2",
)
FLAG: Final = Command("flag", say("Flag"), say("Flag the row to come back to it"), "f7")
PROVISIONAL: Final = Command(
    "provisional",
    say("Figures not final"),
    say("Mark the row's figures as not final at the data date"),
    "f9",
)
CLEAR: Final = Command(
    "clear_row", say("Clear answer"), say("Take back the figures of this row; notes stay")
)
DATA_DATE: Final = Command(
    "data_date", say("Data date"), say("Set the date at which the figures stand")
)
LIFT: Final = Command(
    "lift", say("What lifts us"), say("Where points are lost, and the way up"), "ctrl+l"
)
COMMANDS: Final = Command(
    "commands", say("All commands"), say("List all commands with their keys"), "ctrl+k"
)
PROGRESS: Final = Command(
    "progress", say("Progress"), say("Rows and points by department and area")
)
FIGURES: Final = Command(
    "figures", say("Shared figures"), say("Enter once what several rows ask for")
)
SNIPPETS: Final = Command(
    "snippets", say("Set phrases"), say("Put a phrase into the explanation"), "ctrl+e"
)
PASTE: Final = Command(
    "paste_block", say("Paste from Excel"), say("Fill the row from pasted cells")
)
YEARS: Final = Command(
    "years", say("Last year"), say("What moved since last year, and the next one")
)
SCENARIOS: Final = Command(
    "scenarios", say("Scenarios"), say("Try something out beside the truth"), "ctrl+t"
)
HISTORY: Final = Command(
    "history", say("Earlier saves"), say("Look at earlier saves and go back"), "ctrl+b"
)
LOCK: Final = Command("lock", say("Lock to sign"), say("Lock for the leader's signature"))
UNLOCK: Final = Command("unlock", say("Unlock"), say("Unlock to change something again"))
OPEN_FOLDER: Final = Command(
    "open_folder", say("Open folder"), say("Show the folder in the file manager")
)
HOME: Final = Command("home", say("Home"), say("Back to the list of assessments"))
SAVE_ELSEWHERE: Final = Command(
    "save_elsewhere", say("Save elsewhere"), say("Save a complete copy in another folder")
)
EDITION: Final = Command(
    "edition", say("Change edition"), say("To another edition, with a preview")
)
THEME: Final = Command("theme", say("Light or dark"), say("Change between light and dark"), "f12")
