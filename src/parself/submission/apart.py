"""One file of many is judged apart: what the program fails on is that file's outcome.

Hand-ins and parts come from other people's machines. Whatever is in one of them, the others
are landed. This module alone turns a failure that nobody foresaw into a sentence about the
file.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import extract_tb

from parself.errors import ParselfError, Problem, say
from parself.submission.archive import FailedOnError
from parself.text import one_line


@contextmanager
def judged_apart(path: Path) -> Iterator[None]:
    """Raise `FailedOnError`, naming the file, where the work on it fails without being refused."""
    try:
        yield
    except ParselfError:
        raise
    except Exception as error:
        what = say(
            "The program failed on this file ({detail}); nothing of it was used.",
            detail=_detail(error),
        )
        todo = say("Send the file to whoever looks after parself; go on with the others.")
        raise FailedOnError(Problem(what, one_line(path.name), todo)) from error


def _detail(error: Exception) -> str:
    """Return the kind of failure and where in the program it arose, for whoever mends it."""
    frames = extract_tb(error.__traceback__)
    place = f", {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"
