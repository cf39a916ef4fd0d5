"""Places that people name: a path as they type or paste it, and where a new file goes.

This module alone reads a typed path and decides whether it names a file or a folder to
write in, so that every field and every option does both alike.
"""

import os
import re
from contextlib import suppress
from pathlib import Path, PureWindowsPath
from typing import Final
from urllib.parse import unquote

from parself.errors import Problem, say
from parself.files.durable import free_name, is_there
from parself.files.faults import FileError, OccupiedError, reads, show_path
from parself.text import nfc

_QUOTES: Final = "\"'“”‘’"
_AROUND: Final = " \t\r\n\u00a0\u202a\u202c\ufffd"
"""Blanks, and the mark that the properties of a file in Windows put before its path."""
_URL: Final = re.compile(r"file:(?://(?P<host>[^/]*))?(?P<path>/.*)?", re.IGNORECASE | re.DOTALL)
_ESCAPED: Final = re.compile(r"\\(?=\W)")
_DRIVE: Final = re.compile(r"/?[A-Za-z]:(?:[/\\]|$)")


HOME: Final = "PARSELF_HOME"
"""Environment variable: a folder that holds all that is otherwise kept in the system's places."""


def own_place(name: str) -> Path:
    """Return where the program keeps what belongs to the person who sits here."""
    from platformdirs import user_data_path

    return (_carried() or user_data_path("parself", appauthor=False)) / name


def own_documents() -> Path:
    """Return where new folders are offered: the person's documents."""
    from platformdirs import user_documents_path

    return _carried() or user_documents_path()


def own_logs() -> Path:
    """Return where reports of failures are kept."""
    from platformdirs import user_log_path

    carried = _carried()
    return carried / "log" if carried else user_log_path("parself", appauthor=False)


def _carried() -> Path | None:
    """Return the folder of a copy that keeps everything beside it."""
    named = os.environ.get(HOME)
    return Path(named) if named else None


def typed_path(typed: str) -> Path:
    """Read a path as people type, paste or drop it.

    In quotes, as ``file://`` address, with ~ for their own folder, with blanks around it, with
    the strokes of Windows, with strokes before blanks as terminals drop it; a name that another
    system wrote decomposed is found as it stands.
    """
    given, meant = Path(typed), _own(_bare(typed))
    dropped = _own(_ESCAPED.sub("", _bare(typed)))
    # A file may well bear such a name itself.
    found = (path for path in (given, meant, dropped) if can_be_seen(path))
    return next(found, Path(nfc(str(meant))))


def can_be_seen(path: Path) -> bool:
    """Return whether a typed path exists; one that no system allows does not."""
    with suppress(OSError, ValueError):
        return path.exists()
    return False


def _bare(typed: str) -> str:
    """Return the path within blanks, quotes and the address of a file."""
    # ``"E:\"`` reaches a program as ``E:"``: the shell of Windows takes \" for a quote.
    text = typed.strip(_AROUND).strip(_QUOTES).strip(_AROUND)
    found = _URL.fullmatch(text)
    if found is None:
        return text
    host, path = found["host"] or "", unquote(found["path"] or "")
    if _DRIVE.match(host + path):
        return (host + path).lstrip("/")
    return path if host.casefold() in {"", "localhost"} else f"//{host}{path}"


def _own(text: str) -> Path:
    # A path that was written down on Windows is meant elsewhere, too.
    path = Path(text.replace("\\", os.sep))
    # Of a person that this machine does not know, ~ is part of the name.
    with suppress(RuntimeError):
        return path.expanduser()
    return path


def new_file(name: str, target: Path | None, *, replace: bool = False) -> Path:
    """Return the path of a new file: `target`, or `name` inside it where it is a folder.

    A name that a person gave is kept: `OccupiedError` where there is such a file, unless it
    may be replaced. One that the program gave is numbered instead. Raises `FileError` where
    the folder is not there.
    """
    path = in_folder(name, target)
    if replace or not is_there(path):
        return path
    if path != target:
        return free_name(path)
    what = say("There is a file of this name already; nothing was written.")
    raise OccupiedError(Problem(what, show_path(path), say("Choose another name.")))


def in_folder(name: str, target: Path | None) -> Path:
    """Return the path to write to: `name` in the folder `target`, or `target` itself as a file.

    Raises `FileError` where it is neither, so that a stick that is not in or a folder that is
    not there never becomes a file of that name.
    """
    if target is None:
        return Path(name)
    with reads(target):
        if target.is_dir():
            return target / name
        has_place = target.parent.is_dir()
    ending = Path(name).suffix
    todo = say(
        "Make the folder or put the stick in, or give the whole name of the file, for example"
        " {example}.",
        example=name,
    )
    if ending and target.suffix.casefold() != ending:
        what = say(
            "There is no such folder, and a file's name has to end in {ending}; nothing was"
            " written.",
            ending=ending,
        )
        raise FileError(Problem(what, show_path(target), todo))
    if not has_place or _is_drive(target):
        what = say("There is no such folder; nothing was written.")
        raise FileError(Problem(what, show_path(target.parent), todo))
    return target


def _is_drive(path: Path) -> bool:
    """Say whether a path is the top of a drive, also on systems that have none."""
    return bool(PureWindowsPath(path).drive) and not PureWindowsPath(path).name
