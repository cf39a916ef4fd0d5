"""Names of files that every system can store, also for those that come in an archive."""

from parself.errors import Message, say
from parself.limits import NAME_LENGTH
from parself.text import clean

_FORBIDDEN_CHARACTERS = frozenset('<>"|?*')
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"}
)


def name_fault(name: str) -> Message | None:
    """Return why a path is not safe, also for entries that will be ignored."""
    segments = name.removesuffix("/").split("/")
    if len(name) > NAME_LENGTH:
        return say("The entry's name is too long.")
    if clean(name).replaced or "\n" in name or "\t" in name:
        return say("The entry's name holds hidden characters.")
    if name.startswith("/") or ":" in name or name.startswith("~"):
        return say("The entry's name points to a place outside the archive.")
    if not _FORBIDDEN_CHARACTERS.isdisjoint(name):
        return say("The entry's name holds characters that file names may not have.")
    if not {"", ".", ".."}.isdisjoint(segments):
        return say("The entry's name points to a place outside the archive.")
    if any(is_unusable(segment) for segment in segments):
        return say("The entry's name cannot be stored on Windows.")
    return None


def is_unusable(name: str) -> bool:
    """Say whether Windows cannot store a file under this name: a device, a dot or blank at the end.

    A device's name counts with any ending: ``con.txt``.
    """
    return name.split(".")[0].rstrip(" ").casefold() in _RESERVED or name.endswith((".", " "))
