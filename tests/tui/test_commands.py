"""Commands and the screens they open: each declared once, each opens what it says."""

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

import pytest

import parself.tui
from parself.assessment import store
from parself.i18n import render
from parself.tui import commands, screens
from parself.tui.by_name import is_named, screen_named
from parself.tui.commands import Command, key_names
from parself.tui.screens.find import FindScreen
from tui.sitting import DOORS, sitting

ROOM: Final = Path(parself.tui.__file__).parent
MODULES: Final = [
    import_module(f"{screens.__name__}.{one.name}")
    for one in pkgutil.iter_modules(screens.__path__)
]


def declared() -> Iterator[Command]:
    """Every command of the face, also those that stand beside their screen."""
    for module in (commands, *MODULES):
        for value in vars(module).values():
            if isinstance(value, Command):
                yield value
    yield from commands.COMMON


EVERY: Final = list({(one.action, one.label.id): one for one in declared()}.values())
NAMES: Final = sorted(
    {one.opens for one in EVERY if one.opens}.union(
        name
        for path in ROOM.rglob("*.py")
        for name in re.findall(r'"(\w+:\w+Screen)"', path.read_text(encoding="utf-8"))
    )
)
"""Every screen that some command opens or some module asks for by name."""
TAKEN: Final = ("ctrl+shift", "alt+z", "alt+enter", "f11", "ctrl+c", "ctrl+v", "backspace")


@pytest.mark.parametrize("command", EVERY, ids=lambda command: command.label.id)
def test_no_command_takes_a_key_of_an_input_method_or_a_console(command: Command) -> None:
    keys = [key for key in command.keys.split(",") if key]
    assert not [key for key in keys if key.startswith(TAKEN)]
    # Where text is typed, a letter must not act before the field sees it.
    assert not [key for key in keys if len(key) == 1 and command.priority]


@pytest.mark.parametrize("name", NAMES)
def test_a_screen_that_is_asked_for_by_name_is_there(name: str) -> None:
    kind = screen_named(name)
    assert name == f"{kind.__module__.rpartition('.')[2]}:{kind.__name__}"


def test_every_screen_is_asked_for_somewhere() -> None:
    kinds = {
        f"{kind.__module__.rpartition('.')[2]}:{name}"
        for module in MODULES
        for name, kind in vars(module).items()
        if name.endswith("Screen") and getattr(kind, "__module__", "") == module.__name__
    }
    assert kinds == set(NAMES)


@pytest.mark.parametrize("name", sorted(DOORS.keys() - {"unlock"}))
async def test_a_command_opens_the_screen_that_it_names(folder: store.Folder, name: str) -> None:
    async with sitting(folder) as person:
        await person.runs(name)
        assert is_named(person.screen, DOORS[name].opens)


async def test_a_screen_does_not_offer_the_command_that_leads_to_it(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        for door in ("review", "evidence", "standings"):
            await person.runs(door)
            assert f"{key_names(DOORS[door])} " not in person.words("#footer")
            await person.press("escape")


async def test_a_screen_that_stands_open_is_gone_back_to(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.runs("review")
        first = person.screen
        await person.runs("standings")
        await person.runs("review")
        assert person.screen is first


async def test_every_command_of_a_screen_has_its_action(folder: store.Folder) -> None:
    for name in ("", *sorted(DOORS)):
        async with sitting(folder) as person:
            if name:
                await person.runs(name)
            for command in getattr(person.screen, "OFFERS", ()):
                action = command.call.partition("(")[0]
                assert not action or callable(getattr(person.screen, f"action_{action}"))


async def test_the_list_of_commands_opens_screens_too(folder: store.Folder) -> None:
    async with sitting(folder) as person:
        await person.press("ctrl+k")
        assert person.sees(FindScreen)
        await person.types(f"{render(DOORS['progress'].label)}\r")
        assert is_named(person.screen, DOORS["progress"].opens)
