import errno
from pathlib import Path

import pytest

from parself.errors import Message, Problem
from parself.files import FileError, faults
from parself.i18n import render, use

WHERE = Path("D:/van-quan-2023/assessment.toml")


class ReportedByWindowsError(OSError):
    def __init__(self, number: int, winerror: int) -> None:
        super().__init__(number, "…")
        self.winerror = winerror


def not_saved(error: OSError) -> Problem:
    with pytest.raises(FileError) as caught, faults.writes(WHERE):
        raise error
    return caught.value.problems[0]


def reason(problem: Problem) -> str:
    why = problem.what.values["why"]
    assert isinstance(why, Message)
    return why.id


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EDQUOT, "disk is full"),
        (errno.EROFS, "can only be read"),
        (errno.EACCES, "no right"),
        (errno.ENOENT, "no longer there"),
        (errno.ENODEV, "no longer there"),
        (errno.ENAMETOOLONG, "too long"),
        (errno.EIO, "the system reports"),
    ],
)
def test_each_cause_of_a_failed_save_has_its_own_words(number: int, words: str) -> None:
    problem = not_saved(OSError(number, "…"))
    assert words in reason(problem)
    assert problem.where == str(WHERE)
    assert problem.todo


@pytest.mark.parametrize(
    ("winerror", "words"),
    [
        (5, "open in another program"),
        (32, "open in another program"),
        (33, "open in another program"),
        (112, "disk is full"),
        (19, "can only be read"),
        (3, "no longer there"),
        (21, "no longer there"),
        (206, "too long"),
    ],
)
def test_what_windows_reports_wins_over_the_general_number(winerror: int, words: str) -> None:
    assert words in reason(not_saved(ReportedByWindowsError(errno.EINVAL, winerror)))


def test_an_unknown_cause_quotes_the_system_in_safe_text() -> None:
    use("en")
    try:
        problem = not_saved(OSError(errno.EIO, "bad\x1b[31m\nsector"))
        text = render(problem.what)
    finally:
        use(None)
    assert "\x1b" not in text
    assert text == "Not saved: the system reports: bad�[31m sector."


def test_errors_of_programs_pass_unchanged() -> None:
    with pytest.raises(ZeroDivisionError), faults.writes(WHERE):
        raise ZeroDivisionError
    with pytest.raises(FileError) as caught, faults.writes(WHERE):
        raise OSError(errno.ENOSPC, "full")
    assert isinstance(caught.value.__cause__, OSError)
