"""Printing: the only place that writes to stdout and stderr.

Whatever its source (a file's name, a typed word, a field of a stranger's file, the
system's own sentence), text is made safe here once more before it goes out, so that no
command in it reaches a terminal. What a command was asked for goes to stdout, as text or
as JSON; what it has to say besides goes to stderr, so that stdout can be piped. Columns
are aligned by cells: every Vietnamese letter takes one when composed, and characters of
East Asian width take two.
"""

import errno
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from typing import Final, TextIO

from parself.errors import ExitCode, Message, ParselfError, Problem, say
from parself.files import why
from parself.i18n import render, render_problem
from parself.tables.terminal import wrapped
from parself.text import cleaned, unsafe_in


def force_utf8() -> None:
    """Write UTF-8 whatever the machine's code page is; what cannot be written becomes "?"."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def has_terminal() -> bool:
    """Say whether a person sits before this: what is typed, and both ways of showing."""
    # A stream that the caller has closed is None.
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return all(stream is not None and stream.isatty() for stream in streams)


class OutputError(ParselfError):
    """The answer could not be written to stdout; the command itself was carried out."""

    exit_code = ExitCode.FINDINGS


class ReaderGoneError(Exception):
    """Whoever read stdout wants no more; there is nobody left to tell anything."""


def out(*lines: str) -> None:
    """Print lines of the answer. Raises `OutputError` and `ReaderGoneError`."""
    with _written():
        for line in lines:
            _put(sys.stdout, cleaned(line.rstrip()) + "\n")


def out_json(value: object) -> None:
    """Print the answer as JSON; what may not reach a terminal is escaped, so nothing is lost."""
    pieces = json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(value)
    with _written():
        # In blocks: the pieces of ten thousand files at once are larger than what they tell of.
        while block := "".join(islice(pieces, _TOGETHER)):
            _put(sys.stdout, _escaped(block))
        _put(sys.stdout, "\n")


_TOGETHER: Final = 4096


def _escaped(text: str) -> str:
    for char in unsafe_in(text):
        text = text.replace(char, json.dumps(char)[1:-1])
    return text


def answer(as_json: bool, told: Callable[[], object], lines: Iterable[str]) -> None:
    """Print what a command was asked for: as JSON, which is made only then, or as lines."""
    if as_json:
        out_json(told())
    else:
        out(*lines)


def finish() -> None:
    """Hand over what was printed. Errors are those of `out`."""
    with _written():
        if sys.stdout is not None:
            sys.stdout.flush()


def _put(stream: TextIO | None, text: str) -> None:
    """Write what was made safe; the one place through which all output goes."""
    if stream is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    stream.write(text)


@contextmanager
def _written() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        _abandon(sys.stdout)
        raise ReaderGoneError from error
    except OSError as error:
        _abandon(sys.stdout)
        what = say("The answer could not be written: {why}.", why=why(error))
        raise OutputError(Problem(what, todo=say("Write it to another place."))) from error


def _abandon(stream: TextIO | None) -> None:
    """Send what is left of a stream nowhere, or Python would complain of it at the end."""
    if stream is None:
        return
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def narrate(message: Message) -> None:
    """Say something besides the answer."""
    narrate_text(render(message))


def narrate_text(*lines: str) -> None:
    """Print lines that are not part of the answer."""
    is_watched = sys.stderr is not None and sys.stderr.isatty()
    for line in map(cleaned, lines):
        _tell("\n".join(wrapped(line) if is_watched else [line]) + "\n")


def progress(done: int, of: int) -> None:
    """Show how far a long reading is, in place, where a person watches."""
    if sys.stderr is not None and sys.stderr.isatty():
        _tell(f"\r{done}/{of}" + ("\n" if done == of else ""))


def complain(problems: Iterable[Problem]) -> None:
    """Say what is wrong, one paragraph each."""
    narrate_text(*map(render_problem, problems))


def _tell(text: str) -> None:
    """Write to stderr; where that is closed or full there is no other place to say so."""
    try:
        _put(sys.stderr, text)
        sys.stderr.flush()
    except OSError:
        _abandon(sys.stderr)
