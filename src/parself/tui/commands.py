"""Every command of the Textual face, declared once.

A screen names its commands; key bindings, the footer, the F1 help and the list behind
F3 are all made from the same declaration. Keys keep away from what input methods and
consoles take: no bare letters where text is typed, no Ctrl+Shift, Alt+Z, Alt+Enter, F11.
Every F-key has a second way, because laptops hide F-keys: F3 also answers to Ctrl+F, and
its list runs any command by its name.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from textual.binding import Binding, BindingType

from parself.errors import Message, say
from parself.values import Frozen, evolve


class Command(Frozen):
    """One thing that a person can do on a screen."""

    action: str
    """Its name, and that of the screen's action method, without ``action_``; empty: only shown,
    a key that the field itself handles."""
    label: Message
    help: Message
    keys: str = ""
    """Textual's names, comma separated; empty: only by name, through F3."""
    shown: str = ""
    """How the key is written; empty: not in the footer."""
    priority: bool = True
    """Whether the key acts before the field that is being edited sees it."""
    opens: str = ""
    """Name of the screen that it opens (`parself.tui.by_name`); empty: it is an action method."""
    in_scenario: bool = True
    """Whether it opens while a scenario is worked on."""
    saved: bool = False
    """Whether it opens only once all that was typed is on the disk."""
    in_group: bool = False
    """Whether it is offered only in a group's folder of a workshop."""
    changes: bool = False
    """Whether it changes a round: it does nothing, not even ask, once the scores are closed."""

    @property
    def call(self) -> str:
        """What a key or a list of commands runs."""
        if self.changes:
            return f"change('{self.action}')"
        return f"door('{self.action}')" if self.opens else self.action


def letter(action: str, label: Message, help: Message, keys: str) -> Command:  # noqa: A002
    """Make a command whose first key is a bare letter; a field with the cursor takes it first."""
    return Command(action, label, help, keys, keys[0].upper(), priority=False)


def changing(action: str, label: Message, help: Message, keys: str = "") -> Command:  # noqa: A002
    """Make a command that changes a round: by a letter, or without keys by Enter."""
    made = letter(action, label, help, keys) if keys else Command(action, label, help, "", "Enter")
    return evolve(made, changes=True)


def door(
    action: str,
    label: Message,
    help: Message,  # noqa: A002
    keys: str = "",
    *,
    opens: str = "",
    saved: bool = False,
) -> Command:
    """Make a command that opens a screen: the one that bears its name, if no other is named.

    A function key stands in the footer.
    """
    own = f"{action}:{action.title().replace('_', '')}Screen"
    shown = keys.upper() if keys.startswith("f") else ""
    return Command(action, label, help, keys, shown, opens=opens or own, saved=saved)


def truth_door(*given: Any, **more: Any) -> Command:
    """Make a command as `door` does, for a screen that does not open in a scenario."""
    return evolve(door(*given, **more), in_scenario=False)


_KEY_NAMES: Final = {
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "escape": "Esc",
    "enter": "Enter",
    "slash": "/",
    "space": "Space",
    "tab": "Tab",
}


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """Return the key bindings of a screen's commands."""
    return [
        Binding(
            command.keys,
            command.call,
            command.label.id,
            show=False,
            id=command.action,
            priority=command.priority,
        )
        for command in commands
        if command.keys
    ]


def keys(actions: Mapping[str, str], *, first: bool = False) -> list[BindingType]:
    """Return bindings of keys to actions that no list of commands names.

    With `first` they act before the widget that has the cursor sees the key.
    """
    return [Binding(key, action, show=False, priority=first) for key, action in actions.items()]


def key_names(command: Command) -> str:
    """Return a command's keys as people know them: ``F3, Ctrl+F``."""
    return ", ".join(_key_name(key) for key in command.keys.split(",") if key) or command.shown


def _key_name(key: str) -> str:
    if key in _KEY_NAMES:
        return _KEY_NAMES[key]
    return "+".join(part.capitalize() if len(part) > 1 else part.upper() for part in key.split("+"))


def shown_keys(command: Command) -> tuple[tuple[str, str], ...]:
    """Return the keys that the footer shows of a command, each with Textual's name.

    A name is empty where the key stands for several, as ``1–9`` does.
    """
    if command.keys:
        return ((command.shown, command.keys.partition(",")[0]),)
    return tuple((one, _named(one)) for one in command.shown.split("/"))


