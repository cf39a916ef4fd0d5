"""A practice province and a new assessment, each made once."""

import shutil
from pathlib import Path

import pytest

from cli import shell
from demo.rounds import fresh
from parself import demo


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> demo.Demo:
    """Return the demo; tests must not write in it."""
    return fresh(demo.prepare(tmp_path_factory.mktemp("demo") / "parself-demo"))


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a new assessment; tests must not write in it."""
    return shell.begun(tmp_path_factory.mktemp("new") / "van-quan-2023")


@pytest.fixture
def begun(untouched: Path, tmp_path: Path) -> Path:
    """Return a test's own folder of a new assessment."""
    return Path(shutil.copytree(untouched, tmp_path / untouched.name))
