"""What the running program is made of: its own files, and those of all that it depends on.

Found from the metadata that installing left behind; nothing is asked of a network.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

import parself
from parself.errors import Message, Problem, RefusedError, say
from parself.rubric import catalogue

if TYPE_CHECKING:
    from importlib.metadata import Distribution

_NAME: Final = re.compile(r"[A-Za-z0-9._-]+")
_UNUSED: Final = frozenset({"direct_url.json", "INSTALLER", "RECORD", "REQUESTED"})
"""What is said of the place where something is installed, and is not true of a copy."""


def program_files() -> Mapping[str, Path]:
    """Return all files of the program and of what it needs, by their path below a common folder.

    Raises `RefusedError` where it is not installed in a way that can be copied.
    """
    return {**_own_files(), **_needed_files()}


def _own_files() -> dict[str, Path]:
    package = Path(parself.__file__).parent
    shelf = catalogue.shipped()
    if not package.is_dir() or not isinstance(shelf, Path):
        raise _refused(say("This program does not lie in a folder of its own."))
    found = {f"parself/{name}": path for name, path in _tree(package)}
    return found | {f"parself/rubrics/{name}": path for name, path in _tree(shelf)}


def _tree(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        if path.is_file() and is_wanted(PurePosixPath(name.as_posix())):
            yield name.as_posix(), path


def is_wanted(name: PurePosixPath) -> bool:
    """Say whether a file belongs into a copy: not what Python makes anew, nor what lies outside."""
    is_inside = not name.is_absolute() and ".." not in name.parts
    is_made = "__pycache__" in name.parts or name.suffix == ".pyc"
    return is_inside and not is_made and name.name not in _UNUSED


def _needed_files() -> dict[str, Path]:
    found: dict[str, Path] = {}
    for one in _needed():
        if one.files is None:
            what = say("Of {name} it is not known which files belong to it.", name=one.name)
            raise _refused(what)
        wanted = (PurePosixPath(file.as_posix()) for file in one.files)
        found |= {str(name): Path(str(one.locate_file(name))) for name in filter(is_wanted, wanted)}
    return found


def _needed() -> Iterator["Distribution"]:
    """Yield all that the program needs, and what these need in turn, each once."""
    from importlib.metadata import PackageNotFoundError, distribution

    waiting, seen = [("parself", False)], set[str]()
    while waiting:
        name, may_lack = waiting.pop()
        if _spelled(name) in seen:
            continue
        seen.add(_spelled(name))
        try:
            found = distribution(name)
        except PackageNotFoundError:
            if may_lack:
                continue
            raise _refused(say("{name} is not installed here.", name=name)) from None
        waiting += [*requirements(found.requires or ())]
        if name != "parself":
            yield found


def requirements(lines: list[str] | tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """Yield the requirements of metadata, and whether each may be lacking on this system.

    What is asked for by an extra alone is left out.
    """
    for line in lines:
        asked, _semicolon, condition = line.partition(";")
        name = _NAME.match(asked.strip())
        if name and "extra" not in condition:
            yield name[0], bool(condition)


def _spelled(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _refused(what: Message) -> RefusedError:
    todo = say(
        "Install the program as README says and run this again; a portable copy is copied as a"
        " folder."
    )
    return RefusedError(Problem(what, todo=todo))
