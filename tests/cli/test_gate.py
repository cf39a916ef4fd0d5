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
from parself.assessment.beginning import begin
from parself.cli import console, shell
from parself.errors import Message, Problem
from parself.submission import layout
from parself.text import unsafe_in
from submission import forge
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


def found(words: tuple[str, ...]) -> click.Command:
    """Return the command that these words call."""
    command: click.Command = shell
    for word in words:
        assert isinstance(command, click.Group)
        inner = command.get_command(click.Context(command), word)
        assert inner is not None
        command = inner
    return command


@pytest.fixture(scope="module")
def hostile(province: demo.Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which names and contents are hostile: assessment, hand-ins, workbook, rubric."""
    home = tmp_path_factory.mktemp("hostile")
    folder = poisoned(begin(home / "new", "mau-ngan", "van-quan"))
    shutil.move(folder.path, home / NAME)
    good = next(province.path.rglob("*.zip")).read_bytes()
    (home / f"torn {NAME}.zip").write_bytes(good[:-900])
    (home / f"{NAME}.zip").write_bytes(good)
    for label in (layout.KIND_LABEL, layout.FORMAT_LABEL, layout.UNIT_LABEL):
        bag = forge.zipped(forge.rebagged(forge.files_of(good), {}, {label: NAME}))
        (home / f"{label}.zip").write_bytes(bag)
    (home / f"{NAME}.xlsx").write_bytes(b"PK\x03\x04" + NAME.encode())
    (home / f"{NAME}.toml").write_text(f'id = "x"\n"{MARKUP}\\u001b]0;t" = 1\n', encoding="utf-8")
    return home


def assert_harmless(result: Call) -> None:
    assert not unsafe_in(result.out)
    assert not unsafe_in(result.err)


def words_for(hostile: Path) -> Iterator[list[str]]:
    """Yield what may stand behind a command: hostile places, files and words."""
    for place in (*sorted(hostile.iterdir()), hostile / f"none {NAME}"):
        yield [str(place), NAME, NAME]
    yield [NAME, str(hostile / NAME), NAME]
    yield [str(hostile / NAME), f"--{NAME}", "x"]
    yield [str(hostile / NAME), "1.1.1", f"{NAME}=1"]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_lets_a_hostile_name_or_word_through(
    command: tuple[str, ...], hostile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    params = found(command).params
    most = max(1, sum(isinstance(param, click.Argument) for param in params))
    as_json = ["--json"] if any("--json" in param.opts for param in params) else []
    for words in words_for(hostile):
        assert_harmless(call(*command, *words[:most], *as_json))
        assert_harmless(call(*command, *words[:most]))


READING = ["status", "explain", "check", "plan", "history", "figures", "evidence list"]


@pytest.mark.parametrize("command", READING)
def test_json_holds_every_character_of_the_data_and_none_as_it_is(
    command: str, hostile: Path
) -> None:
    row = ["1.1.1"] if command == "explain" else []
    result = call(*command.split(), hostile / NAME, *row, "--json")
    assert_harmless(result)
    assert json.loads(result.out)


def test_whatever_is_printed_is_made_safe_where_it_goes_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Not only where it was read: a new source of text needs no gate of its own."""
    said = Message(f"{MARKUP}{{name}}", {"name": SEQUENCES})
    console.out(SEQUENCES, MARKUP)
    console.narrate(said)
    console.narrate_text(SEQUENCES)
    console.complain([Problem(said, SEQUENCES, said)])
    printed = capsys.readouterr()
    assert "\ufffd" in printed.out
    assert "\ufffd" in printed.err
    assert not unsafe_in(printed.out + printed.err)


def test_json_escapes_what_it_may_not_print(capsys: pytest.CaptureFixture[str]) -> None:
    held = {"name": f"a{SEQUENCES}\u2028\U000e0041\udcff"}
    console.out_json(held)
    printed = capsys.readouterr().out
    assert not unsafe_in(printed)
    assert json.loads(printed) == held


def test_the_walk_is_over_all_commands() -> None:
    assert len(COMMANDS) > 30
    assert ("rubric", "check") in COMMANDS
