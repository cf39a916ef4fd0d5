"""docs/shell.md says of every command and option what its help says."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from cli.shell import good
from parself import i18n
from parself.cli import shell
from parself.cli.speech import SpokenCommand, SpokenOption
from parself.i18n import render

DOC = (Path(__file__).parents[2] / "docs" / "shell.md").read_text(encoding="utf-8")


def commands(
    command: click.Command, name: str, parent: click.Context | None = None
) -> Iterator[tuple[str, SpokenCommand]]:
    context = click.Context(command, info_name=name, parent=parent)
    assert isinstance(command, SpokenCommand)
    yield context.command_path, command
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            assert found is not None
            yield from commands(found, inner, context)


ALL = dict(commands(shell, "parself"))


def about(path: str) -> str:
    """What a command says of itself, in English."""
    i18n.use("en")
    try:
        return render(ALL[path].about)
    finally:
        i18n.use(None)


def section(path: str) -> str:
    match = re.search(rf"^## {re.escape(path)}\n(.*?)(?=^## |\Z)", DOC, re.MULTILINE | re.DOTALL)
    assert match is not None, path
    return match[1]


def test_the_commands_are_those_of_the_issue() -> None:
    names = {path.removeprefix("parself ") for path in ALL}
    expected = {"new", "answer", "status", "explain", "export", "verify", "merge", "repair", "demo"}
    assert expected | {"rubric list", "rubric show", "rubric check"} <= names


@pytest.mark.parametrize("path", ALL)
def test_every_command_is_described_with_its_examples(path: str) -> None:
    text = section(path)
    assert about(path) in text
    for example in ALL[path].examples:
        assert f"\n{example}\n" in text


@pytest.mark.parametrize("path", ALL)
def test_every_option_is_described(path: str) -> None:
    text = section(path) + section("parself")
    for param in ALL[path].params:
        if isinstance(param, SpokenOption):
            assert param.about.id in text, param.opts
            for name in (*param.opts, *param.secondary_opts):
                assert name in text


@pytest.mark.parametrize("path", ALL)
def test_every_command_has_help_with_its_text(path: str) -> None:
    shown = good(*path.split()[1:], "--help").out
    assert " ".join(about(path).split()) in " ".join(shown.split())
    for example in ALL[path].examples:
        assert example in shown


@pytest.mark.parametrize("path", ALL)
def test_no_text_of_a_command_is_missing(path: str) -> None:
    assert ALL[path].about.id
    assert all(isinstance(p, click.Argument | SpokenOption) for p in ALL[path].params)
