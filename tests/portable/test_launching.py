"""What starts a copy: for each system in its own shell, whatever the code page."""

import pytest

from parself.portable import launching
from parself.portable.python import Runs, running

WINDOWS = Runs("win32", "AMD64", "3.11", "cpython-311")
LINUX = Runs("linux", "x86_64", "3.11", "cpython-311")


@pytest.mark.parametrize("runs", [WINDOWS, LINUX])
@pytest.mark.parametrize("has_python", [True, False])
def test_no_code_page_spoils_what_starts_a_copy(runs: Runs, has_python: bool) -> None:
    assert launching.text_of(runs, has_python=has_python).isascii()


def test_on_windows_the_python_that_came_along_is_started_with_all_words() -> None:
    text = launching.text_of(WINDOWS, has_python=True)
    assert '"%~dp0python\\python.exe" -I "%~dp0run.py" %*\r\n' in text
    assert 'set "PARSELF_HOME=%~dp0du-lieu"\r\n' in text
    assert "exit /b %code%" in text
    assert text.count("\n") == text.count("\r\n")


def test_on_windows_without_one_the_launcher_of_python_is_asked_for_the_same_version() -> None:
    text = launching.text_of(WINDOWS, has_python=False)
    assert 'py -3.11 -I "%~dp0run.py" %*' in text
    assert "['cpython-311 win32 AMD64']" in text
    assert 'type "%~dp0doc-truoc.txt"' in text


def test_a_copy_says_which_python_it_needs_and_where_it_keeps_things() -> None:
    told = launching.read_me(LINUX, has_python=False)
    assert "3.11" in told and "x86_64" in told and "du-lieu" in told
    assert "3.11" not in launching.read_me(WINDOWS, has_python=True)


def test_the_file_that_starts_a_copy_has_a_name_that_its_system_runs() -> None:
    assert launching.name_of(WINDOWS) == "parself.cmd"
    assert launching.name_of(running()).endswith(".sh" if not running().is_windows else ".cmd")
