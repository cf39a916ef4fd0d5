"""The command that makes a copy of the program which starts without installing."""

from pathlib import Path
from typing import Final

from parself.cli.console import narrate, narrate_text, out
from parself.cli.speech import command, folder_argument
from parself.errors import say
from parself.files import show_path


@command(
    "portable",
    say(
        "Make a folder from which the program starts without installing, on this machine or, "
        "copied to a stick, on another of the same system. Settings and new assessments are kept "
        "in that folder. On Windows Python comes along where it can be copied; else the machine "
        "needs the same version."
    ),
    summary=say("Make a copy that starts without installing, from a stick."),
    examples=("parself portable parself-usb",),
)
@folder_argument()
def portable(folder: Path) -> None:
    """Make a copy that starts without installing."""
    from parself.portable import launching, making

    narrate(say("The program is being copied; this takes a while."))
    made = making.make(folder)
    out(show_path(made.path))
    narrate(
        say(
            "{count:count} files. Copy the folder to a stick; it is started by {file} in it.",
            count=made.files,
            file=made.starter.name,
        )
    )
    if not made.has_python:
        narrate_text(launching.needed_words(made.runs))


COMMANDS: Final = (portable,)
