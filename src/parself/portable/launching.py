"""How a copy is started: a few lines for the system's own shell, and what is told beside them.

The shells' files are plain ASCII, so that no code page spoils them; sentences stand in a text.
"""

from typing import Final

from parself import __version__
from parself.errors import say
from parself.i18n import language, render
from parself.portable.python import Runs

LIBRARY: Final = "lib"
PYTHON: Final = "python"
START: Final = "run.py"
READ_ME: Final = "doc-truoc.txt"
DATA: Final = "du-lieu"
"""Where settings, own rubrics and new assessments of a copy are kept, beside it."""

RUN: Final = f'''\
"""Runs the program from this folder alone."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "{LIBRARY}"))

if __name__ == "__main__":
    from parself.__main__ import main

    main()
'''


def name_of(runs: Runs) -> str:
    """Return the name of the file that starts a copy."""
    return "parself.cmd" if runs.is_windows else "parself.sh"


def text_of(runs: Runs, *, has_python: bool) -> str:
    """Return the file that starts a copy; with its own Python, or one of the machine's."""
    return _cmd(runs, has_python=has_python) if runs.is_windows else _sh(runs)


def _fits(runs: Runs) -> str:
    """Return a line of Python that ends with 0 where compiled parts of the copy run.

    Free of quotes that either shell would take for its own, and of signs that cmd expands.
    """
    asked = f"{runs.tag} {runs.system} {runs.machine}"
    own = "sys.implementation.cache_tag, sys.platform, platform.machine()"
    return f"import platform, sys; sys.exit(' '.join([{own}]) not in ['{asked}'])"


def _sh(runs: Runs) -> str:
    return f'''\
#!/bin/sh
# Starts parself from this folder. Nothing is installed.
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd) || exit 1
export PARSELF_HOME="$here/{DATA}" PARSELF_LANG="${{PARSELF_LANG:-{language()}}}"
for python in "${{PARSELF_PYTHON:-}}" python{runs.version} python3 python; do
    [ -n "$python" ] || continue
    if "$python" -I -c "{_fits(runs)}" 2>/dev/null; then
        exec "$python" -I "$here/{START}" "$@"
    fi
done
cat "$here/{READ_ME}" >&2
exit 2
'''


def _cmd(runs: Runs, *, has_python: bool) -> str:
    lines = [
        "@echo off",
        "rem Starts parself from this folder. Nothing is installed.",
        "setlocal",
        f'set "PARSELF_HOME=%~dp0{DATA}"',
        f'if not defined PARSELF_LANG set "PARSELF_LANG={language()}"',
        *(_carried() if has_python else _of_the_machine(runs)),
        "set code=%errorlevel%",
        'if not "%code%"=="0" if "%~1"=="" pause',
        "exit /b %code%",
    ]
    return "\r\n".join([*lines, ""])


def _carried() -> list[str]:
    return [f'"%~dp0{PYTHON}\\python.exe" -I "%~dp0{START}" %*']


def _of_the_machine(runs: Runs) -> list[str]:
    python = f"py -{runs.version} -I"
    return [
        f'{python} -c "{_fits(runs)}" >nul 2>nul',
        "if errorlevel 1 (",
        "    chcp 65001 >nul",
        f'    type "%~dp0{READ_ME}"',
        "    pause",
        "    exit /b 2",
        ")",
        f'{python} "%~dp0{START}" %*',
    ]


def needed_words(runs: Runs) -> str:
    """Return which Python a machine must have to start a copy that carries none."""
    return render(
        say(
            "The machine needs Python {version} ({system}, {machine}); another version will not"
            " do.",
            version=runs.version,
            system=runs.system,
            machine=runs.machine,
        )
    )


def read_me(runs: Runs, *, has_python: bool) -> str:
    """Return the notes for whoever finds the folder."""
    starter = "parself" if runs.is_windows else "sh parself.sh"
    kept = say("Settings and new assessments are kept in {folder}, beside it.", folder=DATA)
    lines = [
        f"parself {__version__}",
        render(say("The program starts from this folder; nothing is installed.")),
        render(say("Open a command window in this folder and type: {command}", command=starter)),
        render(say("Python comes along.")) if has_python else needed_words(runs),
        render(kept),
        render(say("To pass it on, copy the whole folder.")),
    ]
    return ("\r\n" if runs.is_windows else "\n").join([*lines, ""])
