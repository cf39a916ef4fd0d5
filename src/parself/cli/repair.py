"""The command that puts a folder right whose files are damaged or were changed by hand."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from parself import files
from parself.assessment import repair, store
from parself.assessment.beside import BesideError
from parself.assessment.damage import DamagedAssessmentError, HandEditedError
from parself.cli import console, status_text
from parself.cli.console import narrate, out
from parself.cli.opening import require_folder
from parself.cli.speech import command, folder_argument, option
from parself.errors import ExitCode, Message, Problem, say
from parself.files import FolderLock
from parself.i18n import _, render
from parself.numerals import exact_count
from parself.province import mending
from parself.province import round as rounds
from parself.province.record import Round
from parself.tables.model import Column
from parself.tables.terminal import listed, shortened
from parself.text import one_line
from parself.view.view import View
from parself.words import edited
from parself.words.retelling import NOTHING, difference_words

_SHOWN_VALUE: Final = 60
_SHOWN_PLACES: Final = 40

Damage = DamagedAssessmentError | HandEditedError | BesideError


@command(
    "repair",
    say(
        "Put right an assessment or a round whose files are damaged or were changed by hand. What "
        "is replaced is kept. Without an option, show what differs from the last good copy."
    ),
    summary=say("Put a damaged folder right."),
    examples=("parself repair van-quan-2023 --restore",),
)
@folder_argument()
@option(
    "--accept",
    "way",
    flag_value="accept",
    about=say("Take the files as they were changed by hand."),
)
@option("--restore", "way", flag_value="restore", about=say("Go back to the newest good copy."))
@option(
    "--save",
    "number",
    read=exact_count,
    about=say("With --restore: the number of the copy, where two may be the newest."),
)
def repair_(folder: Path, way: str | None, number: int | None) -> ExitCode:
    """Put a damaged folder right."""
    require_folder(folder)
    damage = _damage(folder)
    if damage is None and (trouble := _trouble(folder)):
        return _put_right(folder, trouble, way)
    if damage is None:
        out(render(say("All files are in order; there is nothing to repair.")))
        return ExitCode.DONE
    if way is None:
        console.complain(damage.problems)
        out(*_differences(folder, damage))
        for sentence in _ways(damage, f"parself repair {files.show_path(folder)}"):
            narrate(sentence)
        return damage.exit_code
    now = datetime.now()
    with FolderLock(folder, now):
        if way == "accept":
            out(render(_accept(folder, damage, now)))
        else:
            out(render(_restore(folder, damage, number, now)))
    return ExitCode.DONE


def _damage(folder: Path) -> Damage | None:
    try:
        if rounds.is_round(folder):
            rounds.open_round(folder)
        else:
            store.load(folder)
    except (DamagedAssessmentError, HandEditedError, BesideError) as error:
        return error
    return None


def _trouble(folder: Path) -> tuple[Problem, ...]:
    return mending.found(folder) if rounds.is_round(folder) else ()


def _put_right(folder: Path, trouble: tuple[Problem, ...], way: str | None) -> ExitCode:
    if way != "restore":
        console.complain(trouble)
        return ExitCode.DAMAGED
    now = datetime.now()
    with FolderLock(folder, now):
        round_ = mending.put_right(folder, now=now)
    left = mending.found(folder)
    if len(left) < len(trouble):
        out(render(_round_mended(round_)))
    console.complain(left)
    return ExitCode.DAMAGED if left else ExitCode.DONE


def _ways(damage: Damage, command: str) -> Iterator[Message]:
    """Yield how the folder can be put right."""
    for which in _which(damage):
        restore = f"{command} --restore{which}"
        yield say("To go back to the newest good copy: {command}", command=restore)
    if (
        damage.can_be_accepted
        if isinstance(damage, BesideError)
        else isinstance(damage, HandEditedError)
    ):
        yield say("To take the files as they are now: {command}", command=f"{command} --accept")


def _which(damage: Damage) -> list[str]:
    """Return how each good copy is named that may be put back."""
    if isinstance(damage, BesideError):
        return [""] * damage.can_be_restored
    if len(damage.offered) > 1:
        return [f" --save {one.revision}" for one in damage.offered]
    return [""] * len(damage.offered)


def _accept(folder: Path, damage: Damage, now: datetime) -> Message:
    """Take files edited by hand; one without a checksum is cut short, whatever it still says."""
    match damage:
        case BesideError() if rounds.is_round(folder):
            return _round_mended(rounds.accept_beside(folder, damage))
        case BesideError():
            return _mended(repair.accept_beside(folder, damage, now=now))
        case HandEditedError():
            return _mended(repair.accept(folder, now=now))
        case _:
            raise damage


def _restore(folder: Path, damage: Damage, number: int | None, now: datetime) -> Message:
    """Put good copies back; of two saves that may be the newest, the one that was named."""
    match damage:
        case BesideError() if rounds.is_round(folder):
            return _round_mended(rounds.restore_beside(folder, damage, now=now))
        case BesideError():
            return _mended(repair.restore_beside(folder, damage, now=now))
        case _:
            wanted = [one for one in damage.offered if number in {None, one.revision}]
            if len(wanted) != 1:
                raise damage
            return _mended(repair.restore(folder, wanted[0], now=now))


def _mended(folder: store.Folder) -> Message:
    view = View(folder, folder.assessment)
    console.narrate_text(*status_text.asked_lines(view))
    return say(
        "Repaired. The assessment now has {answers:count} answered rows; what was "
        "replaced is kept in {folder}.",
        answers=view.progress().answered,
        folder=files.show_path(folder.path),
    )


def _round_mended(round_: Round) -> Message:
    return say(
        "Repaired. The round has hand-ins of {units:count} units; what was replaced is kept in"
        " {folder}.",
        units=len(round_.units),
        folder=files.show_path(round_.path),
    )


def _differences(folder: Path, damage: Damage) -> Iterator[str]:
    """Yield what files that were changed by hand say otherwise than the last good copies."""
    rows: list[Sequence[str]] = []
    match damage:
        case HandEditedError():
            titles = repair.titles_of(folder, damage.assessment.unit)
            rows = [
                (one.row or NOTHING, *difference_words(*titles, one)) for one in damage.differences
            ]
        case BesideError():
            names = repair.names_of(folder)
            rows = [
                (finding.name, *edited.place_words(place, names))
                for finding in damage.findings
                for place in finding.places()
            ]
    if rows:
        yield from listed(_columns(damage), rows[:_SHOWN_PLACES])
    if len(rows) > _SHOWN_PLACES:
        yield render(say("… and {count:count} more.", count=len(rows) - _SHOWN_PLACES))


def _columns(damage: Damage) -> list[Column[Sequence[str]]]:
    whose = (_("row"), _("entry"))
    if isinstance(damage, BesideError):
        whose = (_("file"), _("place in the file"))
    titles = (*whose, _("before"), _("now"))
    return [_column(number, title) for number, title in enumerate(titles)]


def _column(number: int, title: str) -> Column[Sequence[str]]:
    if not number:
        return Column("", title, lambda row: row[number])
    return Column("", title, lambda row: shortened(one_line(row[number]), _SHOWN_VALUE))


COMMANDS: Final = (repair_,)
