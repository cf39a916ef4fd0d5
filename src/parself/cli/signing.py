"""Commands for the leader's signature: lock and unlock."""

from datetime import date
from pathlib import Path
from typing import Final

from parself.assessment.model import SignOff
from parself.cli.console import narrate, narrate_text, out
from parself.cli.opening import at_desk
from parself.cli.speech import command, folder_argument, option
from parself.cli.status_text import asked_lines
from parself.errors import Problem, UsageError, say
from parself.i18n import render
from parself.numerals import exact_date
from parself.text import one_line
from parself.view.progress import still_open


@command(
    "lock",
    say(
        "Lock an assessment for signature by its leader: nothing can be changed until it is"
        " unlocked, and after a change the papers no longer carry the signer's name."
    ),
    summary=say("Lock an assessment for signature."),
    examples=(
        'parself lock van-quan-2023 --name "Nguyễn Văn A" --title "Chủ tịch" --place "Văn Quan"',
    ),
)
@folder_argument()
@option("--name", required=True, type=one_line, about=say("Who signs."))
@option("--title", required=True, type=one_line, about=say("Office of the signer."))
@option("--place", required=True, type=one_line, about=say("Where it is signed."))
@option(
    "--date",
    "signed",
    read=exact_date,
    metavar="DATE",
    about=say("Day of the signature, year-month-day; else today."),
)
def lock(folder: Path, name: str, title: str, place: str, signed: date | None) -> None:
    """Lock an assessment for signature."""
    for option_name, text in (("--name", name), ("--title", title), ("--place", place)):
        if not text.strip():
            what = say("This is empty.")
            raise UsageError(Problem(what, option_name, say("Say who signs, as what, where.")))
    with at_desk(folder) as desk:
        desk.lock(SignOff(name, title, place, signed or date.today()))
        desk.save()
        for sentence in still_open(desk.view):
            narrate(sentence)
        narrate_text(*asked_lines(desk.view))
    out(render(say("Locked for signature by {name}, {title}.", name=name, title=title)))


@command(
    "unlock",
    say("Unlock an assessment to change it; after a change it has to be signed anew."),
    examples=("parself unlock van-quan-2023",),
)
@folder_argument()
def unlock(folder: Path) -> None:
    """Unlock an assessment."""
    with at_desk(folder) as desk:
        if not desk.assessment.locked:
            raise UsageError(Problem(say("The assessment is not locked.")))
        desk.unlock()
        desk.save()
    out(render(say("Unlocked. After any change it has to be signed anew.")))


COMMANDS: Final = (lock, unlock)