def _named(shown: str) -> str:
    """Return Textual's name of a key as people write it; empty for several, as ``1–9``."""
    names = {shown: key for key, shown in _KEY_NAMES.items()}
    return "" if shown[1:2] in {"-", "–"} else names.get(shown, shown.lower())


HELP: Final = Command("help", say("Help"), say("Keys, marks and how to type numbers"), "f1", "F1")
QUIT: Final = Command(
    "quit_safely", say("Quit"), say("Save everything and close the program"), "ctrl+q", "Ctrl+Q"
)
THEME: Final = Command(
    "theme", say("Look"), say("Change between dark, light and high contrast"), "f12"
)
PROGRAM: Final = (HELP, THEME, QUIT)
"""What the program does on every screen."""
BACK: Final = Command(
    "back", say("Back"), say("Go back to the screen before"), "escape", "Esc", priority=False
)
OPEN_ROW: Final = Command("open", say("Open"), say("Go to the row"), "", "Enter")
FIND: Final = Command(
    "find",
    say("Find"),
    say("Find a row by number or words, or run a command by its name"),
    "f3,ctrl+f",
    "F3",
)
FIND_LINE: Final = Command(
    "find_line", say("Find"), say("Find a line by its words"), "slash", "/", priority=False
)
COMMON: Final = (
    FIND,
    truth_door("evidence", say("Documents"), say("What this row cites, and the register"), "f4"),
    door("review", say("List"), say("List all rows, with filters"), "f6"),
    door("standings", say("Standings"), say("Score by area and the ladder of all units"), "f5"),
    truth_door("export", say("Export"), say("Write the file for the province"), "f8", saved=True),
    door(
        "findings", say("Findings"), say("What to mend or explain before the file goes"), "ctrl+r"
    ),
    truth_door("papers", say("Papers"), say("Make papers: Excel, Word, a page to print"), "ctrl+p"),
    door("progress", say("Progress"), say("Rows and points by department and area")),
    door("data_date", say("Data date"), say("Set the date at which the figures stand")),
    Command(
        "survey",
        say("Survey held or not"),
        say("Take it that a survey is held this year, or that none is"),
    ),
    door("figures", say("Shared figures"), say("Enter once what several rows ask for")),
    Command("commands", say("All commands"), say("List all commands with their keys"), "ctrl+k"),
    door("to_back", say("Proof to add"), say("Rows with points and nothing behind them")),
    door("lift", say("What lifts us"), say("Where points are lost, and the way up"), "ctrl+l"),
    truth_door("years", say("Last year"), say("What moved since last year, and the next one")),
    door("scenarios", say("Scenarios"), say("Try something out beside the truth"), "ctrl+t"),
    truth_door("history", say("Earlier saves"), say("Look at earlier saves and go back"), "ctrl+b"),
    truth_door(
        "lock",
        say("Lock to sign"),
        say("Lock for the leader's signature"),
        opens="signing:LockScreen",
    ),
    truth_door(
        "unlock",
        say("Unlock"),
        say("Unlock to change something again"),
        opens="signing:UnlockScreen",
    ),
    truth_door(
        "parts", say("Parts"), say("Give departments their rows, join what returns"), "ctrl+g"
    ),
    truth_door(
        "result", say("Appraisal result"), say("What the province concluded; reply to it"), "ctrl+o"
    ),
    Command("undo", say("Undo"), say("Take the last change back"), "ctrl+z"),
    Command("redo", say("Redo"), say("Take back an undo"), "ctrl+y"),
    Command("save", say("Save now"), say("Save at once; saving also goes on by itself"), "ctrl+s"),
    truth_door("elsewhere", say("Save elsewhere"), say("Save a complete copy in another folder")),
    Command("open_folder", say("Open folder"), say("Show the folder in the file manager")),
    truth_door(
        "edition",
        say("Change edition"),
        say("To another edition, with a preview"),
        opens="edition:ChoiceScreen",
        saved=True,
    ),
    Command("home", say("Home"), say("Back to the list of assessments")),
    Command("tour", say("Tour"), say("Learn the program in five steps, on practice data")),
)
"""What every screen of an assessment can do, in the order of footer and lists."""
