"""The shell as tests call it: in this process where that will do, in a real one where not."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from parself import i18n
from parself.cli import shell
from parself.values import Frozen

RUBRIC = "lang-son-huyen-2023"
UNIT = "van-quan"


class Call(Frozen):
    """What came of one call."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The answer, which must be nothing but JSON."""
        return json.loads(self.out)


def call(*words: str | Path, lang: str = "en") -> Call:
    """Run one command in this process, in English where nothing else is said."""
    try:
        result = CliRunner().invoke(shell, ["--lang", lang, *map(str, words)])
    finally:
        i18n.use(None)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Call(result.exit_code, result.stdout, result.stderr)


def good(*words: str | Path) -> Call:
    """Run one command that must succeed."""
    result = call(*words)
    assert result.code == 0, result.err
    return result


def process(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run one command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "parself", *map(str, words)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
    )


def begun(path: Path, unit: str = UNIT, *more: str) -> Path:
    """Begin an assessment and return its folder."""
    good("new", path, "--rubric", RUBRIC, "--unit", unit, *more)
    return path
