"""What goes out: letters of data, never its commands, whatever command prints it and from where.

The walk goes over every command that the program has; a new one is in it by itself.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from cli.shell import Call, call
from parself import demo
from parself.assessment import store
from parself.cli import shell
from parself.text import unsafe_in
from tui.poison import MARKUP, SEQUENCES, poisoned

NAME = SEQUENCES.replace("\x00", "") + "x"
"""A name that a file system takes."""


def commands(group: click.Group = shell, *path: str) -> Iterator[tuple[str, ...]]:
    """Yield the words that call each command."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        if isinstance(found, click.Group):
            yield from commands(found, *path, name)
        else:
            yield (*path, name)


COMMANDS = list(commands())


def arguments(words: tuple[str, ...]) -> int:
    """Return how many arguments a command asks for."""
    found: click.Command = shell
    for word in words:
        assert isinstance(found, click.Group)
        inner = found.get_command(click.Context(found), word)
        assert inner is not None
        found = inner
    return sum(isinstance(param, click.Argument) for param in found.params)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which names and contents are hostile: an assessment, its hand-in, a workbook."""
    home = tmp_path_factory.mktemp("hostile")
    made = demo.prepare(home / "demo")
    folder = poisoned(store.load(made.open_folder))
    shutil.move(folder.path, home / NAME)
    bundle = next((home / "demo").rglob("*.zip"))
    (home / f"{NAME}.zip").write_bytes(bundle.read_bytes())
    (home / f"torn {NAME}.zip").write_bytes(bundle.read_bytes()[:-900])
    (home / f"{NAME}.xlsx").write_bytes(b"PK\x03\x04" + NAME.encode())
    (home / f"{NAME}.toml").write_text(f'id = "x"\n"{MARKUP}\\u001b]0;t" = 1\n', encoding="utf-8")
    return home


def assert_harmless(result: Call) -> None:
    assert not unsafe_in(result.out)
    assert not unsafe_in(result.err)


def words_for(hostile: Path) -> Iterator[list[str]]:
    """Yield what may stand behind a command: hostile places, files and words."""
    names = (NAME, f"{NAME}.zip", f"torn {NAME}.zip", f"{NAME}.xlsx", f"{NAME}.toml", "none" + NAME)
    for name in names:
        yield [str(hostile / name), NAME, NAME]
    yield [NAME, str(hostile / NAME), NAME]
    yield [str(hostile / NAME), f"--{NAME}", "x"]
    yield [str(hostile / NAME), "1.1.1", f"{NAME}=1"]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_lets_a_hostile_name_or_word_through(
    command: tuple[str, ...], hostile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    for words in words_for(hostile):
        most = max(1, arguments(command))
        for given in (words[:most], words):
            assert_harmless(call(*command, *given))
            assert_harmless(call(*command, *given, "--json"))


READING = ["status", "explain", "check", "plan", "history", "past", "figures", "evidence list"]


@pytest.mark.parametrize("command", READING)
def test_json_holds_every_character_of_the_data_and_none_as_it_is(
    command: str, hostile: Path
) -> None:
    row = ["1.1.1"] if command == "explain" else []
    result = call(*command.split(), hostile / NAME, *row, "--json")
    assert result.out.isprintable() or not unsafe_in(result.out)
    if result.out:
        json.loads(result.out)


def test_json_escapes_what_it_may_not_print(capsys: pytest.CaptureFixture[str]) -> None:
    from parself.cli.console import out_json

    held = {"name": f"a{SEQUENCES}\u2028\U000e0041\udcff"}
    out_json(held)
    printed = capsys.readouterr().out
    assert not unsafe_in(printed)
    assert json.loads(printed) == held


def test_the_walk_is_over_all_commands() -> None:
    assert len(COMMANDS) > 30
    assert ("rubric", "check") in COMMANDS
